/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a warehouse settles for itself once: limits, leases, who counts again. Notes of the warehouse by name, each with what holds while
 * nobody has said anything. See act.h for what acts share; who may is the row "set" of permission.
 */
#pragma once

#include "firstout/work/act.h"

typedef enum {
  FO_SETTING_NUMBER,   /* a whole number up to MOST */
  FO_SETTING_QUANTITY, /* "12,5", or "off" */
  FO_SETTING_LIMITS,   /* "10" for every unit, "шт=10, кг=2,5" for these */
  FO_SETTING_ROLES,    /* "100" for everybody, "сборщик=20, lead=1000" for these roles, in any language */
  FO_SETTING_WORD,     /* one of WORDS */
  FO_SETTING_TEXT
} FoSettingKind;

typedef struct {
  const char *note;       /* "write_off_limit" */
  const char *message_id; /* its words */
  FoSettingKind kind;
  gint64 most;
  const char *const *words; /* ends with NULL; of a FO_SETTING_WORD */
  const char *otherwise;    /* what holds while it is not set, as it would be said; "" nothing does */
} FoSetting;

/* All there are. Static. */
const FoSetting *fo_settings (guint *ret_n);
/* NULL: there is none of that name. */
const FoSetting *fo_setting_named (const char *note);
/* Can VALUE be kept for it? FO_OK, FO_QUANTITY_BAD, FO_COMMAND_UNKNOWN (no such word). */
FoVerdict fo_setting_judge (const FoSetting *setting, const char *value);

/* VALUE "" or "-": what holds otherwise. Args text = the value, kind = the note; refusals of fo_setting_judge (arg text), FO_COMMAND_UNKNOWN
 * for a name there is none of. A station reads most of them when it needs them. */
bool fo_work_set (FoStore *store, const FoAct *act, const char *note, const char *value, FoReply *reply, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

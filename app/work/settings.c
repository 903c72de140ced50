/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/work/settings.h"

#include "firstout/store/meta.h"
#include "inside.h"
#include "limits.h"

#include <string.h>

static const char *const who[] = { "any", "lead", NULL }; /* right.h */
static const char *const recount[] = { "any", "other", NULL };
static const char *const validity[] = { "remind", "release", NULL };

static const FoSetting settings[] = {
  { "write_off_limit", "setting.write_off_limit", FO_SETTING_LIMITS, 0, NULL, "" },
  { "here_limit", "setting.here_limit", FO_SETTING_ROLES, 0, NULL, "100, lead=1000, administrator=1000" },
  { "count_limit_units", "setting.count_limit_units", FO_SETTING_QUANTITY, 0, NULL, "off" },
  { "count_limit_percent", "setting.count_limit_percent", FO_SETTING_QUANTITY, 0, NULL, "10" },
  { "count_recount", "setting.count_recount", FO_SETTING_WORD, 0, recount, "any" },
  { "validity", "setting.validity", FO_SETTING_WORD, 0, validity, "remind" },
  { "remind_days", "setting.remind_days", FO_SETTING_NUMBER, 365, NULL, "1" },
  { "reserve-days", "setting.reserve-days", FO_SETTING_NUMBER, 1000, NULL, "5" },
  { "lease_minutes", "setting.lease_minutes", FO_SETTING_NUMBER, 100000, NULL, "30" },
  { "offline_minutes", "setting.offline_minutes", FO_SETTING_NUMBER, 100000, NULL, "240" },
  { "write_off", "setting.write_off", FO_SETTING_WORD, 0, who, "any" },
  { "correct", "setting.correct", FO_SETTING_WORD, 0, who, "any" },
  { "recall", "setting.recall", FO_SETTING_WORD, 0, who, "any" },
  { "returns", "setting.returns", FO_SETTING_WORD, 0, who, "any" },
  { "priority", "setting.priority", FO_SETTING_WORD, 0, who, "any" },
  { "preempt", "setting.preempt", FO_SETTING_WORD, 0, who, "any" },
  { "override", "setting.override", FO_SETTING_WORD, 0, who, "any" },
  { "learn", "setting.learn", FO_SETTING_WORD, 0, who, "any" },
  { "open-here", "setting.open-here", FO_SETTING_WORD, 0, who, "any" },
  { "leads", "setting.leads", FO_SETTING_TEXT, 0, NULL, "" },
  { "sender", "setting.sender", FO_SETTING_TEXT, 0, NULL, "" },
  { "papers_folder", "setting.papers_folder", FO_SETTING_TEXT, 0, NULL, "" },
};

const FoSetting *
fo_settings (guint *ret_n)
{
  *ret_n = G_N_ELEMENTS (settings);
  return settings;
}

const FoSetting *
fo_setting_named (const char *note)
{
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    if (strcmp (settings[i].note, note) == 0)
      return &settings[i];
  return NULL;
}

static FoVerdict
judge_quantity (const char *text)
{
  FoQuantity quantity_u;

  return fo_quantity_parse (text, &quantity_u) == FO_OK && quantity_u >= 0 ? FO_OK : FO_QUANTITY_BAD;
}

/* A decimal comma is told from one between two limits by the digit behind it: fo_quantity_parse knows both marks, so limits of several
 * units are written with a blank behind the comma, or with points. */
static FoVerdict
judge_limits (const char *value, bool of_roles)
{
  g_auto (GStrv) list = g_strsplit (value, ",", -1);
  FoVerdict verdict = *list ? FO_OK : FO_QUANTITY_BAD;

  for (guint i = 0; list[i] && verdict == FO_OK; i++) {
    const char *sign = strchr (list[i], '=');
    g_autofree char *number = g_strstrip (g_strdup (sign ? sign + 1 : list[i]));
    g_autofree char *name = sign ? g_strstrip (g_strndup (list[i], (gsize) (sign - list[i]))) : NULL;
    FoRole role;

    verdict = of_roles && name && !fo_limit_names_role (name, &role) ? FO_COMMAND_UNKNOWN : judge_quantity (number);
  }
  return verdict;
}

FoVerdict
fo_setting_judge (const FoSetting *setting, const char *value)
{
  switch (setting->kind) {
  case FO_SETTING_NUMBER:
    return g_ascii_string_to_unsigned (value, 10, 0, (guint64) setting->most, NULL, NULL) ? FO_OK : FO_QUANTITY_BAD;
  case FO_SETTING_QUANTITY:
    return strcmp (value, "off") == 0 ? FO_OK : judge_quantity (value);
  case FO_SETTING_LIMITS:
    return judge_limits (value, false);
  case FO_SETTING_ROLES:
    return judge_limits (value, true);
  case FO_SETTING_WORD:
    return g_strv_contains (setting->words, value) ? FO_OK : FO_COMMAND_UNKNOWN;
  case FO_SETTING_TEXT:
    return FO_OK;
  }
  return FO_OK;
}

typedef struct {
  const char *note, *value;
} Set;

static FoTxnEnd
set (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const Set *what = data;
  const FoSetting *setting = fo_setting_named (what->note);
  bool is_said = *what->value && strcmp (what->value, "-") != 0;
  FoVerdict verdict = !setting ? FO_COMMAND_UNKNOWN : is_said ? fo_setting_judge (setting, what->value) : FO_OK;

  (void) context, (void) error;
  fo_args_set_text (&reply->args, "text", setting ? what->value : what->note);
  if (verdict != FO_OK)
    return fo_refuse (reply, verdict);
  fo_meta_set (txn, setting->note, is_said ? what->value : "");
  fo_args_set_text (&reply->args, "kind", setting->note);
  return FO_TXN_COMMIT;
}

bool
fo_work_set (FoStore *store, const FoAct *act, const char *note, const char *value, FoReply *reply, GError **error)
{
  const Set what = { note, value };

  return fo_act_run (store, act, "set", set, &what, reply, error);
}

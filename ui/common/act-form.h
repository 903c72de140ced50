/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoActForm: what an act still needs to be told before it is done: its fields, the reason, and the last yes. It stands in the page,
 * never in front of it. By keys: Tab, F2 F3 F5 F6 F7 for the reasons, F9 does it, F12 leaves it. By touch: the same as buttons. By
 * scanner: the right label, a place, a paper or a carton fill the fields; FO:C:REASON-DAMAGED, FO:C:SAY-LEAKS, FO:C:DO-IT,
 * FO:C:LEAVE-IT. Main thread.
 *
 * Signals
 *   decided (const char *command, gboolean confirm)   the command for the desk; CONFIRM: to be asked once more
 *   left ()                                           nothing is done
 */
#pragma once

#include "firstout/core/day.h"
#include "firstout/core/scan.h"
#include <gtk/gtk.h>

typedef enum {
  FO_ACT_NO_FIELD,
  FO_ACT_DAY,
  FO_ACT_NUMBER, /* of a lot */
  FO_ACT_PLACE,
  FO_ACT_QUANTITY,
  FO_ACT_DOCUMENT,
  FO_ACT_TEXT,
  FO_ACT_CODE, /* whatever is scanned; typed as it stands */
  FO_N_ACT_FIELD_KINDS
} FoActFieldKind;

typedef struct {
  FoActFieldKind kind;
  const char *message; /* what it is called */
  const char *instead; /* what stands in the command when it is left empty; NULL: it must not be */
  const char *prefix;  /* before it in the command when it is not empty, or NULL */
} FoActField;

typedef struct {
  const char *word, *message;
} FoActReason;

#define FO_ACT_FIELDS_MAX 5
#define FO_ACT_REASONS_MAX 5

/* Static. */
typedef struct {
  const char *name;            /* FO:C:NAME begins it */
  const char *message, *hint;  /* what it is called; what will come of it, NULL: nothing to say */
  const char *command;         /* $s the subject, $1 … the fields, $r the reason */
  const char *right;           /* fo_right_allows, or NULL: everybody may */
  int f_key;
  gboolean confirm, destructive;
  FoActField fields[FO_ACT_FIELDS_MAX];
  const FoActReason *reasons;  /* up to word NULL; or NULL: none is asked */
  gboolean own_words;          /* the reason may be said in words */
  const FoActReason *sayings;  /* what may be said in the field for words without typing, by FO:C:SAY-WORD too, up to word NULL; or NULL */
} FoActKind;

#define FO_TYPE_ACT_FORM (fo_act_form_get_type ())
G_DECLARE_FINAL_TYPE (FoActForm, fo_act_form, FO, ACT_FORM, GtkWidget)

/* KIND stands empty, but that PRESET (NULL-terminated, or NULL) is in its fields. TODAY tells the century of scanned days. */
void fo_act_form_begin (FoActForm *self, const FoActKind *kind, FoDay today, const char *subject, const char *const *preset);
/* It was asked, and refused; NULL: it was not. */
void fo_act_form_refuse (FoActForm *self, const char *why);
/* As the buttons. */
void fo_act_form_do (FoActForm *self, gboolean by_scan);
gboolean fo_act_form_press_key (FoActForm *self, int f_key);
/* TRUE: it filled something, or decided. */
gboolean fo_act_form_take_scan (FoActForm *self, const FoScan *scan);

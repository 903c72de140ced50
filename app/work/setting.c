/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/work/setting.h"
#include "firstout/store/meta.h"
#include "inside.h"
#include "right.h"

static FoTxnEnd
set_issue_order (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  FoIssueOrder issue = *(const FoIssueOrder *) data;
  FoTxnEnd end = fo_right_judge (txn, context->act, "settings", reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  fo_meta_set (txn, "issue_order", fo_issue_order_name (issue));
  fo_args_set_text (&reply->args, "text", fo_issue_order_name (issue));
  return FO_TXN_COMMIT;
}

bool
fo_work_set_issue_order (FoStore *store, const FoAct *act, FoIssueOrder issue, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "set-issue-order", set_issue_order, &issue, reply, error);
}

static FoTxnEnd
set_truth_day (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  FoDay truth_on = *(const FoDay *) data;
  char day[11] = "";
  FoTxnEnd end = fo_right_judge (txn, context->act, "settings", reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  if (truth_on != FO_DAY_NONE)
    fo_day_print_iso (truth_on, day);
  fo_meta_set (txn, "truth_day", day);
  fo_args_set_day (&reply->args, "due_on", truth_on);
  return FO_TXN_COMMIT;
}

bool
fo_work_set_truth_day (FoStore *store, const FoAct *act, FoDay truth_on, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "set-truth-day", set_truth_day, &truth_on, reply, error);
}

bool
fo_beginning_read (FoTxn *txn, FoBeginning *ret, GError **error)
{
  g_autofree char *issue = NULL, *day = NULL;
  FoBeginning beginning = { FO_ISSUE_FEFO, false, FO_DAY_NONE };

  if (!fo_meta_get (txn, "issue_order", &issue, error) || !fo_meta_get (txn, "truth_day", &day, error))
    return false;
  beginning.issue_chosen = fo_issue_order_parse (issue, &beginning.issue);
  if (*day && fo_day_parse_iso (day, &beginning.truth_on) != FO_OK)
    beginning.truth_on = FO_DAY_NONE;
  *ret = beginning;
  return true;
}

bool
fo_beginning_is_over (FoTxn *txn, FoDay today, bool *ret_over, GError **error)
{
  FoBeginning beginning;

  if (!fo_beginning_read (txn, &beginning, error))
    return false;
  *ret_over = beginning.truth_on != FO_DAY_NONE && today >= beginning.truth_on;
  return true;
}

typedef struct {
  const char *note;
  bool on;
} Switch;

static FoTxnEnd
set_switch (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const Switch *what = data;
  const char *word = what->on ? "on" : "off";

  (void) context, (void) error;
  fo_meta_set (txn, what->note, word);
  fo_args_set_text (&reply->args, "text", word);
  return FO_TXN_COMMIT;
}

bool
fo_work_set_zero_check (FoStore *store, const FoAct *act, bool on, FoReply *reply, GError **error)
{
  const Switch what = { "zero_check", on };

  return fo_act_run (store, act, "set-zero-check", set_switch, &what, reply, error);
}

bool
fo_work_set_slot_check (FoStore *store, const FoAct *act, bool on, FoReply *reply, GError **error)
{
  const Switch what = { "slot_check", on };

  return fo_act_run (store, act, "set-slot-check", set_switch, &what, reply, error);
}

/* ---- numbers ------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *note, *act;
  guint otherwise, least, most;
} NumberKind;

static const NumberKind numbers[FO_N_NUMBERS] = {
  [FO_NUMBER_SYNC_KEEP_DAYS] = { "sync_keep_days", "set-sync-keep", 180, FO_TOLD_KEPT_DAYS, 3660 },
  [FO_NUMBER_IDLE_LOCK_MINUTES] = { "idle_lock_minutes", "set-idle-lock", 0, 0, 600 },
};

bool
fo_number_read (FoTxn *txn, FoNumber which, guint *ret, GError **error)
{
  const NumberKind *kind = &numbers[which];
  g_autofree char *text = NULL;
  guint64 value;

  if (!fo_meta_get (txn, kind->note, &text, error))
    return false;
  *ret = g_ascii_string_to_unsigned (text, 10, kind->least, kind->most, &value, NULL) ? (guint) value : kind->otherwise;
  return true;
}

typedef struct {
  FoNumber which;
  gint64 value;
} NumberAct;

static FoTxnEnd
set_number (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const NumberAct *what = data;
  const NumberKind *kind = &numbers[what->which];
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, what->value);
  FoTxnEnd end = fo_right_judge (txn, context->act, "settings", reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  if (what->value < kind->least || what->value > kind->most)
    return fo_refuse (reply, FO_QUANTITY_BAD);
  fo_meta_set (txn, kind->note, text);
  fo_args_set_text (&reply->args, "text", text);
  return FO_TXN_COMMIT;
}

bool
fo_work_set_number (FoStore *store, const FoAct *act, FoNumber which, gint64 value, FoReply *reply, GError **error)
{
  const NumberAct what = { which, value };

  return fo_act_run (store, act, numbers[which].act, set_number, &what, reply, error);
}

/* ---- channels ------------------------------------------------------------------------------------------------------ */

static FoTxnEnd
set_channel_word (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoChannelWord *word = data;
  FoTxnEnd end = fo_right_judge (txn, context->act, "settings", reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  if (!*word->word)
    return fo_refuse (reply, FO_REASON_NEEDED);
  fo_channel_set (txn, word);
  fo_args_set_text (&reply->args, "text", word->word);
  return FO_TXN_COMMIT;
}

bool
fo_work_set_channel_word (FoStore *store, const FoAct *act, const FoChannelWord *word, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "set-channel", set_channel_word, word, reply, error);
}

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

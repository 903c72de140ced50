/* SPDX-License-Identifier: GPL-3.0-or-later
 * The commands that every task understands. */
#include "badge.h"
#include "due.h"
#include "step.h"

#include <string.h>

/* ---- tasks and documents ------------------------------------------------------------------------------------------------------ */

static bool
open_task (FoStep *step, const char *argument, GError **error)
{
  const FoTask *task = fo_task_named (argument);
  FoId order = step->now->order;

  if (*argument && !task) {
    fo_args_set_text (&step->ret->reply.args, "text", argument);
    return fo_step_answer (step, FO_TASK_UNKNOWN);
  }
  if (task == &fo_task_ship && (step->now->task == &fo_task_pick || step->now->task == &fo_task_pack) && order) /* what was picked goes on */
    return fo_step_ship_order (step, order, step->now->document, error);
  if (task == &fo_task_pack && (step->now->task == &fo_task_pick || step->now->task == &fo_task_ship) && order)
    return fo_step_pack_order (step, order, step->now->document, error);
  fo_step_open_task (step, task);
  return fo_step_answer (step, FO_OK);
}

/* `place A-02-3` is the same as scanning its label. */
static bool
as_scan (FoStep *step, FoCodeKind kind, const char *name, GError **error)
{
  char text[FO_CODE_PRINT_MAX];
  FoVerdict verdict = fo_code_print (kind, name, NULL, false, text);
  FoNames names;
  FoScan scan;
  FoCode code;

  if (verdict != FO_OK)
    return fo_step_answer (step, verdict);
  g_return_val_if_fail (fo_scan_init (&scan, text, strlen (text), FO_SYMBOLOGY_TYPED, NULL, 0), false);
  fo_code_read (&code, &scan, step->today, step->training);
  if (step->now->task)
    return step->now->task->scan (step, &code, error);
  if (kind == FO_CODE_PLACE)
    return fo_step_answer (step, FO_NO_TASK);
  if (!fo_step_read_names (step, &code, &names, error))
    return false;
  return names.n ? fo_step_open_named (step, &names.list[0], error) : fo_step_unnamed (step, &code, NULL, names.verdict, error);
}

static bool
open_supply (FoStep *step, const char *argument, GError **error)
{
  return as_scan (step, FO_CODE_SUPPLY, argument, error);
}

/* Who receives says "order" and means the supplier's or the production's. */
static bool
open_order (FoStep *step, const char *argument, GError **error)
{
  FoNames names = { 0 };
  bool supply = step->now->task == &fo_task_receive;

  if (supply && !fo_step_name_text (step, argument, 1u << FO_NAMED_SUPPLY | 1u << FO_NAMED_ORDER, &names, error))
    return false;
  if (names.n && names.list[names.n - 1].kind == FO_NAMED_ORDER) /* and no supply has the number */
    supply = false;
  return as_scan (step, supply ? FO_CODE_SUPPLY : FO_CODE_ORDER, argument, error);
}

static bool
set_place (FoStep *step, const char *argument, GError **error)
{
  return as_scan (step, FO_CODE_PLACE, argument, error);
}

/* What is in the hand is put down; with nothing in it, what is worked on is left. */
static bool
cancel (FoStep *step, const char *argument, GError **error)
{
  (void) argument, (void) error;
  if (step->now->ask != FO_ASK_NOTHING || step->now->refused != FO_OK || step->now->unknown[0]
      || step->now->unknown_carton.identity[0]
      || step->now->hand.item.id)
    fo_step_let_go (step);
  else
    fo_step_close_document (step);
  return fo_step_answer (step, FO_OK);
}

/* ---- orders ---------------------------------------------------------------------------------------------------------------------- */

/* The order ARGUMENT names, or the one that is open; 0 and an answer when there is none. */
static bool
order_meant (FoStep *step, const char *argument, FoId *ret_order, GError **error)
{
  FoNames names = { 0 };

  *ret_order = *argument ? 0 : step->now->order;
  if (*argument && !fo_step_name_text (step, argument, 1u << FO_NAMED_ORDER, &names, error))
    return false;
  if (names.n)
    *ret_order = names.list[0].order;
  if (*ret_order)
    return true;
  fo_args_set_text (&step->ret->reply.args, "order", argument);
  return fo_step_answer (step, *argument ? FO_ORDER_UNKNOWN : FO_COMMAND_NOT_NOW);
}

static bool
promise (FoStep *step, const char *argument, GError **error)
{
  FoId order;

  if (!order_meant (step, argument, &order, error))
    return false;
  step->ret->topics |= FO_TOPIC_ORDERS;
  return !order || fo_work_promise (step->store, fo_step_act (step), order, fo_step_reply (step), error);
}

static bool
release (FoStep *step, const char *argument, GError **error)
{
  FoId order;

  if (!order_meant (step, argument, &order, error))
    return false;
  step->ret->topics |= FO_TOPIC_ORDERS | FO_TOPIC_STOCK;
  return !order || fo_work_release (step->store, fo_step_act (step), order, fo_step_reply (step), error);
}

/* ---- lots -------------------------------------------------------------------------------------------------------------------------- */

/* ARGUMENT is "LOT REASON …". */
static bool
set_lot_state (FoStep *step, const char *argument, FoLotState state, GError **error)
{
  g_autofree char *number = fo_next_word (&argument);
  const char *command = state == FO_LOT_STATE_FREE ? "unblock" : "block";
  FoBlock what = { .state = state, .reason = argument };
  bool found;
  FoLot lot;

  if (!fo_step_lot_of_command (step, command, number, argument, &lot, &found, error))
    return false;
  if (!found)
    return true;
  what.lot = lot.id;
  step->ret->topics |= FO_TOPIC_STOCK | FO_TOPIC_ORDERS;
  if (!fo_work_block (step->store, fo_step_act (step), &what, fo_step_reply (step), error))
    return false;
  if (fo_step_is_done (step))
    fo_step_booked_beside (step, step->act.operation);
  return true;
}

static bool
block (FoStep *step, const char *argument, GError **error)
{
  return set_lot_state (step, argument, FO_LOT_STATE_BLOCKED, error);
}

static bool
quarantine_lot (FoStep *step, const char *argument, GError **error)
{
  return set_lot_state (step, argument, FO_LOT_STATE_QUARANTINE, error);
}

static bool
unblock (FoStep *step, const char *argument, GError **error)
{
  return set_lot_state (step, argument, FO_LOT_STATE_FREE, error);
}

/* ---- labels --------------------------------------------------------------------------------------------------------------------------- */

void
fo_step_wish_labels (FoStep *step, const FoGoods *goods, guint count, FoQuantity quantity_u)
{
  if (count > 0)
    fo_due_add_goods (step->due, goods->item.id, goods->lot, count, quantity_u);
}

static bool
print (FoStep *step, const char *argument, GError **error)
{
  const FoGoods *goods = step->now->line ? &step->now->last : &step->now->hand;
  FoLabelWish of_place = { .place = step->now->place, .count = 1 };
  guint64 count = 1;

  (void) error;
  if (*argument && !g_ascii_string_to_unsigned (argument, 10, 1, 999, &count, NULL))
    return fo_step_answer (step, FO_QUANTITY_BAD);
  fo_args_set_count (&step->ret->reply.args, "labels", (gint64) count);
  if (goods->item.id) {
    fo_args_goods (&step->ret->reply.args, goods);
    fo_step_wish_labels (step, goods, (guint) count, 0);
    return fo_step_answer (step, FO_OK);
  }
  if (step->now->task != &fo_task_look_up || !of_place.place)
    return fo_step_answer (step, FO_SCAN_GOODS_FIRST);
  of_place.count = (guint) count;
  fo_args_set_text (&step->ret->reply.args, "place", step->now->place_code);
  g_array_append_val (step->ret->labels, of_place);
  return fo_step_answer (step, FO_OK);
}

const FoTaskCommand fo_common_commands[] = {
  { "task", open_task }, { "order", open_order },  { "supply", open_supply }, { "place", set_place },
  { "cancel", cancel },  { "undo", fo_step_undo }, { "promise", promise },    { "release", release },
  { "block", block },    { "unblock", unblock },   { "print", print },        { "learn", fo_step_learn },
  { "quarantine-lot", quarantine_lot },
  { "forget", fo_step_forget }, { "teach", fo_step_teach }, { "name", fo_step_name }, { "unname", fo_step_unname }, { "voucher", fo_step_voucher }, { "pin", fo_step_pin }, { "unpin", fo_step_unpin }, { "refuse-lot", fo_step_refuse_lot },
  { "allow-lot", fo_step_allow_lot }, { "preempt", fo_step_preempt }, { "gate-override", fo_step_gate_override }, { "gate-close", fo_step_gate_close }, { "what-if", fo_step_what_if },
  { "validity", fo_step_validity }, { "priority", fo_step_priority }, { "take-over", fo_step_take_over },
  { "seen", fo_step_seen }, { "substitute", fo_step_substitute }, { "substitute-back", fo_step_substitute_back },
  { "truth-day", fo_step_truth_day }, { "issue-order", fo_step_issue_order }, { "set", fo_step_set }, { "zero-check", fo_step_zero_check }, { "slot-check", fo_step_slot_check },
  { "note", fo_step_note },         { "log-in", fo_step_log_in }, { "log-out", fo_step_log_out }, { "alone", fo_step_alone },
  { "badge", fo_step_print_badge }, { "unlock", fo_step_unlock },     { "alone-seen", fo_step_alone_seen },
  { "person", fo_step_person },     { "two", fo_step_two },
  { "station-revoke", fo_step_station_revoke }, { "station-admit", fo_step_station_admit },
  { "station-name", fo_step_station_name },
  { NULL, NULL },
};

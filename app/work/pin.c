/* SPDX-License-Identifier: GPL-3.0-or-later
 * A person says which lot a line gets, or must not get. */
#include "firstout/work/reserve.h"
#include "inside.h"
#include "kits.h"
#include "undo-parts.h"

#include <string.h>

/* A line under work, with what it is of. */
typedef struct {
  FoOrderWork work;
  FoLine *line;
  FoItem item;
  FoTurn turn;
} OfLine;

static void
of_line_clear (OfLine *of)
{
  fo_order_work_clear (&of->work);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OfLine, of_line_clear)

static FoTxnEnd
open_line (FoTxn *txn, FoId line, OfLine *of, FoReply *reply, GError **error)
{
  char id[FO_ID_TEXT_MAX];
  FoLine found_line;
  FoFound found = fo_line_find (txn, line, &found_line, error);

  if (found == FO_FOUND)
    found = fo_order_work_open (txn, found_line.order_id, &of->work, error);
  if (found == FO_FOUND)
    found = fo_item_find (txn, found_line.item_id, &of->item, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_LINE_UNKNOWN);
  of->line = fo_order_work_line (&of->work, line);
  fo_reply_order (reply, &of->work.order);
  fo_reply_item (reply, &of->item);
  fo_args_set_text (&reply->args, "line", fo_id_print (line, id));
  if (!of->line->goods)
    return fo_refuse (reply, FO_ITEM_IS_SERVICE);
  return fo_turn_take (txn, of->item.id, &of->turn, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static bool
settle (FoTxn *txn, const FoActContext *context, OfLine *of, GError **error)
{
  return fo_order_settle (txn, context->act->operation, &of->work, of->work.order.state == FO_ORDER_IS_CANCELLED, error);
}

static bool
promise_rest (FoTxn *txn, const FoActContext *context, OfLine *of, GError **error)
{
  FoQuantity promised_u;

  return fo_promise_line (txn, &of->turn, &of->item, &of->work, of->line, context->today, &promised_u, error);
}

/* ---- what a person means ---------------------------------------------------------------------------------------------------- */

static bool
is_line (FoTxn *txn, const FoLine *line, const char *name, bool *ret_is, GError **error)
{
  g_autofree char *position = g_strdup_printf ("%d", line->position);
  FoItem item;

  if (fo_item_find (txn, line->item_id, &item, error) != FO_FOUND)
    return false;
  *ret_is = g_str_equal (name, item.code) || g_str_equal (name, position);
  return true;
}

bool
fo_line_named (FoTxn *txn, const char *name, FoId *ret_line, GError **error)
{
  const char *slash = strrchr (name, '/');
  g_autofree char *number = slash ? g_strndup (name, (gsize) (slash - name)) : NULL;
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));
  FoFound found;
  FoOrder order;

  *ret_line = 0;
  if (!slash) {
    fo_id_parse (name, ret_line);
    return true;
  }
  found = fo_order_find_by_number (txn, number, &order, error);
  if (found == FO_FAILED || (found == FO_FOUND && !fo_lines_of_order (txn, order.id, lines, error)))
    return false;
  for (guint i = 0; i < lines->len && !*ret_line; i++) {
    const FoLine *line = &g_array_index (lines, FoLine, i);
    bool is;

    if (!is_line (txn, line, slash + 1, &is, error))
      return false;
    if (is)
      *ret_line = line->id;
  }
  return true;
}

bool
fo_line_lot_named (FoTxn *txn, FoId line_id, const char *number, FoId *ret_lot, GError **error)
{
  FoLine line;
  FoLot lot;
  FoFound found = fo_line_find (txn, line_id, &line, error);

  *ret_lot = 0;
  if (found == FO_FOUND)
    found = fo_lot_find_owned (txn, line.item_id, number, line.owner, &lot, error);
  if (found == FO_FOUND)
    *ret_lot = lot.id;
  return found != FO_FAILED;
}

bool
fo_line_judge_refused (FoTxn *txn, const FoOrder *order, const FoLine *line, const FoLot *lot, FoVerdict *verdict, GError **error)
{
  g_autoptr (GArray) refused = NULL;

  if (!(line->flags & FO_LINE_REFUSES))
    return true;
  refused = g_array_new (FALSE, FALSE, sizeof (FoId));
  if (!fo_lots_refused (txn, line->id, order->customer, line->item_id, refused, error))
    return false;
  for (guint i = 0; i < refused->len; i++)
    if (g_array_index (refused, FoId, i) == lot->id)
      *verdict = fo_verdict_first (*verdict, FO_LOT_REFUSED);
  return true;
}

bool
fo_line_take_wishes (FoTxn *txn, FoLine *line, const char *owner, const char *customer, GError **error)
{
  g_autoptr (GArray) refused = g_array_new (FALSE, FALSE, sizeof (FoId));
  int32_t flags = line->flags & ~(FO_LINE_OF_OWNER | FO_LINE_REFUSES);

  if (!fo_lots_refused (txn, line->id, customer, line->item_id, refused, error))
    return false;
  flags |= (*owner ? FO_LINE_OF_OWNER : 0) | (refused->len ? FO_LINE_REFUSES : 0);
  if (flags == line->flags && g_str_equal (owner, line->owner))
    return true;
  line->flags = flags;
  g_strlcpy (line->owner, owner, sizeof line->owner);
  fo_line_set_wishes (txn, line);
  return true;
}

/* ---- pin -------------------------------------------------------------------------------------------------------------------- */

static FoTxnEnd
judge_lot (FoTxn *txn, const FoActContext *context, const OfLine *of, const FoLot *lot, FoReply *reply, GError **error)
{
  FoVerdict verdict = fo_lot_usable (lot, &of->item, context->today,
                                     fo_lot_until_for (context->today, of->work.order.due_on, of->line->min_life_days));

  if (lot->item_id != of->item.id)
    return fo_refuse (reply, FO_NOT_ON_THIS_ORDER);
  verdict = fo_verdict_first (verdict, fo_line_takes_lot (of->line, lot->number, lot->owner));
  if (!fo_line_judge_refused (txn, &of->work.order, of->line, lot, &verdict, error))
    return FO_TXN_FAIL;
  return verdict == FO_OK ? FO_TXN_COMMIT : fo_refuse (reply, verdict);
}

/* Why nothing of it could be bound: it is there, and others were promised it; or it is not. */
static FoTxnEnd
nothing_bound (FoTxn *txn, const FoLot *lot, FoReply *reply, GError **error)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (FoOpenLot));

  if (!fo_open_at_places (txn, lot->id, open, error))
    return FO_TXN_FAIL;
  return fo_refuse (reply, open->len > 0 ? FO_PROMISED_ELSEWHERE : FO_NOT_ENOUGH_FREE);
}

static FoTxnEnd
bind_lot (FoTxn *txn, const FoActContext *context, OfLine *of, const FoLot *lot, FoQuantity asked_u, FoReply *reply, GError **error)
{
  FoQuantity open_u = fo_line_missing (of->line) + of->line->promised_u, bound_u;
  FoQuantity wanted_u = asked_u ? MIN (asked_u, open_u) : open_u;

  if (wanted_u <= 0)
    return fo_refuse (reply, FO_LINE_COMPLETE);
  if (wanted_u > fo_line_missing (of->line)
      && !fo_unpromise_line (txn, &of->turn, &of->work, of->line, wanted_u - fo_line_missing (of->line), error))
    return FO_TXN_FAIL;
  if (!fo_pin_lot (txn, &of->turn, &of->item, &of->work, of->line, lot, wanted_u, context->today, &bound_u, error))
    return FO_TXN_FAIL;
  if (bound_u == 0)
    return nothing_bound (txn, lot, reply, error);
  fo_args_set_quantity (&reply->args, "quantity", bound_u);
  fo_args_set_quantity (&reply->args, "left", wanted_u - bound_u);
  return promise_rest (txn, context, of, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static FoTxnEnd
pin (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_auto (OfLine) of = { 0 };
  const FoPin *what = data;
  FoFound found;
  FoLot lot;
  FoTxnEnd end = open_line (txn, what->line, &of, reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  found = fo_lot_find (txn, what->lot, &lot, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_LOT_UNKNOWN);
  fo_reply_lot (reply, &lot);
  if (of.work.order.cancel_asked)
    return fo_refuse (reply, FO_ORDER_CANCELLED);
  end = judge_lot (txn, context, &of, &lot, reply, error);
  if (end == FO_TXN_COMMIT)
    end = bind_lot (txn, context, &of, &lot, what->quantity_u, reply, error);
  return end != FO_TXN_COMMIT || settle (txn, context, &of, error) ? end : FO_TXN_FAIL;
}

bool
fo_work_pin (FoStore *store, const FoAct *act, const FoPin *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "pin", pin, what, reply, error);
}

/* Everything on shelves that is held for the line, of LOT (0: of any). */
static bool
let_holds_go (FoTxn *txn, OfLine *of, FoId lot, FoQuantity *ret_picked_u, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  *ret_picked_u = 0;
  if (!fo_holds_of_order (txn, of->work.order.id, holds, error))
    return false;
  for (guint i = 0; i < holds->len; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);

    if (hold->line_id != of->line->id || (lot && hold->lot_id != lot))
      continue;
    if (hold->picked)
      *ret_picked_u += hold->quantity_u;
    else
      fo_unhold (txn, &of->turn, &of->work, of->line, hold, hold->quantity_u);
  }
  return true;
}

static FoTxnEnd
unpin (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_auto (OfLine) of = { 0 };
  FoTxnEnd end = open_line (txn, *(const FoId *) data, &of, reply, error);
  FoQuantity before_u, picked_u;

  if (end != FO_TXN_COMMIT)
    return end;
  before_u = of.line->held_u;
  if (fo_order_is_released (&of.work.order) || before_u == 0)
    return fo_refuse (reply, FO_COMMAND_NOT_NOW);
  if (!let_holds_go (txn, &of, 0, &picked_u, error) || !promise_rest (txn, context, &of, error) || !settle (txn, context, &of, error)
      || !fo_promise_waiting (txn, context->act->operation, &of.turn, &of.item, context->today, error))
    return FO_TXN_FAIL;
  fo_args_set_quantity (&reply->args, "quantity", before_u);
  return FO_TXN_COMMIT;
}

bool
fo_work_unpin (FoStore *store, const FoAct *act, FoId line, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "unpin", unpin, &line, reply, error);
}

/* ---- pinned goods are carried --------------------------------------------------------------------------------------------- */

static bool
is_pin_at (FoTxn *txn, const FoHold *hold, FoId place, bool *ret_is, GError **error)
{
  FoOrder order;
  FoLine line;

  *ret_is = false;
  if (hold->picked || hold->place_id != place)
    return true;
  if (fo_line_find (txn, hold->line_id, &line, error) != FO_FOUND || fo_order_find (txn, line.order_id, &order, error) != FO_FOUND)
    return false;
  *ret_is = !fo_order_is_released (&order);
  return true;
}

bool
fo_pins_carry (FoTxn *txn, FoId lot, FoId from, FoId to, FoQuantity quantity_u, FoQuantity *ret_u, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  *ret_u = 0;
  if (!fo_holds_of_lot (txn, lot, holds, error))
    return false;
  for (guint i = 0; i < holds->len && *ret_u < quantity_u; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);
    FoHold there = *hold;
    bool is_pin;

    if (!is_pin_at (txn, hold, from, &is_pin, error))
      return false;
    if (!is_pin)
      continue;
    there.place_id = to;
    there.quantity_u = MIN (hold->quantity_u, quantity_u - *ret_u);
    *ret_u += there.quantity_u;
    if (!to) /* only counted */
      continue;
    fo_hold_take (txn, hold, there.quantity_u);
    fo_hold_add (txn, &there);
  }
  return true;
}

bool
fo_pins_at (FoTxn *txn, FoId lot, FoId place, FoQuantity *ret_u, GError **error)
{
  return fo_pins_carry (txn, lot, place, 0, INT64_MAX, ret_u, error);
}

/* ---- lots a customer does not take ------------------------------------------------------------------------------------------ */

/* The line looks for goods anew, by what it may have now. */
static bool
plan_again (FoTxn *txn, const FoActContext *context, FoId line, FoId lot, FoReply *reply, GError **error)
{
  g_auto (OfLine) of = { 0 };
  g_autoptr (GArray) refused = g_array_new (FALSE, FALSE, sizeof (FoId));
  FoQuantity picked_u = 0, stock_u;
  g_auto (FoReply) unsaid = { 0 };

  if (open_line (txn, line, &of, &unsaid, error) != FO_TXN_COMMIT)
    return *error == NULL;
  if (!fo_lots_refused (txn, line, of.work.order.customer, of.item.id, refused, error))
    return false;
  fo_line_set_flags (txn, of.line, refused->len ? FO_LINE_REFUSES : 0, refused->len ? 0 : FO_LINE_REFUSES);
  stock_u = of.line->promised_u - of.line->from_supply_u;
  if (!let_holds_go (txn, &of, lot, &picked_u, error)
      || (stock_u > 0 && !fo_unpromise_line (txn, &of.turn, &of.work, of.line, of.line->promised_u, error))
      || !promise_rest (txn, context, &of, error) || !settle (txn, context, &of, error))
    return false;
  fo_kits_lost (context, of.line);
  if (picked_u > 0)
    fo_args_set_quantity (&reply->args, "picked", picked_u);
  return fo_promise_waiting (txn, context->act->operation, &of.turn, &of.item, context->today, error);
}

static bool
plan_all_again (FoTxn *txn, const FoActContext *context, const FoRefusal *refusal, FoReply *reply, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoWaiting));

  if (refusal->line)
    return plan_again (txn, context, refusal->line, refusal->lot, reply, error);
  if (!fo_lines_of_customer (txn, refusal->customer, refusal->item, lines, error))
    return false;
  for (guint i = 0; i < lines->len; i++)
    if (!plan_again (txn, context, g_array_index (lines, FoWaiting, i).line_id, refusal->lot, reply, error))
      return false;
  return true;
}

/* Whose lines it is about. */
static FoTxnEnd
find_customer (FoTxn *txn, const FoRefuseLot *what, FoOrder *ret_order, FoReply *reply, GError **error)
{
  FoLine line = { .order_id = what->order };
  FoFound found = what->line ? fo_line_find (txn, what->line, &line, error) : FO_FOUND;

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_LINE_UNKNOWN);
  found = fo_order_find (txn, line.order_id, ret_order, error);
  if (found != FO_FOUND || (!what->line && !ret_order->customer[0]))
    return fo_not_found (found == FO_FOUND ? FO_ABSENT : found, reply, FO_ORDER_UNKNOWN);
  fo_reply_order (reply, ret_order);
  return FO_TXN_COMMIT;
}

static FoTxnEnd
refuse_lot (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoRefuseLot *what = data;
  char id[FO_ID_TEXT_MAX];
  FoOrder order;
  FoItem item;
  FoLot lot;
  FoRefusal refusal = { .operation = context->act->operation, .line = what->line, .lot = what->lot, .customer = "",
                        .reason = what->reason ? what->reason : "" };
  FoFound found = fo_lot_find (txn, what->lot, &lot, error);
  FoTxnEnd end;

  if (found == FO_FOUND)
    found = fo_item_find (txn, lot.item_id, &item, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_LOT_UNKNOWN);
  fo_reply_item (reply, &item);
  fo_reply_lot (reply, &lot);
  end = find_customer (txn, what, &order, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  if (!what->allow && !refusal.reason[0])
    return fo_refuse (reply, FO_REASON_NEEDED);
  fo_args_set_text (&reply->args, "reason", refusal.reason);
  if (what->line)
    fo_args_set_text (&reply->args, "line", fo_id_print (what->line, id));
  refusal.item = item.id;
  refusal.id = fo_store_next_id (fo_txn_store (txn), error);
  if (!refusal.id)
    return FO_TXN_FAIL;
  if (!what->line)
    refusal.customer = order.customer;
  (what->allow ? fo_refusal_remove : fo_refusal_add) (txn, &refusal);
  return plan_all_again (txn, context, &refusal, reply, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_work_refuse_lot (FoStore *store, const FoAct *act, const FoRefuseLot *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, what->allow ? "allow-lot" : "refuse-lot", refuse_lot, what, reply, error);
}

/* ---- taken back ------------------------------------------------------------------------------------------------------------- */

/* Of the lot that was bound, as much as was; the line is promised what is left. */
static bool
let_pinned_go (FoTxn *txn, OfLine *of, FoId lot, FoQuantity quantity_u, bool *ret_all, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  if (!fo_holds_of_order (txn, of->work.order.id, holds, error))
    return false;
  for (guint i = 0; i < holds->len && quantity_u > 0; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);
    FoQuantity part_u = MIN (quantity_u, hold->quantity_u);

    if (hold->line_id != of->line->id || hold->lot_id != lot || hold->picked)
      continue;
    fo_unhold (txn, &of->turn, &of->work, of->line, hold, part_u);
    quantity_u -= part_u;
  }
  *ret_all = quantity_u == 0;
  return true;
}

FoTxnEnd
fo_undo_pin (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  const FoArg *bound = fo_args_get (&undone->was->args, "quantity");
  g_auto (OfLine) of = { 0 };
  FoLot lot;
  FoId line = 0;
  bool all;
  FoTxnEnd end;
  FoFound found = fo_undone_lot (txn, undone, &lot, error);

  if (found != FO_FOUND || !bound || !fo_id_parse (fo_undone_text (undone, "line"), &line))
    return fo_not_found (found == FO_FAILED ? found : FO_ABSENT, reply, FO_CANNOT_UNDO);
  end = open_line (txn, line, &of, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  if (fo_order_is_released (&of.work.order)) /* it is being picked: it may be told short, or put back */
    return fo_refuse (reply, FO_CANNOT_UNDO);
  if (!let_pinned_go (txn, &of, lot.id, bound->number, &all, error))
    return FO_TXN_FAIL;
  if (!all)
    return fo_refuse (reply, FO_CANNOT_UNDO);
  fo_args_set_quantity (&reply->args, "quantity", bound->number);
  return promise_rest (txn, undone->context, &of, error) && settle (txn, undone->context, &of, error)
                 && fo_promise_waiting (txn, undone->context->act->operation, &of.turn, &of.item, undone->context->today, error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

/* A lot that was refused is allowed again, and the other way round, for the same line or the same customer. */
FoTxnEnd
fo_undo_refusal (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  const char *reason = fo_undone_text (undone, "reason");
  FoRefuseLot what = { .allow = strcmp (undone->kind, "refuse-lot") == 0, .reason = *reason ? reason : "undo" };
  FoOrder order;
  FoLot lot;
  FoFound found = fo_undone_lot (txn, undone, &lot, error);

  if (found == FO_FOUND)
    found = fo_order_find_by_number (txn, fo_undone_text (undone, "order"), &order, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_CANNOT_UNDO);
  what.lot = lot.id;
  if (!fo_id_parse (fo_undone_text (undone, "line"), &what.line))
    what.order = order.id;
  return refuse_lot (txn, undone->context, &what, reply, error);
}

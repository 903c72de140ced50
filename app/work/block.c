/* SPDX-License-Identifier: GPL-3.0-or-later
 * A lot is blocked or set free. */
#include "firstout/work/goods.h"
#include "kits.h"
#include "lots.h"

/* A line's goods of the lot are let go, and that is noted. */
static bool
lose_hold (FoTxn *txn, const FoActContext *context, FoTurn *turn, FoOrderWork *work, const FoHold *hold, json_object *lost, GError **error)
{
  FoLine *line = fo_order_work_line (work, hold->line_id);
  json_object *row;

  fo_unhold (txn, turn, work, line, hold, hold->quantity_u);
  fo_kits_lost (context, line);
  if (!fo_line_lost (txn, context->act->operation, line, hold->quantity_u, error)
      || !fo_order_settle (txn, context->act->operation, work, false, error))
    return false;
  row = json_object_new_object ();
  json_object_object_add (row, "order", json_object_new_string (work->order.number));
  json_object_object_add (row, "deal", json_object_new_string (work->order.deal));
  json_object_object_add (row, "line", fo_json_id (hold->line_id));
  json_object_object_add (row, "lost", fo_json_quantity (hold->quantity_u));
  json_object_array_add (lost, row);
  return true;
}

/* Of HOLDS those stay that are to be let go. */
static void
leave_lost (GArray *holds, const FoActContext *context, const FoItem *item, const FoLot *after)
{
  for (guint i = holds->len; i > 0; i--) {
    const FoHold *hold = &g_array_index (holds, FoHold, i - 1);

    if (hold->picked || fo_lot_usable (after, item, context->today, MAX (hold->usable_until, context->today)) == FO_OK)
      g_array_remove_index (holds, i - 1);
  }
}

/* Whose they are, in their order. */
static bool
orders_of (FoTxn *txn, const GArray *holds, GArray *orders, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (FoId)), lines = g_array_new (FALSE, FALSE, sizeof (FoLine));

  for (guint i = 0; i < holds->len; i++)
    fo_ids_add (ids, g_array_index (holds, FoHold, i).line_id);
  if (!fo_ahead_lines (txn, ids, lines, error))
    return false;
  for (guint i = 0; i < holds->len; i++)
    for (guint l = 0; l < lines->len; l++)
      if (g_array_index (lines, FoLine, l).id == g_array_index (holds, FoHold, i).line_id)
        g_array_append_val (orders, g_array_index (lines, FoLine, l).order_id);
  return true;
}

/* Holds that the lot as it is AFTER serves no longer go, unless they are picked: those stay and stop the shipment. */
bool
fo_holds_rejudge (FoTxn *txn, const FoActContext *context, FoTurn *turn, const FoItem *item, const FoLot *after, json_object *lost,
                  GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  if (!fo_holds_of_lot (txn, after->id, holds, error))
    return false;
  leave_lost (holds, context, item, after);
  return fo_holds_lose (txn, context, turn, holds, lost, error);
}

bool
fo_holds_lose (FoTxn *txn, const FoActContext *context, FoTurn *turn, const GArray *holds, json_object *lost, GError **error)
{
  g_autoptr (GArray) orders = g_array_new (FALSE, FALSE, sizeof (FoId));
  g_auto (FoAhead) ahead = { 0 };

  if (!orders_of (txn, holds, orders, error))
    return false;
  fo_ahead_init (&ahead);
  for (guint i = 0; i < holds->len; i++) {
    g_auto (FoOrderWork) work = { 0 };

    if (fo_ahead_open (txn, &ahead, orders, i, &work, error) != FO_FOUND
        || !lose_hold (txn, context, turn, &work, &g_array_index (holds, FoHold, i), lost, error))
      return false;
  }
  return true;
}

bool
fo_holds_take_orders (FoTxn *txn, const GArray *holds, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (FoId)), lines = g_array_new (FALSE, FALSE, sizeof (FoLine));
  g_autoptr (GArray) orders = g_array_new (FALSE, FALSE, sizeof (FoId));

  for (guint i = 0; i < holds->len; i++)
    fo_ids_add (ids, g_array_index (holds, FoHold, i).line_id);
  if (!fo_ahead_lines (txn, ids, lines, error))
    return false;
  for (guint i = 0; i < lines->len; i++)
    fo_ids_add (orders, g_array_index (lines, FoLine, i).order_id);
  g_array_sort (orders, fo_ids_order);
  for (guint i = 0; i < orders->len; i++)
    fo_order_lock (txn, g_array_index (orders, FoId, i));
  return true;
}

bool
fo_turn_plan_anew (FoTxn *txn, const FoActContext *context, FoTurn *turn, json_object *lost, GError **error)
{
  FoId operation = context->act->operation;
  FoItem item;

  return fo_item_find (txn, turn->item, &item, error) == FO_FOUND
         && fo_mend_promises (txn, operation, turn, &item, context->today, lost, error)
         && fo_promise_waiting (txn, operation, turn, &item, context->today, error);
}

bool
fo_lot_change (FoTxn *txn, const FoActContext *context, FoTurn *turn, const FoItem *item, const FoLot *before, const FoLot *after,
               const char *reason, json_object *lost, GError **error)
{
  return fo_holds_rejudge (txn, context, turn, item, after, lost, error) && fo_lot_set (txn, turn, item, before, after, reason, error);
}

FoTxnEnd
fo_block_part (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoBlock *what = data;
  FoId operation = context->act->operation;
  json_object *lost;
  FoLot before, after;
  FoItem item;
  FoTurn turn;
  bool done;
  FoFound found = fo_lot_find (txn, what->lot, &before, error);

  if (found == FO_FOUND)
    found = fo_item_find (txn, before.item_id, &item, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_LOT_UNKNOWN);
  fo_reply_item (reply, &item);
  fo_reply_lot (reply, &before);
  if (!what->reason || !what->reason[0])
    return fo_refuse (reply, FO_REASON_NEEDED);
  fo_args_set_text (&reply->args, "reason", what->reason);
  fo_args_set_text (&reply->args, "state", fo_lot_state_name (what->state));
  fo_args_set_text (&reply->args, "before", fo_lot_state_name (before.state));
  if (!fo_turn_take (txn, item.id, &turn, error))
    return FO_TXN_FAIL;
  after = before;
  after.state = what->state;
  lost = json_object_new_array ();
  done = fo_lot_change (txn, context, &turn, &item, &before, &after, what->reason, lost, error)
         && fo_mend_promises (txn, operation, &turn, &item, context->today, lost, error)
         && fo_promise_waiting (txn, operation, &turn, &item, context->today, error);
  fo_reply_lines (reply, lost);
  return done ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_work_block (FoStore *store, const FoAct *act, const FoBlock *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, what->state == FO_LOT_STATE_FREE ? "unblock" : "block", fo_block_part, what, reply, error);
}

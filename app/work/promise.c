/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/reservations.h"
#include "firstout/work/deals.h"
#include "inside.h"

static FoTxnEnd
open_order (FoTxn *txn, FoId order, FoOrderWork *work, FoReply *reply, GError **error)
{
  FoFound found = fo_order_work_open (txn, order, work, error);

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_ORDER_UNKNOWN);
  fo_reply_order (reply, &work->order);
  if (work->order.state == FO_ORDER_IS_CANCELLED || work->order.cancel_asked)
    return fo_refuse (reply, FO_ORDER_CANCELLED);
  return work->order.state == FO_ORDER_ALL_SHIPPED ? fo_refuse (reply, FO_ORDER_SHIPPED) : FO_TXN_COMMIT;
}

static void
list_line (json_object *lines, const FoItem *item, const FoLine *line, FoQuantity promised_u)
{
  json_object *row = json_object_new_object ();

  json_object_object_add (row, "line", fo_json_id (line->id));
  json_object_object_add (row, "item", json_object_new_string (item->code));
  json_object_object_add (row, "promised", fo_json_quantity (promised_u));
  json_object_object_add (row, "from_supply", fo_json_quantity (line->from_supply_u));
  json_object_object_add (row, "missing", fo_json_quantity (fo_line_missing (line)));
  json_object_array_add (lines, row);
}

static bool
promise_lines (FoTxn *txn, FoOrderWork *work, FoDay today, json_object *lines, GError **error)
{
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (FoTurn));
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (FoItem));

  fo_announce_items_of_order (txn, work->order.id);
  if (!fo_turns_of_order (txn, work, turns, error) || !fo_items_of_order (txn, work->order.id, items, error))
    return false;
  fo_promise_announce (txn, turns, items, work, today);
  for (guint i = 0; i < work->lines->len; i++) {
    FoLine *line = &g_array_index (work->lines, FoLine, i);
    FoQuantity promised_u;

    if (!line->goods)
      continue;
    fo_line_set_flags (txn, line, 0, FO_LINE_LAPSED); /* whoever asks wants it again */
    if (!fo_promise_line (txn, fo_turn_of (turns, line->item_id), fo_item_of (items, line->item_id), work, line, today,
                          &promised_u, error))
      return false;
    list_line (lines, fo_item_of (items, line->item_id), line, promised_u);
  }
  return true;
}

static FoTxnEnd
promise (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error)
{
  g_auto (FoOrderWork) work = { 0 };
  json_object *lines;
  FoTxnEnd end = open_order (txn, *(const FoId *) what, &work, reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  lines = json_object_new_array ();
  if (!promise_lines (txn, &work, context->today, lines, error)
      || !fo_order_settle (txn, context->act->operation, &work, false, error))
    end = FO_TXN_FAIL;
  fo_reply_lines (reply, lines);
  return end;
}

bool
fo_work_promise (FoStore *store, const FoAct *act, FoId order, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "promise", promise, &order, reply, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sales asks whether goods are really there; a person looks and answers. */
#include "firstout/store/places.h"
#include "firstout/work/asking.h"
#include "inside.h"
#include "firstout/store/substitutes.h"

static FoTxnEnd
ask (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoAskAvailability *what = data;
  FoAvailability known = { .id = 0 };
  FoItem item;
  FoFound found = fo_item_find (txn, what->item, &item, error);

  (void) context;
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_ITEM_UNKNOWN);
  fo_reply_item (reply, &item);
  if (what->remote_id && what->remote_id[0]
      && fo_availability_find_by_remote (txn, what->remote_id, &known, error) == FO_FAILED)
    return FO_TXN_FAIL;
  if (known.answer || (!known.id && what->withdrawn))
    return FO_TXN_COMMIT;
  if (known.id && what->withdrawn) {
    fo_availability_delete (txn, known.id);
    return FO_TXN_COMMIT;
  }
  known.item_id = item.id;
  known.order_id = what->order;
  known.line_id = what->line;
  known.quantity_u = MAX (what->quantity_u, 0);
  g_strlcpy (known.note, what->note ? what->note : "", sizeof known.note);
  if (known.id) {
    fo_availability_set (txn, &known);
    return FO_TXN_COMMIT;
  }
  g_strlcpy (known.remote_id, what->remote_id ? what->remote_id : "", sizeof known.remote_id);
  known.id = fo_store_next_id (fo_txn_store (txn), error);
  if (!known.id)
    return FO_TXN_FAIL;
  fo_availability_insert (txn, &known);
  return FO_TXN_COMMIT;
}

bool
fo_work_ask_availability (FoStore *store, const FoAct *act, const FoAskAvailability *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "ask-availability", ask, what, reply, error);
}

/* ---- the answer -------------------------------------------------------------------------------------------------- */

typedef struct {
  FoId ask;
  const FoSeenLot *seen;
  guint n;
} Answer;

static FoQuantity
seen_of (const Answer *what, FoId lot)
{
  FoQuantity seen_u = 0;

  for (guint i = 0; i < what->n; i++)
    if (what->seen[i].lot == lot)
      seen_u += what->seen[i].quantity_u;
  return seen_u;
}

/* Where the book says otherwise than the person, the places are counted. */
static bool
wish_counts (FoTxn *txn, FoId operation, FoId item, const Answer *what, GError **error)
{
  g_autoptr (GArray) stock = g_array_new (FALSE, FALSE, sizeof (FoStockRow));

  if (!fo_stock_of_item (txn, item, stock, error))
    return false;
  for (guint i = 0; i < stock->len; i++) {
    const FoStockRow *row = &g_array_index (stock, FoStockRow, i);
    FoQuantity booked_u = 0;

    for (guint k = 0; k < stock->len; k++)
      if (g_array_index (stock, FoStockRow, k).lot_id == row->lot_id)
        booked_u += g_array_index (stock, FoStockRow, k).on_hand_u;
    if (booked_u != seen_of (what, row->lot_id)
        && !fo_count_wish_add (txn, operation, row->place_id, row->lot_id, "availability", error))
      return false;
  }
  return true;
}

static bool
add_lots (FoTxn *txn, GString *body, const Answer *what, FoQuantity *ret_found_u, GError **error)
{
  fo_json_open (body, "lots", '[');
  for (guint i = 0; i < what->n; i++) {
    FoLot lot = { .expires_on = FO_DAY_NONE };

    if (what->seen[i].lot && fo_lot_find (txn, what->seen[i].lot, &lot, error) != FO_FOUND)
      return false;
    fo_json_open (body, NULL, '{');
    fo_json_add_text (body, "lot", lot.number);
    fo_json_add_day (body, "expires_on", lot.expires_on);
    fo_json_add_quantity (body, "quantity", what->seen[i].quantity_u);
    fo_json_close (body, '}');
    *ret_found_u += what->seen[i].quantity_u;
  }
  fo_json_close (body, ']');
  return true;
}

/* Less is there than was asked for: what could leave instead, and how much of it is free. */
static bool
add_substitutes (FoTxn *txn, GString *body, const FoItem *item, FoQuantity lacks_u, GError **error)
{
  g_autoptr (GArray) substitutes = g_array_new (FALSE, FALSE, sizeof (FoSubstitute));
  FoDay today = fo_store_today (fo_txn_store (txn));

  if (lacks_u <= 0 || !fo_substitutes_of (txn, item->id, substitutes, error))
    return lacks_u <= 0;
  if (substitutes->len == 0)
    return true;
  fo_json_open (body, "substitutes", '[');
  for (guint i = 0; i < substitutes->len; i++) {
    const FoSubstitute *substitute = &g_array_index (substitutes, FoSubstitute, i);
    FoQuantity room_u;
    FoItem instead;
    FoTurn turn;

    if (fo_item_find (txn, substitute->instead, &instead, error) != FO_FOUND || !fo_turn_look (txn, instead.id, &turn, error)
        || !fo_stock_room (txn, &turn, &instead, today, today, &room_u, error))
      return false;
    fo_json_open (body, NULL, '{');
    fo_json_add_text (body, "item", instead.code);
    fo_json_add_quantity (body, "quantity", substitute->instead_u);
    fo_json_add_quantity (body, "stands_for", substitute->for_u);
    fo_json_add_quantity (body, "free", room_u);
    fo_json_close (body, '}');
  }
  fo_json_close (body, ']');
  return true;
}

static bool
name_order (FoTxn *txn, FoId order_id, FoOrder *ret, GError **error)
{
  *ret = (FoOrder){ .id = 0 };
  return !order_id || fo_order_find (txn, order_id, ret, error) == FO_FOUND;
}

static FoTxnEnd
answer (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  FoId operation = context->act->operation;
  const Answer *what = data;
  FoQuantity found_u = 0;
  FoAvailability asked;
  char number[FO_ID_TEXT_MAX];
  GString *body;
  FoOrder order;
  FoItem item;
  FoFound found = fo_availability_find (txn, what->ask, &asked, error);

  if (found != FO_FOUND || asked.answer)
    return fo_not_found (found, reply, FO_NOTHING_OPEN);
  if (fo_item_find (txn, asked.item_id, &item, error) != FO_FOUND || !name_order (txn, asked.order_id, &order, error))
    return FO_TXN_FAIL;
  body = fo_json_new ('{');
  fo_json_add_text (body, "question", asked.remote_id);
  fo_json_add_text (body, "order", order.remote_id);
  fo_json_add_text (body, "number", order.number);
  fo_json_add_text (body, "deal", order.deal);
  fo_json_add_text (body, "item", item.code);
  fo_json_add_quantity (body, "asked", asked.quantity_u);
  if (!add_lots (txn, body, what, &found_u, error) || !wish_counts (txn, operation, item.id, what, error)) {
    g_string_free (body, TRUE);
    return FO_TXN_FAIL;
  }
  fo_json_add_quantity (body, "found", found_u);
  if (!add_substitutes (txn, body, &item, asked.quantity_u - found_u, error)) {
    g_string_free (body, TRUE);
    return FO_TXN_FAIL;
  }
  fo_availability_answer (txn, asked.id, operation, found_u);
  fo_args_set_text (&reply->args, "question", fo_id_print (asked.id, number));
  fo_reply_item (reply, &item);
  if (order.id)
    fo_reply_order (reply, &order);
  fo_args_set_quantity (&reply->args, "asked", asked.quantity_u);
  fo_args_set_quantity (&reply->args, "quantity", found_u);
  return fo_tell_sales (txn, operation, order.id ? "order" : "item", order.id ? order.id : item.id, "availability.answer", body,
                        error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

bool
fo_work_answer_availability (FoStore *store, const FoAct *act, FoId ask_id, const FoSeenLot *seen, guint n, FoReply *reply,
                             GError **error)
{
  const Answer what = { ask_id, seen, n };

  return fo_act_run (store, act, "answer-availability", answer, &what, reply, error);
}

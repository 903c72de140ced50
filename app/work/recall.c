/* SPDX-License-Identifier: GPL-3.0-or-later
 * Lots are called back, in one act. What is known of a recall afterwards: recall-facts.c. */
#include "firstout/store/announce.h"
#include "lots.h"

#include <string.h>

/* A lot to be blocked. */
typedef struct {
  FoRecallLot is;
  FoLot lot;
  FoItem item;
} Affected;

typedef struct {
  FoTxn *txn;
  const FoActContext *context;
  const FoRecall *what;
  FoReply *reply;
  FoRecallRow row;
  GArray *lots; /* Affected */
  json_object *lost;
} Recall;

static void
recall_clear (Recall *r)
{
  g_clear_pointer (&r->lots, g_array_unref);
  g_clear_pointer (&r->lost, json_object_put);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Recall, recall_clear)

/* ---- which lots ---------------------------------------------------------------------------------------------------- */

static FoFound
add_lot (Recall *r, FoId lot, int depth, FoId via, GError **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (FoLotPlace));
  Affected one = { .is = { .lot_id = lot, .depth = depth, .via_id = via } };
  FoFound found;

  for (guint i = 0; i < r->lots->len; i++)
    if (g_array_index (r->lots, Affected, i).is.lot_id == lot)
      return FO_FOUND;
  found = fo_lot_find (r->txn, lot, &one.lot, error);
  if (found == FO_FOUND)
    found = fo_item_find (r->txn, one.lot.item_id, &one.item, error);
  if (found != FO_FOUND)
    return found;
  if (!fo_lot_places (r->txn, lot, places, error))
    return FO_FAILED;
  for (guint i = 0; i < places->len; i++)
    one.is.on_hand_u += g_array_index (places, FoLotPlace, i).on_hand_u;
  one.is.state_before = one.lot.state;
  g_array_append_val (r->lots, one);
  return FO_FOUND;
}

static bool
add_kin (Recall *r, FoId lot, bool up, int from, GError **error)
{
  g_autoptr (GArray) kin = g_array_new (FALSE, FALSE, sizeof (FoKin));

  if (!fo_kin_walk (r->txn, lot, up, kin, error))
    return false;
  for (guint i = 0; i < kin->len; i++) {
    const FoKin *one = &g_array_index (kin, FoKin, i);

    if (add_lot (r, one->lot, from + (up ? -one->depth : one->depth), one->via, error) != FO_FOUND)
      return false;
  }
  return true;
}

/* What else was made of what these lots were made of. */
static bool
add_siblings (Recall *r, GError **error)
{
  guint n = r->lots->len;

  for (guint i = 0; i < n; i++) {
    const FoRecallLot is = g_array_index (r->lots, Affected, i).is;

    if (is.depth < 0 && !add_kin (r, is.lot_id, false, is.depth, error))
      return false;
  }
  return true;
}

static FoTxnEnd
find_lots (Recall *r, GError **error)
{
  FoFound found = r->what->n_lots > 0 ? FO_FOUND : FO_ABSENT;

  for (guint i = 0; i < r->what->n_lots && found == FO_FOUND; i++)
    found = add_lot (r, r->what->lots[i], 0, 0, error);
  if (found != FO_FOUND)
    return fo_not_found (found, r->reply, FO_LOT_UNKNOWN);
  for (guint i = 0; i < r->what->n_lots; i++)
    if (!add_kin (r, r->what->lots[i], false, 0, error) || !add_kin (r, r->what->lots[i], true, 0, error))
      return FO_TXN_FAIL;
  return !r->what->wide || add_siblings (r, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* ---- turns --------------------------------------------------------------------------------------------------------- */

/* Orders whose goods are among them, before any item. */
static bool
take_order_turns (Recall *r, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  for (guint i = 0; i < r->lots->len; i++)
    fo_announce_holds_of_lot (r->txn, g_array_index (r->lots, Affected, i).lot.id);
  for (guint i = 0; i < r->lots->len; i++)
    if (!fo_holds_of_lot (r->txn, g_array_index (r->lots, Affected, i).lot.id, holds, error))
      return false;
  return fo_holds_take_orders (r->txn, holds, error);
}

static bool
take_item_turns (Recall *r, GArray *turns, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (FoId));

  for (guint i = 0; i < r->lots->len; i++)
    fo_ids_add (ids, g_array_index (r->lots, Affected, i).item.id);
  g_array_sort (ids, fo_ids_order);
  return fo_turns_take (r->txn, (const FoId *) ids->data, ids->len, turns, error);
}

/* ---- blocking ------------------------------------------------------------------------------------------------------ */

static bool
block_lot (Recall *r, FoTurn *turn, const Affected *one, const char *reason, GError **error)
{
  FoLot after = one->lot;

  fo_recall_lot_insert (r->txn, r->row.id, &one->is);
  after.state = FO_LOT_STATE_BLOCKED;
  return one->lot.state == FO_LOT_STATE_BLOCKED
         || fo_lot_change (r->txn, r->context, turn, &one->item, &one->lot, &after, reason, r->lost, error);
}

static bool
block_all (Recall *r, GError **error)
{
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (FoTurn));
  g_autofree char *reason = g_strdup_printf ("recall %s: %s", r->row.number, r->row.reason);

  if (!take_order_turns (r, error) || !take_item_turns (r, turns, error))
    return false;
  for (guint i = 0; i < r->lots->len; i++) {
    const Affected *one = &g_array_index (r->lots, Affected, i);

    if (!block_lot (r, fo_turn_of (turns, one->item.id), one, reason, error))
      return false;
  }
  for (guint i = 0; i < turns->len; i++)
    if (!fo_turn_plan_anew (r->txn, r->context, &g_array_index (turns, FoTurn, i), r->lost, error))
      return false;
  return true;
}

/* ---- the record ---------------------------------------------------------------------------------------------------- */

static bool
write_lost (Recall *r, guint *ret_orders)
{
  g_autoptr (GHashTable) orders = g_hash_table_new (g_str_hash, g_str_equal);

  for (size_t i = 0; i < json_object_array_length (r->lost); i++) {
    json_object *row = json_object_array_get_idx (r->lost, i), *line, *lost, *order;
    FoQuantity lost_u;
    FoId id;

    if (!json_object_object_get_ex (row, "line", &line) || !json_object_object_get_ex (row, "lost", &lost)
        || !json_object_object_get_ex (row, "order", &order) || !fo_id_parse (json_object_get_string (line), &id)
        || fo_quantity_parse (json_object_get_string (lost), &lost_u) != FO_OK)
      continue;
    fo_recall_line_add (r->txn, r->row.id, id, lost_u);
    g_hash_table_add (orders, (gpointer) json_object_get_string (order));
  }
  *ret_orders = g_hash_table_size (orders);
  return true;
}

/* The reply in numbers: how many lots, deals, customers, and how much is to be found. */
static bool
summarise (Recall *r, guint orders, GError **error)
{
  g_autoptr (GArray) shipped = g_array_new (FALSE, FALSE, sizeof (FoLotShipped)), customers = g_array_new (FALSE, FALSE, sizeof (FoId));
  FoQuantity here_u = 0;
  bool one_unit = true;

  for (guint i = 0; i < r->lots->len; i++)
    fo_announce_lot_shipped (r->txn, g_array_index (r->lots, Affected, i).lot.id);
  for (guint i = 0; i < r->lots->len; i++) {
    const Affected *one = &g_array_index (r->lots, Affected, i);

    if (!fo_lot_shipped (r->txn, one->lot.id, shipped, error))
      return false;
    here_u += one->is.on_hand_u;
    one_unit = one_unit && strcmp (one->item.unit, g_array_index (r->lots, Affected, 0).item.unit) == 0;
  }
  for (guint i = 0; i < shipped->len; i++)
    fo_ids_add (customers, g_array_index (shipped, FoLotShipped, i).order);
  fo_reply_item (r->reply, &g_array_index (r->lots, Affected, 0).item);
  fo_reply_lot (r->reply, &g_array_index (r->lots, Affected, 0).lot);
  fo_args_set_text (&r->reply->args, "recall", r->row.number);
  fo_args_set_text (&r->reply->args, "reason", r->row.reason);
  fo_args_set_count (&r->reply->args, "lots", r->lots->len);
  fo_args_set_count (&r->reply->args, "orders", orders);
  fo_args_set_count (&r->reply->args, "customers", customers->len);
  if (one_unit)
    fo_args_set_quantity (&r->reply->args, "quantity", here_u);
  return true;
}

static FoTxnEnd
do_recall (Recall *r, GError **error)
{
  guint orders;

  r->row.id = fo_store_next_id (fo_txn_store (r->txn), error);
  if (!r->row.id || !fo_recall_next_number (r->txn, r->row.number, error))
    return FO_TXN_FAIL;
  fo_recall_insert (r->txn, &r->row);
  if (!block_all (r, error) || !write_lost (r, &orders) || !summarise (r, orders, error))
    return FO_TXN_FAIL;
  fo_reply_lines (r->reply, g_steal_pointer (&r->lost));
  return FO_TXN_COMMIT;
}

static FoTxnEnd
recall (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoRecall *what = data;
  gint64 began_us = g_get_monotonic_time ();
  g_auto (Recall) r = { .txn = txn, .context = context, .what = what, .reply = reply,
                        .row = { .operation = context->act->operation, .opened_on = context->today, .ended_on = FO_DAY_NONE } };
  FoTxnEnd end = fo_right_judge (txn, context->act, "recall", reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  if (!what->reason || !what->reason[0])
    return fo_refuse (reply, FO_REASON_NEEDED);
  if (strlen (what->reason) >= sizeof r.row.reason)
    return fo_refuse (reply, FO_TEXT_TOO_LONG);
  g_strlcpy (r.row.reason, what->reason, sizeof r.row.reason);
  r.lots = g_array_new (FALSE, FALSE, sizeof (Affected));
  r.lost = json_object_new_array ();
  end = find_lots (&r, error);
  if (end == FO_TXN_COMMIT)
    end = do_recall (&r, error);
  fo_args_set_count (&reply->args, "took_us", g_get_monotonic_time () - began_us);
  return end;
}

bool
fo_work_recall (FoStore *store, const FoAct *act, const FoRecall *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "recall", recall, what, reply, error);
}

/* ---- its progress -------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *number, *answer;
  FoId order;
} Progress;

static FoTxnEnd
open_recall (FoTxn *txn, const char *number, FoRecallRow *ret, FoReply *reply, GError **error)
{
  FoFound found = fo_recall_find (txn, number, ret, error);

  fo_args_set_text (&reply->args, "recall", number);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_RECALL_UNKNOWN);
  return ret->ended_on == FO_DAY_NONE ? FO_TXN_COMMIT : fo_refuse (reply, FO_RECALL_ENDED);
}

static FoTxnEnd
told (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const Progress *p = data;
  FoRecallRow row;
  FoOrder order;
  FoTxnEnd end = open_recall (txn, p->number, &row, reply, error);
  FoFound found;

  if (end != FO_TXN_COMMIT)
    return end;
  found = fo_order_find (txn, p->order, &order, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_ORDER_UNKNOWN);
  fo_reply_order (reply, &order);
  fo_recall_told_insert (txn, row.id, order.id, context->act->operation, context->today);
  return FO_TXN_COMMIT;
}

bool
fo_work_recall_told (FoStore *store, const FoAct *act, const char *number, FoId order, FoReply *reply, GError **error)
{
  const Progress p = { .number = number, .order = order };

  return fo_act_run (store, act, "recall-told", told, &p, reply, error);
}

static FoTxnEnd
end_recall (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const Progress *p = data;
  FoRecallRow row;
  FoTxnEnd end = fo_right_judge (txn, context->act, "recall", reply, error);

  if (end == FO_TXN_COMMIT)
    end = open_recall (txn, p->number, &row, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  if (!p->answer || !p->answer[0])
    return fo_refuse (reply, FO_REASON_NEEDED);
  if (strlen (p->answer) >= sizeof row.answer)
    return fo_refuse (reply, FO_TEXT_TOO_LONG);
  g_strlcpy (row.answer, p->answer, sizeof row.answer);
  row.ended_on = context->today;
  fo_recall_end (txn, &row);
  return FO_TXN_COMMIT;
}

bool
fo_work_recall_end (FoStore *store, const FoAct *act, const char *number, const char *answer, FoReply *reply, GError **error)
{
  const Progress p = { .number = number, .answer = answer };

  return fo_act_run (store, act, "recall-end", end_recall, &p, reply, error);
}

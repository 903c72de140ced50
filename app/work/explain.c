/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Why this lot, and why not each other candidate: the same predicates as the binding, asked again for every lot in the house. */
#include "firstout/work/deals.h"
#include "inside.h"

typedef struct {
  FoId line_id;
  FoVerdict verdict;
  char *json;
  /* what it found */
  FoLine line;
  FoOrder order;
  FoItem item;
  FoDay today, until;
  FoQuantity wanted_u; /* not bound yet: what the walk would still take */
  GArray *rows;        /* FoStockRow */
  GArray *holds;       /* FoHold of the order */
} Explain;

static FoFound
load (FoTxn *txn, Explain *e, GError **error)
{
  FoFound found = fo_line_find (txn, e->line_id, &e->line, error);

  if (found == FO_FOUND)
    found = fo_order_find (txn, e->line.order_id, &e->order, error);
  if (found == FO_FOUND)
    found = fo_item_find (txn, e->line.item_id, &e->item, error);
  if (found != FO_FOUND)
    return found;
  e->today = fo_store_today (fo_txn_store (txn));
  e->until = fo_lot_until_for (e->today, e->order.due_on, e->line.min_life_days);
  e->wanted_u = e->line.promised_u - e->line.from_supply_u;
  if (!fo_stock_of_item (txn, e->item.id, e->rows, error) || !fo_holds_of_order (txn, e->order.id, e->holds, error))
    return FO_FAILED;
  return FO_FOUND;
}

static FoQuantity
held_for_line (const Explain *e, const FoStockRow *row)
{
  for (guint i = 0; i < e->holds->len; i++) {
    const FoHold *hold = &g_array_index (e->holds, FoHold, i);
    if (hold->line_id == e->line.id && hold->lot_id == row->lot_id && hold->place_id == row->place_id)
      return hold->quantity_u;
  }
  return 0;
}

static bool
others_of_lot (FoTxn *txn, const Explain *e, const FoStockRow *row, json_object *ret_orders, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  if (!fo_holds_of_lot (txn, row->lot_id, holds, error))
    return false;
  for (guint i = 0; i < holds->len; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);
    FoOrder order;
    FoLine line;

    if (hold->line_id == e->line.id || hold->place_id != row->place_id)
      continue;
    if (fo_line_find (txn, hold->line_id, &line, error) != FO_FOUND
        || fo_order_find (txn, line.order_id, &order, error) != FO_FOUND)
      return false;
    json_object_array_add (ret_orders, json_object_new_string (order.number));
  }
  return true;
}

/* What speaks against a candidate; FO_OK when nothing does. */
static FoVerdict
judge (const Explain *e, const FoStockRow *row, const FoLot *lot)
{
  FoVerdict verdict = fo_lot_usable (lot, &e->item, e->today, e->until);

  if (e->line.lot_wanted[0] && !g_str_equal (e->line.lot_wanted, lot->number))
    verdict = fo_verdict_first (verdict, FO_LOT_NOT_WANTED);
  if (!fo_place_issues (row->place_kind))
    verdict = fo_verdict_first (verdict, FO_WRONG_PLACE);
  if (row->on_hand_u == row->held_u)
    verdict = fo_verdict_first (verdict, FO_NOT_ENOUGH_FREE);
  return verdict;
}

static bool
explain_row (FoTxn *txn, Explain *e, const FoStockRow *row, json_object *candidates, GError **error)
{
  FoQuantity chosen_u = held_for_line (e, row), planned_u = 0;
  json_object *candidate = json_object_new_object (), *others = json_object_new_array ();
  FoVerdict verdict;
  FoLot lot;

  json_object_object_add (candidate, "held_for", others);
  json_object_array_add (candidates, candidate);
  if (fo_lot_find (txn, row->lot_id, &lot, error) != FO_FOUND || !others_of_lot (txn, e, row, others, error))
    return false;
  verdict = chosen_u > 0 ? FO_OK : judge (e, row, &lot);
  if (verdict == FO_OK && chosen_u == 0) {
    planned_u = MIN (e->wanted_u, row->on_hand_u - row->held_u);
    e->wanted_u -= planned_u;
    verdict = planned_u > 0 ? FO_OK : FO_OLDER_LOT_FIRST;
  }
  json_object_object_add (candidate, "lot", json_object_new_string (row->lot));
  json_object_object_add (candidate, "place", json_object_new_string (row->place));
  json_object_object_add (candidate, "expires_on", fo_json_day (row->expires_on));
  json_object_object_add (candidate, "received_on", fo_json_day (row->received_on));
  json_object_object_add (candidate, "on_hand", fo_json_quantity (row->on_hand_u));
  json_object_object_add (candidate, "free", fo_json_quantity (row->on_hand_u - row->held_u));
  json_object_object_add (candidate, "verdict", json_object_new_string (fo_verdict_name (verdict)));
  json_object_object_add (candidate, "chosen", json_object_new_boolean (chosen_u > 0));
  json_object_object_add (candidate, "quantity", fo_json_quantity (chosen_u > 0 ? chosen_u : planned_u));
  return true;
}

static bool
explain_rows (FoTxn *txn, Explain *e, json_object *object, GError **error)
{
  json_object *candidates = json_object_new_array ();

  json_object_object_add (object, "line", fo_json_id (e->line.id));
  json_object_object_add (object, "order", json_object_new_string (e->order.number));
  json_object_object_add (object, "item", json_object_new_string (e->item.code));
  json_object_object_add (object, "issue_order", json_object_new_string (fo_issue_order_name (e->item.issue)));
  json_object_object_add (object, "until", fo_json_day (e->until));
  json_object_object_add (object, "promised", fo_json_quantity (e->line.promised_u));
  json_object_object_add (object, "held", fo_json_quantity (e->line.held_u));
  json_object_object_add (object, "picked", fo_json_quantity (e->line.picked_u));
  json_object_object_add (object, "missing", fo_json_quantity (fo_line_missing (&e->line)));
  json_object_object_add (object, "candidates", candidates);
  for (guint i = 0; i < e->rows->len; i++)
    if (!explain_row (txn, e, &g_array_index (e->rows, FoStockRow, i), candidates, error))
      return false;
  return true;
}

static FoTxnEnd
explain (FoTxn *txn, gpointer data, GError **error)
{
  Explain *e = data;
  json_object *object;
  FoFound found;
  bool done;

  g_array_set_size (e->rows, 0);
  g_array_set_size (e->holds, 0);
  found = load (txn, e, error);
  e->verdict = found == FO_ABSENT ? FO_LINE_UNKNOWN : FO_OK;
  if (found != FO_FOUND)
    return found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
  object = json_object_new_object ();
  done = explain_rows (txn, e, object, error);
  g_free (e->json);
  e->json = fo_json_print (object);
  return done ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_work_explain (FoStore *store, FoId line, char **ret_json, FoVerdict *ret_verdict, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoStockRow));
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
  Explain e = { .line_id = line, .rows = rows, .holds = holds };

  if (!fo_store_read (store, explain, &e, error)) {
    g_free (e.json);
    return false;
  }
  *ret_json = e.json;
  *ret_verdict = e.verdict;
  return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Return: what the page shows: what left and came back, what is undecided, what of a recall is still on the shelves. */
#include "return.h"

#include "firstout/work/lot-acts.h"
#include "firstout/work/returns.h"

bool
fo_return_is_deciding (const FoDeskState *now)
{
  return now->place != 0;
}

static bool
show_shipped (FoTxn *txn, const FoDeskState *now, FoView *view, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoToReturn));

  if (!fo_view_order (txn, now->order, view, NULL, error) || !fo_shipped_to_return (txn, now->order, rows, error))
    return false;
  if (now->document[0])
    g_strlcpy (view->title, now->document, sizeof view->title);
  for (guint i = 0; i < rows->len; i++) {
    const FoToReturn *row = &g_array_index (rows, FoToReturn, i);
    FoViewLine *line;
    FoItem item;
    FoLot lot;

    if (now->shipment && row->shipment_id != now->shipment)
      continue;
    if (fo_lot_find (txn, row->lot_id, &lot, error) != FO_FOUND || fo_item_find (txn, lot.item_id, &item, error) != FO_FOUND)
      return false;
    line = fo_view_add_line (view, &item, row->quantity_u, row->returned_u);
    line->line_id = row->line_id;
    fo_view_line_lot (line, lot.id, lot.number, lot.expires_on);
    line->current = now->hand.lot_id == lot.id;
    view->asked_u += row->quantity_u;
    view->done_u += row->returned_u;
  }
  return true;
}

static bool
show_undecided (FoTxn *txn, const FoDeskState *now, FoView *view, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoReturnRow));

  if (!fo_returns_open (txn, 0, FO_RETURNS_SHOWN, rows, error))
    return false;
  for (guint i = 0; i < rows->len; i++) {
    const FoReturnRow *row = &g_array_index (rows, FoReturnRow, i);
    FoViewLine *line;
    FoPlace place;
    FoItem item;
    FoLot lot;

    if (fo_lot_find (txn, row->lot_id, &lot, error) != FO_FOUND || fo_item_find (txn, lot.item_id, &item, error) != FO_FOUND
        || fo_return_place (txn, row, &place, error) != FO_FOUND)
      return false;
    line = fo_view_add_line (view, &item, row->open_u, 0);
    line->line_id = row->id;
    fo_view_line_lot (line, lot.id, lot.number, lot.expires_on);
    fo_view_line_place (line, place.id, place.code);
    line->current = row->id == now->returned;
  }
  return true;
}

/* Places that hold goods called back, those in quarantine as done. */
static bool
show_recall (FoTxn *txn, const FoDeskState *now, FoView *view, GError **error)
{
  g_auto (FoRecallFacts) facts = { 0 };
  FoFound found = fo_recall_facts (txn, now->document, &facts, error);

  if (found != FO_FOUND)
    return found == FO_ABSENT;
  g_strlcpy (view->title, facts.recall.number, sizeof view->title);
  fo_view_instruct (view, "task.return.recall");
  fo_args_set_text (&view->instruction, "recall", facts.recall.number);
  fo_args_set_text (&view->instruction, "reason", facts.recall.reason);
  for (guint i = 0; i < facts.places->len; i++) {
    const FoRecallPlace *place = &g_array_index (facts.places, FoRecallPlace, i);
    FoQuantity done_u = place->kind == FO_PLACE_QUARANTINE ? place->on_hand_u : 0;
    FoViewLine *line;
    FoItem item;
    FoLot lot;

    if (fo_lot_find (txn, place->lot, &lot, error) != FO_FOUND || fo_item_find (txn, lot.item_id, &item, error) != FO_FOUND)
      return false;
    line = fo_view_add_line (view, &item, place->on_hand_u, done_u);
    fo_view_line_lot (line, lot.id, lot.number, lot.expires_on);
    fo_view_line_place (line, place->place_id, place->place);
    view->asked_u += place->on_hand_u;
    view->done_u += done_u;
  }
  return true;
}

static bool
ask_decision (FoTxn *txn, const FoDeskState *now, FoView *view, GError **error)
{
  FoReturnRow row;
  FoPlace place;
  FoItem item;
  FoLot lot;
  FoFound found = fo_return_find (txn, now->returned, &row, error);

  if (found != FO_FOUND || row.state != FO_RETURN_IS_OPEN)
    return found != FO_FAILED;
  if (fo_lot_find (txn, row.lot_id, &lot, error) != FO_FOUND || fo_item_find (txn, lot.item_id, &item, error) != FO_FOUND
      || fo_return_place (txn, &row, &place, error) != FO_FOUND)
    return false;
  if (fo_return_is_deciding (now) || !now->line) /* behind goods that were taken in just now, more may come */
    fo_view_instruct (view, "task.return.decide");
  fo_args_set_text (&view->instruction, "item", item.name);
  fo_args_set_text (&view->instruction, "lot", lot.number);
  fo_args_set_text (&view->instruction, "unit", item.unit);
  fo_args_set_text (&view->instruction, "place", place.code);
  fo_args_set_text (&view->instruction, "customer", row.customer);
  fo_args_set_quantity (&view->instruction, "quantity", now->hand.mark.identity[0] ? FO_ONE : row.open_u);
  fo_view_offer (view, "to-stock", "offer.to_stock", 3);
  fo_view_offer (view, "repair", "offer.repair", 5);
  fo_view_offer_destructive (view, "scrap", "offer.scrap", 6);
  fo_view_offer (view, "to-supplier", "offer.to_supplier", 7);
  return true;
}

bool
fo_return_view (FoTxn *txn, const char *station, const FoDeskState *now, FoView *ret, GError **error)
{
  bool unproved = now->refused == FO_RETURN_UNPROVED || now->refused == FO_MORE_THAN_SHIPPED || now->refused == FO_MARKING_NEEDED
                  || now->refused == FO_NOT_ON_THIS_ORDER;

  (void) station;
  fo_view_instruct (ret, fo_return_is_deciding (now) ? "task.return.choose" : now->order ? "task.return.goods" : "task.return.start");
  fo_args_goods (&ret->instruction, &now->hand);
  if (now->order           ? !show_shipped (txn, now, ret, error)
      : now->document[0]   ? !show_recall (txn, now, ret, error)
      : fo_return_is_deciding (now) && !show_undecided (txn, now, ret, error))
    return false;
  if (unproved)
    fo_view_instruct (ret, "task.return.unproved");
  if (unproved)
    fo_view_offer (ret, "quarantine", "offer.quarantine", 5);
  else if (now->returned && !ask_decision (txn, now, ret, error))
    return false;
  if (!now->hand.item.id && !(now->order == 0 && now->document[0])) /* of a recall the goods lie on the shelves */
    fo_view_offer (ret, "no-code", "offer.no_code", 2);
  if (now->n_booked)
    fo_view_offer (ret, "undo", "offer.undo", 4);
  if (now->document[0] || fo_return_is_deciding (now))
    fo_view_offer (ret, "finish", "offer.finish", 9);
  if (now->hand.item.id || now->document[0] || fo_return_is_deciding (now))
    fo_view_offer (ret, "cancel", "offer.cancel", 12);
  return true;
}

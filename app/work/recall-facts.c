/* SPDX-License-Identifier: GPL-3.0-or-later
 * Everything there is to know of a recall: what lies where, who got what, who was told. */
#include "lots.h"

#include <string.h>

static void
shipped_clear (gpointer data)
{
  g_free (((FoRecallShipped *) data)->units);
}

void
fo_recall_facts_clear (FoRecallFacts *facts)
{
  g_clear_pointer (&facts->lots, g_array_unref);
  g_clear_pointer (&facts->places, g_array_unref);
  g_clear_pointer (&facts->lines, g_array_unref);
  g_clear_pointer (&facts->shipped, g_array_unref);
  g_clear_pointer (&facts->making, g_array_unref);
}

/* ---- of one lot ---------------------------------------------------------------------------------------------------- */

static bool
read_places (FoTxn *txn, FoRecallFacts *facts, FoRecallLotFacts *lot, GError **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (FoLotPlace));

  if (!fo_lot_places (txn, lot->lot.id, places, error))
    return false;
  for (guint i = 0; i < places->len; i++) {
    const FoLotPlace *at = &g_array_index (places, FoLotPlace, i);
    FoRecallPlace place = { .lot = lot->lot.id, .place_id = at->place_id, .kind = at->kind, .on_hand_u = at->on_hand_u, .held_u = at->held_u };

    g_strlcpy (place.place, at->place, sizeof place.place);
    lot->here_u += at->on_hand_u;
    if (at->kind == FO_PLACE_QUARANTINE)
      lot->quarantined_u += at->on_hand_u;
    if (at->kind == FO_PLACE_BENCH)
      lot->picked_u += at->held_u;
    g_array_append_val (facts->places, place);
  }
  return true;
}

static void
add_used (GArray *making, FoId lot, FoId supply, FoQuantity used_u, GArray *supplies)
{
  for (guint i = 0; i < supplies->len; i++)
    if (g_array_index (supplies, FoId, i) == supply) {
      g_array_index (making, FoRecallMaking, making->len - supplies->len + i).used_u += used_u;
      return;
    }
  const FoRecallMaking fresh = { .lot = lot, .used_u = used_u };
  g_array_append_val (making, fresh);
  g_array_append_val (supplies, supply);
}

/* Production orders it went into that are to deliver still; the others are among the lots. */
static bool
name_making (FoTxn *txn, FoRecallFacts *facts, const GArray *supplies, GError **error)
{
  guint first = facts->making->len - supplies->len;

  for (guint i = supplies->len; i > 0; i--) {
    FoRecallMaking *making = &g_array_index (facts->making, FoRecallMaking, first + i - 1);
    FoSupply supply;
    FoItem item;

    if (fo_supply_find (txn, g_array_index (supplies, FoId, i - 1), &supply, error) != FO_FOUND
        || fo_item_find (txn, supply.item_id, &item, error) != FO_FOUND)
      return false;
    g_strlcpy (making->number, supply.number, sizeof making->number);
    g_strlcpy (making->item, item.code, sizeof making->item);
    making->open_u = supply.state == FO_SUPPLY_OPEN ? fo_supply_open (&supply) : 0;
    if (making->open_u == 0 || making->used_u <= 0)
      g_array_remove_index (facts->making, first + i - 1);
  }
  return true;
}

static bool
read_events (FoTxn *txn, FoRecallFacts *facts, FoRecallLotFacts *lot, GError **error)
{
  g_autoptr (GArray) page = g_array_new (FALSE, FALSE, sizeof (FoLotEvent)), supplies = g_array_new (FALSE, FALSE, sizeof (FoId));
  FoId after = 0;
  const guint limit = 500;

  do {
    g_array_set_size (page, 0);
    if (!fo_lot_events (txn, lot->lot.id, after, limit, page, error))
      return false;
    for (guint i = 0; i < page->len; i++) {
      const FoLotEvent *event = &g_array_index (page, FoLotEvent, i);

      after = event->id;
      lot->transit_u += (event->to == FO_PLACE_TRANSIT ? event->quantity_u : 0) - (event->from == FO_PLACE_TRANSIT ? event->quantity_u : 0);
      if (event->supply_id && event->to == FO_PLACE_PRODUCTION)
        add_used (facts->making, lot->lot.id, event->supply_id, event->quantity_u, supplies);
      else if (event->supply_id && event->from == FO_PLACE_PRODUCTION)
        add_used (facts->making, lot->lot.id, event->supply_id, -event->quantity_u, supplies);
    }
  } while (page->len == limit);
  return name_making (txn, facts, supplies, error);
}

static bool
read_shipped (FoTxn *txn, FoRecallFacts *facts, FoRecallLotFacts *lot, const GArray *told, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoLotShipped));

  if (!fo_lot_shipped (txn, lot->lot.id, rows, error))
    return false;
  for (guint i = 0; i < rows->len; i++) {
    const FoLotShipped *row = &g_array_index (rows, FoLotShipped, i);
    g_autoptr (GPtrArray) units = g_ptr_array_new_with_free_func (g_free);
    FoRecallShipped out = { .lot = lot->lot.id, .order = row->order, .shipment = row->shipment, .line = row->line,
                            .shipped_on = row->shipped_on, .quantity_u = row->quantity_u, .returned_u = row->returned_u,
                            .told_on = FO_DAY_NONE };

    if (!fo_lot_shipped_units (txn, lot->item.id, lot->lot.number, row, units, error))
      return false;
    g_ptr_array_add (units, NULL);
    out.units = g_strjoinv (" ", (char **) units->pdata);
    g_strlcpy (out.customer, row->customer, sizeof out.customer);
    g_strlcpy (out.deal, row->deal, sizeof out.deal);
    g_strlcpy (out.order_number, row->order_number, sizeof out.order_number);
    g_strlcpy (out.number, row->number, sizeof out.number);
    for (guint k = 0; k < told->len; k++)
      if (g_array_index (told, FoRecallTold, k).order == row->order)
        out.told_on = g_array_index (told, FoRecallTold, k).told_on;
    lot->shipped_u += row->quantity_u;
    lot->returned_u += row->returned_u;
    g_array_append_val (facts->shipped, out);
  }
  return true;
}

/* ---- all of it ----------------------------------------------------------------------------------------------------- */

static int
nearest_first (gconstpointer a, gconstpointer b)
{
  const FoRecallLotFacts *x = a, *y = b;
  int dx = ABS (x->is.depth), dy = ABS (y->is.depth);

  return dx != dy ? dx - dy : x->is.depth != y->is.depth ? y->is.depth - x->is.depth : strcmp (x->lot.number, y->lot.number);
}

static bool
read_lots (FoTxn *txn, FoRecallFacts *facts, GError **error)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoRecallLot));

  if (!fo_recall_lots (txn, facts->recall.id, lots, error))
    return false;
  for (guint i = 0; i < lots->len; i++) {
    FoRecallLotFacts one = { .is = g_array_index (lots, FoRecallLot, i) };
    FoLot via = { .id = 0 };

    if (fo_lot_find (txn, one.is.lot_id, &one.lot, error) != FO_FOUND
        || fo_item_find (txn, one.lot.item_id, &one.item, error) != FO_FOUND
        || (one.is.via_id && fo_lot_find (txn, one.is.via_id, &via, error) != FO_FOUND))
      return false;
    g_strlcpy (one.via, via.number, sizeof one.via);
    g_array_append_val (facts->lots, one);
  }
  g_array_sort (facts->lots, nearest_first);
  return true;
}

static void
count_customers (FoRecallFacts *facts)
{
  g_autoptr (GHashTable) orders = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < facts->shipped->len; i++) {
    const FoRecallShipped *row = &g_array_index (facts->shipped, FoRecallShipped, i);

    if (g_hash_table_add (orders, (gpointer) &row->order)) {
      facts->customers++;
      facts->told += row->told_on != FO_DAY_NONE;
    }
  }
}

FoFound
fo_recall_facts (FoTxn *txn, const char *number, FoRecallFacts *ret, GError **error)
{
  g_autoptr (GArray) told = g_array_new (FALSE, FALSE, sizeof (FoRecallTold));
  g_auto (FoRecallFacts) facts = { 0 };
  FoFound found = fo_recall_find (txn, number, &facts.recall, error);

  if (found != FO_FOUND)
    return found;
  facts.lots = g_array_new (FALSE, FALSE, sizeof (FoRecallLotFacts));
  facts.places = g_array_new (FALSE, FALSE, sizeof (FoRecallPlace));
  facts.lines = g_array_new (FALSE, FALSE, sizeof (FoRecallLine));
  facts.shipped = g_array_new (FALSE, FALSE, sizeof (FoRecallShipped));
  facts.making = g_array_new (FALSE, FALSE, sizeof (FoRecallMaking));
  g_array_set_clear_func (facts.shipped, shipped_clear);
  if (!read_lots (txn, &facts, error) || !fo_recall_lines (txn, facts.recall.id, facts.lines, error)
      || !fo_recall_told (txn, facts.recall.id, told, error))
    return FO_FAILED;
  for (guint i = 0; i < facts.lots->len; i++) {
    FoRecallLotFacts *lot = &g_array_index (facts.lots, FoRecallLotFacts, i);

    if (!read_places (txn, &facts, lot, error) || !read_events (txn, &facts, lot, error)
        || !read_shipped (txn, &facts, lot, told, error))
      return FO_FAILED;
  }
  count_customers (&facts);
  fo_recall_facts_clear (ret);
  *ret = facts;
  facts = (FoRecallFacts){ 0 };
  return FO_FOUND;
}

/* ---- for scripts --------------------------------------------------------------------------------------------------- */

static const FoRecallLotFacts *
lot_of (const FoRecallFacts *facts, FoId lot)
{
  for (guint i = 0; i < facts->lots->len; i++)
    if (g_array_index (facts->lots, FoRecallLotFacts, i).lot.id == lot)
      return &g_array_index (facts->lots, FoRecallLotFacts, i);
  g_assert_not_reached ();
}

static void
open_row (GString *json, const FoRecallFacts *facts, FoId lot)
{
  const FoRecallLotFacts *of = lot_of (facts, lot);

  fo_json_open (json, NULL, '{');
  fo_json_add_text (json, "item", of->item.code);
  fo_json_add_text (json, "lot", of->lot.number);
}

static void
add_lots (GString *json, const FoRecallFacts *facts)
{
  fo_json_open (json, "lots", '[');
  for (guint i = 0; i < facts->lots->len; i++) {
    const FoRecallLotFacts *lot = &g_array_index (facts->lots, FoRecallLotFacts, i);

    open_row (json, facts, lot->lot.id);
    fo_json_add_day (json, "expires_on", lot->lot.expires_on);
    fo_json_add_count (json, "depth", lot->is.depth);
    fo_json_add_text (json, "via", lot->via);
    fo_json_add_text (json, "state", fo_lot_state_name (lot->lot.state));
    fo_json_add_text (json, "state_before", fo_lot_state_name (lot->is.state_before));
    fo_json_add_quantity (json, "here", lot->here_u);
    fo_json_add_quantity (json, "quarantined", lot->quarantined_u);
    fo_json_add_quantity (json, "picked", lot->picked_u);
    fo_json_add_quantity (json, "in_transit", lot->transit_u);
    fo_json_add_quantity (json, "shipped", lot->shipped_u);
    fo_json_add_quantity (json, "returned", lot->returned_u);
    fo_json_close (json, '}');
  }
  fo_json_close (json, ']');
}

static void
add_places (GString *json, const FoRecallFacts *facts)
{
  fo_json_open (json, "places", '[');
  for (guint i = 0; i < facts->places->len; i++) {
    const FoRecallPlace *place = &g_array_index (facts->places, FoRecallPlace, i);

    open_row (json, facts, place->lot);
    fo_json_add_text (json, "place", place->place);
    fo_json_add_text (json, "kind", fo_place_kind_name (place->kind));
    fo_json_add_quantity (json, "on_hand", place->on_hand_u);
    fo_json_add_quantity (json, "held", place->held_u);
    fo_json_close (json, '}');
  }
  fo_json_close (json, ']');
}

static void
add_shipped (GString *json, const FoRecallFacts *facts)
{
  fo_json_open (json, "shipped", '[');
  for (guint i = 0; i < facts->shipped->len; i++) {
    const FoRecallShipped *row = &g_array_index (facts->shipped, FoRecallShipped, i);

    open_row (json, facts, row->lot);
    fo_json_add_text (json, "customer", row->customer);
    fo_json_add_text (json, "deal", row->deal);
    fo_json_add_text (json, "order", row->order_number);
    fo_json_add_text (json, "shipment", row->number);
    fo_json_add_day (json, "shipped_on", row->shipped_on);
    fo_json_add_quantity (json, "quantity", row->quantity_u);
    fo_json_add_quantity (json, "returned", row->returned_u);
    fo_json_add_text (json, "units", row->units);
    fo_json_add_day (json, "told_on", row->told_on);
    fo_json_close (json, '}');
  }
  fo_json_close (json, ']');
}

static void
add_deals (GString *json, const FoRecallFacts *facts)
{
  fo_json_open (json, "deals", '[');
  for (guint i = 0; i < facts->lines->len; i++) {
    const FoRecallLine *line = &g_array_index (facts->lines, FoRecallLine, i);

    fo_json_open (json, NULL, '{');
    fo_json_add_text (json, "order", line->order);
    fo_json_add_text (json, "deal", line->deal);
    fo_json_add_text (json, "customer", line->customer);
    fo_json_add_text (json, "item", line->item);
    fo_json_add_quantity (json, "lost", line->lost_u);
    fo_json_add_quantity (json, "promised", line->promised_u);
    fo_json_add_quantity (json, "missing", line->missing_u);
    fo_json_close (json, '}');
  }
  fo_json_close (json, ']');
}

static void
add_making (GString *json, const FoRecallFacts *facts)
{
  fo_json_open (json, "in_production", '[');
  for (guint i = 0; i < facts->making->len; i++) {
    const FoRecallMaking *making = &g_array_index (facts->making, FoRecallMaking, i);

    open_row (json, facts, making->lot);
    fo_json_add_text (json, "supply", making->number);
    fo_json_add_text (json, "makes", making->item);
    fo_json_add_quantity (json, "used", making->used_u);
    fo_json_add_quantity (json, "to_come", making->open_u);
    fo_json_close (json, '}');
  }
  fo_json_close (json, ']');
}

char *
fo_recall_facts_to_json (const FoRecallFacts *facts)
{
  GString *json = fo_json_new ('{');

  fo_json_add_text (json, "recall", facts->recall.number);
  fo_json_add_text (json, "reason", facts->recall.reason);
  fo_json_add_day (json, "opened_on", facts->recall.opened_on);
  fo_json_add_day (json, "ended_on", facts->recall.ended_on);
  fo_json_add_text (json, "answer", facts->recall.answer);
  fo_json_add_count (json, "customers", facts->customers);
  fo_json_add_count (json, "told", facts->told);
  add_lots (json, facts);
  add_places (json, facts);
  add_shipped (json, facts);
  add_deals (json, facts);
  add_making (json, facts);
  fo_json_close (json, '}');
  return g_string_free (json, FALSE);
}

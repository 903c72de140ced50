/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is known of a claim, and of a return, for people and scripts. */
#include "firstout/store/cartons.h"
#include "firstout/store/genealogy.h"
#include "returns.h"

/* ---- evidence ------------------------------------------------------------------------------------------------------ */

static void
add_who (GString *json, FoDay day, const char *station, const char *person)
{
  fo_json_add_day (json, "day", day);
  fo_json_add_text (json, "station", station);
  fo_json_add_text (json, "person", person);
}

static bool
add_steps (FoTxn *txn, const FoClaimRow *claim, GString *json, GError **error)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (FoClaimStep));

  if (!fo_claim_steps (txn, claim->id, steps, error))
    return false;
  fo_json_open (json, "steps", '[');
  for (guint i = 0; i < steps->len; i++) {
    const FoClaimStep *step = &g_array_index (steps, FoClaimStep, i);

    fo_json_open (json, NULL, '{');
    fo_json_add_text (json, "state", fo_claim_state_name (step->state));
    fo_json_add_text (json, "text", step->said);
    add_who (json, step->day, step->station, step->person);
    fo_json_close (json, '}');
  }
  fo_json_close (json, ']');
  return true;
}

/* Who took and sent it, from where, and when: each a scan. */
static bool
add_scans (FoTxn *txn, const FoToReturn *row, GString *json, GError **error)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (FoLineStep));

  if (!fo_line_lot_steps (txn, row->line_id, row->lot_id, steps, error))
    return false;
  fo_json_open (json, "scans", '[');
  for (guint i = 0; i < steps->len; i++) {
    const FoLineStep *step = &g_array_index (steps, FoLineStep, i);

    fo_json_open (json, NULL, '{');
    fo_json_add_text (json, "what", fo_move_kind_name (step->move));
    fo_json_add_quantity (json, "quantity", step->quantity_u);
    fo_json_add_text (json, "from", step->from);
    fo_json_add_text (json, "to", step->to);
    fo_json_add_text (json, "reason", step->reason);
    add_who (json, step->day, step->station, step->person);
    fo_json_add_count (json, "at_us", step->made_at_us);
    fo_json_close (json, '}');
  }
  fo_json_close (json, ']');
  return true;
}

static bool
add_units (FoTxn *txn, const FoToReturn *row, const FoItem *item, const FoLot *lot, GString *json, GError **error)
{
  g_autoptr (GPtrArray) units = g_ptr_array_new_with_free_func (g_free);
  const FoLotShipped shipped = { .shipment = row->shipment_id, .line = row->line_id };

  if (!fo_lot_shipped_units (txn, item->id, lot->number, &shipped, units, error))
    return false;
  fo_json_open (json, "units", '[');
  for (guint i = 0; i < units->len; i++)
    fo_json_add_text (json, NULL, g_ptr_array_index (units, i));
  fo_json_close (json, ']');
  return true;
}

static bool
add_row (FoTxn *txn, const FoToReturn *row, GString *json, GError **error)
{
  FoItem item;
  FoLot lot;

  if (fo_lot_find (txn, row->lot_id, &lot, error) != FO_FOUND || fo_item_find (txn, lot.item_id, &item, error) != FO_FOUND)
    return false;
  fo_json_open (json, NULL, '{');
  fo_json_add_text (json, "shipment", row->number);
  fo_json_add_day (json, "shipped_on", row->shipped_on);
  fo_json_add_text (json, "item", item.code);
  fo_json_add_text (json, "lot", lot.number);
  fo_json_add_day (json, "expires_on", lot.expires_on);
  fo_json_add_quantity (json, "quantity", row->quantity_u);
  fo_json_add_quantity (json, "returned", row->returned_u);
  if (!add_units (txn, row, &item, &lot, json, error) || !add_scans (txn, row, json, error))
    return false;
  fo_json_close (json, '}');
  return true;
}

static bool
add_goods (FoTxn *txn, const FoClaimRow *claim, GString *json, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoToReturn));

  if (!fo_shipped_to_return (txn, claim->order_id, rows, error))
    return false;
  fo_json_open (json, "goods", '[');
  for (guint i = 0; i < rows->len; i++) {
    const FoToReturn *row = &g_array_index (rows, FoToReturn, i);

    if ((claim->shipment_id && row->shipment_id != claim->shipment_id) || (claim->lot_id && row->lot_id != claim->lot_id)
        || (claim->line_id && row->line_id != claim->line_id))
      continue;
    if (!add_row (txn, row, json, error))
      return false;
  }
  fo_json_close (json, ']');
  return true;
}

/* What the parcel's own scans say. */
static bool
add_carton (FoTxn *txn, const FoClaimRow *claim, GString *json, GError **error)
{
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (FoCartonEvent));
  FoCarton carton;
  FoFound found = claim->carton[0] ? fo_carton_find_by_sscc (txn, claim->carton, &carton, error) : FO_ABSENT;

  if (found != FO_FOUND)
    return found == FO_ABSENT;
  if (!fo_carton_history (txn, carton.id, events, error))
    return false;
  fo_json_open (json, "parcel", '[');
  for (guint i = 0; i < events->len; i++) {
    const FoCartonEvent *event = &g_array_index (events, FoCartonEvent, i);

    fo_json_open (json, NULL, '{');
    fo_json_add_text (json, "what", event->kind);
    if (event->quantity_u) {
      fo_json_add_text (json, "item", event->item);
      fo_json_add_text (json, "lot", event->lot);
      fo_json_add_quantity (json, "quantity", event->quantity_u);
    }
    fo_json_add_text (json, "unit", event->identity);
    fo_json_add_quantity (json, "weight", event->weight_u);
    add_who (json, event->day, event->station, event->person);
    fo_json_add_count (json, "at_us", event->made_at_us);
    fo_json_close (json, '}');
  }
  fo_json_close (json, ']');
  return true;
}

FoFound
fo_claim_to_json (FoTxn *txn, const FoClaimRow *claim, char **ret_json, GError **error)
{
  g_autoptr (GString) json = fo_json_new ('{');
  FoShipmentRow shipment = { .id = 0 };
  FoOrder order;

  if (fo_order_find (txn, claim->order_id, &order, error) != FO_FOUND
      || (claim->shipment_id && fo_shipment_row_find (txn, claim->shipment_id, &shipment, error) != FO_FOUND))
    return FO_FAILED;
  fo_json_add_text (json, "claim", claim->number);
  fo_json_add_text (json, "kind", fo_claim_kind_name (claim->kind));
  fo_json_add_text (json, "state", fo_claim_state_name (claim->state));
  fo_json_add_text (json, "order", order.number);
  fo_json_add_text (json, "deal", order.deal);
  fo_json_add_text (json, "customer", order.customer);
  fo_json_add_text (json, "shipment", shipment.number);
  fo_json_add_text (json, "carton", claim->carton);
  fo_json_add_quantity (json, "quantity", claim->quantity_u);
  fo_json_add_text (json, "text", claim->said);
  fo_json_add_text (json, "answer", claim->answer);
  fo_json_add_day (json, "opened_on", claim->opened_on);
  if (!add_steps (txn, claim, json, error) || !add_goods (txn, claim, json, error) || !add_carton (txn, claim, json, error))
    return FO_FAILED;
  fo_json_close (json, '}');
  *ret_json = g_string_free (g_steal_pointer (&json), FALSE);
  return FO_FOUND;
}

/* ---- a return ------------------------------------------------------------------------------------------------------ */

static bool
add_links (FoTxn *txn, const FoReturnRow *row, GString *json, GError **error)
{
  FoShipmentRow shipment;
  FoOrder order;
  FoLine line;

  if (!row->line_id)
    return true;
  if (fo_line_find (txn, row->line_id, &line, error) != FO_FOUND || fo_order_find (txn, line.order_id, &order, error) != FO_FOUND
      || fo_shipment_row_find (txn, row->shipment_id, &shipment, error) != FO_FOUND)
    return false;
  fo_json_add_text (json, "order", order.number);
  fo_json_add_text (json, "deal", order.deal);
  fo_json_add_text (json, "shipment", shipment.number);
  return true;
}

static bool
add_decisions (FoTxn *txn, const FoReturnRow *row, GString *json, GError **error)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (FoReturnStep));

  if (!fo_return_decisions (txn, row->id, steps, error))
    return false;
  fo_json_open (json, "decisions", '[');
  for (guint i = 0; i < steps->len; i++) {
    const FoReturnStep *step = &g_array_index (steps, FoReturnStep, i);

    fo_json_open (json, NULL, '{');
    fo_json_add_text (json, "decision", fo_return_decision_name (step->decision));
    fo_json_add_quantity (json, "quantity", step->quantity_u);
    fo_json_add_text (json, "reason", step->reason);
    fo_json_add_day (json, "day", step->day);
    fo_json_add_text (json, "person", step->person);
    fo_json_close (json, '}');
  }
  fo_json_close (json, ']');
  return true;
}

FoFound
fo_return_place (FoTxn *txn, const FoReturnRow *row, FoPlace *ret, GError **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, TRUE, sizeof (FoLotPlace));
  FoId best = 0;

  if (!fo_lot_places (txn, row->lot_id, places, error))
    return FO_FAILED;
  for (guint i = 0; i < places->len; i++) {
    const FoLotPlace *place = &g_array_index (places, FoLotPlace, i);

    if (place->kind == FO_PLACE_QUARANTINE && place->on_hand_u >= row->open_u && (!best || place->place_id == row->place_id))
      best = place->place_id;
  }
  return fo_place_find (txn, best ? best : row->place_id, ret, error);
}

char *
fo_return_to_json (FoTxn *txn, const FoReturnRow *row, GError **error)
{
  g_autoptr (GString) json = fo_json_new ('{');
  FoPlace place;
  FoItem item;
  FoLot lot;

  if (fo_lot_find (txn, row->lot_id, &lot, error) != FO_FOUND || fo_item_find (txn, lot.item_id, &item, error) != FO_FOUND
      || fo_return_place (txn, row, &place, error) != FO_FOUND)
    return NULL;
  fo_json_add_id (json, "return", row->id);
  fo_json_add_text (json, "item", item.code);
  fo_json_add_text (json, "lot", lot.number);
  fo_json_add_quantity (json, "quantity", row->quantity_u);
  fo_json_add_quantity (json, "undecided", row->open_u);
  fo_json_add_text (json, "state", fo_return_state_name (row->state));
  fo_json_add_yes (json, "proved", row->line_id != 0);
  fo_json_add_text (json, "customer", row->customer);
  fo_json_add_text (json, "reason", row->reason);
  fo_json_add_text (json, "place", place.code);
  fo_json_add_day (json, "returned_on", row->returned_on);
  if (!add_links (txn, row, json, error) || !add_decisions (txn, row, json, error))
    return NULL;
  fo_json_close (json, '}');
  return g_string_free (g_steal_pointer (&json), FALSE);
}

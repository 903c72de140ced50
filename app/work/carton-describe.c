/* SPDX-License-Identifier: GPL-3.0-or-later
 * A carton and everything that was done to it, for a claim. */
#include "packing.h"

static bool
add_content (FoTxn *txn, const FoCartonLine *line, const GArray *units, GString *json, GError **error)
{
  FoItem item;

  if (fo_item_find (txn, line->item_id, &item, error) != FO_FOUND)
    return false;
  fo_json_open (json, NULL, '{');
  fo_json_add_text (json, "item", item.code);
  fo_json_add_text (json, "name", item.name);
  fo_json_add_text (json, "lot", line->lot);
  fo_json_add_day (json, "expires_on", line->expires_on);
  fo_json_add_quantity (json, "quantity", line->quantity_u);
  fo_json_open (json, "codes", '[');
  for (guint i = 0; i < units->len; i++) {
    const FoCartonUnit *unit = &g_array_index (units, FoCartonUnit, i);
    if (unit->line_id == line->line_id && unit->lot_id == line->lot_id)
      fo_json_add_text (json, NULL, unit->identity);
  }
  fo_json_close (json, ']');
  fo_json_close (json, '}');
  return true;
}

static bool
add_contents (FoTxn *txn, FoId carton, GString *json, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoCartonLine));
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoCartonUnit));

  if (!fo_carton_lines (txn, carton, lines, error) || !fo_carton_units (txn, carton, units, error))
    return false;
  fo_json_open (json, "contents", '[');
  for (guint i = 0; i < lines->len; i++)
    if (!add_content (txn, &g_array_index (lines, FoCartonLine, i), units, json, error))
      return false;
  fo_json_close (json, ']');
  return true;
}

/* What changed is said; the rest stays as it was. */
static void
add_event (const FoCartonEvent *event, GString *json)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (event->made_at_us / G_USEC_PER_SEC);
  g_autofree char *text = g_date_time_format_iso8601 (at);

  fo_json_open (json, NULL, '{');
  fo_json_add_id (json, "operation", event->operation);
  fo_json_add_text (json, "at", text);
  fo_json_add_day (json, "day", event->day);
  fo_json_add_text (json, "person", event->person);
  fo_json_add_text (json, "station", event->station);
  fo_json_add_text (json, "what", event->kind);
  if (event->is_new || event->before != event->after)
    fo_json_add_text (json, "state", fo_carton_state_name (event->after));
  if (event->weight_u != event->weight_before_u)
    fo_json_add_quantity (json, "weight", event->weight_u);
  if (event->loaded != event->loaded_before)
    fo_json_add_yes (json, "loaded", event->loaded);
  if (event->quantity_u != 0) {
    fo_json_add_text (json, "item", event->item);
    fo_json_add_text (json, "name", event->name);
    fo_json_add_text (json, "lot", event->lot);
    fo_json_add_quantity (json, "quantity", event->quantity_u);
  }
  if (event->identity[0])
    fo_json_add_text (json, "code", event->identity);
  fo_json_close (json, '}');
}

static bool
add_history (FoTxn *txn, FoId carton, GString *json, GError **error)
{
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (FoCartonEvent));

  if (!fo_carton_history (txn, carton, events, error))
    return false;
  fo_json_open (json, "history", '[');
  for (guint i = 0; i < events->len; i++)
    add_event (&g_array_index (events, FoCartonEvent, i), json);
  fo_json_close (json, ']');
  return true;
}

/* The number of the shipment it left with; "" it did not. */
static bool
find_shipment (FoTxn *txn, const FoCarton *carton, char number[FO_NUMBER_MAX], GError **error)
{
  g_autoptr (GArray) shipped = g_array_new (FALSE, FALSE, sizeof (FoShipped));

  number[0] = '\0';
  if (!carton->shipment_id)
    return true;
  if (!fo_shipments_of_order (txn, carton->order_id, shipped, error))
    return false;
  for (guint i = 0; i < shipped->len; i++)
    if (g_array_index (shipped, FoShipped, i).shipment_id == carton->shipment_id)
      g_strlcpy (number, g_array_index (shipped, FoShipped, i).number, FO_NUMBER_MAX);
  return true;
}

FoFound
fo_carton_describe (FoTxn *txn, const char *sscc, char **ret_json, GError **error)
{
  g_autoptr (GString) json = fo_json_new ('{');
  char shipment[FO_NUMBER_MAX];
  FoCarton carton;
  FoOrder order;
  FoFound found = fo_carton_find_by_sscc (txn, sscc, &carton, error);

  if (found != FO_FOUND)
    return found;
  if (fo_order_find (txn, carton.order_id, &order, error) != FO_FOUND || !find_shipment (txn, &carton, shipment, error))
    return FO_FAILED;
  fo_json_add_text (json, "carton", carton.sscc);
  fo_json_add_text (json, "order", order.number);
  fo_json_add_text (json, "deal", order.deal);
  fo_json_add_text (json, "customer", order.customer);
  fo_json_add_count (json, "n", carton.position);
  fo_json_add_text (json, "state", fo_carton_state_name (carton.state));
  fo_json_add_text (json, "packaging", carton.packaging);
  fo_json_add_quantity (json, "weight", carton.weight_u);
  fo_json_add_yes (json, "loaded", carton.loaded);
  fo_json_add_text (json, "shipment", shipment);
  fo_json_add_text (json, "station", carton.station);
  if (!add_contents (txn, carton.id, json, error) || !add_history (txn, carton.id, json, error))
    return FO_FAILED;
  fo_json_close (json, '}');
  *ret_json = g_strdup (json->str);
  return FO_FOUND;
}

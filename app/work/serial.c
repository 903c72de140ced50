/* SPDX-License-Identifier: GPL-3.0-or-later
 * What became of the units that bear a serial number: where they are, or to whom, when and on which order they left. */
#include "marks.h"

#include "firstout/store/stock.h"
#include "firstout/work/json.h"

typedef struct {
  const char *serial;
  GArray *units, *rows;
  GString *lines;
} Look;

static void
add_known_text (GString *json, const char *name, const char *text)
{
  if (text[0])
    fo_json_add_text (json, name, text);
}

/* Of a unit from before places were kept no more is known than its lot, which may lie in several. */
static bool
add_places (FoTxn *txn, Look *l, const FoUnit *unit, GString *json, GError **error)
{
  FoPlace place;

  if (unit->place_id && fo_place_find (txn, unit->place_id, &place, error) != FO_FOUND)
    return false;
  if (unit->place_id) {
    fo_json_add_text (json, "place", place.code);
    return true;
  }
  g_array_set_size (l->rows, 0);
  if (!fo_stock_of_item (txn, unit->item_id, l->rows, error))
    return false;
  fo_json_open (json, "places", '[');
  for (guint i = 0; i < l->rows->len; i++) {
    const FoStockRow *row = &g_array_index (l->rows, FoStockRow, i);

    if (strcmp (row->lot, unit->lot) == 0 && strcmp (row->owner, unit->owner) == 0 && (row->place_kind == FO_PLACE_BENCH) == (unit->state == FO_UNIT_PICKED))
      fo_json_add_text (json, NULL, row->place);
  }
  fo_json_close (json, ']');
  return true;
}

static bool
add_gone (FoTxn *txn, const FoUnit *unit, GString *json, GError **error)
{
  FoUnitGone gone;

  if (fo_unit_gone (txn, unit->shipment_id, &gone, error) != FO_FOUND)
    return false;
  add_known_text (json, "deal", gone.deal);
  add_known_text (json, "customer", gone.customer);
  fo_json_add_text (json, "shipment", gone.shipment);
  fo_json_add_day (json, "shipped_on", gone.shipped_on);
  return true;
}

static bool
add_unit (FoTxn *txn, Look *l, const FoUnit *unit, GError **error)
{
  char order[FO_NUMBER_MAX] = "", supply[FO_NUMBER_MAX] = "";
  g_autoptr (GString) json = fo_json_new ('{');
  bool here = unit->state == FO_UNIT_STOCK || unit->state == FO_UNIT_PICKED;
  FoItem item;

  if (fo_item_find (txn, unit->item_id, &item, error) != FO_FOUND || !fo_unit_supply (txn, unit->id, supply, error)
      || (unit->line_id && !fo_unit_order (txn, unit->line_id, order, error)))
    return false;
  fo_json_add_text (json, "item", item.code);
  fo_json_add_text (json, "name", item.name);
  fo_json_add_text (json, "serial", unit->serial);
  add_known_text (json, "lot", unit->lot);
  fo_json_add_text (json, "state", fo_unit_state_name (unit->state));
  add_known_text (json, "supply", supply);
  add_known_text (json, "order", order);
  if ((here && !add_places (txn, l, unit, json, error))
      || (unit->state == FO_UNIT_SHIPPED && unit->shipment_id && !add_gone (txn, unit, json, error)))
    return false;
  fo_json_close (json, '}');
  g_string_append_printf (l->lines, "%s%s", l->lines->len ? "\n" : "", json->str);
  return true;
}

/* As it was written, or in large letters: so the numbers are kept that stand in no code. */
static bool
find_units (FoTxn *txn, Look *l, GError **error)
{
  g_autofree char *large = g_ascii_strup (l->serial, -1);

  g_array_set_size (l->units, 0);
  if (!*large || !fo_units_by_serial (txn, large, l->units, error))
    return !*large;
  return strcmp (large, l->serial) == 0 || fo_units_by_serial (txn, l->serial, l->units, error);
}

static FoTxnEnd
look (FoTxn *txn, gpointer data, GError **error)
{
  Look *l = data;

  g_string_truncate (l->lines, 0);
  if (!find_units (txn, l, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < l->units->len; i++)
    if (!add_unit (txn, l, &g_array_index (l->units, FoUnit, i), error))
      return FO_TXN_FAIL;
  return FO_TXN_COMMIT;
}

bool
fo_work_serial (FoStore *store, const char *serial, char **ret_json, FoVerdict *ret_verdict, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoStockRow));
  g_autoptr (GString) lines = g_string_new (NULL);
  Look l = { serial, units, rows, lines };

  if (!fo_store_read (store, look, &l, error))
    return false;
  *ret_verdict = units->len ? FO_OK : FO_CODE_UNKNOWN;
  *ret_json = g_strdup (lines->str);
  return true;
}

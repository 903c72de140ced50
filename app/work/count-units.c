/* SPDX-License-Identifier: GPL-3.0-or-later
 * Units that are known one by one, where a count saw them and where it did not. */
#include "count-parts.h"
#include "firstout/store/stock.h"

#include <string.h>

/* The units of a lot that one count looks through. */
#define UNITS_MAX 100000

bool
fo_count_units_here (FoTxn *txn, FoId operation, const GArray *seen, GError **error)
{
  for (guint i = 0; i < seen->len; i++) {
    const FoStocktakeUnit *row = &g_array_index (seen, FoStocktakeUnit, i);
    FoUnit unit = { .expires_on = FO_DAY_NONE };
    FoUnitState before;
    FoLot lot;

    if (fo_unit_find (txn, row->identity, &unit, error) == FO_FAILED || fo_lot_find (txn, row->lot_id, &lot, error) != FO_FOUND)
      return false;
    before = unit.state;
    if (before != FO_UNIT_GONE && before != FO_UNIT_ANNOUNCED)
      continue;
    g_strlcpy (unit.identity, row->identity, sizeof unit.identity);
    if (!unit.id || strcmp (row->code, row->identity) != 0)
      g_strlcpy (unit.code, row->code, sizeof unit.code);
    g_strlcpy (unit.lot, lot.number, sizeof unit.lot);
    unit.item_id = lot.item_id;
    unit.carton_id = 0;
    unit.state = FO_UNIT_STOCK;
    unit.operation = operation;
    if (!fo_unit_put (txn, &unit, before, error))
      return false;
  }
  return true;
}

static bool
was_seen (const GArray *seen, const FoUnit *unit)
{
  for (guint i = 0; i < seen->len; i++)
    if (strcmp (g_array_index (seen, FoStocktakeUnit, i).identity, unit->identity) == 0)
      return true;
  return false;
}

bool
fo_count_units_gone (FoTxn *txn, FoId operation, const GArray *seen, const FoItem *item, const FoLot *lot, FoId place,
                     FoQuantity quantity_u, char **ret_codes, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  FoFound elsewhere = fo_lot_elsewhere (txn, lot->id, place, error);
  GString *codes;

  if (elsewhere == FO_FAILED || !fo_units_here (txn, item->id, lot->number, 0, UNITS_MAX, units, error))
    return false;
  for (guint i = units->len; i > 0; i--)
    if (was_seen (seen, &g_array_index (units, FoUnit, i - 1)))
      g_array_remove_index (units, i - 1);
  if (elsewhere == FO_FOUND || units->len * FO_ONE != quantity_u)
    return true;
  codes = fo_json_new ('[');
  for (guint i = 0; i < units->len; i++) {
    FoUnit *unit = &g_array_index (units, FoUnit, i);

    fo_json_add_text (codes, NULL, unit->code);
    unit->state = FO_UNIT_GONE;
    unit->operation = operation;
    if (!fo_unit_put (txn, unit, FO_UNIT_STOCK, error)) {
      g_string_free (codes, TRUE);
      return false;
    }
  }
  fo_json_close (codes, ']');
  *ret_codes = g_string_free (codes, FALSE);
  return true;
}

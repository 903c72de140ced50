/* SPDX-License-Identifier: GPL-3.0-or-later
 * Units that are known one by one, where a count saw them and where it did not. */
#include "count-parts.h"

#include <string.h>

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

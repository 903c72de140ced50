/* SPDX-License-Identifier: GPL-3.0-or-later
 * Units that are known one by one, where a count saw them and where it did not. All that is counted of their goods is counted by the
 * unit, so what the book has at the place and nobody saw is not there. */
#include "count-parts.h"
#include "firstout/store/stock.h"
#include "marks.h"

#include <string.h>

/* The units of a lot that one count looks through. */
#define UNITS_MAX 100000

static void
list_unit (GString *list, const FoItem *item, const FoUnit *unit, const char *other_place)
{
  fo_json_open (list, NULL, '{');
  fo_json_add_text (list, "item", item->code);
  fo_json_add_text (list, "name", item->name);
  if (unit->lot[0])
    fo_json_add_text (list, "lot", unit->lot);
  fo_json_add_text (list, "serial", unit->serial);
  if (other_place)
    fo_json_add_text (list, "other_place", other_place);
  fo_json_close (list, '}');
}

/* In the wrong place by the book: it is right now, and said; where it was to be is counted as well. */
static bool
list_misplaced (
    FoTxn *txn, FoId operation, const FoUnit *unit, const FoItem *item, const FoLot *lot, GString *list, GError **error)
{
  FoPlace place;

  if (!unit->place_id || unit->state != FO_UNIT_STOCK)
    return true;
  if (fo_place_find (txn, unit->place_id, &place, error) != FO_FOUND)
    return false;
  list_unit (list, item, unit, place.code);
  return fo_count_wish_add (txn, operation, place.id, lot->id, "unit-elsewhere", error);
}

bool
fo_count_units_here (FoTxn *txn, FoId operation, FoId place, const GArray *seen, GString *list, GError **error)
{
  for (guint i = 0; i < seen->len; i++) {
    const FoStocktakeUnit *row = &g_array_index (seen, FoStocktakeUnit, i);
    FoUnit unit = { .expires_on = FO_DAY_NONE };
    FoUnitState before;
    FoItem item;
    FoLot lot;
    FoMark mark;

    if (fo_unit_find (txn, row->identity, &unit, error) == FO_FAILED
        || fo_lot_find (txn, row->lot_id, &lot, error) != FO_FOUND
        || fo_item_find (txn, lot.item_id, &item, error) != FO_FOUND)
      return false;
    before = unit.state;
    if (before != FO_UNIT_GONE && before != FO_UNIT_ANNOUNCED && (before != FO_UNIT_STOCK || unit.place_id == place))
      continue;
    if (!list_misplaced (txn, operation, &unit, &item, &lot, list, error))
      return false;
    g_strlcpy (mark.identity, row->identity, sizeof mark.identity);
    g_strlcpy (mark.code, row->code, sizeof mark.code);
    fo_unit_take_code (&unit, &mark);
    fo_unit_set_lot (&unit, &item, &lot);
    unit.carton_id = before == FO_UNIT_STOCK ? unit.carton_id : 0;
    unit.place_id = place;
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

static void
leave_out_seen (const GArray *seen, GArray *units)
{
  for (guint i = units->len; i > 0; i--)
    if (was_seen (seen, &g_array_index (units, FoUnit, i - 1)))
      g_array_remove_index (units, i - 1);
}

/* Those the book has at the place; where it has none, those of a lot that lies nowhere else. */
static bool
find_missing (FoTxn *txn, const GArray *seen, const FoLot *lot, FoId place, GArray *units, GError **error)
{
  FoFound elsewhere;

  if (!fo_units_of_lot_at (txn, lot, place, units, error))
    return false;
  leave_out_seen (seen, units);
  if (units->len > 0)
    return true;
  elsewhere = fo_lot_elsewhere (txn, lot->id, place, error);
  if (elsewhere != FO_ABSENT)
    return elsewhere == FO_FOUND;
  if (!fo_units_here (txn, lot, 0, UNITS_MAX, units, error))
    return false;
  leave_out_seen (seen, units);
  return true;
}

static bool
put_gone (FoTxn *txn, FoId operation, GArray *units, GString *codes, GError **error)
{
  for (guint i = 0; i < units->len; i++) {
    FoUnit *unit = &g_array_index (units, FoUnit, i);

    fo_json_add_text (codes, NULL, unit->code);
    unit->state = FO_UNIT_GONE;
    unit->place_id = 0;
    unit->operation = operation;
    if (!fo_unit_put (txn, unit, FO_UNIT_STOCK, error))
      return false;
  }
  return true;
}

bool
fo_count_units_gone (FoTxn *txn,
                     FoId operation,
                     const GArray *seen,
                     const FoLot *lot,
                     FoId place,
                     FoQuantity quantity_u,
                     char **ret_codes,
                     GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  g_autoptr (GString) codes = NULL;
  FoQuantity known_u;

  if (!find_missing (txn, seen, lot, place, units, error))
    return false;
  known_u = (FoQuantity) units->len * FO_ONE;
  if (known_u == 0 || known_u > quantity_u
      || (known_u < quantity_u && g_array_index (units, FoUnit, 0).place_id != place))
    return true;
  codes = fo_json_new ('[');
  if (!put_gone (txn, operation, units, codes, error))
    return false;
  fo_json_close (codes, ']');
  *ret_codes = g_strdup (codes->str);
  return true;
}

bool
fo_count_units_unseen (FoTxn *txn,
                       FoId operation,
                       const GArray *seen,
                       const FoItem *item,
                       const FoLot *lot,
                       FoId place,
                       GString *list,
                       GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));

  if (!fo_units_of_lot_at (txn, lot, place, units, error))
    return false;
  leave_out_seen (seen, units);
  for (guint i = 0; i < units->len; i++) {
    FoUnit *unit = &g_array_index (units, FoUnit, i);

    list_unit (list, item, unit, NULL);
    unit->place_id = 0;
    unit->operation = operation;
    if (!fo_unit_put (txn, unit, FO_UNIT_STOCK, error))
      return false;
  }
  return true;
}

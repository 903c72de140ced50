/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/units.h"
#include "fill.h"

static const char *const states[] = { "gone", "announced", "open", "stock", "picked", "shipped" };

const char *
fo_unit_state_name (FoUnitState state)
{
  return states[state];
}

/* What a newer program wrote is not free to be taken. */
static FoUnitState
state_of (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i], name) == 0)
      return (FoUnitState) i;
  return FO_UNIT_SHIPPED;
}

static void
remember (FoUnit *unit)
{
  unit->was_at = unit->place_id;
  unit->was_done_by = unit->operation;
  unit->was_for = unit->line_id;
  unit->was_shipped_with = unit->shipment_id;
  g_strlcpy (unit->was_lot, unit->lot, sizeof unit->was_lot);
  g_strlcpy (unit->was_owner, unit->owner, sizeof unit->was_owner);
}

static void
fill_unit (FoRows *rows, gpointer ret)
{
  FoUnit *unit = ret;

  memset (unit, 0, sizeof *unit);
  unit->id = fo_rows_int (rows, 0);
  fo_rows_copy (rows, 1, unit->identity, sizeof unit->identity);
  fo_rows_copy (rows, 2, unit->code, sizeof unit->code);
  unit->item_id = fo_rows_int (rows, 3);
  fo_rows_copy (rows, 4, unit->lot, sizeof unit->lot);
  unit->expires_on = fo_rows_day (rows, 5);
  unit->carton_id = fo_rows_int (rows, 6);
  unit->state = state_of (fo_rows_text (rows, 7));
  unit->line_id = fo_rows_int (rows, 8);
  unit->shipment_id = fo_rows_int (rows, 9);
  unit->operation = fo_rows_int (rows, 10);
  fo_rows_copy (rows, 11, unit->serial, sizeof unit->serial);
  fo_rows_copy (rows, 12, unit->owner, sizeof unit->owner);
  unit->place_id = fo_rows_int (rows, 13);
  remember (unit);
}

bool
fo_unit_is_of (const FoUnit *unit, const FoItem *item, const FoLot *lot)
{
  return unit->item_id == item->id && strcmp (unit->lot, lot->number) == 0 && strcmp (unit->owner, lot->owner) == 0;
}

void
fo_unit_set_lot (FoUnit *unit, const FoItem *item, const FoLot *lot)
{
  unit->item_id = item->id;
  g_strlcpy (unit->lot, lot->number, sizeof unit->lot);
  g_strlcpy (unit->owner, lot->owner, sizeof unit->owner);
}

FoFound
fo_unit_find (FoTxn *txn, const char *identity, FoUnit *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_UNIT_BY_IDENTITY, FO_VALUES (FO_TEXT (identity)), fill_unit, ret, error);
}

FoFound
fo_unit_find_by_id (FoTxn *txn, FoId id, FoUnit *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_UNIT_BY_ID, FO_VALUES (FO_INT (id)), fill_unit, ret, error);
}

bool
fo_units_of_line (FoTxn *txn, FoId line, GArray *units, GError **error)
{
  return fo_fill_all (txn, FO_SQL_UNITS_OF_LINE, FO_VALUES (FO_INT (line)), fill_unit, units, error);
}

bool
fo_units_of_carton (FoTxn *txn, FoId carton, GArray *units, GError **error)
{
  return fo_fill_all (txn, FO_SQL_UNITS_OF_CARTON, FO_VALUES (FO_INT (carton)), fill_unit, units, error);
}

bool
fo_units_by_serial (FoTxn *txn, const char *serial, GArray *units, GError **error)
{
  return fo_fill_all (txn, FO_SQL_UNITS_BY_SERIAL, FO_VALUES (FO_TEXT (serial)), fill_unit, units, error);
}

bool
fo_units_here (FoTxn *txn, const FoLot *lot, FoId after, guint limit, GArray *units, GError **error)
{
  return fo_fill_all (txn, FO_SQL_UNITS_HERE,
                      FO_VALUES (FO_INT (lot->item_id), FO_TEXT (lot->number), FO_TEXT (lot->owner), FO_INT (after),
                                 FO_INT (limit)),
                      fill_unit, units, error);
}

bool
fo_units_of_lot_at (FoTxn *txn, const FoLot *lot, FoId place, GArray *units, GError **error)
{
  return fo_fill_all (txn, FO_SQL_UNITS_OF_LOT_AT,
                      FO_VALUES (FO_INT (place), FO_INT (lot->item_id), FO_TEXT (lot->number), FO_TEXT (lot->owner)), fill_unit,
                      units, error);
}

bool
fo_units_at_place (FoTxn *txn, FoId place, const FoUnit *after, guint limit, GArray *units, GError **error)
{
  return fo_fill_all (txn, FO_SQL_UNITS_AT_PLACE,
                      FO_VALUES (FO_INT (place), FO_INT (after ? after->item_id : 0), FO_TEXT (after ? after->lot : ""),
                                 FO_INT (after ? after->id : 0), FO_INT (limit)),
                      fill_unit, units, error);
}

static void
fill_quantity (FoRows *rows, gpointer ret)
{
  *(FoQuantity *) ret = fo_rows_int (rows, 0);
}

bool
fo_units_unknown (FoTxn *txn, const FoLot *lot, FoQuantity *ret_u, GError **error)
{
  return fo_fill_one (txn, FO_SQL_UNITS_UNKNOWN,
                      FO_VALUES (FO_INT (lot->item_id), FO_INT (lot->id), FO_TEXT (lot->number), FO_TEXT (lot->owner)),
                      fill_quantity, ret_u, error)
         == FO_FOUND;
}

bool
fo_cartons_page (FoTxn *txn, const char *after, guint limit, GArray *cartons, GError **error)
{
  return fo_fill_all (txn, FO_SQL_CARTON_PAGE, FO_VALUES (FO_TEXT (after), FO_INT (limit)), fill_unit, cartons, error);
}

static void
insert (FoTxn *txn, const FoUnit *unit)
{
  fo_txn_write (txn, FO_SQL_UNIT_INSERT, 1,
                FO_VALUES (FO_INT (unit->id), FO_TEXT (unit->identity), FO_TEXT (unit->code), FO_ID (unit->item_id),
                           FO_TEXT (unit->lot), FO_DAY (unit->expires_on), FO_ID (unit->carton_id),
                           FO_TEXT (states[unit->state]), FO_ID (unit->line_id), FO_ID (unit->shipment_id),
                           FO_INT (unit->operation), FO_TEXT (unit->serial), FO_TEXT (unit->owner), FO_ID (unit->place_id)));
}

static void
update (FoTxn *txn, const FoUnit *unit)
{
  fo_txn_write (txn, FO_SQL_UNIT_SET, 1,
                FO_VALUES (FO_INT (unit->id), FO_TEXT (unit->code), FO_ID (unit->item_id), FO_TEXT (unit->lot),
                           FO_DAY (unit->expires_on), FO_ID (unit->carton_id), FO_TEXT (states[unit->state]),
                           FO_ID (unit->line_id), FO_ID (unit->shipment_id), FO_INT (unit->operation), FO_TEXT (unit->owner),
                           FO_ID (unit->place_id)));
}

static void
note_step (FoTxn *txn, FoUnit *unit, FoUnitState before, FoId operation)
{
  bool other = before == FO_UNIT_STOCK && (strcmp (unit->lot, unit->was_lot) != 0 || strcmp (unit->owner, unit->was_owner) != 0);

  fo_txn_write (txn, FO_SQL_UNIT_STEP_INSERT, 1,
                FO_VALUES (FO_INT (operation), FO_INT (unit->id), FO_TEXT (states[unit->state]), FO_TEXT (states[before]),
                           FO_ID (unit->was_at), FO_ID (unit->was_done_by), FO_TEXT (other ? unit->was_lot : NULL),
                           FO_TEXT (other ? unit->was_owner : NULL), FO_INT (unit->was_for), FO_INT (unit->was_shipped_with)));
  remember (unit);
}

bool
fo_unit_put (FoTxn *txn, FoUnit *unit, FoUnitState before, GError **error)
{
  bool is_new = !unit->id;

  if (is_new)
    unit->id = fo_store_next_id (fo_txn_store (txn), error);
  if (!unit->id)
    return false;
  if (is_new)
    insert (txn, unit);
  else
    update (txn, unit);
  note_step (txn, unit, before, unit->operation);
  return true;
}

void
fo_unit_put_back (FoTxn *txn, FoUnit *unit, FoUnitState after, FoId operation)
{
  update (txn, unit);
  note_step (txn, unit, after, operation);
}

static void
fill_step (FoRows *rows, gpointer ret)
{
  FoUnitStep *step = ret;

  fill_unit (rows, &step->unit);
  step->before = state_of (fo_rows_text (rows, 14));
  step->place_before = fo_rows_int (rows, 15);
  step->operation_before = fo_rows_int (rows, 16);
  step->was_other = !fo_rows_is_null (rows, 17);
  fo_rows_copy (rows, 17, step->lot_before, sizeof step->lot_before);
  fo_rows_copy (rows, 18, step->owner_before, sizeof step->owner_before);
  step->was_whose = !fo_rows_is_null (rows, 19);
  step->line_before = fo_rows_int (rows, 19);
  step->shipment_before = fo_rows_int (rows, 20);
}

bool
fo_units_of_operation (FoTxn *txn, FoId operation, GArray *steps, GError **error)
{
  return fo_fill_all (txn, FO_SQL_UNITS_OF_OPERATION, FO_VALUES (FO_INT (operation)), fill_step, steps, error);
}

static void
fill_number (FoRows *rows, gpointer ret)
{
  fo_rows_copy (rows, 0, ret, FO_NUMBER_MAX);
}

bool
fo_unit_supply (FoTxn *txn, FoId unit, char *number, GError **error)
{
  number[0] = '\0';
  return fo_fill_one (txn, FO_SQL_UNIT_SUPPLY, FO_VALUES (FO_INT (unit)), fill_number, number, error) != FO_FAILED;
}

bool
fo_unit_order (FoTxn *txn, FoId line, char *number, GError **error)
{
  number[0] = '\0';
  return fo_fill_one (txn, FO_SQL_UNIT_ORDER, FO_VALUES (FO_INT (line)), fill_number, number, error) != FO_FAILED;
}

static void
fill_gone (FoRows *rows, gpointer ret)
{
  FoUnitGone *gone = ret;

  fo_rows_copy (rows, 0, gone->shipment, sizeof gone->shipment);
  gone->shipped_on = fo_rows_day (rows, 1);
  fo_rows_copy (rows, 2, gone->order, sizeof gone->order);
  fo_rows_copy (rows, 3, gone->deal, sizeof gone->deal);
  fo_rows_copy (rows, 4, gone->customer, sizeof gone->customer);
}

FoFound
fo_unit_gone (FoTxn *txn, FoId shipment, FoUnitGone *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_UNIT_GONE, FO_VALUES (FO_INT (shipment)), fill_gone, ret, error);
}

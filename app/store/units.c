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
fo_units_here (FoTxn *txn, FoId item, const char *lot, FoId after, guint limit, GArray *units, GError **error)
{
  return fo_fill_all (txn, FO_SQL_UNITS_HERE, FO_VALUES (FO_INT (item), FO_TEXT (lot), FO_INT (after), FO_INT (limit)), fill_unit,
                      units, error);
}

static void
fill_quantity (FoRows *rows, gpointer ret)
{
  *(FoQuantity *) ret = fo_rows_int (rows, 0);
}

bool
fo_units_unknown (FoTxn *txn, FoId item, FoId lot, const char *number, FoQuantity *ret_u, GError **error)
{
  return fo_fill_one (txn, FO_SQL_UNITS_UNKNOWN, FO_VALUES (FO_INT (item), FO_INT (lot), FO_TEXT (number)), fill_quantity, ret_u,
                      error)
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
                           FO_INT (unit->operation), FO_TEXT (unit->serial)));
}

static void
update (FoTxn *txn, const FoUnit *unit)
{
  fo_txn_write (txn, FO_SQL_UNIT_SET, 1,
                FO_VALUES (FO_INT (unit->id), FO_TEXT (unit->code), FO_ID (unit->item_id), FO_TEXT (unit->lot),
                           FO_DAY (unit->expires_on), FO_ID (unit->carton_id), FO_TEXT (states[unit->state]),
                           FO_ID (unit->line_id), FO_ID (unit->shipment_id), FO_INT (unit->operation)));
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
  fo_txn_write (txn, FO_SQL_UNIT_STEP_INSERT, 1,
                FO_VALUES (FO_INT (unit->operation), FO_INT (unit->id), FO_TEXT (states[unit->state]),
                           FO_TEXT (states[before])));
  return true;
}

static void
fill_step (FoRows *rows, gpointer ret)
{
  FoUnitStep *step = ret;

  fill_unit (rows, &step->unit);
  step->before = state_of (fo_rows_text (rows, 12));
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

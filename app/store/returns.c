/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/returns.h"
#include "fill.h"

static const char *const states[] = { "open", "decided", "undone" };

const char *
fo_return_state_name (FoReturnState state)
{
  return states[state];
}

static FoReturnState
state_of (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i], name) == 0)
      return (FoReturnState) i;
  return FO_RETURN_IS_UNDONE;
}

static void
fill_return (FoRows *rows, gpointer ret)
{
  FoReturnRow *row = ret;

  memset (row, 0, sizeof *row);
  row->id = fo_rows_int (rows, 0);
  row->operation = fo_rows_int (rows, 1);
  row->lot_id = fo_rows_int (rows, 2);
  row->place_id = fo_rows_int (rows, 3);
  row->quantity_u = fo_rows_int (rows, 4);
  row->open_u = fo_rows_int (rows, 5);
  row->shipment_id = fo_rows_int (rows, 6);
  row->line_id = fo_rows_int (rows, 7);
  fo_rows_copy (rows, 8, row->customer, sizeof row->customer);
  fo_rows_copy (rows, 9, row->reason, sizeof row->reason);
  row->returned_on = fo_rows_day (rows, 10);
  row->state = state_of (fo_rows_text (rows, 11));
  row->claim_id = fo_rows_int (rows, 12);
}

void
fo_return_insert (FoTxn *txn, const FoReturnRow *row)
{
  fo_txn_write (txn, FO_SQL_RETURN_INSERT, 1,
                FO_VALUES (FO_INT (row->id), FO_INT (row->operation), FO_INT (row->lot_id), FO_INT (row->place_id),
                           FO_INT (row->quantity_u), FO_INT (row->open_u), FO_ID (row->shipment_id), FO_ID (row->line_id),
                           FO_TEXT (row->customer), FO_TEXT (row->reason), FO_DAY (row->returned_on), FO_TEXT (states[row->state]),
                           FO_ID (row->claim_id)));
}

void
fo_return_set (FoTxn *txn, const FoReturnRow *row)
{
  fo_txn_write (txn, FO_SQL_RETURN_SET, 1,
                FO_VALUES (FO_INT (row->id), FO_INT (row->open_u), FO_TEXT (states[row->state]), FO_ID (row->claim_id)));
}

FoFound
fo_return_find (FoTxn *txn, FoId id, FoReturnRow *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_RETURN_BY_ID, FO_VALUES (FO_INT (id)), fill_return, ret, error);
}

bool
fo_returns_open (FoTxn *txn, FoId after, guint limit, GArray *rows, GError **error)
{
  return fo_fill_all (txn, FO_SQL_RETURNS_OPEN, FO_VALUES (FO_INT (after), FO_INT (limit)), fill_return, rows, error);
}

bool
fo_returns_of_lot (FoTxn *txn, FoId lot, GArray *rows, GError **error)
{
  return fo_fill_all (txn, FO_SQL_RETURNS_OF_LOT, FO_VALUES (FO_INT (lot)), fill_return, rows, error);
}

bool
fo_returns_of_line (FoTxn *txn, FoId line, GArray *rows, GError **error)
{
  return fo_fill_all (txn, FO_SQL_RETURNS_OF_LINE, FO_VALUES (FO_INT (line)), fill_return, rows, error);
}

bool
fo_returns_of_operation (FoTxn *txn, FoId operation, GArray *rows, GError **error)
{
  return fo_fill_all (txn, FO_SQL_RETURNS_OF_OPERATION, FO_VALUES (FO_INT (operation)), fill_return, rows, error);
}

void
fo_returned_add (FoTxn *txn, FoId shipment, FoId line, FoId lot, FoQuantity quantity_u)
{
  const FoSql sql = quantity_u > 0 ? FO_SQL_RETURNED_ADD : FO_SQL_RETURNED_TAKE;

  fo_txn_write (txn, sql, 1, FO_VALUES (FO_INT (shipment), FO_INT (line), FO_INT (lot), FO_INT (ABS (quantity_u))));
}

static void
fill_to_return (FoRows *rows, gpointer ret)
{
  FoToReturn *row = ret;

  memset (row, 0, sizeof *row);
  row->shipment_id = fo_rows_int (rows, 0);
  fo_rows_copy (rows, 1, row->number, sizeof row->number);
  row->shipped_on = fo_rows_day (rows, 2);
  row->line_id = fo_rows_int (rows, 3);
  row->lot_id = fo_rows_int (rows, 4);
  row->quantity_u = fo_rows_int (rows, 5);
  row->returned_u = fo_rows_int (rows, 6);
}

bool
fo_shipped_to_return (FoTxn *txn, FoId order, GArray *rows, GError **error)
{
  return fo_fill_all (txn, FO_SQL_SHIPPED_TO_RETURN, FO_VALUES (FO_INT (order)), fill_to_return, rows, error);
}

static void
fill_shipment (FoRows *rows, gpointer ret)
{
  FoShipmentRow *shipment = ret;

  memset (shipment, 0, sizeof *shipment);
  shipment->id = fo_rows_int (rows, 0);
  fo_rows_copy (rows, 1, shipment->number, sizeof shipment->number);
  shipment->order_id = fo_rows_int (rows, 2);
  shipment->operation = fo_rows_int (rows, 3);
  shipment->shipped_on = fo_rows_day (rows, 4);
  shipment->cancelled_by = fo_rows_int (rows, 5);
}

FoFound
fo_shipment_row_find (FoTxn *txn, FoId id, FoShipmentRow *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_SHIPMENT_BY_ID, FO_VALUES (FO_INT (id)), fill_shipment, ret, error);
}

/* ---- decisions ----------------------------------------------------------------------------------------------------- */

void
fo_return_decision_insert (FoTxn *txn, const FoReturnStep *step)
{
  fo_txn_write (txn, FO_SQL_RETURN_DECISION_INSERT, 1,
                FO_VALUES (FO_INT (step->return_id), FO_INT (step->operation), FO_TEXT (fo_return_decision_name (step->decision)),
                           FO_INT (step->quantity_u), FO_TEXT (step->reason)));
}

static void
fill_decision (FoRows *rows, gpointer ret)
{
  FoReturnStep *step = ret;

  memset (step, 0, sizeof *step);
  fo_return_decision_parse (fo_rows_text (rows, 0), &step->decision);
  step->quantity_u = fo_rows_int (rows, 1);
  fo_rows_copy (rows, 2, step->reason, sizeof step->reason);
  step->day = fo_rows_day (rows, 3);
  fo_rows_copy (rows, 4, step->person, sizeof step->person);
}

bool
fo_return_decisions (FoTxn *txn, FoId id, GArray *steps, GError **error)
{
  return fo_fill_all (txn, FO_SQL_RETURN_DECISIONS, FO_VALUES (FO_INT (id)), fill_decision, steps, error);
}

static void
fill_part (FoRows *rows, gpointer ret)
{
  FoReturnStep *step = ret;

  memset (step, 0, sizeof *step);
  step->return_id = fo_rows_int (rows, 0);
  step->quantity_u = fo_rows_int (rows, 1);
}

bool
fo_return_decisions_of_operation (FoTxn *txn, FoId operation, GArray *steps, GError **error)
{
  return fo_fill_all (txn, FO_SQL_RETURN_DECISIONS_OF_OPERATION, FO_VALUES (FO_INT (operation)), fill_part, steps, error);
}

void
fo_return_decisions_drop (FoTxn *txn, FoId operation)
{
  fo_txn_write (txn, FO_SQL_RETURN_DECISIONS_DROP, FO_ANY, FO_VALUES (FO_INT (operation)));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/cartons.h"
#include "fill.h"

/* ---- reading --------------------------------------------------------------------------------------------------------------- */

/* What a newer program wrote is not ours to fill. */
static FoCartonState
state_of (const char *name)
{
  FoCartonState state = FO_CARTON_IS_SHIPPED;

  fo_carton_state_parse (name, &state);
  return state;
}

static void
fill_carton (FoRows *rows, gpointer ret)
{
  FoCarton *carton = ret;

  memset (carton, 0, sizeof *carton);
  carton->id = fo_rows_int (rows, 0);
  fo_rows_copy (rows, 1, carton->sscc, sizeof carton->sscc);
  carton->order_id = fo_rows_int (rows, 2);
  carton->position = (gint32) fo_rows_int (rows, 3);
  carton->state = state_of (fo_rows_text (rows, 4));
  fo_rows_copy (rows, 5, carton->packaging, sizeof carton->packaging);
  carton->weight_u = fo_rows_int (rows, 6);
  carton->shipment_id = fo_rows_int (rows, 7);
  carton->loaded = fo_rows_int (rows, 8) != 0;
  fo_rows_copy (rows, 9, carton->station, sizeof carton->station);
}

FoFound
fo_carton_find (FoTxn *txn, FoId id, FoCarton *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_CARTON_BY_ID, FO_VALUES (FO_INT (id)), fill_carton, ret, error);
}

FoFound
fo_carton_find_by_sscc (FoTxn *txn, const char *sscc, FoCarton *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_CARTON_BY_SSCC, FO_VALUES (FO_TEXT (sscc)), fill_carton, ret, error);
}

bool
fo_cartons_of_order (FoTxn *txn, FoId order, GArray *cartons, GError **error)
{
  return fo_fill_all (txn, FO_SQL_CARTONS_OF_ORDER, FO_VALUES (FO_INT (order)), fill_carton, cartons, error);
}

bool
fo_cartons_recent (FoTxn *txn, FoId before, guint limit, GArray *cartons, GError **error)
{
  return fo_fill_all (txn, FO_SQL_CARTONS_RECENT, FO_VALUES (FO_INT (before ? before : G_MAXINT64), FO_INT (limit)), fill_carton,
                      cartons, error);
}

static void
fill_line (FoRows *rows, gpointer ret)
{
  FoCartonLine *line = ret;

  memset (line, 0, sizeof *line);
  line->carton_id = fo_rows_int (rows, 0);
  line->line_id = fo_rows_int (rows, 1);
  line->lot_id = fo_rows_int (rows, 2);
  line->quantity_u = fo_rows_int (rows, 3);
  line->item_id = fo_rows_int (rows, 4);
  fo_rows_copy (rows, 5, line->lot, sizeof line->lot);
  line->expires_on = fo_rows_day (rows, 6);
  line->state = state_of (fo_rows_text (rows, 7));
}

/* A handful of rows: cheaper sorted here than by the database. */
static int
by_carton (gconstpointer a, gconstpointer b)
{
  const FoCartonLine *x = a, *y = b;

  if (x->carton_id != y->carton_id)
    return (x->carton_id > y->carton_id) - (x->carton_id < y->carton_id);
  if (x->line_id != y->line_id)
    return (x->line_id > y->line_id) - (x->line_id < y->line_id);
  return (x->lot_id > y->lot_id) - (x->lot_id < y->lot_id);
}

static bool
read_lines (FoTxn *txn, FoSql sql, const FoValue *values, gsize n, GArray *lines, GError **error)
{
  if (!fo_fill_all (txn, sql, values, n, fill_line, lines, error))
    return false;
  g_array_sort (lines, by_carton);
  return true;
}

bool
fo_carton_lines (FoTxn *txn, FoId carton, GArray *lines, GError **error)
{
  return read_lines (txn, FO_SQL_CARTON_LINES, FO_VALUES (FO_INT (carton)), lines, error);
}

bool
fo_carton_lines_of_order (FoTxn *txn, FoId order, GArray *lines, GError **error)
{
  return read_lines (txn, FO_SQL_CARTON_LINES_OF_ORDER, FO_VALUES (FO_INT (order)), lines, error);
}

bool
fo_carton_lines_packed (FoTxn *txn, FoId line, FoId lot, GArray *lines, GError **error)
{
  return read_lines (txn, FO_SQL_CARTON_LINES_PACKED, FO_VALUES (FO_INT (line), FO_INT (lot)), lines, error);
}

static void
fill_unit (FoRows *rows, gpointer ret)
{
  FoCartonUnit *unit = ret;

  memset (unit, 0, sizeof *unit);
  unit->unit_id = fo_rows_int (rows, 0);
  unit->carton_id = fo_rows_int (rows, 1);
  unit->line_id = fo_rows_int (rows, 2);
  unit->lot_id = fo_rows_int (rows, 3);
  unit->state = state_of (fo_rows_text (rows, 4));
  fo_rows_copy (rows, 5, unit->identity, sizeof unit->identity);
  fo_rows_copy (rows, 6, unit->code, sizeof unit->code);
}

bool
fo_carton_units (FoTxn *txn, FoId carton, GArray *units, GError **error)
{
  return fo_fill_all (txn, FO_SQL_CARTON_UNITS, FO_VALUES (FO_INT (carton)), fill_unit, units, error);
}

bool
fo_carton_units_of_order (FoTxn *txn, FoId order, GArray *units, GError **error)
{
  return fo_fill_all (txn, FO_SQL_CARTON_UNITS_OF_ORDER, FO_VALUES (FO_INT (order)), fill_unit, units, error);
}

FoFound
fo_carton_unit_find (FoTxn *txn, FoId unit, FoCartonUnit *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_CARTON_UNIT_OF, FO_VALUES (FO_INT (unit)), fill_unit, ret, error);
}

bool
fo_carton_units_of_operation (FoTxn *txn, FoId operation, GArray *units, GError **error)
{
  return fo_fill_all (txn, FO_SQL_CARTON_UNITS_OF_OPERATION, FO_VALUES (FO_INT (operation)), fill_unit, units, error);
}

/* ---- changes --------------------------------------------------------------------------------------------------------------- */

static void
insert_carton (FoTxn *txn, const FoCarton *carton)
{
  fo_txn_write (txn, FO_SQL_CARTON_INSERT, 1,
                FO_VALUES (FO_INT (carton->id), FO_TEXT (carton->sscc), FO_INT (carton->order_id), FO_INT (carton->position),
                           FO_TEXT (fo_carton_state_name (carton->state)), FO_TEXT (carton->packaging), FO_INT (carton->weight_u),
                           FO_ID (carton->shipment_id), FO_INT (carton->loaded), FO_TEXT (carton->station)));
}

static void
note_step (FoTxn *txn, FoId operation, const FoCarton *carton, const FoCarton *before, FoId line, FoId lot,
           FoQuantity quantity_u, FoId unit)
{
  const FoCarton nothing = { 0 }, *was = before ? before : &nothing;

  fo_txn_write (txn, FO_SQL_CARTON_STEP_INSERT, 1,
                FO_VALUES (FO_INT (carton->id), FO_INT (operation), FO_TEXT (before ? fo_carton_state_name (before->state) : ""),
                           FO_TEXT (fo_carton_state_name (carton->state)), FO_INT (was->weight_u), FO_INT (carton->weight_u),
                           FO_INT (was->loaded), FO_INT (carton->loaded), FO_ID (line), FO_ID (lot),
                           line ? FO_INT (quantity_u) : FO_NULL, FO_ID (unit)));
}

void
fo_carton_put (FoTxn *txn, FoId operation, const FoCarton *carton, const FoCarton *before)
{
  if (before)
    fo_txn_write (txn, FO_SQL_CARTON_SET, 1,
                  FO_VALUES (FO_INT (carton->id), FO_TEXT (fo_carton_state_name (carton->state)), FO_TEXT (carton->packaging),
                             FO_INT (carton->weight_u), FO_ID (carton->shipment_id), FO_INT (carton->loaded)));
  else
    insert_carton (txn, carton);
  note_step (txn, operation, carton, before, 0, 0, 0, 0);
}

void
fo_carton_move (FoTxn *txn, FoId operation, const FoCarton *carton, FoId line, FoId lot, FoQuantity quantity_u,
                FoQuantity there_u, FoId unit)
{
  const FoValue key[] = { FO_INT (carton->id), FO_INT (line), FO_INT (lot), FO_INT (ABS (quantity_u)) };

  if (quantity_u > 0)
    fo_txn_write (txn, FO_SQL_CARTON_LINE_ADD, 1, key, 4);
  else if (-quantity_u == there_u)
    fo_txn_write (txn, FO_SQL_CARTON_LINE_DELETE, 1, key, 3);
  else
    fo_txn_write (txn, FO_SQL_CARTON_LINE_TAKE, 1, key, 4);
  if (unit && quantity_u > 0)
    fo_txn_write (txn, FO_SQL_CARTON_UNIT_PUT, 1,
                  FO_VALUES (FO_INT (unit), FO_INT (carton->id), FO_INT (line), FO_INT (lot)));
  else if (unit)
    fo_txn_write (txn, FO_SQL_CARTON_UNIT_DELETE, 1, FO_VALUES (FO_INT (unit)));
  note_step (txn, operation, carton, carton, line, lot, quantity_u, unit);
}

static void
fill_step (FoRows *rows, gpointer ret)
{
  FoCartonStep *step = ret;

  memset (step, 0, sizeof *step);
  step->carton_id = fo_rows_int (rows, 0);
  step->operation = fo_rows_int (rows, 1);
  step->n = (guint) fo_rows_int (rows, 2);
  step->is_new = g_strcmp0 (fo_rows_text (rows, 3), "") == 0;
  step->before = state_of (fo_rows_text (rows, 3));
  step->after = state_of (fo_rows_text (rows, 4));
  step->weight_before_u = fo_rows_int (rows, 5);
  step->weight_u = fo_rows_int (rows, 6);
  step->loaded_before = fo_rows_int (rows, 7) != 0;
  step->loaded = fo_rows_int (rows, 8) != 0;
  step->line_id = fo_rows_int (rows, 9);
  step->lot_id = fo_rows_int (rows, 10);
  step->quantity_u = fo_rows_int (rows, 11);
  step->unit_id = fo_rows_int (rows, 12);
}

static int
by_n (gconstpointer a, gconstpointer b)
{
  const FoCartonStep *x = a, *y = b;

  if (x->carton_id != y->carton_id)
    return (x->carton_id > y->carton_id) - (x->carton_id < y->carton_id);
  return (x->n > y->n) - (x->n < y->n);
}

bool
fo_carton_steps_of_operation (FoTxn *txn, FoId operation, GArray *steps, GError **error)
{
  if (!fo_fill_all (txn, FO_SQL_CARTON_STEPS_OF_OPERATION, FO_VALUES (FO_INT (operation)), fill_step, steps, error))
    return false;
  g_array_sort (steps, by_n);
  return true;
}

static void
fill_event (FoRows *rows, gpointer ret)
{
  FoCartonEvent *event = ret;

  memset (event, 0, sizeof *event);
  event->operation = fo_rows_int (rows, 0);
  fo_rows_copy (rows, 1, event->kind, sizeof event->kind);
  fo_rows_copy (rows, 2, event->person, sizeof event->person);
  fo_rows_copy (rows, 3, event->station, sizeof event->station);
  event->day = fo_rows_day (rows, 4);
  event->made_at_us = fo_rows_int (rows, 5);
  event->is_new = g_strcmp0 (fo_rows_text (rows, 6), "") == 0;
  event->before = state_of (fo_rows_text (rows, 6));
  event->after = state_of (fo_rows_text (rows, 7));
  event->weight_before_u = fo_rows_int (rows, 8);
  event->weight_u = fo_rows_int (rows, 9);
  event->loaded_before = fo_rows_int (rows, 10) != 0;
  event->loaded = fo_rows_int (rows, 11) != 0;
  event->quantity_u = fo_rows_int (rows, 12);
  fo_rows_copy (rows, 13, event->item, sizeof event->item);
  fo_rows_copy (rows, 14, event->name, sizeof event->name);
  fo_rows_copy (rows, 15, event->name_de, sizeof event->name_de);
  fo_rows_copy (rows, 16, event->name_en, sizeof event->name_en);
  fo_rows_copy (rows, 17, event->unit, sizeof event->unit);
  fo_rows_copy (rows, 18, event->lot, sizeof event->lot);
  event->expires_on = fo_rows_day (rows, 19);
  fo_rows_copy (rows, 20, event->identity, sizeof event->identity);
}

bool
fo_carton_history (FoTxn *txn, FoId carton, GArray *events, GError **error)
{
  return fo_fill_all (txn, FO_SQL_CARTON_HISTORY, FO_VALUES (FO_INT (carton)), fill_event, events, error);
}

/* ---- numbers --------------------------------------------------------------------------------------------------------------- */

static void
fill_number (FoRows *rows, gpointer ret)
{
  *(gint64 *) ret = fo_rows_int (rows, 0);
}

bool
fo_sscc_take (FoTxn *txn, const char *company, gint64 *ret_number, GError **error)
{
  return fo_fill_one (txn, FO_SQL_SSCC_TAKE, FO_VALUES (FO_TEXT (company)), fill_number, ret_number, error) == FO_FOUND;
}

bool
fo_sscc_last (FoTxn *txn, const char *company, gint64 *ret_last, GError **error)
{
  *ret_last = 0;
  return fo_fill_one (txn, FO_SQL_SSCC_LAST, FO_VALUES (FO_TEXT (company)), fill_number, ret_last, error) != FO_FAILED;
}

void
fo_sscc_set_last (FoTxn *txn, const char *company, gint64 last)
{
  fo_txn_write (txn, FO_SQL_SSCC_SET, FO_ANY, FO_VALUES (FO_TEXT (company), FO_INT (last)));
}

void
fo_orders_set_packing (FoTxn *txn, FoPacking packing)
{
  fo_txn_write (txn, FO_SQL_ORDERS_SET_PACKING, FO_ANY, FO_VALUES (FO_INT (packing)));
}

/* ---- shipments taken back -------------------------------------------------------------------------------------------------- */

static void
fill_shipment (FoRows *rows, gpointer ret)
{
  FoShipmentRow *shipment = ret;

  memset (shipment, 0, sizeof *shipment);
  shipment->id = fo_rows_int (rows, 0);
  shipment->operation = fo_rows_int (rows, 1);
  shipment->order_id = fo_rows_int (rows, 2);
  fo_rows_copy (rows, 3, shipment->number, sizeof shipment->number);
  shipment->shipped_on = fo_rows_day (rows, 4);
  shipment->cancelled_by = fo_rows_int (rows, 5);
}

FoFound
fo_shipment_row_of_operation (FoTxn *txn, FoId order, FoId operation, FoShipmentRow *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_SHIPMENT_OF_OPERATION, FO_VALUES (FO_INT (order), FO_INT (operation)), fill_shipment, ret, error);
}

FoFound
fo_shipment_row_numbered (FoTxn *txn, const char *number, FoShipmentRow *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_SHIPMENT_NUMBERED, FO_VALUES (FO_TEXT (number)), fill_shipment, ret, error);
}

bool
fo_shipment_came_back (FoTxn *txn, FoId shipment, bool *ret_came, GError **error)
{
  gint64 one;
  FoFound found = fo_fill_one (txn, FO_SQL_SHIPMENT_CAME_BACK, FO_VALUES (FO_INT (shipment)), fill_number, &one, error);

  *ret_came = found == FO_FOUND;
  return found != FO_FAILED;
}

void
fo_shipment_cancel (FoTxn *txn, FoId shipment, FoId operation)
{
  fo_txn_write (txn, FO_SQL_SHIPMENT_CANCEL, 1, FO_VALUES (FO_INT (shipment), FO_INT (operation)));
  fo_txn_write (txn, FO_SQL_SHIPMENT_LINES_DELETE, FO_ANY, FO_VALUES (FO_INT (shipment)));
}

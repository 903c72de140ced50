/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/vouchers.h"
#include "fill.h"

static void
fill_moved (FoRows *rows, gpointer ret)
{
  FoMoved *moved = ret;

  memset (moved, 0, sizeof *moved);
  fo_move_kind_parse (fo_rows_text (rows, 0), &moved->kind);
  moved->item_id = fo_rows_int (rows, 1);
  moved->lot_id = fo_rows_int (rows, 2);
  fo_rows_copy (rows, 3, moved->lot, sizeof moved->lot);
  moved->expires_on = fo_rows_day (rows, 4);
  fo_rows_copy (rows, 5, moved->from, sizeof moved->from);
  fo_place_kind_parse (fo_rows_text (rows, 6), &moved->from_kind);
  fo_rows_copy (rows, 7, moved->to, sizeof moved->to);
  fo_place_kind_parse (fo_rows_text (rows, 8), &moved->to_kind);
  moved->quantity_u = fo_rows_int (rows, 9);
  fo_rows_copy (rows, 10, moved->reason, sizeof moved->reason);
  moved->line_id = fo_rows_int (rows, 11);
}

bool
fo_moved_by_operation (FoTxn *txn, FoId operation, GArray *moved, GError **error)
{
  return fo_fill_all (txn, FO_SQL_MOVED_BY_OPERATION, FO_VALUES (FO_INT (operation)), fill_moved, moved, error);
}

bool
fo_moved_for_supply (FoTxn *txn, FoId supply, GArray *moved, GError **error)
{
  return fo_fill_all (txn, FO_SQL_MOVED_FOR_SUPPLY, FO_VALUES (FO_INT (supply)), fill_moved, moved, error);
}

static void
fill_who (FoRows *rows, gpointer ret)
{
  FoOperationWho *who = ret;

  memset (who, 0, sizeof *who);
  fo_rows_copy (rows, 0, who->kind, sizeof who->kind);
  fo_rows_copy (rows, 1, who->person, sizeof who->person);
  who->day = fo_rows_day (rows, 2);
}

FoFound
fo_operation_who (FoTxn *txn, FoId operation, FoOperationWho *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_OPERATION_WHO, FO_VALUES (FO_INT (operation)), fill_who, ret, error);
}

static void
fill_shipment (FoRows *rows, gpointer ret)
{
  FoShipment *shipment = ret;

  memset (shipment, 0, sizeof *shipment);
  shipment->id = fo_rows_int (rows, 0);
  shipment->order_id = fo_rows_int (rows, 1);
  fo_rows_copy (rows, 2, shipment->number, sizeof shipment->number);
  shipment->shipped_on = fo_rows_day (rows, 3);
  shipment->operation = fo_rows_int (rows, 4);
}

FoFound
fo_shipment_find (FoTxn *txn, const char *number, FoShipment *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_SHIPMENT_BY_NUMBER, FO_VALUES (FO_TEXT (number)), fill_shipment, ret, error);
}

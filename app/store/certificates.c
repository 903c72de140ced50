/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/certificates.h"
#include "fill.h"

void
fo_certificate_insert (FoTxn *txn, const FoCertificate *certificate)
{
  fo_txn_write (txn, FO_SQL_CERTIFICATE_INSERT, 1,
                FO_VALUES (FO_INT (certificate->id), FO_INT (certificate->operation), FO_ID (certificate->lot_id),
                           FO_ID (certificate->unit_id), FO_ID (certificate->line_id), FO_TEXT (certificate->number), FO_DAY (certificate->confirmed_on)));
}

static void
fill_certificate (FoRows *rows, gpointer ret)
{
  FoCertificate *certificate = ret;

  memset (certificate, 0, sizeof *certificate);
  certificate->id = fo_rows_int (rows, 0);
  certificate->operation = fo_rows_int (rows, 1);
  certificate->lot_id = fo_rows_int (rows, 2);
  certificate->unit_id = fo_rows_int (rows, 3);
  certificate->line_id = fo_rows_int (rows, 4);
  fo_rows_copy (rows, 5, certificate->number, sizeof certificate->number);
  certificate->confirmed_on = fo_rows_day (rows, 6);
}

FoFound
fo_certificate_of_lot (FoTxn *txn, FoId lot, FoCertificate *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_CERTIFICATE_OF_LOT, FO_VALUES (FO_INT (lot)), fill_certificate, ret, error);
}

FoFound
fo_certificate_of_unit (FoTxn *txn, FoId unit, FoCertificate *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_CERTIFICATE_OF_UNIT, FO_VALUES (FO_INT (unit)), fill_certificate, ret, error);
}

void
fo_certificates_undo (FoTxn *txn, FoId operation)
{
  fo_txn_write (txn, FO_SQL_CERTIFICATES_LINES_FORGET, FO_ANY, FO_VALUES (FO_INT (operation)));
  fo_txn_write (txn, FO_SQL_CERTIFICATES_FORGET, FO_ANY, FO_VALUES (FO_INT (operation)));
  fo_txn_write (txn, FO_SQL_CERTIFICATES_DUE_AGAIN, FO_ANY, FO_VALUES (FO_INT (operation)));
}

void
fo_certificate_due_add (FoTxn *txn, FoId shipment, FoId line, FoId lot)
{
  fo_txn_write (txn, FO_SQL_CERTIFICATE_DUE_ADD, FO_ANY, FO_VALUES (FO_INT (shipment), FO_INT (line), FO_INT (lot)));
}

void
fo_certificates_close_line (FoTxn *txn, FoId line, FoId operation)
{
  fo_txn_write (txn, FO_SQL_CERTIFICATES_CLOSE_LINE, FO_ANY, FO_VALUES (FO_INT (line), FO_INT (operation)));
}

void
fo_certificates_close_lot (FoTxn *txn, FoId lot, FoId operation)
{
  fo_txn_write (txn, FO_SQL_CERTIFICATES_CLOSE_LOT, FO_ANY, FO_VALUES (FO_INT (lot), FO_INT (operation)));
}

void
fo_certificates_close_unit (FoTxn *txn, const FoUnit *unit, FoId operation)
{
  fo_txn_write (txn, FO_SQL_CERTIFICATES_CLOSE_UNIT, FO_ANY,
                FO_VALUES (FO_INT (unit->line_id), FO_INT (unit->shipment_id), FO_INT (unit->item_id), FO_TEXT (unit->lot),
                           FO_INT (operation)));
}

static void
fill_due (FoRows *rows, gpointer ret)
{
  FoCertificateDue *due = ret;

  memset (due, 0, sizeof *due);
  due->shipment_id = fo_rows_int (rows, 0);
  due->line_id = fo_rows_int (rows, 1);
  due->lot_id = fo_rows_int (rows, 2);
  due->order_id = fo_rows_int (rows, 3);
  fo_rows_copy (rows, 4, due->order, sizeof due->order);
  fo_rows_copy (rows, 5, due->deal, sizeof due->deal);
  fo_rows_copy (rows, 6, due->customer, sizeof due->customer);
  fo_rows_copy (rows, 7, due->shipment, sizeof due->shipment);
  due->shipped_on = fo_rows_day (rows, 8);
  fo_rows_copy (rows, 9, due->item, sizeof due->item);
  fo_rows_copy (rows, 10, due->name, sizeof due->name);
  fo_rows_copy (rows, 11, due->lot, sizeof due->lot);
  due->quantity_u = fo_rows_int (rows, 12);
  due->open = fo_rows_int (rows, 13) != 0;
}

bool
fo_certificates_open (FoTxn *txn, const FoCertificateDue *after, guint limit, GArray *dues, GError **error)
{
  return fo_fill_all (txn, FO_SQL_CERTIFICATES_OPEN,
                      FO_VALUES (FO_INT (after ? after->shipment_id : 0), FO_INT (after ? after->line_id : 0),
                                 FO_INT (after ? after->lot_id : 0), FO_INT (limit)),
                      fill_due, dues, error);
}

bool
fo_certificates_of_order (FoTxn *txn, FoId order, GArray *dues, GError **error)
{
  return fo_fill_all (txn, FO_SQL_CERTIFICATES_OF_ORDER, FO_VALUES (FO_INT (order)), fill_due, dues, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/barcodes.h"
#include "fill.h"

static void
fill_meaning (FoRows *rows, gpointer ret)
{
  FoMeaning *meaning = ret;

  fo_rows_copy (rows, 0, meaning->code, sizeof meaning->code);
  meaning->item = fo_rows_int (rows, 1);
  meaning->quantity_u = fo_rows_int (rows, 2);
  meaning->learned_by = fo_rows_int (rows, 3);
}

bool
fo_meaning_get (FoTxn *txn, const char *code, FoMeaning *ret, GError **error)
{
  *ret = (FoMeaning){ .item = 0 };
  g_strlcpy (ret->code, code, sizeof ret->code);
  return fo_fill_one (txn, FO_SQL_BARCODE_GET, FO_VALUES (FO_TEXT (code)), fill_meaning, ret, error) != FO_FAILED;
}

void
fo_meaning_change (FoTxn *txn, FoId operation, const FoMeaning *before, const FoMeaning *after)
{
  if (before->item == after->item && before->quantity_u == after->quantity_u && before->learned_by == after->learned_by)
    return;
  if (after->item)
    fo_txn_write (txn, FO_SQL_BARCODE_SET, 1,
                  FO_VALUES (FO_TEXT (after->code), FO_INT (after->item), FO_INT (after->quantity_u),
                             FO_ID (after->learned_by)));
  else
    fo_txn_write (txn, FO_SQL_BARCODE_DELETE, 1, FO_VALUES (FO_TEXT (before->code)));
  fo_txn_write (txn, FO_SQL_BARCODE_CHANGE_INSERT, 1,
                FO_VALUES (FO_INT (operation), FO_TEXT (before->code), FO_ID (before->item),
                           FO_ID (before->quantity_u), FO_ID (before->learned_by), FO_ID (after->item),
                           FO_ID (after->item ? after->quantity_u : 0)));
}

static void
fill_change (FoRows *rows, gpointer ret)
{
  FoMeaningChange *change = ret;

  *change = (FoMeaningChange){ .before = { .item = 0 } };
  fo_rows_copy (rows, 0, change->before.code, sizeof change->before.code);
  fo_rows_copy (rows, 0, change->after.code, sizeof change->after.code);
  change->before.item = fo_rows_int (rows, 1);
  change->before.quantity_u = fo_rows_int (rows, 2);
  change->before.learned_by = fo_rows_int (rows, 3);
  change->after.item = fo_rows_int (rows, 4);
  change->after.quantity_u = fo_rows_int (rows, 5);
}

bool
fo_meaning_changes (FoTxn *txn, FoId operation, GArray *changes, GError **error)
{
  return fo_fill_all (txn, FO_SQL_BARCODE_CHANGES_OF_OPERATION, FO_VALUES (FO_INT (operation)), fill_change, changes,
                      error);
}

static void
fill_code (FoRows *rows, gpointer ret)
{
  FoCodeRow *row = ret;

  *row = (FoCodeRow){ .operation = fo_rows_int (rows, 4) };
  fo_rows_copy (rows, 0, row->code, sizeof row->code);
  fo_rows_copy (rows, 1, row->item, sizeof row->item);
  fo_rows_copy (rows, 2, row->name, sizeof row->name);
  row->quantity_u = fo_rows_int (rows, 3);
  fo_rows_copy (rows, 5, row->person, sizeof row->person);
  fo_rows_copy (rows, 6, row->station, sizeof row->station);
  row->at_us = fo_rows_int (rows, 7);
}

bool
fo_codes_page (FoTxn *txn, const char *after, guint limit, GArray *rows, GError **error)
{
  return fo_fill_all (txn, FO_SQL_BARCODE_PAGE, FO_VALUES (FO_TEXT (after), FO_INT (limit)), fill_code, rows, error);
}

bool
fo_codes_of_item (FoTxn *txn, FoId item, guint limit, GArray *rows, GError **error)
{
  return fo_fill_all (txn, FO_SQL_BARCODE_OF_ITEM, FO_VALUES (FO_INT (item), FO_INT (limit)), fill_code, rows, error);
}

static void
fill_history (FoRows *rows, gpointer ret)
{
  FoCodeRow *row = ret;

  *row = (FoCodeRow){ .operation = fo_rows_int (rows, 0) };
  fo_rows_copy (rows, 1, row->item_before, sizeof row->item_before);
  row->quantity_before_u = fo_rows_int (rows, 2);
  fo_rows_copy (rows, 3, row->item, sizeof row->item);
  row->quantity_u = fo_rows_int (rows, 4);
  fo_rows_copy (rows, 5, row->person, sizeof row->person);
  fo_rows_copy (rows, 6, row->station, sizeof row->station);
  row->at_us = fo_rows_int (rows, 7);
  fo_rows_copy (rows, 8, row->kind, sizeof row->kind);
}

bool
fo_code_history (FoTxn *txn, const char *code, GArray *rows, GError **error)
{
  guint first = rows->len;

  if (!fo_fill_all (txn, FO_SQL_BARCODE_HISTORY, FO_VALUES (FO_TEXT (code)), fill_history, rows, error))
    return false;
  for (guint i = first; i < rows->len; i++)
    g_strlcpy (g_array_index (rows, FoCodeRow, i).code, code, FO_BARCODE_MAX);
  return true;
}

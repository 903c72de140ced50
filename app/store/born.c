/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/born.h"
#include "fill.h"
#include "firstout/store/meta.h"

bool
fo_born_next (FoTxn *txn, char number[FO_NUMBER_MAX], GError **error)
{
  g_autofree char *count = NULL;

  fo_txn_write (txn, FO_SQL_BORN_COUNT, 1, NULL, 0);
  if (!fo_meta_get (txn, "born", &count, error))
    return false;
  g_snprintf (number, FO_NUMBER_MAX, FO_BORN_PREFIX "%06" G_GINT64_FORMAT, g_ascii_strtoll (count, NULL, 10));
  return true;
}

void
fo_born_insert (FoTxn *txn, const FoBorn *born, FoId operation)
{
  fo_txn_write (txn, FO_SQL_BORN_INSERT, 1,
                FO_VALUES (FO_TEXT (born->number), FO_ID (born->order_id), FO_ID (born->supply_id), FO_INT (operation)));
}

static void
fill_born (FoRows *rows, gpointer ret)
{
  FoBorn *born = ret;

  fo_rows_copy (rows, 0, born->number, sizeof born->number);
  born->order_id = fo_rows_int (rows, 1);
  born->supply_id = fo_rows_int (rows, 2);
  born->matched_by = fo_rows_int (rows, 3);
  born->told = fo_rows_int (rows, 4) != 0;
}

FoFound
fo_born_find (FoTxn *txn, const char *number, FoBorn *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_BORN_BY_NUMBER, FO_VALUES (FO_TEXT (number)), fill_born, ret, error);
}

FoFound
fo_born_of_order (FoTxn *txn, FoId order, FoBorn *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_BORN_OF_ORDER, FO_VALUES (FO_INT (order)), fill_born, ret, error);
}

FoFound
fo_born_of_supply (FoTxn *txn, FoId supply, FoBorn *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_BORN_OF_SUPPLY, FO_VALUES (FO_INT (supply)), fill_born, ret, error);
}

bool
fo_born_page (FoTxn *txn, const char *after, guint limit, GArray *born, GError **error)
{
  return fo_fill_all (txn, FO_SQL_BORN_PAGE, FO_VALUES (FO_TEXT (after), FO_INT (limit)), fill_born, born, error);
}

bool
fo_born_open (FoTxn *txn, guint limit, GArray *born, GError **error)
{
  return fo_fill_all (txn, FO_SQL_BORN_OPEN, FO_VALUES (FO_INT (limit)), fill_born, born, error);
}

void
fo_born_set (FoTxn *txn, const FoBorn *born)
{
  fo_txn_write (txn, FO_SQL_BORN_SET, 1,
                FO_VALUES (FO_TEXT (born->number), FO_ID (born->matched_by), FO_INT (born->told)));
}

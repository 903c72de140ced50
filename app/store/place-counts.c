/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/place-counts.h"
#include "fill.h"

static void
fill_count (FoRows *rows, gpointer ret)
{
  FoPlaceCount *count = ret;

  memset (count, 0, sizeof *count);
  count->place.id = fo_rows_int (rows, 0);
  fo_rows_copy (rows, 1, count->place.code, sizeof count->place.code);
  fo_rows_copy (rows, 2, count->place.name, sizeof count->place.name);
  fo_place_kind_parse (fo_rows_text (rows, 3), &count->place.kind);
  count->place.route = (gint32) fo_rows_int (rows, 4);
  count->counted = fo_rows_int (rows, 5) != 0;
  count->being_done = fo_rows_int (rows, 6) != 0;
}

bool
fo_place_counts_page (FoTxn *txn, const char *after, guint limit, GArray *counts, GError **error)
{
  return fo_fill_all (txn, FO_SQL_PLACE_COUNT_PAGE, FO_VALUES (FO_TEXT (after), FO_INT (limit)), fill_count, counts, error);
}

static void
fill_sum (FoRows *rows, gpointer ret)
{
  guint *sum = ret;

  sum[0] = (guint) fo_rows_int (rows, 0);
  sum[1] = (guint) fo_rows_int (rows, 1);
}

bool
fo_place_counts_sum (FoTxn *txn, guint *ret_places, guint *ret_counted, GError **error)
{
  guint sum[2] = { 0, 0 };

  if (fo_fill_one (txn, FO_SQL_PLACE_COUNT_SUM, NULL, 0, fill_sum, sum, error) == FO_FAILED)
    return false;
  *ret_places = sum[0];
  *ret_counted = sum[1];
  return true;
}

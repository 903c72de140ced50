/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/place-counts.h"
#include "fill.h"

static void
fill_place (FoRows *rows, FoPlace *place)
{
  place->id = fo_rows_int (rows, 0);
  fo_rows_copy (rows, 1, place->code, sizeof place->code);
  fo_rows_copy (rows, 2, place->name, sizeof place->name);
  fo_place_kind_parse (fo_rows_text (rows, 3), &place->kind);
  place->route = (gint32) fo_rows_int (rows, 4);
}

static void
fill_count (FoRows *rows, gpointer ret)
{
  FoPlaceCount *count = ret;

  memset (count, 0, sizeof *count);
  fill_place (rows, &count->place);
  count->counted = fo_rows_int (rows, 5) != 0;
  count->being_done = fo_rows_int (rows, 6) != 0;
}

bool
fo_place_counts_page (FoTxn *txn, const char *after, guint limit, GArray *counts, GError **error)
{
  return fo_fill_all (txn, FO_SQL_PLACE_COUNT_PAGE, FO_VALUES (FO_TEXT (after), FO_INT (limit)), fill_count, counts, error);
}

static void
fill_stock (FoRows *rows, gpointer ret)
{
  FoPlaceStock *stock = ret;

  memset (stock, 0, sizeof *stock);
  fill_place (rows, &stock->place);
  stock->lots = (guint) fo_rows_int (rows, 5);
}

/* Behind every text that begins with PREFIX stands PREFIX and the last character there is. */
bool
fo_place_stocks_page (FoTxn *txn, const char *prefix, const char *after, guint limit, GArray *stocks, GError **error)
{
  g_autofree char *until = g_strconcat (prefix, "\xf4\x8f\xbf\xbf", NULL);

  return fo_fill_all (txn, FO_SQL_PLACE_STOCK_PAGE,
                      FO_VALUES (FO_TEXT (strcmp (after, prefix) > 0 ? after : prefix), FO_TEXT (until), FO_INT (limit), FO_INT (FO_PLACE_STOCK_MAX)),
                      fill_stock, stocks, error);
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

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Counting: differences, what is counted again, what is missing unseen. */
#include "cells.h"
#include "firstout/core/stocktake.h"

static void
check_counted (const FoTableRow *row, gpointer data G_GNUC_UNUSED)
{
  FoCounted counted = { cell_quantity (row, 0), cell_quantity (row, 1), cell_quantity (row, 2) };

  row_quantity (row, "the difference", fo_counted_difference (counted), 3);
  fo_row_text (row, "unsure", fo_counted_is_unsure (counted) ? "unsure" : "", row->cells[4]);
}

static void
test_counted (void)
{
  fo_table_run ("stocktake.table", 5, check_counted, NULL);
}

static void
check_over (const FoTableRow *row, gpointer data G_GNUC_UNUSED)
{
  FoCountLimit limit = { row->cells[0][0] ? cell_quantity (row, 0) : -1, row->cells[1][0] ? cell_int (row, 1) : -1 };

  fo_row_text (row, "over", fo_count_is_over (limit, cell_quantity (row, 2), cell_quantity (row, 3)) ? "over" : "", row->cells[4]);
}

static void
test_over (void)
{
  fo_table_run ("stocktake-over.table", 5, check_over, NULL);
}

static void
check_unseen (const FoTableRow *row, gpointer data G_GNUC_UNUSED)
{
  row_quantity (row, "missing", fo_count_unseen (cell_quantity (row, 0), cell_quantity (row, 1)), 2);
}

static void
test_unseen (void)
{
  fo_table_run ("stocktake-unseen.table", 3, check_unseen, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/stocktake/counted", test_counted);
  g_test_add_func ("/core/stocktake/over", test_over);
  g_test_add_func ("/core/stocktake/unseen", test_unseen);
  return g_test_run ();
}

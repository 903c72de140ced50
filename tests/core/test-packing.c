/* SPDX-License-Identifier: GPL-3.0-or-later
 * Into cartons, and out of the door; and the numbers that cartons have. */
#include "cells.h"
#include "firstout/core/packing.h"

CELL_OF (FoPacking, packing)

static void
check (const FoTableRow *row, gpointer data G_GNUC_UNUSED)
{
  FoQuantity picked_u = cell_quantity (row, 2), packed_u = cell_quantity (row, 3), open_u = cell_quantity (row, 4);
  gboolean part = strcmp (row->cells[0], "part") == 0;

  if (strcmp (row->cells[0], "add") == 0)
    fo_row_verdict (row, 6, fo_packing_may_add (picked_u, packed_u, cell_quantity (row, 5)));
  else
    fo_row_verdict (row, 6, fo_packing_may_ship (cell_packing (row, 1), part, picked_u, packed_u, open_u));
}

static void
test_table (void)
{
  fo_table_run ("packing.table", 7, check, NULL);
}

static void
test_states (void)
{
  g_assert_cmpint (fo_carton_may_fill (FO_CARTON_IS_OPEN), ==, FO_OK);
  g_assert_cmpint (fo_carton_may_fill (FO_CARTON_IS_CLOSED), ==, FO_CARTON_CLOSED);
  g_assert_cmpint (fo_carton_may_fill (FO_CARTON_IS_SHIPPED), ==, FO_CARTON_GONE);
  g_assert_cmpint (fo_carton_may_fill (FO_CARTON_IS_CANCELLED), ==, FO_CARTON_GONE);
}

static void
test_range (void)
{
  g_assert_cmpint (fo_sscc_room ("3460123456"), ==, 9999999);
  g_assert_cmpint (fo_sscc_room ("3460123456789"), ==, 9999);
  g_assert_cmpint (fo_sscc_room (""), ==, 0);
  g_assert_cmpint (fo_sscc_room ("346"), ==, 0);
  g_assert_cmpint (fo_sscc_room ("34601234567890"), ==, 0);
  g_assert_cmpint (fo_sscc_room ("346012345x"), ==, 0);
  g_assert_false (fo_sscc_runs_out (9999999, 1001));
  g_assert_true (fo_sscc_runs_out (9999999, 1000));
  g_assert_false (fo_sscc_runs_out (9999, 1000));
  g_assert_true (fo_sscc_runs_out (9999, 999));
  g_assert_true (fo_sscc_runs_out (9999, 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/packing/table", test_table);
  g_test_add_func ("/core/packing/states", test_states);
  g_test_add_func ("/core/packing/range", test_range);
  return g_test_run ();
}

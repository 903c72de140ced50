/* SPDX-License-Identifier: GPL-3.0-or-later
 * Supplies: what is still to come, and what may be received. */
#include "cells.h"
#include "firstout/core/supply.h"

TEST_NAMES (FoSupplyKind, supply_kind, TRUE, "production", "purchase")
TEST_NAMES (FoSupplyState, supply_state, TRUE, "open", "closed", "cancelled", "proposed")
CELL_OF (FoSupplyState, supply_state)

static void
check_open (const FoTableRow *row, gpointer data G_GNUC_UNUSED)
{
  FoSupply supply = { .state = cell_supply_state (row, 0),
                      .ordered_u = cell_quantity (row, 1),
                      .received_u = cell_quantity (row, 2),
                      .promised_u = cell_quantity (row, 3) };

  row_quantity (row, "still to come", fo_supply_open (&supply), 4);
  row_quantity (row, "promised to nobody", fo_supply_room (&supply), 5);
}

static void
test_open (void)
{
  fo_table_run ("supply-open.table", 6, check_open, NULL);
}

static void
check_receive (const FoTableRow *row, gpointer data G_GNUC_UNUSED)
{
  FoSupply supply = { .state = cell_supply_state (row, 0),
                      .ordered_u = cell_quantity (row, 1),
                      .received_u = cell_quantity (row, 2),
                      .tolerance_percent = cell_int (row, 3) };

  fo_row_verdict (row, 5, fo_supply_may_receive (&supply, cell_quantity (row, 4)));
}

static void
test_receive (void)
{
  fo_table_run ("supply-receive.table", 6, check_receive, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/supply/names/kind", test_supply_kind_names);
  g_test_add_func ("/core/supply/names/state", test_supply_state_names);
  g_test_add_func ("/core/supply/open", test_open);
  g_test_add_func ("/core/supply/receive", test_receive);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Places: which have shelves, and which of those issue. */
#include "cells.h"
#include "firstout/core/place.h"

TEST_NAMES (FoPlaceKind,
            place_kind,
            TRUE,
            "dock",
            "bin",
            "bench",
            "quarantine",
            "shut",
            "supplier",
            "customer",
            "production",
            "scrap",
            "difference",
            "opening",
            "transit")
CELL_OF (FoPlaceKind, place_kind)

static void
check_kind (const FoTableRow *row, gpointer data G_GNUC_UNUSED)
{
  FoPlaceKind kind = cell_place_kind (row, 0);

  if (fo_place_is_real (kind) != cell_is (row, 1, "real"))
    fo_row_fail (row, "shelves: %s", fo_place_is_real (kind) ? "real" : "none");
  if (fo_place_issues (kind) != cell_is (row, 2, "issues"))
    fo_row_fail (row, "it %s", fo_place_issues (kind) ? "issues" : "does not issue");
}

static void
test_kinds (void)
{
  g_assert_cmpuint (fo_table_run ("place-kind.table", 3, check_kind, NULL), ==, FO_N_PLACE_KINDS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/place/names", test_place_kind_names);
  g_test_add_func ("/core/place/kinds", test_kinds);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Claims: how far each may go; and the words of the store. */
#include "cells.h"
#include "firstout/core/claim.h"

TEST_NAMES (FoClaimKind, claim_kind, TRUE, "shortage", "damage", "wrong-item", "quality")
TEST_NAMES (FoClaimState, claim_state, TRUE, "open", "accepted", "refused", "settled")
TEST_NAMES (FoReturnDecision, return_decision, TRUE, "stock", "scrap", "to-supplier", "repair")
CELL_OF (FoClaimState, claim_state)

static void
check_step (const FoTableRow *row, gpointer data G_GNUC_UNUSED)
{
  fo_row_verdict (row, 2, fo_claim_may_step (cell_claim_state (row, 0), cell_claim_state (row, 1)));
}

static void
test_step (void)
{
  g_assert_cmpuint (fo_table_run ("claim-step.table", 3, check_step, NULL), ==, FO_N_CLAIM_STATES * FO_N_CLAIM_STATES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/claim/names/kind", test_claim_kind_names);
  g_test_add_func ("/core/claim/names/state", test_claim_state_names);
  g_test_add_func ("/core/claim/names/decision", test_return_decision_names);
  g_test_add_func ("/core/claim/step", test_step);
  return g_test_run ();
}

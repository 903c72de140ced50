/* SPDX-License-Identifier: GPL-3.0-or-later
 * The arithmetic of a balance. */
#include "cells.h"
#include "firstout/core/ledger.h"
#include "support/seed.h"

static FoVerdict
act (FoBalance *balance, const char *name, FoQuantity quantity_u, FoQuantity held_u)
{
  if (strcmp (name, "give") == 0)
    return fo_balance_give (balance, quantity_u, held_u);
  if (strcmp (name, "take") == 0)
    return fo_balance_take (balance, quantity_u, held_u);
  if (strcmp (name, "hold") == 0)
    return fo_balance_hold (balance, quantity_u);
  g_assert_cmpstr (name, ==, "release");
  return fo_balance_release (balance, quantity_u);
}

static void
check_balance (const FoTableRow *row, gpointer data G_GNUC_UNUSED)
{
  FoBalance balance = { cell_quantity (row, 0), cell_quantity (row, 1) };

  fo_row_verdict (row, 5, act (&balance, row->cells[2], cell_quantity (row, 3), cell_quantity (row, 4)));
  row_quantity (row, "on hand", balance.on_hand_u, 6);
  row_quantity (row, "held", balance.held_u, 7);
  g_assert_cmpint (fo_balance_free (balance), ==, balance.on_hand_u - balance.held_u);
}

static void
test_table (void)
{
  fo_table_run ("balance.table", 8, check_balance, NULL);
}

/* The edge of what 64 bits hold is a refusal, not a wrap. */
static void
test_overflow (void)
{
  FoBalance balance = { INT64_MAX - 5, 3 };

  g_assert_cmpint (fo_balance_give (&balance, 6, 6), ==, FO_QUANTITY_TOO_LARGE);
  g_assert_cmpint (balance.on_hand_u, ==, INT64_MAX - 5);
  g_assert_cmpint (balance.held_u, ==, 3);
  g_assert_cmpint (fo_balance_give (&balance, 5, 5), ==, FO_OK);
  g_assert_cmpint (balance.on_hand_u, ==, INT64_MAX);
  g_assert_cmpint (balance.held_u, ==, 8);
}

/* Whatever is asked of a balance: it stays 0 <= held <= on hand, what is answered OK is done to the piece, and what is
 * refused changes nothing. */
static void
test_never_negative (void)
{
  static const char *const acts[] = { "give", "take", "hold", "release" };
  g_autoptr (GRand) rand = fo_test_rand ("balance");
  FoBalance balance = { 0, 0 };
  guint n = fo_test_count (100000);

  for (guint i = 0; i < n; i++) {
    const char *name = acts[g_rand_int_range (rand, 0, 4)];
    FoQuantity quantity_u = g_rand_int_range (rand, 1, 6), held_u = g_rand_int_range (rand, 0, (gint) quantity_u + 1);
    FoBalance before = balance;
    FoVerdict verdict = act (&balance, name, quantity_u, held_u);
    gint64 on_hand_u = name[0] == 'g' ? quantity_u : name[0] == 't' ? -quantity_u : 0;
    gint64 held_change_u = name[0] == 'g'   ? held_u
                           : name[0] == 't' ? -held_u
                           : name[0] == 'h' ? quantity_u
                                            : -quantity_u;
    gint64 done = verdict == FO_OK;

    g_assert_cmpint (balance.on_hand_u, ==, before.on_hand_u + done * on_hand_u);
    g_assert_cmpint (balance.held_u, ==, before.held_u + done * held_change_u);
    g_assert_true (0 <= balance.held_u && balance.held_u <= balance.on_hand_u);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/ledger/table", test_table);
  g_test_add_func ("/core/ledger/overflow", test_overflow);
  g_test_add_func ("/core/ledger/never-negative", test_never_negative);
  return g_test_run ();
}

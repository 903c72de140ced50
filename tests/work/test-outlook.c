/* SPDX-License-Identifier: GPL-3.0-or-later
 * What ends when, and what of it deals will take before. */
#include "warehouse.h"

#include "firstout/work/outlook.h"

static FoTxnEnd
read_all (FoTxn *txn, gpointer data, GError **error)
{
  bool more = true;

  while (more)
    if (!fo_outlook_read (data, txn, 1, &more, error))
      return FO_TXN_FAIL;
  return FO_TXN_COMMIT;
}

static FoOutlook *
outlook_on (Warehouse *w, FoDay today)
{
  FoOutlook *outlook = fo_outlook_new (today);
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_store_read (w->store, read_all, outlook, &error));
  return outlook;
}

static FoOutlook *
outlook_of (Warehouse *w)
{
  return outlook_on (w, fo_store_today (w->store));
}

static void
expect_week (const FoOutlook *outlook, int week, int held, int promised, int at_risk)
{
  const FoOutlookWeek *is = &fo_outlook_weeks (outlook)[week];

  g_assert_cmpint (is->held_u, ==, held * FO_ONE);
  g_assert_cmpint (is->promised_u, ==, promised * FO_ONE);
  g_assert_cmpint (is->risk_u, ==, at_risk * FO_ONE);
  g_assert_cmpuint (is->held_lots + is->promised_lots + is->risk_lots, ==, is->lots);
}

/* A lot counts once: as what needs a person most. */
static void
expect_lots (const FoOutlook *outlook, int week, guint held, guint promised, guint at_risk)
{
  const FoOutlookWeek *is = &fo_outlook_weeks (outlook)[week];

  g_assert_cmpuint (is->held_lots, ==, held);
  g_assert_cmpuint (is->promised_lots, ==, promised);
  g_assert_cmpuint (is->risk_lots, ==, at_risk);
}

/* It is 2026-11-22: the first week ends on the 28th, the second on December 5. Promises take what ends first; what nobody takes is at
 * risk; what ended yesterday is over; what ends in a year is not looked at, and neither is a blocked lot. */
WAREHOUSE_TEST (test_weeks)
{
  FoId glue = warehouse_item (w, "GLUE", FO_ISSUE_FEFO, true);
  FoId order = warehouse_order (w, "1", FO_GATE_OPEN);

  warehouse_opening (w, glue, "FIRST", "2026-11-28", 10);
  warehouse_opening (w, glue, "SECOND", "2026-12-05", 20);
  warehouse_opening (w, glue, "BAD", "2026-12-05", 7);
  warehouse_opening (w, glue, "LONG", "2027-11-22", 50);
  warehouse_block (w, "BAD", "smell", FO_OK);
  g_autoptr (FoOutlook) later = outlook_on (w, fo_day_plus (fo_store_today (w->store), 7));
  expect_week (later, 0, 0, 0, 10);
  expect_week (later, 1, 0, 0, 20);
  warehouse_line (w, order, glue, 14);
  warehouse_promise (w, order, FO_OK);
  g_autoptr (FoOutlook) promised = outlook_of (w);
  expect_week (promised, 1, 0, 10, 0);
  expect_week (promised, 2, 0, 4, 16);
  expect_lots (promised, 1, 0, 1, 0);
  expect_lots (promised, 2, 0, 0, 1);
  warehouse_release (w, order, FO_OK);
  g_autoptr (FoOutlook) held = outlook_of (w);
  expect_week (held, 1, 10, 0, 0);
  expect_lots (held, 1, 1, 0, 0);
  expect_week (held, 2, 4, 0, 16);
  expect_week (held, FO_OUTLOOK_WEEKS, 0, 0, 0);
  g_assert_cmpuint (fo_outlook_lots (held)->len, ==, 2);
}

/* A promise that asks for a longer life reaches past what ends too soon. */
WAREHOUSE_TEST (test_minimum_life)
{
  FoId glue = warehouse_item (w, "GLUE", FO_ISSUE_FEFO, true);
  FoId order = warehouse_order (w, "1", FO_GATE_OPEN);

  warehouse_opening (w, glue, "FIRST", "2026-11-28", 10);
  warehouse_opening (w, glue, "SECOND", "2026-12-20", 10);
  warehouse_line_for (w, order, glue, 6, 20, "");
  warehouse_promise (w, order, FO_OK);
  g_autoptr (FoOutlook) outlook = outlook_of (w);
  expect_week (outlook, 1, 0, 0, 10);
  expect_week (outlook, 5, 0, 6, 4);
}

/* What came first leaves first, and is looked at by the day it ends all the same. */
WAREHOUSE_TEST (test_fifo)
{
  FoId glue = warehouse_item (w, "GLUE", FO_ISSUE_FIFO, true);

  warehouse_opening (w, glue, "LATE", "2026-12-05", 5);
  warehouse_opening (w, glue, "SOON", "2026-11-25", 5);
  g_autoptr (FoOutlook) outlook = outlook_of (w);
  expect_week (outlook, 1, 0, 0, 5);
  expect_week (outlook, 2, 0, 0, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fo_test_each_store ("/work/outlook/weeks", test_weeks);
  fo_test_each_store ("/work/outlook/minimum-life", test_minimum_life);
  fo_test_each_store ("/work/outlook/fifo", test_fifo);
  return g_test_run ();
}

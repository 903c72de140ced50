/* SPDX-License-Identifier: GPL-3.0-or-later
 * The single acts: what each refuses, and what it leaves behind. */
#include "warehouse.h"
#include <string.h>

/* ---- release --------------------------------------------------------------------------------------------------------------------- */

WAREHOUSE_TEST (test_release_binds_what_was_never_promised)
{
  FoId sealant = warehouse_item (w, "SEALANT-310", FO_ISSUE_FEFO, true);
  FoId order = warehouse_order (w, "214", FO_GATE_OPEN), line = warehouse_line (w, order, sealant, 6);

  warehouse_release (w, order, FO_ORDER_NOT_PROMISED);
  warehouse_opening (w, sealant, "OLD", "2027-01-31", 4);
  warehouse_release (w, order, FO_OK);
  warehouse_expect_line (w, line, "promised 0 held 4 picked 0 shipped 0 missing 2");
  warehouse_expect_clean (w);
}

WAREHOUSE_TEST (test_release_leaves_other_promises_whole)
{
  FoId sealant = warehouse_item (w, "SEALANT-310", FO_ISSUE_FIFO, true);
  FoId first = warehouse_order (w, "214", FO_GATE_OPEN), second = warehouse_order (w, "215", FO_GATE_OPEN), line, other;

  /* Long-lived goods came first; by FIFO they would leave first, but a deal needs 60 days of life and only they have it. */
  warehouse_opening (w, sealant, "LONG", "2027-06-30", 4);
  fo_store_set_today (w->store, fo_store_today (w->store) + 1);
  warehouse_opening (w, sealant, "SHORT", "2026-12-15", 4);
  line = warehouse_line_for (w, first, sealant, 4, 60, "");
  warehouse_promise (w, first, FO_OK);
  other = warehouse_line (w, second, sealant, 3);
  warehouse_release (w, second, FO_OK);
  warehouse_expect_line (w, other, "promised 0 held 3 picked 0 shipped 0 missing 0");
  g_assert_nonnull (strstr (w->reply.lines, "\"lot\":\"SHORT\""));
  g_assert_null (strstr (w->reply.lines, "\"lot\":\"LONG\""));
  warehouse_release (w, first, FO_OK);
  warehouse_expect_line (w, line, "promised 0 held 4 picked 0 shipped 0 missing 0");
  warehouse_expect_clean (w);
}

WAREHOUSE_TEST (test_a_line_takes_only_the_lot_it_wants)
{
  FoId sealant = warehouse_item (w, "SEALANT-310", FO_ISSUE_FEFO, true);
  FoId order = warehouse_order (w, "214", FO_GATE_OPEN), line;

  warehouse_opening (w, sealant, "OLD", "2027-01-31", 4);
  warehouse_opening (w, sealant, "NEW", "2027-06-30", 4);
  line = warehouse_line_for (w, order, sealant, 2, 0, "NEW");
  warehouse_release (w, order, FO_OK);
  g_assert_nonnull (strstr (w->reply.lines, "\"lot\":\"NEW\""));
  warehouse_expect_line (w, line, "promised 0 held 2 picked 0 shipped 0 missing 0");
  warehouse_expect_clean (w);
}

WAREHOUSE_TEST (test_another_station_does_not_take_it_unless_parked)
{
  FoId pump = warehouse_item (w, "PUMP-50", FO_ISSUE_FIFO, false);
  FoId order = warehouse_order (w, "300", FO_GATE_OPEN), line = warehouse_line (w, order, pump, 2);

  warehouse_opening (w, pump, "A", NULL, 2);
  warehouse_park (w, order, FO_ORDER_NOT_RELEASED);
  warehouse_release (w, order, FO_OK);
  warehouse_pick (w, order, "A", 1, NULL, FO_OK);
  w->station = "2";
  warehouse_release (w, order, FO_ORDER_TAKEN);
  g_assert_cmpint (warehouse_next (w), ==, 0);
  w->station = "1";
  g_assert_cmpint (warehouse_next (w), ==, order);
  warehouse_park (w, order, FO_OK);
  w->station = "2";
  g_assert_cmpint (warehouse_next (w), ==, order);
  warehouse_release (w, order, FO_OK);
  warehouse_pick (w, order, "A", 1, NULL, FO_COMPLETE);
  warehouse_expect_line (w, line, "promised 0 held 0 picked 2 shipped 0 missing 0");
  warehouse_expect_clean (w);
}

/* ---- short, gate, certificate ------------------------------------------------------------------------------------------------------ */

WAREHOUSE_TEST (test_goods_not_found_are_replaced)
{
  FoId sealant = warehouse_item (w, "SEALANT-310", FO_ISSUE_FEFO, true);
  FoId order = warehouse_order (w, "214", FO_GATE_OPEN), line = warehouse_line (w, order, sealant, 3);

  warehouse_opening (w, sealant, "OLD", "2027-01-31", 3);
  warehouse_opening (w, sealant, "NEW", "2027-06-30", 2);
  warehouse_release (w, order, FO_OK);
  warehouse_short (w, order, "OLD", "", FO_REASON_NEEDED);
  warehouse_short (w, order, "NEW", "not-found", FO_NOT_ON_THIS_ORDER);
  warehouse_short (w, order, "OLD", "not-found", FO_OK);
  warehouse_expect_line (w, line, "promised 0 held 2 picked 0 shipped 0 missing 1");
  warehouse_expect_on_hand (w, "OLD", 0);
  warehouse_pick (w, order, "NEW", 2, NULL, FO_COMPLETE);
  warehouse_ship (w, order, FO_OK);
  warehouse_expect_line (w, line, "promised 0 held 0 picked 0 shipped 2 missing 1");
  warehouse_expect_clean (w);
}

WAREHOUSE_TEST (test_a_gate_that_closes_stops_only_the_shipment)
{
  FoId pump = warehouse_item (w, "PUMP-50", FO_ISSUE_FIFO, false);
  FoId order = warehouse_order (w, "300", FO_GATE_OPEN);

  warehouse_line (w, order, pump, 1);
  warehouse_opening (w, pump, "A", NULL, 1);
  warehouse_release (w, order, FO_OK);
  warehouse_gate (w, order, FO_GATE_CLOSED);
  warehouse_pick (w, order, "A", 1, NULL, FO_COMPLETE);
  warehouse_ship (w, order, FO_PAYMENT_MISSING);
  warehouse_gate_because (w, order, FO_GATE_OVERRIDE, "", FO_REASON_NEEDED);
  warehouse_gate_because (w, order, FO_GATE_OVERRIDE, "agreed with accounting", FO_OK);
  warehouse_ship (w, order, FO_COMPLETE);
  warehouse_expect_clean (w);
}

WAREHOUSE_TEST (test_expired_on_the_bench_does_not_leave)
{
  FoId sealant = warehouse_item (w, "SEALANT-310", FO_ISSUE_FEFO, true);
  FoId order = warehouse_order (w, "214", FO_GATE_OPEN);

  warehouse_line (w, order, sealant, 1);
  warehouse_opening (w, sealant, "OLD", "2026-11-22", 1);
  warehouse_release (w, order, FO_OK);
  warehouse_pick (w, order, "OLD", 1, NULL, FO_COMPLETE);
  fo_store_set_today (w->store, fo_store_today (w->store) + 1);
  warehouse_ship (w, order, FO_LOT_EXPIRED);
  fo_store_set_today (w->store, fo_store_today (w->store) - 1);
  warehouse_ship (w, order, FO_COMPLETE);
  warehouse_expect_clean (w);
}

/* Promised on two days for two different ends: the second promise is bound of what the first has left, on every engine. */
WAREHOUSE_TEST (test_promises_of_two_days_share_what_there_is)
{
  FoId sealant = warehouse_item (w, "SEALANT-310", FO_ISSUE_FEFO, true);
  FoId order = warehouse_order (w, "214", FO_GATE_OPEN), line = warehouse_line_for (w, order, sealant, 3, 9, "");

  warehouse_opening (w, sealant, "OLD", "2026-12-17", 2);
  warehouse_promise (w, order, FO_OK);
  fo_store_set_today (w->store, fo_store_today (w->store) + 1);
  warehouse_opening (w, sealant, "NEW", "2026-12-21", 3);
  warehouse_promise (w, order, FO_OK);
  warehouse_expect_line (w, line, "promised 3 held 0 picked 0 shipped 0 missing 0");
  warehouse_release (w, order, FO_OK);
  warehouse_expect_line (w, line, "promised 0 held 3 picked 0 shipped 0 missing 0");
  warehouse_pick (w, order, "OLD", 2, NULL, FO_OK);
  warehouse_pick (w, order, "NEW", 1, NULL, FO_COMPLETE);
  warehouse_expect_clean (w);
}

/* ---- carrying ---------------------------------------------------------------------------------------------------------------------- */

WAREHOUSE_TEST (test_scrap_gives_promises_up_and_an_issue_does_not)
{
  FoId sealant = warehouse_item (w, "SEALANT-310", FO_ISSUE_FEFO, true);
  FoId order = warehouse_order (w, "214", FO_GATE_OPEN), line = warehouse_line (w, order, sealant, 4);

  warehouse_receive (w, sealant, "OLD", "2027-01-31", 5);
  warehouse_expect_line (w, line, "promised 4 held 0 picked 0 shipped 0 missing 0");
  warehouse_carry (w, FO_MOVE_ISSUE, "OLD", 2, FO_PROMISED_ELSEWHERE);
  warehouse_carry (w, FO_MOVE_ISSUE, "OLD", 1, FO_OK);
  warehouse_carry (w, FO_MOVE_SCRAP, "OLD", 9, FO_NOT_ENOUGH);
  warehouse_carry (w, FO_MOVE_SCRAP, "OLD", 3, FO_OK);
  g_assert_nonnull (strstr (w->reply.lines, "\"lost\":\"3\""));
  warehouse_expect_line (w, line, "promised 1 held 0 picked 0 shipped 0 missing 3");
  warehouse_expect_clean (w);
}

WAREHOUSE_TEST (test_held_goods_stay_where_they_are)
{
  FoId pump = warehouse_item (w, "PUMP-50", FO_ISSUE_FIFO, false);
  FoId order = warehouse_order (w, "300", FO_GATE_OPEN);

  warehouse_line (w, order, pump, 2);
  warehouse_receive (w, pump, "A", NULL, 3);
  warehouse_release (w, order, FO_OK);
  warehouse_carry (w, FO_MOVE_PUT_AWAY, "A", 3, FO_NOT_ENOUGH_FREE);
  warehouse_carry (w, FO_MOVE_PUT_AWAY, "A", 1, FO_OK);
  warehouse_expect_clean (w);
}

WAREHOUSE_TEST (test_they_are_here)
{
  FoId pump = warehouse_item (w, "PUMP-50", FO_ISSUE_FIFO, false);

  warehouse_receive (w, pump, "A", NULL, 1);
  warehouse_find (w, "A", 101, FO_OVER_LIMIT); /* what holds while nobody says otherwise */
  warehouse_note (w, "here_limit", "lead=50, 5");
  warehouse_find (w, "A", 9, FO_OVER_LIMIT);
  warehouse_find (w, "A", 2, FO_OK);
  warehouse_expect_on_hand (w, "A", 3);
  warehouse_undo (w, FO_OK);
  warehouse_expect_on_hand (w, "A", 1);
  warehouse_expect_clean (w);
}

/* ---- the passing of days ------------------------------------------------------------------------------------------------------------- */

WAREHOUSE_TEST (test_morning_lists_what_expiry_broke)
{
  FoId sealant = warehouse_item (w, "SEALANT-310", FO_ISSUE_FEFO, true);
  FoId order = warehouse_order (w, "214", FO_GATE_CLOSED), line = warehouse_line (w, order, sealant, 5);

  warehouse_receive (w, sealant, "OLD", "2026-11-23", 3);
  warehouse_receive (w, sealant, "NEW", "2027-06-30", 2);
  warehouse_expect_line (w, line, "promised 5 held 0 picked 0 shipped 0 missing 0");
  warehouse_morning (w);
  g_assert_cmpstr (w->reply.lines, ==, "[]");
  fo_store_set_today (w->store, fo_store_today (w->store) + 2);
  warehouse_morning (w);
  g_assert_nonnull (strstr (w->reply.lines, "\"missing\":\"3\""));
  warehouse_expect_line (w, line, "promised 2 held 0 picked 0 shipped 0 missing 3");
  warehouse_expect_clean (w);
}

typedef struct {
  FoStore *store;
  const char *station;
  FoReply reply;
} Waking;

static gpointer
wake_up (gpointer data)
{
  Waking *waking = data;
  g_autoptr (GError) error = NULL;
  const FoAct act = { .operation = fo_store_next_id (waking->store, &error), .station = waking->station };

  g_assert_true (fo_work_morning_once (waking->store, &act, &waking->reply, &error));
  g_assert_no_error (error);
  return NULL;
}

/* Two windows at the same moment: which of them was told to have done it. */
static void
both_wake_up (Warehouse *w, FoStore *second, FoDay today, int expect_runs)
{
  Waking both[] = { { w->store, "1", { 0 } }, { second, "2", { 0 } } };
  GThread *threads[G_N_ELEMENTS (both)];
  int runs = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (both); i++) {
    fo_store_set_today (both[i].store, today);
    threads[i] = g_thread_new ("station", wake_up, &both[i]);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (both); i++) {
    g_thread_join (threads[i]);
    g_assert_true (both[i].reply.verdict == FO_OK || both[i].reply.verdict == FO_ALREADY_DONE);
    runs += both[i].reply.operation != 0;
    fo_reply_clear (&both[i].reply);
  }
  g_assert_cmpint (runs, ==, expect_runs);
}

WAREHOUSE_TEST (test_one_morning_a_day)
{
  g_autoptr (FoStore) second = fo_test_store_again (w->store);
  FoDay today = fo_store_today (w->store);

  for (int day = 0; day < 5; day++) {
    both_wake_up (w, second, today + day, 1);
    both_wake_up (w, second, today + day, 0);
  }
  warehouse_expect_clean (w);
}

/* The first station of the day lets go what ended over night, whoever opens. */
WAREHOUSE_TEST (test_morning_once_is_the_morning)
{
  FoId sealant = warehouse_item (w, "SEALANT-310", FO_ISSUE_FEFO, true);
  FoId order = warehouse_order (w, "214", FO_GATE_CLOSED), line = warehouse_line (w, order, sealant, 3);
  Waking waking = { w->store, "1", { 0 } };

  warehouse_receive (w, sealant, "OLD", "2026-11-23", 3);
  wake_up (&waking);
  warehouse_expect_line (w, line, "promised 3 held 0 picked 0 shipped 0 missing 0");
  fo_store_set_today (w->store, fo_store_today (w->store) + 2);
  wake_up (&waking);
  g_assert_cmpint (waking.reply.verdict, ==, FO_OK);
  warehouse_expect_line (w, line, "promised 0 held 0 picked 0 shipped 0 missing 3");
  fo_reply_clear (&waking.reply);
  warehouse_expect_clean (w);
}

WAREHOUSE_TEST (test_explain_names_each_lot_passed_over)
{
  FoId sealant = warehouse_item (w, "SEALANT-310", FO_ISSUE_FEFO, true);
  FoId order = warehouse_order (w, "214", FO_GATE_OPEN), line;
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;
  FoVerdict verdict;

  warehouse_opening (w, sealant, "PAST", "2026-12-05", 1);
  warehouse_opening (w, sealant, "OLD", "2027-01-31", 4);
  warehouse_opening (w, sealant, "NEW", "2027-06-30", 4);
  line = warehouse_line_for (w, order, sealant, 2, 30, "");
  warehouse_release (w, order, FO_OK);
  g_assert_true (fo_work_explain (w->store, line, &json, &verdict, &error));
  g_assert_cmpint (verdict, ==, FO_OK);
  warehouse_expect_candidate (json, "PAST", "FO_LIFE_TOO_SHORT");
  warehouse_expect_candidate (json, "OLD", "FO_OK");
  warehouse_expect_candidate (json, "NEW", "FO_OLDER_LOT_FIRST");
}

WAREHOUSE_TEST (test_explain_says_that_a_shelf_is_blocked)
{
  FoId sealant = warehouse_item (w, "SEALANT-310", FO_ISSUE_FEFO, true);
  FoId order = warehouse_order (w, "214", FO_GATE_OPEN), line;
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;
  FoVerdict verdict;

  warehouse_opening (w, sealant, "OLD", "2027-01-31", 4);
  warehouse_receive (w, sealant, "NEW", "2027-06-30", 4);
  line = warehouse_line (w, order, sealant, 6);
  warehouse_release (w, order, FO_OK);
  warehouse_expect_line (w, line, "promised 0 held 6 picked 0 shipped 0 missing 0");
  warehouse_block_bin (w, "spilled", FO_OK);
  warehouse_expect_line (w, line, "promised 2 held 2 picked 0 shipped 0 missing 2");
  g_assert_true (fo_work_explain (w->store, line, &json, &verdict, &error));
  warehouse_expect_candidate (json, "OLD", "FO_PLACE_BLOCKED");
  warehouse_expect_candidate (json, "NEW", "FO_OK");
  warehouse_block_bin (w, "spilled", FO_ALREADY_DONE);
  warehouse_undo (w, FO_OK);
  warehouse_expect_line (w, line, "promised 4 held 2 picked 0 shipped 0 missing 0");
  warehouse_expect_clean (w);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fo_test_each_store ("/work/release-binds-what-was-never-promised", test_release_binds_what_was_never_promised);
  fo_test_each_store ("/work/release-leaves-other-promises-whole", test_release_leaves_other_promises_whole);
  fo_test_each_store ("/work/a-line-takes-only-the-lot-it-wants", test_a_line_takes_only_the_lot_it_wants);
  fo_test_each_store ("/work/another-station-does-not-take-it-unless-parked", test_another_station_does_not_take_it_unless_parked);
  fo_test_each_store ("/work/goods-not-found-are-replaced", test_goods_not_found_are_replaced);
  fo_test_each_store ("/work/a-gate-that-closes-stops-only-the-shipment", test_a_gate_that_closes_stops_only_the_shipment);
  fo_test_each_store ("/work/expired-on-the-bench-does-not-leave", test_expired_on_the_bench_does_not_leave);
  fo_test_each_store ("/work/promises-of-two-days-share-what-there-is", test_promises_of_two_days_share_what_there_is);
  fo_test_each_store ("/work/scrap-gives-promises-up-and-an-issue-does-not", test_scrap_gives_promises_up_and_an_issue_does_not);
  fo_test_each_store ("/work/held-goods-stay-where-they-are", test_held_goods_stay_where_they_are);
  fo_test_each_store ("/work/they-are-here", test_they_are_here);
  fo_test_each_store ("/work/morning-lists-what-expiry-broke", test_morning_lists_what_expiry_broke);
  fo_test_each_store ("/work/one-morning-a-day", test_one_morning_a_day);
  fo_test_each_store ("/work/morning-once-is-the-morning", test_morning_once_is_the_morning);
  fo_test_each_store ("/work/explain-names-each-lot-passed-over", test_explain_names_each_lot_passed_over);
  fo_test_each_store ("/work/explain-says-that-a-shelf-is-blocked", test_explain_says_that_a_shelf_is_blocked);
  return g_test_run ();
}

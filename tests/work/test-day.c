/* SPDX-License-Identifier: GPL-3.0-or-later
 * One deal from the first receipt to the shipment, operation by operation. */
#include "warehouse.h"

WAREHOUSE_TEST (test_the_oldest_lot_is_bound)
{
  FoId sealant = warehouse_item (w, "SEALANT-310", FO_ISSUE_FEFO, true);
  FoId order, line;

  warehouse_receive (w, sealant, "NEW", "2027-06-30", 10);
  warehouse_receive (w, sealant, "OLD", "2027-01-31", 4);
  order = warehouse_order (w, "214", FO_GATE_CLOSED);
  line = warehouse_line (w, order, sealant, 6);
  warehouse_promise (w, order, FO_OK);
  warehouse_expect_line (w, line, "promised 6 held 0 picked 0 shipped 0 missing 0");

  warehouse_release (w, order, FO_PAYMENT_MISSING);
  warehouse_gate (w, order, FO_GATE_OPEN);
  warehouse_release (w, order, FO_OK);
  warehouse_expect_line (w, line, "promised 0 held 6 picked 0 shipped 0 missing 0");

  /* Two of the newer lot are bound, behind the four of the older one; a third would rob the older of its turn. */
  warehouse_pick (w, order, "NEW", 3, NULL, FO_OLDER_LOT_FIRST);
  warehouse_pick (w, order, "NEW", 2, NULL, FO_OK);
  warehouse_pick (w, order, "OLD", 4, NULL, FO_COMPLETE);
  warehouse_expect_clean (w);
}

WAREHOUSE_TEST (test_newer_lot_scanned_first)
{
  FoId sealant = warehouse_item (w, "SEALANT-310", FO_ISSUE_FEFO, true);
  FoId order, line;

  warehouse_receive (w, sealant, "NEW", "2027-06-30", 10);
  warehouse_receive (w, sealant, "OLD", "2027-01-31", 4);
  order = warehouse_order (w, "214", FO_GATE_OPEN);
  line = warehouse_line (w, order, sealant, 4);
  warehouse_promise (w, order, FO_OK);
  warehouse_release (w, order, FO_OK);
  warehouse_pick (w, order, "NEW", 1, NULL, FO_OLDER_LOT_FIRST);
  g_assert_cmpstr (warehouse_arg (w, "other_lot"), ==, "OLD");
  warehouse_expect_line (w, line, "promised 0 held 4 picked 0 shipped 0 missing 0");
  warehouse_pick (w, order, "NEW", 1, "customer-wish", FO_OK);
  warehouse_pick (w, order, "OLD", 3, NULL, FO_COMPLETE);
  warehouse_pick (w, order, "OLD", 1, NULL, FO_LINE_COMPLETE);
  warehouse_ship (w, order, FO_COMPLETE);
  warehouse_expect_line (w, line, "promised 0 held 0 picked 0 shipped 4 missing 0");
  warehouse_ship (w, order, FO_ORDER_SHIPPED);
  warehouse_expect_clean (w);
}

WAREHOUSE_TEST (test_production_goods_go_to_the_deal_that_waits)
{
  FoId pump = warehouse_item (w, "PUMP-50", FO_ISSUE_FIFO, false);
  FoId first = warehouse_order (w, "300", FO_GATE_OPEN), second = warehouse_order (w, "301", FO_GATE_OPEN);
  FoId first_line = warehouse_line (w, first, pump, 5), second_line = warehouse_line (w, second, pump, 2);
  FoId supply;

  warehouse_receive (w, pump, "A", NULL, 3);
  warehouse_expect_line (w, first_line, "promised 3 held 0 picked 0 shipped 0 missing 2");
  supply = warehouse_supply (w, "PRO-7", pump, 2);
  warehouse_promise (w, first, FO_OK);
  warehouse_expect_line (w, first_line, "promised 5 held 0 picked 0 shipped 0 missing 0");
  warehouse_expect_line (w, second_line, "promised 0 held 0 picked 0 shipped 0 missing 2");

  warehouse_receive_on (w, supply, pump, "B", NULL, 1, FO_OK);
  g_assert_cmpstr (warehouse_arg (w, "order"), ==, "300");
  warehouse_expect_clean (w);
  warehouse_receive_on (w, supply, pump, "B", NULL, 1, FO_COMPLETE);
  warehouse_receive_on (w, supply, pump, "B", NULL, 1, FO_MORE_THAN_ORDERED);
  warehouse_receive (w, pump, "C", NULL, 2);
  warehouse_expect_line (w, second_line, "promised 2 held 0 picked 0 shipped 0 missing 0");
  warehouse_release (w, first, FO_OK);
  warehouse_expect_line (w, first_line, "promised 0 held 5 picked 0 shipped 0 missing 0");
  warehouse_expect_clean (w);
}

WAREHOUSE_TEST (test_undo)
{
  FoId pump = warehouse_item (w, "PUMP-50", FO_ISSUE_FIFO, false);
  FoId order = warehouse_order (w, "300", FO_GATE_OPEN), line;

  line = warehouse_line (w, order, pump, 3);
  warehouse_receive (w, pump, "A", NULL, 3);
  warehouse_expect_line (w, line, "promised 3 held 0 picked 0 shipped 0 missing 0");
  warehouse_undo (w, FO_OK);
  warehouse_expect_line (w, line, "promised 0 held 0 picked 0 shipped 0 missing 3");
  warehouse_undo (w, FO_NOTHING_TO_UNDO);
  warehouse_receive (w, pump, "A", NULL, 3);
  warehouse_release (w, order, FO_OK);
  warehouse_pick (w, order, "A", 2, NULL, FO_OK);
  warehouse_undo (w, FO_OK);
  warehouse_expect_line (w, line, "promised 0 held 3 picked 0 shipped 0 missing 0");
  warehouse_pick (w, order, "A", 3, NULL, FO_COMPLETE);
  warehouse_ship (w, order, FO_COMPLETE);
  warehouse_undo (w, FO_OK); /* they stand on the bench again */
  warehouse_expect_line (w, line, "promised 0 held 0 picked 3 shipped 0 missing 0");
  warehouse_expect_clean (w);
}

WAREHOUSE_TEST (test_blocked_lot)
{
  FoId sealant = warehouse_item (w, "SEALANT-310", FO_ISSUE_FEFO, true);
  FoId order = warehouse_order (w, "214", FO_GATE_OPEN), line;

  warehouse_receive (w, sealant, "OLD", "2027-01-31", 4);
  warehouse_receive (w, sealant, "NEW", "2027-06-30", 2);
  line = warehouse_line (w, order, sealant, 4);
  warehouse_promise (w, order, FO_OK);
  warehouse_release (w, order, FO_OK);
  warehouse_block (w, "OLD", "leaking", FO_OK);
  warehouse_expect_line (w, line, "promised 2 held 0 picked 0 shipped 0 missing 2");
  warehouse_pick (w, order, "OLD", 1, NULL, FO_ORDER_NOT_RELEASED);
  warehouse_release (w, order, FO_OK);
  warehouse_pick (w, order, "OLD", 1, NULL, FO_LOT_BLOCKED);
  warehouse_expect_clean (w);
}

/* Goods that were picked before their lot was blocked are on no hold once they are back on the shelf: the line gets others. */
WAREHOUSE_TEST (test_undo_of_a_pick_that_was_blocked_since)
{
  FoId sealant = warehouse_item (w, "SEALANT-310", FO_ISSUE_FEFO, true);
  FoId order = warehouse_order (w, "214", FO_GATE_OPEN), line = warehouse_line (w, order, sealant, 2);
  FoAct act = { .station = "1", .person = "storekeeper" };
  g_autoptr (GError) error = NULL;
  FoId picked;

  warehouse_receive (w, sealant, "WET", "2027-01-31", 2);
  warehouse_release (w, order, FO_OK);
  warehouse_pick (w, order, "WET", 2, NULL, FO_COMPLETE);
  picked = w->reply.operation;
  warehouse_block (w, "WET", "wet", FO_OK);
  warehouse_expect_line (w, line, "promised 0 held 0 picked 2 shipped 0 missing 0");
  act.operation = fo_store_next_id (w->store, &error);
  g_assert_true (fo_work_undo (w->store, &act, picked, &w->reply, &error));
  g_assert_cmpint (w->reply.verdict, ==, FO_OK);
  warehouse_expect_line (w, line, "promised 0 held 0 picked 0 shipped 0 missing 2");
  warehouse_expect_clean (w);
  warehouse_receive (w, sealant, "DRY", "2027-03-31", 2);
  warehouse_expect_line (w, line, "promised 2 held 0 picked 0 shipped 0 missing 0");
  warehouse_expect_clean (w);
}

WAREHOUSE_TEST (test_same_request_same_answer)
{
  FoId sealant = warehouse_item (w, "SEALANT-310", FO_ISSUE_FEFO, true);

  w->request = "r-1";
  w->content = "one";
  warehouse_receive (w, sealant, "OLD", "2027-01-31", 4);
  warehouse_receive (w, sealant, "OLD", "2027-01-31", 4);
  w->content = "two";
  warehouse_receive_as (w, sealant, "OLD", "2027-01-31", 4, FO_OPERATION_DIFFERS);
  w->request = "r-2";
  warehouse_receive_as (w, sealant, "PAST", "2020-01-31", 1, FO_LOT_EXPIRED);
  warehouse_receive_as (w, sealant, "PAST", "2020-01-31", 1, FO_LOT_EXPIRED);
  w->request = NULL;
  warehouse_expect_on_hand (w, "OLD", 4);
  warehouse_expect_clean (w);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fo_test_each_store ("/work/the-oldest-lot-is-bound", test_the_oldest_lot_is_bound);
  fo_test_each_store ("/work/newer-lot-scanned-first", test_newer_lot_scanned_first);
  fo_test_each_store ("/work/production-goods-go-to-the-deal-that-waits", test_production_goods_go_to_the_deal_that_waits);
  fo_test_each_store ("/work/undo", test_undo);
  fo_test_each_store ("/work/blocked-lot", test_blocked_lot);
  fo_test_each_store ("/work/undo-of-a-pick-that-was-blocked-since", test_undo_of_a_pick_that_was_blocked_since);
  fo_test_each_store ("/work/same-request-same-answer", test_same_request_same_answer);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The day by messages: what sales sells arrives, payment opens the gate, and what the warehouse does stands over
 * there, once. */
#include "shop.h"

static void
sell_a_deal (Shop *shop)
{
  shop_add (shop, "items", "code", "SEALANT-310", "name", "Герметик 310", "name_en", "Sealant 310", "unit", "шт",
            "tracking", "expiry", NULL);
  shop_add (shop, "items", "code", "PUMP-50", "name", "Насос", "variant", "3 кВт", "unit", "шт", "tracking", "lot",
            "issue_order", "fifo", "certificate", "after", NULL);
  shop_add (shop, "items", "code", "START-UP", "name", "Пусконаладка", "unit", "ч", "kind", "service", NULL);
  shop_add (shop, "barcodes", "item", "SEALANT-310", "code", "4601234567893", "quantity", "12", NULL);
  shop_add (shop, "customers", "name", "Завод насосов", NULL);
  shop_add (shop, "orders", "number", "214", "deal", "D-17", "customer", "Завод насосов", "state", "В работе", "due_on",
            "2026-12-10", NULL);
  shop_add (shop, "order_lines", "order_number", "214", "position", "1", "item", "SEALANT-310", "quantity", "6", NULL);
  shop_add (shop, "order_lines", "order_number", "214", "position", "2", "item", "PUMP-50", "quantity", "3", "source",
            "production", NULL);
  shop_add (shop, "order_lines", "order_number", "214", "position", "3", "item", "START-UP", "quantity", "2.5", NULL);
  shop_add (shop, "supplies", "kind", "production", "number", "PRO-7", "partner", "Цех насосов", "item", "PUMP-50", "quantity", "3",
            "order_number", "214", "order_position", "2", "progress_percent", "60", "ready_on", "2026-11-25", NULL);
}

static void
expect_quiet (Shop *shop)
{
  g_autofree char *ours = shop_dump_store (shop), *theirs = shop_dump_sales (shop);
  g_autofree char *ours_again = NULL, *theirs_again = NULL;

  shop_sync (shop);
  g_assert_cmpstr (shop->events->str, ==, "");
  shop_restart_gateway (shop);
  fo_gateway_read_all (shop->gateway);
  shop_sync (shop);
  ours_again = shop_dump_store (shop);
  theirs_again = shop_dump_sales (shop);
  g_assert_cmpstr (ours, ==, ours_again);
  g_assert_cmpstr (theirs, ==, theirs_again);
}

static void
test_day (Shop *shop)
{
  FoId order, sealant_line, pump_line;

  sell_a_deal (shop);
  shop_sync (shop);
  g_assert_cmpuint (shop->round.heard, ==, 10);
  g_assert_cmpuint (shop->round.applied, ==, 10);
  g_assert_cmpuint (shop->round.waiting, ==, 0);
  order = shop_order (shop, "1");
  sealant_line = shop_line (shop, "1");
  pump_line = shop_line (shop, "2");
  warehouse_expect_line (shop->w, sealant_line, "promised 0 held 0 picked 0 shipped 0 missing 6");
  warehouse_expect_line (shop->w, pump_line, "promised 3 held 0 picked 0 shipped 0 missing 0");
  shop_expect_store (shop, "SELECT code, name, tracking, has_expiry, issue_order, certificate FROM item ORDER BY code",
                     "PUMP-50|Насос, 3 кВт|lot|0|fifo|after\n"
                     "SEALANT-310|Герметик 310|lot|1|fefo|none\n"
                     "START-UP|Пусконаладка|none|0|fefo|none\n");
  shop_expect_store (shop, "SELECT code, quantity_u FROM barcode", "04601234567893|12000000\n");
  shop_expect_store (shop, "SELECT partner, progress_percent, ready_on, promised_u FROM supply",
                     "Цех насосов|60|2026-11-25|3000000\n");
  expect_quiet (shop);

  warehouse_receive (shop->w, shop_item (shop, "1"), "NEW", "2027-06-30", 10);
  warehouse_receive (shop->w, shop_item (shop, "1"), "OLD", "2027-01-31", 4);
  warehouse_release (shop->w, order, FO_PAYMENT_MISSING);
  shop_run (shop, "UPDATE orders SET paid = 1 WHERE number = '214'");
  shop_run (shop, "UPDATE supplies SET progress_percent = 90 WHERE number = 'PRO-7'");
  shop_sync (shop);
  g_assert_cmpuint (shop->round.applied, ==, 2);
  g_assert_cmpuint (shop->round.refused + shop->round.unknown, ==, 0);
  shop_expect_store (shop, "SELECT progress_percent FROM supply", "90\n");
  warehouse_release (shop->w, order, FO_OK);
  warehouse_receive_on (shop->w, shop_supply (shop, "1"), shop_item (shop, "2"), "P-1", NULL, 3, FO_COMPLETE);
  warehouse_expect_line (shop->w, pump_line, "promised 3 held 0 picked 0 shipped 0 missing 0");
  warehouse_release (shop->w, order, FO_OK);
  warehouse_pick (shop->w, order, "NEW", 3, NULL, FO_OLDER_LOT_FIRST);
  warehouse_pick (shop->w, order, "OLD", 4, NULL, FO_OK);
  warehouse_pick (shop->w, order, "NEW", 2, NULL, FO_OK);
  warehouse_pick (shop->w, order, "P-1", 3, NULL, FO_COMPLETE);
  warehouse_ship (shop->w, order, FO_COMPLETE);

  shop_sync (shop);
  g_assert_cmpuint (shop->round.sent, ==, shop->round.verified);
  g_assert_cmpuint (shop->round.verified, >, 0);
  shop_expect_rows (shop, "SELECT shipment, order_number, deal, shipped_on FROM shipments",
                    "214-1|214|D-17|2026-11-22\n");
  shop_expect_rows (shop, "SELECT position, item, lot, expires_on, quantity FROM shipment_lines ORDER BY position, lot",
                    "1|SEALANT-310|NEW|2027-06-30|2\n1|SEALANT-310|OLD|2027-01-31|4\n2|PUMP-50|P-1||3\n");
  shop_expect_rows (shop, "SELECT kind, supply, item, lot, quantity, received FROM receipts WHERE supply <> ''",
                    "production|PRO-7|PUMP-50|P-1|3|3\n");
  shop_expect_rows (shop, "SELECT order_number, state FROM order_states", "214|shipped\n");
  shop_expect_rows (shop, "SELECT position, shipped, missing FROM reservations ORDER BY position", "1|6|0\n2|3|0\n");
  shop_expect_store (shop, "SELECT state, COUNT (*) > 3 FROM outbox GROUP BY state",
                     g_str_equal (fo_store_engine (shop->w->store), "sqlite") ? "verified|1\n" : "verified|t\n");
  warehouse_expect_clean (shop->w);
  expect_quiet (shop);
}

/* The training database tells the same as JSON lines. */
static void
test_training (Shop *shop)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoTrainingSales) training = fo_training_sales_open (shop->uri, &error);
  const char *const names[] = { "number", "paint" }, *const values[] = { "1", "red" };
  g_autofree char *told = NULL;

  sell_a_deal (shop);
  shop_sync (shop);
  g_assert_true (fo_training_sales_pay (training, "214", &error));
  g_assert_no_error (error);
  shop_sync (shop);
  g_assert_cmpstr (shop->events->str, ==, "applied order 1 rev 2\n");
  shop_run (shop, "UPDATE customers SET blocked = 1");
  shop_sync (shop);
  shop_expect_store (shop, "SELECT gate FROM sales_order", "closed\n");
  told = fo_training_sales_told (training, &error);
  g_assert_nonnull (strstr (told, "{\"view\":\"order_states\",\"order_number\":\"214\",\"state\":\"waiting\"}\n"));
  g_assert_nonnull (
      strstr (told, "{\"view\":\"reservations\",\"order_number\":\"214\",\"position\":\"2\",\"item\":\"PUMP-50\","
                    "\"promised\":\"3\",\"from_supply\":\"3\""));

  g_assert_false (fo_training_sales_pay (training, "999", &error));
  g_assert_error (error, FO_SALES_ERROR, FO_SALES_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (fo_training_sales_add (training, "orders", names, values, 2, &error));
  g_assert_error (error, FO_SALES_ERROR, FO_SALES_ERROR_CONTRACT);
  g_clear_error (&error);
  g_assert_false (fo_training_sales_add (training, "colours", names, values, 1, &error));
  g_assert_error (error, FO_SALES_ERROR, FO_SALES_ERROR_CONTRACT);
  g_clear_error (&error);
  g_assert_false (fo_training_sales_add (training, "order_lines", (const char *const[]){ "order_number" },
                                         (const char *const[]){ "214" }, 1, &error));
  g_assert_error (error, FO_SALES_ERROR, FO_SALES_ERROR_REFUSED);
}

/* A customer who asks for three months of life gets goods that have them. */
static void
test_customer_asks_for_life (Shop *shop)
{
  sell_a_deal (shop);
  shop_run (shop, "UPDATE customers SET min_life_days = 90, credit = 1");
  shop_sync (shop);
  shop_expect_store (shop, "SELECT gate FROM sales_order", "open\n");
  warehouse_receive (shop->w, shop_item (shop, "1"), "OLD", "2027-01-31", 4);
  warehouse_receive (shop->w, shop_item (shop, "1"), "NEW", "2027-06-30", 1);
  warehouse_expect_line (shop->w, shop_line (shop, "1"), "promised 1 held 0 picked 0 shipped 0 missing 5");
}

/* A deal that is changed and called off over there. */
static void
test_changes (Shop *shop)
{
  sell_a_deal (shop);
  shop_sync (shop);
  warehouse_receive (shop->w, shop_item (shop, "1"), "OLD", "2027-05-31", 10);
  shop_run (shop, "UPDATE order_lines SET quantity = 8 WHERE position = 1");
  shop_run (shop, "UPDATE order_lines SET deleted = 1 WHERE position = 2");
  shop_sync (shop);
  warehouse_expect_line (shop->w, shop_line (shop, "1"), "promised 8 held 0 picked 0 shipped 0 missing 0");
  warehouse_expect_line (shop->w, shop_line (shop, "2"), "promised 0 held 0 picked 0 shipped 0 missing 0");
  shop_run (shop, "UPDATE orders SET paid = 1");
  shop_sync (shop);
  warehouse_release (shop->w, shop_order (shop, "1"), FO_OK);
  warehouse_pick (shop->w, shop_order (shop, "1"), "OLD", 5, NULL, FO_OK);
  shop_run (shop, "UPDATE order_lines SET cancelled = 4 WHERE position = 1");
  shop_sync (shop);
  g_assert_true (g_str_has_prefix (shop->events->str, "disputed line 1 rev 3 FO_BELOW_PICKED\n"));
  shop_expect_store (shop, "SELECT entity, remote_id, kind FROM conflict WHERE open = 1", "line|1|below_picked\n");
  shop_run (shop, "UPDATE order_lines SET cancelled = 2 WHERE position = 1");
  shop_sync (shop);
  shop_expect_store (shop, "SELECT COUNT (*) FROM conflict WHERE open = 1", "0\n");
  warehouse_expect_line (shop->w, shop_line (shop, "1"), "promised 0 held 1 picked 5 shipped 0 missing 0");
  shop_run (shop, "UPDATE orders SET cancelled = 1");
  shop_sync (shop);
  g_assert_nonnull (strstr (shop->events->str, "disputed order 1 rev 3 FO_BELOW_PICKED\n"));
  warehouse_expect_clean (shop->w);
  warehouse_put_back (shop->w, "OLD", 3, FO_OK);
  shop_expect_store (shop, "SELECT COUNT (*) FROM conflict WHERE open = 1", "1\n");
  warehouse_put_back (shop->w, "OLD", 2, FO_OK);
  shop_expect_store (shop, "SELECT COUNT (*) FROM conflict WHERE open = 1", "0\n");
  shop_sync (shop);
  shop_expect_rows (shop, "SELECT order_number, state FROM order_states", "214|cancelled\n");
  shop_expect_rows (shop, "SELECT position, held, picked, missing FROM reservations ORDER BY position", "1|0|0|0\n2|0|0|0\n");
  warehouse_expect_clean (shop->w);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  shop_each ("/sync/day", test_day);
  shop_each ("/sync/training", test_training);
  shop_each ("/sync/customer-asks-for-life", test_customer_asks_for_life);
  shop_each ("/sync/changes", test_changes);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Both sides compared, and a sales database from before the contract grew. */
#include "firstout/work/sending.h"
#include "shop.h"

/* ---- compared ---------------------------------------------------------------------------------------------------- */

static void
print_difference (const FoDifference *difference, gpointer data)
{
  g_string_append_printf (data, "%s %s %s %s\n", difference->kind, difference->about, difference->ours,
                          difference->theirs);
}

static void
expect_differences (Shop *shop, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  FoCompared counts;
  bool compared = fo_gateway_compare (shop->gateway, print_difference, text, &counts, &error);

  g_assert_no_error (error);
  g_assert_true (compared);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
sell (Shop *shop)
{
  shop_add (shop, "items", "code", "PUMP-50", "name", "Насос", "unit", "шт", "tracking", "lot", NULL);
  shop_add (shop, "orders", "number", "214", "paid", "1", NULL);
  shop_add (shop, "order_lines", "order_number", "214", "position", "1", "item", "PUMP-50", "quantity", "6", NULL);
  shop_sync (shop);
  warehouse_receive (shop->w, shop_item (shop, "1"), "A", NULL, 6);
  shop_sync (shop);
}

static void
test_both_sides_agree (Shop *shop)
{
  sell (shop);
  expect_differences (shop, "");
  shop_run (shop, "CREATE VIEW fo_stock AS SELECT 'PUMP-50' AS item, 'A' AS lot, '6.000' AS on_hand");
  expect_differences (shop, "");
}

/* Each kind of difference is found, shown to a person, and shown no more when it is gone. */
static void
test_differences (Shop *shop)
{
  sell (shop);
  shop_run (shop, "CREATE VIEW fo_stock AS SELECT 'PUMP-50' AS item, 'A' AS lot, '5' AS on_hand");
  expect_differences (shop, "stock_differs PUMP-50 lot A {\"on_hand\":\"6\"} {\"on_hand\":\"5\"}\n");
  shop_expect_store (shop, "SELECT kind, link FROM conflict WHERE open = 1", "stock_differs|sales\n");
  expect_differences (shop, "stock_differs PUMP-50 lot A {\"on_hand\":\"6\"} {\"on_hand\":\"5\"}\n");
  shop_expect_store (shop, "SELECT COUNT(*) FROM conflict WHERE open = 1", "1\n");
  shop_run (shop, "DROP VIEW fo_stock");
  shop_run (shop, "DELETE FROM fo_inbox WHERE op = 'receipt.create'");
  shop_run (shop, "INSERT INTO orders (number, changed_at) VALUES ('215', '2020-01-01T00:00:00.000Z')");
  {
    g_autoptr (GString) text = g_string_new (NULL);
    g_autoptr (GError) error = NULL;
    FoCompared counts;

    g_assert_true (fo_gateway_compare (shop->gateway, print_difference, text, &counts, &error));
    g_assert_no_error (error);
    g_assert_cmpuint (counts.differences, ==, 2);
  }
  shop_expect_store (shop, "SELECT entity, kind FROM conflict WHERE open = 1 ORDER BY kind",
                     "message|not_there\norder|order_unknown\n");
  fo_gateway_read_all (shop->gateway);
  shop_sync (shop); /* the order is heard of after all */
  shop_run (shop, "DELETE FROM order_lines");
  shop_run (shop, "DELETE FROM orders WHERE number = '214'");
  shop_expect_store (shop, "SELECT COUNT(*) FROM movement WHERE kind = 'receipt'", "1\n");
  {
    g_autoptr (GError) error = NULL;
    FoCompared counts;

    g_assert_true (fo_gateway_compare (shop->gateway, NULL, NULL, &counts, &error));
  }
  shop_expect_store (shop, "SELECT entity, kind FROM conflict WHERE open = 1 AND kind <> 'not_there'",
                     "order|order_gone\n");
}

static FoTxnEnd
read_open (FoTxn *txn, gpointer data, GError **error)
{
  g_array_set_size (data, 0);
  return fo_conflicts_page (txn, 0, 10, data, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* ---- theirs --------------------------------------------------------------------------------------------------------- */

static FoVerdict
theirs_is_right (Shop *shop, const char *words)
{
  g_autoptr (GArray) open = g_array_new (FALSE, TRUE, sizeof (FoConflict));
  FoAct act = { .station = "1", .person = "Старший" };
  g_autoptr (GError) error = NULL;

  g_array_set_clear_func (open, (GDestroyNotify) fo_conflict_clear);
  g_assert_true (fo_store_read (shop->w->store, read_open, open, &error));
  g_assert_cmpuint (open->len, ==, 1);
  act.operation = fo_store_next_id (shop->w->store, &error);
  g_assert_true (fo_work_choose_side (shop->w->store, &act, g_array_index (open, FoConflict, 0).id, FO_SIDE_THEIRS, words, &shop->w->reply,
                                      &error));
  g_assert_no_error (error);
  return shop->w->reply.verdict;
}

#define WISHES "SELECT p.code, i.code, l.number, w.reason FROM count_wish w JOIN place p ON p.place_id = w.place_id JOIN lot l ON " \
               "l.lot_id = w.lot_id JOIN item i ON i.item_id = l.item_id WHERE w.done = 0"

/* Who says that sales is right about a stock makes somebody count: their word changes nothing in the book. */
static void
test_theirs_is_counted (Shop *shop)
{
  sell (shop);
  shop_run (shop, "CREATE VIEW fo_stock AS SELECT 'PUMP-50' AS item, 'A' AS lot, '5' AS on_hand");
  expect_differences (shop, "stock_differs PUMP-50 lot A {\"on_hand\":\"6\"} {\"on_hand\":\"5\"}\n");
  g_assert_cmpint (theirs_is_right (shop, ""), ==, FO_REASON_NEEDED);
  g_assert_cmpint (theirs_is_right (shop, "Один насос увезли без документов"), ==, FO_OK);
  shop_expect_store (shop, WISHES, "dock|PUMP-50|A|sales-differs\n");
  shop_expect_store (shop, "SELECT COUNT(*) FROM conflict WHERE open = 1", "0\n");
  shop_expect_store (shop, "SELECT COUNT(*) FROM movement", "1\n"); /* the receipt, and nothing else */
}

/* A lot that is not here by the book: it may lie where others of its item do. An item that is nowhere cannot be counted. */
static void
test_theirs_is_elsewhere (Shop *shop)
{
  sell (shop);
  shop_add (shop, "items", "code", "HOSE lot 5", "name", "Шланг", "unit", "м", "tracking", "lot", NULL);
  shop_sync (shop);
  shop_run (shop, "CREATE VIEW fo_stock AS SELECT 'PUMP-50' AS item, 'A' AS lot, '6' AS on_hand UNION ALL SELECT 'PUMP-50', 'B', '2'");
  expect_differences (shop, "stock_differs PUMP-50 lot B {\"on_hand\":\"0\"} {\"on_hand\":\"2\"}\n");
  g_assert_cmpint (theirs_is_right (shop, "Видели вчера"), ==, FO_OK);
  shop_expect_store (shop, WISHES, "dock|PUMP-50|A|sales-differs\n");
  shop_run (shop, "DROP VIEW fo_stock");
  shop_run (shop, "CREATE VIEW fo_stock AS SELECT 'PUMP-50' AS item, 'A' AS lot, '6' AS on_hand UNION ALL SELECT 'HOSE lot 5', 'X', '2'");
  expect_differences (shop, "stock_differs HOSE lot 5 lot X {\"on_hand\":\"0\"} {\"on_hand\":\"2\"}\n");
  g_assert_cmpint (theirs_is_right (shop, "Видели вчера"), ==, FO_NOTHING_TO_COUNT);
  shop_expect_store (shop, "SELECT COUNT(*) FROM conflict WHERE open = 1", "1\n"); /* it stays */
}

/* ---- older than the contract -------------------------------------------------------------------------------------- */

#define HEAD "id TEXT, rev INTEGER, changed_at TEXT, deleted INTEGER, "

/* Without kits, customers, papers and questions, and without most of the columns. */
static void
make_old_database (Shop *shop)
{
  shop_run (shop, "CREATE TABLE fo_items (" HEAD "code TEXT, name TEXT, unit TEXT, tracking TEXT)");
  shop_run (shop, "CREATE TABLE fo_barcodes (" HEAD "item_id TEXT, code TEXT)");
  shop_run (shop, "CREATE TABLE fo_orders (" HEAD "number TEXT, customer TEXT)");
  shop_run (shop, "CREATE TABLE fo_order_lines (" HEAD "order_id TEXT, item_id TEXT, quantity TEXT)");
  shop_run (shop, "CREATE TABLE fo_supply (" HEAD "kind TEXT, number TEXT, item_id TEXT, quantity TEXT)");
  shop_run (shop, "CREATE TABLE fo_inbox (op_id TEXT PRIMARY KEY, op TEXT, body TEXT, created_at TEXT)");
  shop_run (shop, "INSERT INTO fo_items VALUES ('1', 1, '2026-11-22T09:00:00Z', 0, 'PUMP-50', 'Насос', 'шт', 'lot')");
  shop_run (shop, "INSERT INTO fo_barcodes VALUES ('1', 1, '2026-11-22T09:00:00Z', 0, '1', '4006381333931')");
  shop_run (shop, "INSERT INTO fo_orders VALUES ('1', 1, '2026-11-22T09:00:00Z', 0, '214', 'Альфа')");
  shop_run (shop, "INSERT INTO fo_order_lines VALUES ('1', 1, '2026-11-22T09:00:00Z', 0, '1', '1', '2.0')");
}

static void
test_old_database (Shop *shop)
{
  make_old_database (shop);
  shop_sync (shop);
  g_assert_cmpuint (shop->round.applied, ==, 4);
  shop_expect_store (shop, "SELECT number, customer, gate FROM sales_order", "214|Альфа|open\n");
  shop_expect_store (shop, "SELECT ordered_u, source, owner FROM order_line", "2000000|stock|\n");
  warehouse_receive (shop->w, shop_item (shop, "1"), "A", NULL, 1);
  shop_sync (shop);
  shop_expect_rows (shop, "SELECT COUNT(*) FROM fo_inbox WHERE op = 'receipt.create'", "1\n");
  /* They catch up: what is there now is heard without anybody's doing. */
  shop_run (shop, "ALTER TABLE fo_orders ADD COLUMN deal TEXT");
  shop_run (shop, "UPDATE fo_orders SET deal = 'D-1', rev = 2, changed_at = '2099-01-01T00:00:00Z'");
  shop_sync (shop);
  shop_expect_store (shop, "SELECT deal FROM sales_order", "D-1\n");
  shop_run (shop, "ALTER TABLE fo_orders ADD COLUMN valid_until TEXT");
  shop_run (shop, "UPDATE fo_orders SET valid_until = '2026-12-01', rev = 3, changed_at = '2099-01-01T00:00:01Z'");
  shop_sync (shop);
  shop_expect_store (shop, "SELECT valid_until FROM order_validity", "2026-12-01\n");
  shop_run (shop, "UPDATE fo_orders SET valid_until = 'none', rev = 4, changed_at = '2099-01-01T00:00:02Z'");
  shop_sync (shop);
  shop_expect_store (shop, "SELECT COUNT(*) FROM order_validity", "0\n");
}

static void
count_bad (const FoFinding *finding, gpointer data)
{
  if (!finding->good)
    g_string_append_printf (data, "%s %s\n", finding->id, finding->arguments[1]);
}

/* The connection test names what must be there, and only that counts as bad. */
static void
test_connection_test (Shop *shop)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  bool tested;

  make_old_database (shop);
  g_assert_true (fo_gateway_set_sales_uri (shop->w->store, shop->uri, &error));
  tested = fo_gateway_test (shop->w->store, "sales", count_bad, text, &error);
  g_assert_no_error (error);
  g_assert_true (tested);
  g_assert_cmpstr (text->str, ==, "");
  shop_run (shop, "ALTER TABLE fo_orders RENAME COLUMN number TO nummer");
  shop_run (shop, "DROP TABLE fo_inbox");
  g_assert_true (fo_gateway_test (shop->w->store, "sales", count_bad, text, &error));
  g_assert_cmpstr (text->str, ==, "link.sql-missing fo_orders.number\nlink.sql-missing fo_inbox\n");
  shop_sync_fails (shop, FO_SALES_ERROR_CONTRACT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  shop_each ("/compare/agree", test_both_sides_agree);
  shop_each ("/compare/differences", test_differences);
  shop_each ("/compare/theirs-is-counted", test_theirs_is_counted);
  shop_each ("/compare/theirs-is-elsewhere", test_theirs_is_elsewhere);
  shop_each_bare ("/compare/old-database", test_old_database);
  shop_each_bare ("/compare/connection-test", test_connection_test);
  return g_test_run ();
}

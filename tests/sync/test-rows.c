/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a sales database may get wrong: each faulty row is set aside with its reason and shown, the others go on, and
 * a corrected row settles it. Here the views are plain tables without any check, as an administrator's first attempt
 * may well be. */
#include "firstout/store/meta.h"
#include "shop.h"
#include <string.h>

static void
make_views (Shop *shop)
{
  static const char *const views[] = {
    "fo_items|code name name_de name_en unit kind variant tracking issue_order shelf_life_days certificate marked",
    "fo_barcodes|item_id code quantity",
    "fo_orders|number deal customer channel sales_state gate due_on ship_complete warehouse reference",
    "fo_order_lines|order_id item_id kind quantity cancelled source min_life_days lot_wanted owner substitutes",
    "fo_supply|kind number partner item_id quantity order_line_id dedicated progress_percent ready_on state reference",
    "fo_kit_lines|item_id component_id quantity",
    "fo_substitutes|item_id instead_id quantity stands_for priority asks",
    "fo_customers|name min_life_days blocked credit",
    "fo_availability|order_id order_line_id item_id quantity note",
    "fo_documents|order_id kind number issued_on file ready",
  };
  const char *time = shop->engine == FO_TEST_POSTGRESQL ? "TIMESTAMPTZ" : "TEXT";

  for (gsize i = 0; i < G_N_ELEMENTS (views); i++) {
    g_auto (GStrv) parts = g_strsplit (views[i], "|", 2);
    g_auto (GStrv) columns = g_strsplit (parts[1], " ", -1);
    g_autofree char *typed = g_strjoinv (" TEXT, ", columns);
    g_autofree char *script = g_strdup_printf (
        "CREATE TABLE %s (id TEXT, rev TEXT, changed_at %s, deleted TEXT, %s TEXT)", parts[0], time, typed);

    shop_run (shop, script);
  }
  shop_run (shop, "CREATE TABLE fo_inbox (op_id TEXT PRIMARY KEY, op TEXT, body TEXT, created_at TEXT)");
}

/* Whenever this runs, no cursor is past it. */
#define NOW "'2126-11-22T09:00:00.000Z'"

/* One good row of each, called G. */
static void
add_good_rows (Shop *shop)
{
  shop_run (shop, "INSERT INTO fo_items (id, rev, changed_at, code, name, unit, tracking) VALUES ('G', '1', " NOW
                  ", 'PUMP-50', 'Pump', 'шт', 'lot');"
                  "INSERT INTO fo_barcodes (id, rev, changed_at, item_id, code, quantity) VALUES ('G', '1', " NOW
                  ", 'G', '4601234567893', '1');"
                  "INSERT INTO fo_orders (id, rev, changed_at, number) VALUES ('G', '1', " NOW ", '214');"
                  "INSERT INTO fo_order_lines (id, rev, changed_at, order_id, item_id, quantity) VALUES ('G', '1', " NOW
                  ", 'G', 'G', '5');"
                  "INSERT INTO fo_supply (id, rev, changed_at, kind, number, item_id, quantity)"
                  " VALUES ('G', '1', " NOW ", 'purchase', 'PO-1', 'G', '5');");
}

/* What is wrong with a row B that is otherwise as good as G. */
static const struct {
  const char *view, *set, *verdict, *field;
} faults[] = {
  /* what every view has */
  { "fo_items", "rev = NULL", "FO_MESSAGE_MALFORMED", "rev" },
  { "fo_items", "rev = '7.5'", "FO_MESSAGE_MALFORMED", "rev" },
  { "fo_items", "rev = '-1'", "FO_MESSAGE_MALFORMED", "rev" },
  { "fo_items", "changed_at = NULL", "FO_MESSAGE_MALFORMED", "changed_at" },
  { "fo_items", "deleted = 'perhaps'", "FO_MESSAGE_MALFORMED", "deleted" },
  /* items */
  { "fo_items", "code = NULL", "FO_MESSAGE_MALFORMED", "code" },
  { "fo_items", "code = ''", "FO_MESSAGE_MALFORMED", "code" },
  { "fo_items", "code = '0123456789012345678901234567890123456789012345678901234567890123'", "FO_TEXT_TOO_LONG",
    "code" },
  { "fo_items", "code = 'PUMP-50'", "FO_NUMBER_TAKEN", "code" },
  { "fo_items", "name = NULL", "FO_MESSAGE_MALFORMED", "name" },
  { "fo_items", "unit = NULL", "FO_MESSAGE_MALFORMED", "unit" },
  { "fo_items", "kind = 'set'", "FO_MESSAGE_MALFORMED", "kind" },
  { "fo_items", "tracking = 'colour'", "FO_MESSAGE_MALFORMED", "tracking" },
  { "fo_items", "issue_order = 'lifo'", "FO_MESSAGE_MALFORMED", "issue_order" },
  { "fo_items", "certificate = 'yes'", "FO_MESSAGE_MALFORMED", "certificate" },
  { "fo_items", "shelf_life_days = 'a year'", "FO_MESSAGE_MALFORMED", "shelf_life_days" },
  { "fo_items", "shelf_life_days = '-1'", "FO_MESSAGE_MALFORMED", "shelf_life_days" },
  /* barcodes */
  { "fo_barcodes", "item_id = 'X'", "FO_ITEM_UNKNOWN", "item_id" },
  { "fo_barcodes", "item_id = NULL", "FO_MESSAGE_MALFORMED", "item_id" },
  { "fo_barcodes", "code = NULL", "FO_MESSAGE_MALFORMED", "code" },
  { "fo_barcodes", "quantity = '0'", "FO_QUANTITY_NOT_POSITIVE", "barcode_quantity" },
  { "fo_barcodes", "quantity = 'box'", "FO_QUANTITY_BAD", "quantity" },
  /* orders */
  { "fo_orders", "number = NULL", "FO_MESSAGE_MALFORMED", "number" },
  { "fo_orders", "number = '214'", "FO_NUMBER_TAKEN", "number" },
  { "fo_orders", "gate = 'ajar'", "FO_MESSAGE_MALFORMED", "gate" },
  { "fo_orders", "gate = 'override'", "FO_MESSAGE_MALFORMED", "gate" },
  { "fo_orders", "due_on = '31.12.2026'", "FO_DAY_BAD", "due_on" },
  { "fo_orders", "due_on = '2026-02-30'", "FO_DAY_BAD", "due_on" },
  { "fo_orders", "ship_complete = 'maybe'", "FO_MESSAGE_MALFORMED", "ship_complete" },
  /* lines */
  { "fo_order_lines", "order_id = 'X'", "FO_ORDER_UNKNOWN", "order_id" },
  { "fo_order_lines", "order_id = NULL", "FO_MESSAGE_MALFORMED", "order_id" },
  { "fo_order_lines", "item_id = 'X'", "FO_ITEM_UNKNOWN", "item_id" },
  { "fo_order_lines", "quantity = NULL", "FO_MESSAGE_MALFORMED", "quantity" },
  { "fo_order_lines", "quantity = '3,5'", "FO_QUANTITY_BAD", "quantity" },
  { "fo_order_lines", "quantity = '1 000'", "FO_QUANTITY_BAD", "quantity" },
  { "fo_order_lines", "quantity = '2x12'", "FO_QUANTITY_BAD", "quantity" },
  { "fo_order_lines", "quantity = '1e3'", "FO_QUANTITY_BAD", "quantity" },
  { "fo_order_lines", "quantity = '-5'", "FO_QUANTITY_NOT_POSITIVE", "quantity" },
  { "fo_order_lines", "quantity = '2.5'", "FO_QUANTITY_NOT_WHOLE", "quantity" },
  { "fo_order_lines", "quantity = '2.0000001'", "FO_QUANTITY_BAD", "quantity" },
  { "fo_order_lines", "quantity = '99999999999999'", "FO_QUANTITY_TOO_LARGE", "quantity" },
  { "fo_order_lines", "cancelled = '6'", "FO_QUANTITY_TOO_LARGE", "cancelled" },
  { "fo_order_lines", "kind = 'set'", "FO_MESSAGE_MALFORMED", "kind" },
  { "fo_order_lines", "kind = 'thing'", "FO_MESSAGE_MALFORMED", "kind" },
  { "fo_order_lines", "source = 'heaven'", "FO_MESSAGE_MALFORMED", "source" },
  { "fo_order_lines", "min_life_days = 'long'", "FO_MESSAGE_MALFORMED", "min_life_days" },
  { "fo_order_lines", "substitutes = 'perhaps'", "FO_MESSAGE_MALFORMED", "substitutes" },
  /* supplies */
  { "fo_supply", "kind = NULL", "FO_MESSAGE_MALFORMED", "kind" },
  { "fo_supply", "kind = 'gift'", "FO_MESSAGE_MALFORMED", "kind" },
  { "fo_supply", "number = NULL", "FO_MESSAGE_MALFORMED", "number" },
  { "fo_supply", "item_id = 'X'", "FO_ITEM_UNKNOWN", "item_id" },
  { "fo_supply", "order_line_id = 'X'", "FO_LINE_UNKNOWN", "order_line_id" },
  { "fo_supply", "quantity = 'some'", "FO_QUANTITY_BAD", "quantity" },
  { "fo_supply", "progress_percent = '101'", "FO_MESSAGE_MALFORMED", "progress_percent" },
  { "fo_supply", "ready_on = 'soon'", "FO_DAY_BAD", "ready_on" },
  { "fo_supply", "state = 'done'", "FO_MESSAGE_MALFORMED", "state" },
};

/* Copies G to a row named B<n>, with codes and numbers of its own, and spoils it. */
static void
add_faulty_row (Shop *shop, gsize n)
{
  static const struct {
    const char *view, *copy;
  } copies[] = {
    { "fo_items",
      "INSERT INTO fo_items (id, rev, changed_at, code, name, unit) SELECT 'B%u', '1', " NOW ", 'C-%u', name, unit"
      " FROM fo_items WHERE id = 'G'" },
    { "fo_barcodes", "INSERT INTO fo_barcodes (id, rev, changed_at, item_id, code, quantity) SELECT 'B%u', '1', " NOW
                     ", item_id, 'C-%u', quantity FROM fo_barcodes WHERE id = 'G'" },
    { "fo_orders", "INSERT INTO fo_orders (id, rev, changed_at, number) SELECT 'B%u', '1', " NOW
                   ", 'N-%u' FROM fo_orders WHERE id = 'G'" },
    { "fo_order_lines",
      "INSERT INTO fo_order_lines (id, rev, changed_at, order_id, item_id, quantity) SELECT 'B%u', '%u', " NOW
      ", order_id, item_id, quantity FROM fo_order_lines WHERE id = 'G'" },
    { "fo_supply",
      "INSERT INTO fo_supply (id, rev, changed_at, kind, number, item_id, quantity) SELECT 'B%u', '1', " NOW
      ", kind, 'S-%u', item_id, quantity FROM fo_supply WHERE id = 'G'" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (copies); i++)
    if (g_str_equal (copies[i].view, faults[n].view)) {
      g_auto (GStrv) parts = g_strsplit (copies[i].copy, "%u", 3);
      g_autofree char *copy = g_strdup_printf ("%s%u%s%u%s", parts[0], (guint) n, parts[1], (guint) n + 1, parts[2]);
      g_autofree char *spoil =
          g_strdup_printf ("UPDATE %s SET %s WHERE id = 'B%u'", faults[n].view, faults[n].set, (guint) n);

      shop_run (shop, copy);
      shop_run (shop, spoil);
    }
}

static void
expect_rejected (Shop *shop, gsize n)
{
  g_autofree char *query = g_strdup_printf ("SELECT state, error FROM inbox WHERE remote_id = 'B%u'", (guint) n);
  g_autofree char *found = shop_store_rows (shop, query);
  g_autofree char *verdict = g_strdup_printf ("rejected|{\"verdict\":\"%s\"", faults[n].verdict);
  g_autofree char *field = g_strdup_printf ("\"field\":\"%s\"", faults[n].field);

  g_test_message ("%s SET %s: %s", faults[n].view, faults[n].set, found);
  g_assert_true (g_str_has_prefix (found, verdict));
  g_assert_nonnull (strstr (found, field));
}

static void
test_faulty_rows (Shop *shop)
{
  g_autofree char *expected = g_strdup_printf ("%u\n", (guint) G_N_ELEMENTS (faults));

  make_views (shop);
  add_good_rows (shop);
  for (gsize n = 0; n < G_N_ELEMENTS (faults); n++)
    add_faulty_row (shop, n);
  shop_sync (shop);
  g_assert_cmpuint (shop->round.rejected, ==, G_N_ELEMENTS (faults));
  g_assert_cmpuint (shop->round.applied, ==, 5);
  g_assert_cmpuint (shop->round.waiting, ==, 0);
  for (gsize n = 0; n < G_N_ELEMENTS (faults); n++)
    expect_rejected (shop, n);
  shop_expect_store (shop, "SELECT COUNT (*) FROM conflict WHERE open = 1 AND kind = 'rejected'", expected);
  shop_expect_store (shop, "SELECT COUNT (*) FROM order_line", "1\n");
  warehouse_expect_clean (shop->w);

  fo_gateway_read_all (shop->gateway);
  shop_sync (shop);
  g_assert_cmpuint (shop->round.heard + shop->round.rejected, ==, 0);
  shop_expect_store (shop, "SELECT COUNT (*) FROM conflict WHERE open = 1", expected);
}

/* The row is corrected over there: what was wrong is forgotten. */
static void
test_corrected (Shop *shop)
{
  make_views (shop);
  add_good_rows (shop);
  shop_run (shop, "UPDATE fo_order_lines SET quantity = '3,5'");
  shop_run (shop, "UPDATE fo_barcodes SET quantity = 'box'");
  shop_sync (shop);
  g_assert_nonnull (strstr (shop->events->str, "rejected line G rev 1 FO_QUANTITY_BAD\n"));
  shop_expect_store (shop, "SELECT entity, remote_id, kind FROM conflict WHERE open = 1 ORDER BY entity",
                     "barcode|G|rejected\nline|G|rejected\n");
  shop_run (shop, "UPDATE fo_order_lines SET quantity = '3', rev = '2'");
  shop_run (shop, "UPDATE fo_barcodes SET quantity = '12', rev = '2'");
  shop_sync (shop);
  shop_expect_store (shop, "SELECT COUNT (*) FROM conflict WHERE open = 1", "0\n");
  shop_expect_store (shop, "SELECT ordered_u FROM order_line", "3000000\n");
  shop_expect_store (shop, "SELECT quantity_u FROM barcode", "12000000\n");
}

/* What hangs on something unknown is taken up when that becomes known, however long it takes. */
static void
test_missing_parent_comes (Shop *shop)
{
  make_views (shop);
  add_good_rows (shop);
  shop_run (shop, "UPDATE fo_items SET code = NULL");
  shop_sync (shop);
  g_assert_nonnull (strstr (shop->events->str, "rejected item G rev 1 FO_MESSAGE_MALFORMED\n"));
  g_assert_nonnull (strstr (shop->events->str, "rejected line G rev 1 FO_ITEM_UNKNOWN\n"));
  g_assert_nonnull (strstr (shop->events->str, "rejected supply G rev 1 FO_ITEM_UNKNOWN\n"));
  shop_run (shop, "UPDATE fo_items SET code = 'PUMP-50', rev = '2'");
  shop_sync (shop);
  shop_expect_store (shop, "SELECT ordered_u, promised_u FROM order_line", "5000000|5000000\n");
  shop_expect_store (shop, "SELECT COUNT (*) FROM conflict WHERE open = 1", "0\n");
  warehouse_expect_clean (shop->w);
}

static FoTxnEnd
set_warehouse (FoTxn *txn, gpointer data, GError **error)
{
  (void) error;
  fo_meta_set (txn, "sales_warehouse", data);
  return FO_TXN_COMMIT;
}

static void
test_other_warehouse (Shop *shop)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_store_write (shop->w->store, 0, set_warehouse, (gpointer) "Main", &error));
  shop_restart_gateway (shop);
  make_views (shop);
  add_good_rows (shop);
  shop_run (shop, "UPDATE fo_orders SET warehouse = 'Riga'");
  shop_sync (shop);
  g_assert_cmpuint (shop->round.left_alone, ==, 2);
  g_assert_cmpuint (shop->round.rejected, ==, 0);
  shop_expect_store (shop, "SELECT COUNT (*) FROM sales_order", "0\n");
  shop_expect_store (shop, "SELECT COUNT (*) FROM conflict", "0\n");
  shop_run (shop, "UPDATE fo_orders SET warehouse = 'Main', rev = '2'");
  shop_sync (shop);
  shop_expect_store (shop, "SELECT state, promised_u FROM sales_order NATURAL JOIN order_line", "waiting|5000000\n");
  shop_run (shop, "UPDATE fo_orders SET warehouse = 'Riga', rev = '3'");
  shop_sync (shop);
  shop_expect_store (shop, "SELECT state, promised_u FROM sales_order NATURAL JOIN order_line", "cancelled|0\n");
}

/* Views over columns of real types: numbers, booleans, days, a uuid and jsonb. */
static void
test_typed_columns (Shop *shop)
{
  shop_run (
      shop,
      "CREATE TABLE fo_items (id BIGINT, rev BIGINT, changed_at TIMESTAMPTZ, deleted BOOLEAN, code TEXT, name TEXT, "
      "name_de TEXT,"
      " name_en TEXT, unit TEXT, kind TEXT, variant TEXT, tracking TEXT, issue_order TEXT, shelf_life_days INTEGER,"
      " certificate TEXT, marked BOOLEAN);"
      "CREATE TABLE fo_barcodes (id BIGINT, rev BIGINT, changed_at TIMESTAMPTZ, deleted BOOLEAN, item_id BIGINT, code "
      "TEXT,"
      " quantity NUMERIC (15, 3));"
      "CREATE TABLE fo_orders (id UUID, rev BIGINT, changed_at TIMESTAMP, deleted BOOLEAN, number VARCHAR (20), deal "
      "TEXT,"
      " customer TEXT, channel TEXT, sales_state TEXT, gate TEXT, due_on DATE, ship_complete BOOLEAN, warehouse TEXT,"
      " reference TEXT);"
      "CREATE TABLE fo_order_lines (id BIGINT, rev BIGINT, changed_at TIMESTAMPTZ, deleted BOOLEAN, order_id UUID, "
      "item_id BIGINT,"
      " kind TEXT, quantity NUMERIC (15, 10), cancelled NUMERIC (15, 3), source TEXT, min_life_days INTEGER, "
      "lot_wanted TEXT, owner TEXT);"
      "CREATE TABLE fo_supply (id BIGINT, rev BIGINT, changed_at TIMESTAMPTZ, deleted BOOLEAN, kind TEXT, number TEXT, partner TEXT,"
      " item_id BIGINT, quantity NUMERIC, order_line_id BIGINT, dedicated BOOLEAN, progress_percent SMALLINT, ready_on "
      "DATE,"
      " state TEXT, reference TEXT);"
      "CREATE TABLE fo_kit_lines (id BIGINT, rev BIGINT, changed_at TIMESTAMPTZ, deleted BOOLEAN, item_id BIGINT, component_id BIGINT,"
      " quantity NUMERIC);"
      "CREATE TABLE fo_customers (id BIGINT, rev BIGINT, changed_at TIMESTAMPTZ, deleted BOOLEAN, name TEXT, min_life_days INTEGER,"
      " blocked BOOLEAN, credit BOOLEAN);"
      "CREATE TABLE fo_availability (id BIGINT, rev BIGINT, changed_at TIMESTAMPTZ, deleted BOOLEAN, order_id UUID,"
      " order_line_id BIGINT, item_id BIGINT, quantity NUMERIC, note TEXT);"
      "CREATE TABLE fo_documents (id BIGINT, rev BIGINT, changed_at TIMESTAMPTZ, deleted BOOLEAN, order_id UUID, kind TEXT,"
      " number TEXT, issued_on DATE, file TEXT, ready BOOLEAN);"
      "CREATE TABLE fo_inbox (op_id UUID PRIMARY KEY, op TEXT, body JSONB, created_at TIMESTAMPTZ);"
      "INSERT INTO fo_items (id, rev, changed_at, deleted, code, name, unit, shelf_life_days)"
      " VALUES (7, 1, now (), FALSE, 'SEALANT', 'Sealant', 'кг', 365);"
      "INSERT INTO fo_orders (id, rev, changed_at, deleted, number, due_on, ship_complete)"
      " VALUES ('1f0e2d3c-0000-0000-0000-000000000001', 4, now () AT TIME ZONE 'UTC', FALSE, '214', '2026-12-10', "
      "TRUE);"
      "INSERT INTO fo_order_lines (id, rev, changed_at, deleted, order_id, item_id, quantity, cancelled)"
      " VALUES (9, 1, now (), FALSE, '1f0e2d3c-0000-0000-0000-000000000001', 7, 2.5, 0.5);"
      "INSERT INTO fo_supply (id, rev, changed_at, deleted, kind, number, item_id, quantity, order_line_id, dedicated, "
      "ready_on)"
      " VALUES (3, 1, now (), FALSE, 'production', 'P-1', 7, 2, 9, TRUE, '2026-12-01')");
  shop_sync (shop);
  g_assert_cmpuint (shop->round.applied, ==, 4);
  g_assert_cmpuint (shop->round.verified, ==, shop->round.sent);
  shop_expect_store (shop, "SELECT due_on, ship_complete, state FROM sales_order", "2026-12-10|1|waiting\n");
  shop_expect_store (shop, "SELECT ordered_u, cancelled_u, promised_u FROM order_line", "2500000|500000|2000000\n");
  shop_expect_store (shop, "SELECT has_expiry, tracking, shelf_life_days FROM item", "1|lot|365\n");
  shop_expect_store (shop, "SELECT dedicated, ready_on, promised_u FROM supply", "1|2026-12-01|2000000\n");
  shop_run (shop, "UPDATE fo_orders SET deleted = TRUE, rev = 5, changed_at = now () AT TIME ZONE 'UTC'");
  shop_sync (shop);
  shop_expect_store (shop, "SELECT state FROM sales_order", "cancelled\n");
}

/* Numbers come as the columns give them; nothing is rounded, nothing is padded. */
static void
test_quantities_stay_exact (Shop *shop)
{
  static const char *const said[] = { "0.000001", "3333.330", "12345678.901234", "2.50000000000", "1000000000" };

  make_views (shop);
  add_good_rows (shop);
  shop_run (shop, "UPDATE fo_items SET unit = 'кг'");
  shop_sync (shop);
  for (gsize i = 0; i < G_N_ELEMENTS (said); i++) {
    static const char *const kept[] = { "1\n", "3333330000\n", "12345678901234\n", "2500000\n", "1000000000000000\n" };
    g_autofree char *update =
        g_strdup_printf ("UPDATE fo_order_lines SET quantity = '%s', rev = '%u'", said[i], (guint) i + 2);

    shop_run (shop, update);
    shop_sync (shop);
    shop_expect_store (shop, "SELECT ordered_u FROM order_line", kept[i]);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  shop_each_bare ("/sync/faulty-rows", test_faulty_rows);
  shop_each_bare ("/sync/corrected", test_corrected);
  shop_each_bare ("/sync/missing-parent-comes", test_missing_parent_comes);
  shop_each_bare ("/sync/other-warehouse", test_other_warehouse);
  shop_each_bare_of (FO_TEST_POSTGRESQL, "/sync/typed-columns", test_typed_columns);
  shop_each_bare ("/sync/quantities-stay-exact", test_quantities_stay_exact);
  return g_test_run ();
}

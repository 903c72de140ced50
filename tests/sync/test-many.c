/* SPDX-License-Identifier: GPL-3.0-or-later
 * Many rows at once: they are taken together, a bad one among them is refused alone and with its reason, and what lasts too long is cut
 * into shorter pieces. */
#include "shop.h"

#define ORDERS 60
#define LINES 2

typedef struct {
  const char *entity, *id, *rev, *body;
} Row;

static FoTxnEnd
add_row (FoTxn *txn, gpointer data, GError **error)
{
  const Row *row = data;
  bool is_new;

  return fo_inbox_add (txn, row->entity, row->id, row->rev, row->body, &is_new, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* MORE continues the object: ,"name":"value"… Takes it. */
static void
hear (Shop *shop, const char *entity, const char *id, guint rev, char *more)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *number = g_strdup_printf ("%u", rev), *rest = more;
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"rev\":\"%u\",\"changed_at\":\"2026-11-22T09:00:00.000Z\",\"deleted\":\"0\"%s}", id, rev, rest);
  Row row = { entity, id, number, body };

  g_assert_true (fo_store_write (shop->w->store, 0, add_row, &row, &error));
}

static void
hear_line (Shop *shop, const char *id, guint rev, const char *order, const char *item, const char *quantity)
{
  hear (shop, "line", id, rev,
        g_strdup_printf (",\"order_id\":\"%s\",\"item_id\":\"%s\",\"quantity\":\"%s\"", order, item, quantity));
}

/* Sixty orders of two lines; with each tenth something is wrong. */
static void
hear_orders (Shop *shop)
{
  hear (shop, "item", "PUMP", 1,
        g_strdup (",\"code\":\"PUMP-50\",\"name\":\"Насос\",\"unit\":\"шт\",\"tracking\":\"lot\""));
  for (guint n = 0; n < ORDERS; n++) {
    g_autofree char *order = g_strdup_printf ("O-%u", n);

    hear (shop, "order", order, 1, g_strdup_printf (",\"number\":\"N-%u\"", n % 10 == 7 ? n - 1 : n));
    for (guint l = 0; l < LINES; l++) {
      g_autofree char *line = g_strdup_printf ("L-%u-%u", n, l);

      hear_line (shop, line, 1, order, "PUMP", n % 10 == 3 && l == 0 ? "2x12" : "5");
    }
  }
}

static gint64
commits_of (Shop *shop)
{
  g_autoptr (GError) error = NULL;
  FoStoreCount count;

  fo_store_count_reset (shop->w->store);
  g_assert_true (fo_gateway_take (shop->gateway, false, &error));
  g_assert_no_error (error);
  fo_store_counts (shop->w->store, &count);
  return count.commits;
}

/* Two of each ten orders are not here or not whole: one has a number that is another's, so its lines wait; of one a line is refused. */
static void
expect_the_rest (Shop *shop)
{
  shop_expect_store (shop, "SELECT COUNT (*) FROM sales_order", "54\n");
  shop_expect_store (shop, "SELECT COUNT (*) FROM order_line", "102\n");
  shop_expect_store (shop, "SELECT COUNT (*) FROM inbox WHERE state = 'applied'", "157\n");
  shop_expect_store (
      shop,
      "SELECT COUNT (*) FROM inbox WHERE state = 'rejected' AND entity = 'order' AND error LIKE '%FO_NUMBER_TAKEN%'",
      "6\n");
  shop_expect_store (shop,
                     "SELECT COUNT (*) FROM inbox WHERE state = 'rejected' AND entity = 'line' AND error LIKE "
                     "'%FO_QUANTITY_BAD%2x12%'",
                     "6\n");
  shop_expect_store (shop, "SELECT COUNT (*) FROM inbox WHERE state = 'new' AND entity = 'line'", "12\n");
  shop_expect_store (shop, "SELECT COUNT (*) FROM conflict WHERE open = 1 AND kind = 'rejected'", "12\n");
  shop_expect_store (shop, "SELECT COUNT (*) FROM operation WHERE kind = 'apply-line'", "102\n");
  warehouse_expect_clean (shop->w);
}

static void
test_one_bad (Shop *shop)
{
  hear_orders (shop);
  g_assert_cmpint (commits_of (shop), <, 40); /* 181 rows; each alone would be one */
  expect_the_rest (shop);
}

/* So slow that not even two rows fit into what others may be kept waiting. */
static gint64
a_slow_clock (gpointer world)
{
  gint64 *us = world;

  return *us += 60000;
}

static void
test_slow (Shop *shop)
{
  gint64 us = 0;

  hear_orders (shop);
  shop->gateway->clock = a_slow_clock;
  shop->gateway->world = &us;
  g_assert_cmpint (commits_of (shop), >, 160);
  expect_the_rest (shop);
}

/* The same order twice in one heap, and its line before it. */
static void
test_mixed (Shop *shop)
{
  hear_line (shop, "L", 1, "O", "PUMP", "5");
  hear (shop, "order", "O", 1, g_strdup (",\"number\":\"N\",\"deal\":\"D-1\""));
  hear (shop, "item", "PUMP", 1,
        g_strdup (",\"code\":\"PUMP-50\",\"name\":\"Насос\",\"unit\":\"шт\",\"tracking\":\"lot\""));
  hear (shop, "order", "O", 3, g_strdup (",\"number\":\"N\",\"deal\":\"D-3\""));
  hear (shop, "order", "O", 2, g_strdup (",\"number\":\"N\",\"deal\":\"D-2\""));
  hear_line (shop, "L", 2, "O", "PUMP", "7");
  commits_of (shop);
  shop_expect_store (shop, "SELECT deal FROM sales_order", "D-3\n");
  shop_expect_store (shop, "SELECT COUNT (*), MAX (ordered_u) FROM order_line", "1|7000000\n");
  shop_expect_store (shop, "SELECT state, COUNT (*) FROM inbox GROUP BY state ORDER BY state",
                     "applied|4\nsuperseded|2\n");
}

/* A row that is known already ends what is taken together; what was asked ahead for those behind it is old by the time they come. */
static void
test_known_between (Shop *shop)
{
  hear (shop, "item", "PUMP", 1, g_strdup (",\"code\":\"PUMP-50\",\"name\":\"Насос\",\"unit\":\"шт\",\"tracking\":\"lot\""));
  hear (shop, "order", "K", 1, g_strdup (",\"number\":\"K\""));
  commits_of (shop);
  hear (shop, "order", "O", 1, g_strdup (",\"number\":\"N\""));
  hear_line (shop, "L1", 1, "O", "PUMP", "5");
  hear (shop, "order", "K", 2, g_strdup (",\"number\":\"K\",\"deal\":\"D-2\""));
  for (guint i = 2; i < 8; i++) {
    g_autofree char *line = g_strdup_printf ("L%u", i);
    hear_line (shop, line, 1, "O", "PUMP", "7");
  }
  commits_of (shop);
  shop_expect_store (shop, "SELECT remote_id FROM order_line ORDER BY position", "L1\nL2\nL3\nL4\nL5\nL6\nL7\n"); /* as they came */
  shop_expect_store (shop, "SELECT DISTINCT state FROM inbox", "applied\n");
}

static void
expect_told (Shop *shop, const char *like)
{
  g_autofree char *question = g_strdup_printf ("SELECT COUNT (*) FROM outbox WHERE op = 'reserve.set' AND body LIKE '%s'", like);

  shop_expect_store (shop, question, "1\n");
}

/* Five lines of an order, one behind the other: what of them is promised is told, whole, whatever the last one is and whatever is wrong
 * with one between them. */
static void
test_lines_of_an_order (Shop *shop)
{
  static const char *const quantities[] = { "1", "2", "3", "5", "4" };

  hear (shop, "item", "PUMP", 1, g_strdup (",\"code\":\"PUMP-50\",\"name\":\"Насос\",\"unit\":\"шт\",\"tracking\":\"lot\""));
  hear (shop, "item", "TEA", 1, g_strdup (",\"code\":\"TEA\",\"name\":\"Доставка\",\"unit\":\"шт\",\"kind\":\"service\""));
  commits_of (shop);
  warehouse_receive (shop->w, shop_item (shop, "PUMP"), "A", NULL, 6);
  for (guint n = 0; n < 3; n++) { /* all well; one is a service; one between them is nonsense */
    g_autofree char *order = g_strdup_printf ("O-%u", n);

    hear (shop, "order", order, 1, g_strdup_printf (",\"number\":\"N-%u\",\"gate\":\"open\"", n));
    for (guint l = 0; l < G_N_ELEMENTS (quantities); l++) {
      g_autofree char *line = g_strdup_printf ("L-%u-%u", n, l);

      hear_line (shop, line, 1, order, n == 1 && l == 4 ? "TEA" : "PUMP", n == 2 && l == 2 ? "2x12" : quantities[l]);
    }
  }
  commits_of (shop);
  shop_expect_store (shop,
                     "SELECT o.number, COUNT (*), COUNT (NULLIF (l.promised_u, 0)) FROM order_line l JOIN sales_order o "
                     "ON o.order_id = l.order_id GROUP BY o.number ORDER BY o.number",
                     "N-0|5|3\nN-1|5|0\nN-2|4|0\n");
  shop_expect_store (shop, "SELECT COUNT (*) FROM outbox WHERE op = 'reserve.set'", "3\n");
  expect_told (shop, "%L-0-0\",\"promised\":\"1\"%L-0-1\",\"promised\":\"2\"%L-0-2\",\"promised\":\"3\"%L-0-3%L-0-4%");
  expect_told (shop, "%L-1-0%L-1-1%L-1-2%L-1-3%");
  expect_told (shop, "%L-2-0%L-2-1%L-2-3%L-2-4%");
  warehouse_expect_clean (shop->w);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  shop_each_bare_of (FO_TEST_SQLITE, "/sync/many/one-bad", test_one_bad);
  shop_each_bare_of (FO_TEST_SQLITE, "/sync/many/slow", test_slow);
  shop_each_bare_of (FO_TEST_SQLITE, "/sync/many/mixed", test_mixed);
  shop_each_bare_of (FO_TEST_SQLITE, "/sync/many/known-between", test_known_between);
  shop_each_bare_of (FO_TEST_SQLITE, "/sync/many/lines-of-an-order", test_lines_of_an_order);
  return g_test_run ();
}

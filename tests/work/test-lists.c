/* SPDX-License-Identifier: GPL-3.0-or-later
 * Lists that are read page by page: each row once, in the order they promise, however small the pages are. */
#include "warehouse.h"

#include <string.h>

enum { ORDERS = 23, SUPPLIES = 23, PAGE = 5 };

typedef struct {
  bool (*page) (FoTxn *txn, gconstpointer after, guint limit, GArray *rows, GError **error);
  guint size;
  GArray *rows;
} Reading;

static bool
page_open (FoTxn *txn, gconstpointer after, guint limit, GArray *rows, GError **error)
{
  return fo_orders_open (txn, after, limit, rows, error);
}

static bool
page_pickable (FoTxn *txn, gconstpointer after, guint limit, GArray *rows, GError **error)
{
  return fo_orders_pickable (txn, after, limit, rows, error);
}

static bool
page_expected (FoTxn *txn, gconstpointer after, guint limit, GArray *rows, GError **error)
{
  return fo_supplies_expected (txn, after, limit, rows, error);
}

static FoTxnEnd
read_pages (FoTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;

  g_array_set_size (reading->rows, 0);
  for (guint before = 1, known = 0; before != known;) {
    before = known;
    gconstpointer after = known ? reading->rows->data + (known - 1) * reading->size : NULL;
    if (!reading->page (txn, after, PAGE, reading->rows, error))
      return FO_TXN_FAIL;
    known = reading->rows->len;
    g_assert_cmpuint (known - before, <=, PAGE);
  }
  return FO_TXN_COMMIT;
}

static GArray *
read_all (Warehouse *w, Reading reading)
{
  g_autoptr (GError) error = NULL;
  bool read;

  reading.rows = g_array_new (FALSE, FALSE, reading.size);
  read = fo_store_read (w->store, read_pages, &reading, &error);
  g_assert_no_error (error);
  g_assert_true (read);
  return reading.rows;
}

/* ---- orders ------------------------------------------------------------------------------------------------------------------ */

static FoTxnEnd
write_orders (FoTxn *txn, gpointer data, GError **error)
{
  const FoId first = *(FoId *) data;

  (void) error;
  for (int i = 0; i < ORDERS; i++) {
    FoOrder order = { .id = first + i, .gate = i % 4 ? FO_GATE_OPEN : FO_GATE_CLOSED, .priority = i % 3,
                      .due_on = i % 5 ? 20000 + i % 7 : FO_DAY_NONE, .state = (FoOrderState) (i % FO_N_ORDER_STATES) };
    g_snprintf (order.number, sizeof order.number, "N%d", i);
    fo_order_insert (txn, &order, NULL);
    fo_order_set_state (txn, &order);
  }
  return FO_TXN_COMMIT;
}

static void
have_orders (Warehouse *w)
{
  g_autoptr (GError) error = NULL;
  FoId id = fo_store_next_id (w->store, &error);

  g_assert_no_error (error);
  g_assert_true (fo_store_write (w->store, 0, write_orders, &id, &error));
}

static int
due (const FoOrder *order)
{
  return order->due_on == FO_DAY_NONE ? FO_DAY_MAX : order->due_on;
}

static void
assert_served_in_order (const GArray *orders)
{
  for (guint i = 1; i < orders->len; i++) {
    const FoOrder *a = &g_array_index (orders, FoOrder, i - 1), *b = &g_array_index (orders, FoOrder, i);

    g_assert_true (a->priority < b->priority || (a->priority == b->priority && due (a) < due (b))
                   || (a->priority == b->priority && due (a) == due (b) && a->id < b->id));
  }
}

static bool
is_open (const FoOrder *order)
{
  return order->state != FO_ORDER_ALL_SHIPPED && order->state != FO_ORDER_IS_CANCELLED;
}

WAREHOUSE_TEST (test_open)
{
  g_autoptr (GArray) orders = NULL;
  guint open = 0;

  have_orders (w);
  for (int i = 0; i < ORDERS; i++) {
    const FoOrder order = { .state = (FoOrderState) (i % FO_N_ORDER_STATES) };
    open += is_open (&order);
  }
  orders = read_all (w, (Reading){ .page = page_open, .size = sizeof (FoOrder) });
  g_assert_cmpuint (orders->len, ==, open);
  assert_served_in_order (orders);
}

WAREHOUSE_TEST (test_pickable)
{
  g_autoptr (GArray) orders = NULL;
  guint pickable = 0;

  have_orders (w);
  for (int i = 0; i < ORDERS; i++) {
    FoOrderState state = (FoOrderState) (i % FO_N_ORDER_STATES);
    pickable += state == FO_ORDER_PICKING || state == FO_ORDER_PICKED || (state == FO_ORDER_READY && i % 4);
  }
  orders = read_all (w, (Reading){ .page = page_pickable, .size = sizeof (FoOrder) });
  g_assert_cmpuint (pickable, >, PAGE);
  g_assert_cmpuint (orders->len, ==, pickable);
  assert_served_in_order (orders);
}

/* ---- supplies ------------------------------------------------------------------------------------------------------------------ */

typedef struct {
  FoId first, item;
} Coming;

/* Every fourth is closed, every fifth has come; three share each day, and every seventh has none. */
static FoTxnEnd
write_supplies (FoTxn *txn, gpointer data, GError **error)
{
  const Coming *coming = data;

  (void) error;
  for (int i = 0; i < SUPPLIES; i++) {
    FoSupply supply = { .id = coming->first + i, .item_id = coming->item, .ordered_u = 10 * FO_ONE,
                        .received_u = i % 5 ? 0 : 10 * FO_ONE, .ready_on = i % 7 ? 20100 - i / 3 : FO_DAY_NONE,
                        .state = i % 4 ? FO_SUPPLY_OPEN : FO_SUPPLY_CLOSED_STATE };
    g_snprintf (supply.number, sizeof supply.number, "S%d", i);
    fo_supply_insert (txn, &supply, NULL);
  }
  return FO_TXN_COMMIT;
}

WAREHOUSE_TEST (test_expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) supplies = NULL;
  Coming coming = { .item = warehouse_item (w, "SEALANT", FO_ISSUE_FEFO, true) };
  guint expected = 0;
  bool written;

  coming.first = fo_store_next_id (w->store, &error);
  written = fo_store_write (w->store, 0, write_supplies, &coming, &error);
  g_assert_no_error (error);
  g_assert_true (written);
  for (int i = 0; i < SUPPLIES; i++)
    expected += i % 4 && i % 5;
  supplies = read_all (w, (Reading){ .page = page_expected, .size = sizeof (FoSupply) });
  g_assert_cmpuint (supplies->len, ==, expected);
  for (guint i = 1; i < supplies->len; i++) {
    const FoSupply *a = &g_array_index (supplies, FoSupply, i - 1), *b = &g_array_index (supplies, FoSupply, i);
    int x = a->ready_on == FO_DAY_NONE ? FO_DAY_MAX : a->ready_on, y = b->ready_on == FO_DAY_NONE ? FO_DAY_MAX : b->ready_on;

    g_assert_true (x < y || (x == y && a->id < b->id));
  }
  g_assert_cmpint (g_array_index (supplies, FoSupply, supplies->len - 1).ready_on, ==, FO_DAY_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fo_test_each_store ("/lists/orders/open", test_open);
  fo_test_each_store ("/lists/orders/pickable", test_pickable);
  fo_test_each_store ("/lists/supplies/expected", test_expected);
  return g_test_run ();
}

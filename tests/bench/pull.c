/* SPDX-License-Identifier: GPL-3.0-or-later
 * A hundred thousand orders of a sales database are heard and applied. Two measures: instructions an order, as the difference of
 * a long and a short pull; and the rate as a part of what the engine itself needs to insert the very same rows in bulk, in the same
 * run, index by index and with one commit: nobody who keeps these rows can be faster than that. Somebody scans meanwhile, and does not wait long. */
#include "bench.h"
#include "firstout/store/meta.h"
#include "firstout/sync/gateway.h"
#include "firstout/sync/training.h"
#include "firstout/work/apply.h"
#include "instructions.h"
#include "support/postgres.h"
#include "support/stores.h"
#include <glib/gstdio.h>
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#define ITEMS 100
#define LINES 3

/* Rows that the pull writes: what they cost in bulk is the floor. */
static const char *const tables[] = { "item",  "item_word", "turn",   "sales_order", "order_line",
                                      "inbox", "operation", "outbox", NULL };

/* ---- the sales database -------------------------------------------------------------------------------------------- */

static void
add (FoTrainingSales *sales, const char *table, const char *const *names, const char *const *values, gsize n)
{
  g_autoptr (GError) error = NULL;
  bool added = fo_training_sales_add (sales, table, names, values, n, &error);

  g_assert_no_error (error);
  g_assert (added);
}

static void
sell (FoTrainingSales *sales, guint n)
{
  static const char *const order[] = { "number", "paid", "due_on" };
  static const char *const line[] = { "order_number", "position", "item", "quantity" };
  g_autofree char *number = g_strdup_printf ("N-%06u", n),
                  *due = g_strdup_printf ("2027-%02u-%02u", 1 + n % 12, 1 + n % 28);

  add (sales, "orders", order, (const char *const[]){ number, "1", due }, G_N_ELEMENTS (order));
  for (guint l = 0; l < LINES; l++) {
    g_autofree char *position = g_strdup_printf ("%u", l + 1),
                    *item = g_strdup_printf ("ITEM-%02u", (n * 7 + l * 31) % ITEMS),
                    *quantity = g_strdup_printf ("%u", 1 + n % 9);
    add (sales, "order_lines", line, (const char *const[]){ number, position, item, quantity }, G_N_ELEMENTS (line));
  }
}

static void
open_shop (const char *uri, guint orders)
{
  static const char *const item[] = { "code", "name", "unit", "tracking" };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoTrainingSales) sales = fo_training_sales_create (uri, &error);

  g_assert_no_error (error);
  g_assert_true (fo_training_sales_begin (sales, &error));
  for (guint i = 0; i < ITEMS; i++) {
    g_autofree char *code = g_strdup_printf ("ITEM-%02u", i);
    add (sales, "items", item, (const char *const[]){ code, code, "шт", "lot" }, G_N_ELEMENTS (item));
  }
  for (guint n = 0; n < orders; n++)
    sell (sales, n);
  g_assert_true (fo_training_sales_commit (sales, &error));
}

static char *
shop_uri (FoTestEngine engine)
{
  static guint shops;

  return engine == FO_TEST_POSTGRESQL ? fo_test_postgres_uri ()
                                      : g_strdup_printf ("sqlite:%s/shop-%u.db", bench_folder (), shops++);
}

/* ---- pulling ------------------------------------------------------------------------------------------------------- */

/* Seconds. */
static double
pull (FoStore *store, const char *shop)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoGateway) gateway = fo_gateway_new (store, shop, &error);
  FoGatewayRound round;
  gint64 began_us = g_get_monotonic_time ();
  bool done = gateway && fo_gateway_run_once (gateway, &round, &error);

  if (!done) {
    g_printerr ("bench: %s\n", error->message);
    exit (2);
  }
  return (double) (g_get_monotonic_time () - began_us) / G_USEC_PER_SEC;
}

int
bench_pull_child (const char *store_uri, const char *shop)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) store = fo_store_open (store_uri, 0, &error);

  if (!store)
    return 2;
  pull (store, shop);
  return 0;
}

static double
instructions_of (const char *program, guint orders)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *shop = shop_uri (FO_TEST_SQLITE), *uri = fo_test_store_uri (FO_TEST_SQLITE);

  open_shop (shop, orders);
  fo_store_free (fo_store_open (uri, FO_STORE_CREATE, &error));
  g_assert_no_error (error);
  return bench_instructions ((const char *const[]){ program, "--pull-child", uri, shop, NULL });
}

/* ---- a station beside it ------------------------------------------------------------------------------------------- */

/* Somebody scans meanwhile: every 20 ms a small write of his own, and how long each had to wait. */
typedef struct {
  char *uri;
  gint stop; /* atomic */
  GArray *waited_ms; /* double */
} Station;

static FoTxnEnd
write_something (FoTxn *txn, gpointer data, GError **error)
{
  (void) data, (void) error;
  fo_meta_set (txn, "bench", "a scan");
  return FO_TXN_COMMIT;
}

static gpointer
scan (gpointer data)
{
  Station *station = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) store = fo_store_open (station->uri, 0, &error);

  g_assert_no_error (error);
  while (!g_atomic_int_get (&station->stop)) {
    gint64 began_us = g_get_monotonic_time ();
    double ms;
    bool written = fo_store_write (store, 0, write_something, NULL, &error);

    g_assert_no_error (error);
    g_assert (written);
    ms = (double) (g_get_monotonic_time () - began_us) / 1000;
    g_array_append_val (station->waited_ms, ms);
    g_usleep (20000);
  }
  return NULL;
}

static int
by_size (gconstpointer a, gconstpointer b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* How long of a hundred one had to wait at most 99. */
static double
end_scanning (Station *station, GThread *thread)
{
  double ms = 0;

  g_atomic_int_set (&station->stop, 1);
  g_thread_join (thread);
  g_array_sort (station->waited_ms, by_size);
  if (station->waited_ms->len)
    ms = g_array_index (station->waited_ms, double, station->waited_ms->len * 99 / 100);
  g_array_unref (station->waited_ms);
  g_free (station->uri);
  return ms;
}

/* ---- the same rows in bulk ----------------------------------------------------------------------------------------- */

static void
run_sqlite (sqlite3 *db, const char *text)
{
  char *why = NULL;

  if (sqlite3_exec (db, text, NULL, NULL, &why) != SQLITE_OK)
    g_error ("%s: %s", text, why);
}

/* Into another file with the same schema, as durable as a store. */
static double
bulk_on_sqlite (const char *uri)
{
  g_autofree char *to = fo_test_store_uri (FO_TEST_SQLITE);
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s' AS made", uri + strlen ("sqlite:"));
  g_autoptr (GError) error = NULL;
  sqlite3 *db;
  gint64 began_us;

  fo_store_free (fo_store_open (to, FO_STORE_CREATE, &error));
  g_assert_no_error (error);
  g_assert (sqlite3_open (to + strlen ("sqlite:"), &db) == SQLITE_OK);
  run_sqlite (db, "PRAGMA synchronous = FULL");
  run_sqlite (db, attach);
  began_us = g_get_monotonic_time ();
  run_sqlite (db, "BEGIN");
  for (const char *const *table = tables; *table; table++) {
    g_autofree char *insert = g_strdup_printf ("INSERT OR IGNORE INTO main.%s SELECT * FROM made.%s", *table, *table);
    run_sqlite (db, insert);
  }
  run_sqlite (db, "COMMIT");
  sqlite3_close (db);
  return (double) (g_get_monotonic_time () - began_us) / G_USEC_PER_SEC;
}

static void
run_postgres (PGconn *pg, const char *text)
{
  PGresult *result = PQexec (pg, text);

  if (PQresultStatus (result) != PGRES_COMMAND_OK)
    g_error ("%s: %s", text, PQerrorMessage (pg));
  PQclear (result);
}

static double
bulk_on_postgres (const char *uri)
{
  PGconn *pg = PQconnectdb (uri);
  gint64 began_us;

  run_postgres (pg, "SET client_min_messages = error; CREATE SCHEMA bulk");
  for (const char *const *table = tables; *table; table++) {
    g_autofree char *create = g_strdup_printf ("CREATE TABLE bulk.%s (LIKE public.%s INCLUDING ALL)", *table, *table);
    run_postgres (pg, create);
  }
  began_us = g_get_monotonic_time ();
  run_postgres (pg, "BEGIN");
  for (const char *const *table = tables; *table; table++) {
    g_autofree char *insert = g_strdup_printf ("INSERT INTO bulk.%s SELECT * FROM public.%s", *table, *table);
    run_postgres (pg, insert);
  }
  run_postgres (pg, "COMMIT");
  PQfinish (pg);
  return (double) (g_get_monotonic_time () - began_us) / G_USEC_PER_SEC;
}

/* ---- the bars ------------------------------------------------------------------------------------------------------ */

static void
measure (FoTestEngine engine, guint orders)
{
  const char *name = engine == FO_TEST_SQLITE ? "sqlite" : "postgresql";
  g_autofree char *shop = shop_uri (engine), *uri = fo_test_store_uri (engine), *bar = NULL, *told = NULL,
                  *trips = NULL, *waits = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) store = NULL;
  FoStoreCount count;
  double pulled_s, bulk_s, waited_ms;
  Station station = { g_strdup (uri), 0, g_array_new (FALSE, FALSE, sizeof (double)) };
  GThread *thread;

  open_shop (shop, orders);
  store = fo_store_open (uri, FO_STORE_CREATE, &error);
  g_assert_no_error (error);
  thread = g_thread_new ("station", scan, &station);
  pulled_s = pull (store, shop);
  waited_ms = end_scanning (&station, thread);
  fo_store_counts (store, &count);
  g_clear_pointer (&store, fo_store_free);
  bulk_s = engine == FO_TEST_SQLITE ? bulk_on_sqlite (uri) : bulk_on_postgres (uri);
  told = g_strdup_printf ("%s/pull-orders-per-second", name);
  bench_report (told, orders / pulled_s);
  trips = g_strdup_printf ("%s/pull-round-trips-per-order", name);
  bench_report (trips, (double) count.round_trips / orders);
  bar = g_strdup_printf ("%s/pull-seconds-to-bulk-insert", name);
  bench_bar (bar, pulled_s / bulk_s, engine == FO_TEST_SQLITE ? 80 : 60);
  waits = g_strdup_printf ("%s/pull-station-waits-ms-p99", name);
  bench_bar (waits, waited_ms, 250);
}

void
bench_pull (const char *program, guint orders)
{
  guint few = MIN (orders / 10, 100), many = MIN (orders, 600);

  bench_report ("sqlite/pull-instructions-per-order",
                (instructions_of (program, many) - instructions_of (program, few)) / (many - few));
  for (int engine = 0; engine < FO_TEST_N_ENGINES; engine++)
    measure ((FoTestEngine) engine, orders);
}

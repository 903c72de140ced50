/* SPDX-License-Identifier: GPL-3.0-or-later
 * The line to sales breaks before, in and after every step; the other side refuses, changes and hides things; two
 * gateways meet. What was done stands over there exactly once. */
#include "shop.h"
#include "support/seed.h"
#include "where.h"
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

/* ---- something to tell ------------------------------------------------------------------------------------------- */

/* An order of six, and the goods for it: enough for a dozen messages. */
static void
sell (Shop *shop)
{
  shop_add (shop, "items", "code", "PUMP-50", "name", "Насос", "unit", "шт", "tracking", "lot", NULL);
  shop_add (shop, "orders", "number", "214", "paid", "1", NULL);
  shop_add (shop, "order_lines", "order_number", "214", "position", "1", "item", "PUMP-50", "quantity", "6", NULL);
  shop_add (shop, "supplies", "kind", "purchase", "number", "PO-1", "item", "PUMP-50", "quantity", "6", NULL);
}

static void
deliver_and_ship (Shop *shop)
{
  FoId item = shop_item (shop, "1"), supply = shop_supply (shop, "1"), order = shop_order (shop, "1");

  warehouse_receive_on (shop->w, supply, item, "A", NULL, 4, FO_OK);
  warehouse_receive_on (shop->w, supply, item, "B", NULL, 2, FO_COMPLETE);
  warehouse_release (shop->w, order, FO_OK);
  warehouse_pick (shop->w, order, "A", 4, NULL, FO_OK);
  warehouse_ship (shop->w, order, FO_ORDER_NOT_PICKED);
  warehouse_pick (shop->w, order, "B", 2, NULL, FO_COMPLETE);
  warehouse_ship (shop->w, order, FO_COMPLETE);
}

static void
expect_told_once (Shop *shop)
{
  g_autofree char *sent = shop_rows (shop, "SELECT COUNT (*) FROM fo_inbox");
  g_autofree char *made = shop_store_rows (shop, "SELECT COUNT (*) FROM outbox WHERE state = 'verified'");

  g_assert_cmpstr (sent, ==, made);
  shop_expect_store (shop, "SELECT COUNT (*) FROM outbox WHERE state <> 'verified'", "0\n");
  shop_expect_rows (shop, "SELECT shipment FROM shipments", "214-1\n");
  shop_expect_rows (shop, "SELECT lot, quantity FROM shipment_lines ORDER BY lot", "A|4\nB|2\n");
  shop_expect_rows (shop, "SELECT lot, quantity, received FROM receipts ORDER BY lot", "A|4|4\nB|2|6\n");
  shop_expect_rows (shop, "SELECT state FROM order_states", "shipped\n");
  shop_expect_rows (shop, "SELECT shipped, missing FROM reservations", "6|0\n");
}

/* ---- a line that breaks ------------------------------------------------------------------------------------------ */

typedef enum { BREAKS_NOT, BREAKS_BEFORE, BREAKS_AFTER } Breaks;

static struct {
  const FoSalesOps *real;
  FoSalesSql at; /* FO_N_SALES_SQL: any statement */
  int countdown; /* the next so many go well; negative: all do */
  Breaks how;
  GRand *rand; /* breaks at random when there is one */
  guint broken;
} fault;

static Breaks
breaks_now (FoSalesSql sql)
{
  /* Which views and columns there are is asked anew of every line that stands: twenty questions, of which one would always break. */
  if (fault.rand && (sql == FO_SALES_SQL_COLUMNS_SQLITE || sql == FO_SALES_SQL_COLUMNS_POSTGRES))
    return BREAKS_NOT;
  if (fault.rand)
    return (Breaks) (g_rand_int_range (fault.rand, 0, 4) == 0 ? g_rand_int_range (fault.rand, 1, 3) : 0);
  if (fault.at != FO_N_SALES_SQL && fault.at != sql)
    return BREAKS_NOT;
  return fault.countdown-- == 0 ? fault.how : BREAKS_NOT;
}

static bool
faulty_ask (FoSales *sales,
            FoSalesSql sql,
            const char *const *values,
            gsize n,
            FoSalesEach each,
            gpointer data,
            guint *ret_changed,
            GError **error)
{
  Breaks breaks = breaks_now (sql);

  if (breaks != BREAKS_BEFORE && !fault.real->ask (sales, sql, values, n, each, data, ret_changed, error))
    return false;
  if (breaks == BREAKS_NOT)
    return true;
  fault.broken++;
  g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_OFFLINE, "the line broke");
  return false;
}

static void
faulty_disconnect (FoSales *sales)
{
  fault.real->disconnect (sales);
}

static FoSalesOps faulty = { .name = "faulty", .ask = faulty_ask, .disconnect = faulty_disconnect };

static void
put_faulty_line (Shop *shop)
{
  FoSales *sales = shop_sales (shop);

  fault.real = sales->ops;
  fault.broken = 0;
  faulty.columns = sales->ops->columns;
  sales->ops = &faulty;
}

static void
break_at (FoSalesSql at, int countdown, Breaks how)
{
  fault.at = at;
  fault.countdown = countdown;
  fault.how = how;
}

/* The insert arrived and its answer did not: the next round finds them there and writes nothing. */
static void
test_answer_lost (Shop *shop)
{
  guint unknown;

  sell (shop);
  shop_sync (shop);
  deliver_and_ship (shop);
  put_faulty_line (shop);
  break_at (FO_SALES_SQL_SEND_SOME, 0, BREAKS_AFTER);
  shop_sync_fails (shop, FO_SALES_ERROR_OFFLINE);
  g_assert_cmpuint (shop->round.verified, ==, 0);
  unknown = shop->round.unknown;
  g_assert_cmpuint (unknown, >=, 2);
  g_assert_nonnull (strstr (shop->events->str, "unknown receipt.create\n"));
  break_at (FO_SALES_SQL_SEND, -1, BREAKS_NOT);
  shop_sync (shop);
  g_assert_cmpuint (shop->round.verified, ==, shop->round.sent + unknown);
  expect_told_once (shop);
}

static void
lose (Shop *shop, FoSalesSql at, int nth, Breaks how, int receipts)
{
  for (int i = 0; i < receipts; i++) {
    g_autofree char *item = g_strdup_printf ("%d", 1 + i); /* what is about the same would not leave together */

    warehouse_receive (shop->w, shop_item (shop, item), "A", NULL, 1);
  }
  break_at (at, nth, how);
  shop_sync_fails (shop, FO_SALES_ERROR_OFFLINE);
  g_assert_cmpuint (shop->round.unknown, >, 0);
  break_at (at, -1, BREAKS_NOT);
  shop_sync (shop);
  g_assert_cmpuint (shop->round.unknown, ==, 0);
}

#define ITEMS 30

/* One message, and many at once, at each of their statements, on the way there and on the way back. */
static void
test_lost_before_and_after_each (Shop *shop)
{
  static const struct {
    FoSalesSql at;
    int times, receipts; /* it is asked, for so many */
  } statements[] = { { FO_SALES_SQL_SEND, 1, 1 },
                     { FO_SALES_SQL_FIND, 1, 1 },
                     { FO_SALES_SQL_SEND_SOME, 2, ITEMS },
                     { FO_SALES_SQL_FIND_SOME, 2, ITEMS } };
  int received = 0, broken = 0;
  g_autofree char *rows = NULL;

  sell (shop);
  for (int i = 1; i < ITEMS; i++) {
    g_autofree char *code = g_strdup_printf ("PART-%02d", i);

    shop_add (shop, "items", "code", code, "name", code, "unit", "шт", "tracking", "lot", NULL);
  }
  shop_sync (shop);
  put_faulty_line (shop);
  for (gsize s = 0; s < G_N_ELEMENTS (statements); s++)
    for (int how = BREAKS_BEFORE; how <= BREAKS_AFTER; how++)
      for (int nth = 0; nth < statements[s].times; nth++) {
        lose (shop, statements[s].at, nth, (Breaks) how, statements[s].receipts);
        received += statements[s].receipts;
        broken++;
      }
  g_assert_cmpuint (fault.broken, ==, broken);
  rows = g_strdup_printf ("%d\n", received);
  shop_expect_rows (shop, "SELECT COUNT (*) FROM receipts", rows);
  shop_expect_store (shop, "SELECT DISTINCT state FROM outbox", "verified\n");
}

/* Hearing and telling over a line that breaks one time in four, until both sides have nothing left to say. */
static void
test_line_breaks_at_random (Shop *shop)
{
  guint rounds = 0;
  bool shipped = false, quiet = false;

  sell (shop);
  put_faulty_line (shop);
  fault.rand = fo_test_rand ("line breaks at random");
  while (!quiet) {
    g_autoptr (GError) error = NULL;
    bool done = fo_gateway_run_once (shop->gateway, &shop->round, &error);

    g_assert_cmpuint (++rounds, <, 2000);
    if (!done)
      g_assert_error (error, FO_SALES_ERROR, FO_SALES_ERROR_OFFLINE);
    if (!shipped && shop_line (shop, "1") && shop_supply (shop, "1")) {
      deliver_and_ship (shop);
      shipped = true;
    } else
      quiet = shipped && done && shop->round.verified == 0;
  }
  g_clear_pointer (&fault.rand, g_rand_free);
  g_test_message ("%u rounds, broken %u times", rounds, fault.broken);
  g_assert_cmpuint (fault.broken, >, 0);
  expect_told_once (shop);
  warehouse_expect_clean (shop->w);
}

/* ---- a server that comes and goes -------------------------------------------------------------------------------- */

static void
test_server_restarted (void)
{
  g_autoptr (FoStore) store = fo_test_store_new (FO_TEST_SQLITE);
  FoTestServer *server = fo_test_server_new ();
  g_autofree char *uri = fo_test_server_database (server, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoTrainingSales) training = fo_training_sales_create (uri, &error);
  g_autoptr (FoGateway) gateway = fo_gateway_new (store, uri, &error);
  const char *const names[] = { "number" }, *const values[] = { "214" };
  FoGatewayRound round;

  g_assert_no_error (error);
  g_assert_true (fo_training_sales_add (training, "orders", names, values, 1, &error));
  g_assert_true (fo_gateway_run_once (gateway, &round, &error));
  g_assert_cmpuint (round.applied, ==, 1);
  fo_test_server_restart (server); /* behind the gateway's back: it notices and connects again */
  g_assert_true (fo_gateway_run_once (gateway, &round, &error));
  g_assert_no_error (error);
  fo_test_server_stop (server);
  g_assert_false (fo_gateway_run_once (gateway, &round, &error));
  g_assert_error (error, FO_SALES_ERROR, FO_SALES_ERROR_OFFLINE);
  g_clear_error (&error);
  fo_test_server_start (server);
  g_assert_true (fo_gateway_run_once (gateway, &round, &error));
  g_assert_no_error (error);
  g_clear_pointer (&gateway, fo_gateway_free);
  g_clear_pointer (&training, fo_training_sales_free);
  fo_test_server_free (server);
}

static void
test_nothing_there (Shop *shop)
{
  g_autoptr (GError) error = NULL;
  FoGateway *gateway;

  g_clear_pointer (&shop->uri, g_free);
  shop->uri = shop->engine == FO_TEST_SQLITE ? g_strdup ("sqlite:/nowhere/at/all.db")
                                             : g_strdup ("postgresql:///none?host=/nowhere");
  shop_restart_gateway (shop);
  shop_sync_fails (shop, FO_SALES_ERROR_OFFLINE);
  gateway = fo_gateway_new (shop->w->store, "mysql://shop", &error);
  g_assert_null (gateway);
  g_assert_error (error, FO_SALES_ERROR, FO_SALES_ERROR_URI);
  g_clear_error (&error);
  gateway = fo_gateway_new (shop->w->store, NULL, &error);
  g_assert_null (gateway);
  g_assert_error (error, FO_SALES_ERROR, FO_SALES_ERROR_URI);
  g_clear_error (&error);
  g_assert_true (fo_gateway_set_sales_uri (shop->w->store, "sqlite:/somewhere.db", &error));
  gateway = fo_gateway_new (shop->w->store, NULL, &error);
  g_assert_no_error (error);
  fo_gateway_free (gateway);
}

/* ---- the other side does not keep to it -------------------------------------------------------------------------- */

static void
refuse_states (Shop *shop)
{
  if (shop->engine == FO_TEST_SQLITE)
    shop_run (shop, "CREATE TRIGGER refuse BEFORE INSERT ON fo_inbox WHEN NEW.op = 'order.state' BEGIN"
                    " SELECT RAISE (ABORT, 'the period is closed'); END");
  else
    shop_run (shop,
              "CREATE FUNCTION refuse () RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.op = 'order.state' THEN"
              " RAISE EXCEPTION 'the period is closed'; END IF; RETURN NEW; END $$;"
              "CREATE TRIGGER refuse BEFORE INSERT ON fo_inbox FOR EACH ROW EXECUTE FUNCTION refuse ()");
}

/* One message is refused; the others are not kept back by it, and it is not tried for ever. */
static void
test_refused (Shop *shop)
{
  sell (shop);
  refuse_states (shop);
  shop_sync (shop);
  g_assert_cmpuint (shop->round.refused, ==, 1);
  g_assert_cmpuint (shop->round.verified, >, 0);
  g_assert_nonnull (strstr (shop->events->str, "refused order.state\n"));
  shop_expect_store (shop, "SELECT entity, kind FROM conflict WHERE open = 1", "message|refused\n");
  shop_expect_store (shop, "SELECT op FROM outbox WHERE state = 'rejected' AND error LIKE '%the period is closed%'",
                     "order.state\n");
  shop_sync (shop);
  g_assert_cmpuint (shop->round.refused + shop->round.sent, ==, 0);
}

static void
refuse_order (Shop *shop, const char *id)
{
  g_autofree char *sql = shop->engine == FO_TEST_SQLITE
                             ? g_strdup_printf ("CREATE TRIGGER refuse BEFORE INSERT ON fo_inbox WHEN NEW.body LIKE '%%\"order\":\"%s\"%%'"
                                                " BEGIN SELECT RAISE (ABORT, 'not this one'); END",
                                                id)
                             : g_strdup_printf ("CREATE FUNCTION refuse () RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                                                " IF NEW.body ->> 'order' = '%s' THEN RAISE EXCEPTION 'not this one'; END IF;"
                                                " RETURN NEW; END $$; CREATE TRIGGER refuse BEFORE INSERT ON fo_inbox"
                                                " FOR EACH ROW EXECUTE FUNCTION refuse ()",
                                                id);

  shop_run (shop, sql);
}

/* Many leave with one request. What is said of one order is refused: all others stand there once, and a person sees that one. */
static void
test_one_of_many_refused (Shop *shop)
{
  static const char *const numbers[] = { "1", "2", "3", "4", "5" };

  sell (shop);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    shop_add (shop, "orders", "number", numbers[i], "paid", "1", NULL);
    shop_add (shop, "order_lines", "order_number", numbers[i], "position", "1", "item", "PUMP-50", "quantity", "1", NULL);
  }
  refuse_order (shop, "3");
  shop_sync (shop);
  g_assert_cmpuint (shop->round.refused, ==, 1);
  g_assert_cmpuint (shop->round.verified, >=, G_N_ELEMENTS (numbers));
  shop_expect_store (shop, "SELECT DISTINCT state FROM outbox WHERE aggregate <> (SELECT aggregate FROM outbox WHERE state = 'rejected')",
                     "verified\n");
  shop_expect_store (shop, "SELECT COUNT (*) FROM outbox WHERE state = 'rejected' AND error LIKE '%not this one%'", "1\n");
  shop_expect_rows (shop, "SELECT COUNT (*) FROM fo_inbox WHERE op = 'reserve.set'", "5\n"); /* of six orders */
}

/* A trigger over there writes something else into the row: reading back shows it. */
static void
test_stands_otherwise (Shop *shop)
{
  sell (shop);
  if (shop->engine == FO_TEST_SQLITE)
    shop_run (shop, "CREATE TRIGGER cut AFTER INSERT ON fo_inbox WHEN NEW.op = 'reserve.set' BEGIN"
                    " UPDATE fo_inbox SET body = '{}' WHERE op_id = NEW.op_id; END");
  else
    shop_run (shop, "CREATE FUNCTION cut () RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.op = 'reserve.set' THEN"
                    " NEW.body := '{}'; END IF; RETURN NEW; END $$;"
                    "CREATE TRIGGER cut BEFORE INSERT ON fo_inbox FOR EACH ROW EXECUTE FUNCTION cut ()");
  shop_sync (shop);
  g_assert_cmpuint (shop->round.refused, >, 0);
  shop_expect_store (shop, "SELECT DISTINCT kind FROM conflict WHERE open = 1", "stands_otherwise\n");
}

/* A view is missing: what can be done without it is done, and the error names it. */
static void
test_view_missing (Shop *shop)
{
  sell (shop);
  shop_sync (shop);
  deliver_and_ship (shop);
  shop_run (shop, "DROP VIEW fo_supply");
  shop_sync_fails (shop, FO_SALES_ERROR_CONTRACT);
  expect_told_once (shop);
}

/* ---- rows that become visible late ------------------------------------------------------------------------------- */

static void
add_order_dated (Shop *shop, const char *number, const char *age)
{
  const char *format =
      shop->engine == FO_TEST_SQLITE
          ? "INSERT INTO orders (number, changed_at) VALUES ('%s', strftime ('%%Y-%%m-%%dT%%H:%%M:%%fZ', 'now', '%s'))"
          : "INSERT INTO orders (number, changed_at) VALUES ('%s', now () + interval '%s')";
  g_auto (GStrv) parts = g_strsplit (format, "%s", 3);
  g_autofree char *insert = g_strconcat (parts[0], number, parts[1], age, parts[2], NULL);
  g_auto (GStrv) percents = g_strsplit (insert, "%%", -1);
  g_autofree char *plain = g_strjoinv ("%", percents);

  shop_run (shop, plain);
}

/* Its transaction began before our round and ended after it, so its time lies before our cursor. */
static void
test_late_commit (Shop *shop)
{
  shop_add (shop, "orders", "number", "1", NULL);
  shop_sync (shop);
  add_order_dated (shop, "2", "-3 minutes");
  shop_sync (shop);
  shop_expect_store (shop, "SELECT number FROM sales_order ORDER BY number", "1\n2\n");
  add_order_dated (shop, "3", "-3 hours"); /* nobody can wait for that; the day's full reading finds it */
  shop_sync (shop);
  shop_expect_store (shop, "SELECT number FROM sales_order ORDER BY number", "1\n2\n");
  fo_gateway_read_all (shop->gateway);
  shop_sync (shop);
  shop_expect_store (shop, "SELECT number FROM sales_order ORDER BY number", "1\n2\n3\n");
}

/* A clock that ran ahead over there does not make us deaf for what comes after. */
static void
test_time_ahead (Shop *shop)
{
  add_order_dated (shop, "1", "+9000 hours");
  shop_sync (shop);
  shop_add (shop, "orders", "number", "2", NULL);
  shop_sync (shop);
  shop_expect_store (shop, "SELECT number FROM sales_order ORDER BY number", "1\n2\n");
  shop_sync (shop);
  g_assert_cmpuint (shop->round.heard, ==, 0);
}

/* ---- two gateways ------------------------------------------------------------------------------------------------ */

typedef struct {
  Shop *shop;
  guint met;
} Meeting;

static void
meet (const FoGatewayEvent *event, gpointer data)
{
  Meeting *meeting = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) store = fo_test_store_again (meeting->shop->w->store);
  g_autoptr (FoGateway) other = fo_gateway_new (store, meeting->shop->uri, &error);
  FoGatewayRound round;

  (void) event;
  g_assert_true (fo_gateway_run_once (other, &round, &error));
  g_assert_no_error (error);
  g_assert_true (round.busy);
  g_assert_cmpuint (round.applied + round.verified + round.heard, ==, 0);
  meeting->met++;
}

static void
test_two_gateways (Shop *shop)
{
  Meeting meeting = { shop, 0 };

  sell (shop);
  fo_gateway_set_tell (shop->gateway, meet, &meeting);
  shop_sync (shop);
  g_assert_cmpuint (meeting.met, >, 4);
  shop_restart_gateway (shop); /* the turn was given back */
  shop_sync (shop);
}

/* ---- a gateway that is killed ------------------------------------------------------------------------------------ */

static GPid
start_program (Shop *shop)
{
  const char *argv[] = { FO_BUILD_DIR "/firstout-sync",
                         "--store",
                         fo_store_uri (shop->w->store),
                         "--sales",
                         shop->uri,
                         "--every",
                         "0.005",
                         "--quiet",
                         NULL };
  g_autoptr (GError) error = NULL;
  GPid pid;

  g_spawn_async (NULL, (char **) argv, NULL,
                 G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &pid,
                 &error);
  g_assert_no_error (error);
  return pid;
}

static gint64
count_of (char *text)
{
  gint64 count = g_ascii_strtoll (text, NULL, 10);

  g_free (text);
  return count;
}

/* Until there are more rows there than before, or a moment has passed: then it dies in the middle of whatever it
 * does. */
static void
kill_in_the_middle (Shop *shop, GRand *rand)
{
  GPid pid = start_program (shop);
  gint64 before = count_of (shop_rows (shop, "SELECT COUNT (*) FROM fo_inbox")),
         until_us = g_get_monotonic_time () + 300000;
  int more = g_rand_int_range (rand, 1, 4), status;

  while (g_get_monotonic_time () < until_us
         && count_of (shop_rows (shop, "SELECT COUNT (*) FROM fo_inbox")) < before + more)
    g_thread_yield ();
  g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
}

static void
test_killed (Shop *shop)
{
  g_autoptr (GRand) rand = fo_test_rand ("killed gateway");
  guint kills = fo_test_count (4);

  sell (shop);
  shop_sync (shop);
  deliver_and_ship (shop);
  for (guint i = 0; i < kills; i++)
    kill_in_the_middle (shop, rand);
  do /* a server may still be busy with the end of the last one */
    shop_sync (shop);
  while (shop->round.verified > 0);
  expect_told_once (shop);
  warehouse_expect_clean (shop->w);
}

/* ---- a gateway that goes on by itself ---------------------------------------------------------------------------- */

typedef struct {
  FoGateway *gateway;
  guint rounds;
} Loop;

static void
stop_after_three (const FoGatewayRound *round, const GError *error, gpointer data)
{
  Loop *loop = data;

  (void) round;
  g_assert_no_error (error);
  fo_gateway_wake (loop->gateway);
  if (++loop->rounds == 3)
    fo_gateway_stop (loop->gateway);
}

static void
test_loop (Shop *shop)
{
  Loop loop = { shop->gateway, 0 };
  g_autoptr (GError) error = NULL;
  gint64 contact_us = 0;

  sell (shop);
  fo_gateway_run (shop->gateway, 3600 * 1000, stop_after_three, &loop);
  g_assert_cmpuint (loop.rounds, ==, 3);
  g_assert_true (fo_gateway_last_contact (shop->w->store, &contact_us, &error));
  g_assert_cmpint (contact_us, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  shop_each ("/sync/answer-lost", test_answer_lost);
  shop_each ("/sync/lost-before-and-after-each", test_lost_before_and_after_each);
  shop_each ("/sync/line-breaks-at-random", test_line_breaks_at_random);
  g_test_add_func ("/sync/server-restarted", test_server_restarted);
  shop_each ("/sync/nothing-there", test_nothing_there);
  shop_each ("/sync/refused", test_refused);
  shop_each ("/sync/one-of-many-refused", test_one_of_many_refused);
  shop_each ("/sync/stands-otherwise", test_stands_otherwise);
  shop_each ("/sync/view-missing", test_view_missing);
  shop_each ("/sync/late-commit", test_late_commit);
  shop_each ("/sync/time-ahead", test_time_ahead);
  shop_each ("/sync/two-gateways", test_two_gateways);
  shop_each ("/sync/killed", test_killed);
  shop_each ("/sync/loop", test_loop);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The same messages in any order, each one to ten times, in any portions, with crashes between doing and noting: one
 * effect. */
#include "firstout/sync/training.h"
#include "inside.h"
#include "support/seed.h"
#include "work/warehouse.h"
#include <libpq-fe.h>
#include <sqlite3.h>
#include <string.h>

enum { ITEMS = 4, ORDERS = 5, LINES = 10, SUPPLIES = 4, VERSIONS = 4 };

typedef struct {
  const char *entity;
  char *id, *rev, *body;
} Message;

static void
message_clear (gpointer data)
{
  Message *message = data;

  g_free (message->id);
  g_free (message->rev);
  g_free (message->body);
}

/* ---- a history --------------------------------------------------------------------------------------------------- */

static int
pick (GRand *rand, int from, int below)
{
  return g_rand_int_range (rand, from, below);
}

/* FIELDS continues the object: ,"name":"value"… Takes it. */
static void
add (GArray *history, const char *entity, int n, int version, bool deleted, char *fields)
{
  Message message = { entity, g_strdup_printf ("%s-%d", entity, n), g_strdup_printf ("%d", version * 7 + 1), NULL };

  message.body = g_strdup_printf (
      "{\"id\":\"%s\",\"rev\":\"%s\",\"changed_at\":\"2026-11-22T09:00:%02d.000Z\",\"deleted\":\"%d\"%s}", message.id,
      message.rev, version, deleted, fields);
  g_array_append_val (history, message);
  g_free (fields);
}

static void
add_orders (GArray *history, GRand *rand)
{
  for (int n = 0; n < ORDERS; n++)
    for (int v = 0, last = pick (rand, 1, VERSIONS); v < last; v++)
      add (history, "order", n, v, v > 0 && v == last - 1 && pick (rand, 0, 3) == 0,
           g_strdup_printf (",\"number\":\"N-%d\",\"deal\":\"D-%d\",\"sales_state\":\"s%d\",\"gate\":\"%s\",\"due_on\":"
                            "\"2026-12-%02d\","
                            "\"ship_complete\":\"%d\"",
                            n, pick (rand, 1, 9), v, pick (rand, 0, 2) ? "open" : "closed", pick (rand, 1, 29),
                            pick (rand, 0, 2)));
}

static void
add_lines (GArray *history, GRand *rand)
{
  for (int n = 0; n < LINES; n++) {
    int item = pick (rand, 0, ITEMS), order = pick (rand, 0, ORDERS);

    for (int v = 0, last = pick (rand, 1, VERSIONS + 1); v < last; v++) {
      int quantity = pick (rand, 0, 20);

      add (history, "line", n, v, pick (rand, 0, 8) == 0,
           g_strdup_printf (
               ",\"order_id\":\"order-%d\",\"item_id\":\"item-%d\",\"quantity\":\"%d\",\"cancelled\":\"%d\","
               "\"min_life_days\":\"%d\"",
               order, item, quantity, quantity ? pick (rand, 0, quantity) : 0, pick (rand, 0, 30)));
    }
  }
}

static void
add_supplies (GArray *history, GRand *rand)
{
  static const char *const states[] = { "open", "open", "closed", "cancelled" };

  for (int n = 0; n < SUPPLIES; n++) {
    int item = pick (rand, 0, ITEMS);
    /* Half of them were made for a line. */
    g_autofree char *line =
        n % 2 ? g_strdup_printf (",\"order_line_id\":\"line-%d\"", pick (rand, 0, LINES)) : g_strdup ("");

    for (int v = 0, last = pick (rand, 1, VERSIONS + 1); v < last; v++)
      add (history, "supply", n, v, false,
           g_strdup_printf (",\"kind\":\"production\",\"number\":\"P-%d\",\"item_id\":\"item-%d\",\"quantity\":\"%d\","
                            "\"progress_percent\":\"%d\",\"ready_on\":\"2026-12-%02d\",\"state\":\"%s\"%s",
                            n, item, pick (rand, 0, 30), pick (rand, 0, 101), pick (rand, 1, 29),
                            states[pick (rand, 0, 4)], line));
  }
}

static GArray *
make_history (GRand *rand)
{
  GArray *history = g_array_new (FALSE, FALSE, sizeof (Message));

  g_array_set_clear_func (history, message_clear);
  for (int n = 0; n < ITEMS; n++)
    for (int v = 0; v < 2; v++)
      add (history, "item", n, v, false,
           g_strdup_printf (",\"code\":\"C-%d\",\"name\":\"name %d\",\"unit\":\"шт\",\"tracking\":\"expiry\"", n, v));
  for (int n = 0; n < ITEMS; n++)
    add (history, "barcode", n, 0, false,
         g_strdup_printf (",\"item_id\":\"item-%d\",\"code\":\"B-%d\",\"quantity\":\"%d\"", n, n, pick (rand, 1, 9)));
  add_orders (history, rand);
  add_lines (history, rand);
  add_supplies (history, rand);
  return history;
}

/* ---- delivery ---------------------------------------------------------------------------------------------------- */

static FoTxnEnd
deliver_one (FoTxn *txn, gpointer data, GError **error)
{
  const Message *message = data;
  bool is_new;

  return fo_inbox_add (txn, message->entity, message->id, message->rev, message->body, &is_new, error) ? FO_TXN_COMMIT
                                                                                                       : FO_TXN_FAIL;
}

static void
take (FoGateway *gateway, bool can_ask)
{
  g_autoptr (GError) error = NULL;
  bool taken = fo_gateway_take (gateway, can_ask, &error);

  g_assert_no_error (error);
  g_assert_true (taken);
}

static void
run_on_store (FoStore *store, const char *script, GString *text)
{
  const char *uri = fo_store_uri (store);

  if (g_str_has_prefix (uri, "sqlite:")) {
    sqlite3 *sqlite;
    sqlite3_stmt *statement;

    g_assert_cmpint (sqlite3_open (uri + strlen ("sqlite:"), &sqlite), ==, SQLITE_OK);
    g_assert_cmpint (sqlite3_prepare_v2 (sqlite, script, -1, &statement, NULL), ==, SQLITE_OK);
    while (sqlite3_step (statement) == SQLITE_ROW)
      for (int i = 0, n = sqlite3_column_count (statement); i < n; i++)
        g_string_append_printf (text, "%s%c", (const char *) sqlite3_column_text (statement, i),
                                i + 1 < n ? '|' : '\n');
    sqlite3_finalize (statement);
    sqlite3_close (sqlite);
  } else {
    PGconn *conn = PQconnectdb (uri);
    PGresult *result = PQexec (conn, script);

    for (int r = 0; r < PQntuples (result); r++)
      for (int i = 0, n = PQnfields (result); i < n; i++)
        g_string_append_printf (text, "%s%c", PQgetvalue (result, r, i), i + 1 < n ? '|' : '\n');
    PQclear (result);
    PQfinish (conn);
  }
}

/* The program died after the work and before the note: some rows look as if nobody had taken them. */
static void
forget_some (FoStore *store, GRand *rand)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *script = g_strdup_printf (
      "UPDATE inbox SET state = 'new' WHERE inbox_id %% %d = 0 AND state <> 'rejected'", pick (rand, 2, 6));

  run_on_store (store, script, text);
}

typedef struct {
  guint32 seed;
  GArray *history;
  bool shuffled;
  GString *ended; /* what came of it */
} Delivery;

static Delivery *delivery;

static void
deliver (Warehouse *w, FoGateway *gateway)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (delivery->seed + 1);
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < delivery->history->len; i++)
    for (int times = delivery->shuffled ? pick (rand, 1, 11) : 1; times > 0; times--)
      g_array_append_val (order, i);
  for (guint i = order->len; delivery->shuffled && i > 1; i--) {
    guint j = (guint) pick (rand, 0, (int) i), swap = g_array_index (order, guint, j);

    g_array_index (order, guint, j) = g_array_index (order, guint, i - 1);
    g_array_index (order, guint, i - 1) = swap;
  }
  for (guint i = 0; i < order->len; i++) {
    Message *message = &g_array_index (delivery->history, Message, g_array_index (order, guint, i));

    g_assert_true (fo_store_write (w->store, 0, deliver_one, message, &error));
    if (delivery->shuffled && pick (rand, 0, 20) == 0) {
      take (gateway, pick (rand, 0, 2));
      if (pick (rand, 0, 3) == 0)
        forget_some (w->store, rand);
    }
  }
  take (gateway, false);
}

/* Goods for everybody: whoever was promised what from where, in the end each line has what it asks for. */
static void
receive_plenty (Warehouse *w)
{
  for (int n = 0; n < ITEMS; n++) {
    g_autofree char *query = g_strdup_printf ("SELECT item_id FROM item WHERE remote_id = 'item-%d'", n);
    g_autoptr (GString) text = g_string_new (NULL);
    FoId item;

    run_on_store (w->store, query, text);
    g_assert_true (fo_id_parse (g_strchomp (text->str), &item));
    warehouse_receive (w, item, "PLENTY", "2028-01-31", 1000);
  }
}

static void
write_down (Warehouse *w)
{
  static const char *const queries[] = {
    "SELECT remote_id, code, name FROM item ORDER BY code",
    "SELECT b.code, i.code, quantity_u FROM barcode b JOIN item i ON i.item_id = b.item_id ORDER BY b.code",
    "SELECT remote_id, number, deal, sales_state, gate, due_on, ship_complete, cancel_asked FROM sales_order ORDER BY "
    "number",
    "SELECT l.remote_id, o.number, i.code, ordered_u, cancelled_u, promised_u, min_life_days FROM order_line l"
    " JOIN sales_order o ON o.order_id = l.order_id JOIN item i ON i.item_id = l.item_id ORDER BY l.remote_id",
    "SELECT s.remote_id, s.number, i.code, s.ordered_u, progress_percent, ready_on, s.state, COALESCE (l.remote_id, "
    "'') FROM supply s"
    " JOIN item i ON i.item_id = s.item_id LEFT JOIN order_line l ON l.line_id = s.line_id ORDER BY s.remote_id",
    "SELECT COUNT (*) FROM inbox WHERE state IN ('new', 'rejected', 'conflict')",
    "SELECT COUNT (*) FROM conflict WHERE open = 1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++) {
    g_string_append_printf (delivery->ended, "== %" G_GSIZE_FORMAT "\n", i);
    run_on_store (w->store, queries[i], delivery->ended);
  }
}

static void
run_delivery (Warehouse *w)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *nothing = g_strdup_printf ("sqlite:%s/empty-sales.db", fo_test_folder_name ());
  g_autoptr (FoTrainingSales) training = NULL;
  g_autoptr (FoGateway) gateway = NULL;

  if (!g_file_test (nothing + strlen ("sqlite:"), G_FILE_TEST_EXISTS))
    training = fo_training_sales_create (nothing, &error); /* knows nothing that it is asked for */
  gateway = fo_gateway_new (w->store, nothing, &error);
  g_assert_no_error (error);
  deliver (w, gateway);
  warehouse_expect_clean (w);
  receive_plenty (w);
  take (gateway, false);
  warehouse_expect_clean (w);
  write_down (w);
}

static void
test_any_order (gconstpointer data)
{
  FoTestEngine engine = (FoTestEngine) GPOINTER_TO_INT (data);
  g_autoptr (GRand) seeds = fo_test_rand ("any order");
  guint runs = fo_test_count (8);

  for (guint i = 0; i < runs; i++) {
    guint32 seed = g_rand_int (seeds);
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
    g_autoptr (GArray) history = make_history (rand);
    Delivery plain = { seed, history, false, g_string_new (NULL) },
             shuffled = { seed, history, true, g_string_new (NULL) };
    Delivery *both[] = { &plain, &shuffled };

    for (gsize d = 0; d < G_N_ELEMENTS (both); d++) {
      g_autoptr (FoStore) store = fo_test_store_new (engine);

      delivery = both[d];
      warehouse_run (store, run_delivery);
    }
    g_test_message ("history %u of %u messages", seed, history->len);
    g_assert_cmpstr (plain.ended->str, ==, shuffled.ended->str);
    g_string_free (plain.ended, TRUE);
    g_string_free (shuffled.ended, TRUE);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/sync/any-order/sqlite", GINT_TO_POINTER (FO_TEST_SQLITE), test_any_order);
  g_test_add_data_func ("/sync/any-order/postgresql", GINT_TO_POINTER (FO_TEST_POSTGRESQL), test_any_order);
  return g_test_run ();
}

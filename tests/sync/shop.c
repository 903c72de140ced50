/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shop.h"
#include <libpq-fe.h>
#include <sqlite3.h>
#include <string.h>

/* ---- behind everybody's back ------------------------------------------------------------------------------------- */

static int
append_sqlite (void *data, int n, char **values, char **names)
{
  GString *text = data;

  (void) names;
  for (int i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i ? "|" : "", values[i] ? values[i] : "");
  g_string_append_c (text, '\n');
  return 0;
}

static void
ask_sqlite (const char *path, const char *script, GString *text)
{
  sqlite3 *sqlite;
  char *error = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &sqlite, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (sqlite, 10000);
  sqlite3_exec (sqlite, script, append_sqlite, text, &error);
  g_assert_cmpstr (error, ==, NULL);
  sqlite3_close (sqlite);
}

static void
ask_postgres (const char *uri, const char *script, GString *text)
{
  PGconn *conn = PQconnectdb (uri);
  PGresult *result = PQexec (conn, script);

  if (PQresultStatus (result) != PGRES_TUPLES_OK && PQresultStatus (result) != PGRES_COMMAND_OK)
    g_assert_cmpstr (PQerrorMessage (conn), ==, script);
  for (int r = 0; r < PQntuples (result); r++) {
    for (int i = 0; i < PQnfields (result); i++)
      g_string_append_printf (text, "%s%s", i ? "|" : "", PQgetvalue (result, r, i));
    g_string_append_c (text, '\n');
  }
  PQclear (result);
  PQfinish (conn);
}

static char *
ask (const char *uri, const char *script)
{
  GString *text = g_string_new (NULL);

  if (g_str_has_prefix (uri, "sqlite:"))
    ask_sqlite (uri + strlen ("sqlite:"), script, text);
  else
    ask_postgres (uri, script, text);
  return g_string_free (text, FALSE);
}

void
shop_run (const Shop *shop, const char *script)
{
  g_free (ask (shop->uri, script));
}

char *
shop_rows (const Shop *shop, const char *query)
{
  return ask (shop->uri, query);
}

void
shop_expect_rows (const Shop *shop, const char *query, const char *expected)
{
  g_autofree char *found = shop_rows (shop, query);

  g_assert_cmpstr (found, ==, expected);
}

char *
shop_store_rows (const Shop *shop, const char *query)
{
  return ask (fo_store_uri (shop->w->store), query);
}

void
shop_expect_store (const Shop *shop, const char *query, const char *expected)
{
  g_autofree char *found = shop_store_rows (shop, query);

  g_assert_cmpstr (found, ==, expected);
}

static char *
dump (const char *uri, const char *const *tables)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; tables[i]; i++) {
    g_autofree char *query = g_strdup_printf ("SELECT * FROM %s ORDER BY 1, 2, 3", tables[i]);
    g_autofree char *rows = ask (uri, query);
    g_string_append_printf (text, "== %s\n%s", tables[i], rows);
  }
  return g_string_free (text, FALSE);
}

char *
shop_dump_store (const Shop *shop)
{
  static const char *const tables[] = { "item",     "barcode",       "turn",       "place",  "lot",      "balance",
                                        "movement", "sales_order",   "order_line", "supply", "promise",  "hold",
                                        "shipment", "shipment_line", "outbox",     "inbox",  "conflict", "operation",
                                        NULL };

  return dump (fo_store_uri (shop->w->store), tables);
}

char *
shop_dump_sales (const Shop *shop)
{
  static const char *const tables[] = { "items",       "barcodes", "customers", "orders",
                                        "order_lines", "supplies", "fo_inbox",  NULL };

  return dump (shop->uri, tables);
}

/* ---- the training database --------------------------------------------------------------------------------------- */

void
shop_add (Shop *shop, const char *table, ...)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new (), values = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FoTrainingSales) training = fo_training_sales_open (shop->uri, &error);
  bool added;
  va_list list;

  g_assert_no_error (error);
  va_start (list, table);
  for (const char *name = va_arg (list, const char *); name; name = va_arg (list, const char *)) {
    g_ptr_array_add (names, (gpointer) name);
    g_ptr_array_add (values, va_arg (list, char *));
  }
  va_end (list);
  added = fo_training_sales_add (training, table, (const char *const *) names->pdata,
                                 (const char *const *) values->pdata, names->len, &error);
  g_assert_no_error (error);
  g_assert_true (added);
}

/* ---- rounds ------------------------------------------------------------------------------------------------------ */

static void
note_event (const FoGatewayEvent *event, gpointer data)
{
  Shop *shop = data;

  if (event->op)
    g_string_append_printf (shop->events, "%s %s\n", event->what, event->op);
  else
    g_string_append_printf (shop->events, "%s %s %s rev %s%s%s\n", event->what, event->entity, event->remote_id,
                            event->rev, event->reply && event->reply->verdict != FO_OK ? " " : "",
                            event->reply && event->reply->verdict != FO_OK ? fo_verdict_name (event->reply->verdict)
                                                                           : "");
}

void
shop_restart_gateway (Shop *shop)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&shop->gateway, fo_gateway_free);
  shop->gateway = fo_gateway_new (shop->w->store, shop->uri, &error);
  g_assert_no_error (error);
  fo_gateway_set_tell (shop->gateway, note_event, shop);
}

FoSales *
shop_sales (Shop *shop)
{
  g_autoptr (GError) error = NULL;

  if (!shop->gateway->loaded)
    g_assert_true (fo_gateway_load_links (shop->gateway, &error));
  g_assert_no_error (error);
  return ((FoSqlLink *) ((FoGatewayLink *) g_ptr_array_index (shop->gateway->links, 0))->link)->sales;
}

void
shop_sync (Shop *shop)
{
  g_autoptr (GError) error = NULL;
  bool done;

  g_string_truncate (shop->events, 0);
  done = fo_gateway_run_once (shop->gateway, &shop->round, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_false (shop->round.busy);
}

void
shop_sync_fails (Shop *shop, FoSalesError code)
{
  g_autoptr (GError) error = NULL;

  g_string_truncate (shop->events, 0);
  g_assert_false (fo_gateway_run_once (shop->gateway, &shop->round, &error));
  g_assert_error (error, FO_SALES_ERROR, (int) code);
}

/* ---- our rows by their names over there -------------------------------------------------------------------------- */

static FoId
id_of (const Shop *shop, const char *column, const char *table, const char *remote_id)
{
  g_autofree char *query = g_strdup_printf ("SELECT %s FROM %s WHERE remote_id = '%s'", column, table, remote_id);
  g_autofree char *text = shop_store_rows (shop, query);
  FoId id = 0;

  g_strchomp (text);
  g_assert_true (!text[0] || fo_id_parse (text, &id));
  return id;
}

FoId
shop_order (Shop *shop, const char *remote_id)
{
  return id_of (shop, "order_id", "sales_order", remote_id);
}

FoId
shop_line (Shop *shop, const char *remote_id)
{
  return id_of (shop, "line_id", "order_line", remote_id);
}

FoId
shop_supply (Shop *shop, const char *remote_id)
{
  return id_of (shop, "supply_id", "supply", remote_id);
}

FoId
shop_item (Shop *shop, const char *remote_id)
{
  return id_of (shop, "item_id", "item", remote_id);
}

/* ---- running tests ----------------------------------------------------------------------------------------------- */

typedef struct {
  FoTestEngine store, sales;
  bool bare;
  ShopFunc func;
} Case;

static const Case *running;

static void
run_in (Warehouse *w)
{
  static guint files;
  Shop shop = { .w = w, .engine = running->sales, .events = g_string_new (NULL) };
  g_autoptr (GError) error = NULL;

  shop.uri = running->sales == FO_TEST_SQLITE
                 ? g_strdup_printf ("sqlite:%s/sales-%u.db", fo_test_folder_name (), ++files)
                 : fo_test_postgres_uri ();
  if (!running->bare)
    fo_training_sales_free (fo_training_sales_create (shop.uri, &error));
  g_assert_no_error (error);
  shop_restart_gateway (&shop);
  running->func (&shop);
  fo_gateway_free (shop.gateway);
  g_string_free (shop.events, TRUE);
  g_free (shop.uri);
}

static void
run_case (gconstpointer data)
{
  g_autoptr (FoStore) store = NULL;

  running = data;
  store = fo_test_store_new (running->store);
  warehouse_run (store, run_in);
}

static void
add_case (const char *name, FoTestEngine store, FoTestEngine sales, ShopFunc func, bool bare)
{
  static const char *const engines[] = { "sqlite", "postgresql" };
  g_autofree char *path = g_strdup_printf ("%s/%s-to-%s", name, engines[store], engines[sales]);
  Case *one = g_new (Case, 1);

  *one = (Case){ store, sales, bare, func };
  g_test_add_data_func_full (path, one, run_case, g_free);
}

void
shop_each (const char *name, ShopFunc func)
{
  for (int i = 0; i < FO_TEST_N_ENGINES * FO_TEST_N_ENGINES; i++)
    add_case (name, (FoTestEngine) (i / FO_TEST_N_ENGINES), (FoTestEngine) (i % FO_TEST_N_ENGINES), func, false);
}

void
shop_each_bare_of (FoTestEngine sales, const char *name, ShopFunc func)
{
  for (int store = 0; store < FO_TEST_N_ENGINES; store++)
    add_case (name, (FoTestEngine) store, sales, func, true);
}

void
shop_each_bare (const char *name, ShopFunc func)
{
  for (int sales = 0; sales < FO_TEST_N_ENGINES; sales++)
    shop_each_bare_of ((FoTestEngine) sales, name, func);
}

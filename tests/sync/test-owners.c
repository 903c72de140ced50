/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whose a field is, at the border: what sales says of a field of the warehouse is not taken and becomes a disagreement with both sides;
 * what the warehouse says of a field of sales does not leave. */
#include "firstout/core/ownership.h"
#include "firstout/store/exchange.h"
#include "firstout/work/codes.h"
#include "firstout/work/sending.h"
#include "shop.h"
#include "toy.h"
#include <string.h>

/* ---- the table --------------------------------------------------------------------------------------------------------- */

/* Each field once; a rule where both have a word, and nowhere else. */
static void
test_table (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  size_t n;
  const FoOwnedField *fields = fo_owned_fields (&n);

  for (size_t i = 0; i < n; i++) {
    g_assert_true (g_hash_table_add (seen, g_strdup_printf ("%s.%s", fields[i].thing, fields[i].field)));
    g_assert_cmpint (fields[i].owner == FO_OWNER_BOTH, ==, fields[i].rule != NULL);
    g_assert_true (fo_owned_field (fields[i].thing, fields[i].field) == &fields[i]);
  }
  g_assert_null (fo_owned_field ("line", "colour"));
  g_assert_cmpint (fo_owned_member ("shipment.create", "due_on")->owner, ==, FO_OWNER_SALES);
  g_assert_cmpint (fo_owned_member ("order.open", "due_on")->owner, ==, FO_OWNER_BOTH);
  g_assert_null (fo_owned_member ("shipment.create", "quantity"));
}

/* ---- inward ------------------------------------------------------------------------------------------------------------ */

typedef struct {
  Shop shop; /* only for looking into the store */
  FoGateway *gateway;
  gint64 now_us;
  FoGatewayRound round;
} World;

#define ITEM "{\"rows\":[{\"entity\":\"item\",\"id\":\"P\",\"code\":\"PUMP-50\",\"name\":\"Pump\",\"unit\":\"pc\"}]}"
#define HEAD(more) "{\"entity\":\"order\",\"id\":\"7\",\"number\":\"214\",\"gate\":\"open\"" more "}"
#define LINE(more) "{\"entity\":\"line\",\"id\":\"7/1\",\"order_id\":\"7\",\"item_id\":\"P\",\"quantity\":\"5\"" more "}"
#define ORDER(head, line) "{\"whole\":\"1\",\"rows\":[" head "," line "]}"

static void
begin (World *world, Warehouse *w)
{
  toys_reset ();
  *world = (World){ .shop = { .w = w }, .now_us = fo_store_now_us (w->store) };
  toy_link (w, "one", "toy", FO_LINK_ROLE_MAIN);
  world->gateway = toy_gateway (w->store, &world->now_us);
  toy_says (&toy, "Item", "P", "1", ITEM);
}

static void
run_round (World *world)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_gateway_run_once (world->gateway, &world->round, &error));
  g_assert_no_error (error);
}

static void
expect (World *world, const char *query, const char *expected)
{
  shop_expect_store (&world->shop, query, expected);
}

#define LINES "SELECT ordered_u / 1000000, picked_u / 1000000, shipped_u / 1000000 FROM order_line"
#define OPEN "SELECT entity, remote_id, kind, ours, theirs FROM conflict WHERE open = 1 ORDER BY entity"

/* That so many were shipped is nothing sales can know better: the rest of the row is taken all the same. */
WAREHOUSE_TEST (test_ours_stays)
{
  World world;

  begin (&world, w);
  toy_says (&toy, "Order", "7", "1", ORDER (HEAD (",\"priority\":\"3\""), LINE (",\"shipped\":\"4\",\"colour\":\"red\"")));
  run_round (&world);
  expect (&world, LINES, "5|0|0\n");
  expect (&world, OPEN, ""); /* there was no such row here yet, and so nothing to disagree about */
  toy_says (&toy, "Order", "7", "2", ORDER (HEAD (",\"priority\":\"3\""), "{\"entity\":\"line\",\"id\":\"7/1\",\"order_id\":\"7\","
                                                                          "\"item_id\":\"P\",\"quantity\":\"6\",\"shipped\":\"4\"}"));
  run_round (&world);
  expect (&world, LINES, "6|0|0\n");
  expect (&world, OPEN, "line|7/1|not_theirs|{\"shipped\":\"0\"}|{\"shipped\":\"4\"}\n");
  fo_gateway_free (world.gateway);
}

/* What we said a while ago comes back: what only grows is not less because of that. Where it is another's word it is told. */
WAREHOUSE_TEST (test_older_word_of_ours)
{
  World world;
  FoId item, order;

  begin (&world, w);
  toy_says (&toy, "Order", "7", "1", ORDER (HEAD (""), LINE ("")));
  run_round (&world);
  item = shop_item (&world.shop, "P");
  order = shop_order (&world.shop, "7");
  warehouse_receive (w, item, "", NULL, 5);
  warehouse_release (w, order, FO_OK);
  warehouse_pick (w, order, "", 5, NULL, FO_COMPLETE);
  warehouse_ship (w, order, FO_COMPLETE);
  toy_says (&toy, "Order", "7", "2", ORDER (HEAD (",\"priority\":\"9\""), LINE (",\"shipped\":\"0\",\"picked\":\"0\"")));
  run_round (&world);
  expect (&world, LINES, "5|0|5\n");
  expect (&world, "SELECT entity, kind, theirs FROM conflict WHERE open = 1", "order|not_theirs|{\"priority\":\"9\"}\n");
  fo_gateway_free (world.gateway);
}

/* Which side may win goes by the same table. */
static void
test_sides (void)
{
  const FoConflict stock = { .kind = (char *) "stock_differs", .entity = (char *) "stock" },
                   gone = { .kind = (char *) "order_gone", .entity = (char *) "order" },
                   ours = { .kind = (char *) "not_theirs", .entity = (char *) "line" },
                   sent = { .kind = (char *) "not_there", .entity = (char *) "message" },
                   picked = { .kind = (char *) "below_picked", .entity = (char *) "line" };

  g_assert_true (fo_side_may_win (&stock, FO_SIDE_THEIRS)); /* by a count */
  g_assert_true (fo_side_counts (&stock));
  g_assert_false (fo_side_counts (&gone));
  g_assert_false (fo_side_may_win (&ours, FO_SIDE_THEIRS));
  g_assert_true (fo_side_may_win (&gone, FO_SIDE_THEIRS));
  g_assert_true (fo_side_may_win (&sent, FO_SIDE_THEIRS));
  g_assert_true (fo_side_may_win (&picked, FO_SIDE_THEIRS));
  g_assert_true (fo_side_may_win (&stock, FO_SIDE_OURS));
}

/* ---- outward ----------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *op, *body;
} Say;

static FoTxnEnd
say (FoTxn *txn, gpointer data, GError **error)
{
  const Say *what = data;
  FoId operation = fo_store_next_id (fo_txn_store (txn), error);

  return fo_outbox_add (txn, operation, "order:1", what->op, what->body, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static void
test_theirs_stays (Shop *shop)
{
  Say shipment = { "shipment.create", "{\"number\":\"214\",\"due_on\":\"2027-01-01\",\"lines\":[{\"item\":\"P\",\"quantity\":\"2\",\"price\":\"9.50\"}]}" },
      born = { "order.open", "{\"number\":\"W-1\",\"due_on\":\"2027-01-01\"}" };
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_store_write (shop->w->store, 0, say, &shipment, &error));
  g_assert_true (fo_store_write (shop->w->store, 0, say, &born, &error));
  shop_sync (shop);
  shop_expect_rows (shop, "SELECT CAST (body AS TEXT) LIKE '%due_on%', CAST (body AS TEXT) LIKE '%price%' FROM fo_inbox WHERE op = 'shipment.create'",
                    shop->engine == FO_TEST_SQLITE ? "0|0\n" : "f|f\n");
  shop_expect_rows (shop, "SELECT CAST (body AS TEXT) LIKE '%due_on%' FROM fo_inbox WHERE op = 'order.open'",
                    shop->engine == FO_TEST_SQLITE ? "1\n" : "t\n");
}

/* A lot that was born here, and a code that was learned and forgotten, as sales gets them. */
static void
test_lots_and_codes (Shop *shop)
{
  FoLearn learn = { .code = "4601234567893", .quantity_u = 12 * FO_ONE };
  g_autoptr (GError) error = NULL;
  FoAct act = { .station = "1", .person = "" };

  shop_add (shop, "items", "code", "GLUE", "name", "Glue", "unit", "pc", "tracking", "expiry", NULL);
  shop_sync (shop);
  learn.item = shop_item (shop, "1");
  warehouse_opening (shop->w, learn.item, "L-1", "2027-05-31", 4);
  warehouse_opening (shop->w, learn.item, "L-1", "2027-05-31", 4);
  act.operation = fo_store_next_id (shop->w->store, &error);
  g_assert_true (fo_work_learn (shop->w->store, &act, &learn, &shop->w->reply, &error));
  act.operation = fo_store_next_id (shop->w->store, &error);
  g_assert_true (fo_work_forget (shop->w->store, &act, "4601234567893", &shop->w->reply, &error));
  shop_sync (shop);
  shop_expect_store (shop, "SELECT body FROM outbox WHERE op = 'lot.create' AND state = 'verified'",
                     "{\"item\":\"GLUE\",\"lot\":\"L-1\",\"expires_on\":\"2027-05-31\",\"produced_on\":null}\n");
  shop_expect_store (shop, "SELECT body FROM outbox WHERE op = 'barcode.create' AND state = 'verified' ORDER BY outbox_id",
                     "{\"item\":\"GLUE\",\"code\":\"04601234567893\",\"quantity\":\"12\"}\n"
                     "{\"item\":\"GLUE\",\"code\":\"04601234567893\",\"forgotten\":true}\n");
  shop_expect_rows (shop, "SELECT op FROM fo_inbox WHERE op IN ('lot.create', 'barcode.create') ORDER BY op_id",
                    "lot.create\nbarcode.create\nbarcode.create\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/owners/table", test_table);
  g_test_add_func ("/sync/owners/sides", test_sides);
  fo_test_each_store ("/sync/owners/ours-stays", test_ours_stays);
  fo_test_each_store ("/sync/owners/older-word-of-ours", test_older_word_of_ours);
  shop_each ("/sync/owners/theirs-stays", test_theirs_stays);
  shop_each ("/sync/owners/lots-and-codes", test_lots_and_codes);
  return g_test_run ();
}

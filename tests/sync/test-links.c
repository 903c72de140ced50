/* SPDX-License-Identifier: GPL-3.0-or-later
 * Several sales systems at once, each with what it was told: in order, once, again when a person says so; what they say, whole
 * and without echo; and a gateway that was replaced writes nothing. */
#include "firstout/work/asking.h"
#include "firstout/work/goods.h"
#include "firstout/work/sending.h"
#include "shop.h"
#include "toy.h"
#include <string.h>

#define SECOND ((gint64) G_USEC_PER_SEC)

typedef struct {
  Shop shop; /* only for looking into the store */
  FoGateway *gateway;
  gint64 now_us;
  FoGatewayRound round;
} World;

static void
begin (World *world, Warehouse *w)
{
  toys_reset ();
  *world = (World){ .shop = { .w = w }, .now_us = fo_store_now_us (w->store) };
  toy_link (w, "one", "toy", FO_LINK_ROLE_MAIN);
}

static void
start (World *world)
{
  world->gateway = toy_gateway (world->shop.w->store, &world->now_us);
}

static void
end (World *world)
{
  fo_gateway_free (world->gateway);
}

static void
run_round (World *world)
{
  g_autoptr (GError) error = NULL;
  bool done = fo_gateway_run_once (world->gateway, &world->round, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

static void
run_round_fails (World *world, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (fo_gateway_run_once (world->gateway, &world->round, &error));
  g_assert_error (error, domain, code);
}

static void
expect_told (Toy *which, const char *told)
{
  g_assert_cmpstr (which->told->str, ==, told);
  g_string_truncate (which->told, 0);
}

static void
expect (World *world, const char *query, const char *expected)
{
  shop_expect_store (&world->shop, query, expected);
}

/* Two messages about different things. */
static void
receive_two (Warehouse *w)
{
  warehouse_receive (w, warehouse_item (w, "PUMP-50", FO_ISSUE_FIFO, false), "A", NULL, 3);
  warehouse_receive (w, warehouse_item (w, "GLUE", FO_ISSUE_FIFO, false), "B", NULL, 2);
}

/* ---- outward ----------------------------------------------------------------------------------------------------- */

WAREHOUSE_TEST (test_each_link_is_told)
{
  World world;

  begin (&world, w);
  toy_link (w, "two", "other", FO_LINK_ROLE_SINK);
  start (&world);
  receive_two (w);
  other_toy.fate = FO_FATE_REFUSED;
  run_round (&world);
  expect_told (&toy, "receipt.create|receipt.create|");
  expect_told (&other_toy, "receipt.create|receipt.create|");
  expect (&world, "SELECT DISTINCT state FROM outbox", "rejected\n");
  expect (&world,
          "SELECT l.name, d.state, COUNT(*) FROM delivery d JOIN link l ON l.link_id = d.link_id GROUP BY l.name, "
          "d.state ORDER BY l.name",
          "one|verified|2\ntwo|refused|2\n");
  expect (&world, "SELECT DISTINCT link, kind FROM conflict WHERE open = 1", "two|refused\n");
  run_round (&world);
  expect_told (&other_toy, "");
  end (&world);
}

/* What is about one thing waits for what came before it; what is about another goes on. */
WAREHOUSE_TEST (test_in_order_of_each_thing)
{
  World world;
  FoId pump;

  begin (&world, w);
  start (&world);
  pump = warehouse_item (w, "PUMP-50", FO_ISSUE_FIFO, false);
  warehouse_receive (w, pump, "A", NULL, 3);
  warehouse_find (w, "A", 1, FO_OK);
  warehouse_receive (w, pump, "A", NULL, 1);
  toy.fate = FO_FATE_LATER;
  toy.only_op = "receipt.create";
  toy.retry_ms = 5000;
  run_round (&world);
  expect_told (&toy, "receipt.create|count.difference|");
  g_assert_cmpuint (world.round.later, ==, 1);
  toy.fate = FO_FATE_VERIFIED;
  run_round (&world); /* too early */
  expect_told (&toy, "");
  world.now_us += 7 * SECOND;
  run_round (&world);
  expect_told (&toy, "receipt.create|receipt.create|");
  expect (&world, "SELECT DISTINCT state FROM outbox", "verified\n");
  end (&world);
}

/* No answer: it is looked for, and stands there once. */
WAREHOUSE_TEST (test_unknown_is_looked_for)
{
  World world;

  begin (&world, w);
  start (&world);
  receive_two (w);
  toy.breaks_after = true;
  run_round (&world);
  expect (&world, "SELECT state, tried FROM delivery", "unknown|1\nunknown|1\n");
  toy.breaks_after = false;
  world.now_us += 60 * SECOND;
  run_round (&world);
  g_assert_cmpuint (toy.arrived, ==, 2);
  g_assert_cmpuint (world.round.verified, ==, 2);
  expect (&world, "SELECT COUNT(*) FROM attempt WHERE what = 'create' AND outcome = '201'", "2\n");
  end (&world);
}

/* ---- a person ---------------------------------------------------------------------------------------------------- */

static FoVerdict
decide (World *world, FoSendingDecision decision, const char *day, const char *words)
{
  g_autofree char *id = shop_store_rows (
      &world->shop, "SELECT MIN(outbox_id) FROM delivery WHERE state NOT IN ('verified', 'not_carried')");
  FoSendingAct what = { .link = "one", .decision = decision, .day = day, .words = words };
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;
  const FoAct act = { .operation = fo_store_next_id (world->shop.w->store, &error), .station = "1", .person = "Anna" };

  g_assert_true (fo_id_parse (g_strchomp (id), &what.message));
  g_assert_true (fo_work_decide_sending (world->shop.w->store, &act, &what, &reply, &error));
  g_assert_no_error (error);
  return reply.verdict;
}

WAREHOUSE_TEST (test_closed_period_is_redated_by_a_person)
{
  World world;

  begin (&world, w);
  start (&world);
  warehouse_receive (w, warehouse_item (w, "PUMP-50", FO_ISSUE_FIFO, false), "A", NULL, 3);
  toy.fate = FO_FATE_CLOSED;
  run_round (&world);
  expect (&world, "SELECT kind FROM conflict WHERE open = 1", "period_closed\n");
  world.now_us += 3600 * SECOND;
  run_round (&world);
  expect_told (&toy, "receipt.create|");
  g_assert_cmpint (decide (&world, FO_SENDING_AGAIN, "2026-13-01", "x"), ==, FO_DAY_BAD);
  g_assert_cmpint (decide (&world, FO_SENDING_AGAIN, "2026-12-01", NULL), ==, FO_REASON_NEEDED);
  g_assert_cmpint (decide (&world, FO_SENDING_AGAIN, "2026-12-01", "the accountant agrees"), ==, FO_OK);
  expect (&world, "SELECT COUNT(*) FROM conflict WHERE open = 1", "0\n");
  run_round (&world);
  expect_told (&toy, "receipt.create 2026-12-01|");
  expect (&world, "SELECT state, day, decided_by, decision FROM delivery",
          "verified|2026-12-01|Anna|the accountant agrees\n");
  end (&world);
}

/* What a sales system does not take from outside is not carried without a word: a person reads what to enter there. */
WAREHOUSE_TEST (test_entered_by_hand)
{
  g_autoptr (GError) error = NULL;
  FoOpenLine line = { warehouse_item (w, "P", FO_ISSUE_FIFO, false), FO_ONE };
  const FoOpenOrder what = { .customer = "", .due_on = FO_DAY_NONE, .lines = &line, .n_lines = 1 };
  World world;
  FoAct act;

  begin (&world, w);
  start (&world);
  toy.fate = FO_FATE_NOT_CARRIED;
  act = (FoAct){ .operation = fo_store_next_id (w->store, &error), .station = "1" };
  g_assert_true (fo_work_open_order (w->store, &act, &what, &w->reply, &error));
  run_round (&world);
  act = (FoAct){ .operation = fo_store_next_id (w->store, &error), .station = "1" };
  g_assert_true (fo_work_undo (w->store, &act, 0, &w->reply, &error));
  g_assert_cmpint (w->reply.verdict, ==, FO_OK);
  run_round (&world);
  expect (&world, "SELECT o.op, d.state, d.why FROM delivery d JOIN outbox o ON o.outbox_id = d.outbox_id ORDER BY o.outbox_id",
          "order.open|not_carried|link.by-hand\tnumber\tW-000001\norder.cancel|not_carried|link.by-hand\tnumber\tW-000001\n");
  end (&world);
}

WAREHOUSE_TEST (test_settled_by_hand)
{
  World world;

  begin (&world, w);
  start (&world);
  receive_two (w);
  toy.fate = FO_FATE_REFUSED;
  run_round (&world);
  g_assert_cmpint (decide (&world, FO_SENDING_DROP, NULL, NULL), ==, FO_REASON_NEEDED);
  g_assert_cmpint (decide (&world, FO_SENDING_DROP, NULL, "entered there by hand"), ==, FO_OK);
  toy.fate = FO_FATE_VERIFIED;
  g_assert_cmpint (decide (&world, FO_SENDING_AGAIN, NULL, NULL), ==, FO_OK);
  run_round (&world);
  expect (&world, "SELECT state FROM delivery ORDER BY outbox_id", "not_carried\nverified\n");
  expect (&world, "SELECT DISTINCT state FROM outbox", "verified\n");
  expect (&world, "SELECT COUNT(*) FROM conflict WHERE open = 1", "0\n");
  end (&world);
}

/* ---- a link in trouble ------------------------------------------------------------------------------------------- */

static void
unlatch (World *world)
{
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;
  const FoAct act = { .operation = fo_store_next_id (world->shop.w->store, &error), .station = "1" };

  g_assert_true (fo_work_switch_link (world->shop.w->store, &act, "one", FO_LINK_UNLATCH, &reply, &error));
  g_assert_cmpint (reply.verdict, ==, FO_OK);
}

/* After a refused password nothing leaves, whatever time passes and whoever starts anew. */
WAREHOUSE_TEST (test_latched)
{
  World world;

  begin (&world, w);
  start (&world);
  warehouse_receive (w, warehouse_item (w, "NUT", FO_ISSUE_FIFO, false), "N", NULL, 3);
  run_round (&world);
  expect_told (&toy, "receipt.create|");
  receive_two (w);
  toy.trouble = FO_SALES_ERROR_LATCHED;
  run_round_fails (&world, FO_SALES_ERROR, FO_SALES_ERROR_LATCHED);
  toy.trouble = FO_SALES_ERROR_URI;
  world.now_us += 36000 * SECOND;
  run_round (&world);
  end (&world);
  start (&world);
  run_round (&world);
  expect_told (&toy, "");
  expect (&world, "SELECT latched, why FROM link", "1|link.error.latched\ttext\tthe toy is broken\n");
  unlatch (&world);
  run_round (&world);
  expect_told (&toy, "receipt.create|receipt.create|");
  end (&world);
}

/* Who never answers is left alone for a while; who answers again is one like the others. */
WAREHOUSE_TEST (test_left_alone)
{
  World world;

  begin (&world, w);
  start (&world);
  toy.trouble = FO_SALES_ERROR_OFFLINE;
  for (int i = 0; i < 5; i++)
    run_round_fails (&world, FO_SALES_ERROR, FO_SALES_ERROR_OFFLINE);
  run_round (&world); /* not even asked */
  toy.trouble = FO_SALES_ERROR_URI;
  receive_two (w);
  run_round (&world);
  expect_told (&toy, "");
  world.now_us += 40 * SECOND;
  run_round (&world);
  expect_told (&toy, "receipt.create|receipt.create|");
  expect (&world, "SELECT failures, why FROM link", "0|\n");
  end (&world);
}

/* ---- inward ------------------------------------------------------------------------------------------------------ */

#define ITEM "{\"rows\":[{\"entity\":\"item\",\"id\":\"P\",\"code\":\"PUMP-50\",\"name\":\"Pump\",\"unit\":\"pc\"}]}"
#define HEAD "{\"entity\":\"order\",\"id\":\"7\",\"number\":\"214\",\"gate\":\"open\"}"
#define LINE(id, n)                                                                                                    \
  "{\"entity\":\"line\",\"id\":\"7/" id "\",\"order_id\":\"7\",\"item_id\":\"P\",\"quantity\":\"" n "\"}"
#define ORDER(lines) "{\"whole\":\"1\",\"rows\":[" HEAD lines "]}"

static void
expect_lines (World *world, const char *lines)
{
  expect (world, "SELECT remote_id, (ordered_u - cancelled_u) / 1000000 FROM order_line ORDER BY remote_id", lines);
}

WAREHOUSE_TEST (test_whole_objects)
{
  World world;

  begin (&world, w);
  start (&world);
  toy_says (&toy, "Item", "P", "1", ITEM);
  toy_says (&toy, "Order", "7", "1", ORDER ("," LINE ("1", "5") "," LINE ("2", "3")));
  run_round (&world);
  g_assert_cmpuint (world.round.applied, ==, 4);
  expect_lines (&world, "7/1|5\n7/2|3\n");
  toy_says (&toy, "Order", "7", "2", ORDER ("," LINE ("1", "5")));
  run_round (&world);
  g_assert_cmpuint (world.round.unchanged, ==, 2);
  g_assert_cmpuint (world.round.applied, ==, 1);
  expect_lines (&world, "7/1|5\n7/2|0\n");
  toy_says (&toy, "Order", "7", "3", ORDER ("," LINE ("1", "5") "," LINE ("2", "4")));
  run_round (&world);
  expect_lines (&world, "7/1|5\n7/2|4\n");
  toy_says (&toy, "Order", "7", "", NULL);
  run_round (&world);
  expect (&world, "SELECT state FROM sales_order", "cancelled\n");
  end (&world);
}

/* Written again over there and unchanged, by them or by ourselves: heard, and no news. */
WAREHOUSE_TEST (test_echo)
{
  World world;

  begin (&world, w);
  start (&world);
  toy_says (&toy, "Item", "P", "1", ITEM);
  toy_says (&toy, "Order", "7", "1", ORDER ("," LINE ("1", "5")));
  run_round (&world);
  for (int i = 0; i < 3; i++) {
    toy_says (&toy, "Order", "7", i == 0 ? "2" : i == 1 ? "3" : "4", ORDER ("," LINE ("1", "5")));
    run_round (&world);
    g_assert_cmpuint (world.round.applied + world.round.superseded + world.round.disputed, ==, 0);
    g_assert_cmpuint (world.round.unchanged, ==, 2);
  }
  expect (&world, "SELECT COUNT(*) FROM inbox", "3\n");
  expect (&world, "SELECT COUNT(*) FROM heard", "5\n");
  toy_says (&toy, "Order", "7", "4", ORDER ("," LINE ("1", "5"))); /* the same version again is not even kept */
  run_round (&world);
  expect (&world, "SELECT COUNT(*) FROM heard", "5\n");
  end (&world);
}

WAREHOUSE_TEST (test_nonsense_is_set_aside)
{
  World world;

  begin (&world, w);
  start (&world);
  toy_says (&toy, "Order", "9", "1", "{\"what\":\"is this\"}");
  toy_says (&toy, "Item", "P", "1", ITEM);
  run_round (&world);
  g_assert_cmpuint (world.round.applied, ==, 1);
  expect (&world, "SELECT entity, remote_id, kind, link FROM conflict WHERE open = 1", "Order|9|nonsense|one\n");
  end (&world);
}

/* Ids of a second source begin with its name, and its answers go to it alone. */
WAREHOUSE_TEST (test_second_source)
{
  World world;

  begin (&world, w);
  toy_link (w, "b24", "other", FO_LINK_ROLE_SOURCE);
  start (&world);
  toy_says (&toy, "Item", "P", "1", ITEM);
  toy_says (&other_toy, "Item", "P", "1", ITEM); /* the same article, known by its code */
  toy_says (&other_toy, "Order", "7", "1", ORDER ("," LINE ("1", "5")));
  run_round (&world);
  expect (&world, "SELECT remote_id FROM sales_order", "b24:7\n");
  expect (&world, "SELECT remote_id FROM item", "P\n");
  warehouse_receive (w, shop_item (&world.shop, "P"), "A", NULL, 5);
  run_round (&world);
  expect (&world,
          "SELECT DISTINCT l.name, d.state FROM delivery d JOIN link l ON l.link_id = d.link_id"
          " JOIN outbox o ON o.outbox_id = d.outbox_id WHERE o.op = 'reserve.set' ORDER BY l.name",
          "b24|verified\none|not_carried\n");
  end (&world);
}

#define LOTS                                                                                                           \
  "{\"rows\":[{\"entity\":\"item\",\"id\":\"P\",\"code\":\"PUMP-50\",\"name\":\"Pump\",\"unit\":\"pc\",\"tracking\":\"lot\"}]}"

/* What left upon such an order is told to the link it came from; the main one, which has no such order, is not asked to refuse it, and a
 * person reads there what is to be entered. */
WAREHOUSE_TEST (test_shipment_of_second_source)
{
  World world;
  FoId order;

  begin (&world, w);
  toy_link (w, "b24", "other", FO_LINK_ROLE_SOURCE);
  start (&world);
  toy_says (&toy, "Item", "P", "1", LOTS);
  toy_says (&other_toy, "Item", "P", "1", LOTS);
  toy_says (&other_toy, "Order", "7", "1", ORDER ("," LINE ("1", "5")));
  run_round (&world);
  warehouse_receive (w, shop_item (&world.shop, "P"), "A", NULL, 5);
  order = shop_order (&world.shop, "b24:7");
  warehouse_release (w, order, FO_OK);
  warehouse_pick (w, order, "A", 5, NULL, FO_COMPLETE);
  warehouse_ship (w, order, FO_COMPLETE);
  run_round (&world);
  expect (&world,
          "SELECT l.name, d.state, d.why FROM delivery d JOIN link l ON l.link_id = d.link_id"
          " JOIN outbox o ON o.outbox_id = d.outbox_id WHERE o.op = 'shipment.create' ORDER BY l.name",
          "b24|verified|\none|not_carried|link.of-another\tnumber\t214-1\n");
  end (&world);
}

/* Nobody has tested the link, or where it was tested nothing could be written down: the gateway finds out itself, once. */
WAREHOUSE_TEST (test_unknown_is_probed)
{
  World world;

  begin (&world, w);
  start (&world);
  run_round (&world);
  g_assert_cmpuint (toy.probes, ==, 0); /* not while it has something to do */
  fo_gateway_do_daily (world.gateway);
  fo_gateway_do_daily (world.gateway);
  g_assert_cmpuint (toy.probes, ==, 1);
  expect (&world, "SELECT name, caps FROM link", "one|{\"gets\":\"everything\"}\n");
  end (&world);
}

/* ---- replaced ---------------------------------------------------------------------------------------------------- */

static World *replaced;

/* While its request was on the way it slept for so long that another took over. */
static void
take_over (FoLinkHost *host)
{
  (void) host;
  toy.meanwhile = NULL;
  g_free (shop_store_rows (&replaced->shop, "UPDATE gateway_lease SET holder = 'another', epoch = epoch + 1"));
}

WAREHOUSE_TEST (test_replaced_gateway_writes_nothing)
{
  World world;

  begin (&world, w);
  start (&world);
  receive_two (w);
  replaced = &world;
  toy.meanwhile = take_over;
  run_round_fails (&world, FO_STORE_ERROR, FO_STORE_ERROR_FENCED);
  expect_told (&toy, "receipt.create|receipt.create|"); /* the second one was asked for, and no request left */
  g_assert_cmpuint (toy.arrived, ==, 1);
  expect (&world, "SELECT COUNT(*) FROM delivery WHERE state = 'verified'", "0\n");
  expect (&world, "SELECT COUNT(*) FROM attempt", "1\n");
  run_round (&world);
  g_assert_true (world.round.busy);
  g_free (shop_store_rows (&world.shop, "UPDATE gateway_lease SET until_us = 0"));
  run_round (&world); /* whoever is next looks for what was left unknown */
  g_assert_cmpuint (toy.arrived, ==, 2);
  expect (&world, "SELECT DISTINCT state FROM outbox", "verified\n");
  end (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fo_test_each_store ("/links/each-is-told", test_each_link_is_told);
  fo_test_each_store ("/links/in-order", test_in_order_of_each_thing);
  fo_test_each_store ("/links/unknown", test_unknown_is_looked_for);
  fo_test_each_store ("/links/closed-period", test_closed_period_is_redated_by_a_person);
  fo_test_each_store ("/links/settled-by-hand", test_settled_by_hand);
  fo_test_each_store ("/links/entered-by-hand", test_entered_by_hand);
  fo_test_each_store ("/links/latched", test_latched);
  fo_test_each_store ("/links/left-alone", test_left_alone);
  fo_test_each_store ("/links/whole-objects", test_whole_objects);
  fo_test_each_store ("/links/echo", test_echo);
  fo_test_each_store ("/links/nonsense", test_nonsense_is_set_aside);
  fo_test_each_store ("/links/second-source", test_second_source);
  fo_test_each_store ("/links/unknown-is-probed", test_unknown_is_probed);
  fo_test_each_store ("/links/shipment-of-second-source", test_shipment_of_second_source);
  fo_test_each_store ("/links/replaced", test_replaced_gateway_writes_nothing);
  return g_test_run ();
}

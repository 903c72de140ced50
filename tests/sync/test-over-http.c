/* SPDX-License-Identifier: GPL-3.0-or-later
 * The real links through the real gateway: what a sales system on 127.0.0.1 says becomes orders of the warehouse, what the warehouse does
 * stands over there once, also when the answer to the writing is lost and the gateway is started anew. */
#include "fake-1c.h"
#include "fake-bitrix24.h"
#include "fake-moysklad.h"
#include "shop.h"
#include "firstout/work/sending.h"
#include "toy.h"
#include <locale.h>
#include <string.h>

typedef struct {
  Shop shop; /* only for looking into the store */
  FoGateway *gateway;
  gint64 now_us;
  FoGatewayRound round;
} World;

static void
keep_secret (const char *name, const char *secret)
{
  g_autofree char *path = g_build_filename (fo_test_folder_name (), name, NULL);

  g_setenv ("FIRSTOUT_SECRETS", fo_test_folder_name (), TRUE);
  g_assert_true (g_file_set_contents_full (path, secret, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static void
add_link (Warehouse *w, const char *name, const char *kind, const char *address, const char *config, FoLinkRole role)
{
  const FoSalesLink link = { .name = (char *) name,
                             .kind = (char *) kind,
                             .address = (char *) address,
                             .config = (char *) config,
                             .secret = (char *) name,
                             .role = role };
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;
  const FoAct act = { .operation = fo_store_next_id (w->store, &error), .station = "test" };

  keep_secret (name, "тайна-4711");
  g_assert_true (fo_work_set_link (w->store, &act, &link, &reply, &error));
  g_assert_no_error (error);
  g_assert_cmpint (reply.verdict, ==, FO_OK);
}

static void
begin (World *world, Warehouse *w)
{
  *world = (World){ .shop = { .w = w }, .now_us = fo_store_now_us (w->store) };
}

/* Limits of rate are waited for on the test's clock. */
static bool
rest (gpointer now_us, gint64 ms)
{
  *(gint64 *) now_us += ms * 1000;
  return true;
}

static void
start (World *world)
{
  g_clear_pointer (&world->gateway, fo_gateway_free);
  world->gateway = toy_gateway (world->shop.w->store, &world->now_us);
  world->gateway->rest = rest;
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
expect (World *world, const char *query, const char *expected)
{
  shop_expect_store (&world->shop, query, expected);
}

static void
expect_settled (World *world)
{
  expect (world, "SELECT DISTINCT d.state FROM delivery d WHERE d.state NOT IN ('verified', 'not_carried')", "");
  expect (world, "SELECT remote_id, kind, ours FROM conflict WHERE open = 1 AND entity = 'message'", "");
}

/* Picks and ships so much of one lot for the order's line. */
static void
ship (World *world, const char *order_id, const char *item_id, const char *lot, int quantity)
{
  Warehouse *w = world->shop.w;
  FoId order = shop_order (&world->shop, order_id);

  warehouse_receive (w, shop_item (&world->shop, item_id), lot, NULL, quantity);
  warehouse_promise (w, order, FO_OK);
  warehouse_release (w, order, FO_OK);
  warehouse_pick (w, order, lot, quantity, NULL, FO_COMPLETE);
  warehouse_ship (w, order, FO_COMPLETE);
}

/* ---- МойСклад ---------------------------------------------------------------------------------------------------------------- */

#define MSK_ITEM "a1000000-0000-4000-8000-000000000009"
#define MSK_ORDER "b1000000-0000-4000-8000-000000000009"
#define MSK_CONFIG                                                                                                                     \
  "{\"plain_http\": true, \"store\": \"c1000000-0000-4000-8000-000000000001\", \"organization\": \"c2000000-0000-4000-8000-000000000001\"}"
#define MSK_HREF(type, id) "{\"meta\": {\"href\": \"https://api.moysklad.ru/api/remap/1.2/entity/" type "/" id "\", \"type\": \"" type "\"}}"

static void
sell_in_moysklad (FakeMsk *fake)
{
  fake_msk_put (fake, "product", "{\"id\": \"" MSK_ITEM "\", \"name\": \"Тройник\", \"code\": \"Т-1\", \"archived\": false}");
  fake_msk_put (fake, "customerorder",
                "{\"id\": \"" MSK_ORDER "\", \"name\": \"00999\", \"moment\": \"2026-11-22 10:00:00.000\", \"applicable\": true, \"sum\": 1, "
                "\"agent\": " MSK_HREF ("counterparty", "a4000000-0000-4000-8000-000000000001") ", \"organization\": "
                MSK_HREF ("organization", "c2000000-0000-4000-8000-000000000001") ", \"store\": "
                MSK_HREF ("store", "c1000000-0000-4000-8000-000000000001") ", \"positions\": {\"rows\": [{\"id\": "
                "\"b2000000-0000-4000-8000-000000000099\", \"quantity\": 3.0, \"price\": 100, \"assortment\": " MSK_HREF ("product", MSK_ITEM) "}]}}");
}

WAREHOUSE_TEST (test_moysklad)
{
  g_autoptr (FakeMsk) fake = fake_msk_new ();
  g_autofree char *address = fake_msk_address (fake);
  World world;

  begin (&world, w);
  fake_msk_load (fake, FO_TEST_WIRE "/moysklad");
  sell_in_moysklad (fake);
  add_link (w, "moysklad", "moysklad", address, MSK_CONFIG, FO_LINK_ROLE_MAIN);
  start (&world);
  run_round (&world);
  expect (&world, "SELECT number, customer FROM sales_order ORDER BY number", "00214|ООО «Заря»\n00215|ООО «Заря»\n00999|ООО «Заря»\n");
  expect (&world, "SELECT code FROM item WHERE kind = 'kit'", "КОМ-1\n");
  expect (&world, "SELECT partner, number FROM supply WHERE kind = 'purchase' ORDER BY supply_id LIMIT 1", "Химпром, завод|00031\n");
  run_round (&world); /* nothing is new */
  g_assert_cmpuint (world.round.applied, ==, 0);
  ship (&world, MSK_ORDER, MSK_ITEM, "", 3);
  fake_server_fault (fake->server, FAKE_DO_AND_CLOSE, 0, "POST", 1, 1); /* of the receipt and the shipment, the second */
  run_round (&world);
  g_assert_cmpuint (fake_msk_count (fake, "demand"), ==, 1);
  start (&world); /* the gateway dies, and another begins by looking */
  world.now_us += 120 * (gint64) G_USEC_PER_SEC;
  run_round (&world);
  g_assert_cmpuint (fake_msk_count (fake, "demand"), ==, 1);
  g_assert_cmpuint (fake_msk_count (fake, "enter"), ==, 1);
  expect_settled (&world);
  expect (&world, "SELECT d.remote_number FROM delivery d JOIN outbox o ON o.outbox_id = d.outbox_id WHERE o.op = 'shipment.create'", "00002\n");
  fo_gateway_free (world.gateway);
}

/* ---- 1C ----------------------------------------------------------------------------------------------------------------------- */

#define ONEC(kind, n) kind "-0000-11ee-9000-00000000000" n
#define ONEC_ITEM ONEC ("000000a1", "9")
#define ONEC_ORDER ONEC ("000000b1", "9")
#define ONEC_CONFIG "{\"plain_http\": true, \"login\": \"Кладовщик\", \"warehouse\": \"" ONEC ("000000c1", "1") "\", \"gate\": \"open\"}"

static void
sell_in_1c (Fake1c *fake)
{
  fake_1c_put (fake, "Catalog_Номенклатура", "{\"Ref_Key\": \"" ONEC_ITEM "\", \"Code\": \"НФ-00000009\", \"Description\": \"Тройник\"}");
  fake_1c_put (fake, "Document_ЗаказКлиента",
               "{\"Ref_Key\": \"" ONEC_ORDER "\", \"Number\": \"УТ-00000999\", \"Date\": \"2026-11-22T10:00:00\", \"Posted\": true, \"Статус\": "
               "\"КОтгрузке\", \"Склад_Key\": \"" ONEC ("000000c1", "1") "\", \"Партнер_Key\": \"" ONEC ("000000a4", "1") "\", \"Товары\": "
               "[{\"LineNumber\": 1, \"КодСтроки\": 1, \"Номенклатура_Key\": \"" ONEC_ITEM "\", \"Количество\": 3, \"Склад_Key\": \""
               ONEC ("000000c1", "1") "\"}]}");
}

WAREHOUSE_TEST (test_1c)
{
  g_autoptr (Fake1c) fake = fake_1c_new ();
  g_autofree char *address = fake_1c_address (fake);
  World world;

  begin (&world, w);
  fake_1c_load (fake, FO_TEST_WIRE "/1c");
  sell_in_1c (fake);
  add_link (w, "ut", "1c", address, ONEC_CONFIG, FO_LINK_ROLE_MAIN);
  start (&world);
  run_round (&world);
  expect (&world, "SELECT number, customer FROM sales_order WHERE number = 'УТ-00000999'", "УТ-00000999|ООО «Заря»\n");
  run_round (&world); /* nothing is new */
  g_assert_cmpuint (world.round.applied, ==, 0);
  ship (&world, ONEC_ORDER, ONEC_ITEM, "", 3);
  fake_server_fault (fake->server, FAKE_DO_AND_CLOSE, 0, "POST", 0, 1);
  run_round (&world);
  start (&world);
  world.now_us += 120 * (gint64) G_USEC_PER_SEC;
  run_round (&world);
  g_assert_cmpuint (fake_1c_count (fake, "Document_РасходныйОрдерНаТовары"), ==, 1);
  g_assert_cmpuint (fake_1c_count (fake, "Document_ПриходныйОрдерНаТовары"), ==, 1);
  expect_settled (&world);
  fo_gateway_free (world.gateway);
}

/* ---- Bitrix24 beside 1C -------------------------------------------------------------------------------------------------------- */

/* Deals come from Bitrix24, items from 1C by their code; the shipment stands in 1C as nothing, for it does not know the order, and in the
 * deal as a stage and a comment. */
WAREHOUSE_TEST (test_bitrix24)
{
  static const char config[] = "{\"plain_http\": true, \"item_code\": \"xmlId\", \"pipelines\": {\"0\": {\"stages\": {\"shipped\": "
                               "\"FINAL_INVOICE\"}}}}";
  g_autoptr (Fake1c) ut = fake_1c_new ();
  g_autoptr (FakeB24) fake = fake_b24_new ();
  g_autofree char *address = fake_b24_address (fake), *other = fake_1c_address (ut);
  World world;

  begin (&world, w);
  fake_1c_load (ut, FO_TEST_WIRE "/1c");
  sell_in_1c (ut);
  fake_b24_put (fake, "product", "{\"id\": 1300, \"name\": \"Тройник\", \"xmlId\": \"НФ-00000009\", \"measure\": 5, \"type\": 1, \"active\": \"Y\", "
                "\"timestampX\": \"2026-11-20T10:00:00+03:00\"}");
  fake_b24_put (fake, "deal", "{\"ID\": \"37\", \"TITLE\": \"Тройники\", \"CATEGORY_ID\": \"0\", \"STAGE_ID\": \"EXECUTING\", "
                "\"STAGE_SEMANTIC_ID\": \"P\", \"CLOSED\": \"N\", \"COMPANY_ID\": \"0\"}");
  fake_b24_put (fake, "row", "{\"id\": 101, \"ownerId\": 37, \"ownerType\": \"D\", \"productId\": 1300, \"productName\": \"Тройник\", \"quantity\": 2}");
  add_link (w, "ut", "1c", other, ONEC_CONFIG, FO_LINK_ROLE_MAIN);
  add_link (w, "b24", "bitrix24", address, config, FO_LINK_ROLE_SOURCE);
  start (&world);
  run_round (&world);
  expect (&world, "SELECT remote_id, number, deal FROM sales_order WHERE number LIKE 'Б24%'", "b24:37|Б24-37|Тройники\n");
  expect (&world, "SELECT COUNT(*) FROM item WHERE code = 'НФ-00000009'", "1\n");
  warehouse_receive (w, shop_item (&world.shop, ONEC_ITEM), "", NULL, 9);
  warehouse_promise (w, shop_order (&world.shop, "b24:37"), FO_OK);
  warehouse_release (w, shop_order (&world.shop, "b24:37"), FO_OK);
  warehouse_pick (w, shop_order (&world.shop, "b24:37"), "", 2, NULL, FO_COMPLETE);
  warehouse_ship (w, shop_order (&world.shop, "b24:37"), FO_COMPLETE);
  for (int i = 0; i < 3; i++) {
    run_round (&world);
    world.now_us += 120 * (gint64) G_USEC_PER_SEC;
  }
  g_assert_cmpuint (fake_b24_count (fake, "comment"), ==, 1);
  g_assert_cmpstr (json_object_get_string (json_object_object_get (fake_b24_get (fake, "deal", "37"), "STAGE_ID")), ==, "FINAL_INVOICE");
  expect (&world, "SELECT COUNT(*) FROM delivery d JOIN link l ON l.link_id = d.link_id WHERE l.name = 'b24' AND d.state NOT IN "
                  "('verified', 'not_carried')", "0\n");
  fo_gateway_free (world.gateway);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8"); /* what a failure prints is Russian */
  g_test_init (&argc, &argv, NULL);
  fo_test_each_store ("/over-http/moysklad", test_moysklad);
  fo_test_each_store ("/over-http/1c", test_1c);
  fo_test_each_store ("/over-http/bitrix24", test_bitrix24);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is reserved is told once for all that happened since it was told last, and in its place among the other messages. */
#include "shop.h"

enum { UNITS = 100 };

static FoId
sell_a_hundred (Shop *shop)
{
  shop_add (shop, "items", "code", "BOLT-M8", "name", "Болт М8", "unit", "шт", "tracking", "lot", NULL);
  shop_add (shop, "orders", "number", "214", "deal", "D-17", "state", "В работе", NULL);
  shop_add (shop, "order_lines", "order_number", "214", "position", "1", "item", "BOLT-M8", "quantity", "100", NULL);
  shop_run (shop, "UPDATE orders SET paid = 1 WHERE number = '214'");
  shop_sync (shop);
  warehouse_receive (shop->w, shop_item (shop, "1"), "L1", NULL, UNITS);
  warehouse_release (shop->w, shop_order (shop, "1"), FO_OK);
  shop_sync (shop);
  return shop_order (shop, "1");
}

static void
expect_messages (Shop *shop, const char *expected)
{
  shop_expect_store (shop, "SELECT op, state FROM outbox WHERE state <> 'verified' ORDER BY outbox_id", expected);
}

static void
expect_reserved (Shop *shop, const char *expected)
{
  shop_expect_rows (shop, "SELECT held, picked, shipped, missing FROM reservations", expected);
}

static void
test_hundred_picks (Shop *shop)
{
  FoId order = sell_a_hundred (shop);

  expect_messages (shop, "");
  expect_reserved (shop, "100|0|0|0\n");
  for (int i = 1; i < UNITS; i++)
    warehouse_pick (shop->w, order, "L1", 1, NULL, FO_OK);
  expect_messages (shop, "reserve.set|waiting\n");
  warehouse_pick (shop->w, order, "L1", 1, NULL, FO_COMPLETE);
  expect_messages (shop, "reserve.set|waiting\norder.state|waiting\n");
  shop_sync (shop);
  expect_messages (shop, "");
  expect_reserved (shop, "0|100|0|0\n");
  warehouse_ship (shop->w, order, FO_COMPLETE);
  shop_sync (shop);
  expect_reserved (shop, "0|0|100|0\n");
  warehouse_expect_clean (shop->w);
}

static void
begin_to_send (Shop *shop)
{
  g_free (shop_store_rows (shop, "UPDATE outbox SET state = 'unknown' WHERE state = 'waiting'"));
}

/* One that may be on its way stays, and stays before the newer one. */
static void
test_being_sent (Shop *shop)
{
  FoId order = sell_a_hundred (shop);

  warehouse_pick (shop->w, order, "L1", 1, NULL, FO_OK);
  begin_to_send (shop);
  warehouse_pick (shop->w, order, "L1", 1, NULL, FO_OK);
  warehouse_pick (shop->w, order, "L1", 1, NULL, FO_OK);
  expect_messages (shop, "reserve.set|unknown\nreserve.set|waiting\n");
  shop_sync (shop);
  expect_messages (shop, "");
  expect_reserved (shop, "97|3|0|0\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  shop_each ("/reserve/hundred-picks", test_hundred_picks);
  shop_each ("/reserve/being-sent", test_being_sent);
  return g_test_run ();
}

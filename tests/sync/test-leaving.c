/* SPDX-License-Identifier: GPL-3.0-or-later
 * How goods left: the cartons of a shipment and what is in each, a shipment that was taken back after sales knew of it, a transfer
 * and a write-off. Sales has each as rows. */
#include "shop.h"

#include "firstout/work/leaving.h"
#include "firstout/work/packing.h"

static FoAct
act (Shop *shop)
{
  g_autoptr (GError) error = NULL;
  FoId id = fo_store_next_id (shop->w->store, &error);

  g_assert_no_error (error);
  return (FoAct){ .operation = id, .station = "1", .person = "lead" };
}

static void
expect (Shop *shop, bool done, GError *error, FoVerdict verdict)
{
  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_cmpstr (fo_verdict_name (shop->w->reply.verdict), ==, fo_verdict_name (verdict));
}

static FoTxnEnd
read_lot (FoTxn *txn, gpointer data, GError **error)
{
  FoLot *lot = data;

  return fo_lot_find_by_number (txn, lot->item_id, "BI", lot, error) == FO_FOUND ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* Ten of lot BI on the dock; order 214 wants four. */
static FoId
furnish (Shop *shop)
{
  g_autoptr (GError) error = NULL;
  FoLot lot = { 0 };

  shop_add (shop, "items", "code", "GLUE", "name", "Клей", "unit", "шт", "tracking", "expiry", NULL);
  shop_add (shop, "orders", "number", "214", "deal", "D-1", "paid", "1", NULL);
  shop_add (shop, "order_lines", "order_number", "214", "position", "1", "item", "GLUE", "quantity", "4", NULL);
  shop_sync (shop);
  lot.item_id = shop_item (shop, "1");
  warehouse_receive (shop->w, lot.item_id, "BI", "2027-05-31", 10);
  g_assert_true (fo_store_read (shop->w->store, read_lot, &lot, &error));
  g_assert_no_error (error);
  return lot.id;
}

static void
pack_carton (Shop *shop, FoId lot, int quantity, FoQuantity weight_u, FoVerdict verdict)
{
  FoStore *store = shop->w->store;
  g_autoptr (GError) error = NULL;
  const FoPack what = { .order = shop_order (shop, "1"), .item = shop_item (shop, "1"), .lot = lot, .quantity_u = quantity * FO_ONE };
  FoAct now = act (shop);

  g_assert_true (fo_work_pack (store, &now, &what, &shop->w->reply, &error));
  now = act (shop);
  expect (shop, fo_work_carton_close (store, &now, what.order, 0, weight_u, &shop->w->reply, &error), error, verdict);
}

static void
cancel (Shop *shop, bool told, FoVerdict verdict)
{
  g_autoptr (GError) error = NULL;
  const FoAct now = act (shop);

  expect (shop, fo_work_shipment_cancel (shop->w->store, &now, "214-1", told, &shop->w->reply, &error), error, verdict);
}

static void
test_cartons (Shop *shop)
{
  g_autoptr (GError) error = NULL;
  FoId lot = furnish (shop), order = shop_order (shop, "1");
  FoAct now = act (shop);

  expect (shop, fo_work_set_sscc (shop->w->store, &now, "3460123456789", 1, &shop->w->reply, &error), error, FO_OK);
  now = act (shop);
  expect (shop, fo_work_set_packing (shop->w->store, &now, FO_PACKING_ASKED, &shop->w->reply, &error), error, FO_OK);
  warehouse_release (shop->w, order, FO_OK);
  warehouse_pick (shop->w, order, "BI", 4, "", FO_COMPLETE);
  pack_carton (shop, lot, 3, 2500000, FO_OK);
  pack_carton (shop, lot, 1, 800000, FO_COMPLETE);
  warehouse_ship (shop->w, order, FO_COMPLETE);
  shop_sync (shop);
  shop_expect_rows (shop, "SELECT shipment, order_number, n, sscc, weight, item, lot, quantity FROM shipment_cartons ORDER BY sscc",
                    "214-1|214|1|346012345678900011|2.5|GLUE|BI|3\n214-1|214|2|346012345678900028|0.8|GLUE|BI|1\n");
  shop_expect_rows (shop, "SELECT shipment FROM shipments_cancelled", "");
  cancel (shop, false, FO_SHIPMENT_TOLD);
  cancel (shop, true, FO_OK);
  shop_sync (shop);
  shop_expect_rows (shop, "SELECT shipment, order_number, cancelled_on FROM shipments_cancelled", "214-1|214|2026-11-22\n");
  warehouse_ship (shop->w, order, FO_COMPLETE);
  shop_sync (shop);
  shop_expect_rows (shop, "SELECT shipment FROM shipments ORDER BY op_id", "214-1\n214-2\n");
  shop_expect_store (shop, "SELECT COUNT (*) FROM outbox WHERE state <> 'verified'", "0\n");
  warehouse_expect_clean (shop->w);
}

static void
test_other_ways (Shop *shop)
{
  g_autoptr (GError) error = NULL;
  FoStore *store = shop->w->store;
  FoId lot = furnish (shop);
  const FoWriteOff spoilt = { .lot = lot, .from = shop->w->dock, .quantity_u = 2 * FO_ONE, .reason = "damaged" };
  FoTransferGoods goods = { .lot = lot, .place = shop->w->dock, .quantity_u = 3 * FO_ONE };
  g_autofree char *number = NULL, *expected = NULL;
  FoAct now = act (shop);

  expect (shop, fo_work_write_off (store, &now, &spoilt, &shop->w->reply, &error), error, FO_OK);
  now = act (shop);
  expect (shop, fo_work_transfer_out (store, &now, "East", &shop->w->reply, &error), error, FO_OK);
  number = g_strdup (warehouse_arg (shop->w, "order"));
  goods.number = number;
  now = act (shop);
  expect (shop, fo_work_transfer_goods (store, &now, &goods, &shop->w->reply, &error), error, FO_OK);
  now = act (shop);
  expect (shop, fo_work_transfer_close (store, &now, false, number, &shop->w->reply, &error), error, FO_COMPLETE);
  shop_sync (shop);
  shop_expect_rows (shop, "SELECT kind, item, lot, quantity, reason, person, day FROM stock_acts",
                    "write.off|GLUE|BI|2|damaged|lead|2026-11-22\n");
  expected = g_strdup_printf ("%s|out|East|under-way|GLUE|BI|3\n", number);
  shop_expect_rows (shop, "SELECT number, direction, partner, state, item, lot, moved FROM transfer_lines", expected);
  shop_expect_store (shop, "SELECT COUNT (*) FROM outbox WHERE state <> 'verified'", "0\n");
  warehouse_expect_clean (shop->w);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  shop_each ("/sync/leaving/cartons", test_cartons);
  shop_each ("/sync/leaving/other-ways", test_other_ways);
  return g_test_run ();
}

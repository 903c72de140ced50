/* SPDX-License-Identifier: GPL-3.0-or-later
 * Marked goods between the two databases: sales says which goods are, and gets every unit's code with its shipment, GS and all. */
#include "shop.h"

#include "firstout/work/codes.h"

#include <string.h>

#define UNIT "010460123456789321serial0000001"
#define CODE UNIT "\x1d" "91EE09\x1d" "92\"<&>\\/dGFpbA=="

static FoAct
act (Shop *shop)
{
  g_autoptr (GError) error = NULL;
  FoId id = fo_store_next_id (shop->w->store, &error);

  g_assert_no_error (error);
  return (FoAct){ .operation = id, .station = "1", .person = "" };
}

static FoMark
mark (void)
{
  FoMark mark;

  g_strlcpy (mark.identity, UNIT, sizeof mark.identity);
  g_strlcpy (mark.code, CODE, sizeof mark.code);
  return mark;
}

typedef struct {
  FoId item;
  FoLot lot;
} ReadLot;

static FoTxnEnd
read_lot (FoTxn *txn, gpointer data, GError **error)
{
  ReadLot *read = data;

  return fo_lot_find_by_number (txn, read->item, "", &read->lot, error) == FO_FOUND ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static void
receive_and_pick (Shop *shop, FoId item, FoId order, FoMark one)
{
  const FoAct receiving = act (shop), picking = act (shop);
  const FoReceive receive = { .kind = FO_MOVE_RECEIPT, .item = item, .expires_on = FO_DAY_NONE, .produced_on = FO_DAY_NONE,
                              .quantity_u = FO_ONE, .marks = &one, .n_marks = 1 };
  FoPickAct pick = { .order = order, .quantity_u = FO_ONE, .marks = &one, .n_marks = 1 };
  ReadLot read = { .item = item };
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_work_receive (shop->w->store, &receiving, &receive, &shop->w->reply, &error));
  g_assert_cmpint (shop->w->reply.verdict, ==, FO_OK);
  warehouse_release (shop->w, order, FO_OK);
  g_assert_true (fo_store_read (shop->w->store, read_lot, &read, &error));
  pick.lot = read.lot.id;
  g_assert_true (fo_work_pick (shop->w->store, &picking, &pick, &shop->w->reply, &error));
  g_assert_cmpint (shop->w->reply.verdict, ==, FO_COMPLETE);
  warehouse_ship (shop->w, order, FO_COMPLETE);
}

static void
test_marked (Shop *shop)
{
  g_autofree char *code = NULL;

  shop_add (shop, "items", "code", "OIL-1L", "name", "Масло 1 л", "unit", "шт", "marked", "1", NULL);
  shop_add (shop, "items", "code", "BOLT", "name", "Болт", "unit", "шт", NULL);
  shop_add (shop, "barcodes", "item", "OIL-1L", "code", "4601234567893", NULL);
  shop_add (shop, "orders", "number", "214", "paid", "1", NULL);
  shop_add (shop, "order_lines", "order_number", "214", "position", "1", "item", "OIL-1L", "quantity", "1", NULL);
  shop_sync (shop);
  shop_expect_store (shop, "SELECT code, marked FROM item ORDER BY code", "BOLT|0\nOIL-1L|1\n");
  receive_and_pick (shop, shop_item (shop, "1"), shop_order (shop, "1"), mark ());
  shop_sync (shop);
  g_assert_cmpuint (shop->round.sent, ==, shop->round.verified);
  shop_expect_rows (shop, "SELECT order_number, position, item FROM shipment_codes", "214|1|OIL-1L\n");
  code = shop_rows (shop, "SELECT code FROM shipment_codes");
  g_assert_cmpstr (code, ==, CODE "\n");
  warehouse_expect_clean (shop->w);
}

/* A sales database whose view says nothing of it leaves the warehouse's own word standing. */
static void
test_nothing_said (Shop *shop)
{
  shop_add (shop, "items", "code", "OIL-1L", "name", "Масло 1 л", "unit", "шт", "marked", "1", NULL);
  shop_sync (shop);
  shop_run (shop, "DROP VIEW fo_items");
  shop_run (shop, "CREATE VIEW fo_items AS SELECT id, rev + 1 AS rev, changed_at, deleted, code, name, name_de, name_en, unit, kind, "
                  "variant, tracking, issue_order, shelf_life_days, certificate, NULL AS marked FROM items");
  shop_sync (shop);
  shop_expect_store (shop, "SELECT code, marked FROM item ORDER BY code", "OIL-1L|1\n");
}

/* Sales says that units have serial numbers, and gets them with the shipment. */
static void
test_serials (Shop *shop)
{
  FoItem item = { .id = 0 };
  FoMark one;

  shop_add (shop, "items", "code", "DRIVE", "name", "Привод", "unit", "шт", "tracking", "serial", NULL);
  shop_add (shop, "orders", "number", "214", "paid", "1", NULL);
  shop_add (shop, "order_lines", "order_number", "214", "position", "1", "item", "DRIVE", "quantity", "1", NULL);
  shop_sync (shop);
  shop_expect_store (shop, "SELECT code, tracking, marked FROM item", "DRIVE|none|2\n");
  item.id = shop_item (shop, "1");
  g_assert_cmpint (fo_mark_of_serial (&item, " sn-7 ", &one), ==, FO_OK);
  receive_and_pick (shop, item.id, shop_order (shop, "1"), one);
  shop_sync (shop);
  g_assert_cmpuint (shop->round.sent, ==, shop->round.verified);
  shop_expect_rows (shop, "SELECT order_number, position, item, code FROM shipment_codes", "214|1|DRIVE|SN-7\n");
  warehouse_expect_clean (shop->w);
}

/* A line's minimum life may be a part of the item's shelf life. */
static void
test_percent (Shop *shop)
{
  shop_add (shop, "items", "code", "CREAM", "name", "Крем", "unit", "шт", "tracking", "expiry", "shelf_life_days", "365", NULL);
  shop_add (shop, "orders", "number", "214", "paid", "1", NULL);
  shop_add (shop, "order_lines", "order_number", "214", "position", "1", "item", "CREAM", "quantity", "1", NULL);
  shop_run (shop, "DROP VIEW fo_order_lines");
  shop_run (shop, "CREATE VIEW fo_order_lines AS SELECT l.id, l.rev, l.changed_at, l.deleted, o.id AS order_id, i.id AS item_id, i.kind, "
                  "l.quantity AS quantity, l.cancelled AS cancelled, l.source, '66%' AS min_life_days, l.lot_wanted, l.owner "
                  "FROM order_lines l JOIN orders o ON o.number = l.order_number JOIN items i ON i.code = l.item");
  shop_sync (shop);
  shop_expect_store (shop, "SELECT min_life_days FROM order_line", "241\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  shop_each ("/sync/codes/marked", test_marked);
  shop_each ("/sync/codes/nothing-said", test_nothing_said);
  shop_each ("/sync/codes/serials", test_serials);
  shop_each ("/sync/codes/percent", test_percent);
  return g_test_run ();
}

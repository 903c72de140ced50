/* SPDX-License-Identifier: GPL-3.0-or-later
 * What came back, what becomes of it, and a lot that was put right: sales hears of each once, as rows. */
#include "shop.h"

#include "firstout/work/lot-acts.h"
#include "firstout/work/returns.h"

static FoAct
act (Shop *shop)
{
  g_autoptr (GError) error = NULL;
  FoId id = fo_store_next_id (shop->w->store, &error);

  g_assert_no_error (error);
  return (FoAct){ .operation = id, .station = "1", .person = "" };
}

typedef struct {
  FoId item;
  const char *number;
  FoLot lot;
  FoId open; /* the return that is undecided */
} Read;

static FoTxnEnd
read_lot (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoReturnRow));
  Read *read = data;

  if (fo_lot_find_by_number (txn, read->item, read->number, &read->lot, error) != FO_FOUND
      || !fo_returns_open (txn, 0, 1, rows, error))
    return FO_TXN_FAIL;
  read->open = rows->len ? g_array_index (rows, FoReturnRow, 0).id : 0;
  return FO_TXN_COMMIT;
}

static void
sell (Shop *shop, Read *read)
{
  shop_add (shop, "items", "code", "GLUE", "name", "Клей", "unit", "шт", "tracking", "expiry", NULL);
  shop_add (shop, "customers", "name", "Альфа", NULL);
  shop_add (shop, "orders", "number", "214", "deal", "D-1", "customer", "Альфа", "paid", "1", NULL);
  shop_add (shop, "order_lines", "order_number", "214", "position", "1", "item", "GLUE", "quantity", "4", NULL);
  shop_sync (shop);
  read->item = shop_item (shop, "1");
  warehouse_receive (shop->w, read->item, "BI", "2027-05-31", 10);
  warehouse_release (shop->w, shop_order (shop, "1"), FO_OK);
  warehouse_pick (shop->w, shop_order (shop, "1"), "BI", 4, "", FO_COMPLETE);
  warehouse_ship (shop->w, shop_order (shop, "1"), FO_COMPLETE);
  read->number = "BI";
}

static void
test_returns (Shop *shop)
{
  Read read = { 0 };
  g_autoptr (GError) error = NULL;

  sell (shop, &read);
  g_assert_true (fo_store_read (shop->w->store, read_lot, &read, &error));
  const FoAct returning = act (shop), deciding = act (shop), undoing = act (shop), correcting = act (shop);
  const FoReturn back = { .lot = read.lot.id, .quantity_u = 3 * FO_ONE, .reason = "damaged", .expires_on = FO_DAY_NONE };
  FoReturnDecide decide = { .decision = FO_RETURN_SCRAP, .quantity_u = FO_ONE, .reason = "damaged" };
  const FoCorrectNumber correct = { .lot = read.lot.id, .number = "B1", .reason = "misread" };

  g_assert_true (fo_work_return (shop->w->store, &returning, &back, &shop->w->reply, &error));
  g_assert_cmpint (shop->w->reply.verdict, ==, FO_OK);
  g_assert_true (fo_store_read (shop->w->store, read_lot, &read, &error));
  decide.id = read.open;
  g_assert_true (fo_work_return_decide (shop->w->store, &deciding, &decide, &shop->w->reply, &error));
  g_assert_cmpint (shop->w->reply.verdict, ==, FO_OK);
  shop_sync (shop);
  g_assert_cmpuint (shop->round.sent, ==, shop->round.verified);
  shop_expect_rows (shop, "SELECT proved, shipment, order_number, position, customer, reason, item, lot, quantity FROM goods_returns",
                    "1|214-1|214|1|Альфа|damaged|GLUE|BI|3\n");
  shop_expect_rows (shop, "SELECT decision, item, lot, quantity, reason FROM return_decisions", "scrap|GLUE|BI|1|damaged\n");
  /* Taken back, and the lot's number put right. */
  g_assert_true (fo_work_undo (shop->w->store, &undoing, deciding.operation, &shop->w->reply, &error));
  g_assert_cmpint (shop->w->reply.verdict, ==, FO_OK);
  g_assert_true (fo_work_correct_number (shop->w->store, &correcting, &correct, &shop->w->reply, &error));
  g_assert_cmpint (shop->w->reply.verdict, ==, FO_OK);
  shop_sync (shop);
  shop_expect_rows (shop, "SELECT item, lot_was, lot, expires_on, merged, reason FROM lot_corrections",
                    "GLUE|BI|B1|2027-05-31|0|misread\n");
  warehouse_expect_clean (shop->w);
}

/* A claim is told when it is opened, and at every step: sales has it as it stands. */
static void
test_claims (Shop *shop)
{
  Read read = { 0 };
  g_autoptr (GError) error = NULL;

  sell (shop, &read);
  g_assert_true (fo_store_read (shop->w->store, read_lot, &read, &error));
  const FoAct opening = act (shop), accepting = act (shop), settling = act (shop);
  const FoNewClaim claim = { .order = shop_order (shop, "1"), .kind = FO_CLAIM_DAMAGE, .lot = read.lot.id, .quantity_u = 2 * FO_ONE,
                             .text = "Two are crushed" };

  g_assert_true (fo_work_claim (shop->w->store, &opening, &claim, &shop->w->reply, &error));
  g_assert_cmpint (shop->w->reply.verdict, ==, FO_OK);
  shop_sync (shop);
  shop_expect_rows (shop, "SELECT claim, kind, state, order_number, position, deal, item, lot, quantity, said, answer FROM claims",
                    "214-C1|damage|open|214|1|D-1|GLUE|BI|2|Two are crushed|\n");
  g_assert_true (fo_work_claim_step (shop->w->store, &accepting, "214-C1", FO_CLAIM_ACCEPTED, "The picture shows it", &shop->w->reply,
                                     &error));
  g_assert_cmpint (shop->w->reply.verdict, ==, FO_OK);
  shop_sync (shop);
  g_assert_true (fo_work_claim_step (shop->w->store, &settling, "214-C1", FO_CLAIM_SETTLED, "Two new ones", &shop->w->reply, &error));
  g_assert_cmpint (shop->w->reply.verdict, ==, FO_OK);
  shop_sync (shop);
  g_assert_cmpuint (shop->round.sent, ==, shop->round.verified);
  shop_expect_rows (shop, "SELECT claim, state, quantity, answer FROM claims", "214-C1|settled|2|Two new ones\n");
  shop_expect_rows (shop, "SELECT COUNT (*) FROM fo_inbox WHERE op = 'claim.set'", "3\n");
  warehouse_expect_clean (shop->w);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  shop_each ("/sync/returns", test_returns);
  shop_each ("/sync/claims", test_claims);
  return g_test_run ();
}

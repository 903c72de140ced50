/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sales changes its mind all day long while a station receives, picks and ships the same goods: nobody is stopped by
 * the other for good, and the book is clean at the end. */
#include "shop.h"
#include "support/seed.h"
#include <string.h>

enum { ORDERS = 4 };

typedef struct {
  FoStore *store; /* the station's own */
  FoId item, orders[ORDERS];
  guint32 seed;
  guint acts, done;
} Station;

static FoAct
act_of (Station *s)
{
  g_autoptr (GError) error = NULL;
  FoAct act = { .operation = fo_store_next_id (s->store, &error), .station = "1", .person = "picker" };

  g_assert_no_error (error);
  return act;
}

typedef struct {
  FoId order;
  GArray *holds;
} Holds;

static FoTxnEnd
read_holds (FoTxn *txn, gpointer data, GError **error)
{
  Holds *holds = data;

  g_array_set_size (holds->holds, 0);
  return fo_holds_of_order (txn, holds->order, holds->holds, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* Picks whatever is held for the order, a part of it. */
static bool
pick_some (Station *s, FoId order, GRand *rand, FoReply *reply, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (FoHold));
  Holds holds = { order, list };
  const FoAct act = act_of (s);
  FoPickAct what = { .order = order };

  if (!fo_store_read (s->store, read_holds, &holds, error))
    return false;
  for (guint i = 0; i < list->len && !what.lot; i++) {
    const FoHold *hold = &g_array_index (list, FoHold, i);

    if (hold->picked)
      continue;
    what.lot = hold->lot_id;
    what.place = hold->place_id;
    what.quantity_u = g_rand_int_range (rand, 1, (int) (hold->quantity_u / FO_ONE) + 1) * FO_ONE;
  }
  return !what.lot || fo_work_pick (s->store, &act, &what, reply, error);
}

static bool
act_once (Station *s, GRand *rand, FoReply *reply, GError **error)
{
  FoId order = s->orders[g_rand_int_range (rand, 0, ORDERS)];
  const FoAct act = act_of (s);
  const FoReceive receive = { .kind = FO_MOVE_RECEIPT,
                              .item = s->item,
                              .lot = "A",
                              .expires_on = FO_DAY_NONE,
                              .produced_on = FO_DAY_NONE,
                              .quantity_u = 3 * FO_ONE };

  switch (g_rand_int_range (rand, 0, 6)) {
  case 0:
    return fo_work_receive (s->store, &act, &receive, reply, error);
  case 1:
    return fo_work_release (s->store, &act, order, reply, error);
  case 2:
  case 3:
    return pick_some (s, order, rand, reply, error);
  case 4:
    return fo_work_ship (s->store, &act, order, reply, error);
  default:
    return fo_work_undo (s->store, &act, 0, reply, error);
  }
}

static gpointer
work_a_day (gpointer data)
{
  Station *s = data;
  g_autoptr (GRand) rand = g_rand_new_with_seed (s->seed);

  for (guint i = 0; i < s->acts; i++) {
    g_auto (FoReply) reply = { 0 };
    g_autoptr (GError) error = NULL;
    bool answered = act_once (s, rand, &reply, &error);

    g_assert_no_error (error); /* a refusal is an answer; a deadlock shown to a person is not */
    g_assert_true (answered);
    s->done += reply.operation != 0;
  }
  return NULL;
}

static void
sell (Shop *shop)
{
  shop_add (shop, "items", "code", "PUMP-50", "name", "Pump", "unit", "шт", "tracking", "lot", NULL);
  for (int i = 1; i <= ORDERS; i++) {
    g_autofree char *number = g_strdup_printf ("%d", i);

    shop_add (shop, "orders", "number", number, "paid", "1", NULL);
    shop_add (shop, "order_lines", "order_number", number, "position", "1", "item", "PUMP-50", "quantity", "6", NULL);
  }
  shop_add (shop, "supplies", "kind", "purchase", "number", "PO-1", "item", "PUMP-50", "quantity", "5", NULL);
}

static void
change_minds (Shop *shop, GRand *rand)
{
  g_autofree char *script = g_strdup_printf ("UPDATE order_lines SET quantity = %d WHERE id = %d; UPDATE supplies SET "
                                             "quantity = %d; UPDATE orders SET due_on = '2026-12-%02d'"
                                             " WHERE id = %d",
                                             g_rand_int_range (rand, 0, 15), g_rand_int_range (rand, 1, ORDERS + 1),
                                             g_rand_int_range (rand, 0, 12), g_rand_int_range (rand, 1, 29),
                                             g_rand_int_range (rand, 1, ORDERS + 1));

  shop_run (shop, script);
}

static void
test_together (Shop *shop)
{
  g_autoptr (GRand) rand = fo_test_rand ("together");
  guint rounds = fo_test_count (25);
  Station station = { .seed = g_rand_int (rand), .acts = rounds * 4 };
  GThread *thread;

  sell (shop);
  shop_sync (shop);
  station.store = fo_test_store_again (shop->w->store);
  fo_store_set_today (station.store, fo_store_today (shop->w->store));
  station.item = shop_item (shop, "1");
  for (int i = 0; i < ORDERS; i++) {
    g_autofree char *id = g_strdup_printf ("%d", i + 1);
    station.orders[i] = shop_order (shop, id);
  }
  thread = g_thread_new ("station", work_a_day, &station);
  for (guint i = 0; i < rounds; i++) {
    change_minds (shop, rand);
    shop_sync (shop);
  }
  g_thread_join (thread);
  fo_store_free (station.store);
  shop_sync (shop);
  g_test_message ("%u of %u acts did something", station.done, station.acts);
  g_assert_cmpuint (station.done, >, 0);
  warehouse_expect_clean (shop->w);
  shop_expect_store (shop, "SELECT DISTINCT state FROM outbox", "verified\n");
  shop_expect_store (shop, "SELECT COUNT (*) FROM inbox WHERE state IN ('new', 'rejected')", "0\n");
}

/* ---- a message that is taken back while it is being read ----------------------------------------------------------- */

typedef struct {
  FoId link;
  GArray *rows; /* FoDeliveryRow */
  FoFound found;
} Claim;

static FoTxnEnd
tell (FoTxn *txn, gpointer data, GError **error)
{
  Claim *c = data;
  FoId operation = fo_store_next_id (fo_txn_store (txn), error);

  return operation && fo_outbox_add (txn, operation, "order:1", "reserve.set", "{\"order\":\"1\"}", error)
                 && fo_deliveries_open (txn, c->link, operation, 10, c->rows, error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

static FoTxnEnd
take_back (FoTxn *txn, gpointer data, GError **error)
{
  const Claim *c = data;

  (void) error;
  fo_outbox_forget (txn, g_array_index (c->rows, FoDeliveryRow, 0).outbox);
  return FO_TXN_COMMIT;
}

static FoTxnEnd
claim (FoTxn *txn, gpointer data, GError **error)
{
  Claim *c = data;

  c->found = fo_delivery_claim (txn, c->link, &g_array_index (c->rows, FoDeliveryRow, 0), error);
  return c->found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

/* As a station does that works faster than the gateway reads: nothing is sent, nothing is in the way. */
static void
test_taken_back (Shop *shop)
{
  g_autoptr (GError) error = NULL;
  Claim c = { .rows = g_array_new (FALSE, TRUE, sizeof (FoDeliveryRow)) };

  g_array_set_clear_func (c.rows, (GDestroyNotify) fo_delivery_row_clear);
  shop_sync (shop);
  c.link = ((FoGatewayLink *) g_ptr_array_index (shop->gateway->links, 0))->row.id;
  for (int taken = 0; taken < 2; taken++) {
    g_array_set_size (c.rows, 0);
    g_assert_true (fo_store_write (shop->w->store, 0, tell, &c, &error));
    g_assert_cmpuint (c.rows->len, ==, 1);
    g_assert_true (!taken || fo_store_write (shop->w->store, 0, take_back, &c, &error));
    g_assert_true (fo_store_write (shop->w->store, 0, claim, &c, &error));
    g_assert_no_error (error);
    g_assert_cmpint (c.found, ==, taken ? FO_ABSENT : FO_FOUND);
  }
  shop_expect_store (shop, "SELECT COUNT (*) FROM delivery WHERE state = 'waiting'", "1\n");
  g_array_unref (c.rows);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  shop_each ("/sync/together", test_together);
  shop_each ("/sync/taken-back", test_taken_back);
  return g_test_run ();
}

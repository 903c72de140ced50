/* SPDX-License-Identifier: GPL-3.0-or-later
 * What was told and heard long ago is forgotten, a few rows at a time; what is open, unknown, refused or disputed stays, and the last
 * word about anything. */
#include "firstout/store/retention.h"
#include "firstout/work/sending.h"
#include "firstout/work/setting.h"
#include "shop.h"
#include "toy.h"
#include <string.h>

#define A_DAY ((gint64) 24 * 3600 * G_USEC_PER_SEC)

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
  world->gateway = toy_gateway (w->store, &world->now_us);
}

static void
run_round (World *world)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_gateway_run_once (world->gateway, &world->round, &error));
  g_assert_no_error (error);
}

static guint64
forget (World *world)
{
  g_autoptr (GError) error = NULL;
  guint64 forgotten = 0;

  g_assert_true (fo_gateway_forget (world->gateway, &forgotten, &error));
  g_assert_no_error (error);
  return forgotten;
}

static void
expect (World *world, const char *query, const char *expected)
{
  shop_expect_store (&world->shop, query, expected);
}

/* One receipt of each fate; a year later only the verified one is gone, with its requests. */
WAREHOUSE_TEST (test_what_is_open_stays)
{
  static const FoFateKind fates[] = { FO_FATE_VERIFIED, FO_FATE_REFUSED, FO_FATE_UNKNOWN, FO_FATE_LATER, FO_FATE_NOT_CARRIED };
  static const char *const codes[] = { "A", "B", "C", "D", "E" };
  World world;

  begin (&world, w);
  for (gsize i = 0; i < G_N_ELEMENTS (fates); i++) {
    warehouse_receive (w, warehouse_item (w, codes[i], FO_ISSUE_FIFO, false), "L", NULL, 1);
    toy.fate = fates[i];
    run_round (&world);
  }
  toy.fate = FO_FATE_VERIFIED;
  g_assert_cmpuint (forget (&world), ==, 0);
  world.now_us += 179 * A_DAY;
  g_assert_cmpuint (forget (&world), ==, 0);
  world.now_us += 2 * A_DAY;
  forget (&world);
  expect (&world, "SELECT d.state FROM delivery d ORDER BY d.state", "refused\nunknown\nwaiting\n");
  expect (&world, "SELECT COUNT(*) FROM attempt a WHERE NOT EXISTS (SELECT 1 FROM outbox o WHERE o.outbox_id = a.outbox_id)", "0\n");
  fo_gateway_free (world.gateway);
}

static FoTxnEnd
dispute_first (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (FoOutboxRow));
  char uuid[FO_UUID_TEXT_MAX];

  (void) data;
  g_array_set_clear_func (rows, (GDestroyNotify) fo_outbox_row_clear);
  if (!fo_outbox_page (txn, 0, 1, rows, error))
    return FO_TXN_FAIL;
  fo_id_uuid (g_array_index (rows, FoOutboxRow, 0).id, fo_store_space (fo_txn_store (txn)), uuid);
  return fo_conflict_open_at (txn, "one", "message", uuid, "not_there", "{}", "{}", error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* A message that stood there and does not any more is looked at still. */
WAREHOUSE_TEST (test_what_is_disputed_stays)
{
  g_autoptr (GError) error = NULL;
  World world;

  begin (&world, w);
  for (int i = 0; i < 3; i++) {
    g_autofree char *code = g_strdup_printf ("I-%d", i);
    warehouse_receive (w, warehouse_item (w, code, FO_ISSUE_FIFO, false), "L", NULL, 1);
  }
  run_round (&world);
  g_assert_true (fo_store_write (w->store, 0, dispute_first, NULL, &error));
  world.now_us += 400 * A_DAY;
  forget (&world);
  expect (&world, "SELECT COUNT(*) FROM outbox", "1\n");
  expect (&world, "SELECT COUNT(*) FROM delivery", "1\n");
  fo_gateway_free (world.gateway);
}

#define ITEM(name) "{\"rows\":[{\"entity\":\"item\",\"id\":\"P\",\"code\":\"PUMP-50\",\"name\":\"" name "\",\"unit\":\"pc\"}]}"

/* Of what was heard the last word stays: said again it is no news. */
WAREHOUSE_TEST (test_last_word_stays)
{
  World world;

  begin (&world, w);
  for (int i = 0; i < 4; i++) {
    static const char *const bodies[] = { ITEM ("a"), ITEM ("b"), ITEM ("c"), ITEM ("d") };
    static const char *const versions[] = { "1", "2", "3", "4" };
    toy_says (&toy, "Item", "P", versions[i], bodies[i]);
    run_round (&world);
  }
  world.now_us += 181 * A_DAY;
  g_assert_cmpuint (forget (&world), ==, 6);
  expect (&world, "SELECT version FROM heard", "4\n");
  expect (&world, "SELECT state FROM inbox", "applied\n");
  toy_says (&toy, "Item", "P", "5", ITEM ("d"));
  run_round (&world);
  g_assert_cmpuint (world.round.applied, ==, 0);
  g_assert_cmpuint (world.round.unchanged, ==, 1);
  expect (&world, "SELECT name FROM item", "d\n");
  fo_gateway_free (world.gateway);
}

/* How long is a setting; forty days at least, for so far back both sides are compared. */
WAREHOUSE_TEST (test_setting)
{
  const FoAct act = { .station = "1", .person = "" };
  g_autoptr (GError) error = NULL;
  FoAct asks = act;
  World world;

  begin (&world, w);
  warehouse_receive (w, warehouse_item (w, "A", FO_ISSUE_FIFO, false), "L", NULL, 1);
  run_round (&world);
  asks.operation = fo_store_next_id (w->store, &error);
  g_assert_true (fo_work_set_number (w->store, &asks, FO_NUMBER_SYNC_KEEP_DAYS, 39, &w->reply, &error));
  g_assert_cmpint (w->reply.verdict, ==, FO_QUANTITY_BAD);
  asks.operation = fo_store_next_id (w->store, &error);
  g_assert_true (fo_work_set_number (w->store, &asks, FO_NUMBER_SYNC_KEEP_DAYS, 50, &w->reply, &error));
  g_assert_cmpint (w->reply.verdict, ==, FO_OK);
  world.now_us += 49 * A_DAY;
  forget (&world);
  expect (&world, "SELECT COUNT(*) FROM outbox", "1\n");
  world.now_us += 2 * A_DAY;
  forget (&world);
  expect (&world, "SELECT COUNT(*) FROM outbox", "0\n");
  fo_gateway_free (world.gateway);
}

/* ---- in steps ---------------------------------------------------------------------------------------------------------- */

typedef struct {
  FoForgetting walk, after;
} Step;

static FoTxnEnd
step (FoTxn *txn, gpointer data, GError **error)
{
  Step *s = data;

  return fo_retention_step (txn, &s->walk, 2, &s->after, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* No step looks at more rows than it is told to, however many there are. */
WAREHOUSE_TEST (test_small_steps)
{
  g_autoptr (GError) error = NULL;
  Step s = { .walk = { .which = FO_KEPT_TOLD } };
  World world;
  guint steps = 0;

  begin (&world, w);
  for (int i = 0; i < 5; i++) {
    g_autofree char *code = g_strdup_printf ("I-%d", i);
    warehouse_receive (w, warehouse_item (w, code, FO_ISSUE_FIFO, false), "L", NULL, 1);
  }
  run_round (&world);
  s.walk.before = fo_retention_before (world.now_us + A_DAY);
  do {
    g_assert_true (fo_store_write (w->store, 0, step, &s, &error));
    g_assert_cmpuint (s.after.forgotten - s.walk.forgotten, <=, 2);
    s.walk = s.after;
    steps++;
  } while (!s.walk.is_over);
  g_assert_cmpuint (steps, ==, 3);
  g_assert_cmpuint (s.walk.forgotten, ==, 5);
  expect (&world, "SELECT COUNT(*) FROM outbox", "0\n");
  fo_gateway_free (world.gateway);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fo_test_each_store ("/sync/keeping/what-is-open-stays", test_what_is_open_stays);
  fo_test_each_store ("/sync/keeping/what-is-disputed-stays", test_what_is_disputed_stays);
  fo_test_each_store ("/sync/keeping/last-word-stays", test_last_word_stays);
  fo_test_each_store ("/sync/keeping/setting", test_setting);
  fo_test_each_store ("/sync/keeping/small-steps", test_small_steps);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * A shelf is shut at the same instant as somebody brings goods there, by two connections: whoever comes second knows of the other. */
#include "warehouse.h"

/* How long the first waits, its transaction open, for a second that must not get past it. One that does is caught by what is left behind. */
#define HELD_MS 400

typedef bool (*Does) (FoStore *store, const FoAct *act, FoId lot, const Warehouse *w, FoReply *reply, GError **error);

static bool
brings (FoStore *store, const FoAct *act, FoId lot, const Warehouse *w, FoReply *reply, GError **error)
{
  const FoCarry what = { FO_MOVE_PUT_AWAY, lot, w->dock, w->bin, 4 * FO_ONE, "test" };

  return fo_work_carry (store, act, &what, reply, error);
}

static bool
shuts (FoStore *store, const FoAct *act, FoId lot, const Warehouse *w, FoReply *reply, GError **error)
{
  const FoBlockPlace what = { w->bin, true, "spilled" };

  (void) lot;
  return fo_work_block_place (store, act, &what, reply, error);
}

typedef struct {
  Warehouse *w;
  FoId lot;
  Does first, second;
  FoAct act, other_act;
  FoReply reply, other_reply; /* of the first, of the second */
  GThread *thread;
  GMutex mutex;
  GCond ended;
  bool done; /* the second, under MUTEX */
} Meeting;

static gpointer
come_second (gpointer data)
{
  Meeting *m = data;
  FoStore *store = fo_test_store_again (m->w->store);
  g_autoptr (GError) error = NULL;

  fo_store_set_today (store, fo_store_today (m->w->store));
  g_assert_true (m->second (store, &m->other_act, m->lot, m->w, &m->other_reply, &error));
  g_assert_no_error (error);
  g_mutex_lock (&m->mutex);
  m->done = true;
  g_cond_signal (&m->ended);
  g_mutex_unlock (&m->mutex);
  fo_store_free (store);
  return NULL;
}

/* The first has written and not ended yet; now the other one comes. */
static FoTxnEnd
meet (FoTxn *txn, gpointer data, GError **error)
{
  Meeting *m = data;
  gint64 until_us;
  FoPlace place;

  if (!m->first (m->w->store, &m->act, m->lot, m->w, &m->reply, error)
      || fo_place_find (txn, m->w->bin, &place, error)
             != FO_FOUND) /* an answer: all that was written has come to the server */
    return FO_TXN_FAIL;
  m->thread = g_thread_new ("second", come_second, m);
  until_us = g_get_monotonic_time () + HELD_MS * 1000;
  g_mutex_lock (&m->mutex);
  while (!m->done && g_cond_wait_until (&m->ended, &m->mutex, until_us))
    ;
  g_mutex_unlock (&m->mutex);
  return FO_TXN_COMMIT;
}

static FoAct
act_of (Warehouse *w, const char *station)
{
  g_autoptr (GError) error = NULL;
  const FoAct act = { .operation = fo_store_next_id (w->store, &error), .station = station, .person = "storekeeper" };

  g_assert_no_error (error);
  return act;
}

/* Answers what was brought. */
static FoId
let_meet (Meeting *m)
{
  FoId item = warehouse_item (m->w, "SEALANT-310", FO_ISSUE_FEFO, true);

  warehouse_receive (m->w, item, "A", "2027-05-31", 4);
  m->lot = warehouse_lot (m->w, "A");
  m->act = act_of (m->w, "1");
  m->other_act = act_of (m->w, "2");
  g_assert_true (fo_store_together (m->w->store, meet, m));
  g_thread_join (m->thread);
  g_assert_cmpstr (fo_verdict_name (m->reply.verdict), ==, "FO_OK");
  return item;
}

static void
meeting_clear (Meeting *m)
{
  fo_reply_clear (&m->reply);
  fo_reply_clear (&m->other_reply);
}

WAREHOUSE_TEST (test_goods_came_first)
{
  Meeting m = { .w = w, .first = brings, .second = shuts };
  FoId order = warehouse_order (w, "214", FO_GATE_OPEN), item = let_meet (&m);

  /* They lie there, the shelf is shut, and who shut it was told of them: nobody is sent there for any. */
  g_assert_cmpstr (fo_verdict_name (m.other_reply.verdict), ==, "FO_OK");
  g_assert_cmpint (fo_args_get (&m.other_reply.args, "lots")->number, ==, 1);
  warehouse_line (w, order, item, 1);
  warehouse_release (w, order, FO_ORDER_NOT_PROMISED);
  warehouse_expect_clean (w);
  warehouse_block_bin (w, NULL, FO_OK);
  warehouse_release (w, order, FO_OK);
  warehouse_expect_clean (w);
  meeting_clear (&m);
}

WAREHOUSE_TEST (test_the_shelf_was_shut_first)
{
  Meeting m = { .w = w, .first = shuts, .second = brings };

  let_meet (&m);
  g_assert_cmpstr (fo_verdict_name (m.other_reply.verdict), ==, "FO_PLACE_BLOCKED");
  warehouse_expect_on_hand (w, "A", 4); /* where they were: the dock is free to all */
  warehouse_carry (w, FO_MOVE_PUT_AWAY, "A", 4, FO_PLACE_BLOCKED);
  warehouse_block_bin (w, NULL, FO_OK);
  warehouse_carry (w, FO_MOVE_PUT_AWAY, "A", 4, FO_OK);
  warehouse_expect_clean (w);
  meeting_clear (&m);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fo_test_each_store ("/work/shutting/goods-came-first", test_goods_came_first);
  fo_test_each_store ("/work/shutting/the-shelf-was-shut-first", test_the_shelf_was_shut_first);
  return g_test_run ();
}

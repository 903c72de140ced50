/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hall.h"

#include "firstout/store/orders.h"
#include "firstout/store/stock.h"
#include "firstout/work/apply.h"

#include <string.h>

static FoAct
act (FoStore *store)
{
  g_autoptr (GError) error = NULL;
  FoId id = fo_store_next_id (store, &error);

  g_assert_no_error (error);
  return (FoAct){ .operation = id, .station = "test", .person = "" };
}

static FoTxnEnd
find (FoTxn *txn, gpointer data, GError **error)
{
  Hall *hall = data;
  FoPlace dock;
  FoItem item;

  g_assert_cmpint (fo_item_find_by_code (txn, "BOLT-M8", &item, error), ==, FO_FOUND);
  g_assert_cmpint (fo_place_of_kind (txn, FO_PLACE_DOCK, &dock, error), ==, FO_FOUND);
  hall->item = item.id;
  hall->dock = dock.id;
  return FO_TXN_COMMIT;
}

void
hall_furnish (Hall *hall, FoStore *store)
{
  const FoApplyItem what = { .item = { .code = "BOLT-M8", .name = "Болт М8", .unit = "шт", .by_eye = true },
                             .barcode = "0" HALL_CODE,
                             .barcode_quantity_u = FO_ONE };
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;
  FoAct first = act (store), second = act (store);

  hall->store = store;
  fo_store_set_today (store, fo_day_from_civil (2026, 11, 22));
  g_assert_true (fo_work_furnish (store, &first, &error));
  g_assert_true (fo_work_apply_item (store, &second, &what, &reply, &error));
  g_assert_true (fo_store_read (store, find, hall, &error));
  g_assert_no_error (error);
}

void
hall_bin (const Hall *hall, const char *code)
{
  FoPlace place = { .kind = FO_PLACE_BIN };
  FoAct first = act (hall->store);
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;

  g_strlcpy (place.code, code, sizeof place.code);
  g_assert_true (fo_work_apply_place (hall->store, &first, &place, &reply, &error));
  g_assert_no_error (error);
}

typedef struct {
  const char *number;
  FoOrder order;
} FindOrder;

static FoTxnEnd
find_order (FoTxn *txn, gpointer data, GError **error)
{
  FindOrder *find_it = data;

  g_assert_cmpint (fo_order_find_by_number (txn, find_it->number, &find_it->order, error), ==, FO_FOUND);
  return FO_TXN_COMMIT;
}

void
hall_order (const Hall *hall, const char *number)
{
  hall_order_of (hall, number, 1);
}

void
hall_order_of (const Hall *hall, const char *number, guint units)
{
  FoApplyOrder order = { .order = { .gate = FO_GATE_OPEN, .due_on = FO_DAY_NONE } };
  FoApplyLine line = { .line = { .position = 1, .item_id = hall->item, .goods = true, .ordered_u = units * FO_ONE,
                                 .certificate_on = FO_DAY_NONE } };
  FoAct first = act (hall->store), second = act (hall->store);
  FindOrder found = { .number = number };
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;

  g_strlcpy (order.order.number, number, sizeof order.order.number);
  g_assert_true (fo_work_apply_order (hall->store, &first, &order, &reply, &error));
  g_assert_true (fo_store_read (hall->store, find_order, &found, &error));
  line.line.order_id = found.order.id;
  g_assert_true (fo_work_apply_line (hall->store, &second, &line, &reply, &error));
  g_assert_no_error (error);
}

typedef struct {
  const Hall *hall;
  FoQuantity on_hand_u;
} Count;

static FoTxnEnd
count (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoStockRow));
  Count *c = data;

  c->on_hand_u = 0;
  g_assert_true (fo_stock_of_item (txn, c->hall->item, rows, error));
  for (guint i = 0; i < rows->len; i++)
    c->on_hand_u += g_array_index (rows, FoStockRow, i).on_hand_u;
  return FO_TXN_COMMIT;
}

FoQuantity
hall_on_hand (FoStore *store, const Hall *hall)
{
  g_autoptr (GError) error = NULL;
  Count c = { .hall = hall };

  g_assert_true (fo_store_read (store, count, &c, &error));
  g_assert_no_error (error);
  return c.on_hand_u;
}

char *
hall_journal_path (void)
{
  static guint n;

  return g_strdup_printf ("%s/lane-%u.db", fo_test_folder_name (), ++n);
}

FoScan
hall_scan (const char *text)
{
  FoScan scan;

  g_assert_true (fo_scan_init (&scan, text, strlen (text), FO_SYMBOLOGY_UNKNOWN, "test", 0));
  return scan;
}

static void
found_difference (const char *name, const char *what, FoQuantity written_u, FoQuantity adds_up_to_u, gpointer data)
{
  (void) data;
  g_test_fail_printf ("not clean: %s of %s: %" G_GINT64_FORMAT " is written, %" G_GINT64_FORMAT " it is", name, what,
                      written_u, adds_up_to_u);
}

static FoTxnEnd
audit (FoTxn *txn, gpointer data, GError **error)
{
  return fo_stock_audit (txn, found_difference, data, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

void
hall_expect_clean (FoStore *store)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_store_read (store, audit, NULL, &error));
  g_assert_no_error (error);
}

/* ---- who holds the database ------------------------------------------------------------------------------------------------ */

struct HallHolder {
  FoStore *store;
  FoId item;
  gint64 until_us;
  GThread *thread;
  GMutex mutex;
  GCond changed;
  bool holds, let_go;
};

static FoTxnEnd
hold (FoTxn *txn, gpointer data, GError **error)
{
  HallHolder *holder = data;
  FoTurn turn;

  if (!fo_turn_take (txn, holder->item, &turn, error))
    return FO_TXN_FAIL;
  g_mutex_lock (&holder->mutex);
  holder->holds = true;
  g_cond_broadcast (&holder->changed);
  while (!holder->let_go && g_get_monotonic_time () < holder->until_us)
    g_cond_wait_until (&holder->changed, &holder->mutex, holder->until_us);
  g_mutex_unlock (&holder->mutex);
  return FO_TXN_REFUSE;
}

static gpointer
run_holder (gpointer data)
{
  HallHolder *holder = data;
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_store_write (holder->store, 0, hold, holder, &error));
  g_assert_no_error (error);
  fo_store_free (holder->store);
  return NULL;
}

HallHolder *
hall_hold (const Hall *hall, gint64 hold_ms)
{
  HallHolder *holder = g_new0 (HallHolder, 1);

  holder->store = fo_test_store_again (hall->store);
  holder->item = hall->item;
  holder->until_us = g_get_monotonic_time () + hold_ms * 1000;
  g_mutex_init (&holder->mutex);
  g_cond_init (&holder->changed);
  holder->thread = g_thread_new ("holder", run_holder, holder);
  g_mutex_lock (&holder->mutex);
  while (!holder->holds)
    g_cond_wait (&holder->changed, &holder->mutex);
  g_mutex_unlock (&holder->mutex);
  return holder;
}

void
hall_let_go (HallHolder *holder)
{
  g_mutex_lock (&holder->mutex);
  holder->let_go = true;
  g_cond_broadcast (&holder->changed);
  g_mutex_unlock (&holder->mutex);
  g_thread_join (holder->thread);
  g_mutex_clear (&holder->mutex);
  g_cond_clear (&holder->changed);
  g_free (holder);
}

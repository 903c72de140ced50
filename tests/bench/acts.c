/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acts.h"
#include "bench.h"
#include "firstout/store/orders.h"
#include "firstout/store/supplies.h"
#include "firstout/work/apply.h"
#include "firstout/work/deals.h"
#include "firstout/work/goods.h"
#include "firstout/work/lot-acts.h"
#include "floor-acts.h"
#include "support/stores.h"

#include <glib/gstdio.h>

#define FEW 2
#define MANY 12
#define BLOCK_ITEM(i) (500000 + (FoId) (i))
#define MATERIAL_ITEM(i) (600000 + 10 * (FoId) (i))
#define SEMI_ITEM(i) (MATERIAL_ITEM (i) + 1)
#define FINAL_ITEM(i) (MATERIAL_ITEM (i) + 2)

static void
must (bool done, const GError *error)
{
  if (done)
    return;
  g_printerr ("bench, acts: %s\n", error ? error->message : "?");
  exit (2);
}

static void
answered (bool done, const FoReply *reply, const GError *error)
{
  must (done, error);
  if (reply->operation)
    return;
  g_printerr ("bench, acts: %s\n", fo_verdict_name (reply->verdict));
  exit (2);
}

static FoAct
act (Book *book)
{
  g_autoptr (GError) error = NULL;
  FoAct a = { .operation = fo_store_next_id (book_store (book), &error), .station = "1", .person = "storekeeper" };

  must (a.operation != 0, error);
  return a;
}

/* ---- rows that are asked for ------------------------------------------------------------------------------------- */

typedef struct {
  FoId id;
  char number[32];
  FoId found;
} Wanted;

static FoTxnEnd
find_lot (FoTxn *txn, gpointer data, GError **error)
{
  Wanted *wanted = data;
  FoLot lot;

  if (fo_lot_find_by_number (txn, wanted->id, wanted->number, &lot, error) != FO_FOUND)
    return FO_TXN_FAIL;
  wanted->found = lot.id;
  return FO_TXN_COMMIT;
}

static FoTxnEnd
find_order (FoTxn *txn, gpointer data, GError **error)
{
  Wanted *wanted = data;
  FoOrder order;

  if (fo_order_find_by_number (txn, wanted->number, &order, error) != FO_FOUND)
    return FO_TXN_FAIL;
  wanted->found = order.id;
  return FO_TXN_COMMIT;
}

static FoTxnEnd
find_supply (FoTxn *txn, gpointer data, GError **error)
{
  Wanted *wanted = data;
  FoSupply supply;

  if (fo_supply_find_by_remote (txn, wanted->number, &supply, error) != FO_FOUND)
    return FO_TXN_FAIL;
  wanted->found = supply.id;
  return FO_TXN_COMMIT;
}

static FoId
ask (Book *book, FoTxnFunc func, FoId id, const char *number)
{
  Wanted wanted = { .id = id };
  g_autoptr (GError) error = NULL;

  g_strlcpy (wanted.number, number, sizeof wanted.number);
  must (fo_store_read (book_store (book), func, &wanted, &error), error);
  return wanted.found;
}

/* ---- what there is before ---------------------------------------------------------------------------------------- */

static FoTxnEnd
insert_item (FoTxn *txn, gpointer data, GError **error)
{
  FoItem item = { .id = *(const FoId *) data,
                  .unit = "шт",
                  .tracking = FO_TRACKING_LOT,
                  .has_expiry = true,
                  .enforcement = FO_ENFORCE_WARN };

  (void) error;
  g_snprintf (item.code, sizeof item.code, "ACT-%" G_GINT64_FORMAT, item.id);
  g_snprintf (item.name, sizeof item.name, "Item %" G_GINT64_FORMAT " of the acts", item.id);
  fo_item_insert (txn, &item, NULL);
  return FO_TXN_COMMIT;
}

static void
make_item (Book *book, FoId item)
{
  g_autoptr (GError) error = NULL;

  must (fo_store_write (book_store (book), 0, insert_item, &item, &error), error);
}

static void
receive (Book *book, FoId item, const char *lot, gint32 quantity, int days, FoId supply)
{
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  const FoAct a = act (book);
  const FoReceive what = { .kind = FO_MOVE_RECEIPT,
                           .item = item,
                           .lot = lot,
                           .produced_on = FO_DAY_NONE,
                           .supply = supply,
                           .expires_on = fo_day_from_civil (2027, 6, 1) + days,
                           .quantity_u = quantity * FO_ONE,
                           .place = FO_PLACE_BIN + 1,
                           .confirmed = true };

  answered (fo_work_receive (book_store (book), &a, &what, &reply, &error), &reply, error);
}

/* A deal of one line, promised at once and released. */
static void
make_deal (Book *book, FoId item, guint n)
{
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) ordered = { 0 }, lined = { 0 }, released = { 0 };
  const FoAct a = act (book), b = act (book), c = act (book);
  FoApplyOrder order = { .order = { .due_on = FO_DAY_NONE, .gate = FO_GATE_OPEN } };
  FoApplyLine line = { .line = { .item_id = item, .goods = true, .position = 1, .ordered_u = FO_ONE } };

  g_snprintf (order.order.number, sizeof order.order.number, "ACT-%" G_GINT64_FORMAT "-%u", item, n);
  g_strlcpy (order.order.deal, order.order.number, sizeof order.order.deal);
  g_snprintf (order.order.customer, sizeof order.order.customer, "Customer %u", n);
  order.remote_id = line.remote_id = order.order.number;
  answered (fo_work_apply_order (book_store (book), &a, &order, &ordered, &error), &ordered, error);
  line.line.order_id = ask (book, find_order, 0, order.order.number);
  answered (fo_work_apply_line (book_store (book), &b, &line, &lined, &error), &lined, error);
  answered (fo_work_release (book_store (book), &c, line.line.order_id, &released, &error), &released, error);
}

static FoId
make_supply (Book *book, FoId item, gint32 quantity)
{
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  const FoAct a = act (book);
  FoApplySupply what = {
    .supply = { .kind = FO_SUPPLY_PRODUCTION, .item_id = item, .ordered_u = quantity * FO_ONE, .ready_on = FO_DAY_NONE }
  };

  g_snprintf (what.supply.number, sizeof what.supply.number, "P-%" G_GINT64_FORMAT, item);
  what.remote_id = what.supply.number;
  answered (fo_work_apply_supply (book_store (book), &a, &what, &reply, &error), &reply, error);
  return ask (book, find_supply, 0, what.supply.number);
}

static void
use_material (Book *book, FoId item, const char *lot, FoId supply)
{
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  const FoAct a = act (book);
  const FoCarry what = { .kind = FO_MOVE_MATERIAL,
                         .lot = ask (book, find_lot, item, lot),
                         .from = FO_PLACE_BIN + 1,
                         .quantity_u = FO_ONE,
                         .supply = supply,
                         .reason = "production" };

  answered (fo_work_carry (book_store (book), &a, &what, &reply, &error), &reply, error);
}

static void
prepare_block (Book *book, guint i)
{
  make_item (book, BLOCK_ITEM (i));
  receive (book, BLOCK_ITEM (i), "OLD", 100, 0, 0);
  receive (book, BLOCK_ITEM (i), "NEW", 100, 60, 0);
  for (guint n = 0; n < ACTS_DEALS; n++)
    make_deal (book, BLOCK_ITEM (i), n);
}

/* One lot of material went into two, these into three, which the deals have. */
static void
prepare_recall (Book *book, guint i)
{
  FoId semi, final;

  for (FoId item = MATERIAL_ITEM (i); item <= FINAL_ITEM (i); item++)
    make_item (book, item);
  receive (book, MATERIAL_ITEM (i), "M", 10, 0, 0);
  semi = make_supply (book, SEMI_ITEM (i), 20);
  use_material (book, MATERIAL_ITEM (i), "M", semi);
  receive (book, SEMI_ITEM (i), "S1", 10, 0, semi);
  receive (book, SEMI_ITEM (i), "S2", 10, 1, semi);
  final = make_supply (book, FINAL_ITEM (i), 30);
  use_material (book, SEMI_ITEM (i), "S1", final);
  use_material (book, SEMI_ITEM (i), "S2", final);
  receive (book, FINAL_ITEM (i), "F1", 10, 0, final);
  receive (book, FINAL_ITEM (i), "F2", 10, 1, final);
  receive (book, FINAL_ITEM (i), "F3", 10, 2, final);
  receive (book, FINAL_ITEM (i), "NEW", 100, 60, 0);
  for (guint n = 0; n < ACTS_DEALS; n++)
    make_deal (book, FINAL_ITEM (i), n);
}

void
acts_prepare (Book *book, guint n)
{
  for (guint i = 0; i < n; i++) {
    prepare_block (book, i);
    prepare_recall (book, i);
  }
}

/* ---- the acts ---------------------------------------------------------------------------------------------------- */

void
acts_block (Book *book, guint i)
{
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  const FoAct a = act (book);
  const FoBlock what = { .lot = ask (book, find_lot, BLOCK_ITEM (i), "OLD"),
                         .state = FO_LOT_STATE_BLOCKED,
                         .reason = "it cracks" };

  answered (fo_work_block (book_store (book), &a, &what, &reply, &error), &reply, error);
}

void
acts_recall (Book *book, guint i)
{
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  const FoAct a = act (book);
  const FoId lot = ask (book, find_lot, MATERIAL_ITEM (i), "M");
  const FoRecall what = { .lots = &lot, .n_lots = 1, .reason = "it cracks" };
  const FoArg *lots;

  answered (fo_work_recall (book_store (book), &a, &what, &reply, &error), &reply, error);
  lots = fo_args_get (&reply.args, "lots");
  if (lots && lots->number == 6)
    return;
  g_printerr ("bench: a recall of %d lots, not of 6\n", lots ? (int) lots->number : 0);
  exit (2);
}

/* ---- the bars ---------------------------------------------------------------------------------------------------- */

int
acts_child (const char *what, guint n, const char *path)
{
  g_autofree char *uri = g_strconcat ("sqlite:", path, NULL);
  Book *book = book_open (uri, 0, 0);

  for (guint i = 0; i < n; i++)
    (g_str_equal (what, "recall") ? acts_recall : acts_block) (book, i);
  book_free (book);
  return 0;
}

static const struct {
  const char *what;
  void (*act) (Book *, guint);
  double trips; /* at most: a deal waits for the server once, and each of the recalled lots some times */
} kinds[] = {
  { "block", acts_block, ACTS_DEALS + 15 },
  { "recall", acts_recall, ACTS_DEALS + 6 * 15 },
};

/* What they ask of the store, statement by statement. */
static void
bar_statements (Book *book)
{
  FoStatementCount counts[512];
  gint64 bad = 0;

  fo_store_count_reset (book_store (book));
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    kinds[i].act (book, MANY);
  for (gsize i = 0, n = fo_store_statement_counts (book_store (book), counts, G_N_ELEMENTS (counts)); i < n; i++) {
    bad += counts[i].fullscan_steps + counts[i].sorts + counts[i].autoindexes;
    if (g_getenv ("FO_BENCH_STATEMENTS"))
      g_printerr ("  %-24s %4" G_GINT64_FORMAT " runs %6" G_GINT64_FORMAT " VM steps\n", counts[i].name, counts[i].runs,
                  counts[i].vm_steps);
  }
  bench_bar ("acts/fullscan-steps-sorts-autoindexes", (double) bad, 0);
}

void
bench_acts (void)
{
  g_autofree char *plain = bench_book (100, 100), *path = bench_copy_of (plain),
                  *uri = g_strconcat ("sqlite:", path, NULL);
  g_autofree char *ours = g_strconcat (bench_folder (), "/acts.db", NULL),
                  *least = g_strconcat (bench_folder (), "/floor-acts.db", NULL);
  Book *book;

  must (g_rename (path, ours) == 0, NULL);
  g_free (uri);
  uri = g_strconcat ("sqlite:", ours, NULL);
  book = book_open (uri, 0, 0);
  acts_prepare (book, MANY + 1);
  bar_statements (book);
  book_free (book);
  floor_acts_free (floor_acts_open (least, 100, 100, MANY));
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *name = g_strdup_printf ("floor/%s-with-%d-deals", kinds[i].what, ACTS_DEALS);
    g_autofree char *each = g_strdup_printf ("instructions/%s-per-deal", kinds[i].what);
    double cost = bench_instructions_each ("acts", kinds[i].what, ours, FEW, MANY);

    bench_bar (name, cost / bench_instructions_each ("floor-acts", kinds[i].what, least, FEW, MANY), 3);
    bench_report (each, cost / ACTS_DEALS);
  }
}

void
bench_acts_trips (void)
{
  g_autofree char *uri = fo_test_store_uri (FO_TEST_POSTGRESQL);
  Book *book = book_open (uri, 100, 100);

  acts_prepare (book, FEW + 1);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *trips = g_strdup_printf ("postgresql/round-trips-per-%s-with-%d-deals", kinds[i].what, ACTS_DEALS);
    g_autofree char *time = g_strdup_printf ("postgresql/milliseconds-per-%s", kinds[i].what);
    FoStoreCount before, after;
    gint64 start;

    kinds[i].act (book, FEW); /* prepares the statements */
    fo_store_counts (book_store (book), &before);
    start = g_get_monotonic_time ();
    for (guint k = 0; k < FEW; k++)
      kinds[i].act (book, k);
    bench_report (time, (double) (g_get_monotonic_time () - start) / 1000 / FEW);
    fo_store_counts (book_store (book), &after);
    bench_bar (trips, (double) (after.round_trips - before.round_trips) / FEW, kinds[i].trips);
  }
  book_free (book);
}

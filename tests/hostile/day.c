/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "day.h"
#include "firstout/store/orders.h"
#include "firstout/store/stock.h"
#include "firstout/work/deals.h"
#include "firstout/work/goods.h"
#include <string.h>

#define ROUNDS 3
#define TODAY "2026-11-22"

enum { DOCK = 11, BENCH, SEALANT = 21, PUMP };
#define PLACE_ID(kind) ((kind) == FO_PLACE_DOCK ? DOCK : (kind) == FO_PLACE_BENCH ? BENCH : 30 + (int) (kind))
#define ORDER_ID(round, n) ((FoId) (100 + 10 * (round) + (n)))

typedef enum { RECEIVE, PROMISE, RELEASE, PICK, SHIP, UNDO, BLOCK, UNBLOCK, MORNING } StepKind;

static const char *kind_names[] = { "receive", "promise", "release", "pick",   "ship",
                                    "undo",    "block",   "unblock", "morning" };

typedef struct {
  StepKind kind;
  const char *lot; /* its number begins with the round */
  int n;           /* units, or the order of the round */
  FoId item;
  const char *expires_on;
  FoVerdict verdict;
} Step;

/* Order 1 wants three of the sealant and two pumps, order 2 two of the sealant. */
static const Step script[] = {
  { RECEIVE, "old", 5, SEALANT, "2027-02-01" },
  { RECEIVE, "new", 5, SEALANT, "2027-09-01" },
  { PROMISE, .n = 1 },
  { RECEIVE, "one", 4, PUMP },
  { PROMISE, .n = 1 },
  { RELEASE, .n = 1 },
  { PICK, .n = 1 },
  { UNDO },
  { PICK, .n = 1 },
  { PICK, .n = 1 },
  { PICK, .n = 1 },
  { PICK, .n = 1 },
  { PICK, .n = 1, .verdict = FO_COMPLETE },
  { BLOCK, "new" },
  { SHIP, .n = 1, .verdict = FO_COMPLETE },
  { UNBLOCK, "new" },
  { RELEASE, .n = 2 },
  { BLOCK, "old" },
  { UNBLOCK, "old" },
  { RECEIVE, "wrong", 7, SEALANT, "2027-03-01" },
  { UNDO },
  { MORNING },
};

#define STEPS (G_N_ELEMENTS (script))

guint
day_steps (void)
{
  return ROUNDS * STEPS;
}

FoId
day_operation (guint step)
{
  return 1000 + (FoId) step;
}

char *
day_step_name (guint step)
{
  const Step *s = &script[step % STEPS];

  return g_strdup_printf ("%u: %s %d-%s", step, kind_names[s->kind], (int) (step / STEPS), s->lot ? s->lot : "");
}

static FoDay
day_of (const char *text)
{
  FoDay day = FO_DAY_NONE;

  g_assert (!text || fo_day_parse_iso (text, &day) == FO_OK);
  return day;
}

/* ---- before it ----------------------------------------------------------------------------------------------------------------- */

static void
furnish_item (FoTxn *txn, FoId id, const char *code, bool has_expiry)
{
  FoItem item = {
    .id = id, .unit = "шт", .tracking = FO_TRACKING_LOT, .has_expiry = has_expiry, .enforcement = FO_ENFORCE_WARN
  };

  g_strlcpy (item.code, code, sizeof item.code);
  g_strlcpy (item.name, code, sizeof item.name);
  fo_item_insert (txn, &item, NULL);
}

static void
furnish_order (FoTxn *txn, guint round, int n)
{
  FoOrder order = { .id = ORDER_ID (round, n), .due_on = FO_DAY_NONE };
  const FoLine sealant = { .id = order.id * 10,
                           .order_id = order.id,
                           .position = 1,
                           .item_id = SEALANT,
                           .goods = true,
                           .ordered_u = (n == 1 ? 3 : 2) * FO_ONE };
  const FoLine pump = { .id = order.id * 10 + 1,
                        .order_id = order.id,
                        .position = 2,
                        .item_id = PUMP,
                        .goods = true,
                        .ordered_u = 2 * FO_ONE };

  g_snprintf (order.number, sizeof order.number, "%u-%d", round, n);
  fo_order_insert (txn, &order, order.number);
  fo_line_insert (txn, &sealant, NULL);
  if (n == 1)
    fo_line_insert (txn, &pump, NULL);
}

static FoTxnEnd
furnish (FoTxn *txn, gpointer data, GError **error)
{
  (void) data;
  (void) error;
  for (int kind = 0; kind < FO_N_PLACE_KINDS; kind++) {
    FoPlace place = { .id = PLACE_ID (kind), .kind = (FoPlaceKind) kind };
    g_strlcpy (place.code, fo_place_kind_name (place.kind), sizeof place.code);
    fo_place_insert (txn, &place);
  }
  furnish_item (txn, SEALANT, "SEALANT", true);
  furnish_item (txn, PUMP, "PUMP", false);
  for (guint round = 0; round < ROUNDS; round++) {
    furnish_order (txn, round, 1);
    furnish_order (txn, round, 2);
  }
  return FO_TXN_COMMIT;
}

void
day_furnish (FoStore *store)
{
  g_autoptr (GError) error = NULL;
  bool done = fo_store_write (store, 0, furnish, NULL, &error);

  g_assert_no_error (error);
  g_assert (done);
}

/* ---- the steps ------------------------------------------------------------------------------------------------------------------ */

typedef struct {
  const char *number;
  FoId order;
  FoLot lot;
  FoHold hold;
  bool found;
} Look;

static FoTxnEnd
look_lot (FoTxn *txn, gpointer data, GError **error)
{
  Look *look = data;
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoLot));

  if (!fo_lots_numbered (txn, look->number, lots, error))
    return FO_TXN_FAIL;
  look->found = lots->len == 1;
  if (look->found)
    look->lot = g_array_index (lots, FoLot, 0);
  return FO_TXN_COMMIT;
}

static FoTxnEnd
look_hold (FoTxn *txn, gpointer data, GError **error)
{
  Look *look = data;
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  if (!fo_holds_of_order (txn, look->order, holds, error))
    return FO_TXN_FAIL;
  look->found = false;
  for (guint i = 0; i < holds->len && !look->found; i++) {
    look->hold = g_array_index (holds, FoHold, i);
    look->found = !look->hold.picked;
  }
  return FO_TXN_COMMIT;
}

static bool
receive (FoStore *store, const FoAct *act, const Step *step, const char *lot, FoReply *reply, GError **error)
{
  const FoReceive what = { .kind = FO_MOVE_RECEIPT,
                           .item = step->item,
                           .lot = lot,
                           .produced_on = FO_DAY_NONE,
                           .expires_on = day_of (step->expires_on),
                           .quantity_u = step->n * FO_ONE,
                           .place = DOCK };

  return fo_work_receive (store, act, &what, reply, error);
}

static bool
pick (FoStore *store, const FoAct *act, FoId order, FoReply *reply, GError **error)
{
  Look look = { .order = order };
  FoPickAct what = { .order = order, .quantity_u = FO_ONE };

  if (!fo_store_read (store, look_hold, &look, error))
    return false;
  what.lot = look.hold.lot_id;
  what.place = look.hold.place_id;
  return fo_work_pick (store, act, &what, reply, error);
}

static bool
set_lot (FoStore *store, const FoAct *act, const char *number, FoLotState state, FoReply *reply, GError **error)
{
  Look look = { .number = number };
  FoBlock what = { .state = state, .reason = "looked at" };

  if (!fo_store_read (store, look_lot, &look, error))
    return false;
  g_assert (look.found);
  what.lot = look.lot.id;
  return fo_work_block (store, act, &what, reply, error);
}

static bool
do_step (FoStore *store, const FoAct *act, const Step *step, guint round, FoReply *reply, GError **error)
{
  g_autofree char *lot = g_strdup_printf ("%u-%s", round, step->lot ? step->lot : "");

  switch (step->kind) {
  case RECEIVE:
    return receive (store, act, step, lot, reply, error);
  case PROMISE:
    return fo_work_promise (store, act, ORDER_ID (round, step->n), reply, error);
  case RELEASE:
    return fo_work_release (store, act, ORDER_ID (round, step->n), reply, error);
  case PICK:
    return pick (store, act, ORDER_ID (round, step->n), reply, error);
  case SHIP:
    return fo_work_ship (store, act, ORDER_ID (round, step->n), reply, error);
  case UNDO:
    return fo_work_undo (store, act, act->operation - 1, reply, error);
  case BLOCK:
    return set_lot (store, act, lot, FO_LOT_STATE_BLOCKED, reply, error);
  case UNBLOCK:
    return set_lot (store, act, lot, FO_LOT_STATE_FREE, reply, error);
  case MORNING:
    return fo_work_morning (store, act, reply, error);
  }
  g_assert_not_reached ();
}

bool
day_book (FoStore *store, guint step, GError **error)
{
  const Step *s = &script[step % STEPS];
  const FoAct act = { .operation = day_operation (step), .station = "1", .person = "storekeeper" };
  g_auto (FoReply) reply = { 0 };

  fo_store_set_today (store, day_of (TODAY));
  if (!do_step (store, &act, s, step / STEPS, &reply, error))
    return false;
  if (reply.verdict != s->verdict) {
    g_autofree char *name = day_step_name (step);
    g_error ("step %s: %s instead of %s", name, fo_verdict_name (reply.verdict), fo_verdict_name (s->verdict));
  }
  return true;
}

bool
day_do (FoStore *store, FoJournal *journal, guint step, GError **error)
{
  FoJournalEntry entry = { .kind = FO_JOURNAL_COMMAND, .operation = day_operation (step), .task = "" };
  gint64 row = 0;

  entry.scan.length = (size_t) g_snprintf (entry.scan.bytes, sizeof entry.scan.bytes, "step %u", step);
  if (journal && !fo_journal_add (journal, &entry, &row, error))
    return false;
  if (!day_book (store, step, error))
    return false;
  if (journal)
    fo_journal_settle (journal, row, script[step % STEPS].verdict, "{}", NULL);
  return true;
}

/* ---- what came of it ------------------------------------------------------------------------------------------------------------- */

static void
draw_stock (GString *picture, const GArray *rows)
{
  for (guint i = 0; i < rows->len; i++) {
    const FoStockRow *row = &g_array_index (rows, FoStockRow, i);

    g_string_append_printf (picture, "%s %s %s %d: %" G_GINT64_FORMAT " held %" G_GINT64_FORMAT "\n", row->item,
                            row->lot, row->place, (int) row->state, row->on_hand_u, row->held_u);
  }
}

static void
draw_line (GString *picture, const FoOrder *order, const FoLine *line)
{
  g_string_append_printf (picture,
                          "%s %d state %d: promised %" G_GINT64_FORMAT " held %" G_GINT64_FORMAT
                          " picked %" G_GINT64_FORMAT " shipped %" G_GINT64_FORMAT "\n",
                          order->number, line->position, (int) order->state, line->promised_u, line->held_u,
                          line->picked_u, line->shipped_u);
}

static bool
draw_orders (FoTxn *txn, GString *picture, GError **error)
{
  g_autoptr (GArray) orders = g_array_new (FALSE, FALSE, sizeof (FoOrder));

  if (!fo_orders_page (txn, 0, 100, orders, error))
    return false;
  for (guint i = 0; i < orders->len; i++) {
    const FoOrder *order = &g_array_index (orders, FoOrder, i);
    g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));

    if (!fo_lines_of_order (txn, order->id, lines, error))
      return false;
    for (guint l = 0; l < lines->len; l++)
      draw_line (picture, order, &g_array_index (lines, FoLine, l));
  }
  return true;
}

static FoTxnEnd
draw (FoTxn *txn, gpointer data, GError **error)
{
  GString *picture = data;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoStockRow));

  g_string_truncate (picture, 0);
  if (!fo_stock_page (txn, NULL, 1000, rows, error))
    return FO_TXN_FAIL;
  draw_stock (picture, rows);
  return draw_orders (txn, picture, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

char *
day_picture (FoStore *store, GError **error)
{
  GString *picture = g_string_new (NULL);
  bool drawn = fo_store_read (store, draw, picture, error);

  return g_string_free (picture, !drawn);
}

static void
count_contradiction (const char *name, const char *what, FoQuantity written_u, FoQuantity adds_up_to_u, gpointer data)
{
  ++*(int *) data;
  g_print ("# %s: %s: %" G_GINT64_FORMAT " but %" G_GINT64_FORMAT "\n", name, what, written_u, adds_up_to_u);
}

static FoTxnEnd
audit (FoTxn *txn, gpointer data, GError **error)
{
  *(int *) data = 0;
  return fo_stock_audit (txn, count_contradiction, data, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

int
day_contradictions (FoStore *store, GError **error)
{
  int found = 0;

  return fo_store_read (store, audit, &found, error) ? found : -1;
}

int
day_done (FoStore *store, guint *ret_gap, GError **error)
{
  guint done = 0;

  for (guint step = 0; step < day_steps (); step++) {
    g_auto (FoReply) reply = { 0 };
    FoFound found = fo_act_recall (store, day_operation (step), &reply, error);

    if (found == FO_FAILED)
      return -1;
    if (found == FO_FOUND && step > done) {
      *ret_gap = done;
      return -1;
    }
    done += found == FO_FOUND;
  }
  return (int) done;
}

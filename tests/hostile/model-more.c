/* SPDX-License-Identifier: GPL-3.0-or-later
 * More operations: what is counted, written off, relabelled, called back, sent to another warehouse, and what
 * comes back from customers. */
#include "model-more.h"

#include "firstout/store/returns.h"
#include "firstout/store/stocktakes.h"
#include "firstout/work/count.h"
#include "firstout/work/leaving.h"
#include "firstout/work/reserve.h"
#include "firstout/work/returns.h"
#include "model-book.h"
#include "model-dice.h"
#include "model-else.h"

/* ---- what lies at a place: what a person would see there --------------------------------------------------------- */

typedef struct {
  FoId place;
  GArray *rows; /* FoBalanceRow */
} Look;

static FoTxnEnd
look (FoTxn *txn, gpointer data, GError **error)
{
  Look *l = data;

  g_array_set_size (l->rows, 0);
  return fo_balances_at_place (txn, l->place, l->rows, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static FoQuantity
there_u (const GArray *rows, FoId lot)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_array_index (rows, FoBalanceRow, i).lot_id == lot)
      return g_array_index (rows, FoBalanceRow, i).balance.on_hand_u;
  return 0;
}

/* ---- a count, written once more as plainly as possible ----------------------------------------------------------- */

/* One lot: what was seen, and what the book had at its first scan and at its last. */
typedef struct {
  FoId lot;
  guint round;
  bool again;
  FoQuantity counted_u, first_u, book_u;
} Seen;

struct ModelCount {
  FoId place;
  guint round;    /* 0: none is under way */
  GArray *before; /* FoBalanceRow, when it began */
  GArray *seen;   /* Seen */
};

ModelCount *
model_count_new (void)
{
  ModelCount *count = g_new0 (ModelCount, 1);

  count->before = g_array_new (FALSE, FALSE, sizeof (FoBalanceRow));
  count->seen = g_array_new (FALSE, FALSE, sizeof (Seen));
  return count;
}

void
model_count_free (ModelCount *count)
{
  g_array_unref (count->before);
  g_array_unref (count->seen);
  g_free (count);
}

static Seen *
seen_of (ModelCount *count, FoId lot)
{
  for (guint i = 0; i < count->seen->len; i++)
    if (g_array_index (count->seen, Seen, i).lot == lot)
      return &g_array_index (count->seen, Seen, i);
  return NULL;
}

static bool
begin_count (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  static const FoPlaceKind kinds[] = { FO_PLACE_DOCK, FO_PLACE_BIN, MODEL_SHELF, FO_PLACE_QUARANTINE };
  ModelCount *count = m->count;
  Look l = { m->places[kinds[up_to (m, G_N_ELEMENTS (kinds))]], count->before };

  if (!fo_work_count_begin (m->store, act, l.place, false, reply, error) || !fo_store_read (m->store, look, &l, error))
    return false;
  if (!reply->operation)
    return true;
  model_book_other (m, act, "count-begin", reply);
  count->place = l.place;
  count->round = 1;
  g_array_set_size (count->seen, 0);
  return true;
}

/* What is looked for: in the second round mostly what was doubtful. */
static FoId
lot_to_see (Model *m, const GArray *rows)
{
  if (m->count->round > 1 && !once_in (m, 4))
    for (guint i = 0; i < m->count->seen->len; i++)
      if (g_array_index (m->count->seen, Seen, i).again)
        return g_array_index (m->count->seen, Seen, i).lot;
  return rows->len && !once_in (m, 6) ? g_array_index (rows, FoBalanceRow, up_to (m, (gint32) rows->len)).lot_id : any_lot_id (m);
}

static bool
enter_count (Model *m, const FoAct *act, const GArray *rows, FoReply *reply, GError **error)
{
  ModelCount *count = m->count;
  FoCountEntry what = { .place = count->place, .lot = lot_to_see (m, rows), .expires_on = FO_DAY_NONE, .in_all = !once_in (m, 5) };
  Seen fresh = { .lot = what.lot }, *seen;
  FoQuantity here_u = there_u (rows, what.lot);

  if (!what.lot)
    return true;
  what.quantity_u = what.in_all ? MAX (0, here_u + (once_in (m, 3) ? (up_to (m, 3) - 1) * FO_ONE : 0)) : FO_ONE;
  if (!fo_work_count_enter (m->store, act, &what, reply, error))
    return false;
  if (!reply->operation)
    return true;
  model_book_other (m, act, "count-enter", reply);
  if (!seen_of (count, what.lot))
    g_array_append_val (count->seen, fresh);
  seen = seen_of (count, what.lot);
  seen->counted_u = (seen->round == count->round && !what.in_all ? seen->counted_u : 0) + what.quantity_u;
  if (seen->round != count->round)
    seen->first_u = here_u;
  seen->book_u = here_u;
  seen->round = count->round;
  seen->again = false;
  return true;
}

static void
see_nothing_of (ModelCount *count, Seen *seen, FoQuantity missing_u)
{
  seen->counted_u = 0;
  seen->first_u = seen->book_u = missing_u;
  seen->round = count->round;
}

/* What lay there when it began, or when it was seen, and still does by the book, is missing. */
static void
add_unseen (ModelCount *count, const GArray *rows)
{
  for (guint i = 0; i < rows->len && count->round == 1; i++) {
    const FoBalanceRow *row = &g_array_index (rows, FoBalanceRow, i);
    FoQuantity missing_u = MIN (row->balance.on_hand_u, there_u (count->before, row->lot_id));
    Seen fresh = { .lot = row->lot_id };

    if (missing_u <= 0 || seen_of (count, row->lot_id))
      continue;
    see_nothing_of (count, &fresh, missing_u);
    g_array_append_val (count->seen, fresh);
  }
  for (guint i = 0; i < count->seen->len && count->round > 1; i++) {
    Seen *seen = &g_array_index (count->seen, Seen, i);
    if (seen->again && seen->round != count->round)
      see_nothing_of (count, seen, MAX (0, MIN (seen->book_u, there_u (rows, seen->lot))));
  }
}

/* More than a tenth off, or something came or went while it was scanned and it does not add up: once more. */
static guint
mark_doubtful (ModelCount *count)
{
  guint n = 0;

  for (guint i = 0; i < count->seen->len && count->round == 1; i++) {
    Seen *seen = &g_array_index (count->seen, Seen, i);
    FoQuantity off_u = ABS (seen->counted_u - seen->book_u);
    seen->again = off_u > 0 && (seen->first_u != seen->book_u || off_u * 100 > seen->book_u * 10);
    n += seen->again;
  }
  return n;
}

/* What the count must change, at once. */
static void
book_count (Model *m, const FoAct *act, const GArray *rows, const FoReply *reply)
{
  g_autoptr (GArray) moves = g_array_new (FALSE, FALSE, sizeof (ModelMoved));

  for (guint i = 0; i < m->count->seen->len; i++) {
    const Seen *seen = &g_array_index (m->count->seen, Seen, i);
    FoQuantity moved_u = MAX (seen->counted_u - seen->book_u, -there_u (rows, seen->lot));
    const ModelMoved found = { .lot = seen->lot, .to = m->count->place, .quantity_u = moved_u };
    const ModelMoved lost = { .lot = seen->lot, .from = m->count->place, .quantity_u = -moved_u };

    if (moved_u != 0)
      g_array_append_vals (moves, moved_u > 0 ? &found : &lost, 1);
  }
  model_book_moved (m, act, "count", reply, (const ModelMoved *) moves->data, moves->len);
}

static bool
close_count (Model *m, const FoAct *act, const GArray *rows, FoReply *reply, GError **error)
{
  ModelCount *count = m->count;
  guint doubtful;

  if (!fo_work_count_close (m->store, act, count->place, reply, error))
    return false;
  if (!reply->operation) {
    model_trouble (m, "a count could not be closed: %s", fo_verdict_name (reply->verdict));
    return true;
  }
  add_unseen (count, rows);
  doubtful = mark_doubtful (count);
  if (reply->verdict != (doubtful ? FO_COUNT_AGAIN : FO_COMPLETE))
    model_trouble (m, "a count with %u doubtful lots ended with %s", doubtful, fo_verdict_name (reply->verdict));
  if (doubtful) {
    model_book_other (m, act, "count", reply);
    count->round++;
    return true;
  }
  book_count (m, act, rows, reply);
  count->round = 0;
  return true;
}

/* One person counts all day at a station of their own, a scan at a time, while the others work; now and then the whole of it is taken back. */
bool
model_do_count (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoBalanceRow));
  Look l = { m->count->place, rows };

  if (m->count->round == 0 && once_in (m, 3)) {
    if (!fo_work_undo (m->store, act, 0, reply, error))
      return false;
    model_book_undo (m, act, reply);
    return true;
  }
  if (m->count->round == 0)
    return begin_count (m, act, reply, error);
  if (!fo_store_read (m->store, look, &l, error))
    return false;
  return once_in (m, 5) ? close_count (m, act, rows, reply, error) : enter_count (m, act, rows, reply, error);
}

/* ---- goods that leave otherwise ---------------------------------------------------------------------------------- */

bool
model_do_write_off (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  static const FoPlaceKind kinds[] = { FO_PLACE_DOCK, FO_PLACE_BIN, MODEL_SHELF, FO_PLACE_QUARANTINE };
  FoWriteOff what = { .lot = any_lot_id (m), .from = m->places[kinds[up_to (m, G_N_ELEMENTS (kinds))]], .quantity_u = few (m), .reason = "damaged" };
  const FoId lot_and_place[] = { what.lot, what.from };

  if (!what.lot)
    return true;
  if (!fo_work_write_off (m->store, act, &what, reply, error))
    return false;
  model_asked (m, act, lot_and_place, what.quantity_u, reply);
  return true;
}

/* ---- goods that come back ---------------------------------------------------------------------------------------- */

bool
model_do_return (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  FoReturn what = { .lot = any_lot_id (m), .expires_on = FO_DAY_NONE, .quantity_u = once_in (m, 2) ? FO_ONE : few (m), .reason = "damaged" };

  if (!what.lot)
    return true;
  if (!once_in (m, 3))
    what.order = model_book_shipped_to (m, what.lot);
  if (once_in (m, 8))
    what.order = any_order (m);
  what.unproved = once_in (m, 8);
  what.customer = what.unproved && once_in (m, 2) ? model_customer (0) : NULL;
  if (!fo_work_return (m->store, act, &what, reply, error))
    return false;
  model_book_return (m, act, &what, reply);
  return true;
}

static FoTxnEnd
look_returns (FoTxn *txn, gpointer rows, GError **error)
{
  g_array_set_size (rows, 0);
  return fo_returns_open (txn, 0, 20, rows, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* Goods in repair are the customer's own: a lot that descends from ours. */
static void
give_to_customer (Model *m, const FoAct *act, const FoReturnRow *row, FoQuantity quantity_u, const FoReply *reply)
{
  const ModelKin kin = { row->lot_id, model_book_repair (m, act, row->lot_id, row->customer, quantity_u, reply), act->operation };

  if (kin.child)
    g_array_append_val (m->kin, kin);
}

bool
model_do_decide (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  static const FoReturnDecision decisions[] = { FO_RETURN_TO_STOCK, FO_RETURN_TO_STOCK, FO_RETURN_SCRAP, FO_RETURN_TO_SUPPLIER, FO_RETURN_REPAIR };
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoReturnRow));
  FoReturnDecide what = { .decision = decisions[up_to (m, G_N_ELEMENTS (decisions))], .reason = "looked at" };
  ModelMoved moved = { .from = m->places[FO_PLACE_QUARANTINE] };
  const FoReturnRow *row;

  if (!fo_store_read (m->store, look_returns, rows, error))
    return false;
  if (!rows->len)
    return true;
  row = &g_array_index (rows, FoReturnRow, up_to (m, (gint32) rows->len));
  what.id = row->id;
  what.quantity_u = once_in (m, 2) ? 0 : FO_ONE;
  what.place = any_shelf (m);
  moved.lot = row->lot_id;
  moved.to = what.decision == FO_RETURN_TO_STOCK ? what.place : 0;
  moved.quantity_u = what.quantity_u ? what.quantity_u : row->open_u;
  if (!fo_work_return_decide (m->store, act, &what, reply, error))
    return false;
  if (what.decision == FO_RETURN_REPAIR)
    give_to_customer (m, act, row, moved.quantity_u, reply);
  else
    model_book_moved (m, act, "return-decide", reply, &moved, 1);
  return true;
}

/* ---- other labels, and recalls ----------------------------------------------------------------------------------- */

void
model_kin_drop (Model *m, FoId operation)
{
  for (guint i = m->kin->len; i > 0; i--)
    if (g_array_index (m->kin, ModelKin, i - 1).operation == operation)
      g_array_remove_index (m->kin, i - 1);
}

bool
model_do_relabel (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  char number[FO_LOT_NUMBER_MAX];
  FoRelabel what = { .place = m->places[up_to (m, FO_PLACE_SUPPLIER)], .number = number, .quantity_u = once_in (m, 3) ? 0 : FO_ONE,
                     .expires_on = FO_DAY_NONE, .produced_on = FO_DAY_NONE, .why = "split" };
  const FoLot *lot, *other;
  ModelKin kin;

  if (!m->lots->len)
    return true;
  lot = &g_array_index (m->lots, FoLot, up_to (m, (gint32) m->lots->len));
  other = &g_array_index (m->lots, FoLot, up_to (m, (gint32) m->lots->len));
  what.lot = lot->id;
  g_snprintf (number, sizeof number, "R%u", ++m->numbers);
  if (other->item_id == lot->item_id)
    g_strlcpy (number, other->number, sizeof number);
  if (!fo_work_relabel (m->store, act, &what, reply, error))
    return false;
  kin = (ModelKin){ lot->id, model_book_relabel (m, act, &what, lot->item_id, reply), act->operation };
  if (kin.child)
    g_array_append_val (m->kin, kin);
  return true;
}

static bool
has (const GArray *ids, guint from, FoId id)
{
  for (guint i = from; i < ids->len; i++)
    if (g_array_index (ids, FoId, i) == id)
      return true;
  return false;
}

/* LOT and all that follows from it, one way. */
static void
add_kin (const Model *m, GArray *lots, FoId lot, bool up)
{
  guint from = lots->len;

  g_array_append_val (lots, lot);
  for (guint at = from; at < lots->len; at++)
    for (guint i = 0; i < m->kin->len; i++) {
      const ModelKin *kin = &g_array_index (m->kin, ModelKin, i);
      FoId next = up ? kin->parent : kin->child;
      if ((up ? kin->child : kin->parent) == g_array_index (lots, FoId, at) && !has (lots, from, next))
        g_array_append_val (lots, next);
    }
}

bool
model_do_recall (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoId));
  FoId lot = any_lot_id (m);
  const FoRecall what = { .lots = &lot, .n_lots = 1, .reason = "it cracks" };

  if (!lot || !once_in (m, 3))
    return true;
  if (!fo_work_recall (m->store, act, &what, reply, error))
    return false;
  add_kin (m, lots, lot, false);
  add_kin (m, lots, lot, true);
  model_book_recall (m, act, (const FoId *) lots->data, lots->len, reply);
  return true;
}

/* ---- to another warehouse ---------------------------------------------------------------------------------------- */

bool
model_do_transfer (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  FoTransferGoods what = { .number = m->transfer, .lot = any_lot_id (m), .place = m->places[up_to (m, FO_PLACE_SUPPLIER)],
                           .expires_on = FO_DAY_NONE, .quantity_u = FO_ONE };
  const ModelMoved moved = { .lot = what.lot, .from = what.place, .quantity_u = what.quantity_u };

  if (!m->transfer[0]) {
    if (!fo_work_transfer_out (m->store, act, "North", reply, error))
      return false;
    m->transfer_begun = reply->operation;
    if (reply->operation)
      g_strlcpy (m->transfer, fo_args_get (&reply->args, "order")->text, sizeof m->transfer);
    model_book_other (m, act, "transfer-begin", reply);
    return true;
  }
  if (once_in (m, 5)) {
    if (!fo_work_transfer_close (m->store, act, false, m->transfer, reply, error))
      return false;
    if (reply->operation)
      m->transfer[0] = '\0';
    model_book_other (m, act, "transfer-close", reply);
    return true;
  }
  if (!what.lot)
    return true;
  if (!fo_work_transfer_goods (m->store, act, &what, reply, error))
    return false;
  model_book_moved (m, act, "transfer-out", reply, &moved, 1);
  return true;
}

/* ---- whose they are ---------------------------------------------------------------------------------------------- */

bool
model_do_pin (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  const FoPin what = { .line = any_line (m), .lot = any_lot_id (m), .quantity_u = once_in (m, 2) ? 0 : FO_ONE };

  if (!what.lot)
    return true;
  if (!fo_work_pin (m->store, act, &what, reply, error))
    return false;
  if (reply->operation)
    m->pinned = what.line;
  if (reply->operation && what.line % 10 > 5)
    m->kits_pinned |= 1u << (what.line - 1000) / 10;
  model_book_other (m, act, "pin", reply);
  return true;
}

bool
model_do_unpin (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  if (!fo_work_unpin (m->store, act, m->pinned && !once_in (m, 4) ? m->pinned : any_line (m), reply, error))
    return false;
  model_book_other (m, act, "unpin", reply);
  return true;
}

bool
model_do_preempt (Model *m, const FoAct *act, FoReply *reply, GError **error)
{
  const FoPreempt what = { .order = any_order (m), .reason = "urgent" };

  if (!fo_work_preempt (m->store, act, &what, reply, error))
    return false;
  model_book_other (m, act, "preempt", reply);
  return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Binding: which lots a line's promises from stock become. FEFO needs no look at the other promises (core/promise.h proves it);
 * FIFO and a wanted lot do. */
#include "inside.h"

#include "firstout/store/reservations.h"

#include <string.h>

/* Most lines are served by the first lot. */
#define FIRST_PAGE 1
#define NEXT_FIRST_PAGE 2 /* once something was bound: what was announced is of before, and is not asked for again */
#define PAGE 32

/* A line on its way from promises to holds. */
typedef struct {
  FoTxn *txn;
  FoTurn *turn;
  const FoItem *item;
  FoOrderWork *work;
  FoLine *line;
  FoDay today;
  GArray *refused; /* FoId; NULL: not read */
  /* What the other promises need, until the next taking. */
  GArray *ending, *promised;
  FoLife life;
  bool life_is_known;
  bool has_bound;
} Binding;

static void
binding_clear (Binding *b)
{
  g_clear_pointer (&b->refused, g_array_unref);
  g_clear_pointer (&b->ending, g_array_unref);
  g_clear_pointer (&b->promised, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Binding, binding_clear)

static bool
know_life (Binding *b, FoDay until, GError **error)
{
  if (b->life_is_known)
    return true;
  if (!b->ending) {
    b->ending = g_array_new (FALSE, FALSE, sizeof (FoLifeStep));
    b->promised = g_array_new (FALSE, FALSE, sizeof (FoLifeStep));
  }
  g_array_set_size (b->ending, 0);
  g_array_set_size (b->promised, 0);
  b->life_is_known = fo_life_load (b->txn, b->turn, b->item, b->today, until, b->ending, b->promised, &b->life, error);
  return b->life_is_known;
}

/* Of goods that end on GOODS_END, how much this promise may take. What was never promised gives nothing back. */
static bool
taking_room (Binding *b, FoDay goods_end, const FoPromise *promise, FoDay own_until, FoQuantity *ret_u, GError **error)
{
  bool pinned = fo_line_binds_at_once (b->line);

  *ret_u = INT64_MAX;
  if (b->line->owner[0] || (b->item->issue == FO_ISSUE_FEFO && !pinned))
    return true;
  if (!know_life (b, own_until, error))
    return false;
  *ret_u = fo_promise_taking_room (&b->life, goods_end == FO_DAY_NONE ? b->today : goods_end,
                                   pinned && !promise->id ? b->today - 1 : own_until);
  return true;
}

/* The promise becomes a hold. One that was never written (what the line missed until now) is only counted down. */
static void
hold_pick (Binding *b, FoPromise *promise, const FoPick *pick)
{
  FoQuantity quantity_u = pick->quantity_u;
  const FoHold hold = { .line_id = b->line->id, .lot_id = pick->lot_id, .place_id = pick->place_id, .quantity_u = quantity_u,
                        .usable_until = promise->usable_until };

  fo_hold_add (b->txn, &hold);
  fo_balance_hold_add (b->txn, b->line->owner[0] ? NULL : b->turn, pick->lot_id, pick->place_id, quantity_u);
  b->life_is_known = false;
  b->has_bound = true;
  promise->quantity_u -= quantity_u;
  if (promise->id) {
    fo_promise_set (b->txn, promise);
    fo_turn_add (b->txn, b->turn, 0, -quantity_u);
  }
  fo_line_add (b->txn, b->line, promise->id ? -quantity_u : 0, quantity_u, 0, 0);
  b->work->reservations_changed = true;
}

/* May the line have this lot, as far as it asks for certain ones? */
static bool
wanted_lot (Binding *b, FoId lot_id, bool *ret_wanted, GError **error)
{
  FoLot lot;

  *ret_wanted = true;
  if (!fo_line_binds_at_once (b->line))
    return true;
  if (fo_lot_find (b->txn, lot_id, &lot, error) != FO_FOUND)
    return false;
  *ret_wanted = fo_line_takes_lot (b->line, lot.number, lot.owner) == FO_OK && lot.state == FO_LOT_STATE_FREE;
  if (!(b->line->flags & FO_LINE_REFUSES))
    return true;
  if (!b->refused) {
    b->refused = g_array_new (FALSE, FALSE, sizeof (FoId));
    if (!fo_lots_refused (b->txn, b->line->id, b->work->order.customer, b->item->id, b->refused, error))
      return false;
  }
  for (guint i = 0; i < b->refused->len; i++)
    *ret_wanted = *ret_wanted && g_array_index (b->refused, FoId, i) != lot_id;
  return true;
}

/* Takes from one candidate what the promise may take. */
static bool
try_lot (Binding *b, FoPromise *promise, const FoOpenLot *lot, GError **error)
{
  FoQuantity room_u, missing_u;
  FoDay until = MAX (promise->usable_until, b->today); /* as fo_life_load counts it */
  FoOpenLot within = *lot;
  FoPick pick;
  bool wanted;

  if (fo_open_lot_usable (lot, b->today, until) != FO_OK)
    return true;
  if (!wanted_lot (b, lot->lot_id, &wanted, error)
      || (wanted && !taking_room (b, lot->usable_until, promise, until, &room_u, error)))
    return false;
  if (!wanted)
    return true;
  within.free_u = MIN (within.free_u, room_u);
  if (fo_issue_plan (&within, 1, b->today, until, promise->quantity_u, &pick, 1, &missing_u) == 0)
    return true;
  hold_pick (b, promise, &pick);
  return true;
}

/* Where the walk may begin: FEFO goods that end before the promised day need not be looked at, except goods without a known day,
 * which go first where no life is asked. */
static FoOpenCursor
first_candidate (const Binding *b, const FoPromise *promise)
{
  FoOpenCursor cursor = { "" };

  if (b->item->issue == FO_ISSUE_FEFO && b->item->has_expiry && promise->usable_until > b->today)
    fo_day_print_iso (promise->usable_until, cursor.key);
  return cursor;
}

static bool
bind_promise (Binding *b, FoPromise *promise, GError **error)
{
  g_autoptr (GArray) lots = g_array_sized_new (FALSE, FALSE, sizeof (FoOpenLot), PAGE);
  FoOpenCursor cursor = first_candidate (b, promise);
  guint page = b->has_bound ? NEXT_FIRST_PAGE : FIRST_PAGE;

  while (promise->quantity_u > 0 && !cursor.ended) {
    g_array_set_size (lots, 0);
    if (!fo_open_lots (b->txn, b->item->id, &cursor, page, lots, error))
      return false;
    page = PAGE;
    for (guint i = 0; i < lots->len && promise->quantity_u > 0; i++)
      if (!try_lot (b, promise, &g_array_index (lots, FoOpenLot, i), error))
        return false;
  }
  return true;
}

/* What the line misses, as a promise that nobody wrote. */
static FoPromise
missing_promise (const Binding *b)
{
  return (FoPromise){ .line_id = b->line->id, .item_id = b->item->id,
                      .usable_until = fo_lot_until_for (b->today, b->work->order.due_on, b->line->min_life_days) };
}

/* What the line misses and stock could promise is bound without being promised first: the same judgement, two writes less. */
static bool
bind_missing (Binding *b, GError **error)
{
  FoPromise missing = missing_promise (b);
  FoQuantity room_u;

  if (fo_line_missing (b->line) == 0)
    return true;
  if (!fo_stock_room (b->txn, b->turn, b->item, b->today, missing.usable_until, &room_u, error))
    return false;
  missing.quantity_u = MIN (room_u, fo_line_missing (b->line));
  return missing.quantity_u <= 0 || bind_promise (b, &missing, error);
}

/* Takes of one lot, wherever it lies, what the others' promises leave; nothing is given back for it. */
static bool
bind_lot (Binding *b, FoPromise *missing, const FoLot *lot, GError **error)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (FoOpenLot));
  FoDay goods_end = fo_lot_usable_until (lot, b->item);

  if (fo_lot_usable (lot, b->item, b->today, MAX (missing->usable_until, b->today)) != FO_OK)
    return true;
  if (!fo_open_at_places (b->txn, lot->id, open, error))
    return false;
  for (guint i = 0; i < open->len && missing->quantity_u > 0; i++) {
    const FoOpenLot *at = &g_array_index (open, FoOpenLot, i);
    FoPick pick = { at->lot_id, at->place_id, at->usable_until, MIN (at->free_u, missing->quantity_u) };

    if (!lot->owner[0]) {
      if (!know_life (b, missing->usable_until, error))
        return false;
      pick.quantity_u =
          MIN (pick.quantity_u,
               fo_promise_taking_room (&b->life, goods_end == FO_DAY_NONE ? b->today : goods_end, b->today - 1));
    }
    if (pick.quantity_u > 0)
      hold_pick (b, missing, &pick);
  }
  return true;
}

typedef struct {
  FoLot lot;
  char key[FO_ISSUE_KEY_MAX];
} KeyedLot;

static int
by_key (gconstpointer a, gconstpointer b)
{
  return strcmp (((const KeyedLot *) a)->key, ((const KeyedLot *) b)->key);
}

/* The lots that a line asks for by name or by owner: few, and so sorted here. */
static bool
named_lots (const Binding *b, GArray *keyed, GError **error)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoLot));
  FoLot one;
  FoFound found;

  if (b->line->lot_wanted[0]) {
    found = fo_lot_find_owned (b->txn, b->item->id, b->line->lot_wanted, b->line->owner, &one, error);
    if (found == FO_FOUND)
      g_array_append_val (lots, one);
    if (found == FO_FAILED)
      return false;
  } else if (!fo_lots_of_owner (b->txn, b->item->id, b->line->owner, lots, error))
    return false;
  for (guint i = 0; i < lots->len; i++) {
    KeyedLot row = { .lot = g_array_index (lots, FoLot, i) };

    fo_issue_key (&row.lot, b->item, row.key);
    g_array_append_val (keyed, row);
  }
  g_array_sort (keyed, by_key);
  return true;
}

/* A line that asks for certain lots: bound at once, in issue order (core/promise.h). Every lot but few will do where only some are
 * refused, so these are walked like anybody's. */
static bool
bind_certain (Binding *b, FoQuantity quantity_u, GError **error)
{
  g_autoptr (GArray) keyed = g_array_new (FALSE, FALSE, sizeof (KeyedLot));
  FoPromise missing = missing_promise (b);

  missing.quantity_u = quantity_u;
  if (quantity_u <= 0)
    return true;
  if (!b->line->lot_wanted[0] && !b->line->owner[0])
    return b->turn->free_u <= 0 || bind_promise (b, &missing, error);
  if (!named_lots (b, keyed, error))
    return false;
  for (guint i = 0; i < keyed->len && missing.quantity_u > 0; i++) {
    const FoLot *lot = &g_array_index (keyed, KeyedLot, i).lot;
    bool wanted;

    if (!wanted_lot (b, lot->id, &wanted, error) || (wanted && !bind_lot (b, &missing, lot, error)))
      return false;
  }
  return true;
}

static bool
bind_promised (Binding *b, GError **error)
{
  g_autoptr (GArray) promises = g_array_new (FALSE, FALSE, sizeof (FoPromise));

  if (b->line->promised_u == b->line->from_supply_u)
    return true;
  if (!fo_promises_of_line (b->txn, b->line->id, promises, error))
    return false;
  for (guint i = 0; i < promises->len; i++) {
    FoPromise *promise = &g_array_index (promises, FoPromise, i);
    if (!promise->supply_id && !bind_promise (b, promise, error))
      return false;
  }
  return true;
}

bool
fo_bind_line (FoTxn *txn, FoTurn *turn, const FoItem *item, FoOrderWork *work, FoLine *line, FoDay today, FoQuantity *ret_bound_u,
              GError **error)
{
  g_auto (Binding) b = { .txn = txn, .turn = turn, .item = item, .work = work, .line = line, .today = today };
  FoQuantity before_u = line->held_u;

  if (!bind_promised (&b, error)
      || !(fo_line_binds_at_once (line) ? bind_certain (&b, fo_line_missing (line), error) : bind_missing (&b, error)))
    return false;
  fo_line_mended (txn, line);
  *ret_bound_u = line->held_u - before_u;
  return true;
}

bool
fo_pin_line (FoTxn *txn, FoTurn *turn, const FoItem *item, FoOrderWork *work, FoLine *line, FoDay today, GError **error)
{
  g_auto (Binding) b = { .txn = txn, .turn = turn, .item = item, .work = work, .line = line, .today = today };

  return bind_certain (&b, fo_line_missing (line), error);
}

bool
fo_pin_lot (FoTxn *txn, FoTurn *turn, const FoItem *item, FoOrderWork *work, FoLine *line, const FoLot *lot, FoQuantity quantity_u,
            FoDay today, FoQuantity *ret_bound_u, GError **error)
{
  g_auto (Binding) b = { .txn = txn, .turn = turn, .item = item, .work = work, .line = line, .today = today };
  FoPromise missing = missing_promise (&b);
  FoQuantity before_u = line->held_u;

  missing.quantity_u = MIN (quantity_u, fo_line_missing (line));
  if (!bind_lot (&b, &missing, lot, error))
    return false;
  *ret_bound_u = line->held_u - before_u;
  return true;
}

static void
announce_line (FoTxn *txn, const Binding *b)
{
  FoPromise missing = missing_promise (b);
  FoOpenCursor cursor = first_candidate (b, &missing);
  bool promised = b->line->promised_u > b->line->from_supply_u;

  if (promised)
    fo_announce_promises_of_line (txn, b->line->id);
  else if (b->turn->free_u > 0)
    fo_announce_life (txn, b->turn, b->item, missing.usable_until);
  /* A promise asks for the same day as what is missing, unless the order was made to wait since. */
  fo_announce_open_lots (txn, b->item->id, &cursor, FIRST_PAGE);
}

/* Only of items that one line asks for: nothing is bound for the item before, so the answers will still be true. */
void
fo_bind_announce (FoTxn *txn, GArray *turns, const GArray *items, FoOrderWork *work, FoDay today)
{
  for (guint i = 0; i < work->lines->len; i++) {
    FoLine *line = &g_array_index (work->lines, FoLine, i);

    if (!fo_line_is_only (work, line) || line->promised_u - line->from_supply_u + fo_line_missing (line) == 0
        || fo_line_binds_at_once (line))
      continue;
    announce_line (txn, &(Binding){ .txn = txn, .work = work, .line = line, .today = today,
                                    .turn = fo_turn_of (turns, line->item_id), .item = fo_item_of (items, line->item_id) });
  }
}

void
fo_unhold (FoTxn *txn, FoTurn *turn, FoOrderWork *work, FoLine *line, const FoHold *hold, FoQuantity quantity_u)
{
  g_assert (!hold->picked && quantity_u <= hold->quantity_u);
  fo_hold_take (txn, hold, quantity_u);
  fo_balance_hold_add (txn, hold->goods.owner[0] ? NULL : turn, hold->lot_id, hold->place_id, -quantity_u);
  fo_line_add (txn, line, 0, -quantity_u, 0, 0);
  work->reservations_changed = true;
}

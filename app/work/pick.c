/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/work/deals.h"
#include "firstout/work/goods.h"
#include "firstout/store/reservations.h"
#include "firstout/store/waves.h"
#include "marks.h"
#include "refusing.h"

/* What a pick found out before it writes. */
typedef struct {
  const FoPickAct *what;
  FoId lot_id;
  FoOrderWork work;
  FoItem item;
  FoLot lot;
  FoPlace place, bench;
  GArray *holds; /* FoHold of the order */
  GArray *refused; /* FoId of lots its line must not get; NULL: none */
  FoTurn turn;
  FoQuantity left_u; /* still to pick of this item on this order */
  bool count_wished;
  guint n_marked; /* of the units' codes, given to lines already */
} Pick;

static void
pick_clear (Pick *p)
{
  fo_order_work_clear (&p->work);
  g_clear_pointer (&p->holds, g_array_unref);
  g_clear_pointer (&p->refused, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pick, pick_clear)

static FoTxnEnd
find_all (FoTxn *txn, const FoAct *act, Pick *p, FoReply *reply, GError **error)
{
  FoPlace dock;
  FoFound found = fo_order_work_open (txn, p->what->order, &p->work, error);

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_ORDER_UNKNOWN);
  fo_reply_order (reply, &p->work.order);
  found = fo_lot_find (txn, p->lot_id, &p->lot, error);
  if (found == FO_FOUND)
    found = fo_item_find (txn, p->lot.item_id, &p->item, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_LOT_UNKNOWN);
  fo_reply_item (reply, &p->item);
  fo_reply_lot (reply, &p->lot);
  fo_args_set_quantity (&reply->args, "quantity", p->what->quantity_u);
  p->holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
  if (!fo_turn_take (txn, p->item.id, &p->turn, error) || !fo_holds_of_order (txn, p->work.order.id, p->holds, error)
      || !(p->what->slot ? fo_place_find (txn, p->what->slot, &p->bench, error) == FO_FOUND
                         : fo_station_places (txn, act->station ? act->station : "", &dock, &p->bench, error)))
    return FO_TXN_FAIL;
  return FO_TXN_COMMIT;
}

/* The order's first hold of this item that is not picked, in walking order; of LOT and at PLACE when they are given (0: any). */
static FoHold *
open_hold (const Pick *p, FoId lot, FoId place)
{
  for (guint i = 0; i < p->holds->len; i++) {
    FoHold *hold = &g_array_index (p->holds, FoHold, i);
    if (!hold->picked && hold->item_id == p->item.id && (!lot || hold->lot_id == lot) && (!place || hold->place_id == place))
      return hold;
  }
  return NULL;
}

static const FoLine *
line_of_hold (const Pick *p, const FoHold *hold)
{
  for (guint i = 0; i < p->work.lines->len; i++)
    if (g_array_index (p->work.lines, FoLine, i).id == hold->line_id)
      return &g_array_index (p->work.lines, FoLine, i);
  g_assert_not_reached ();
}

/* The hold that the scanned goods may stand for: of a line that asks for no other lot and no other owner's. */
static FoHold *
hold_to_serve (const Pick *p)
{
  FoHold *own = open_hold (p, p->lot.id, 0);

  for (guint i = 0; !own && i < p->holds->len; i++) {
    FoHold *hold = &g_array_index (p->holds, FoHold, i);
    if (!hold->picked && hold->item_id == p->item.id
        && fo_line_takes_lot (line_of_hold (p, hold), p->lot.number, p->lot.owner) == FO_OK)
      own = hold;
  }
  return own ? own : open_hold (p, 0, 0);
}

/* Somebody else has taken the order over, or it was never released: its pins are no picks yet. */
static FoVerdict
judge_claim (const Pick *p, const FoAct *act, FoReply *reply)
{
  const FoOrder *order = &p->work.order;

  if (!fo_order_is_released (order))
    return FO_OK; /* what there is to say of the goods comes first: judge_goods */
  if (!order->taken_by[0] || order->parked_at || g_strcmp0 (order->taken_by, act->station) == 0)
    return FO_OK;
  fo_args_set_text (&reply->args, "station", order->taken_by);
  return FO_ORDER_TAKEN;
}

/* The order is not waiting for this item: say which way. */
static FoVerdict
nothing_to_pick (const Pick *p)
{
  bool on_order = false, released = false;

  for (guint i = 0; i < p->work.lines->len; i++) {
    const FoLine *line = &g_array_index (p->work.lines, FoLine, i);
    if (line->goods && line->item_id == p->item.id) {
      on_order = true;
      released |= line->picked_u + line->shipped_u > 0;
    }
  }
  if (!on_order)
    return FO_NOT_ON_THIS_ORDER;
  return released ? FO_LINE_COMPLETE : FO_ORDER_NOT_RELEASED;
}

/* Its line must not get this lot. Asked only of lines that refuse some. */
static FoVerdict
judge_refused (const Pick *p)
{
  for (guint i = 0; p->refused && i < p->refused->len; i++)
    if (g_array_index (p->refused, FoId, i) == p->lot.id)
      return FO_LOT_REFUSED;
  return FO_OK;
}

static bool
know_refused (FoTxn *txn, Pick *p, GError **error)
{
  const FoHold *any = p->holds->len ? hold_to_serve (p) : NULL;
  const FoLine *line = any ? line_of_hold (p, any) : NULL;

  if (!line || !(line->flags & FO_LINE_REFUSES))
    return true;
  p->refused = g_array_new (FALSE, FALSE, sizeof (FoId));
  return fo_lots_refused (txn, line->id, p->work.order.customer, p->item.id, p->refused, error);
}

/* Until when goods must be usable for what was held: of a pick that is entered from paper, as they were asked for on that day. */
static FoDay
wanted_until (Pick *p, const FoActContext *context, const FoHold *any)
{
  if (context->day == context->today)
    return MAX (any->usable_until, context->today);
  return fo_lot_until_for (context->day, FO_DAY_NONE, line_of_hold (p, any)->min_life_days);
}

static FoTxnEnd
judge_goods (Pick *p, const FoActContext *context, const FoHold *any, FoReply *reply)
{
  FoVerdict verdict = fo_verdict_first (fo_item_may_book (&p->item, p->what->quantity_u), judge_claim (p, context->act, reply));

  if (verdict == FO_OK && p->work.order.cancel_asked)
    verdict = FO_ORDER_CANCELLED;
  if (verdict == FO_OK && !any)
    verdict = nothing_to_pick (p);
  if (verdict == FO_OK && !fo_order_is_released (&p->work.order))
    verdict = FO_ORDER_NOT_RELEASED;
  if (verdict == FO_OK)
    verdict = fo_verdict_first (fo_line_takes_lot (line_of_hold (p, any), p->lot.number, p->lot.owner), judge_refused (p));
  if (verdict == FO_OK)
    verdict = fo_lot_usable (&p->lot, &p->item, context->day, wanted_until (p, context, any));
  if (verdict != FO_OK)
    return fo_refuse (reply, verdict);
  for (guint i = 0; i < p->holds->len; i++) {
    const FoHold *hold = &g_array_index (p->holds, FoHold, i);
    if (!hold->picked && hold->item_id == p->item.id)
      p->left_u += hold->quantity_u;
  }
  fo_args_set_quantity (&reply->args, "left", p->left_u);
  if (p->what->quantity_u <= p->left_u)
    return FO_TXN_COMMIT;
  return fo_refuse (reply, p->what->is_pack && !fo_item_units_leave (&p->item) ? FO_PACK_IS_MORE : FO_MORE_THAN_ORDERED);
}

/* Each unit of marked goods by its code. */
static FoTxnEnd
judge_marks (FoTxn *txn, const Pick *p, FoReply *reply, GError **error)
{
  const FoPickAct *what = p->what;

  if (!fo_item_units_leave (&p->item))
    return FO_TXN_COMMIT;
  if (what->quantity_u != (FoQuantity) what->n_marks * FO_ONE)
    return fo_refuse (reply, fo_mark_needed (&p->item));
  return fo_marks_judge_out (txn, &p->item, &p->lot, what->marks, what->n_marks, reply, error);
}

/* ---- another lot than the bound one ------------------------------------------------------------------------------------------ */

static FoVerdict
may_take_instead (FoTxn *txn, const Pick *p, const FoHold *bound, FoQuantity quantity_u, FoDay today, bool *ret_ok, GError **error)
{
  g_autoptr (GArray) ending = g_array_new (FALSE, FALSE, sizeof (FoLifeStep));
  g_autoptr (GArray) promised = g_array_new (FALSE, FALSE, sizeof (FoLifeStep));
  FoDay goods_end = fo_lot_usable_until (&p->lot, &p->item);
  FoDay bound_end = p->item.has_expiry ? bound->expires_on : FO_DAY_MAX;
  FoLife life;

  *ret_ok = true;
  if (p->lot.owner[0]) /* nobody is promised another owner's goods by quantity */
    return FO_OK;
  *ret_ok = fo_life_load (txn, &p->turn, &p->item, today, today, ending, promised, &life, error);
  if (!*ret_ok)
    return FO_OK;
  /* The bound goods become free in exchange: up to their end nothing changes. */
  return quantity_u <= fo_promise_taking_room (&life, goods_end == FO_DAY_NONE ? today : goods_end,
                                               bound_end == FO_DAY_NONE ? today : bound_end)
             ? FO_OK
             : FO_PROMISED_ELSEWHERE;
}

static FoTxnEnd
judge_instead (FoTxn *txn, const Pick *p, const FoHold *bound, FoQuantity quantity_u, FoDay today, FoReply *reply, GError **error)
{
  char scanned[FO_ISSUE_KEY_MAX], older[FO_ISSUE_KEY_MAX];
  FoVerdict verdict = FO_OK;
  FoLot other;
  bool ok;

  if (fo_lot_find (txn, bound->lot_id, &other, error) != FO_FOUND)
    return FO_TXN_FAIL;
  fo_args_set_text (&reply->args, "other_lot", bound->lot);
  fo_args_set_text (&reply->args, "other_place", bound->place);
  fo_args_set_day (&reply->args, "other_expires_on", bound->expires_on);
  fo_issue_key (&p->lot, &p->item, scanned);
  fo_issue_key (&other, &p->item, older);
  if (strcmp (scanned, older) > 0 && p->item.enforcement != FO_ENFORCE_OFF
      && (!p->what->reason || p->item.enforcement == FO_ENFORCE_FORCE))
    verdict = FO_OLDER_LOT_FIRST;
  if (verdict == FO_OK && quantity_u > 0) {
    verdict = may_take_instead (txn, p, bound, quantity_u, today, &ok, error);
    if (!ok)
      return FO_TXN_FAIL;
  }
  return verdict == FO_OK ? FO_TXN_COMMIT : fo_refuse (reply, verdict);
}

/* The line's hold moves from the bound lot to the scanned one, at the place where the person stands. */
static bool
rebind (FoTxn *txn, Pick *p, FoHold *bound, FoQuantity quantity_u, FoHold *ret_hold)
{
  FoLine *line = fo_order_work_line (&p->work, bound->line_id);
  FoHold hold = *bound;

  fo_unhold (txn, &p->turn, &p->work, line, bound, quantity_u);
  bound->quantity_u -= quantity_u;
  hold.lot_id = p->lot.id;
  hold.place_id = p->place.id;
  hold.quantity_u = quantity_u;
  g_strlcpy (hold.lot, p->lot.number, sizeof hold.lot);
  g_strlcpy (hold.place, p->place.code, sizeof hold.place);
  hold.expires_on = p->lot.expires_on;
  fo_balance_hold_add (txn, p->lot.owner[0] ? NULL : &p->turn, hold.lot_id, hold.place_id, quantity_u);
  fo_hold_add (txn, &hold);
  fo_line_add (txn, line, 0, quantity_u, 0, 0);
  *ret_hold = hold;
  return true;
}

/* ---- writing ----------------------------------------------------------------------------------------------------------------- */

static bool
pick_hold (FoTxn *txn, const FoAct *act, Pick *p, const FoHold *hold, FoQuantity quantity_u, FoReply *reply, GError **error)
{
  guint n = fo_item_units_leave (&p->item) ? (guint) (quantity_u / FO_ONE) : 0;
  FoLine *line = fo_order_work_line (&p->work, hold->line_id);
  FoHold picked = *hold;
  const FoMove move = { .kind = FO_MOVE_PICK, .item = &p->item, .lot = &p->lot, .from = &p->place, .to = &p->bench,
                        .quantity_u = quantity_u, .held_u = quantity_u, .line_id = hold->line_id,
                        .reason = p->what->reason ? p->what->reason : "" };

  fo_hold_take (txn, hold, quantity_u);
  if (!fo_move_book (txn, &p->turn, act->operation, &move, error))
    return false;
  picked.place_id = p->bench.id;
  picked.quantity_u = quantity_u;
  picked.picked = true;
  fo_hold_add (txn, &picked);
  fo_line_add (txn, line, 0, -quantity_u, quantity_u, 0);
  p->work.reservations_changed = true;
  p->n_marked += n;
  return !n
         || fo_marks_put_out (txn, act->operation, line->id, &p->item, &p->lot, p->place.id, p->bench.id,
                              p->what->marks + p->n_marked - n, n, p->what->carton, reply, error);
}

/* Where the scanned lot lies free, for the answer "you are at the wrong bin". */
static FoTxnEnd
judge_place (FoTxn *txn, Pick *p, FoQuantity free_needed_u, FoReply *reply, GError **error)
{
  FoBalance balance;
  FoFound found = fo_place_find (txn, p->place.id, &p->place, error);

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_PLACE_UNKNOWN);
  fo_args_set_text (&reply->args, "place", p->place.code);
  if (!fo_place_is_real (p->place.kind))
    return fo_refuse (reply, FO_PLACE_IS_VIRTUAL);
  if (!fo_balance_get (txn, p->lot.id, p->place.id, &balance, error))
    return FO_TXN_FAIL;
  fo_args_set_quantity (&reply->args, "on_hand", balance.on_hand_u);
  if (!fo_place_issues (p->place.kind))
    return fo_refuse (reply, p->place.kind == FO_PLACE_SHUT ? FO_PLACE_BLOCKED : FO_WRONG_PLACE);
  if (balance.on_hand_u < p->what->quantity_u)
    return fo_refuse (reply, FO_NOT_ENOUGH);
  return fo_balance_free (balance) < free_needed_u ? fo_refuse_balance (reply, FO_NOT_ENOUGH_FREE, fo_balance_free (balance))
                                                   : FO_TXN_COMMIT;
}

/* Nobody said where: the first place in issue order where the lot lies free. */
static bool
place_of_lot (FoTxn *txn, const Pick *p, FoId *ret_place, GError **error)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoOpenLot));
  FoOpenCursor cursor = { "" };

  *ret_place = 0;
  while (!*ret_place && !cursor.ended) {
    g_array_set_size (lots, 0);
    if (!fo_open_lots (txn, p->item.id, &cursor, 64, lots, error))
      return false;
    for (guint i = 0; i < lots->len && !*ret_place; i++)
      if (g_array_index (lots, FoOpenLot, i).lot_id == p->lot.id)
        *ret_place = g_array_index (lots, FoOpenLot, i).place_id;
  }
  return true;
}

/* The scanned lot is bound to this order: pick from its holds, the place where the person stands first. */
static FoTxnEnd
pick_bound (FoTxn *txn, const FoAct *act, Pick *p, FoHold *own, FoQuantity quantity_u, FoReply *reply, GError **error)
{
  FoTxnEnd end;

  p->place.id = own->place_id;
  end = judge_place (txn, p, 0, reply, error);
  if (end == FO_TXN_COMMIT && !pick_hold (txn, act, p, own, quantity_u, reply, error))
    end = FO_TXN_FAIL;
  own->quantity_u -= quantity_u;
  own->picked = own->quantity_u == 0;
  return end;
}

/* What of the scanned goods nobody holds is bound instead; of what another deal holds, its hold is swapped for ours. *QUANTITY_U is how
 * much of it was picked in one of these ways. */
static FoTxnEnd
take_instead (FoTxn *txn, const FoAct *act, Pick *p, FoHold *bound, FoDay today, FoQuantity *quantity_u, FoReply *reply,
              GError **error)
{
  FoBalance balance;
  FoHold hold, theirs;
  FoFound found;

  if (!fo_balance_get (txn, p->lot.id, p->place.id, &balance, error))
    return FO_TXN_FAIL;
  if (fo_balance_free (balance) > 0) {
    *quantity_u = MIN (*quantity_u, fo_balance_free (balance));
    return rebind (txn, p, bound, *quantity_u, &hold) && pick_hold (txn, act, p, &hold, *quantity_u, reply, error)
               ? FO_TXN_COMMIT
               : FO_TXN_FAIL;
  }
  found = fo_swap_find (txn, &p->work, &p->item, p->lot.id, p->place.id, bound, today, &theirs, error);
  if (found == FO_ABSENT)
    return fo_refuse_balance (reply, FO_NOT_ENOUGH_FREE, 0);
  *quantity_u = MIN (*quantity_u, theirs.quantity_u);
  return found == FO_FOUND && fo_swap_holds (txn, bound, &theirs, *quantity_u, &hold, reply, error)
                 && pick_hold (txn, act, p, &hold, *quantity_u, reply, error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

/* How much of QUANTITY_U would be taken from goods that nobody holds: only these take anything from the promises. */
static bool
free_share (FoTxn *txn, const Pick *p, FoQuantity quantity_u, FoQuantity *ret_u, GError **error)
{
  FoBalance balance = { 0 };

  if (p->what->place && !fo_balance_get (txn, p->lot.id, p->what->place, &balance, error))
    return false;
  *ret_u = p->what->place ? MIN (quantity_u, fo_balance_free (balance)) : quantity_u;
  return true;
}

/* Would the scanned lot do for the line that BOUND is of? A scan of several may go on behind the line it was judged for. */
static FoTxnEnd
judge_line (FoTxn *txn, const Pick *p, const FoHold *bound, FoDay today, FoReply *reply, GError **error)
{
  const FoLine *line = line_of_hold (p, bound);
  FoVerdict verdict = fo_verdict_first (fo_line_takes_lot (line, p->lot.number, p->lot.owner),
                                        fo_lot_usable (&p->lot, &p->item, today, MAX (bound->usable_until, today)));

  if (!fo_line_judge_refused (txn, &p->work.order, line, &p->lot, &verdict, error))
    return FO_TXN_FAIL;
  return verdict == FO_OK ? FO_TXN_COMMIT : fo_refuse (reply, verdict);
}

static FoTxnEnd
pick_instead (FoTxn *txn, const FoAct *act, Pick *p, FoDay today, FoQuantity *wanted_u, FoReply *reply, GError **error)
{
  FoHold *bound = hold_to_serve (p);
  FoQuantity quantity_u = MIN (*wanted_u, bound->quantity_u), free_u;
  FoTxnEnd end;

  end = judge_line (txn, p, bound, today, reply, error);
  if (end == FO_TXN_COMMIT && p->what->here_u < quantity_u && fo_act_is_gated (fo_txn_store (txn)))
    end = fo_refuse (reply, FO_NOT_LEASED); /* without the server, only what is held, or what the book did not know */
  if (end != FO_TXN_COMMIT)
    return end;
  if (!free_share (txn, p, quantity_u, &free_u, error))
    return FO_TXN_FAIL;
  end = judge_instead (txn, p, bound, free_u, today, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  p->place.id = p->what->place;
  if (!p->place.id && !place_of_lot (txn, p, &p->place.id, error))
    return FO_TXN_FAIL;
  if (!p->place.id && !fo_swap_place (txn, p->lot.id, &p->place.id, error))
    return FO_TXN_FAIL;
  if (!p->place.id)
    return fo_refuse_not_free (txn, p->lot.id, reply, error);
  end = judge_place (txn, p, 0, reply, error);
  if (end == FO_TXN_COMMIT)
    end = take_instead (txn, act, p, bound, today, &quantity_u, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  *wanted_u = quantity_u;
  if (!p->count_wished && p->what->reason && strcmp (p->what->reason, "not-found") == 0
      && !fo_count_wish_add (txn, act->operation, bound->place_id, bound->lot_id, "not-found", error))
    return FO_TXN_FAIL;
  p->count_wished = true;
  bound->picked = bound->quantity_u == 0;
  return FO_TXN_COMMIT;
}

/* The lot is bound, but elsewhere: the person stands at a shelf that has none of this order's. */
static FoTxnEnd
wrong_place (const FoHold *elsewhere, FoReply *reply)
{
  fo_args_set_text (&reply->args, "other_place", elsewhere->place);
  return fo_refuse (reply, FO_WRONG_PLACE);
}

/* The lot is bound elsewhere: it may be taken here, where there is enough of it, for it is the same. */
static FoTxnEnd
same_lot_here (FoTxn *txn, const Pick *p, FoQuantity quantity_u, FoReply *reply, GError **error)
{
  FoBalance balance;

  if (!fo_balance_get (txn, p->lot.id, p->what->place, &balance, error))
    return FO_TXN_FAIL;
  return balance.on_hand_u >= quantity_u ? FO_TXN_COMMIT : wrong_place (open_hold (p, p->lot.id, 0), reply);
}

static FoTxnEnd
take (FoTxn *txn, const FoAct *act, Pick *p, FoDay today, FoReply *reply, GError **error)
{
  FoQuantity wanted_u = p->what->quantity_u;
  FoTxnEnd end = FO_TXN_COMMIT;
  FoHold *own;

  while (wanted_u > 0 && end == FO_TXN_COMMIT) {
    FoQuantity before_u = p->left_u, quantity_u;

    own = open_hold (p, p->lot.id, p->what->place);
    if (!own && p->what->place && open_hold (p, p->lot.id, 0) && !p->what->reason) {
      end = same_lot_here (txn, p, wanted_u, reply, error);
      if (end != FO_TXN_COMMIT)
        return end;
    }
    quantity_u = MIN (wanted_u, own ? own->quantity_u : wanted_u);
    end = own ? pick_bound (txn, act, p, own, quantity_u, reply, error)
              : pick_instead (txn, act, p, today, &quantity_u, reply, error);
    wanted_u -= quantity_u;
    p->left_u = before_u - quantity_u;
  }
  return end;
}

static bool
all_picked (const FoOrderWork *work)
{
  for (guint i = 0; i < work->lines->len; i++)
    if (g_array_index (work->lines, FoLine, i).held_u > 0)
      return false;
  return true;
}

/* Whose goods of the item the order waits for: those are the ones that are here. */
static bool
owner_asked_for (FoTxn *txn, const FoPickAct *what, char owner[FO_OWNER_MAX], GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));

  if (!fo_lines_of_order (txn, what->order, lines, error))
    return false;
  for (guint i = lines->len; i > 0; i--) {
    const FoLine *line = &g_array_index (lines, FoLine, i - 1);

    if (line->goods && line->item_id == what->item && line->held_u > 0)
      g_strlcpy (owner, line->owner, FO_OWNER_MAX);
  }
  return true;
}

/* What has to go before: an undo of what is corrected, goods the book did not know. */
static FoTxnEnd
prepare (FoTxn *txn, FoActContext *context, Pick *p, FoReply *reply, GError **error)
{
  const FoPickAct *what = p->what;
  char owner[FO_OWNER_MAX] = "";
  const FoFind here = { what->lot, what->place, what->here_u, what->item, what->number, what->expires_on, owner };
  FoTxnEnd end = fo_undo_part (txn, context, what->instead_of, what->n_instead_of, reply, error);
  FoLot lot;

  p->lot_id = what->lot;
  if (end == FO_TXN_COMMIT && what->here_u && !what->lot && !owner_asked_for (txn, what, owner, error))
    end = FO_TXN_FAIL;
  if (end == FO_TXN_COMMIT && what->here_u)
    end = fo_find_part (txn, context, &here, reply, error);
  if (end == FO_TXN_COMMIT && what->here_u && !what->lot) {
    if (fo_lot_find_owned (txn, what->item, what->number, owner, &lot, error) != FO_FOUND)
      return FO_TXN_FAIL;
    p->lot_id = lot.id;
  }
  return end;
}

FoTxnEnd
fo_pick_part (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error)
{
  g_auto (Pick) p = { .what = what };
  FoTxnEnd end = prepare (txn, context, &p, reply, error);

  if (end == FO_TXN_COMMIT)
    end = find_all (txn, context->act, &p, reply, error);
  if (end == FO_TXN_COMMIT)
    end = know_refused (txn, &p, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
  if (end == FO_TXN_COMMIT)
    end = judge_goods (&p, context, hold_to_serve (&p), reply);
  if (end == FO_TXN_REFUSE && reply->verdict == FO_ORDER_NOT_RELEASED && fo_act_is_gated (fo_txn_store (txn)))
    reply->verdict = FO_NOT_LEASED; /* and nothing can be released meanwhile */
  if (end == FO_TXN_COMMIT)
    end = judge_marks (txn, &p, reply, error);
  if (end == FO_TXN_COMMIT)
    end = take (txn, context->act, &p, context->today, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  fo_args_set_quantity (&reply->args, "left", p.left_u);
  reply->verdict = all_picked (&p.work) ? FO_COMPLETE : FO_OK;
  if (p.what->asks_zero && !p.count_wished && !fo_zero_ask (txn, context->act->operation, &p.place, p.lot.id, reply, error))
    return FO_TXN_FAIL;
  if (p.what->waits)
    fo_wave_wait (txn, p.work.order.id, p.lot.id, p.what->quantity_u);
  return fo_order_settle (txn, context->act->operation, &p.work, false, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_work_pick (FoStore *store, const FoAct *act, const FoPickAct *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "pick", fo_pick_part, what, reply, error);
}

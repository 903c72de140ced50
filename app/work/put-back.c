/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Goods that were picked for an order which sales has called off since go back to a shelf. When the last of them lies there, the
 * order is cancelled: what it still had goes to those who wait. */
#include "apply-parts.h"
#include "firstout/work/goods.h"
#include "kits.h"
#include "marks.h"
#include "packing.h"
#include "refusing.h"

typedef struct {
  FoTxn *txn;
  const FoActContext *context;
  const FoPutBack *what;
  FoReply *reply;
  FoLot lot;
  FoItem item;
  FoPlace from, to;
  FoQuantity left_u;
  FoUnit unit; /* the one that goes back, or the carton; id 0: not said */
} PutBack;

/* ---- calling off ------------------------------------------------------------------------------------------------- */

/* Of kits as many are called off as did not leave, which their components say. */
static FoQuantity
gone_u (const FoKits *kits, const FoOrderWork *work, const FoLine *line)
{
  const FoLine kit = line->goods || !fo_kits_is_kit (kits, line->id) ? *line : fo_kits_as_line (kits, work, line);

  return kit.shipped_u + kit.picked_u;
}

bool
fo_call_off_lines (FoTxn *txn, GArray *turns, FoOrderWork *work, GError **error)
{
  g_auto (FoKits) kits = { NULL };

  if (!fo_kits_load (txn, work, &kits, error))
    return false;
  for (guint i = 0; i < work->lines->len; i++) {
    FoLine *line = &g_array_index (work->lines, FoLine, i);
    FoItem item;

    if (line->goods
        && (fo_item_find (txn, line->item_id, &item, error) != FO_FOUND
            || !fo_apply_release (txn, fo_turn_of (turns, line->item_id), &item, work, line, line->promised_u + line->held_u,
                                  error)))
      return false;
    line->cancelled_u = line->ordered_u - gone_u (&kits, work, line);
    fo_line_update (txn, line);
  }
  work->reservations_changed = true;
  return true;
}

static FoQuantity
sum_of (const FoOrderWork *work, bool shipped)
{
  FoQuantity sum_u = 0;

  for (guint i = 0; i < work->lines->len; i++) {
    const FoLine *line = &g_array_index (work->lines, FoLine, i);
    sum_u += shipped ? line->shipped_u : line->picked_u;
  }
  return sum_u;
}

static bool
offer_to_waiting (FoTxn *txn, const FoActContext *context, GArray *turns, GError **error)
{
  for (guint i = 0; i < turns->len; i++) {
    FoTurn *turn = &g_array_index (turns, FoTurn, i);
    FoItem item;

    if (fo_item_find (txn, turn->item, &item, error) != FO_FOUND
        || !fo_promise_waiting (txn, context->act->operation, turn, &item, context->today, error))
      return false;
  }
  return true;
}

bool
fo_order_settle_called_off (FoTxn *txn, const FoActContext *context, GArray *turns, FoOrderWork *work, GError **error)
{
  bool finished = work->order.cancel_asked && sum_of (work, false) == 0;
  bool cancelled = finished && sum_of (work, true) == 0;

  if ((finished && !fo_call_off_lines (txn, turns, work, error))
      || !fo_order_settle (txn, context->act->operation, work, cancelled, error))
    return false;
  if (cancelled && work->order.remote_id[0])
    fo_conflict_close (txn, "order", work->order.remote_id);
  return !work->order.cancel_asked || offer_to_waiting (txn, context, turns, error);
}

/* ---- putting back ------------------------------------------------------------------------------------------------ */

static FoTxnEnd
find_all (PutBack *p, GError **error)
{
  FoFound found = fo_lot_find (p->txn, p->what->lot, &p->lot, error);

  if (found == FO_FOUND)
    found = fo_item_find (p->txn, p->lot.item_id, &p->item, error);
  if (found != FO_FOUND)
    return fo_not_found (found, p->reply, FO_LOT_UNKNOWN);
  fo_reply_item (p->reply, &p->item);
  fo_reply_lot (p->reply, &p->lot);
  found = fo_place_find (p->txn, p->what->from, &p->from, error);
  if (found == FO_FOUND)
    found = fo_place_find (p->txn, p->what->to, &p->to, error);
  if (found != FO_FOUND)
    return fo_not_found (found, p->reply, FO_PLACE_UNKNOWN);
  fo_args_set_text (&p->reply->args, "place", p->to.code);
  fo_args_set_text (&p->reply->args, "other_place", p->from.code);
  return FO_TXN_COMMIT;
}

/* The unit that was scanned, where the goods are marked. */
static FoTxnEnd
find_unit (PutBack *p, GError **error)
{
  FoFound found = p->what->unit && fo_item_units_leave (&p->item) ? fo_unit_find (p->txn, p->what->unit, &p->unit, error) : FO_FOUND;

  if (found != FO_FOUND)
    return fo_not_found (found, p->reply, FO_CODE_UNKNOWN);
  if (!p->unit.id || p->unit.state == FO_UNIT_PICKED)
    return FO_TXN_COMMIT;
  return fo_unit_describe (p->txn, &p->unit, p->reply, error) ? fo_refuse (p->reply, FO_MARKING_KNOWN) : FO_TXN_FAIL;
}

/* Of marked goods so many as their codes say; not all, and it must be said which. */
static FoTxnEnd
judge_units (PutBack *p, FoQuantity there_u)
{
  if (fo_item_units_leave (&p->item) && !p->unit.id && p->left_u != there_u)
    return fo_refuse (p->reply, fo_mark_needed (&p->item));
  return FO_TXN_COMMIT;
}

static FoTxnEnd
judge (PutBack *p, const GArray *holds)
{
  FoVerdict verdict = fo_move_allowed (FO_MOVE_PUT_BACK, p->from.kind, p->to.kind, p->from.id == p->to.id);
  FoQuantity there_u = 0;

  for (guint i = 0; i < holds->len; i++)
    there_u += g_array_index (holds, FoHold, i).quantity_u;
  p->left_u = p->what->quantity_u ? p->what->quantity_u : there_u;
  fo_args_set_quantity (&p->reply->args, "quantity", p->left_u);
  if (p->left_u > 0)
    verdict = fo_verdict_first (fo_item_may_book (&p->item, p->left_u), verdict);
  if (verdict == FO_OK && (there_u == 0 || p->left_u > there_u))
    verdict = FO_NOT_ENOUGH_FREE;
  return verdict == FO_OK ? judge_units (p, there_u) : fo_refuse_balance (p->reply, verdict, there_u);
}

static bool
put_hold_back (PutBack *p, const FoHold *hold, GArray *turns, FoOrderWork *work, GError **error)
{
  FoLine *line = fo_order_work_line (work, hold->line_id);
  FoQuantity quantity_u = MIN (hold->quantity_u, p->left_u), coded_u;

  if (fo_item_units_leave (&p->item)
      && !fo_marks_put_back (p->txn, p->context->act->operation, hold->line_id, &p->item, &p->lot, p->to.id,
                             p->unit.id ? &p->unit : NULL, &coded_u, error))
    return false;
  if (p->unit.id)
    quantity_u = MIN (quantity_u, coded_u);
  if (quantity_u == 0) /* the unit is another line's */
    return true;
  const FoMove move = { .kind = FO_MOVE_PUT_BACK, .item = &p->item, .lot = &p->lot, .from = &p->from, .to = &p->to,
                        .quantity_u = quantity_u, .held_u = quantity_u, .held_ends = true, .line_id = hold->line_id,
                        .reason = "cancelled" };

  fo_hold_take (p->txn, hold, quantity_u);
  if (!fo_move_book (p->txn, fo_turn_of (turns, p->item.id), p->context->act->operation, &move, error))
    return false;
  fo_line_add (p->txn, line, 0, 0, -quantity_u, 0);
  work->reservations_changed = true;
  p->left_u -= quantity_u;
  return work->order.packing == FO_PACKING_OFF
         || fo_pack_give_up (p->txn, p->context->act->operation, line->id, p->lot.id, hold->quantity_u - quantity_u, error);
}

/* One hold, and its order as far as that goes: what the next one reads is written. */
static bool
put_back_for_order (PutBack *p, const FoHold *hold, GError **error)
{
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (FoTurn));
  g_auto (FoOrderWork) work = { 0 };
  FoLine found;

  if (fo_line_find (p->txn, hold->line_id, &found, error) != FO_FOUND
      || fo_order_work_open (p->txn, found.order_id, &work, error) != FO_FOUND
      || !fo_turns_of_order (p->txn, &work, turns, error) || !put_hold_back (p, hold, turns, &work, error)
      || !fo_order_settle_called_off (p->txn, p->context, turns, &work, error))
    return false;
  fo_reply_order (p->reply, &work.order);
  fo_args_set_text (&p->reply->args, "state", fo_order_state_name (work.order.state));
  return true;
}

static FoTxnEnd
put_back (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
  PutBack p = { .txn = txn, .context = context, .what = what, .reply = reply };
  FoTxnEnd end = find_all (&p, error);

  if (end == FO_TXN_COMMIT && !fo_holds_to_put_back (txn, p.lot.id, p.from.id, holds, error))
    end = FO_TXN_FAIL;
  if (end == FO_TXN_COMMIT)
    end = find_unit (&p, error);
  if (end == FO_TXN_COMMIT)
    end = judge (&p, holds);
  for (guint i = 0; end == FO_TXN_COMMIT && i < holds->len && p.left_u > 0; i++)
    if (!put_back_for_order (&p, &g_array_index (holds, FoHold, i), error))
      end = FO_TXN_FAIL;
  return end;
}

bool
fo_work_put_back (FoStore *store, const FoAct *act, const FoPutBack *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "put-back", put_back, what, reply, error);
}

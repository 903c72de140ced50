/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/work/goods.h"
#include "firstout/store/stations.h"
#include "leaving-parts.h"
#include "limits.h"
#include "marks.h"
#include "refusing.h"
#include "returns.h"
#include "telling.h"

#include <string.h>

typedef struct {
  FoItem item;
  FoLot lot;
  FoPlace from, to;
  FoSupply supply;
  FoBalance balance;
  FoQuantity quantity_u;
  FoQuantity pinned_u; /* of it, that goes with its holds */
  GArray *units;       /* FoUnit that go to another place of the house; NULL: it is not about units */
} Carry;

static void
carry_clear (Carry *c)
{
  g_clear_pointer (&c->units, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Carry, carry_clear)

static FoPlaceKind
virtual_end (FoMoveKind kind)
{
  switch (kind) {
  case FO_MOVE_LOST:
    return FO_PLACE_DIFFERENCE;
  case FO_MOVE_SCRAP:
    return FO_PLACE_SCRAP;
  case FO_MOVE_TO_SUPPLIER:
    return FO_PLACE_SUPPLIER;
  case FO_MOVE_ISSUE:
  case FO_MOVE_MATERIAL:
    return FO_PLACE_PRODUCTION;
  case FO_MOVE_TRANSFER_OUT:
    return FO_PLACE_TRANSIT;
  case FO_MOVE_OPENING:
  case FO_MOVE_RECEIPT:
  case FO_MOVE_PRODUCTION:
  case FO_MOVE_PUT_AWAY:
  case FO_MOVE_MOVE:
  case FO_MOVE_PICK:
  case FO_MOVE_PUT_BACK:
  case FO_MOVE_SHIP:
  case FO_MOVE_FOUND:
  case FO_MOVE_RETURN:
  case FO_MOVE_MATERIAL_BACK:
  case FO_MOVE_TRANSFER_IN:
  case FO_MOVE_RELABEL_OUT:
  case FO_MOVE_RELABEL_IN:
  case FO_MOVE_UNDO:
  case FO_N_MOVES:
    return FO_N_PLACE_KINDS;
  }
  g_assert_not_reached ();
}

static FoTxnEnd
find_all (FoTxn *txn, const FoCarry *what, Carry *c, FoReply *reply, GError **error)
{
  FoPlaceKind end_kind = virtual_end (what->kind);
  FoFound found = fo_lot_find (txn, what->lot, &c->lot, error);

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_LOT_UNKNOWN);
  found = fo_item_find (txn, c->lot.item_id, &c->item, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_ITEM_UNKNOWN);
  fo_reply_item (reply, &c->item);
  fo_reply_lot (reply, &c->lot);
  found = fo_place_find (txn, what->from, &c->from, error);
  if (found == FO_FOUND)
    found = end_kind == FO_N_PLACE_KINDS ? fo_place_find (txn, what->to, &c->to, error)
                                         : fo_place_of_kind (txn, end_kind, &c->to, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_PLACE_UNKNOWN);
  fo_args_set_text (&reply->args, "place", c->to.code);
  fo_args_set_text (&reply->args, "other_place", c->from.code);
  found = what->supply ? fo_supply_find (txn, what->supply, &c->supply, error) : FO_FOUND;
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_SUPPLY_UNKNOWN);
  if (c->supply.id)
    fo_args_set_text (&reply->args, "supply", c->supply.number);
  if (what->deal && what->deal[0])
    fo_args_set_text (&reply->args, "deal", what->deal);
  return FO_TXN_COMMIT;
}

/* What may not rob a deal: goods that are gone or unfit are gone whatever was promised. */
static bool
asks_promises (FoMoveKind kind)
{
  return kind == FO_MOVE_ISSUE || kind == FO_MOVE_MATERIAL || kind == FO_MOVE_TRANSFER_OUT;
}

/* Without the server only what the station brought itself is carried on, and so much of it. */
static FoTxnEnd
judge_gate (FoTxn *txn, const FoCarry *what, Carry *c, FoReply *reply, GError **error)
{
  FoQuantity may_u = what->quantity_u ? what->quantity_u : fo_balance_free (c->balance) + c->pinned_u;

  c->quantity_u = may_u;
  if (what->kind != FO_MOVE_PUT_AWAY && what->kind != FO_MOVE_MOVE)
    return FO_TXN_COMMIT;
  if (!fo_act_may_carry (txn, c->lot.id, c->from.id, &may_u, error))
    return FO_TXN_FAIL;
  if (c->quantity_u > 0 && (may_u == 0 || (may_u < c->quantity_u && fo_store_is_local (fo_txn_store (txn)))))
    return fo_refuse (reply, FO_NOT_RECEIVED_HERE);
  c->quantity_u = may_u;
  return FO_TXN_COMMIT;
}

static FoTxnEnd
judge (const FoCarry *what, Carry *c, FoReply *reply)
{
  FoBalance after = c->balance;
  FoVerdict verdict = fo_move_allowed (what->kind, c->from.kind, c->to.kind, c->from.id == c->to.id);

  c->pinned_u = MIN (c->pinned_u, MAX (c->quantity_u - fo_balance_free (c->balance), 0));
  fo_args_set_quantity (&reply->args, "quantity", c->quantity_u);
  fo_args_set_quantity (&reply->args, "on_hand", c->balance.on_hand_u);
  if (c->quantity_u == 0)
    verdict = fo_verdict_first (verdict, c->balance.on_hand_u > 0 ? FO_NOT_ENOUGH_FREE : FO_NOT_ENOUGH);
  else
    verdict = fo_verdict_first (fo_item_may_book (&c->item, c->quantity_u), verdict);
  if (verdict == FO_OK)
    verdict = fo_balance_take (&after, c->quantity_u, c->pinned_u);
  return verdict == FO_OK ? FO_TXN_COMMIT : fo_refuse_balance (reply, verdict, fo_balance_free (c->balance));
}

/* Goods that are pinned to a deal may be carried to another shelf, and stay its. */
static bool
count_pinned (FoTxn *txn, const FoCarry *what, Carry *c, GError **error)
{
  FoQuantity wanted_u = what->quantity_u ? what->quantity_u : c->balance.on_hand_u;

  c->pinned_u = 0;
  if (c->balance.held_u == 0 || (what->kind != FO_MOVE_PUT_AWAY && what->kind != FO_MOVE_MOVE)
      || !fo_place_issues (c->from.kind) || !fo_place_issues (c->to.kind) || wanted_u <= fo_balance_free (c->balance))
    return true;
  return fo_pins_carry (txn, c->lot.id, c->from.id, 0, wanted_u - fo_balance_free (c->balance), &c->pinned_u, error);
}

static FoTxnEnd
judge_promises (FoTxn *txn, const FoTurn *turn, const FoCarry *what, const Carry *c, FoDay today, FoReply *reply, GError **error)
{
  g_autoptr (GArray) ending = g_array_new (FALSE, FALSE, sizeof (FoLifeStep));
  g_autoptr (GArray) promised = g_array_new (FALSE, FALSE, sizeof (FoLifeStep));
  FoDay goods_end = fo_lot_usable_until (&c->lot, &c->item);
  FoLife life;
  FoVerdict verdict;

  if (!asks_promises (what->kind))
    return FO_TXN_COMMIT;
  if (!fo_life_load (txn, turn, &c->item, today, today, ending, promised, &life, error))
    return FO_TXN_FAIL;
  verdict = fo_lot_usable (&c->lot, &c->item, today, today);
  verdict = fo_verdict_first (
      verdict, fo_promise_allows_taking (&life, goods_end == FO_DAY_NONE ? today : goods_end, c->quantity_u, 0, today));
  return verdict == FO_OK ? FO_TXN_COMMIT : fo_refuse (reply, verdict);
}

/* Is there an older lot, free and usable, somewhere else? */
static FoTxnEnd
judge_age (FoTxn *txn, const FoCarry *what, const Carry *c, FoDay today, FoReply *reply, GError **error)
{
  g_autoptr (GArray) oldest = g_array_new (FALSE, FALSE, sizeof (FoOpenLot));
  FoOpenCursor cursor = { "" };
  FoPlace place;
  FoLot lot;

  if (!what->oldest_first || c->item.enforcement == FO_ENFORCE_OFF
      || (what->anyway && what->anyway[0] && c->item.enforcement == FO_ENFORCE_WARN))
    return FO_TXN_COMMIT;
  if (c->item.issue == FO_ISSUE_FEFO)
    fo_day_print_iso (today, cursor.key);
  if (!fo_open_lots (txn, c->item.id, &cursor, 1, oldest, error))
    return FO_TXN_FAIL;
  if (oldest->len == 0 || g_array_index (oldest, FoOpenLot, 0).lot_id == c->lot.id)
    return FO_TXN_COMMIT;
  if (fo_lot_find (txn, g_array_index (oldest, FoOpenLot, 0).lot_id, &lot, error) != FO_FOUND
      || fo_place_find (txn, g_array_index (oldest, FoOpenLot, 0).place_id, &place, error) != FO_FOUND)
    return FO_TXN_FAIL;
  fo_args_set_text (&reply->args, "other_lot", lot.number);
  fo_args_set_text (&reply->args, "other_place", place.code);
  return fo_refuse (reply, FO_OLDER_LOT_FIRST);
}

/* Which units it is, where they are known one by one. What was missed is missed, whichever it is. */
static FoUnitsMoved
moved (const FoCarry *what, const Carry *c)
{
  return (FoUnitsMoved){ .item = &c->item, .lot = &c->lot, .from = c->from.id, .on_hand_u = c->balance.on_hand_u,
                         .quantity_u = c->quantity_u, .marks = what->marks, .n_marks = what->n_marks, .carton = what->carton };
}

static FoTxnEnd
choose_units (FoTxn *txn, const FoCarry *what, Carry *c, FoReply *reply, GError **error)
{
  const FoUnitsMoved units = moved (what, c);

  if (!fo_item_units_come (&c->item) || !fo_place_is_real (c->to.kind))
    return FO_TXN_COMMIT;
  c->units = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  return fo_units_choose (txn, &units, c->units, reply, error);
}

static bool
move_units (FoTxn *txn, FoId operation, const FoCarry *what, const Carry *c, FoReply *reply, GError **error)
{
  const FoUnitsMoved units = moved (what, c);

  if (c->units)
    return fo_units_move (txn, operation, &units, c->units, c->to.id, reply, error);
  return fo_place_is_real (c->to.kind)
         || fo_leaving_book (txn, operation, &c->item, &c->lot, c->from.id, what->marks, what->n_marks, what->carton, reply,
                          error);
}

static FoTxnEnd
judge_all (FoTxn *txn, const FoTurn *turn, const FoCarry *what, Carry *c, FoDay today, FoReply *reply, GError **error)
{
  FoTxnEnd end = judge_gate (txn, what, c, reply, error);

  if (end == FO_TXN_COMMIT)
    end = judge (what, c, reply);
  if (end == FO_TXN_COMMIT)
    end = judge_promises (txn, turn, what, c, today, reply, error);
  if (end == FO_TXN_COMMIT)
    end = judge_age (txn, what, c, today, reply, error);
  if (end == FO_TXN_COMMIT && !fo_place_is_real (c->to.kind) && what->kind != FO_MOVE_LOST)
    end = fo_leaving_judge (txn, &c->item, &c->lot, c->quantity_u, what->marks, what->n_marks, reply, error);
  return end == FO_TXN_COMMIT ? choose_units (txn, what, c, reply, error) : end;
}

static bool
tell (FoTxn *txn, const FoActContext *context, const FoCarry *what, const Carry *c, GError **error)
{
  g_autofree char *codes = what->n_marks ? fo_leaving_codes (what->marks, what->n_marks) : NULL;
  const FoTelling telling = { .kind = what->kind, .item = &c->item, .lot = &c->lot, .place = &c->from, .quantity_u = -c->quantity_u,
                              .before_u = c->balance.on_hand_u, .reason = what->reason, .deal = what->deal,
                              .supply = c->supply.number, .codes = codes };

  return fo_tell_goods (txn, context, &telling, error);
}

static bool
book (FoTxn *txn, const FoActContext *context, FoTurn *turn, const FoCarry *what, const Carry *c, json_object *lost, FoReply *reply,
      GError **error)
{
  const FoMove move = { .kind = what->kind, .item = &c->item, .lot = &c->lot, .from = &c->from, .to = &c->to,
                        .quantity_u = c->quantity_u, .held_u = c->pinned_u, .supply_id = what->supply,
                        .reason = what->reason ? what->reason : "" };
  FoQuantity free_before_u = turn->free_u, moved_u;
  FoId operation = context->act->operation;

  return fo_move_book (txn, turn, operation, &move, error)
         && (c->pinned_u == 0 || fo_pins_carry (txn, c->lot.id, c->from.id, c->to.id, c->pinned_u, &moved_u, error))
         && move_units (txn, operation, what, c, reply, error)
         && fo_mend_promises (txn, operation, turn, &c->item, context->today, lost, error)
         && (turn->free_u <= free_before_u || fo_promise_waiting (txn, operation, turn, &c->item, context->today, error))
         && tell (txn, context, what, c, error);
}

FoTxnEnd
fo_carry_part (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoCarry *what = data;
  g_auto (Carry) c = { 0 };
  json_object *lost;
  FoTurn turn;
  FoTxnEnd end = find_all (txn, what, &c, reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  if (!fo_turn_take (txn, c.item.id, &turn, error) || !fo_balance_get (txn, c.lot.id, c.from.id, &c.balance, error)
      || !count_pinned (txn, what, &c, error))
    return FO_TXN_FAIL;
  end = judge_all (txn, &turn, what, &c, context->today, reply, error);
  if (end == FO_TXN_COMMIT && c.from.kind == FO_PLACE_QUARANTINE && c.to.kind != FO_PLACE_QUARANTINE)
    end = fo_returns_judge_leaving (txn, c.lot.id, c.from.id, c.balance.on_hand_u - c.quantity_u, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  lost = json_object_new_array ();
  end = book (txn, context, &turn, what, &c, lost, reply, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
  if (json_object_array_length (lost) > 0)
    fo_reply_lines (reply, lost);
  else
    json_object_put (lost);
  return end;
}

bool
fo_work_carry (FoStore *store, const FoAct *act, const FoCarry *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, fo_move_kind_name (what->kind), fo_carry_part, what, reply, error);
}

/* ---- they are here --------------------------------------------------------------------------------------------------------- */

/* The lot that was found, made when the book has never heard of it. */
static FoFound
find_or_make_lot (FoTxn *txn, const FoFind *what, FoDay today, FoLot *ret_lot, FoItem *ret_item, GError **error)
{
  FoFound found = what->lot ? fo_lot_find (txn, what->lot, ret_lot, error)
                            : fo_lot_find_owned (txn, what->item, what->number, what->owner ? what->owner : "", ret_lot, error);

  if (found == FO_FAILED || (found == FO_ABSENT && what->lot))
    return found;
  if (fo_item_find (txn, found == FO_FOUND ? ret_lot->item_id : what->item, ret_item, error) != FO_FOUND)
    return FO_FAILED;
  if (found == FO_FOUND)
    return found;
  *ret_lot = (FoLot){ .id = fo_store_next_id (fo_txn_store (txn), error), .item_id = what->item, .expires_on = what->expires_on,
                      .produced_on = FO_DAY_NONE, .received_on = today };
  if (!ret_lot->id)
    return FO_FAILED;
  g_strlcpy (ret_lot->number, what->number, sizeof ret_lot->number);
  g_strlcpy (ret_lot->owner, what->owner ? what->owner : "", sizeof ret_lot->owner);
  fo_lot_insert (txn, ret_lot, "they-are-here");
  return FO_FOUND;
}

/* Booked, and sales hears of it: what the shelf had, and has. */
static bool
book_told (FoTxn *txn, const FoActContext *context, FoTurn *turn, const FoMove *move, const FoPlace *place, GError **error)
{
  FoTelling telling = { .kind = move->kind, .item = move->item, .lot = move->lot, .place = place, .quantity_u = move->quantity_u,
                        .reason = move->reason };
  FoBalance balance;

  if (!fo_balance_get (txn, move->lot->id, place->id, &balance, error))
    return false;
  telling.before_u = balance.on_hand_u;
  return fo_move_book (txn, turn, context->act->operation, move, error) && fo_tell_goods (txn, context, &telling, error);
}

FoTxnEnd
fo_find_part (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoFind *what = data;
  FoPlace difference, place;
  FoItem item;
  FoLot lot;
  FoTurn turn;
  FoVerdict verdict;
  FoQuantity limit_u;
  const char *role_id;
  FoFound found = find_or_make_lot (txn, what, context->day, &lot, &item, error);

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_LOT_UNKNOWN);
  found = fo_place_find (txn, what->place, &place, error);
  if (found == FO_FOUND)
    found = fo_place_of_kind (txn, FO_PLACE_DIFFERENCE, &difference, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_PLACE_UNKNOWN);
  fo_reply_item (reply, &item);
  fo_reply_lot (reply, &lot);
  fo_args_set_text (&reply->args, "place", place.code);
  fo_args_set_quantity (&reply->args, "quantity", what->quantity_u);
  if (!fo_limit_here (txn, context->act, &limit_u, &role_id, error))
    return FO_TXN_FAIL;
  verdict = fo_item_may_book (&item, what->quantity_u);
  if (verdict == FO_OK && !fo_place_is_real (place.kind))
    verdict = FO_PLACE_IS_VIRTUAL;
  if (verdict == FO_OK && what->quantity_u > limit_u)
    verdict = FO_OVER_LIMIT;
  if (verdict == FO_OVER_LIMIT) {
    fo_args_set_quantity (&reply->args, "asked", what->quantity_u);
    fo_args_set_quantity (&reply->args, "limit", limit_u);
    fo_args_set_text (&reply->args, "role", role_id);
  }
  if (verdict != FO_OK)
    return fo_refuse (reply, verdict);
  const FoMove move = { .kind = FO_MOVE_FOUND, .item = &item, .lot = &lot, .from = &difference, .to = &place,
                        .quantity_u = what->quantity_u, .reason = "they-are-here" };
  if (!fo_turn_take (txn, item.id, &turn, error) || !book_told (txn, context, &turn, &move, &place, error)
      || !fo_count_wish_add (txn, context->act->operation, place.id, lot.id, "they-are-here", error))
    return FO_TXN_FAIL;
  reply->verdict = FO_OK;
  return FO_TXN_COMMIT;
}

/* By itself: what was found is anybody's. Within a pick it is the picker's. */
static FoTxnEnd
find (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoFind *what = data;
  FoTxnEnd end = fo_find_part (txn, context, what, reply, error);
  FoItem item;
  FoTurn turn;
  FoLot lot = { .item_id = what->item };

  if (end != FO_TXN_COMMIT)
    return end;
  if ((what->lot && fo_lot_find (txn, what->lot, &lot, error) != FO_FOUND)
      || fo_item_find (txn, lot.item_id, &item, error) != FO_FOUND || !fo_turn_take (txn, item.id, &turn, error)
      || !fo_promise_waiting (txn, context->act->operation, &turn, &item, context->today, error))
    return FO_TXN_FAIL;
  return FO_TXN_COMMIT;
}

bool
fo_work_find (FoStore *store, const FoAct *act, const FoFind *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "find", find, what, reply, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * A part of a lot becomes another lot where it lies. */
#include "lots.h"
#include "marks.h"
#include "refusing.h"
#include "telling.h"

#include <string.h>

/* ---- booking ------------------------------------------------------------------------------------------------------- */

bool
fo_relabel_book (FoTxn *txn, FoTurn *turn, FoId operation, const FoRelabelPart *part, GError **error)
{
  FoPlace between;

  if (fo_place_of_kind (txn, FO_PLACE_PRODUCTION, &between, error) != FO_FOUND)
    return false;
  const FoMove out = { .kind = FO_MOVE_RELABEL_OUT, .item = part->item, .lot = part->from, .from = part->place, .to = &between,
                       .quantity_u = part->quantity_u, .held_u = part->held_u, .held_ends = true, .line_id = part->line_id,
                       .reason = part->why };
  const FoMove in = { .kind = FO_MOVE_RELABEL_IN, .item = part->item, .lot = part->to, .from = &between, .to = part->place,
                      .quantity_u = part->quantity_u, .held_u = part->held_u, .line_id = part->line_id, .reason = part->why };
  return fo_move_book (txn, turn, operation, &out, error) && fo_move_book (txn, turn, operation, &in, error);
}

/* ---- judging ------------------------------------------------------------------------------------------------------- */

typedef struct {
  const FoRelabel *what;
  FoItem item;
  FoPlace place;
  FoLot from, to;
  bool to_is_new;
  FoBalance balance;
  FoQuantity quantity_u;
  GArray *units; /* FoUnit that get the label, where they are known one by one */
} Relabel;

static void
relabel_clear (Relabel *r)
{
  g_clear_pointer (&r->units, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Relabel, relabel_clear)

static FoTxnEnd
find_all (FoTxn *txn, Relabel *r, FoReply *reply, GError **error)
{
  FoFound found = fo_lot_find (txn, r->what->lot, &r->from, error);

  if (found == FO_FOUND)
    found = fo_item_find (txn, r->from.item_id, &r->item, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_LOT_UNKNOWN);
  fo_reply_item (reply, &r->item);
  fo_reply_lot (reply, &r->from);
  found = fo_place_find (txn, r->what->place, &r->place, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_PLACE_UNKNOWN);
  fo_args_set_text (&reply->args, "place", r->place.code);
  return FO_TXN_COMMIT;
}

static FoVerdict
judge_number (const Relabel *r)
{
  const char *number = r->what->number ? r->what->number : "";

  if (r->item.tracking == FO_TRACKING_NONE || !*number)
    return FO_LOT_NEEDED;
  if (strlen (number) >= FO_LOT_NUMBER_MAX)
    return FO_TEXT_TOO_LONG;
  if (strcmp (number, r->from.number) == 0)
    return FO_NUMBER_TAKEN;
  return FO_OK;
}

/* A new lot is as old, as blocked and as much somebody else's as the one it is made of. */
static FoTxnEnd
find_target (FoTxn *txn, Relabel *r, FoReply *reply, GError **error)
{
  FoVerdict verdict = judge_number (r);
  FoFound found;

  if (verdict != FO_OK)
    return fo_refuse (reply, verdict);
  found = fo_lot_find_owned (txn, r->item.id, r->what->number, r->from.owner, &r->to, error);
  if (found == FO_FAILED)
    return FO_TXN_FAIL;
  r->to_is_new = found == FO_ABSENT;
  if (r->to_is_new) {
    r->to = r->from;
    r->to.id = fo_store_next_id (fo_txn_store (txn), error);
    g_strlcpy (r->to.number, r->what->number, sizeof r->to.number);
    if (r->what->expires_on != FO_DAY_NONE)
      r->to.expires_on = r->what->expires_on;
    if (r->what->produced_on != FO_DAY_NONE)
      r->to.produced_on = r->what->produced_on;
    return r->to.id ? FO_TXN_COMMIT : FO_TXN_FAIL;
  }
  verdict = fo_lot_same_days (&r->to, r->what->expires_on);
  if (verdict == FO_OK && r->to.state != r->from.state)
    verdict = r->to.state == FO_LOT_STATE_QUARANTINE || r->from.state == FO_LOT_STATE_QUARANTINE ? FO_LOT_IN_QUARANTINE : FO_LOT_BLOCKED;
  return verdict == FO_OK ? FO_TXN_COMMIT : fo_refuse (reply, verdict);
}

/* Would the goods last longer than they did, or leave later than they had to? */
static bool
makes_younger (const Relabel *r)
{
  if (r->item.has_expiry && r->from.expires_on != FO_DAY_NONE
      && (r->to.expires_on == FO_DAY_NONE || r->to.expires_on > r->from.expires_on))
    return true;
  return r->item.issue == FO_ISSUE_FIFO && r->to.received_on > r->from.received_on;
}

/* By a label alone they never do. */
static FoTxnEnd
judge_day (FoTxn *txn, const FoActContext *context, const Relabel *r, FoReply *reply, GError **error)
{
  FoTxnEnd end;

  if (!makes_younger (r))
    return FO_TXN_COMMIT;
  end = fo_right_judge (txn, context->act, "correct", reply, error);
  if (end == FO_TXN_COMMIT && (!r->what->why || !r->what->why[0]))
    end = fo_refuse (reply, FO_REASON_NEEDED);
  return end;
}

static FoTxnEnd
judge_quantity (Relabel *r, FoReply *reply)
{
  FoBalance after = r->balance;
  FoVerdict verdict = fo_move_allowed (FO_MOVE_RELABEL_OUT, r->place.kind, FO_PLACE_PRODUCTION, false);

  r->quantity_u = r->what->quantity_u ? r->what->quantity_u : fo_balance_free (r->balance);
  fo_args_set_quantity (&reply->args, "quantity", r->quantity_u);
  fo_args_set_quantity (&reply->args, "on_hand", r->balance.on_hand_u);
  if (r->quantity_u == 0)
    verdict = r->balance.on_hand_u > 0 ? FO_NOT_ENOUGH_FREE : FO_NOT_ENOUGH;
  else if (verdict == FO_OK)
    verdict = fo_item_may_book (&r->item, r->quantity_u);
  if (verdict == FO_OK)
    verdict = fo_balance_take (&after, r->quantity_u, 0);
  return verdict == FO_OK ? FO_TXN_COMMIT : fo_refuse_balance (reply, verdict, fo_balance_free (r->balance));
}

/* The new label says the days the old one did, but for one that was said anew. */
static bool
copy_days (FoTxn *txn, const Relabel *r, GError **error)
{
  FoLotDays days;

  if (!fo_lot_days_get (txn, &r->from, &days, error))
    return false;
  days.produced_on = r->to.produced_on;
  if (fo_lot_days_told (&days) && r->to.expires_on == r->from.expires_on)
    fo_lot_days_put (txn, r->to.id, &days);
  return true;
}

/* Which units: all that are known there, or those that are named. */
static FoUnitsMoved
units_of (const Relabel *r, const FoLot *lot)
{
  return (FoUnitsMoved){ .item = &r->item, .lot = lot, .from = r->place.id, .on_hand_u = r->balance.on_hand_u,
                         .quantity_u = r->quantity_u, .marks = r->what->marks, .n_marks = r->what->n_marks };
}

static FoTxnEnd
choose_units (FoTxn *txn, Relabel *r, FoReply *reply, GError **error)
{
  const FoUnitsMoved units = units_of (r, &r->from);

  if (!fo_item_units_come (&r->item))
    return FO_TXN_COMMIT;
  r->units = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  return fo_units_choose (txn, &units, r->units, reply, error);
}

static bool
name_units (FoTxn *txn, FoId operation, const Relabel *r, FoReply *reply, GError **error)
{
  const FoUnitsMoved units = units_of (r, &r->to);

  return !r->units || fo_units_move (txn, operation, &units, r->units, r->place.id, reply, error);
}

/* ---- telling --------------------------------------------------------------------------------------------------------- */

/* Less of the one lot and more of the other, where they lie. */
static bool
tell (FoTxn *txn, const FoActContext *context, const Relabel *r, const char *why, GError **error)
{
  FoTelling out = { .kind = FO_MOVE_RELABEL_OUT, .item = &r->item, .lot = &r->from, .place = &r->place,
                    .quantity_u = -r->quantity_u, .before_u = r->balance.on_hand_u, .reason = why },
            in = { .kind = FO_MOVE_RELABEL_IN, .item = &r->item, .lot = &r->to, .place = &r->place,
                   .quantity_u = r->quantity_u, .reason = why };
  FoBalance now;

  if (!fo_balance_get (txn, r->to.id, r->place.id, &now, error))
    return false;
  in.before_u = now.on_hand_u - r->quantity_u;
  return (!r->to_is_new || fo_tell_lot (txn, context->act->operation, &r->item, &r->to, error))
         && fo_tell_goods (txn, context, &out, error) && fo_tell_goods (txn, context, &in, error);
}

/* ---- doing --------------------------------------------------------------------------------------------------------- */

static FoTxnEnd
book (FoTxn *txn, const FoActContext *context, FoTurn *turn, const Relabel *r, FoReply *reply, GError **error)
{
  const char *why = r->what->why && r->what->why[0] ? r->what->why : "relabelled";
  const FoRelabelPart part = { .item = &r->item, .from = &r->from, .to = &r->to, .place = &r->place, .quantity_u = r->quantity_u,
                               .why = why };
  FoLotLink link = { .child = r->to.id, .parent = r->from.id, .operation = context->act->operation, .quantity_u = r->quantity_u };
  json_object *lost = json_object_new_array ();
  bool done;

  g_strlcpy (link.why, why, sizeof link.why);
  if (r->to_is_new)
    fo_lot_insert (txn, &r->to, why);
  done = (!r->to_is_new || copy_days (txn, r, error)) && fo_relabel_book (txn, turn, context->act->operation, &part, error);
  fo_lot_link_insert (txn, &link);
  done = done && tell (txn, context, r, why, error) && name_units (txn, context->act->operation, r, reply, error)
         && fo_mend_promises (txn, context->act->operation, turn, &r->item, context->today, lost, error)
         && fo_promise_waiting (txn, context->act->operation, turn, &r->item, context->today, error);
  fo_reply_lines (reply, lost);
  fo_args_set_text (&reply->args, "other_lot", r->from.number);
  fo_reply_lot (reply, &r->to);
  return done ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static FoTxnEnd
relabel (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error)
{
  g_auto (Relabel) r = { .what = what };
  FoTurn turn;
  FoTxnEnd end = find_all (txn, &r, reply, error);

  if (end == FO_TXN_COMMIT)
    end = find_target (txn, &r, reply, error);
  if (end == FO_TXN_COMMIT)
    end = judge_day (txn, context, &r, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  if (!fo_turn_take (txn, r.item.id, &turn, error) || !fo_balance_get (txn, r.from.id, r.place.id, &r.balance, error))
    return FO_TXN_FAIL;
  end = judge_quantity (&r, reply);
  if (end == FO_TXN_COMMIT)
    end = choose_units (txn, &r, reply, error);
  return end == FO_TXN_COMMIT ? book (txn, context, &turn, &r, reply, error) : end;
}

bool
fo_work_relabel (FoStore *store, const FoAct *act, const FoRelabel *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "relabel", relabel, what, reply, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/work/import.h"
#include "firstout/work/setting.h"
#include "inside.h"
#include "refusing.h"
#include "telling.h"

/* What there was at the beginning, on its way into the book. */
typedef struct {
  const FoOpening *what;
  FoItem item;
  FoPlace place, opening;
  FoLot lot;
  bool lot_is_new;
  FoDay today;
  FoQuantity difference_u; /* to what was opened before */
} Opening;

/* ---- what it speaks of ------------------------------------------------------------------------------------------- */

static FoTxnEnd
find_ends (FoTxn *txn, Opening *o, FoReply *reply, GError **error)
{
  FoFound found = fo_item_find (txn, o->what->item, &o->item, error);

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_ITEM_UNKNOWN);
  fo_reply_item (reply, &o->item);
  found = fo_place_find (txn, o->what->place, &o->place, error);
  if (found == FO_FOUND)
    found = fo_place_of_kind (txn, FO_PLACE_OPENING, &o->opening, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_PLACE_UNKNOWN);
  fo_args_set_text (&reply->args, "place", o->place.code);
  return fo_place_is_real (o->place.kind) ? FO_TXN_COMMIT : fo_refuse (reply, FO_PLACE_IS_VIRTUAL);
}

static FoDay
expiry_of (const Opening *o)
{
  if (o->what->expires_on != FO_DAY_NONE || !o->item.has_expiry)
    return o->what->expires_on;
  return fo_item_expiry_from_production (&o->item, o->what->produced_on);
}

static FoTxnEnd
find_lot (FoTxn *txn, Opening *o, FoReply *reply, GError **error)
{
  const char *number = o->item.tracking == FO_TRACKING_NONE ? "" : o->what->lot, *owner = o->what->owner ? o->what->owner : "";
  FoFound found;

  if (o->item.tracking == FO_TRACKING_LOT && !number[0])
    return fo_refuse (reply, FO_LOT_NEEDED);
  if (strlen (number) >= FO_LOT_NUMBER_MAX)
    return fo_refuse (reply, FO_TEXT_TOO_LONG);
  if (strlen (owner) >= FO_OWNER_MAX)
    return fo_refuse (reply, FO_TEXT_TOO_LONG);
  found = fo_lot_find_owned (txn, o->item.id, number, owner, &o->lot, error);
  if (found == FO_FAILED)
    return FO_TXN_FAIL;
  o->lot_is_new = found == FO_ABSENT;
  if (o->lot_is_new) {
    o->lot = (FoLot){ .item_id = o->item.id,
                      .expires_on = expiry_of (o),
                      .produced_on = o->what->produced_on,
                      .state = o->what->state,
                      .received_on = o->what->received_on != FO_DAY_NONE ? o->what->received_on : o->today };
    g_strlcpy (o->lot.number, number, sizeof o->lot.number);
    g_strlcpy (o->lot.owner, owner, sizeof o->lot.owner);
  }
  fo_reply_lot (reply, &o->lot);
  return FO_TXN_COMMIT;
}

static FoTxnEnd
judge (const Opening *o, FoReply *reply)
{
  FoVerdict verdict = o->what->quantity_u == 0 ? FO_OK : fo_item_may_book (&o->item, o->what->quantity_u);

  if (verdict == FO_OK && o->lot_is_new && o->item.has_expiry && o->lot.expires_on == FO_DAY_NONE)
    verdict = FO_EXPIRY_NEEDED;
  if (verdict == FO_OK && !o->lot_is_new)
    verdict = fo_lot_same_days (&o->lot, expiry_of (o));
  return verdict == FO_OK ? FO_TXN_COMMIT : fo_refuse (reply, verdict);
}

/* ---- booking it -------------------------------------------------------------------------------------------------- */

/* A lot whose day nobody knew learns it. */
static bool
write_lot (FoTxn *txn, FoId operation, FoTurn *turn, Opening *o, GError **error)
{
  FoLot before = o->lot;

  if (o->lot_is_new) {
    o->lot.id = fo_store_next_id (fo_txn_store (txn), error);
    if (!o->lot.id)
      return false;
    fo_lot_insert (txn, &o->lot, o->what->reason ? o->what->reason : "");
    return fo_tell_lot (txn, operation, &o->item, &o->lot, error);
  }
  if (o->lot.expires_on != FO_DAY_NONE || expiry_of (o) == FO_DAY_NONE)
    return true;
  o->lot.expires_on = expiry_of (o);
  return fo_lot_set (txn, turn, &o->item, &before, &o->lot, "", error);
}

static void
free_order_work (gpointer data)
{
  fo_order_work_clear (data);
  g_free (data);
}

static bool
give (FoTxn *txn, FoId operation, FoTurn *turn, Opening *o, GPtrArray *opened, GError **error)
{
  const FoMove move = { .kind = FO_MOVE_OPENING,
                        .item = &o->item,
                        .lot = &o->lot,
                        .from = &o->opening,
                        .to = &o->place,
                        .quantity_u = o->difference_u,
                        .reason = "" };
  FoId first = 0;

  if (!write_lot (txn, operation, turn, o, error) || !fo_move_book (txn, turn, operation, &move, error))
    return false;
  if (!fo_place_issues (o->place.kind) || fo_lot_usable (&o->lot, &o->item, o->today, o->today) != FO_OK)
    return true;
  return fo_fill_promises (txn, turn, &o->item, NULL, o->difference_u, &o->lot, opened,
                           o->today, &first, error)
         && fo_settle_all (txn, operation, opened, error);
}

static FoTxnEnd
take_back (FoTxn *txn, FoId operation, FoTurn *turn, Opening *o, FoReply *reply, GError **error)
{
  const FoMove move = { .kind = FO_MOVE_UNDO,
                        .item = &o->item,
                        .lot = &o->lot,
                        .from = &o->place,
                        .to = &o->opening,
                        .quantity_u = -o->difference_u,
                        .reason = "" };
  FoBalance balance;
  FoVerdict verdict;

  if (!fo_balance_get (txn, o->lot.id, o->place.id, &balance, error))
    return FO_TXN_FAIL;
  verdict = fo_balance_take (&balance, move.quantity_u, 0);
  if (verdict != FO_OK)
    return fo_refuse_balance (reply, verdict, fo_balance_free (balance));
  return fo_move_book (txn, turn, operation, &move, error)
                 && fo_mend_promises (txn, operation, turn, &o->item, o->today, NULL, error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

static bool
find_difference (FoTxn *txn, Opening *o, GError **error)
{
  FoQuantity opened_u = 0;

  if (!o->lot_is_new && !fo_opened_at (txn, o->lot.id, o->place.id, o->opening.id, &opened_u, error))
    return false;
  o->difference_u = o->what->quantity_u - opened_u;
  return true;
}

static FoTxnEnd
book (FoTxn *txn, FoId operation, FoTurn *turn, Opening *o, GPtrArray *opened, FoReply *reply, GError **error)
{
  if (!find_difference (txn, o, error))
    return FO_TXN_FAIL;
  fo_args_set_quantity (&reply->args, "quantity", o->difference_u);
  if (o->difference_u == 0)
    return fo_refuse (reply, FO_OK);
  if (o->difference_u < 0)
    return take_back (txn, operation, turn, o, reply, error);
  return give (txn, operation, turn, o, opened, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* The orders that may get something take their turns before the item does; what is there already is looked at in
 * turn. */
static FoTxnEnd
open_stock (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error)
{
  g_autoptr (GPtrArray) opened = g_ptr_array_new_with_free_func (free_order_work);
  Opening o = { .what = what, .today = context->today };
  FoTxnEnd end = find_ends (txn, &o, reply, error);
  bool over;
  FoTurn turn;

  if (end == FO_TXN_COMMIT && !fo_beginning_is_over (txn, context->today, &over, error))
    return FO_TXN_FAIL;
  if (end == FO_TXN_COMMIT && over)
    return fo_refuse (reply, FO_FIRST_STOCK_OVER);
  if (end != FO_TXN_COMMIT)
    return end;
  if (!fo_open_waiting_orders (txn, o.item.id, 0, opened, error) || !fo_turn_take (txn, o.item.id, &turn, error))
    return FO_TXN_FAIL;
  end = find_lot (txn, &o, reply, error);
  if (end == FO_TXN_COMMIT)
    end = judge (&o, reply);
  return end == FO_TXN_COMMIT ? book (txn, context->act->operation, &turn, &o, opened, reply, error) : end;
}

bool
fo_work_open (FoStore *store, const FoAct *act, const FoOpening *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "open", open_stock, what, reply, error);
}

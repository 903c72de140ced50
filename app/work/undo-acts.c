/* SPDX-License-Identifier: GPL-3.0-or-later
 * Acts that moved no goods are taken back: a lot's state, an order's place, its gate. What they were before stands in their answer. */
#include "firstout/work/goods.h"
#include "undo-parts.h"

#include <string.h>

static const char *
text_of (const FoReply *reply, const char *name)
{
  const FoArg *arg = fo_args_get (&reply->args, name);

  return arg && arg->kind == FO_ARG_TEXT ? arg->text : "";
}

/* A count that found nothing wrong moved nothing: there is nothing to take back. */
FoTxnEnd
fo_undo_count (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  (void) txn;
  (void) error;
  return undone->movements->len ? FO_TXN_COMMIT : fo_refuse (reply, FO_CANNOT_UNDO);
}

const char *
fo_undone_text (const FoUndone *undone, const char *name)
{
  return text_of (undone->was, name);
}

FoFound
fo_undone_lot (FoTxn *txn, const FoUndone *undone, FoLot *ret, GError **error)
{
  FoItem item;
  FoFound found = fo_item_find_by_code (txn, text_of (undone->was, "code"), &item, error);

  return found == FO_FOUND ? fo_lot_find_owned (txn, item.id, text_of (undone->was, "lot"), text_of (undone->was, "owner"), ret, error)
                           : found;
}

/* ---- a lot's state ----------------------------------------------------------------------------------------------- */

FoTxnEnd
fo_undo_block (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  FoBlock what = { .reason = "undo" };
  FoLot lot;
  FoFound found = fo_undone_lot (txn, undone, &lot, error);

  if (found != FO_FOUND || !fo_lot_state_parse (text_of (undone->was, "before"), &what.state))
    return fo_not_found (found == FO_FAILED ? found : FO_ABSENT, reply, FO_CANNOT_UNDO);
  if (strcmp (fo_lot_state_name (lot.state), text_of (undone->was, "state")) != 0)
    return fo_refuse (reply, FO_CANNOT_UNDO);
  what.lot = lot.id;
  return fo_block_part (txn, undone->context, &what, reply, error);
}

/* ---- a shelf's --------------------------------------------------------------------------------------------------- */

/* As it was before: free, or blocked for the reason it had then. */
FoTxnEnd
fo_undo_place_block (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  const char *before = text_of (undone->was, "before");
  FoBlockPlace what = { .blocked = *before, .reason = before };
  FoPlace place;
  FoFound found = fo_place_find_by_code (txn, text_of (undone->was, "place"), &place, error);
  bool is_blocked = found == FO_FOUND && place.kind == FO_PLACE_SHUT;

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_CANNOT_UNDO);
  if (is_blocked != (strcmp (text_of (undone->was, "state"), "blocked") == 0))
    return fo_refuse (reply, FO_CANNOT_UNDO);
  what.place = place.id;
  return fo_block_place_part (txn, undone->context, &what, reply, error);
}

/* ---- an order ---------------------------------------------------------------------------------------------------- */

static FoTxnEnd
open_order (FoTxn *txn, const FoUndone *undone, FoOrderWork *work, FoReply *reply, GError **error)
{
  FoOrder order;
  FoFound found = fo_order_find_by_number (txn, text_of (undone->was, "order"), &order, error);

  if (found == FO_FOUND)
    found = fo_order_work_open (txn, order.id, work, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_CANNOT_UNDO);
  fo_reply_order (reply, &work->order);
  return FO_TXN_COMMIT;
}

/* It is picked on where it was. */
FoTxnEnd
fo_undo_park (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  g_auto (FoOrderWork) work = { 0 };
  FoTxnEnd end = open_order (txn, undone, &work, reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  if (!work.order.parked_at)
    return fo_refuse (reply, FO_CANNOT_UNDO);
  work.order.parked_at = 0;
  return fo_order_settle (txn, undone->context->act->operation, &work, false, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

FoTxnEnd
fo_undo_gate (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  g_auto (FoOrderWork) work = { 0 };
  FoTxnEnd end = open_order (txn, undone, &work, reply, error);
  FoGate before;

  if (end != FO_TXN_COMMIT)
    return end;
  if (!fo_gate_parse (text_of (undone->was, "before"), &before)
      || strcmp (fo_gate_name (work.order.gate), text_of (undone->was, "gate")) != 0)
    return fo_refuse (reply, FO_CANNOT_UNDO);
  work.order.gate = before;
  fo_order_update (txn, &work.order);
  return fo_order_settle (txn, undone->context->act->operation, &work, work.order.state == FO_ORDER_IS_CANCELLED, error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

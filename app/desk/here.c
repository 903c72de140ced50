/* SPDX-License-Identifier: GPL-3.0-or-later
 * "They are here": the person holds goods that the book has elsewhere, or does not have at all. What is there is never refused to be
 * written down: it is booked from difference, is counted some day, and the task goes on with it.
 */
#include "step.h"

bool
fo_verdict_is_missing (FoVerdict refused)
{
  return refused == FO_NOT_ENOUGH || refused == FO_NOT_ENOUGH_FREE || refused == FO_WRONG_PLACE
         || refused == FO_LOT_UNKNOWN || refused == FO_OVER_LIMIT;
}

FoVerdict
fo_quantity_here (const char *argument, const FoGoods *goods, FoQuantity free_u, FoQuantity *ret_here_u)
{
  FoVerdict verdict;

  *ret_here_u = goods->quantity_u > free_u ? goods->quantity_u - free_u : goods->quantity_u;
  verdict = *argument ? fo_quantity_parse (argument, ret_here_u) : FO_OK;
  return verdict == FO_OK && *ret_here_u <= 0 ? FO_QUANTITY_NOT_POSITIVE : verdict;
}

bool
fo_step_miss (FoStep *step, const FoGoods *goods, FoVerdict why)
{
  FoGoods missed = *goods;

  missed.missed = fo_verdict_is_missing (why) && !goods->put_back && !goods->carton;
  if (missed.missed)
    return fo_step_refuse (step, &missed, why, FO_ASK_NOTHING);
  fo_step_let_go (step);
  fo_args_goods (&step->ret->reply.args, goods);
  return fo_step_answer (step, why);
}

/* ---- booking ----------------------------------------------------------------------------------------------------- */

typedef struct {
  FoGoods *goods;
  FoId place;
  FoQuantity free_u;
} Here;

static FoTxnEnd
read_free (FoTxn *txn, gpointer data, GError **error)
{
  Here *here = data;
  FoBalance balance = { 0, 0 };

  if (here->goods->lot_id && !fo_balance_get (txn, here->goods->lot_id, here->place, &balance, error))
    return FO_TXN_FAIL;
  here->free_u = fo_balance_free (balance);
  return FO_TXN_COMMIT;
}

/* The book has heard of the lot now. */
static FoTxnEnd
read_lot (FoTxn *txn, gpointer data, GError **error)
{
  Here *here = data;
  FoLot lot;

  if (fo_lot_find_owned (txn, here->goods->item.id, here->goods->lot, "", &lot, error) != FO_FOUND)
    return FO_TXN_FAIL;
  here->goods->lot_id = lot.id;
  return FO_TXN_COMMIT;
}

/* All that is free there now, as far as the person has it in the hand. */
static bool
hold (FoStep *step, Here *here, FoQuantity here_u, GError **error)
{
  FoGoods *goods = here->goods;

  if (!goods->lot_id && !fo_store_read (step->store, read_lot, here, error))
    return false;
  step->ret->topics |= FO_TOPIC_STOCK | FO_TOPIC_ORDERS;
  goods->quantity_u = goods->missed ? here_u : MIN (goods->quantity_u, here->free_u + here_u);
  goods->missed = false;
  goods->place = here->place;
  fo_step_booked (step, goods, here_u);
  step->next->line = 0; /* a number typed now is of the goods in the hand */
  fo_step_keep (step, goods, FO_OK, FO_ASK_NOTHING);
  return true;
}

bool
fo_step_here (FoStep *step, const char *argument, FoId place, GError **error)
{
  FoGoods goods = step->now->hand;
  Here here = { .goods = &goods, .place = place };
  FoQuantity here_u;
  FoVerdict verdict;

  if (!goods.item.id || !fo_verdict_is_missing (step->now->refused))
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  if (!place)
    return fo_step_answer (step, FO_SCAN_PLACE_FIRST);
  if (goods.item.tracking == FO_TRACKING_LOT && !goods.lot_id && !goods.lot[0])
    return fo_step_refuse (step, &goods, FO_LOT_NEEDED, FO_ASK_LOT);
  if (!fo_store_read (step->store, read_free, &here, error))
    return false;
  verdict = fo_quantity_here (argument, &goods, here.free_u, &here_u);
  if (verdict != FO_OK)
    return fo_step_answer (step, verdict);
  const FoFind what = { .lot = goods.lot_id,
                        .place = place,
                        .quantity_u = here_u,
                        .item = goods.item.id,
                        .number = goods.lot,
                        .expires_on = goods.expires_on };
  if (!fo_work_find (step->store, fo_step_act (step), &what, fo_step_reply (step), error))
    return false;
  if (fo_step_is_done (step))
    return hold (step, &here, here_u, error);
  step->next->refused = step->ret->reply.verdict;
  return true;
}

/* ---- the page ---------------------------------------------------------------------------------------------------- */

bool
fo_view_missed (const FoDeskState *now, int f_key, FoView *view)
{
  if (!now->hand.item.id || !fo_verdict_is_missing (now->refused))
    return false;
  if (now->hand.missed) {
    fo_view_instruct (view, "task.here");
    fo_args_goods (&view->instruction, &now->hand);
  }
  fo_view_offer (view, "here", "offer.here", f_key);
  return now->hand.missed;
}

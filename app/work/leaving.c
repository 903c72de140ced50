/* SPDX-License-Identifier: GPL-3.0-or-later
 * Goods are written off, at once or when somebody with the right agrees; and material comes back from production. */
#include "firstout/work/leaving.h"
#include "firstout/store/meta.h"
#include "firstout/store/transfers.h"
#include "firstout/work/goods.h"
#include "leaving-parts.h"
#include "limits.h"
#include "marks.h"
#include "right.h"
#include "telling.h"
#include "undo-parts.h"

#include <string.h>

/* ---- the limit --------------------------------------------------------------------------------------------------- */

static bool
is_unit (const char *name, gconstpointer unit)
{
  return strcmp (name, unit) == 0;
}

/* Is it more than may be written off without asking? */
static bool
is_over (FoTxn *txn, const FoItem *item, FoQuantity quantity_u, bool *ret_over, GError **error)
{
  g_autofree char *text = NULL;
  FoQuantity limit_u = -1;

  if (!fo_meta_get (txn, "write_off_limit", &text, error))
    return false;
  fo_limit_read (text, is_unit, item->unit, &limit_u);
  *ret_over = limit_u >= 0 && quantity_u > limit_u;
  return true;
}

bool
fo_write_off_asks (FoTxn *txn, const FoActContext *context, const FoItem *item, FoQuantity quantity_u, bool *ret_asks, GError **error)
{
  g_auto (FoReply) unsaid = { 0 };
  FoTxnEnd end = FO_TXN_COMMIT;

  if (!is_over (txn, item, quantity_u, ret_asks, error))
    return false;
  if (*ret_asks)
    end = fo_right_judge (txn, context->act, "write_off", &unsaid, error);
  *ret_asks = end == FO_TXN_REFUSE;
  return end != FO_TXN_FAIL;
}

/* ---- writing off ------------------------------------------------------------------------------------------------- */

static FoTxnEnd
ask_first (FoTxn *txn, FoActContext *context, const FoWriteOff *what, FoQuantity quantity_u, FoReply *reply, GError **error)
{
  const FoArg *others = fo_args_get (&reply->args, "request"); /* of the other lots of the same carton */
  FoApproval approval = { .id = others ? fo_store_next_id (fo_txn_store (txn), error) : context->act->operation,
                          .lot_id = what->lot, .from_place = what->from, .quantity_u = quantity_u };
  FoCarry move = { .kind = FO_MOVE_MOVE, .lot = what->lot, .from = what->from, .quantity_u = quantity_u, .reason = what->reason,
                   .carton = what->carton };
  char id[FO_ID_TEXT_MAX];
  FoPlace quarantine;
  FoTxnEnd end = FO_TXN_COMMIT;
  FoFound found = fo_place_of_kind (txn, FO_PLACE_QUARANTINE, &quarantine, error);

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_PLACE_UNKNOWN);
  if (!approval.id)
    return FO_TXN_FAIL;
  move.to = approval.place_id = quarantine.id;
  move.marks = what->marks;
  move.n_marks = what->n_marks;
  if (what->from != quarantine.id)
    end = fo_carry_part (txn, context, &move, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  g_strlcpy (approval.reason, what->reason, sizeof approval.reason);
  g_strlcpy (approval.person, context->act->person ? context->act->person : "", sizeof approval.person);
  fo_approval_insert (txn, &approval);
  for (guint i = 0; i < what->n_marks; i++)
    fo_approval_unit_insert (txn, approval.id, what->marks[i].identity, what->marks[i].code);
  if (!others)
    fo_args_set_text (&reply->args, "request", fo_id_print (approval.id, id));
  fo_args_set_text (&reply->args, "place", quarantine.code);
  reply->verdict = FO_APPROVAL_NEEDED;
  return FO_TXN_COMMIT;
}

/* What it is about, before anything is booked: how much, and of which item. */
static FoTxnEnd
find_goods (FoTxn *txn, const FoWriteOff *what, FoItem *ret_item, FoQuantity *ret_u, FoReply *reply, GError **error)
{
  FoBalance balance;
  FoLot lot;
  FoFound found = fo_lot_find (txn, what->lot, &lot, error);

  if (found == FO_FOUND)
    found = fo_item_find (txn, lot.item_id, ret_item, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_LOT_UNKNOWN);
  if (!fo_balance_get (txn, what->lot, what->from, &balance, error))
    return FO_TXN_FAIL;
  *ret_u = what->quantity_u ? what->quantity_u : fo_balance_free (balance);
  fo_reply_item (reply, ret_item);
  fo_reply_lot (reply, &lot);
  return *ret_u < 0 ? fo_refuse (reply, FO_QUANTITY_NOT_POSITIVE)
                    : fo_leaving_judge (txn, ret_item, &lot, *ret_u, what->marks, what->n_marks, reply, error);
}

FoTxnEnd
fo_write_off_part (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoWriteOff *what = data;
  const FoCarry scrap = { .kind = FO_MOVE_SCRAP, .lot = what->lot, .from = what->from, .quantity_u = what->quantity_u,
                          .reason = what->reason, .marks = what->marks, .n_marks = what->n_marks, .carton = what->carton };
  FoQuantity quantity_u = 0;
  FoItem item;
  FoTxnEnd end = find_goods (txn, what, &item, &quantity_u, reply, error);
  bool asks = what->asks;

  if (end != FO_TXN_COMMIT)
    return end;
  if (!what->reason || !what->reason[0])
    return fo_refuse (reply, FO_REASON_NEEDED);
  fo_args_set_text (&reply->args, "reason", what->reason);
  if (!what->carton && !fo_write_off_asks (txn, context, &item, quantity_u, &asks, error))
    return FO_TXN_FAIL;
  return asks ? ask_first (txn, context, what, quantity_u, reply, error) : fo_carry_part (txn, context, &scrap, reply, error);
}

bool
fo_work_write_off (FoStore *store, const FoAct *act, const FoWriteOff *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "write-off", fo_write_off_part, what, reply, error);
}

/* ---- deciding ---------------------------------------------------------------------------------------------------- */

typedef struct {
  FoId request;
  bool approved;
} Decide;

/* The carton that the goods of a request are in as they came; 0: none. */
static bool
carton_of (FoTxn *txn, FoId request, FoId *ret_carton, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  FoUnit unit = { .carton_id = 0 };
  FoFound found = FO_ABSENT;

  if (!fo_approval_units (txn, request, units, error))
    return false;
  if (units->len)
    found = fo_unit_find (txn, g_array_index (units, FoUnit, 0).identity, &unit, error);
  *ret_carton = found == FO_FOUND ? unit.carton_id : 0;
  return found != FO_FAILED;
}

#define WAITING 1000

/* Of a carton one word is given: the requests that wait for the other lots in it, behind APPROVAL. */
static bool
with_siblings (FoTxn *txn, const FoApproval *approval, GArray *approvals, FoId *ret_carton, GError **error)
{
  g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (FoApproval));
  FoId carton;

  g_array_append_vals (approvals, approval, 1);
  if (!carton_of (txn, approval->id, ret_carton, error))
    return false;
  if (!*ret_carton)
    return true;
  if (!fo_approvals_waiting (txn, 0, WAITING, waiting, error))
    return false;
  for (guint i = 0; i < waiting->len; i++) {
    const FoApproval *other = &g_array_index (waiting, FoApproval, i);

    if (!carton_of (txn, other->id, &carton, error))
      return false;
    if (other->id != approval->id && carton == *ret_carton)
      g_array_append_vals (approvals, other, 1);
  }
  return true;
}

static FoTxnEnd
carry_out (FoTxn *txn, FoActContext *context, const FoApproval *approval, FoId carton, bool approved, FoReply *reply, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit)), marks = g_array_new (FALSE, FALSE, sizeof (FoMark));
  FoCarry what = { .kind = approved ? FO_MOVE_SCRAP : FO_MOVE_MOVE, .lot = approval->lot_id, .from = approval->place_id,
                   .to = approved ? 0 : approval->from_place, .quantity_u = approval->quantity_u, .reason = approval->reason };

  if (!fo_approval_units (txn, approval->id, units, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < units->len; i++) {
    FoMark mark;

    g_strlcpy (mark.identity, g_array_index (units, FoUnit, i).identity, sizeof mark.identity);
    g_strlcpy (mark.code, g_array_index (units, FoUnit, i).code, sizeof mark.code);
    g_array_append_val (marks, mark);
  }
  what.marks = (const FoMark *) marks->data;
  what.n_marks = marks->len;
  what.carton = carton; /* it goes as it came */
  if (!approved && approval->from_place == approval->place_id)
    return FO_TXN_COMMIT;
  return fo_carry_part (txn, context, &what, reply, error);
}

static FoTxnEnd
decide (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_autoptr (GArray) approvals = g_array_new (FALSE, FALSE, sizeof (FoApproval));
  const Decide *what = data;
  FoApproval approval;
  FoId carton;
  FoTxnEnd end = fo_right_judge (txn, context->act, "write_off", reply, error);
  FoFound found;

  if (end != FO_TXN_COMMIT)
    return end;
  found = fo_approval_find (txn, what->request, &approval, error);
  if (found == FO_FOUND && strcmp (approval.state, "waiting") != 0)
    found = FO_ABSENT;
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_REQUEST_UNKNOWN);
  if (!with_siblings (txn, &approval, approvals, &carton, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < approvals->len && end == FO_TXN_COMMIT; i++) {
    end = carry_out (txn, context, &g_array_index (approvals, FoApproval, i), carton, what->approved, reply, error);
    fo_approval_set (txn, &g_array_index (approvals, FoApproval, i), what->approved ? "approved" : "refused", context->act->operation);
  }
  if (end != FO_TXN_COMMIT)
    return end;
  if (what->approved && !fo_leaving_end_carton (txn, context->act->operation, carton, error))
    return FO_TXN_FAIL;
  fo_args_set_text (&reply->args, "state", what->approved ? "approved" : "refused");
  fo_args_set_text (&reply->args, "reason", approval.reason);
  return FO_TXN_COMMIT;
}

bool
fo_work_write_off_decide (FoStore *store, const FoAct *act, FoId request, bool approved, FoReply *reply, GError **error)
{
  const Decide what = { request, approved };

  return fo_act_run (store, act, approved ? "approve" : "refuse", decide, &what, reply, error);
}

/* What was asked, or answered, is taken back with the goods' movements: of a carton for all its lots. */
FoTxnEnd
fo_undo_request (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  g_autoptr (GArray) approvals = g_array_new (FALSE, FALSE, sizeof (FoApproval));
  FoApproval approval;
  FoFound found = fo_approval_find (txn, undone->operation, &approval, error);
  FoId carton;

  if (found == FO_FOUND && strcmp (approval.state, "waiting") != 0)
    return fo_refuse (reply, FO_CANNOT_UNDO);
  if (found == FO_FOUND) {
    if (!with_siblings (txn, &approval, approvals, &carton, error))
      return FO_TXN_FAIL;
    for (guint i = 0; i < approvals->len; i++)
      fo_approval_set (txn, &g_array_index (approvals, FoApproval, i), "withdrawn", 0);
    return FO_TXN_COMMIT;
  }
  /* One that waits again is decided by nobody: the next one is found. */
  while (found != FO_FAILED && (found = fo_approval_decided (txn, undone->operation, &approval, error)) == FO_FOUND)
    fo_approval_set (txn, &approval, "waiting", 0);
  return found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

/* ---- material comes back ----------------------------------------------------------------------------------------- */

typedef struct {
  FoItem item;
  FoLot lot;
  FoPlace to, production;
  FoSupply supply;
} Back;

static FoTxnEnd
find_back (FoTxn *txn, const FoAct *act, const FoMaterialBack *what, Back *b, FoReply *reply, GError **error)
{
  FoPlace bench;
  FoFound found = fo_supply_find (txn, what->supply, &b->supply, error);

  if (found != FO_FOUND || b->supply.kind != FO_SUPPLY_PRODUCTION)
    return fo_not_found (found == FO_FAILED ? found : FO_ABSENT, reply, FO_SUPPLY_UNKNOWN);
  fo_args_set_text (&reply->args, "supply", b->supply.number);
  found = fo_lot_find (txn, what->lot, &b->lot, error);
  if (found == FO_FOUND)
    found = fo_item_find (txn, b->lot.item_id, &b->item, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_LOT_UNKNOWN);
  fo_reply_item (reply, &b->item);
  fo_reply_lot (reply, &b->lot);
  if (!what->to && !fo_station_places (txn, act->station ? act->station : "", &b->to, &bench, error))
    return FO_TXN_FAIL;
  found = what->to ? fo_place_find (txn, what->to, &b->to, error) : FO_FOUND;
  if (found == FO_FOUND)
    found = fo_place_of_kind (txn, FO_PLACE_PRODUCTION, &b->production, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_PLACE_UNKNOWN);
  fo_args_set_text (&reply->args, "place", b->to.code);
  fo_args_set_quantity (&reply->args, "quantity", what->quantity_u);
  return FO_TXN_COMMIT;
}

static FoTxnEnd
judge_back (FoTxn *txn, const FoMaterialBack *what, const Back *b, FoReply *reply, GError **error)
{
  FoVerdict verdict = fo_item_may_book (&b->item, what->quantity_u);
  FoQuantity there_u;

  if (verdict == FO_OK)
    verdict = fo_move_allowed (FO_MOVE_MATERIAL_BACK, b->production.kind, b->to.kind, false);
  if (verdict != FO_OK)
    return fo_refuse (reply, verdict);
  if (!fo_material_of_supply (txn, b->supply.id, b->lot.id, &there_u, error))
    return FO_TXN_FAIL;
  fo_args_set_quantity (&reply->args, "on_hand", there_u);
  if (what->quantity_u > there_u)
    return fo_refuse (reply, FO_NOT_ENOUGH);
  if (!fo_item_units_come (&b->item))
    return FO_TXN_COMMIT;
  if ((FoQuantity) what->n_marks * FO_ONE != what->quantity_u)
    return fo_refuse (reply, fo_mark_needed (&b->item));
  return fo_marks_judge_in (txn, &b->item, what->marks, what->n_marks, reply, error);
}

static FoTxnEnd
material_back (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoMaterialBack *what = data;
  FoId operation = context->act->operation;
  Back b = { 0 };
  FoTurn turn;
  FoTxnEnd end = find_back (txn, context->act, what, &b, reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  if (!fo_turn_take (txn, b.item.id, &turn, error))
    return FO_TXN_FAIL;
  end = judge_back (txn, what, &b, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  const FoMove move = { .kind = FO_MOVE_MATERIAL_BACK, .item = &b.item, .lot = &b.lot, .from = &b.production, .to = &b.to,
                        .quantity_u = what->quantity_u, .supply_id = b.supply.id, .reason = "" };
  const FoTelling telling = { .kind = FO_MOVE_MATERIAL_BACK, .item = &b.item, .lot = &b.lot, .place = &b.to,
                              .quantity_u = what->quantity_u, .supply = b.supply.number };
  if (!fo_move_book (txn, &turn, operation, &move, error))
    return FO_TXN_FAIL;
  if (fo_item_units_come (&b.item))
    end = fo_marks_take_in (txn, operation, &b.item, &b.lot, b.to.id, what->marks, what->n_marks, 0, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  return fo_promise_waiting (txn, operation, &turn, &b.item, context->today, error) && fo_tell_goods (txn, context, &telling, error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

bool
fo_work_material_back (FoStore *store, const FoAct *act, const FoMaterialBack *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "material-back", material_back, what, reply, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Undo: counter-movements of one operation. What others have built on cannot be undone: then the book says FO_CANNOT_UNDO and
 * nothing changes. */
#include "firstout/store/stocktakes.h"
#include "firstout/store/waves.h"
#include "firstout/work/goods.h"
#include "kits.h"
#include "marks.h"
#include "returns.h"
#include "right.h"
#include "packing.h"
#include "telling.h"
#include "undo-parts.h"

#include <string.h>

typedef struct {
  FoId operation;
  FoActContext *context;
  const char *reason; /* of the movements back */
  GPtrArray *works;    /* FoOrderWork of every order whose goods it picked or put back */
  FoOrderWork *work;   /* of them, that of the movement at hand */
} Undo;

static void
work_free (gpointer data)
{
  fo_order_work_clear (data);
  g_free (data);
}

static void
undo_clear (Undo *u)
{
  g_clear_pointer (&u->works, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Undo, undo_clear)

/* The order, opened once. NULL: the world failed. */
static FoOrderWork *
work_of (FoTxn *txn, Undo *u, FoId order, FoReply *reply, GError **error)
{
  FoOrderWork *work;

  for (guint i = 0; i < u->works->len; i++) {
    work = g_ptr_array_index (u->works, i);
    if (work->order.id == order)
      return u->work = work;
  }
  work = g_new0 (FoOrderWork, 1);
  g_ptr_array_add (u->works, work);
  if (fo_order_work_open (txn, order, work, error) != FO_FOUND)
    return NULL;
  fo_reply_order (reply, &work->order);
  return u->work = work;
}

static FoTxnEnd
undo_return (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  return fo_returns_undo (txn, undone->operation, undone->kind, undone->context->act->operation, reply, error);
}

static FoTxnEnd
undo_packing (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  return fo_pack_undo (txn, undone->context, undone->operation, undone->kind, reply, error);
}

static FoTxnEnd
undo_shipment (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  return fo_unship (txn, undone->context, undone->operation, false, reply, error);
}

/* How each kind of operation is taken back: its movements by movements the other way, and what it did besides. What is not here
 * cannot be: an order that was released, a promise, a morning. */
static const FoUndoKind kinds[] = {
  { "receive", true, NULL },
  { "put-away", true, NULL },
  { "move", true, NULL },
  { "pick", true, undo_packing },
  { "put-back", true, NULL },
  { "find", true, NULL },
  { "short", true, NULL },
  { "lost", true, NULL },
  { "scrap", true, NULL },
  { "to-supplier", true, NULL },
  { "issue", true, NULL },
  { "material", true, NULL },
  { "material-back", true, NULL },
  { "write-off", true, fo_undo_request },
  { "approve", true, fo_undo_request },
  { "refuse", true, fo_undo_request },
  { "transfer-out", true, fo_undo_transfer },
  { "transfer-in", true, fo_undo_transfer },
  { "count", true, fo_undo_count },
  { "count-enter", false, fo_undo_count_entry },
  { "block", false, fo_undo_block },
  { "unblock", false, fo_undo_block },
  { "block-place", false, fo_undo_place_block },
  { "unblock-place", false, fo_undo_place_block },
  { "correct-day", false, fo_undo_correct_day },
  { "correct-number", false, fo_undo_correct_number },
  { "priority", false, fo_undo_priority },
  { "validity", false, fo_undo_validity },
  { "claim-step", false, fo_undo_claim_step },
  { "refuse-lot", false, fo_undo_refusal },
  { "allow-lot", false, fo_undo_refusal },
  { "pin", false, fo_undo_pin },
  { "transfer-begin", false, fo_undo_transfer_begin },
  { "transfer-arrived", false, fo_undo_transfer_arrived },
  { "park", false, fo_undo_park },
  { "gate", false, fo_undo_gate },
  { "carton-open", false, undo_packing },
  { "pack", false, undo_packing },
  { "unpack", false, undo_packing },
  { "carton-close", false, undo_packing },
  { "carton-weigh", false, undo_packing },
  { "carton-reopen", false, undo_packing },
  { "carton-cancel", false, undo_packing },
  { "load", false, undo_packing },
  { "ship", false, undo_shipment, true },
  { "return", true, undo_return },
  { "return-decide", true, undo_return },
  { "relabel", true, undo_return },
  { "certificate", false, fo_undo_certificate },
  { "shortage", false, fo_undo_shortage },
  { "open-order", false, fo_undo_open_order },
  { "open-supply", false, fo_undo_open_supply },
  { "match", false, fo_undo_match },
  { "substitute", false, fo_undo_substitute },
  { "answer-availability", false, fo_undo_answer },
  { "decide", false, fo_undo_decide },
  { "name", false, fo_undo_name },
  { "unname", false, fo_undo_name },
  { "learn", false, NULL },
  { "forget", false, NULL },
};

/* What deliberately has none, and what a person does instead: others have been told, or went on in the same moment. */
static const struct {
  const char *name, *instead;
} none[] = {
  { "recall", "undo.recall" },       { "recall-told", "undo.recall_told" }, { "recall-end", "undo.recall_end" },
  { "preempt", "undo.preempt" },     { "unpin", "undo.unpin" },             { "claim", "undo.claim" },
  { "transfer-close", "undo.transfer_close" },
};

static FoTxnEnd
refuse_none (const char *name, FoReply *reply)
{
  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    if (strcmp (none[i].name, name) == 0) {
      fo_args_set_text (&reply->args, "instead", none[i].instead);
      return fo_refuse (reply, FO_NO_UNDO);
    }
  return fo_refuse (reply, FO_CANNOT_UNDO);
}

static const FoUndoKind *
kind_named (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].name, name) == 0)
      return &kinds[i];
  return NULL;
}

static FoTxnEnd
find_operation (FoTxn *txn, Undo *u, const FoUndoKind **ret_kind, FoReply *ret_was, FoReply *reply, GError **error)
{
  g_autofree char *json = NULL, *name = NULL;
  const char *station = u->context->act->station ? u->context->act->station : "";
  FoFound found = FO_FOUND;

  if (!u->operation)
    found = fo_operation_last (txn, station, &u->operation, &name, error);
  g_clear_pointer (&name, g_free);
  if (found == FO_FOUND)
    found = fo_operation_reply (txn, u->operation, &json, &name, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_NOTHING_TO_UNDO);
  *ret_kind = kind_named (name);
  if (!*ret_kind)
    return refuse_none (name, reply);
  if (!fo_reply_from_json (json, ret_was))
    return fo_refuse (reply, FO_CANNOT_UNDO);
  found = fo_operation_undone (txn, u->operation, error);
  if (found == FO_FOUND)
    return fo_refuse (reply, FO_NOTHING_TO_UNDO);
  return found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

/* Goods that lie in a carton stay on the bench. */
static FoTxnEnd
judge_packed (FoTxn *txn, const Undo *u, const FoOrderWork *work, const FoMovementRow *row, const GArray *holds, FoReply *reply,
              GError **error)
{
  FoQuantity left_u = -row->quantity_u;

  if (work->order.packing == FO_PACKING_OFF)
    return FO_TXN_COMMIT;
  for (guint i = 0; i < holds->len; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);
    left_u += hold->picked && hold->line_id == row->line_id && hold->lot_id == row->lot_id ? hold->quantity_u : 0;
  }
  return fo_pack_may_leave_bench (txn, u->operation, row->line_id, row->lot_id, left_u, reply, error);
}

/* The picked hold goes back to the shelf it was taken from, still held for its line if *STAYS_HELD, and if the line would take the lot
 * today: it may have been refused since. */
static FoTxnEnd
unpick (FoTxn *txn, Undo *u, const FoMovementRow *row, const FoLot *lot, bool *stays_held, FoReply *reply, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
  FoVerdict takes;
  FoOrderWork *work;
  FoTxnEnd end;
  FoLine line;

  if (fo_line_find (txn, row->line_id, &line, error) != FO_FOUND || !(work = work_of (txn, u, line.order_id, reply, error)))
    return FO_TXN_FAIL;
  if (!fo_holds_of_order (txn, line.order_id, holds, error))
    return FO_TXN_FAIL;
  end = judge_packed (txn, u, work, row, holds, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  takes = fo_line_takes_lot (&line, lot->number, lot->owner);
  if (!fo_line_judge_refused (txn, &work->order, &line, lot, &takes, error))
    return FO_TXN_FAIL;
  *stays_held &= takes == FO_OK;
  for (guint i = 0; i < holds->len; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);
    FoHold back = *hold;

    if (hold->line_id != row->line_id || hold->lot_id != row->lot_id || hold->place_id != row->to_place
        || hold->quantity_u < row->quantity_u)
      continue;
    fo_hold_take (txn, hold, row->quantity_u);
    back.place_id = row->from_place;
    back.quantity_u = row->quantity_u;
    back.picked = false;
    if (*stays_held)
      fo_hold_add (txn, &back);
    fo_wave_wait (txn, line.order_id, row->lot_id, -row->quantity_u);
    fo_zero_question_answer (txn, u->operation, true); /* it has goods again */
    fo_line_add (txn, fo_order_work_line (work, row->line_id), 0, *stays_held ? row->quantity_u : 0, -row->quantity_u, 0);
    work->reservations_changed = true;
    fo_kits_lost (u->context, fo_order_work_line (work, row->line_id)); /* in hand it may have been more than its kits take */
    return FO_TXN_COMMIT;
  }
  return fo_refuse (reply, FO_CANNOT_UNDO);
}

/* What had been put back is picked for its line again. An order that was cancelled with it is asked to be cancelled once more. */
static FoTxnEnd
take_again (FoTxn *txn, Undo *u, FoTurn *turn, const FoMovementRow *row, const FoLot *lot, const FoPlace *from, FoReply *reply,
            GError **error)
{
  FoHold hold = { .line_id = row->line_id, .lot_id = row->lot_id, .place_id = row->from_place, .quantity_u = row->quantity_u,
                  .usable_until = u->context->today, .picked = true };
  FoLine found, *line;
  FoOrderWork *work;

  if (fo_line_find (txn, row->line_id, &found, error) != FO_FOUND)
    return FO_TXN_FAIL;
  if (lot->state != FO_LOT_STATE_FREE)
    return fo_refuse (reply, FO_CANNOT_UNDO);
  work = work_of (txn, u, found.order_id, reply, error);
  if (!work)
    return FO_TXN_FAIL;
  line = fo_order_work_line (work, row->line_id);
  if (line->cancelled_u >= row->quantity_u && line->promised_u + line->held_u + line->picked_u + line->shipped_u + line->cancelled_u
                                                  + row->quantity_u > line->ordered_u) {
    line->cancelled_u -= row->quantity_u;
    fo_line_update (txn, line);
  }
  /* Sales asks for less since, or other goods are promised or held for the line: there is no room for these. */
  if (fo_line_missing (line) < row->quantity_u)
    return fo_refuse (reply, FO_CANNOT_UNDO);
  fo_balance_hold_add (txn, lot->owner[0] || !fo_place_issues (from->kind) ? NULL : turn, row->lot_id, row->to_place,
                       row->quantity_u); /* what lies on a shelf that was shut since is nobody's to have, and not counted as free */
  fo_hold_add (txn, &hold);
  fo_line_add (txn, line, 0, 0, row->quantity_u, 0);
  work->reservations_changed = true;
  return FO_TXN_COMMIT;
}

static bool
unreceive (FoTxn *txn, const FoMovementRow *row, GError **error)
{
  FoSupply supply;

  if (!row->supply_id)
    return true;
  if (fo_supply_find (txn, row->supply_id, &supply, error) != FO_FOUND)
    return false;
  fo_supply_add (txn, &supply, -row->quantity_u, 0);
  return true;
}

/* Sales heard of the receipt; it hears of the undo with the opposite sign. */
static bool
tell_sales (FoTxn *txn, const Undo *u, const FoMovementRow *row, const FoItem *item, const FoLot *lot, GError **error)
{
  FoSupply supply = { .number = "" };
  GString *body;

  if (row->supply_id && fo_supply_find (txn, row->supply_id, &supply, error) != FO_FOUND)
    return false;
  body = fo_json_new ('{');
  fo_json_add_text (body, "supply", supply.number);
  fo_json_add_text (body, "item", item->code);
  fo_json_add_text (body, "lot", lot->number);
  fo_json_add_day (body, "expires_on", lot->expires_on);
  fo_json_add_quantity (body, "quantity", -row->quantity_u);
  fo_json_add_quantity (body, "received", row->supply_id ? supply.received_u : 0);
  fo_json_add_id (body, "undoes", u->operation);
  return fo_tell_sales (txn, u->context->act->operation, "supply", row->supply_id ? row->supply_id : item->id,
                        row->kind == FO_MOVE_PRODUCTION ? "production.receipt" : "receipt.create", body, error);
}

/* The same of goods that were found, missed, written off or issued. */
static bool
tell_goods (FoTxn *txn, const Undo *u, const FoMovementRow *row, const FoItem *item, const FoLot *lot, const FoPlace *place,
            GError **error)
{
  FoTelling what = { .kind = row->kind, .item = item, .lot = lot, .place = place, .reason = "undo", .undoes = u->operation };
  FoBalance balance; /* it is booked already */

  if (!fo_balance_get (txn, row->lot_id, place->id, &balance, error))
    return false;
  what.quantity_u = row->to_place == place->id ? -row->quantity_u : row->quantity_u;
  what.before_u = balance.on_hand_u - what.quantity_u;
  return fo_tell_goods (txn, u->context, &what, error);
}

static FoTxnEnd
judge_back (FoTxn *txn, const FoMovementRow *row, const FoPlace *here, FoQuantity held_u, FoReply *reply, GError **error)
{
  FoBalance balance;

  if (!fo_place_is_real (here->kind))
    return FO_TXN_COMMIT;
  if (!fo_balance_get (txn, row->lot_id, row->to_place, &balance, error))
    return FO_TXN_FAIL;
  return fo_balance_take (&balance, row->quantity_u, held_u) == FO_OK ? FO_TXN_COMMIT : fo_refuse (reply, FO_CANNOT_UNDO);
}

/* Goods that are pinned to deals were put on the shelf, or were pinned there since: they go back with their pins, as they came. Those a
 * picker was sent to stay: somebody is on the way to them. *ret_pinned_u goes with its holds. */
static bool
count_pins (FoTxn *txn, const FoMovementRow *row, const FoPlace *here, const FoPlace *back, FoQuantity *ret_pinned_u, GError **error)
{
  FoBalance balance;

  *ret_pinned_u = 0;
  if ((row->kind != FO_MOVE_PUT_AWAY && row->kind != FO_MOVE_MOVE) || !fo_place_issues (here->kind) || !fo_place_issues (back->kind))
    return true;
  if (!fo_balance_get (txn, row->lot_id, row->to_place, &balance, error))
    return false;
  return row->quantity_u <= fo_balance_free (balance)
         || fo_pins_carry (txn, row->lot_id, row->to_place, 0, row->quantity_u - fo_balance_free (balance), ret_pinned_u, error);
}

static bool
carry_pins (FoTxn *txn, const FoMovementRow *row, FoQuantity pinned_u, GError **error)
{
  FoQuantity moved_u;

  return pinned_u == 0 || fo_pins_carry (txn, row->lot_id, row->to_place, row->from_place, pinned_u, &moved_u, error);
}

static FoTxnEnd
undo_movement (FoTxn *txn, Undo *u, const FoMovementRow *row, FoReply *reply, GError **error)
{
  bool picked = row->kind == FO_MOVE_PICK, put_back = row->kind == FO_MOVE_PUT_BACK, received = row->kind == FO_MOVE_RECEIPT || row->kind == FO_MOVE_PRODUCTION;
  FoQuantity held_u = picked ? row->quantity_u : 0, pinned_u, promised_u, free_before_u;
  bool stays_held = picked || put_back;
  FoPlace from, to;
  FoItem item;
  FoLot lot;
  FoTurn turn;
  FoTxnEnd end = FO_TXN_COMMIT;

  if (fo_lot_find (txn, row->lot_id, &lot, error) != FO_FOUND || fo_item_find (txn, lot.item_id, &item, error) != FO_FOUND
      || fo_place_find (txn, row->to_place, &from, error) != FO_FOUND || fo_place_find (txn, row->from_place, &to, error) != FO_FOUND)
    return FO_TXN_FAIL;
  fo_reply_item (reply, &item);
  fo_args_set_text (&reply->args, "unit", ""); /* "accepted: 3 pcs" is not what an undo says */
  fo_reply_lot (reply, &lot);
  fo_args_set_text (&reply->args, "place", from.code);
  fo_args_set_quantity (&reply->args, "quantity", row->quantity_u);
  /* Blocked since it was picked: only goods on a bench stay held then, and these are none any more. */
  if (picked && (lot.state != FO_LOT_STATE_FREE || !fo_place_issues (to.kind)))
    stays_held = false;
  if (picked)
    end = unpick (txn, u, row, &lot, &stays_held, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  if (!fo_turn_take (txn, item.id, &turn, error) || !count_pins (txn, row, &from, &to, &pinned_u, error))
    return FO_TXN_FAIL;
  free_before_u = turn.free_u;
  held_u += pinned_u;
  stays_held |= pinned_u > 0;
  end = judge_back (txn, row, &from, held_u, reply, error);
  if (end == FO_TXN_COMMIT && put_back)
    end = take_again (txn, u, &turn, row, &lot, &from, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  if (put_back)
    held_u = row->quantity_u;
  const FoMove back = { .kind = FO_MOVE_UNDO, .item = &item, .lot = &lot, .from = &from, .to = &to, .quantity_u = row->quantity_u,
                        .held_u = held_u, .held_ends = !stays_held, .line_id = row->line_id, .supply_id = row->supply_id,
                        .reason = u->reason };
  if (!fo_move_book (txn, &turn, u->context->act->operation, &back, error) || !carry_pins (txn, row, pinned_u, error)
      || (picked && !stays_held
          && !fo_promise_line (txn, &turn, &item, u->work, fo_order_work_line (u->work, row->line_id), u->context->today, &promised_u,
                               error))
      || (received && (!unreceive (txn, row, error) || !tell_sales (txn, u, row, &item, &lot, error)))
      || !tell_goods (txn, u, row, &item, &lot, fo_place_is_real (from.kind) ? &from : &to, error)
      || !fo_mend_promises (txn, u->context->act->operation, &turn, &item, u->context->today, NULL, error)
      || (!picked && turn.free_u > free_before_u
          && !fo_promise_waiting (txn, u->context->act->operation, &turn, &item, u->context->today, error)))
    return FO_TXN_FAIL;
  return FO_TXN_COMMIT;
}

/* What it did instead of another operation: that one's undoing is left alone. Found goods stay found. */
static void
leave_out (GArray *rows, const char *kind)
{
  for (guint i = rows->len; i > 0; i--) {
    FoMoveKind move = g_array_index (rows, FoMovementRow, i - 1).kind;

    if (move == FO_MOVE_UNDO || (move == FO_MOVE_FOUND && g_str_equal (kind, "pick")))
      g_array_remove_index (rows, i - 1);
  }
}

/* An order that was called off is cancelled when the last of its goods was picked by mistake. */
static bool
settle (FoTxn *txn, Undo *u, GError **error)
{
  for (guint i = 0; i < u->works->len; i++) {
    g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (FoTurn));
    FoOrderWork *work = g_ptr_array_index (u->works, i);

    if ((work->order.cancel_asked && !fo_turns_of_order (txn, work, turns, error))
        || !fo_order_settle_called_off (txn, u->context, turns, work, error))
      return false;
  }
  return true;
}

static FoTxnEnd
undo_movements (FoTxn *txn, Undo *u, const FoUndoKind *kind, GArray *rows, FoReply *reply, GError **error)
{
  FoTxnEnd end = FO_TXN_COMMIT;

  if (!kind->moves)
    return FO_TXN_COMMIT;
  if (!fo_movements_of_operation (txn, u->operation, rows, error))
    return FO_TXN_FAIL;
  leave_out (rows, kind->name);
  for (guint i = rows->len; i > 0 && end == FO_TXN_COMMIT; i--)
    end = undo_movement (txn, u, &g_array_index (rows, FoMovementRow, i - 1), reply, error);
  return end;
}

static FoTxnEnd
undo_one (FoTxn *txn, FoActContext *context, FoId operation, FoReply *reply, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoMovementRow));
  g_auto (Undo) u = { .operation = operation, .context = context, .reason = "undo",
                      .works = g_ptr_array_new_with_free_func (work_free) };
  g_auto (FoReply) was = { 0 };
  const FoUndoKind *kind = NULL;
  FoTxnEnd end = find_operation (txn, &u, &kind, &was, reply, error);

  if (end == FO_TXN_COMMIT)
    end = fo_right_take_back (fo_txn_store (txn), kind->name, reply);
  if (end != FO_TXN_COMMIT)
    return end;
  context->undoes = u.operation;
  if (strcmp (kind->name, "material") == 0 || strcmp (kind->name, "material-back") == 0)
    u.reason = strcmp (kind->name, "material") == 0 ? "undo material" : "undo material-back";
  if (kind->alone)
    return kind->besides (txn, &(FoUndone){ u.operation, kind->name, context, &was, rows }, reply, error);
  end = undo_movements (txn, &u, kind, rows, reply, error);
  if (end == FO_TXN_COMMIT)
    end = fo_marks_undo (txn, u.operation, context->act->operation, reply, error);
  if (end == FO_TXN_COMMIT)
    end = fo_learn_undo (txn, u.operation, context->act->operation, reply, error);
  if (end == FO_TXN_COMMIT && kind->besides)
    end = kind->besides (txn, &(FoUndone){ u.operation, kind->name, context, &was, rows }, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  fo_args_set_text (&reply->args, "undone", kind->name);
  return settle (txn, &u, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* One of several: an operation of its own, so that it is marked as undone like any other. */
static FoTxnEnd
undo_beside (FoTxn *txn, const FoActContext *context, FoId operation, FoReply *reply, GError **error)
{
  const FoAct act = { .operation = fo_store_next_id (fo_txn_store (txn), error), .station = context->act->station,
                      .person = context->act->person };
  FoActContext beside = { .act = &act, .today = context->today, .day = context->day, .kits_short = context->kits_short };
  g_auto (FoReply) own = { 0 };
  FoTxnEnd end = act.operation ? undo_one (txn, &beside, operation, &own, error) : FO_TXN_FAIL;

  if (end == FO_TXN_COMMIT)
    fo_act_note (txn, &beside, "undo", &own);
  else
    reply->verdict = own.verdict;
  return end;
}

FoTxnEnd
fo_undo_part (FoTxn *txn, FoActContext *context, const FoId *operations, guint n, FoReply *reply, GError **error)
{
  FoTxnEnd end = FO_TXN_COMMIT;

  for (guint i = 0; i + 1 < n && end == FO_TXN_COMMIT; i++)
    end = undo_beside (txn, context, operations[i], reply, error);
  return n > 0 && end == FO_TXN_COMMIT ? undo_one (txn, context, operations[n - 1], reply, error) : end;
}

typedef struct {
  const FoId *operations;
  guint n;
} Several;

static FoTxnEnd
undo (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const Several *several = data;

  return fo_undo_part (txn, context, several->operations, several->n, reply, error);
}

bool
fo_work_undo (FoStore *store, const FoAct *act, FoId operation, FoReply *reply, GError **error)
{
  return fo_work_undo_all (store, act, &operation, 1, reply, error);
}

bool
fo_work_undo_all (FoStore *store, const FoAct *act, const FoId *operations, guint n, FoReply *reply, GError **error)
{
  const Several several = { operations, n };

  return fo_act_run (store, act, "undo", undo, &several, reply, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A shipment that did not leave after all: what it moved to the customer stands on the bench again, picked for its lines, with its codes and
 * in its cartons. What sales had not heard yet it never hears; else it hears that the shipment is taken back. */
#include "firstout/core/lot.h"
#include "firstout/store/channels.h"
#include "firstout/work/setting.h"
#include "marks.h"
#include "packing.h"

typedef struct {
  FoTxn *txn;
  FoActContext *context;
  FoReply *reply;
  FoShipmentRow shipment;
  FoOrderWork work;
  GArray *rows; /* FoMovementRow */
} Unship;

static void
unship_clear (Unship *u)
{
  fo_order_work_clear (&u->work);
  g_clear_pointer (&u->rows, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Unship, unship_clear)

/* ---- what it was ----------------------------------------------------------------------------------------------------------- */

static FoTxnEnd
find_all (Unship *u, FoId undone, GError **error)
{
  FoFound found = FO_ABSENT;
  FoLine line;

  u->rows = g_array_new (FALSE, FALSE, sizeof (FoMovementRow));
  if (!fo_movements_of_operation (u->txn, undone, u->rows, error))
    return FO_TXN_FAIL;
  if (u->rows->len > 0)
    found = fo_line_find (u->txn, g_array_index (u->rows, FoMovementRow, 0).line_id, &line, error);
  if (found == FO_FOUND)
    found = fo_order_work_open (u->txn, line.order_id, &u->work, error);
  if (found == FO_FOUND)
    found = fo_shipment_row_of_operation (u->txn, line.order_id, undone, &u->shipment, error);
  if (found != FO_FOUND)
    return fo_not_found (found, u->reply, FO_NOTHING_TO_UNDO);
  fo_reply_order (u->reply, &u->work.order);
  fo_args_set_text (&u->reply->args, "shipment", u->shipment.number);
  return u->shipment.cancelled_by ? fo_refuse (u->reply, FO_NOTHING_TO_UNDO) : FO_TXN_COMMIT;
}

/* ---- what sales knows ------------------------------------------------------------------------------------------------------ */

static bool
tell_cancel (Unship *u, GError **error)
{
  GString *body = fo_json_new ('{');

  fo_json_add_text (body, "shipment", u->shipment.number);
  fo_json_add_text (body, "order", u->work.order.remote_id);
  fo_json_add_text (body, "number", u->work.order.number);
  fo_json_add_text (body, "deal", u->work.order.deal);
  fo_json_add_day (body, "cancelled_on", u->context->today);
  return fo_tell_sales (u->txn, u->context->act->operation, "order", u->work.order.id, "shipment.cancel", body, error);
}

/* A message that is not there was never sent, or was told so long ago that it is kept no more. */
static FoTxnEnd
settle_message (Unship *u, bool told, GError **error)
{
  FoFound found = FO_ABSENT;
  const char *state = "";
  FoId message;

  if (u->work.order.remote_id[0])
    found = fo_outbox_of_operation (u->txn, u->shipment.operation, "shipment.create", &message, &state, error);
  if (found == FO_FAILED)
    return FO_TXN_FAIL;
  if (!told && (g_str_equal (state, "verified") || u->shipment.shipped_on != u->context->day))
    return fo_refuse (u->reply, FO_SHIPMENT_TOLD);
  if (found == FO_ABSENT && u->shipment.shipped_on > u->context->day - FO_TOLD_KEPT_DAYS)
    return FO_TXN_COMMIT;
  if (found == FO_FOUND && g_str_equal (state, "waiting")) {
    fo_outbox_forget (u->txn, message);
    return FO_TXN_COMMIT;
  }
  return tell_cancel (u, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* ---- goods ----------------------------------------------------------------------------------------------------------------- */

/* The hold it was before; for how long it was promised is asked anew. */
static bool
hold_again (Unship *u, const FoMovementRow *row, const FoLine *line, const FoPlace *bench)
{
  const FoHold hold = { .line_id = row->line_id,
                        .lot_id = row->lot_id,
                        .place_id = bench->id,
                        .quantity_u = row->quantity_u,
                        .usable_until = fo_lot_until_for (u->context->today, FO_DAY_NONE, line->min_life_days),
                        .picked = true };

  fo_hold_add (u->txn, &hold);
  return true;
}

static FoTxnEnd
move_back (Unship *u, const FoMovementRow *row, GError **error)
{
  FoLine *line = fo_order_work_line (&u->work, row->line_id);
  FoPlace customer, bench;
  FoItem item;
  FoLot lot;
  FoTurn turn;

  if (row->kind != FO_MOVE_SHIP)
    return FO_TXN_COMMIT;
  if (!line || fo_lot_find (u->txn, row->lot_id, &lot, error) != FO_FOUND
      || fo_item_find (u->txn, lot.item_id, &item, error) != FO_FOUND
      || fo_place_find (u->txn, row->to_place, &customer, error) != FO_FOUND
      || fo_place_find (u->txn, row->from_place, &bench, error) != FO_FOUND || !fo_turn_take (u->txn, item.id, &turn, error))
    return FO_TXN_FAIL;
  fo_reply_item (u->reply, &item);
  fo_args_set_text (&u->reply->args, "unit", "");
  const FoMove back = { .kind = FO_MOVE_UNDO, .item = &item, .lot = &lot, .from = &customer, .to = &bench,
                        .quantity_u = row->quantity_u, .held_u = row->quantity_u, .line_id = row->line_id, .reason = "undo" };

  if (!fo_move_book (u->txn, &turn, u->context->act->operation, &back, error) || !hold_again (u, row, line, &bench))
    return FO_TXN_FAIL;
  fo_line_add (u->txn, line, 0, 0, row->quantity_u, -row->quantity_u);
  return FO_TXN_COMMIT;
}

/* ---- cartons --------------------------------------------------------------------------------------------------------------- */

static bool
close_cartons (Unship *u, GError **error)
{
  g_autoptr (GArray) cartons = g_array_new (FALSE, FALSE, sizeof (FoCarton));

  if (u->work.order.packing == FO_PACKING_OFF)
    return true;
  if (!fo_cartons_of_order (u->txn, u->work.order.id, cartons, error))
    return false;
  for (guint i = 0; i < cartons->len; i++) {
    const FoCarton *before = &g_array_index (cartons, FoCarton, i);
    FoCarton after = *before;

    if (before->shipment_id != u->shipment.id || before->state != FO_CARTON_IS_SHIPPED)
      continue;
    after.state = FO_CARTON_IS_CLOSED;
    after.shipment_id = 0;
    after.loaded = false;
    fo_carton_put (u->txn, u->context->act->operation, &after, before);
  }
  return true;
}

/* Sales has closed the order: what comes back now is a return. */
static FoTxnEnd
judge_done (Unship *u, GError **error)
{
  FoDay done_on;
  FoFound found = fo_order_done (u->txn, u->work.order.id, &done_on, error);

  if (found == FO_FOUND)
    return fo_refuse (u->reply, FO_ORDER_DONE);
  return found == FO_ABSENT ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* ---- the operation --------------------------------------------------------------------------------------------------------- */

FoTxnEnd
fo_unship (FoTxn *txn, FoActContext *context, FoId undone, bool told, FoReply *reply, GError **error)
{
  g_auto (Unship) u = { .txn = txn, .context = context, .reply = reply };
  FoTxnEnd end = find_all (&u, undone, error);
  bool came_back = false;

  if (end == FO_TXN_COMMIT && !fo_shipment_came_back (txn, u.shipment.id, &came_back, error))
    return FO_TXN_FAIL;
  if (end == FO_TXN_COMMIT && came_back)
    end = fo_refuse (reply, FO_CANNOT_UNDO);
  if (end == FO_TXN_COMMIT)
    end = judge_done (&u, error);
  if (end == FO_TXN_COMMIT)
    end = settle_message (&u, told, error);
  for (guint i = u.rows->len; i > 0 && end == FO_TXN_COMMIT; i--)
    end = move_back (&u, &g_array_index (u.rows, FoMovementRow, i - 1), error);
  if (end == FO_TXN_COMMIT)
    end = fo_marks_undo (txn, undone, context->act->operation, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  fo_shipment_cancel (txn, u.shipment.id, context->act->operation);
  u.work.reservations_changed = true;
  g_strlcpy (u.work.order.taken_by, context->act->station ? context->act->station : "", sizeof u.work.order.taken_by);
  if (!close_cartons (&u, error) || !fo_order_settle (txn, context->act->operation, &u.work, false, error))
    return FO_TXN_FAIL;
  fo_args_set_text (&reply->args, "undone", "ship");
  fo_args_set_text (&reply->args, "state", fo_order_state_name (u.work.order.state));
  return FO_TXN_COMMIT;
}

typedef struct {
  const char *number;
  bool told;
} Cancel;

static FoTxnEnd
cancel (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const Cancel *what = data;
  FoShipmentRow shipment;
  FoFound found = fo_shipment_row_numbered (txn, what->number, &shipment, error);

  fo_args_set_text (&reply->args, "shipment", what->number);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_ORDER_UNKNOWN);
  if (shipment.cancelled_by)
    return fo_refuse (reply, FO_NOTHING_TO_UNDO);
  context->undoes = shipment.operation;
  return fo_unship (txn, context, shipment.operation, what->told, reply, error);
}

bool
fo_work_shipment_cancel (FoStore *store, const FoAct *act, const char *number, bool told, FoReply *reply, GError **error)
{
  const Cancel what = { number, told };

  return fo_act_run (store, act, "undo", cancel, &what, reply, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The short acts on an order: short, park, gate. */
#include "firstout/work/deals.h"
#include "firstout/store/customers.h"
#include "firstout/store/stations.h"
#include "inside.h"
#include "kits.h"
#include "right.h"
#include "telling.h"

/* ---- not found on the shelf ---------------------------------------------------------------------------------------------------- */

typedef struct {
  FoId order, lot, place;
  const char *reason;
} ShortAct;

static FoTxnEnd
find_hold (FoTxn *txn, const ShortAct *what, FoOrderWork *work, FoHold *ret_hold, FoReply *reply, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
  FoFound found = fo_order_work_open (txn, what->order, work, error);

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_ORDER_UNKNOWN);
  fo_reply_order (reply, &work->order);
  if (!what->reason || !what->reason[0])
    return fo_refuse (reply, FO_REASON_NEEDED);
  if (!fo_holds_of_order (txn, what->order, holds, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < holds->len; i++) {
    *ret_hold = g_array_index (holds, FoHold, i);
    if (!ret_hold->picked && ret_hold->lot_id == what->lot && ret_hold->place_id == what->place)
      return FO_TXN_COMMIT;
  }
  return fo_refuse (reply, FO_NOT_ON_THIS_ORDER);
}

static bool
tell_short (FoTxn *txn, const FoActContext *context, const FoMove *move, FoQuantity before_u, GError **error)
{
  const FoTelling telling = { .kind = move->kind, .item = move->item, .lot = move->lot, .place = move->from,
                              .quantity_u = -move->quantity_u, .before_u = before_u, .reason = move->reason };

  return fo_tell_goods (txn, context, &telling, error);
}

/* The line looks for other goods. A station without its server does not: others may need them. When what it did is done again on the
 * server they are promised; they are bound behind the last of it, so that what was shipped meanwhile without them can be. */
static bool
look_for_others (FoTxn *txn, const FoActContext *context, FoTurn *turn, const FoItem *item, FoOrderWork *work, FoLine *line,
                 GError **error)
{
  FoStore *store = fo_txn_store (txn);
  bool gated = fo_act_is_gated (store);
  FoQuantity promised_u, bound_u;

  if (gated && fo_store_is_local (store))
    return true;
  return fo_promise_line (txn, turn, item, work, line, context->today, &promised_u, error)
         && (gated || fo_bind_line (txn, turn, item, work, line, context->today, &bound_u, error));
}

/* The goods that were not found leave the usable stock by a movement to difference, so that nobody is sent to them again; a count
 * brings them back. */
static FoTxnEnd
short_hold (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_auto (FoOrderWork) work = { 0 };
  const ShortAct *what = data;
  FoId operation = context->act->operation;
  FoPlace from, difference;
  FoBalance before;
  FoItem item;
  FoHold hold;
  FoTurn turn;
  FoLine *line;
  FoLot lot;
  bool done;
  FoTxnEnd end = find_hold (txn, what, &work, &hold, reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  if (fo_lot_find (txn, hold.lot_id, &lot, error) != FO_FOUND || fo_item_find (txn, hold.item_id, &item, error) != FO_FOUND
      || fo_place_find (txn, hold.place_id, &from, error) != FO_FOUND
      || fo_place_of_kind (txn, FO_PLACE_DIFFERENCE, &difference, error) != FO_FOUND
      || !fo_turn_take (txn, hold.item_id, &turn, error) || !fo_balance_get (txn, lot.id, from.id, &before, error))
    return FO_TXN_FAIL;
  fo_reply_item (reply, &item);
  fo_reply_lot (reply, &lot);
  fo_args_set_text (&reply->args, "place", from.code);
  fo_args_set_text (&reply->args, "reason", what->reason);
  fo_args_set_quantity (&reply->args, "quantity", hold.quantity_u);
  line = fo_order_work_line (&work, hold.line_id);
  fo_unhold (txn, &turn, &work, line, &hold, hold.quantity_u);
  const FoMove move = { .kind = FO_MOVE_LOST, .item = &item, .lot = &lot, .from = &from, .to = &difference,
                        .quantity_u = hold.quantity_u, .line_id = line->id, .reason = what->reason };
  fo_kits_lost (context, line);
  done = fo_count_wish_add (txn, operation, from.id, lot.id, what->reason, error) && fo_move_book (txn, &turn, operation, &move, error) && tell_short (txn, context, &move, before.on_hand_u, error)
         && look_for_others (txn, context, &turn, &item, &work, line, error)
         && fo_order_settle (txn, operation, &work, false, error)
         && fo_mend_promises (txn, operation, &turn, &item, context->today, NULL, error);
  if (done)
    fo_args_set_quantity (&reply->args, "missing", fo_line_missing (line));
  return done ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_work_short (FoStore *store, const FoAct *act, FoId order, FoId lot, FoId place, const char *reason, FoReply *reply,
               GError **error)
{
  const ShortAct what = { order, lot, place, reason };

  return fo_act_run (store, act, "short", short_hold, &what, reply, error);
}

/* ---- park ------------------------------------------------------------------------------------------------------------------------ */

typedef struct {
  FoId order, place;
} ParkAct;

static FoTxnEnd
park (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_auto (FoOrderWork) work = { 0 };
  const ParkAct *what = data;
  FoPlace dock, bench;
  FoFound found = fo_order_work_open (txn, what->order, &work, error);

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_ORDER_UNKNOWN);
  fo_reply_order (reply, &work.order);
  if (!work.order.taken_by[0])
    return fo_refuse (reply, FO_ORDER_NOT_RELEASED);
  if (!fo_station_places (txn, context->act->station ? context->act->station : "", &dock, &bench, error))
    return FO_TXN_FAIL;
  if (what->place) {
    found = fo_place_find (txn, what->place, &bench, error);
    if (found != FO_FOUND)
      return fo_not_found (found, reply, FO_PLACE_UNKNOWN);
  }
  if (bench.kind != FO_PLACE_BENCH)
    return fo_refuse (reply, FO_MOVEMENT_FORBIDDEN);
  work.order.parked_at = bench.id;
  fo_args_set_text (&reply->args, "place", bench.code);
  return fo_order_settle (txn, context->act->operation, &work, false, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_work_park (FoStore *store, const FoAct *act, FoId order, FoId place, FoReply *reply, GError **error)
{
  const ParkAct what = { order, place };

  return fo_act_run (store, act, "park", park, &what, reply, error);
}

/* ---- gate ------------------------------------------------------------------------------------------------------------------------ */

typedef struct {
  FoId order;
  FoGate gate;
  const char *reason;
} GateAct;

/* A gate that is opened by hand stays closed for a blocked customer: only the lead's override passes that. */
static FoTxnEnd
judge_customer (FoTxn *txn, const FoOrder *order, FoGate gate, FoReply *reply, GError **error)
{
  FoCustomer customer;
  FoFound found = FO_ABSENT;

  if (gate == FO_GATE_OPEN && order->customer[0])
    found = fo_customer_find_by_name (txn, order->customer, &customer, error);
  if (found == FO_FAILED)
    return FO_TXN_FAIL;
  if (found != FO_FOUND || !customer.blocked)
    return FO_TXN_COMMIT;
  fo_args_set_text (&reply->args, "customer", customer.name);
  return fo_refuse (reply, FO_CUSTOMER_BLOCKED);
}

static FoTxnEnd
set_gate (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_auto (FoOrderWork) work = { 0 };
  const GateAct *what = data;
  FoFound found = fo_order_work_open (txn, what->order, &work, error);
  FoTxnEnd end;

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_ORDER_UNKNOWN);
  fo_reply_order (reply, &work.order);
  if (what->gate == FO_GATE_OVERRIDE && (!what->reason || !what->reason[0]))
    return fo_refuse (reply, FO_REASON_NEEDED);
  fo_args_set_text (&reply->args, "reason", what->reason);
  if (what->gate == FO_GATE_OVERRIDE)
    end = fo_right_judge (txn, context->act, "override", reply, error);
  else
    end = judge_customer (txn, &work.order, what->gate, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  fo_args_set_text (&reply->args, "before", fo_gate_name (work.order.gate));
  fo_args_set_text (&reply->args, "gate", fo_gate_name (what->gate));
  work.order.gate = what->gate;
  fo_order_update (txn, &work.order);
  if (what->gate != FO_GATE_OVERRIDE)
    fo_order_set_gate_said (txn, work.order.id, what->gate, what->gate == FO_GATE_CLOSED ? context->today : FO_DAY_NONE);
  return fo_order_settle (txn, context->act->operation, &work, work.order.state == FO_ORDER_IS_CANCELLED, error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

bool
fo_work_gate (FoStore *store, const FoAct *act, FoId order, FoGate gate, const char *reason, FoReply *reply, GError **error)
{
  const GateAct what = { order, gate, reason };

  return fo_act_run (store, act, "gate", set_gate, &what, reply, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/work/goods.h"
#include "marks.h"
#include "telling.h"

/* What a receipt found out before it writes. */
typedef struct {
  const FoReceive *what;
  FoItem item;
  FoPlace place, source;
  FoSupply supply;
  bool on_supply;
  FoLot lot;
  bool lot_is_new;
  FoDay expires_on; /* as said, or from the day of production */
  FoLotDays known_days; /* of a lot that is known, when days were said */
} Receipt;

static FoPlaceKind
source_of (FoMoveKind kind)
{
  if (kind == FO_MOVE_OPENING)
    return FO_PLACE_OPENING;
  if (kind == FO_MOVE_TRANSFER_IN)
    return FO_PLACE_TRANSIT;
  return kind == FO_MOVE_PRODUCTION ? FO_PLACE_PRODUCTION : FO_PLACE_SUPPLIER;
}

static FoTxnEnd
find_places (FoTxn *txn, const FoAct *act, Receipt *r, FoReply *reply, GError **error)
{
  FoPlace dock, bench;
  FoPlaceKind source = source_of (r->what->kind);
  FoFound found = FO_FOUND;

  if (r->on_supply)
    source = r->supply.kind == FO_SUPPLY_PRODUCTION ? FO_PLACE_PRODUCTION : FO_PLACE_SUPPLIER;
  if (r->what->into_quarantine)
    found = fo_place_of_kind (txn, FO_PLACE_QUARANTINE, &r->place, error);
  else if (r->what->place)
    found = fo_place_find (txn, r->what->place, &r->place, error);
  else {
    if (!fo_station_places (txn, act->station ? act->station : "", &dock, &bench, error))
      return FO_TXN_FAIL;
    r->place = dock;
  }
  if (found == FO_FOUND)
    found = fo_place_of_kind (txn, source, &r->source, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_PLACE_UNKNOWN);
  fo_args_set_text (&reply->args, "place", r->place.code);
  return FO_TXN_COMMIT;
}

static FoTxnEnd
find_goods (FoTxn *txn, Receipt *r, FoReply *reply, GError **error)
{
  FoFound found = fo_item_find (txn, r->what->item, &r->item, error);

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_ITEM_UNKNOWN);
  fo_reply_item (reply, &r->item);
  fo_args_set_quantity (&reply->args, "quantity", r->what->quantity_u);
  r->on_supply = r->what->supply != 0;
  if (!r->on_supply)
    return FO_TXN_COMMIT;
  found = fo_supply_find (txn, r->what->supply, &r->supply, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_SUPPLY_UNKNOWN);
  fo_args_set_text (&reply->args, "supply", r->supply.number);
  return r->supply.item_id == r->item.id ? FO_TXN_COMMIT : fo_refuse (reply, FO_NOT_ON_THIS_ORDER);
}

/* Each unit of marked goods by its code; only what may not be used anyway is taken in without. */
static FoTxnEnd
judge_marks (FoTxn *txn, const Receipt *r, FoReply *reply, GError **error)
{
  const FoReceive *what = r->what;
  bool complete = what->quantity_u == (FoQuantity) what->n_marks * FO_ONE;

  if (!fo_item_units_come (&r->item) || what->kind == FO_MOVE_OPENING)
    return FO_TXN_COMMIT;
  if (!complete && (!what->into_quarantine || what->n_marks))
    return fo_refuse (reply, fo_mark_needed (&r->item));
  return fo_marks_judge_in (txn, &r->item, what->marks, what->n_marks, reply, error);
}

/* The lot as the receipt names it: known already, or to be made. */
static FoTxnEnd
find_lot (FoTxn *txn, FoDay today, Receipt *r, FoReply *reply, GError **error)
{
  const char *number = r->what->lot ? r->what->lot : "", *owner = r->what->owner ? r->what->owner : "";
  FoFound found;

  if (r->item.tracking == FO_TRACKING_NONE)
    number = "";
  else if (!number[0])
    return fo_refuse (reply, FO_LOT_NEEDED);
  if (strlen (number) >= FO_LOT_NUMBER_MAX || strlen (owner) >= FO_OWNER_MAX)
    return fo_refuse (reply, FO_TEXT_TOO_LONG);
  fo_args_set_text (&reply->args, "lot", number);
  if (owner[0])
    fo_args_set_text (&reply->args, "owner", owner);
  r->expires_on = r->what->expires_on;
  if (r->expires_on == FO_DAY_NONE && r->what->days && r->item.has_expiry)
    r->expires_on = fo_lot_days_end (r->what->days, &r->item);
  if (r->expires_on == FO_DAY_NONE && r->item.has_expiry)
    r->expires_on = fo_item_expiry_from_production (&r->item, r->what->produced_on);
  found = fo_lot_find_owned (txn, r->item.id, number, owner, &r->lot, error);
  if (found == FO_FAILED)
    return FO_TXN_FAIL;
  r->lot_is_new = found == FO_ABSENT;
  if (r->lot_is_new) {
    r->lot = (FoLot){ .item_id = r->item.id, .expires_on = r->expires_on, .produced_on = r->what->produced_on, .received_on = today };
    g_strlcpy (r->lot.number, number, sizeof r->lot.number);
    g_strlcpy (r->lot.owner, owner, sizeof r->lot.owner);
  } else if (r->what->days && !fo_lot_days_get (txn, &r->lot, &r->known_days, error))
    return FO_TXN_FAIL;
  fo_args_set_day (&reply->args, "expires_on", r->lot_is_new ? r->expires_on : r->lot.expires_on);
  return FO_TXN_COMMIT;
}

/* The first thing that speaks against making these goods usable. */
static FoVerdict
judge (const Receipt *r, FoDay today)
{
  FoVerdict verdict = FO_OK;
  FoLot as_received = r->lot;

  if (r->on_supply)
    verdict = fo_supply_may_receive (&r->supply, r->what->quantity_u);
  if (verdict == FO_MORE_THAN_ORDERED && r->what->confirmed)
    verdict = FO_OK;
  if (!r->lot_is_new)
    verdict = fo_verdict_first (verdict, fo_lot_same_days (&r->lot, r->expires_on));
  if (!r->lot_is_new && r->what->days)
    verdict = fo_verdict_first (verdict, fo_lot_days_agree (&r->known_days, r->what->days));
  if (as_received.expires_on == FO_DAY_NONE)
    as_received.expires_on = r->expires_on;
  return fo_verdict_first (verdict, fo_lot_usable (&as_received, &r->item, today, today));
}

static FoTxnEnd
judge_receipt (const Receipt *r, FoDay today, FoReply *reply)
{
  FoVerdict verdict = fo_item_may_book (&r->item, r->what->quantity_u);

  if (verdict != FO_OK)
    return fo_refuse (reply, verdict);
  if (r->item.has_expiry && r->lot.expires_on == FO_DAY_NONE && r->expires_on == FO_DAY_NONE && r->lot_is_new
      && r->item.tracking == FO_TRACKING_LOT && !r->what->into_quarantine)
    return fo_refuse (reply, FO_EXPIRY_NEEDED);
  if (r->what->into_quarantine)
    return r->what->into_quarantine[0] ? FO_TXN_COMMIT : fo_refuse (reply, FO_REASON_NEEDED);
  verdict = judge (r, today);
  if (verdict == FO_MORE_THAN_ORDERED) {
    fo_args_set_quantity (&reply->args, "asked", r->supply.ordered_u);
    fo_args_set_quantity (&reply->args, "done", r->supply.received_u);
  }
  if (verdict != FO_OK)
    return fo_refuse (reply, verdict);
  verdict = fo_move_allowed (r->on_supply && r->supply.kind == FO_SUPPLY_PRODUCTION ? FO_MOVE_PRODUCTION : r->what->kind,
                             r->source.kind, r->place.kind, false);
  return verdict == FO_OK ? FO_TXN_COMMIT : fo_refuse (reply, verdict);
}

static FoDay
first_known (FoDay known, FoDay said)
{
  return known != FO_DAY_NONE ? known : said;
}

/* Of a lot that is known what it lacks is learned. A use-by day that is the last usable day anyhow is none: so our own labels say it, (17)
 * for whatever day it is. */
static void
write_days (FoTxn *txn, const Receipt *r, FoDay ended_on)
{
  FoLotDays days = *r->what->days;

  if (!r->lot_is_new) {
    if (ended_on != FO_DAY_NONE && days.use_by_on == ended_on)
      days.use_by_on = FO_DAY_NONE;
    days.packed_on = first_known (r->known_days.packed_on, days.packed_on);
    days.use_by_on = first_known (r->known_days.use_by_on, days.use_by_on);
    days.best_before_on = first_known (r->known_days.best_before_on, days.best_before_on);
  }
  if (fo_lot_days_told (&days) && (r->lot_is_new || memcmp (&days, &r->known_days, sizeof days) != 0))
    fo_lot_days_put (txn, r->lot.id, &days);
}

static bool
write_lot (FoTxn *txn, FoTurn *turn, Receipt *r, GError **error)
{
  FoLot before;

  if (r->lot_is_new) {
    r->lot.id = fo_store_next_id (fo_txn_store (txn), error);
    if (!r->lot.id)
      return false;
    fo_lot_insert (txn, &r->lot, "");
    return true;
  }
  if ((r->lot.expires_on != FO_DAY_NONE || r->expires_on == FO_DAY_NONE)
      && (r->lot.produced_on != FO_DAY_NONE || r->what->produced_on == FO_DAY_NONE))
    return true;
  if (r->what->into_quarantine)
    return true;
  before = r->lot;
  r->lot.expires_on = first_known (r->lot.expires_on, r->expires_on);
  r->lot.produced_on = first_known (r->lot.produced_on, r->what->produced_on);
  return fo_lot_set (txn, turn, &r->item, &before, &r->lot, "", error);
}

static bool
tell_sales (FoTxn *txn, FoId operation, const Receipt *r, GError **error)
{
  bool production = r->source.kind == FO_PLACE_PRODUCTION;
  GString *body;

  if (r->what->kind == FO_MOVE_OPENING)
    return !r->lot_is_new || fo_tell_lot (txn, operation, &r->item, &r->lot, error);
  if (r->what->kind == FO_MOVE_TRANSFER_IN) /* it is told as a whole */
    return true;
  body = fo_json_new ('{');
  fo_json_add_text (body, "supply", r->on_supply ? r->supply.number : "");
  fo_json_add_text (body, "item", r->item.code);
  fo_json_add_text (body, "lot", r->lot.number);
  fo_json_add_day (body, "expires_on", r->lot.expires_on);
  fo_json_add_quantity (body, "quantity", r->what->quantity_u);
  fo_json_add_quantity (body, "received", r->on_supply ? r->supply.received_u : r->what->quantity_u);
  fo_json_add_yes (body, "quarantine", r->what->into_quarantine != NULL);
  return fo_tell_sales (txn, operation, "supply", r->on_supply ? r->supply.id : r->item.id,
                        production ? "production.receipt" : "receipt.create", body, error);
}

static bool
name_first_order (FoReply *reply, GPtrArray *opened, FoId first)
{
  for (guint i = 0; first && i < opened->len; i++) {
    const FoOrderWork *work = g_ptr_array_index (opened, i);
    if (work->order.id == first)
      fo_reply_order (reply, &work->order);
  }
  return true;
}

static void
free_order_work (gpointer data)
{
  fo_order_work_clear (data);
  g_free (data);
}

static FoTxnEnd
book (FoTxn *txn, const FoAct *act, FoDay today, Receipt *r, FoReply *reply, GError **error)
{
  g_autoptr (GPtrArray) opened = g_ptr_array_new_with_free_func (free_order_work);
  bool usable = !r->what->into_quarantine && fo_place_issues (r->place.kind);
  const FoDay ended_on = r->lot.expires_on;
  FoMove move = { .kind = r->source.kind == FO_PLACE_PRODUCTION ? FO_MOVE_PRODUCTION : r->what->kind,
                  .item = &r->item,
                  .lot = &r->lot,
                  .from = &r->source,
                  .to = &r->place,
                  .quantity_u = r->what->quantity_u,
                  .supply_id = r->what->supply,
                  .reason = r->what->into_quarantine ? r->what->into_quarantine : r->what->reason ? r->what->reason : "" };
  FoTxnEnd end = FO_TXN_COMMIT;
  FoId first = 0;
  FoTurn turn;

  if (usable && !fo_open_waiting_orders (txn, r->item.id, r->what->supply, opened, error))
    return FO_TXN_FAIL;
  if (!fo_turn_take (txn, r->item.id, &turn, error) || !write_lot (txn, &turn, r, error))
    return FO_TXN_FAIL;
  if (r->what->days && (r->lot_is_new || !r->what->into_quarantine))
    write_days (txn, r, ended_on);
  if (!fo_move_book (txn, &turn, act->operation, &move, error))
    return FO_TXN_FAIL;
  if (fo_item_units_come (&r->item))
    end = fo_marks_take_in (txn, act->operation, &r->item, &r->lot, r->place.id, r->what->marks, r->what->n_marks, r->what->carton,
                            reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  if (r->on_supply)
    fo_supply_add (txn, &r->supply, r->what->quantity_u, 0);
  if (usable
      && !fo_fill_promises (txn, &turn, &r->item, r->on_supply ? &r->supply : NULL, r->what->quantity_u,
                            &r->lot, opened, today, &first, error))
    return FO_TXN_FAIL;
  return name_first_order (reply, opened, first) && tell_sales (txn, act->operation, r, error)
                 && fo_settle_all (txn, act->operation, opened, error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

/* What most receipts ask before the item's turn. */
static void
announce (FoTxn *txn, const FoReceive *what)
{
  fo_announce_item_find (txn, what->item);
  if (what->place)
    fo_announce_place_find (txn, what->place);
  if (!what->supply)
    fo_announce_place_of_kind (txn, source_of (what->kind));
  if (!what->owner || !what->owner[0])
    fo_announce_lot_find_by_number (txn, what->item, what->lot ? what->lot : "");
  if (!what->into_quarantine)
    fo_announce_lines_waiting (txn, what->item, FO_WAITING_PAGE);
}

FoTxnEnd
fo_receive_part (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error)
{
  Receipt r = { .what = what };
  FoTxnEnd end = fo_undo_part (txn, context, r.what->instead_of, r.what->n_instead_of, reply, error);

  announce (txn, what);
  if (end == FO_TXN_COMMIT)
    end = find_goods (txn, &r, reply, error);
  if (end == FO_TXN_COMMIT)
    end = judge_marks (txn, &r, reply, error);
  if (end == FO_TXN_COMMIT)
    end = find_places (txn, context->act, &r, reply, error);
  if (end == FO_TXN_COMMIT)
    end = find_lot (txn, context->day, &r, reply, error);
  if (end == FO_TXN_COMMIT)
    end = judge_receipt (&r, context->day, reply);
  if (end != FO_TXN_COMMIT)
    return end;
  end = book (txn, context->act, context->today, &r, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  if (r.on_supply) {
    fo_args_set_quantity (&reply->args, "asked", r.supply.ordered_u);
    fo_args_set_quantity (&reply->args, "done", r.supply.received_u);
  }
  reply->verdict = r.on_supply && r.supply.received_u == r.supply.ordered_u ? FO_COMPLETE : FO_OK;
  return FO_TXN_COMMIT;
}

bool
fo_work_receive (FoStore *store, const FoAct *act, const FoReceive *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "receive", fo_receive_part, what, reply, error);
}

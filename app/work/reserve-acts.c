/* SPDX-License-Identifier: GPL-3.0-or-later
 * The short acts on reservations: until when, how urgent, seen to, taken over; and the day a line can leave. */
#include "firstout/work/reserve.h"
#include "firstout/store/meta.h"
#include "firstout/work/stations.h"
#include "inside.h"
#include "right.h"
#include "undo-parts.h"

/* ---- when it can leave ------------------------------------------------------------------------------------------------------ */

bool
fo_line_leaves_on (FoTxn *txn, const FoLine *line, FoDay today, FoDay *ret_day, GError **error)
{
  g_autoptr (GArray) promises = g_array_new (FALSE, FALSE, sizeof (FoPromise));
  FoDay day = today;

  *ret_day = FO_DAY_NONE;
  if (fo_line_missing (line) > 0)
    return true;
  if (line->from_supply_u > 0 && !fo_promises_of_line (txn, line->id, promises, error))
    return false;
  for (guint i = 0; i < promises->len; i++) {
    FoSupply supply;

    if (!g_array_index (promises, FoPromise, i).supply_id)
      continue;
    if (fo_supply_find (txn, g_array_index (promises, FoPromise, i).supply_id, &supply, error) != FO_FOUND)
      return false;
    if (supply.ready_on == FO_DAY_NONE)
      return true;
    day = MAX (day, supply.ready_on);
  }
  *ret_day = day;
  return true;
}

/* ---- acts on an order ------------------------------------------------------------------------------------------------------- */

static FoTxnEnd
open_order (FoTxn *txn, FoId order, FoOrderWork *work, FoReply *reply, GError **error)
{
  FoFound found = fo_order_work_open (txn, order, work, error);

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_ORDER_UNKNOWN);
  fo_reply_order (reply, &work->order);
  if (work->order.state == FO_ORDER_IS_CANCELLED)
    return fo_refuse (reply, FO_ORDER_CANCELLED);
  return work->order.state == FO_ORDER_ALL_SHIPPED ? fo_refuse (reply, FO_ORDER_SHIPPED) : FO_TXN_COMMIT;
}

typedef struct {
  FoId order;
  FoDay until;
  int32_t priority;
} OrderAct;

/* Who says until when promises hold wants them: those that had lapsed are made again. */
static bool
promise_lapsed (FoTxn *txn, const FoActContext *context, FoOrderWork *work, GError **error)
{
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (FoTurn));

  for (guint i = 0; i < work->lines->len; i++) {
    FoLine *line = &g_array_index (work->lines, FoLine, i);
    FoQuantity promised_u;
    FoItem item;

    if (!(line->flags & FO_LINE_LAPSED))
      continue;
    fo_line_set_flags (txn, line, 0, FO_LINE_LAPSED);
    if ((turns->len == 0 && !fo_turns_of_order (txn, work, turns, error))
        || fo_item_find (txn, line->item_id, &item, error) != FO_FOUND
        || !fo_promise_line (txn, fo_turn_of (turns, item.id), &item, work, line, context->today, &promised_u, error))
      return false;
  }
  return true;
}

static FoTxnEnd
set_validity (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_auto (FoOrderWork) work = { 0 };
  const OrderAct *what = data;
  FoTxnEnd end = open_order (txn, what->order, &work, reply, error);
  char day[FO_DAY_TEXT_MAX];
  FoDay before;

  if (end != FO_TXN_COMMIT)
    return end;
  if (!fo_order_validity (txn, what->order, &before, error))
    return FO_TXN_FAIL;
  if (before != FO_DAY_NONE)
    fo_args_set_text (&reply->args, "was", fo_day_print_iso (before, day));
  fo_args_set_day (&reply->args, "valid_until", what->until);
  fo_order_set_validity (txn, what->order, what->until);
  return promise_lapsed (txn, context, &work, error) && fo_order_settle (txn, context->act->operation, &work, false, error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

bool
fo_work_validity (FoStore *store, const FoAct *act, FoId order, FoDay until, FoReply *reply, GError **error)
{
  const OrderAct what = { .order = order, .until = until };

  return fo_act_run (store, act, "validity", set_validity, &what, reply, error);
}

static FoTxnEnd
set_priority (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_auto (FoOrderWork) work = { 0 };
  const OrderAct *what = data;
  FoTxnEnd end = fo_right_judge (txn, context->act, "priority", reply, error);
  char was[16];

  if (end == FO_TXN_COMMIT)
    end = open_order (txn, what->order, &work, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  g_snprintf (was, sizeof was, "%d", work.order.priority);
  fo_args_set_text (&reply->args, "was", was);
  work.order.priority = what->priority;
  fo_args_set_count (&reply->args, "priority", what->priority);
  fo_order_update (txn, &work.order);
  return fo_order_settle (txn, context->act->operation, &work, false, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_work_priority (FoStore *store, const FoAct *act, FoId order, int32_t priority, FoReply *reply, GError **error)
{
  const OrderAct what = { .order = order, .priority = priority };

  return fo_act_run (store, act, "priority", set_priority, &what, reply, error);
}

/* ---- seen to ---------------------------------------------------------------------------------------------------------------- */

static FoTxnEnd
acknowledge (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_auto (FoOrderWork) work = { 0 };
  FoLine found_line;
  FoItem item;
  FoId line;
  FoFound found = fo_broken_find (txn, *(const FoId *) data, &line, error);

  if (found == FO_FOUND)
    found = fo_line_find (txn, line, &found_line, error);
  if (found == FO_FOUND)
    found = fo_order_work_open (txn, found_line.order_id, &work, error);
  if (found == FO_FOUND)
    found = fo_item_find (txn, found_line.item_id, &item, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_LINE_UNKNOWN);
  fo_reply_order (reply, &work.order);
  fo_reply_item (reply, &item);
  fo_broken_close (txn, line, context->act->operation);
  fo_line_set_flags (txn, fo_order_work_line (&work, line), 0, FO_LINE_BROKEN);
  return FO_TXN_COMMIT;
}

bool
fo_work_acknowledge (FoStore *store, const FoAct *act, FoId broken, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "acknowledge", acknowledge, &broken, reply, error);
}

/* ---- taken over ------------------------------------------------------------------------------------------------------------- */

#define LEASE_MINUTES 30
#define MINUTE_US (60 * G_GINT64_CONSTANT (1000000))

/* For how long the station has done nothing. */
static bool
idle_minutes (FoTxn *txn, const char *station, gint64 *ret_minutes, FoReply *reply, GError **error)
{
  char person[FO_NUMBER_MAX] = "";
  gint64 last_us = 0;

  if (fo_station_last (txn, station, &last_us, person, error) == FO_FAILED)
    return false;
  *ret_minutes = (fo_store_now_us (fo_txn_store (txn)) - last_us) / MINUTE_US;
  fo_args_set_text (&reply->args, "person", person);
  fo_args_set_count (&reply->args, "since", *ret_minutes);
  return true;
}

/* One that does not answer may still be working on it, as long as its lease without the server lasts; unless it was revoked. */
static bool
may_still_work (FoTxn *txn, const char *station, bool *ret_may, bool *ret_revoked, GError **error)
{
  FoStationRow row = { 0 };
  gint64 unseen_us, minutes;

  if (fo_station_row_find (txn, station, &row, error) == FO_FAILED || !fo_offline_minutes (txn, &minutes, error))
    return false;
  unseen_us = fo_store_now_us (fo_txn_store (txn)) - row.seen_us;
  *ret_revoked = row.revoked;
  *ret_may = *row.session && !row.revoked && !fo_store_is_local (fo_txn_store (txn)) && unseen_us > FO_STATION_AWAY_US
             && unseen_us < minutes * MINUTE_US * 11 / 10;
  return true;
}

static FoTxnEnd
judge_lease (FoTxn *txn, const FoOrder *order, FoReply *reply, GError **error)
{
  g_autofree char *note = NULL;
  guint64 lease = LEASE_MINUTES;
  gint64 minutes;
  bool away, revoked;

  fo_args_set_text (&reply->args, "station", order->taken_by);
  if (!fo_meta_get (txn, "lease_minutes", &note, error) || !idle_minutes (txn, order->taken_by, &minutes, reply, error)
      || !may_still_work (txn, order->taken_by, &away, &revoked, error))
    return FO_TXN_FAIL;
  if (!g_ascii_string_to_unsigned (note, 10, 0, G_MAXINT32, &lease, NULL))
    lease = LEASE_MINUTES;
  return order->parked_at || revoked || (minutes >= (gint64) lease && !away) ? FO_TXN_COMMIT : fo_refuse (reply, FO_ORDER_TAKEN);
}

static FoTxnEnd
take_over (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_auto (FoOrderWork) work = { 0 };
  const char *station = context->act->station ? context->act->station : "";
  FoTxnEnd end = open_order (txn, *(const FoId *) data, &work, reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  if (!work.order.taken_by[0])
    return fo_refuse (reply, FO_ORDER_NOT_RELEASED);
  if (!g_str_equal (work.order.taken_by, station))
    end = judge_lease (txn, &work.order, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  g_strlcpy (work.order.taken_by, station, sizeof work.order.taken_by);
  work.order.parked_at = 0;
  return fo_order_settle (txn, context->act->operation, &work, false, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_work_take_over (FoStore *store, const FoAct *act, FoId order, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "take-over", take_over, &order, reply, error);
}

/* ---- taken back ------------------------------------------------------------------------------------------------------------- */

/* The order, unless somebody has said otherwise since. */
static FoTxnEnd
find_undone (FoTxn *txn, const FoUndone *undone, FoOrder *ret, FoReply *reply, GError **error)
{
  FoFound found = fo_order_find_by_number (txn, fo_undone_text (undone, "order"), ret, error);

  return found == FO_FOUND ? FO_TXN_COMMIT : fo_not_found (found, reply, FO_CANNOT_UNDO);
}

FoTxnEnd
fo_undo_priority (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  const FoArg *said = fo_args_get (&undone->was->args, "priority");
  gint64 was = 0;
  FoOrder order;
  FoTxnEnd end = find_undone (txn, undone, &order, reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  if (!g_ascii_string_to_signed (fo_undone_text (undone, "was"), 10, G_MININT32, G_MAXINT32, &was, NULL)
      || (said && said->kind == FO_ARG_COUNT && said->number != order.priority))
    return fo_refuse (reply, FO_CANNOT_UNDO);
  const OrderAct what = { .order = order.id, .priority = (gint32) was };
  return set_priority (txn, undone->context, &what, reply, error);
}

FoTxnEnd
fo_undo_validity (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  const FoArg *said = fo_args_get (&undone->was->args, "valid_until");
  FoDay now = FO_DAY_NONE, was = FO_DAY_NONE;
  FoOrder order;
  FoTxnEnd end = find_undone (txn, undone, &order, reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  if (!fo_order_validity (txn, order.id, &now, error))
    return FO_TXN_FAIL;
  if (said && said->kind == FO_ARG_DAY && (FoDay) said->number != now)
    return fo_refuse (reply, FO_CANNOT_UNDO);
  if (fo_day_parse_iso (fo_undone_text (undone, "was"), &was) != FO_OK)
    was = FO_DAY_NONE;
  const OrderAct what = { .order = order.id, .until = was };
  return set_validity (txn, undone->context, &what, reply, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/work/deals.h"
#include "firstout/store/customers.h"
#include "certificate.h"
#include "inside.h"
#include "kits.h"

#include "firstout/work/wave.h"

#include <string.h>

static void
add_pick (GString *picks, const FoHold *hold)
{
  fo_json_open (picks, NULL, '{');
  fo_json_add_id (picks, "line", hold->line_id);
  fo_json_add_text (picks, "lot", hold->lot);
  fo_json_add_day (picks, "expires_on", hold->expires_on);
  fo_json_add_text (picks, "place", hold->place);
  fo_json_add_quantity (picks, "quantity", hold->quantity_u);
  fo_json_close (picks, '}');
}

/* What is bound and not picked yet, in walking order. */
static bool
list_bound (FoTxn *txn, const FoOrderWork *work, FoReply *reply, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
  GString *picks;

  if (!fo_holds_of_order (txn, work->order.id, holds, error))
    return false;
  picks = fo_json_new ('[');
  for (guint i = 0; i < holds->len; i++)
    if (!g_array_index (holds, FoHold, i).picked)
      add_pick (picks, &g_array_index (holds, FoHold, i));
  fo_reply_take_lines (reply, picks);
  return true;
}

static bool
bind_lines (FoTxn *txn, FoOrderWork *work, FoDay today, FoQuantity *ret_bound_u, FoReply *reply, GError **error)
{
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (FoTurn));
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (FoItem));
  g_auto (FoKits) kits = { NULL };
  FoQuantity freed_u;

  *ret_bound_u = 0;
  fo_announce_items_of_order (txn, work->order.id);
  if (!fo_kits_load (txn, work, &kits, error) || !fo_turns_of_order (txn, work, turns, error) || !fo_items_of_order (txn, work->order.id, items, error))
    return false;
  fo_bind_announce (txn, turns, items, work, today);
  for (guint i = 0; i < work->lines->len; i++) {
    FoLine *line = &g_array_index (work->lines, FoLine, i);
    FoQuantity bound_u;

    if (!line->goods || fo_kits_waits (&kits, work, line))
      continue;
    if (!fo_bind_line (txn, fo_turn_of (turns, line->item_id), fo_item_of (items, line->item_id), work, line, today, &bound_u,
                       error))
      return false;
    *ret_bound_u += bound_u;
  }
  if (!fo_kits_trim (txn, &kits, turns, work, today, &freed_u, error))
    return false;
  *ret_bound_u -= freed_u;
  return fo_certificates_warn (txn, work, items, reply, error);
}

static bool
has_goods_on_the_way (const FoOrderWork *work)
{
  for (guint i = 0; i < work->lines->len; i++) {
    const FoLine *line = &g_array_index (work->lines, FoLine, i);
    if (line->held_u + line->picked_u > 0)
      return true;
  }
  return false;
}

static bool
misses_goods (const FoOrderWork *work)
{
  for (guint i = 0; i < work->lines->len; i++)
    if (fo_line_missing (&g_array_index (work->lines, FoLine, i)) > 0)
      return true;
  return false;
}

/* Released before: what is bound already is repeated; what was promised since is bound now. */
static FoTxnEnd
judge (const FoAct *act, const FoOrderWork *work, FoReply *reply)
{
  const FoOrder *order = &work->order;
  g_autoptr (GArray) lines = fo_lines_to_judge (work);
  FoVerdict verdict = fo_order_may_release (order, (const FoLine *) lines->data, lines->len);

  /* A parked order is anybody's. */
  if (order->taken_by[0] && !order->parked_at && g_strcmp0 (order->taken_by, act->station) != 0) {
    fo_args_set_text (&reply->args, "station", order->taken_by);
    verdict = fo_verdict_first (verdict, FO_ORDER_TAKEN);
  }
  /* A gate that closes after the release lets the pick finish; it stops the shipment. */
  if ((verdict == FO_ORDER_NOT_PROMISED || verdict == FO_PAYMENT_MISSING || verdict == FO_ORDER_INCOMPLETE)
      && fo_order_is_released (order) && has_goods_on_the_way (work))
    verdict = FO_OK;
  /* Nothing was promised yet, but what is missing may be in stock: binding will tell. */
  if (verdict == FO_ORDER_NOT_PROMISED && misses_goods (work) && !order->ship_complete)
    verdict = FO_OK;
  return verdict == FO_OK ? FO_TXN_COMMIT : fo_refuse (reply, verdict);
}

/* The gate is closed: because of whom? Only asked when it is refused. */
static FoTxnEnd
name_blocked (FoTxn *txn, const FoOrder *order, FoReply *reply, GError **error)
{
  FoCustomer customer;
  FoFound found = FO_ABSENT;

  if (reply->verdict == FO_PAYMENT_MISSING && order->customer[0])
    found = fo_customer_find_by_name (txn, order->customer, &customer, error);
  if (found == FO_FAILED)
    return FO_TXN_FAIL;
  if (found != FO_FOUND || !customer.blocked)
    return fo_refuse (reply, reply->verdict);
  fo_args_set_text (&reply->args, "customer", customer.name);
  return fo_refuse (reply, FO_CUSTOMER_BLOCKED);
}

static FoTxnEnd
release (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error)
{
  g_auto (FoOrderWork) work = { 0 };
  FoFound found = fo_order_work_open (txn, *(const FoId *) what, &work, error);
  FoQuantity bound_u = 0;
  FoTxnEnd end;

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_ORDER_UNKNOWN);
  fo_reply_order (reply, &work.order);
  end = judge (context->act, &work, reply);
  if (end != FO_TXN_COMMIT)
    return name_blocked (txn, &work.order, reply, error);
  g_strlcpy (work.order.taken_by, context->act->station ? context->act->station : "", sizeof work.order.taken_by);
  work.order.parked_at = 0;
  work.releases = true;
  if (work.order.gate != FO_GATE_CLOSED && !bind_lines (txn, &work, context->day, &bound_u, reply, error))
    return FO_TXN_FAIL;
  if (bound_u == 0 && !has_goods_on_the_way (&work))
    return fo_refuse (reply, FO_ORDER_NOT_PROMISED);
  if (!fo_order_settle (txn, context->act->operation, &work, false, error) || !list_bound (txn, &work, reply, error))
    return FO_TXN_FAIL;
  return FO_TXN_COMMIT;
}

bool
fo_work_release (FoStore *store, const FoAct *act, FoId order, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "release", release, &order, reply, error);
}

/* ---- the next order --------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *station;
  GArray *orders; /* FoId that were found */
  guint wanted;
} Next;

/* What stock has promised to a component beyond whole kits is not to be picked: it waits like goods that are still to come. */
static bool
leave_surplus (FoTxn *txn, const FoOrder *order, GArray *lines, GError **error)
{
  FoOrderWork work = { .order = *order, .lines = lines };
  g_auto (FoKits) kits = { NULL };

  if (!fo_kits_load (txn, &work, &kits, error))
    return false;
  for (guint i = 0; kits.parts && i < lines->len; i++) {
    FoLine *line = &g_array_index (lines, FoLine, i);

    line->from_supply_u += fo_kits_surplus (&kits, &work, line);
  }
  return true;
}

static bool
may_pick (FoTxn *txn, const FoOrder *order, bool *ret_may, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));

  *ret_may = false;
  if (!fo_lines_of_order (txn, order->id, lines, error) || !leave_surplus (txn, order, lines, error))
    return false;
  for (guint i = 0; i < lines->len && fo_order_is_released (order); i++)
    if (g_array_index (lines, FoLine, i).held_u > 0)
      *ret_may = true;
  if (!fo_order_is_released (order))
    fo_lines_before_release ((FoLine *) lines->data, lines->len);
  if (fo_order_may_release (order, (const FoLine *) lines->data, lines->len) == FO_OK)
    *ret_may = true;
  return true;
}

#define NEXT_PAGE 20

/* Page by page, in the queue's order. */
static bool
look_through (FoTxn *txn, Next *next, bool own, GError **error)
{
  g_autoptr (GArray) orders = g_array_new (FALSE, FALSE, sizeof (FoOrder));
  FoOrder last;

  do {
    last = orders->len ? g_array_index (orders, FoOrder, orders->len - 1) : (FoOrder){ 0 };
    g_array_set_size (orders, 0);
    if (!fo_orders_to_pick (txn, next->station, own, last.id ? &last : NULL, NEXT_PAGE, orders, error))
      return false;
    for (guint i = 0; i < orders->len && next->orders->len < next->wanted; i++) {
      const FoOrder *order = &g_array_index (orders, FoOrder, i);
      bool may;

      if (!may_pick (txn, order, &may, error))
        return false;
      if (may && (own || strcmp (order->taken_by, next->station) != 0)) /* those were found before */
        g_array_append_val (next->orders, order->id);
    }
  } while (next->orders->len < next->wanted && orders->len == NEXT_PAGE);
  return true;
}

static FoTxnEnd
look_for_next (FoTxn *txn, gpointer data, GError **error)
{
  Next *next = data;

  g_array_set_size (next->orders, 0);
  if (!look_through (txn, next, true, error))
    return FO_TXN_FAIL;
  return next->orders->len == next->wanted || look_through (txn, next, false, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_work_orders_next (FoStore *store, const char *station, guint n, GArray *orders, GError **error)
{
  Next next = { station, orders, n };

  return fo_store_read (store, look_for_next, &next, error);
}

bool
fo_work_next_order (FoStore *store, const char *station, FoId *ret_order, FoVerdict *ret_verdict, GError **error)
{
  g_autoptr (GArray) orders = g_array_new (FALSE, FALSE, sizeof (FoId));

  if (!fo_work_orders_next (store, station, 1, orders, error))
    return false;
  *ret_order = orders->len ? g_array_index (orders, FoId, 0) : 0;
  *ret_verdict = orders->len ? FO_OK : FO_NOTHING_OPEN;
  return true;
}

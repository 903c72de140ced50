/* SPDX-License-Identifier: GPL-3.0-or-later
 * What an order misses, three ways: from stock, made, or bought. */
#include "firstout/store/born.h"
#include "firstout/work/asking.h"
#include "inside.h"

typedef struct {
  FoTxn *txn;
  const FoActContext *context;
  FoOrderWork *work;
  GString *lines; /* JSON for the reply */
} Split;

static FoTxnEnd
judge (const FoOrder *order, FoReply *reply)
{
  if (order->state == FO_ORDER_IS_CANCELLED || order->cancel_asked)
    return fo_refuse (reply, FO_ORDER_CANCELLED);
  return order->state == FO_ORDER_ALL_SHIPPED ? fo_refuse (reply, FO_ORDER_SHIPPED) : FO_TXN_COMMIT;
}

/* What is proposed for the line already. */
static bool
proposed_of (const Split *s, const FoLine *line, FoQuantity *ret_u, GError **error)
{
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));

  *ret_u = 0;
  if (!fo_supplies_for_line (s->txn, line->id, supplies, error))
    return false;
  for (guint i = 0; i < supplies->len; i++)
    if (g_array_index (supplies, FoSupply, i).state == FO_SUPPLY_PROPOSED)
      *ret_u += g_array_index (supplies, FoSupply, i).ordered_u;
  return true;
}

static bool
tell_sales (const Split *s, const FoSupply *supply, const FoItem *item, const FoLine *line, GError **error)
{
  const FoOrder *order = &s->work->order;
  GString *body = fo_json_new ('{');

  fo_json_add_text (body, "number", supply->number);
  fo_json_add_text (body, "kind", fo_supply_kind_name (supply->kind));
  fo_json_add_text (body, "item", item->code);
  fo_json_add_quantity (body, "quantity", supply->ordered_u);
  fo_json_add_text (body, "order", order->number);
  fo_json_add_text (body, "deal", order->deal);
  fo_json_add_text (body, "line", line->remote_id);
  fo_json_add_day (body, "needed_on", order->due_on);
  return fo_tell_sales (s->txn, s->context->act->operation, "supply", supply->id, "supply.propose", body, error);
}

static bool
propose (const Split *s, const FoItem *item, const FoLine *line, FoQuantity quantity_u, FoSupply *ret, GError **error)
{
  *ret = (FoSupply){ .kind = line->source == FO_SOURCE_PRODUCTION ? FO_SUPPLY_PRODUCTION : FO_SUPPLY_PURCHASE,
                     .item_id = item->id,
                     .ordered_u = quantity_u,
                     .line_id = line->id,
                     .ready_on = FO_DAY_NONE,
                     .state = FO_SUPPLY_PROPOSED };
  ret->id = fo_store_next_id (fo_txn_store (s->txn), error);
  if (!ret->id || !fo_born_next (s->txn, ret->number, error))
    return false;
  fo_supply_insert (s->txn, ret, NULL);
  return tell_sales (s, ret, item, line, error);
}

static void
list_line (GString *lines, const FoItem *item, const FoLine *line, FoQuantity promised_u, const FoSupply *proposed)
{
  fo_json_open (lines, NULL, '{');
  fo_json_add_id (lines, "line", line->id);
  fo_json_add_text (lines, "item", item->code);
  fo_json_add_quantity (lines, "promised", promised_u);
  fo_json_add_quantity (lines, "missing", fo_line_missing (line));
  fo_json_add_quantity (lines, "proposed", proposed->ordered_u);
  fo_json_add_text (lines, "kind", proposed->id ? fo_supply_kind_name (proposed->kind) : "");
  fo_json_add_text (lines, "number", proposed->number);
  fo_json_close (lines, '}');
}

static bool
split_line (const Split *s, FoTurn *turn, const FoItem *item, FoLine *line, GError **error)
{
  FoSupply proposed = { .id = 0 };
  FoQuantity promised_u, before_u, left_u;

  if (!fo_promise_line (s->txn, turn, item, s->work, line, s->context->today, &promised_u, error)
      || !proposed_of (s, line, &before_u, error))
    return false;
  left_u = fo_line_missing (line) - before_u;
  if (left_u > 0 && !propose (s, item, line, left_u, &proposed, error))
    return false;
  list_line (s->lines, item, line, promised_u, &proposed);
  return true;
}

static bool
split_lines (const Split *s, GError **error)
{
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (FoTurn));
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (FoItem));

  if (!fo_turns_of_order (s->txn, s->work, turns, error) || !fo_items_of_order (s->txn, s->work->order.id, items, error))
    return false;
  for (guint i = 0; i < s->work->lines->len; i++) {
    FoLine *line = &g_array_index (s->work->lines, FoLine, i);

    if (line->goods && fo_line_missing (line) > 0
        && !split_line (s, fo_turn_of (turns, line->item_id), fo_item_of (items, line->item_id), line, error))
      return false;
  }
  return true;
}

static FoTxnEnd
shortage (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error)
{
  g_auto (FoOrderWork) work = { 0 };
  FoFound found = fo_order_work_open (txn, *(const FoId *) what, &work, error);
  Split split = { .txn = txn, .context = context, .work = &work };
  FoTxnEnd end;
  bool done;

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_ORDER_UNKNOWN);
  fo_reply_order (reply, &work.order);
  end = judge (&work.order, reply);
  if (end != FO_TXN_COMMIT)
    return end;
  split.lines = fo_json_new ('[');
  done = split_lines (&split, error);
  fo_reply_take_lines (reply, split.lines);
  return done && fo_order_settle (txn, context->act->operation, &work, false, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_work_shortage (FoStore *store, const FoAct *act, FoId order, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "shortage", shortage, &order, reply, error);
}

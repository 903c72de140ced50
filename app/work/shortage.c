/* SPDX-License-Identifier: GPL-3.0-or-later
 * What an order misses, three ways: from stock, made, or bought. */
#include "asks.h"
#include "firstout/store/born.h"
#include "firstout/work/asking.h"
#include "inside.h"
#include "right.h"

typedef struct {
  FoTxn *txn;
  const FoActContext *context;
  const FoShortage *what;
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

/* ---- which way --------------------------------------------------------------------------------------------------- */

typedef struct {
  FoSource way;
  const char *why;
} Way;

static bool
is_chosen (const Split *s, const FoLine *line, Way *ret)
{
  for (guint i = 0; i < s->what->n_ways; i++) {
    const FoShortageWay *way = &s->what->ways[i];

    if (way->line ? way->line != line->id : way->item && way->item != line->item_id)
      continue;
    *ret = (Way){ way->way, "chosen" };
    return true;
  }
  return false;
}

static bool
know_item (const Split *s, const FoLine *line, Way *ret, GError **error)
{
  FoSupplyKind kind;
  FoFound found = fo_item_way (s->txn, line->item_id, &ret->way, error);

  ret->why = "item";
  if (found != FO_ABSENT)
    return found == FO_FOUND;
  found = fo_item_last_kind (s->txn, line->item_id, &kind, error);
  if (found == FO_FOUND)
    *ret = (Way){ kind == FO_SUPPLY_PRODUCTION ? FO_SOURCE_PRODUCTION : FO_SOURCE_PURCHASE, "last" };
  else
    *ret = (Way){ FO_SOURCE_PURCHASE, "nothing" };
  return found != FO_FAILED;
}

static bool
way_of (const Split *s, const FoLine *line, Way *ret, GError **error)
{
  if (is_chosen (s, line, ret))
    return true;
  *ret = (Way){ line->source, "line" };
  return line->source != FO_SOURCE_STOCK || know_item (s, line, ret, error);
}

static FoSupplyKind
kind_of (FoSource way)
{
  return way == FO_SOURCE_PRODUCTION ? FO_SUPPLY_PRODUCTION : FO_SUPPLY_PURCHASE;
}

/* ---- proposals --------------------------------------------------------------------------------------------------- */

static bool
tell_proposal (FoTxn *txn, FoId operation, const FoSupply *supply, const FoItem *item, const FoOrder *order, const FoLine *line,
               GError **error)
{
  GString *body = fo_json_new ('{');

  fo_json_add_text (body, "number", supply->number);
  fo_json_add_text (body, "kind", fo_supply_kind_name (supply->kind));
  fo_json_add_text (body, "item", item->code);
  fo_json_add_quantity (body, "quantity", supply->ordered_u);
  fo_json_add_text (body, "order", order->number);
  fo_json_add_text (body, "deal", order->deal);
  fo_json_add_text (body, "line", line->remote_id);
  fo_json_add_day (body, "needed_on", order->due_on);
  return fo_tell_sales (txn, operation, "supply", supply->id, "supply.propose", body, error);
}

bool
fo_proposal_renew (FoTxn *txn, FoId operation, FoSupply *supply, GError **error)
{
  FoOrder order;
  FoLine line;
  FoItem item;

  if (fo_item_find (txn, supply->item_id, &item, error) != FO_FOUND || fo_line_find (txn, supply->line_id, &line, error) != FO_FOUND
      || fo_order_find (txn, line.order_id, &order, error) != FO_FOUND)
    return false;
  supply->state = FO_SUPPLY_PROPOSED;
  fo_supply_update (txn, supply);
  return tell_proposal (txn, operation, supply, &item, &order, &line, error);
}

bool
fo_proposal_withdraw (FoTxn *txn, FoId operation, FoSupply *supply, GError **error)
{
  GString *body;
  FoItem item;

  if (fo_item_find (txn, supply->item_id, &item, error) != FO_FOUND)
    return false;
  supply->state = FO_SUPPLY_CANCELLED;
  fo_supply_update (txn, supply);
  body = fo_json_new ('{');
  fo_json_add_text (body, "number", supply->number);
  fo_json_add_text (body, "kind", fo_supply_kind_name (supply->kind));
  fo_json_add_text (body, "item", item.code);
  fo_json_add_quantity (body, "quantity", supply->ordered_u);
  return fo_tell_sales (txn, operation, "supply", supply->id, "supply.cancel", body, error);
}

/* What is proposed for the line already; what is proposed another way than WAY is not any more. */
static bool
proposed_of (const Split *s, const FoLine *line, FoSource way, FoQuantity *ret_u, GString *withdrawn, GError **error)
{
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));

  *ret_u = 0;
  if (!fo_supplies_for_line (s->txn, line->id, supplies, error))
    return false;
  for (guint i = 0; i < supplies->len; i++) {
    FoSupply *supply = &g_array_index (supplies, FoSupply, i);

    if (supply->state != FO_SUPPLY_PROPOSED)
      continue;
    if (way != FO_SOURCE_STOCK && supply->kind == kind_of (way))
      *ret_u += supply->ordered_u;
    else if (!fo_proposal_withdraw (s->txn, s->context->act->operation, supply, error))
      return false;
    else
      g_string_append_printf (withdrawn, "%s%s", withdrawn->len ? " " : "", supply->number);
  }
  return true;
}

static bool
propose (const Split *s, const FoItem *item, const FoLine *line, FoSource way, FoQuantity quantity_u, FoSupply *ret, GError **error)
{
  *ret = (FoSupply){ .kind = kind_of (way),
                     .item_id = item->id,
                     .ordered_u = quantity_u,
                     .line_id = line->id,
                     .ready_on = FO_DAY_NONE,
                     .state = FO_SUPPLY_PROPOSED };
  ret->id = fo_store_next_id (fo_txn_store (s->txn), error);
  if (!ret->id || !fo_born_next (s->txn, ret->number, error))
    return false;
  fo_supply_insert (s->txn, ret, NULL);
  return tell_proposal (s->txn, s->context->act->operation, ret, item, &s->work->order, line, error);
}

static void
list_line (GString *lines, const FoItem *item, const FoLine *line, FoQuantity promised_u, const Way *way, const FoSupply *proposed,
           const char *withdrawn)
{
  fo_json_open (lines, NULL, '{');
  fo_json_add_id (lines, "line", line->id);
  fo_json_add_text (lines, "item", item->code);
  fo_json_add_quantity (lines, "promised", promised_u);
  fo_json_add_quantity (lines, "missing", fo_line_missing (line));
  fo_json_add_quantity (lines, "proposed", proposed->ordered_u);
  fo_json_add_text (lines, "kind", proposed->id ? fo_supply_kind_name (proposed->kind) : "");
  fo_json_add_text (lines, "number", proposed->number);
  fo_json_add_text (lines, "withdrawn", withdrawn);
  fo_json_add_text (lines, "way", fo_source_name (way->way));
  fo_json_add_text (lines, "why", way->why);
  fo_json_close (lines, '}');
}

static bool
split_line (const Split *s, FoTurn *turn, const FoItem *item, FoLine *line, GError **error)
{
  g_autoptr (GString) withdrawn = g_string_new (NULL);
  FoSupply proposed = { .id = 0 };
  FoQuantity promised_u, before_u, left_u;
  Way way;

  if (!fo_promise_line (s->txn, turn, item, s->work, line, s->context->today, &promised_u, error) || !way_of (s, line, &way, error)
      || !proposed_of (s, line, way.way, &before_u, withdrawn, error))
    return false;
  left_u = way.way == FO_SOURCE_STOCK ? 0 : fo_line_missing (line) - before_u;
  if (left_u > 0 && !propose (s, item, line, way.way, left_u, &proposed, error))
    return false;
  list_line (s->lines, item, line, promised_u, &way, &proposed, withdrawn->str);
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

    if (line->goods && fo_line_missing (line) > 0 && !(line->flags & FO_LINE_STANDS_IN) /* what it stands for is got instead */
        && !split_line (s, fo_turn_of (turns, line->item_id), fo_item_of (items, line->item_id), line, error))
      return false;
  }
  return true;
}

static FoTxnEnd
shortage (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_auto (FoOrderWork) work = { 0 };
  const FoShortage *what = data;
  FoFound found = fo_order_work_open (txn, what->order, &work, error);
  Split split = { .txn = txn, .context = context, .what = what, .work = &work };
  FoTxnEnd end;
  bool done;

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_ORDER_UNKNOWN);
  fo_reply_order (reply, &work.order);
  end = judge (&work.order, reply);
  if (end == FO_TXN_COMMIT && what->n_ways > 0)
    end = fo_right_judge (txn, context->act, "shortage", reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  split.lines = fo_json_new ('[');
  done = split_lines (&split, error);
  fo_reply_take_lines (reply, split.lines);
  return done && fo_order_settle (txn, context->act->operation, &work, false, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_work_shortage (FoStore *store, const FoAct *act, const FoShortage *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "shortage", shortage, what, reply, error);
}

/* ---- what is known of an item ------------------------------------------------------------------------------------ */

typedef struct {
  FoId item;
  const FoSource *way;
} SetWay;

static FoTxnEnd
set_way (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const SetWay *what = data;
  FoTxnEnd end = fo_right_judge (txn, context->act, "shortage", reply, error);
  FoFound found;
  FoItem item;

  if (end != FO_TXN_COMMIT)
    return end;
  found = fo_item_find (txn, what->item, &item, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_ITEM_UNKNOWN);
  fo_reply_item (reply, &item);
  fo_args_set_text (&reply->args, "text", what->way ? fo_source_name (*what->way) : "");
  if (what->way)
    fo_item_set_way (txn, item.id, *what->way);
  else
    fo_item_forget_way (txn, item.id);
  return FO_TXN_COMMIT;
}

bool
fo_work_item_way (FoStore *store, const FoAct *act, FoId item, const FoSource *way, FoReply *reply, GError **error)
{
  const SetWay what = { item, way };

  return fo_act_run (store, act, "item-way", set_way, &what, reply, error);
}

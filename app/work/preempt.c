/* SPDX-License-Identifier: GPL-3.0-or-later
 * An urgent order takes what was promised to others. Or only looks: everything is done, told, and taken back with the transaction. */
#include "firstout/work/reserve.h"
#include "inside.h"
#include "kits.h"
#include "right.h"

#include <string.h>

typedef struct {
  FoTxn *txn;
  const FoActContext *context;
  const FoPreempt *what;
  FoOrderWork work; /* the urgent one */
  json_object *rows;
} Preempt;

static void
preempt_clear (Preempt *p)
{
  fo_order_work_clear (&p->work);
  g_clear_pointer (&p->rows, json_object_put);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Preempt, preempt_clear)

/* ---- telling ---------------------------------------------------------------------------------------------------------------- */

/* What a line had, before it got or lost something. */
typedef struct {
  FoQuantity quantity_u; /* promised and held */
  FoDay leaves_on;
} Before;

static bool
remember (const Preempt *p, const FoLine *line, Before *ret, GError **error)
{
  ret->quantity_u = line->promised_u + line->held_u;
  return fo_line_leaves_on (p->txn, line, p->context->today, &ret->leaves_on, error);
}

static bool
tell (Preempt *p, const FoOrder *order, const FoLine *line, const FoItem *item, const Before *before, GError **error)
{
  FoQuantity gained_u = line->promised_u + line->held_u - before->quantity_u;
  json_object *row;
  FoDay leaves_on;

  if (!fo_line_leaves_on (p->txn, line, p->context->today, &leaves_on, error))
    return false;
  if (gained_u == 0 && leaves_on == before->leaves_on)
    return true;
  row = json_object_new_object ();
  json_object_object_add (row, "order", json_object_new_string (order->number));
  json_object_object_add (row, "deal", json_object_new_string (order->deal));
  json_object_object_add (row, "customer", json_object_new_string (order->customer));
  json_object_object_add (row, "line", fo_json_id (line->id));
  json_object_object_add (row, "item", json_object_new_string (item->code));
  json_object_object_add (row, "name", json_object_new_string (item->name));
  json_object_object_add (row, "unit", json_object_new_string (item->unit));
  json_object_object_add (row, "quantity", fo_json_quantity (gained_u));
  json_object_object_add (row, "leaves_before", fo_json_day (before->leaves_on));
  json_object_object_add (row, "leaves_on", fo_json_day (leaves_on));
  json_object_object_add (row, "missing", fo_json_quantity (fo_line_missing (line)));
  json_object_array_add (p->rows, row);
  return true;
}

/* ---- taking ----------------------------------------------------------------------------------------------------------------- */

/* One line on its way to more. */
typedef struct {
  FoLine *line;
  const FoItem *item;
  FoTurn *turn;
} Target;

/* PROMISE (or, without one, HOLD) of another order gives up what the target misses; what does not help the target goes back. */
static bool
rob (Preempt *p, const Target *t, FoId robbed_line, FoPromise *promise, const FoHold *hold, GError **error)
{
  g_auto (FoOrderWork) robbed = { 0 };
  FoQuantity quantity_u = MIN (fo_line_missing (t->line), promise ? promise->quantity_u : hold->quantity_u), waits_u, unused_u;
  FoLine found, *line;
  Before before;

  if (fo_line_find (p->txn, robbed_line, &found, error) != FO_FOUND)
    return false;
  if (found.order_id == p->work.order.id || (!promise && fo_line_binds_at_once (&found)))
    return true;
  if (fo_order_work_open (p->txn, found.order_id, &robbed, error) != FO_FOUND)
    return false;
  line = fo_order_work_line (&robbed, robbed_line);
  waits_u = line->from_supply_u;
  if (!remember (p, line, &before, error))
    return false;
  if (promise && !fo_promise_give_up (p->txn, t->turn, &robbed, line, promise, quantity_u, error))
    return false;
  if (!promise) {
    fo_unhold (p->txn, t->turn, &robbed, line, hold, quantity_u);
    fo_kits_lost (p->context, line);
  }
  return fo_promise_from_stock (p->txn, t->turn, t->item, &p->work, t->line, p->context->today, error)
         && fo_promise_line (p->txn, t->turn, t->item, &robbed, line, p->context->today, &unused_u, error)
         && fo_line_lost (p->txn, p->context->act->operation, line, before.quantity_u - line->promised_u - line->held_u + MAX (line->from_supply_u - waits_u, 0), error)
         && fo_order_settle (p->txn, p->context->act->operation, &robbed, false, error)
         && tell (p, &robbed.order, line, t->item, &before, error);
}

static bool
rob_promises (Preempt *p, const Target *t, GError **error)
{
  g_autoptr (GArray) promises = g_array_new (FALSE, FALSE, sizeof (FoPromise));

  if (!fo_promises_of_item (p->txn, t->item->id, promises, error))
    return false;
  for (guint i = 0; i < promises->len && fo_line_missing (t->line) > 0; i++) {
    FoPromise *promise = &g_array_index (promises, FoPromise, i);
    if (!rob (p, t, promise->line_id, promise, NULL, error))
      return false;
  }
  return true;
}

/* What is held on shelves: bound for orders that are picked or will be. The newest goods first: the oldest stay where they go. */
static bool
rob_holds (Preempt *p, const Target *t, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  if (fo_line_missing (t->line) == 0)
    return true;
  if (!fo_holds_of_item (p->txn, t->item->id, holds, error))
    return false;
  for (guint i = holds->len; i > 0 && fo_line_missing (t->line) > 0; i--) {
    const FoHold *hold = &g_array_index (holds, FoHold, i - 1);

    if (fo_line_takes_lot (t->line, hold->lot, hold->goods.owner) != FO_OK
        || fo_lot_usable (&hold->goods, t->item, p->context->today,
                          fo_lot_until_for (p->context->today, p->work.order.due_on, t->line->min_life_days)) != FO_OK)
      continue;
    if (!rob (p, t, hold->line_id, NULL, hold, error))
      return false;
  }
  return true;
}

/* What waits for a supply is promised from stock instead, when others give that up. */
static bool
take_for_line (Preempt *p, GArray *turns, FoLine *line, GError **error)
{
  FoQuantity supply_u = line->from_supply_u, unused_u;
  FoTurn *turn = fo_turn_of (turns, line->item_id);
  Before before;
  FoItem item;

  if (!line->goods || fo_line_missing (line) + supply_u == 0 || (p->what->line && p->what->line != line->id))
    return true;
  if (fo_item_find (p->txn, line->item_id, &item, error) != FO_FOUND || !remember (p, line, &before, error))
    return false;
  if (supply_u > 0 && !fo_unpromise_line (p->txn, turn, &p->work, line, supply_u, error))
    return false;
  return fo_promise_from_stock (p->txn, turn, &item, &p->work, line, p->context->today, error)
         && rob_promises (p, &(Target){ line, &item, turn }, error) && rob_holds (p, &(Target){ line, &item, turn }, error)
         && fo_promise_line (p->txn, turn, &item, &p->work, line, p->context->today, &unused_u, error)
         && tell (p, &p->work.order, line, &item, &before, error);
}

static FoTxnEnd
open_order (Preempt *p, FoReply *reply, GError **error)
{
  FoFound found = fo_order_work_open (p->txn, p->what->order, &p->work, error);

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_ORDER_UNKNOWN);
  fo_reply_order (reply, &p->work.order);
  if (p->work.order.state == FO_ORDER_IS_CANCELLED || p->work.order.cancel_asked)
    return fo_refuse (reply, FO_ORDER_CANCELLED);
  return p->work.order.state == FO_ORDER_ALL_SHIPPED ? fo_refuse (reply, FO_ORDER_SHIPPED) : FO_TXN_COMMIT;
}

static FoTxnEnd
judge (Preempt *p, FoReply *reply, GError **error)
{
  FoTxnEnd end = p->what->only_look ? FO_TXN_COMMIT : fo_right_judge (p->txn, p->context->act, "preempt", reply, error);

  if (end == FO_TXN_COMMIT)
    end = open_order (p, reply, error);
  if (end == FO_TXN_COMMIT && !p->what->only_look && (!p->what->reason || !p->what->reason[0]))
    end = fo_refuse (reply, FO_REASON_NEEDED);
  return end;
}

/* Its own lines were told last: they come first. */
static json_object *
own_first (const Preempt *p)
{
  json_object *sorted = json_object_new_array ();

  for (int others = 0; others < 2; others++)
    for (size_t i = 0; i < json_object_array_length (p->rows); i++) {
      json_object *row = json_object_array_get_idx (p->rows, i);
      const char *order = json_object_get_string (json_object_object_get (row, "order"));

      if ((strcmp (order, p->work.order.number) != 0) == (others != 0))
        json_object_array_add (sorted, json_object_get (row));
    }
  return sorted;
}

static FoTxnEnd
preempt (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error)
{
  g_auto (Preempt) p = { .txn = txn, .context = context, .what = what, .rows = json_object_new_array () };
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (FoTurn));
  FoTxnEnd end = judge (&p, reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  fo_args_set_text (&reply->args, "reason", p.what->reason ? p.what->reason : "");
  if (!fo_turns_of_order (txn, &p.work, turns, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < p.work.lines->len; i++)
    if (!take_for_line (&p, turns, &g_array_index (p.work.lines, FoLine, i), error))
      return FO_TXN_FAIL;
  if (!fo_order_settle (txn, context->act->operation, &p.work, false, error))
    return FO_TXN_FAIL;
  if (json_object_array_length (p.rows) == 0)
    return fo_refuse (reply, FO_NOT_ENOUGH_FREE);
  fo_reply_lines (reply, own_first (&p));
  return p.what->only_look ? fo_refuse (reply, FO_ONLY_LOOKED) : FO_TXN_COMMIT;
}

bool
fo_work_preempt (FoStore *store, const FoAct *act, const FoPreempt *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, what->only_look ? "what-if" : "preempt", preempt, what, reply, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * An item instead of another: what is said of items, what is taken for a line, and given back. */
#include "substitute.h"
#include "firstout/store/customers.h"
#include "firstout/store/guard.h"
#include "right.h"
#include "stand-ins.h"
#include "undo-parts.h"

/* ---- what is said of items --------------------------------------------------------------------------------------- */

static FoVerdict
judge_ratio (const FoSubstitute *substitute, const FoItem *item, const FoItem *instead)
{
  if (item->id == instead->id || item->kind != FO_ITEM_GOODS || instead->kind != FO_ITEM_GOODS)
    return FO_SUBSTITUTE_BAD;
  return fo_verdict_first (fo_item_may_book (item, substitute->for_u),
                           fo_item_may_book (instead, substitute->instead_u));
}

static FoTxnEnd
apply_substitute (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoApplySubstitute *what = data;
  FoItem item, instead;
  FoVerdict verdict;
  FoFound found = fo_item_find (txn, what->substitute.item, &item, error);

  (void) context;
  if (found == FO_FOUND)
    found = fo_item_find (txn, what->substitute.instead, &instead, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_ITEM_UNKNOWN);
  fo_reply_item (reply, &item);
  fo_args_set_text (&reply->args, "instead", instead.name);
  if (what->gone) {
    fo_substitute_remove (txn, item.id, instead.id);
    return FO_TXN_COMMIT;
  }
  verdict = judge_ratio (&what->substitute, &item, &instead);
  if (verdict != FO_OK)
    return fo_apply_refuse_field (reply, verdict, "instead_id", instead.code);
  if (!fo_apply_remote_fits (what->remote_id))
    return fo_apply_refuse_field (reply, FO_TEXT_TOO_LONG, "id", what->remote_id);
  fo_substitute_set (txn, &what->substitute, fo_apply_has_remote (what->remote_id) ? what->remote_id : NULL);
  return FO_TXN_COMMIT;
}

bool
fo_work_apply_substitute (
    FoStore *store, const FoAct *act, const FoApplySubstitute *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "apply-substitute", apply_substitute, what, reply, error);
}

/* ---- may it be --------------------------------------------------------------------------------------------------- */

FoSubstitutesSaid
fo_line_substitutes_said (const FoLine *line)
{
  if (line->flags & FO_LINE_SUBSTITUTES_NO)
    return FO_SUBSTITUTES_REFUSED;
  return line->flags & FO_LINE_SUBSTITUTES_YES ? FO_SUBSTITUTES_ALLOWED : FO_SUBSTITUTES_UNSAID;
}

/* A kit leaves as it was put together; another owner's goods, and what stands for others already, are nobody's to exchange. */
bool
fo_line_may_be_met (const FoLine *line)
{
  return line->goods && !(line->flags & (FO_LINE_OF_KIT | FO_LINE_STANDS_IN | FO_LINE_OF_OWNER));
}

bool
fo_substitute_is_lead (FoTxn *txn)
{
  const char *roles;

  return fo_guard_judge (fo_txn_store (txn), "substitute-consent", &roles) == FO_OK;
}

/* ---- taking one -------------------------------------------------------------------------------------------------- */

typedef struct {
  FoTxn *txn;
  FoActContext *context;
  const FoTakeSubstitute *what;
  FoReply *reply;
  FoOrderWork work;
  FoLine *line; /* in work.lines */
  FoItem item, instead;
  FoSubstitute substitute;
  FoQuantity quantity_u, needs_u;
} Taking;

static void
taking_clear (Taking *t)
{
  fo_order_work_clear (&t->work);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Taking, taking_clear)

static FoTxnEnd
open_line (Taking *t, FoId id, GError **error)
{
  FoLine line;
  FoFound found = fo_line_find (t->txn, id, &line, error);

  if (found == FO_FOUND)
    found = fo_order_work_open (t->txn, line.order_id, &t->work, error);
  if (found != FO_FOUND)
    return fo_not_found (found, t->reply, FO_LINE_UNKNOWN);
  t->line = fo_order_work_line (&t->work, id);
  if (fo_item_find (t->txn, t->line->item_id, &t->item, error) != FO_FOUND)
    return FO_TXN_FAIL;
  fo_reply_order (t->reply, &t->work.order);
  fo_reply_item (t->reply, &t->item);
  if (t->work.order.state == FO_ORDER_IS_CANCELLED || t->work.order.cancel_asked)
    return fo_refuse (t->reply, FO_ORDER_CANCELLED);
  return t->work.order.state == FO_ORDER_ALL_SHIPPED ? fo_refuse (t->reply, FO_ORDER_SHIPPED) : FO_TXN_COMMIT;
}

static FoTxnEnd
find_substitute (Taking *t, GError **error)
{
  FoFound found = fo_item_find (t->txn, t->what->instead, &t->instead, error);

  if (found != FO_FOUND)
    return fo_not_found (found, t->reply, FO_ITEM_UNKNOWN);
  fo_args_set_text (&t->reply->args, "instead", t->instead.name);
  fo_args_set_text (&t->reply->args, "instead_code", t->instead.code);
  if (!fo_line_may_be_met (t->line))
    return fo_refuse (t->reply, FO_SUBSTITUTE_UNKNOWN);
  found = fo_substitute_find (t->txn, t->item.id, t->instead.id, &t->substitute, error);
  return found == FO_FOUND ? FO_TXN_COMMIT : fo_not_found (found, t->reply, FO_SUBSTITUTE_UNKNOWN);
}

static GString *
body_of (const Taking *t)
{
  GString *body = fo_json_new ('{');

  fo_json_add_text (body, "order", t->work.order.remote_id);
  fo_json_add_text (body, "number", t->work.order.number);
  fo_json_add_text (body, "deal", t->work.order.deal);
  fo_json_add_text (body, "line", t->line->remote_id);
  fo_json_add_text (body, "item", t->item.code);
  fo_json_add_quantity (body, "quantity", t->quantity_u);
  fo_json_add_text (body, "instead", t->instead.code);
  fo_json_add_quantity (body, "instead_quantity", t->needs_u);
  return body;
}

static bool
tell (const Taking *t, const char *op, const char *reason, FoId undoes, GError **error)
{
  char number[FO_ID_TEXT_MAX];
  GString *body;

  if (!t->work.order.remote_id[0])
    return true;
  body = body_of (t);
  fo_json_add_text (body, "reason", reason ? reason : "");
  fo_json_add_text (body, "person", t->context->act->person ? t->context->act->person : "");
  fo_json_add_day (body, "day", t->context->today);
  if (undoes)
    fo_json_add_text (body, "undoes", fo_id_print (undoes, number));
  return fo_tell_sales (t->txn, t->context->act->operation, "order", t->work.order.id, op, body, error);
}

/* It takes sales' word: asked once. An order that sales does not know has nobody to ask but the lead. */
static FoTxnEnd
ask_sales (Taking *t, GError **error)
{
  FoId before;
  FoFound found;

  if (!t->work.order.remote_id[0])
    return fo_substitute_is_lead (t->txn) ? FO_TXN_COMMIT
                                          : fo_right_refuse (fo_txn_store (t->txn), "substitute-consent", t->reply);
  found = fo_substitute_asked (t->txn, t->line->id, t->instead.id, &before, error);
  if (found != FO_ABSENT)
    return found == FO_FAILED ? FO_TXN_FAIL : fo_refuse (t->reply, FO_SUBSTITUTE_ASKED);
  fo_substitute_ask (t->txn, t->line->id, t->instead.id, t->context->act->operation);
  t->reply->verdict = FO_SUBSTITUTE_ASKED;
  return tell (t, "substitute.ask", t->what->reason, 0, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static FoTxnEnd
judge_consent (Taking *t, GError **error)
{
  FoVerdict verdict =
      fo_substitute_may (t->substitute.asks, fo_line_substitutes_said (t->line), fo_substitute_is_lead (t->txn));

  if (verdict == FO_SUBSTITUTE_ASKED)
    return ask_sales (t, error);
  if (verdict == FO_RIGHT_MISSING)
    return fo_right_refuse (fo_txn_store (t->txn), "substitute-consent", t->reply);
  if (verdict == FO_OK && t->substitute.asks == FO_ASKS_LEAD
      && fo_line_substitutes_said (t->line) == FO_SUBSTITUTES_UNSAID)
    return fo_right_judge (t->txn, t->context->act, "substitute", t->reply, error);
  return verdict == FO_OK ? FO_TXN_COMMIT : fo_refuse (t->reply, verdict);
}

/* How much of the line is meant: what it misses, and, said in so many words, what waits for a supply. */
static FoTxnEnd
choose_wanted (Taking *t)
{
  FoQuantity missing_u = fo_line_missing (t->line);

  t->quantity_u = t->what->quantity_u ? t->what->quantity_u : missing_u;
  if (t->quantity_u <= 0)
    return fo_refuse (t->reply, t->what->quantity_u ? FO_QUANTITY_NOT_POSITIVE : FO_LINE_COMPLETE);
  return t->quantity_u > missing_u + t->line->from_supply_u ? fo_refuse (t->reply, FO_MORE_THAN_ORDERED)
                                                            : FO_TXN_COMMIT;
}

/* The lines stand as those of the customer's do: by what he asks of the life of this item. */
static bool
min_life_of (const Taking *t, FoCustomer *customer, FoMinLife *item_life, int32_t *ret_days, GError **error)
{
  if (t->work.order.customer[0]
      && fo_customer_find_by_name (t->txn, t->work.order.customer, customer, error) == FO_FAILED)
    return false;
  if (!fo_item_life_get (t->txn, t->instead.id, item_life, error))
    return false;
  *ret_days = t->line->flags & FO_LINE_LIFE_OF_CUSTOMER ? 0 : t->line->min_life_days;
  return true;
}

static FoTxnEnd
measure (Taking *t, const FoTurn *turn, FoApplyLine *said, FoApplyingLine *a, GError **error)
{
  FoQuantity room_u;
  FoDay until;

  if (!min_life_of (t, &a->customer, &a->item_life, &said->line.min_life_days, error))
    return FO_TXN_FAIL;
  until =
      fo_lot_until_for (t->context->today, t->work.order.due_on,
                        fo_min_life_of_line (said->line.min_life_days, a->customer.id ? a->customer.min_life_days : 0,
                                             &a->item_life, &t->instead));
  if (!fo_stock_room (t->txn, turn, &t->instead, t->context->today, until, &room_u, error))
    return FO_TXN_FAIL;
  t->quantity_u = fo_substitute_covers (&t->substitute, &t->item, &t->instead, room_u, t->quantity_u);
  if (t->quantity_u == 0 || !fo_substitute_needs (&t->substitute, t->quantity_u, &t->needs_u))
    return fo_refuse (t->reply, FO_NOT_ENOUGH_FREE);
  said->line.ordered_u = t->needs_u;
  return FO_TXN_COMMIT;
}

/* So much of the line is called off, and what waited for a supply for it is free for others. */
static bool
call_off (Taking *t, FoTurn *turn, GError **error)
{
  FoQuantity waits_u = t->quantity_u - fo_line_missing (t->line);

  if (waits_u > 0 && !fo_unpromise_line (t->txn, turn, &t->work, t->line, waits_u, error))
    return false;
  t->line->cancelled_u += t->quantity_u;
  fo_line_update (t->txn, t->line);
  fo_line_mark (t->txn, t->line, FO_LINE_REPLACED, true);
  fo_line_mended (t->txn, t->line);
  t->work.reservations_changed = true;
  return true;
}

/* A line that stands for this one already, at the same ratio, takes more. */
static bool
find_line (Taking *t, FoLine **ret, GError **error)
{
  g_autoptr (GArray) stand_ins = NULL;

  *ret = NULL;
  if (!fo_stand_ins_load (t->txn, &t->work, &stand_ins, error))
    return false;
  for (guint i = 0; stand_ins && i < stand_ins->len; i++) {
    const FoStandIn *stand_in = &g_array_index (stand_ins, FoStandIn, i);
    FoLine *line = fo_order_work_line (&t->work, stand_in->line_id);

    if (stand_in->for_line == t->line->id && line->item_id == t->instead.id && stand_in->for_u == t->substitute.for_u
        && stand_in->instead_u == t->substitute.instead_u)
      *ret = line;
  }
  return true;
}

static FoTxnEnd
add_line (Taking *t, FoApplyingLine *a, GError **error)
{
  FoStandIn stand_in = { .for_line = t->line->id,
                         .operation = t->context->act->operation,
                         .for_u = t->substitute.for_u,
                         .instead_u = t->substitute.instead_u };
  FoId original = t->line->id;
  FoTxnEnd end = fo_line_write_new (a, 0, error);

  if (end != FO_TXN_COMMIT)
    return end;
  t->line = fo_order_work_line (&t->work, original); /* the lines may lie elsewhere now */
  stand_in.line_id = a->line->id;
  g_strlcpy (stand_in.reason, t->what->reason ? t->what->reason : "", sizeof stand_in.reason);
  fo_line_mark (t->txn, a->line, FO_LINE_STANDS_IN, true);
  fo_stand_in_insert (t->txn, t->work.order.id, &stand_in);
  return FO_TXN_COMMIT;
}

/* While its order is being picked, the goods are fetched with the others. */
static bool
bind_now (Taking *t, FoLine *line, const FoItem *item, GError **error)
{
  FoQuantity bound_u;
  FoTurn turn;

  if (!fo_order_is_released (&t->work.before) || t->work.order.gate == FO_GATE_CLOSED)
    return true;
  return fo_turn_look (t->txn, item->id, &turn, error)
         && fo_bind_line (t->txn, &turn, item, &t->work, line, t->context->today, &bound_u, error);
}

static FoTxnEnd
write_line (Taking *t, FoApplyLine *said, FoApplyingLine *a, GError **error)
{
  if (!find_line (t, &a->line, error))
    return FO_TXN_FAIL;
  if (!a->line)
    return add_line (t, a, error);
  said->line.ordered_u += a->line->ordered_u;
  said->line.cancelled_u = a->line->cancelled_u;
  return fo_line_write_change (a, error);
}

static FoTxnEnd
meet (Taking *t, GError **error)
{
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (FoTurn));
  FoId items[] = { MIN (t->item.id, t->instead.id), MAX (t->item.id, t->instead.id) };
  FoApplyLine said = { .line = { .order_id = t->work.order.id,
                                 .item_id = t->instead.id,
                                 .goods = true,
                                 .source = FO_SOURCE_STOCK,
                                 .certificate_on = FO_DAY_NONE } };
  FoApplyingLine a = { .txn = t->txn,
                       .context = t->context,
                       .what = &said,
                       .reply = t->reply,
                       .item = t->instead,
                       .goods = true,
                       .work = &t->work };
  char number[FO_ID_TEXT_MAX];
  FoTxnEnd end;

  if (!fo_turns_take (t->txn, items, 2, turns, error))
    return FO_TXN_FAIL;
  end = measure (t, fo_turn_of (turns, t->instead.id), &said, &a, error);
  if (end != FO_TXN_COMMIT)
    return end;
  if (!call_off (t, fo_turn_of (turns, t->item.id), error))
    return FO_TXN_FAIL;
  end = write_line (t, &said, &a, error);
  if (end != FO_TXN_COMMIT)
    return end;
  fo_args_set_text (&t->reply->args, "line", fo_id_print (a.line->id, number));
  fo_args_set_quantity (&t->reply->args, "quantity", t->quantity_u);
  fo_args_set_quantity (&t->reply->args, "needs", t->needs_u);
  return bind_now (t, a.line, &t->instead, error)
                 && fo_order_settle (t->txn, t->context->act->operation, &t->work, false, error)
                 && tell (t, "line.substitute", t->what->reason, 0, error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

static FoTxnEnd
substitute (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_auto (Taking) t = { .txn = txn, .context = context, .what = data, .reply = reply };
  FoTxnEnd end = open_line (&t, t.what->line, error);

  if (end == FO_TXN_COMMIT)
    end = find_substitute (&t, error);
  if (end == FO_TXN_COMMIT)
    end = choose_wanted (&t);
  if (end == FO_TXN_COMMIT)
    end = judge_consent (&t, error);
  return end == FO_TXN_COMMIT && reply->verdict == FO_OK ? meet (&t, error) : end;
}

bool
fo_work_substitute (FoStore *store, const FoAct *act, const FoTakeSubstitute *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "substitute", substitute, what, reply, error);
}

/* ---- giving it back ---------------------------------------------------------------------------------------------- */

/* QUANTITY_U of the stand-in T->line goes back; the line it stands for looks for its own goods again. */
static bool
give_back (
    Taking *t, const GArray *stand_ins, const FoStandIn *stand_in, FoQuantity quantity_u, FoId undoes, GError **error)
{
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (FoTurn));
  FoLine *original = fo_order_work_line (&t->work, stand_in->for_line);
  FoId items[] = { MIN (t->item.id, original->item_id), MAX (t->item.id, original->item_id) };
  FoQuantity promised_u;

  t->instead = t->item;
  if (!fo_turns_take (t->txn, items, 2, turns, error)
      || fo_item_find (t->txn, original->item_id, &t->item, error) != FO_FOUND
      || !fo_stand_in_give_back (t->txn, fo_turn_of (turns, t->instead.id), &t->instead, &t->work, stand_ins, stand_in,
                                 quantity_u, error)
      || !fo_promise_line (t->txn, fo_turn_of (turns, t->item.id), &t->item, &t->work, original, t->context->today,
                           &promised_u, error)
      || !bind_now (t, original, &t->item, error)
      || !fo_order_settle (t->txn, t->context->act->operation, &t->work, false, error))
    return false;
  t->line = original;
  t->quantity_u = -fo_stand_in_stands_for (stand_in, quantity_u);
  t->needs_u = -quantity_u;
  fo_args_set_quantity (&t->reply->args, "quantity", -t->quantity_u);
  fo_args_set_quantity (&t->reply->args, "needs", quantity_u);
  fo_args_set_text (&t->reply->args, "instead", t->instead.name);
  fo_args_set_text (&t->reply->args, "instead_code", t->instead.code);
  fo_reply_item (t->reply, &t->item);
  return tell (t, "line.substitute", "", undoes, error)
         && fo_promise_waiting (t->txn, t->context->act->operation, fo_turn_of (turns, t->instead.id), &t->instead,
                                t->context->today, error);
}

/* What of a stand-in can go back: what is not picked, as far as its ratio divides it. */
static FoQuantity
open_of (const FoStandIn *stand_in, const FoLine *line)
{
  const FoSubstitute ratio = { .for_u = stand_in->for_u, .instead_u = stand_in->instead_u };
  FoQuantity open_u = line->ordered_u - line->cancelled_u - line->picked_u - line->shipped_u, whole_u = 0;

  (void) fo_substitute_needs (&ratio, fo_stand_in_stands_for (stand_in, open_u), &whole_u);
  return whole_u;
}

/* NEEDS_U of it, as it was taken (0: all that can). */
static FoTxnEnd
return_line (Taking *t, FoId line, FoQuantity needs_u, FoId undoes, GError **error)
{
  g_autoptr (GArray) stand_ins = NULL;
  const FoStandIn *stand_in;
  FoTxnEnd end = open_line (t, line, error);
  FoQuantity open_u;

  if (end != FO_TXN_COMMIT)
    return end;
  if (!fo_stand_ins_load (t->txn, &t->work, &stand_ins, error))
    return FO_TXN_FAIL;
  stand_in = fo_stand_in_of (stand_ins, line);
  if (!stand_in)
    return fo_refuse (t->reply, FO_SUBSTITUTE_UNKNOWN);
  open_u = open_of (stand_in, t->line);
  if (open_u < needs_u)
    return fo_refuse (t->reply, t->line->picked_u > 0    ? FO_BELOW_PICKED
                                : t->line->shipped_u > 0 ? FO_BELOW_SHIPPED
                                                         : FO_CANNOT_UNDO);
  if (open_u == 0)
    return fo_refuse (t->reply, FO_NOTHING_OPEN);
  return give_back (t, stand_ins, stand_in, needs_u ? needs_u : open_u, undoes, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static FoTxnEnd
substitute_back (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_auto (Taking) t = { .txn = txn, .context = context, .reply = reply };

  return return_line (&t, *(const FoId *) data, 0, 0, error);
}

bool
fo_work_substitute_back (FoStore *store, const FoAct *act, FoId line, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "substitute-back", substitute_back, &line, reply, error);
}

FoTxnEnd
fo_undo_substitute (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  g_auto (Taking) t = { .txn = txn, .context = undone->context, .reply = reply };
  const FoArg *line = fo_args_get (&undone->was->args, "line"), *needs = fo_args_get (&undone->was->args, "needs");
  FoId id;

  if (!line || line->kind != FO_ARG_TEXT || !fo_id_parse (line->text, &id) || !needs
      || needs->kind != FO_ARG_QUANTITY) /* it only asked sales */
    return fo_refuse (reply, FO_CANNOT_UNDO);
  return return_line (&t, id, needs->number, undone->operation, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "apply-parts.h"
#include "apply-stage.h"
#include "asks.h"
#include "born.h"
#include "firstout/store/channels.h"
#include "firstout/store/customers.h"
#include "firstout/store/reservations.h"
#include "kits.h"

/* An order on its way from what was said to what is written. */
typedef struct {
  FoTxn *txn;
  const FoActContext *context;
  const FoApplyOrder *what;
  FoReply *reply;
  FoId known;       /* 0: a new one */
  bool is_new_name; /* born here; sales calls it by its own name from now on */
  FoCustomer customer; /* id 0: nobody we know */
  FoHeard heard;       /* of its stage */
  bool cancelled;      /* said in so many words, or by its stage */
  FoTakenOrders taken;
  FoOrderWork *work;
} Applying;

/* ---- which order it is ------------------------------------------------------------------------------------------- */

static FoTxnEnd
judge (const Applying *a)
{
  if (!a->what->order.number[0])
    return fo_apply_refuse_field (a->reply, FO_MESSAGE_MALFORMED, "number", "");
  if (!fo_apply_remote_fits (a->what->remote_id))
    return fo_apply_refuse_field (a->reply, FO_TEXT_TOO_LONG, "id", a->what->remote_id);
  return FO_TXN_COMMIT;
}

static FoTxnEnd
number_taken (const Applying *a)
{
  return fo_apply_refuse_field (a->reply, FO_NUMBER_TAKEN, "number", a->what->order.number);
}

/* An order that was opened here while sales was down goes by our number, and sales names that. */
static bool
find_born (Applying *a, FoOrder *ret, GError **error)
{
  const char *reference = a->what->reference;
  FoBorn born = { .order_id = 0 };

  if (!reference || !reference[0])
    return true;
  if (fo_born_find (a->txn, reference, &born, error) == FO_FAILED)
    return false;
  return !born.order_id || born.matched_by || fo_order_find (a->txn, born.order_id, ret, error) == FO_FOUND;
}

/* By sales' own name, else by number or by ours: an order that was opened here while sales was down is the one that arrives
 * now. */
static FoTxnEnd
find_order (Applying *a, GError **error)
{
  FoOrder by_remote = { 0 }, by_number = { 0 };
  bool has_remote = fo_apply_has_remote (a->what->remote_id);
  char remote_id[FO_NUMBER_MAX];

  if ((has_remote && fo_order_find_by_remote (a->txn, a->what->remote_id, &by_remote, error) == FO_FAILED)
      || fo_order_find_by_number (a->txn, a->what->order.number, &by_number, error) == FO_FAILED)
    return FO_TXN_FAIL;
  if (!by_remote.id && !by_number.id && !find_born (a, &by_number, error))
    return FO_TXN_FAIL;
  a->known = by_remote.id ? by_remote.id : by_number.id;
  if (by_remote.id && by_number.id && by_remote.id != by_number.id)
    return number_taken (a);
  if (!has_remote || by_remote.id || !by_number.id)
    return FO_TXN_COMMIT;
  if (!fo_order_remote_id (a->txn, by_number.id, remote_id, error))
    return FO_TXN_FAIL;
  a->is_new_name = true;
  return remote_id[0] ? number_taken (a) : FO_TXN_COMMIT;
}

/* ---- the gate ---------------------------------------------------------------------------------------------------- */

static bool
find_customer (Applying *a, GError **error)
{
  const char *name = a->what->order.customer;

  return !name[0] || fo_customer_find_by_name (a->txn, name, &a->customer, error) != FO_FAILED;
}

/* What sales says of the payment, where BEFORE is what it said last: also by a stage, if that is one it can be at. */
static FoGate
gate_said (const Applying *a, FoGate before)
{
  if (!a->what->gate_by_stage || !a->heard.said)
    return a->what->order.gate;
  if (!a->heard.follows)
    return before;
  return fo_stage_opens_gate (a->heard.stage) ? FO_GATE_OPEN : FO_GATE_CLOSED;
}

/* What sales says and what the customer is; the lead's override outlives both. */
static FoGate
gate_of (const Applying *a, FoGate said, FoGate now)
{
  return fo_customer_gate (a->customer.id ? &a->customer : NULL, said, now);
}

/* ---- until when it holds ----------------------------------------------------------------------------------------- */

/* The same word, heard again with another change, does not undo what the lead has decided since. */
static bool
take_validity (const Applying *a, FoId order, bool *ret_changed, GError **error)
{
  FoDay said;

  *ret_changed = false;
  if (!a->what->says_validity || a->cancelled)
    return true;
  if (!fo_order_validity_said (a->txn, order, &said, error))
    return false;
  if (said == a->what->valid_until)
    return true;
  fo_order_say_validity (a->txn, order, a->what->valid_until);
  fo_order_set_validity (a->txn, order, a->what->valid_until);
  *ret_changed = true;
  return true;
}

/* Lines whose promises were given up when the day had passed wait again. */
static bool
wake_lapsed (const Applying *a)
{
  bool woken = false;

  for (guint i = 0; i < a->work->lines->len; i++) {
    FoLine *line = &g_array_index (a->work->lines, FoLine, i);
    if (line->flags & FO_LINE_LAPSED) {
      fo_line_set_flags (a->txn, line, 0, FO_LINE_LAPSED);
      woken = true;
    }
  }
  return woken;
}

/* ---- a new one --------------------------------------------------------------------------------------------------- */

/* One that sales says has left or is picked waits until a person has looked: its gate is closed. */
static FoTxnEnd
insert_order (Applying *a, GError **error)
{
  FoOrder order = a->what->order;
  bool changed;
  FoGate said;

  order.id = fo_store_next_id (fo_txn_store (a->txn), error);
  if (!order.id || !fo_stage_judge (a->txn, &a->heard, NULL, error))
    return FO_TXN_FAIL;
  said = gate_said (a, FO_GATE_CLOSED);
  order.state = a->cancelled ? FO_ORDER_IS_CANCELLED : FO_ORDER_NEW;
  order.cancel_asked = a->cancelled;
  order.taken_by[0] = '\0';
  order.parked_at = 0;
  order.gate = gate_of (a, said, FO_GATE_OPEN);
  g_strlcpy (order.remote_id, fo_apply_has_remote (a->what->remote_id) ? a->what->remote_id : "", sizeof order.remote_id);
  fo_order_insert (a->txn, &order, order.remote_id[0] ? order.remote_id : NULL);
  if (said != FO_GATE_OPEN || order.gate == FO_GATE_CLOSED)
    fo_order_set_gate_said (a->txn, order.id, said, order.gate == FO_GATE_CLOSED ? a->context->today : FO_DAY_NONE);
  fo_reply_order (a->reply, &order);
  return fo_stage_take (a->txn, a->context, &a->heard, order.id, order.sales_state, true, error)
                 && take_validity (a, order.id, &changed, error)
                 && fo_ask_same_thing (a->txn, a->context->act->operation, &order, error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

/* ---- disagreeing ------------------------------------------------------------------------------------------------- */

static json_object *
lines_json (const FoOrderWork *work)
{
  json_object *lines = json_object_new_array ();

  for (guint i = 0; i < work->lines->len; i++) {
    const FoLine *line = &g_array_index (work->lines, FoLine, i);
    json_object *row;

    if (line->picked_u == 0 && line->shipped_u == 0)
      continue;
    row = json_object_new_object ();
    json_object_object_add (row, "position", json_object_new_int (line->position));
    json_object_object_add (row, "picked", fo_json_quantity (line->picked_u));
    json_object_object_add (row, "shipped", fo_json_quantity (line->shipped_u));
    json_object_array_add (lines, row);
  }
  return lines;
}

static FoTxnEnd
disagree (Applying *a, const char *kind, FoVerdict verdict, GError **error)
{
  const FoDispute dispute = { "order", a->what->remote_id ? a->what->remote_id : a->what->order.number, kind };
  json_object *ours = json_object_new_object (), *theirs = json_object_new_object ();

  json_object_object_add (ours, "order", json_object_new_string (a->work->order.number));
  json_object_object_add (ours, "state", json_object_new_string (fo_order_state_name (a->work->order.state)));
  json_object_object_add (ours, "lines", lines_json (a->work));
  json_object_object_add (theirs, "cancelled", json_object_new_boolean (a->cancelled));
  json_object_object_add (theirs, "sales_state", json_object_new_string (a->what->order.sales_state));
  return fo_apply_disagree (a->txn, &dispute, ours, theirs, verdict, a->reply, error);
}

/* ---- calling it off ---------------------------------------------------------------------------------------------- */

/* What it had goes to those who wait. */
static bool
offer_all (Applying *a, GArray *turns, GError **error)
{
  for (guint i = 0; i < turns->len; i++) {
    FoTurn *turn = &g_array_index (turns, FoTurn, i);
    FoItem item;

    if (fo_item_find (a->txn, turn->item, &item, error) != FO_FOUND
        || !fo_taken_offer (a->txn, turn, &item, &a->taken, a->context->today, error))
      return false;
  }
  return true;
}

static bool
call_off (Applying *a, GError **error)
{
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (FoTurn));

  return fo_turns_of_order (a->txn, a->work, turns, error) && fo_call_off_lines (a->txn, turns, a->work, error)
         && offer_all (a, turns, error);
}

static bool
has_shipped (const FoOrderWork *work)
{
  for (guint i = 0; i < work->lines->len; i++)
    if (g_array_index (work->lines, FoLine, i).shipped_u > 0)
      return true;
  return false;
}

static bool
has_picked (const FoOrderWork *work)
{
  for (guint i = 0; i < work->lines->len; i++)
    if (g_array_index (work->lines, FoLine, i).picked_u > 0)
      return true;
  return false;
}

/* What is made or ordered for its lines alone is not called off with them. */
static bool
ask_about_supplies (Applying *a, GError **error)
{
  for (guint i = 0; i < a->work->lines->len; i++)
    if (!fo_ask_about_supplies (a->txn, a->context->act->operation, a->work, &g_array_index (a->work->lines, FoLine, i), error))
      return false;
  return true;
}

/* Asked for, a cancellation stops picking and shipping at once; done it is only where no goods were touched. */
static FoTxnEnd
cancel_order (Applying *a, GError **error)
{
  FoOrder *order = &a->work->order;

  order->cancel_asked = order->state != FO_ORDER_ALL_SHIPPED;
  if (has_shipped (a->work) || !fo_order_may_step (order->state, FO_ORDER_IS_CANCELLED))
    return disagree (a, "cancel_shipped", FO_BELOW_SHIPPED, error);
  if (has_picked (a->work))
    return disagree (a, "cancel_picked", FO_BELOW_PICKED, error);
  return call_off (a, error) && ask_about_supplies (a, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* A service may be done although goods are not delivered any more. */
static bool
mend_services (Applying *a, const GArray *before, GError **error)
{
  g_auto (FoKits) kits = { NULL };

  if (!fo_kits_load (a->txn, a->work, &kits, error))
    return false;
  for (guint i = 0; i < a->work->lines->len; i++) {
    FoLine *line = &g_array_index (a->work->lines, FoLine, i);

    if (line->goods || fo_kits_is_kit (&kits, line->id))
      continue;
    line->cancelled_u = g_array_index (before, FoLine, i).cancelled_u;
    fo_line_update (a->txn, line);
  }
  return true;
}

/* Nothing more of it will leave, though not all did: a person says so. What stands on the bench is put back first. */
static FoTxnEnd
close_rest (Applying *a, bool *ret_cancelled, GError **error)
{
  g_autoptr (GArray) before = g_array_copy (a->work->lines);

  if (has_picked (a->work))
    return fo_refuse (a->reply, FO_BELOW_PICKED);
  *ret_cancelled = !has_shipped (a->work);
  if (!call_off (a, error) || !ask_about_supplies (a, error))
    return FO_TXN_FAIL;
  if (*ret_cancelled)
    return FO_TXN_COMMIT;
  fo_order_set_done (a->txn, a->work->order.id, a->context->act->operation, a->context->today);
  return mend_services (a, before, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* ---- other words about a known one ------------------------------------------------------------------------------- */

static void
take_words (FoOrder *ours, const FoOrder *said)
{
  g_strlcpy (ours->number, said->number, sizeof ours->number);
  g_strlcpy (ours->deal, said->deal, sizeof ours->deal);
  g_strlcpy (ours->customer, said->customer, sizeof ours->customer);
  g_strlcpy (ours->channel, said->channel, sizeof ours->channel);
  g_strlcpy (ours->sales_state, said->sales_state, sizeof ours->sales_state);
  ours->due_on = said->due_on;
  ours->ship_complete = said->ship_complete;
  ours->priority = said->priority;
}

/* Another planned day asks for goods that live until then. */
static bool
promise_anew (Applying *a, GError **error)
{
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (FoTurn));

  if (!fo_turns_of_order (a->txn, a->work, turns, error))
    return false;
  for (guint i = 0; i < a->work->lines->len; i++) {
    FoLine *line = &g_array_index (a->work->lines, FoLine, i);
    FoTurn *turn = fo_turn_of (turns, line->item_id);
    FoItem item;

    if (line->goods
        && (fo_item_find (a->txn, line->item_id, &item, error) != FO_FOUND
            || !fo_apply_promise_anew (a->txn, turn, &item, a->work, line, a->context->today, error)))
      return false;
  }
  return true;
}

/* What sales says is kept beside what the gate is, and since when it is closed. */
static bool
change_gate (Applying *a, FoOrder *order, GError **error)
{
  FoDay closed_on, since;
  FoGate before, said;

  if (!fo_order_gate_said (a->txn, order->id, &before, &closed_on, error))
    return false;
  said = gate_said (a, before);
  order->gate = gate_of (a, said, order->gate);
  since = order->gate != FO_GATE_CLOSED ? FO_DAY_NONE : closed_on != FO_DAY_NONE ? closed_on : a->context->today;
  if (said != before || since != closed_on)
    fo_order_set_gate_said (a->txn, order->id, said, since);
  return true;
}

/* It is wanted again: what was put back meanwhile is missing to its kits, and the rest of those is not held without it. */
static void
trim_kits (Applying *a)
{
  for (guint i = 0; i < a->work->lines->len; i++)
    fo_kits_lost (a->context, &g_array_index (a->work->lines, FoLine, i));
}

/* Called off, not called off any more, or closed. */
static FoTxnEnd
change_fate (Applying *a, bool *ret_cancelled, GError **error)
{
  FoOrder *order = &a->work->order;
  FoTxnEnd end = FO_TXN_COMMIT;

  *ret_cancelled = order->state == FO_ORDER_IS_CANCELLED;
  if (a->cancelled && !*ret_cancelled) {
    end = cancel_order (a, error);
    *ret_cancelled = a->reply->verdict == FO_OK;
  } else {
    if (order->cancel_asked && !a->cancelled)
      trim_kits (a);
    order->cancel_asked = a->cancelled;
  }
  return end == FO_TXN_COMMIT && a->what->rest_closed ? close_rest (a, ret_cancelled, error) : end;
}

static FoTxnEnd
change_order (Applying *a, bool *ret_cancelled, GError **error)
{
  FoOrder *order = &a->work->order;
  bool is_new_word = !g_str_equal (order->sales_state, a->what->order.sales_state);
  FoDay due_before = order->due_on;
  bool other_day = false;
  FoTxnEnd end;

  *ret_cancelled = order->state == FO_ORDER_IS_CANCELLED;
  if (*ret_cancelled && !a->cancelled) {
    /* It does not come back by that; but should what cancelled it be undone here, nobody asks for it any more. */
    order->cancel_asked = false;
    fo_order_update (a->txn, order);
    return disagree (a, "revived", FO_ORDER_CANCELLED, error);
  }
  if (!fo_stage_judge (a->txn, &a->heard, a->work, error))
    return FO_TXN_FAIL;
  take_words (order, &a->what->order);
  if (!change_gate (a, order, error) || !take_validity (a, order->id, &other_day, error)
      || !fo_stage_take (a->txn, a->context, &a->heard, order->id, order->sales_state, is_new_word, error))
    return FO_TXN_FAIL;
  end = change_fate (a, ret_cancelled, error);
  if (end != FO_TXN_COMMIT)
    return end;
  if (a->is_new_name) {
    fo_order_set_remote_id (a->txn, order, a->what->remote_id);
    a->work->reservations_changed = true;
    if (!fo_born_matched (a->txn, a->context->act->operation, order->id, error))
      return FO_TXN_FAIL;
  }
  fo_order_update (a->txn, order);
  other_day = (other_day && wake_lapsed (a)) || order->due_on != due_before;
  return order->cancel_asked || !other_day || promise_anew (a, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* ---- the act ----------------------------------------------------------------------------------------------------- */

static bool
open_orders (Applying *a, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));

  fo_taken_want (&a->taken, a->known);
  if ((a->cancelled || a->what->rest_closed) && !fo_lines_of_order (a->txn, a->known, lines, error))
    return false;
  for (guint i = 0; i < lines->len; i++)
    if (!fo_taken_want_waiting (a->txn, &a->taken, g_array_index (lines, FoLine, i).item_id, error))
      return false;
  return fo_taken_open (a->txn, &a->taken, error);
}

static FoTxnEnd
change_and_settle (Applying *a, GError **error)
{
  const char *remote_id = a->what->remote_id ? a->what->remote_id : a->what->order.number;
  bool cancelled;
  FoTxnEnd end = change_order (a, &cancelled, error);

  if (end != FO_TXN_COMMIT)
    return end;
  if (!fo_taken_settle (a->txn, a->context->act->operation, &a->taken, a->work, cancelled, error))
    return FO_TXN_FAIL;
  if (a->reply->verdict == FO_OK)
    fo_conflict_close (a->txn, "order", remote_id);
  fo_reply_order (a->reply, &a->work->order);
  return FO_TXN_COMMIT;
}

FoTxnEnd
fo_apply_order_part (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error)
{
  Applying a = { .txn = txn, .context = context, .what = what, .reply = reply };
  g_auto (FoTakenOrders) taken = { NULL, NULL };
  FoTxnEnd end = judge (&a);

  fo_taken_init (&taken);
  a.taken = taken; /* the same arrays; cleared once */
  if (end == FO_TXN_COMMIT)
    end = find_order (&a, error);
  if (end == FO_TXN_COMMIT && (!find_customer (&a, error) || !fo_stage_hear (txn, &a.what->order, &a.heard, error)))
    end = FO_TXN_FAIL;
  a.cancelled = a.what->cancelled || (a.heard.said && a.heard.stage == FO_STAGE_CANCELLED);
  if (end != FO_TXN_COMMIT)
    return end;
  if (!a.known)
    return insert_order (&a, error);
  if (!open_orders (&a, error))
    return FO_TXN_FAIL;
  a.work = fo_taken_order (&a.taken, a.known);
  return a.work ? change_and_settle (&a, error) : fo_refuse (reply, FO_ORDER_UNKNOWN);
}

bool
fo_work_apply_order (FoStore *store, const FoAct *act, const FoApplyOrder *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "apply-order", fo_apply_order_part, what, reply, error);
}

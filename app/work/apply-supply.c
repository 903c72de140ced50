/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "apply-parts.h"
#include "asks.h"
#include "born.h"

/* A production or purchase order line on its way from what was said to what is written. */
typedef struct {
  FoTxn *txn;
  const FoActContext *context;
  const FoApplySupply *what;
  FoReply *reply;
  FoItem item;
  FoSupply supply; /* as it is in the store, then as it shall be */
  bool is_known, is_new_name;
  FoDay ready_before;
  FoQuantity lost_u; /* of what was promised from it */
  FoTakenOrders taken;
  FoTurn turn;
} Applying;

/* ---- what is said ------------------------------------------------------------------------------------------------ */

static FoTxnEnd
judge (const Applying *a)
{
  const FoSupply *said = &a->what->supply;
  FoVerdict verdict = said->ordered_u > 0 ? fo_item_may_book (&a->item, said->ordered_u) : FO_OK;

  if (!said->number[0])
    return fo_apply_refuse_field (a->reply, FO_MESSAGE_MALFORMED, "number", "");
  if (verdict != FO_OK)
    return fo_apply_refuse_field (a->reply, verdict, "quantity", "");
  if (said->ordered_u < 0)
    return fo_apply_refuse_field (a->reply, FO_QUANTITY_NOT_POSITIVE, "quantity", "");
  if (said->progress_percent < 0 || said->progress_percent > 100)
    return fo_apply_refuse_field (a->reply, FO_MESSAGE_MALFORMED, "progress_percent", "");
  if (said->tolerance_percent < 0)
    return fo_apply_refuse_field (a->reply, FO_MESSAGE_MALFORMED, "tolerance_percent", "");
  if (!fo_apply_remote_fits (a->what->remote_id))
    return fo_apply_refuse_field (a->reply, FO_TEXT_TOO_LONG, "id", a->what->remote_id);
  return FO_TXN_COMMIT;
}

static FoTxnEnd
find_item (Applying *a, GError **error)
{
  FoFound found = fo_item_find (a->txn, a->what->supply.item_id, &a->item, error);

  if (found != FO_FOUND)
    return fo_not_found (found, a->reply, FO_ITEM_UNKNOWN);
  fo_reply_item (a->reply, &a->item);
  fo_args_set_text (&a->reply->args, "supply", a->what->supply.number);
  return FO_TXN_COMMIT;
}

/* ---- which one it is --------------------------------------------------------------------------------------------- */

/* By kind, number and item; when sales brings a name, only one that has none yet. */
static bool
find_numbered (Applying *a, GError **error)
{
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));
  bool by_name = fo_apply_has_remote (a->what->remote_id);

  if (!fo_supplies_numbered (a->txn, a->what->supply.number, supplies, error))
    return false;
  for (guint i = 0; i < supplies->len && !a->is_known; i++) {
    const FoSupply *supply = &g_array_index (supplies, FoSupply, i);
    char remote_id[FO_REMOTE_ID_MAX];

    if (supply->kind != a->what->supply.kind || supply->item_id != a->item.id)
      continue;
    if (!fo_supply_remote_id (a->txn, supply->id, remote_id, error))
      return false;
    a->is_known = !by_name || !remote_id[0];
    if (a->is_known)
      a->supply = *supply;
  }
  a->is_new_name = a->is_known && by_name;
  return true;
}

/* What was opened or proposed here: sales names our number. */
static bool
find_reference (Applying *a, GError **error)
{
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));
  const char *reference = a->what->reference;

  if (a->is_known || !reference || !reference[0])
    return true;
  if (!fo_supplies_numbered (a->txn, reference, supplies, error))
    return false;
  for (guint i = 0; i < supplies->len && !a->is_known; i++) {
    a->supply = g_array_index (supplies, FoSupply, i);
    a->is_known = a->supply.kind == a->what->supply.kind && a->supply.item_id == a->item.id;
  }
  a->is_new_name = a->is_known && fo_apply_has_remote (a->what->remote_id);
  return true;
}

/* A proposal for the order line it is for is taken up by the first of its kind that comes for that line. */
static bool
find_proposal (Applying *a, GError **error)
{
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));

  if (a->is_known || !a->what->supply.line_id)
    return true;
  if (!fo_supplies_for_line (a->txn, a->what->supply.line_id, supplies, error))
    return false;
  for (guint i = 0; i < supplies->len && !a->is_known; i++) {
    a->supply = g_array_index (supplies, FoSupply, i);
    a->is_known = a->supply.state == FO_SUPPLY_PROPOSED && a->supply.kind == a->what->supply.kind
                  && a->supply.item_id == a->item.id;
  }
  a->is_new_name = a->is_known && fo_apply_has_remote (a->what->remote_id);
  return true;
}

static bool
find_supply (Applying *a, GError **error)
{
  FoFound found = FO_ABSENT;

  a->is_known = a->is_new_name = false;
  if (fo_apply_has_remote (a->what->remote_id))
    found = fo_supply_find_by_remote (a->txn, a->what->remote_id, &a->supply, error);
  if (found != FO_ABSENT) {
    a->is_known = found == FO_FOUND;
    return found == FO_FOUND;
  }
  return find_numbered (a, error) && find_reference (a, error) && find_proposal (a, error);
}

/* ---- promises that rest on it ------------------------------------------------------------------------------------ */

static bool
give_up (Applying *a, FoPromise *promise, FoQuantity quantity_u, GError **error)
{
  FoOrderWork *work = NULL;
  FoLine *line = fo_taken_line (&a->taken, promise->line_id, &work);

  if (!line) {
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_BUSY, "The promises on supply %s changed meanwhile.",
                 a->supply.number);
    return false;
  }
  promise->quantity_u -= quantity_u;
  fo_promise_set (a->txn, promise);
  fo_line_add (a->txn, line, -quantity_u, 0, 0, 0);
  line->from_supply_u -= quantity_u;
  work->reservations_changed = true;
  fo_supply_add (a->txn, &a->supply, 0, -quantity_u);
  return true;
}

/* Less will come than was promised: the least urgent promise goes first. */
static bool
shrink_promises (Applying *a, GError **error)
{
  g_autoptr (GArray) promises = g_array_new (FALSE, FALSE, sizeof (FoPromise));
  FoQuantity over_u = a->supply.promised_u - fo_supply_open (&a->supply);

  a->lost_u = MAX (over_u, 0);
  if (over_u <= 0)
    return true;
  if (!fo_promises_of_supply (a->txn, a->supply.id, promises, error))
    return false;
  for (guint i = promises->len; i > 0 && over_u > 0; i--) {
    FoPromise *promise = &g_array_index (promises, FoPromise, i - 1);
    FoQuantity quantity_u = MIN (promise->quantity_u, over_u);

    if (!give_up (a, promise, quantity_u, error))
      return false;
    over_u -= quantity_u;
  }
  return true;
}

/* The line it was made for comes first; then whoever waits. */
static bool
promise_from_it (Applying *a, GError **error)
{
  FoOrderWork *work = NULL;
  FoLine *own = a->supply.line_id ? fo_taken_line (&a->taken, a->supply.line_id, &work) : NULL;
  FoQuantity promised_u;

  if (own && work->order.state != FO_ORDER_IS_CANCELLED && !work->order.cancel_asked && own->item_id == a->item.id
      && !fo_promise_line (a->txn, &a->turn, &a->item, work, own, a->context->today, &promised_u, error))
    return false;
  return fo_taken_offer (a->txn, &a->turn, &a->item, &a->taken, a->context->today, error);
}

/* ---- writing it -------------------------------------------------------------------------------------------------- */

static void
take_words (FoSupply *ours, const FoSupply *said)
{
  g_strlcpy (ours->number, said->number, sizeof ours->number);
  g_strlcpy (ours->partner, said->partner, sizeof ours->partner);
  ours->ordered_u = said->ordered_u;
  ours->line_id = said->line_id;
  ours->dedicated = said->dedicated;
  ours->progress_percent = said->progress_percent;
  ours->ready_on = said->ready_on;
  ours->state = said->state;
  ours->tolerance_percent = said->tolerance_percent;
}

static bool
insert_supply (Applying *a, GError **error)
{
  a->supply = a->what->supply;
  a->supply.id = fo_store_next_id (fo_txn_store (a->txn), error);
  a->supply.received_u = a->supply.promised_u = 0;
  if (!a->supply.id)
    return false;
  fo_supply_insert (a->txn, &a->supply, fo_apply_has_remote (a->what->remote_id) ? a->what->remote_id : NULL);
  return true;
}

/* Another day than it was: the history is kept. */
static void
note_slip (const Applying *a)
{
  const FoSlip slip = { a->context->act->operation, a->ready_before, a->supply.ready_on };

  if (a->ready_before != a->supply.ready_on && a->ready_before != FO_DAY_NONE)
    fo_slip_insert (a->txn, a->supply.id, &slip);
}

static bool
update_supply (Applying *a, GError **error)
{
  /* Read again: the item's turn is held only now. */
  if (fo_supply_find (a->txn, a->supply.id, &a->supply, error) != FO_FOUND)
    return false;
  a->ready_before = a->supply.ready_on;
  take_words (&a->supply, &a->what->supply);
  fo_supply_update (a->txn, &a->supply);
  if (a->is_new_name)
    fo_supply_set_remote_id (a->txn, a->supply.id, a->what->remote_id);
  if (a->is_new_name && !fo_born_matched_supply (a->txn, a->context->act->operation, a->supply.id, error))
    return false;
  note_slip (a);
  return shrink_promises (a, error);
}

/* Closed with less than was promised from it; or the lines it was for want less than is coming. */
static bool
ask (Applying *a, GError **error)
{
  FoId operation = a->context->act->operation;
  FoOrderWork *work = NULL;
  const FoLine *own = a->supply.line_id ? fo_taken_line (&a->taken, a->supply.line_id, &work) : NULL;

  return (!a->is_known || fo_ask_about_slip (a->txn, operation, &a->supply, error))
         && (a->supply.state != FO_SUPPLY_CLOSED_STATE
             || fo_ask_came_short (a->txn, operation, &a->supply, a->lost_u, error))
         && (!own || !a->is_known || fo_ask_about_supplies (a->txn, operation, work, own, error));
}

static FoTxnEnd
disagree_about_item (Applying *a, GError **error)
{
  const FoDispute dispute = { "supply", a->what->remote_id ? a->what->remote_id : a->what->supply.number,
                              "item_changed" };
  json_object *ours = json_object_new_object (), *theirs = json_object_new_object ();
  FoItem item;

  if (fo_item_find (a->txn, a->supply.item_id, &item, error) != FO_FOUND) {
    json_object_put (ours);
    json_object_put (theirs);
    return FO_TXN_FAIL;
  }
  json_object_object_add (ours, "item", json_object_new_string (item.code));
  json_object_object_add (ours, "received", fo_json_quantity (a->supply.received_u));
  json_object_object_add (theirs, "item", json_object_new_string (a->item.code));
  return fo_apply_disagree (a->txn, &dispute, ours, theirs, FO_NOT_ON_THIS_ORDER, a->reply, error);
}

/* ---- the act ----------------------------------------------------------------------------------------------------- */

static bool
want_line (Applying *a, FoId line_id, GError **error)
{
  FoLine line;
  FoFound found = line_id ? fo_line_find (a->txn, line_id, &line, error) : FO_ABSENT;

  if (found == FO_FOUND)
    fo_taken_want (&a->taken, line.order_id);
  return found != FO_FAILED;
}

static bool
open_orders (Applying *a, GError **error)
{
  g_autoptr (GArray) promises = g_array_new (FALSE, FALSE, sizeof (FoPromise));

  if (!want_line (a, a->what->supply.line_id, error) || !fo_taken_want_waiting (a->txn, &a->taken, a->item.id, error))
    return false;
  if (a->is_known && !fo_promises_of_supply (a->txn, a->supply.id, promises, error))
    return false;
  for (guint i = 0; i < promises->len; i++)
    if (!want_line (a, g_array_index (promises, FoPromise, i).line_id, error))
      return false;
  return fo_taken_open (a->txn, &a->taken, error);
}

static bool
write_supply (Applying *a, GError **error)
{
  return open_orders (a, error) && fo_turn_take (a->txn, a->item.id, &a->turn, error)
         && (a->is_known ? update_supply (a, error) : insert_supply (a, error)) && promise_from_it (a, error)
         && ask (a, error)
         && fo_taken_settle (a->txn, a->context->act->operation, &a->taken, NULL, false, error);
}

FoTxnEnd
fo_apply_supply_part (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error)
{
  Applying a = { .txn = txn, .context = context, .what = what, .reply = reply };
  g_auto (FoTakenOrders) taken = { NULL, NULL };
  FoTxnEnd end = find_item (&a, error);

  fo_taken_init (&taken);
  a.taken = taken; /* the same arrays; cleared once */
  if (end == FO_TXN_COMMIT)
    end = judge (&a);
  if (end != FO_TXN_COMMIT)
    return end;
  if (!find_supply (&a, error))
    return FO_TXN_FAIL;
  if (a.is_known && a.supply.item_id != a.item.id)
    return disagree_about_item (&a, error);
  if (!write_supply (&a, error))
    return FO_TXN_FAIL;
  if (fo_apply_has_remote (a.what->remote_id))
    fo_conflict_close (txn, "supply", a.what->remote_id);
  fo_args_set_quantity (&reply->args, "promised", a.supply.promised_u);
  return FO_TXN_COMMIT;
}

bool
fo_work_apply_supply (FoStore *store, const FoAct *act, const FoApplySupply *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "apply-supply", fo_apply_supply_part, what, reply, error);
}

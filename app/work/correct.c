/* SPDX-License-Identifier: GPL-3.0-or-later
 * A day or a number that was typed wrongly is put right, with all that hangs on it. */
#include "lots.h"
#include "undo-parts.h"

#include <string.h>

/* ---- what both share ----------------------------------------------------------------------------------------------- */

typedef struct {
  FoTxn *txn;
  const FoActContext *context;
  FoReply *reply;
  FoItem item;
  FoLot before, after;
  const char *reason;
  FoTurn turn;
  json_object *lost;
} Correct;

static void
correct_clear (Correct *c)
{
  g_clear_pointer (&c->lost, json_object_put);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Correct, correct_clear)

static FoTxnEnd
open_lot (Correct *c, FoId lot, GError **error)
{
  FoFound found = fo_lot_find (c->txn, lot, &c->before, error);
  FoTxnEnd end;

  if (found == FO_FOUND)
    found = fo_item_find (c->txn, c->before.item_id, &c->item, error);
  if (found != FO_FOUND)
    return fo_not_found (found, c->reply, FO_LOT_UNKNOWN);
  fo_reply_item (c->reply, &c->item);
  fo_reply_lot (c->reply, &c->before);
  end = fo_right_judge (c->txn, c->context->act, "correct", c->reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  if (!c->reason || !c->reason[0])
    return fo_refuse (c->reply, FO_REASON_NEEDED);
  fo_args_set_text (&c->reply->args, "reason", c->reason);
  c->after = c->before;
  c->lost = json_object_new_array ();
  return fo_turn_take (c->txn, c->item.id, &c->turn, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static bool
plan_anew (Correct *c, GError **error)
{
  FoId operation = c->context->act->operation;

  return fo_mend_promises (c->txn, operation, &c->turn, &c->item, c->context->today, c->lost, error)
         && fo_promise_waiting (c->txn, operation, &c->turn, &c->item, c->context->today, error);
}

/* Places whose labels say what is wrong, goods on benches, and who has some already. */
static bool
count_consequences (Correct *c, FoId lot, GError **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (FoLotPlace)), shipped = g_array_new (FALSE, FALSE, sizeof (FoLotShipped));
  FoQuantity picked_u = 0;

  if (!fo_lot_places (c->txn, lot, places, error) || !fo_lot_shipped (c->txn, lot, shipped, error))
    return false;
  for (guint i = 0; i < places->len; i++)
    if (g_array_index (places, FoLotPlace, i).kind == FO_PLACE_BENCH)
      picked_u += g_array_index (places, FoLotPlace, i).held_u;
  fo_args_set_count (&c->reply->args, "labels", places->len);
  fo_args_set_count (&c->reply->args, "shipped", shipped->len);
  fo_args_set_quantity (&c->reply->args, "picked", picked_u);
  return true;
}

/* Did sales ever hear of it: by a receipt or a shipment? */
static bool
is_known_to_sales (Correct *c, bool *ret_known, GError **error)
{
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (FoLotEvent));

  if (!fo_lot_events (c->txn, c->before.id, 0, 100, events, error))
    return false;
  *ret_known = false;
  for (guint i = 0; i < events->len; i++) {
    const FoLotEvent *event = &g_array_index (events, FoLotEvent, i);
    *ret_known |= event->kind == FO_MOVE_RECEIPT || event->kind == FO_MOVE_PRODUCTION || event->kind == FO_MOVE_SHIP;
  }
  return true;
}

static bool
tell_sales (Correct *c, bool merged, GError **error)
{
  GString *body;
  bool known;

  if (!is_known_to_sales (c, &known, error))
    return false;
  if (!known)
    return true;
  body = fo_json_new ('{');
  fo_json_add_text (body, "item", c->item.code);
  fo_json_open (body, "was", '{');
  fo_json_add_text (body, "lot", c->before.number);
  fo_json_add_day (body, "expires_on", c->before.expires_on);
  fo_json_close (body, '}');
  fo_json_add_text (body, "lot", c->after.number);
  fo_json_add_day (body, "expires_on", c->after.expires_on);
  fo_json_add_yes (body, "merged", merged);
  fo_json_add_text (body, "reason", c->reason);
  return fo_tell_sales (c->txn, c->context->act->operation, "item", c->item.id, "lot.correct", body, error);
}

static FoTxnEnd
finish (Correct *c, bool merged, GError **error)
{
  if (!plan_anew (c, error) || !count_consequences (c, c->after.id, error) || !tell_sales (c, merged, error))
    return FO_TXN_FAIL;
  fo_reply_lines (c->reply, g_steal_pointer (&c->lost));
  fo_reply_lot (c->reply, &c->after);
  return FO_TXN_COMMIT;
}

/* ---- a day --------------------------------------------------------------------------------------------------------- */

/* What the package names is that day: use by, best before, whichever the wrong one was. */
static bool
correct_named_days (Correct *c, GError **error)
{
  FoLotDays days, right;

  if (!fo_lot_days_get (c->txn, &c->before, &days, error))
    return false;
  right = days;
  if (days.use_by_on != FO_DAY_NONE && days.use_by_on == c->before.expires_on)
    right.use_by_on = c->after.expires_on;
  if (days.best_before_on != FO_DAY_NONE && days.best_before_on == c->before.expires_on)
    right.best_before_on = c->after.expires_on;
  if (right.use_by_on != days.use_by_on || right.best_before_on != days.best_before_on)
    fo_lot_days_put (c->txn, c->before.id, &right);
  return true;
}

static FoTxnEnd
correct_day (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoCorrectDay *what = data;
  g_auto (Correct) c = { .txn = txn, .context = context, .reply = reply, .reason = what->reason };
  FoTxnEnd end = open_lot (&c, what->lot, error);

  if (end != FO_TXN_COMMIT)
    return end;
  if (what->expires_on == FO_DAY_NONE && what->produced_on == FO_DAY_NONE && !what->none)
    return fo_refuse (reply, FO_EXPIRY_NEEDED);
  if (what->expires_on != FO_DAY_NONE || what->none)
    c.after.expires_on = what->expires_on;
  if (what->produced_on != FO_DAY_NONE)
    c.after.produced_on = what->produced_on;
  fo_args_set_day (&reply->args, "before", c.before.expires_on);
  if (!correct_named_days (&c, error)
      || !fo_lot_change (txn, context, &c.turn, &c.item, &c.before, &c.after, what->reason, c.lost, error))
    return FO_TXN_FAIL;
  return finish (&c, false, error);
}

bool
fo_work_correct_day (FoStore *store, const FoAct *act, const FoCorrectDay *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "correct-day", correct_day, what, reply, error);
}

static FoDay
day_of (const FoUndone *undone, const char *name)
{
  const FoArg *arg = fo_args_get (&undone->was->args, name);
  FoDay day = FO_DAY_NONE;

  if (arg && arg->kind == FO_ARG_DAY)
    return (FoDay) arg->number;
  return fo_day_parse_iso (fo_undone_text (undone, name), &day) == FO_OK ? day : FO_DAY_NONE;
}

FoTxnEnd
fo_undo_correct_day (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  FoCorrectDay what = { .expires_on = day_of (undone, "before"), .produced_on = FO_DAY_NONE, .reason = "undo", .none = true };
  FoLot lot;
  FoFound found = fo_undone_lot (txn, undone, &lot, error);

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_CANNOT_UNDO);
  if (lot.expires_on != day_of (undone, "expires_on")) /* put right once more since */
    return fo_refuse (reply, FO_CANNOT_UNDO);
  what.lot = lot.id;
  return correct_day (txn, undone->context, &what, reply, error);
}

/* ---- a number ------------------------------------------------------------------------------------------------------ */

/* What lies at PLACE is the right lot's; what is picked there stays picked for whom it was. */
static bool
merge_place (Correct *c, const FoLotPlace *at, FoLotLink *link, GError **error)
{
  FoRelabelPart part = { .item = &c->item, .from = &c->before, .to = &c->after, .why = c->reason };
  FoPlace place;

  if (fo_place_find (c->txn, at->place_id, &place, error) != FO_FOUND)
    return false;
  part.place = &place;
  part.quantity_u = at->on_hand_u;
  part.held_u = at->held_u;
  link->quantity_u += at->on_hand_u;
  return fo_relabel_book (c->txn, &c->turn, c->context->act->operation, &part, error);
}

/* Holds follow their goods where the right lot serves them; the others are let go before. */
static bool
merge_holds (Correct *c, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  if (!fo_holds_of_lot (c->txn, c->before.id, holds, error))
    return false;
  for (guint i = 0; i < holds->len; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);
    FoHold moved = *hold;

    moved.lot_id = c->after.id;
    fo_hold_take (c->txn, hold, hold->quantity_u);
    fo_hold_add (c->txn, &moved);
  }
  return true;
}

/* The number is free again for a lot that really bears it: "B7→B1", "B7→B1 2" … */
static bool
name_past (Correct *c, FoLot *past, GError **error)
{
  FoFound found = FO_FOUND;

  *past = c->before;
  for (guint i = 1; found == FO_FOUND; i++) {
    g_autofree char *number = i == 1 ? g_strdup_printf ("%.20s→%.20s", c->before.number, c->after.number)
                                     : g_strdup_printf ("%.20s→%.20s %u", c->before.number, c->after.number, i);
    FoLot other;

    g_strlcpy (past->number, number, sizeof past->number);
    found = fo_lot_find_owned (c->txn, c->item.id, past->number, past->owner, &other, error);
  }
  return found == FO_ABSENT;
}

static bool
merge (Correct *c, GError **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (FoLotPlace));
  FoLotLink link = { .child = c->after.id, .parent = c->before.id, .operation = c->context->act->operation };
  FoLot judged = c->after, past;

  judged.id = c->before.id;
  if (!fo_holds_rejudge (c->txn, c->context, &c->turn, &c->item, &judged, c->lost, error)
      || !fo_lot_places (c->txn, c->before.id, places, error))
    return false;
  for (guint i = 0; i < places->len; i++)
    if (!merge_place (c, &g_array_index (places, FoLotPlace, i), &link, error))
      return false;
  if (!merge_holds (c, error))
    return false;
  g_strlcpy (link.why, c->reason, sizeof link.why);
  if (link.quantity_u > 0)
    fo_lot_link_insert (c->txn, &link);
  if (!name_past (c, &past, error))
    return false;
  fo_lot_merge_names (c->txn, &c->before, &c->after, past.number, c->context->act->operation);
  return fo_lot_set (c->txn, &c->turn, &c->item, &c->before, &past, c->reason, error);
}

static FoVerdict
judge_number (const Correct *c, const char *number)
{
  if (c->item.tracking == FO_TRACKING_NONE || !number || !*number)
    return FO_LOT_NEEDED;
  if (strlen (number) >= FO_LOT_NUMBER_MAX)
    return FO_TEXT_TOO_LONG;
  return strcmp (number, c->before.number) == 0 ? FO_NUMBER_TAKEN : FO_OK;
}

static FoVerdict
judge_merge (const Correct *c)
{
  if (c->after.state == c->before.state)
    return FO_OK;
  return c->after.state == FO_LOT_STATE_QUARANTINE || c->before.state == FO_LOT_STATE_QUARANTINE ? FO_LOT_IN_QUARANTINE
                                                                                                  : FO_LOT_BLOCKED;
}

static FoTxnEnd
correct_number (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoCorrectNumber *what = data;
  g_auto (Correct) c = { .txn = txn, .context = context, .reply = reply, .reason = what->reason };
  FoTxnEnd end = open_lot (&c, what->lot, error);
  FoFound found;
  FoVerdict verdict;

  if (end != FO_TXN_COMMIT)
    return end;
  verdict = judge_number (&c, what->number);
  if (verdict != FO_OK)
    return fo_refuse (reply, verdict);
  found = fo_lot_find_owned (txn, c.item.id, what->number, c.before.owner, &c.after, error);
  if (found == FO_FAILED)
    return FO_TXN_FAIL;
  verdict = found == FO_FOUND ? judge_merge (&c) : FO_OK;
  if (verdict != FO_OK)
    return fo_refuse (reply, verdict);
  fo_args_set_text (&reply->args, "other_lot", c.before.number);
  fo_args_set_text (&reply->args, "merged", found == FO_FOUND ? "yes" : "no");
  if (found == FO_FOUND)
    return merge (&c, error) ? finish (&c, true, error) : FO_TXN_FAIL;
  g_strlcpy (c.after.number, what->number, sizeof c.after.number);
  fo_lot_rename (txn, &c.before, what->number, context->act->operation);
  return fo_lot_change (txn, context, &c.turn, &c.item, &c.before, &c.after, what->reason, c.lost, error) ? finish (&c, false, error)
                                                                                                          : FO_TXN_FAIL;
}

bool
fo_work_correct_number (FoStore *store, const FoAct *act, const FoCorrectNumber *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "correct-number", correct_number, what, reply, error);
}

/* Its old number is its again, unless another lot has it by now. */
FoTxnEnd
fo_undo_correct_number (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  FoCorrectNumber what = { .number = fo_undone_text (undone, "other_lot"), .reason = "undo" };
  FoLot lot, other;
  FoFound found = fo_undone_lot (txn, undone, &lot, error);

  if (strcmp (fo_undone_text (undone, "merged"), "yes") == 0) {
    fo_args_set_text (&reply->args, "instead", "undo.merged");
    return fo_refuse (reply, FO_NO_UNDO);
  }
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_CANNOT_UNDO);
  found = fo_lot_find_owned (txn, lot.item_id, what.number, lot.owner, &other, error);
  if (found != FO_ABSENT)
    return fo_not_found (found == FO_FAILED ? found : FO_ABSENT, reply, FO_CANNOT_UNDO);
  what.lot = lot.id;
  return correct_number (txn, undone->context, &what, reply, error);
}

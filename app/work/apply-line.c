/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "apply-line.h"
#include "asks.h"
#include "born.h"
#include "stand-ins.h"
#include "substitute.h"

/* ---- what is said ------------------------------------------------------------------------------------------------ */

static FoTxnEnd
judge_quantities (const FoApplyingLine *a)
{
  const FoLine *said = &a->what->line;
  FoVerdict verdict = said->ordered_u > 0 ? fo_item_may_book (&a->item, said->ordered_u) : FO_OK;

  if (verdict != FO_OK && verdict != FO_ITEM_IS_SERVICE)
    return fo_apply_refuse_field (a->reply, verdict, "quantity", "");
  if (said->ordered_u < 0 || said->cancelled_u < 0)
    return fo_apply_refuse_field (a->reply, FO_QUANTITY_NOT_POSITIVE, "quantity", "");
  if (said->cancelled_u > said->ordered_u)
    return fo_apply_refuse_field (a->reply, FO_QUANTITY_TOO_LARGE, "cancelled", "");
  if (a->what->shipped_before_u < 0 || a->what->shipped_before_u > said->ordered_u - said->cancelled_u)
    return fo_apply_refuse_field (a->reply, FO_QUANTITY_TOO_LARGE, "shipped", "");
  if (!fo_apply_remote_fits (a->what->remote_id))
    return fo_apply_refuse_field (a->reply, FO_TEXT_TOO_LONG, "id", a->what->remote_id);
  return FO_TXN_COMMIT;
}

static FoTxnEnd
find_item (FoApplyingLine *a, GError **error)
{
  FoFound found;

  fo_announce_item_life_get (a->txn, a->what->line.item_id);
  fo_announce_lines_of_order (a->txn, a->what->line.order_id);
  if (fo_apply_has_remote (a->what->remote_id))
    fo_announce_line_by_remote (a->txn, a->what->remote_id);
  found = fo_item_find (a->txn, a->what->line.item_id, &a->item, error);

  if (found != FO_FOUND)
    return fo_not_found (found, a->reply, FO_ITEM_UNKNOWN);
  fo_reply_item (a->reply, &a->item);
  a->goods = a->what->line.goods && a->item.kind == FO_ITEM_GOODS;
  if (a->item.kind == FO_ITEM_KIT && !fo_quantity_is_whole (a->what->line.ordered_u - a->what->line.cancelled_u))
    return fo_apply_refuse_field (a->reply, FO_QUANTITY_NOT_WHOLE, "quantity", "");
  return FO_TXN_COMMIT;
}

/* ---- which line it is -------------------------------------------------------------------------------------------- */

/* A line that was born here has no name at sales yet: the first one of the same item gets it. */
static bool
may_be_called (FoApplyingLine *a, const FoLine *line, bool *ret_may, GError **error)
{
  char remote_id[FO_NUMBER_MAX];

  *ret_may = false;
  if (line->item_id != a->item.id)
    return true;
  if (!fo_line_remote_id (a->txn, line->id, remote_id, error))
    return false;
  *ret_may = !remote_id[0];
  return true;
}

static bool
find_among_lines (FoApplyingLine *a, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));
  bool by_name = fo_apply_has_remote (a->what->remote_id);

  if (!fo_lines_of_order (a->txn, a->what->line.order_id, lines, error))
    return false;
  for (guint i = 0; i < lines->len && !a->is_known; i++) {
    const FoLine *line = &g_array_index (lines, FoLine, i);

    if (line->flags & (FO_LINE_OF_KIT | FO_LINE_STANDS_IN))
      continue;
    if (by_name && !may_be_called (a, line, &a->is_known, error))
      return false;
    if (!by_name)
      a->is_known = line->position == a->what->line.position;
    if (a->is_known)
      a->known = *line;
  }
  return true;
}

static bool
find_line (FoApplyingLine *a, GError **error)
{
  FoFound found = FO_ABSENT;

  a->is_known = a->is_new_name = false;
  if (fo_apply_has_remote (a->what->remote_id))
    found = fo_line_find_by_remote (a->txn, a->what->remote_id, &a->known, error);
  if (found != FO_ABSENT) {
    fo_announce_forget (a->txn); /* the lines are to be those behind the order's turn: a station may be changing them */
    a->is_known = found == FO_FOUND;
    return found == FO_FOUND;
  }
  if (!find_among_lines (a, error))
    return false;
  a->is_new_name = a->is_known && fo_apply_has_remote (a->what->remote_id);
  return true;
}

/* ---- writing it -------------------------------------------------------------------------------------------------- */

static int32_t
position_behind (const FoOrderWork *work)
{
  int32_t last = 0;

  for (guint i = 0; i < work->lines->len; i++)
    last = MAX (last, g_array_index (work->lines, FoLine, i).position);
  return last + 1;
}

static bool
is_cancelled (const FoApplyingLine *a)
{
  return a->work->order.state == FO_ORDER_IS_CANCELLED;
}

/* What shall stay open of it; nothing on an order that was called off. */
FoQuantity
fo_line_said_cancelled (const FoApplyingLine *a)
{
  return is_cancelled (a) ? a->what->line.ordered_u : a->what->line.cancelled_u + a->replaced_u;
}

/* What the line's goods must live for at least: its own word, else the customer's, else the item's. */
static int32_t
life_of (const FoApplyingLine *a, int32_t said_days)
{
  return a->goods ? fo_min_life_of_line (said_days, a->customer.id ? a->customer.min_life_days : 0, &a->item_life, &a->item) : said_days;
}

/* What sales says of other goods instead. */
static void
set_substitutes (FoApplyingLine *a, FoLine *line)
{
  fo_line_mark (a->txn, line, FO_LINE_SUBSTITUTES_YES, a->what->substitutes == FO_SUBSTITUTES_ALLOWED);
  fo_line_mark (a->txn, line, FO_LINE_SUBSTITUTES_NO, a->what->substitutes == FO_SUBSTITUTES_REFUSED);
}

static void
set_life (FoApplyingLine *a, FoLine *line)
{
  line->min_life_days = life_of (a, a->what->line.min_life_days);
  fo_line_mark (a->txn, line, FO_LINE_LIFE_OF_CUSTOMER, a->what->line.min_life_days == 0 && line->min_life_days > 0);
}

static bool
insert_line (FoApplyingLine *a, int32_t position, GError **error)
{
  FoLine line = a->what->line;

  line.id = fo_store_next_id (fo_txn_store (a->txn), error);
  if (!line.id)
    return false;
  line.order_id = a->work->order.id;
  line.position = position > 0 ? position : position_behind (a->work);
  line.goods = a->goods;
  line.flags = 0;
  line.owner[0] = '\0';
  line.min_life_days = life_of (a, line.min_life_days);
  line.cancelled_u = fo_line_said_cancelled (a);
  line.promised_u = line.held_u = line.picked_u = line.from_supply_u = 0;
  line.shipped_u = a->goods && !is_cancelled (a) ? a->what->shipped_before_u : 0;
  line.certificate_on = FO_DAY_NONE;
  g_strlcpy (line.remote_id, fo_apply_has_remote (a->what->remote_id) ? a->what->remote_id : "", sizeof line.remote_id);
  fo_line_insert (a->txn, &line, fo_apply_has_remote (a->what->remote_id) ? a->what->remote_id : NULL);
  if (a->goods && !is_cancelled (a))
    fo_announce_turn_for_line (a->txn, a->item.id, line.id);
  set_life (a, &line);
  fo_line_mark (a->txn, &line, FO_LINE_OF_KIT, a->is_part);
  set_substitutes (a, &line);
  if (a->goods && !fo_line_take_wishes (a->txn, &line, a->what->line.owner, a->work->order.customer, error))
    return false;
  g_array_append_val (a->work->lines, line);
  a->work->reservations_changed = a->work->reservations_changed || line.goods;
  a->line = &g_array_index (a->work->lines, FoLine, a->work->lines->len - 1);
  return true;
}

static json_object *
quantities_json (const FoLine *line)
{
  json_object *ours = json_object_new_object ();

  json_object_object_add (ours, "ordered", fo_json_quantity (line->ordered_u));
  json_object_object_add (ours, "cancelled", fo_json_quantity (line->cancelled_u));
  json_object_object_add (ours, "picked", fo_json_quantity (line->picked_u));
  json_object_object_add (ours, "shipped", fo_json_quantity (line->shipped_u));
  return ours;
}

FoTxnEnd
fo_line_disagree (FoApplyingLine *a, const char *kind, FoVerdict verdict, GError **error)
{
  const char *remote_id = a->what->remote_id ? a->what->remote_id : "";
  const FoDispute dispute = { "line", remote_id, kind };
  json_object *ours = quantities_json (a->line), *theirs = json_object_new_object ();

  json_object_object_add (ours, "order", json_object_new_string (a->work->order.number));
  json_object_object_add (theirs, "item", json_object_new_string (a->item.code));
  json_object_object_add (theirs, "ordered", fo_json_quantity (a->what->line.ordered_u));
  json_object_object_add (theirs, "cancelled", fo_json_quantity (a->what->line.cancelled_u));
  fo_args_set_quantity (&a->reply->args, "asked", a->what->line.ordered_u - a->what->line.cancelled_u);
  fo_args_set_quantity (&a->reply->args, "picked", a->line->picked_u);
  fo_args_set_quantity (&a->reply->args, "shipped", a->line->shipped_u);
  return fo_apply_disagree (a->txn, &dispute, ours, theirs, verdict, a->reply, error);
}

const char *
fo_line_dispute_kind (FoVerdict verdict)
{
  return verdict == FO_BELOW_SHIPPED ? "below_shipped" : "below_picked";
}

/* ---- other quantities of the same thing -------------------------------------------------------------------------- */

static FoQuantity
bound_of (const FoLine *line)
{
  return line->promised_u + line->held_u + line->picked_u + line->shipped_u;
}

static bool
asks_for_other_goods (const FoApplyingLine *a)
{
  const FoLine *said = &a->what->line;

  return a->line->promised_u + a->line->held_u > 0
         && (strcmp (said->owner, a->line->owner) != 0
             || life_of (a, said->min_life_days) != a->line->min_life_days || strcmp (said->lot_wanted, a->line->lot_wanted) != 0);
}

static bool
change_goods (FoApplyingLine *a, FoTurn *turn, GError **error)
{
  FoQuantity left_u = a->what->line.ordered_u - fo_line_said_cancelled (a), over_u = bound_of (a->line) - left_u, promised_u;
  bool anew = asks_for_other_goods (a);
  FoDay today = a->context->today;

  if (over_u > 0 && !fo_apply_release (a->txn, turn, &a->item, a->work, a->line, over_u, error))
    return false;
  a->line->ordered_u = a->what->line.ordered_u;
  a->line->cancelled_u = fo_line_said_cancelled (a);
  set_life (a, a->line);
  set_substitutes (a, a->line);
  a->line->source = a->what->line.source;
  g_strlcpy (a->line->lot_wanted, a->what->line.lot_wanted, sizeof a->line->lot_wanted);
  if (a->what->line.position > 0)
    a->line->position = a->what->line.position;
  fo_line_update (a->txn, a->line);
  if (!fo_line_take_wishes (a->txn, a->line, a->what->line.owner, a->work->order.customer, error))
    return false;
  if (anew && !fo_apply_promise_anew (a->txn, turn, &a->item, a->work, a->line, today, error))
    return false;
  if (!is_cancelled (a) && !fo_promise_line (a->txn, turn, &a->item, a->work, a->line, today, &promised_u, error))
    return false;
  return fo_ask_about_supplies (a->txn, a->context->act->operation, a->work, a->line, error)
         && (over_u <= 0 || fo_taken_offer (a->txn, turn, &a->item, &a->taken, today, error));
}

FoTxnEnd
fo_line_write_change (FoApplyingLine *a, GError **error)
{
  FoVerdict verdict = FO_OK;
  FoTurn turn = { 0 };
  bool other_quantity;

  if (a->line->flags & FO_LINE_REPLACED && !is_cancelled (a) && !fo_stand_ins_follow (a, true, &verdict, error))
    return FO_TXN_FAIL;
  other_quantity = a->line->ordered_u != a->what->line.ordered_u || a->line->cancelled_u != fo_line_said_cancelled (a);
  verdict = fo_verdict_first (verdict, fo_line_may_lower (a->line, a->what->line.ordered_u, fo_line_said_cancelled (a)));
  if (a->line->goods && verdict != FO_OK)
    return fo_line_disagree (a, fo_line_dispute_kind (verdict), verdict, error);
  if (a->line->goods && !fo_turn_take (a->txn, a->item.id, &turn, error))
    return FO_TXN_FAIL;
  if (a->goods && !fo_item_life_get (a->txn, a->item.id, &a->item_life, error))
    return FO_TXN_FAIL;
  if (!change_goods (a, &turn, error))
    return FO_TXN_FAIL;
  a->work->reservations_changed = a->work->reservations_changed || (a->line->goods && other_quantity);
  return FO_TXN_COMMIT;
}

FoTxnEnd
fo_line_write_new (FoApplyingLine *a, int32_t position, GError **error)
{
  FoQuantity promised_u;
  FoTurn turn;

  if (a->goods && !fo_item_life_get (a->txn, a->item.id, &a->item_life, error))
    return FO_TXN_FAIL;
  if (!insert_line (a, position, error))
    return FO_TXN_FAIL;
  if (!a->goods || is_cancelled (a))
    return FO_TXN_COMMIT;
  return fo_turn_look (a->txn, a->item.id, &turn, error) /* it was taken with the announcement */
                 && fo_promise_line (a->txn, &turn, &a->item, a->work, a->line, a->context->today, &promised_u, error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

static FoTxnEnd
insert_any (FoApplyingLine *a, int32_t position, GError **error)
{
  return a->item.kind == FO_ITEM_KIT ? fo_kit_write_new (a, position, error) : fo_line_write_new (a, position, error);
}

static FoTxnEnd
change_any (FoApplyingLine *a, GError **error)
{
  return a->item.kind == FO_ITEM_KIT ? fo_kit_write_change (a, error) : fo_line_write_change (a, error);
}

/* ---- another thing under the same name --------------------------------------------------------------------------- */

/* The old one is called off whole and gives its name and place to the new one. */
static bool
call_off (FoApplyingLine *a, GError **error)
{
  FoQuantity bound_u = a->line->promised_u + a->line->held_u;
  FoItem old;
  FoTurn turn = { 0 };

  if (fo_item_find (a->txn, a->line->item_id, &old, error) != FO_FOUND)
    return false;
  if (a->line->goods
      && (!fo_turn_take (a->txn, old.id, &turn, error)
          || !fo_apply_release (a->txn, &turn, &old, a->work, a->line, bound_u, error)))
    return false;
  a->line->cancelled_u = a->line->ordered_u;
  a->line->position = position_behind (a->work);
  fo_line_update (a->txn, a->line);
  fo_line_set_remote_id (a->txn, a->line, NULL);
  return bound_u == 0 || fo_taken_offer (a->txn, &turn, &old, &a->taken, a->context->today, error);
}

static FoTxnEnd
replace_line (FoApplyingLine *a, GError **error)
{
  FoVerdict verdict = fo_line_may_lower (a->line, 0, 0);
  int32_t position = a->line->position;
  FoTxnEnd end = FO_TXN_COMMIT;

  if (verdict == FO_OK && a->line->flags & FO_LINE_REPLACED && !fo_stand_ins_follow (a, false, &verdict, error))
    return FO_TXN_FAIL;
  if (a->line->goods && verdict != FO_OK)
    return fo_line_disagree (a, "item_changed", verdict, error);
  if (verdict == FO_OK && !a->line->goods)
    end = fo_kit_call_off (a, call_off, error);
  if (end != FO_TXN_COMMIT)
    return end;
  if (!call_off (a, error))
    return FO_TXN_FAIL;
  return insert_any (a, position, error);
}

/* ---- which orders ------------------------------------------------------------------------------------------------ */

static bool
open_orders (FoApplyingLine *a, GError **error)
{
  FoQuantity left_u = a->what->line.ordered_u - a->what->line.cancelled_u;

  fo_taken_want (&a->taken, a->is_known ? a->known.order_id : a->what->line.order_id);
  if (a->is_known && a->known.goods && (bound_of (&a->known) > left_u || a->known.item_id != a->item.id)
      && !fo_taken_want_waiting (a->txn, &a->taken, a->known.item_id, error))
    return false;
  if (a->is_known && !a->known.goods && !fo_kit_want_waiting (a, error))
    return false;
  if (a->is_known && a->known.flags & FO_LINE_REPLACED && !fo_stand_ins_want_waiting (a, error))
    return false;
  return fo_taken_open (a->txn, &a->taken, error);
}

/* ---- the act ----------------------------------------------------------------------------------------------------- */

static FoTxnEnd
write_line (FoApplyingLine *a, GError **error)
{
  FoTxnEnd end;

  if (!a->is_known) {
    end = insert_any (a, a->what->line.position, error);
  } else {
    a->line = fo_order_work_line (a->work, a->known.id);
    if (!a->line)
      return fo_refuse (a->reply, FO_LINE_UNKNOWN);
    if (a->known.order_id != a->what->line.order_id)
      return fo_line_disagree (a, "order_changed", FO_NOT_ON_THIS_ORDER, error);
    end =
        a->line->item_id != a->item.id || a->line->goods != a->goods ? replace_line (a, error) : change_any (a, error);
    if (end == FO_TXN_COMMIT && a->is_new_name) {
      fo_line_set_remote_id (a->txn, a->line, a->what->remote_id);
      a->work->reservations_changed = true;
      if (!fo_born_tell_shipped (a->txn, a->context->act->operation, a->work, error))
        return FO_TXN_FAIL;
    }
  }
  return end;
}

/* A new line touches no other order. */
static bool
leaves_settling (const FoApplyingLine *a)
{
  return a->what->goes_on && !a->is_known && !is_cancelled (a);
}

static FoTxnEnd
write_and_settle (FoApplyingLine *a, GError **error)
{
  FoTxnEnd end = write_line (a, error);

  if (end != FO_TXN_COMMIT)
    return end;
  if (!leaves_settling (a)
      && !fo_taken_settle (a->txn, a->context->act->operation, &a->taken, a->work, is_cancelled (a), error))
    return FO_TXN_FAIL;
  if (a->reply->verdict == FO_OK && fo_apply_has_remote (a->what->remote_id))
    fo_conflict_close (a->txn, "line", a->what->remote_id);
  fo_reply_order (a->reply, &a->work->order);
  if (a->line) {
    fo_args_set_quantity (&a->reply->args, "promised", a->line->promised_u);
    fo_args_set_quantity (&a->reply->args, "missing", fo_line_missing (a->line));
  }
  return FO_TXN_COMMIT;
}

FoTxnEnd
fo_apply_line_part (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error)
{
  FoApplyingLine a = { .txn = txn, .context = context, .what = what, .reply = reply };
  g_auto (FoTakenOrders) taken = { NULL, NULL };
  FoTxnEnd end = find_item (&a, error);

  fo_taken_init (&taken);
  a.taken = taken; /* the same arrays; cleared once */
  if (end == FO_TXN_COMMIT)
    end = judge_quantities (&a);
  if (end != FO_TXN_COMMIT)
    return end;
  if (!find_line (&a, error) || !open_orders (&a, error))
    return FO_TXN_FAIL;
  a.work = fo_taken_order (&a.taken, a.is_known ? a.known.order_id : a.what->line.order_id);
  if (a.work && a.work->order.customer[0]
      && fo_customer_find_by_name (txn, a.work->order.customer, &a.customer, error) == FO_FAILED)
    return FO_TXN_FAIL;
  return a.work ? write_and_settle (&a, error) : fo_refuse (reply, FO_ORDER_UNKNOWN);
}

bool
fo_work_apply_line (FoStore *store, const FoAct *act, const FoApplyLine *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "apply-line", fo_apply_line_part, what, reply, error);
}

bool
fo_work_settle_lines (FoTxn *txn, FoId operation, const char *order, GError **error)
{
  g_auto (FoOrderWork) work = { 0 };
  FoOrder known;
  FoFound found = fo_order_find_by_remote (txn, order, &known, error);

  if (found == FO_FOUND)
    found = fo_order_work_open (txn, known.id, &work, error);
  if (found != FO_FOUND)
    return found == FO_ABSENT;
  work.reservations_changed = true;
  return fo_order_settle (txn, operation, &work, work.order.state == FO_ORDER_IS_CANCELLED, error);
}

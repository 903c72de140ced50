/* SPDX-License-Identifier: GPL-3.0-or-later
 * The morning: what expiry broke over night, and promises that were meant to hold until a day. */
#include "firstout/store/meta.h"
#include "firstout/work/reserve.h"
#include "firstout/work/goods.h"
#include "inside.h"

#define REMIND_DAYS 1
#define PAGE 100

/* ---- goods that ended ------------------------------------------------------------------------------------------------------- */

/* What is bound on shelves and has ended is let go; its lines look for other goods. */
static bool
judge_held (FoTxn *txn, FoActContext *context, GArray *items, json_object *lost, GError **error)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoHeldLot));

  if (!fo_holds_expired (txn, context->today, lots, error))
    return false;
  for (guint i = 0; i < lots->len; i++) {
    const FoHeldLot *held = &g_array_index (lots, FoHeldLot, i);
    FoTurn turn;
    FoItem item;
    FoLot lot;

    if (fo_lot_find (txn, held->lot_id, &lot, error) != FO_FOUND || fo_item_find (txn, held->item_id, &item, error) != FO_FOUND
        || !fo_turn_take (txn, item.id, &turn, error) || !fo_holds_rejudge (txn, context, &turn, &item, &lot, lost, error))
      return false;
    fo_ids_add (items, item.id);
  }
  return true;
}

static bool
mend_items (FoTxn *txn, FoActContext *context, GArray *items, json_object *lost, GError **error)
{
  g_array_sort (items, fo_ids_order);
  for (guint i = 0; i < items->len; i++) {
    FoItem item;
    FoTurn turn;

    if (fo_item_find (txn, g_array_index (items, FoId, i), &item, error) != FO_FOUND || !fo_turn_take (txn, item.id, &turn, error)
        || !fo_mend_promises (txn, context->act->operation, &turn, &item, context->today, lost, error)
        || !fo_promise_waiting (txn, context->act->operation, &turn, &item, context->today, error))
      return false;
  }
  return true;
}

/* ---- promises that were meant to hold until a day --------------------------------------------------------------------------- */

typedef struct {
  guint64 remind_days;
  bool release;
} Rules;

static bool
read_rules (FoTxn *txn, Rules *rules, GError **error)
{
  g_autofree char *days = NULL, *validity = NULL;

  if (!fo_meta_get (txn, "remind_days", &days, error) || !fo_meta_get (txn, "validity", &validity, error))
    return false;
  if (!g_ascii_string_to_unsigned (days, 10, 0, 365, &rules->remind_days, NULL))
    rules->remind_days = REMIND_DAYS;
  rules->release = g_str_equal (validity, "release");
  return true;
}

bool
fo_orders_ending (FoTxn *txn, guint limit, GArray *list, GError **error)
{
  Rules rules;

  return read_rules (txn, &rules, error)
         && fo_validities (txn, NULL, fo_store_today (fo_txn_store (txn)) + (FoDay) rules.remind_days, limit, list, error);
}

/* Pins and promises go to whoever waits; the line waits for nothing until somebody asks for it again. */
static bool
give_up_line (FoTxn *txn, FoTurn *turn, FoOrderWork *work, FoLine *line, const GArray *holds, GError **error)
{
  for (guint i = 0; i < holds->len; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);
    if (hold->line_id == line->id && !hold->picked)
      fo_unhold (txn, turn, work, line, hold, hold->quantity_u);
  }
  if (line->promised_u > 0 && !fo_unpromise_line (txn, turn, work, line, line->promised_u, error))
    return false;
  fo_line_set_flags (txn, line, FO_LINE_LAPSED, 0);
  return true;
}

static bool
give_up_order (FoTxn *txn, const FoActContext *context, FoOrderWork *work, GArray *items, GError **error)
{
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (FoTurn)), holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  if (!fo_turns_of_order (txn, work, turns, error) || !fo_holds_of_order (txn, work->order.id, holds, error))
    return false;
  for (guint i = 0; i < work->lines->len; i++) {
    FoLine *line = &g_array_index (work->lines, FoLine, i);

    if (!line->goods || fo_line_open (line) == 0)
      continue;
    if (!give_up_line (txn, fo_turn_of (turns, line->item_id), work, line, holds, error))
      return false;
    fo_ids_add (items, line->item_id);
  }
  fo_order_set_validity (txn, work->order.id, FO_DAY_NONE);
  return fo_order_settle (txn, context->act->operation, work, false, error);
}

static void
list_validity (json_object *rows, const FoOrder *order, FoDay until, FoDay today, bool released)
{
  json_object *row = json_object_new_object ();

  json_object_object_add (row, "order", json_object_new_string (order->number));
  json_object_object_add (row, "deal", json_object_new_string (order->deal));
  json_object_object_add (row, "valid_until", fo_json_day (until));
  json_object_object_add (row, "passed", json_object_new_boolean (until < today));
  json_object_object_add (row, "released", json_object_new_boolean (released));
  json_object_array_add (rows, row);
}

/* An order whose day is near or has passed. One that is picked, or done, needs no day any more. */
static bool
look_at_validity (FoTxn *txn, const FoActContext *context, const Rules *rules, const FoValidity *one, GArray *items, json_object *rows,
                  GError **error)
{
  g_auto (FoOrderWork) work = { 0 };
  bool gives_up = rules->release && one->until < context->today;

  if (fo_order_work_open (txn, one->order_id, &work, error) != FO_FOUND)
    return false;
  if (work.order.state == FO_ORDER_ALL_SHIPPED || work.order.state == FO_ORDER_IS_CANCELLED) {
    fo_order_set_validity (txn, one->order_id, FO_DAY_NONE);
    return true;
  }
  if (fo_order_is_released (&work.order))
    return true;
  list_validity (rows, &work.order, one->until, context->today, gives_up);
  return !gives_up || give_up_order (txn, context, &work, items, error);
}

static bool
look_at_validities (FoTxn *txn, const FoActContext *context, GArray *items, json_object *rows, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (FoValidity));
  FoValidity last;
  Rules rules;

  if (!read_rules (txn, &rules, error))
    return false;
  do {
    last = list->len ? g_array_index (list, FoValidity, list->len - 1) : (FoValidity){ 0 };
    g_array_set_size (list, 0);
    if (!fo_validities (txn, last.order_id ? &last : NULL, context->today + (FoDay) rules.remind_days, PAGE, list, error))
      return false;
    for (guint i = 0; i < list->len; i++)
      if (!look_at_validity (txn, context, &rules, &g_array_index (list, FoValidity, i), items, rows, error))
        return false;
  } while (list->len == PAGE);
  return true;
}

/* ---- the run ---------------------------------------------------------------------------------------------------------------- */

static FoTxnEnd
morning (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (FoId));
  json_object *lost = json_object_new_array ();
  bool done = judge_held (txn, context, items, lost, error) && look_at_validities (txn, context, items, lost, error)
              && fo_items_promised (txn, items, error) && mend_items (txn, context, items, lost, error);

  (void) data;
  fo_balances_sweep (txn);
  fo_reply_lines (reply, lost);
  return done ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* The note goes with the run: a run that failed leaves the day to the next who asks. */
static FoTxnEnd
morning_once (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  char today[FO_DAY_TEXT_MAX];
  FoFound found;

  fo_day_print_iso (context->today, today);
  found = fo_meta_change (txn, "morning_on", today, error);
  return found == FO_FOUND ? morning (txn, context, data, reply, error) : fo_not_found (found, reply, FO_ALREADY_DONE);
}

bool
fo_work_morning_once (FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "morning", morning_once, NULL, reply, error);
}

bool
fo_work_morning (FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "morning", morning, NULL, reply, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/stage.h"
#include "inside.h"
#include "kits.h"
#include "stand-ins.h"

/* ---- an order under work -------------------------------------------------------------------------------------------------- */

FoFound
fo_order_work_open (FoTxn *txn, FoId order, FoOrderWork *ret, GError **error)
{
  FoOrderWork work = { 0 };
  FoFound found = fo_order_take_turn (txn, order, &work.order, error);

  if (found != FO_FOUND)
    return found;
  work.before = work.order;
  work.lines = g_array_new (FALSE, FALSE, sizeof (FoLine));
  if (!fo_lines_of_order (txn, order, work.lines, error)) {
    fo_order_work_clear (&work);
    return FO_FAILED;
  }
  *ret = work;
  return FO_FOUND;
}

void
fo_order_work_clear (FoOrderWork *work)
{
  g_clear_pointer (&work->lines, g_array_unref);
}

FoLine *
fo_order_work_line (FoOrderWork *work, FoId line)
{
  for (guint i = 0; i < work->lines->len; i++)
    if (g_array_index (work->lines, FoLine, i).id == line)
      return &g_array_index (work->lines, FoLine, i);
  return NULL;
}

bool
fo_line_is_only (const FoOrderWork *work, const FoLine *line)
{
  for (guint i = 0; i < work->lines->len; i++) {
    const FoLine *other = &g_array_index (work->lines, FoLine, i);
    if (other != line && other->goods && other->item_id == line->item_id)
      return false;
  }
  return line->goods;
}

static GString *
state_body (const FoOrder *order)
{
  GString *body = fo_json_new ('{');

  fo_json_add_text (body, "order", order->remote_id);
  fo_json_add_text (body, "number", order->number);
  fo_json_add_text (body, "state", fo_order_state_name (order->state));
  return body;
}

/* An object, to be closed. */
static void
add_line (GString *body, const FoLine *line)
{
  fo_json_open (body, NULL, '{');
  fo_json_add_text (body, "line", line->remote_id);
  fo_json_add_quantity (body, "promised", line->promised_u);
  fo_json_add_quantity (body, "from_supply", line->from_supply_u);
  fo_json_add_quantity (body, "held", line->held_u);
  fo_json_add_quantity (body, "picked", line->picked_u);
  fo_json_add_quantity (body, "shipped", line->shipped_u);
  fo_json_add_quantity (body, "missing", fo_line_missing (line));
}

/* Sales knows a kit, not its components; and a line that is met by other goods, not the line of those. */
static bool
add_told_line (FoTxn *txn, GString *body, const FoKits *kits, const GArray *stand_ins, const FoOrderWork *work, const FoLine *line,
               GError **error)
{
  FoLine told = *line;

  if (line->flags & (FO_LINE_OF_KIT | FO_LINE_STANDS_IN) || (!line->goods && !fo_kits_is_kit (kits, line->id)))
    return true;
  if (!line->goods)
    told = fo_kits_as_line (kits, work, line);
  add_line (body, &told);
  if (line->flags & FO_LINE_REPLACED && !fo_stand_ins_tell (txn, body, stand_ins, work, line->id, error))
    return false;
  fo_json_close (body, '}');
  return true;
}

static bool
tell_reservations (FoTxn *txn, FoId operation, FoOrderWork *work, GError **error)
{
  g_auto (FoKits) kits = { NULL };
  g_autoptr (GArray) stand_ins = NULL;
  g_autoptr (GString) body = NULL;

  if (!fo_kits_load (txn, work, &kits, error) || !fo_stand_ins_load (txn, work, &stand_ins, error))
    return false;
  body = state_body (&work->order);
  fo_json_open (body, "lines", '[');
  for (guint i = 0; i < work->lines->len; i++)
    if (!add_told_line (txn, body, &kits, stand_ins, work, &g_array_index (work->lines, FoLine, i), error))
      return false;
  fo_json_close (body, ']');
  return fo_tell_sales (txn, operation, "order", work->order.id, "reserve.set", g_steal_pointer (&body), error);
}

bool
fo_order_tell_state (FoTxn *txn, FoId operation, const FoOrderWork *work, GError **error)
{
  GString *body = state_body (&work->order);

  fo_json_add_text (body, "stage",
                    fo_stage_name (fo_stage_of (&work->order, (const FoLine *) work->lines->data, work->lines->len)));
  return fo_tell_sales (txn, operation, "order", work->order.id, "order.state", body, error);
}

static bool
moved (const FoOrderWork *work)
{
  return work->order.state != work->before.state || work->order.parked_at != work->before.parked_at
         || !g_str_equal (work->order.taken_by, work->before.taken_by);
}

GArray *
fo_lines_to_judge (const FoOrderWork *work)
{
  bool pinned = false;
  GArray *lines;

  for (guint i = 0; i < work->lines->len; i++)
    pinned |= g_array_index (work->lines, FoLine, i).held_u > 0;
  if (!pinned || work->releases || fo_order_is_released (&work->before))
    return g_array_ref (work->lines);
  lines = g_array_copy (work->lines);
  fo_lines_before_release ((FoLine *) lines->data, lines->len);
  return lines;
}

static FoOrderState
state_of (const FoOrderWork *work, bool cancelled)
{
  g_autoptr (GArray) lines = fo_lines_to_judge (work);

  return fo_order_state_of ((const FoLine *) lines->data, lines->len, cancelled);
}

bool
fo_order_settle (FoTxn *txn, FoId operation, FoOrderWork *work, bool cancelled, GError **error)
{
  FoOrder *order = &work->order;

  order->state = state_of (work, cancelled);
  if (order->state == FO_ORDER_ALL_SHIPPED || order->state == FO_ORDER_IS_CANCELLED) {
    order->taken_by[0] = '\0';
    order->parked_at = 0;
  }
  if (moved (work))
    fo_order_set_state (txn, order);
  if (!order->remote_id[0])
    return true;
  if (work->reservations_changed && !tell_reservations (txn, operation, work, error))
    return false;
  return order->state == work->before.state || fo_order_tell_state (txn, operation, work, error);
}

/* ---- turns ---------------------------------------------------------------------------------------------------------------- */

int
fo_ids_order (gconstpointer a, gconstpointer b)
{
  const FoId x = *(const FoId *) a, y = *(const FoId *) b;

  return (x > y) - (x < y);
}

FoTurn *
fo_turn_of (GArray *turns, FoId item)
{
  for (guint i = 0; i < turns->len; i++)
    if (g_array_index (turns, FoTurn, i).item == item)
      return &g_array_index (turns, FoTurn, i);
  return NULL;
}

const FoItem *
fo_item_of (const GArray *items, FoId item)
{
  for (guint i = 0; i < items->len; i++)
    if (g_array_index (items, FoItem, i).id == item)
      return &g_array_index (items, FoItem, i);
  g_assert_not_reached ();
}

void
fo_ids_add (GArray *ids, FoId id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, FoId, i) == id)
      return;
  g_array_append_val (ids, id);
}

bool
fo_turns_of_order (FoTxn *txn, const FoOrderWork *work, GArray *turns, GError **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (FoId));

  for (guint i = 0; i < work->lines->len; i++)
    if (g_array_index (work->lines, FoLine, i).goods)
      fo_ids_add (items, g_array_index (work->lines, FoLine, i).item_id);
  g_array_sort (items, fo_ids_order);
  return fo_turns_take (txn, (const FoId *) items->data, items->len, turns, error);
}

/* ---- making promises ------------------------------------------------------------------------------------------------------ */

bool
fo_promise_add (FoTxn *txn, FoOrderWork *work, FoLine *line, FoId supply, FoQuantity quantity_u, FoDay until, GError **error)
{
  const FoPromise promise = { .id = fo_store_next_id (fo_txn_store (txn), error),
                              .line_id = line->id,
                              .item_id = line->item_id,
                              .supply_id = supply,
                              .quantity_u = quantity_u,
                              .usable_until = until };

  if (!promise.id)
    return false;
  fo_promise_insert (txn, &promise);
  fo_line_add (txn, line, quantity_u, 0, 0, 0);
  if (supply)
    line->from_supply_u += quantity_u;
  work->reservations_changed = true;
  return true;
}

/* A supply brings a new lot of the house: not the one that a line asks for, unless it is made for that line. */
static bool
may_wait_for (const FoLine *line, const FoSupply *supply)
{
  return !line->owner[0] && (!line->lot_wanted[0] || supply->line_id == line->id);
}

bool
fo_stock_room (FoTxn *txn, const FoTurn *turn, const FoItem *item, FoDay today, FoDay until, FoQuantity *ret_room_u,
               GError **error)
{
  g_autoptr (GArray) ending = g_array_new (FALSE, FALSE, sizeof (FoLifeStep));
  g_autoptr (GArray) promised = g_array_new (FALSE, FALSE, sizeof (FoLifeStep));
  FoLife life;

  *ret_room_u = 0;
  if (turn->free_u <= 0)
    return true;
  if (!fo_life_load (txn, turn, item, today, until, ending, promised, &life, error))
    return false;
  *ret_room_u = fo_promise_room (&life, until);
  return true;
}

bool
fo_promise_from_stock (FoTxn *txn, FoTurn *turn, const FoItem *item, FoOrderWork *work, FoLine *line, FoDay today, GError **error)
{
  FoDay until = fo_lot_until_for (today, work->order.due_on, line->min_life_days);
  FoQuantity room_u, quantity_u;

  if (fo_line_binds_at_once (line))
    return fo_pin_line (txn, turn, item, work, line, today, error);

  if (!fo_stock_room (txn, turn, item, today, until, &room_u, error))
    return false;
  quantity_u = MIN (room_u, fo_line_missing (line));
  if (quantity_u <= 0)
    return true;
  fo_turn_add (txn, turn, 0, quantity_u);
  return fo_promise_add (txn, work, line, 0, quantity_u, until, error);
}

static bool
promise_from_supplies (FoTxn *txn, FoOrderWork *work, FoLine *line, FoDay today, GError **error)
{
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));
  FoDay until = fo_lot_until_for (today, work->order.due_on, line->min_life_days);

  if (fo_line_missing (line) == 0)
    return true;
  if (!fo_supplies_with_room (txn, line->item_id, line->id, supplies, error))
    return false;
  for (guint i = 0; i < supplies->len && fo_line_missing (line) > 0; i++) {
    FoSupply *supply = &g_array_index (supplies, FoSupply, i);
    FoQuantity quantity_u = MIN (fo_supply_room (supply), fo_line_missing (line));

    if (quantity_u <= 0 || !may_wait_for (line, supply))
      continue;
    fo_supply_add (txn, supply, 0, quantity_u);
    if (!fo_promise_add (txn, work, line, supply->id, quantity_u, until, error))
      return false;
  }
  return true;
}

void
fo_promise_announce_line (FoTxn *txn, const FoTurn *turn, const FoItem *item, const FoOrderWork *work, const FoLine *line, FoDay today)
{
  if (line->goods && fo_line_missing (line) > 0 && turn->free_u > 0 && !fo_line_binds_at_once (line) && !(line->flags & FO_LINE_LAPSED))
    fo_announce_life (txn, turn, item, fo_lot_until_for (today, work->order.due_on, line->min_life_days));
}

void
fo_promise_announce (FoTxn *txn, GArray *turns, const GArray *items, const FoOrderWork *work, FoDay today)
{
  for (guint i = 0; i < work->lines->len; i++) {
    const FoLine *line = &g_array_index (work->lines, FoLine, i);
    const FoTurn *turn = fo_turn_of (turns, line->item_id);

    if (fo_line_is_only (work, line) && fo_line_missing (line) > 0 && turn->free_u > 0 && !fo_line_binds_at_once (line))
      fo_announce_life (txn, turn, fo_item_of (items, line->item_id),
                        fo_lot_until_for (today, work->order.due_on, line->min_life_days));
  }
}

bool
fo_promise_line (FoTxn *txn, FoTurn *turn, const FoItem *item, FoOrderWork *work, FoLine *line, FoDay today,
                 FoQuantity *ret_promised_u, GError **error)
{
  FoQuantity before_u = line->promised_u + line->held_u;

  if (line->goods && fo_line_missing (line) > 0 && !(line->flags & FO_LINE_LAPSED)) {
    if (!fo_promise_from_stock (txn, turn, item, work, line, today, error)
        || !promise_from_supplies (txn, work, line, today, error))
      return false;
    fo_line_mended (txn, line);
  }
  *ret_promised_u = line->promised_u + line->held_u - before_u;
  return true;
}

/* ---- giving promises up ---------------------------------------------------------------------------------------------------- */

bool
fo_promise_give_up (FoTxn *txn, FoTurn *turn, FoOrderWork *work, FoLine *line, FoPromise *promise, FoQuantity quantity_u, GError **error)
{
  FoSupply supply;

  promise->quantity_u -= quantity_u;
  fo_promise_set (txn, promise);
  fo_line_add (txn, line, -quantity_u, 0, 0, 0);
  work->reservations_changed = true;
  if (!promise->supply_id) {
    fo_turn_add (txn, turn, 0, -quantity_u);
    return true;
  }
  line->from_supply_u -= quantity_u;
  if (fo_supply_find (txn, promise->supply_id, &supply, error) != FO_FOUND)
    return false;
  fo_supply_add (txn, &supply, 0, -quantity_u);
  return true;
}

static bool
unpromise (FoTxn *txn, FoTurn *turn, FoOrderWork *work, FoLine *line, GArray *promises, bool supplies, FoQuantity *left_u,
           GError **error)
{
  for (guint i = promises->len; i > 0 && *left_u > 0; i--) {
    FoPromise *promise = &g_array_index (promises, FoPromise, i - 1);
    FoQuantity quantity_u = MIN (promise->quantity_u, *left_u);

    if ((promise->supply_id != 0) != supplies || quantity_u == 0)
      continue;
    if (!fo_promise_give_up (txn, turn, work, line, promise, quantity_u, error))
      return false;
    *left_u -= quantity_u;
  }
  return true;
}

bool
fo_unpromise_line (FoTxn *txn, FoTurn *turn, FoOrderWork *work, FoLine *line, FoQuantity quantity_u, GError **error)
{
  g_autoptr (GArray) promises = g_array_new (FALSE, FALSE, sizeof (FoPromise));

  return fo_promises_of_line (txn, line->id, promises, error)
         && unpromise (txn, turn, work, line, promises, true, &quantity_u, error)
         && unpromise (txn, turn, work, line, promises, false, &quantity_u, error);
}

/* ---- broken promises ------------------------------------------------------------------------------------------------------- */

static bool
broken (FoTxn *txn, const FoTurn *turn, const FoItem *item, FoDay today, FoQuantity *ret_u, GError **error)
{
  g_autoptr (GArray) ending = g_array_new (FALSE, FALSE, sizeof (FoLifeStep));
  g_autoptr (GArray) promised = g_array_new (FALSE, FALSE, sizeof (FoLifeStep));
  FoLife life;

  *ret_u = 0;
  if (turn->promised_u == 0)
    return true;
  if (!fo_life_load (txn, turn, item, today, today, ending, promised, &life, error))
    return false;
  *ret_u = fo_promise_broken (&life);
  return true;
}

static void
list_lost (json_object *lost, const FoOrder *order, const FoLine *line, FoQuantity lost_u)
{
  json_object *row;

  if (!lost)
    return;
  row = json_object_new_object ();
  json_object_object_add (row, "order", json_object_new_string (order->number));
  json_object_object_add (row, "deal", json_object_new_string (order->deal));
  json_object_object_add (row, "line", fo_json_id (line->id));
  json_object_object_add (row, "lost", fo_json_quantity (lost_u));
  json_object_object_add (row, "missing", fo_json_quantity (fo_line_missing (line)));
  json_object_array_add (lost, row);
}

/* One promise gives up QUANTITY_U; its line looks for other goods at once. */
static bool
break_promise (FoTxn *txn, FoId operation, FoTurn *turn, const FoItem *item, FoPromise *promise, FoQuantity quantity_u, FoDay today,
               json_object *lost, GError **error)
{
  g_auto (FoOrderWork) work = { 0 };
  FoQuantity again_u, waits_u;
  FoLine found, *line;

  if (fo_line_find (txn, promise->line_id, &found, error) != FO_FOUND
      || fo_order_work_open (txn, found.order_id, &work, error) != FO_FOUND)
    return false;
  line = fo_order_work_line (&work, promise->line_id);
  waits_u = line->from_supply_u;
  if (!fo_promise_give_up (txn, turn, &work, line, promise, quantity_u, error)
      || !fo_promise_line (txn, turn, item, &work, line, today, &again_u, error))
    return false;
  list_lost (lost, &work.order, line, quantity_u - again_u);
  /* What waits for a supply now was in the house before: that is lost too, until it comes or somebody has seen it. */
  return fo_line_lost (txn, operation, line, quantity_u - again_u + MAX (line->from_supply_u - waits_u, 0), error) && fo_order_settle (txn, operation, &work, false, error);
}

bool
fo_mend_promises (FoTxn *txn, FoId operation, FoTurn *turn, const FoItem *item, FoDay today, json_object *lost, GError **error)
{
  g_autoptr (GArray) promises = g_array_new (FALSE, FALSE, sizeof (FoPromise));
  FoQuantity broken_u;

  if (!broken (txn, turn, item, today, &broken_u, error))
    return false;
  if (broken_u == 0)
    return true;
  if (!fo_promises_of_item (txn, item->id, promises, error))
    return false;
  for (guint i = 0; i < promises->len && broken_u > 0; i++) {
    FoPromise *promise = &g_array_index (promises, FoPromise, i);

    if (!break_promise (txn, operation, turn, item, promise, MIN (promise->quantity_u, broken_u), today, lost, error)
        || !broken (txn, turn, item, today, &broken_u, error))
      return false;
  }
  return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Goods have come: who gets them, the promises on their supply first, then the queue. */
#include "inside.h"

static FoOrderWork *
opened_order (GPtrArray *opened, FoId order)
{
  for (guint i = 0; i < opened->len; i++) {
    FoOrderWork *work = g_ptr_array_index (opened, i);
    if (work->order.id == order)
      return work;
  }
  return NULL;
}

static FoLine *
opened_line (GPtrArray *opened, FoId line, FoOrderWork **ret_work)
{
  for (guint i = 0; i < opened->len; i++) {
    FoLine *found = fo_order_work_line (g_ptr_array_index (opened, i), line);
    if (found) {
      *ret_work = g_ptr_array_index (opened, i);
      return found;
    }
  }
  return NULL;
}

static bool
collect_waiting (FoTxn *txn, FoId item, FoId supply, GArray *ids, GError **error)
{
  g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (FoWaiting));
  g_autoptr (GArray) promises = g_array_new (FALSE, FALSE, sizeof (FoPromise));

  if (!fo_lines_waiting (txn, item, FO_WAITING_PAGE, waiting, error)
      || (supply && !fo_promises_of_supply (txn, supply, promises, error)))
    return false;
  for (guint i = 0; i < promises->len; i++) {
    FoLine line;
    if (fo_line_find (txn, g_array_index (promises, FoPromise, i).line_id, &line, error) != FO_FOUND)
      return false;
    fo_ids_add (ids, line.order_id);
  }
  for (guint i = 0; i < waiting->len; i++)
    fo_ids_add (ids, g_array_index (waiting, FoWaiting, i).order_id);
  g_array_sort (ids, fo_ids_order);
  return true;
}

bool
fo_open_waiting_orders (FoTxn *txn, FoId item, FoId supply, GPtrArray *opened, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (FoId));
  g_auto (FoAhead) ahead = { 0 };

  if (!collect_waiting (txn, item, supply, ids, error))
    return false;
  fo_ahead_init (&ahead);
  for (guint i = 0; i < ids->len; i++) {
    FoOrderWork *work = g_new0 (FoOrderWork, 1);
    FoFound found = fo_ahead_open (txn, &ahead, ids, i, work, error);

    if (found == FO_FOUND)
      g_ptr_array_add (opened, work);
    else
      g_free (work);
    if (found == FO_FAILED)
      return false;
  }
  return true;
}

bool
fo_settle_all (FoTxn *txn, FoId operation, GPtrArray *opened, GError **error)
{
  for (guint i = 0; i < opened->len; i++) {
    FoOrderWork *work = g_ptr_array_index (opened, i);
    if (work->reservations_changed
        && !fo_order_settle (txn, operation, work, work->order.state == FO_ORDER_IS_CANCELLED, error))
      return false;
  }
  return true;
}

/* The goods of a supply that is dedicated to a line, and those a line asks for by name, are bound to it as they come. */
static bool
take_own (FoTxn *txn, FoTurn *turn, const FoItem *item, FoOrderWork *work, FoLine *line, const FoLot *lot, FoQuantity quantity_u,
          FoDay today, FoQuantity *ret_left_u, GError **error)
{
  FoQuantity bound_u = 0;

  if (!fo_pin_lot (txn, turn, item, work, line, lot, quantity_u, today, &bound_u, error))
    return false;
  *ret_left_u = quantity_u - bound_u;
  return true;
}

/* Promises on the supply that just delivered become promises from stock; the line's own sum does not change. */
static bool
fill_from_supply (FoTxn *txn, FoTurn *turn, const FoItem *item, FoSupply *supply, FoQuantity *left_u, const FoLot *lot,
                  GPtrArray *opened, FoDay today, FoId *ret_first, GError **error)
{
  g_autoptr (GArray) promises = g_array_new (FALSE, FALSE, sizeof (FoPromise));
  const FoOpenLot goods = { .usable_until = fo_lot_usable_until (lot, item), .free_u = *left_u };

  if (!fo_promises_of_supply (txn, supply->id, promises, error))
    return false;
  for (guint i = 0; i < promises->len && *left_u > 0; i++) {
    FoPromise *promise = &g_array_index (promises, FoPromise, i);
    FoQuantity quantity_u = MIN (promise->quantity_u, *left_u), open_u = quantity_u;
    FoOrderWork *work = NULL;
    FoLine *line = opened_line (opened, promise->line_id, &work);

    if (!line || fo_open_lot_usable (&goods, today, MAX (promise->usable_until, today)) != FO_OK)
      continue;
    if (!fo_promise_give_up (txn, turn, work, line, promise, quantity_u, error))
      return false;
    supply->promised_u -= quantity_u;
    if ((supply->dedicated || fo_line_binds_at_once (line))
        && !take_own (txn, turn, item, work, line, lot, quantity_u, today, &open_u, error))
      return false;
    if (open_u > 0 && !fo_line_binds_at_once (line)) {
      fo_turn_add (txn, turn, 0, open_u);
      if (!fo_promise_add (txn, work, line, 0, open_u, promise->usable_until, error))
        return false;
    }
    fo_line_mended (txn, line);
    *left_u -= quantity_u;
    if (!*ret_first)
      *ret_first = work->order.id;
  }
  return true;
}

static bool
fill_queue (FoTxn *txn, FoTurn *turn, const FoItem *item, bool foreign, GPtrArray *opened, FoDay today, FoId *ret_first,
            GError **error)
{
  g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (FoWaiting));

  if (!fo_lines_waiting (txn, item->id, FO_WAITING_PAGE, waiting, error))
    return false;
  for (guint i = 0; i < waiting->len && (foreign || turn->free_u > turn->promised_u); i++) {
    const FoWaiting *next = &g_array_index (waiting, FoWaiting, i);
    FoOrderWork *work = opened_order (opened, next->order_id);
    FoLine *line = work ? fo_order_work_line (work, next->line_id) : NULL;
    FoQuantity promised_u;

    if (!line || (foreign && !line->owner[0]))
      continue;
    if (!fo_promise_line (txn, turn, item, work, line, today, &promised_u, error))
      return false;
    if (promised_u > 0 && !*ret_first)
      *ret_first = work->order.id;
  }
  return true;
}

bool
fo_fill_promises (FoTxn *txn, FoTurn *turn, const FoItem *item, FoSupply *supply, FoQuantity quantity_u, const FoLot *lot,
                  GPtrArray *opened, FoDay today, FoId *ret_first, GError **error)
{
  bool foreign = lot->owner[0] != '\0';

  *ret_first = 0;
  if (opened->len == 0)
    return true;
  return (!supply || foreign
          || fill_from_supply (txn, turn, item, supply, &quantity_u, lot, opened, today, ret_first, error))
         && fill_queue (txn, turn, item, foreign, opened, today, ret_first, error);
}

bool
fo_promise_waiting (FoTxn *txn, FoId operation, FoTurn *turn, const FoItem *item, FoDay today, GError **error)
{
  g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (FoWaiting)), orders = g_array_new (FALSE, FALSE, sizeof (FoId));
  g_auto (FoAhead) ahead = { 0 };

  if (!fo_lines_waiting (txn, item->id, 100, waiting, error))
    return false;
  for (guint i = 0; i < waiting->len; i++)
    g_array_append_val (orders, g_array_index (waiting, FoWaiting, i).order_id);
  fo_ahead_init (&ahead);
  for (guint i = 0; i < waiting->len; i++) {
    const FoWaiting *next = &g_array_index (waiting, FoWaiting, i);
    g_auto (FoOrderWork) work = { 0 };
    FoLine *line;
    FoQuantity promised_u;

    if (fo_ahead_open (txn, &ahead, orders, i, &work, error) != FO_FOUND)
      return false;
    line = fo_order_work_line (&work, next->line_id);
    fo_promise_announce_line (txn, turn, item, &work, line, today);
    if (!fo_promise_line (txn, turn, item, &work, line, today, &promised_u, error)
        || (promised_u > 0 && !fo_order_settle (txn, operation, &work, false, error)))
      return false;
  }
  return true;
}

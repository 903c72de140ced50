/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/orders.h"
#include "fill.h"
#include "firstout/store/announce.h"

static void
fill_order (FoRows *rows, gpointer ret)
{
  FoOrder *order = ret;

  memset (order, 0, sizeof *order);
  order->id = fo_rows_int (rows, 0);
  fo_rows_copy (rows, 1, order->number, sizeof order->number);
  fo_rows_copy (rows, 2, order->deal, sizeof order->deal);
  fo_rows_copy (rows, 3, order->customer, sizeof order->customer);
  fo_rows_copy (rows, 4, order->channel, sizeof order->channel);
  fo_rows_copy (rows, 5, order->sales_state, sizeof order->sales_state);
  fo_gate_parse (fo_rows_text (rows, 6), &order->gate);
  fo_order_state_parse (fo_rows_text (rows, 7), &order->state);
  order->due_on = fo_rows_day (rows, 8);
  order->ship_complete = fo_rows_int (rows, 9) != 0;
  order->cancel_asked = fo_rows_int (rows, 10) != 0;
  order->priority = (gint32) fo_rows_int (rows, 11);
  fo_rows_copy (rows, 12, order->taken_by, sizeof order->taken_by);
  order->parked_at = fo_rows_int (rows, 13);
  fo_rows_copy (rows, 14, order->remote_id, sizeof order->remote_id);
  order->packing = (FoPacking) fo_rows_int (rows, 15);
}

FoFound
fo_order_find (FoTxn *txn, FoId id, FoOrder *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_ORDER_BY_ID, FO_VALUES (FO_INT (id)), fill_order, ret, error);
}

FoFound
fo_order_find_by_number (FoTxn *txn, const char *number, FoOrder *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_ORDER_BY_NUMBER, FO_VALUES (FO_TEXT (number)), fill_order, ret, error);
}

FoFound
fo_order_find_by_remote (FoTxn *txn, const char *remote_id, FoOrder *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_ORDER_BY_REMOTE, FO_VALUES (FO_TEXT (remote_id)), fill_order, ret, error);
}

void
fo_order_lock (FoTxn *txn, FoId id)
{
  fo_txn_lock (txn, FO_SQL_ORDER_TAKE_TURN, FO_VALUES (FO_INT (id)));
}

FoFound
fo_order_take_turn (FoTxn *txn, FoId id, FoOrder *ret, GError **error)
{
  fo_order_lock (txn, id);
  fo_announce_lines_of_order (txn, id); /* who takes an order's turn reads its lines next */
  return fo_order_find (txn, id, ret, error);
}

bool
fo_orders_page (FoTxn *txn, FoId after, guint limit, GArray *orders, GError **error)
{
  return fo_fill_all (txn, FO_SQL_ORDER_PAGE, FO_VALUES (FO_INT (after), FO_INT (limit)), fill_order, orders, error);
}

/* Sorts as orders are served: priority, due day (none: last), age. */
static char *
queue_key (const FoOrder *order, char key[64])
{
  char due[FO_DAY_TEXT_MAX];

  fo_day_print_iso (order->due_on == FO_DAY_NONE ? FO_DAY_MAX : order->due_on, due);
  g_snprintf (key, 64, "%010" G_GINT64_FORMAT "|%s|%019" G_GINT64_FORMAT, (gint64) order->priority - G_MININT32, due, order->id);
  return key;
}

bool
fo_orders_open (FoTxn *txn, const FoOrder *after, guint limit, GArray *orders, GError **error)
{
  char key[64] = "";

  return fo_fill_all (txn, FO_SQL_ORDERS_OPEN, FO_VALUES (FO_TEXT (after ? queue_key (after, key) : key), FO_INT (limit)),
                      fill_order, orders, error);
}

bool
fo_orders_pickable (FoTxn *txn, const FoOrder *after, guint limit, GArray *orders, GError **error)
{
  char key[64] = "";

  return fo_fill_all (txn, FO_SQL_ORDERS_PICKABLE, FO_VALUES (FO_TEXT (after ? queue_key (after, key) : key), FO_INT (limit)),
                      fill_order, orders, error);
}

bool
fo_orders_to_pick (FoTxn *txn, const char *station, bool own, const FoOrder *after, guint limit, GArray *orders, GError **error)
{
  char key[64] = "";

  if (after)
    queue_key (after, key);
  return fo_fill_all (txn, FO_SQL_ORDERS_TO_PICK,
                      FO_VALUES (FO_TEXT (station), FO_TEXT (key), FO_INT (own), FO_INT (limit)), fill_order, orders, error);
}

void
fo_order_insert (FoTxn *txn, const FoOrder *order, const char *remote_id)
{
  char key[64];

  fo_txn_write (txn, FO_SQL_ORDER_INSERT, 1,
                FO_VALUES (FO_INT (order->id), FO_TEXT (order->number), FO_TEXT (order->deal), FO_TEXT (order->customer),
                           FO_TEXT (order->channel), FO_TEXT (order->sales_state), FO_TEXT (fo_gate_name (order->gate)),
                           FO_TEXT (fo_order_state_name (order->state)), FO_DAY (order->due_on), FO_INT (order->ship_complete),
                           FO_INT (order->cancel_asked), FO_INT (order->priority), FO_TEXT (remote_id),
                           FO_TEXT (queue_key (order, key))));
}

void
fo_order_update (FoTxn *txn, const FoOrder *order)
{
  char key[64];

  queue_key (order, key);
  fo_txn_write (txn, FO_SQL_ORDER_UPDATE, 1,
                FO_VALUES (FO_INT (order->id), FO_TEXT (order->number), FO_TEXT (order->deal), FO_TEXT (order->customer),
                           FO_TEXT (order->channel), FO_TEXT (order->sales_state), FO_TEXT (fo_gate_name (order->gate)),
                           FO_DAY (order->due_on), FO_INT (order->ship_complete), FO_INT (order->cancel_asked),
                           FO_INT (order->priority), FO_TEXT (key)));
  fo_txn_write (txn, FO_SQL_LINES_REQUEUE, FO_ANY, FO_VALUES (FO_INT (order->id), FO_TEXT (key)));
  fo_txn_write (txn, FO_SQL_PROMISES_REQUEUE, FO_ANY, FO_VALUES (FO_INT (order->id), FO_TEXT (key)));
}

void
fo_order_set_state (FoTxn *txn, const FoOrder *order)
{
  fo_txn_write (txn, FO_SQL_ORDER_SET_STATE, 1,
                FO_VALUES (FO_INT (order->id), FO_TEXT (fo_order_state_name (order->state)),
                           order->taken_by[0] ? FO_TEXT (order->taken_by) : FO_NULL, FO_ID (order->parked_at)));
}

static void
fill_line (FoRows *rows, gpointer ret)
{
  FoLine *line = ret;

  memset (line, 0, sizeof *line);
  line->id = fo_rows_int (rows, 0);
  line->order_id = fo_rows_int (rows, 1);
  line->position = (gint32) fo_rows_int (rows, 2);
  line->item_id = fo_rows_int (rows, 3);
  line->goods = fo_rows_int (rows, 4) != 0;
  line->ordered_u = fo_rows_int (rows, 5);
  line->cancelled_u = fo_rows_int (rows, 6);
  line->promised_u = fo_rows_int (rows, 7);
  line->held_u = fo_rows_int (rows, 8);
  line->picked_u = fo_rows_int (rows, 9);
  line->shipped_u = fo_rows_int (rows, 10);
  line->from_supply_u = fo_rows_int (rows, 11);
  fo_source_parse (fo_rows_text (rows, 12), &line->source);
  line->min_life_days = (gint32) fo_rows_int (rows, 13);
  fo_rows_copy (rows, 14, line->lot_wanted, sizeof line->lot_wanted);
  line->certificate_on = fo_rows_day (rows, 15);
  fo_rows_copy (rows, 16, line->remote_id, sizeof line->remote_id);
  line->flags = (gint32) fo_rows_int (rows, 17);
}

static void
fill_owner (FoRows *rows, gpointer ret)
{
  FoLine *line = ret;

  fo_rows_copy (rows, 0, line->owner, sizeof line->owner);
}

/* Few lines ask for goods of another owner than the house. */
static bool
read_owner (FoTxn *txn, FoLine *line, GError **error)
{
  return !(line->flags & FO_LINE_OF_OWNER)
         || fo_fill_one (txn, FO_SQL_LINE_OWNER, FO_VALUES (FO_INT (line->id)), fill_owner, line, error) == FO_FOUND;
}

static FoFound
find_line (FoTxn *txn, FoSql sql, FoValue key, FoLine *ret, GError **error)
{
  FoFound found = fo_fill_one (txn, sql, &key, 1, fill_line, ret, error);

  return found == FO_FOUND && !read_owner (txn, ret, error) ? FO_FAILED : found;
}

FoFound
fo_line_find (FoTxn *txn, FoId id, FoLine *ret, GError **error)
{
  return find_line (txn, FO_SQL_LINE_BY_ID, FO_INT (id), ret, error);
}

FoFound
fo_line_find_by_remote (FoTxn *txn, const char *remote_id, FoLine *ret, GError **error)
{
  return find_line (txn, FO_SQL_LINE_BY_REMOTE, FO_TEXT (remote_id), ret, error);
}

bool
fo_lines_of_order (FoTxn *txn, FoId order, GArray *lines, GError **error)
{
  if (!fo_fill_all (txn, FO_SQL_LINES_OF_ORDER, FO_VALUES (FO_INT (order)), fill_line, lines, error))
    return false;
  for (guint i = 0; i < lines->len; i++)
    if (!read_owner (txn, &g_array_index (lines, FoLine, i), error))
      return false;
  return true;
}

static bool
is_waiting (const FoLine *line)
{
  return fo_line_missing (line) > 0 && !(line->flags & FO_LINE_LAPSED);
}

void
fo_line_insert (FoTxn *txn, const FoLine *line, const char *remote_id)
{
  fo_txn_write (txn, FO_SQL_LINE_INSERT, 1,
                FO_VALUES (FO_INT (line->id), FO_INT (line->order_id), FO_INT (line->position), FO_INT (line->item_id),
                           FO_INT (line->goods), FO_INT (line->ordered_u), FO_INT (line->cancelled_u),
                           FO_TEXT (fo_source_name (line->source)), FO_INT (line->min_life_days), FO_TEXT (line->lot_wanted),
                           FO_TEXT (remote_id), FO_INT (line->goods && line->ordered_u > line->cancelled_u + line->shipped_u),
                           FO_INT (line->shipped_u)));
}

void
fo_line_update (FoTxn *txn, const FoLine *line)
{
  fo_txn_write (txn, FO_SQL_LINE_UPDATE, 1,
                FO_VALUES (FO_INT (line->id), FO_INT (line->position), FO_INT (line->ordered_u), FO_INT (line->cancelled_u),
                           FO_TEXT (fo_source_name (line->source)), FO_INT (line->min_life_days), FO_TEXT (line->lot_wanted),
                           FO_INT (is_waiting (line))));
}

void
fo_line_add (FoTxn *txn, FoLine *line, FoQuantity promised_u, FoQuantity held_u, FoQuantity picked_u, FoQuantity shipped_u)
{
  bool waited = is_waiting (line);

  line->promised_u += promised_u;
  line->held_u += held_u;
  line->picked_u += picked_u;
  line->shipped_u += shipped_u;
  const FoValue values[] = { FO_INT (line->id), FO_INT (promised_u), FO_INT (held_u), FO_INT (picked_u), FO_INT (shipped_u),
                             FO_INT (is_waiting (line)) };
  /* The flag has an index: it is only touched when it changes. */
  if (is_waiting (line) == waited)
    fo_txn_write (txn, FO_SQL_LINE_ADD, 1, values, 5);
  else
    fo_txn_write (txn, FO_SQL_LINE_ADD_WAITING, 1, values, 6);
}

void
fo_line_set_certificate (FoTxn *txn, FoId line, FoDay day)
{
  fo_txn_write (txn, FO_SQL_LINE_SET_CERTIFICATE, 1, FO_VALUES (FO_INT (line), FO_DAY (day)));
}

static void
fill_number (FoRows *rows, gpointer ret)
{
  fo_rows_copy (rows, 0, ret, FO_NUMBER_MAX);
}

bool
fo_order_remote_id (FoTxn *txn, FoId order, char *text, GError **error)
{
  text[0] = '\0';
  return fo_fill_one (txn, FO_SQL_ORDER_REMOTE_ID, FO_VALUES (FO_INT (order)), fill_number, text, error) != FO_FAILED;
}

bool
fo_line_remote_id (FoTxn *txn, FoId line, char *text, GError **error)
{
  text[0] = '\0';
  return fo_fill_one (txn, FO_SQL_LINE_REMOTE_ID, FO_VALUES (FO_INT (line)), fill_number, text, error) != FO_FAILED;
}

static void
fill_waiting (FoRows *rows, gpointer ret)
{
  FoWaiting *waiting = ret;

  waiting->line_id = fo_rows_int (rows, 0);
  waiting->order_id = fo_rows_int (rows, 1);
}

bool
fo_lines_waiting (FoTxn *txn, FoId item, guint limit, GArray *waiting, GError **error)
{
  return fo_fill_all (txn, FO_SQL_LINES_WAITING, FO_VALUES (FO_INT (item), FO_INT (limit)), fill_waiting, waiting, error);
}

static void
fill_promise (FoRows *rows, gpointer ret)
{
  FoPromise *promise = ret;

  promise->id = fo_rows_int (rows, 0);
  promise->line_id = fo_rows_int (rows, 1);
  promise->item_id = fo_rows_int (rows, 2);
  promise->supply_id = fo_rows_int (rows, 3);
  promise->quantity_u = fo_rows_int (rows, 4);
  promise->usable_until = fo_rows_day (rows, 5);
}

void
fo_promise_insert (FoTxn *txn, const FoPromise *promise)
{
  fo_txn_write (txn, FO_SQL_PROMISE_INSERT, 1,
                FO_VALUES (FO_INT (promise->id), FO_INT (promise->line_id), FO_INT (promise->item_id), FO_ID (promise->supply_id),
                           FO_INT (promise->quantity_u), FO_DAY (promise->usable_until)));
}

void
fo_promise_set (FoTxn *txn, const FoPromise *promise)
{
  if (promise->quantity_u == 0)
    fo_txn_write (txn, FO_SQL_PROMISE_DELETE, 1, FO_VALUES (FO_INT (promise->id)));
  else
    fo_txn_write (txn, FO_SQL_PROMISE_SET, 1,
                  FO_VALUES (FO_INT (promise->id), FO_INT (promise->quantity_u), FO_ID (promise->supply_id)));
}

bool
fo_promises_of_line (FoTxn *txn, FoId line, GArray *promises, GError **error)
{
  return fo_fill_all (txn, FO_SQL_PROMISES_OF_LINE, FO_VALUES (FO_INT (line)), fill_promise, promises, error);
}

bool
fo_promises_of_supply (FoTxn *txn, FoId supply, GArray *promises, GError **error)
{
  return fo_fill_all (txn, FO_SQL_PROMISES_OF_SUPPLY, FO_VALUES (FO_INT (supply)), fill_promise, promises, error);
}

bool
fo_promises_of_item (FoTxn *txn, FoId item, GArray *promises, GError **error)
{
  return fo_fill_all (txn, FO_SQL_PROMISES_OF_ITEM, FO_VALUES (FO_INT (item)), fill_promise, promises, error);
}

void
fo_fill_hold (FoRows *rows, gpointer ret)
{
  FoHold *hold = ret;

  memset (hold, 0, sizeof *hold);
  hold->line_id = fo_rows_int (rows, 0);
  hold->lot_id = fo_rows_int (rows, 1);
  hold->place_id = fo_rows_int (rows, 2);
  hold->quantity_u = fo_rows_int (rows, 3);
  hold->usable_until = fo_rows_day (rows, 4);
  hold->picked = fo_rows_int (rows, 5) != 0;
  hold->item_id = fo_rows_int (rows, 6);
  fo_rows_copy (rows, 7, hold->place, sizeof hold->place);
  hold->route = (gint32) fo_rows_int (rows, 8);
  fo_place_kind_parse (fo_rows_text (rows, 9), &hold->place_kind);
  hold->goods.id = hold->lot_id;
  hold->goods.item_id = hold->item_id;
  fo_rows_copy (rows, 10, hold->goods.number, sizeof hold->goods.number);
  fo_rows_copy (rows, 11, hold->goods.owner, sizeof hold->goods.owner);
  hold->goods.expires_on = fo_rows_day (rows, 12);
  hold->goods.produced_on = fo_rows_day (rows, 13);
  hold->goods.received_on = fo_rows_day (rows, 14);
  fo_lot_state_parse (fo_rows_text (rows, 15), &hold->goods.state);
  g_strlcpy (hold->lot, hold->goods.number, sizeof hold->lot);
  hold->expires_on = hold->goods.expires_on;
}

/* A handful of rows: cheaper sorted here than by the database. */
static int
by_walk (gconstpointer a, gconstpointer b)
{
  const FoHold *x = a, *y = b;
  int by_place = x->route != y->route ? (x->route > y->route) - (x->route < y->route) : strcmp (x->place, y->place);

  if (by_place)
    return by_place;
  if (x->line_id != y->line_id)
    return (x->line_id > y->line_id) - (x->line_id < y->line_id);
  return (x->lot_id > y->lot_id) - (x->lot_id < y->lot_id);
}

void
fo_hold_add (FoTxn *txn, const FoHold *hold)
{
  fo_txn_write (txn, FO_SQL_HOLD_ADD, 1,
                FO_VALUES (FO_INT (hold->line_id), FO_INT (hold->lot_id), FO_INT (hold->place_id), FO_INT (hold->quantity_u),
                           FO_DAY (hold->usable_until), FO_INT (hold->picked)));
}

void
fo_hold_take (FoTxn *txn, const FoHold *hold, FoQuantity quantity_u)
{
  const FoValue key[] = { FO_INT (hold->line_id), FO_INT (hold->lot_id), FO_INT (hold->place_id), FO_INT (quantity_u) };

  if (quantity_u == hold->quantity_u)
    fo_txn_write (txn, FO_SQL_HOLD_DELETE, 1, key, 3);
  else
    fo_txn_write (txn, FO_SQL_HOLD_TAKE, 1, key, 4);
}

bool
fo_holds_of_order (FoTxn *txn, FoId order, GArray *holds, GError **error)
{
  if (!fo_fill_all (txn, FO_SQL_HOLDS_OF_ORDER, FO_VALUES (FO_INT (order)), fo_fill_hold, holds, error))
    return false;
  g_array_sort (holds, by_walk);
  return true;
}

bool
fo_holds_of_lot (FoTxn *txn, FoId lot, GArray *holds, GError **error)
{
  return fo_fill_all (txn, FO_SQL_HOLDS_OF_LOT, FO_VALUES (FO_INT (lot)), fo_fill_hold, holds, error);
}

bool
fo_holds_to_put_back (FoTxn *txn, FoId lot, FoId place, GArray *holds, GError **error)
{
  return fo_fill_all (txn, FO_SQL_HOLDS_TO_PUT_BACK, FO_VALUES (FO_INT (lot), FO_INT (place)), fo_fill_hold, holds, error);
}

void
fo_shipment_insert (FoTxn *txn, FoId shipment, FoId operation, FoId order, const char *number, FoDay shipped_on)
{
  fo_txn_write (txn, FO_SQL_SHIPMENT_INSERT, 1,
                FO_VALUES (FO_INT (shipment), FO_INT (operation), FO_INT (order), FO_TEXT (number), FO_DAY (shipped_on)));
}

void
fo_shipment_line_insert (FoTxn *txn, FoId shipment, FoId line, FoId lot, FoQuantity quantity_u, bool marked)
{
  fo_txn_write (txn, FO_SQL_SHIPMENT_LINE_INSERT, 1,
                FO_VALUES (FO_INT (shipment), FO_INT (line), FO_INT (lot), FO_INT (quantity_u), FO_INT (marked)));
}

static void
fill_shipped (FoRows *rows, gpointer ret)
{
  FoShipped *shipped = ret;

  memset (shipped, 0, sizeof *shipped);
  shipped->shipment_id = fo_rows_int (rows, 0);
  fo_rows_copy (rows, 1, shipped->number, sizeof shipped->number);
  shipped->shipped_on = fo_rows_day (rows, 2);
  shipped->line_id = fo_rows_int (rows, 3);
  shipped->quantity_u = fo_rows_int (rows, 4);
  fo_rows_copy (rows, 5, shipped->item, sizeof shipped->item);
  fo_rows_copy (rows, 6, shipped->lot, sizeof shipped->lot);
  shipped->expires_on = fo_rows_day (rows, 7);
  shipped->cancelled = !fo_rows_is_null (rows, 8);
}

bool
fo_shipments_of_order (FoTxn *txn, FoId order, GArray *shipped, GError **error)
{
  return fo_fill_all (txn, FO_SQL_SHIPMENTS_OF_ORDER, FO_VALUES (FO_INT (order)), fill_shipped, shipped, error);
}

static void
fill_id (FoRows *rows, gpointer ret)
{
  *(FoId *) ret = fo_rows_int (rows, 0);
}

bool
fo_orders_of_deal (FoTxn *txn, const char *deal, GArray *ids, GError **error)
{
  return fo_fill_all (txn, FO_SQL_ORDERS_OF_DEAL, FO_VALUES (FO_TEXT (deal)), fill_id, ids, error);
}

typedef struct {
  FoId order, operation;
} OfShipment;

static void
fill_of_shipment (FoRows *rows, gpointer ret)
{
  OfShipment *of = ret;

  of->order = fo_rows_int (rows, 0);
  of->operation = fo_rows_int (rows, 1);
}

bool
fo_order_of_shipment (FoTxn *txn, const char *number, FoId *ret_order, FoId *ret_operation, GError **error)
{
  OfShipment of = { 0, 0 };
  FoFound found = fo_fill_one (txn, FO_SQL_ORDER_OF_SHIPMENT, FO_VALUES (FO_TEXT (number)), fill_of_shipment, &of, error);

  *ret_order = of.order;
  *ret_operation = of.operation;
  return found != FO_FAILED;
}

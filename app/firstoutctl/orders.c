/* SPDX-License-Identifier: GPL-3.0-or-later
 * orders, supplies: where each line stands, and what it waits for. */
#include "ctl.h"
#include "firstout/store/orders.h"
#include "firstout/store/supplies.h"
#include "firstout/store/items.h"

#define PAGE 200

typedef struct {
  const char *number;
  FoId after;
  guint found;
} Orders;

/* What of a line waits for a production or purchase order, and how far that is. */
static bool
add_supplies (FoTxn *txn, const FoLine *line, json_object *object, GError **error)
{
  g_autoptr (GArray) promises = g_array_new (FALSE, FALSE, sizeof (FoPromise));
  json_object *list = NULL;

  if (line->from_supply_u > 0 && !fo_promises_of_line (txn, line->id, promises, error))
    return false;
  for (guint i = 0; i < promises->len; i++) {
    const FoPromise *promise = &g_array_index (promises, FoPromise, i);
    json_object *row;
    FoSupply supply;

    if (!promise->supply_id)
      continue;
    if (fo_supply_find (txn, promise->supply_id, &supply, error) != FO_FOUND)
      return false;
    row = json_object_new_object ();
    json_object_object_add (row, "kind", json_object_new_string (fo_supply_kind_name (supply.kind)));
    json_object_object_add (row, "number", json_object_new_string (supply.number));
    json_object_object_add (row, "partner", json_object_new_string (supply.partner));
    json_object_object_add (row, "quantity", fo_json_quantity (promise->quantity_u));
    json_object_object_add (row, "progress", json_object_new_int (supply.progress_percent));
    json_object_object_add (row, "ready_on", fo_json_day (supply.ready_on));
    if (!list)
      list = json_object_new_array ();
    json_object_array_add (list, row);
  }
  json_object_object_add (object, "supply", list);
  return true;
}

static json_object *
line_object (FoTxn *txn, const FoLine *line, GError **error)
{
  json_object *object = json_object_new_object ();
  FoItem item;

  if (fo_item_find (txn, line->item_id, &item, error) != FO_FOUND) {
    json_object_put (object);
    return NULL;
  }
  json_object_object_add (object, "id", fo_json_id (line->id));
  json_object_object_add (object, "item", json_object_new_string (item.code));
  json_object_object_add (object, "kind", json_object_new_string (line->goods ? "goods" : "service"));
  json_object_object_add (object, "ordered", fo_json_quantity (line->ordered_u));
  json_object_object_add (object, "cancelled", fo_json_quantity (line->cancelled_u));
  json_object_object_add (object, "promised", fo_json_quantity (line->promised_u));
  json_object_object_add (object, "held", fo_json_quantity (line->held_u));
  json_object_object_add (object, "picked", fo_json_quantity (line->picked_u));
  json_object_object_add (object, "shipped", fo_json_quantity (line->shipped_u));
  json_object_object_add (object, "missing", fo_json_quantity (fo_line_missing (line)));
  if (!add_supplies (txn, line, object, error)) {
    json_object_put (object);
    return NULL;
  }
  return object;
}

static bool
print_order (FoTxn *txn, const FoOrder *order, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));
  json_object *object = json_object_new_object (), *list = json_object_new_array ();
  bool read = fo_lines_of_order (txn, order->id, lines, error);

  json_object_object_add (object, "order", json_object_new_string (order->number));
  json_object_object_add (object, "deal", json_object_new_string (order->deal));
  json_object_object_add (object, "customer", json_object_new_string (order->customer));
  json_object_object_add (object, "state", json_object_new_string (fo_order_state_name (order->state)));
  json_object_object_add (object, "sales_state", json_object_new_string (order->sales_state));
  json_object_object_add (object, "gate", json_object_new_string (fo_gate_name (order->gate)));
  json_object_object_add (object, "due_on", fo_json_day (order->due_on));
  json_object_object_add (object, "taken_by", order->taken_by[0] ? json_object_new_string (order->taken_by) : NULL);
  json_object_object_add (object, "lines", list);
  for (guint i = 0; read && i < lines->len; i++) {
    json_object *line = line_object (txn, &g_array_index (lines, FoLine, i), error);
    read = line != NULL;
    if (read)
      json_object_array_add (list, line);
  }
  if (read)
    ctl_print (object);
  else
    json_object_put (object);
  return read;
}

static FoTxnEnd
print_orders (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) orders = g_array_new (FALSE, FALSE, sizeof (FoOrder));
  Orders *o = data;

  if (o->number) {
    FoOrder order;
    FoFound found = fo_order_find_by_number (txn, o->number, &order, error);

    if (found == FO_FAILED || (found == FO_FOUND && !print_order (txn, &order, error)))
      return FO_TXN_FAIL;
    o->found = found == FO_FOUND;
    return FO_TXN_COMMIT;
  }
  if (!fo_orders_page (txn, o->after, PAGE, orders, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < orders->len; i++) {
    if (!print_order (txn, &g_array_index (orders, FoOrder, i), error))
      return FO_TXN_FAIL;
    o->after = g_array_index (orders, FoOrder, i).id;
  }
  o->found = orders->len;
  return FO_TXN_COMMIT;
}

CtlEnd
ctl_orders (const Ctl *ctl)
{
  g_autoptr (FoStore) store = ctl_open (ctl, FO_STORE_READ_ONLY);
  Orders o = { .number = ctl_argument (ctl, 0) };

  if (!store)
    return CTL_FAILED;
  do {
    if (ctl_read (store, print_orders, &o) != CTL_DONE)
      return CTL_FAILED;
  } while (!o.number && o.found == PAGE);
  if (o.number && !o.found) {
    g_auto (FoReply) reply = { .verdict = FO_ORDER_UNKNOWN };
    fo_args_set_text (&reply.args, "order", o.number);
    return ctl_print_reply (&reply);
  }
  return CTL_DONE;
}

/* ---- supplies ------------------------------------------------------------------------------------------------------------------------ */

static bool
print_supply (FoTxn *txn, const FoSupply *supply, GError **error)
{
  json_object *object;
  FoItem item;

  if (fo_item_find (txn, supply->item_id, &item, error) != FO_FOUND)
    return false;
  object = json_object_new_object ();
  json_object_object_add (object, "kind", json_object_new_string (fo_supply_kind_name (supply->kind)));
  json_object_object_add (object, "number", json_object_new_string (supply->number));
  json_object_object_add (object, "partner", json_object_new_string (supply->partner));
  json_object_object_add (object, "item", json_object_new_string (item.code));
  json_object_object_add (object, "ordered", fo_json_quantity (supply->ordered_u));
  json_object_object_add (object, "received", fo_json_quantity (supply->received_u));
  json_object_object_add (object, "promised", fo_json_quantity (supply->promised_u));
  json_object_object_add (object, "progress", json_object_new_int (supply->progress_percent));
  json_object_object_add (object, "ready_on", fo_json_day (supply->ready_on));
  json_object_object_add (object, "state", json_object_new_string (fo_supply_state_name (supply->state)));
  ctl_print (object);
  return true;
}

static FoTxnEnd
print_supplies (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));
  Orders *o = data;

  if (!fo_supplies_page (txn, o->after, PAGE, supplies, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < supplies->len; i++) {
    if (!print_supply (txn, &g_array_index (supplies, FoSupply, i), error))
      return FO_TXN_FAIL;
    o->after = g_array_index (supplies, FoSupply, i).id;
  }
  o->found = supplies->len;
  return FO_TXN_COMMIT;
}

CtlEnd
ctl_supplies (const Ctl *ctl)
{
  g_autoptr (FoStore) store = ctl_open (ctl, FO_STORE_READ_ONLY);
  Orders o = { 0 };

  if (!store)
    return CTL_FAILED;
  do {
    if (ctl_read (store, print_supplies, &o) != CTL_DONE)
      return CTL_FAILED;
  } while (o.found == PAGE);
  return CTL_DONE;
}

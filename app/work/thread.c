/* SPDX-License-Identifier: GPL-3.0-or-later
 * The thread of a deal: which orders it is, and where their lines stand. What happened is thread-events.c. */
#include "thread.h"
#include "firstout/store/born.h"
#include "firstout/store/kits.h"
#include "firstout/store/substitutes.h"

void
fo_thread_init (FoThread *thread)
{
  *thread = (FoThread){ .orders = g_array_new (FALSE, TRUE, sizeof (FoOrder)),
                        .lines = g_array_new (FALSE, TRUE, sizeof (FoThreadLine)),
                        .events = g_array_new (FALSE, TRUE, sizeof (FoThreadEvent)) };
}

void
fo_thread_clear (FoThread *thread)
{
  g_clear_pointer (&thread->orders, g_array_unref);
  g_clear_pointer (&thread->lines, g_array_unref);
  g_clear_pointer (&thread->events, g_array_unref);
}

/* ---- which orders ------------------------------------------------------------------------------------------------ */

static bool
add_order (FoTxn *txn, FoId id, FoThread *thread, GError **error)
{
  FoOrder order;

  if (fo_order_find (txn, id, &order, error) != FO_FOUND)
    return false;
  g_array_append_val (thread->orders, order);
  return true;
}

static bool
add_deal (FoTxn *txn, const char *deal, FoThread *thread, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (FoId));

  if (!fo_orders_of_deal (txn, deal, ids, error))
    return false;
  for (guint i = 0; i < ids->len; i++)
    if (!add_order (txn, g_array_index (ids, FoId, i), thread, error))
      return false;
  return true;
}

/* The order that goes by NUMBER: its own, ours of before it was known, or one of its shipments'. */
static bool
find_order (FoTxn *txn, const char *number, FoOrder *ret, GError **error)
{
  FoBorn born = { .order_id = 0 };
  FoFound found = fo_order_find_by_number (txn, number, ret, error);
  FoId id = 0, operation;

  if (found != FO_ABSENT)
    return found == FO_FOUND;
  if (fo_born_find (txn, number, &born, error) == FO_FAILED || !fo_order_of_shipment (txn, number, &id, &operation, error))
    return false;
  id = born.order_id ? born.order_id : id;
  ret->id = 0;
  return !id || fo_order_find (txn, id, ret, error) == FO_FOUND;
}

static bool
find_orders (FoTxn *txn, const char *number, FoThread *thread, GError **error)
{
  FoOrder order = { .id = 0 };

  if (!find_order (txn, number, &order, error))
    return false;
  if (order.id && !order.deal[0])
    return add_order (txn, order.id, thread, error);
  return add_deal (txn, order.id ? order.deal : number, thread, error);
}

/* ---- where the lines stand ---------------------------------------------------------------------------------------- */

/* What the line waits for, and until when. */
static bool
look_at_supplies (FoTxn *txn, FoThreadLine *row, FoDay today, GError **error)
{
  g_autoptr (GArray) promises = g_array_new (FALSE, FALSE, sizeof (FoPromise));

  row->leaves_on = fo_line_missing (&row->line) > 0 ? FO_DAY_NONE : today;
  if (row->line.from_supply_u == 0)
    return true;
  if (!fo_promises_of_line (txn, row->line.id, promises, error))
    return false;
  for (guint i = 0; i < promises->len; i++) {
    FoId id = g_array_index (promises, FoPromise, i).supply_id;
    FoSupply supply;

    if (!id)
      continue;
    if (fo_supply_find (txn, id, &supply, error) != FO_FOUND)
      return false;
    if (row->supply[0] && supply.ready_on != FO_DAY_NONE && supply.ready_on <= row->leaves_on)
      continue;
    g_strlcpy (row->supply, supply.number, sizeof row->supply);
    row->supply_kind = supply.kind;
    row->progress_percent = supply.progress_percent;
    if (row->leaves_on != FO_DAY_NONE)
      row->leaves_on = supply.ready_on == FO_DAY_NONE ? FO_DAY_NONE : MAX (row->leaves_on, supply.ready_on);
  }
  return true;
}

static const FoKitPart *
part_of (const GArray *parts, FoId line)
{
  for (guint i = 0; i < parts->len; i++)
    if (g_array_index (parts, FoKitPart, i).line_id == line)
      return &g_array_index (parts, FoKitPart, i);
  return NULL;
}

static bool
name_kit (FoTxn *txn, const GArray *lines, FoId kit_line, FoThreadLine *row, GError **error)
{
  for (guint i = 0; i < lines->len; i++) {
    const FoLine *line = &g_array_index (lines, FoLine, i);
    FoItem item;

    if (line->id != kit_line)
      continue;
    if (fo_item_find (txn, line->item_id, &item, error) != FO_FOUND)
      return false;
    g_strlcpy (row->of_kit, item.code, sizeof row->of_kit);
  }
  return true;
}

/* A line that stands for another says so. */
static bool
name_original (FoTxn *txn, FoThreadLine *row, GError **error)
{
  FoStandIn stand_in;
  FoLine original;
  FoItem item;

  if (!(row->line.flags & FO_LINE_STANDS_IN))
    return true;
  if (fo_stand_in_find (txn, row->line.id, &stand_in, error) != FO_FOUND
      || fo_line_find (txn, stand_in.for_line, &original, error) != FO_FOUND
      || fo_item_find (txn, original.item_id, &item, error) != FO_FOUND)
    return false;
  g_strlcpy (row->instead_of, item.code, sizeof row->instead_of);
  g_strlcpy (row->instead_of_name, item.name, sizeof row->instead_of_name);
  return true;
}

static bool
add_line (FoTxn *txn, const FoOrder *order, const GArray *lines, const GArray *parts, const FoLine *line, FoThread *thread,
          GError **error)
{
  FoThreadLine row = { .line = *line, .leaves_on = FO_DAY_NONE };
  const FoKitPart *part = part_of (parts, line->id);
  FoItem item;

  if (fo_item_find (txn, line->item_id, &item, error) != FO_FOUND
      || (part && !name_kit (txn, lines, part->kit_line, &row, error)) || !name_original (txn, &row, error))
    return false;
  g_strlcpy (row.order, order->number, sizeof row.order);
  g_strlcpy (row.item, item.code, sizeof row.item);
  g_strlcpy (row.name, item.name, sizeof row.name);
  g_strlcpy (row.name_de, item.name_de, sizeof row.name_de);
  g_strlcpy (row.name_en, item.name_en, sizeof row.name_en);
  g_strlcpy (row.unit, item.unit, sizeof row.unit);
  row.is_kit = item.kind == FO_ITEM_KIT;
  if (row.is_kit) {
    row.line.goods = true;
    fo_kit_quantities (&row.line, (const FoKitPart *) parts->data, parts->len, (const FoLine *) lines->data, lines->len);
  } else if (line->goods && !look_at_supplies (txn, &row, fo_store_today (fo_txn_store (txn)), error))
    return false;
  g_array_append_val (thread->lines, row);
  return true;
}

/* A kit leaves when its last component can. */
static void
let_kits_wait (FoThread *thread)
{
  for (guint i = 0; i < thread->lines->len; i++) {
    FoThreadLine *kit = &g_array_index (thread->lines, FoThreadLine, i);
    bool first = true;

    for (guint k = 0; kit->is_kit && k < thread->lines->len; k++) {
      const FoThreadLine *part = &g_array_index (thread->lines, FoThreadLine, k);

      if (part->line.order_id != kit->line.order_id || !g_str_equal (part->of_kit, kit->item))
        continue;
      if (first || part->leaves_on == FO_DAY_NONE || (kit->leaves_on != FO_DAY_NONE && part->leaves_on > kit->leaves_on))
        kit->leaves_on = part->leaves_on;
      first = false;
      if (kit->leaves_on == FO_DAY_NONE)
        break;
    }
  }
}

static bool
add_lines (FoTxn *txn, const FoOrder *order, FoThread *thread, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (FoKitPart));

  if (!fo_lines_of_order (txn, order->id, lines, error) || !fo_kit_parts_of_order (txn, order->id, parts, error))
    return false;
  for (guint i = 0; i < lines->len; i++)
    if (!add_line (txn, order, lines, parts, &g_array_index (lines, FoLine, i), thread, error))
      return false;
  return true;
}

/* ---- all of it ---------------------------------------------------------------------------------------------------- */

bool
fo_thread_read (FoTxn *txn, const char *number, FoThread *thread, FoVerdict *ret_verdict, GError **error)
{
  const FoOrder *first;

  g_array_set_size (thread->orders, 0);
  g_array_set_size (thread->lines, 0);
  g_array_set_size (thread->events, 0);
  if (!find_orders (txn, number, thread, error))
    return false;
  *ret_verdict = thread->orders->len ? FO_OK : FO_ORDER_UNKNOWN;
  if (!thread->orders->len)
    return true;
  first = &g_array_index (thread->orders, FoOrder, 0);
  g_strlcpy (thread->deal, first->deal, sizeof thread->deal);
  g_strlcpy (thread->customer, first->customer, sizeof thread->customer);
  for (guint i = 0; i < thread->orders->len; i++)
    if (!add_lines (txn, &g_array_index (thread->orders, FoOrder, i), thread, error))
      return false;
  let_kits_wait (thread);
  return fo_thread_add_events (txn, thread, error);
}

typedef struct {
  const char *number;
  FoThread *thread;
  FoVerdict *verdict;
} Read;

static FoTxnEnd
read_thread (FoTxn *txn, gpointer data, GError **error)
{
  Read *read = data;

  return fo_thread_read (txn, read->number, read->thread, read->verdict, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_work_thread (FoStore *store, const char *number, FoThread *thread, FoVerdict *ret_verdict, GError **error)
{
  Read read = { number, thread, ret_verdict };

  return fo_store_read (store, read_thread, &read, error);
}

bool
fo_work_thread_json (FoStore *store, const char *number, char **ret_json, FoVerdict *ret_verdict, GError **error)
{
  g_auto (FoThread) thread = { .orders = NULL };

  fo_thread_init (&thread);
  if (!fo_work_thread (store, number, &thread, ret_verdict, error))
    return false;
  *ret_json = *ret_verdict == FO_OK ? fo_thread_to_json (&thread) : NULL;
  return true;
}

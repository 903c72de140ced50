/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whose goods these are or could be: the orders that have something of an item or a lot, or wait for it. */
#include "firstout/store/items.h"
#include "firstout/store/lots.h"
#include "firstout/store/supplies.h"
#include "firstout/work/reserve.h"

enum { WAITING_MAX = 1000 };

typedef struct {
  FoTxn *txn;
  FoLot lot;                  /* id 0: any of the item */
  GHashTable *lines, *orders; /* FoId, those seen and those found */
  GArray *ids;
} Wanting;

static void
add_order (Wanting *w, FoId order)
{
  if (g_hash_table_add (w->orders, g_memdup2 (&order, sizeof order)))
    g_array_append_val (w->ids, order);
}

/* One that asks for other lots than this does not want it. */
static bool
add_line (Wanting *w, FoId id, GError **error)
{
  FoLine line;

  if (!g_hash_table_add (w->lines, g_memdup2 (&id, sizeof id)))
    return true;
  if (fo_line_find (w->txn, id, &line, error) != FO_FOUND)
    return false;
  if (!w->lot.id || fo_line_takes_lot (&line, w->lot.number, w->lot.owner) == FO_OK)
    add_order (w, line.order_id);
  return true;
}

static bool
add_promised (Wanting *w, const GArray *promises, GError **error)
{
  for (guint i = 0; i < promises->len; i++)
    if (!add_line (w, g_array_index (promises, FoPromise, i).line_id, error))
      return false;
  return true;
}

static bool
add_holders (Wanting *w, FoId lot, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  if (!fo_holds_of_lot (w->txn, lot, holds, error))
    return false;
  for (guint i = 0; i < holds->len; i++) {
    FoLine line;

    if (fo_line_find (w->txn, g_array_index (holds, FoHold, i).line_id, &line, error) != FO_FOUND)
      return false;
    add_order (w, line.order_id);
  }
  return true;
}

static bool
add_all_holders (Wanting *w, FoId item, GError **error)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoLot));

  if (w->lot.id)
    return add_holders (w, w->lot.id, error);
  if (!fo_lots_of_item (w->txn, item, lots, error))
    return false;
  for (guint i = 0; i < lots->len; i++)
    if (!add_holders (w, g_array_index (lots, FoLot, i).id, error))
      return false;
  return true;
}

/* What waits for a supply has none of it yet. */
static bool
add_expecting (Wanting *w, FoId item, GError **error)
{
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));

  if (!fo_supplies_of_item (w->txn, item, supplies, error))
    return false;
  for (guint i = 0; i < supplies->len; i++) {
    g_autoptr (GArray) promises = g_array_new (FALSE, FALSE, sizeof (FoPromise));

    if (!fo_promises_of_supply (w->txn, g_array_index (supplies, FoSupply, i).id, promises, error)
        || !add_promised (w, promises, error))
      return false;
  }
  return true;
}

static bool
add_waiting (Wanting *w, FoId item, GError **error)
{
  g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (FoWaiting));

  if (!fo_lines_waiting (w->txn, item, WAITING_MAX, waiting, error))
    return false;
  for (guint i = 0; i < waiting->len; i++)
    if (!add_line (w, g_array_index (waiting, FoWaiting, i).line_id, error))
      return false;
  return true;
}

bool
fo_orders_wanting (FoTxn *txn, FoId item, FoId lot, GArray *ids, GError **error)
{
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) orders = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) promises = g_array_new (FALSE, FALSE, sizeof (FoPromise));
  Wanting w = { .txn = txn, .lines = lines, .orders = orders, .ids = ids };

  if (lot && fo_lot_find (txn, lot, &w.lot, error) != FO_FOUND)
    return false;
  return add_all_holders (&w, item, error) && fo_promises_of_item (txn, item, promises, error)
         && add_promised (&w, promises, error) && add_expecting (&w, item, error) && add_waiting (&w, item, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "board.h"

#include "firstout/store/items.h"
#include "firstout/store/substitutes.h"
#include "firstout/work/reserve.h"

static bool
load_supply (FoTxn *txn, const FoPromise *promise, FoBoardLine *row, GError **error)
{
  FoBoardSupply *shown = &row->supplies[row->n_supplies];
  FoSupply supply;

  if (fo_supply_find (txn, promise->supply_id, &supply, error) != FO_FOUND)
    return false;
  *shown = (FoBoardSupply){ .kind = supply.kind, .progress_percent = supply.progress_percent, .ready_on = supply.ready_on,
                            .quantity_u = promise->quantity_u };
  g_strlcpy (shown->number, supply.number, sizeof shown->number);
  row->n_supplies++;
  return true;
}

static bool
load_supplies (FoTxn *txn, FoBoardLine *row, GError **error)
{
  g_autoptr (GArray) promises = g_array_new (FALSE, FALSE, sizeof (FoPromise));

  if (!fo_promises_of_line (txn, row->line.id, promises, error))
    return false;
  for (guint i = 0; i < promises->len && row->n_supplies < FO_BOARD_SUPPLIES_MAX; i++) {
    const FoPromise *promise = &g_array_index (promises, FoPromise, i);
    if (promise->supply_id && !load_supply (txn, promise, row, error))
      return false;
  }
  return true;
}

static bool
load_original (FoTxn *txn, FoBoardLine *row, GError **error)
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
  g_strlcpy (row->instead_of, item.name, sizeof row->instead_of);
  return true;
}

static bool
load_line (FoTxn *txn, const FoOrder *order, const FoLine *line, GArray *rows, GError **error)
{
  FoBoardLine row = { .line = *line, .leaves_on = FO_DAY_NONE, .pinned = line->held_u > 0 && !fo_order_is_released (order) };
  FoItem item;

  if (fo_item_find (txn, line->item_id, &item, error) != FO_FOUND || !load_supplies (txn, &row, error) || !load_original (txn, &row, error)
      || (fo_line_open (line) > 0
          && !fo_line_leaves_on (txn, line, fo_store_today (fo_txn_store (txn)), &row.leaves_on, error)))
    return false;
  g_strlcpy (row.item, item.code, sizeof row.item);
  g_strlcpy (row.name, item.name, sizeof row.name);
  g_strlcpy (row.name_de, item.name_de, sizeof row.name_de);
  g_strlcpy (row.name_en, item.name_en, sizeof row.name_en);
  g_strlcpy (row.unit, item.unit, sizeof row.unit);
  g_array_append_val (rows, row);
  return true;
}

static bool
load_lines (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  const FoId *id = input;
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));
  FoOrder order;
  FoFound found = fo_order_find (txn, *id, &order, error);

  if (found != FO_FOUND)
    return found == FO_ABSENT;
  if (!fo_lines_of_order (txn, *id, lines, error))
    return false;
  for (guint i = 0; i < lines->len; i++)
    if (!load_line (txn, &order, &g_array_index (lines, FoLine, i), rows, error))
      return *error == NULL;
  return true;
}

void
fo_board_read_lines (FoStation *station, FoId order, FoRequestCame came, GObject *owner)
{
  const FoRequest request = { load_lines, &order, sizeof order, sizeof (FoBoardLine), came };

  fo_request (station, &request, owner);
}

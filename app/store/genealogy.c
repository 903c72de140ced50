/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/genealogy.h"
#include "firstout/store/announce.h"
#include "fill.h"

#define PAGE 500

/* ---- new labels ---------------------------------------------------------------------------------------------------- */

void
fo_lot_link_insert (FoTxn *txn, const FoLotLink *link)
{
  fo_txn_write (txn, FO_SQL_LOT_LINK_INSERT, 1,
                FO_VALUES (FO_INT (link->child), FO_INT (link->parent), FO_INT (link->operation), FO_INT (link->quantity_u),
                           FO_TEXT (link->why)));
}

void
fo_lot_links_drop (FoTxn *txn, FoId operation)
{
  fo_txn_write (txn, FO_SQL_LOT_LINKS_OF_OPERATION_DELETE, FO_ANY, FO_VALUES (FO_INT (operation)));
}

static void
fill_link (FoRows *rows, gpointer ret)
{
  FoLotLink *link = ret;

  link->child = fo_rows_int (rows, 0);
  link->parent = fo_rows_int (rows, 1);
  link->operation = fo_rows_int (rows, 2);
  link->quantity_u = fo_rows_int (rows, 3);
  fo_rows_copy (rows, 4, link->why, sizeof link->why);
}

bool
fo_lot_links (FoTxn *txn, FoId lot, GArray *links, GError **error)
{
  return fo_fill_all (txn, FO_SQL_LOT_LINKS, FO_VALUES (FO_INT (lot)), fill_link, links, error);
}

/* ---- in and out ---------------------------------------------------------------------------------------------------- */

static void
fill_event (FoRows *rows, gpointer ret)
{
  FoLotEvent *event = ret;

  memset (event, 0, sizeof *event);
  event->id = fo_rows_int (rows, 0);
  event->operation = fo_rows_int (rows, 1);
  fo_move_kind_parse (fo_rows_text (rows, 2), &event->kind);
  fo_place_kind_parse (fo_rows_text (rows, 3), &event->from);
  fo_place_kind_parse (fo_rows_text (rows, 4), &event->to);
  event->quantity_u = fo_rows_int (rows, 5);
  event->line_id = fo_rows_int (rows, 6);
  event->supply_id = fo_rows_int (rows, 7);
  fo_rows_copy (rows, 8, event->reason, sizeof event->reason);
  event->day = fo_rows_day (rows, 9);
}

bool
fo_lot_events (FoTxn *txn, FoId lot, FoId after, guint limit, GArray *events, GError **error)
{
  return fo_fill_all (txn, FO_SQL_LOT_EVENTS, FO_VALUES (FO_INT (lot), FO_INT (after), FO_INT (limit)), fill_event, events, error);
}

static void
fill_supply_lot (FoRows *rows, gpointer ret)
{
  FoSupplyLot *part = ret;

  part->lot = fo_rows_int (rows, 0);
  part->quantity_u = fo_rows_int (rows, 1);
}

bool
fo_supply_lots (FoTxn *txn, FoId supply, FoId production, GArray *lots, GError **error)
{
  return fo_fill_all (txn, FO_SQL_SUPPLY_LOTS, FO_VALUES (FO_INT (supply), FO_INT (production)), fill_supply_lot, lots, error);
}

static void
fill_shipped (FoRows *rows, gpointer ret)
{
  FoLotShipped *shipped = ret;

  memset (shipped, 0, sizeof *shipped);
  shipped->movement = fo_rows_int (rows, 0);
  shipped->shipment = fo_rows_int (rows, 1);
  fo_rows_copy (rows, 2, shipped->number, sizeof shipped->number);
  shipped->shipped_on = fo_rows_day (rows, 3);
  shipped->order = fo_rows_int (rows, 4);
  fo_rows_copy (rows, 5, shipped->order_number, sizeof shipped->order_number);
  fo_rows_copy (rows, 6, shipped->deal, sizeof shipped->deal);
  fo_rows_copy (rows, 7, shipped->customer, sizeof shipped->customer);
  shipped->line = fo_rows_int (rows, 8);
  shipped->quantity_u = fo_rows_int (rows, 9);
  shipped->returned_u = fo_rows_int (rows, 10);
  fo_rows_copy (rows, 11, shipped->order_remote_id, sizeof shipped->order_remote_id);
  fo_rows_copy (rows, 12, shipped->line_remote_id, sizeof shipped->line_remote_id);
}

/* From two benches it comes twice, one behind the other. */
static void
add_once (GArray *shipped, guint first, const FoLotShipped *one)
{
  for (guint i = shipped->len; i > first; i--) {
    const FoLotShipped *other = &g_array_index (shipped, FoLotShipped, i - 1);

    if (other->shipment == one->shipment && other->line == one->line)
      return;
    if (other->shipment != one->shipment)
      break;
  }
  g_array_append_val (shipped, *one);
}

void
fo_announce_lot_shipped (FoTxn *txn, FoId lot)
{
  fo_txn_announce (txn, FO_SQL_SHIPPED_OF_LOT, FO_VALUES (FO_INT (lot), FO_INT (0), FO_INT (PAGE)));
}

bool
fo_lot_shipped (FoTxn *txn, FoId lot, GArray *shipped, GError **error)
{
  g_autoptr (GArray) page = g_array_new (FALSE, FALSE, sizeof (FoLotShipped));
  guint first = shipped->len;
  FoId after = 0;

  do {
    g_array_set_size (page, 0);
    if (!fo_fill_all (txn, FO_SQL_SHIPPED_OF_LOT, FO_VALUES (FO_INT (lot), FO_INT (after), FO_INT (PAGE)), fill_shipped, page, error))
      return false;
    for (guint i = 0; i < page->len; i++)
      add_once (shipped, first, &g_array_index (page, FoLotShipped, i));
    if (page->len > 0)
      after = g_array_index (page, FoLotShipped, page->len - 1).movement;
  } while (page->len == PAGE);
  return true;
}

static bool
collect_texts (FoTxn *txn, FoSql sql, const FoValue *values, gsize n, GPtrArray *texts, GError **error)
{
  g_autoptr (FoRows) rows = fo_txn_query (txn, sql, values, n, error);
  g_autoptr (GError) failed = NULL;

  if (!rows)
    return false;
  while (fo_rows_next (rows, &failed))
    g_ptr_array_add (texts, fo_rows_dup (rows, 0));
  if (failed)
    g_propagate_error (error, g_steal_pointer (&failed));
  return !failed;
}

bool
fo_lot_shipped_units (FoTxn *txn, FoId item, const char *lot, const FoLotShipped *shipped, GPtrArray *identities, GError **error)
{
  return collect_texts (txn, FO_SQL_UNITS_OF_SHIPPED_LOT,
                        FO_VALUES (FO_INT (item), FO_TEXT (lot), FO_INT (shipped->shipment), FO_INT (shipped->line)), identities,
                        error);
}

static void
fill_place (FoRows *rows, gpointer ret)
{
  FoLotPlace *place = ret;

  memset (place, 0, sizeof *place);
  place->place_id = fo_rows_int (rows, 0);
  fo_rows_copy (rows, 1, place->place, sizeof place->place);
  fo_place_kind_parse (fo_rows_text (rows, 2), &place->kind);
  place->on_hand_u = fo_rows_int (rows, 3);
  place->held_u = fo_rows_int (rows, 4);
}

bool
fo_lot_places (FoTxn *txn, FoId lot, GArray *places, GError **error)
{
  return fo_fill_all (txn, FO_SQL_BALANCES_OF_LOT, FO_VALUES (FO_INT (lot)), fill_place, places, error);
}

/* ---- names --------------------------------------------------------------------------------------------------------- */

static void
remember_name (FoTxn *txn, const FoLot *was, FoId is, FoId operation)
{
  fo_txn_write (txn, FO_SQL_LOT_ALIAS_INSERT, FO_ANY,
                FO_VALUES (FO_TEXT (was->number), FO_INT (was->item_id), FO_INT (is), FO_INT (operation)));
}

void
fo_lot_rename (FoTxn *txn, const FoLot *lot, const char *number, FoId operation)
{
  remember_name (txn, lot, lot->id, operation);
  fo_txn_write (txn, FO_SQL_LOT_RENAME, 1, FO_VALUES (FO_INT (lot->id), FO_TEXT (number)));
  fo_txn_write (txn, FO_SQL_UNITS_RENAME_LOT, FO_ANY,
                FO_VALUES (FO_INT (lot->item_id), FO_TEXT (lot->number), FO_TEXT (number), FO_TEXT (lot->owner)));
}

void
fo_lot_merge_names (FoTxn *txn, const FoLot *from, const FoLot *to, const char *number, FoId operation)
{
  remember_name (txn, from, to->id, operation);
  fo_txn_write (txn, FO_SQL_UNITS_IN_HOUSE_RENAME_LOT, FO_ANY,
                FO_VALUES (FO_INT (from->item_id), FO_TEXT (from->number), FO_TEXT (to->number), FO_TEXT (from->owner)));
  fo_txn_write (txn, FO_SQL_UNITS_RENAME_LOT, FO_ANY,
                FO_VALUES (FO_INT (from->item_id), FO_TEXT (from->number), FO_TEXT (number), FO_TEXT (from->owner)));
  fo_txn_write (txn, FO_SQL_LOT_RENAME, 1, FO_VALUES (FO_INT (from->id), FO_TEXT (number)));
}

static void
fill_id (FoRows *rows, gpointer ret)
{
  *(FoId *) ret = fo_rows_int (rows, 0);
}

FoFound
fo_lot_find_by_alias (FoTxn *txn, FoId item, const char *number, FoLot *ret, GError **error)
{
  FoId lot;
  FoFound found = fo_fill_one (txn, FO_SQL_LOT_BY_ALIAS, FO_VALUES (FO_TEXT (number), FO_INT (item)), fill_id, &lot, error);

  return found == FO_FOUND ? fo_lot_find (txn, lot, ret, error) : found;
}

bool
fo_lots_aliased (FoTxn *txn, const char *number, GArray *lots, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (FoId));

  if (!fo_fill_all (txn, FO_SQL_LOTS_BY_ALIAS, FO_VALUES (FO_TEXT (number)), fill_id, ids, error))
    return false;
  for (guint i = 0; i < ids->len; i++) {
    FoLot lot;

    if (fo_lot_find (txn, g_array_index (ids, FoId, i), &lot, error) != FO_FOUND)
      return false;
    g_array_append_val (lots, lot);
  }
  return true;
}

bool
fo_lot_aliases (FoTxn *txn, FoId lot, GPtrArray *numbers, GError **error)
{
  return collect_texts (txn, FO_SQL_LOT_ALIASES, FO_VALUES (FO_INT (lot)), numbers, error);
}

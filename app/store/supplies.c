/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/supplies.h"
#include "fill.h"
#include "firstout/core/movement.h"

static void
fill_supply (FoRows *rows, gpointer ret)
{
  FoSupply *supply = ret;

  memset (supply, 0, sizeof *supply);
  supply->id = fo_rows_int (rows, 0);
  fo_supply_kind_parse (fo_rows_text (rows, 1), &supply->kind);
  fo_rows_copy (rows, 2, supply->number, sizeof supply->number);
  fo_rows_copy (rows, 3, supply->partner, sizeof supply->partner);
  supply->item_id = fo_rows_int (rows, 4);
  supply->ordered_u = fo_rows_int (rows, 5);
  supply->received_u = fo_rows_int (rows, 6);
  supply->promised_u = fo_rows_int (rows, 7);
  supply->line_id = fo_rows_int (rows, 8);
  supply->dedicated = fo_rows_int (rows, 9) != 0;
  supply->progress_percent = (gint32) fo_rows_int (rows, 10);
  supply->ready_on = fo_rows_day (rows, 11);
  fo_supply_state_parse (fo_rows_text (rows, 12), &supply->state);
  supply->tolerance_percent = (gint32) fo_rows_int (rows, 13);
}

FoFound
fo_supply_find (FoTxn *txn, FoId id, FoSupply *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_SUPPLY_BY_ID, FO_VALUES (FO_INT (id)), fill_supply, ret, error);
}

FoFound
fo_supply_find_by_remote (FoTxn *txn, const char *remote_id, FoSupply *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_SUPPLY_BY_REMOTE, FO_VALUES (FO_TEXT (remote_id)), fill_supply, ret, error);
}

bool
fo_supplies_numbered (FoTxn *txn, const char *number, GArray *supplies, GError **error)
{
  return fo_fill_all (txn, FO_SQL_SUPPLIES_NUMBERED, FO_VALUES (FO_TEXT (number)), fill_supply, supplies, error);
}

bool
fo_supplies_of_item (FoTxn *txn, FoId item, GArray *supplies, GError **error)
{
  return fo_fill_all (txn, FO_SQL_SUPPLIES_OF_ITEM, FO_VALUES (FO_INT (item)), fill_supply, supplies, error);
}

bool
fo_supplies_with_room (FoTxn *txn, FoId item, FoId line, GArray *supplies, GError **error)
{
  return fo_fill_all (txn, FO_SQL_SUPPLIES_OF_LINE, FO_VALUES (FO_INT (item), FO_INT (line)), fill_supply, supplies, error)
         && fo_fill_all (txn, FO_SQL_SUPPLIES_WITH_ROOM, FO_VALUES (FO_INT (item), FO_INT (line)), fill_supply, supplies, error);
}

bool
fo_supplies_page (FoTxn *txn, FoId after, guint limit, GArray *supplies, GError **error)
{
  return fo_fill_all (txn, FO_SQL_SUPPLY_PAGE, FO_VALUES (FO_INT (after), FO_INT (limit)), fill_supply, supplies, error);
}

bool
fo_supplies_expected (FoTxn *txn, const FoSupply *after, guint limit, GArray *supplies, GError **error)
{
  FoDay day = after && after->ready_on == FO_DAY_NONE ? FO_DAY_MAX : after ? after->ready_on : 0;

  return fo_fill_all (txn, FO_SQL_SUPPLIES_EXPECTED,
                      FO_VALUES (after ? FO_DAY (day) : FO_TEXT (""), FO_INT (after ? after->id : 0), FO_INT (limit)), fill_supply,
                      supplies, error);
}

void
fo_supply_insert (FoTxn *txn, const FoSupply *supply, const char *remote_id)
{
  fo_txn_write (txn, FO_SQL_SUPPLY_INSERT, 1,
                FO_VALUES (FO_INT (supply->id), FO_TEXT (fo_supply_kind_name (supply->kind)), FO_TEXT (supply->number),
                           FO_TEXT (supply->partner), FO_INT (supply->item_id), FO_INT (supply->ordered_u),
                           FO_INT (supply->received_u), FO_INT (supply->promised_u), FO_ID (supply->line_id),
                           FO_INT (supply->dedicated), FO_INT (supply->progress_percent), FO_DAY (supply->ready_on),
                           FO_TEXT (fo_supply_state_name (supply->state)), FO_INT (supply->tolerance_percent),
                           FO_TEXT (remote_id)));
}

void
fo_supply_update (FoTxn *txn, const FoSupply *supply)
{
  fo_txn_write (txn, FO_SQL_SUPPLY_UPDATE, 1,
                FO_VALUES (FO_INT (supply->id), FO_TEXT (supply->number), FO_TEXT (supply->partner), FO_INT (supply->ordered_u),
                           FO_ID (supply->line_id), FO_INT (supply->dedicated), FO_INT (supply->progress_percent),
                           FO_DAY (supply->ready_on), FO_TEXT (fo_supply_state_name (supply->state)),
                           FO_INT (supply->tolerance_percent)));
}

void
fo_supply_add (FoTxn *txn, FoSupply *supply, FoQuantity received_u, FoQuantity promised_u)
{
  if (received_u == 0 && promised_u == 0)
    return;
  supply->received_u += received_u;
  supply->promised_u += promised_u;
  fo_txn_write (txn, FO_SQL_SUPPLY_ADD, 1, FO_VALUES (FO_INT (supply->id), FO_INT (received_u), FO_INT (promised_u)));
}

bool
fo_supplies_for_line (FoTxn *txn, FoId line, GArray *supplies, GError **error)
{
  return fo_fill_all (txn, FO_SQL_SUPPLIES_FOR_LINE, FO_VALUES (FO_INT (line)), fill_supply, supplies, error);
}

bool
fo_supplies_proposed (FoTxn *txn, FoId after, guint limit, GArray *supplies, GError **error)
{
  return fo_fill_all (txn, FO_SQL_SUPPLIES_PROPOSED, FO_VALUES (FO_INT (after), FO_INT (limit)), fill_supply, supplies, error);
}

static void
fill_slip (FoRows *rows, gpointer ret)
{
  FoSlip *slip = ret;

  slip->operation = fo_rows_int (rows, 0);
  slip->from_day = fo_rows_day (rows, 1);
  slip->to_day = fo_rows_day (rows, 2);
}

void
fo_slip_insert (FoTxn *txn, FoId supply, const FoSlip *slip)
{
  fo_txn_write (txn, FO_SQL_SLIP_INSERT, FO_ANY,
                FO_VALUES (FO_INT (supply), FO_INT (slip->operation), FO_DAY (slip->from_day), FO_DAY (slip->to_day)));
}

bool
fo_slips_of_supply (FoTxn *txn, FoId supply, GArray *slips, GError **error)
{
  return fo_fill_all (txn, FO_SQL_SLIPS_OF_SUPPLY, FO_VALUES (FO_INT (supply)), fill_slip, slips, error);
}

static void
fill_received (FoRows *rows, gpointer ret)
{
  FoReceived *received = ret;

  memset (received, 0, sizeof *received);
  received->id = fo_rows_int (rows, 0);
  received->operation = fo_rows_int (rows, 1);
  received->undone = g_strcmp0 (fo_rows_text (rows, 2), fo_move_kind_name (FO_MOVE_UNDO)) == 0;
  received->quantity_u = fo_rows_int (rows, 3);
  fo_rows_copy (rows, 4, received->lot, sizeof received->lot);
  received->expires_on = fo_rows_day (rows, 5);
  fo_rows_copy (rows, 6, received->reason, sizeof received->reason);
}

bool
fo_receipts_of_supply (FoTxn *txn, FoId supply, GArray *received, GError **error)
{
  return fo_fill_all (txn, FO_SQL_RECEIPTS_OF_SUPPLY, FO_VALUES (FO_INT (supply)), fill_received, received, error);
}

/* ---- how an item is got ------------------------------------------------------------------------------------------ */

static void
fill_way (FoRows *rows, gpointer ret)
{
  fo_source_parse (fo_rows_text (rows, 0), ret);
}

FoFound
fo_item_way (FoTxn *txn, FoId item, FoSource *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_ITEM_WAY, FO_VALUES (FO_INT (item)), fill_way, ret, error);
}

void
fo_item_set_way (FoTxn *txn, FoId item, FoSource way)
{
  fo_txn_write (txn, FO_SQL_ITEM_WAY_SET, 1, FO_VALUES (FO_INT (item), FO_TEXT (fo_source_name (way))));
}

void
fo_item_forget_way (FoTxn *txn, FoId item)
{
  fo_txn_write (txn, FO_SQL_ITEM_WAY_DELETE, FO_ANY, FO_VALUES (FO_INT (item)));
}

static void
fill_kind (FoRows *rows, gpointer ret)
{
  fo_supply_kind_parse (fo_rows_text (rows, 0), ret);
}

FoFound
fo_item_last_kind (FoTxn *txn, FoId item, FoSupplyKind *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_ITEM_LAST_KIND, FO_VALUES (FO_INT (item)), fill_kind, ret, error);
}

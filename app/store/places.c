/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/places.h"
#include "fill.h"

static void
fill_place (FoRows *rows, gpointer ret)
{
  FoPlace *place = ret;

  memset (place, 0, sizeof *place);
  place->id = fo_rows_int (rows, 0);
  fo_rows_copy (rows, 1, place->code, sizeof place->code);
  fo_rows_copy (rows, 2, place->name, sizeof place->name);
  fo_place_kind_parse (fo_rows_text (rows, 3), &place->kind);
  place->route = (gint32) fo_rows_int (rows, 4);
}

FoFound
fo_place_find (FoTxn *txn, FoId id, FoPlace *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_PLACE_BY_ID, FO_VALUES (FO_INT (id)), fill_place, ret, error);
}

FoFound
fo_place_find_by_code (FoTxn *txn, const char *code, FoPlace *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_PLACE_BY_CODE, FO_VALUES (FO_TEXT (code)), fill_place, ret, error);
}

FoFound
fo_place_of_kind (FoTxn *txn, FoPlaceKind kind, FoPlace *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_PLACES_OF_KIND, FO_VALUES (FO_TEXT (fo_place_kind_name (kind)), FO_INT (1)), fill_place, ret,
                      error);
}

bool
fo_places_of_kind (FoTxn *txn, FoPlaceKind kind, guint limit, GArray *places, GError **error)
{
  return fo_fill_all (txn, FO_SQL_PLACES_OF_KIND, FO_VALUES (FO_TEXT (fo_place_kind_name (kind)), FO_INT (limit)), fill_place,
                      places, error);
}

FoFound
fo_place_bin_of_item (FoTxn *txn, FoId item, FoPlace *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_PLACE_BIN_OF_ITEM, FO_VALUES (FO_INT (item)), fill_place, ret, error);
}

FoFound
fo_place_bin_of_lot (FoTxn *txn, FoId lot, FoId place, FoPlace *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_PLACE_BIN_OF_LOT, FO_VALUES (FO_INT (lot), FO_INT (place)), fill_place, ret, error);
}

FoFound
fo_place_last_bin_of_item (FoTxn *txn, FoId item, FoPlace *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_PLACE_LAST_BIN_OF_ITEM, FO_VALUES (FO_INT (item)), fill_place, ret, error);
}

static void
fill_cross_dock (FoRows *rows, gpointer ret)
{
  FoCrossDock *cross_dock = ret;

  cross_dock->order = fo_rows_int (rows, 0);
  fo_rows_copy (rows, 1, cross_dock->number, sizeof cross_dock->number);
  fo_rows_copy (rows, 2, cross_dock->deal, sizeof cross_dock->deal);
}

FoFound
fo_order_to_cross_dock (FoTxn *txn, FoId item, FoCrossDock *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_ORDER_TO_CROSS_DOCK, FO_VALUES (FO_INT (item)), fill_cross_dock, ret, error);
}

FoFound
fo_place_empty_bin (FoTxn *txn, FoPlace *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_PLACE_EMPTY_BIN, NULL, 0, fill_place, ret, error);
}

bool
fo_places_page (FoTxn *txn, const char *after, guint limit, GArray *places, GError **error)
{
  return fo_fill_all (txn, FO_SQL_PLACE_PAGE, FO_VALUES (FO_TEXT (after), FO_INT (limit)), fill_place, places, error);
}

FoFound
fo_place_used (FoTxn *txn, FoId place, GError **error)
{
  return fo_row_exists (txn, FO_SQL_PLACE_USED, FO_VALUES (FO_INT (place)), error);
}

void
fo_place_insert (FoTxn *txn, const FoPlace *place)
{
  fo_txn_write (txn, FO_SQL_PLACE_INSERT, 1,
                FO_VALUES (FO_INT (place->id), FO_TEXT (place->code), FO_TEXT (place->name),
                           FO_TEXT (fo_place_kind_name (place->kind)), FO_INT (place->route)));
}

void
fo_place_update (FoTxn *txn, const FoPlace *place)
{
  fo_txn_write (txn, FO_SQL_PLACE_UPDATE, 1, FO_VALUES (FO_INT (place->id), FO_TEXT (place->name), FO_INT (place->route), FO_TEXT (fo_place_kind_name (place->kind))));
}

typedef struct {
  FoId dock, bench;
} StationRow;

static void
fill_station (FoRows *rows, gpointer ret)
{
  StationRow *row = ret;

  row->dock = fo_rows_int (rows, 0);
  row->bench = fo_rows_int (rows, 1);
}

static bool
place_or_first (FoTxn *txn, FoId id, FoPlaceKind kind, FoPlace *ret, GError **error)
{
  FoFound found = id ? fo_place_find (txn, id, ret, error) : fo_place_of_kind (txn, kind, ret, error);

  if (found == FO_ABSENT)
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_MISSING, "the warehouse has no place of kind %s", fo_place_kind_name (kind));
  return found == FO_FOUND;
}

bool
fo_station_places (FoTxn *txn, const char *station, FoPlace *ret_dock, FoPlace *ret_bench, GError **error)
{
  StationRow row = { 0, 0 };

  if (fo_fill_one (txn, FO_SQL_STATION_GET, FO_VALUES (FO_TEXT (station)), fill_station, &row, error) == FO_FAILED)
    return false;
  return place_or_first (txn, row.dock, FO_PLACE_DOCK, ret_dock, error)
         && place_or_first (txn, row.bench, FO_PLACE_BENCH, ret_bench, error);
}

void
fo_station_set (FoTxn *txn, const char *station, FoId dock, FoId bench)
{
  fo_txn_write (txn, FO_SQL_STATION_SET, 1,
                FO_VALUES (FO_TEXT (station), FO_ID (dock), FO_ID (bench), FO_INT (fo_store_now_us (fo_txn_store (txn)))));
}

/* ---- blocked ----------------------------------------------------------------------------------------------------- */

typedef struct {
  char *text;
  gsize size;
} Reason;

static void
fill_reason (FoRows *rows, gpointer ret)
{
  const Reason *reason = ret;

  fo_rows_copy (rows, 0, reason->text, reason->size);
}

FoFound
fo_place_block_get (FoTxn *txn, FoId place, char *ret_reason, gsize size, GError **error)
{
  Reason reason = { ret_reason, size };

  return fo_fill_one (txn, FO_SQL_PLACE_BLOCK_GET, FO_VALUES (FO_INT (place)), fill_reason, &reason, error);
}

void
fo_place_block_set (FoTxn *txn, FoId place, FoId operation, const char *reason)
{
  if (reason)
    fo_txn_write (txn, FO_SQL_PLACE_BLOCK_PUT, 1, FO_VALUES (FO_INT (place), FO_INT (operation), FO_TEXT (reason)));
  else
    fo_txn_write (txn, FO_SQL_PLACE_BLOCK_END, 1, FO_VALUES (FO_INT (place)));
}

void
fo_place_balances_set (FoTxn *txn, FoId place, bool issues, guint known)
{
  fo_txn_write (txn, FO_SQL_PLACE_BALANCES_SET, (int) known, FO_VALUES (FO_INT (place), FO_INT (issues)));
}

static void
fill_place_balance (FoRows *rows, gpointer ret)
{
  FoPlaceBalance *balance = ret;

  balance->lot_id = fo_rows_int (rows, 0);
  balance->item_id = fo_rows_int (rows, 1);
  balance->on_hand_u = fo_rows_int (rows, 2);
  balance->held_u = fo_rows_int (rows, 3);
  balance->usable = fo_rows_int (rows, 4) != 0;
}

bool
fo_place_balances (FoTxn *txn, FoId place, GArray *balances, GError **error)
{
  return fo_fill_all (txn, FO_SQL_PLACE_BALANCES, FO_VALUES (FO_INT (place)), fill_place_balance, balances, error);
}

/* ---- to be counted ----------------------------------------------------------------------------------------------- */

bool
fo_count_wish_add (FoTxn *txn, FoId operation, FoId place, FoId lot, const char *reason, GError **error)
{
  FoId id = fo_store_next_id (fo_txn_store (txn), error);

  if (id)
    fo_txn_write (txn, FO_SQL_COUNT_WISH_ADD, 1,
                  FO_VALUES (FO_INT (id), FO_INT (operation), FO_INT (place), FO_INT (lot), FO_TEXT (reason)));
  return id != 0;
}

static void
fill_wish (FoRows *rows, gpointer ret)
{
  FoCountWish *wish = ret;

  wish->id = fo_rows_int (rows, 0);
  fo_rows_copy (rows, 1, wish->place, sizeof wish->place);
  fo_rows_copy (rows, 2, wish->item, sizeof wish->item);
  fo_rows_copy (rows, 3, wish->lot, sizeof wish->lot);
  fo_rows_copy (rows, 4, wish->reason, sizeof wish->reason);
}

bool
fo_count_wishes_page (FoTxn *txn, FoId after, guint limit, GArray *wishes, GError **error)
{
  return fo_fill_all (txn, FO_SQL_COUNT_WISH_PAGE, FO_VALUES (FO_INT (after), FO_INT (limit)), fill_wish, wishes, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/waves.h"
#include "fill.h"

static void
fill_order (FoRows *rows, gpointer ret)
{
  FoWaveOrder *order = ret;

  order->slot = fo_rows_int (rows, 0);
  order->order = fo_rows_int (rows, 1);
  fo_rows_copy (rows, 2, order->number, sizeof order->number);
  fo_rows_copy (rows, 3, order->deal, sizeof order->deal);
  fo_rows_copy (rows, 4, order->code, sizeof order->code);
  order->place = fo_rows_int (rows, 5);
  order->carton = fo_rows_int (rows, 6);
  order->waiting_u = MIN (fo_rows_int (rows, 8), fo_rows_int (rows, 9)); /* it may have left, or been put back, since */
  order->waiting_lot = order->waiting_u > 0 ? fo_rows_int (rows, 7) : 0;
}

bool
fo_wave_orders (FoTxn *txn, const char *station, GArray *orders, GError **error)
{
  return fo_fill_all (txn, FO_SQL_WAVE_ORDERS, FO_VALUES (FO_TEXT (station)), fill_order, orders, error);
}

typedef struct {
  char station[FO_NUMBER_MAX];
  FoId order;
} Coded;

static void
fill_coded (FoRows *rows, gpointer ret)
{
  Coded *coded = ret;

  fo_rows_copy (rows, 0, coded->station, sizeof coded->station);
  coded->order = fo_rows_int (rows, 1);
}

FoFound
fo_wave_slot_coded (FoTxn *txn, const char *code, char *ret_station, FoId *ret_order, GError **error)
{
  Coded coded = { .order = 0 };
  FoFound found = fo_fill_one (txn, FO_SQL_WAVE_SLOT_CODED, FO_VALUES (FO_TEXT (code)), fill_coded, &coded, error);

  if (found != FO_FOUND)
    return found;
  g_strlcpy (ret_station, coded.station, FO_NUMBER_MAX);
  *ret_order = coded.order;
  return FO_FOUND;
}

void
fo_wave_clear (FoTxn *txn, const char *station)
{
  fo_txn_write (txn, FO_SQL_WAVE_CLEAR, FO_ANY, FO_VALUES (FO_TEXT (station)));
}

void
fo_wave_order_put (FoTxn *txn, const char *station, gint64 slot, FoId order)
{
  fo_txn_write (txn, FO_SQL_WAVE_ORDER_PUT, 1, FO_VALUES (FO_INT (order), FO_TEXT (station), FO_INT (slot)));
}

void
fo_wave_slot_set (FoTxn *txn, FoId order, const FoWaveOrder *slot)
{
  fo_txn_write (txn, FO_SQL_WAVE_SLOT_SET, 1,
                FO_VALUES (FO_INT (order), FO_TEXT (slot->code), FO_ID (slot->place), FO_ID (slot->carton)));
}

void
fo_wave_wait (FoTxn *txn, FoId order, FoId lot, FoQuantity quantity_u)
{
  if (quantity_u > 0)
    fo_txn_write (txn, FO_SQL_WAVE_WAIT, FO_ANY, FO_VALUES (FO_INT (order), FO_INT (lot), FO_INT (quantity_u)));
  else
    fo_txn_write (txn, FO_SQL_WAVE_WAIT_LESS, FO_ANY, FO_VALUES (FO_INT (order), FO_INT (lot), FO_INT (-quantity_u)));
}

void
fo_wave_wait_over (FoTxn *txn, FoId order)
{
  fo_txn_write (txn, FO_SQL_WAVE_WAIT_OVER, FO_ANY, FO_VALUES (FO_INT (order)));
}

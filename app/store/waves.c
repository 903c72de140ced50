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
}

bool
fo_wave_orders (FoTxn *txn, const char *station, GArray *orders, GError **error)
{
  return fo_fill_all (txn, FO_SQL_WAVE_ORDERS, FO_VALUES (FO_TEXT (station)), fill_order, orders, error);
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

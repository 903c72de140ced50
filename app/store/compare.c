/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/compare.h"
#include "fill.h"

void
fo_compare_order_clear (FoCompareOrder *order)
{
  g_free (order->remote_id);
  g_free (order->number);
}

static void
fill_order (FoRows *rows, gpointer ret)
{
  FoCompareOrder *order = ret;

  order->id = fo_rows_int (rows, 0);
  order->remote_id = fo_rows_dup (rows, 1);
  order->number = fo_rows_dup (rows, 2);
}

bool
fo_compare_orders (FoTxn *txn, FoId after, guint limit, GArray *orders, GError **error)
{
  return fo_fill_all (txn, FO_SQL_COMPARE_ORDERS, FO_VALUES (FO_INT (after), FO_INT (limit)), fill_order, orders,
                      error);
}

FoFound
fo_compare_order_known (FoTxn *txn, const char *remote_id, GError **error)
{
  return fo_row_exists (txn, FO_SQL_COMPARE_ORDER_KNOWN, FO_VALUES (FO_TEXT (remote_id)), error);
}

void
fo_compare_lot_clear (FoCompareLot *lot)
{
  g_free (lot->item);
  g_free (lot->number);
}

static void
fill_lot (FoRows *rows, gpointer ret)
{
  FoCompareLot *lot = ret;

  lot->lot = fo_rows_int (rows, 0);
  lot->item = fo_rows_dup (rows, 1);
  lot->number = fo_rows_dup (rows, 2);
  lot->on_hand_u = fo_rows_int (rows, 3);
}

bool
fo_compare_lots (FoTxn *txn, FoId after, guint limit, GArray *lots, GError **error)
{
  return fo_fill_all (txn, FO_SQL_COMPARE_STOCK, FO_VALUES (FO_INT (after), FO_INT (limit)), fill_lot, lots, error);
}

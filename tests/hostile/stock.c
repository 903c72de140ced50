/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stock.h"
#include "firstout/store/orders.h"
#include "firstout/store/stock.h"
#include "firstout/work/goods.h"

typedef struct {
  guint from, to;
} Range;

static FoTxnEnd
insert_house (FoTxn *txn, gpointer data, GError **error)
{
  FoItem item = { .id = HOT_ITEM,
                  .code = "HOT",
                  .name = "HOT",
                  .unit = "шт",
                  .tracking = FO_TRACKING_LOT,
                  .has_expiry = true,
                  .enforcement = FO_ENFORCE_WARN };

  (void) data;
  (void) error;
  for (int kind = 0; kind < FO_N_PLACE_KINDS; kind++) {
    FoPlace place = { .id = kind == FO_PLACE_DOCK ? HOT_DOCK : 30 + kind, .kind = (FoPlaceKind) kind };
    g_strlcpy (place.code, fo_place_kind_name (place.kind), sizeof place.code);
    fo_place_insert (txn, &place);
  }
  fo_item_insert (txn, &item, NULL);
  return FO_TXN_COMMIT;
}

static FoTxnEnd
insert_orders (FoTxn *txn, gpointer data, GError **error)
{
  const Range *range = data;

  (void) error;
  for (guint i = range->from; i < range->to; i++) {
    FoOrder order = { .id = HOT_ORDER (i), .due_on = FO_DAY_NONE };
    const FoLine line = {
      .id = order.id, .order_id = order.id, .position = 1, .item_id = HOT_ITEM, .goods = true, .ordered_u = FO_ONE
    };

    g_snprintf (order.number, sizeof order.number, "%u", i);
    fo_order_insert (txn, &order, order.number);
    fo_line_insert (txn, &line, NULL);
  }
  return FO_TXN_COMMIT;
}

static void
write (FoStore *store, FoTxnFunc func, gpointer data)
{
  g_autoptr (GError) error = NULL;
  bool done = fo_store_write (store, 0, func, data, &error);

  g_assert_no_error (error);
  g_assert (done);
}

static void
receive (FoStore *store, guint lot, guint units)
{
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  const FoAct act = { .operation = fo_store_next_id (store, &error), .station = "1", .person = "" };
  g_autofree char *number = g_strdup_printf ("L%u", lot);
  const FoReceive what = { .kind = FO_MOVE_RECEIPT,
                           .item = HOT_ITEM,
                           .lot = number,
                           .produced_on = FO_DAY_NONE,
                           .expires_on = fo_store_today (store) + 100 + (FoDay) lot,
                           .quantity_u = units * FO_ONE,
                           .place = HOT_DOCK };
  bool done = fo_work_receive (store, &act, &what, &reply, &error);

  g_assert_no_error (error);
  g_assert (done && reply.verdict == FO_OK);
}

void
hot_furnish (FoStore *store, guint units, guint lots, guint orders)
{
  write (store, insert_house, NULL);
  for (guint lot = 0; lot < lots; lot++)
    receive (store, lot, units / lots);
  for (Range range = { 0, 0 }; range.from < orders; range.from = range.to) {
    range.to = MIN (range.from + 1000, orders);
    write (store, insert_orders, &range);
  }
}

static FoTxnEnd
sum (FoTxn *txn, gpointer data, GError **error)
{
  HotSum *result = data;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoStockRow));
  g_autoptr (GArray) promises = g_array_new (FALSE, FALSE, sizeof (FoPromise));

  *result = (HotSum){ 0, 0, 0 };
  if (!fo_stock_of_item (txn, HOT_ITEM, rows, error) || !fo_promises_of_item (txn, HOT_ITEM, promises, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < rows->len; i++) {
    result->on_hand_u += g_array_index (rows, FoStockRow, i).on_hand_u;
    result->held_u += g_array_index (rows, FoStockRow, i).held_u;
  }
  for (guint i = 0; i < promises->len; i++)
    result->promised_u += g_array_index (promises, FoPromise, i).quantity_u;
  return FO_TXN_COMMIT;
}

bool
hot_sum (FoStore *store, HotSum *ret, GError **error)
{
  return fo_store_read (store, sum, ret, error);
}

static FoTxnEnd
read_line (FoTxn *txn, gpointer data, GError **error)
{
  FoLine *line = data;

  return fo_line_find (txn, line->id, line, error) == FO_FOUND ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
hot_order_served (FoStore *store, guint i)
{
  FoLine line = { .id = HOT_ORDER (i) };
  g_autoptr (GError) error = NULL;
  bool read = fo_store_read (store, read_line, &line, &error);

  g_assert_no_error (error);
  g_assert (read);
  return line.promised_u + line.held_u == FO_ONE;
}

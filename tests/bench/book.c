/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book.h"
#include "firstout/store/operations.h"
#include "firstout/store/orders.h"
#include "firstout/store/stock.h"
#include "firstout/work/deals.h"
#include "firstout/work/goods.h"
#include "floor.h"

struct Book {
  FoStore *store;
  guint items, lots, from; /* filling */
  bool aside;
  FoId next_row;           /* ids of a filled book are small numbers: nobody else makes such */
  FoId dock, bench;
};

#define ITEM_ID(i) ((FoId) (i) + 1)
#define ORDER_ID(i) ((FoId) (i) + 1)
#define CHUNK 20000

static void
must (bool done, GError *error)
{
  if (done)
    return;
  g_printerr ("book: %s\n", error->message);
  exit (2);
}

static void
write (Book *book, FoTxnFunc func)
{
  g_autoptr (GError) error = NULL;

  must (fo_store_write (book->store, 0, func, book, &error), error);
}

static FoAct
act (Book *book)
{
  g_autoptr (GError) error = NULL;
  FoAct a = { .operation = fo_store_next_id (book->store, &error), .station = "1", .person = "storekeeper" };

  must (a.operation != 0, error);
  return a;
}

static void
expect (bool done, FoReply *reply, FoVerdict verdict, GError *error)
{
  must (done, error);
  if (reply->verdict != verdict) {
    g_printerr ("book: %s instead of %s\n", fo_verdict_name (reply->verdict), fo_verdict_name (verdict));
    exit (2);
  }
  fo_reply_clear (reply);
}

/* ---- filling ------------------------------------------------------------------------------------------------------------------ */

static FoTxnEnd
fill_items (FoTxn *txn, gpointer data, GError **error)
{
  Book *book = data;

  (void) error;
  for (int kind = 0; kind < FO_N_PLACE_KINDS; kind++) {
    FoPlace place = { .id = kind + 1, .kind = (FoPlaceKind) kind };
    if (book->aside && (kind == FO_PLACE_BIN || kind == FO_PLACE_DOCK))
      continue;
    g_autofree char *code = g_ascii_strup (fo_place_kind_name (place.kind), -1);

    place.route = place.kind == FO_PLACE_BIN || place.kind == FO_PLACE_QUARANTINE ? 8000 : 0; /* a scene's own places come first */
    g_strlcpy (place.code, code, sizeof place.code);
    fo_place_insert (txn, &place);
  }
  /* Behind the items of the orders as many that nobody waits for: what arrives is theirs. */
  for (guint i = 0; i < 2 * book->items; i++) {
    FoItem item = { .id = ITEM_ID (i), .unit = "шт", .tracking = FO_TRACKING_LOT, .has_expiry = true, .enforcement = FO_ENFORCE_WARN };
    g_snprintf (item.code, sizeof item.code, "ITEM-%05u", i);
    g_snprintf (item.name, sizeof item.name, "Item %u of the benchmark", i);
    fo_item_insert (txn, &item, NULL);
  }
  return FO_TXN_COMMIT;
}

static FoTxnEnd
fill_lots (FoTxn *txn, gpointer data, GError **error)
{
  Book *book = data;
  const FoPlace opening = { .id = FO_PLACE_OPENING + 1, .kind = FO_PLACE_OPENING };
  const FoPlaceKind kind = book->aside ? FO_PLACE_QUARANTINE : FO_PLACE_BIN;
  const FoPlace bin = { .id = kind + 1, .kind = kind };
  guint to = MIN (book->from + CHUNK, book->items * book->lots);

  for (guint i = book->from; i < to; i++) {
    FoItem item = { .id = ITEM_ID (i % book->items), .has_expiry = true };
    FoLot lot = { .id = (FoId) i + 1, .item_id = item.id, .produced_on = FO_DAY_NONE,
                  .expires_on = fo_day_from_civil (2027, 1, 1) + (gint32) ((gint64) i * 7919 % 730),
                  .received_on = fo_day_from_civil (2026, 11, 1) };
    FoTurn turn = { .item = item.id };
    const FoMove move = { .kind = FO_MOVE_OPENING, .item = &item, .lot = &lot, .from = &opening, .to = &bin,
                          .quantity_u = 100 * FO_ONE, .reason = "" };

    g_snprintf (lot.number, sizeof lot.number, "L%07u", i);
    fo_lot_insert (txn, &lot, "");
    if (!fo_move_book (txn, &turn, 1, &move, error))
      return FO_TXN_FAIL;
  }
  return FO_TXN_COMMIT;
}

static FoTxnEnd
fill_operation (FoTxn *txn, gpointer data, GError **error)
{
  const FoOperation operation = { .id = 1, .content = "", .kind = "opening", .reply = "{}", .station = "1", .person = "",
                                  .day = fo_day_from_civil (2026, 11, 1) };

  (void) data;
  (void) error;
  fo_operation_insert (txn, &operation);
  return FO_TXN_COMMIT;
}

/* The last orders are promised and not paid: what they wait for is looked at by every other, and nobody picks them. */
static guint
promised_orders (const Book *book)
{
  return (book->items + FLOOR_LINES - 1) / FLOOR_LINES;
}

static FoTxnEnd
fill_orders (FoTxn *txn, gpointer data, GError **error)
{
  Book *book = data;

  (void) error;
  for (guint i = 0; i < FLOOR_ORDERS; i++) {
    FoOrder order = { .id = ORDER_ID (i), .due_on = FO_DAY_NONE, .priority = 9,
                      .gate = i < FLOOR_ORDERS - promised_orders (book) ? FO_GATE_OPEN : FO_GATE_CLOSED };
    char remote[16];

    g_snprintf (order.number, sizeof order.number, "BENCH-%u", i);
    fo_order_insert (txn, &order, order.number);
    for (guint l = 0; l < FLOOR_LINES; l++) {
      guint n = i * FLOOR_LINES + l;
      FoLine line = { .id = (FoId) n + 1, .order_id = order.id, .position = (gint32) l + 1, .item_id = ITEM_ID (n % book->items),
                      .goods = true, .ordered_u = FO_ONE };
      g_snprintf (remote, sizeof remote, "%u", n);
      fo_line_insert (txn, &line, remote);
    }
  }
  return FO_TXN_COMMIT;
}

/* Every item owes goods to somebody, so that no promise is judged without looking at the others: the last orders are promised, a
 * line an item, and left alone. */
static void
fill_promises (Book *book)
{
  for (guint i = FLOOR_ORDERS - promised_orders (book); i < FLOOR_ORDERS; i++)
    book_promise (book, i);
}

static Book *
open_book (const char *uri, guint items, guint lots, bool aside)
{
  g_autoptr (GError) error = NULL;
  Book *book = g_new0 (Book, 1);

  book->store = fo_store_open (uri, items > 0 ? FO_STORE_CREATE : 0, &error);
  must (book->store != NULL, error);
  fo_store_set_today (book->store, fo_day_from_civil (2026, 11, 22));
  book->dock = FO_PLACE_DOCK + 1;
  book->bench = FO_PLACE_BENCH + 1;
  book->items = items;
  book->lots = lots;
  book->aside = aside;
  if (items == 0)
    return book;
  write (book, fill_operation);
  write (book, fill_items);
  for (; book->from < items * lots; book->from += CHUNK)
    write (book, fill_lots);
  write (book, fill_orders);
  if (!aside)
    fill_promises (book);
  return book;
}

Book *
book_open (const char *uri, guint items, guint lots)
{
  return open_book (uri, items, lots, false);
}

Book *
book_open_aside (const char *uri, guint items, guint lots)
{
  return open_book (uri, items, lots, true);
}

void
book_free (Book *book)
{
  fo_store_free (book->store);
  g_free (book);
}

FoStore *
book_store (Book *book)
{
  return book->store;
}

/* ---- the operations -------------------------------------------------------------------------------------------------------------- */

void
book_receive (Book *book, guint i)
{
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  const FoAct a = act (book);
  char number[32];
  const FoReceive what = { .kind = FO_MOVE_RECEIPT, .item = ITEM_ID (100 + i % 100), .lot = number, .produced_on = FO_DAY_NONE,
                           .expires_on = fo_day_from_civil (2027, 12, 31), .quantity_u = FO_ONE, .place = book->dock };

  g_snprintf (number, sizeof number, "N%" G_GINT64_FORMAT, a.operation);
  expect (fo_work_receive (book->store, &a, &what, &reply, &error), &reply, FO_OK, error);
}

void
book_promise (Book *book, guint i)
{
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  const FoAct a = act (book);

  expect (fo_work_promise (book->store, &a, ORDER_ID (i), &reply, &error), &reply, FO_OK, error);
}

void
book_reserve (Book *book, guint i)
{
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  const FoAct a = act (book);

  expect (fo_work_release (book->store, &a, ORDER_ID (i), &reply, &error), &reply, FO_OK, error);
}

static FoTxnEnd
read_holds (FoTxn *txn, gpointer data, GError **error)
{
  GArray *holds = data;
  FoId order = g_array_index (holds, FoHold, 0).line_id;

  g_array_set_size (holds, 0);
  return fo_holds_of_order (txn, order, holds, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

void
book_pick (Book *book, guint i)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
  g_autoptr (GError) error = NULL;
  FoHold order = { .line_id = ORDER_ID (i) };

  g_array_append_val (holds, order);
  must (fo_store_read (book->store, read_holds, holds, &error), error);
  for (guint h = 0; h < holds->len; h++) {
    const FoHold *hold = &g_array_index (holds, FoHold, h);
    const FoAct a = act (book);
    const FoPickAct what = { ORDER_ID (i), hold->lot_id, hold->place_id, hold->quantity_u, NULL };
    g_auto (FoReply) reply = { 0 };

    expect (fo_work_pick (book->store, &a, &what, &reply, &error), &reply, h + 1 == holds->len ? FO_COMPLETE : FO_OK, error);
  }
}

void
book_ship (Book *book, guint i)
{
  g_autoptr (GError) error = NULL;
  g_auto (FoReply) reply = { 0 };
  const FoAct a = act (book);

  expect (fo_work_ship (book->store, &a, ORDER_ID (i), &reply, &error), &reply, FO_COMPLETE, error);
}

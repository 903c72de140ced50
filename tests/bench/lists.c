/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lists.h"
#include "bench.h"
#include "book.h"
#include "firstout/store/genealogy.h"
#include "firstout/store/items.h"
#include "firstout/store/orders.h"
#include "firstout/store/stock.h"
#include "firstout/work/outlook.h"
#include "firstout/work/reserve.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#define FIRST 200 /* rows a list asks for at once */
#define DEALS 500
#define FEW 2
#define MANY 12

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static bool
read_stock (FoTxn *txn, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoStockRow));

  return fo_stock_page (txn, NULL, FIRST, rows, error) && rows->len == FIRST;
}

/* The page behind half of the lots of the first item. */
static bool
read_stock_deep (FoTxn *txn, GError **error)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (FoStockRow));
  static FoStockRow middle;

  if (!middle.lot_id) {
    if (!fo_stock_of_item (txn, 1, all, error))
      return false;
    middle = g_array_index (all, FoStockRow, all->len / 2);
    g_array_set_size (all, 0);
  }
  return fo_stock_page (txn, &middle, FIRST, all, error) && all->len == FIRST;
}

static bool
read_board (FoTxn *txn, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoOrder));

  return fo_orders_open (txn, NULL, FIRST, rows, error) && rows->len == FIRST;
}

/* What the board tells of a line: its goods, what it waits for, when it can leave. */
static bool
read_line (FoTxn *txn, const FoLine *line, GError **error)
{
  g_autoptr (GArray) promises = g_array_new (FALSE, FALSE, sizeof (FoPromise));
  FoItem item;
  FoDay day;

  return fo_item_find (txn, line->item_id, &item, error) == FO_FOUND
         && fo_promises_of_line (txn, line->id, promises, error)
         && fo_line_leaves_on (txn, line, fo_store_today (fo_txn_store (txn)), &day, error);
}

static bool
read_lines (FoTxn *txn, const FoOrder *order, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));

  if (!fo_lines_of_order (txn, order->id, lines, error))
    return false;
  for (guint i = 0; i < lines->len; i++)
    if (!read_line (txn, &g_array_index (lines, FoLine, i), error))
      return false;
  return true;
}

static bool
read_whole_board (FoTxn *txn, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoOrder));
  guint before;

  do {
    before = rows->len;
    if (!fo_orders_open (txn, before ? &g_array_index (rows, FoOrder, before - 1) : NULL, MIN (FIRST, DEALS - before),
                         rows, error))
      return false;
    for (guint i = before; i < rows->len; i++)
      if (!read_lines (txn, &g_array_index (rows, FoOrder, i), error))
        return false;
  } while (rows->len < DEALS && rows->len > before);
  return rows->len == DEALS;
}

static bool
read_movements (FoTxn *txn, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoLotEvent));

  return fo_lot_events (txn, 1, 0, FIRST, rows, error) && rows->len > 0;
}

/* The first piece of the expiry outlook: an item. */
static bool
read_outlook (FoTxn *txn, GError **error)
{
  g_autoptr (FoOutlook) outlook = fo_outlook_new (fo_store_today (fo_txn_store (txn)));
  bool more;

  return fo_outlook_read (outlook, txn, 1, &more, error) && fo_outlook_lots (outlook)->len > 0;
}

static const struct {
  const char *what;
  bool (*read) (FoTxn *txn, GError **error);
} lists[] = {
  { "stock", read_stock },           { "stock-deep", read_stock_deep }, { "board", read_board },
  { "board-500", read_whole_board }, { "movements", read_movements },   { "outlook", read_outlook },
};

static FoTxnEnd
read_list (FoTxn *txn, gpointer data, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    if (g_str_equal (lists[i].what, data))
      return lists[i].read (txn, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
  g_assert_not_reached ();
}

/* ---- the floor of the board: the same rows by three statements, of the same file ----------------------------------- */

static void
must (sqlite3 *db, bool done)
{
  if (done)
    return;
  g_printerr ("bench, lists: %s\n", sqlite3_errmsg (db));
  exit (2);
}

static sqlite3_stmt *
prepare (sqlite3 *db, const char *text)
{
  sqlite3_stmt *statement;

  must (db, sqlite3_prepare_v3 (db, text, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) == SQLITE_OK);
  return statement;
}

/* Every column is looked at. */
static bool
next (sqlite3_stmt *statement)
{
  if (sqlite3_step (statement) != SQLITE_ROW) {
    sqlite3_reset (statement);
    return false;
  }
  for (int i = 0; i < sqlite3_column_count (statement); i++)
    if (sqlite3_column_type (statement, i) == SQLITE_TEXT)
      (void) sqlite3_column_text (statement, i);
  return true;
}

static int
floor_board (guint n, const char *path)
{
  sqlite3_stmt *orders, *lines, *promises;
  sqlite3 *db;

  must (NULL, sqlite3_open (path, &db) == SQLITE_OK);
  orders = prepare (
      db,
      "SELECT order_id, number, deal, customer, channel, sales_state, gate, state, due_on, ship_complete, cancel_asked,"
      " priority, taken_by, parked_at, remote_id, packing FROM sales_order WHERE state NOT IN ('shipped', 'cancelled')"
      " ORDER BY queue_key LIMIT ?1");
  lines = prepare (
      db, "SELECT l.line_id, l.position, l.goods, l.ordered_u, l.cancelled_u, l.promised_u, l.held_u, l.picked_u, "
          "l.shipped_u,"
          " l.source, l.min_life_days, l.lot_wanted, l.certificate_on, l.remote_id, l.flags, i.code, i.name, i.name_de,"
          " i.name_en, i.unit FROM order_line l CROSS JOIN item i WHERE l.order_id = ?1 AND i.item_id = l.item_id"
          " ORDER BY l.order_id, l.position");
  promises = prepare (db, "SELECT promise_id, supply_id, quantity_u, usable_until FROM promise WHERE line_id = ?1");
  for (guint i = 0; i < n; i++) {
    sqlite3_bind_int (orders, 1, DEALS);
    while (next (orders)) {
      sqlite3_bind_int64 (lines, 1, sqlite3_column_int64 (orders, 0));
      while (next (lines)) {
        sqlite3_bind_int64 (promises, 1, sqlite3_column_int64 (lines, 0));
        while (next (promises))
          ;
      }
    }
  }
  sqlite3_finalize (orders);
  sqlite3_finalize (lines);
  sqlite3_finalize (promises);
  sqlite3_close (db);
  return 0;
}

int
lists_child (const char *what, guint n, const char *path)
{
  g_autofree char *uri = g_strconcat ("sqlite:", path, NULL);
  g_autoptr (GError) error = NULL;
  Book *book;

  if (g_str_equal (what, "board-500-floor"))
    return floor_board (n, path);
  book = book_open (uri, 0, 0);
  for (guint i = 0; i < n; i++)
    if (!fo_store_read (book_store (book), read_list, (gpointer) what, &error)) {
      g_printerr ("bench, lists: %s: %s\n", what, error ? error->message : "not what it should be");
      return 2;
    }
  book_free (book);
  return 0;
}

/* ---- the bars ---------------------------------------------------------------------------------------------------- */

static double
each (const char *what, const char *path)
{
  return bench_instructions_each ("lists", what, path, FEW, MANY);
}

static void
bar_depth (const char *what, const char *small, const char *large, double per)
{
  g_autofree char *name = g_strdup_printf ("lists/%s-at-1M-lots-to-1k", what),
                  *told = g_strdup_printf ("instructions/%s", what);
  double cost = each (what, large);

  bench_bar (name, cost / each (what, small) / per, 1.2);
  bench_report (told, cost);
}

void
bench_lists (void)
{
  g_autofree char *small = bench_book (100, 10), *large = bench_book (100, 10000);

  bar_depth ("stock", small, large, 1);
  bar_depth ("stock-deep", small, large, 1);
  bar_depth ("board", small, large, 1);
  bar_depth ("movements", small, large, 1);
  bar_depth ("outlook", small, large, 1000); /* a lot of it: it adds up all that end soon, piece by piece */
  bench_bar ("floor/board-of-500-deals", each ("board-500", small) / each ("board-500-floor", small), 3);
}

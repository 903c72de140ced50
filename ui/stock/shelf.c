/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shelf.h"

#include "firstout/store/items.h"

enum { ITEMS_MAX = 50 };

/* All at once: what follows it is nothing. */
static bool
load_found (FoTxn *txn, const char *words, GArray *stock, GError **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (FoItem));

  if (!fo_items_search (txn, words, ITEMS_MAX, items, error))
    return false;
  for (guint i = 0; i < items->len; i++)
    if (!fo_stock_of_item (txn, g_array_index (items, FoItem, i).id, stock, error))
      return false;
  return true;
}

static bool
load_stock (FoTxn *txn, const FoLongListWish *wish, GArray *stock, GError **error)
{
  const FoShelfRow *after = wish->after;

  if (*wish->words)
    return after || load_found (txn, wish->words, stock, error);
  return fo_stock_page (txn, after ? &after->stock : NULL, wish->limit, stock, error);
}

static bool
load (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  g_autoptr (GArray) stock = g_array_new (FALSE, FALSE, sizeof (FoStockRow));
  FoShelfRow row = { .today = fo_store_today (fo_txn_store (txn)) };
  bool loaded = load_stock (txn, wish, stock, error);

  for (guint i = 0; i < stock->len; i++) {
    row.stock = g_array_index (stock, FoStockRow, i);
    g_array_append_val (rows, row);
  }
  return loaded;
}

const FoLongListKind fo_shelf_kind = { sizeof (FoShelfRow), load };

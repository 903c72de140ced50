/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shelf.h"

#include "common/finding.h"
#include "firstout/store/items.h"
#include "firstout/store/lots.h"
#include "firstout/store/places.h"

#include <string.h>

enum { ITEMS_MAX = 50, PAGE = 500, LOOKED_AT_MAX = 100000 };

/* ---- the filter -------------------------------------------------------------------------------------------------------------- */

static bool
fits (const FoStockRow *row, FoShelfFilter filter, FoDay today)
{
  bool over = row->has_expiry && row->expires_on != FO_DAY_NONE && row->expires_on < today;
  bool aside = row->state == FO_LOT_STATE_QUARANTINE || row->place_kind == FO_PLACE_QUARANTINE;
  bool shut = row->place_kind == FO_PLACE_SHUT;

  switch (filter) {
  case FO_SHELF_FREE:
    return row->state == FO_LOT_STATE_FREE && !aside && !shut && !over;
  case FO_SHELF_QUARANTINE:
    return aside;
  case FO_SHELF_BLOCKED:
    return row->state == FO_LOT_STATE_BLOCKED || shut;
  case FO_SHELF_OVER:
    return over;
  case FO_SHELF_ALL:
  case FO_N_SHELF_FILTERS:
    break;
  }
  return true;
}

/* ---- what was searched --------------------------------------------------------------------------------------------------------- */

/* Lots of that number, wherever they lie. */
static bool
add_numbered (FoTxn *txn, const char *number, GArray *stock, GError **error)
{
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoLot));

  if (!fo_lots_numbered (txn, number, lots, error))
    return false;
  for (guint i = 0; i < lots->len; i++) {
    g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoStockRow));

    if (!fo_stock_of_item (txn, g_array_index (lots, FoLot, i).item_id, rows, error))
      return false;
    for (guint r = 0; r < rows->len; r++)
      if (g_array_index (rows, FoStockRow, r).lot_id == g_array_index (lots, FoLot, i).id)
        g_array_append_val (stock, g_array_index (rows, FoStockRow, r));
  }
  return true;
}

/* All at once: what follows it is nothing. */
static bool
load_found (FoTxn *txn, const char *words, GArray *stock, GError **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (FoItem));
  g_autofree char *code = g_utf8_strup (words, -1);
  FoPlace place;
  FoFound found = fo_place_find_by_code (txn, code, &place, error);

  if (found == FO_FOUND)
    return fo_stock_at_place (txn, place.id, stock, error);
  if (found == FO_FAILED || !add_numbered (txn, words, stock, error) || !fo_items_search (txn, words, ITEMS_MAX, items, error))
    return false;
  for (guint i = 0; i < items->len; i++)
    if (!fo_stock_of_item (txn, g_array_index (items, FoItem, i).id, stock, error))
      return false;
  return true;
}

/* ---- pages ------------------------------------------------------------------------------------------------------------------------ */

static void
keep (GArray *rows, const FoStockRow *stock, FoShelfFilter filter, FoDay today)
{
  const FoShelfRow row = { *stock, today };

  if (fits (stock, filter, today))
    g_array_append_val (rows, row);
}

/* What does not fit is passed over, until a page is full or so many were looked at that the rest has to be searched. */
static bool
load_filtered (FoTxn *txn, const FoLongListWish *wish, FoShelfFilter filter, GArray *rows, GError **error)
{
  g_autoptr (GArray) stock = g_array_new (FALSE, FALSE, sizeof (FoStockRow));
  FoStockRow last = wish->after ? ((const FoShelfRow *) wish->after)->stock : (FoStockRow){ 0 };
  bool begun = wish->after != NULL;

  for (guint looked_at = 0; rows->len < wish->limit && looked_at < LOOKED_AT_MAX; looked_at += stock->len) {
    guint page = filter == FO_SHELF_ALL ? wish->limit : PAGE;

    g_array_set_size (stock, 0);
    if (!fo_stock_page (txn, begun ? &last : NULL, page, stock, error))
      return false;
    for (guint i = 0; i < stock->len && rows->len < wish->limit; i++)
      keep (rows, &g_array_index (stock, FoStockRow, i), filter, fo_store_today (fo_txn_store (txn)));
    if (stock->len < page)
      break;
    last = g_array_index (stock, FoStockRow, stock->len - 1);
    begun = true;
  }
  return true;
}

static bool
load (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  const char *words = wish->words;
  FoShelfFilter filter = (FoShelfFilter) fo_finding_filter (&words, FO_N_SHELF_FILTERS);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (FoStockRow));

  if (!*words)
    return load_filtered (txn, wish, filter, rows, error);
  if (wish->after)
    return true;
  if (!load_found (txn, words, found, error))
    return false;
  for (guint i = 0; i < found->len; i++)
    keep (rows, &g_array_index (found, FoStockRow, i), filter, fo_store_today (fo_txn_store (txn)));
  return true;
}

const FoLongListKind fo_shelf_kind = { sizeof (FoShelfRow), load };

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dock-goods.h"

#include "common/closures.h"
#include "common/work-list.h"
#include "firstout/store/stock.h"

#define DOCKS_MAX 50

typedef struct {
  FoWorkRow shown; /* the first: what the list reads */
  guint n;         /* its place in the list, from one */
} DockGoods;

static void
word (FoLanguage language, const FoStockRow *stock, DockGoods *goods)
{
  FoWorkRow *row = &goods->shown;
  g_auto (FoArgs) args = { 0 };
  g_autofree char *detail = NULL, *free = fo_words_quantity (language, stock->on_hand_u - stock->held_u);

  fo_args_set_text (&args, "place", stock->place);
  if (stock->lot[0])
    fo_args_set_text (&args, "lot", stock->lot);
  if (stock->expires_on != FO_DAY_NONE)
    fo_args_set_day (&args, "expires_on", stock->expires_on);
  detail = fo_words (language, "page.put-away.waits", &args);
  g_snprintf (row->command, sizeof row->command, "goods %s/%s", stock->item, stock->lot);
  g_strlcpy (row->title, fo_name_in (language, stock->name, stock->name_de, stock->name_en), sizeof row->title);
  g_strlcpy (row->detail, detail, sizeof row->detail);
  g_snprintf (row->right, sizeof row->right, "%s %s", free, stock->unit);
}

/* A dock is no shelf: what lies there is few, and is read anew for every page of the list. */
static bool
load (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  const DockGoods *after = wish->after;
  g_autoptr (GArray) docks = g_array_new (FALSE, FALSE, sizeof (FoPlace)), stock = g_array_new (FALSE, FALSE, sizeof (FoStockRow));
  guint n = 0;

  if (!fo_places_of_kind (txn, FO_PLACE_DOCK, DOCKS_MAX, docks, error))
    return false;
  for (guint i = 0; i < docks->len; i++)
    if (!fo_stock_at_place (txn, g_array_index (docks, FoPlace, i).id, stock, error))
      return false;
  for (guint i = 0; i < stock->len && rows->len < wish->limit; i++) {
    const FoStockRow *one = &g_array_index (stock, FoStockRow, i);
    DockGoods goods = { .n = n + 1 };

    if (one->on_hand_u == one->held_u || (++n <= (after ? after->n : 0)))
      continue;
    word (wish->language, one, &goods);
    g_array_append_val (rows, goods);
  }
  return true;
}

const FoLongListKind fo_dock_goods_kind = { sizeof (DockGoods), load };

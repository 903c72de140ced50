/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picked-orders.h"

#include "common/work-list.h"
#include "firstout/store/orders.h"

typedef struct {
  FoWorkRow shown; /* the first: what the list reads */
  FoOrder order;
} Picked;

static void
word (FoLanguage language, Picked *picked)
{
  const FoOrder *order = &picked->order;
  g_autofree char *due = fo_words_day (language, order->due_on);
  g_autofree char *detail =
      fo_words (language, order->packing == FO_PACKING_OFF ? "page.pack.to-ship" : "page.pack.to-pack", NULL);
  FoWorkRow *row = &picked->shown;

  g_snprintf (row->command, sizeof row->command, "order %s", order->number);
  g_snprintf (row->title, sizeof row->title, "%s%s%s", order->number, *order->customer ? " · " : "", order->customer);
  g_strlcpy (row->detail, detail, sizeof row->detail);
  g_strlcpy (row->right, due, sizeof row->right);
}

/* Few of the open orders stand on a bench at once: those in between are passed over, page by page. */
static bool
load (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  FoOrder last = wish->after ? ((const Picked *) wish->after)->order : (FoOrder){ .id = 0 };
  guint n;

  do {
    g_autoptr (GArray) orders = g_array_new (FALSE, FALSE, sizeof (FoOrder));

    if (!fo_orders_pickable (txn, last.id ? &last : NULL, wish->limit, orders, error))
      return false;
    n = orders->len;
    for (guint i = 0; i < n && rows->len < wish->limit; i++) {
      Picked picked = { .order = g_array_index (orders, FoOrder, i) };

      last = picked.order;
      if (picked.order.state != FO_ORDER_PICKED)
        continue;
      word (wish->language, &picked);
      g_array_append_val (rows, picked);
    }
  } while (n == wish->limit && rows->len < wish->limit);
  return true;
}

const FoLongListKind fo_picked_orders_kind = { sizeof (Picked), load };

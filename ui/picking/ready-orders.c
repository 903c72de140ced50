/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ready-orders.h"

#include "common/closures.h"
#include "common/work-list.h"
#include "firstout/store/orders.h"

typedef struct {
  FoWorkRow shown; /* the first: what the list reads */
  FoOrder order;
} Ready;

static void
word (FoLanguage language, Ready *ready)
{
  const FoOrder *order = &ready->order;
  FoReadiness readiness = fo_readiness_of (order);
  g_autofree char *state = fo_words (language, fo_readiness_message (readiness), NULL);
  g_autofree char *due = fo_words_day (language, order->due_on);
  FoWorkRow *row = &ready->shown;

  g_snprintf (row->command, sizeof row->command, "order %s", order->number);
  g_snprintf (row->title, sizeof row->title, "%s%s%s", order->number, *order->customer ? " · " : "", order->customer);
  g_snprintf (row->detail, sizeof row->detail, "%s %s", fo_readiness_sign (readiness), state);
  g_strlcpy (row->right, due, sizeof row->right);
}

static bool
load (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  const Ready *after = wish->after;
  g_autoptr (GArray) orders = g_array_new (FALSE, FALSE, sizeof (FoOrder));

  if (!fo_orders_pickable (txn, after ? &after->order : NULL, wish->limit, orders, error))
    return false;
  for (guint i = 0; i < orders->len; i++) {
    Ready ready = { .order = g_array_index (orders, FoOrder, i) };
    word (wish->language, &ready);
    g_array_append_val (rows, ready);
  }
  return true;
}

const FoLongListKind fo_ready_orders_kind = { sizeof (Ready), load };

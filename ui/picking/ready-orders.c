/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ready-orders.h"

#include "common/closures.h"
#include "common/work-list.h"
#include "firstout/store/orders.h"

enum { ORDERS_MAX = 200 };

static void
add_row (GArray *rows, FoLanguage language, const FoOrder *order, FoReadiness readiness)
{
  g_autofree char *word = fo_words (language, fo_readiness_message (readiness), NULL);
  g_autofree char *due = fo_words_day (language, order->due_on);
  FoWorkRow row = { 0 };

  g_snprintf (row.command, sizeof row.command, "order %s", order->number);
  g_snprintf (row.title, sizeof row.title, "%s%s%s", order->number, *order->customer ? " · " : "", order->customer);
  g_snprintf (row.detail, sizeof row.detail, "%s %s", fo_readiness_sign (readiness), word);
  g_strlcpy (row.right, due, sizeof row.right);
  g_array_append_val (rows, row);
}

static bool
load (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  const FoLanguage *language = input;
  g_autoptr (GArray) orders = g_array_new (FALSE, FALSE, sizeof (FoOrder));

  if (!fo_orders_open (txn, ORDERS_MAX, orders, error))
    return false;
  for (guint i = 0; i < orders->len; i++) {
    const FoOrder *order = &g_array_index (orders, FoOrder, i);
    FoReadiness readiness = fo_readiness_of (order);

    if (readiness == FO_READY_NOW || readiness == FO_READY_WORK || readiness == FO_READY_BENCH)
      add_row (rows, *language, order, readiness);
  }
  return true;
}

void
fo_ready_orders_read (FoStation *station, FoLanguage language, FoRequestCame came, GObject *owner)
{
  const FoRequest request = { load, &language, sizeof language, sizeof (FoWorkRow), came };

  fo_request (station, &request, owner);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "finder.h"

#include "common/finding.h"
#include "common/lot-finder.h"
#include "firstout/store/items.h"
#include "firstout/store/reservations.h"
#include "firstout/work/reserve.h"

#include <string.h>

enum { PAGE = 500, LOOKED_AT_MAX = 20000, ITEMS_MAX = 20, ENDING_MAX = 1000 };

typedef struct {
  FoTxn *txn;
  FoBoardFilter filter;
  FoDay today;
  GHashTable *ending;  /* FoId of an order → FoDay its promises end on, of those that end soon */
  char *folded;        /* what is searched; "" everything */
  FoDay day;           /* that was said, FO_DAY_NONE none */
  GHashTable *wanting; /* FoId of orders that have or want the goods that were said; NULL: none were */
} Finder;

static void
finder_clear (Finder *f)
{
  g_clear_pointer (&f->ending, g_hash_table_unref);
  g_clear_pointer (&f->wanting, g_hash_table_unref);
  g_free (f->folded);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Finder, finder_clear)

/* ---- what is asked ----------------------------------------------------------------------------------------------------- */

static bool
read_ending (Finder *f, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (FoValidity));

  if (!fo_orders_ending (f->txn, ENDING_MAX, list, error))
    return false;
  f->ending = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < list->len; i++) {
    const FoValidity *each = &g_array_index (list, FoValidity, i);
    g_hash_table_insert (f->ending, g_memdup2 (&each->order_id, sizeof each->order_id), GINT_TO_POINTER (each->until));
  }
  return true;
}

static bool
add_wanting (Finder *f, FoId item, FoId lot, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (FoId));

  if (!fo_orders_wanting (f->txn, item, lot, ids, error))
    return false;
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (f->wanting, g_memdup2 (&g_array_index (ids, FoId, i), sizeof (FoId)));
  return true;
}

/* A lot that is said by its number, or goods by their name or code. */
static bool
read_wanting (Finder *f, const char *words, GError **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (FoItem));
  FoId id = 0;
  FoScan scan;
  FoLot lot;

  f->wanting = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  if (fo_scan_init (&scan, words, strlen (words), FO_SYMBOLOGY_TYPED, "", 0)
      && !fo_lot_of_scan (f->txn, &scan, TRUE, &id, error))
    return false;
  if (id)
    return fo_lot_find (f->txn, id, &lot, error) == FO_FOUND && add_wanting (f, lot.item_id, id, error);
  if (!fo_items_search (f->txn, words, ITEMS_MAX, items, error))
    return false;
  for (guint i = 0; i < items->len; i++)
    if (!add_wanting (f, g_array_index (items, FoItem, i).id, 0, error))
      return false;
  return true;
}

static bool
begin (Finder *f, const char *words, GError **error)
{
  f->filter = (FoBoardFilter) fo_finding_filter (&words, FO_N_BOARD_FILTERS);
  f->today = fo_store_today (fo_txn_store (f->txn));
  f->folded = g_utf8_casefold (words, -1);
  f->day = fo_finding_day (words, f->today);
  return read_ending (f, error) && (g_utf8_strlen (words, -1) < 2 || read_wanting (f, words, error));
}

/* ---- what fits --------------------------------------------------------------------------------------------------------- */

static FoDay
ends_on (const Finder *f, const FoOrder *order)
{
  gpointer day;

  if (fo_order_is_released (order) || !g_hash_table_lookup_extended (f->ending, &order->id, NULL, &day))
    return FO_DAY_NONE;
  return (FoDay) GPOINTER_TO_INT (day);
}

static bool
passes (const Finder *f, const FoOrder *order)
{
  FoReadiness readiness = fo_readiness_of (order);

  switch (f->filter) {
  case FO_BOARD_READY:
    return readiness == FO_READY_NOW;
  case FO_BOARD_WORK:
    return readiness == FO_READY_WORK || readiness == FO_READY_BENCH;
  case FO_BOARD_WAITS:
    return readiness == FO_READY_WAITS;
  case FO_BOARD_GATE:
    return order->gate == FO_GATE_CLOSED;
  case FO_BOARD_LATE:
    return order->due_on != FO_DAY_NONE && order->due_on < f->today;
  case FO_BOARD_ENDING:
    return ends_on (f, order) != FO_DAY_NONE;
  case FO_BOARD_ALL:
  case FO_N_BOARD_FILTERS:
    break;
  }
  return true;
}

static bool
is_found (const Finder *f, const FoOrder *order)
{
  return (f->day != FO_DAY_NONE && order->due_on == f->day) || fo_finding_fits (order->number, f->folded)
         || fo_finding_fits (order->deal, f->folded) || fo_finding_fits (order->customer, f->folded)
         || (f->wanting && g_hash_table_contains (f->wanting, &order->id));
}

/* ---- the list ---------------------------------------------------------------------------------------------------------- */

static void
keep (const Finder *f, const FoOrder *order, GArray *rows)
{
  const FoBoardOrder row = { *order, f->today, ends_on (f, order) };

  if (passes (f, order) && is_found (f, order))
    g_array_append_val (rows, row);
}

/* Everything open is as it stands in the book; what does not fit is passed over, until the page is full or so many were looked at that
 * nobody would read on. */
static bool
load (FoTxn *txn, const FoLongListWish *wish, GArray *rows, GError **error)
{
  g_autoptr (GArray) orders = g_array_new (FALSE, FALSE, sizeof (FoOrder));
  g_auto (Finder) f = { .txn = txn };
  const FoOrder *after = wish->after;
  FoOrder last;
  guint page = *wish->words ? PAGE : wish->limit;

  if (!begin (&f, wish->words, error))
    return false;
  for (guint looked_at = 0; rows->len < wish->limit && looked_at < LOOKED_AT_MAX; looked_at += orders->len) {
    g_array_set_size (orders, 0);
    if (!fo_orders_open (txn, after, page, orders, error))
      return false;
    for (guint i = 0; i < orders->len && rows->len < wish->limit; i++)
      keep (&f, &g_array_index (orders, FoOrder, i), rows);
    if (orders->len < page)
      break;
    last = g_array_index (orders, FoOrder, orders->len - 1);
    after = &last;
  }
  return true;
}

const FoLongListKind fo_board_kind = { sizeof (FoBoardOrder), load };

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Many orders at once: what will be read of them is asked together. */
#include "firstout/store/announce.h"
#include "inside.h"

/* So many are asked for together: their answers wait in the connection. */
#define AHEAD 32

static bool
has (const GArray *ids, FoId id, guint *ret_at)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, FoId, i) == id) {
      *ret_at = i;
      return true;
    }
  return false;
}

void
fo_ahead_init (FoAhead *ahead)
{
  ahead->known = g_array_new (FALSE, FALSE, sizeof (FoId));
  ahead->announced = g_array_new (FALSE, FALSE, sizeof (FoId));
}

void
fo_ahead_clear (FoAhead *ahead)
{
  g_clear_pointer (&ahead->known, g_array_unref);
  g_clear_pointer (&ahead->announced, g_array_unref);
}

/* One that was changed here since is never announced: the answer would be that of before. */
static void
announce (FoTxn *txn, FoAhead *ahead, FoId order)
{
  guint at;

  if (has (ahead->known, order, &at))
    return;
  g_array_append_val (ahead->known, order);
  g_array_append_val (ahead->announced, order);
  fo_announce_order_turn (txn, order);
}

static FoFound
open_announced (FoTxn *txn, FoId order, FoOrderWork *ret, GError **error)
{
  FoOrderWork work = { .lines = g_array_new (FALSE, FALSE, sizeof (FoLine)) };
  FoFound found = fo_order_find (txn, order, &work.order, error);

  if (found == FO_FOUND && !fo_lines_of_order (txn, order, work.lines, error))
    found = FO_FAILED;
  if (found != FO_FOUND) {
    fo_order_work_clear (&work);
    return found;
  }
  work.before = work.order;
  *ret = work;
  return FO_FOUND;
}

FoFound
fo_ahead_open (FoTxn *txn, FoAhead *ahead, const GArray *orders, guint at, FoOrderWork *ret, GError **error)
{
  FoId order = g_array_index (orders, FoId, at);
  guint announced;

  if (ahead->announced->len == 0)
    for (guint i = at; i < MIN (orders->len, at + AHEAD); i++)
      announce (txn, ahead, g_array_index (orders, FoId, i));
  if (!has (ahead->announced, order, &announced))
    return fo_order_work_open (txn, order, ret, error);
  g_array_remove_index (ahead->announced, announced);
  return open_announced (txn, order, ret, error);
}

bool
fo_ahead_lines (FoTxn *txn, const GArray *ids, GArray *lines, GError **error)
{
  for (guint i = 0; i < ids->len; i++) {
    FoLine line;

    if (i % AHEAD == 0)
      for (guint next = i; next < MIN (ids->len, i + AHEAD); next++)
        fo_announce_line_find (txn, g_array_index (ids, FoId, next));
    if (fo_line_find (txn, g_array_index (ids, FoId, i), &line, error) != FO_FOUND)
      return false;
    g_array_append_val (lines, line);
  }
  return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ids.h"

#define STOCK 16384 /* a shift without the store, at a scan every two seconds */
#define FRESH_US (10 * G_USEC_PER_SEC)

struct FoIds {
  GMutex mutex;
  GCond more;
  FoId list[STOCK];
  guint first, n;
  gint64 made_us;
};

FoIds *
fo_ids_new (void)
{
  FoIds *ids = g_new0 (FoIds, 1);

  g_mutex_init (&ids->mutex);
  g_cond_init (&ids->more);
  return ids;
}

void
fo_ids_free (FoIds *ids)
{
  if (!ids)
    return;
  g_mutex_clear (&ids->mutex);
  g_cond_clear (&ids->more);
  g_free (ids);
}

bool
fo_ids_refresh (FoIds *ids, FoStore *store, GError **error)
{
  g_autofree FoId *fresh = NULL;
  bool young;

  g_mutex_lock (&ids->mutex);
  young = ids->n > STOCK / 2 && g_get_monotonic_time () - ids->made_us < FRESH_US;
  g_mutex_unlock (&ids->mutex);
  if (young)
    return true;
  fresh = g_new (FoId, STOCK);
  for (guint i = 0; i < STOCK; i++) {
    fresh[i] = fo_store_next_id (store, error);
    if (!fresh[i])
      return false;
  }
  g_mutex_lock (&ids->mutex);
  for (guint i = 0; i < STOCK; i++)
    ids->list[i] = fresh[i];
  ids->first = 0;
  ids->n = STOCK;
  ids->made_us = g_get_monotonic_time ();
  g_cond_broadcast (&ids->more);
  g_mutex_unlock (&ids->mutex);
  return true;
}

bool
fo_ids_set_aside (FoIds *ids, guint n, FoId *ret_first, FoId *ret_last)
{
  bool enough;

  g_mutex_lock (&ids->mutex);
  enough = ids->n > n + STOCK / 4;
  if (enough) {
    *ret_last = ids->list[ids->first + ids->n - 1];
    ids->n -= n;
    *ret_first = ids->list[ids->first + ids->n];
  }
  g_mutex_unlock (&ids->mutex);
  return enough;
}

void
fo_ids_fill (FoIds *ids, FoId first, FoId last)
{
  FoIdMaker maker;

  g_mutex_lock (&ids->mutex);
  fo_id_maker_init (&maker, fo_id_writer (first), first);
  ids->first = ids->n = 0;
  for (FoId id = first; id <= last && ids->n < STOCK; id = fo_id_next (&maker, 0))
    ids->list[ids->n++] = id;
  g_cond_broadcast (&ids->more);
  g_mutex_unlock (&ids->mutex);
}

FoId
fo_ids_take (FoIds *ids)
{
  FoId id;

  g_mutex_lock (&ids->mutex);
  while (ids->n == 0)
    g_cond_wait (&ids->more, &ids->mutex);
  id = ids->list[ids->first++];
  ids->n--;
  g_mutex_unlock (&ids->mutex);
  return id;
}

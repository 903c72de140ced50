/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "spots.h"

struct FoSpots {
  FoSpotShared shared;
  GPtrArray *all; /* of FoSpot */
};

FoSpots *
fo_spots_new (const FoSpotShared *shared)
{
  FoSpots *spots = g_new0 (FoSpots, 1);

  spots->shared = *shared;
  spots->all = g_ptr_array_new_with_free_func ((GDestroyNotify) fo_spot_free);
  return spots;
}

void
fo_spots_free (FoSpots *spots)
{
  g_ptr_array_unref (spots->all);
  g_free (spots);
}

const FoSpotShared *
fo_spots_shared (const FoSpots *spots)
{
  return &spots->shared;
}

void
fo_spots_add (FoSpots *spots, FoSpot *spot)
{
  g_ptr_array_add (spots->all, spot);
}

void
fo_spots_remove (FoSpots *spots, FoSpot *spot)
{
  g_ptr_array_remove (spots->all, spot);
}

FoSpot *
fo_spots_find (const FoSpots *spots, const char *device_id)
{
  for (guint i = 0; i < spots->all->len; i++)
    if (g_str_equal (fo_spot_id (g_ptr_array_index (spots->all, i)), device_id))
      return g_ptr_array_index (spots->all, i);
  return NULL;
}

void
fo_spots_end_pairing (FoSpots *spots)
{
  for (guint i = 0; i < spots->all->len; i++)
    fo_spot_end_pairing (g_ptr_array_index (spots->all, i));
}

int64_t
fo_spots_due (const FoSpots *spots)
{
  int64_t due_us = FO_NEVER_US;

  for (guint i = 0; i < spots->all->len; i++)
    due_us = MIN (due_us, fo_spot_due (g_ptr_array_index (spots->all, i)));
  return due_us;
}

void
fo_spots_tick (FoSpots *spots, int64_t now_us)
{
  for (guint i = 0; i < spots->all->len; i++)
    fo_spot_tick (g_ptr_array_index (spots->all, i), now_us);
}

void
fo_spots_collect (const FoSpots *spots, GPtrArray *plugged)
{
  for (guint i = 0; i < spots->all->len; i++) {
    FoPlugged *one = fo_spot_plugged (g_ptr_array_index (spots->all, i));
    if (one != NULL)
      g_ptr_array_add (plugged, one);
  }
}

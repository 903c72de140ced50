/* SPDX-License-Identifier: GPL-3.0-or-later
 * The desks of a station: a lane each. */
#include "firstout/store/stations.h"
#include "inside.h"

static void
clear_lane (gpointer lane)
{
  fo_desk_free (((FoDeskLane *) lane)->desk);
}

FoDesks *
fo_desks_new (FoStore *store, const char *station, GError **error)
{
  g_autoptr (FoDesks) desks = g_new0 (FoDesks, 1);

  desks->store = store;
  desks->station = g_strdup (station);
  desks->lanes = g_array_new (FALSE, FALSE, sizeof (FoDeskLane));
  g_array_set_clear_func (desks->lanes, clear_lane);
  return fo_desks_lane (desks, 0, error) ? g_steal_pointer (&desks) : NULL;
}

void
fo_desks_free (FoDesks *desks)
{
  if (!desks)
    return;
  fo_offline_free (desks->offline);
  g_array_unref (desks->lanes);
  g_free (desks->station);
  g_free (desks);
}

FoDesk *
fo_desks_lane (FoDesks *desks, uint32_t lane, GError **error)
{
  FoDeskLane made = { .lane = lane };

  for (guint i = 0; i < desks->lanes->len; i++) {
    const FoDeskLane *there = &g_array_index (desks->lanes, FoDeskLane, i);
    if (there->lane == lane)
      return there->desk;
  }
  made.desk = fo_desk_new (desks->store, desks->station, error);
  if (!made.desk)
    return NULL;
  made.desk->offline = desks->offline;
  g_array_append_val (desks->lanes, made);
  return made.desk;
}

void
fo_desks_allow_offline (FoDesks *desks, const char *path)
{
  if (desks->offline || fo_store_is_local (desks->store))
    return;
  desks->offline = fo_offline_new (desks, path);
  for (guint i = 0; i < desks->lanes->len; i++)
    g_array_index (desks->lanes, FoDeskLane, i).desk->offline = desks->offline;
}

void
fo_desks_tend (FoDesks *desks)
{
  (void) fo_offline_tend (desks->offline);
}

void
fo_desks_make_ready (FoDesks *desks)
{
  fo_offline_make_ready (desks->offline);
}

void
fo_desks_offline_state (const FoDesks *desks, FoOfflineState *ret)
{
  fo_offline_state (desks->offline, ret);
}

bool
fo_desks_view (FoDesks *desks, FoDesksShow show, gpointer data, GError **error)
{
  for (guint i = 0; i < desks->lanes->len; i++) {
    const FoDeskLane *lane = &g_array_index (desks->lanes, FoDeskLane, i);
    g_auto (FoView) view = { 0 };

    fo_view_init (&view);
    if (!fo_desk_view (lane->desk, &view, error))
      return false;
    view.lane = lane->lane;
    show (&view, data);
  }
  return true;
}

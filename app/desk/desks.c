/* SPDX-License-Identifier: GPL-3.0-or-later
 * The desks of a station: a lane each. */
#include "firstout/store/stations.h"
#include "inside.h"

#define LANE_IDS 512

static void
clear_lane (gpointer lane)
{
  fo_desk_free (((FoDeskLane *) lane)->desk);
}

static FoDesks *
no_desks (FoStore *store, const char *station)
{
  FoDesks *desks = g_new0 (FoDesks, 1);

  desks->store = store;
  desks->station = g_strdup (station);
  desks->lanes = g_array_new (FALSE, FALSE, sizeof (FoDeskLane));
  g_array_set_clear_func (desks->lanes, clear_lane);
  return desks;
}

FoDesks *
fo_desks_new (FoStore *store, const char *station, GError **error)
{
  g_autoptr (FoDesks) desks = no_desks (store, station);

  return fo_desks_lane (desks, 0, error) ? g_steal_pointer (&desks) : NULL;
}

FoDesks *
fo_desks_new_away (FoStore *server, const char *station, const char *path, FoJournal *journal, GError **error)
{
  g_autoptr (FoDesks) desks = no_desks (server, station);
  FoId first, last;
  FoDesk *desk;

  desks->offline = fo_offline_new (desks, path);
  if (!fo_offline_start (desks->offline, journal, &first, &last, error))
    return NULL;
  desk = fo_desks_lane (desks, 0, error);
  if (!desk)
    return NULL;
  fo_ids_fill (desk->ids, first, last);
  return fo_intake_resume_lanes (desks, journal, error) ? g_steal_pointer (&desks) : NULL;
}

FoStore *
fo_desks_store (const FoDesks *desks)
{
  return desks->store;
}

/* Without the server the lanes share what ids there are. */
static void
share_ids (FoDesks *desks, FoDesk *desk)
{
  FoId first, last;

  if (fo_act_is_gated (desks->store) && desks->lanes->len
      && fo_ids_set_aside (g_array_index (desks->lanes, FoDeskLane, 0).desk->ids, LANE_IDS, &first, &last))
    fo_ids_fill (desk->ids, first, last);
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
  share_ids (desks, made.desk);
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

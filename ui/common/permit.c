/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "permit.h"

#include "firstout/work/right.h"

typedef struct {
  FoStation *station;
  const char *what;
  FoPermitJudged judged;
  GWeakRef owner;
  FoGuardPass pass;
  FoReply refusal;
  bool may;
} Permit;

static void
judge (gpointer owned, gpointer data)
{
  FoStore *store = owned;
  Permit *permit = data;

  permit->may = fo_right_may (store, permit->what, &permit->refusal);
  fo_guard_pass (store, &permit->pass);
}

static void
judged (gpointer data)
{
  Permit *permit = data;
  g_autoptr (GObject) owner = g_weak_ref_get (&permit->owner);

  if (!permit->may)
    g_signal_emit_by_name (permit->station, "not-printed", &permit->refusal);
  if (owner)
    permit->judged (permit->may, &permit->pass, owner);
}

static void
permit_free (gpointer data)
{
  Permit *permit = data;

  fo_guard_pass_clear (&permit->pass);
  fo_reply_clear (&permit->refusal);
  g_weak_ref_clear (&permit->owner);
  g_object_unref (permit->station);
  g_free (permit);
}

void
fo_permit_ask (FoStation *station, const char *what, FoPermitJudged told, GObject *owner)
{
  Permit *permit = g_new0 (Permit, 1);

  permit->station = g_object_ref (station);
  permit->what = what;
  permit->judged = told;
  g_weak_ref_init (&permit->owner, owner);
  fo_args_init (&permit->refusal.args);
  fo_station_ask (station, judge, judged, permit, permit_free);
}

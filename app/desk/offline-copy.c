/* SPDX-License-Identifier: GPL-3.0-or-later
 * The copy of the warehouse that a station works on when its server is gone. */
#include "firstout/store/stations.h"
#include "offline-inside.h"

#include <glib/gstdio.h>

#define COPY_EVERY_US (120 * (gint64) G_USEC_PER_SEC)
#define COPY_SOON_US (3 * (gint64) G_USEC_PER_SEC) /* behind a claim */
#define IDS_ASIDE 4096 /* for a start without the server: half a shift */
#define COPY_SHARE 25                              /* a copy takes one part in so many of the time, at most */

typedef struct {
  FoOffline *offline;
  char *uri, *path, *station;
  FoShadowNotes notes;
} CopyJob;

static void
copy_job_free (gpointer data)
{
  CopyJob *job = data;

  g_free (job->uri);
  g_free (job->path);
  g_free (job->station);
  g_free (job);
}

static void
run_copy (gpointer owned, gpointer data)
{
  CopyJob *job = data;
  g_autoptr (GError) why = NULL;
  bool made = fo_shadow_copy (job->uri, job->path, job->station, &job->notes, &why);

  (void) owned;
  if (!made)
    g_debug ("the copy for work without the server: %s", why->message);
  g_atomic_int_set (&job->offline->copy, made ? COPY_MADE : COPY_FAILED);
}

static FoIds *
first_ids (const FoOffline *offline)
{
  return g_array_index (offline->desks->lanes, FoDeskLane, 0).desk->ids;
}

static void
begin_copy (FoOffline *offline, gint64 now_us)
{
  CopyJob *job = g_new0 (CopyJob, 1);
  FoShadowNotes notes = { 0 };

  notes.row = offline->row;
  (void) fo_ids_set_aside (first_ids (offline), IDS_ASIDE, &notes.first_id, &notes.last_id);
  g_strlcpy (notes.person, fo_offline_person (offline), sizeof notes.person);
  *job = (CopyJob){ offline,
                    g_strdup (offline->uri),
                    g_strdup (offline->fresh_path),
                    g_strdup (offline->station),
                    notes };
  offline->copy_began_us = now_us;
  offline->row_to_copy = offline->row;
  fo_store_station (offline->desks->store, &offline->epoch);
  job->notes.epoch = offline->epoch;
  g_atomic_int_set (&offline->copy, COPY_RUNS);
  fo_worker_submit (offline->worker, run_copy, NULL, job, copy_job_free);
}

void
fo_offline_remove_copy (const char *path)
{
  static const char *const tails[] = { "", "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (tails); i++) {
    g_autofree char *name = g_strconcat (path, tails[i], NULL);
    g_unlink (name);
  }
}

/* The new copy takes the old one's place here, on the thread that would work on it. */
static void
end_copy (FoOffline *offline, gint64 now_us)
{
  bool made = g_atomic_int_get (&offline->copy) == COPY_MADE;

  g_atomic_int_set (&offline->copy, COPY_NONE);
  offline->copy_took_us = now_us - offline->copy_began_us;
  offline->copied_us = now_us;
  if (!made)
    return;
  fo_offline_remove_copy (offline->path);
  offline->has_copy = g_rename (offline->fresh_path, offline->path) == 0;
  offline->row_copied = offline->row_to_copy;
  if (offline->claimed_us < offline->copy_began_us)
    offline->claimed_us = 0;
}

static bool
copy_is_due (const FoOffline *offline, gint64 now_us)
{
  gint64 pause_us = offline->claimed_us ? COPY_SOON_US : COPY_EVERY_US;

  return !offline->has_copy || now_us - offline->copied_us > MAX (pause_us, COPY_SHARE * offline->copy_took_us);
}

void
fo_offline_make_ready (FoOffline *offline)
{
  if (!offline || offline->shadow || offline->waits)
    return;
  for (guint round = 0; round < 2; round++) {
    if (round || g_atomic_int_get (&offline->copy) == COPY_NONE)
      begin_copy (offline, g_get_monotonic_time ());
    while (g_atomic_int_get (&offline->copy) == COPY_RUNS)
      g_usleep (1000);
    if (g_atomic_int_get (&offline->copy) != COPY_NONE)
      end_copy (offline, g_get_monotonic_time ());
    if (!offline->claimed_us)
      return;
  }
}

void
fo_offline_tend_copy (FoOffline *offline)
{
  gint64 now_us = g_get_monotonic_time ();
  Copy copy = (Copy) g_atomic_int_get (&offline->copy);

  if (copy == COPY_MADE || copy == COPY_FAILED)
    end_copy (offline, now_us);
  else if (copy == COPY_NONE && copy_is_due (offline, now_us))
    begin_copy (offline, now_us);
}

void
fo_offline_note_goodbye (const FoOffline *offline)
{
  FoShadowNotes notes;
  g_autoptr (GError) why = NULL;
  g_autoptr (FoStore) shadow = fo_shadow_open (offline->path, offline->station, 0, &notes, &why);

  if (!shadow || !fo_shadow_set_closed (shadow, &why)) {
    g_debug ("the copy goes: %s", why->message);
    fo_offline_remove_copy (offline->path);
  }
}

void
fo_offline_drop_old (FoOffline *offline)
{
  if (!offline->shadow && !offline->has_copy && !offline->waits)
    fo_offline_remove_copy (offline->path);
}

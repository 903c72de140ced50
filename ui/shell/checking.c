/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checking.h"

#include "firstout/work/checking.h"

#define KEPT "fo-checked"

typedef struct {
  FoChecked last;
  guint later;
  gint64 due_us; /* of later, by the monotonic clock */
  gboolean runs;
} State;

/* What the thread has of it: the station may be gone by then. */
typedef struct {
  GWeakRef station;
  char *uri;
  gint64 at_us;
} Job;

static void
state_free (gpointer data)
{
  State *state = data;

  g_clear_handle_id (&state->later, g_source_remove);
  g_clear_error (&state->last.error);
  g_free (state);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_weak_ref_clear (&job->station);
  g_free (job->uri);
  g_free (job);
}

static State *
state_of (FoStation *station)
{
  State *state = g_object_get_data (G_OBJECT (station), KEPT);

  if (!state) {
    state = g_new0 (State, 1);
    g_object_set_data_full (G_OBJECT (station), KEPT, state, state_free);
  }
  return state;
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  g_autoptr (FoStore) store = fo_store_open (job->uri, FO_STORE_READ_ONLY, &error);
  bool agrees = store && fo_work_check (store, &error);

  (void) source, (void) cancellable;
  job->at_us = store ? fo_store_now_us (store) : 0;
  if (agrees)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* A server that was away has found nothing. */
static void
ended (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (FoStation) station = g_weak_ref_get (&job->station);
  g_autoptr (GError) error = NULL;
  gboolean agrees = g_task_propagate_boolean (G_TASK (result), &error);
  State *state = station ? state_of (station) : NULL;

  (void) source, (void) data;
  if (!state)
    return;
  state->runs = FALSE;
  if (!agrees && error->domain != FO_BOOK_ERROR && !g_error_matches (error, FO_STORE_ERROR, FO_STORE_ERROR_DAMAGED)) {
    g_message ("the check of the book: %s", error->message);
    return;
  }
  g_clear_error (&state->last.error);
  state->last.error = g_steal_pointer (&error);
  state->last.at_us = job->at_us;
  g_signal_emit_by_name (station, "checked", state->last.error);
}

static gboolean
start (gpointer data)
{
  FoStation *station = data;
  g_autoptr (GTask) task = g_task_new (NULL, NULL, ended, NULL);
  Job *job = g_new0 (Job, 1);

  state_of (station)->later = 0;
  g_weak_ref_init (&job->station, station);
  job->uri = g_strdup (fo_station_options (station)->store_uri);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run);
  return G_SOURCE_REMOVE;
}

void
fo_checking_start (FoStation *station, guint in_s)
{
  State *state = state_of (station);
  gint64 due_us = g_get_monotonic_time () + in_s * G_USEC_PER_SEC;

  if (state->runs && !(state->later && due_us < state->due_us))
    return;
  g_clear_handle_id (&state->later, g_source_remove);
  state->runs = TRUE;
  state->due_us = due_us;
  state->later = g_timeout_add_seconds (in_s, start, station);
}

const FoChecked *
fo_checking_last (FoStation *station)
{
  return &state_of (station)->last;
}

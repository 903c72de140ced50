/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checking.h"

#include "common/aside.h"
#include "firstout/work/checking.h"

#define KEPT "fo-checked"

typedef struct {
  FoChecked last;
  guint later;
  gint64 due_us; /* of later, by the monotonic clock */
  gboolean runs;
} State;

/* What the thread has of it. */
typedef struct {
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

static gboolean
check (FoAside *aside, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (FoStore) store = fo_store_open (job->uri, FO_STORE_READ_ONLY, error);

  (void) aside;
  job->at_us = store ? fo_store_now_us (store) : 0;
  return store && fo_work_check (store, error);
}

/* A server that was away has found nothing. */
static void
ended (gpointer data, const GError *error, GObject *station)
{
  const Job *job = data;
  State *state = state_of (FO_STATION (station));

  state->runs = FALSE;
  if (error && error->domain != FO_BOOK_ERROR && !g_error_matches (error, FO_STORE_ERROR, FO_STORE_ERROR_DAMAGED)) {
    g_message ("the check of the book: %s", error->message);
    return;
  }
  g_clear_error (&state->last.error);
  state->last.error = error ? g_error_copy (error) : NULL;
  state->last.at_us = job->at_us;
  g_signal_emit_by_name (station, "checked", state->last.error);
}

static gboolean
start (gpointer data)
{
  FoStation *station = data;
  Job *job = g_new0 (Job, 1);

  state_of (station)->later = 0;
  job->uri = g_strdup (fo_station_options (station)->store_uri);
  fo_aside_start (G_OBJECT (station), job, job_free, check, ended);
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

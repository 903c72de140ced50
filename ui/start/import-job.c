/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-job.h"

#include "common/permit.h"
#include "common/speech.h"

#include <string.h>

struct FoSharedSheet {
  FoSheet *sheet;
};

struct FoStartJob {
  char *store_uri;
  FoDay today;
  FoSharedSheet *sheet;
  FoStartWish wish;
  FoStartDone done;
  FoImportResult result;
  GArray *faults;
  gint rows, of; /* atomic */
  FoGuardPass pass;
  GTask *task; /* while it is asked who may */
};

/* ---- the sheet --------------------------------------------------------------------------------------------------------------- */

FoSharedSheet *
fo_shared_sheet_new (FoSheet *sheet)
{
  FoSharedSheet *shared = g_atomic_rc_box_new0 (FoSharedSheet);

  shared->sheet = sheet;
  return shared;
}

FoSharedSheet *
fo_shared_sheet_ref (FoSharedSheet *shared)
{
  return g_atomic_rc_box_acquire (shared);
}

static void
clear_sheet (gpointer shared)
{
  fo_sheet_free (((FoSharedSheet *) shared)->sheet);
}

void
fo_shared_sheet_unref (FoSharedSheet *shared)
{
  g_atomic_rc_box_release_full (shared, clear_sheet);
}

const FoSheet *
fo_shared_sheet_get (const FoSharedSheet *shared)
{
  return shared->sheet;
}

/* ---- on its thread ------------------------------------------------------------------------------------------------------------- */

static void
tell (const FoImportFault *fault, gpointer data)
{
  FoStartJob *job = data;
  FoStartFault kept = { .line = fault->line, .verdict = fault->verdict };

  g_strlcpy (kept.column, fault->column, sizeof kept.column);
  g_strlcpy (kept.text, fault->text, sizeof kept.text);
  if (!g_utf8_validate (kept.text, -1, NULL))
    *(char *) g_utf8_find_prev_char (kept.text, kept.text + strlen (kept.text)) = '\0';
  if (job->faults->len < FO_START_FAULTS_MAX)
    g_array_append_val (job->faults, kept);
}

static void
progress (guint rows, guint of, gpointer data)
{
  FoStartJob *job = data;

  g_atomic_int_set (&job->of, (gint) of);
  g_atomic_int_set (&job->rows, (gint) rows);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  FoStartJob *job = data;
  const FoImportOptions options = { .dry_run = job->wish.dry_run, .skip_faults = job->wish.skip_faults, .tell = tell, .data = job,
                                    .match = &job->wish.match, .progress = progress };
  GError *error = NULL;
  g_autoptr (FoStore) store = fo_store_open (job->store_uri, job->wish.dry_run ? FO_STORE_READ_ONLY : 0, &error);

  (void) source, (void) cancellable;
  if (store && job->today != FO_DAY_NONE)
    fo_store_set_today (store, job->today);
  if (store && !job->wish.dry_run && !fo_guard_join (store, &job->pass, &error))
    g_clear_pointer (&store, fo_store_free);
  if (store && fo_import_run (store, job->wish.kind, job->sheet->sheet, &options, &job->result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  if (store && job->pass.watched)
    fo_guard_part (store);
}

/* ---- from outside ---------------------------------------------------------------------------------------------------------------- */

static void
job_free (gpointer data)
{
  FoStartJob *job = data;

  g_free (job->store_uri);
  fo_shared_sheet_unref (job->sheet);
  fo_guard_pass_clear (&job->pass);
  g_array_unref (job->faults);
  g_free (job);
}

static void
finished (GObject *owner, GAsyncResult *result, gpointer data)
{
  FoStartJob *job = g_task_get_task_data (G_TASK (result));
  GWeakRef *alive = data;
  g_autoptr (GObject) page = g_weak_ref_get (alive);
  g_autoptr (GError) error = NULL;

  (void) owner;
  g_task_propagate_boolean (G_TASK (result), &error);
  if (page)
    job->done (&job->result, job->faults, error, page);
  g_weak_ref_clear (alive);
  g_free (alive);
}

/* Who works at the station does it, and may; or the answer is that he may not. */
static void
may_import (gboolean may, const FoGuardPass *pass, gpointer owner)
{
  FoStartJob *job = g_task_get_task_data (owner);
  g_autoptr (GTask) task = g_steal_pointer (&job->task);
  g_autofree char *words = NULL;

  if (may) {
    job->pass = *pass;
    job->pass.token = g_strdup (pass->token);
    g_task_run_in_thread (task, run);
    return;
  }
  words = fo_say ("verdict.FO_RIGHT_MISSING.title", NULL);
  g_task_return_new_error (task, FO_STORE_ERROR, FO_STORE_ERROR_PERMISSION, "%s", words);
}

FoStartJob *
fo_start_job_run (FoStation *station, FoSharedSheet *sheet, const FoStartWish *wish, FoStartDone done, GObject *owner)
{
  GWeakRef *alive = g_new0 (GWeakRef, 1);
  g_autoptr (GTask) task = NULL;
  FoStartJob *job = g_new0 (FoStartJob, 1);

  g_weak_ref_init (alive, owner);
  task = g_task_new (NULL, NULL, finished, alive);
  job->store_uri = g_strdup (fo_station_options (station)->store_uri);
  job->today = fo_station_options (station)->today;
  job->sheet = fo_shared_sheet_ref (sheet);
  job->wish = *wish;
  job->done = done;
  job->faults = g_array_new (FALSE, FALSE, sizeof (FoStartFault));
  g_task_set_task_data (task, job, job_free);
  if (wish->dry_run) {
    g_task_run_in_thread (task, run);
    return job;
  }
  job->task = g_object_ref (task);
  fo_permit_ask (station, "import", may_import, G_OBJECT (task));
  return job;
}

void
fo_start_job_progress (FoStartJob *job, guint *ret_rows, guint *ret_of)
{
  *ret_rows = (guint) g_atomic_int_get (&job->rows);
  *ret_of = (guint) g_atomic_int_get (&job->of);
}

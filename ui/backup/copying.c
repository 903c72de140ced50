/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "copying.h"

#define KEEP 30

typedef struct {
  char *from, *to;
  bool restores;
  char *path;
  FoCopyCount count;
  FoCopyingTold told;
  GWeakRef owner;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_weak_ref_clear (&job->owner);
  g_free (job->from);
  g_free (job->to);
  g_free (job->path);
  g_free (job);
}

/* ---- on the copy's thread ----------------------------------------------------------------------------------------------------------- */

typedef struct {
  GTask *task;
  FoCopyCount so_far;
} Word;

static void
word_free (gpointer data)
{
  g_object_unref (((Word *) data)->task);
  g_free (data);
}

static gboolean
say_word (gpointer data)
{
  Word *word = data;
  Job *job = g_task_get_task_data (word->task);
  g_autoptr (GObject) owner = g_weak_ref_get (&job->owner);

  if (owner)
    job->told (&(FoCopyingNews){ .tables = word->so_far.tables, .rows = word->so_far.rows }, owner);
  return G_SOURCE_REMOVE;
}

static void
tell (const FoCopiedTable *table, gpointer data)
{
  GTask *task = data;
  Job *job = g_task_get_task_data (task);
  Word *word = g_new (Word, 1);

  job->count.tables++;
  job->count.rows += table->rows;
  *word = (Word){ g_object_ref (task), job->count };
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, say_word, word, word_free);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  FoCopyCount count;
  bool done;

  (void) source, (void) cancellable;
  if (job->restores) {
    g_autofree char *from = g_strconcat ("sqlite:", job->from, NULL), *to = g_strconcat ("sqlite:", job->to, NULL);
    done = fo_store_copy (from, to, FO_COPY_RESTORE, tell, task, &count, &error);
    job->path = done ? g_strdup (job->to) : NULL;
  } else {
    done = fo_store_backup (job->from, job->to, KEEP, tell, task, &job->path, &count, &error);
  }
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* ---- on the main thread ------------------------------------------------------------------------------------------------------------- */

static void
ended (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GObject) owner = g_weak_ref_get (&job->owner);
  g_autoptr (GError) error = NULL;
  bool done = g_task_propagate_boolean (G_TASK (result), &error);

  (void) source, (void) data;
  if (owner)
    job->told (&(FoCopyingNews){ job->count.tables, job->count.rows, done ? job->path : NULL, error }, owner);
}

static void
start (const char *from, const char *to, bool restores, FoCopyingTold told, GObject *owner)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, ended, NULL);
  Job *job = g_new0 (Job, 1);

  job->from = g_strdup (from);
  job->to = g_strdup (to);
  job->restores = restores;
  job->told = told;
  g_weak_ref_init (&job->owner, owner);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run);
}

void
fo_copying_back_up (const char *from, const char *folder, FoCopyingTold told, GObject *owner)
{
  start (from, folder, false, told, owner);
}

void
fo_copying_restore (const char *from, const char *to, FoCopyingTold told, GObject *owner)
{
  start (from, to, true, told, owner);
}

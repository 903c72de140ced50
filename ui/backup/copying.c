/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "copying.h"

#include "common/aside.h"

#define KEEP 30

typedef struct {
  char *from, *to;
  bool restores;
  char *path;
  FoCopyCount count;
  FoCopyingTold told;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->from);
  g_free (job->to);
  g_free (job->path);
  g_free (job);
}

/* ---- on the copy's thread ----------------------------------------------------------------------------------------------------------- */

typedef struct {
  FoAside *aside;
  Job *job;
} Copy;

static void
say_count (gpointer data, gpointer job, GObject *owner)
{
  const FoCopyCount *so_far = data;

  ((const Job *) job)->told (&(FoCopyingNews){ .tables = so_far->tables, .rows = so_far->rows }, owner);
}

static void
tell (const FoCopiedTable *table, gpointer data)
{
  const Copy *copy = data;
  FoCopyCount *so_far = &copy->job->count;

  so_far->tables++;
  so_far->rows += table->rows;
  fo_aside_tell (copy->aside, say_count, g_memdup2 (so_far, sizeof *so_far), g_free);
}

static gboolean
work (FoAside *aside, gpointer data, GError **error)
{
  Job *job = data;
  Copy copy = { aside, job };
  FoCopyCount count;
  bool done;

  if (job->restores) {
    g_autofree char *from = g_strconcat ("sqlite:", job->from, NULL), *to = g_strconcat ("sqlite:", job->to, NULL);
    done = fo_store_copy (from, to, FO_COPY_RESTORE, tell, &copy, &count, error);
    job->path = done ? g_strdup (job->to) : NULL;
  } else {
    done = fo_store_backup (job->from, job->to, KEEP, tell, &copy, &job->path, &count, error);
  }
  return done;
}

/* ---- on the main thread ------------------------------------------------------------------------------------------------------------- */

static void
ended (gpointer data, const GError *error, GObject *owner)
{
  const Job *job = data;

  job->told (&(FoCopyingNews){ job->count.tables, job->count.rows, error ? NULL : job->path, error }, owner);
}

static void
start (const char *from, const char *to, bool restores, FoCopyingTold told, GObject *owner)
{
  Job *job = g_new0 (Job, 1);

  job->from = g_strdup (from);
  job->to = g_strdup (to);
  job->restores = restores;
  job->told = told;
  fo_aside_start (owner, job, job_free, work, ended);
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

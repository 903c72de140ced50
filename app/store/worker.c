/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/worker.h"
#include <stdbool.h>

struct FoWorker {
  GThread *thread;
  GAsyncQueue *jobs;
  gpointer owned;
  GDestroyNotify free_owned;
  gint *waiting; /* an atomic box, which jobs share: they may outlive the worker */
};

typedef struct {
  FoJobRun run; /* NULL: the last one */
  FoJobDone done;
  gpointer data;
  GDestroyNotify destroy;
  GMainContext *home; /* where DONE is told; NULL without DONE */
  gint *waiting;      /* counts this one until its end was told; NULL: the last one */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  if (job->waiting) {
    g_atomic_int_add (job->waiting, -1);
    g_atomic_rc_box_release (job->waiting);
  }
  if (job->destroy)
    job->destroy (job->data);
  if (job->home)
    g_main_context_unref (job->home);
  g_free (job);
}

static gboolean
tell_done (gpointer data)
{
  Job *job = data;

  job->done (job->data);
  return G_SOURCE_REMOVE;
}

/* Sources of one priority on one context run in the order they were attached, so ends are told in the order of the
 * jobs. The job lets go of its home: a context that everybody else has left goes, and the job with it. */
static void
send_home (Job *job)
{
  g_autoptr (GMainContext) home = g_steal_pointer (&job->home);
  g_autoptr (GSource) source = NULL;

  if (!job->done) {
    job_free (job);
    return;
  }
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "FoWorker");
  g_source_set_callback (source, tell_done, job, job_free);
  g_source_attach (source, home);
}

static gpointer
work (gpointer data)
{
  FoWorker *worker = data;

  for (;;) {
    Job *job = g_async_queue_pop (worker->jobs);

    if (!job->run) {
      job_free (job);
      break;
    }
    job->run (worker->owned, job->data);
    send_home (job);
  }
  if (worker->free_owned)
    worker->free_owned (worker->owned);
  return NULL;
}

FoWorker *
fo_worker_new (const char *name, gpointer owned, GDestroyNotify free)
{
  FoWorker *worker = g_new0 (FoWorker, 1);

  worker->jobs = g_async_queue_new_full (job_free);
  worker->waiting = g_atomic_rc_box_new0 (gint);
  worker->owned = owned;
  worker->free_owned = free;
  worker->thread = g_thread_new (name, work, worker);
  return worker;
}

void
fo_worker_submit (FoWorker *worker, FoJobRun run, FoJobDone done, gpointer data, GDestroyNotify destroy)
{
  Job *job = g_new0 (Job, 1);

  g_assert (run);
  *job = (Job){ run, done, data, destroy, done ? g_main_context_ref_thread_default () : NULL,
                g_atomic_rc_box_acquire (worker->waiting) };
  g_atomic_int_inc (worker->waiting);
  g_async_queue_push (worker->jobs, job);
}

guint
fo_worker_waiting (FoWorker *worker)
{
  return (guint) g_atomic_int_get (worker->waiting);
}

void
fo_worker_free (FoWorker *worker)
{
  if (!worker)
    return;
  g_assert (g_thread_self () != worker->thread);
  g_async_queue_push (worker->jobs, g_new0 (Job, 1));
  g_thread_join (worker->thread);
  g_async_queue_unref (worker->jobs);
  g_atomic_rc_box_release (worker->waiting);
  g_free (worker);
}

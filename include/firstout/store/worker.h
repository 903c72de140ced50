/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread that owns something only one thread may touch: the writing store, the reading store, the journal. Jobs
 * run in the order they were submitted; each one's end is told on the main context of the submitter. The queue is
 * unbounded: what was submitted is done, or told as failed; it is never dropped. */
#pragma once

#include <glib.h>

typedef struct FoWorker FoWorker;

/* Runs on the worker's thread with what the worker owns. */
typedef void (*FoJobRun) (gpointer owned, gpointer data);
/* Runs on the submitter's main context after RUN has returned. */
typedef void (*FoJobDone) (gpointer data);

/* Starts a thread NAME that owns OWNED and frees it by FREE at the end, on that thread. */
FoWorker *fo_worker_new (const char *name, gpointer owned, GDestroyNotify free);

/* Submits a job. DONE may be NULL; DATA is freed by DESTROY (may be NULL) after DONE. Any thread. */
void fo_worker_submit (FoWorker *worker, FoJobRun run, FoJobDone done, gpointer data, GDestroyNotify destroy);

/* Jobs that wait, run, or whose end is not told yet. Any thread. */
guint fo_worker_waiting (FoWorker *worker);

/* Finishes every job that was submitted, then the thread. DONE of jobs finished meanwhile still run when the main
 * context is iterated. */
void fo_worker_free (FoWorker *worker);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoWorker, fo_worker_free)

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The worker: jobs in order, on one thread; their ends told at home, in order; nothing dropped, nothing leaked. */
#include "firstout/store/worker.h"
#include <stdbool.h>

typedef struct {
  GThread *thread;
  GString *log; /* of the owned thing: only its thread writes */
  gint freed;
} Owned;

typedef struct {
  Owned *owned;
  guint number;
  GThread *submitter;
  GMainContext *home;
  GString *done; /* only the submitter writes */
  gint *destroyed;
} JobData;

static void
free_owned (gpointer data)
{
  Owned *owned = data;

  g_assert_true (g_thread_self () == owned->thread); /* on the thread that used it */
  g_atomic_int_inc (&owned->freed);
}

static void
run (gpointer data, gpointer job_data)
{
  Owned *owned = data;
  JobData *job = job_data;

  if (!owned->thread)
    owned->thread = g_thread_self ();
  g_assert_true (g_thread_self () == owned->thread);
  g_string_append_printf (owned->log, "%u ", job->number);
}

static void
done (gpointer data)
{
  JobData *job = data;

  g_assert_true (g_thread_self () == job->submitter);
  g_string_append_printf (job->done, "%u ", job->number);
}

static void
destroy (gpointer data)
{
  JobData *job = data;

  g_atomic_int_inc (job->destroyed);
  g_free (job);
}

static JobData *
job_new (guint number, GString *log, gint *destroyed)
{
  JobData *job = g_new0 (JobData, 1);

  *job = (JobData){ .number = number, .submitter = g_thread_self (), .done = log, .destroyed = destroyed };
  return job;
}

static char *
counted (guint n)
{
  GString *numbers = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (numbers, "%u ", i);
  return g_string_free (numbers, FALSE);
}

static void
test_order (void)
{
  Owned owned = { NULL, g_string_new (NULL), 0 };
  FoWorker *worker = fo_worker_new ("test", &owned, free_owned);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autofree char *expected = counted (1000);
  gint destroyed = 0;

  for (guint i = 0; i < 1000; i++)
    fo_worker_submit (worker, run, done, job_new (i, log, &destroyed), destroy);
  while (g_atomic_int_get (&destroyed) < 1000)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (log->str, ==, expected);
  g_assert_cmpuint (fo_worker_waiting (worker), ==, 0);
  fo_worker_free (worker);
  g_assert_cmpstr (owned.log->str, ==, expected);
  g_assert_cmpint (owned.freed, ==, 1);
  g_string_free (owned.log, TRUE);
}

/* Whoever waits until nothing is under way has also heard the end of it. */
static void
test_counted_until_told (void)
{
  Owned owned = { NULL, g_string_new (NULL), 0 };
  FoWorker *worker = fo_worker_new ("test", &owned, free_owned);
  g_autoptr (GString) log = g_string_new (NULL);
  gint destroyed = 0;

  fo_worker_submit (worker, run, done, job_new (7, log, &destroyed), destroy);
  while (fo_worker_waiting (worker) > 0) {
    g_assert_cmpstr (log->str, ==, "");
    g_main_context_iteration (NULL, TRUE);
  }
  g_assert_cmpstr (log->str, ==, "7 ");
  fo_worker_free (worker);
  g_string_free (owned.log, TRUE);
}

/* ---- free -------------------------------------------------------------------------------------------------------- */

typedef struct {
  GMutex lock;
  GCond cond;
  bool open;
} Gate;

static void
wait_at_gate (gpointer owned, gpointer data)
{
  Gate *gate = data;

  (void) owned;
  g_mutex_lock (&gate->lock);
  while (!gate->open)
    g_cond_wait (&gate->cond, &gate->lock);
  g_mutex_unlock (&gate->lock);
}

static gpointer
open_gate (gpointer data)
{
  Gate *gate = data;

  g_mutex_lock (&gate->lock);
  gate->open = true;
  g_cond_signal (&gate->cond);
  g_mutex_unlock (&gate->lock);
  return NULL;
}

/* A database that hangs does not lose what was scanned meanwhile: freeing waits for all of it. */
static void
test_nothing_is_dropped (void)
{
  Owned owned = { NULL, g_string_new (NULL), 0 };
  FoWorker *worker = fo_worker_new ("test", &owned, free_owned);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autofree char *expected = counted (5000);
  gint destroyed = 0;
  Gate gate = { .open = false };
  GThread *opener;

  fo_worker_submit (worker, wait_at_gate, NULL, &gate, NULL);
  for (guint i = 0; i < 5000; i++)
    fo_worker_submit (worker, run, done, job_new (i, log, &destroyed), destroy);
  g_assert_cmpuint (fo_worker_waiting (worker), ==, 5001);
  g_assert_cmpstr (log->str, ==, "");
  opener = g_thread_new ("open", open_gate, &gate);
  fo_worker_free (worker);
  g_thread_join (opener);
  g_assert_cmpstr (owned.log->str, ==, expected);
  g_assert_cmpstr (log->str, ==, ""); /* told when the main context is iterated, and not before */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (log->str, ==, expected);
  g_assert_cmpint (destroyed, ==, 5000);
  g_string_free (owned.log, TRUE);
}

/* ---- several homes ----------------------------------------------------------------------------------------------- */

typedef struct {
  FoWorker *worker;
  gint destroyed;
} Visitor;

static gpointer
visit (gpointer data)
{
  Visitor *visitor = data;
  GMainContext *home = g_main_context_new ();
  g_autoptr (GString) log = g_string_new (NULL);
  g_autofree char *expected = counted (200);

  g_main_context_push_thread_default (home);
  for (guint i = 0; i < 200; i++)
    fo_worker_submit (visitor->worker, run, done, job_new (i, log, &visitor->destroyed), destroy);
  while (g_atomic_int_get (&visitor->destroyed) < 200)
    g_main_context_iteration (home, TRUE);
  g_assert_cmpstr (log->str, ==, expected);
  g_main_context_pop_thread_default (home);
  g_main_context_unref (home);
  return NULL;
}

static void
test_each_at_home (void)
{
  Owned owned = { NULL, g_string_new (NULL), 0 };
  FoWorker *worker = fo_worker_new ("test", &owned, free_owned);
  Visitor visitors[4];
  GThread *threads[4];

  for (int i = 0; i < 4; i++) {
    visitors[i] = (Visitor){ worker, 0 };
    threads[i] = g_thread_new ("visitor", visit, &visitors[i]);
  }
  for (int i = 0; i < 4; i++)
    g_thread_join (threads[i]);
  fo_worker_free (worker);
  g_string_free (owned.log, TRUE);
}

/* A home that went away before its job ended: nobody is told, nothing leaks. */
static void
test_home_gone (void)
{
  Owned owned = { NULL, g_string_new (NULL), 0 };
  FoWorker *worker = fo_worker_new ("test", &owned, free_owned);
  GMainContext *home = g_main_context_new ();
  g_autoptr (GString) log = g_string_new (NULL);
  gint destroyed = 0;

  g_main_context_push_thread_default (home);
  fo_worker_submit (worker, run, done, job_new (0, log, &destroyed), destroy);
  g_main_context_pop_thread_default (home);
  g_main_context_unref (home);
  fo_worker_free (worker);
  g_assert_cmpint (destroyed, ==, 1);
  g_assert_cmpstr (log->str, ==, "");
  g_string_free (owned.log, TRUE);
}

static void
test_without_done (void)
{
  Owned owned = { NULL, g_string_new (NULL), 0 };
  FoWorker *worker = fo_worker_new ("test", &owned, free_owned);
  gint destroyed = 0;

  for (guint i = 0; i < 10; i++)
    fo_worker_submit (worker, run, NULL, job_new (i, NULL, &destroyed), destroy);
  fo_worker_free (worker);
  g_assert_cmpint (destroyed, ==, 10);
  g_assert_cmpstr (owned.log->str, ==, "0 1 2 3 4 5 6 7 8 9 ");
  g_string_free (owned.log, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/worker/order", test_order);
  g_test_add_func ("/worker/counted-until-told", test_counted_until_told);
  g_test_add_func ("/worker/nothing-dropped", test_nothing_is_dropped);
  g_test_add_func ("/worker/each-at-home", test_each_at_home);
  g_test_add_func ("/worker/home-gone", test_home_gone);
  g_test_add_func ("/worker/without-done", test_without_done);
  return g_test_run ();
}

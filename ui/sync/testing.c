/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "testing.h"

#include "firstout/store/store.h"
#include "firstout/sync/gateway.h"
#include "firstout/words/coded.h"

typedef struct {
  char *store_uri, *name, *secret;
  FoLanguage language;
  FoTestTold told;
  GWeakRef owner;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_weak_ref_clear (&job->owner);
  g_free (job->store_uri);
  g_free (job->name);
  g_free (job->secret);
  g_free (job);
}

/* ---- on the test's thread ------------------------------------------------------------------------------------------- */

typedef struct {
  GTask *task;
  gboolean good;
  char *words;
} Word;

static void
word_free (gpointer data)
{
  Word *word = data;

  g_object_unref (word->task);
  g_free (word->words);
  g_free (word);
}

static gboolean
say_word (gpointer data)
{
  const Word *word = data;
  Job *job = g_task_get_task_data (word->task);
  g_autoptr (GObject) owner = g_weak_ref_get (&job->owner);

  if (owner)
    job->told (&(FoTestNews){ word->good, FALSE, word->words }, owner);
  return G_SOURCE_REMOVE;
}

static void
found (const FoFinding *finding, gpointer data)
{
  GTask *task = data;
  const Job *job = g_task_get_task_data (task);
  Word *word = g_new0 (Word, 1);
  g_auto (FoArgs) args = { 0 };

  for (const char *const *name = finding->arguments; name && name[0] && name[1]; name += 2)
    fo_args_set_text (&args, name[0], name[1]);
  word->task = g_object_ref (task);
  word->good = finding->good;
  word->words = fo_words (job->language, finding->id, &args);
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, say_word, word, word_free);
}

static bool
test (GTask *task, const Job *job, GError **error)
{
  g_autoptr (FoStore) store = fo_store_open (job->store_uri, 0, error);

  return store && fo_gateway_test (store, job->name, found, task, error);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  GError *error = NULL;
  bool done;

  (void) source, (void) cancellable;
  done = job->secret ? fo_gateway_keep_secret (job->name, job->secret, &error) : test (task, job, &error);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* ---- on the main thread ---------------------------------------------------------------------------------------------- */

static void
ended (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GObject) owner = g_weak_ref_get (&job->owner);
  g_autoptr (GError) error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);
  g_autofree char *coded = error ? fo_sales_error_coded (error) : g_strdup (""), *words = fo_words_coded (job->language, coded);

  (void) source, (void) data;
  if (owner)
    job->told (&(FoTestNews){ done, TRUE, words }, owner);
}

static void
start (Job *job, FoTestTold told, GObject *owner)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, ended, NULL);

  job->told = told;
  g_weak_ref_init (&job->owner, owner);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run);
}

void
fo_testing_start (const char *store_uri, const char *name, FoLanguage language, FoTestTold told, GObject *owner)
{
  Job *job = g_new0 (Job, 1);

  job->store_uri = g_strdup (store_uri);
  job->name = g_strdup (name);
  job->language = language;
  start (job, told, owner);
}

void
fo_testing_keep_secret (const char *name, const char *secret, FoTestTold told, GObject *owner)
{
  Job *job = g_new0 (Job, 1);

  job->name = g_strdup (name);
  job->secret = g_strdup (secret);
  start (job, told, owner);
}

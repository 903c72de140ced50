/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "testing.h"

#include "common/aside.h"
#include "firstout/store/store.h"
#include "firstout/sync/gateway.h"
#include "firstout/words/coded.h"

typedef struct {
  char *store_uri, *name, *secret;
  FoLanguage language;
  FoTestTold told;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->store_uri);
  g_free (job->name);
  g_free (job->secret);
  g_free (job);
}

/* ---- on the test's thread ------------------------------------------------------------------------------------------- */

typedef struct {
  FoAside *aside;
  const Job *job;
} Test;

typedef struct {
  gboolean good;
  char *words;
} Word;

static void
word_free (gpointer data)
{
  Word *word = data;

  g_free (word->words);
  g_free (word);
}

static void
say_word (gpointer data, gpointer job, GObject *owner)
{
  const Word *word = data;

  ((const Job *) job)->told (&(FoTestNews){ word->good, FALSE, word->words }, owner);
}

static void
found (const FoFinding *finding, gpointer data)
{
  const Test *test = data;
  Word *word = g_new0 (Word, 1);
  g_auto (FoArgs) args = { 0 };

  for (const char *const *name = finding->arguments; name && name[0] && name[1]; name += 2)
    fo_args_set_text (&args, name[0], name[1]);
  word->good = finding->good;
  word->words = fo_words (test->job->language, finding->id, &args);
  fo_aside_tell (test->aside, say_word, word, word_free);
}

static gboolean
work (FoAside *aside, gpointer data, GError **error)
{
  const Job *job = data;
  Test test = { aside, job };
  g_autoptr (FoStore) store = NULL;

  if (job->secret)
    return fo_gateway_keep_secret (job->name, job->secret, error);
  store = fo_store_open (job->store_uri, 0, error);
  return store && fo_gateway_test (store, job->name, found, &test, error);
}

/* ---- on the main thread ---------------------------------------------------------------------------------------------- */

static void
ended (gpointer data, const GError *error, GObject *owner)
{
  const Job *job = data;
  g_autofree char *coded = error ? fo_sales_error_coded (error) : g_strdup (""), *words = fo_words_coded (job->language, coded);

  job->told (&(FoTestNews){ !error, TRUE, words }, owner);
}

static void
start (Job *job, FoTestTold told, GObject *owner)
{
  job->told = told;
  fo_aside_start (owner, job, job_free, work, ended);
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

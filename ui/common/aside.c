/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "aside.h"

#include <gio/gio.h>

struct FoAside {
  GWeakRef owner;
  gpointer job;
  GDestroyNotify free_job;
  FoAsideWork work;
  FoAsideEnded ended;
  GTask *task; /* borrowed; it owns this */
};

static void
aside_free (gpointer data)
{
  FoAside *aside = data;

  g_weak_ref_clear (&aside->owner);
  aside->free_job (aside->job);
  g_free (aside);
}

/* ---- on the job's thread -------------------------------------------------------------------------------------------- */

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  FoAside *aside = data;
  GError *error = NULL;

  (void) source, (void) cancellable;
  if (aside->work (aside, aside->job, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

typedef struct {
  GTask *task;
  FoAsideHeard heard;
  gpointer word;
  GDestroyNotify free_word;
} Word;

static void
word_free (gpointer data)
{
  Word *word = data;

  word->free_word (word->word);
  g_object_unref (word->task);
  g_free (word);
}

static gboolean
say (gpointer data)
{
  const Word *word = data;
  FoAside *aside = g_task_get_task_data (word->task);
  g_autoptr (GObject) owner = g_weak_ref_get (&aside->owner);

  if (owner)
    word->heard (word->word, aside->job, owner);
  return G_SOURCE_REMOVE;
}

void
fo_aside_tell (FoAside *aside, FoAsideHeard heard, gpointer word, GDestroyNotify free_word)
{
  Word *said = g_new (Word, 1);

  *said = (Word){ g_object_ref (aside->task), heard, word, free_word };
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, say, said, word_free);
}

/* ---- on the main thread --------------------------------------------------------------------------------------------- */

static void
end (GObject *source, GAsyncResult *result, gpointer data)
{
  FoAside *aside = g_task_get_task_data (G_TASK (result));
  g_autoptr (GObject) owner = g_weak_ref_get (&aside->owner);
  g_autoptr (GError) error = NULL;

  (void) source, (void) data;
  g_task_propagate_boolean (G_TASK (result), &error);
  if (owner)
    aside->ended (aside->job, error, owner);
}

void
fo_aside_start (GObject *owner, gpointer job, GDestroyNotify free_job, FoAsideWork work, FoAsideEnded ended)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, end, NULL);
  FoAside *aside = g_new0 (FoAside, 1);

  *aside = (FoAside){ .job = job, .free_job = free_job, .work = work, .ended = ended, .task = task };
  g_weak_ref_init (&aside->owner, owner);
  g_task_set_task_data (task, aside, aside_free);
  g_task_run_in_thread (task, run);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "printer-watch.h"

#include <string.h>

#define PAUSE_S 4

/* One printer. What it said goes when another one has its name and address. */
typedef struct {
  FoPrinter printer;
  gboolean is_asking;
  gboolean is_known;
  FoPrinterState state;
} Watched;

struct FoPrinterWatch {
  void (*said) (gpointer data);
  gpointer data;
  GPtrArray *watched; /* Watched */
  GCancellable *cancel;
  guint timer;
  gboolean runs;
};

/* A question, which outlives the watch. */
typedef struct {
  FoPrinterWatch *watch; /* not when it was cancelled */
  FoPrinter printer;
  FoPrinterState state;
} Question;

static Watched *
find (FoPrinterWatch *watch, const FoPrinter *printer)
{
  for (guint i = 0; i < watch->watched->len; i++) {
    Watched *each = watch->watched->pdata[i];
    if (strcmp (each->printer.uri, printer->uri) == 0 && each->printer.language == printer->language)
      return each;
  }
  return NULL;
}

static void
ask (GTask *task, gpointer source, gpointer data, GCancellable *cancel)
{
  Question *question = data;

  (void) source;
  fo_printer_ask_state (&question->printer, cancel, &question->state);
  g_task_return_boolean (task, TRUE);
}

static void
answered (GObject *source, GAsyncResult *result, gpointer data)
{
  const Question *question = g_task_get_task_data (G_TASK (result));
  Watched *watched;

  (void) source, (void) data;
  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  watched = find (question->watch, &question->printer);
  if (!watched)
    return;
  watched->is_asking = FALSE;
  if (watched->is_known && memcmp (&watched->state, &question->state, sizeof watched->state) == 0)
    return;
  watched->is_known = TRUE;
  watched->state = question->state;
  question->watch->said (question->watch->data);
}

/* One that is away takes seconds to say so, and the others do not wait for it. */
static void
ask_one (FoPrinterWatch *watch, Watched *watched)
{
  g_autoptr (GTask) task = NULL;
  Question *question;

  if (watched->is_asking)
    return;
  watched->is_asking = TRUE;
  question = g_new0 (Question, 1);
  question->watch = watch;
  question->printer = watched->printer;
  task = g_task_new (NULL, watch->cancel, answered, NULL);
  g_task_set_task_data (task, question, g_free);
  g_task_run_in_thread (task, ask);
}

static gboolean
ask_all (gpointer data)
{
  FoPrinterWatch *watch = data;

  for (guint i = 0; i < watch->watched->len; i++)
    ask_one (watch, watch->watched->pdata[i]);
  return G_SOURCE_CONTINUE;
}

void
fo_printer_watch_set (FoPrinterWatch *watch, const GArray *printers)
{
  GPtrArray *watched = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; printers && i < printers->len; i++) {
    const FoPrinter *printer = &g_array_index (printers, FoPrinter, i);
    const Watched *known = find (watch, printer);
    Watched *each = known ? g_memdup2 (known, sizeof *known) : g_new0 (Watched, 1);

    each->printer = *printer;
    g_ptr_array_add (watched, each);
  }
  g_ptr_array_unref (watch->watched);
  watch->watched = watched;
  for (guint i = 0; watch->runs && i < watched->len; i++)
    if (!((Watched *) watched->pdata[i])->is_known)
      ask_one (watch, watched->pdata[i]);
}

void
fo_printer_watch_run (FoPrinterWatch *watch, gboolean runs)
{
  if (watch->runs == runs)
    return;
  watch->runs = runs;
  g_clear_handle_id (&watch->timer, g_source_remove);
  if (!runs)
    return;
  ask_all (watch);
  watch->timer = g_timeout_add_seconds (PAUSE_S, ask_all, watch);
}

const FoPrinterState *
fo_printer_watch_get (FoPrinterWatch *watch, const FoPrinter *printer)
{
  const Watched *watched = find (watch, printer);

  return watched && watched->is_known ? &watched->state : NULL;
}

FoPrinterWatch *
fo_printer_watch_new (void (*said) (gpointer data), gpointer data)
{
  FoPrinterWatch *watch = g_new0 (FoPrinterWatch, 1);

  watch->said = said;
  watch->data = data;
  watch->watched = g_ptr_array_new_with_free_func (g_free);
  watch->cancel = g_cancellable_new ();
  return watch;
}

void
fo_printer_watch_free (FoPrinterWatch *watch)
{
  fo_printer_watch_run (watch, FALSE);
  g_cancellable_cancel (watch->cancel);
  g_object_unref (watch->cancel);
  g_ptr_array_unref (watch->watched);
  g_free (watch);
}

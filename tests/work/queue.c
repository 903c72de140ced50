/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "queue.h"

#include "support/stores.h"

#include <glib/gstdio.h>
#include <string.h>

static void
changed (const FoPrintJob *job, gpointer data)
{
  Queue *q = data;
  FoPrintJob *copy = g_memdup2 (job, sizeof *job);

  copy->printer = g_strdup (job->printer);
  copy->template = g_strdup (job->template);
  copy->title = g_strdup (job->title);
  copy->text = g_strdup (job->text);
  g_hash_table_replace (q->jobs, &copy->job, copy);
}

static gint64
now_us (void)
{
  return G_GINT64_CONSTANT (1763769600000000);
}

static void
journal_free (gpointer journal)
{
  fo_journal_free (journal);
}

static void
open_queue (Queue *q)
{
  g_autoptr (GError) error = NULL;
  FoJournal *journal = fo_journal_open (q->journal_path, &error);
  const FoPrintQueueOptions options = { .printers_path = q->printers_path, .templates_folder = q->folder,
                                        .files_folder = q->folder, .now_us = now_us, .changed = changed, .data = q };
  FoPrintQueueOptions with = options;

  g_assert_no_error (error);
  q->journal = fo_worker_new ("journal", journal, journal_free);
  with.journal = q->journal;
  q->queue = fo_print_queue_new (&with);
  queue_until (q, !fo_print_queue_is_loading (q->queue));
}

static void
close_queue (Queue *q)
{
  g_clear_pointer (&q->queue, fo_print_queue_free);
  g_clear_pointer (&q->journal, fo_worker_free);
}

Queue *
queue_new (const char *folder)
{
  static guint queues;
  Queue *q = g_new0 (Queue, 1);
  static const char template[] = "[label]\nsize=30 20\n[text]\nbox=1 1 28 6\ntext={text}\nsize=3\n"
                                 "[matrix]\nbox=1 8 11 11\nsymbol=datamatrix\ndata={text}\nmodule=0.25 0.5\n";

  q->folder = folder ? g_strdup (folder) : g_strdup_printf ("%s/queue-%u", fo_test_folder_name (), ++queues);
  g_mkdir_with_parents (q->folder, 0700);
  q->journal_path = g_build_filename (q->folder, "journal.db", NULL);
  q->printers_path = g_build_filename (q->folder, "printers.conf", NULL);
  q->jobs = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, fo_print_job_free);
  g_autofree char *path = g_build_filename (q->folder, "test.label", NULL);
  g_assert_true (g_file_set_contents (path, template, -1, NULL));
  open_queue (q);
  return q;
}

void
queue_reopen (Queue *q)
{
  close_queue (q);
  g_hash_table_remove_all (q->jobs);
  open_queue (q);
}

void
queue_free (Queue *q)
{
  close_queue (q);
  g_hash_table_unref (q->jobs);
  g_free (q->folder);
  g_free (q->journal_path);
  g_free (q->printers_path);
  g_free (q->error);
  g_free (q);
}

void
queue_printer (Queue *q, const char *name, const char *uri, FoPrinterLanguage language)
{
  g_autoptr (GArray) printers = g_array_copy ((GArray *) fo_print_queue_printers (q->queue));
  g_autoptr (GError) error = NULL;
  FoPrinter printer;

  fo_printer_init (&printer, name, uri);
  printer.language = language;
  g_array_append_val (printers, printer);
  g_assert_true (fo_print_queue_set_printers (q->queue, printers, &error));
  g_assert_no_error (error);
}

static void
added (const FoPrintAdded *told, const GError *error, gpointer data)
{
  Queue *q = data;

  g_clear_pointer (&q->error, g_free);
  q->answered = true;
  q->last = told ? told->job : 0;
  q->verdict = told ? told->verdict : FO_OK;
  const FoArg *needed = told && told->args ? fo_args_get (told->args, "size") : NULL;
  g_strlcpy (q->needed, needed ? needed->text : "", sizeof q->needed);
  q->repeated = told && told->repeated;
  q->error = error ? g_strdup (error->message) : NULL;
}

static gint64
add (Queue *q, const char *printer, guint n, const char *origin, const FoLabelPaper *paper)
{
  g_autofree FoArgs *records = g_new0 (FoArgs, n);

  for (guint i = 0; i < n; i++) {
    g_autofree char *text = g_strdup_printf ("LABEL %u", i + 1);
    fo_args_set_text (&records[i], "text", text);
  }
  const FoPrintWish wish = { .printer = printer, .template = "test", .records = records, .n_records = n, .copies = 1,
                             .title = "test", .origin = origin, .paper = paper, .language = FO_LANGUAGE_RU };
  q->answered = false;
  fo_print_queue_add (q->queue, &wish, added, q);
  queue_until (q, q->answered);
  for (guint i = 0; i < n; i++)
    fo_args_clear (&records[i]);
  return q->last;
}

gint64
queue_add (Queue *q, const char *printer, guint n, const char *origin)
{
  return add (q, printer, n, origin, NULL);
}

gint64
queue_add_sheets (Queue *q, const char *printer, guint n, const char *paper)
{
  FoLabelPaper sheets;

  g_assert_true (fo_label_paper_parse (paper, &sheets));
  return add (q, printer, n, NULL, &sheets);
}

const FoPrintJob *
queue_job (Queue *q, gint64 job)
{
  const FoPrintJob *found = g_hash_table_lookup (q->jobs, &job);

  g_assert_nonnull (found);
  return found;
}

static gboolean
wake (gpointer data)
{
  (void) data;
  return G_SOURCE_CONTINUE;
}

void
queue_iterate (Queue *q, gint64 end_us, const char *what, int line)
{
  guint tick = g_timeout_add (20, wake, NULL);
  GHashTableIter iter;
  gpointer job;

  g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
  if (g_get_monotonic_time () < end_us)
    return;
  g_hash_table_iter_init (&iter, q->jobs);
  while (g_hash_table_iter_next (&iter, NULL, &job)) {
    const FoPrintJob *one = job;
    g_printerr ("job %" G_GINT64_FORMAT " %s stage %d reason \"%s\" printed %u begun %u of %u: %s\n", one->job,
                fo_print_state_name (one->state), one->stage, fo_print_reason_name (one->reason), one->printed, one->begun,
                one->labels, one->text);
  }
  g_error ("line %d: still not: %s", line, what);
}

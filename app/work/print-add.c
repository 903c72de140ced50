/* SPDX-License-Identifier: GPL-3.0-or-later
 * Into the queue, and out of its book. A wish goes main → labels' thread (composed) → main → journal's thread (written) → main. */
#include "firstout/label/record.h"
#include "print-queue.h"

#define TRIED_AT_EACH_END 20

/* ---- a job as people see it -------------------------------------------------------------------------------------------- */

FoPrintJob *
fo_print_job_of (const FoPrintRow *row, const Job *job)
{
  FoPrintJob *value = g_new0 (FoPrintJob, 1);
  bool live = job && job->send;

  *value = (FoPrintJob){ .job = row->job, .of = row->of, .copy = MAX (row->copy, 1), .state = row->state, .printer = g_strdup (row->printer),
                         .template = g_strdup (row->template), .title = g_strdup (row->title), .copies = row->copies,
                         .labels = row->labels, .begun = row->begun, .printed = row->printed, .confirmed = row->confirmed,
                         .stage = live ? job->live.stage : FO_PRINT_CONNECTING,
                         .reason = live ? job->live.reason : fo_print_reason_parse (row->reason),
                         .text = g_strdup (live ? job->live.text : row->text), .at_us = row->at_us,
                         .changed_us = row->changed_us };
  return value;
}

void
fo_print_job_free (gpointer data)
{
  FoPrintJob *job = data;

  g_free (job->printer);
  g_free (job->template);
  g_free (job->title);
  g_free (job->text);
  g_free (job);
}

/* ---- one that is asked for ----------------------------------------------------------------------------------------------- */

typedef struct {
  FoPrintQueue *queue;
  FoPrintRow *row;
  FoPrinter printer;
  FoLabelRefusal refusal;
  guint record;
  GBytes *png;
  bool is_new;
  gint64 repeats;     /* a reprint: of this job … */
  guint from, count;  /* … these labels */
  guint copy;         /* which printing of it this is */
  bool on_sheets;
  GError *error;
  FoPrintAddedFunc added;
  gpointer data;
} Adding;

static void
adding_free (gpointer data)
{
  Adding *adding = data;

  g_clear_pointer (&adding->row, fo_print_row_free);
  fo_label_refusal_clear (&adding->refusal);
  g_clear_pointer (&adding->png, g_bytes_unref);
  g_clear_error (&adding->error);
  g_free (adding);
}

static void
finish (Adding *adding)
{
  g_autofree char *title = adding->row ? fo_print_queue_run_title (adding->row) : NULL;
  bool is_file = g_str_has_prefix (adding->printer.uri, "file:");
  g_autofree char *path = title && is_file ? fo_print_file_path (&adding->printer, title) : NULL;
  FoPrintAdded told = { .job = adding->row ? adding->row->job : 0, .repeated = !adding->is_new,
                        .verdict = adding->refusal.verdict, .args = &adding->refusal.args, .record = adding->record,
                        .png = adding->png, .printer = adding->printer.name, .path = path };

  adding->queue->busy--;
  if (adding->error || adding->refusal.verdict != FO_OK)
    told.job = 0;
  if (adding->added)
    adding->added (adding->error ? NULL : &told, adding->error, adding->data);
  if (told.job && adding->is_new)
    fo_print_queue_take (adding->queue, g_steal_pointer (&adding->row));
  adding_free (adding);
}

/* ---- written down ---------------------------------------------------------------------------------------------------------- */

/* Every label says which copy it is. */
static void
mark_copy (FoPrintRow *row, guint copy)
{
  FoLabelPaper paper;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GPtrArray) records = fo_print_records_read (row->records, &rows, &paper);
  g_autofree FoArgs *marked = g_new0 (FoArgs, records->len);
  g_autofree char *text = NULL;

  for (guint i = 0; i < records->len; i++) {
    fo_args_copy (&marked[i], records->pdata[i]);
    fo_label_mark_copy (&marked[i], copy);
  }
  text = fo_print_records_write (marked, records->len, (const FoArgs *) (gconstpointer) rows->data, rows->len, &paper);
  for (guint i = 0; i < records->len; i++)
    fo_args_clear (&marked[i]);
  fo_print_row_set_text (&row->records, text);
  row->copy = copy;
}

/* Two that were asked for at once found the same number free: the second takes the next. */
static bool
number_copy (FoJournal *journal, FoPrintRow *row, GError **error)
{
  guint last = 1;

  if (!row->of)
    return true;
  if (!fo_journal_print_last_copy (journal, row->of, &last, error))
    return false;
  if (row->copy != last + 1)
    mark_copy (row, last + 1);
  return true;
}

static void
run_write (gpointer owned, gpointer data)
{
  Adding *adding = data;

  if (!number_copy (owned, adding->row, &adding->error)
      || !fo_journal_print_add (owned, adding->row, &adding->row->job, &adding->is_new, &adding->error))
    adding->row->job = 0;
}

static void
written (gpointer data)
{
  finish (data);
}

static void
write_down (Adding *adding)
{
  adding->row->at_us = adding->row->changed_us = adding->queue->options.now_us ();
  fo_worker_submit (adding->queue->options.journal, run_write, written, adding, NULL);
}

/* ---- composed ---------------------------------------------------------------------------------------------------------------- */

static bool
is_tried (guint record, guint n)
{
  return record < TRIED_AT_EACH_END || record + TRIED_AT_EACH_END >= n;
}

/* How many labels, or sheets, a list takes is known when it was composed. */
static void
try_list (Adding *adding, FoPrintMaker *maker)
{
  FoLabel *first = fo_print_maker_page (maker, 0, &adding->refusal);

  if (!first)
    return;
  adding->row->labels = fo_print_maker_count (maker);
  adding->png = fo_label_to_png (first);
}

static void
try_records (Adding *adding, const FoPrintMaker *maker)
{
  guint n = maker->records->len;

  for (guint i = 0; i < n && adding->refusal.verdict == FO_OK; i++) {
    g_autoptr (FoLabel) label = NULL;

    if (!is_tried (i, n))
      continue;
    label = fo_print_maker_compose (maker, i, &adding->refusal);
    adding->record = i;
    if (label && i == 0)
      adding->png = fo_label_to_png (label);
  }
}

static void
run_compose (gpointer owned, gpointer data)
{
  Adding *adding = data;
  FoPrintMaker maker = { 0 };

  (void) owned;
  if (fo_print_maker_init (&maker, adding->row, &adding->printer, adding->queue->templates_folder, &adding->error))
    maker.rows->len > 0 ? try_list (adding, &maker) : try_records (adding, &maker);
  fo_print_maker_clear (&maker);
}

static void
composed (gpointer data)
{
  Adding *adding = data;

  if (adding->error || adding->refusal.verdict != FO_OK)
    finish (adding);
  else
    write_down (adding);
}

static void
compose (Adding *adding)
{
  fo_worker_submit (adding->queue->labels, run_compose, composed, adding, NULL);
}

static gboolean
finish_later (gpointer adding)
{
  finish (adding);
  return G_SOURCE_REMOVE;
}

/* The answer comes after the call in any case. */
static void
give_up (Adding *adding)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, finish_later, adding, NULL);
  g_source_attach (source, adding->queue->home);
}

/* The printer that will do, into adding and its row; sheets go to one of pages by themselves. */
static bool
choose_printer (Adding *adding, const char *name)
{
  const FoPrinter *of_pages = adding->on_sheets && (!name || !*name) ? fo_printers_find_for_sheets (adding->queue->printers) : NULL;

  if (adding->on_sheets && (!name || !*name))
    name = of_pages ? of_pages->name : FO_PRINT_FILE;
  g_clear_error (&adding->error);
  if (!fo_print_queue_printer (adding->queue, name, &adding->printer)) {
    g_set_error (&adding->error, FO_PRINTER_ERROR, FO_PRINTER_ERROR_NONE, "there is no printer \"%s\" here", name);
    return false;
  }
  fo_print_row_set_text (&adding->row->printer, adding->printer.name);
  return true;
}

static Adding *
new_adding (FoPrintQueue *queue, FoPrintAddedFunc added, gpointer data)
{
  Adding *adding = g_new0 (Adding, 1);

  adding->queue = queue;
  adding->added = added;
  adding->data = data;
  queue->busy++;
  return adding;
}

void
fo_print_queue_add (FoPrintQueue *queue, const FoPrintWish *wish, FoPrintAddedFunc added, gpointer data)
{
  Adding *adding = new_adding (queue, added, data);
  g_autofree char *records = fo_print_records_write (wish->records, wish->n_records, wish->rows, wish->n_rows, wish->paper);
  guint labels = wish->copies * wish->n_records;

  g_assert (wish->n_rows == 0 || wish->n_records == 1);
  g_assert (wish->n_records >= 1 && wish->copies >= 1 && wish->copies <= FO_PRINT_LABELS_MAX / wish->n_records);
  const FoPrintRow row = { .template = wish->template, .language = fo_language_code (wish->language), .records = records,
                           .title = wish->title, .origin = wish->origin, .copies = wish->copies,
                           .labels = wish->paper ? fo_label_paper_pages (wish->paper, labels) : labels };
  adding->row = fo_print_row_copy (&row);
  adding->on_sheets = wish->paper != NULL;
  if (choose_printer (adding, wish->printer))
    compose (adding);
  else
    give_up (adding);
}

/* ---- reprints ---------------------------------------------------------------------------------------------------------------- */

/* Labels FROM … of the first job, each a record of its own unless all are wanted. */
static bool
cut_records (Adding *adding, const FoPrintRow *first)
{
  FoLabelPaper paper;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GPtrArray) records = fo_print_records_read (first->records, &rows, &paper);
  guint n = adding->count ? adding->count : records ? records->len : 0;
  g_autofree FoArgs *chosen = NULL;
  g_autofree char *text = NULL;

  if (!records || adding->from + adding->count > first->labels || ((rows->len > 0 || paper.columns) && adding->count))
    return false;
  adding->on_sheets = paper.columns > 0;
  chosen = g_new0 (FoArgs, n);
  for (guint i = 0; i < n; i++)
    fo_args_copy (&chosen[i], records->pdata[adding->count ? (adding->from + i) / MAX (first->copies, 1) : i]);
  text = fo_print_records_write (chosen, n, (const FoArgs *) (gconstpointer) rows->data, rows->len, &paper);
  for (guint i = 0; i < n; i++)
    fo_args_clear (&chosen[i]);
  fo_print_row_set_text (&adding->row->records, text);
  if (adding->count) {
    adding->row->copies = 1;
    adding->row->labels = adding->count;
  }
  return true;
}

static void
repeat_row (const FoPrintRow *first, gpointer data)
{
  Adding *adding = data;

  adding->row = fo_print_row_copy (first);
  adding->row->of = first->of ? first->of : first->job;
  adding->row->job = 0;
  adding->row->state = FO_PRINT_JOB_WAITING;
  adding->row->begun = adding->row->printed = 0;
  adding->row->confirmed = false;
  adding->row->remote = 0;
  fo_print_row_set_text (&adding->row->origin, NULL);
  fo_print_row_set_text (&adding->row->reason, "");
  fo_print_row_set_text (&adding->row->text, "");
  if (cut_records (adding, first))
    mark_copy (adding->row, adding->copy);
  else
    g_clear_pointer (&adding->row, fo_print_row_free);
}

static void
read_family (const FoPrintRow *row, gpointer data)
{
  *(gint64 *) data = row->of ? row->of : row->job;
}

static void
run_find (gpointer owned, gpointer data)
{
  Adding *adding = data;
  gint64 first = 0;
  guint last = 1;

  if (!fo_journal_print_find (owned, adding->repeats, read_family, &first, &adding->error)
      || (first && !fo_journal_print_last_copy (owned, first, &last, &adding->error)))
    return;
  adding->copy = last + 1;
  if (!fo_journal_print_find (owned, adding->repeats, repeat_row, adding, &adding->error))
    g_clear_pointer (&adding->row, fo_print_row_free);
}

static void
found (gpointer data)
{
  Adding *adding = data;

  if (!adding->row && !adding->error)
    adding->refusal.verdict = FO_CODE_UNKNOWN;
  if (adding->row && (choose_printer (adding, adding->row->printer) || choose_printer (adding, NULL)))
    compose (adding);
  else
    finish (adding);
}

void
fo_print_queue_reprint (
    FoPrintQueue *queue, gint64 job, guint from, guint count, FoPrintAddedFunc added, gpointer data)
{
  Adding *adding = new_adding (queue, added, data);

  adding->repeats = job;
  adding->from = from;
  adding->count = count;
  fo_worker_submit (queue->options.journal, run_find, found, adding, NULL);
}

/* ---- the book ------------------------------------------------------------------------------------------------------------------ */

typedef struct {
  FoPrintQueue *queue;
  guint n;
  GPtrArray *rows;
  GError *error;
  FoPrintListed listed;
  gpointer data;
} Listing;

static void
list_row (const FoPrintRow *row, gpointer data)
{
  g_ptr_array_add (((Listing *) data)->rows, fo_print_row_copy (row));
}

static void
run_list (gpointer owned, gpointer data)
{
  Listing *listing = data;

  if (!fo_journal_print_last (owned, listing->n, list_row, listing, &listing->error))
    g_debug ("%s", listing->error->message);
}

static void
list_read (gpointer data)
{
  Listing *listing = data;
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func (fo_print_job_free);

  listing->queue->busy--;
  for (guint i = 0; i < listing->rows->len; i++) {
    const FoPrintRow *row = listing->rows->pdata[i];
    const Job *job = fo_print_queue_find (listing->queue, row->job);
    g_ptr_array_add (jobs, fo_print_job_of (job ? job->row : row, job));
  }
  listing->listed (listing->error ? NULL : jobs, listing->error, listing->data);
}

static void
listing_free (gpointer data)
{
  Listing *listing = data;

  for (guint i = 0; i < listing->rows->len; i++)
    fo_print_row_free (listing->rows->pdata[i]);
  g_ptr_array_unref (listing->rows);
  g_clear_error (&listing->error);
  g_free (listing);
}

void
fo_print_queue_list (FoPrintQueue *queue, guint n, FoPrintListed listed, gpointer data)
{
  Listing *listing = g_new0 (Listing, 1);

  *listing = (Listing){ .queue = queue, .n = n, .rows = g_ptr_array_new (), .listed = listed, .data = data };
  queue->busy++;
  fo_worker_submit (queue->options.journal, run_list, list_read, listing, listing_free);
}

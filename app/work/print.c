/* SPDX-License-Identifier: GPL-3.0-or-later
 * The queue: which job goes to which printer now, and what its end means. All on the queue's thread but what is said otherwise. */
#include "print-queue.h"

#define PAUSE_FIRST_MS 2000
#define PAUSE_MOST_MS 30000
#define LEAVE_MS 8000

/* ---- jobs ---------------------------------------------------------------------------------------------------------- */

void
fo_print_job_end_timer (Job *job)
{
  if (job->retry)
    g_source_destroy (job->retry);
  g_clear_pointer (&job->retry, g_source_unref);
}

static void
end_send (Job *job)
{
  g_clear_pointer (&job->send, fo_print_free);
  fo_print_maker_clear (&job->maker);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  fo_print_job_end_timer (job);
  end_send (job);
  g_free (job->moving);
  fo_print_row_free (job->row);
  g_free (job);
}

Job *
fo_print_queue_find (FoPrintQueue *queue, gint64 number)
{
  for (guint i = 0; i < queue->open->len; i++) {
    Job *job = g_ptr_array_index (queue->open, i);
    if (job->row->job == number)
      return job;
  }
  return NULL;
}

static void
tell (Job *job)
{
  FoPrintQueue *queue = job->queue;
  FoPrintJob *value;

  if (!queue->options.changed)
    return;
  value = fo_print_job_of (job->row, job);
  queue->options.changed (value, queue->options.data);
  fo_print_job_free (value);
}

/* ---- what is noted in the journal ------------------------------------------------------------------------------------ */

static void
run_note (gpointer owned, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!fo_journal_print_note (owned, data, &error))
    g_warning ("print queue: %s", error->message);
}

static void
row_destroy (gpointer row)
{
  fo_print_row_free (row);
}

static void
note (Job *job)
{
  job->row->changed_us = job->queue->options.now_us ();
  fo_worker_submit (job->queue->options.journal, run_note, NULL, fo_print_row_copy (job->row), row_destroy);
}

void
fo_print_job_set_state (Job *job, FoPrintState state, FoPrintReason reason, const char *text)
{
  FoPrintQueue *queue = job->queue;

  job->row->state = state;
  fo_print_row_set_text (&job->row->reason, fo_print_reason_name (reason));
  fo_print_row_set_text (&job->row->text, text ? text : "");
  note (job);
  tell (job);
  if (state == FO_PRINT_JOB_PRINTED || state == FO_PRINT_JOB_CANCELLED)
    g_ptr_array_remove (queue->open, job);
}

/* Nothing of what was begun and is not printed was printed. */
void
fo_print_job_take_back (Job *job)
{
  job->row->begun = job->row->printed;
  job->row->remote = 0;
}

/* ---- a run: what its thread asks for --------------------------------------------------------------------------------- */

/* On the printing thread. */
static GBytes *
make (guint from, guint count, gpointer user, GError **error)
{
  Job *job = user;

  return fo_print_maker_make (&job->maker, from, count, error);
}

typedef struct {
  FoPrintRow row; /* its texts are the job's, which stand still while it is sent */
  GMutex mutex;
  GCond cond;
  bool over, written;
} Mark;

/* On the journal's thread. */
static void
run_mark (gpointer owned, gpointer data)
{
  Mark *mark = data;
  g_autoptr (GError) error = NULL;
  bool written = fo_journal_print_note (owned, &mark->row, &error);

  if (!written)
    g_warning ("print queue: %s", error->message);
  g_mutex_lock (&mark->mutex);
  mark->written = written;
  mark->over = true;
  g_cond_signal (&mark->cond);
  g_mutex_unlock (&mark->mutex);
}

/* On the printing thread: waits until it is on the disk. */
static bool
mark_durably (const FoPrintMark *told, gpointer user)
{
  Job *job = user;
  Mark mark = { .row = job->marking };

  mark.row.state = FO_PRINT_JOB_SENDING;
  mark.row.begun = told->begun;
  mark.row.printed = told->printed;
  mark.row.confirmed = told->confirmed;
  mark.row.remote = told->remote;
  mark.row.changed_us = job->queue->options.now_us ();
  g_mutex_init (&mark.mutex);
  g_cond_init (&mark.cond);
  fo_worker_submit (job->queue->options.journal, run_mark, NULL, &mark, NULL);
  g_mutex_lock (&mark.mutex);
  while (!mark.over)
    g_cond_wait (&mark.cond, &mark.mutex);
  g_mutex_unlock (&mark.mutex);
  g_mutex_clear (&mark.mutex);
  g_cond_clear (&mark.cond);
  if (mark.written)
    job->remote = told->remote;
  return mark.written;
}

/* ---- the end of a run ------------------------------------------------------------------------------------------------ */

static gboolean
try_again (gpointer data)
{
  Job *job = data;

  fo_print_job_end_timer (job);
  fo_print_queue_pump (job->queue);
  return G_SOURCE_REMOVE;
}

static void
pause_job (Job *job)
{
  job->pause_ms = CLAMP (job->pause_ms * 2, PAUSE_FIRST_MS, PAUSE_MOST_MS);
  job->retry = g_timeout_source_new (job->pause_ms);
  g_source_set_callback (job->retry, try_again, job, NULL);
  g_source_attach (job->retry, job->queue->home);
}

static void
not_printed (Job *job, const FoPrintProgress *end)
{
  fo_print_job_take_back (job);
  if (job->cancelling)
    fo_print_job_set_state (job, FO_PRINT_JOB_CANCELLED, FO_PRINT_CANCELLED, "");
  else if (job->moving) {
    job->pause_ms = 0;
    fo_print_row_set_text (&job->row->printer, job->moving);
    fo_print_job_set_state (job, FO_PRINT_JOB_WAITING, FO_PRINT_FINE, "");
  } else if (fo_print_reason_passes (end->reason)) {
    if (!job->queue->leaving)
      pause_job (job);
    fo_print_job_set_state (job, FO_PRINT_JOB_WAITING, end->reason, end->text);
  } else
    fo_print_job_set_state (job, FO_PRINT_JOB_FAILED, end->reason, end->text);
}

static void
in_doubt (Job *job, const FoPrintProgress *end)
{
  if (job->row->remote && end->reason == FO_PRINT_STOPPED)
    fo_print_job_set_state (job, FO_PRINT_JOB_SENDING, end->reason, end->text); /* its number is known: the next start asks */
  else
    fo_print_job_set_state (job, FO_PRINT_JOB_UNCERTAIN, end->reason, end->text);
}

/* It has gone where it was to go, or cannot any more. It may be over, too. */
static void
stay (FoPrintQueue *queue, gint64 number)
{
  Job *job = fo_print_queue_find (queue, number);

  if (job)
    g_clear_pointer (&job->moving, g_free);
}

static void
on_progress (const FoPrintProgress *progress, gpointer user)
{
  Job *job = user;
  FoPrintQueue *queue = job->queue;
  const FoPrintProgress now = *progress;
  gint64 number = job->row->job;

  job->live = now;
  if (now.begun > job->row->begun || now.printed > job->row->printed) {
    job->row->state = FO_PRINT_JOB_SENDING;
    job->pause_ms = 0;
  }
  job->row->begun = MAX (now.begun, now.printed);
  job->row->printed = now.printed;
  job->row->confirmed = now.confirmed;
  if (now.stage < FO_PRINT_PRINTED) {
    tell (job);
    return;
  }
  end_send (job);
  job->row->remote = job->remote;
  if (now.stage == FO_PRINT_PRINTED)
    fo_print_job_set_state (job, FO_PRINT_JOB_PRINTED, FO_PRINT_FINE, "");
  else if (now.stage == FO_PRINT_FAILED)
    not_printed (job, &now);
  else
    in_doubt (job, &now);
  if (now.stage != FO_PRINT_PRINTED)
    stay (queue, number);
  fo_print_queue_pump (queue);
}

/* ---- whose turn it is ------------------------------------------------------------------------------------------------ */

bool
fo_print_queue_printer (const FoPrintQueue *queue, const char *name, FoPrinter *ret_printer)
{
  const FoPrinter *found = g_strcmp0 (name, FO_PRINT_FILE) == 0 ? NULL : fo_printers_find (queue->printers, name);

  if (found) {
    *ret_printer = *found;
    return true;
  }
  if (name && *name && !g_str_equal (name, FO_PRINT_FILE))
    return false;
  g_autofree char *uri = g_strconcat ("file:", queue->files_folder, NULL);
  fo_printer_init (ret_printer, FO_PRINT_FILE, uri);
  return true;
}

char *
fo_print_queue_run_title (const FoPrintRow *row)
{
  return g_strdup_printf ("%s-%" G_GINT64_FORMAT, row->title, row->job);
}

static void
start (Job *job)
{
  FoPrintQueue *queue = job->queue;
  g_autofree char *title = fo_print_queue_run_title (job->row);
  g_autoptr (GError) error = NULL;
  FoPrinter printer;

  if (!fo_print_queue_printer (queue, job->row->printer, &printer)) {
    fo_print_job_set_state (job, FO_PRINT_JOB_FAILED, FO_PRINT_OFFLINE, job->row->printer);
    return;
  }
  if (!fo_print_maker_init (&job->maker, job->row, &printer, queue->templates_folder, &error)) {
    fo_print_maker_clear (&job->maker);
    fo_print_job_set_state (job, FO_PRINT_JOB_FAILED, FO_PRINT_NOT_MADE, error->message);
    return;
  }
  fo_print_row_set_text (&job->row->reason, "");
  fo_print_row_set_text (&job->row->text, "");
  job->remote = job->row->remote;
  job->marking = *job->row;
  job->live = (FoPrintProgress){ .begun = job->row->begun, .printed = job->row->printed };
  const FoPrintRun run = { .printer = printer, .title = title, .first = job->row->printed, .n = job->row->labels,
                           .remote = job->row->remote, .make = make, .mark = mark_durably, .progress = on_progress,
                           .user = job };
  job->send = fo_print_start (&run);
}

/* Is a job before this one at the same printer, or waiting for it? */
static bool
must_wait (const FoPrintQueue *queue, const Job *job)
{
  for (guint i = 0; i < queue->open->len; i++) {
    const Job *other = g_ptr_array_index (queue->open, i);
    bool before = other->row->job < job->row->job && other->row->state == FO_PRINT_JOB_WAITING;

    if (other != job && g_str_equal (other->row->printer, job->row->printer) && (other->send || before))
      return true;
  }
  return false;
}

/* A job that ends at once leaves the list while we walk it: from the beginning again. */
void
fo_print_queue_pump (FoPrintQueue *queue)
{
  for (guint i = 0; i < queue->open->len && !queue->leaving && !queue->options.only_looks; i++) {
    Job *job = g_ptr_array_index (queue->open, i);
    bool waits = job->row->state == FO_PRINT_JOB_WAITING || (job->row->state == FO_PRINT_JOB_SENDING && job->row->remote);

    if (waits && !job->send && !job->retry && !must_wait (queue, job)) {
      start (job);
      i = (guint) -1;
    }
  }
}

void
fo_print_queue_take (FoPrintQueue *queue, FoPrintRow *row)
{
  Job *job = g_new0 (Job, 1);

  job->queue = queue;
  job->row = row;
  g_ptr_array_add (queue->open, job);
  tell (job);
  fo_print_queue_pump (queue);
}

/* ---- after a start --------------------------------------------------------------------------------------------------- */

/* What a job that was being sent when the program died is now. */
static void
take_up (Job *job)
{
  FoPrinter printer;
  bool known = fo_print_queue_printer (job->queue, job->row->printer, &printer);

  if (job->row->state != FO_PRINT_JOB_SENDING)
    return;
  if (job->row->printed == job->row->labels)
    fo_print_job_set_state (job, FO_PRINT_JOB_PRINTED, FO_PRINT_FINE, "");
  else if (known && g_str_has_prefix (printer.uri, "file:")) {
    job->row->printed = 0; /* the same file again */
    fo_print_job_take_back (job);
    fo_print_job_set_state (job, FO_PRINT_JOB_WAITING, FO_PRINT_FINE, "");
  } else if (job->row->begun == job->row->printed) {
    fo_print_job_take_back (job);
    fo_print_job_set_state (job, FO_PRINT_JOB_WAITING, FO_PRINT_FINE, "");
  } else if (!job->row->remote)
    fo_print_job_set_state (job, FO_PRINT_JOB_UNCERTAIN, FO_PRINT_STOPPED, "");
}

typedef struct {
  FoPrintQueue *queue;
  GPtrArray *rows; /* FoPrintRow */
  GError *error;
} Loading;

static void
keep_row (const FoPrintRow *row, gpointer data)
{
  g_ptr_array_add (((Loading *) data)->rows, fo_print_row_copy (row));
}

static void
run_load (gpointer owned, gpointer data)
{
  Loading *loading = data;

  if (!fo_journal_print_open_jobs (owned, keep_row, loading, &loading->error))
    g_warning ("print queue: %s", loading->error->message);
}

static void
loaded (gpointer data)
{
  Loading *loading = data;
  FoPrintQueue *queue = loading->queue;
  g_autoptr (GPtrArray) jobs = g_ptr_array_new ();

  queue->loaded = true;
  queue->busy--;
  for (guint i = 0; i < loading->rows->len; i++) {
    Job *job = g_new0 (Job, 1);
    job->queue = queue;
    job->row = fo_print_row_copy (loading->rows->pdata[i]);
    if (fo_print_queue_find (queue, job->row->job)) {
      job_free (job);
      continue;
    }
    g_ptr_array_insert (queue->open, (gint) jobs->len, job);
    g_ptr_array_add (jobs, job);
  }
  for (guint i = 0; i < jobs->len; i++)
    take_up (jobs->pdata[i]);
  for (guint i = 0; i < queue->open->len; i++)
    tell (queue->open->pdata[i]);
  fo_print_queue_pump (queue);
}

static void
loading_free (gpointer data)
{
  Loading *loading = data;

  g_ptr_array_unref (loading->rows);
  g_clear_error (&loading->error);
  g_free (loading);
}

/* ---- life ---------------------------------------------------------------------------------------------------------------- */

guint
fo_print_queue_count_open (FoPrintQueue *queue)
{
  return queue->open->len;
}

bool
fo_print_queue_is_loading (FoPrintQueue *queue)
{
  return !queue->loaded;
}

bool
fo_print_queue_is_idle (FoPrintQueue *queue)
{
  for (guint i = 0; i < queue->open->len; i++) {
    const Job *job = g_ptr_array_index (queue->open, i);
    if (job->send || job->retry || job->row->state <= FO_PRINT_JOB_SENDING)
      return false;
  }
  return queue->loaded && queue->busy == 0;
}

const GArray *
fo_print_queue_printers (FoPrintQueue *queue)
{
  return queue->printers;
}

bool
fo_print_queue_set_printers (FoPrintQueue *queue, const GArray *printers, GError **error)
{
  if (!fo_printers_write (queue->printers_path, printers, error))
    return false;
  g_array_unref (queue->printers);
  queue->printers = g_array_copy ((GArray *) printers);
  for (guint i = 0; i < queue->open->len; i++)
    fo_print_job_end_timer (queue->open->pdata[i]);
  fo_print_queue_pump (queue);
  return true;
}

FoPrintQueue *
fo_print_queue_new (const FoPrintQueueOptions *options)
{
  FoPrintQueue *queue = g_new0 (FoPrintQueue, 1);
  Loading *loading = g_new0 (Loading, 1);
  g_autoptr (GError) error = NULL;

  queue->options = *options;
  queue->templates_folder = g_strdup (options->templates_folder);
  queue->files_folder = g_canonicalize_filename (options->files_folder, NULL);
  queue->printers_path = options->printers_path ? g_strdup (options->printers_path) : fo_printers_default_path ();
  queue->printers = fo_printers_read (queue->printers_path, &error);
  if (!queue->printers) {
    g_warning ("%s", error->message);
    queue->printers = g_array_new (FALSE, TRUE, sizeof (FoPrinter));
  }
  queue->home = g_main_context_ref_thread_default ();
  queue->open = g_ptr_array_new_with_free_func (job_free);
  queue->labels = fo_worker_new ("labels", NULL, NULL);
  loading->queue = queue;
  loading->rows = g_ptr_array_new_with_free_func (row_destroy);
  queue->busy++;
  fo_worker_submit (options->journal, run_load, loaded, loading, loading_free);
  return queue;
}

static bool
is_sending (const FoPrintQueue *queue)
{
  for (guint i = 0; i < queue->open->len; i++)
    if (((const Job *) g_ptr_array_index (queue->open, i))->send)
      return true;
  return queue->busy > 0;
}

static gboolean
time_is_up (gpointer data)
{
  *(bool *) data = true;
  return G_SOURCE_CONTINUE;
}

void
fo_print_queue_free (FoPrintQueue *queue)
{
  g_autoptr (GSource) limit = g_timeout_source_new (LEAVE_MS);
  bool late = false;

  if (!queue)
    return;
  queue->leaving = true;
  for (guint i = 0; i < queue->open->len; i++) {
    Job *job = g_ptr_array_index (queue->open, i);
    if (job->send)
      fo_print_stop (job->send);
  }
  g_source_set_callback (limit, time_is_up, &late, NULL);
  g_source_attach (limit, queue->home);
  while ((is_sending (queue) && !late) || queue->busy)
    g_main_context_iteration (queue->home, TRUE);
  g_source_destroy (limit);
  fo_worker_free (queue->labels);
  g_ptr_array_unref (queue->open);
  g_array_unref (queue->printers);
  g_main_context_unref (queue->home);
  g_free (queue->templates_folder);
  g_free (queue->files_folder);
  g_free (queue->printers_path);
  g_free (queue);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * print: the print queue of a station, as long as no window has its journal. */
#include "ctl-label.h"
#include "ctl-print.h"

#define WAIT_S 60
#define LISTED 100

typedef struct {
  FoPrintQueue *queue;
  GHashTable *jobs; /* gint64 → FoPrintJob as last told */
  bool late, answered;
  CtlEnd end;
} Session;

static void
print_job (const FoPrintJob *job)
{
  json_object *line = json_object_new_object ();

  json_object_object_add (line, "job", json_object_new_int64 (job->job));
  if (job->of) {
    json_object_object_add (line, "of", json_object_new_int64 (job->of));
    json_object_object_add (line, "copy", json_object_new_int64 (job->copy));
  }
  json_object_object_add (line, "state", json_object_new_string (fo_print_state_name (job->state)));
  json_object_object_add (line, "printer", json_object_new_string (job->printer));
  json_object_object_add (line, "title", json_object_new_string (job->title));
  json_object_object_add (line, "labels", json_object_new_int64 (job->labels));
  json_object_object_add (line, "printed", json_object_new_int64 (job->printed));
  json_object_object_add (line, "begun", json_object_new_int64 (job->begun));
  json_object_object_add (line, "confirmed", json_object_new_boolean (job->confirmed));
  json_object_object_add (line, "reason", json_object_new_string (fo_print_reason_name (job->reason)));
  json_object_object_add (line, "text", json_object_new_string (job->text));
  ctl_print (line);
}

/* ---- the session -------------------------------------------------------------------------------------------------- */

static void
changed (const FoPrintJob *job, gpointer data)
{
  Session *session = data;
  FoPrintJob *copy = g_memdup2 (job, sizeof *job);

  copy->printer = g_strdup (job->printer);
  copy->template = g_strdup (job->template);
  copy->title = g_strdup (job->title);
  copy->text = g_strdup (job->text);
  g_hash_table_replace (session->jobs, &copy->job, copy);
}

static gint64
now_us (void)
{
  return g_get_real_time ();
}

static gboolean
be_late (gpointer data)
{
  ((Session *) data)->late = true;
  return G_SOURCE_REMOVE;
}

static void
wait_for (Session *session, bool only_answer)
{
  while (!session->late && (only_answer ? !session->answered : !fo_print_queue_is_idle (session->queue)))
    g_main_context_iteration (NULL, TRUE);
}

static void
journal_free (gpointer journal)
{
  fo_journal_free (journal);
}

static FoWorker *
open_journal (const Ctl *ctl)
{
  const char *station = ctl_option (ctl, "--station"), *path = ctl_option (ctl, "--journal");
  g_autoptr (GError) error = NULL;
  g_autofree char *usual = ctl->store_uri ? fo_journal_default_path (ctl->store_uri, station ? station : "ctl") : NULL;
  FoJournal *journal;

  if (!path && !usual) {
    ctl_fail ("which station? give --journal PATH, or --store URI and --station N");
    return NULL;
  }
  journal = fo_journal_open (path ? path : usual, &error);
  if (!journal)
    ctl_fail_error (error);
  return journal ? fo_worker_new ("journal", journal, journal_free) : NULL;
}

/* ---- what is asked ------------------------------------------------------------------------------------------------- */

static void
added (const FoPrintAdded *told, const GError *error, gpointer data)
{
  Session *session = data;
  g_auto (FoReply) reply = { 0 };

  session->answered = true;
  if (error)
    session->end = ctl_fail_error (error);
  else if (told->verdict != FO_OK) {
    reply.verdict = told->verdict;
    fo_args_copy (&reply.args, told->args);
    session->end = ctl_print_reply (&reply);
  }
}

/* One job: RECORDS, or one of them with rows. */
static CtlEnd
add_job (const CtlLabels *run, Session *session, const FoArgs *records, guint n, const CtlQueued *how)
{
  const char *template = fo_label_template_name (run->template);
  const FoPrintWish wish = { .printer = ctl_option (run->ctl, "--printer"), .template = template, .language = run->ctl->language,
                             .records = records, .n_records = n,
                             .rows = how->rows ? (const FoArgs *) (gconstpointer) how->rows->data : NULL,
                             .n_rows = how->rows ? how->rows->len : 0, .copies = how->copies,
                             .paper = run->on_paper ? &run->paper : NULL,
                             .title = run->title ? run->title : template };

  session->answered = false;
  fo_print_queue_add (session->queue, &wish, added, session);
  wait_for (session, true);
  return session->end;
}

/* Labels without rows that want as many copies go together. */
static CtlEnd
add_jobs (const CtlLabels *run, Session *session)
{
  const CtlQueued *queued = (const CtlQueued *) (gconstpointer) run->queued->data;
  g_autofree FoArgs *records = g_new0 (FoArgs, run->queued->len);
  CtlEnd end = CTL_DONE;

  for (guint i = 0, n; i < run->queued->len && end == CTL_DONE; i += n) {
    for (n = 0; i + n < run->queued->len; n++) {
      const CtlQueued *one = &queued[i + n];
      if (n > 0 && (one->rows || queued[i].rows || one->copies != queued[i].copies))
        break;
      if ((n + 1) * one->copies > FO_PRINT_LABELS_MAX)
        break;
      records[n] = one->fields; /* the texts stay queued's */
    }
    end = add_job (run, session, records, n, &queued[i]);
  }
  return end;
}

/* RECORDS, each once, as a job. */
static CtlEnd
flush (const CtlLabels *run, Session *session, GArray *records)
{
  const CtlQueued once = { .copies = 1 };
  CtlEnd end = records->len ? add_job (run, session, (const FoArgs *) (gconstpointer) records->data, records->len, &once) : CTL_DONE;

  g_array_set_size (records, 0);
  return end;
}

/* On sheets all that have no rows go together, however many copies of each: no sticker is left free between them. */
static CtlEnd
add_sheets (const CtlLabels *run, Session *session)
{
  g_autoptr (GArray) records = g_array_new (FALSE, FALSE, sizeof (FoArgs)); /* the texts stay queued's */
  CtlEnd end = CTL_DONE;

  for (guint i = 0; i < run->queued->len && end == CTL_DONE; i++) {
    const CtlQueued *one = &g_array_index (run->queued, CtlQueued, i);

    if (one->rows || records->len + one->copies > FO_PRINT_LABELS_MAX)
      end = flush (run, session, records);
    for (guint c = 0; c < one->copies && !one->rows; c++)
      g_array_append_val (records, one->fields);
    if (one->rows && end == CTL_DONE)
      end = add_job (run, session, &one->fields, 1, one);
  }
  return end == CTL_DONE ? flush (run, session, records) : end;
}

static CtlEnd
add_labels (const Ctl *ctl, Session *session)
{
  CtlLabels run;
  CtlEnd end = ctl_labels_for_queue (ctl, &run);

  if (end == CTL_DONE)
    end = run.on_paper ? add_sheets (&run, session) : add_jobs (&run, session);
  ctl_labels_clear (&run);
  return end;
}

static bool
do_retry (const Ctl *ctl, FoPrintQueue *queue, gint64 job)
{
  (void) ctl;
  return fo_print_queue_retry (queue, job);
}

static bool
do_cancel (const Ctl *ctl, FoPrintQueue *queue, gint64 job)
{
  (void) ctl;
  return fo_print_queue_cancel (queue, job);
}

static bool
do_yes (const Ctl *ctl, FoPrintQueue *queue, gint64 job)
{
  (void) ctl;
  return fo_print_queue_answer (queue, job, true);
}

static bool
do_no (const Ctl *ctl, FoPrintQueue *queue, gint64 job)
{
  (void) ctl;
  return fo_print_queue_answer (queue, job, false);
}

static bool
do_move (const Ctl *ctl, FoPrintQueue *queue, gint64 job)
{
  return fo_print_queue_move (queue, job, ctl_option (ctl, "--printer"));
}

static const struct {
  const char *option;
  bool (*act) (const Ctl *ctl, FoPrintQueue *queue, gint64 job); /* NULL: reprint */
} acts[] = {
  { "--retry", do_retry }, { "--cancel", do_cancel }, { "--yes", do_yes },
  { "--no", do_no },       { "--move", do_move },     { "--reprint", NULL },
};

static CtlEnd
act_on_job (const Ctl *ctl, Session *session, gsize act)
{
  const char *text = ctl_option (ctl, acts[act].option);
  gint64 job;

  if (!g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &job, NULL))
    return ctl_fail ("%s %s: not the number of a job", acts[act].option, text);
  if (acts[act].act)
    return acts[act].act (ctl, session->queue, job) ? CTL_DONE
                                                    : ctl_fail ("job %s: there is none, or not in a state for that", text);
  fo_print_queue_reprint (session->queue, job, 0, 0, added, session);
  wait_for (session, true);
  return session->end;
}

/* What the queue had taken up from the journal is there after one round. */
static void
load (Session *session)
{
  while (!session->late && fo_print_queue_is_loading (session->queue))
    g_main_context_iteration (NULL, TRUE);
}

/* ---- the end -------------------------------------------------------------------------------------------------------- */

static CtlEnd
tell_jobs (const Session *session)
{
  g_autoptr (GList) numbers = g_hash_table_get_values (session->jobs);
  CtlEnd end = CTL_DONE;

  for (GList *at = numbers; at; at = at->next) {
    const FoPrintJob *job = at->data;
    print_job (job);
    if (job->state != FO_PRINT_JOB_PRINTED && job->state != FO_PRINT_JOB_CANCELLED)
      end = CTL_REFUSED;
  }
  return end;
}

static void
listed (const GPtrArray *jobs, const GError *error, gpointer data)
{
  Session *session = data;

  session->answered = true;
  if (error)
    session->end = ctl_fail_error (error);
  for (guint i = 0; jobs && i < jobs->len; i++)
    print_job (jobs->pdata[i]);
}

static CtlEnd
run (const Ctl *ctl, Session *session)
{
  CtlEnd end = CTL_FAILED;
  gsize act = 0;

  load (session);
  if (ctl_option (ctl, "--queue")) {
    fo_print_queue_list (session->queue, LISTED, listed, session);
    wait_for (session, true);
    return session->end;
  }
  while (act < G_N_ELEMENTS (acts) && !ctl_option (ctl, acts[act].option))
    act++;
  if (act < G_N_ELEMENTS (acts))
    end = act_on_job (ctl, session, act);
  else if (ctl_option (ctl, "--resume"))
    end = CTL_DONE;
  else
    end = add_labels (ctl, session);
  wait_for (session, false);
  return end == CTL_DONE ? tell_jobs (session) : end;
}

CtlEnd
ctl_print_labels (const Ctl *ctl)
{
  const char *wait = ctl_option (ctl, "--wait");
  g_autofree char *data_dir = ctl_data_dir (), *printers = ctl_printers_path (ctl),
                  *templates = g_build_filename (data_dir ? data_dir : "", "labels", NULL),
                  *files = g_build_filename (g_get_user_state_dir (), "firstout", "labels", NULL);
  g_autoptr (GHashTable) jobs = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, fo_print_job_free);
  g_autoptr (FoWorker) journal = NULL;
  Session session = { .jobs = jobs };
  guint64 wait_s = WAIT_S;
  CtlEnd end;

  if (wait && !g_ascii_string_to_unsigned (wait, 10, 0, 86400, &wait_s, NULL))
    return ctl_fail ("--wait %s: seconds", wait);
  journal = open_journal (ctl);
  if (!journal)
    return CTL_FAILED;
  const FoPrintQueueOptions options = { .journal = journal, .printers_path = printers, .templates_folder = templates,
                                        .files_folder = files,
                                        .only_looks = ctl_option (ctl, "--queue") != NULL, .now_us = now_us, .changed = changed, .data = &session };
  session.queue = fo_print_queue_new (&options);
  g_timeout_add ((guint) wait_s * 1000, be_late, &session);
  end = run (ctl, &session);
  fo_print_queue_free (session.queue);
  return end;
}

/* ---- printers test ---------------------------------------------------------------------------------------------------- */

typedef struct {
  FoPrinter printer;
  FoLabel *label;
  bool over;
  FoPrintProgress last;
} Test;

static GBytes *
make_test (guint from, guint count, gpointer user, GError **error)
{
  Test *test = user;

  (void) from, (void) count, (void) error;
  return fo_print_bytes_of (test->label, &test->printer);
}

static bool
mark_test (const FoPrintMark *mark, gpointer user)
{
  (void) mark, (void) user;
  return true;
}

static void
test_progress (const FoPrintProgress *progress, gpointer user)
{
  static const char *const stages[] = { "connecting", "sending", "waiting", "printed", "failed", "unknown" };
  Test *test = user;
  json_object *line = json_object_new_object ();

  test->last = *progress;
  test->over = progress->stage >= FO_PRINT_PRINTED;
  json_object_object_add (line, "stage", json_object_new_string (stages[progress->stage]));
  json_object_object_add (line, "reason", json_object_new_string (fo_print_reason_name (progress->reason)));
  json_object_object_add (line, "confirmed", json_object_new_boolean (progress->confirmed));
  json_object_object_add (line, "text", json_object_new_string (progress->text));
  ctl_print (line);
}

/* Small enough for every paper, and says which printer it came from. */
static FoLabel *
draw_test (const FoPrinter *printer, GError **error)
{
  g_autoptr (FoLabelTemplate) template = fo_label_template_parse (
      "test",
      "[label]\nsize=30 20\n[name]\nbox=1 1 28 6\ntext={text}\nsize=3\nsize-min=1.2\nbreak=true\nlines=2\n"
      "[matrix]\nbox=1 8 11 11\nsymbol=datamatrix\ndata={text}\nmodule=0.25 0.5\nspare=true\n"
      "[dpi]\nbox=13 9 16 4\ntext={count} dpi\nsize=3\nsize-min=2\n",
      error);
  g_auto (FoArgs) fields = { 0 };
  g_auto (FoLabelRefusal) refusal = { 0 };
  FoLabel *label = NULL;

  if (!template)
    return NULL;
  fo_args_set_text (&fields, "text", printer->name);
  fo_args_set_count (&fields, "count", printer->dpi);
  if (fo_label_compose (template, FO_LANGUAGE_EN, &fields, printer->dpi, &label, &refusal) != FO_OK)
    g_set_error (error, FO_PRINTER_ERROR, FO_PRINTER_ERROR_BAD, "the test label cannot be drawn: %s",
                 fo_verdict_name (refusal.verdict));
  return label;
}

static gboolean
end_test (gpointer send)
{
  fo_print_withdraw (send);
  return G_SOURCE_REMOVE;
}

CtlEnd
ctl_print_test (const Ctl *ctl, const char *name)
{
  g_autofree char *path = ctl_printers_path (ctl);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) printers = fo_printers_read (path, &error);
  const FoPrinter *printer = printers ? fo_printers_find (printers, name) : NULL;
  FoPrintSend *send;
  Test test = { 0 };
  guint limit;

  if (error)
    return ctl_fail_error (error);
  if (!printer)
    return ctl_fail ("there is no printer \"%s\" here", name);
  test.printer = *printer;
  test.label = draw_test (printer, &error);
  if (!test.label)
    return ctl_fail_error (error);
  const FoPrintRun run = { .printer = *printer, .title = "Firstout", .n = 1, .make = make_test, .mark = mark_test,
                           .progress = test_progress, .user = &test };
  send = fo_print_start (&run);
  limit = g_timeout_add_seconds (WAIT_S, end_test, send);
  while (!test.over)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
  fo_print_free (send);
  fo_label_free (test.label);
  return test.last.stage == FO_PRINT_PRINTED ? CTL_DONE : CTL_REFUSED;
}

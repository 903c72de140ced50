/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "station.h"

#include "common/speech.h"
#include "firstout/store/shadow.h"
#include "firstout/store/store.h"
#include "firstout/work/goods.h"
#include "morning.h"
#include "opening.h"
#include "print-job.h"
#include "shadow-reader.h"

struct _FoStation {
  GObject parent_instance;
  FoUiOptions options; /* its texts are interned: there is one station a process, or a few in tests */
  FoWorker *store_worker, *reader;
  FoWorker *shadow_reader; /* while the server is gone: lists and labels are read from the copy */
  FoOfflineState offline;
  FoIntake *intake;
  FoJournal *journal; /* only while the server does not answer at the start: what comes is kept in it */
  GError *why;        /* why it does not */
  GArray *kept, *early; /* FoKeptInput: not given to a desk yet; FoScan: came while the desks were being opened */
  gboolean wants_person; /* what was kept waits for him */
  gboolean closed;
  FoPrintQueue *print_queue;
  char *warehouse;
  guint32 front;
  guint watch, look;
  FoMorning *morning;
};

enum { WATCH_S = 2, LOOK_S = 3, EARLY_MOST = 1000 };

G_DEFINE_FINAL_TYPE (FoStation, fo_station, G_TYPE_OBJECT)

enum { OPENED, ANSWERED, CHANGED, LINK_CHANGED, PRINTED, NOT_PRINTED, PRINT_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* ---- without the server ---------------------------------------------------------------------------------------------------- */

static void
link_changed (const FoOfflineState *state, gpointer data)
{
  FoStation *self = data;
  gboolean other = state->offline != self->offline.offline;

  self->offline = *state;
  self->offline.kept = self->kept->len;
  if (other && state->offline)
    self->shadow_reader = fo_shadow_reader_new (&self->options);
  else if (other)
    g_clear_pointer (&self->shadow_reader, fo_worker_free);
  g_signal_emit (self, signals[LINK_CHANGED], 0);
  if (other)
    g_signal_emit (self, signals[CHANGED], 0);
}

const FoOfflineState *
fo_station_offline (FoStation *self)
{
  return &self->offline;
}

/* ---- labels that an answer wants ------------------------------------------------------------------------------------------- */

static void
labels_paid (gint64 owes, GObject *self)
{
  if (FO_STATION (self)->intake)
    fo_intake_pay (FO_STATION (self)->intake, owes);
}

/* In the queue: it will be printed, whatever happens. */
static void
label_added (const FoPrintAdded *added, const GError *error, gpointer data)
{
  FoLabelDebt *debt = data;
  FoStation *self = FO_STATION (fo_label_debt_owner (debt));
  g_auto (FoReply) refusal = { 0 };

  if (error)
    g_warning ("label: %s", error->message);
  else if (added->verdict != FO_OK) {
    refusal.verdict = added->verdict;
    fo_args_copy (&refusal.args, added->args);
    g_signal_emit (self, signals[NOT_PRINTED], 0, &refusal);
  } else if (!added->repeated)
    g_signal_emit (self, signals[PRINTED], 0, added->path ? added->path : added->printer, added->png);
  fo_label_debt_pay (debt, error != NULL);
}

static void
label_read (gpointer data)
{
  FoLabelJob *job = data;
  FoStation *self = FO_STATION (job->owner);
  g_autofree char *templates = g_build_filename (self->options.data_folder, "labels", NULL);
  const FoPrintWish wish = { .printer = fo_label_job_printer (job, self->print_queue),
                             .template = fo_paper_template_in (&job->subject, templates), .language = job->language, .records = &job->fields, .n_records = 1,
                             .copies = CLAMP (job->count, 1, FO_PRINT_LABELS_MAX), .title = job->title,
                             .origin = job->origin,
                             .rows = job->rows && job->rows->len ? &g_array_index (job->rows, FoArgs, 0) : NULL,
                             .n_rows = job->rows ? job->rows->len : 0 };

  if (job->refusal.verdict == FO_OK && job->title && self->print_queue) {
    fo_print_queue_add (self->print_queue, &wish, label_added, job->debt);
    return;
  }
  if (job->refusal.verdict != FO_OK)
    g_signal_emit (self, signals[NOT_PRINTED], 0, &job->refusal);
  fo_label_debt_pay (job->debt, job->failed || !self->print_queue);
}

static void
print_labels (FoStation *self, const FoDeskReply *reply)
{
  FoLabelDebt *debt = reply->labels->len > 0 ? fo_label_debt_new (G_OBJECT (self), reply, labels_paid) : NULL;

  if (!debt)
    labels_paid (reply->owes, G_OBJECT (self));
  for (guint i = 0; i < reply->labels->len; i++) {
    const FoLabelWish *wish = &g_array_index (reply->labels, FoLabelWish, i);
    FoLabelJob *job = fo_label_job_new (debt, fo_speech_language (), wish, i);

    fo_station_read (self, fo_label_job_run, label_read, job, fo_label_job_free);
  }
}

static void
print_changed (const FoPrintJob *job, gpointer self)
{
  g_signal_emit (self, signals[PRINT_CHANGED], 0, job);
}

/* ---- what others write ---------------------------------------------------------------------------------------------------------- */

typedef struct {
  FoStation *station; /* a reference */
  gboolean changed;
  FoDay today;
} Watch;

static void
watch_free (gpointer data)
{
  g_object_unref (((Watch *) data)->station);
  g_free (data);
}

static void
run_watch (gpointer owned, gpointer data)
{
  Watch *watch = data;

  watch->changed = fo_store_changed (owned);
  watch->today = fo_store_today (owned);
}

static void
watched (gpointer data)
{
  Watch *watch = data;

  if (watch->changed)
    g_signal_emit (watch->station, signals[CHANGED], 0);
  fo_morning_see (watch->station->morning, watch->station, watch->station->store_worker, watch->today);
}

/* Only when the reader is idle: a slow list is not asked twice. */
static gboolean
watch (gpointer data)
{
  FoStation *self = data;
  Watch *job;

  if (fo_worker_waiting (self->reader) || self->shadow_reader)
    return G_SOURCE_CONTINUE;
  job = g_new0 (Watch, 1);
  job->station = g_object_ref (self);
  fo_station_read (self, run_watch, watched, job, watch_free);
  return G_SOURCE_CONTINUE;
}

/* ---- answers ----------------------------------------------------------------------------------------------------------------- */

static void
say_kept (FoStation *self, gboolean away)
{
  self->offline.away = away;
  self->offline.kept = self->kept->len;
  g_signal_emit (self, signals[LINK_CHANGED], 0);
}

/* What was kept while there was no server is done now, in its order, like inputs of this moment. */
static void
give_kept (FoStation *self)
{
  g_autoptr (GArray) kept = self->kept;

  self->kept = g_array_new (FALSE, FALSE, sizeof (FoKeptInput));
  for (guint i = 0; i < kept->len; i++)
    fo_intake_give_kept (self->intake, &g_array_index (kept, FoKeptInput, i));
  if (kept->len)
    say_kept (self, FALSE);
}

static void
answered (const FoDeskReply *reply, const FoView *view, const GError *error, gpointer data)
{
  FoStation *self = data;

  g_signal_emit (self, signals[ANSWERED], 0, reply, view, error);
  if (reply)
    print_labels (self, reply);
  if (self->wants_person && view && *view->person) {
    self->wants_person = FALSE;
    give_kept (self);
  }
}

/* ---- it opens ---------------------------------------------------------------------------------------------------------------- */

static void opened (GObject *source, GAsyncResult *result, gpointer data);

static void
begin_opening (FoStation *self, FoOpening *opening)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, opened, NULL);

  g_task_set_task_data (task, opening, fo_opening_free);
  g_task_run_in_thread (task, fo_opening_run_task);
}

static gboolean
look_for_server (gpointer data)
{
  FoStation *self = data;
  FoOpening *opening = fo_opening_new (&self->options);

  self->look = 0;
  opening->looks = TRUE;
  begin_opening (self, opening);
  return G_SOURCE_REMOVE;
}

static void
work_begins (FoStation *self, FoOpening *opening)
{
  self->store_worker = fo_worker_new ("store", g_steal_pointer (&opening->store), (GDestroyNotify) fo_store_free);
  self->reader = fo_worker_new ("reader", g_steal_pointer (&opening->reader), (GDestroyNotify) fo_store_free);
  self->intake = fo_intake_new (self->store_worker, g_steal_pointer (&opening->desks), g_steal_pointer (&opening->journal), answered,
                                self);
  fo_intake_watch_link (self->intake, link_changed, self);
  self->print_queue = fo_opening_print_queue (&self->options, self->intake, print_changed, self);
  self->warehouse = g_steal_pointer (&opening->warehouse);
  self->options.training = opening->options.training;
  self->watch = g_timeout_add_seconds (WATCH_S, watch, self);
  if (opening->link.offline)
    link_changed (&opening->link, self);
  else
    fo_morning_see (self->morning, self, self->store_worker, opening->today);
}

/* What was found comes first, then what was kept, then who has scanned just now. */
static void
tell_opening (FoStation *self, FoOpening *opening)
{
  g_signal_emit (self, signals[OPENED], 0, NULL);
  for (guint i = 0; i < opening->views->len; i++)
    g_signal_emit (self, signals[ANSWERED], 0, NULL, &g_array_index (opening->views, FoView, i), NULL);
  for (guint i = 0; i < opening->found->len; i++)
    g_signal_emit (self, signals[ANSWERED], 0, &g_array_index (opening->found, FoDeskReply, i), NULL, NULL);
  for (guint i = 0; i < opening->owed->len && self->print_queue; i++)
    print_labels (self, &g_array_index (opening->owed, FoDeskReply, i));
  g_array_set_size (self->kept, 0);
  g_array_append_vals (self->kept, opening->kept->data, opening->kept->len);
  self->wants_person = opening->wants_person && self->kept->len > 0;
  say_kept (self, FALSE);
  if (!self->wants_person)
    give_kept (self);
  for (guint i = 0; i < self->early->len; i++)
    fo_intake_scan_async (self->intake, &g_array_index (self->early, FoScan, i));
  g_array_set_size (self->early, 0);
}

/* It is told once, and whoever scans is told again. */
static void
not_opened (FoStation *self, FoOpening *opening, const GError *error)
{
  gboolean first = !self->journal;
  g_autoptr (GError) why = NULL;

  if (first)
    self->journal = g_steal_pointer (&opening->journal);
  if (!g_error_matches (error, FO_STORE_ERROR, FO_STORE_ERROR_OFFLINE) || !self->journal) {
    g_clear_pointer (&self->journal, fo_journal_free);
    say_kept (self, FALSE);
    g_signal_emit (self, signals[OPENED], 0, error);
    return;
  }
  g_clear_error (&self->why);
  self->why = g_error_copy (error);
  self->look = g_timeout_add_seconds (LOOK_S, look_for_server, self);
  if (!first)
    return;
  if (!fo_intake_read_kept (self->journal, self->kept, &why))
    g_message ("what was kept before: %s", why->message);
  for (guint i = 0; i < self->early->len; i++)
    fo_station_scan (self, &g_array_index (self->early, FoScan, i));
  g_array_set_size (self->early, 0);
  self->offline.since_us = fo_machine_now_us ();
  say_kept (self, TRUE);
  g_signal_emit (self, signals[OPENED], 0, error);
}

static void
opened (GObject *source, GAsyncResult *result, gpointer data)
{
  FoStation *self = FO_STATION (source);
  FoOpening *opening = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  (void) data;
  if (self->closed)
    return;
  if (!done)
    not_opened (self, opening, error);
  else if (opening->looks)
    begin_opening (self, fo_opening_go_on (opening, g_steal_pointer (&self->journal)));
  else {
    work_begins (self, opening);
    tell_opening (self, opening);
  }
}

void
fo_station_open (FoStation *self)
{
  begin_opening (self, fo_opening_new (&self->options));
}

gboolean
fo_station_is_open (FoStation *self)
{
  return self->intake != NULL;
}

const char *
fo_station_warehouse (FoStation *self)
{
  return self->warehouse ? self->warehouse : "";
}

gboolean
fo_station_is_training (FoStation *self)
{
  return self->options.training;
}

FoPrintQueue *
fo_station_print_queue (FoStation *self)
{
  return self->print_queue;
}

void
fo_station_set_front (FoStation *self, guint32 lane)
{
  self->front = lane;
}

guint32
fo_station_front (FoStation *self)
{
  return self->front;
}

/* On the disk before it is answered; the window has nothing else to do meanwhile. */
static void
keep (FoStation *self, FoJournalKind kind, const FoScan *scan)
{
  FoKeptInput kept = { 0, kind, *scan };
  g_autoptr (GError) error = NULL;
  g_auto (FoDeskReply) reply;

  fo_desk_reply_init (&reply);
  reply.lane = scan->lane;
  reply.reply.verdict = FO_OUTCOME_UNKNOWN;
  if (fo_intake_keep (self->journal, &kept, &error) && kept.row)
    g_array_append_val (self->kept, kept);
  say_kept (self, TRUE);
  g_signal_emit (self, signals[ANSWERED], 0, kept.row ? &reply : NULL, NULL, kept.row ? NULL : error ? error : self->why);
}

void
fo_station_scan (FoStation *self, const FoScan *scan)
{
  if (self->intake)
    fo_intake_scan_async (self->intake, scan);
  else if (self->journal)
    keep (self, FO_JOURNAL_SCAN, scan);
  else if (self->early->len < EARLY_MOST)
    g_array_append_val (self->early, *scan);
}

void
fo_station_note_scan (FoStation *self, const FoScan *scan, const char *page)
{
  if (self->intake)
    fo_intake_note_async (self->intake, scan, page);
}

void
fo_station_command (FoStation *self, const char *command)
{
  if (self->intake)
    fo_intake_command_async (self->intake, self->front, command);
}

void
fo_station_hold (FoStation *self, guint32 lane)
{
  if (self->intake)
    fo_intake_hold (self->intake, lane);
}

void
fo_station_go_on (FoStation *self, guint32 lane, const char *command)
{
  if (self->intake)
    fo_intake_go_on (self->intake, lane, command);
}

guint
fo_station_waiting (FoStation *self)
{
  return self->intake ? fo_intake_waiting (self->intake, self->front) : 0;
}

guint
fo_station_reading (FoStation *self)
{
  guint labels = self->print_queue && !fo_print_queue_is_idle (self->print_queue) ? 1 : 0;

  return (self->reader ? fo_worker_waiting (self->reader) : 0) + labels;
}

void
fo_station_read (FoStation *self, FoJobRun run, FoJobDone done, gpointer data, GDestroyNotify destroy)
{
  if (self->reader)
    fo_worker_submit (self->shadow_reader ? self->shadow_reader : self->reader, run, done, data, destroy);
  else
    destroy (data);
}

void
fo_station_ask (FoStation *self, FoJobRun run, FoJobDone done, gpointer data, GDestroyNotify destroy)
{
  if (self->store_worker)
    fo_worker_submit (self->store_worker, run, done, data, destroy);
  else
    destroy (data);
}

const FoUiOptions *
fo_station_options (FoStation *self)
{
  return &self->options;
}

/* ---- life ---------------------------------------------------------------------------------------------------------------------- */

void
fo_station_close (FoStation *self)
{
  self->closed = TRUE;
  g_clear_handle_id (&self->watch, g_source_remove);
  g_clear_handle_id (&self->look, g_source_remove);
  g_clear_pointer (&self->journal, fo_journal_free);
  g_clear_pointer (&self->print_queue, fo_print_queue_free);
  g_clear_pointer (&self->intake, fo_intake_free);
  g_clear_pointer (&self->store_worker, fo_worker_free);
  g_clear_pointer (&self->shadow_reader, fo_worker_free);
  g_clear_pointer (&self->reader, fo_worker_free);
}

static void
fo_station_dispose (GObject *object)
{
  fo_station_close (FO_STATION (object));
  g_clear_pointer (&FO_STATION (object)->warehouse, g_free);
  g_clear_pointer (&FO_STATION (object)->kept, g_array_unref);
  g_clear_pointer (&FO_STATION (object)->early, g_array_unref);
  g_clear_error (&FO_STATION (object)->why);
  G_OBJECT_CLASS (fo_station_parent_class)->dispose (object);
}

static void
fo_station_finalize (GObject *object)
{
  fo_morning_unref (FO_STATION (object)->morning);
  G_OBJECT_CLASS (fo_station_parent_class)->finalize (object);
}

static void
fo_station_class_init (FoStationClass *class)
{
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_station_dispose;
  G_OBJECT_CLASS (class)->finalize = fo_station_finalize;
  signals[OPENED]
      = g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[ANSWERED] = g_signal_new ("answered", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                    G_TYPE_POINTER, G_TYPE_POINTER, G_TYPE_POINTER);
  g_signal_new ("checked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LINK_CHANGED]
      = g_signal_new ("link-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PRINTED] = g_signal_new ("printed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                   G_TYPE_STRING, G_TYPE_BYTES);
  signals[NOT_PRINTED]
      = g_signal_new ("not-printed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[PRINT_CHANGED]
      = g_signal_new ("print-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
fo_station_init (FoStation *self)
{
  self->morning = fo_morning_new ();
  self->kept = g_array_new (FALSE, FALSE, sizeof (FoKeptInput));
  self->early = g_array_new (FALSE, FALSE, sizeof (FoScan));
}

FoStation *
fo_station_new (const FoUiOptions *options)
{
  FoStation *self = g_object_new (FO_TYPE_STATION, NULL);

  self->options = *options;
  self->options.store_uri = g_intern_string (options->store_uri);
  self->options.station = g_intern_string (options->station);
  self->options.journal_path = g_intern_string (options->journal_path);
  self->options.sales_uri = g_intern_string (options->sales_uri);
  self->options.data_folder = g_intern_string (options->data_folder);
  self->options.labels_folder = g_intern_string (options->labels_folder);
  return self;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "job-list.h"

#include "common/fault.h"
#include "common/speech.h"
#include "common/worded.h"
#include "template-list.h"

#include <string.h>

typedef struct {
  gint64 job;
  GtkLabel *title, *detail, *reason, *state;
  GtkWidget *acts[FO_N_JOB_ACTS];
} Card;

struct _FoJobList {
  GtkWidget parent_instance;
  GtkWidget *stack;
  GtkListBox *list;
  FoStation *station;
  gboolean listing, list_once_more;
};

G_DEFINE_FINAL_TYPE (FoJobList, fo_job_list, GTK_TYPE_WIDGET)

enum { TOLD, LISTED, N_SIGNALS };
static guint signals[N_SIGNALS];

static const struct {
  const char *message;
  gboolean destructive;
} acts[FO_N_JOB_ACTS] = {
  [FO_JOB_REPRINT] = { "page.labels.reprint", FALSE },       [FO_JOB_RETRY] = { "page.labels.retry", FALSE },
  [FO_JOB_CANCEL] = { "page.labels.cancel", TRUE },          [FO_JOB_WAS_PRINTED] = { "page.labels.was-printed", FALSE },
  [FO_JOB_WAS_NOT] = { "page.labels.was-not", FALSE },
};

gboolean
fo_job_may (const FoPrintJob *job, FoJobAct act)
{
  switch (job->state) {
  case FO_PRINT_JOB_WAITING:
    return act == FO_JOB_CANCEL || (act == FO_JOB_RETRY && job->reason != FO_PRINT_FINE);
  case FO_PRINT_JOB_SENDING:
    return act == FO_JOB_CANCEL;
  case FO_PRINT_JOB_FAILED:
    return act == FO_JOB_RETRY || act == FO_JOB_CANCEL;
  case FO_PRINT_JOB_UNCERTAIN:
    return act == FO_JOB_WAS_PRINTED || act == FO_JOB_WAS_NOT;
  case FO_PRINT_JOB_PRINTED:
  case FO_PRINT_JOB_CANCELLED:
    return act == FO_JOB_REPRINT;
  case FO_N_PRINT_STATES:
    break;
  }
  return FALSE;
}

/* ---- a card ----------------------------------------------------------------------------------------------------------------------- */

static const struct {
  const char *sign, *css_class;
} looks[FO_N_PRINT_STATES] = {
  [FO_PRINT_JOB_WAITING] = { "○", "pill-waiting" }, [FO_PRINT_JOB_SENDING] = { "◐", "pill-part" },
  [FO_PRINT_JOB_PRINTED] = { "✓", "pill-done" },    [FO_PRINT_JOB_FAILED] = { "✕", "pill-bad" },
  [FO_PRINT_JOB_UNCERTAIN] = { "▲", "pill-part" },  [FO_PRINT_JOB_CANCELLED] = { "–", "pill-waiting" },
};

/* Taken by a printer that tells nothing is not printed. */
static char *
state_text (const FoPrintJob *job)
{
  gboolean taken = job->state == FO_PRINT_JOB_PRINTED && !job->confirmed;
  g_autofree char *id = g_strconcat ("print.state.", taken ? "taken" : fo_print_state_name (job->state), NULL), *word = NULL;
  g_auto (FoArgs) args = { 0 };

  fo_args_set_count (&args, "printed", job->printed);
  fo_args_set_count (&args, "labels", job->labels);
  fo_args_set_count (&args, "begun", job->begun);
  word = fo_say (id, &args);
  return g_strdup_printf ("%s %s", looks[job->state].sign, word);
}

static char *
detail_text (const FoPrintJob *job)
{
  g_autofree char *template = fo_template_words (job->template), *of = NULL;
  g_autofree char *file = fo_say ("page.labels.file", NULL);
  g_auto (FoArgs) args = { 0 };

  fo_args_set_count (&args, "count", job->labels);
  fo_args_set_text (&args, "text", template);
  fo_args_set_text (&args, "place", strcmp (job->printer, "file") == 0 ? file : job->printer);
  if (job->of) {
    of = g_strdup_printf ("%" G_GINT64_FORMAT, job->of);
    fo_args_set_text (&args, "order", of);
  }
  return fo_say ("page.labels.job", &args);
}

static void
show_reason (const Card *card, const FoPrintJob *job)
{
  gboolean told = job->state != FO_PRINT_JOB_PRINTED && job->reason != FO_PRINT_FINE;
  g_autofree char *id = g_strconcat ("print.reason.", fo_print_reason_name (job->reason), NULL);
  g_autofree char *word = told ? fo_say (id, NULL) : g_strdup ("");
  g_autofree char *whole = g_strjoin (*job->text && told ? " — " : "", word, told ? job->text : "", NULL);

  gtk_label_set_text (card->reason, whole);
  gtk_widget_set_visible (GTK_WIDGET (card->reason), told);
}

static void
show_job (Card *card, const FoPrintJob *job)
{
  g_autofree char *title = g_strdup_printf ("%" G_GINT64_FORMAT "  ·  %s", job->job, job->title);
  g_autofree char *detail = detail_text (job), *state = state_text (job);
  const char *const classes[] = { "pill", looks[job->state].css_class, NULL };

  card->job = job->job;
  gtk_label_set_text (card->title, title);
  gtk_label_set_text (card->detail, detail);
  gtk_label_set_text (card->state, state);
  gtk_widget_set_css_classes (GTK_WIDGET (card->state), (const char **) classes);
  show_reason (card, job);
  for (int act = 0; act < FO_N_JOB_ACTS; act++)
    gtk_widget_set_visible (card->acts[act], fo_job_may (job, (FoJobAct) act));
}

/* ---- rows ------------------------------------------------------------------------------------------------------------------------- */

static GtkLabel *
add_text (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static Card *
card_of (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (gtk_list_box_row_get_child (row)), "fo-card");
}

static void
act_clicked (GtkWidget *button, FoJobList *self)
{
  GtkListBoxRow *row = GTK_LIST_BOX_ROW (gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW));
  const Card *card = card_of (row);

  for (int act = 0; act < FO_N_JOB_ACTS; act++)
    if (card->acts[act] == button)
      fo_job_list_act (self, card->job, (FoJobAct) act);
}

static void
add_acts (FoJobList *self, Card *card, GtkWidget *box)
{
  for (int act = 0; act < FO_N_JOB_ACTS; act++) {
    card->acts[act] = gtk_button_new_with_label ("");
    fo_worded_set (card->acts[act], "label", acts[act].message);
    gtk_widget_add_css_class (card->acts[act], "offer");
    if (acts[act].destructive)
      gtk_widget_add_css_class (card->acts[act], "destructive");
    g_signal_connect (card->acts[act], "clicked", G_CALLBACK (act_clicked), self);
    gtk_box_append (GTK_BOX (box), card->acts[act]);
  }
}

static void
add_row (FoJobList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *bottom = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  Card *card = g_new0 (Card, 1);

  card->title = add_text (top, "name");
  card->state = add_text (top, "pill");
  gtk_widget_set_hexpand (GTK_WIDGET (card->state), FALSE);
  gtk_label_set_ellipsize (card->state, PANGO_ELLIPSIZE_NONE);
  gtk_box_append (GTK_BOX (box), top);
  card->reason = add_text (box, "bad");
  gtk_label_set_wrap (card->reason, TRUE);
  gtk_label_set_ellipsize (card->reason, PANGO_ELLIPSIZE_NONE);
  card->detail = add_text (bottom, "where");
  gtk_label_set_wrap (card->detail, TRUE);
  gtk_label_set_ellipsize (card->detail, PANGO_ELLIPSIZE_NONE);
  add_acts (self, card, bottom);
  gtk_box_append (GTK_BOX (box), bottom);
  gtk_widget_add_css_class (box, "line-card");
  g_object_set_data_full (G_OBJECT (box), "fo-card", card, g_free);
  gtk_list_box_append (self->list, box);
}

void
fo_job_list_show (FoJobList *self, const GPtrArray *jobs)
{
  GtkListBoxRow *row;
  guint i = 0;

  for (; i < jobs->len; i++) {
    if (!gtk_list_box_get_row_at_index (self->list, (int) i))
      add_row (self);
    show_job (card_of (gtk_list_box_get_row_at_index (self->list, (int) i)), jobs->pdata[i]);
  }
  while ((row = gtk_list_box_get_row_at_index (self->list, (int) i)))
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), jobs->len ? "list" : "none");
}

gint64
fo_job_list_chosen (FoJobList *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (!row)
    row = gtk_list_box_get_row_at_index (self->list, 0);
  return row ? card_of (row)->job : 0;
}

/* ---- the queue -------------------------------------------------------------------------------------------------------------------- */

static void look (FoJobList *self);

static FoPrintQueue *
queue_of (FoJobList *self)
{
  return self->station ? fo_station_print_queue (self->station) : NULL;
}

guint
fo_job_list_count_open (FoJobList *self)
{
  FoPrintQueue *queue = queue_of (self);

  return queue ? fo_print_queue_count_open (queue) : 0;
}

static void
listed (const GPtrArray *jobs, const GError *error, gpointer data)
{
  g_autoptr (FoJobList) self = data;

  self->listing = FALSE;
  if (error)
    g_message ("%s", error->message);
  else if (self->stack)
    fo_job_list_show (self, jobs);
  if (self->list_once_more)
    look (self);
}

/* One question at a time, however often a printer says something. */
static void
look (FoJobList *self)
{
  FoPrintQueue *queue = queue_of (self);

  g_signal_emit (self, signals[LISTED], 0);
  self->list_once_more = self->listing;
  if (!queue || self->listing || !self->stack)
    return;
  self->listing = TRUE;
  fo_print_queue_list (queue, FO_JOB_LIST_MAX, listed, g_object_ref (self));
}

static void
added (const FoPrintAdded *added, const GError *error, gpointer data)
{
  g_autoptr (FoJobList) self = data;
  g_auto (FoArgs) args = { 0 };
  g_autofree char *words = NULL;

  if (error)
    words = fo_fault_text (error, NULL);
  else if (added->verdict != FO_OK)
    words = fo_words_verdict_title (fo_speech_language (), added->verdict, added->args);
  else {
    fo_args_set_count (&args, "count", added->job);
    fo_args_set_text (&args, "text", added->path ? added->path : added->printer);
    words = fo_say ("page.labels.queued", &args);
  }
  g_signal_emit (self, signals[TOLD], 0, words, error || added->verdict != FO_OK);
  look (self);
}

void
fo_job_list_add (FoJobList *self, const FoPrintWish *wish)
{
  if (queue_of (self))
    fo_print_queue_add (queue_of (self), wish, added, g_object_ref (self));
}

void
fo_job_list_act (FoJobList *self, gint64 job, FoJobAct act)
{
  FoPrintQueue *queue = queue_of (self);

  if (queue && act == FO_JOB_REPRINT)
    fo_print_queue_reprint (queue, job, 0, 0, added, g_object_ref (self));
  else if (queue && act == FO_JOB_RETRY)
    fo_print_queue_retry (queue, job);
  else if (queue && act == FO_JOB_CANCEL)
    fo_print_queue_cancel (queue, job);
  else if (queue && (act == FO_JOB_WAS_PRINTED || act == FO_JOB_WAS_NOT))
    fo_print_queue_answer (queue, job, act == FO_JOB_WAS_PRINTED);
  look (self);
}

void
fo_job_list_open (FoJobList *self, FoStation *station)
{
  g_set_object (&self->station, station);
  g_signal_connect_object (station, "print-changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  look (self);
}

/* ---- life ------------------------------------------------------------------------------------------------------------------------- */

static void
fo_job_list_dispose (GObject *object)
{
  g_clear_pointer (&FO_JOB_LIST (object)->stack, gtk_widget_unparent);
  g_clear_object (&FO_JOB_LIST (object)->station);
  G_OBJECT_CLASS (fo_job_list_parent_class)->dispose (object);
}

static void
fo_job_list_class_init (FoJobListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fo_job_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  signals[TOLD] = g_signal_new ("told", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[LISTED]
      = g_signal_new ("listed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fo_job_list_init (FoJobList *self)
{
  GtkWidget *none = gtk_label_new (NULL), *scroller = gtk_scrolled_window_new ();

  fo_worded_set (none, "label", "page.labels.no-jobs");
  gtk_label_set_wrap (GTK_LABEL (none), TRUE);
  gtk_label_set_justify (GTK_LABEL (none), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (none, "muted");
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "templates");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), none, "none");
  gtk_stack_add_named (GTK_STACK (self->stack), scroller, "list");
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
  fo_worded_init (GTK_WIDGET (self));
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
}

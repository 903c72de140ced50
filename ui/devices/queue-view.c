/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "queue-view.h"

#include "card-list.h"
#include "common/speech.h"
#include "common/worded.h"
#include "job-words.h"

#include <string.h>

enum { PAGE = 100 };

struct _FoQueueView {
  GtkWidget parent_instance;
  GtkWidget *box, *detail;
  GtkStack *stack;
  FoCardList *list;
  GtkLabel *title, *pill, *how, *next, *told;
  GtkWidget *yes_button, *no_button, *retry_button, *cancel_button, *reprint_button;
  FoStation *station;
  GPtrArray *jobs; /* FoPrintJob of our own */
  guint wanted;
};

G_DEFINE_FINAL_TYPE (FoQueueView, fo_queue_view, GTK_TYPE_WIDGET)

enum { LOOK, N_SIGNALS };
static guint signals[N_SIGNALS];

static FoPrintJob *
copy_job (const FoPrintJob *job)
{
  FoPrintJob *copy = g_memdup2 (job, sizeof *job);

  copy->printer = g_strdup (job->printer);
  copy->template = g_strdup (job->template);
  copy->title = g_strdup (job->title);
  copy->text = g_strdup (job->text);
  return copy;
}

static const FoPrintJob *
chosen (FoQueueView *self)
{
  const char *id = fo_card_list_chosen (self->list);
  gint64 number = id ? g_ascii_strtoll (id, NULL, 10) : 0;

  for (guint i = 0; i < self->jobs->len; i++)
    if (((FoPrintJob *) self->jobs->pdata[i])->job == number)
      return self->jobs->pdata[i];
  return NULL;
}

/* ---- showing ---------------------------------------------------------------------------------------------------------------- */

static char *
say_title (const FoPrintJob *job)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT ".  %s", job->job, job->title && *job->title ? job->title : job->template);
}

static void
add_card (GArray *cards, const FoPrintJob *job)
{
  g_autofree char *title = say_title (job), *detail = fo_job_detail (job), *pill = fo_job_pill (job);
  FoCard card;

  memset (&card, 0, sizeof card);
  g_snprintf (card.id, sizeof card.id, "%" G_GINT64_FORMAT, job->job);
  g_strlcpy (card.title, title, sizeof card.title);
  g_strlcpy (card.detail, detail, sizeof card.detail);
  g_strlcpy (card.pill, pill, sizeof card.pill);
  card.css_class = fo_job_css_class (job);
  g_array_append_val (cards, card);
}

static void
say_buttons (FoQueueView *self, const FoPrintJob *job)
{
  gboolean open = job->state == FO_PRINT_JOB_WAITING || job->state == FO_PRINT_JOB_SENDING
                  || job->state == FO_PRINT_JOB_FAILED || job->state == FO_PRINT_JOB_UNCERTAIN;

  gtk_widget_set_visible (self->yes_button, job->state == FO_PRINT_JOB_UNCERTAIN);
  gtk_widget_set_visible (self->no_button, job->state == FO_PRINT_JOB_UNCERTAIN);
  gtk_widget_set_visible (self->retry_button, job->state == FO_PRINT_JOB_FAILED || job->state == FO_PRINT_JOB_WAITING);
  gtk_widget_set_visible (self->cancel_button, open);
  gtk_widget_set_visible (self->reprint_button, !open);
}

static void
say_chosen (FoQueueView *self)
{
  const FoPrintJob *job = chosen (self);
  const char *classes[] = { "pill", job ? fo_job_css_class (job) : NULL, NULL };
  g_autofree char *title = NULL, *pill = NULL, *how = NULL, *next = NULL;

  gtk_widget_set_visible (self->detail, job != NULL);
  if (!job)
    return;
  title = say_title (job);
  pill = fo_job_pill (job);
  how = fo_job_detail (job);
  next = fo_job_next (job);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->pill, pill);
  gtk_widget_set_css_classes (GTK_WIDGET (self->pill), classes);
  gtk_label_set_text (self->how, how);
  gtk_label_set_text (self->next, next);
  say_buttons (self, job);
}

static void
say_all (FoQueueView *self)
{
  g_autoptr (GArray) cards = g_array_new (FALSE, FALSE, sizeof (FoCard));

  if (!self->box)
    return;
  for (guint i = 0; i < self->jobs->len; i++)
    add_card (cards, self->jobs->pdata[i]);
  fo_card_list_show (self->list, cards);
  gtk_stack_set_visible_child_name (self->stack, cards->len ? "list" : "none");
  say_chosen (self);
}

void
fo_queue_view_show (FoQueueView *self, const GPtrArray *jobs)
{
  g_ptr_array_set_size (self->jobs, 0);
  for (guint i = 0; i < jobs->len; i++)
    g_ptr_array_add (self->jobs, copy_job (jobs->pdata[i]));
  say_all (self);
}

guint
fo_queue_view_wanted (FoQueueView *self)
{
  return self->wanted;
}

void
fo_queue_view_choose (FoQueueView *self, gint64 job)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, job);

  fo_card_list_choose (self->list, id);
}

/* As many again as there are. */
static void
end_reached (FoQueueView *self)
{
  if (self->jobs->len < self->wanted)
    return;
  self->wanted += PAGE;
  g_signal_emit (self, signals[LOOK], 0);
}

/* ---- what a person may do --------------------------------------------------------------------------------------------------- */

static FoPrintQueue *
queue_of (FoQueueView *self)
{
  return self->station ? fo_station_print_queue (self->station) : NULL;
}

static void
answer (FoQueueView *self, bool printed)
{
  const FoPrintJob *job = chosen (self);

  if (job && queue_of (self) && fo_print_queue_answer (queue_of (self), job->job, printed))
    g_signal_emit (self, signals[LOOK], 0);
}

static void
was_printed (FoQueueView *self)
{
  answer (self, true);
}

static void
was_not_printed (FoQueueView *self)
{
  answer (self, false);
}

static void
retry (FoQueueView *self)
{
  const FoPrintJob *job = chosen (self);

  if (job && queue_of (self) && fo_print_queue_retry (queue_of (self), job->job))
    g_signal_emit (self, signals[LOOK], 0);
}

static void
cancel (FoQueueView *self)
{
  const FoPrintJob *job = chosen (self);

  if (job && queue_of (self) && fo_print_queue_cancel (queue_of (self), job->job))
    g_signal_emit (self, signals[LOOK], 0);
}

static void
was_added (const FoPrintAdded *added, const GError *error, gpointer data)
{
  g_autoptr (FoQueueView) self = data;
  g_autofree char *text = fo_added_text (added, error);

  if (!self->box)
    return;
  gtk_label_set_text (self->told, text);
  gtk_widget_set_visible (GTK_WIDGET (self->told), TRUE);
  g_signal_emit (self, signals[LOOK], 0);
}

static void
reprint (FoQueueView *self)
{
  const FoPrintJob *job = chosen (self);

  if (job && queue_of (self))
    fo_print_queue_reprint (queue_of (self), job->job, 0, 0, was_added, g_object_ref (self));
}

void
fo_queue_view_open (FoQueueView *self, FoStation *station)
{
  g_set_object (&self->station, station);
}

/* ---- life ------------------------------------------------------------------------------------------------------------------- */

static void
fo_queue_view_dispose (GObject *object)
{
  FoQueueView *self = FO_QUEUE_VIEW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->station);
  g_clear_pointer (&self->jobs, g_ptr_array_unref);
  G_OBJECT_CLASS (fo_queue_view_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, FoQueueView, box);
  gtk_widget_class_bind_template_child (widget_class, FoQueueView, detail);
  gtk_widget_class_bind_template_child (widget_class, FoQueueView, stack);
  gtk_widget_class_bind_template_child (widget_class, FoQueueView, list);
  gtk_widget_class_bind_template_child (widget_class, FoQueueView, title);
  gtk_widget_class_bind_template_child (widget_class, FoQueueView, pill);
  gtk_widget_class_bind_template_child (widget_class, FoQueueView, how);
  gtk_widget_class_bind_template_child (widget_class, FoQueueView, next);
  gtk_widget_class_bind_template_child (widget_class, FoQueueView, told);
  gtk_widget_class_bind_template_child (widget_class, FoQueueView, yes_button);
  gtk_widget_class_bind_template_child (widget_class, FoQueueView, no_button);
  gtk_widget_class_bind_template_child (widget_class, FoQueueView, retry_button);
  gtk_widget_class_bind_template_child (widget_class, FoQueueView, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, FoQueueView, reprint_button);
}

static void
fo_queue_view_class_init (FoQueueViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_queue_view_dispose;
  g_type_ensure (FO_TYPE_CARD_LIST);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/devices/queue-view.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, say_chosen);
  gtk_widget_class_bind_template_callback (widget_class, end_reached);
  gtk_widget_class_bind_template_callback (widget_class, was_printed);
  gtk_widget_class_bind_template_callback (widget_class, was_not_printed);
  gtk_widget_class_bind_template_callback (widget_class, retry);
  gtk_widget_class_bind_template_callback (widget_class, cancel);
  gtk_widget_class_bind_template_callback (widget_class, reprint);
  signals[LOOK] = g_signal_new ("look", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fo_queue_view_init (FoQueueView *self)
{
  self->jobs = g_ptr_array_new_with_free_func (fo_print_job_free);
  self->wanted = PAGE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fo_worded_init (GTK_WIDGET (self));
  say_all (self);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (say_all), self, G_CONNECT_SWAPPED);
}

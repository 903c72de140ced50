/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "question.h"

struct _FoQuestion {
  AdwWindow parent_instance;
  GtkLabel *heading, *body;
  GtkButton *keep, *do_it;
  gboolean is_answered;
};

G_DEFINE_FINAL_TYPE (FoQuestion, fo_question, ADW_TYPE_WINDOW)

enum { ANSWERED, N_SIGNALS };
static guint signals[N_SIGNALS];

void
fo_question_decide (FoQuestion *self, gboolean do_it)
{
  if (self->is_answered)
    return;
  self->is_answered = TRUE;
  g_signal_emit (self, signals[ANSWERED], 0, do_it);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
keep_clicked (FoQuestion *self)
{
  fo_question_decide (self, FALSE);
}

static void
do_clicked (FoQuestion *self)
{
  fo_question_decide (self, TRUE);
}

static gboolean
fo_question_close_request (GtkWindow *window)
{
  fo_question_decide (FO_QUESTION (window), FALSE);
  return TRUE;
}

void
fo_question_set_body (FoQuestion *self, const char *body)
{
  gtk_label_set_text (self->body, body);
}

static void
fo_question_class_init (FoQuestionClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  GTK_WINDOW_CLASS (class)->close_request = fo_question_close_request;
  signals[ANSWERED] = g_signal_new ("answered", FO_TYPE_QUESTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/shell/question.ui");
  gtk_widget_class_bind_template_child (widget_class, FoQuestion, heading);
  gtk_widget_class_bind_template_child (widget_class, FoQuestion, body);
  gtk_widget_class_bind_template_child (widget_class, FoQuestion, keep);
  gtk_widget_class_bind_template_child (widget_class, FoQuestion, do_it);
  gtk_widget_class_bind_template_callback (widget_class, keep_clicked);
  gtk_widget_class_bind_template_callback (widget_class, do_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
fo_question_init (FoQuestion *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

FoQuestion *
fo_question_new (GtkWindow *parent, const char *do_it, const char *keep)
{
  FoQuestion *self = g_object_new (FO_TYPE_QUESTION, "transient-for", parent, "application", gtk_window_get_application (parent), NULL);

  gtk_window_set_title (GTK_WINDOW (self), do_it);
  gtk_label_set_text (self->heading, do_it);
  gtk_button_set_label (self->do_it, do_it);
  gtk_button_set_label (self->keep, keep);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->keep));
  return self;
}

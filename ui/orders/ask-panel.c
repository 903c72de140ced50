/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ask-panel.h"

#include "common/speech.h"

struct _FoAskPanel {
  GtkWidget parent_instance;
  GtkWidget *box, *scroll;
  GtkBox *rows;
  FoActForm *form;
  gboolean asked; /* the answer to it is awaited */
};

G_DEFINE_FINAL_TYPE (FoAskPanel, fo_ask_panel, GTK_TYPE_WIDGET)

enum { LEFT, N_SIGNALS };
static guint signals[N_SIGNALS];

void
fo_ask_panel_begin (FoAskPanel *self, const FoActKind *kind, const char *subject)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows))))
    gtk_box_remove (self->rows, child);
  gtk_widget_set_visible (self->scroll, FALSE);
  self->asked = FALSE;
  fo_act_form_begin (self->form, kind, FO_DAY_NONE, subject, NULL);
}

static void
add_label (GtkWidget *row, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (row), label);
}

void
fo_ask_panel_add (FoAskPanel *self, const char *title, const char *detail, gboolean bad)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  g_autofree char *signed_title = g_strconcat (bad ? "▼ " : "▲ ", title, NULL);

  gtk_widget_add_css_class (row, "line-card");
  add_label (row, signed_title, "name");
  if (*detail)
    add_label (row, detail, bad ? "bad" : "good");
  gtk_box_append (self->rows, row);
  gtk_widget_set_visible (self->scroll, TRUE);
}

static void
left (FoAskPanel *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

static void
decided (FoAskPanel *self, const char *command, gboolean confirm)
{
  self->asked = TRUE;
  if (confirm)
    gtk_widget_activate_action (GTK_WIDGET (self), "desk.confirm", "(ss)", command, "page.act.really");
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "desk.command", "s", command);
}

void
fo_ask_panel_hear (FoAskPanel *self, const FoDeskReply *reply)
{
  FoLanguage language = fo_speech_language ();
  g_autofree char *title = NULL, *next = NULL, *text = NULL;

  if (!self->asked)
    return;
  self->asked = FALSE;
  if (reply->reply.verdict == FO_OK || reply->reply.verdict == FO_COMPLETE) {
    left (self);
    return;
  }
  title = fo_words_verdict_title (language, reply->reply.verdict, &reply->reply.args);
  next = fo_words_verdict_next (language, reply->reply.verdict, &reply->reply.args);
  text = g_strdup_printf ("%s\n%s", title, next);
  fo_act_form_refuse (self->form, text);
}

gboolean
fo_ask_panel_press_key (FoAskPanel *self, int f_key)
{
  return fo_act_form_press_key (self->form, f_key);
}

gboolean
fo_ask_panel_take_scan (FoAskPanel *self, const FoScan *scan)
{
  return fo_act_form_take_scan (self->form, scan);
}

/* ---- life ------------------------------------------------------------------------------------------------------------ */

static void
fo_ask_panel_dispose (GObject *object)
{
  g_clear_pointer (&FO_ASK_PANEL (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (fo_ask_panel_parent_class)->dispose (object);
}

static void
fo_ask_panel_class_init (FoAskPanelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fo_ask_panel_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  signals[LEFT] =
      g_signal_new ("left", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fo_ask_panel_init (FoAskPanel *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->scroll = gtk_scrolled_window_new ();
  self->rows = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  self->form = g_object_new (FO_TYPE_ACT_FORM, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->rows), "order-lines");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroll), GTK_WIDGET (self->rows));
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scroll), 150);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroll), 200);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroll), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->form), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->form), "pad");
  gtk_box_append (GTK_BOX (self->box), self->scroll);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->form));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  g_signal_connect_object (self->form, "decided", G_CALLBACK (decided), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "left", G_CALLBACK (left), self, G_CONNECT_SWAPPED);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decisions.h"

#include "common/request.h"
#include "common/speech.h"
#include "firstout/work/asking.h"

struct _FoDecisions {
  GtkWidget parent_instance;
  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (FoDecisions, fo_decisions, GTK_TYPE_WIDGET)

static bool
load (FoTxn *txn, gconstpointer input, GArray *rows, GError **error)
{
  (void) input;
  return fo_to_decide_read (txn, rows, error);
}

static char *
sentence_of (const FoToDecide *row)
{
  g_autofree char *id = g_strconcat ("page.supplies.ask.", row->kind, NULL);
  g_auto (FoArgs) args = { 0 };

  fo_args_set_text (&args, "order", row->order);
  fo_args_set_text (&args, "customer", row->customer);
  fo_args_set_text (&args, "supply", row->supply);
  fo_args_set_text (&args, "item", row->name);
  fo_args_set_text (&args, "unit", row->unit);
  fo_args_set_text (&args, "text", row->text);
  fo_args_set_quantity (&args, "quantity", row->quantity_u);
  if (row->day != FO_DAY_NONE)
    fo_args_set_day (&args, "day", row->day);
  if (row->since != FO_DAY_NONE)
    fo_args_set_day (&args, "since", row->since);
  return fo_say (id, &args);
}

static void
answer_clicked (GtkButton *button, FoDecisions *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "desk.command", "s", (const char *) g_object_get_data (G_OBJECT (button), "command"));
}

static GtkWidget *
answers_new (FoDecisions *self, const FoToDecide *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  for (guint i = 0; i < G_N_ELEMENTS (row->answers) && row->answers[i]; i++) {
    g_autofree char *id = g_strconcat ("page.supplies.answer.", row->answers[i], NULL), *word = fo_say (id, NULL);
    GtkWidget *button = gtk_button_new_with_label (word);

    gtk_widget_add_css_class (button, "offer");
    g_object_set_data_full (G_OBJECT (button), "command",
                            g_strdup_printf ("decide %" G_GINT64_FORMAT " %s", row->question, row->answers[i]), g_free);
    g_signal_connect (button, "clicked", G_CALLBACK (answer_clicked), self);
    gtk_box_append (GTK_BOX (box), button);
  }
  return box;
}

static void
add_row (FoDecisions *self, const FoToDecide *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *label;
  g_autofree char *sentence = sentence_of (row);

  label = gtk_label_new (sentence);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "answer");
  gtk_widget_add_css_class (box, "pad");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), answers_new (self, row));
  gtk_box_append (GTK_BOX (self->box), box);
}

static void
came (const GArray *rows, gpointer data)
{
  FoDecisions *self = data;
  GtkWidget *child;

  if (!self->box)
    return;
  while ((child = gtk_widget_get_first_child (self->box)))
    gtk_box_remove (GTK_BOX (self->box), child);
  for (guint i = 0; i < rows->len; i++)
    add_row (self, &g_array_index (rows, FoToDecide, i));
  if (!rows->len) {
    g_autofree char *text = fo_say ("page.supplies.nothing-to-decide", NULL);
    GtkWidget *label = gtk_label_new (text);

    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    gtk_widget_add_css_class (label, "muted");
    gtk_widget_add_css_class (label, "pad");
    gtk_box_append (GTK_BOX (self->box), label);
  }
}

void
fo_decisions_look (FoDecisions *self, FoStation *station)
{
  const FoRequest request = { load, "", 1, sizeof (FoToDecide), came };

  fo_request (station, &request, G_OBJECT (self));
}

static void
fo_decisions_dispose (GObject *object)
{
  g_clear_pointer (&FO_DECISIONS (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (fo_decisions_parent_class)->dispose (object);
}

static void
fo_decisions_class_init (FoDecisionsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fo_decisions_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
fo_decisions_init (FoDecisions *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->box, "order-lines");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

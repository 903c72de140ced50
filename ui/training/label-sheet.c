/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label-sheet.h"

#include "common/speech.h"
#include "common/worded.h"
#include "shell/router.h"
#include "symbol-art.h"

#include <string.h>

enum { SYMBOL_SIDE = 96 };

struct _FoLabelSheet {
  AdwWindow parent_instance;
  GtkBox *sections;
  GtkLabel *scanned;
  FoStation *station;
  GArray *labels; /* FoTrainingLabel */
};

G_DEFINE_FINAL_TYPE (FoLabelSheet, fo_label_sheet, ADW_TYPE_WINDOW)

static const char *const section_titles[FO_N_TRAINING_SECTIONS] = {
  [FO_TRAINING_COMING] = "page.training.coming",     [FO_TRAINING_SHELVES] = "page.training.shelves",
  [FO_TRAINING_PLACES] = "page.training.places",     [FO_TRAINING_PAPERS] = "page.training.papers",
  [FO_TRAINING_BADGES] = "page.training.badges",     [FO_TRAINING_COMMANDS] = "page.training.commands",
};

static void
scan_label (FoLabelSheet *self, const FoTrainingLabel *label)
{
  FoScan scan = fo_training_label_scan (label, fo_station_options (self->station)->now_us ());

  gtk_label_set_text (self->scanned, label->caption);
  fo_router_scan (gtk_window_get_application (GTK_WINDOW (self)), &scan);
}

static void
clicked (GtkButton *button, FoLabelSheet *self)
{
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "fo-label"));

  scan_label (self, &g_array_index (self->labels, FoTrainingLabel, i));
}

/* ---- cards ------------------------------------------------------------------------------------------------------------------ */

static GtkWidget *
text (const char *words, const char *css_class)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 16);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
card_of (FoLabelSheet *self, guint i)
{
  const FoTrainingLabel *label = &g_array_index (self->labels, FoTrainingLabel, i);
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *whole = g_strdup_printf ("%s  %s", label->caption, label->detail);

  gtk_box_append (GTK_BOX (box), fo_symbol_art_new (label->kind, label->text, SYMBOL_SIDE));
  gtk_box_append (GTK_BOX (box), text (label->caption, "caption"));
  gtk_box_append (GTK_BOX (box), text (label->detail, "detail"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_tooltip_text (button, whole);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
  gtk_widget_add_css_class (button, "label-card");
  g_object_set_data (G_OBJECT (button), "fo-label", GUINT_TO_POINTER (i));
  g_signal_connect (button, "clicked", G_CALLBACK (clicked), self);
  return button;
}

static void
add_section (FoLabelSheet *self, FoTrainingSection section)
{
  g_autofree char *title = fo_say (section_titles[section], NULL);
  GtkWidget *heading = gtk_label_new (title), *flow = gtk_flow_box_new ();
  guint n = 0;

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "card-head");
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (flow), TRUE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 8);
  for (guint i = 0; i < self->labels->len; i++)
    if (g_array_index (self->labels, FoTrainingLabel, i).section == section) {
      GtkWidget *card = card_of (self, i);
      gtk_flow_box_append (GTK_FLOW_BOX (flow), card);
      gtk_widget_set_focusable (gtk_widget_get_parent (card), FALSE);
      n++;
    }
  gtk_widget_set_visible (heading, n > 0);
  gtk_box_append (self->sections, heading);
  gtk_box_append (self->sections, flow);
}

static void
came (const GArray *labels, gpointer data)
{
  FoLabelSheet *self = data;
  GtkWidget *child;

  if (!self->labels)
    return;
  g_array_set_size (self->labels, 0);
  g_array_append_vals (self->labels, labels->data, labels->len);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sections))))
    gtk_box_remove (self->sections, child);
  for (int section = 0; section < FO_N_TRAINING_SECTIONS; section++)
    add_section (self, (FoTrainingSection) section);
}

static void
look (FoLabelSheet *self)
{
  fo_training_labels_read (self->station, fo_speech_language (), came, G_OBJECT (self));
}

/* Labels change only with what there is to scan, not with every scan. */
static void
answered (FoLabelSheet *self, const FoDeskReply *reply)
{
  if (reply && (reply->topics & FO_TOPIC_SUPPLIES))
    look (self);
}

/* ---- for tests ---------------------------------------------------------------------------------------------------------------- */

gboolean
fo_label_sheet_scan (FoLabelSheet *self, const char *words)
{
  for (guint i = 0; i < self->labels->len; i++) {
    const FoTrainingLabel *label = &g_array_index (self->labels, FoTrainingLabel, i);
    if (strstr (label->caption, words) || strstr (label->detail, words) || strstr (label->text, words)) {
      scan_label (self, label);
      return TRUE;
    }
  }
  return FALSE;
}

guint
fo_label_sheet_count (FoLabelSheet *self)
{
  return self->labels->len;
}

/* ---- life ------------------------------------------------------------------------------------------------------------------------ */

static void
fo_label_sheet_dispose (GObject *object)
{
  FoLabelSheet *self = FO_LABEL_SHEET (object);

  g_clear_pointer (&self->labels, g_array_unref);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (fo_label_sheet_parent_class)->dispose (object);
}

static void
fo_label_sheet_class_init (FoLabelSheetClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = fo_label_sheet_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/firstout/Firstout/training/label-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, FoLabelSheet, sections);
  gtk_widget_class_bind_template_child (widget_class, FoLabelSheet, scanned);
}

static void
fo_label_sheet_init (FoLabelSheet *self)
{
  self->labels = g_array_new (FALSE, FALSE, sizeof (FoTrainingLabel));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "firstout");
  fo_worded_init (GTK_WIDGET (self));
}

FoLabelSheet *
fo_label_sheet_new (GtkApplication *application, FoStation *station)
{
  FoLabelSheet *self = g_object_new (FO_TYPE_LABEL_SHEET, "application", application, NULL);

  self->station = g_object_ref (station);
  g_signal_connect_object (station, "opened", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "answered", G_CALLBACK (answered), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  look (self);
  return self;
}

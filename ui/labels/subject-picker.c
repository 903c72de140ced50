/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "subject-picker.h"

#include "common/speech.h"
#include "common/worded.h"

struct _FoSubjectPicker {
  GtkWidget parent_instance;
  GtkWidget *search, *scroller;
  GtkListView *list;
  FoLongList *rows;
};

G_DEFINE_FINAL_TYPE (FoSubjectPicker, fo_subject_picker, GTK_TYPE_WIDGET)

static guint picked_signal;

static void
setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  static const char *const classes[] = { "name", "where" };

  (void) factory;
  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++) {
    GtkWidget *label = gtk_label_new (NULL);

    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
    gtk_label_set_max_width_chars (GTK_LABEL (label), 20);
    gtk_widget_add_css_class (label, classes[i]);
    gtk_box_append (GTK_BOX (box), label);
  }
  gtk_widget_add_css_class (box, "line-card");
  gtk_list_item_set_child (item, box);
}

static void
bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  const FoSubjectRow *row = fo_row_value (gtk_list_item_get_item (item));
  g_autofree char *title = fo_subject_title (row), *detail = fo_subject_detail (row);

  (void) factory;
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (box)), title);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (box)), detail);
}

gboolean
fo_subject_picker_pick (FoSubjectPicker *self, guint i)
{
  const FoSubjectRow *row = self->rows ? fo_long_list_known (self->rows, i) : NULL;

  if (!row || !row->id)
    return FALSE;
  g_signal_emit (self, picked_signal, 0, row);
  return TRUE;
}

static void
activated (FoSubjectPicker *self, guint i)
{
  fo_subject_picker_pick (self, i);
}

static void
search_changed (FoSubjectPicker *self)
{
  if (self->rows)
    fo_long_list_look (self->rows, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

/* Enter in the search takes what was found first. */
static void
search_activated (FoSubjectPicker *self)
{
  fo_subject_picker_pick (self, 0);
}

void
fo_subject_picker_look (FoSubjectPicker *self, FoStation *station, FoLabelRecord record)
{
  GtkSelectionModel *model;

  g_clear_object (&self->rows);
  self->rows = fo_long_list_new (station, fo_subjects_of (record));
  model = GTK_SELECTION_MODEL (gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->rows))));
  gtk_list_view_set_model (self->list, model);
  g_object_unref (model);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  search_changed (self);
}

void
fo_subject_picker_search (FoSubjectPicker *self, const char *words)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), words);
  search_changed (self);
}

void
fo_subject_picker_refresh (FoSubjectPicker *self)
{
  if (self->rows)
    fo_long_list_again (self->rows,
                        gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list))) >= 1);
}

GListModel *
fo_subject_picker_model (FoSubjectPicker *self)
{
  return G_LIST_MODEL (self->rows);
}

/* ---- life ------------------------------------------------------------------------------------------------------------------------- */

static void
fo_subject_picker_dispose (GObject *object)
{
  FoSubjectPicker *self = FO_SUBJECT_PICKER (object);

  g_clear_pointer (&self->search, gtk_widget_unparent);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (fo_subject_picker_parent_class)->dispose (object);
}

static void
fo_subject_picker_class_init (FoSubjectPickerClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fo_subject_picker_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
  picked_signal = g_signal_new ("picked", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_POINTER);
}

static void
make_list (FoSubjectPicker *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), NULL);
  self->list = GTK_LIST_VIEW (gtk_list_view_new (NULL, factory));
  gtk_list_view_set_single_click_activate (self->list, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "lines");
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (activated), self);
}

static void
fo_subject_picker_init (FoSubjectPicker *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (layout, 8);
  self->search = gtk_search_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->search), 10);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->search), 20);
  fo_worded_set (self->search, "placeholder-text", "page.labels.search");
  gtk_widget_set_margin_start (self->search, 12);
  gtk_widget_set_margin_end (self->search, 12);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (search_changed), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (search_activated), self);
  gtk_widget_set_parent (self->search, GTK_WIDGET (self));
  make_list (self);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (self->scroller, TRUE);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  fo_worded_init (GTK_WIDGET (self));
  g_signal_connect_object (fo_speech_get (), "changed", G_CALLBACK (search_changed), self, G_CONNECT_SWAPPED);
}

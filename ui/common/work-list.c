/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work-list.h"

struct _FoWorkList {
  GtkWidget parent_instance;
  GtkWidget *list;
  GArray *rows;
};

G_DEFINE_FINAL_TYPE (FoWorkList, fo_work_list, GTK_TYPE_WIDGET)

static void
chosen (GtkListBox *list, GtkListBoxRow *row, FoWorkList *self)
{
  guint i = (guint) gtk_list_box_row_get_index (row);

  (void) list;
  gtk_widget_activate_action (GTK_WIDGET (self), "desk.command", "s", g_array_index (self->rows, FoWorkRow, i).command);
}

static GtkWidget *
text (const char *words, const char *css_class, gboolean expand)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), expand ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_hexpand (label, expand);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
row_of (const FoWorkRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *left = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_append (GTK_BOX (left), text (row->title, "name", TRUE));
  gtk_box_append (GTK_BOX (left), text (row->detail, "where", TRUE));
  gtk_widget_set_valign (left, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), left);
  gtk_box_append (GTK_BOX (box), text (row->right, "amount", FALSE));
  gtk_widget_add_css_class (box, "line-card");
  return box;
}

void
fo_work_list_show (FoWorkList *self, const GArray *rows)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)))
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  g_array_set_size (self->rows, 0);
  g_array_append_vals (self->rows, rows->data, rows->len);
  for (guint i = 0; i < rows->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), row_of (&g_array_index (rows, FoWorkRow, i)));
}

static void
fo_work_list_dispose (GObject *object)
{
  FoWorkList *self = FO_WORK_LIST (object);

  g_clear_pointer (&self->list, gtk_widget_unparent);
  g_clear_pointer (&self->rows, g_array_unref);
  G_OBJECT_CLASS (fo_work_list_parent_class)->dispose (object);
}

static void
fo_work_list_class_init (FoWorkListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = fo_work_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
fo_work_list_init (FoWorkList *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (FoWorkRow));
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "work-list");
  g_signal_connect (self->list, "row-activated", G_CALLBACK (chosen), self);
  gtk_widget_set_parent (self->list, GTK_WIDGET (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "columns.h"

#include "row.h"

static void
setup_number (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer show)
{
  GtkWidget *label = gtk_label_new (NULL);

  (void) factory, (void) show;
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_list_item_set_child (item, label);
}

static void
setup_text (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer show)
{
  GtkWidget *label = gtk_label_new (NULL);

  (void) factory, (void) show;
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer show)
{
  static const char *const classes[] = { "cell-text", NULL };
  GtkWidget *label = gtk_list_item_get_child (item);

  (void) factory;
  gtk_widget_set_css_classes (label, (const char **) classes);
  ((FoCellShow) show) (GTK_LABEL (label), fo_row_value (gtk_list_item_get_item (item)));
}

void
fo_column_add (GtkColumnView *view, const char *title_id, int width, gboolean number, FoCellShow show)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column = gtk_column_view_column_new (title_id, factory);

  g_signal_connect (factory, "setup", G_CALLBACK (number ? setup_number : setup_text), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), (gpointer) show);
  if (width)
    gtk_column_view_column_set_fixed_width (column, width);
  else
    gtk_column_view_column_set_expand (column, TRUE);
  gtk_column_view_append_column (view, column);
  g_object_unref (column);
}

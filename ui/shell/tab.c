/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tab.h"

/* A list to choose from; one whose rows have buttons is gone through. */
static gboolean
is_list (GtkWidget *widget)
{
  return GTK_IS_LIST_VIEW (widget) || GTK_IS_COLUMN_VIEW (widget)
         || (GTK_IS_LIST_BOX (widget) && gtk_list_box_get_selection_mode (GTK_LIST_BOX (widget)) == GTK_SELECTION_BROWSE);
}

/* The list around WIDGET, NULL when it is in none. */
static GtkWidget *
list_around (GtkWidget *widget)
{
  GtkWidget *list = NULL;

  for (; widget; widget = gtk_widget_get_parent (widget))
    if (is_list (widget))
      list = widget;
  return list;
}

gboolean
fo_tab_is_in_list (GtkWindow *window)
{
  return list_around (gtk_window_get_focus (window)) != NULL;
}

gboolean
fo_tab_out_of_list (GtkWindow *window, GtkDirectionType direction)
{
  GtkWidget *list = list_around (gtk_window_get_focus (window));

  if (!list)
    return FALSE;
  gtk_widget_set_can_focus (list, FALSE);
  gtk_widget_child_focus (GTK_WIDGET (window), direction);
  gtk_widget_set_can_focus (list, TRUE);
  return TRUE;
}

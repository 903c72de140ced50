/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tab.h"

/* The list around WIDGET, NULL when it is in none. */
static GtkWidget *
list_around (GtkWidget *widget)
{
  GtkWidget *list = NULL;

  for (; widget; widget = gtk_widget_get_parent (widget))
    if (GTK_IS_LIST_VIEW (widget) || GTK_IS_COLUMN_VIEW (widget))
      list = widget;
  return list;
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "entry.h"

gboolean
fo_entry_is_open (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  return focus && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT (focus));
}

void
fo_entry_type (GtkEditable *entry, gunichar character)
{
  char utf8[7] = { 0 };
  int end = -1;

  g_unichar_to_utf8 (character, utf8);
  gtk_widget_grab_focus (GTK_WIDGET (entry));
  gtk_editable_delete_selection (entry);
  gtk_editable_insert_text (entry, utf8, -1, &end);
  gtk_editable_set_position (entry, -1);
}

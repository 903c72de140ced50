/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "entry.h"

#define KEPT "fo-placeholder" /* what the entry is for while it is no secret */

gboolean
fo_entry_is_open (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  return focus && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT (focus));
}

/* Digits are not shown, and no undo brings them back. */
void
fo_entry_set_secret (GtkEditable *entry, gboolean secret)
{
  if (fo_entry_is_secret (entry) == secret)
    return;
  gtk_editable_set_text (entry, "");
  if (secret)
    g_object_set_data_full (G_OBJECT (entry), KEPT, g_strdup (gtk_entry_get_placeholder_text (GTK_ENTRY (entry))), g_free);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), secret ? "PIN" : g_object_get_data (G_OBJECT (entry), KEPT));
  gtk_entry_set_visibility (GTK_ENTRY (entry), !secret);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), secret ? GTK_INPUT_PURPOSE_PIN : GTK_INPUT_PURPOSE_FREE_FORM);
  gtk_editable_set_enable_undo (entry, !secret);
  if (secret)
    gtk_widget_grab_focus (GTK_WIDGET (entry));
}

gboolean
fo_entry_is_secret (GtkEditable *entry)
{
  return !gtk_entry_get_visibility (GTK_ENTRY (entry));
}

char *
fo_entry_take_command (GtkEditable *entry, const char *text)
{
  if (fo_entry_is_secret (entry))
    return g_strconcat ("log-in ", text, NULL);
  return *text == '/' ? g_strdup (text + 1) : NULL;
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

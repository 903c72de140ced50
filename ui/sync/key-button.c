/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "key-button.h"

static GtkWidget *
inside_of (const char *message, const char *key)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10), *words = gtk_label_new (message), *cap = gtk_label_new (key);

  gtk_widget_add_css_class (cap, "key");
  gtk_widget_set_valign (cap, GTK_ALIGN_CENTER);
  gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), cap);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  return box;
}

GtkWidget *
fo_key_button_new (const char *message, const char *key, GCallback clicked, gpointer data)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), inside_of (message, key));
  gtk_widget_add_css_class (button, "offer");
  gtk_widget_add_css_class (button, "in-row");
  g_signal_connect_swapped (button, "clicked", clicked, data);
  return button;
}

GtkWidget *
fo_key_toggle_new (const char *key)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), inside_of ("", key));
  gtk_widget_add_css_class (button, "offer");
  gtk_widget_add_css_class (button, "in-row");
  return button;
}

void
fo_key_button_say (GtkWidget *button, const char *words)
{
  GtkWidget *label = gtk_widget_get_first_child (gtk_button_get_child (GTK_BUTTON (button)));

  gtk_label_set_text (GTK_LABEL (label), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

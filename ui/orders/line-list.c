/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "line-list.h"

#include "order-line.h"

typedef struct {
  gint64 line;
  FoLineChosen chosen;
  gpointer data;
} Press;

static void
pressed (GtkButton *button, gpointer data)
{
  const Press *press = g_object_get_data (G_OBJECT (button), "press");

  (void) data;
  press->chosen (press->line, press->data);
}

static GtkWidget *
line_button (const FoBoardLine *line, FoLineChosen chosen, gpointer data)
{
  GtkWidget *button = gtk_button_new ();
  Press *press = g_new (Press, 1);

  *press = (Press){ line->line.id, chosen, data };
  gtk_button_set_child (GTK_BUTTON (button), fo_order_line_new (line));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "line-button");
  gtk_widget_set_sensitive (button, line->line.goods);
  g_object_set_data_full (G_OBJECT (button), "press", press, g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (pressed), data, 0);
  return button;
}

gboolean
fo_line_list_fill (GtkBox *box, const GArray *lines, FoLineChosen chosen, gpointer data)
{
  gboolean misses = FALSE;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))))
    gtk_box_remove (box, child);
  for (guint i = 0; i < lines->len; i++) {
    const FoBoardLine *line = &g_array_index (lines, FoBoardLine, i);

    gtk_box_append (box, line_button (line, chosen, data));
    misses |= fo_line_missing (&line->line) + line->line.from_supply_u > 0;
  }
  return misses;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compact.h"

enum { WIDE_ENOUGH = 1200, HIGH_ENOUGH = 790 };

static gboolean
show (gpointer data)
{
  GtkWidget *widget = data;
  FoCompact *compact = g_object_get_data (G_OBJECT (widget), "fo-compact");

  compact->source = 0;
  if (compact->compact)
    gtk_widget_add_css_class (widget, "compact");
  else
    gtk_widget_remove_css_class (widget, "compact");
  return G_SOURCE_REMOVE;
}

/* libadwaita 1.2 has no breakpoints: what a style sheet cannot ask, the size says here. Not while allocating. */
void
fo_compact_allocated (FoCompact *compact, GtkWidget *widget, int width, int height)
{
  gboolean small = width < WIDE_ENOUGH || height < HIGH_ENOUGH;

  if (small == compact->compact)
    return;
  compact->compact = small;
  g_object_set_data (G_OBJECT (widget), "fo-compact", compact);
  if (!compact->source)
    compact->source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, show, widget, NULL);
}

void
fo_compact_clear (FoCompact *compact)
{
  g_clear_handle_id (&compact->source, g_source_remove);
}

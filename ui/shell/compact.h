/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small screens: the style class "compact" of a window whose size asks for it. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

typedef struct {
  gboolean compact;
  guint source;
} FoCompact;

/* To be called at each allocation of WIDGET, whose field COMPACT is. */
void fo_compact_allocated (FoCompact *compact, GtkWidget *widget, int width, int height);
void fo_compact_clear (FoCompact *compact);

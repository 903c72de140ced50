/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoFilterBar: a row of words of which one holds: what a list shows. The first holds in the beginning. Main thread.
 * Signal "changed": another one holds. */
#pragma once

#include <gtk/gtk.h>

#define FO_TYPE_FILTER_BAR (fo_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (FoFilterBar, fo_filter_bar, FO, FILTER_BAR, GtkWidget)

/* The words, by message ids; once, before fo_worded_init of what it stands in. */
void fo_filter_bar_fill (FoFilterBar *self, const char *const *messages, guint n);
guint fo_filter_bar_get (FoFilterBar *self);
void fo_filter_bar_set (FoFilterBar *self, guint filter);
/* The one behind it, after the last the first. */
void fo_filter_bar_next (FoFilterBar *self);

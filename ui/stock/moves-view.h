/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoMovesView: what was moved, newest first: of a lot, or at a place. However long the book is, it is read as it is looked at. Main
 * thread. Signal "left": it shall be closed.
 */
#pragma once

#include "shell/station.h"
#include <gtk/gtk.h>

#define FO_TYPE_MOVES_VIEW (fo_moves_view_get_type ())
G_DECLARE_FINAL_TYPE (FoMovesView, fo_moves_view, FO, MOVES_VIEW, GtkWidget)

/* Of a lot, "#ID"; of a place, by its code. TITLE NULL: the name. */
void fo_moves_view_look (FoMovesView *self, FoStation *station, const char *name, const char *title);
void fo_moves_view_again (FoMovesView *self);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The lines of an order, each a button that explains it. Main thread. */
#pragma once

#include "board.h"
#include <gtk/gtk.h>

/* Called with the id of the line that was pressed. */
typedef void (*FoLineChosen) (gint64 line, gpointer data);

/* LINES: FoBoardLine, in place of what stands in BOX. DATA, a GObject, lives as long as the buttons matter. TRUE: something is not in the
 * house and theirs. */
gboolean fo_line_list_fill (GtkBox *box, const GArray *lines, FoLineChosen chosen, gpointer data);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Columns of tables whose rows are FoRow. Main thread. */
#pragma once

#include <gtk/gtk.h>

/* Fills LABEL, which has no text and no class but "cell-text", from the row's value. */
typedef void (*FoCellShow) (GtkLabel *label, gconstpointer value);

/* A column titled by message id. WIDTH 0: it takes what is left. */
void fo_column_add (GtkColumnView *view, const char *title_id, int width, gboolean number, FoCellShow show);

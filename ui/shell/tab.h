/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tab and lists: a list is one stop of many. By itself a list of this toolkit lets Tab go from row to row, and a list may have a
 * million; up and down go through the rows. Main thread. */
#pragma once

#include <gtk/gtk.h>

/* Moves the focus of WINDOW out of the list it is in, to what comes next; FALSE when it is in none. */
gboolean fo_tab_out_of_list (GtkWindow *window, GtkDirectionType direction);
/* Is the keyboard in a list? Enter opens its row, then. */
gboolean fo_tab_is_in_list (GtkWindow *window);

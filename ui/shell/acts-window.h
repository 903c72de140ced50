/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoActsWindow: the menu of acts (desk/menu.h) as a list that is searched while one types; what an act wants to be told is asked for
 * beneath it. Enter does the chosen one, the arrows choose, Esc goes back and then closes. Main thread.
 */
#pragma once

#include <adwaita.h>

#define FO_TYPE_ACTS_WINDOW (fo_acts_window_get_type ())
G_DECLARE_FINAL_TYPE (FoActsWindow, fo_acts_window, FO, ACTS_WINDOW, AdwWindow)

/* While TASK is open, and with ORDER chosen on the page beneath ("" none). Asks PARENT by "desk.command", and ends. */
GtkWindow *fo_acts_window_new (GtkWindow *parent, const char *task, const char *order);

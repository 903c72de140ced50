/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoPagesWindow: all pages at once, each a large button with a key: the row of digits for the first group, the two rows of letters
 * below it for the others, wherever the layout has moved what stands on them. Scans pass it to the page beneath. Alt 0 or Esc
 * closes it. Main thread.
 */
#pragma once

#include <adwaita.h>

#define FO_TYPE_PAGES_WINDOW (fo_pages_window_get_type ())
G_DECLARE_FINAL_TYPE (FoPagesWindow, fo_pages_window, FO, PAGES_WINDOW, AdwWindow)

/* Asks PARENT by "show.page", and ends. */
GtkWindow *fo_pages_window_new (GtkWindow *parent);

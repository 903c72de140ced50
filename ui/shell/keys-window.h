/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoKeysWindow: what each key does, on every page. Scans pass it to the page beneath. F1 or Esc closes it. Main thread. */
#pragma once

#include <adwaita.h>

#define FO_TYPE_KEYS_WINDOW (fo_keys_window_get_type ())
G_DECLARE_FINAL_TYPE (FoKeysWindow, fo_keys_window, FO, KEYS_WINDOW, AdwWindow)

GtkWindow *fo_keys_window_new (GtkWindow *parent);

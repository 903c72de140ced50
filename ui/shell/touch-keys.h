/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoTouchKeys: keys on the screen for a PC without a keyboard: digits, Latin capitals as codes have them, Cyrillic for words. They type
 * where the caret is, else into the entry at the foot, and never take the caret away. Hidden until they are asked for. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#define FO_TYPE_TOUCH_KEYS (fo_touch_keys_get_type ())
G_DECLARE_FINAL_TYPE (FoTouchKeys, fo_touch_keys, FO, TOUCH_KEYS, GtkWidget)

/* ENTRY: where keys go when the caret is nowhere; it outlives the keys. */
void fo_touch_keys_set_entry (FoTouchKeys *self, GtkEditable *entry);

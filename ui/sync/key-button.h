/* SPDX-License-Identifier: GPL-3.0-or-later
 * A button that says its words and its key. Main thread. */
#pragma once

#include <gtk/gtk.h>

/* MESSAGE is worded by the fo_worded_init of what it is put into; NULL: the caller says the words (fo_key_button_say). CLICKED gets DATA
 * first. */
GtkWidget *fo_key_button_new (const char *message, const char *key, GCallback clicked, gpointer data);
/* The same as a toggle. */
GtkWidget *fo_key_toggle_new (const char *key);
void fo_key_button_say (GtkWidget *button, const char *words);

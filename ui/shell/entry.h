/* SPDX-License-Identifier: GPL-3.0-or-later
 * The entry for typing. Main thread. */
#pragma once

#include <gtk/gtk.h>

/* Is a person in the middle of a text, in whatever entry of WINDOW? */
gboolean fo_entry_is_open (GtkWindow *window);

/* A letter typed while a button has the focus, by a person or by a scanner that types, begins in ENTRY, which has the focus then. */
void fo_entry_type (GtkEditable *entry, gunichar character);

/* While a PIN is asked for: the entry (a GtkEntry) does not show what is typed. */
void fo_entry_set_secret (GtkEditable *entry, gboolean secret);
gboolean fo_entry_is_secret (GtkEditable *entry);
/* The command that TEXT, just typed, is: a PIN, or "/…" by name; NULL: it is as if it were scanned. Free with g_free. */
char *fo_entry_take_command (GtkEditable *entry, const char *text);

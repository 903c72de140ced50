/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When the world failed: a GError in the words of a person. Its own message, in English, is for logs and the command line; here it
 * stands behind the sentence only where it says a place to look (a key of a template, a word of the server). Main thread.
 */
#pragma once

#include <glib.h>

/* WHAT it was about, the name of a file or a printer; may be NULL. Free with g_free. */
char *fo_fault_text (const GError *error, const char *what);

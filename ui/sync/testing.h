/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A link is tested on a thread and with a store of its own while the window goes on; a secret is written down there, too. Main thread.
 */
#pragma once

#include "firstout/words/words.h"
#include <gio/gio.h>

/* One finding in words, as it is made; IS_OVER with the last word, WORDS empty then unless it could not be tested at all. */
typedef struct {
  gboolean good, is_over;
  const char *words;
} FoTestNews;
typedef void (*FoTestTold) (const FoTestNews *news, gpointer owner);

/* Tests the link NAME of the warehouse at STORE_URI. TOLD hears of each finding and of the end, unless OWNER is gone by then. */
void fo_testing_start (const char *store_uri, const char *name, FoLanguage language, FoTestTold told, GObject *owner);

/* Writes a secret down. TOLD hears of the end; GOOD says whether it is written. */
void fo_testing_keep_secret (const char *name, const char *secret, FoTestTold told, GObject *owner);

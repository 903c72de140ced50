/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message with its {arguments} and [optional parts] becomes a sentence; the syntax stands in words.h. Pure; any thread.
 */
#pragma once

#include "firstout/words/words.h"

/* The message of an id in a language; NULL when there is none: for {name|word}. */
typedef const char *(*FoMessageFind) (FoLanguage language, const char *message_id);

/* Appends MESSAGE to SENTENCE. False when an argument outside [ ] was missing (its name then stands in braces) or the
 * message is not well formed (then the rest of it stands as it is written). ARGS may be NULL. */
gboolean
fo_message_print (GString *sentence, const char *message, FoLanguage language, const FoArgs *args, FoMessageFind find);

/* Which of the plural forms a number takes: 0 or 1 in English and German; 0, 1 or 2 in Russian, and 1 for a broken
 * number (полторы = 1,5 коробки). */
guint fo_message_plural (FoLanguage language, FoQuantity quantity_u);

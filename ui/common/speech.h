/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoSpeech: the language the window speaks, one for the process. Whoever shows a sentence listens to "changed" and says it
 * anew. Main thread.
 */
#pragma once

#include "firstout/words/words.h"
#include <glib-object.h>

#define FO_TYPE_SPEECH (fo_speech_get_type ())
G_DECLARE_FINAL_TYPE (FoSpeech, fo_speech, FO, SPEECH, GObject)

/* The one of this process; not owned. Signal "changed": the language is another one now. */
FoSpeech *fo_speech_get (void);

FoLanguage fo_speech_language (void);
void fo_speech_set_language (FoLanguage language);

/* The sentence in the language of the window. ARGS may be NULL. Free with g_free. */
char *fo_say (const char *message_id, const FoArgs *args);

/* A name in the language of the window: DE or EN where they are not empty, else NAME. Borrowed from the arguments. */
const char *fo_speech_choose (const char *name, const char *de, const char *en);

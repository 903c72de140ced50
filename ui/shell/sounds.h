/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sounds of the moods. A port: the real one plays files of data/sounds through the sound server, off the main thread; with no
 * server it is silent, and nobody is told. Tests record what was asked for.
 */
#pragma once

#include "firstout/core/verdict.h"
#include <glib.h>

typedef struct FoSounds FoSounds;

/* NAME is that of the mood's look: "ok". Main thread. */
typedef void (*FoSoundPort) (const char *name, gpointer data);

/* Plays NAME.wav of FOLDER. */
FoSounds *fo_sounds_new (const char *folder);
/* Asks PORT instead. */
FoSounds *fo_sounds_new_for_port (FoSoundPort port, gpointer data);
void fo_sounds_free (FoSounds *sounds);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoSounds, fo_sounds_free)

/* The first lane and the third sound alike, the second has a voice of its own: "ok-2". */
void fo_sounds_play (FoSounds *sounds, FoMood mood, guint32 lane);
void fo_sounds_set_muted (FoSounds *sounds, gboolean muted);

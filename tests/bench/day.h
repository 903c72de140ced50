/* SPDX-License-Identifier: GPL-3.0-or-later
 * The scripted day, and every other scene of the desk, in a warehouse that is not empty: what its tasks ask of the store. */
#pragma once

#include "counters.h"

/* Plays tests/scenes/NAME.scene at the desk in the book at URI and adds what every statement of every input cost. False: it came to
 * another end here, and said why. */
bool day_play (const char *uri, const char *name, Counters *counters);
/* All scenes there are, sorted. Free with g_strfreev. */
char **day_scenes (void);
/* Must it be the only one with a shelf? Then the book is one with the crowd aside (book_open_aside). */
bool day_wants_room (const char *scene);

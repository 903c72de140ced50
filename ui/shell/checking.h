/* SPDX-License-Identifier: GPL-3.0-or-later
 * The book is checked once a day, by the station that ran the morning, on a thread and with a connection of its own: nobody waits for it.
 * Main thread. */
#pragma once

#include "station.h"

/* In so many seconds, for a start has better to do; one that is under way is enough, and one that waits for longer is brought forward.
 * When it ends the station says "checked" (const GError *, NULL: the book agrees). */
void fo_checking_start (FoStation *station, guint in_s);

typedef struct {
  gint64 at_us;  /* when the last one ended; 0: there was none */
  GError *error; /* what it found; NULL nothing */
} FoChecked;
/* Since this station was opened; never NULL. */
const FoChecked *fo_checking_last (FoStation *station);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * A job beside the window: it runs on a thread of its own and tells the main thread how it goes and how it ended, as long as whoever
 * asked for it is still there. */
#pragma once

#include <glib-object.h>

typedef struct FoAside FoAside;

/* On the job's thread. False sets *ERROR. */
typedef gboolean (*FoAsideWork) (FoAside *aside, gpointer job, GError **error);
/* On the main thread. ERROR is NULL when it was done. Not called when OWNER is gone. */
typedef void (*FoAsideEnded) (gpointer job, const GError *error, GObject *owner);
typedef void (*FoAsideHeard) (gpointer word, gpointer job, GObject *owner);

/* Takes JOB, which FREE_JOB frees on the main thread, whatever became of OWNER. */
void fo_aside_start (GObject *owner, gpointer job, GDestroyNotify free_job, FoAsideWork work, FoAsideEnded ended);
/* From the job's thread: HEARD is called with WORD (taken) in the order of the words, before the end is told. */
void fo_aside_tell (FoAside *aside, FoAsideHeard heard, gpointer word, GDestroyNotify free_word);

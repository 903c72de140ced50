/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The link to the sales database of a single station: the gateway in this process, on a thread and with a store of its own. What
 * became of each round is told on the main thread.
 */
#pragma once

#include "firstout/ui/application.h"

typedef struct FoLink FoLink;

/* A round is over; how it went stands in the store, with the links. CHANGED: sales said something new, lists should look again. */
typedef void (*FoLinkHeard) (gboolean changed, gpointer data);

FoLink *fo_link_new (const FoUiOptions *options, FoLinkHeard heard, gpointer data);
/* Ends after the round it is in. */
void fo_link_free (FoLink *link);

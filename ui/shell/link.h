/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The link to the sales database of a single station: the gateway in this process, on a thread and with a store of its own. What
 * became of each round is told on the main thread.
 */
#pragma once

#include "firstout/ui/application.h"

typedef struct FoLink FoLink;
typedef enum { FO_LINK_AWAY, FO_LINK_THERE } FoLinkState;

/* TEXT is what the header shows, in the window's language. CHANGED: sales said something new, lists should look again. */
typedef void (*FoLinkHeard) (FoLinkState state, const char *text, gboolean changed, gpointer data);

FoLink *fo_link_new (const FoUiOptions *options, FoLinkHeard heard, gpointer data);
/* Ends after the round it is in. */
void fo_link_free (FoLink *link);

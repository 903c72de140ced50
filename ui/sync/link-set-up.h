/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoLinkSetUp: a link is made or set up: its kind, its name, what its kind asks for. What is changed goes to the desk as commands, field by
 * field; the password goes straight to where the gateway reads it, and neither to the desk, the journal nor the store. Main thread.
 *
 * Signals
 *   left ()                    nothing is changed
 *   saved (const char *name)   everything was taken
 */
#pragma once

#include "firstout/desk/desk.h"
#include "shell/station.h"
#include <gtk/gtk.h>

#define FO_TYPE_LINK_SET_UP (fo_link_set_up_get_type ())
G_DECLARE_FINAL_TYPE (FoLinkSetUp, fo_link_set_up, FO, LINK_SET_UP, GtkWidget)

/* The link NAME; NULL: one that is not there yet. */
void fo_link_set_up_begin (FoLinkSetUp *self, FoStation *station, const char *name);
/* F3: saves; F12: leaves. */
gboolean fo_link_set_up_press_key (FoLinkSetUp *self, int f_key);
/* An answer to the lane in front. */
void fo_link_set_up_hear (FoLinkSetUp *self, const FoDeskReply *reply);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoLinkLights: how each link to sales stands, in the header of the window: sign, name, how long ago it was last heard; it opens the page
 * of sales. It looks by itself every few seconds, wherever the gateway runs. Not shown while there is no link. Main thread.
 */
#pragma once

#include "shell/station.h"
#include <gtk/gtk.h>

#define FO_TYPE_LINK_LIGHTS (fo_link_lights_get_type ())
G_DECLARE_FINAL_TYPE (FoLinkLights, fo_link_lights, FO, LINK_LIGHTS, GtkWidget)

/* The station is open. */
void fo_link_lights_open (FoLinkLights *self, FoStation *station);
/* Looks now. */
void fo_link_lights_look (FoLinkLights *self);

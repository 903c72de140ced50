/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoBrokenPanel: what was promised and is lost: whose, why and when, until it is promised again or somebody has seen to it. Main thread. */
#pragma once

#include "common/request.h"
#include "firstout/store/reservations.h"
#include <gtk/gtk.h>

#define FO_TYPE_BROKEN_PANEL (fo_broken_panel_get_type ())
G_DECLARE_FINAL_TYPE (FoBrokenPanel, fo_broken_panel, FO, BROKEN_PANEL, GtkWidget)

/* CAME gets FoBroken, the oldest first, at most FO_BROKEN_MOST. */
#define FO_BROKEN_MOST 100
void fo_broken_read (FoStation *station, FoRequestCame came, GObject *owner);

void fo_broken_panel_show (FoBrokenPanel *self, const GArray *broken);

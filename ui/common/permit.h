/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a page does beside the desk (a copy of the warehouse, a table read in) asks the right of who works here first. Main thread.
 */
#pragma once

#include "firstout/store/guard.h"
#include "shell/station.h"

/* MAY, and PASS for a store object of one's own (guard.h; lives for the call); else the window has said whose right it is. */
typedef void (*FoPermitJudged) (gboolean may, const FoGuardPass *pass, gpointer owner);

/* WHAT: a row of the table of rights. JUDGED comes once, unless OWNER is gone by then, or the station closes. */
void fo_permit_ask (FoStation *station, const char *what, FoPermitJudged judged, GObject *owner);

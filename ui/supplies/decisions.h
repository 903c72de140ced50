/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoDecisions: what waits for a person to decide, each with its answers as buttons, which are commands of the desk. Main thread. */
#pragma once

#include "shell/station.h"
#include <gtk/gtk.h>

#define FO_TYPE_DECISIONS (fo_decisions_get_type ())
G_DECLARE_FINAL_TYPE (FoDecisions, fo_decisions, FO, DECISIONS, GtkWidget)

/* Reads them anew. */
void fo_decisions_look (FoDecisions *self, FoStation *station);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What one shift hands over to the next, on paper: signed by both. Main thread. */
#pragma once

#include "shell/station.h"

/* THINGS: FoRow of FoWorkRow, as the page shows them. NOTES: FoNote, the last first. ADDED as fo_print_queue_add gives it. */
void fo_handover_print (FoStation *station, GListModel *things, const GArray *notes, FoPrintAddedFunc added, gpointer data);

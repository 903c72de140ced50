/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoRecent: the last answers of a lane with their times, newest first; those of other lanes are kept for when they are asked for.
 * Main thread. */
#pragma once

#include "firstout/work/act.h"
#include <gtk/gtk.h>

#define FO_TYPE_RECENT (fo_recent_get_type ())
G_DECLARE_FINAL_TYPE (FoRecent, fo_recent, FO, RECENT, GtkWidget)

#define FO_RECENT_MAX 5

void fo_recent_add (FoRecent *self, guint32 lane, const FoReply *reply, gint64 at_us);
/* The lane that is shown; 0 at first. */
void fo_recent_set_lane (FoRecent *self, guint32 lane);

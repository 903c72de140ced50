/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoQueueView: the print queue of this station: what waits, is sent, was printed, failed, and what nobody knows; and what a person
 * may do about each. Main thread.
 */
#pragma once

#include "firstout/work/print.h"
#include "shell/station.h"
#include <gtk/gtk.h>

#define FO_TYPE_QUEUE_VIEW (fo_queue_view_get_type ())
G_DECLARE_FINAL_TYPE (FoQueueView, fo_queue_view, FO, QUEUE_VIEW, GtkWidget)

/* Signal "look": the list should be read; see fo_queue_view_wanted. */
void fo_queue_view_open (FoQueueView *self, FoStation *station);
/* How many of the last jobs are to be shown. */
guint fo_queue_view_wanted (FoQueueView *self);
/* JOBS: FoPrintJob, newest first, as fo_print_queue_list tells them. */
void fo_queue_view_show (FoQueueView *self, const GPtrArray *jobs);

void fo_queue_view_choose (FoQueueView *self, gint64 job);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoTraceView: the picture of where a lot came from and where it went: cards from left to right, joined as the goods went. A lot
 * that is pressed is followed; so are the arrow keys, left to what it was made of, right to what was made of it. Main thread.
 *
 * Signal "chosen" (lot as gint64): this lot is to be followed.
 */
#pragma once

#include "firstout/work/lineage.h"
#include <gtk/gtk.h>

#define FO_TYPE_TRACE_VIEW (fo_trace_view_get_type ())
G_DECLARE_FINAL_TYPE (FoTraceView, fo_trace_view, FO, TRACE_VIEW, GtkWidget)

GtkWidget *fo_trace_view_new (void);
/* Takes what LINEAGE holds, which is empty then. */
void fo_trace_view_show (FoTraceView *self, FoLineage *lineage);
/* Where the middle of the lot that was asked for stands, to scroll to. */
void fo_trace_view_middle (FoTraceView *self, float *ret_x, float *ret_y);

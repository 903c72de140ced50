/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoTaskView: a page's work: on the left what to do now and what is offered, on the right the lines, or the work that waits
 * when nothing is open, and the last scans. A pure renderer of FoView. Main thread.
 */
#pragma once

#include "firstout/desk/desk.h"
#include <gtk/gtk.h>

#define FO_TYPE_TASK_VIEW (fo_task_view_get_type ())
G_DECLARE_FINAL_TYPE (FoTaskView, fo_task_view, FO, TASK_VIEW, GtkWidget)

void fo_task_view_show (FoTaskView *self, const FoView *view);
/* Work that waits, as fo_work_list_set_model takes it; shown while there are no lines. */
void fo_task_view_set_work (FoTaskView *self, GListModel *work);
/* Does somebody read further down in it? */
gboolean fo_task_view_is_below (FoTaskView *self);
void fo_task_view_add_recent (FoTaskView *self, guint32 lane, const FoReply *reply, gint64 at_us);
/* Whose last answers are shown. */
void fo_task_view_set_lane (FoTaskView *self, guint32 lane);
/* A widget of the page's own, above the lines; while it is seen, it stands in place of the last scans. */
void fo_task_view_set_aside (FoTaskView *self, GtkWidget *widget);
/* A label that was laid down as PATH; NULL: none any more. */
void fo_task_view_set_label (FoTaskView *self, GdkPaintable *picture, const char *path);
gboolean fo_task_view_press_key (FoTaskView *self, int f_key);

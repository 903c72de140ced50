/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoTaskPage: a page on which tasks are worked: a task view, and the work that waits while nothing is open. A page of this kind
 * only says which work that is. Main thread.
 */
#pragma once

#include "long-list.h"
#include "shell/page.h"

#define FO_TYPE_TASK_PAGE (fo_task_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (FoTaskPage, fo_task_page, FO, TASK_PAGE, GtkWidget)

struct _FoTaskPageClass {
  GtkWidgetClass parent_class;
  const FoLongListKind *work; /* rows that begin with a FoWorkRow */
  guint topics;               /* FoTopics that change it */
};

/* In the list of what was scanned last. */
void fo_task_page_add_recent (FoTaskPage *self, guint32 lane, const FoReply *reply);
/* Whose last answers are shown. */
void fo_task_page_set_lane (FoTaskPage *self, guint32 lane);
/* A widget of the page's own above the lines; its reference stays the caller's. */
void fo_task_page_set_aside (FoTaskPage *self, GtkWidget *widget);
/* A widget that stands in the place of the tasks while it is visible; its reference stays the caller's. */
void fo_task_page_set_over (FoTaskPage *self, GtkWidget *widget);
/* A label that was laid down as PATH. */
void fo_task_page_set_label (FoTaskPage *self, GdkPaintable *picture, const char *path);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pages of the table in a GtkStack: those that work is done on from the start, the others when they are first looked at.
 * Main thread.
 */
#pragma once

#include "page.h"
#include "pages.h"

typedef struct _FoPageStack FoPageStack;

/* STACK outlives it. */
FoPageStack *fo_page_stack_new (GtkStack *stack);
void fo_page_stack_free (FoPageStack *self);

/* The station is open: so are the pages, now and later. */
void fo_page_stack_open (FoPageStack *self, FoStation *station);

/* The page, made if need be; NULL when there is none of that name. */
GtkWidget *fo_page_stack_find (FoPageStack *self, const char *name);

/* To every page there is, as FoPage and FoTaskPage say. */
void fo_page_stack_show (FoPageStack *self, const FoView *view);
void fo_page_stack_refresh (FoPageStack *self, guint topics);
void fo_page_stack_add_recent (FoPageStack *self, guint32 lane, const FoReply *reply);
void fo_page_stack_set_lane (FoPageStack *self, guint32 lane);
void fo_page_stack_set_label (FoPageStack *self, GdkPaintable *picture, const char *path);

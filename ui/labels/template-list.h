/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoTemplateList: the kinds of labels there are, each with a small picture, its name and its size. Main thread.
 *
 * Signal "chosen": another one is chosen.
 */
#pragma once

#include "firstout/label/template.h"
#include "shell/station.h"

#include <gtk/gtk.h>

#define FO_TYPE_TEMPLATE_LIST (fo_template_list_get_type ())
G_DECLARE_FINAL_TYPE (FoTemplateList, fo_template_list, FO, TEMPLATE_LIST, GtkWidget)

/* Reads the templates of data/labels; those that do not load are left out, and the log says why. */
void fo_template_list_open (FoTemplateList *self, FoStation *station);

/* What is chosen; NULL before there are any. Lives as long as SELF is not finalized: who reads it on another thread keeps a reference. */
const FoLabelTemplate *fo_template_list_chosen (FoTemplateList *self);
/* FALSE when there is none of that name. */
gboolean fo_template_list_choose (FoTemplateList *self, const char *name);
/* The first one whose labels are of RECORD; NULL: none. */
const char *fo_template_list_name_for (FoTemplateList *self, FoLabelRecord record);

/* "Lot, wide". Free with g_free. */
char *fo_template_words (const char *name);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoSubjectPicker: what the label shall be of: a search and a list as long as the warehouse has rows. Main thread.
 *
 * Signal "picked (const FoSubjectRow *)"
 */
#pragma once

#include "subjects.h"

#include <gtk/gtk.h>

#define FO_TYPE_SUBJECT_PICKER (fo_subject_picker_get_type ())
G_DECLARE_FINAL_TYPE (FoSubjectPicker, fo_subject_picker, FO, SUBJECT_PICKER, GtkWidget)

/* Rows a label of RECORD can be of; fo_subjects_of knows some. */
void fo_subject_picker_look (FoSubjectPicker *self, FoStation *station, FoLabelRecord record);
void fo_subject_picker_search (FoSubjectPicker *self, const char *words);
/* Reads again what may have changed. */
void fo_subject_picker_refresh (FoSubjectPicker *self);
GListModel *fo_subject_picker_model (FoSubjectPicker *self);
/* As if row I were activated; FALSE when it is not there (yet). */
gboolean fo_subject_picker_pick (FoSubjectPicker *self, guint i);

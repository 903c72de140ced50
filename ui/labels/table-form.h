/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoTableForm: labels from a table: which of its columns holds what, the label to look at, and the rows that give no label. Main thread.
 *
 * Signal "changed": another match, another label to look at, faulty rows left out or not
 */
#pragma once

#include "making.h"

#include <gtk/gtk.h>

#define FO_TYPE_TABLE_FORM (fo_table_form_get_type ())
G_DECLARE_FINAL_TYPE (FoTableForm, fo_table_form, FO, TABLE_FORM, GtkWidget)

/* TABLE for labels of TEMPLATE, matched by the heads of its columns as far as they tell. */
void fo_table_form_show (FoTableForm *self, const FoLabelTemplate *template, FoLabelTable *table);
/* Column COLUMN, from 0, holds NAME; -1: none does. FALSE: nobody asks for NAME. */
gboolean fo_table_form_match (FoTableForm *self, const char *name, int column);
/* From 1, among the labels it gives. */
void fo_table_form_look_at (FoTableForm *self, guint label);
/* A table with faults gives labels only when a person says that the faulty rows are left out. */
void fo_table_form_set_skip (FoTableForm *self, gboolean skip);
gboolean fo_table_form_skips (FoTableForm *self);

void fo_table_form_give (FoTableForm *self, FoMaking *making);
/* What came of it: how many labels, and the faults by row. */
void fo_table_form_tell (FoTableForm *self, const FoMaking *making);

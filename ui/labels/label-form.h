/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoLabelForm: the fields of a template as entries, each with what is wrong with it below it. Main thread.
 *
 * Signals
 *   changed ()
 */
#pragma once

#include "making.h"

#include <gtk/gtk.h>

#define FO_TYPE_LABEL_FORM (fo_label_form_get_type ())
G_DECLARE_FINAL_TYPE (FoLabelForm, fo_label_form, FO, LABEL_FORM, GtkWidget)

/* The entries of TEMPLATE, empty. KNOWN: the row of the store says what the label is of; only what is free is asked for. */
void fo_label_form_show (FoLabelForm *self, const FoLabelTemplate *template, gboolean known);

/* The text of a field; of "serial" the first of a range. FALSE: there is no such field. */
gboolean fo_label_form_set (FoLabelForm *self, const char *name, const char *text);
/* The last of a range of serial numbers. */
gboolean fo_label_form_set_last (FoLabelForm *self, const char *text);

/* What was typed, into MAKING. */
void fo_label_form_give (FoLabelForm *self, FoMaking *making);

/* Words beside the fields; the first refusal of each. What stands in no field of the form comes back: NULL, or words to free. */
char *fo_label_form_refuse (FoLabelForm *self, const GArray *refusals);
/* Into the first empty needed field, else the first. */
void fo_label_form_focus (FoLabelForm *self);

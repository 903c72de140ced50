/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoLabelAmount: how many labels, and on what: copies, one a unit, stickers on a sheet of A4 and the first free one. Main thread.
 *
 * Signal "changed"
 */
#pragma once

#include "making.h"

#include <gtk/gtk.h>

#define FO_TYPE_LABEL_AMOUNT (fo_label_amount_get_type ())
G_DECLARE_FINAL_TYPE (FoLabelAmount, fo_label_amount, FO, LABEL_AMOUNT, GtkWidget)

/* A number from 1 to MOST, whose two buttons have names for who does not see them. */
GtkSpinButton *fo_label_number_new (double most);

/* One copy again; "one a unit" only where a label has a quantity, sheets only where a label is smaller than one. */
void fo_label_amount_show (FoLabelAmount *self, const FoLabelTemplate *template);
void fo_label_amount_give (FoLabelAmount *self, FoMaking *making);
gboolean fo_label_amount_on_sheets (FoLabelAmount *self);

void fo_label_amount_set_copies (FoLabelAmount *self, guint copies);
void fo_label_amount_set_per_unit (FoLabelAmount *self, gboolean per_unit);
/* "3x8"; NULL: none. START: the first free sticker, from 1. FALSE: no such sheet. */
gboolean fo_label_amount_set_sheet (FoLabelAmount *self, const char *sheet, guint start);

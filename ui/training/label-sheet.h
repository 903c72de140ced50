/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoLabelSheet: the simulated scanner of the training warehouse: a window of labels beside the station's; a click scans one.
 * Main thread.
 */
#pragma once

#include "labels.h"
#include <adwaita.h>

#define FO_TYPE_LABEL_SHEET (fo_label_sheet_get_type ())
G_DECLARE_FINAL_TYPE (FoLabelSheet, fo_label_sheet, FO, LABEL_SHEET, AdwWindow)

FoLabelSheet *fo_label_sheet_new (GtkApplication *application, FoStation *station);

/* As if the first label whose caption or detail holds WORDS were clicked. FALSE: there is none. */
gboolean fo_label_sheet_scan (FoLabelSheet *self, const char *words);
/* How many labels there are now. */
guint fo_label_sheet_count (FoLabelSheet *self);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoImportView: a table from Excel on its way in: pasted or from a file, its columns matched, what it would change, its faults in
 * words, and the import. Main thread.
 */
#pragma once

#include "import-job.h"
#include <gtk/gtk.h>

#define FO_TYPE_IMPORT_VIEW (fo_import_view_get_type ())
G_DECLARE_FINAL_TYPE (FoImportView, fo_import_view, FO, IMPORT_VIEW, GtkWidget)

void fo_import_view_open (FoImportView *self, FoStation *station);
/* Begins anew with another kind of table. */
void fo_import_view_set_kind (FoImportView *self, FoImportKind kind);
/* F2 paste, F7 open, F3 import, F6 without the faulty rows, F11 save the faults. */
gboolean fo_import_view_press_key (FoImportView *self, int f_key);

/* As pasted: text as a spreadsheet puts it on the clipboard, or a whole file. */
void fo_import_view_take (FoImportView *self, const char *name, const char *bytes, gsize length);
/* Says that sheet column CELL is our column COLUMN (-1: none); the preview begins anew. */
void fo_import_view_match (FoImportView *self, guint cell, int column);
/* Books it. */
void fo_import_view_import (FoImportView *self, gboolean skip_faults);
/* Nothing runs any more. */
gboolean fo_import_view_is_idle (FoImportView *self);
/* The faults as a table for Excel. Free with g_free. */
char *fo_import_view_faults (FoImportView *self);

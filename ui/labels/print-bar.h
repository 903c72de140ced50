/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoPrintBar: where labels go: a printer of this PC or a file, and what became of the last wish. Main thread.
 *
 * Signals
 *   print ()              the button, or F11
 *   save (const char *)   a file was chosen: its path, which ends in .pdf or .png
 *   changed ()            another printer: another resolution
 */
#pragma once

#include "firstout/work/print.h"

#include <gtk/gtk.h>

#define FO_TYPE_PRINT_BAR (fo_print_bar_get_type ())
G_DECLARE_FINAL_TYPE (FoPrintBar, fo_print_bar, FO, PRINT_BAR, GtkWidget)

/* FoPrinter. */
void fo_print_bar_set_printers (FoPrintBar *self, const GArray *printers);
/* "file" when no printer is chosen. */
const char *fo_print_bar_printer (FoPrintBar *self);
/* Pages and no labels: sheets of stickers go there. */
gboolean fo_print_bar_takes_pages (FoPrintBar *self);
int fo_print_bar_dpi (FoPrintBar *self);
gboolean fo_print_bar_choose (FoPrintBar *self, const char *printer);

/* May it be printed, may it be saved; NAME is what a file is called. */
void fo_print_bar_allow (FoPrintBar *self, gboolean print, gboolean save, const char *name);
gboolean fo_print_bar_may_print (FoPrintBar *self);
/* What became of it. BAD: it was refused. */
void fo_print_bar_say (FoPrintBar *self, const char *words, gboolean bad);

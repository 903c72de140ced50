/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoPrinterView: the printers of this PC and how each is: asked every few seconds while the view is shown, and by its last job where
 * it does not say; a test page, which one is the default, adding and removing. Main thread.
 */
#pragma once

#include "firstout/work/print.h"
#include "printer-adder.h"
#include "printer-settings.h"
#include "shell/station.h"

#define FO_TYPE_PRINTER_VIEW (fo_printer_view_get_type ())
G_DECLARE_FINAL_TYPE (FoPrinterView, fo_printer_view, FO, PRINTER_VIEW, GtkWidget)

void fo_printer_view_open (FoPrinterView *self, FoStation *station);
/* JOBS: FoPrintJob, newest first. */
void fo_printer_view_show (FoPrinterView *self, const GPtrArray *jobs);

void fo_printer_view_choose (FoPrinterView *self, const char *name);
/* A test page of the chosen one. */
void fo_printer_view_test (FoPrinterView *self);
void fo_printer_view_make_default (FoPrinterView *self);
void fo_printer_view_remove (FoPrinterView *self);
FoPrinterAdder *fo_printer_view_adder (FoPrinterView *self);
FoPrinterSettings *fo_printer_view_settings (FoPrinterView *self);

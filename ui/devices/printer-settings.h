/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoPrinterSettings: how fine a label printer is, the paper in it and what tells the labels on it apart, how fast and how dark it
 * prints, and who makes the symbols. Nothing typed: as the label is, and as the printer is set. Main thread.
 *
 * Signal "keep" (const FoPrinter *): the one that is shown, with what was typed.
 */
#pragma once

#include "firstout/drivers/printer.h"
#include <gtk/gtk.h>

#define FO_TYPE_PRINTER_SETTINGS (fo_printer_settings_get_type ())
G_DECLARE_FINAL_TYPE (FoPrinterSettings, fo_printer_settings, FO, PRINTER_SETTINGS, GtkWidget)

/* One that prints no ZPL and no TSPL has no settings here: nothing is shown. */
void fo_printer_settings_show (FoPrinterSettings *self, const FoPrinter *printer);

/* As if these were typed and "keep" were pressed. */
void fo_printer_settings_type (FoPrinterSettings *self, const char *paper, const char *speed, const char *darkness);

typedef enum { FO_PRINTER_AS_SET, FO_PRINTER_BY_GAP, FO_PRINTER_BY_MARK, FO_PRINTER_ENDLESS } FoPrinterMedia;

/* The same for what is chosen: BETWEEN is the height of a gap or a mark in millimetres, as typed. */
void fo_printer_settings_choose (FoPrinterSettings *self, int dpi, FoPrinterMedia media, const char *between, gboolean native);

/* "58x40", "58 × 40,5" in millimetres, both more than none; "": 0 and 0. False, and nothing set: it is neither. */
gboolean fo_printer_paper_parse (const char *text, int *ret_width_um, int *ret_height_um);

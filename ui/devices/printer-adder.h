/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoPrinterAdder: which printer is to be added: one of those found on CUPS and USB, or an address somebody knows: a host on port
 * 9100, a folder for files. One that does not say how fine it prints is not added before somebody chose it. Main thread.
 *
 * Signal "add" (const FoPrinter *): it is possible by itself.
 */
#pragma once

#include "firstout/drivers/printer.h"
#include <gtk/gtk.h>

#define FO_TYPE_PRINTER_ADDER (fo_printer_adder_get_type ())
G_DECLARE_FINAL_TYPE (FoPrinterAdder, fo_printer_adder, FO, PRINTER_ADDER, GtkWidget)

/* FOUND: FoPrinter, as fo_printers_look tells them. */
void fo_printer_adder_show_found (FoPrinterAdder *self, const GArray *found);

/* As if these were typed and "add" were pressed. */
void fo_printer_adder_type (FoPrinterAdder *self, const char *name, const char *address);

/* As if it were chosen; 0: as the printer says, which is asked when it is added. */
void fo_printer_adder_choose_dpi (FoPrinterAdder *self, int dpi);

/* "192.168.0.7" → "tcp://192.168.0.7", "/folder" → "file:/folder"; what has a scheme stays. Free with g_free. */
char *fo_printer_address (const char *typed);

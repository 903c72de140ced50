/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks the printers how they are, each on a thread of its own, every few seconds for as long as
 * somebody looks. Main thread.
 */
#pragma once

#include "firstout/drivers/printer.h"

typedef struct FoPrinterWatch FoPrinterWatch;

/* SAID: a printer said something else than the last time. */
FoPrinterWatch *fo_printer_watch_new (void (*said) (gpointer data), gpointer data);
/* Nothing is said any more; a question that is under way ends by itself. */
void fo_printer_watch_free (FoPrinterWatch *watch);

/* Which: FoPrinter, copied; may be NULL. One that is new is asked at once. */
void fo_printer_watch_set (FoPrinterWatch *watch, const GArray *printers);
/* Somebody looks, or nobody. */
void fo_printer_watch_run (FoPrinterWatch *watch, gboolean runs);

/* What it said last; NULL: it was not asked yet. Valid until the next iteration. */
const FoPrinterState *fo_printer_watch_get (FoPrinterWatch *watch, const FoPrinter *printer);

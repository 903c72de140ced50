/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The scan router. A scan of whatever origin goes as the action "scan.code" to the focused widget of the active window and up its
 * chain; a window that does not know scans (about, printing) lets it pass to the page beneath. The nearest that has the action
 * takes it; the main window always has it. Main thread.
 */
#pragma once

#include "firstout/core/scan.h"
#include "pages.h"
#include <gtk/gtk.h>

/* The type of the action's parameter, and both ways. */
#define FO_SCAN_VARIANT "(aysusuxu)"
GVariant *fo_scan_to_variant (const FoScan *scan);
void fo_scan_from_variant (GVariant *variant, FoScan *ret_scan);

/* Is this a scanner of the PC (FoDevice.id), with a lane of its own? What is typed, read from a picture or clicked belongs to the lane
 * in front. */
gboolean fo_router_is_scanner (const char *device);

/* The page that the command barcode opens, FO:C:PAGE-STOCK; NULL: it is none. */
const FoPageRow *fo_router_page_named (const FoScan *scan);

/* APPLICATION's windows are asked. FALSE: there was nobody to take it. */
gboolean fo_router_scan (GtkApplication *application, const FoScan *scan);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoDevicesPage: the scanners of this PC: state in words, profile, what to do when one cannot be read; the last scan as it came;
 * barcodes of a picture file. Main thread.
 */
#pragma once

#include "firstout/drivers/scanner.h"
#include "shell/page.h"

#define FO_TYPE_DEVICES_PAGE (fo_devices_page_get_type ())
G_DECLARE_FINAL_TYPE (FoDevicesPage, fo_devices_page, FO, DEVICES_PAGE, GtkWidget)

/* DEVICES: FoDevice, as fo_scanners_list gives them. */
void fo_devices_page_show_devices (FoDevicesPage *self, GPtrArray *devices);
/* Anything that was scanned, whatever became of it. */
void fo_devices_page_show_scan (FoDevicesPage *self, const FoScan *scan);
/* Each barcode of the picture goes as "scan.code" up the chain. */
void fo_devices_page_read_image (FoDevicesPage *self, GFile *file);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoDevicesPage: what stands at this station: scanners (and pairing them), the test chart for their settings, printers, the print
 * queue. F8 goes to the next of the four, F11 prints the chart or a test page, F12 leaves pairing or the chart. Main thread.
 */
#pragma once

#include "chart-view.h"
#include "printer-view.h"
#include "queue-view.h"
#include "scanner-view.h"
#include "shell/page.h"

typedef enum { FO_DEVICES_SCANNERS, FO_DEVICES_CHART, FO_DEVICES_PRINTERS, FO_DEVICES_QUEUE, FO_N_DEVICES_SECTIONS } FoDevicesSection;

#define FO_TYPE_DEVICES_PAGE (fo_devices_page_get_type ())
G_DECLARE_FINAL_TYPE (FoDevicesPage, fo_devices_page, FO, DEVICES_PAGE, GtkWidget)

void fo_devices_page_set_section (FoDevicesPage *self, FoDevicesSection section);
FoDevicesSection fo_devices_page_section (FoDevicesPage *self);

FoScannerView *fo_devices_page_scanners (FoDevicesPage *self);
FoChartView *fo_devices_page_chart (FoDevicesPage *self);
FoPrinterView *fo_devices_page_printers (FoDevicesPage *self);
FoQueueView *fo_devices_page_queue (FoDevicesPage *self);

/* Of PAGE, which is one: what a person calls that scanner. Valid until the next call of the main loop. */
const char *fo_devices_page_name_of (GtkWidget *page, const char *device_id);

/* Anything that was scanned, whatever becomes of it. */
void fo_devices_page_show_scan (FoDevicesPage *self, const FoScan *scan);
/* Each barcode of the picture goes as "scan.code" up the chain. */
void fo_devices_page_read_image (FoDevicesPage *self, GFile *file);

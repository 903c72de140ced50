/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The scanners of this PC and the window: their scans go to the router, all else that they tell to the Devices page. Main thread.
 */
#pragma once

#include "devices-page.h"

typedef struct {
  const char *devices_folder;  /* data/devices */
  const char *pairing_file;    /* NULL: nothing can be paired */
  gint64 (*now_us) (void);     /* any thread */
  gboolean without_usb;        /* replayed traces only */
} FoScannerDeskOptions;

typedef struct FoScannerDesk FoScannerDesk;

/* PAGE may go before it. NULL and *error: there are no profiles, or no USB. */
FoScannerDesk *fo_scanner_desk_new (GtkApplication *application,
                                    FoDevicesPage *page,
                                    const FoScannerDeskOptions *options,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void fo_scanner_desk_free (FoScannerDesk *desk);

FoScanners *fo_scanner_desk_scanners (FoScannerDesk *desk);

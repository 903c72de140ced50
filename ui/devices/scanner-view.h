/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoScannerView: the scanners of this PC: state in words and what to do about it, how each is read, what it scanned and what went
 * wrong; pairing and forgetting one, and which lane's work its scans are. Main thread.
 */
#pragma once

#include "firstout/drivers/pairing.h"
#include "pairing-box.h"
#include "scan-log.h"
#include "shell/station.h"

#define FO_TYPE_SCANNER_VIEW (fo_scanner_view_get_type ())
G_DECLARE_FINAL_TYPE (FoScannerView, fo_scanner_view, FO, SCANNER_VIEW, GtkWidget)

/* SCANNERS outlive the view or are taken away with NULL; PAIRING_FILE tells which are paired; may be NULL. */
void fo_scanner_view_set_scanners (FoScannerView *self, FoScanners *scanners, const char *pairing_file);
/* Where our udev rules are, for who has to put them into force. */
void fo_scanner_view_set_rules (FoScannerView *self, const char *path);
/* DEVICES: FoDevice, as fo_scanners_list gives them. */
void fo_scanner_view_show_devices (FoScannerView *self, GPtrArray *devices);
void fo_scanner_view_show_fault (FoScannerView *self, const char *device_id, FoFault fault);
void fo_scanner_view_show_news (FoScannerView *self, const FoPairingNews *news);

/* Something was scanned, somewhere; the test chart took it; the desk answered. */
void fo_scanner_view_show_scan (FoScannerView *self, const FoScan *scan, FoStation *station);
void fo_scanner_view_judge (FoScannerView *self);
void fo_scanner_view_answer (FoScannerView *self, const FoDeskReply *reply);

/* What people call the device of a scan. Valid until the next list. */
const char *fo_scanner_view_name_of (FoScannerView *self, const char *device_id);
/* A line about the picture that was read. */
void fo_scanner_view_tell (FoScannerView *self, const char *text);

/* TRUE: the scan was the code of the pairing box, from elsewhere. */
gboolean fo_scanner_view_take_scan (FoScannerView *self, const FoScan *scan);
/* Choosing and pairing as a person does it. */
void fo_scanner_view_choose (FoScannerView *self, const char *device_id);
void fo_scanner_view_pair (FoScannerView *self);
void fo_scanner_view_forget (FoScannerView *self);
/* The chosen one's scans from now on: LANE below FO_LANES_MAX, of which the first four have a button. Remembered by the drivers. */
void fo_scanner_view_set_lane (FoScannerView *self, guint32 lane);
FoPairingBox *fo_scanner_view_pairing (FoScannerView *self);
/* Leaves pairing; FALSE when it was not open. */
gboolean fo_scanner_view_leave (FoScannerView *self);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoPairingBox: how a scanner that types, or a serial port, becomes ours: what will happen, the code to scan, the seconds that are
 * left, what became of it. It takes nothing before somebody says so. Main thread.
 *
 * Signal "closed": the person is done with it.
 */
#pragma once

#include "firstout/drivers/pairing.h"
#include <gtk/gtk.h>

enum { FO_PAIRING_BOX_SECONDS = 10 };

#define FO_TYPE_PAIRING_BOX (fo_pairing_box_get_type ())
G_DECLARE_FINAL_TYPE (FoPairingBox, fo_pairing_box, FO, PAIRING_BOX, GtkWidget)

/* DEVICE is to be paired. SCANNERS outlive it or are taken away with NULL. */
void fo_pairing_box_open (FoPairingBox *self, FoScanners *scanners, const FoDevice *device);
void fo_pairing_box_set_rules (FoPairingBox *self, const char *path);
void fo_pairing_box_set_scanners (FoPairingBox *self, FoScanners *scanners);
gboolean fo_pairing_box_is_open (FoPairingBox *self);

/* As if "take it and pair" were pressed. */
void fo_pairing_box_begin (FoPairingBox *self);
/* Gives the device back, if it is taken. */
void fo_pairing_box_close (FoPairingBox *self);

/* From the drivers: the countdown runs while the device is FO_DEVICE_PAIRING. */
void fo_pairing_box_show_device (FoPairingBox *self, const FoDevice *device);
void fo_pairing_box_show_news (FoPairingBox *self, const FoPairingNews *news);
/* A scan that came by another way; TRUE: it was the code of this box, from the wrong device. */
gboolean fo_pairing_box_take_scan (FoPairingBox *self, const FoScan *scan);

/* What the symbol says. */
const char *fo_pairing_box_code (FoPairingBox *self);

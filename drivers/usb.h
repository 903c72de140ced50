/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The scanners on the USB. Belongs to the *usb* thread: all functions are called there but fo_usb_new, before it
 * begins, fo_usb_free, after its end, and fo_usb_wake, from anywhere.
 */
#pragma once

#include "firstout/drivers/scanner.h"

typedef struct FoUsb FoUsb;

/* FO_SCANNERS_ERROR_USB when the system has none. PROFILES, RECORD (may be NULL) and LISTENER (every callback set)
 * outlive it. */
FoUsb *fo_usb_new (const FoProfiles *profiles,
                   FoTraceWriter *record,
                   const FoScannersListener *listener,
                   void *user,
                   GError **error);

/* Gives every device back, which may take a moment; nothing is found after it. */
void fo_usb_leave (FoUsb *usb);

/* After fo_usb_leave, and when nobody can call fo_usb_wake any more. */
void fo_usb_free (FoUsb *usb);

int64_t fo_usb_due (const FoUsb *usb);
void fo_usb_tick (FoUsb *usb, int64_t now_us);

/* Handles events of the bus until there was one, TIMEOUT_US has passed or somebody called fo_usb_wake. */
void fo_usb_wait (FoUsb *usb, int64_t timeout_us);
void fo_usb_wake (FoUsb *usb);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The scanners on the USB. Belongs to the *usb* thread: all functions are called there but fo_usb_new, before it
 * begins, fo_usb_free, after its end, and fo_usb_wake, from anywhere.
 */
#pragma once

#include "pairing.h"
#include "plugged.h"

typedef struct FoUsb FoUsb;

/* FO_SCANNERS_ERROR_USB when the system has none. PROFILES, PAIRINGS and RECORD (both may be NULL) and LISTENER (every callback set)
 * outlive it. */
FoUsb *fo_usb_new (const FoProfiles *profiles,
                   FoPairings *pairings,
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

/* See pairing.h. PAIRINGS given to fo_usb_new as NULL: nothing happens but that FO_PAIRING_GONE is told. */
void fo_usb_pair (FoUsb *usb, const char *device_id, const char *code, int64_t until_us, int64_t now_us);
void fo_usb_end_pairing (FoUsb *usb);
void fo_usb_forget (FoUsb *usb, const char *device_id);

/* Appends every scanner it has, FoPlugged, to PLUGGED. */
void fo_usb_collect (const FoUsb *usb, GPtrArray *plugged);

/* Handles events of the bus, and of what those in PLUGGED (may be NULL) wait for, until there was one, or one of ALSO (may be NULL),
 * TIMEOUT_US has passed or somebody called fo_usb_wake. */
void fo_usb_wait (FoUsb *usb, const GPtrArray *plugged, const GPollFD *also, int64_t timeout_us);
void fo_usb_wake (FoUsb *usb);

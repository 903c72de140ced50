/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The serial ports that profiles name, "tty:ttyS0", and that no USB device brings. Such a port is there or not; nobody
 * announces it, so it is tried. Belongs to the *usb* thread, as FoUsb does.
 */
#pragma once

#include "pairing.h"
#include "plugged.h"

typedef struct FoPorts FoPorts;

/* PROFILES, PAIRINGS (may be NULL: no port is listed that no profile names), RECORD (may be NULL) and LISTENER (every callback set)
 * outlive it. */
FoPorts *fo_ports_new (const FoProfiles *profiles, FoPairings *pairings, FoTraceWriter *record, const FoScannersListener *listener,
                       void *user);

/* Gives every port back. */
void fo_ports_free (FoPorts *ports);

/* Is it one of its ports? Then pairing.h's wishes go here. To forget is only to give the port back: the file is somebody else's. */
bool fo_ports_has (const FoPorts *ports, const char *device_id);
void fo_ports_pair (FoPorts *ports, const char *device_id, const char *code, int64_t until_us, int64_t now_us);
void fo_ports_end_pairing (FoPorts *ports);
void fo_ports_forget (FoPorts *ports, const char *device_id);

int64_t fo_ports_due (const FoPorts *ports);
void fo_ports_tick (FoPorts *ports, int64_t now_us);

/* Appends every scanner it has, FoPlugged, to PLUGGED. */
void fo_ports_collect (const FoPorts *ports, GPtrArray *plugged);

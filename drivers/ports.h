/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The serial ports that profiles name, "tty:ttyS0", and that no USB device brings. Such a port is there or not; nobody
 * announces it, so it is tried. Belongs to the *usb* thread, as FoUsb does.
 */
#pragma once

#include "plugged.h"

typedef struct FoPorts FoPorts;

/* PROFILES, RECORD (may be NULL) and LISTENER (every callback set) outlive it. */
FoPorts *fo_ports_new (const FoProfiles *profiles, FoTraceWriter *record, const FoScannersListener *listener, void *user);

/* Gives every port back. */
void fo_ports_free (FoPorts *ports);

int64_t fo_ports_due (const FoPorts *ports);
void fo_ports_tick (FoPorts *ports, int64_t now_us);

/* Appends every scanner it has, FoPlugged, to PLUGGED. */
void fo_ports_collect (const FoPorts *ports, GPtrArray *plugged);

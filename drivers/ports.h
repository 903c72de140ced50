/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The serial ports of this PC: those that profiles name, "tty:ttyS0", and those that no USB device brings. Such a port is there or not;
 * nobody announces it, so it is tried. Those of Bluetooth come and go with their scanner, and are looked for. Belongs to the *usb*
 * thread.
 */
#pragma once

#include "spots.h"

typedef struct FoPorts FoPorts;

/* Adds a spot to SPOTS for each. SPOTS and PROFILES outlive it. Without pairings no port is listed that no profile names. */
FoPorts *fo_ports_new (FoSpots *spots, const FoProfiles *profiles, int64_t now_us);
/* Its spots stay. */
void fo_ports_free (FoPorts *ports);

int64_t fo_ports_due (const FoPorts *ports);
void fo_ports_tick (FoPorts *ports, int64_t now_us);

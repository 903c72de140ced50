/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The serial ports of this PC: those that profiles name, "tty:ttyS0", and those that no USB device brings. Such a port is there or not;
 * nobody announces it, so it is tried. Belongs to the *usb* thread.
 */
#pragma once

#include "spots.h"

/* Adds a spot for each. PROFILES outlives SPOTS. Without pairings no port is listed that no profile names. */
void fo_ports_add (FoSpots *spots, const FoProfiles *profiles, int64_t now_us);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The input devices of this PC that type and that no USB device brings: keyboards, and scanners, at Bluetooth, PS/2 or a driver's own.
 * None is opened before a person has paired it; then it is grabbed, and nobody else hears its keys. Looking reads sysfs and needs no
 * rights. Belongs to the *usb* thread.
 */
#pragma once

#include "spots.h"

typedef struct FoInputs FoInputs;

/* SPOTS outlives it; a device that comes is added there, one that leaves removed. */
FoInputs *fo_inputs_new (FoSpots *spots);
/* Its spots stay. */
void fo_inputs_free (FoInputs *inputs);

/* What to wait for besides the time: a device came or left. False: nothing announces it, and it is looked at by the clock. */
bool fo_inputs_poll (const FoInputs *inputs, GPollFD *ret_fd);

int64_t fo_inputs_due (const FoInputs *inputs);
void fo_inputs_tick (FoInputs *inputs, int64_t now_us);

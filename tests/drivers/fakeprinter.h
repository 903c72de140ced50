/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a printer on the USB is to fakeusb.h: its descriptors, and its answers to the requests of its class.
 */
#pragma once

#include "fakeusb.h"

/* The bytes behind SETUP, GET_DEVICE_ID or GET_PORT_STATUS, at most ROOM; how many. */
int fake_printer_answer (const guint8 *setup, const char *id, guint8 port_status, guint8 *to, gsize room);

/* A label printer at PORT: one way in, usblp bound to it. */
FakeModel fake_printer_model (const char *port, const char *serial, const char *id);

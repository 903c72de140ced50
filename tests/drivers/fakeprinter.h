/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a printer on the USB is to fakeusb.h: its descriptors, and its answers to the requests of its class.
 */
#pragma once

#include "fakeusb.h"

/* The bytes behind SETUP, GET_DEVICE_ID or GET_PORT_STATUS, at most ROOM; how many. */
int fake_printer_answer (const guint8 *setup, const char *id, guint8 port_status, guint8 *to, gsize room);

/* A label printer at PORT: one way in, usblp bound to it. */
FakeModel fake_printer_model (const char *port, const char *serial, const char *id);
/* The same with a way out: it answers ~HS and ~HI, and prints what ends with ^XZ as long as it has paper. */
FakeModel fake_printer_model_two_way (const char *port, const char *serial, const char *id);

/* What is behind the plug: a printer's state, which the device keeps. { .paper = true, .dpi = 203 } at first. */
typedef struct {
  guint8 port_status;
  bool paper, paused;
  int dpi; /* 0: it does not say */
  guint taken, printed; /* labels whose last command has come; and those on paper */
  guint matched;        /* so much of ^XZ */
  guint paper_for;      /* the paper is enough for so many labels in all; 0: for any. It finds out with the next one in it */
} FakePrinter;

/* It hears BYTES. RET: its answer, to be freed, when they are a question; else NULL. */
char *fake_printer_hear (FakePrinter *printer, const guint8 *bytes, gsize length);
void fake_printer_set_paper (FakePrinter *printer, bool paper);

/* ---- the one of a device --------------------------------------------------------------------------------------------- */

/* As long as it is locked nothing is said to it. */
FakePrinter *fake_device_lock_printer (FakeDevice *device);
void fake_device_unlock_printer (FakeDevice *device);

/* What a printer's port says from now on: 0x18 all is well, 0x20 no paper; FAKE_PORT_SILENT: it does not answer that. */
#define FAKE_PORT_SILENT 0xff
void fake_device_set_port (FakeDevice *device, guint8 status);
/* What one that answers has: paper; for how many labels in all; and the labels that are on it so far. */
void fake_device_set_paper (FakeDevice *device, bool paper);
/* What one that answers says of how fine it is; 0: nothing. */
void fake_device_set_dpi (FakeDevice *device, int dpi);
void fake_device_paper_for (FakeDevice *device, guint labels);
guint fake_device_printed (FakeDevice *device);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keyboard interface of a USB device, as sysfs shows it: what pairing takes and gives back. Looking opens nothing and
 * disturbs nobody. Any thread.
 */
#pragma once

#include "firstout/drivers/profile.h"
#include "transport.h"
#include "usb-look.h"

struct libusb_device;

typedef struct {
  bool is_there;
  unsigned interface;
  guint8 *descriptor; /* its report descriptor, or a boot keyboard's when nobody tells; owned */
  gsize descriptor_bytes;
  GStrv nodes;       /* "/dev/input/event5" …; owned, never NULL when it is there */
  bool is_readable;  /* its reports have a form we read; else only its key events can be */
  bool by_evdev;     /* how it is opened: set it, then profile */
  FoProfile profile; /* how it is read; nothing in it is owned */
} FoUsbWedge;

/* Of the device that LOOK was at: its interface 3/1/1, else the one whose reports are a keyboard's. Clear in any case. */
void fo_usb_wedge_look (const FoUsbLook *look, FoUsbWedge *ret_wedge);
void fo_usb_wedge_clear (FoUsbWedge *wedge);

/* Reads it with QUIRKS, by evdev or by libusb. */
void fo_usb_wedge_set (FoUsbWedge *wedge, bool by_evdev, const FoQuirks *quirks);

/* NULL: it is leaving. */
FoTransport *fo_usb_wedge_transport (FoUsbWedge *wedge,
                                     struct libusb_device *device,
                                     const char *port,
                                     unsigned configuration);

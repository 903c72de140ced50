/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What sysfs says of one plugged USB device. Reading it needs no rights, opens no device and disturbs no keyboard. Any
 * thread.
 */
#pragma once

#include "firstout/drivers/scanner.h"
#include "hid-desc.h"
#include "usb-desc.h"

typedef struct {
  FoDevice device; /* vendor, product, serial, port, name; the rest empty */
  unsigned configuration;
  bool has_keyboard;      /* an interface 3/1/1, or another whose reports are a keyboard's */
  bool has_pending;       /* an interface that no driver has described yet: look again in a moment */
  bool has_port;          /* a serial port by its descriptors (CDC-ACM), be there a driver or not */
  char tty[FO_TTY_MAX];   /* "ttyACM0", the first serial port; "": none */
  int undriven_interface; /* a HID interface, no keyboard or mouse, that no driver holds; -1: none */

  /* The best HID interface found: a scanner, else one that says it is but cannot be read, else one that says nothing
   * readable at all, else one of unknown purpose, else FO_HID_OTHER. */
  FoHidKind kind;
  const char *reason; /* static; for FO_HID_UNSUPPORTED and FO_HID_MALFORMED */
  unsigned interface;
  guint8 *descriptor; /* its HID report descriptor; owned */
  gsize descriptor_bytes;
  FoHidPosLayout layout;

  /* The first interface with a keyboard's report descriptor, be it 3/1/1 or not; NULL: none has been read. */
  unsigned keyboard_interface;
  guint8 *keyboard; /* owned */
  gsize keyboard_bytes;
} FoUsbLook;

/* PORT is the device's name in /sys/bus/usb/devices, "1-1.2". False when it is not there (any more). Clear in any
 * case. */
bool fo_usb_look (const char *port, FoUsbLook *ret_look);
void fo_usb_look_clear (FoUsbLook *look);

/* Puts a report descriptor that came from elsewhere into LOOK, as that of INTERFACE, if it is better than what is
 * there. */
void fo_usb_look_take (FoUsbLook *look, unsigned interface, const guint8 *bytes, gsize length);

/* By what LOOK can be read; false when there is nothing that could be a scanner. */
bool fo_usb_look_face (const FoUsbLook *look, FoFace *ret_face);

/* How to talk with LOOK's interface, by its report descriptor and the descriptors sysfs keeps. */
bool fo_usb_look_route (const FoUsbLook *look, FoUsbRoute *ret_route);

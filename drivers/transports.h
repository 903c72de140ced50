/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The transports there are. Each constructor returns one that has not started; free it by its ops.
 */
#pragma once

#include "firstout/drivers/trace.h"
#include "transport.h"
#include "usb-desc.h"

#define FO_TRANSPORT_USB_HID "usb-hid"
#define FO_TRANSPORT_SERIAL "serial"
#define FO_TRANSPORT_EVDEV "evdev"

struct libusb_device;

/* Interrupt IN of one interface, and interrupt OUT where it has one; else what is sent goes as SET_REPORT. The kernel's driver is detached while it runs and attached again when it ends.
 * Events come from libusb_handle_events on the owner's thread. Keeps a reference to DEVICE. */
FoTransport *fo_usb_transport_new (struct libusb_device *device, const FoUsbRoute *route);

/* A tty, "/dev/ttyACM0". BAUD 0: 9600, which a USB port does not care about. Its owner polls. */
FoTransport *fo_serial_transport_new (const char *path, uint32_t baud);

/* Input devices, "/dev/input/event5", taken away from everybody else while it runs. Its owner polls. */
FoTransport *fo_evdev_transport_new (const char *const *paths);

/* What one device of TRACE sends from its plug record, the one at FIRST, to its unplug or the end of the trace. The
 * trace's time 0 is BEGUN_US. */
FoTransport *fo_replay_transport_new (FoTrace *trace, guint first, int64_t begun_us);

/* INNER, which it owns from here on, with everything it hands up also written to WRITER. */
FoTransport *fo_record_transport_new (FoTransport *inner,
                                      FoTraceWriter *writer,
                                      const char *device_id,
                                      const uint8_t *descriptor,
                                      size_t descriptor_bytes);

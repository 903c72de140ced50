/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The transports there are. Each constructor returns one that has not started; free it by its ops.
 */
#pragma once

#include "firstout/drivers/trace.h"
#include "transport.h"
#include "usb-desc.h"

#define FO_TRANSPORT_USB_HID "usb-hid"

struct libusb_device;

/* Interrupt IN of one interface. The kernel's driver is detached while it runs and attached again when it ends.
 * Events come from libusb_handle_events on the owner's thread. Keeps a reference to DEVICE. REPORT_BYTES: of the
 * longest report. */
FoTransport *fo_usb_transport_new (struct libusb_device *device,
                                   unsigned interface,
                                   const FoUsbEndpoint *endpoint,
                                   unsigned report_bytes);

/* What one device of TRACE sends from its plug record, the one at FIRST, to its unplug or the end of the trace. The
 * trace's time 0 is BEGUN_US. */
FoTransport *fo_replay_transport_new (FoTrace *trace, guint first, int64_t begun_us);

/* INNER, which it owns from here on, with everything it hands up also written to WRITER. */
FoTransport *fo_record_transport_new (FoTransport *inner,
                                      FoTraceWriter *writer,
                                      const char *device_id,
                                      const uint8_t *descriptor,
                                      size_t descriptor_bytes);

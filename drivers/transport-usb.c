/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   CLOSED ──start──▶ FLYING ──stall──▶ HALTED ──clear, submit──▶ FLYING
 *                     │    └──error───▶ PAUSED ──25 ms, submit──▶ FLYING
 *                     └──gone, cancelled, too many errors──▶ CLOSING ──release, close──▶ CLOSED, `ended`
 *
 * One transfer is in the air at a time: a device that has more to say waits, so the order is certain. Callbacks of
 * libusb only look, hand up and submit again; everything that may wait for the device (clear halt, release) is done
 * by tick.
 */
#include "firstout/drivers/decoder.h"
#include "transports.h"

#include <libusb.h>

#define PAUSE_US 25000
#define FAILURES_MAX 20 /* in a row: some half a second */

typedef enum { CLOSED, FLYING, HALTED, PAUSED, CLOSING } Stage;

typedef struct {
  FoTransport base;
  libusb_device *device;
  int interface;
  FoUsbEndpoint endpoint;
  int buffer_bytes;
  guint8 *buffer;
  libusb_device_handle *handle;
  struct libusb_transfer *transfer;
  const FoTransportSink *sink;
  void *user;
  Stage stage;
  int64_t due_us;
  guint failures; /* since the last good transfer */
  bool stopping;
} Usb;

static void
set_stage (Usb *usb, Stage stage, int64_t due_us)
{
  usb->stage = stage;
  usb->due_us = due_us;
}

/* ---- transfers --------------------------------------------------------------------------------------------------- */

static void
submit (Usb *usb, int64_t now_us)
{
  int code = libusb_submit_transfer (usb->transfer);

  if (code == LIBUSB_SUCCESS)
    set_stage (usb, FLYING, FO_NEVER_US);
  else if (code == LIBUSB_ERROR_NO_DEVICE || ++usb->failures > FAILURES_MAX)
    set_stage (usb, CLOSING, now_us);
  else
    set_stage (usb, PAUSED, now_us + PAUSE_US);
}

static void
fail (Usb *usb, FoFault fault, Stage next, int64_t next_us, int64_t now_us)
{
  usb->sink->fault (fault, now_us, usb->user);
  if (++usb->failures > FAILURES_MAX)
    set_stage (usb, CLOSING, now_us);
  else
    set_stage (usb, next, next_us);
}

static void
land (Usb *usb, enum libusb_transfer_status status, int64_t now_us)
{
  switch (status) {
  case LIBUSB_TRANSFER_COMPLETED:
    usb->failures = 0;
    usb->sink->bytes (usb->buffer, (size_t) usb->transfer->actual_length, now_us, usb->user);
    submit (usb, now_us);
    return;
  case LIBUSB_TRANSFER_STALL:
    fail (usb, FO_FAULT_STALL, HALTED, now_us, now_us);
    return;
  case LIBUSB_TRANSFER_OVERFLOW:
    fail (usb, FO_FAULT_OVERRUN, PAUSED, now_us + PAUSE_US, now_us);
    return;
  case LIBUSB_TRANSFER_ERROR:
  case LIBUSB_TRANSFER_TIMED_OUT:
    fail (usb, FO_FAULT_TRANSFER, PAUSED, now_us + PAUSE_US, now_us);
    return;
  case LIBUSB_TRANSFER_NO_DEVICE:
  case LIBUSB_TRANSFER_CANCELLED:
    set_stage (usb, CLOSING, now_us);
    return;
  }
}

static void LIBUSB_CALL
on_transfer (struct libusb_transfer *transfer)
{
  Usb *usb = transfer->user_data;
  int64_t now_us = g_get_monotonic_time ();

  /* What was scanned before the stop is still handed up. */
  if (usb->stopping && transfer->status == LIBUSB_TRANSFER_COMPLETED)
    usb->sink->bytes (usb->buffer, (size_t) transfer->actual_length, now_us, usb->user);
  if (usb->stopping)
    set_stage (usb, CLOSING, now_us);
  else
    land (usb, transfer->status, now_us);
}

/* ---- open and close ---------------------------------------------------------------------------------------------- */

static bool
refuse (int code, GError **error)
{
  FoTransportError kind = code == LIBUSB_ERROR_ACCESS      ? FO_TRANSPORT_ERROR_NO_ACCESS
                          : code == LIBUSB_ERROR_BUSY      ? FO_TRANSPORT_ERROR_BUSY
                          : code == LIBUSB_ERROR_NO_DEVICE ? FO_TRANSPORT_ERROR_GONE
                                                           : FO_TRANSPORT_ERROR_FAILED;

  g_set_error_literal (error, FO_TRANSPORT_ERROR, (int) kind, libusb_error_name (code));
  return false;
}

/* Releasing attaches the kernel's driver again, so that a wedge types and hidraw is there after us. */
static void
close_device (Usb *usb, bool claimed)
{
  if (claimed)
    libusb_release_interface (usb->handle, usb->interface);
  g_clear_pointer (&usb->transfer, libusb_free_transfer);
  g_clear_pointer (&usb->handle, libusb_close);
}

static void
make_transfer (Usb *usb)
{
  usb->transfer = libusb_alloc_transfer (0);
  g_assert (usb->transfer != NULL); /* only ever for want of memory */
  libusb_fill_interrupt_transfer (usb->transfer, usb->handle, usb->endpoint.address, usb->buffer, usb->buffer_bytes,
                                  on_transfer, usb, 0);
}

static bool
usb_start (FoTransport *transport, const FoTransportSink *sink, void *user, int64_t now_us, GError **error)
{
  Usb *usb = (Usb *) transport;
  int code;

  (void) now_us;
  usb->sink = sink;
  usb->user = user;
  if ((code = libusb_open (usb->device, &usb->handle)) != LIBUSB_SUCCESS)
    return refuse (code, error);
  libusb_set_auto_detach_kernel_driver (usb->handle, 1);
  if ((code = libusb_claim_interface (usb->handle, usb->interface)) != LIBUSB_SUCCESS) {
    close_device (usb, false);
    return refuse (code, error);
  }
  make_transfer (usb);
  if ((code = libusb_submit_transfer (usb->transfer)) != LIBUSB_SUCCESS) {
    close_device (usb, true);
    return refuse (code, error);
  }
  set_stage (usb, FLYING, FO_NEVER_US);
  return true;
}

/* ---- the ops ----------------------------------------------------------------------------------------------------- */

static int64_t
usb_due (FoTransport *transport)
{
  return ((Usb *) transport)->due_us;
}

static void
clear_halt (Usb *usb, int64_t now_us)
{
  int code = libusb_clear_halt (usb->handle, usb->endpoint.address);

  if (code == LIBUSB_ERROR_NO_DEVICE)
    set_stage (usb, CLOSING, now_us);
  else
    submit (usb, now_us);
}

static void
usb_tick (FoTransport *transport, int64_t now_us)
{
  Usb *usb = (Usb *) transport;

  if (now_us < usb->due_us)
    return;
  if (usb->stage == HALTED)
    clear_halt (usb, now_us);
  else if (usb->stage == PAUSED)
    submit (usb, now_us);
  else if (usb->stage == CLOSING) {
    close_device (usb, true);
    set_stage (usb, CLOSED, FO_NEVER_US);
    usb->sink->ended (now_us, usb->user);
  }
}

static void
usb_stop (FoTransport *transport)
{
  Usb *usb = (Usb *) transport;

  if (usb->stage == CLOSED || usb->stage == CLOSING || usb->stopping)
    return;
  usb->stopping = true;
  if (usb->stage == FLYING)
    libusb_cancel_transfer (usb->transfer); /* on_transfer comes in any case */
  else
    set_stage (usb, CLOSING, 0);
}

static void
usb_free (FoTransport *transport)
{
  Usb *usb = (Usb *) transport;

  g_assert (usb->stage == CLOSED);
  libusb_unref_device (usb->device);
  g_free (usb->buffer);
  g_free (usb);
}

static const FoTransportOps usb_ops = {
  .name = FO_TRANSPORT_USB_HID,
  .start = usb_start,
  .due = usb_due,
  .tick = usb_tick,
  .stop = usb_stop,
  .free = usb_free,
};

FoTransport *
fo_usb_transport_new (struct libusb_device *device,
                      unsigned interface,
                      const FoUsbEndpoint *endpoint,
                      unsigned report_bytes)
{
  Usb *usb = g_new0 (Usb, 1);
  int packets = (int) ((report_bytes + endpoint->packet_bytes - 1) / endpoint->packet_bytes);

  usb->base.ops = &usb_ops;
  usb->device = libusb_ref_device (device);
  usb->interface = (int) interface;
  usb->endpoint = *endpoint;
  usb->buffer_bytes = MAX (packets, 1) * endpoint->packet_bytes; /* whole packets, or a long one would be an overflow */
  usb->buffer = g_malloc ((gsize) usb->buffer_bytes);
  set_stage (usb, CLOSED, FO_NEVER_US);
  return &usb->base;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   CLOSED ──start──▶ FLYING ──stall──▶ HALTED ──clear, submit──▶ FLYING
 *                     │    └──error───▶ PAUSED ──25 ms, submit──▶ FLYING
 *                     └──gone, cancelled, too many errors──▶ CLOSING ──release, close──▶ CLOSED, `ended`
 *
 * One transfer is in the air at a time: a device that has more to say waits, so the order is certain. What is sent to
 * it has a queue and a transfer of its own. Callbacks of libusb only look, hand up and submit again; everything that may
 * wait for the device (clear halt, release) is done by tick.
 */
#include "firstout/drivers/decoder.h"
#include "transports.h"

#include <libusb.h>
#include <string.h>

#define PAUSE_US 25000
#define FAILURES_MAX 20 /* in a row: some half a second */
#define SEND_TIMEOUT_MS 1000
#define SENDS_MAX 64 /* that wait: a device that takes none */

#define REQUEST_SET_REPORT 9
#define REPORT_OUTPUT 0x0200

typedef enum { CLOSED, FLYING, HALTED, PAUSED, CLOSING } Stage;

typedef struct {
  FoTransport base;
  libusb_device *device;
  FoUsbRoute route;
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
  GQueue sends; /* of GBytes: waiting */
  struct libusb_transfer *out; /* in the air; NULL: none */
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

/* ---- to the device ----------------------------------------------------------------------------------------------- */

static void send_next (Usb *usb);

static void LIBUSB_CALL
on_sent (struct libusb_transfer *transfer)
{
  Usb *usb = transfer->user_data;
  enum libusb_transfer_status status = transfer->status;
  bool gone = status == LIBUSB_TRANSFER_NO_DEVICE || status == LIBUSB_TRANSFER_CANCELLED;

  g_clear_pointer (&usb->out, libusb_free_transfer);
  if (status != LIBUSB_TRANSFER_COMPLETED && !gone && usb->stage != CLOSING && !usb->stopping)
    usb->sink->fault (FO_FAULT_SEND, g_get_monotonic_time (), usb->user);
  send_next (usb);
}

/* SET_REPORT, with its setup in front; without an id the report's number is 0. */
static void
fill_control (Usb *usb, const guint8 *bytes, gsize length)
{
  guint8 *buffer = g_malloc (LIBUSB_CONTROL_SETUP_SIZE + length);
  guint16 id = usb->route.numbered ? bytes[0] : 0;

  libusb_fill_control_setup (buffer, LIBUSB_ENDPOINT_OUT | LIBUSB_REQUEST_TYPE_CLASS | LIBUSB_RECIPIENT_INTERFACE,
                             REQUEST_SET_REPORT, REPORT_OUTPUT | id, (uint16_t) usb->route.interface,
                             (uint16_t) length);
  memcpy (buffer + LIBUSB_CONTROL_SETUP_SIZE, bytes, length);
  libusb_fill_control_transfer (usb->out, usb->handle, buffer, on_sent, usb, SEND_TIMEOUT_MS);
}

/* Nothing more is sent once we are closing. */
static void
send_next (Usb *usb)
{
  while (usb->out == NULL && usb->stage != CLOSING && usb->stage != CLOSED && !usb->stopping
         && !g_queue_is_empty (&usb->sends)) {
    g_autoptr (GBytes) report = g_queue_pop_head (&usb->sends);
    gsize length = 0;
    const guint8 *bytes = g_bytes_get_data (report, &length);
    usb->out = libusb_alloc_transfer (0);
    g_assert (usb->out != NULL);
    if (usb->route.out.address != 0)
      libusb_fill_interrupt_transfer (usb->out, usb->handle, usb->route.out.address, g_memdup2 (bytes, length),
                                      (int) length, on_sent, usb, SEND_TIMEOUT_MS);
    else
      fill_control (usb, bytes, length);
    usb->out->flags = LIBUSB_TRANSFER_FREE_BUFFER;
    if (libusb_submit_transfer (usb->out) == LIBUSB_SUCCESS)
      return;
    g_clear_pointer (&usb->out, libusb_free_transfer);
    usb->sink->fault (FO_FAULT_SEND, g_get_monotonic_time (), usb->user);
  }
}

static void
usb_send (FoTransport *transport, const uint8_t *bytes, size_t length, int64_t now_us)
{
  Usb *usb = (Usb *) transport;

  if (usb->stage == CLOSED || usb->stage == CLOSING || usb->stopping || length == 0)
    return;
  if (g_queue_get_length (&usb->sends) >= SENDS_MAX) {
    usb->sink->fault (FO_FAULT_SEND, now_us, usb->user);
    return;
  }
  g_queue_push_tail (&usb->sends, g_bytes_new (bytes, length));
  send_next (usb);
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
  g_queue_clear_full (&usb->sends, (GDestroyNotify) g_bytes_unref);
  if (claimed)
    libusb_release_interface (usb->handle, (int) usb->route.interface);
  g_clear_pointer (&usb->transfer, libusb_free_transfer);
  g_clear_pointer (&usb->handle, libusb_close);
}

static void
make_transfer (Usb *usb)
{
  usb->transfer = libusb_alloc_transfer (0);
  g_assert (usb->transfer != NULL); /* only ever for want of memory */
  libusb_fill_interrupt_transfer (usb->transfer, usb->handle, usb->route.in.address, usb->buffer, usb->buffer_bytes,
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
  if ((code = libusb_claim_interface (usb->handle, (int) usb->route.interface)) != LIBUSB_SUCCESS) {
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
  int code = libusb_clear_halt (usb->handle, usb->route.in.address);

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
  else if (usb->stage == CLOSING && usb->out != NULL) {
    libusb_cancel_transfer (usb->out); /* on_sent comes in any case */
    usb->due_us = now_us + PAUSE_US;
  } else if (usb->stage == CLOSING) {
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
  .send = usb_send,
  .free = usb_free,
};

FoTransport *
fo_usb_transport_new (struct libusb_device *device, const FoUsbRoute *route)
{
  Usb *usb = g_new0 (Usb, 1);
  int packets = (int) ((route->report_bytes + route->in.packet_bytes - 1) / route->in.packet_bytes);

  usb->base.ops = &usb_ops;
  usb->device = libusb_ref_device (device);
  usb->route = *route;
  usb->buffer_bytes = MAX (packets, 1) * route->in.packet_bytes; /* whole packets, or a long one would be an overflow */
  usb->buffer = g_malloc ((gsize) usb->buffer_bytes);
  g_queue_init (&usb->sends);
  set_stage (usb, CLOSED, FO_NEVER_US);
  return &usb->base;
}

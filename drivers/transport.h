/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A transport moves the bytes of one plugged device, whole transfers at a time, and knows nothing of what they mean.
 * There are: "usb-hid" (libusb, interrupt IN and OUT), "serial" (a tty), "evdev" (input events), "replay" (a recorded trace) and "record" (writes a
 * trace of whatever it is wrapped around). A transport belongs to one thread, the *usb* thread of the hub or the caller of
 * fo_scanners_play: its functions are called there, and there it calls its sink.
 *
 * A transport never sleeps and has no timer of its own: its owner calls tick when due has passed.
 */
#pragma once

#include "firstout/drivers/decoder.h"
#include <glib.h>
#include <stddef.h>
#include <stdint.h>

#define FO_TRANSPORT_ERROR fo_transport_error_quark ()
GQuark fo_transport_error_quark (void);

typedef enum {
  FO_TRANSPORT_ERROR_NO_ACCESS,   /* the person at the seat may not open it: a udev rule is missing */
  FO_TRANSPORT_ERROR_BUSY,        /* another program has claimed it */
  FO_TRANSPORT_ERROR_GONE,        /* it is not there any more */
  FO_TRANSPORT_ERROR_UNSUPPORTED, /* it describes itself in a way that cannot be read */
  FO_TRANSPORT_ERROR_FAILED
} FoTransportError;

typedef struct {
  /* One transfer. AT_US is monotonic, or the trace's own time. */
  void (*bytes) (const uint8_t *bytes, size_t length, int64_t at_us, void *user);
  /* Something went wrong and bytes may be missing here; the transport goes on. */
  void (*fault) (FoFault fault, int64_t at_us, void *user);
  /* A trace says that somebody asked for it; others never do. */
  void (*feedback) (FoFeedback feedback, int64_t at_us, void *user);
  /* Unplugged, failed for good, stopped, or at the end of its trace. The last call, once for each successful start; the
   * transport may be freed after it, but not within it. */
  void (*ended) (int64_t at_us, void *user);
} FoTransportSink;

typedef struct FoTransport FoTransport;

typedef struct {
  const char *name; /* as profiles write it */

  /* Opens the device and begins. SINK and USER stay valid until `ended`. On failure nothing is open and `ended` is not
   * called; start may be called again. */
  bool (*start) (FoTransport *transport, const FoTransportSink *sink, void *user, int64_t now_us, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

  /* When tick wants to be called (monotonic, or the trace's time); FO_NEVER_US while there is nothing to do. */
  int64_t (*due) (FoTransport *transport);
  void (*tick) (FoTransport *transport, int64_t now_us);

  /* Ends it: `ended` comes, now or from a later event. Harmless when it has ended. */
  void (*stop) (FoTransport *transport);

  /* One report, its id first where reports have ids, or serial bytes: BYTES are copied, and go when the device takes
   * them. Never waits; FO_FAULT_SEND tells when it does not take them. Between start and `ended`, also from within the sink;
   * otherwise nothing happens. NULL: nothing can be sent. */
  void (*send) (FoTransport *transport, const uint8_t *bytes, size_t length, int64_t now_us);

  /* Somebody asked for it; what the decoder sends comes separately. NULL: it does not matter. */
  void (*note_feedback) (FoTransport *transport, FoFeedback feedback, int64_t now_us);

  /* What the owner has to wait for, besides the time; the owner calls ready when it has come. False: nothing. NULL: what
   * it waits for is waited for elsewhere (libusb). */
  bool (*poll) (FoTransport *transport, GPollFD *ret_fd);
  void (*ready) (FoTransport *transport, gushort revents, int64_t now_us);

  /* Only before start, or after `ended`. */
  void (*free) (FoTransport *transport);
} FoTransportOps;

/* The first member of every transport. */
struct FoTransport {
  const FoTransportOps *ops;
};

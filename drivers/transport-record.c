/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transports.h"

#include <string.h>

typedef struct {
  FoTransport base;
  FoTransport *inner;
  FoTraceWriter *writer;
  char device_id[FO_SCAN_DEVICE_MAX];
  GBytes *descriptor;
  const FoTransportSink *sink;
  void *user;
  bool failed;
} Record;

/* A trace that cannot be written is told once and takes no scan away. */
static void
write_record (Record *self, FoTraceRecord *record)
{
  g_autoptr (GError) error = NULL;

  if (self->failed)
    return;
  g_strlcpy (record->device, self->device_id, sizeof record->device);
  if (fo_trace_write (self->writer, record, &error))
    return;
  self->failed = true;
  self->sink->fault (FO_FAULT_RECORDING, record->at_us, self->user);
}

/* A transfer longer than a record of a trace is written cut: it is longer than any report, too. */
static void
on_bytes (const uint8_t *bytes, size_t length, int64_t at_us, void *user)
{
  Record *self = user;

  if (length > 0)
    write_record (self, &(FoTraceRecord){ .at_us = at_us,
                                          .kind = FO_TRACE_IN,
                                          .bytes = bytes,
                                          .length = MIN (length, FO_TRACE_BYTES_MAX) });
  self->sink->bytes (bytes, length, at_us, self->user);
}

static void
on_fault (FoFault fault, int64_t at_us, void *user)
{
  Record *self = user;

  write_record (self, &(FoTraceRecord){ .at_us = at_us, .kind = FO_TRACE_FAULT, .fault = fault });
  self->sink->fault (fault, at_us, self->user);
}

static void
on_ended (int64_t at_us, void *user)
{
  Record *self = user;

  write_record (self, &(FoTraceRecord){ .at_us = at_us, .kind = FO_TRACE_UNPLUG });
  self->sink->ended (at_us, self->user);
}

static void
on_feedback (FoFeedback feedback, int64_t at_us, void *user)
{
  Record *self = user;

  self->sink->feedback (feedback, at_us, self->user);
}

static const FoTransportSink record_sink
  = { .bytes = on_bytes, .fault = on_fault, .feedback = on_feedback, .ended = on_ended };

static bool
record_start (FoTransport *transport, const FoTransportSink *sink, void *user, int64_t now_us, GError **error)
{
  Record *self = (Record *) transport;
  FoTraceRecord plug = { .at_us = now_us, .kind = FO_TRACE_PLUG };

  self->sink = sink;
  self->user = user;
  if (!self->inner->ops->start (self->inner, &record_sink, self, now_us, error))
    return false;
  plug.bytes = g_bytes_get_data (self->descriptor, &plug.length);
  plug.port = plug.length == 0 ? FO_TRACE_SERIAL : FO_TRACE_HID;
  write_record (self, &plug);
  return true;
}

static int64_t
record_due (FoTransport *transport)
{
  Record *self = (Record *) transport;

  return self->inner->ops->due (self->inner);
}

static void
record_tick (FoTransport *transport, int64_t now_us)
{
  Record *self = (Record *) transport;

  self->inner->ops->tick (self->inner, now_us);
}

static void
record_stop (FoTransport *transport)
{
  Record *self = (Record *) transport;

  self->inner->ops->stop (self->inner);
}

static void
record_send (FoTransport *transport, const uint8_t *bytes, size_t length, int64_t now_us)
{
  Record *self = (Record *) transport;

  if (self->inner->ops->send == NULL)
    return;
  write_record (self, &(FoTraceRecord){ .at_us = now_us, .kind = FO_TRACE_OUT, .bytes = bytes, .length = length });
  self->inner->ops->send (self->inner, bytes, length, now_us);
}

static void
record_note_feedback (FoTransport *transport, FoFeedback feedback, int64_t now_us)
{
  write_record ((Record *) transport,
                &(FoTraceRecord){ .at_us = now_us, .kind = FO_TRACE_FEEDBACK, .feedback = feedback });
}

static bool
record_poll (FoTransport *transport, GPollFD *ret_fd)
{
  Record *self = (Record *) transport;

  return self->inner->ops->poll != NULL && self->inner->ops->poll (self->inner, ret_fd);
}

static void
record_ready (FoTransport *transport, gushort revents, int64_t now_us)
{
  Record *self = (Record *) transport;

  self->inner->ops->ready (self->inner, revents, now_us);
}

static void
record_free (FoTransport *transport)
{
  Record *self = (Record *) transport;

  self->inner->ops->free (self->inner);
  g_bytes_unref (self->descriptor);
  g_free (self);
}

static const FoTransportOps record_ops = {
  .name = "record",
  .start = record_start,
  .due = record_due,
  .tick = record_tick,
  .stop = record_stop,
  .send = record_send,
  .note_feedback = record_note_feedback,
  .poll = record_poll,
  .ready = record_ready,
  .free = record_free,
};

FoTransport *
fo_record_transport_new (FoTransport *inner,
                         FoTraceWriter *writer,
                         const char *device_id,
                         const uint8_t *descriptor,
                         size_t descriptor_bytes)
{
  Record *self = g_new0 (Record, 1);

  self->base.ops = &record_ops;
  self->inner = inner;
  self->writer = writer;
  g_strlcpy (self->device_id, device_id, sizeof self->device_id);
  self->descriptor = g_bytes_new (descriptor, descriptor_bytes);
  return &self->base;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/drivers/decoder.h"
#include "transports.h"

#include <string.h>

typedef struct {
  FoTransport base;
  FoTrace *trace;
  guint first, next; /* records: the plug, and the next of this device's; past the end: none is left */
  int64_t begun_us;
  const FoTransportSink *sink;
  void *user;
  bool running;
  bool checks_sent; /* the trace says what this device was sent */
  GQueue sent;      /* of GBytes: by the program, not yet met in the trace */
} Replay;

/* The next record of this device after INDEX; the number of records when there is none. */
static guint
next_record (const Replay *replay, guint index)
{
  const char *device = fo_trace_get (replay->trace, replay->first)->device;

  for (index++; index < fo_trace_count (replay->trace); index++)
    if (strcmp (fo_trace_get (replay->trace, index)->device, device) == 0)
      break;
  return index;
}

/* Up to the end of this visit. */
static bool
has_out (const Replay *replay)
{
  guint count = fo_trace_count (replay->trace);

  for (guint i = next_record (replay, replay->first); i < count; i = next_record (replay, i)) {
    FoTraceKind kind = fo_trace_get (replay->trace, i)->kind;
    if (kind == FO_TRACE_OUT || kind == FO_TRACE_UNPLUG)
      return kind == FO_TRACE_OUT;
  }
  return false;
}

static bool
replay_start (FoTransport *transport, const FoTransportSink *sink, void *user, int64_t now_us, GError **error)
{
  Replay *replay = (Replay *) transport;

  (void) now_us;
  (void) error;
  replay->sink = sink;
  replay->user = user;
  replay->next = next_record (replay, replay->first);
  replay->checks_sent = has_out (replay);
  replay->running = true;
  return true;
}

/* Without an unplug the device stays until the trace ends. */
static int64_t
replay_due (FoTransport *transport)
{
  Replay *replay = (Replay *) transport;
  guint count = fo_trace_count (replay->trace);

  if (!replay->running)
    return FO_NEVER_US;
  return replay->begun_us + fo_trace_get (replay->trace, MIN (replay->next, count - 1))->at_us;
}

/* A trace of a device that was sent something: the same must be sent now, before the trace has it. */
static void
check_sent (Replay *replay, const FoTraceRecord *record, int64_t at_us)
{
  g_autoptr (GBytes) sent = g_queue_pop_head (&replay->sent);
  gsize length = 0;
  const guint8 *bytes = sent != NULL ? g_bytes_get_data (sent, &length) : NULL;

  if (sent == NULL || length != record->length || memcmp (bytes, record->bytes, length) != 0)
    replay->sink->fault (FO_FAULT_REPLAY, at_us, replay->user);
}

static void
forget_sent (Replay *replay)
{
  g_queue_clear_full (&replay->sent, (GDestroyNotify) g_bytes_unref);
}

static void
end (Replay *replay, int64_t at_us)
{
  if (replay->checks_sent && !g_queue_is_empty (&replay->sent))
    replay->sink->fault (FO_FAULT_REPLAY, at_us, replay->user);
  forget_sent (replay);
  replay->running = false;
  replay->sink->ended (at_us, replay->user);
}

static void
play_record (Replay *replay, const FoTraceRecord *record, int64_t at_us)
{
  switch (record->kind) {
  case FO_TRACE_IN:
    replay->sink->bytes (record->bytes, record->length, at_us, replay->user);
    return;
  case FO_TRACE_OUT:
    check_sent (replay, record, at_us);
    return;
  case FO_TRACE_FEEDBACK:
    replay->sink->feedback (record->feedback, at_us, replay->user);
    return;
  case FO_TRACE_FAULT:
    replay->sink->fault (record->fault, at_us, replay->user);
    return;
  case FO_TRACE_PLUG:
  case FO_TRACE_UNPLUG:
    return;
  }
}

static void
replay_tick (FoTransport *transport, int64_t now_us)
{
  Replay *replay = (Replay *) transport;

  while (replay->running && replay_due (transport) <= now_us) {
    int64_t at_us = replay_due (transport);
    const FoTraceRecord *record
      = replay->next < fo_trace_count (replay->trace) ? fo_trace_get (replay->trace, replay->next) : NULL;
    if (record == NULL || record->kind == FO_TRACE_UNPLUG) {
      end (replay, at_us);
      return;
    }
    replay->next = next_record (replay, replay->next);
    play_record (replay, record, at_us);
  }
}

static void
replay_stop (FoTransport *transport)
{
  Replay *replay = (Replay *) transport;

  if (replay->running)
    end (replay, replay_due (transport));
}

static void
replay_send (FoTransport *transport, const uint8_t *bytes, size_t length, int64_t now_us)
{
  Replay *replay = (Replay *) transport;

  (void) now_us;
  if (replay->running && replay->checks_sent)
    g_queue_push_tail (&replay->sent, g_bytes_new (bytes, length));
}

static void
replay_free (FoTransport *transport)
{
  Replay *replay = (Replay *) transport;

  g_assert (!replay->running);
  forget_sent (replay);
  fo_trace_unref (replay->trace);
  g_free (replay);
}

static const FoTransportOps replay_ops = {
  .name = "replay",
  .start = replay_start,
  .due = replay_due,
  .tick = replay_tick,
  .stop = replay_stop,
  .send = replay_send,
  .free = replay_free,
};

FoTransport *
fo_replay_transport_new (FoTrace *trace, guint first, int64_t begun_us)
{
  Replay *replay = g_new0 (Replay, 1);

  g_assert (fo_trace_get (trace, first)->kind == FO_TRACE_PLUG);
  replay->base.ops = &replay_ops;
  replay->trace = fo_trace_ref (trace);
  replay->first = first;
  replay->begun_us = begun_us;
  return &replay->base;
}

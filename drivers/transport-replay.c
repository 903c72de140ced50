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

static bool
replay_start (FoTransport *transport, const FoTransportSink *sink, void *user, int64_t now_us, GError **error)
{
  Replay *replay = (Replay *) transport;

  (void) now_us;
  (void) error;
  replay->sink = sink;
  replay->user = user;
  replay->next = next_record (replay, replay->first);
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

static void
end (Replay *replay, int64_t at_us)
{
  replay->running = false;
  replay->sink->ended (at_us, replay->user);
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
    if (record->kind == FO_TRACE_IN)
      replay->sink->bytes (record->bytes, record->length, at_us, replay->user);
    else if (record->kind == FO_TRACE_FAULT)
      replay->sink->fault (record->fault, at_us, replay->user);
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
replay_free (FoTransport *transport)
{
  Replay *replay = (Replay *) transport;

  g_assert (!replay->running);
  fo_trace_unref (replay->trace);
  g_free (replay);
}

static const FoTransportOps replay_ops = {
  .name = "replay",
  .start = replay_start,
  .due = replay_due,
  .tick = replay_tick,
  .stop = replay_stop,
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

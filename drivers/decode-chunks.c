/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Symbol "simple COM port emulation" reports → scans: a count, then up to 63 bytes. Nothing says where a code ends: it has
 * ended when nothing more came for 100 ms.
 *
 *           IDLE ──report──▶ CODE ──100 ms of silence──▶ scan, IDLE
 *            └──gap, unreadable report──▶ SKIPPING ──250 ms of quiet──▶ IDLE
 */
#include "gather.h"

#include <string.h>

#define SILENCE_US 100000
#define QUIET_US 250000
#define DATA_MAX 63

typedef enum { IDLE, CODE, SKIPPING } Stage;

typedef struct {
  Stage stage;
  int64_t due_us;
  bool gap_untold;
  FoGather gather;
} Chunks;

static void
go_idle (Chunks *state)
{
  state->stage = IDLE;
  state->due_us = FO_NEVER_US;
}

static void
drop (Chunks *state, FoFault fault, const FoOut *out)
{
  fo_out_fault (out, fault);
  state->stage = SKIPPING;
  state->due_us = out->at_us + QUIET_US;
  state->gap_untold = false;
}

static bool
chunks_start (void *opaque, const FoDecoderSetup *setup, int64_t at_us, const char **ret_reason)
{
  Chunks *state = opaque;

  (void) ret_reason;
  memset (state, 0, sizeof *state);
  fo_gather_init (&state->gather, setup, at_us);
  go_idle (state);
  return true;
}

/* FO_N_FAULTS when the report can be read. */
static FoFault
judge (const uint8_t *bytes, size_t length)
{
  if (length == 0 || bytes[0] == 0)
    return FO_FAULT_EMPTY;
  if (bytes[0] > DATA_MAX)
    return FO_FAULT_LENGTH;
  return bytes[0] >= length ? FO_FAULT_SHORT : FO_N_FAULTS;
}

static void
take (Chunks *state, const uint8_t *bytes, const FoOut *out)
{
  if (state->stage == IDLE)
    fo_gather_begin (&state->gather, NULL, out->at_us);
  fo_gather_add (&state->gather, bytes + 1, bytes[0]);
  state->stage = CODE;
  state->due_us = out->at_us + SILENCE_US;
}

static void
skip (Chunks *state, const FoOut *out)
{
  if (state->gap_untold)
    fo_out_fault (out, FO_FAULT_GAP);
  state->gap_untold = false;
  state->due_us = out->at_us + QUIET_US;
}

static void
chunks_feed (void *opaque, const uint8_t *bytes, size_t length, int64_t at_us, const FoDecoderSink *sink, void *user)
{
  Chunks *state = opaque;
  const FoOut out = { .sink = sink, .user = user, .at_us = at_us };
  FoFault fault = judge (bytes, length);

  if (state->stage == SKIPPING && at_us >= state->due_us)
    go_idle (state);
  /* A silence that nobody looked at. This may be the rest of the code, or the next one: neither is handed up. */
  if (state->stage == CODE && at_us >= state->due_us)
    drop (state, FO_FAULT_GAP, &out);
  if (fault == FO_FAULT_EMPTY && state->stage != CODE)
    fo_out_fault (&out, FO_FAULT_EMPTY);
  else if (fault == FO_FAULT_EMPTY)
    return; /* nothing to add */
  else if (fault != FO_N_FAULTS)
    drop (state, fault, &out);
  else if (state->stage == SKIPPING)
    skip (state, &out);
  else
    take (state, bytes, &out);
}

static int64_t
chunks_due (const void *opaque)
{
  return ((const Chunks *) opaque)->due_us;
}

static void
chunks_tick (void *opaque, int64_t at_us, const FoDecoderSink *sink, void *user)
{
  Chunks *state = opaque;
  const FoOut out = { .sink = sink, .user = user, .at_us = at_us };

  if (at_us < state->due_us)
    return;
  if (state->stage == CODE)
    fo_gather_finish (&state->gather, &out);
  go_idle (state);
}

static void
chunks_cut (void *opaque, FoFault why, int64_t at_us, const FoDecoderSink *sink, void *user)
{
  Chunks *state = opaque;
  const FoOut out = { .sink = sink, .user = user, .at_us = at_us };
  bool in_progress = state->stage == CODE;

  if (in_progress)
    fo_out_fault (&out, why);
  state->stage = SKIPPING;
  state->due_us = at_us + QUIET_US;
  state->gap_untold = !in_progress;
}

const FoDecoderOps fo_decoder_chunks = {
  .name = "chunks",
  .face = FO_FACE_HID,
  .state_size = sizeof (Chunks),
  .start = chunks_start,
  .feed = chunks_feed,
  .due = chunks_due,
  .tick = chunks_tick,
  .cut = chunks_cut,
};

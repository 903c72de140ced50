/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Serial bytes → scans: a code is a line, or stands between STX and ETX, or ends by silence.
 *
 *           IDLE ──first byte──▶ LINE ──its end──▶ scan, IDLE
 *            │   ──STX─────────▶ FRAME ──ETX────▶ scan, IDLE
 *            │                    │ noise, silence: told, bytes dropped
 *            └─gap────────────────┴──▶ SKIPPING ──the end of the line, or 250 ms of quiet──▶ IDLE
 *
 * Bytes are kept as they come, be they UTF-8 or Windows-1251: what they mean is not known here. NUL is in no code, but is
 * what the kernel makes of a byte with a parity or framing error, and of a break.
 */
#include "gather.h"

#include <string.h>

#define QUIET_US 250000
#define SILENCE_US 50000  /* ends a code where nothing else does */
#define PATIENCE_US 500000 /* for the rest of a line; a line at 9600 baud takes half of it */

enum { STX = 0x02, ETX = 0x03, ENQ = 0x05, ACK = 0x06, BEL = 0x07, XON = 0x11, XOFF = 0x13, NAK = 0x15, SYN = 0x16 };

typedef enum { IDLE, LINE, FRAME, SKIPPING } Stage;

typedef struct {
  Stage stage;
  int64_t due_us;
  bool gap_untold;    /* SKIPPING after a gap: the first byte that is dropped is of a code that is lost */
  bool frame_dropped; /* SKIPPING: it ends with ETX */
  uint8_t last;       /* the byte before */
  FoGather gather;
} Lines;

static void
go_idle (Lines *state)
{
  state->stage = IDLE;
  state->due_us = FO_NEVER_US;
}

static void
go_skipping (Lines *state, int64_t at_us, bool gap_untold)
{
  state->frame_dropped = state->stage == FRAME;
  state->stage = SKIPPING;
  state->due_us = at_us + QUIET_US;
  state->gap_untold = gap_untold;
}

static void
finish (Lines *state, const FoOut *out)
{
  fo_gather_finish (&state->gather, out);
  go_idle (state);
}

/* ---- bytes ------------------------------------------------------------------------------------------------------- */

/* Does BYTE, after LAST, end a line? */
static bool
ends_line (const Lines *state, uint8_t byte)
{
  switch (state->gather.quirks.line_end) {
  case FO_LINE_AUTO:
    return byte == '\r' || byte == '\n';
  case FO_LINE_CR:
    return byte == '\r';
  case FO_LINE_LF:
    return byte == '\n';
  case FO_LINE_CRLF:
    return byte == '\n' && state->last == '\r';
  case FO_LINE_TAB:
    return byte == '\t';
  case FO_LINE_ETX:
    return byte == ETX;
  case FO_LINE_SILENCE:
  case FO_N_LINE_ENDS:
    return false;
  }
  return false;
}

/* What a scanner says besides codes: answers to commands, flow control. No code begins with it. */
static bool
is_talk (uint8_t byte)
{
  return byte == ENQ || byte == ACK || byte == BEL || byte == XON || byte == XOFF || byte == NAK || byte == SYN;
}

static int64_t
patience_us (const Lines *state)
{
  const FoQuirks *quirks = &state->gather.quirks;

  if (quirks->continuation_ms > 0)
    return (int64_t) quirks->continuation_ms * 1000;
  return quirks->line_end == FO_LINE_SILENCE ? SILENCE_US : PATIENCE_US;
}

static void
begin (Lines *state, uint8_t byte, const FoOut *out)
{
  bool is_frame = byte == STX;
  bool is_end = ends_line (state, byte) || byte == '\r' || byte == '\n';

  if (is_end || is_talk (byte)) /* the LF of a CR LF, an empty line */
    return;
  if (!is_frame && state->gather.quirks.framed) {
    fo_out_fault (out, byte == '\0' ? FO_FAULT_NOISE : FO_FAULT_FRAME);
    go_skipping (state, out->at_us, false);
    return;
  }
  fo_gather_begin (&state->gather, NULL, out->at_us);
  state->stage = is_frame ? FRAME : LINE;
  if (!is_frame)
    fo_gather_add (&state->gather, &byte, 1);
}

/* Within a code. STX begins another one only where all codes are framed: elsewhere it may be data. */
static void
continue_code (Lines *state, uint8_t byte, const FoOut *out)
{
  bool is_end = state->stage == FRAME ? byte == ETX : ends_line (state, byte);

  if (is_end)
    finish (state, out);
  else if (byte == STX && state->gather.quirks.framed) {
    fo_out_fault (out, FO_FAULT_MIXED);
    fo_gather_begin (&state->gather, NULL, out->at_us);
  } else
    fo_gather_add (&state->gather, &byte, 1);
}

static void
skip (Lines *state, uint8_t byte, const FoOut *out)
{
  bool framed = state->gather.quirks.framed;

  if (state->gap_untold)
    fo_out_fault (out, FO_FAULT_GAP);
  state->gap_untold = false;
  state->due_us = out->at_us + QUIET_US;
  if (framed && byte == STX) /* whatever it was, here begins a whole one */
    begin (state, byte, out);
  else if (framed || state->frame_dropped ? byte == ETX : ends_line (state, byte))
    go_idle (state);
}

static void
take (Lines *state, uint8_t byte, const FoOut *out)
{
  if (state->stage == SKIPPING)
    skip (state, byte, out);
  else if (state->stage == IDLE && byte != '\0')
    begin (state, byte, out);
  else if (byte == '\0') {
    fo_out_fault (out, FO_FAULT_NOISE);
    go_skipping (state, out->at_us, false);
  } else
    continue_code (state, byte, out);
  if (state->stage == LINE || state->stage == FRAME)
    state->due_us = out->at_us + patience_us (state);
  state->last = byte;
}

/* ---- the ops ----------------------------------------------------------------------------------------------------- */

static bool
lines_start (void *opaque, const FoDecoderSetup *setup, int64_t at_us, const char **ret_reason)
{
  Lines *state = opaque;

  (void) ret_reason;
  memset (state, 0, sizeof *state);
  fo_gather_init (&state->gather, setup, at_us);
  go_idle (state);
  return true;
}

static void
lines_feed (void *opaque, const uint8_t *bytes, size_t length, int64_t at_us, const FoDecoderSink *sink, void *user)
{
  Lines *state = opaque;
  const FoOut out = { .sink = sink, .user = user, .at_us = at_us };

  if (state->stage == SKIPPING && at_us >= state->due_us)
    go_idle (state);
  /* Silence that nobody looked at: whether these bytes are the rest or another code is not known. */
  if (state->stage == LINE && state->gather.quirks.line_end == FO_LINE_SILENCE && at_us >= state->due_us) {
    fo_out_fault (&out, FO_FAULT_GAP);
    go_skipping (state, at_us, false);
  }
  for (size_t i = 0; i < length; i++)
    take (state, bytes[i], &out);
}

static int64_t
lines_due (const void *opaque)
{
  return ((const Lines *) opaque)->due_us;
}

static void
lines_tick (void *opaque, int64_t at_us, const FoDecoderSink *sink, void *user)
{
  Lines *state = opaque;
  const FoOut out = { .sink = sink, .user = user, .at_us = at_us };

  if (at_us < state->due_us)
    return;
  if (state->stage == SKIPPING)
    go_idle (state);
  else if (state->stage == LINE && state->gather.quirks.line_end == FO_LINE_SILENCE)
    finish (state, &out);
  else {
    fo_out_fault (&out, FO_FAULT_TIMEOUT);
    go_skipping (state, at_us, true);
  }
}

static void
lines_cut (void *opaque, FoFault why, int64_t at_us, const FoDecoderSink *sink, void *user)
{
  Lines *state = opaque;
  const FoOut out = { .sink = sink, .user = user, .at_us = at_us };
  bool in_progress = state->stage == LINE || state->stage == FRAME;

  if (in_progress)
    fo_out_fault (&out, why);
  go_skipping (state, at_us, !in_progress);
}

static void
lines_feedback (void *opaque, FoFeedback feedback, const FoDecoderSink *sink, void *user)
{
  static const uint8_t bel = BEL;
  const Lines *state = opaque;
  const FoOut out = { .sink = sink, .user = user };

  if (feedback == FO_FEEDBACK_BAD && state->gather.quirks.beep == FO_BEEP_BEL)
    fo_out_send (&out, &bel, 1, 0);
}

const FoDecoderOps fo_decoder_lines = {
  .name = "lines",
  .face = FO_FACE_SERIAL,
  .state_size = sizeof (Lines),
  .start = lines_start,
  .feed = lines_feed,
  .due = lines_due,
  .tick = lines_tick,
  .cut = lines_cut,
  .feedback = lines_feedback,
};

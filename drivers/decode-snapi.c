/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Zebra SNAPI reports → scans. All numbers hexadecimal:
 *
 *   in   22 packets index length type type data …                        a code, or a packet of one
 *        26 packets packets index index length type type data …          the same for long ones; the first two high byte first
 *        21 command status …                                             the answer to what was sent
 *        24 …                                                            a notice
 *   out  01 22 01 00     the report came; unacknowledged it is sent again
 *        04 code         beep
 *        06 01           scan
 *
 * Source: Elemecca/go-zebra-scanner (Apache-2.0), which a Pascal unit agrees with. Packets are counted, so the beginning
 * of a code is known from its index and nothing has to be waited for after a gap.
 */
#include "gather.h"

#include <string.h>

#define CONTINUATION_US 500000
#define REPEAT_US 250000 /* the same report again within this time was sent again, not scanned again */

enum { IN_STATUS = 0x21, IN_SCAN = 0x22, IN_NOTICE = 0x24, IN_LONG_SCAN = 0x26 };
enum { OUT_ACK = 0x01, OUT_BEEP = 0x04, OUT_SCAN = 0x06, ACK_OK = 0x01 };
enum { BEEP_ONE_HIGH = 0x00, BEEP_TWO_LONG_LOW = 0x10 }; /* of the maker's list of beeps */

typedef struct {
  int64_t continuation_us;
  int64_t due_us; /* FO_NEVER_US: no code is in progress */
  bool gap_untold;
  unsigned packets, next; /* of the code in progress */
  uint16_t type;
  uint8_t last[FO_REPORT_MAX]; /* the last packet that was taken */
  size_t last_bytes;
  int64_t last_us;
  FoGather gather;
} Snapi;

typedef struct {
  unsigned packets, index;
  uint16_t type;
  const uint8_t *data;
  size_t length;
} Packet;

/* ---- one report -------------------------------------------------------------------------------------------------- */

static FoFault
read_packet (const uint8_t *bytes, size_t length, Packet *ret_packet)
{
  bool is_long = bytes[0] == IN_LONG_SCAN;
  size_t head = is_long ? 8 : 6;

  if (length < head)
    return FO_FAULT_SHORT;
  *ret_packet = (Packet){
    .packets = is_long ? (unsigned) (bytes[1] << 8 | bytes[2]) : bytes[1],
    .index = is_long ? (unsigned) (bytes[3] << 8 | bytes[4]) : bytes[2],
    .length = bytes[head - 3],
    .type = (uint16_t) (bytes[head - 2] | bytes[head - 1] << 8),
    .data = bytes + head,
  };
  if (ret_packet->length > FO_REPORT_MAX - head)
    return FO_FAULT_LENGTH;
  return ret_packet->length > length - head ? FO_FAULT_SHORT : FO_N_FAULTS;
}

/* Older firmware has one type for data matrix and QR, be they GS1 or not: judged by what they hold. */
static FoSymbology
symbology_of (uint16_t type)
{
  static const struct {
    uint16_t first, last;
    FoSymbology means;
  } table[] = {
    { 0x03, 0x03, FO_SYMBOLOGY_CODE128 },        { 0x06, 0x06, FO_SYMBOLOGY_ITF },
    { 0x08, 0x0b, FO_SYMBOLOGY_EAN },            { 0x0f, 0x0f, FO_SYMBOLOGY_GS1_128 },
    { 0x10, 0x10, FO_SYMBOLOGY_EAN },            { 0x16, 0x16, FO_SYMBOLOGY_EAN },
    { 0x1b, 0x1c, FO_SYMBOLOGY_UNKNOWN },        { 0x30, 0x32, FO_SYMBOLOGY_DATABAR },
    { 0x48, 0x4b, FO_SYMBOLOGY_EAN },            { 0x50, 0x50, FO_SYMBOLOGY_EAN },
    { 0x88, 0x8b, FO_SYMBOLOGY_EAN },            { 0x90, 0x90, FO_SYMBOLOGY_EAN },
    { 0xc1, 0xc1, FO_SYMBOLOGY_GS1_DATAMATRIX }, { 0xc2, 0xc2, FO_SYMBOLOGY_GS1_QR },
    { 0x01, 0x2d, FO_SYMBOLOGY_OTHER },
  };

  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (type >= table[i].first && type <= table[i].last)
      return table[i].means;
  return FO_SYMBOLOGY_UNKNOWN;
}

/* ---- one code ---------------------------------------------------------------------------------------------------- */

static void
drop (Snapi *state)
{
  state->due_us = FO_NEVER_US;
  state->packets = state->next = 0;
}

static bool
in_progress (const Snapi *state)
{
  return state->packets > 0;
}

/* Is it what should come now? Otherwise the code in progress is lost; a first packet begins another. */
static bool
fits (Snapi *state, const Packet *packet, const FoOut *out)
{
  bool continues = in_progress (state) && packet->packets == state->packets && packet->index == state->next
                   && packet->type == state->type;

  if (continues)
    return true;
  if (in_progress (state))
    fo_out_fault (out, FO_FAULT_MIXED);
  else if (packet->index != 0 && state->gap_untold)
    fo_out_fault (out, FO_FAULT_GAP);
  state->gap_untold &= packet->index == 0;
  drop (state);
  return packet->index == 0;
}

static void
take (Snapi *state, const Packet *packet, const FoOut *out)
{
  if (packet->packets == 0 || packet->index >= packet->packets) {
    fo_out_fault (out, FO_FAULT_LENGTH);
    drop (state);
    return;
  }
  if (!fits (state, packet, out))
    return;
  if (packet->index == 0) {
    fo_gather_begin (&state->gather, NULL, out->at_us);
    state->packets = packet->packets;
    state->type = packet->type;
    state->gap_untold = false;
  }
  fo_gather_add (&state->gather, packet->data, packet->length);
  state->next = packet->index + 1;
  state->due_us = out->at_us + state->continuation_us;
  if (state->next < state->packets)
    return;
  state->gather.symbology = symbology_of (state->type);
  fo_gather_finish (&state->gather, out);
  drop (state);
}

/* The acknowledgement was lost, or late: the scanner sends the same packet again. */
static bool
is_repeated (Snapi *state, const uint8_t *bytes, size_t length, int64_t at_us)
{
  bool same = length == state->last_bytes && memcmp (bytes, state->last, length) == 0;
  bool repeated = same && at_us < state->last_us + REPEAT_US;

  state->last_bytes = length <= FO_REPORT_MAX ? length : 0;
  memcpy (state->last, bytes, state->last_bytes);
  state->last_us = at_us;
  return repeated;
}

/* ---- the ops ----------------------------------------------------------------------------------------------------- */

static bool
snapi_start (void *opaque, const FoDecoderSetup *setup, int64_t at_us, const char **ret_reason)
{
  Snapi *state = opaque;

  (void) ret_reason;
  memset (state, 0, sizeof *state);
  fo_gather_init (&state->gather, setup, at_us);
  state->continuation_us
    = setup->quirks.continuation_ms > 0 ? (int64_t) setup->quirks.continuation_ms * 1000 : CONTINUATION_US;
  drop (state);
  return true;
}

static void
snapi_opened (void *opaque, int64_t at_us, const FoDecoderSink *sink, void *user)
{
  static const uint8_t scan[] = { OUT_SCAN, 0x01 };
  const FoOut out = { .sink = sink, .user = user, .at_us = at_us };

  (void) opaque;
  fo_out_send (&out, scan, sizeof scan, 0);
}

static void
feed_scan (Snapi *state, const uint8_t *bytes, size_t length, const FoOut *out)
{
  Packet packet;
  FoFault fault = read_packet (bytes, length, &packet);

  if (fault != FO_N_FAULTS) {
    fo_out_fault (out, fault);
    drop (state);
  } else if (is_repeated (state, bytes, length, out->at_us))
    fo_out_fault (out, FO_FAULT_REPEATED);
  else
    take (state, &packet, out);
}

/* Acknowledged even when it cannot be read: sent again it would be the same. */
static void
snapi_feed (void *opaque, const uint8_t *bytes, size_t length, int64_t at_us, const FoDecoderSink *sink, void *user)
{
  const FoOut out = { .sink = sink, .user = user, .at_us = at_us };
  const uint8_t ack[] = { OUT_ACK, length > 0 ? bytes[0] : 0, ACK_OK, 0 };

  if (length == 0) /* it sends empty reports now and then */
    return;
  if (bytes[0] == IN_SCAN || bytes[0] == IN_LONG_SCAN || bytes[0] == IN_NOTICE)
    fo_out_send (&out, ack, sizeof ack, 0);
  if (bytes[0] == IN_SCAN || bytes[0] == IN_LONG_SCAN)
    feed_scan (opaque, bytes, length, &out);
}

static int64_t
snapi_due (const void *opaque)
{
  return ((const Snapi *) opaque)->due_us;
}

static void
snapi_tick (void *opaque, int64_t at_us, const FoDecoderSink *sink, void *user)
{
  Snapi *state = opaque;
  const FoOut out = { .sink = sink, .user = user, .at_us = at_us };

  if (at_us < state->due_us)
    return;
  fo_out_fault (&out, FO_FAULT_TIMEOUT);
  drop (state);
}

static void
snapi_cut (void *opaque, FoFault why, int64_t at_us, const FoDecoderSink *sink, void *user)
{
  Snapi *state = opaque;
  const FoOut out = { .sink = sink, .user = user, .at_us = at_us };

  if (in_progress (state))
    fo_out_fault (&out, why);
  state->gap_untold = !in_progress (state);
  state->last_bytes = 0;
  drop (state);
}

static void
snapi_feedback (void *opaque, FoFeedback feedback, const FoDecoderSink *sink, void *user)
{
  const Snapi *state = opaque;
  const FoOut out = { .sink = sink, .user = user };
  const uint8_t beep[] = { OUT_BEEP, feedback == FO_FEEDBACK_BAD ? BEEP_TWO_LONG_LOW : BEEP_ONE_HIGH };

  if (state->gather.quirks.beep != FO_BEEP_NONE)
    fo_out_send (&out, beep, sizeof beep, 0);
}

const FoDecoderOps fo_decoder_snapi = {
  .name = "snapi",
  .face = FO_FACE_HID,
  .state_size = sizeof (Snapi),
  .start = snapi_start,
  .opened = snapi_opened,
  .feed = snapi_feed,
  .due = snapi_due,
  .tick = snapi_tick,
  .cut = snapi_cut,
  .feedback = snapi_feedback,
};

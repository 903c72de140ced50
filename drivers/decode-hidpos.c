/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * HID POS reports → scans.
 *
 *           one report, nothing follows: scan
 *            ┌───┐
 *            ▼   │   more follows                     last report: scan
 *           IDLE ┴────────────────▶ PARTIAL ─────────────────────────────▶ IDLE
 *            │                      │  ▲  │
 *            │                      │  └──┘ more follows
 *            │ unreadable report,   │ unreadable report, gap, time-out: told, bytes dropped
 *            │ gap                  ▼
 *            └────────────────▶ SKIPPING ── last report, or 250 ms of quiet ──▶ IDLE
 *
 * SKIPPING is there because reports do not say whether they begin a code: after a gap, the rest of a broken code
 * would otherwise pass for a whole one. A scanner sends the reports of one code within some 20 ms of each other; a
 * person needs longer than the quiet time to scan again.
 */
#include "gather.h"
#include "hid-desc.h"

#include <string.h>

#define CONTINUATION_US 500000
#define QUIET_US 250000

typedef enum { IDLE, PARTIAL, SKIPPING } Stage;

typedef struct {
  FoHidPosLayout layout;
  int64_t continuation_us;

  Stage stage;
  int64_t due_us;  /* PARTIAL: when we give up; SKIPPING: when it was quiet for long enough */
  bool gap_untold; /* SKIPPING after a gap: the first report that is dropped is a code that is lost */
  FoGather gather;
} HidPos;

/* What one report says, checked against the layout. */
typedef struct {
  char aim[FO_AIM_LENGTH + 1];
  const uint8_t *data;
  size_t length;
  bool more;
} Report;

/* ---- one report -------------------------------------------------------------------------------------------------- */

static size_t
report_needs (const FoHidPosLayout *layout)
{
  size_t needs = (size_t) layout->count_at + layout->count_bytes;

  if (layout->has_continued && needs < layout->continued_at + 1u)
    needs = layout->continued_at + 1u;
  for (int i = 0; layout->has_aim && i < FO_AIM_LENGTH; i++)
    if (needs < layout->aim_at[i] + 1u)
      needs = layout->aim_at[i] + 1u;
  return needs;
}

/* "]C1", or "" when the three bytes are none. */
static bool
copy_aim (const FoHidPosLayout *layout, const uint8_t *bytes, size_t shift, char *aim)
{
  for (int i = 0; i < FO_AIM_LENGTH; i++)
    aim[i] = (char) bytes[layout->aim_at[i] + shift];
  aim[FO_AIM_LENGTH] = '\0';
  if (fo_symbology_from_aim (aim) == FO_SYMBOLOGY_UNKNOWN)
    aim[0] = '\0';
  return aim[0] != '\0';
}

/* Some Zebra and Datalogic firmware puts a spare byte behind the count that its report descriptor does not know: the
 * AIM identifier and the data then stand one byte later (as WebHidBarcodeScanner, MIT, found). ']' in the wrong place
 * with a zero before it tells. Returns the shift. */
static size_t
read_aim (const FoHidPosLayout *layout, const uint8_t *bytes, size_t length, char *aim)
{
  bool is_usual = layout->aim_at[1] == layout->aim_at[0] + 1 && layout->aim_at[2] == layout->aim_at[0] + 2
                  && layout->data_at == layout->aim_at[2] + 1;

  aim[0] = '\0';
  if (!layout->has_aim || copy_aim (layout, bytes, 0, aim))
    return 0;
  return is_usual && bytes[layout->aim_at[0]] == 0 && layout->data_at < length && copy_aim (layout, bytes, 1, aim);
}

/* FO_N_FAULTS when the report is well formed. *ret_report->more is right whenever the report is long enough to say
 * so. */
static FoFault
read_report (const FoHidPosLayout *layout, const uint8_t *bytes, size_t length, Report *ret_report)
{
  *ret_report = (Report){ 0 };
  if (length == 0)
    return FO_FAULT_EMPTY;
  if (length < report_needs (layout))
    return FO_FAULT_SHORT;
  ret_report->length = bytes[layout->count_at];
  if (layout->count_bytes == 2)
    ret_report->length |= (size_t) bytes[layout->count_at + 1] << 8;
  ret_report->more = layout->has_continued && (bytes[layout->continued_at] & layout->continued_mask) != 0;
  size_t data_at = layout->data_at + read_aim (layout, bytes, length, ret_report->aim);
  ret_report->data = bytes + data_at;
  if (ret_report->length > layout->data_bytes)
    return FO_FAULT_LENGTH;
  if (data_at + ret_report->length > length)
    return FO_FAULT_SHORT;
  return FO_N_FAULTS;
}

/* ---- one code ---------------------------------------------------------------------------------------------------- */

static void
go_idle (HidPos *state)
{
  state->stage = IDLE;
  state->due_us = FO_NEVER_US;
}

static void
go_skipping (HidPos *state, int64_t at_us, bool gap_untold)
{
  state->stage = SKIPPING;
  state->due_us = at_us + QUIET_US;
  state->gap_untold = gap_untold;
}

/* Answers to commands and menu codes: AIM ]X0 and ]Z (ISO/IEC 15424: "other code" and "not a bar code"). */
static bool
is_response (const FoGather *gather)
{
  if (gather->aim_length == 0)
    return false;
  return gather->bytes[1] == 'Z'
         || (memcmp (gather->bytes, "]X0", FO_AIM_LENGTH) == 0 && !gather->quirks.accept_x0);
}

static void
finish (HidPos *state, const FoOut *out)
{
  if (is_response (&state->gather))
    fo_out_fault (out, FO_FAULT_RESPONSE);
  else
    fo_gather_finish (&state->gather, out);
  go_idle (state);
}

/* ---- a state each ------------------------------------------------------------------------------------------------ */

static void
take (HidPos *state, const Report *report, const FoOut *out)
{
  fo_gather_add (&state->gather, report->data, report->length);
  if (!report->more) {
    finish (state, out);
    return;
  }
  state->stage = PARTIAL;
  state->due_us = out->at_us + state->continuation_us;
}

static void
feed_idle (HidPos *state, const Report *report, const FoOut *out)
{
  fo_gather_begin (&state->gather, report->aim, out->at_us);
  take (state, report, out);
}

static void
feed_partial (HidPos *state, const Report *report, const FoOut *out)
{
  const FoGather *gather = &state->gather;
  bool same = strlen (report->aim) == gather->aim_length
              && memcmp (report->aim, gather->bytes, gather->aim_length) == 0;

  if (!same) { /* the end of the former code was lost, this one begins */
    fo_out_fault (out, FO_FAULT_MIXED);
    fo_gather_begin (&state->gather, report->aim, out->at_us);
  }
  take (state, report, out);
}

static void
feed_skipping (HidPos *state, const Report *report, const FoOut *out)
{
  if (state->gap_untold)
    fo_out_fault (out, FO_FAULT_GAP);
  state->gap_untold = false;
  state->due_us = out->at_us + QUIET_US;
  if (!report->more)
    go_idle (state);
}

static void
feed_faulty (HidPos *state, const Report *report, FoFault fault, const FoOut *out)
{
  bool may_continue = report->more || fault == FO_FAULT_SHORT;

  fo_out_fault (out, fault);
  if (may_continue)
    go_skipping (state, out->at_us, false);
  else
    go_idle (state);
}

/* ---- the ops ----------------------------------------------------------------------------------------------------- */

static bool
hidpos_start (void *opaque, const FoDecoderSetup *setup, int64_t at_us, const char **ret_reason)
{
  HidPos *state = opaque;
  const char *reason = "not a HID POS scanner";

  memset (state, 0, sizeof *state);
  fo_gather_init (&state->gather, setup, at_us);
  if (fo_hid_read_descriptor (setup->descriptor, setup->descriptor_bytes, &state->layout, &reason) != FO_HID_POS) {
    *ret_reason = reason;
    return false;
  }
  state->continuation_us
    = setup->quirks.continuation_ms > 0 ? (int64_t) setup->quirks.continuation_ms * 1000 : CONTINUATION_US;
  go_idle (state);
  return true;
}

static void
hidpos_tick (void *opaque, int64_t at_us, const FoDecoderSink *sink, void *user)
{
  HidPos *state = opaque;
  const FoOut out = { .sink = sink, .user = user, .at_us = at_us };

  if (at_us < state->due_us)
    return;
  if (state->stage == PARTIAL) {
    fo_out_fault (&out, FO_FAULT_TIMEOUT);
    go_skipping (state, at_us, true);
  } else
    go_idle (state);
}

static void
hidpos_feed (void *opaque, const uint8_t *bytes, size_t length, int64_t at_us, const FoDecoderSink *sink, void *user)
{
  HidPos *state = opaque;
  const FoOut out = { .sink = sink, .user = user, .at_us = at_us };
  Report report;

  /* Only tick gives up on a code: a report that is fed late was most likely there in time, and this thread was not. */
  if (state->stage == SKIPPING && at_us >= state->due_us)
    go_idle (state);
  if (length > 0 && state->layout.report_id != 0 && bytes[0] != state->layout.report_id)
    return; /* another report of the device: trigger state, vendor data */
  FoFault fault = read_report (&state->layout, bytes, length, &report);
  if (fault == FO_FAULT_EMPTY) {
    fo_out_fault (&out, FO_FAULT_EMPTY);
    return;
  }
  if (fault != FO_N_FAULTS) {
    feed_faulty (state, &report, fault, &out);
    return;
  }
  switch (state->stage) {
  case IDLE:
    feed_idle (state, &report, &out);
    return;
  case PARTIAL:
    feed_partial (state, &report, &out);
    return;
  case SKIPPING:
    feed_skipping (state, &report, &out);
    return;
  }
}

static int64_t
hidpos_due (const void *opaque)
{
  const HidPos *state = opaque;

  return state->due_us;
}

static void
hidpos_cut (void *opaque, FoFault why, int64_t at_us, const FoDecoderSink *sink, void *user)
{
  HidPos *state = opaque;
  const FoOut out = { .sink = sink, .user = user, .at_us = at_us };
  bool in_progress = state->stage == PARTIAL;

  if (in_progress)
    fo_out_fault (&out, why);
  go_skipping (state, at_us, !in_progress);
}

/* SYN BEL CR, as Honeywell's serial command set has it, in the report that takes commands (HenkVanAsselt,
 * python_hon_usbhid). */
static void
honeywell_beep (const HidPos *state, const FoOut *out)
{
  static const uint8_t beep[] = { 0xfd, 0x03, 0x16, 0x07, 0x0d };

  if (state->layout.command_bytes >= sizeof beep && state->layout.command_bytes <= FO_REPORT_MAX)
    fo_out_send (out, beep, sizeof beep, state->layout.command_bytes);
}

static void
hidpos_feedback (void *opaque, FoFeedback feedback, const FoDecoderSink *sink, void *user)
{
  const HidPos *state = opaque;
  const FoOut out = { .sink = sink, .user = user };
  const FoHidBit *beep = feedback == FO_FEEDBACK_BAD ? &state->layout.error_beep : &state->layout.good_beep;
  uint8_t report[FO_REPORT_MAX] = { 0 };
  FoBeep kind = state->gather.quirks.beep;

  if (kind != FO_BEEP_AUTO && kind != FO_BEEP_HONEYWELL)
    return;
  if (beep->report_bytes > 0 && beep->report_bytes <= FO_REPORT_MAX) {
    report[0] = beep->report_id;
    report[beep->at] |= beep->mask;
    fo_out_send (&out, report, beep->report_bytes, 0);
  } else if (kind == FO_BEEP_HONEYWELL)
    honeywell_beep (state, &out);
}

const FoDecoderOps fo_decoder_hidpos = {
  .name = "hid-pos",
  .face = FO_FACE_HID_POS,
  .state_size = sizeof (HidPos),
  .start = hidpos_start,
  .feed = hidpos_feed,
  .due = hidpos_due,
  .tick = hidpos_tick,
  .cut = hidpos_cut,
  .feedback = hidpos_feedback,
};

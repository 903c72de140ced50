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
#include "course.h"
#include "hid-desc.h"

#include <string.h>

typedef struct {
  FoHidPosLayout layout;
  FoCourse course;
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
  fo_course_idle (&state->course);
}

/* ---- a state each ------------------------------------------------------------------------------------------------ */

static void
take (HidPos *state, const Report *report, const FoOut *out)
{
  fo_gather_add (&state->gather, report->data, report->length);
  if (report->more)
    fo_course_go_on (&state->course, out->at_us);
  else
    finish (state, out);
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
feed_faulty (HidPos *state, const Report *report, FoFault fault, const FoOut *out)
{
  bool may_continue = report->more || fault == FO_FAULT_SHORT;

  fo_out_fault (out, fault);
  if (may_continue)
    fo_course_skip (&state->course, out->at_us, false);
  else
    fo_course_idle (&state->course);
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
  fo_course_init (&state->course, &setup->quirks);
  return true;
}

static void
hidpos_tick (void *opaque, int64_t at_us, const FoDecoderSink *sink, void *user)
{
  HidPos *state = opaque;
  const FoOut out = { .sink = sink, .user = user, .at_us = at_us };

  fo_course_tick (&state->course, &out);
}

static void
hidpos_feed (void *opaque, const uint8_t *bytes, size_t length, int64_t at_us, const FoDecoderSink *sink, void *user)
{
  HidPos *state = opaque;
  const FoOut out = { .sink = sink, .user = user, .at_us = at_us };
  Report report;

  fo_course_wake (&state->course, at_us);
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
  if (fo_course_skips (&state->course, report.more, &out))
    return;
  if (state->course.stage == FO_COURSE_PARTIAL)
    feed_partial (state, &report, &out);
  else
    feed_idle (state, &report, &out);
}

static int64_t
hidpos_due (const void *opaque)
{
  const HidPos *state = opaque;

  return state->course.due_us;
}

static void
hidpos_cut (void *opaque, FoFault why, int64_t at_us, const FoDecoderSink *sink, void *user)
{
  HidPos *state = opaque;
  const FoOut out = { .sink = sink, .user = user, .at_us = at_us };

  fo_course_cut (&state->course, why, &out);
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

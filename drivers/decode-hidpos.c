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
#include "firstout/drivers/decoder.h"
#include "hid-desc.h"

#include <assert.h>
#include <string.h>

#define GS 0x1d
#define AIM_LENGTH 3
#define CONTINUATION_US 500000
#define QUIET_US 250000

/* Room for the AIM identifier in front and for a suffix the scanner may add behind; a multiple of 8, so that the
 * state ends with it and a sanitizer sees one byte too many. */
#define SUFFIX_MAX 13
#define BYTES_MAX (AIM_LENGTH + FO_SCAN_BYTES_MAX + SUFFIX_MAX)
static_assert (BYTES_MAX % 8 == 0, "padding would follow");

typedef enum { IDLE, PARTIAL, SKIPPING } Stage;

typedef struct {
  FoHidPosLayout layout;
  FoQuirks quirks;
  char device[FO_SCAN_DEVICE_MAX];
  int64_t opened_us;
  int64_t continuation_us;

  Stage stage;
  int64_t begun_us; /* PARTIAL: when its first report came */
  int64_t due_us;   /* PARTIAL: when we give up; SKIPPING: when it was quiet for long enough */
  bool gap_untold;  /* SKIPPING after a gap: the first report that is dropped is a code that is lost */
  bool too_long;
  size_t aim_length;
  size_t length;
  char bytes[BYTES_MAX]; /* the AIM identifier, if any, then data */
} HidPos;

/* What one report says, checked against the layout. */
typedef struct {
  char aim[AIM_LENGTH + 1];
  const uint8_t *data;
  size_t length;
  bool more;
} Report;

typedef struct {
  const FoDecoderSink *sink;
  void *user;
  int64_t at_us;
} Out;

static void
tell (const Out *out, FoFault fault)
{
  out->sink->fault (fault, out->at_us, out->user);
}

/* ---- one report -------------------------------------------------------------------------------------------------- */

static size_t
report_needs (const FoHidPosLayout *layout)
{
  size_t needs = (size_t) layout->count_at + layout->count_bytes;

  if (layout->has_continued && needs < layout->continued_at + 1u)
    needs = layout->continued_at + 1u;
  for (int i = 0; layout->has_aim && i < AIM_LENGTH; i++)
    if (needs < layout->aim_at[i] + 1u)
      needs = layout->aim_at[i] + 1u;
  return needs;
}

/* "]C1", or "" when the scanner does not say. */
static void
read_aim (const FoHidPosLayout *layout, const uint8_t *bytes, char *aim)
{
  aim[0] = '\0';
  if (!layout->has_aim)
    return;
  for (int i = 0; i < AIM_LENGTH; i++)
    aim[i] = (char) bytes[layout->aim_at[i]];
  aim[AIM_LENGTH] = '\0';
  if (fo_symbology_from_aim (aim) == FO_SYMBOLOGY_UNKNOWN)
    aim[0] = '\0';
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
  ret_report->data = bytes + layout->data_at;
  read_aim (layout, bytes, ret_report->aim);
  if (ret_report->length > layout->data_bytes)
    return FO_FAULT_LENGTH;
  if (layout->data_at + ret_report->length > length)
    return FO_FAULT_SHORT;
  return FO_N_FAULTS;
}

/* ---- one code ---------------------------------------------------------------------------------------------------- */

static void
go_idle (HidPos *state)
{
  state->stage = IDLE;
  state->length = state->aim_length = 0;
  state->too_long = false;
  state->due_us = FO_NEVER_US;
}

static void
go_skipping (HidPos *state, int64_t at_us, bool gap_untold)
{
  go_idle (state);
  state->stage = SKIPPING;
  state->due_us = at_us + QUIET_US;
  state->gap_untold = gap_untold;
}

static void
begin (HidPos *state, const Report *report, int64_t at_us)
{
  go_idle (state);
  state->begun_us = at_us;
  state->aim_length = strlen (report->aim);
  state->length = state->aim_length;
  memcpy (state->bytes, report->aim, state->aim_length);
}

/* Appends the report's data, GS put back where the scanner was set to send something else. */
static void
append (HidPos *state, const Report *report)
{
  if (report->length > BYTES_MAX - state->length) {
    state->too_long = true;
    return;
  }
  for (size_t i = 0; i < report->length; i++) {
    bool is_gs = state->quirks.has_gs && report->data[i] == state->quirks.gs;
    state->bytes[state->length++] = (char) (is_gs ? GS : report->data[i]);
  }
}

/* The suffix most scanners are set to send for the sake of keyboards. */
static void
strip_suffix (HidPos *state)
{
  while (state->length > state->aim_length && strchr ("\r\n\t", state->bytes[state->length - 1]) != NULL
         && state->bytes[state->length - 1] != '\0')
    state->length--;
}

/* Answers to commands and menu codes: AIM ]X0 and ]Z (ISO/IEC 15424: "other code" and "not a bar code"). */
static bool
is_response (const HidPos *state)
{
  if (state->aim_length == 0)
    return false;
  return state->bytes[1] == 'Z' || (memcmp (state->bytes, "]X0", AIM_LENGTH) == 0 && !state->quirks.accept_x0);
}

static void
finish (HidPos *state, const Out *out)
{
  FoScan scan;

  strip_suffix (state);
  if (is_response (state))
    tell (out, FO_FAULT_RESPONSE);
  else if (state->begun_us < state->opened_us + FO_STALE_US)
    tell (out, FO_FAULT_STALE);
  else if (state->too_long || state->length - state->aim_length > FO_SCAN_BYTES_MAX)
    tell (out, FO_FAULT_TOO_LONG);
  else if (state->length == state->aim_length)
    tell (out, FO_FAULT_EMPTY);
  else if (fo_scan_init (&scan, state->bytes, state->length, FO_SYMBOLOGY_UNKNOWN, state->device, out->at_us))
    out->sink->scan (&scan, out->user);
  else
    tell (out, FO_FAULT_EMPTY); /* no more than an AIM identifier in the data */
  go_idle (state);
}

/* ---- a state each ------------------------------------------------------------------------------------------------ */

static void
take (HidPos *state, const Report *report, const Out *out)
{
  append (state, report);
  if (!report->more) {
    finish (state, out);
    return;
  }
  state->stage = PARTIAL;
  state->due_us = out->at_us + state->continuation_us;
}

static void
feed_idle (HidPos *state, const Report *report, const Out *out)
{
  begin (state, report, out->at_us);
  take (state, report, out);
}

static void
feed_partial (HidPos *state, const Report *report, const Out *out)
{
  bool same = strlen (report->aim) == state->aim_length && memcmp (report->aim, state->bytes, state->aim_length) == 0;

  if (!same) { /* the end of the former code was lost, this one begins */
    tell (out, FO_FAULT_MIXED);
    begin (state, report, out->at_us);
  }
  take (state, report, out);
}

static void
feed_skipping (HidPos *state, const Report *report, const Out *out)
{
  if (state->gap_untold)
    tell (out, FO_FAULT_GAP);
  state->gap_untold = false;
  state->due_us = out->at_us + QUIET_US;
  if (!report->more)
    go_idle (state);
}

static void
feed_faulty (HidPos *state, const Report *report, FoFault fault, const Out *out)
{
  bool may_continue = report->more || fault == FO_FAULT_SHORT;

  tell (out, fault);
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

  assert (strlen (setup->device) < FO_SCAN_DEVICE_MAX);
  memset (state, 0, sizeof *state);
  if (fo_hid_read_descriptor (setup->descriptor, setup->descriptor_bytes, &state->layout, &reason) != FO_HID_POS) {
    *ret_reason = reason;
    return false;
  }
  memcpy (state->device, setup->device, strlen (setup->device) + 1);
  state->quirks = setup->quirks;
  state->opened_us = at_us;
  state->continuation_us
    = setup->quirks.continuation_ms > 0 ? (int64_t) setup->quirks.continuation_ms * 1000 : CONTINUATION_US;
  go_idle (state);
  return true;
}

static void
hidpos_tick (void *opaque, int64_t at_us, const FoDecoderSink *sink, void *user)
{
  HidPos *state = opaque;
  const Out out = { .sink = sink, .user = user, .at_us = at_us };

  if (at_us < state->due_us)
    return;
  if (state->stage == PARTIAL) {
    tell (&out, FO_FAULT_TIMEOUT);
    go_skipping (state, at_us, true);
  } else
    go_idle (state);
}

static void
hidpos_feed (void *opaque, const uint8_t *bytes, size_t length, int64_t at_us, const FoDecoderSink *sink, void *user)
{
  HidPos *state = opaque;
  const Out out = { .sink = sink, .user = user, .at_us = at_us };
  Report report;

  /* Only tick gives up on a code: a report that is fed late was most likely there in time, and this thread was not. */
  if (state->stage == SKIPPING && at_us >= state->due_us)
    go_idle (state);
  if (length > 0 && state->layout.report_id != 0 && bytes[0] != state->layout.report_id)
    return; /* another report of the device: trigger state, vendor data */
  FoFault fault = read_report (&state->layout, bytes, length, &report);
  if (fault == FO_FAULT_EMPTY) {
    tell (&out, FO_FAULT_EMPTY);
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
  const Out out = { .sink = sink, .user = user, .at_us = at_us };
  bool in_progress = state->stage == PARTIAL;

  if (in_progress)
    tell (&out, why);
  go_skipping (state, at_us, !in_progress);
}

const FoDecoderOps fo_decoder_hidpos = {
  .name = "hid-pos",
  .state_size = sizeof (HidPos),
  .start = hidpos_start,
  .feed = hidpos_feed,
  .due = hidpos_due,
  .tick = hidpos_tick,
  .cut = hidpos_cut,
};

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keys → scans.
 *
 *   IDLE ──a character──▶ CODE ──Enter, or Tab──▶ ENDED ──quiet──▶ IDLE: scan
 *    ▲                     │ ▲                     │
 *    │                     │ └─a character: a line─┘
 *    │                     │   break within a code
 *    │    a pause: scan when the scanner is set to send no Enter, else told, and
 *    │                     ▼
 *    └────250 ms quiet── SKIPPING ◀── gap
 *
 * ENDED is there because a code may hold a line break: its first line would otherwise pass for a whole code, and its
 * second for another one, a command even. Keys of one code move as evenly as the scanner types: thrice the longest pause
 * between two movements, and at least 20 ms, is the end. A code with a break, with a key that acts (F10, an
 * arrow), or with keys that were lost, is refused as a whole.
 */
#include "gather.h"
#include "hid-desc.h"
#include "keys.h"

#include <string.h>

#define CONTINUATION_US 500000
#define PAUSE_US 100000 /* ends a code without an Enter */
#define HOLD_MIN_US 20000
#define HOLD_MAX_US 150000
#define QUIET_US 250000
#define KEYS_MAX 32 /* of one report; more are not told apart */

#define EV_KEY 0x01
#define MODIFIERS 8

typedef enum { IDLE, CODE, ENDED, SKIPPING } Stage;

typedef struct {
  FoHidKeyboardLayout layout; /* keyboard-hid */
  bool times_are_exact;       /* keyboard-evdev: of the key, not of whoever reads it */
  FoKeys keys;
  uint8_t last[KEYS_MAX]; /* keyboard-hid: the keys of the last report */
  size_t n_last;

  Stage stage;
  int64_t stroke_us;  /* the last key that means something */
  int64_t moved_us;   /* the last key that went down or up */
  int64_t longest_us; /* between two such of this code */
  int64_t due_us;
  bool gap_untold; /* SKIPPING after a gap: the first key that is dropped is a code that is lost */
  FoFault bad;     /* why this code is refused; FO_N_FAULTS: it is not, so far */
  FoGather gather;
} Wedge;

/* ---- one code ---------------------------------------------------------------------------------------------------- */

static void
go_idle (Wedge *state)
{
  state->stage = IDLE;
  state->longest_us = 0;
  state->bad = FO_N_FAULTS;
  state->due_us = FO_NEVER_US;
}

static void
go_skipping (Wedge *state, int64_t at_us, bool gap_untold)
{
  go_idle (state);
  state->stage = SKIPPING;
  state->due_us = at_us + QUIET_US;
  state->gap_untold = gap_untold;
}

static void
spoil (Wedge *state, FoFault why)
{
  if (state->bad == FO_N_FAULTS)
    state->bad = why;
}

static void
finish (Wedge *state, const FoOut *out)
{
  const FoOut then = { .sink = out->sink, .user = out->user, .at_us = state->stroke_us };
  bool stale = state->gather.begun_us < state->gather.opened_us + FO_STALE_US;

  if (state->bad != FO_N_FAULTS && !stale)
    fo_out_fault (&then, state->bad);
  else
    fo_gather_finish (&state->gather, &then);
  go_idle (state);
}

/* ---- a stroke ---------------------------------------------------------------------------------------------------- */

static int64_t
patience_us (const Wedge *state)
{
  if (state->gather.quirks.continuation_ms > 0)
    return (int64_t) state->gather.quirks.continuation_ms * 1000;
  return state->gather.quirks.end == FO_END_NONE ? PAUSE_US : CONTINUATION_US;
}

static int64_t
hold_us (const Wedge *state)
{
  int64_t hold = 3 * state->longest_us;

  return hold < HOLD_MIN_US ? HOLD_MIN_US : hold > HOLD_MAX_US ? HOLD_MAX_US : hold;
}

static bool
is_end (const Wedge *state, FoStrokeKind kind)
{
  if (kind == FO_STROKE_ENTER)
    return state->gather.quirks.end == FO_END_ENTER;
  return kind == FO_STROKE_TAB && state->gather.quirks.end == FO_END_TAB;
}

/* A key of a code went down or up: whoever waits for quiet waits on. */
static void
moved (Wedge *state, int64_t at_us)
{
  bool in_progress = state->stage == CODE || state->stage == ENDED;

  if (in_progress && state->moved_us >= state->gather.begun_us && at_us - state->moved_us > state->longest_us)
    state->longest_us = at_us - state->moved_us;
  state->moved_us = at_us;
  if (state->stage == CODE)
    state->due_us = at_us + patience_us (state);
  else if (state->stage == ENDED)
    state->due_us = at_us + hold_us (state);
}

static void
stroke_in_code (Wedge *state, const FoStroke *stroke)
{
  if (state->stage == ENDED) /* it went on after its end */
    spoil (state, FO_FAULT_LINES);
  if (stroke->kind == FO_STROKE_TEXT)
    fo_gather_add (&state->gather, (const uint8_t *) stroke->bytes, stroke->length);
  else
    spoil (state, FO_FAULT_CONTROL);
  state->stage = CODE;
}

static void
take (Wedge *state, const FoStroke *stroke, const FoOut *out)
{
  bool ends = is_end (state, stroke->kind);

  if (stroke->kind == FO_STROKE_NONE)
    return;
  if (state->stage == SKIPPING) {
    if (state->gap_untold)
      fo_out_fault (out, FO_FAULT_GAP);
    state->gap_untold = false;
    state->due_us = out->at_us + QUIET_US;
    return;
  }
  if (state->stage == IDLE && ends)
    return; /* an Enter alone */
  if (state->stage == IDLE)
    fo_gather_begin (&state->gather, NULL, out->at_us);
  state->stroke_us = out->at_us;
  if (ends)
    state->stage = ENDED; /* a second Enter: CR LF */
  else
    stroke_in_code (state, stroke);
}

static void
press (Wedge *state, uint8_t usage, const FoOut *out)
{
  FoStroke stroke = fo_keys_press (&state->keys, usage);

  take (state, &stroke, out);
}

static void
release (Wedge *state, uint8_t usage, const FoOut *out)
{
  FoStroke stroke = fo_keys_release (&state->keys, usage);

  take (state, &stroke, out);
}

/* ---- the ops both share ------------------------------------------------------------------------------------------ */

static void
wedge_init (Wedge *state, const FoDecoderSetup *setup, int64_t at_us)
{
  memset (state, 0, sizeof *state);
  fo_gather_init (&state->gather, setup, at_us);
  fo_keys_init (&state->keys, &state->gather.quirks);
  go_idle (state);
}

static void
wedge_tick (void *opaque, int64_t at_us, const FoDecoderSink *sink, void *user)
{
  Wedge *state = opaque;
  const FoOut out = { .sink = sink, .user = user, .at_us = at_us };

  if (at_us < state->due_us)
    return;
  if (state->stage == ENDED || (state->stage == CODE && state->gather.quirks.end == FO_END_NONE))
    finish (state, &out);
  else if (state->stage == CODE) {
    fo_out_fault (&out, state->bad != FO_N_FAULTS ? state->bad : FO_FAULT_TIMEOUT);
    go_skipping (state, at_us, false);
  } else
    go_idle (state);
}

static int64_t
wedge_due (const void *opaque)
{
  return ((const Wedge *) opaque)->due_us;
}

static void
wedge_cut (void *opaque, FoFault why, int64_t at_us, const FoDecoderSink *sink, void *user)
{
  Wedge *state = opaque;
  const FoOut out = { .sink = sink, .user = user, .at_us = at_us };
  bool in_progress = state->stage == CODE || state->stage == ENDED;

  if (in_progress)
    fo_out_fault (&out, why);
  state->n_last = 0;
  fo_keys_init (&state->keys, &state->gather.quirks); /* a key's release, or a lock's turn, may be missing */
  go_skipping (state, at_us, !in_progress);
}

/* What is due before this transfer. Where times are those of whoever reads, only tick decides that a pause was long: it
 * may have been the reader who paused. */
static void
catch_up (Wedge *state, const FoOut *out)
{
  if (out->at_us < state->due_us)
    return;
  if (state->stage == SKIPPING)
    go_idle (state);
  else if (state->times_are_exact)
    wedge_tick (state, out->at_us, out->sink, out->user);
}

/* ---- reports ----------------------------------------------------------------------------------------------------- */

static bool
hid_start (void *opaque, const FoDecoderSetup *setup, int64_t at_us, const char **ret_reason)
{
  Wedge *state = opaque;

  wedge_init (state, setup, at_us);
  *ret_reason = "not a keyboard";
  return fo_hid_read_keyboard (setup->descriptor, setup->descriptor_bytes, &state->layout, ret_reason);
}

static void
modifiers (Wedge *state, uint8_t now, const FoOut *out)
{
  for (uint8_t i = 0; i < MODIFIERS; i++) {
    uint8_t usage = (uint8_t) (FO_KEY_LEFT_CTRL + i);
    if ((now >> i & 1) == 0 && fo_keys_is_down (&state->keys, usage))
      release (state, usage, out);
  }
  for (uint8_t i = 0; i < MODIFIERS; i++)
    if ((now >> i & 1) != 0)
      press (state, (uint8_t) (FO_KEY_LEFT_CTRL + i), out);
}

/* Keys that left the report went up; the rest of it is down, new ones in the order of the report. */
static void
array (Wedge *state, const uint8_t *now, size_t n, const FoOut *out)
{
  for (size_t i = 0; i < state->n_last; i++)
    if (memchr (now, state->last[i], n) == NULL)
      release (state, state->last[i], out);
  for (size_t i = 0; i < n; i++)
    if (now[i] >= FO_KEY_FIRST && now[i] < FO_KEY_LEFT_CTRL)
      press (state, now[i], out);
  memcpy (state->last, now, n);
  state->n_last = n;
}

static void
hid_feed (void *opaque, const uint8_t *bytes, size_t length, int64_t at_us, const FoDecoderSink *sink, void *user)
{
  Wedge *state = opaque;
  const FoHidKeyboardLayout *layout = &state->layout;
  const FoOut out = { .sink = sink, .user = user, .at_us = at_us };

  catch_up (state, &out);
  if (length > 0 && layout->report_id != 0 && bytes[0] != layout->report_id)
    return;
  if (length <= layout->keys_at || (layout->has_modifiers && length <= layout->modifiers_at)) {
    fo_out_fault (&out, length == 0 ? FO_FAULT_EMPTY : FO_FAULT_SHORT);
    if (state->stage == CODE || state->stage == ENDED)
      spoil (state, FO_FAULT_SHORT);
    return;
  }
  size_t n = length - layout->keys_at;
  n = n > layout->n_keys ? layout->n_keys : n;
  n = n > KEYS_MAX ? KEYS_MAX : n;
  if (memchr (bytes + layout->keys_at, FO_KEY_ROLLOVER, n) != NULL) { /* which keys are down is not told */
    const FoStroke lost = { .kind = FO_STROKE_ACT };
    if (state->stage == CODE || state->stage == ENDED)
      spoil (state, FO_FAULT_ROLLOVER);
    take (state, &lost, &out);
  } else {
    if (layout->has_modifiers)
      modifiers (state, bytes[layout->modifiers_at], &out);
    array (state, bytes + layout->keys_at, n, &out);
  }
  moved (state, at_us);
}

const FoDecoderOps fo_decoder_keyboard_hid = {
  .name = "keyboard-hid",
  .face = FO_FACE_KEYBOARD,
  .state_size = sizeof (Wedge),
  .start = hid_start,
  .feed = hid_feed,
  .due = wedge_due,
  .tick = wedge_tick,
  .cut = wedge_cut,
};

/* ---- key events -------------------------------------------------------------------------------------------------- */

void
fo_key_event (uint16_t code, bool pressed, uint8_t ret_bytes[FO_KEY_EVENT_BYTES])
{
  const uint8_t event[FO_KEY_EVENT_BYTES]
      = { EV_KEY, 0, (uint8_t) (code & 0xff), (uint8_t) (code >> 8), pressed ? 1 : 0, 0, 0, 0 };

  memcpy (ret_bytes, event, sizeof event);
}

static bool
evdev_start (void *opaque, const FoDecoderSetup *setup, int64_t at_us, const char **ret_reason)
{
  Wedge *state = opaque;

  (void) ret_reason;
  wedge_init (state, setup, at_us);
  state->times_are_exact = true;
  return true;
}

/* Value 2 is the system's own repeat of a key that stays down. */
static void
key_event (Wedge *state, const uint8_t *event, const FoOut *out)
{
  unsigned type = event[0] | (unsigned) event[1] << 8;
  uint16_t code = (uint16_t) (event[2] | event[3] << 8);
  uint32_t value = event[4] | (uint32_t) event[5] << 8 | (uint32_t) event[6] << 16 | (uint32_t) event[7] << 24;

  if (type != EV_KEY)
    return;
  if (value == 0)
    release (state, fo_key_from_linux (code), out);
  else if (value == 1)
    press (state, fo_key_from_linux (code), out);
  if (value <= 1)
    moved (state, out->at_us);
}

static void
evdev_feed (void *opaque, const uint8_t *bytes, size_t length, int64_t at_us, const FoDecoderSink *sink, void *user)
{
  Wedge *state = opaque;
  const FoOut out = { .sink = sink, .user = user, .at_us = at_us };

  catch_up (state, &out);
  for (; length >= FO_KEY_EVENT_BYTES; length -= FO_KEY_EVENT_BYTES, bytes += FO_KEY_EVENT_BYTES)
    key_event (state, bytes, &out);
  if (length > 0)
    fo_out_fault (&out, FO_FAULT_SHORT);
}

const FoDecoderOps fo_decoder_keyboard_evdev = {
  .name = "keyboard-evdev",
  .face = FO_FACE_KEYBOARD,
  .state_size = sizeof (Wedge),
  .start = evdev_start,
  .feed = evdev_feed,
  .due = wedge_due,
  .tick = wedge_tick,
  .cut = wedge_cut,
};

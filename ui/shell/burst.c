/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "burst.h"

#include "firstout/drivers/decoder.h"
#include "typing.h"

#include <linux/input-event-codes.h>
#include <string.h>

enum {
  STROKES_MIN = 6,     /* a person's fingers roll over two or three keys as fast as a scanner, not over six */
  MEAN_MAX_MS = 35,
  FAST_MEAN_MAX_MS = 15, /* and so fast not over two when one of them does something, nor over a character and its Enter */
  FAST_STROKES_MIN = 4,  /* nor over four of any kind */
  SPREAD_MAX_MS = 8      /* nor is anybody so even, at whatever pace */
};

#define FRESH_US 1000000

/* ---- how fast, and what --------------------------------------------------------------------------------------------- */

typedef struct {
  guint16 first, last;
} Range;

static gboolean
is_in (guint16 code, const Range *ranges, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (code >= ranges[i].first && code <= ranges[i].last)
      return TRUE;
  return FALSE;
}

/* Keys that change what others type. */
static gboolean
is_modifier (guint16 code)
{
  static const Range ranges[] = { { KEY_LEFTSHIFT, KEY_LEFTSHIFT }, { KEY_RIGHTSHIFT, KEY_RIGHTSHIFT },
                                  { KEY_CAPSLOCK, KEY_CAPSLOCK },   { KEY_NUMLOCK, KEY_SCROLLLOCK } };

  return is_in (code, ranges, G_N_ELEMENTS (ranges));
}

/* … and keys that make commands of them. */
static gboolean
is_command_key (guint16 code)
{
  static const Range ranges[] = { { KEY_LEFTCTRL, KEY_LEFTCTRL },   { KEY_RIGHTCTRL, KEY_RIGHTCTRL },
                                  { KEY_LEFTALT, KEY_LEFTALT },     { KEY_RIGHTALT, KEY_RIGHTALT },
                                  { KEY_LEFTMETA, KEY_RIGHTMETA } };

  return is_in (code, ranges, G_N_ELEMENTS (ranges));
}

static gboolean
is_end (guint16 code)
{
  return code == KEY_ENTER || code == KEY_KPENTER || code == KEY_TAB;
}

static gboolean
types (guint16 code)
{
  static const Range ranges[] = { { KEY_1, KEY_EQUAL },        { KEY_Q, KEY_RIGHTBRACE }, { KEY_A, KEY_GRAVE },
                                  { KEY_BACKSLASH, KEY_SLASH }, { KEY_KPASTERISK, KEY_KPASTERISK },
                                  { KEY_SPACE, KEY_SPACE },    { KEY_KP7, KEY_KPDOT },    { KEY_102ND, KEY_102ND },
                                  { KEY_KPSLASH, KEY_KPSLASH } };

  return is_in (code, ranges, G_N_ELEMENTS (ranges));
}

typedef struct {
  guint strokes;
  gboolean acts; /* a key in it does something, or would with the Ctrl or Alt in it */
  guint16 last;
  guint mean_ms, spread_ms; /* of the times between strokes: on average; the longest less the shortest */
} Pace;

static Pace
measure (const GArray *keys)
{
  Pace pace = { 0 };
  guint32 first_ms = 0, last_ms = 0, shortest_ms = G_MAXUINT32, longest_ms = 0;

  for (guint i = 0; i < keys->len; i++) {
    const FoBurstKey *key = &g_array_index (keys, FoBurstKey, i);
    pace.acts |= key->down && is_command_key (key->code);
    if (!key->down || is_modifier (key->code) || is_command_key (key->code))
      continue;
    if (pace.strokes++ == 0)
      first_ms = key->at_ms;
    else {
      shortest_ms = MIN (shortest_ms, key->at_ms - last_ms);
      longest_ms = MAX (longest_ms, key->at_ms - last_ms);
    }
    last_ms = key->at_ms;
    pace.last = key->code;
    pace.acts |= !types (key->code) && !is_end (key->code);
  }
  pace.mean_ms = pace.strokes > 1 ? (last_ms - first_ms) / (pace.strokes - 1) : G_MAXUINT;
  pace.spread_ms = pace.strokes > 1 ? longest_ms - shortest_ms : G_MAXUINT;
  return pace;
}

static gboolean
is_scanner (const Pace *pace)
{
  if (pace->strokes >= STROKES_MIN && (pace->mean_ms < MEAN_MAX_MS || pace->spread_ms <= SPREAD_MAX_MS))
    return TRUE;
  if (pace->mean_ms >= FAST_MEAN_MAX_MS)
    return FALSE;
  return pace->strokes >= FAST_STROKES_MIN || (pace->strokes >= 2 && (pace->acts || is_end (pace->last)));
}

/* A short code and its Enter from a slow scanner, or a number from quick fingers: nobody can tell. */
static gboolean
is_doubtful (const Pace *pace)
{
  return pace->strokes >= 2 && pace->mean_ms < MEAN_MAX_MS && is_end (pace->last);
}

/* ---- the code --------------------------------------------------------------------------------------------------------- */

typedef struct {
  FoScan scan;
  guint scans, faults;
} Heard;

static void
heard_scan (const FoScan *scan, void *data)
{
  Heard *heard = data;

  heard->scan = *scan;
  heard->scans++;
}

static void
heard_fault (FoFault fault, int64_t at_us, void *data)
{
  (void) fault, (void) at_us;
  ((Heard *) data)->faults++;
}

static const FoDecoderSink sink = { .scan = heard_scan, .fault = heard_fault };

/* One code and nothing else. */
static gboolean
decode (const GArray *keys, FoKeyEnd end, FoScan *ret_scan)
{
  const FoDecoderOps *ops = &fo_decoder_keyboard_evdev;
  const FoDecoderSetup setup = { .device = FO_TYPING_DEVICE, .quirks = { .end = end } };
  g_autofree gpointer state = g_malloc (ops->state_size);
  guint32 first_ms = g_array_index (keys, FoBurstKey, 0).at_ms;
  guint8 event[FO_KEY_EVENT_BYTES];
  const char *reason = NULL;
  Heard heard = { 0 };
  int64_t due_us;

  g_assert_true (ops->start (state, &setup, -FRESH_US, &reason));
  for (guint i = 0; i < keys->len; i++) {
    const FoBurstKey *key = &g_array_index (keys, FoBurstKey, i);
    fo_key_event (key->code, key->down, event);
    ops->feed (state, event, sizeof event, (int64_t) (key->at_ms - first_ms) * 1000, &sink, &heard);
  }
  while ((due_us = ops->due (state)) != FO_NEVER_US)
    ops->tick (state, due_us, &sink, &heard);
  if (heard.scans != 1 || heard.faults > 0)
    return FALSE;
  *ret_scan = heard.scan;
  return TRUE;
}

/* A scanner that is set to send no end stops, and that was it. */
static FoKeyEnd
end_of (const Pace *pace)
{
  return pace->last == KEY_TAB ? FO_END_TAB : is_end (pace->last) ? FO_END_ENTER : FO_END_NONE;
}

/* "FO:C:UNDO", "fot:c:undo": core/code.h. */
static gboolean
is_command (const FoScan *scan)
{
  return g_ascii_strncasecmp (scan->bytes, "FO:C:", 5) == 0 || g_ascii_strncasecmp (scan->bytes, "FOT:C:", 6) == 0;
}

FoBurstKind
fo_burst_judge (const GArray *keys, gint64 at_us, FoScan *ret_scan, FoVerdict *ret_verdict)
{
  Pace pace = measure (keys);
  FoScan scan;

  if (!is_scanner (&pace)) {
    *ret_verdict = FO_KEYS_NO_CODE;
    return is_doubtful (&pace) ? FO_BURST_TEXT : FO_BURST_PERSON;
  }
  *ret_verdict = FO_KEYS_NO_CODE;
  if (!decode (keys, end_of (&pace), &scan))
    return FO_BURST_REFUSED;
  if (is_command (&scan)) {
    *ret_verdict = FO_COMMAND_BY_KEYBOARD;
    return FO_BURST_REFUSED;
  }
  scan.at_us = at_us;
  *ret_scan = scan;
  return FO_BURST_SCAN;
}

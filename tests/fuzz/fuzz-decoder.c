/* SPDX-License-Identifier: GPL-3.0-or-later
 * A decoder (FO_FUZZ_DECODER) under any descriptor, quirks and reports; decoder-input.h says how the input reads. Every
 * scan is well formed, nothing is handed up that was not fed, and the decoder never waits for the past. */
#include "decoder-input.h"
#include "fuzz.h"

#include "firstout/drivers/decoder.h"
#include <string.h>

#define KEY_BYTES 4 /* a key is a byte of a report, and a character of up to four */

typedef struct {
  const FoDecoderOps *ops;
  void *state;
  int64_t now_us;
  size_t fed, heard; /* bytes */
} Run;

/* Now, or of a keyboard: when the last key of the code was pressed. */
static void
check_time (const Run *run, int64_t at_us)
{
  g_assert_cmpint (at_us, <=, run->now_us);
  g_assert_cmpint (at_us, >=, run->ops->face == FO_FACE_KEYBOARD ? FO_STALE_US : run->now_us);
}

static void
on_scan (const FoScan *scan, void *user)
{
  Run *run = user;

  g_assert_true (scan->length > 0 && scan->length <= FO_SCAN_BYTES_MAX);
  g_assert_cmpint (scan->bytes[scan->length], ==, '\0');
  g_assert_nonnull (memchr (scan->aim, '\0', sizeof scan->aim));
  g_assert_cmpstr (scan->device, ==, "fuzz");
  check_time (run, scan->at_us);
  run->heard += scan->length;
  g_assert_cmpuint (run->heard, <=, run->ops->face == FO_FACE_KEYBOARD ? KEY_BYTES * run->fed : run->fed);
}

static void
on_fault (FoFault fault, int64_t at_us, void *user)
{
  g_assert_cmpint (fault, <, FO_N_FAULTS);
  check_time (user, at_us);
}

static void
on_send (const uint8_t *bytes, size_t length, G_GNUC_UNUSED void *user)
{
  g_assert_true (length > 0 && length <= 4096);
  g_free (g_memdup2 (bytes, length)); /* a sanitizer sees whether they are there */
}

static const FoDecoderSink sink = { .scan = on_scan, .fault = on_fault, .send = on_send };

static void
pause_for (Run *run, uint8_t n)
{
  run->now_us += n * (int64_t) FO_FUZZ_PAUSE_US;
  if (run->ops->due (run->state) <= run->now_us)
    run->ops->tick (run->state, run->now_us, &sink, run);
  g_assert_cmpint (run->ops->due (run->state), >, run->now_us);
}

static size_t
feed (Run *run, const uint8_t *data, size_t size, size_t length)
{
  uint8_t *report;

  length = MIN (length, size);
  report = g_memdup2 (data, length); /* a block of its own: a sanitizer sees one byte too many */
  run->fed += length;
  run->ops->feed (run->state, report, length, run->now_us, &sink, run);
  g_free (report);
  return length;
}

/* Returns how much of DATA it was. */
static size_t
step (Run *run, const uint8_t *data, size_t size)
{
  switch ((FoFuzzStep) (data[0] % FO_N_FUZZ_STEPS)) {
  case FO_FUZZ_PAUSE:
    pause_for (run, data[1]);
    return 2;
  case FO_FUZZ_CUT:
    run->ops->cut (run->state, (FoFault) (data[1] % FO_N_FAULTS), run->now_us, &sink, run);
    return 2;
  case FO_FUZZ_FEEDBACK:
    if (run->ops->feedback)
      run->ops->feedback (run->state, data[1] & 1 ? FO_FEEDBACK_BAD : FO_FEEDBACK_GOOD, &sink, run);
    return 2;
  case FO_FUZZ_STARVE:
    run->now_us += data[1] * (int64_t) FO_FUZZ_PAUSE_US;
    return 2;
  case FO_FUZZ_FEED:
  case FO_N_FUZZ_STEPS:
    break;
  }
  return 2 + feed (run, data + 2, size - 2, data[1]);
}

static void
read_quirks (const char *line, FoQuirks *quirks)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);

  for (char **word = words; *word; word++)
    if (**word)
      g_assert_true (fo_quirk_parse (*word, quirks));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  Run run = { .ops = fo_decoder_find (FO_FUZZ_DECODER) };
  FoDecoderSetup setup = { .device = "fuzz" };
  const char *reason = NULL;

  g_assert_nonnull (run.ops);
  if (size < 3)
    return 0;
  setup.descriptor = data + 3;
  setup.descriptor_bytes = MIN (data[1] + 256u * data[2], size - 3);
  read_quirks (fuzz_quirks[data[0] % G_N_ELEMENTS (fuzz_quirks)], &setup.quirks);
  run.state = g_malloc (run.ops->state_size);
  if (run.ops->start (run.state, &setup, 0, &reason)) {
    run.now_us = FO_STALE_US;
    if (run.ops->opened)
      run.ops->opened (run.state, run.now_us, &sink, &run);
    for (size_t at = 3 + setup.descriptor_bytes; at + 2 <= size;)
      at += step (&run, data + at, size - at);
  } else
    g_assert_nonnull (reason);
  g_free (run.state);
  return 0;
}

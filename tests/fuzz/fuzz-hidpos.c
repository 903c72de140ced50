/* SPDX-License-Identifier: GPL-3.0-or-later
 * A HID POS decoder under any descriptor and any reports. The input: the length of the report descriptor, the descriptor,
 * then steps of two bytes, what and how much: a report of so many bytes (which follow), time passing, a gap, an unplug.
 * Every scan is well formed, nothing is handed up that was not fed, and the decoder never waits for the past. */
#include "fuzz.h"

#include "firstout/drivers/decoder.h"
#include <string.h>

typedef struct {
  void *state;
  int64_t now_us;
  size_t fed, heard; /* bytes */
} Run;

static void
on_scan (const FoScan *scan, void *user)
{
  Run *run = user;

  g_assert_true (scan->length > 0 && scan->length <= FO_SCAN_BYTES_MAX);
  g_assert_cmpint (scan->bytes[scan->length], ==, '\0');
  g_assert_cmpint (memchr (scan->aim, '\0', sizeof scan->aim) != NULL, ==, 1);
  g_assert_cmpstr (scan->device, ==, "fuzz");
  g_assert_cmpint (scan->at_us, ==, run->now_us);
  run->heard += scan->length;
  g_assert_cmpuint (run->heard, <=, run->fed);
}

static void
on_fault (FoFault fault, int64_t at_us, void *user)
{
  g_assert_cmpint (fault, <, FO_N_FAULTS);
  g_assert_cmpint (at_us, ==, ((Run *) user)->now_us);
}

static const FoDecoderSink sink = { .scan = on_scan, .fault = on_fault };

static size_t
feed (Run *run, const uint8_t *data, size_t size, size_t length)
{
  uint8_t *report;

  length = MIN (length, size);
  report = g_memdup2 (data, length); /* a block of its own: a sanitizer sees one byte too many */
  run->fed += length;
  fo_decoder_hidpos.feed (run->state, report, length, run->now_us, &sink, run);
  g_free (report);
  return length;
}

static size_t
step (Run *run, const uint8_t *data, size_t size)
{
  switch (data[0] & 7) {
  case 0:
    run->now_us += data[1] * INT64_C (10000);
    if (fo_decoder_hidpos.due (run->state) <= run->now_us)
      fo_decoder_hidpos.tick (run->state, run->now_us, &sink, run);
    g_assert_cmpint (fo_decoder_hidpos.due (run->state), >, run->now_us);
    return 2;
  case 1:
    fo_decoder_hidpos.cut (run->state, data[1] & 1 ? FO_FAULT_GAP : FO_FAULT_UNPLUGGED, run->now_us, &sink, run);
    return 2;
  default:
    return 2 + feed (run, data + 2, size - 2, data[1]);
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *reason = NULL;
  Run run = { 0 };

  if (size < 1 || size - 1 < data[0])
    return 0;
  const FoDecoderSetup setup = { .device = "fuzz", .descriptor = data + 1, .descriptor_bytes = data[0] };
  run.state = g_malloc (fo_decoder_hidpos.state_size);
  if (fo_decoder_hidpos.start (run.state, &setup, 0, &reason)) {
    run.now_us = FO_STALE_US;
    for (size_t at = 1u + data[0]; at + 2 <= size;)
      at += step (&run, data + at, size - at);
  } else
    g_assert_nonnull (reason);
  g_free (run.state);
  return 0;
}

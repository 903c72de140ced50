/* SPDX-License-Identifier: GPL-3.0-or-later
 * Any bytes as a trace: what is read, written again, reads the same; what is not names the line. */
#include "fuzz.h"

#include "firstout/drivers/trace.h"
#include <string.h>

static void
assert_same (const FoTraceRecord *a, const FoTraceRecord *b)
{
  g_assert_cmpint (a->at_us, ==, b->at_us);
  g_assert_cmpint (a->kind, ==, b->kind);
  g_assert_cmpstr (a->device, ==, b->device);
  g_assert_cmpmem (a->bytes, a->length, b->bytes, b->length);
}

static void
read_again (const FoTrace *trace)
{
  g_autoptr (GString) text = g_string_new ("firstout-trace 1\n");
  g_autoptr (GError) error = NULL;
  FoTrace *again;

  for (guint i = 0; i < fo_trace_count (trace); i++) {
    g_autofree char *line = fo_trace_print (fo_trace_get (trace, i));
    g_string_append (text, line);
    if (!g_str_has_suffix (line, "\n"))
      g_string_append_c (text, '\n');
  }
  again = fo_trace_parse ("again", text->str, text->len, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fo_trace_count (again), ==, fo_trace_count (trace));
  for (guint i = 0; i < fo_trace_count (trace); i++)
    assert_same (fo_trace_get (trace, i), fo_trace_get (again, i));
  fo_trace_unref (again);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  FoTrace *trace = fo_trace_parse ("fuzz", (const char *) data, size, &error);

  if (trace) {
    read_again (trace);
    fo_trace_unref (trace);
  } else {
    g_assert_true (error->domain == FO_TRACE_ERROR);
    g_assert_true (g_str_has_prefix (error->message, "fuzz:"));
  }
  return 0;
}

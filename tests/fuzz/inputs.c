/* SPDX-License-Identifier: GPL-3.0-or-later
 * What fuzzing begins with, one input a file:
 *
 *   fuzz-inputs seeds/NAME.txt FOLDER   each line (marks as in support/table.h)
 *   fuzz-inputs TRACES FOLDER           each device of each *.trace in the folder TRACES, and what scanners type under each
 *                                       line of quirks, for fuzz-decoder.c */
#include "decoder-input.h"

#include "drivers/reports.h"
#include "drivers/typist.h"
#include "firstout/drivers/trace.h"
#include "support/table.h"
#include <glib/gstdio.h>
#include <string.h>

static const char *folder;
static guint n_inputs;

static void
write_input (const char *bytes, gsize length)
{
  g_autofree char *path = g_strdup_printf ("%s/%03u", folder, n_inputs++);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, bytes, (gssize) length, &error);
  g_assert_no_error (error);
}

static void
write_lines (const char *path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line; line++) {
    g_autofree char *bytes = NULL;
    gsize length;
    if (**line == '\0' || **line == '#')
      continue;
    bytes = fo_table_bytes (*line, &length);
    write_input (bytes, length);
  }
}

/* ---- traces ------------------------------------------------------------------------------------------------------ */

static void
add_step (GString *input, FoFuzzStep step, gsize argument)
{
  g_string_append_c (input, (char) step);
  g_string_append_c (input, (char) argument);
}

static void
add_record (GString *input, const FoTraceRecord *record, int64_t before_us)
{
  for (int64_t pause = (record->at_us - before_us) / FO_FUZZ_PAUSE_US; pause > 0; pause -= 255)
    add_step (input, FO_FUZZ_PAUSE, (gsize) MIN (pause, 255));
  if (record->kind == FO_TRACE_FAULT)
    add_step (input, FO_FUZZ_CUT, record->fault);
  if (record->kind == FO_TRACE_FEEDBACK)
    add_step (input, FO_FUZZ_FEEDBACK, record->feedback);
  if (record->kind == FO_TRACE_IN && record->length < 256) {
    add_step (input, FO_FUZZ_FEED, record->length);
    g_string_append_len (input, (const char *) record->bytes, (gssize) record->length);
  }
}

/* What the device plugged in by record AT sent until it was unplugged. */
static void
write_device (const FoTrace *trace, guint at)
{
  const FoTraceRecord *plug = fo_trace_get (trace, at), *record;
  g_autoptr (GString) input = g_string_new (NULL);
  int64_t before_us = plug->at_us;

  g_string_append_c (input, 0);
  g_string_append_c (input, (char) (plug->length & 255));
  g_string_append_c (input, (char) (plug->length >> 8));
  g_string_append_len (input, (const char *) plug->bytes, (gssize) plug->length);
  for (guint i = at + 1; i < fo_trace_count (trace); i++) {
    record = fo_trace_get (trace, i);
    if (strcmp (record->device, plug->device) != 0)
      continue;
    if (record->kind == FO_TRACE_UNPLUG)
      break;
    add_record (input, record, before_us);
    before_us = record->at_us;
  }
  write_input (input->str, input->len);
}

static void
write_traces (const char *traces)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (traces, 0, &error);

  g_assert_no_error (error);
  for (const char *name; (name = g_dir_read_name (dir));) {
    g_autofree char *path = g_build_filename (traces, name, NULL);
    FoTrace *trace;
    if (!g_str_has_suffix (name, ".trace"))
      continue;
    trace = fo_trace_read (path, &error);
    g_assert_no_error (error);
    for (guint i = 0; i < fo_trace_count (trace); i++)
      if (fo_trace_get (trace, i)->kind == FO_TRACE_PLUG)
        write_device (trace, i);
    fo_trace_unref (trace);
  }
}

/* ---- keys -------------------------------------------------------------------------------------------------------- */

static const char *const typed[] = { "010460123456789310A-77\x1d" "21zY/_&", "FO:C:SHIP", "#12 é@ \xd0\x96" };

/* The setting that the line of quirks says, and keys as such a scanner presses them. */
static GArray *
keys_under (const char *line, const char *text)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  FoQuirks quirks = { 0 };
  TypistSetup setup;

  for (char **word = words; *word; word++)
    if (**word)
      g_assert_true (fo_quirk_parse (*word, &quirks));
  setup = (TypistSetup){ .layout = quirks.layout, .gs = quirks.gs_key, .end = quirks.end, .lock_is_on = quirks.caps };
  return typist_type (&setup, text);
}

static void
write_typed (guint quirks, GPtrArray *transfers, const guint8 *descriptor, gsize length)
{
  g_autoptr (GString) input = g_string_new (NULL);

  g_string_append_c (input, (char) quirks);
  g_string_append_c (input, (char) (length & 255));
  g_string_append_c (input, (char) (length >> 8));
  g_string_append_len (input, (const char *) descriptor, (gssize) length);
  for (guint i = 0; i < transfers->len; i++) {
    gsize size;
    const char *bytes = g_bytes_get_data (transfers->pdata[i], &size);

    add_step (input, FO_FUZZ_FEED, size);
    g_string_append_len (input, bytes, (gssize) size);
  }
  add_step (input, FO_FUZZ_PAUSE, 255);
  write_input (input->str, input->len);
}

static void
write_keys (void)
{
  for (guint quirks = 0; quirks < G_N_ELEMENTS (fuzz_quirks); quirks++)
    for (guint t = 0; t < G_N_ELEMENTS (typed); t++) {
      g_autoptr (GArray) keys = keys_under (fuzz_quirks[quirks], typed[t]);
      g_autoptr (GPtrArray) reports = typist_reports (keys);
      g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

      for (guint i = 0; i < keys->len; i++) {
        const TypistKey *key = &g_array_index (keys, TypistKey, i);
        guint8 event[FO_KEY_EVENT_BYTES];

        fo_key_event (key->code, key->down, event);
        g_ptr_array_add (events, g_bytes_new (event, sizeof event));
      }
      write_typed (quirks, reports, report_keyboard, report_keyboard_bytes);
      write_typed (quirks, events, NULL, 0);
    }
}

int
main (int argc, char **argv)
{
  if (argc != 3) {
    g_printerr ("fuzz-inputs LINES|TRACES FOLDER\n");
    return 2;
  }
  folder = argv[2];
  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  if (g_file_test (argv[1], G_FILE_TEST_IS_DIR)) {
    write_traces (argv[1]);
    write_keys ();
  } else
    write_lines (argv[1]);
  g_assert_cmpuint (n_inputs, >, 0);
  return 0;
}

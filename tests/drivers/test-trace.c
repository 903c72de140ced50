/* SPDX-License-Identifier: GPL-3.0-or-later
 * Traces: read, refused, written, played; and the traces of every profile played against what must be heard. */
#include "heard.h"
#include "reports.h"
#include "where.h"

#include <glib/gstdio.h>
#include <string.h>

#define TRACES FO_TESTS_DIR "/traces"

/* ---- the format -------------------------------------------------------------------------------------------------- */

static FoTrace *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  FoTrace *trace = fo_trace_parse ("t", text, strlen (text), &error);

  g_assert_no_error (error);
  return trace;
}

static void
test_read (void)
{
  g_autoptr (FoTrace) trace = parse ("firstout-trace 1 # the first line may have a comment\n"
                                     "\n"
                                     "# a comment\n"
                                     "0 A plug 058c\t09 02   A1\n"
                                     "0.5 A in 00 # a comment behind\n"
                                     "0.500001 B plug 05\n"
                                     "12.25 A fault too-long\n"
                                     "12.25 A unplug\r\n"
                                     "13 A plug 01");
  static const int64_t times[] = { 0, 500000, 500001, 12250000, 12250000, 13000000 };
  static const guint lines[] = { 4, 5, 6, 7, 8, 9 };

  g_assert_cmpuint (fo_trace_count (trace), ==, G_N_ELEMENTS (times));
  for (guint i = 0; i < G_N_ELEMENTS (times); i++) {
    g_assert_cmpint (fo_trace_get (trace, i)->at_us, ==, times[i]);
    g_assert_cmpuint (fo_trace_get (trace, i)->line, ==, lines[i]);
  }
  const FoTraceRecord *plug = fo_trace_get (trace, 0);
  g_assert_cmpint (plug->kind, ==, FO_TRACE_PLUG);
  g_assert_cmpmem (plug->bytes, plug->length, "\x05\x8c\x09\x02\xa1", 5);
  g_assert_cmpint (fo_trace_get (trace, 3)->fault, ==, FO_FAULT_TOO_LONG);
  g_assert_cmpstr (fo_trace_get (trace, 2)->device, ==, "B");
}

#define HEAD "firstout-trace 1\n"

static const struct {
  const char *text, *says;
} refused[] = {
  { "", "t:1: the first line is not “firstout-trace 1”" },
  { "firstout-trace 2\n", "t:1: the first line is not “firstout-trace 1”" },
  { "# a comment first\nfirstout-trace 1\n", "t:1: the first line is not “firstout-trace 1”" },
  { HEAD "0 A\n", "t:2: expected: time, device, kind" },
  { HEAD "\n\n0\n", "t:4: expected: time, device, kind" },
  { HEAD "x A plug 05\n", "t:2: “x” is not a time in seconds" },
  { HEAD "-1 A plug 05\n", "t:2: “-1” is not a time in seconds" },
  { HEAD "1. A plug 05\n", "t:2: “1.” is not a time in seconds" },
  { HEAD ".5 A plug 05\n", "t:2: “.5” is not a time in seconds" },
  { HEAD "0.1234567 A plug 05\n", "t:2: “0.1234567” is not a time in seconds" },
  { HEAD "99999999999999999999 A plug 05\n", "t:2: “99999999999999999999” is not a time in seconds" },
  { HEAD "1 A plug 05\n0.9 A in 02\n", "t:3: time goes back" },
  { HEAD "0 A plugged 05\n", "t:2: “plugged” is none of plug, in, out, feedback, fault, unplug" },
  { HEAD "0 A plug\n", "t:2: expected 1 to 4096 bytes as pairs of hexadecimal digits" },
  { HEAD "0 A plug 058\n", "t:2: expected 1 to 4096 bytes as pairs of hexadecimal digits" },
  { HEAD "0 A plug 0 5\n", "t:2: expected 1 to 4096 bytes as pairs of hexadecimal digits" },
  { HEAD "0 A plug 05 0x8c\n", "t:2: expected 1 to 4096 bytes as pairs of hexadecimal digits" },
  { HEAD "0 A in 02\n", "t:2: A is not plugged in" },
  { HEAD "0 A unplug\n", "t:2: A is not plugged in" },
  { HEAD "0 A plug 05\n1 B in 02\n", "t:3: B is not plugged in" },
  { HEAD "0 A plug 05\n1 A plug 05\n", "t:3: A is plugged in already" },
  { HEAD "0 A plug 05\n1 A unplug\n2 A in 02\n", "t:4: A is not plugged in" },
  { HEAD "0 A plug 05\n1 A unplug now\n", "t:3: unexpected “now”" },
  { HEAD "0 A plug 05\n1 A fault\n", "t:3: not the name of a fault" },
  { HEAD "0 A plug 05\n1 A fault sneeze\n", "t:3: not the name of a fault" },
  { HEAD "0 A plug 05\n1 A fault stall 02\n", "t:3: not the name of a fault" },
  { HEAD "0 A plug 05\n1 A out\n", "t:3: expected 1 to 4096 bytes as pairs of hexadecimal digits" },
  { HEAD "0 A plug 05\n1 A feedback\n", "t:3: expected good or bad" },
  { HEAD "0 A plug 05\n1 A feedback so-so\n", "t:3: expected good or bad" },
  { HEAD "0 A plug serial 05\n", "t:2: expected 1 to 4096 bytes as pairs of hexadecimal digits" },
  { HEAD "0 A plug parallel\n", "t:2: expected 1 to 4096 bytes as pairs of hexadecimal digits" },
  { HEAD "0 A out 02\n", "t:2: A is not plugged in" },
  { HEAD "0 A plug 05\n1 A in \xff\xfe\n", "t:3: not text" },
  { HEAD "0 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA plug 05\n",
    "t:2: the device's name is longer than 63 bytes" },
};

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (FoTrace) trace = fo_trace_parse ("t", refused[i].text, strlen (refused[i].text), &error);
    g_assert_null (trace);
    g_assert_error (error, FO_TRACE_ERROR, FO_TRACE_ERROR_MALFORMED);
    g_assert_cmpstr (error->message, ==, refused[i].says);
  }
}

static void
test_refused_files (void)
{
  g_autoptr (GError) error = NULL;
  static const char nul[] = HEAD "0 A\0 plug 05\n";

  g_assert_null (fo_trace_parse ("t", nul, sizeof nul - 1, &error));
  g_assert_cmpstr (error->message, ==, "t:2: not text");
  g_clear_error (&error);
  g_assert_null (fo_trace_read ("/nonexistent.trace", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

/* A record with 4,096 bytes is one; with one more it is refused. */
static void
test_longest_record (void)
{
  for (guint extra = 0; extra < 2; extra++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *hex = g_strnfill (2 * (FO_TRACE_BYTES_MAX + extra), '0');
    g_autofree char *text = g_strconcat (HEAD "0 A plug ", hex, "\n", NULL);
    g_autoptr (FoTrace) trace = fo_trace_parse ("t", text, strlen (text), &error);
    g_assert_cmpint (trace != NULL, ==, extra == 0);
  }
}

static void
test_write (void)
{
  g_autofree char *folder = g_dir_make_tmp ("fo-trace-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.trace", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoTraceWriter) writer = fo_trace_writer_new (path, &error);
  const FoTraceRecord records[] = {
    { .at_us = 7000000, .kind = FO_TRACE_PLUG, .device = "A", .bytes = (const guint8 *) "\x05\x8c", .length = 2 },
    { .at_us = 7000250, .kind = FO_TRACE_IN, .device = "A", .bytes = (const guint8 *) "\x02", .length = 1 },
    { .at_us = 7000249, .kind = FO_TRACE_FAULT, .device = "A", .fault = FO_FAULT_STALL }, /* a clock's whim */
    { .at_us = 7000300, .kind = FO_TRACE_OUT, .device = "A", .bytes = (const guint8 *) "\x04\x04", .length = 2 },
    { .at_us = 7000300, .kind = FO_TRACE_FEEDBACK, .device = "A", .feedback = FO_FEEDBACK_BAD },
    { .at_us = 3607000000, .kind = FO_TRACE_UNPLUG, .device = "A" },
    { .at_us = 3607000000, .kind = FO_TRACE_PLUG, .device = "B", .port = FO_TRACE_SERIAL },
  };

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (records); i++) {
    g_assert_true (fo_trace_write (writer, &records[i], &error));
    g_assert_no_error (error);
  }
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL)); /* complete while the writer is open */
  g_assert_cmpstr (text, ==,
                   HEAD "0.000000 A plug 058c\n"
                        "0.000250 A in 02\n"
                        "0.000250 A fault stall\n"
                        "0.000300 A out 0404\n"
                        "0.000300 A feedback bad\n"
                        "3600.000000 A unplug\n"
                        "3600.000000 B plug serial\n");
  g_autoptr (FoTrace) trace = fo_trace_read (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fo_trace_count (trace), ==, G_N_ELEMENTS (records));
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_writer_refused (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fo_trace_writer_new ("/nonexistent/a.trace", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);
  g_assert_null (fo_trace_writer_new ("/dev/full", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
}

/* ---- the traces of the profiles ---------------------------------------------------------------------------------- */

static FoProfiles *
load_profiles (void)
{
  g_autoptr (GError) error = NULL;
  FoProfiles *profiles = fo_profiles_load (FO_SOURCE_DIR "/data/devices", NULL, NULL, &error);

  g_assert_no_error (error);
  return profiles;
}

/* The lines that begin with "#> ". */
static GPtrArray *
expected_of (const char *path)
{
  g_autofree char *text = NULL;
  GPtrArray *expected = g_ptr_array_new_with_free_func (g_free);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "#> "))
      g_ptr_array_add (expected, g_strdup (lines[i] + 3));
  return expected;
}

typedef struct {
  Heard *heard;
  GHashTable *profiles; /* names of those that read something */
} Played;

static void
on_scan (const FoScan *scan, void *user)
{
  heard_listener.scan (scan, ((Played *) user)->heard);
}

static void
on_device (const FoDevice *device, FoDeviceChange change, void *user)
{
  Played *played = user;

  if (device->state == FO_DEVICE_READY)
    g_hash_table_add (played->profiles, g_strdup (device->profile));
  heard_listener.device (device, change, played->heard);
}

static void
on_fault (const char *device_id, FoFault fault, void *user)
{
  heard_listener.fault (device_id, fault, ((Played *) user)->heard);
}

static const FoScannersListener played_listener = { .scan = on_scan, .device = on_device, .fault = on_fault };

static void
play_file (const FoProfiles *profiles, const char *path, GHashTable *profile_names)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoTrace) trace = fo_trace_read (path, &error);
  g_autoptr (GPtrArray) expected = expected_of (path);
  g_autoptr (Heard) heard = heard_new ();
  Played played = { .heard = heard, .profiles = profile_names };

  g_assert_no_error (error);
  g_assert_cmpuint (expected->len, >, 3);
  fo_scanners_play (profiles, trace, &played_listener, &played);
  for (guint i = 0; i < MAX (expected->len, heard->lines->len); i++)
    g_assert_cmpstr (i < heard->lines->len ? g_ptr_array_index (heard->lines, i) : "(nothing)", ==,
                     i < expected->len ? g_ptr_array_index (expected, i) : "(nothing)");
}

/* The line that begins with "#= ": how a scanner that types was paired; NULL: there is none. */
static char *
quirks_of (const char *path)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "#= "))
      return g_strdup (lines[i] + 3);
  return NULL;
}

/* A profile that says of this keyboard what its pairing would. */
static FoProfiles *
profiles_of (const char *quirks)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("firstout-wedge-XXXXXX", &error), *path = g_build_filename (folder, "wedge.device", NULL);
  g_autofree char *text = g_strdup_printf ("[Device]\nName=Wedge\nMatch=usb:13ba:0018\nTransport=usb-hid\nDecoder=keyboard-hid\n"
                                           "Quirks=%s\n", quirks);

  g_assert_true (g_file_set_contents (path, text, -1, &error));
  FoProfiles *profiles = fo_profiles_load (folder, NULL, NULL, &error);
  g_assert_no_error (error);
  g_remove (path);
  g_rmdir (folder);
  return profiles;
}

/* The same codes through nine settings of a scanner that types: three keyboards, three ways to say a separator; one set of bytes. And
 * read as another is set they are not: the trace is of that setting. */
static void
test_wedges_read_their_traces (void)
{
  static const char *const layouts[] = { "us", "ru", "de" }, *const ways[] = { "ctrl", "alt", "f8" };
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    for (guint k = 0; k < G_N_ELEMENTS (ways); k++) {
      g_autofree char *path = g_strdup_printf (TRACES "/wedge-%s-%s.trace", layouts[i], ways[k]);
      g_autofree char *quirks = quirks_of (path), *wrong = g_strdup_printf ("layout=%s", layouts[(i + 1) % 3]);
      g_autoptr (FoProfiles) profiles = profiles_of (quirks), others = profiles_of (wrong);
      g_autoptr (GError) error = NULL;
      g_autoptr (FoTrace) trace = fo_trace_read (path, &error);
      g_autoptr (Heard) heard = heard_new ();

      g_test_message ("%s", path);
      g_assert_no_error (error);
      play_file (profiles, path, used);
      fo_scanners_play (others, trace, &heard_listener, heard);
      g_assert_cmpuint (heard_count (heard, "scan * unknown BOX-zy/1"), ==, 0);
    }
}

static void
test_profiles_read_their_traces (void)
{
  g_autoptr (FoProfiles) profiles = load_profiles ();
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GDir) dir = g_dir_open (TRACES, 0, NULL);
  guint files = 0;

  g_assert_nonnull (dir);
  for (const char *file = g_dir_read_name (dir); file != NULL; file = g_dir_read_name (dir)) {
    g_autofree char *path = g_build_filename (TRACES, file, NULL);
    if (!g_str_has_suffix (file, ".trace") || g_str_has_prefix (file, "wedge-"))
      continue;
    g_test_message ("%s", file);
    play_file (profiles, path, used);
    files++;
  }
  g_assert_cmpuint (files, >=, fo_profiles_count (profiles));
  for (guint i = 0; i < fo_profiles_count (profiles); i++) {
    const FoProfile *profile = fo_profiles_get (profiles, i);
    g_autofree char *name = g_strndup (profile->file, strlen (profile->file) - strlen (".device"));
    g_autofree char *path = g_strdup_printf (TRACES "/%s.trace", name);
    g_test_message ("a trace for %s", profile->file);
    g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
    g_assert_true (g_hash_table_contains (used, profile->name));
  }
}

/* What the decoder says in a trace does not depend on how long the trace's reader takes: played twice, twice the
 * same. */
static void
test_play_is_repeatable (void)
{
  g_autoptr (FoProfiles) profiles = load_profiles ();
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 3; i++)
    play_file (profiles, TRACES "/bad-day.trace", used);
}

/* What was sent to a device when it was recorded must be sent when it is played: else the trace is told to differ. */
#define OEM_PLUG "0 usb:05e0:1300:A plug 0645ff0a004ba1010a014a7508950b150026ff0091020a024a95408102c0\n"
#define ENABLE "1100000000000000000000"

static const struct {
  const char *what, *text;
  guint differences;
} sent[] = {
  { "what was recorded", HEAD OEM_PLUG "0 usb:05e0:1300:A out " ENABLE "\n", 0 },
  { "nothing was recorded: an older trace", HEAD OEM_PLUG "1 usb:05e0:1300:A in 0410030000\n", 0 },
  { "something else", HEAD OEM_PLUG "0 usb:05e0:1300:A out 1200000000000000000000\n", 1 },
  { "less", HEAD OEM_PLUG "0 usb:05e0:1300:A out " ENABLE "\n1 usb:05e0:1300:A out " ENABLE "\n", 1 },
  { "shorter", HEAD OEM_PLUG "0 usb:05e0:1300:A out 1100\n", 1 },
  { "more: an acknowledgement that was not sent then",
    HEAD "0 usb:05e0:1900:A plug 0600ff0901a101150026ff0075089540090181 02c0\n0 usb:05e0:1900:A out 0601\n"
         "1 usb:05e0:1900:A in 24020000\n2 usb:05e0:1900:A unplug\n",
    1 },
};

static void
test_sent_is_checked (void)
{
  g_autoptr (FoProfiles) profiles = load_profiles ();

  for (guint i = 0; i < G_N_ELEMENTS (sent); i++) {
    g_autoptr (FoTrace) trace = parse (sent[i].text);
    g_autoptr (Heard) heard = heard_new ();
    fo_scanners_play (profiles, trace, &heard_listener, heard);
    g_test_message ("%s", sent[i].what);
    g_assert_cmpuint (heard_count (heard, "fault * replay"), ==, sent[i].differences);
  }
}

/* A trace of something that is no scanner says so and plays on. */
static void
test_unreadable_device (void)
{
  g_autoptr (FoProfiles) profiles = load_profiles ();
  g_autoptr (Heard) heard = heard_new ();
  g_autoptr (FoTrace) trace = parse (HEAD "0 usb:0c2e:0b61:K plug 0501 0906 a101 c0\n"
                                          "0 usb:0c2e:0b61:M plug 05\n"
                                          "0 Z plug 058c 0902 a101 7508 9501 0501 093b 8102 9508 058c 09fe 8102 c0\n"
                                          "1 usb:0c2e:0b61:K in 02\n"
                                          "1 usb:0c2e:0b61:M in 02\n"
                                          "1 Z in 03414243 0000000000\n");

  fo_scanners_play (profiles, trace, &heard_listener, heard);
  heard_next (heard, "appeared usb:0c2e:0b61:K opening");
  heard_next (heard, "changed usb:0c2e:0b61:K unknown");
  heard_next (heard, "left usb:0c2e:0b61:K");
  heard_next (heard, "appeared usb:0c2e:0b61:M opening");
  heard_next (heard, "changed usb:0c2e:0b61:M unsupported");
  heard_next (heard, "left usb:0c2e:0b61:M");
  heard_next (heard, "appeared Z opening");
  heard_next (heard, "changed Z ready");
  heard_next (heard, "scan Z - unknown ABC");
  heard_next (heard, "left Z");
  heard_no_more (heard);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drivers/trace/read", test_read);
  g_test_add_func ("/drivers/trace/refused", test_refused);
  g_test_add_func ("/drivers/trace/refused-files", test_refused_files);
  g_test_add_func ("/drivers/trace/longest-record", test_longest_record);
  g_test_add_func ("/drivers/trace/write", test_write);
  g_test_add_func ("/drivers/trace/writer-refused", test_writer_refused);
  g_test_add_func ("/drivers/trace/wedges-read-their-traces", test_wedges_read_their_traces);
  g_test_add_func ("/drivers/trace/profiles-read-their-traces", test_profiles_read_their_traces);
  g_test_add_func ("/drivers/trace/play-is-repeatable", test_play_is_repeatable);
  g_test_add_func ("/drivers/trace/sent-is-checked", test_sent_is_checked);
  g_test_add_func ("/drivers/trace/unreadable-device", test_unreadable_device);
  return g_test_run ();
}

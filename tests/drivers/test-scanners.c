/* SPDX-License-Identifier: GPL-3.0-or-later
 * The hub without any USB: traces played as if their devices were plugged in. */
#include "heard.h"
#include "where.h"

#include "firstout/core/chart.h"

#include <glib/gstdio.h>
#include <string.h>

#define H "usb:0c2e:0b61:16140B0A1C"
#define TRACES FO_TESTS_DIR "/traces/"

typedef struct {
  FoProfiles *profiles;
  Heard *heard;
  FoScanners *scanners;
} Hub;

static void
hub_set_up (Hub *hub, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  (void) data;
  hub->profiles = fo_profiles_load (FO_SOURCE_DIR "/data/devices", NULL, NULL, &error);
  g_assert_no_error (error);
  hub->heard = heard_new ();
  hub->scanners = fo_scanners_new (&(FoScannersOptions){ .profiles = hub->profiles,
                                                         .listener = &heard_listener,
                                                         .user = hub->heard,
                                                         .now_us = heard_now_us,
                                                         .without_usb = true });
  g_assert_true (fo_scanners_start (hub->scanners, &error));
  heard_next (hub->heard, "settled");
}

static void
hub_tear_down (Hub *hub, gconstpointer data)
{
  (void) data;
  fo_scanners_free (hub->scanners);
  fo_profiles_free (hub->profiles);
  heard_free (hub->heard);
}

static FoTrace *
read_trace (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strconcat (TRACES, name, NULL);
  FoTrace *trace = fo_trace_read (path, &error);

  g_assert_no_error (error);
  return trace;
}

static FoTrace *
parse_trace (const char *text)
{
  g_autoptr (GError) error = NULL;
  FoTrace *trace = fo_trace_parse ("t", text, strlen (text), &error);

  g_assert_no_error (error);
  return trace;
}

#define SMALL_SCANNER "058c 0902 a101 7508 9501 0501 093b 8102 9508 058c 09fe 8102 c0\n"

/* The hub tells of a trace what playing it without a hub does. */
static void
test_as_without_a_hub (Hub *hub, gconstpointer data)
{
  static const char *const names[] = { "honeywell-hidpos.trace", "newland-hidpos.trace", "generic-hidpos.trace",
                                       "bad-day.trace" };

  (void) data;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (FoTrace) trace = read_trace (names[i]);
    g_autoptr (Heard) alone = heard_new ();
    fo_scanners_play (hub->profiles, trace, &heard_listener, alone);
    fo_scanners_replay (hub->scanners, trace, true);
    for (guint k = 0; k < alone->lines->len; k++)
      heard_next (hub->heard, g_ptr_array_index (alone->lines, k));
  }
  heard_no_more (hub->heard);
}

/* In its own tempo: nothing before its time. */
static void
test_tempo (Hub *hub, gconstpointer data)
{
  g_autoptr (FoTrace) trace = parse_trace ("firstout-trace 1\n"
                                           "0 usb:1:1:A plug " SMALL_SCANNER "0.300 usb:1:1:A in 03414243 0000000000\n"
                                           "0.400 usb:1:1:A in 03444546 0000000000\n");
  gint64 begun_us = g_get_monotonic_time ();

  (void) data;
  fo_scanners_replay (hub->scanners, trace, false);
  heard_next (hub->heard, "appeared usb:1:1:A opening");
  heard_next (hub->heard, "changed usb:1:1:A ready");
  g_autoptr (GPtrArray) list = fo_scanners_list (hub->scanners);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (((FoDevice *) g_ptr_array_index (list, 0))->port, ==, "trace");
  heard_next (hub->heard, "scan usb:1:1:A - unknown ABC");
  g_assert_cmpint (g_get_monotonic_time () - begun_us, >=, 300000);
  heard_next (hub->heard, "scan usb:1:1:A - unknown DEF");
  g_assert_cmpint (g_get_monotonic_time () - begun_us, >=, 400000);
  heard_next (hub->heard, "left usb:1:1:A");
}

/* Stopped in the middle: the devices leave, what was half read is dropped, and no callback comes later. */
static void
test_stop_in_the_middle (Hub *hub, gconstpointer data)
{
  g_autoptr (FoTrace) trace = parse_trace ("firstout-trace 1\n"
                                           "0 usb:1:1:A plug " SMALL_SCANNER "3600 usb:1:1:A in 03414243 0000000000\n");

  (void) data;
  fo_scanners_replay (hub->scanners, trace, false);
  heard_next (hub->heard, "appeared usb:1:1:A opening");
  heard_next (hub->heard, "changed usb:1:1:A ready");
  fo_scanners_stop (hub->scanners);
  heard_next (hub->heard, "left usb:1:1:A");
  heard_no_more (hub->heard);
  fo_scanners_stop (hub->scanners); /* harmless */
}

static void
test_start_again (Hub *hub, gconstpointer data)
{
  (void) data;
  for (guint i = 0; i < 50; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (FoTrace) trace = read_trace ("generic-hidpos.trace");
    fo_scanners_stop (hub->scanners);
    g_assert_true (fo_scanners_start (hub->scanners, &error));
    heard_await (hub->heard, "settled");
    fo_scanners_replay (hub->scanners, trace, true);
    if (i % 2 == 0) /* and now and then stop at once */
      heard_await (hub->heard, "left *");
  }
}

/* A lane belongs to the device, plugged in or not. */
static guint32 lanes[8];
static guint n_lanes;

static void
note_lane (const FoScan *scan, void *user)
{
  (void) user;
  lanes[n_lanes++ % G_N_ELEMENTS (lanes)] = scan->lane;
}

static void
test_lanes (Hub *hub, gconstpointer data)
{
  static const FoScannersListener listener = { .scan = note_lane };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoTrace) trace = parse_trace ("firstout-trace 1\n"
                                           "0 usb:1:1:A plug " SMALL_SCANNER "0 usb:1:1:B plug " SMALL_SCANNER
                                           "1 usb:1:1:A in 03414243 0000000000\n"
                                           "1 usb:1:1:B in 03414243 0000000000\n");
  g_autoptr (FoScanners) scanners = fo_scanners_new (&(FoScannersOptions){
    .profiles = hub->profiles, .listener = &listener, .now_us = heard_now_us, .without_usb = true });

  (void) data;
  g_assert_true (fo_scanners_start (scanners, &error));
  fo_scanners_set_lane (scanners, "usb:1:1:B", 4);
  for (guint round = 1; round <= 2; round++) { /* plugged in again, the same lane */
    fo_scanners_replay (scanners, trace, true);
    heard_until (n_lanes == 2 * round);
    g_assert_cmpuint (lanes[n_lanes - 2], ==, 0);
    g_assert_cmpuint (lanes[n_lanes - 1], ==, 4);
  }
}

/* Set once, the lane is the scanner's at the next start, before its first scan. */
static void
test_lanes_are_remembered (Hub *hub, gconstpointer data)
{
  static const FoScannersListener listener = { .scan = note_lane };
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("firstout-lanes-XXXXXX", &error),
                  *path = g_build_filename (folder, "devices.conf", NULL);
  g_autoptr (FoTrace) trace = parse_trace ("firstout-trace 1\n"
                                           "0 usb:1:1:A plug " SMALL_SCANNER "1 usb:1:1:A in 03414243 0000000000\n");

  (void) data;
  for (guint start = 0; start < 2; start++) {
    g_autoptr (FoScanners) scanners = fo_scanners_new (&(FoScannersOptions){ .profiles = hub->profiles,
                                                                             .listener = &listener,
                                                                             .now_us = heard_now_us,
                                                                             .without_usb = true,
                                                                             .pairing_file = path });
    guint before = n_lanes;

    g_assert_true (fo_scanners_start (scanners, &error));
    if (start == 0)
      fo_scanners_set_lane (scanners, "usb:1:1:A", 1);
    heard_until (g_file_test (path, G_FILE_TEST_EXISTS));
    fo_scanners_replay (scanners, trace, true);
    heard_until (n_lanes == before + 1);
    g_assert_cmpuint (lanes[before], ==, 1);
  }
  g_remove (path);
  g_rmdir (folder);
}

/* ---- separators ------------------------------------------------------------------------------------------------------ */

#define WIDE_SCANNER "058c 0902 a101 7508 9501 0501 093b 8102 9538 058c 09fe 8102 c0\n"

/* A scanner of one report a code: TEXT with its separators, or with them lost. */
static FoTrace *
trace_of (const char *text, bool lost)
{
  g_autoptr (GString) trace = g_string_new ("firstout-trace 1\n0 usb:1:1:A plug " WIDE_SCANNER "1 usb:1:1:A in ");
  g_autoptr (GString) code = g_string_new (text);

  if (lost)
    g_string_replace (code, "\x1d", "", 0);
  g_assert_cmpuint (code->len, <=, 0x38);
  g_string_append_printf (trace, "%02x", (guint) code->len);
  for (gsize i = 0; i < 0x38; i++)
    g_string_append_printf (trace, "%02x", i < code->len ? (guint8) code->str[i] : 0);
  g_string_append_c (trace, '\n');
  return parse_trace (trace->str);
}

typedef struct {
  FoSeparators last;
  guint scans;
} Separators;

static void
note_separators (const FoScan *scan, void *user)
{
  Separators *separators = user;

  separators->last = scan->separators;
  separators->scans++;
}

/* What was seen once is known of every later scan, at the next start as well; only the chart, which has some, proves their loss. */
static void
test_separators (Hub *hub, gconstpointer data)
{
  static const struct {
    const char *text;
    bool lost;
    FoSeparators known;
  } days[] = { { "0104601234567893" "10A1", false, FO_SEPARATORS_UNKNOWN },
               { "0104601234567893" "10A1\x1d" "21778", true, FO_SEPARATORS_UNKNOWN }, /* nobody can tell */
               { NULL, true, FO_SEPARATORS_LOST },
               { "0104601234567893" "10A1", false, FO_SEPARATORS_LOST },
               { "0104601234567893" "10A1\x1d" "21778", false, FO_SEPARATORS_SENT }, /* somebody has set it right */
               { "0104601234567893" "10A1", false, FO_SEPARATORS_SENT } };
  static const FoScannersListener listener = { .scan = note_separators };
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("firstout-separators-XXXXXX", &error),
                  *path = g_build_filename (folder, "devices.conf", NULL);
  Separators seen = { 0 };

  (void) data;
  for (guint i = 0; i < G_N_ELEMENTS (days); i++) { /* each day the program is started anew */
    const char *text = days[i].text != NULL ? days[i].text : fo_chart_bytes (FO_CHART_GS1_128);
    g_autoptr (FoTrace) trace = trace_of (text, days[i].lost);
    g_autoptr (FoScanners) scanners = fo_scanners_new (&(FoScannersOptions){ .profiles = hub->profiles,
                                                                             .listener = &listener,
                                                                             .user = &seen,
                                                                             .now_us = heard_now_us,
                                                                             .without_usb = true,
                                                                             .pairing_file = path });
    g_assert_true (fo_scanners_start (scanners, &error));
    fo_scanners_replay (scanners, trace, true);
    heard_until (seen.scans == i + 1);
    g_test_message ("day %u", i);
    g_assert_cmpint (seen.last, ==, days[i].known);
    fo_scanners_stop (scanners);
  }
  g_remove (path);
  g_rmdir (folder);
}

/* The listener stops the hub from within a callback. */
typedef struct {
  FoScanners *scanners;
  guint scans, later;
  bool stopped;
} Stopper;

static void
stop_at_scan (const FoScan *scan, void *user)
{
  Stopper *stopper = user;

  (void) scan;
  stopper->scans++;
  if (stopper->stopped)
    return;
  stopper->stopped = true;
  fo_scanners_stop (stopper->scanners); /* delivers the rest from within */
}

static void
test_stop_from_a_callback (Hub *hub, gconstpointer data)
{
  static const FoScannersListener listener = { .scan = stop_at_scan };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoTrace) trace = read_trace ("newland-hidpos.trace");
  Stopper stopper = { 0 };
  FoScanners *scanners = fo_scanners_new (&(FoScannersOptions){ .profiles = hub->profiles,
                                                                .listener = &listener,
                                                                .user = &stopper,
                                                                .now_us = heard_now_us,
                                                                .without_usb = true });

  (void) data;
  stopper.scanners = scanners;
  g_assert_true (fo_scanners_start (scanners, &error));
  fo_scanners_replay (scanners, trace, true);
  heard_until (stopper.stopped);
  g_assert_cmpuint (stopper.scans, ==, 5);
  fo_scanners_free (scanners);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define SCENE(path, test) g_test_add ("/drivers/scanners/" path, Hub, NULL, hub_set_up, test, hub_tear_down)
  SCENE ("as-without-a-hub", test_as_without_a_hub);
  SCENE ("tempo", test_tempo);
  SCENE ("stop-in-the-middle", test_stop_in_the_middle);
  SCENE ("start-again", test_start_again);
  SCENE ("lanes", test_lanes);
  SCENE ("lanes-remembered", test_lanes_are_remembered);
  SCENE ("separators", test_separators);
  SCENE ("stop-from-a-callback", test_stop_from_a_callback);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which keyboard is a scanner: the guess, the file, and the taking and giving back. */
#include "pair-try.h"
#include "pairing.h"
#include "rig.h"
#include "typist.h"

#include "firstout/core/chart.h"

#include <glib/gstdio.h>
#include <string.h>

#define W1 "usb:13ba:0018:W1"
#define KEYBOARD "usb:046d:c31c@1-2"

/* ---- the guess --------------------------------------------------------------------------------------------------- */

static void
transfer_clear (gpointer data)
{
  g_bytes_unref (((FoPairTransfer *) data)->bytes);
}

static GArray *
transfers_of (const TypistSetup *setup, const char *text)
{
  g_autoptr (GArray) keys = typist_type (setup, text);
  g_autoptr (GPtrArray) reports = typist_reports (keys);
  GArray *transfers = g_array_new (FALSE, FALSE, sizeof (FoPairTransfer));

  g_array_set_clear_func (transfers, transfer_clear);
  for (guint i = 0; i < reports->len; i++) {
    FoPairTransfer transfer = { .at_us = 1000000 + i * 4000, .bytes = g_bytes_ref (g_ptr_array_index (reports, i)) };
    g_array_append_val (transfers, transfer);
  }
  return transfers;
}

static bool
guess (const TypistSetup *setup, const char *typed, const char *code, FoQuirks *ret_quirks)
{
  g_autoptr (GArray) transfers = transfers_of (setup, typed);

  return fo_pair_guess (transfers, &fo_decoder_keyboard_hid, report_keyboard, report_keyboard_bytes, code, ret_quirks);
}

/* However a scanner is set, its code tells. */
static void
test_every_setting (void)
{
  char code[FO_PAIRING_CODE_MAX];

  for (guint layout = 0; layout < FO_N_LAYOUTS; layout++)
    for (guint gs = FO_GS_CTRL; gs < FO_N_GS_KEYS; gs++)
      for (guint end = 0; end < FO_N_KEY_ENDS; end++)
        for (guint caps = 0; caps < 2; caps++) {
          const TypistSetup setup
              = { .layout = (FoKeyLayout) layout, .gs = (FoKeyGs) gs, .end = (FoKeyEnd) end, .lock_is_on = caps == 1 };
          /* Latin letters come by number there: a lock does not turn them round */
          bool lock_shows = layout != FO_LAYOUT_RU;
          FoQuirks quirks = { 0 };
          fo_pairing_code (4711 + layout, code);
          g_assert_true (guess (&setup, code, code, &quirks));
          g_assert_cmpstr (fo_key_layout_name (quirks.layout), ==, fo_key_layout_name (setup.layout));
          g_assert_cmpstr (fo_key_gs_name (quirks.gs_key), ==, fo_key_gs_name (setup.gs));
          g_assert_cmpstr (fo_key_end_name (quirks.end), ==, fo_key_end_name (setup.end));
          g_assert_cmpint (quirks.caps, ==, caps == 1 && lock_shows);
        }
}

static void
test_guess_more (void)
{
  static const struct {
    const char *what, *typed;
    bool is_it;
    const char *prefix, *suffix;
    char gs;
  } rows[] = {
    { "as it is", "P-zY/0001\x1d" "Q", true, "", "", 0 },
    { "with an AIM identifier", "]C1P-zY/0001\x1d" "Q", true, "", "", 0 },
    { "with the one of Code 128", "]C0P-zY/0001\x1d" "Q", true, "", "", 0 },
    { "framed", "BP-zY/0001\x1d" "QC", true, "B", "C", 0 },
    { "something else for GS", "P-zY/0001|Q", true, "", "", '|' },
    { "another code", "P-zY/0002\x1d" "Q", false, "", "", 0 },
    { "a part of it", "P-zY/0001", false, "", "", 0 },
    { "a person", "hello", false, "", "", 0 },
    { "too much around it", "0123456789abcdefP-zY/0001\x1d" "Q", false, "", "", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    FoQuirks quirks = { 0 };
    g_test_message ("%s", rows[i].what);
    g_assert_cmpint (guess (&(TypistSetup){ 0 }, rows[i].typed, "P-zY/0001\x1d" "Q", &quirks), ==, rows[i].is_it);
    g_assert_cmpstr (quirks.prefix, ==, rows[i].prefix);
    g_assert_cmpstr (quirks.suffix, ==, rows[i].suffix);
    g_assert_cmpint (quirks.has_gs ? quirks.gs : 0, ==, rows[i].gs);
  }
}

/* ---- the file ---------------------------------------------------------------------------------------------------- */

typedef struct {
  char *folder, *path;
} Shelf;

static void
shelf_init (Shelf *shelf)
{
  shelf->folder = g_dir_make_tmp ("firstout-pairing-XXXXXX", NULL);
  g_assert_nonnull (shelf->folder);
  shelf->path = g_build_filename (shelf->folder, "config", "devices.conf", NULL);
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  for (const char *name = dir != NULL ? g_dir_read_name (dir) : NULL; name != NULL; name = g_dir_read_name (dir)) {
    g_autofree char *inner = g_build_filename (path, name, NULL);
    remove_all (inner);
  }
  g_remove (path);
}

static void
shelf_clear (Shelf *shelf)
{
  remove_all (shelf->folder);
  g_free (shelf->folder);
  g_free (shelf->path);
}

static FoPairings *
load (const Shelf *shelf, const char *trouble_wanted)
{
  g_autofree char *trouble = NULL;
  FoPairings *pairings = fo_pairings_load (shelf->path, &trouble);

  if (trouble_wanted == NULL)
    g_assert_cmpstr (trouble, ==, NULL);
  else
    g_assert_true (g_pattern_match_simple (trouble_wanted, trouble));
  return pairings;
}

static void
put (const Shelf *shelf, const char *text)
{
  g_autofree char *folder = g_path_get_dirname (shelf->path);

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (shelf->path, text, -1, NULL));
}

static void
test_file (void)
{
  g_autoptr (GError) error = NULL;
  FoPairing one = { .id = "usb:13ba:0018:[W%1]", .name = "Barcode; Reader", .quirks = { .layout = FO_LAYOUT_DE, .suffix = "C;" } };
  FoPairing found = { 0 };
  Shelf shelf;

  shelf_init (&shelf);
  FoPairings *pairings = load (&shelf, NULL);
  g_assert_false (fo_pairings_find (pairings, one.id, &found));
  g_assert_true (fo_pairings_keep (pairings, &one, &error));
  fo_pairings_free (pairings);

  pairings = load (&shelf, NULL);
  g_assert_true (fo_pairings_find (pairings, one.id, &found));
  g_assert_cmpstr (found.id, ==, one.id);
  g_assert_cmpstr (found.name, ==, one.name);
  g_assert_cmpint (found.quirks.layout, ==, FO_LAYOUT_DE);
  g_assert_cmpstr (found.quirks.suffix, ==, "C;");
  g_assert_true (fo_pairings_forget (pairings, one.id, &error));
  g_assert_true (fo_pairings_forget (pairings, one.id, &error));
  fo_pairings_free (pairings);

  pairings = load (&shelf, NULL);
  g_assert_false (fo_pairings_find (pairings, one.id, &found));
  fo_pairings_free (pairings);
  shelf_clear (&shelf);
}

/* What cannot be read is laid aside, and its name told; what a person wrote into it is there still. */
static void
remember_lane (const char *id, uint32_t lane, void *user)
{
  g_string_append_printf (user, "%s=%u;", id, lane);
}

static void
expect_lanes (const Shelf *shelf, const char *wanted)
{
  FoPairings *pairings = load (shelf, NULL);
  g_autoptr (GString) lanes = g_string_new (NULL);

  fo_pairings_lanes (pairings, remember_lane, lanes);
  g_assert_cmpstr (lanes->str, ==, wanted);
  fo_pairings_free (pairings);
}

/* A lane is remembered for a scanner that was never paired, and does not make a keyboard a scanner; the first lane is no entry. */
static void
test_lanes (void)
{
  static const char id[] = "usb:13ba:0018:[W%1]";
  FoPairing one = { .id = "usb:1:2:A" }, found = { 0 };
  g_autoptr (GError) error = NULL;
  Shelf shelf;

  shelf_init (&shelf);
  FoPairings *pairings = load (&shelf, NULL);
  g_assert_true (fo_pairings_keep (pairings, &one, &error));
  g_assert_true (fo_pairings_keep_lane (pairings, "usb:1:2:A", 8, &error));
  g_assert_true (fo_pairings_keep_lane (pairings, id, 1, &error));
  g_assert_false (fo_pairings_find (pairings, id, &found));
  g_assert_true (fo_pairings_forget (pairings, "usb:1:2:A", &error));
  fo_pairings_free (pairings);
  expect_lanes (&shelf, "usb:1:2:A=8;usb:13ba:0018:[W%1]=1;");

  pairings = load (&shelf, NULL);
  g_assert_true (fo_pairings_keep_lane (pairings, id, 0, &error));
  fo_pairings_free (pairings);
  expect_lanes (&shelf, "usb:1:2:A=8;");
  put (&shelf, "[lane a]\nLane=0\n[lane b]\nLane=10\n[lane c]\nLane=x\n[lane d]\n[lane e]\nLane=9\n");
  expect_lanes (&shelf, "e=8;");
  shelf_clear (&shelf);
}

static void
test_damaged_file (void)
{
  static const char *const damages[] = { "[usb:1:2:A]\nQuirks", "no file at all\n", "[a\n", "\xff\xfe\n" };
  Shelf shelf;

  for (guint i = 0; i < G_N_ELEMENTS (damages); i++) {
    g_autofree char *kept = NULL;
    g_autoptr (GError) error = NULL;
    FoPairing one = { .id = "usb:13ba:0018:W1" };
    shelf_init (&shelf);
    put (&shelf, damages[i]);
    FoPairings *pairings = load (&shelf, "*devices.conf is damaged (*); it is kept as *devices.conf.damaged-1");
    g_autofree char *aside = g_strconcat (shelf.path, ".damaged-1", NULL);
    g_assert_true (g_file_get_contents (aside, &kept, NULL, NULL));
    g_assert_cmpstr (kept, ==, damages[i]);
    g_assert_true (fo_pairings_keep (pairings, &one, &error)); /* and a new one begins */
    fo_pairings_free (pairings);
    fo_pairings_free (load (&shelf, NULL));
    shelf_clear (&shelf);
  }
}

/* One bad entry takes only itself away, and nothing that we do not know is lost. */
static void
test_bad_entry (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  FoPairing found, third = { .id = "usb:1:2:C" };
  Shelf shelf;

  shelf_init (&shelf);
  put (&shelf, "# mine\n[usb:1:2:A]\nQuirks=layout=klingon\n\n[usb:1:2:B]\nQuirks=layout=de\nLater=yes\n");
  FoPairings *pairings = load (&shelf, "*[usb:1:2:A]: there is no quirk *layout=klingon*: not paired");
  g_assert_false (fo_pairings_find (pairings, "usb:1:2:A", &found));
  g_assert_true (fo_pairings_find (pairings, "usb:1:2:B", &found));
  g_assert_true (fo_pairings_keep (pairings, &third, &error));
  g_assert_true (g_file_get_contents (shelf.path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "# mine"));
  g_assert_nonnull (strstr (text, "layout=klingon"));
  g_assert_nonnull (strstr (text, "Later=yes"));
  fo_pairings_free (pairings);
  shelf_clear (&shelf);
}

static void
test_unwritable (void)
{
  g_autoptr (GError) error = NULL;
  FoPairing one = { .id = "usb:1:2:A" }, found;
  Shelf shelf;

  shelf_init (&shelf);
  g_autofree char *in_the_way = g_build_filename (shelf.folder, "config", NULL);
  g_assert_true (g_file_set_contents (in_the_way, "", 0, NULL)); /* a file where the folder should be */
  g_autofree char *trouble = NULL;
  FoPairings *pairings = fo_pairings_load (shelf.path, &trouble);
  g_assert_false (fo_pairings_keep (pairings, &one, &error));
  g_assert_true (error->domain == G_FILE_ERROR);
  g_assert_true (fo_pairings_find (pairings, one.id, &found)); /* as long as the program runs */
  fo_pairings_free (pairings);
  shelf_clear (&shelf);
}

/* ---- on the bus -------------------------------------------------------------------------------------------------- */

typedef struct {
  Rig rig;
  Shelf shelf;
  FakeDevice *keyboard; /* the operator's own: nobody ever touches it */
} Bench;

static void
bench_set_up (Bench *bench, gconstpointer data)
{
  rig_set_up (&bench->rig, data);
  shelf_init (&bench->shelf);
  rig_restart (&bench->rig, bench->shelf.path);
  bench->keyboard = rig_plug (&bench->rig, rig_keyboard ("1-2"));
}

static void
assert_untouched (FakeDevice *device)
{
  g_assert_cmpuint (fake_device_opens (device), ==, 0);
  g_assert_cmpuint (fake_device_claims (device), ==, 0);
  g_assert_true (fake_device_has_driver (device, 0));
}

static void
bench_tear_down (Bench *bench, gconstpointer data)
{
  if (bench->keyboard != NULL)
    assert_untouched (bench->keyboard);
  rig_tear_down (&bench->rig, data);
  shelf_clear (&bench->shelf);
}

/* At the tempo the device is asked: the wait behind the last report is the test's. */
static void
type_until (FakeDevice *device, const TypistSetup *setup, const char *text, guint n_reports)
{
  g_autoptr (GArray) keys = typist_type (setup, text);
  g_autoptr (GPtrArray) reports = typist_reports (keys);

  for (guint i = 0; i < reports->len && i < n_reports; i++) {
    gsize length = 0;
    const guint8 *bytes = g_bytes_get_data (g_ptr_array_index (reports, i), &length);
    fake_device_send (device, 0, bytes, length);
  }
}

static void
type (FakeDevice *device, const TypistSetup *setup, const char *text)
{
  type_until (device, setup, text, G_MAXUINT);
}

/* Starts with the keyboard and the wedge on the bus. */
static FakeDevice *
start_with_wedge (Bench *bench)
{
  FakeDevice *wedge = rig_plug (&bench->rig, rig_wedge ("1-1", "W1"));

  rig_start (&bench->rig);
  heard_await (bench->rig.heard, "settled");
  g_assert_cmpint (rig_device (&bench->rig, W1).state, ==, FO_DEVICE_UNPAIRED);
  g_assert_cmpint (rig_device (&bench->rig, KEYBOARD).state, ==, FO_DEVICE_UNPAIRED);
  assert_untouched (wedge);
  return wedge;
}

/* By the code on the screen, or the one on PAPER. */
static void
pair_by (Bench *bench, FakeDevice *wedge, const TypistSetup *setup, const char *found, const char *paper)
{
  g_autofree char *news = g_strdup_printf ("pairing " W1 " done %s", found);
  char code[FO_PAIRING_CODE_MAX];

  fo_pairing_code (4711, code);
  fo_scanners_pairing_begin (bench->rig.scanners, W1, code, 10);
  heard_next (bench->rig.heard, "changed " W1 " pairing");
  g_assert_false (fake_device_has_driver (wedge, 0)); /* its keys reach no window */
  type (wedge, setup, paper ? paper : code);
  heard_next (bench->rig.heard, "changed " W1 " opening");
  heard_next (bench->rig.heard, news);
  heard_next (bench->rig.heard, "changed " W1 " ready");
  rig_let_it_settle ();
}

static void
pair (Bench *bench, FakeDevice *wedge, const TypistSetup *setup, const char *found)
{
  pair_by (bench, wedge, setup, found, NULL);
}

/* A laser reads no screen: the printed chart has a code for it, as bars; this scanner types capitals for small letters. */
static void
test_pair_by_paper (Bench *bench, gconstpointer data)
{
  const TypistSetup setup = { .gs = FO_GS_F8, .lock_is_on = true };
  FakeDevice *wedge = start_with_wedge (bench);

  (void) data;
  pair_by (bench, wedge, &setup, "us f8 enter caps", FO_CHART_PAIRING);
  type (wedge, &setup, "]C10104601234567893\x1d" "10A-77/z");
  heard_next (bench->rig.heard, "scan " W1 " ]C1 gs1-128 0104601234567893<GS>10A-77/z");
}

static void
test_pair (Bench *bench, gconstpointer data)
{
  const TypistSetup setup = { .layout = FO_LAYOUT_DE, .gs = FO_GS_ALT };
  FakeDevice *wedge = start_with_wedge (bench);

  (void) data;
  pair (bench, wedge, &setup, "de alt-029 enter");
  type (wedge, &setup, "]C10104601234567893\x1d" "10A-77/z");
  heard_next (bench->rig.heard, "scan " W1 " ]C1 gs1-128 0104601234567893<GS>10A-77/z");
  g_assert_cmpstr (rig_device (&bench->rig, W1).profile, ==, "HID keyboard");

  /* unplugged and plugged in: it is known */
  fake_device_unplug (wedge);
  heard_next (bench->rig.heard, "left " W1);
  wedge = rig_plug (&bench->rig, rig_wedge ("1-3", "W1"));
  heard_next (bench->rig.heard, "appeared " W1 " opening");
  heard_next (bench->rig.heard, "changed " W1 " ready");

  /* restarted: it is known */
  rig_restart (&bench->rig, bench->shelf.path);
  g_assert_true (fake_device_has_driver (wedge, 0)); /* given back */
  rig_start (&bench->rig);
  heard_await (bench->rig.heard, "settled");
  rig_let_it_settle ();
  type (wedge, &setup, "BOX-1");
  heard_next (bench->rig.heard, "scan " W1 " - unknown BOX-1");

  /* forgotten: it is a keyboard again, now and later */
  fo_scanners_forget (bench->rig.scanners, W1);
  heard_next (bench->rig.heard, "pairing " W1 " forgotten");
  heard_next (bench->rig.heard, "changed " W1 " unpaired");
  g_assert_true (fake_device_has_driver (wedge, 0));
  rig_restart (&bench->rig, bench->shelf.path);
  rig_start (&bench->rig);
  heard_await (bench->rig.heard, "settled");
  g_assert_cmpint (rig_device (&bench->rig, W1).state, ==, FO_DEVICE_UNPAIRED);
  g_assert_false (fake_device_is_claimed (wedge, 0));
}

/* A scanner whose interface is no boot keyboard's, but whose reports are. The second time the kernel has no driver for it, as after a
 * crash of ours: who it is says the serial number, and what it is the device itself. */
static void
test_no_boot (Bench *bench, gconstpointer data)
{
  const TypistSetup setup = { 0 };
  FakeModel model = rig_wedge ("1-1", "W1");
  FakeDevice *wedge;

  (void) data;
  model.interfaces[0].subclass = model.interfaces[0].protocol = 0;
  wedge = rig_plug (&bench->rig, model);
  rig_start (&bench->rig);
  heard_await (bench->rig.heard, "settled");
  g_assert_cmpint (rig_device (&bench->rig, W1).state, ==, FO_DEVICE_UNPAIRED);
  assert_untouched (wedge);
  pair (bench, wedge, &setup, "us ctrl-bracket enter");
  type (wedge, &setup, "10A-77\x1d" "21x");
  heard_next (bench->rig.heard, "scan " W1 " - unknown 10A-77<GS>21x");
  fake_device_unplug (wedge);
  heard_await (bench->rig.heard, "left " W1);
  model.interfaces[0].undriven = true;
  wedge = rig_plug (&bench->rig, model);
  heard_await (bench->rig.heard, "changed " W1 " ready");
  rig_let_it_settle ();
  type (wedge, &setup, "BOX-1");
  heard_next (bench->rig.heard, "scan " W1 " - unknown BOX-1");
}

/* Whoever chose the own keyboard gets it back without being able to type anything. */
static void
test_wrong_choice (Bench *bench, gconstpointer data)
{
  FakeDevice *keyboard = bench->keyboard;
  gint64 begun_us;

  (void) data;
  start_with_wedge (bench);
  bench->keyboard = NULL; /* touched, this once */
  begun_us = g_get_monotonic_time ();
  fo_scanners_pairing_begin (bench->rig.scanners, KEYBOARD, "P-zY/0001\x1d" "Q", 1);
  heard_next (bench->rig.heard, "changed " KEYBOARD " pairing");
  type (keyboard, &(TypistSetup){ 0 }, "hello?");
  heard_next (bench->rig.heard, "changed " KEYBOARD " unpaired");
  heard_next (bench->rig.heard, "pairing " KEYBOARD " other");
  g_assert_cmpint (g_get_monotonic_time () - begun_us, <, 3 * G_USEC_PER_SEC);
  g_assert_true (fake_device_has_driver (keyboard, 0));
  heard_no_more (bench->rig.heard);

  fo_scanners_pairing_begin (bench->rig.scanners, KEYBOARD, "P-zY/0001\x1d" "Q", 1);
  heard_next (bench->rig.heard, "changed " KEYBOARD " pairing");
  heard_next (bench->rig.heard, "changed " KEYBOARD " unpaired");
  heard_next (bench->rig.heard, "pairing " KEYBOARD " nothing");

  fo_scanners_pairing_begin (bench->rig.scanners, KEYBOARD, "P-zY/0001\x1d" "Q", 60);
  heard_next (bench->rig.heard, "changed " KEYBOARD " pairing");
  fo_scanners_pairing_end (bench->rig.scanners);
  heard_next (bench->rig.heard, "changed " KEYBOARD " unpaired");
  heard_next (bench->rig.heard, "pairing " KEYBOARD " ended");
  g_assert_true (fake_device_has_driver (keyboard, 0));

  /* the program ends in the middle */
  fo_scanners_pairing_begin (bench->rig.scanners, KEYBOARD, "P-zY/0001\x1d" "Q", 60);
  heard_next (bench->rig.heard, "changed " KEYBOARD " pairing");
  fo_scanners_stop (bench->rig.scanners);
  g_assert_true (fake_device_has_driver (keyboard, 0));
}

static void
test_not_to_be_paired (Bench *bench, gconstpointer data)
{
  (void) data;
  FakeDevice *wedge = start_with_wedge (bench);
  fo_scanners_pairing_begin (bench->rig.scanners, "usb:dead:beef:X", "PAIR", 1);
  heard_next (bench->rig.heard, "pairing usb:dead:beef:X gone");
  fake_device_refuse_claims (wedge, true);
  fo_scanners_pairing_begin (bench->rig.scanners, W1, "PAIR", 1);
  heard_next (bench->rig.heard, "pairing " W1 " busy");
  g_assert_cmpint (rig_device (&bench->rig, W1).state, ==, FO_DEVICE_UNPAIRED);
  fake_device_refuse_claims (wedge, false);
  fo_scanners_pairing_begin (bench->rig.scanners, W1, "PAIR", 10);
  heard_next (bench->rig.heard, "changed " W1 " pairing");
  fake_device_unplug (wedge);
  heard_next (bench->rig.heard, "pairing " W1 " gone");
  heard_next (bench->rig.heard, "left " W1);
}

static void
test_damaged_at_start (Bench *bench, gconstpointer data)
{
  (void) data;
  put (&bench->shelf, "what is this\n");
  rig_start (&bench->rig);
  heard_next (bench->rig.heard, "pairing - file *devices.conf is damaged *");
  heard_await (bench->rig.heard, "settled");
}

/* Pulled out after each single report of a code with two separators: no part of it is a scan, and plugged in again it scans.
 * After the last of them the Enter key is down: if that was long enough ago, the code is whole, and a scan is right. */
static void
test_unplug_at_each_report (Bench *bench, gconstpointer data)
{
  static const char whole[] = "scan " W1 " ]d2 gs1-datamatrix 0104601234567893<GS>21Wz!_<GS>91E";
  static const char text[] = "]d20104601234567893\x1d" "21Wz!_\x1d" "91E";
  const TypistSetup setup = { 0 };
  g_autoptr (GArray) keys = typist_type (&setup, text);

  (void) data;
  FakeDevice *wedge = start_with_wedge (bench);
  pair (bench, wedge, &setup, "us ctrl-bracket enter");
  for (guint n = 1; n < keys->len; n++) {
    g_assert_cmpuint (heard_count (bench->rig.heard, "scan *"), ==, 0);
    rig_let_it_settle (); /* or it would be refused as stale in any case */
    type_until (wedge, &setup, text, n);
    heard_until (fake_device_is_drained (wedge));
    gint64 begun_us = g_get_monotonic_time ();
    fake_device_unplug (wedge);
    heard_await (bench->rig.heard, "left " W1);
    wedge = rig_plug (&bench->rig, rig_wedge (n % 2 == 0 ? "1-1" : "1-3", "W1"));
    heard_next (bench->rig.heard, "appeared " W1 " opening");
    heard_next (bench->rig.heard, "changed " W1 " ready");
    g_assert_cmpint (g_get_monotonic_time () - begun_us, <, 2 * G_USEC_PER_SEC);
  }
  guint n_whole = heard_count (bench->rig.heard, whole);
  g_assert_cmpuint (n_whole, <=, 1);
  g_assert_cmpuint (heard_count (bench->rig.heard, "scan *"), ==, n_whole);
  g_assert_cmpuint (heard_count (bench->rig.heard, "fault * unplugged"), ==, keys->len - 1 - n_whole);
  rig_let_it_settle ();
  type (wedge, &setup, text);
  heard_await (bench->rig.heard, whole);
}

/* A day of a paired scanner, recorded for a bug report, is heard again. */
static void
test_recorded (Bench *bench, gconstpointer data)
{
  g_autofree char *path = g_build_filename (bench->shelf.folder, "day.trace", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoTraceWriter) writer = fo_trace_writer_new (path, &error);
  g_autoptr (Heard) again = heard_new ();
  Rig *rig = &bench->rig;

  (void) data;
  g_assert_no_error (error);
  put (&bench->shelf, "[" W1 "]\n");
  rig_record (rig, writer);
  FakeDevice *wedge = rig_plug (rig, rig_wedge ("1-1", "W1"));
  rig_start (rig);
  heard_await (rig->heard, "settled");
  rig_let_it_settle ();
  type (wedge, &(TypistSetup){ 0 }, "]C10104601234567893\x1d" "10A-77");
  heard_next (rig->heard, "scan " W1 " ]C1 gs1-128 0104601234567893<GS>10A-77");
  fo_scanners_stop (rig->scanners);

  g_autoptr (FoTrace) trace = fo_trace_read (path, &error);
  g_assert_no_error (error);
  fo_scanners_play (rig->profiles, trace, &heard_listener, again);
  heard_next (again, "appeared " W1 " opening");
  heard_next (again, "changed " W1 " ready");
  heard_next (again, "scan " W1 " ]C1 gs1-128 0104601234567893<GS>10A-77");
  heard_next (again, "left " W1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drivers/pairing/every-setting", test_every_setting);
  g_test_add_func ("/drivers/pairing/guess-more", test_guess_more);
  g_test_add_func ("/drivers/pairing/file", test_file);
  g_test_add_func ("/drivers/pairing/lanes", test_lanes);
  g_test_add_func ("/drivers/pairing/damaged-file", test_damaged_file);
  g_test_add_func ("/drivers/pairing/bad-entry", test_bad_entry);
  g_test_add_func ("/drivers/pairing/unwritable", test_unwritable);
#define BENCH(path, test) g_test_add ("/drivers/pairing/" path, Bench, NULL, bench_set_up, test, bench_tear_down)
  BENCH ("pair", test_pair);
  BENCH ("pair-by-paper", test_pair_by_paper);
  BENCH ("no-boot", test_no_boot);
  BENCH ("wrong-choice", test_wrong_choice);
  BENCH ("not-to-be-paired", test_not_to_be_paired);
  BENCH ("damaged-at-start", test_damaged_at_start);
  BENCH ("recorded", test_recorded);
  BENCH ("unplug-at-each-report", test_unplug_at_each_report);
  return g_test_run ();
}

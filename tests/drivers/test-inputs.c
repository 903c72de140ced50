/* SPDX-License-Identifier: GPL-3.0-or-later
 * Scanners that type and that no USB device brings: at Bluetooth, at the keyboard's own socket. A person at the seat, not root. */
#include "seat.h"

#include <glib/gstdio.h>
#include <linux/input.h>
#include <string.h>

#define B1 "input:0005:0c2e:0b61:00:11:22:33:44:01"
#define B2 "input:0005:0c2e:0b61:00:11:22:33:44:02"
#define DESK "input:0005:046d:b33d:00:11:22:33:44:99"
#define PS2 "input:0011:0001:0001@isa0060/serio0/input0"
#define CODE                                                                                                           \
  "P-zY/0001\x1d"                                                                                                      \
  "Q"
#define BACK_WITHIN_US (2 * G_USEC_PER_SEC)
#define EACH_US 2000
#define LOOKS_OVER_US 1500000 /* then nobody looks any more at what has left just now */

static const FakeInputModel scanner = { BUS_BLUETOOTH,       0x0c2e, 0x0b61, "Voyager 1602g", "aa:bb:cc:dd:ee:ff",
                                        "00:11:22:33:44:01", NULL };
static const FakeInputModel twin = { BUS_BLUETOOTH,       0x0c2e, 0x0b61, "Voyager 1602g", "aa:bb:cc:dd:ee:ff",
                                     "00:11:22:33:44:02", NULL };
static const FakeInputModel keyboard = { BUS_BLUETOOTH,       0x046d, 0xb33d, "Office keyboard", "aa:bb:cc:dd:ee:ff",
                                         "00:11:22:33:44:99", NULL };
static const FakeInputModel ps2 = {
  BUS_I8042, 1, 1, "AT Translated Set 2 keyboard", "isa0060/serio0/input0", NULL, NULL
};

/* ---- the fixture -------------------------------------------------------------------------------------------------- */

typedef struct {
  Rig rig;
  char *folder, *path;
  GPtrArray *inputs; /* of FakeInput */
  GPtrArray *gone;   /* likewise: they left */
} Bench;

static void
bench_set_up (Bench *bench, gconstpointer data)
{
  rig_set_up (&bench->rig, data);
  bench->folder = g_dir_make_tmp ("firstout-inputs-XXXXXX", NULL);
  bench->path = g_build_filename (bench->folder, "devices.conf", NULL);
  bench->inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) fake_input_free);
  bench->gone = g_ptr_array_new_with_free_func ((GDestroyNotify) fake_input_free);
}

static void
bench_tear_down (Bench *bench, gconstpointer data)
{
  fo_scanners_stop (bench->rig.scanners);
  for (guint i = 0; i < bench->inputs->len; i++)
    g_assert_false (fake_input_is_grabbed (bench->inputs->pdata[i]));
  g_ptr_array_unref (bench->inputs);
  g_ptr_array_unref (bench->gone);
  rig_tear_down (&bench->rig, data);
  g_unlink (bench->path);
  g_rmdir (bench->folder);
  g_free (bench->path);
  g_free (bench->folder);
}

static FakeInput *
plug (Bench *bench, guint number, const FakeInputModel *model)
{
  FakeInput *input = fake_input_plug (bench->rig.usb, number, model);

  g_ptr_array_add (bench->inputs, input);
  return input;
}

static void
unplug (Bench *bench, FakeInput *input)
{
  fake_input_leave (input);
  g_ptr_array_set_free_func (bench->inputs, NULL);
  g_ptr_array_remove (bench->inputs, input);
  g_ptr_array_set_free_func (bench->inputs, (GDestroyNotify) fake_input_free);
  g_ptr_array_add (bench->gone, input);
}

/* PAIRINGS is the text of the pairing file; NULL: there is none. */
static void
start (Bench *bench, const char *pairings)
{
  if (pairings != NULL)
    g_assert_true (g_file_set_contents (bench->path, pairings, -1, NULL));
  rig_restart (&bench->rig, bench->path);
  rig_start (&bench->rig);
}

static void
type_part (FakeInput *input, const char *text, guint n)
{
  g_autoptr (GArray) keys = typist_type (&(TypistSetup){ 0 }, text);

  g_array_set_size (keys, MIN (keys->len, n));
  fake_input_type (input, keys, EACH_US);
}

static void
type (FakeInput *input, const char *text)
{
  type_part (input, text, G_MAXUINT);
}

/* ---- paired before ------------------------------------------------------------------------------------------------ */

/* Two of a kind are two, by their addresses; the keyboard beside them is nobody's. */
static void
test_paired (Bench *bench, gconstpointer data)
{
  FakeInput *first = plug (bench, 5, &scanner), *second = plug (bench, 6, &twin), *desk = plug (bench, 7, &keyboard);

  (void) data;
  start (bench, "[" B1 "]\n[" B2 "]\nQuirks=layout=ru\n");
  heard_await (bench->rig.heard, "settled");
  g_assert_cmpint (rig_device (&bench->rig, B1).state, ==, FO_DEVICE_READY);
  g_assert_cmpint (rig_device (&bench->rig, B2).state, ==, FO_DEVICE_READY);
  g_assert_cmpint (rig_device (&bench->rig, DESK).state, ==, FO_DEVICE_UNPAIRED);
  g_assert_cmpstr (rig_device (&bench->rig, B1).name, ==, "Voyager 1602g");
  g_assert_cmpstr (rig_device (&bench->rig, B1).port, ==, "Bluetooth");
  g_assert_true (fake_input_is_grabbed (first) && fake_input_is_grabbed (second));
  seat_settle ();
  type (first, "]C10104601234567893\x1d"
               "10A-77");
  heard_next (bench->rig.heard, "scan " B1 " ]C1 gs1-128 0104601234567893<GS>10A-77");
  type (second, "4601234567893");
  heard_next (bench->rig.heard, "scan " B2 " - unknown 4601234567893");
  type (desk, "a person writes");
  heard_no_more (bench->rig.heard);
  g_assert_cmpuint (fake_input_grabs (desk), ==, 0);
}

/* One device of several nodes, as a kernel splits it: taken whole. */
static void
test_nodes (Bench *bench, gconstpointer data)
{
  FakeInputModel more = scanner;
  FakeInput *keys, *other;

  (void) data;
  more.keys = "3ffff 0 0 0";
  keys = plug (bench, 5, &scanner);
  other = plug (bench, 6, &more);
  start (bench, "[" B1 "]\n");
  heard_next (bench->rig.heard, "appeared " B1 " opening");
  heard_next (bench->rig.heard, "changed " B1 " ready");
  heard_next (bench->rig.heard, "settled");
  g_assert_true (fake_input_is_grabbed (keys) && fake_input_is_grabbed (other));
}

/* What is no keyboard, and what a USB device brings, is not listed. */
static void
test_not_listed (Bench *bench, gconstpointer data)
{
  static const FakeInputModel power = { 0x19, 0, 1, "Power Button", "PNP0C0C/button/input0", NULL, "10000000000000 0" };
  static const FakeInputModel player = {
    BUS_BLUETOOTH, 0x1234, 1, "Headset", NULL, "00:11:22:33:44:55", "4000080000 c040000000 0"
  };
  static const FakeInputModel usb = {
    BUS_USB, 0x046d, 0xc31c, "USB Keyboard", "usb-0000:00:14.0-2/input0", NULL, NULL
  };

  (void) data;
  plug (bench, 5, &power);
  plug (bench, 6, &player);
  plug (bench, 7, &usb);
  start (bench, NULL);
  heard_next (bench->rig.heard, "settled");
  heard_no_more (bench->rig.heard);
}

/* ---- pairing ------------------------------------------------------------------------------------------------------ */

static void
test_pairing (Bench *bench, gconstpointer data)
{
  FakeInput *input = plug (bench, 5, &ps2);
  g_autofree char *file = NULL;

  (void) data;
  start (bench, NULL);
  heard_next (bench->rig.heard, "appeared " PS2 " opening");
  heard_next (bench->rig.heard, "changed " PS2 " unpaired");
  heard_next (bench->rig.heard, "settled");
  g_assert_cmpuint (fake_input_grabs (input), ==, 0);
  g_assert_true (rig_device (&bench->rig, PS2).may_be_shared);
  fo_scanners_pairing_begin (bench->rig.scanners, PS2, CODE, 10);
  heard_next (bench->rig.heard, "changed " PS2 " pairing");
  g_assert_true (fake_input_is_grabbed (input));
  type (input, CODE);
  heard_next (bench->rig.heard, "changed " PS2 " opening");
  heard_next (bench->rig.heard, "pairing " PS2 " done us ctrl-bracket enter");
  heard_next (bench->rig.heard, "changed " PS2 " ready");
  g_assert_true (g_file_get_contents (bench->path, &file, NULL, NULL));
  g_assert_nonnull (strstr (file, "Name=AT Translated Set 2 keyboard"));
  seat_settle ();
  type (input, "BOX-1");
  heard_next (bench->rig.heard, "scan " PS2 " - unknown BOX-1");
  start (bench, NULL); /* another day */
  heard_next (bench->rig.heard, "appeared " PS2 " opening");
  heard_next (bench->rig.heard, "changed " PS2 " ready");
  heard_next (bench->rig.heard, "settled");
  fo_scanners_forget (bench->rig.scanners, PS2);
  heard_next (bench->rig.heard, "pairing " PS2 " forgotten");
  heard_next (bench->rig.heard, "changed " PS2 " unpaired");
  g_assert_false (fake_input_is_grabbed (input));
}

/* A device may call itself anything, and have nothing but that name: it is remembered all the same. */
static void
test_odd_name (Bench *bench, gconstpointer data)
{
  static const FakeInputModel odd = { 6, 0, 0, "Сканер [lane 1] #7%", NULL, NULL, NULL };
  FakeInput *input = plug (bench, 5, &odd);
  g_autoptr (GPtrArray) list = NULL;
  char id[FO_SCAN_DEVICE_MAX];

  (void) data;
  start (bench, NULL);
  heard_await (bench->rig.heard, "settled");
  list = fo_scanners_list (bench->rig.scanners);
  g_assert_cmpuint (list->len, ==, 1);
  g_strlcpy (id, ((const FoDevice *) list->pdata[0])->id, sizeof id);
  g_assert_true (g_str_is_ascii (id) && !strpbrk (id, " #"));
  fo_scanners_pairing_begin (bench->rig.scanners, id, CODE, 10);
  heard_next (bench->rig.heard, "changed * pairing");
  type (input, CODE);
  heard_await (bench->rig.heard, "changed * ready");
  start (bench, NULL);
  heard_await (bench->rig.heard, "settled");
  g_assert_cmpint (rig_device (&bench->rig, id).state, ==, FO_DEVICE_READY);
  g_assert_cmpstr (rig_device (&bench->rig, id).name, ==, "Сканер [lane 1] #7%");
}

/* Whoever chose the own keyboard has it back by themselves, whatever was typed on it, and it is remembered nowhere. */
static void
test_wrong_one (Bench *bench, gconstpointer data)
{
  FakeInput *desk = plug (bench, 5, &keyboard), *input = plug (bench, 6, &scanner);

  (void) data;
  start (bench, NULL);
  heard_await (bench->rig.heard, "settled");
  fo_scanners_pairing_begin (bench->rig.scanners, DESK, CODE, 1);
  heard_next (bench->rig.heard, "changed " DESK " pairing");
  type (desk, "why does it not");
  type (input, CODE); /* another one's code pairs nobody */
  heard_next (bench->rig.heard, "changed " DESK " unpaired");
  heard_next (bench->rig.heard, "pairing " DESK " other");
  g_assert_false (fake_input_is_grabbed (desk));
  g_assert_cmpuint (fake_input_grabs (input), ==, 0);
  g_assert_false (g_file_test (bench->path, G_FILE_TEST_EXISTS));
}

static void
test_pairing_unplugged (Bench *bench, gconstpointer data)
{
  FakeInput *input = plug (bench, 5, &scanner);

  (void) data;
  start (bench, NULL);
  heard_await (bench->rig.heard, "settled");
  fo_scanners_pairing_begin (bench->rig.scanners, B1, CODE, 10);
  heard_next (bench->rig.heard, "changed " B1 " pairing");
  type_part (input, CODE, 5);
  heard_until (fake_input_is_drained (input));
  unplug (bench, input);
  heard_await (bench->rig.heard, "left " B1);
  g_assert_cmpuint (heard_count (bench->rig.heard, "pairing " B1 " gone"), ==, 1);
  g_assert_cmpuint (heard_count (bench->rig.heard, "pairing " B1 " *"), ==, 1);
}

/* Another program has it, or nobody may: told while it is paired, and while it scans; and then it goes on by itself. */
static void
test_busy (Bench *bench, gconstpointer data)
{
  FakeInput *input = plug (bench, 5, &scanner);

  (void) data;
  fake_input_refuse_grabs (input, true);
  start (bench, NULL);
  heard_await (bench->rig.heard, "settled");
  fo_scanners_pairing_begin (bench->rig.scanners, B1, CODE, 10);
  heard_next (bench->rig.heard, "pairing " B1 " busy");
  start (bench, "[" B1 "]\n");
  heard_next (bench->rig.heard, "appeared " B1 " opening");
  heard_next (bench->rig.heard, "changed " B1 " busy");
  heard_next (bench->rig.heard, "settled");
  fake_input_refuse_grabs (input, false);
  heard_next (bench->rig.heard, "changed " B1 " ready");
}

static void
test_no_access (Bench *bench, gconstpointer data)
{
  FakeInput *input = plug (bench, 5, &scanner), *other = plug (bench, 6, &ps2);

  (void) data;
  g_assert_cmpint (g_chmod (fake_input_node (input), 0), ==, 0);
  g_assert_cmpint (g_chmod (fake_input_node (other), 0), ==, 0);
  start (bench, "[" B1 "]\n[" PS2 "]\n");
  heard_await (bench->rig.heard, "settled");
  g_assert_cmpint (rig_device (&bench->rig, B1).state, ==, FO_DEVICE_NO_ACCESS);
  g_assert_cmpstr (rig_device (&bench->rig, B1).help, ==,
                   "SUBSYSTEM==\"input\", KERNEL==\"event*\", ATTRS{id/vendor}==\"0c2e\", ATTRS{id/product}==\"0b61\", "
                   "TAG+=\"uaccess\"");
  g_assert_cmpstr (
      rig_device (&bench->rig, PS2).help, ==,
      "SUBSYSTEM==\"input\", KERNEL==\"event*\", ATTRS{phys}==\"isa0060/serio0/input0\", TAG+=\"uaccess\"");
  g_assert_cmpint (g_chmod (fake_input_node (input), 0600), ==, 0);
  heard_next (bench->rig.heard, "changed " B1 " ready");
}

/* ---- coming and going --------------------------------------------------------------------------------------------- */

/* The first input device of this PC comes while the program runs; a scanner that sleeps leaves and comes back, in the middle of a code
 * too: what came so far is never a scan, and it is ready in no time. */
static void
test_hot_plug (Bench *bench, gconstpointer data)
{
  g_autoptr (GArray) moves = typist_type (&(TypistSetup){ 0 }, "0A\x1d"
                                                               "7");
  gint64 plugged_us;

  (void) data;
  start (bench, "[" B1 "]\n");
  heard_next (bench->rig.heard, "settled");
  for (guint n = 0; n + 2 < moves->len; n += 3) { /* the last two are its Enter */
    plugged_us = g_get_monotonic_time ();
    FakeInput *input = plug (bench, 5 + n % 2, &scanner); /* under another number */
    heard_next (bench->rig.heard, "appeared " B1 " opening");
    heard_next (bench->rig.heard, "changed " B1 " ready");
    if (n > 0) /* the very first waits for the look by the clock */
      g_assert_cmpint (g_get_monotonic_time () - plugged_us, <, BACK_WITHIN_US);
    seat_settle ();
    type_part (input,
               "0A\x1d"
               "7",
               n);
    heard_until (fake_input_is_drained (input));
    unplug (bench, input);
    heard_await (bench->rig.heard, "left " B1);
  }
  g_assert_cmpuint (heard_count (bench->rig.heard, "scan *"), ==, 0);
  g_assert_cmpuint (heard_count (bench->rig.heard, "fault * unplugged"), >=, 3);
}

/* It is the only input device of this PC: the kernel takes the folder of their nodes away with it. */
static void
test_only_one (Bench *bench, gconstpointer data)
{
  FakeInput *input = plug (bench, 5, &scanner);
  g_autofree char *folder = g_path_get_dirname (fake_input_node (input));

  (void) data;
  start (bench, "[" B1 "]\n");
  heard_await (bench->rig.heard, "settled");
  for (guint i = 0; i < 2; i++) {
    unplug (bench, input);
    g_assert_cmpint (g_rmdir (folder), ==, 0);
    heard_await (bench->rig.heard, "left " B1);
    gint64 asleep_us = g_get_monotonic_time () + LOOKS_OVER_US;
    heard_until (g_get_monotonic_time () > asleep_us);
    input = plug (bench, 5, &scanner);
    heard_await (bench->rig.heard, "changed " B1 " ready");
  }
}

/* An unpaired one comes and goes, and nobody touches it. */
static void
test_unpaired_comes (Bench *bench, gconstpointer data)
{
  FakeInput *desk = plug (bench, 4, &ps2), *input;

  (void) data;
  start (bench, NULL);
  heard_await (bench->rig.heard, "settled");
  input = plug (bench, 5, &scanner);
  heard_next (bench->rig.heard, "appeared " B1 " opening");
  heard_next (bench->rig.heard, "changed " B1 " unpaired");
  g_assert_cmpuint (fake_input_grabs (input), ==, 0);
  unplug (bench, input);
  heard_next (bench->rig.heard, "left " B1);
  heard_no_more (bench->rig.heard);
  g_assert_cmpuint (fake_input_grabs (desk), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!seat_become_nobody ())
    return 1;
#define SCENE(path, test) g_test_add ("/drivers/inputs/" path, Bench, NULL, bench_set_up, test, bench_tear_down)
  SCENE ("paired", test_paired);
  SCENE ("nodes", test_nodes);
  SCENE ("not-listed", test_not_listed);
  SCENE ("pairing", test_pairing);
  SCENE ("odd-name", test_odd_name);
  SCENE ("wrong-one", test_wrong_one);
  SCENE ("pairing-unplugged", test_pairing_unplugged);
  SCENE ("busy", test_busy);
  SCENE ("no-access", test_no_access);
  SCENE ("hot-plug", test_hot_plug);
  SCENE ("only-one", test_only_one);
  SCENE ("unpaired-comes", test_unpaired_comes);
  return g_test_run ();
}

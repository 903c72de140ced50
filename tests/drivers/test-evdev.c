/* SPDX-License-Identifier: GPL-3.0-or-later
 * Scanners that type where the person at the seat may not open USB devices but may read input events: they are grabbed. */
#include "seat.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_paired (Seat *seat, gconstpointer data)
{
  (void) data;
  seat_start (seat, "[" W1 "]\nQuirks=gs-key=ctrl-bracket\n");
  heard_next (seat->rig.heard, "appeared " W1 " opening");
  heard_next (seat->rig.heard, "changed " W1 " ready");
  heard_next (seat->rig.heard, "settled");
  g_assert_true (fake_input_is_grabbed (seat->input));
  g_assert_cmpuint (fake_device_claims (seat->wedge), ==, 0);
  seat_settle ();
  seat_type (seat, "]C10104601234567893\x1d" "10A-77");
  heard_next (seat->rig.heard, "scan " W1 " ]C1 gs1-128 0104601234567893<GS>10A-77");
  heard_no_more (seat->rig.heard);
}

static void
test_pairing (Seat *seat, gconstpointer data)
{
  (void) data;
  seat_start (seat, NULL);
  heard_await (seat->rig.heard, "settled");
  g_assert_cmpint (rig_device (&seat->rig, W1).state, ==, FO_DEVICE_UNPAIRED);
  g_assert_false (fake_input_is_grabbed (seat->input));
  fo_scanners_pairing_begin (seat->rig.scanners, W1, "P-zY/0001\x1d" "Q", 10);
  heard_next (seat->rig.heard, "changed " W1 " pairing");
  g_assert_true (fake_input_is_grabbed (seat->input));
  seat_type (seat, "P-zY/0001\x1d" "Q");
  heard_next (seat->rig.heard, "changed " W1 " opening");
  heard_next (seat->rig.heard, "pairing " W1 " done us ctrl-bracket enter");
  heard_next (seat->rig.heard, "changed " W1 " ready");
  seat_settle ();
  seat_type (seat, "BOX-1");
  heard_next (seat->rig.heard, "scan " W1 " - unknown BOX-1");
  fo_scanners_forget (seat->rig.scanners, W1);
  heard_next (seat->rig.heard, "pairing " W1 " forgotten");
  heard_next (seat->rig.heard, "changed " W1 " unpaired");
  g_assert_false (fake_input_is_grabbed (seat->input));
}

/* A keyboard whose reports have a bit for each key, which nobody reads here: its events are read, though the bus is open to us. */
static void
test_unread_reports (Seat *seat, gconstpointer data)
{
  static const guint8 bits[] = { 0x05, 0x01, 0x09, 0x06, 0xa1, 0x01, 0x05, 0x07, 0x19, 0x00, 0x29, 0x67, 0x15,
                                 0x00, 0x25, 0x01, 0x75, 0x01, 0x95, 0x68, 0x81, 0x02, 0xc0 };
  FakeModel model = seat_wedge ();

  (void) data;
  model.closed = false;
  model.interfaces[0].report_descriptor = bits;
  model.interfaces[0].report_descriptor_bytes = sizeof bits;
  rig_restart (&seat->rig, seat->path);
  seat->wedge = rig_plug (&seat->rig, model);
  rig_start (&seat->rig);
  heard_await (seat->rig.heard, "settled");
  fo_scanners_pairing_begin (seat->rig.scanners, W1, "P-zY/0001\x1d" "Q", 10);
  heard_next (seat->rig.heard, "changed " W1 " pairing");
  g_assert_true (fake_input_is_grabbed (seat->input));
  seat_type (seat, "P-zY/0001\x1d" "Q");
  heard_await (seat->rig.heard, "changed " W1 " ready");
  g_assert_cmpuint (fake_device_claims (seat->wedge), ==, 0);
  seat_settle ();
  seat_type (seat, "BOX-1");
  heard_next (seat->rig.heard, "scan " W1 " - unknown BOX-1");
}

/* Neither the bus nor the events: told, and tried again. */
static void
test_no_access (Seat *seat, gconstpointer data)
{
  (void) data;
  g_assert_cmpint (g_chmod (fake_input_node (seat->input), 0), ==, 0);
  seat_start (seat, "[" W1 "]\n");
  heard_next (seat->rig.heard, "appeared " W1 " opening");
  heard_next (seat->rig.heard, "changed " W1 " no-access");
  g_assert_nonnull (strstr (rig_device (&seat->rig, W1).help, "13ba"));
  heard_next (seat->rig.heard, "settled");
  g_assert_cmpint (g_chmod (fake_input_node (seat->input), 0600), ==, 0);
  heard_next (seat->rig.heard, "changed " W1 " ready");
}

static void
test_grabbed_by_another (Seat *seat, gconstpointer data)
{
  (void) data;
  fake_input_refuse_grabs (seat->input, true);
  seat_start (seat, "[" W1 "]\n");
  heard_next (seat->rig.heard, "appeared " W1 " opening");
  heard_next (seat->rig.heard, "changed " W1 " busy");
  heard_next (seat->rig.heard, "settled");
  fake_input_refuse_grabs (seat->input, false);
  heard_next (seat->rig.heard, "changed " W1 " ready");
}

/* What the kernel lost, and what was pulled out in the middle: nothing of such a code is a scan. */
static void
test_lost_keys (Seat *seat, gconstpointer data)
{
  (void) data;
  seat_start (seat, "[" W1 "]\n");
  heard_await (seat->rig.heard, "settled");
  seat_settle ();
  seat_type_part (seat, "BOX-1", 4);
  fake_input_drop (seat->input);
  seat_type (seat, "2");
  heard_next (seat->rig.heard, "fault " W1 " overrun");
  heard_next (seat->rig.heard, "fault " W1 " gap");
  seat_settle ();
  seat_type (seat, "BOX-3");
  heard_next (seat->rig.heard, "scan " W1 " - unknown BOX-3");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!seat_become_nobody ())
    return 1;
  SEAT_SCENE ("/drivers/evdev/paired", test_paired);
  SEAT_SCENE ("/drivers/evdev/pairing", test_pairing);
  SEAT_SCENE ("/drivers/evdev/unread-reports", test_unread_reports);
  SEAT_SCENE ("/drivers/evdev/no-access", test_no_access);
  SEAT_SCENE ("/drivers/evdev/grabbed-by-another", test_grabbed_by_another);
  SEAT_SCENE ("/drivers/evdev/lost-keys", test_lost_keys);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Input events, and the scanner is pulled out in the middle of a code. A program of its own: umockdev remembers only so
 * many refused devices. */
#include "seat.h"

static void
unplug_after (Seat *seat, guint n)
{
  seat_type_part (seat, "0104601234567893\x1d" "10A-77", n);
  heard_until (fake_input_is_drained (seat->input));
  fake_input_unplug (seat->input);
  fake_device_unplug (seat->wedge);
  heard_await (seat->rig.heard, "left " W1);
  fake_input_free (seat->input);
  seat->input = fake_input_new (seat->rig.usb, SEAT_EVENT);
  seat->wedge = rig_plug (&seat->rig, seat_wedge ());
  heard_next (seat->rig.heard, "appeared " W1 " opening");
  heard_next (seat->rig.heard, "changed " W1 " ready");
}

static void
test_unplug (Seat *seat, gconstpointer data)
{
  (void) data;
  seat_start (seat, "[" W1 "]\n");
  heard_await (seat->rig.heard, "settled");
  for (guint n = 1; n <= 64; n += 7) {
    seat_settle ();
    unplug_after (seat, n);
  }
  g_assert_cmpuint (heard_count (seat->rig.heard, "scan *"), ==, 0);
  g_assert_cmpuint (heard_count (seat->rig.heard, "fault * unplugged"), >=, 8);
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
  SEAT_SCENE ("/drivers/evdev-unplug/in-the-middle", test_unplug);
  return g_test_run ();
}

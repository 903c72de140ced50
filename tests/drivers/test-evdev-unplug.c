/* SPDX-License-Identifier: GPL-3.0-or-later
 * Input events, and the scanner is pulled out in the middle of a code. A program of its own: umockdev remembers only so
 * many refused devices. */
#include "seat.h"

#define BACK_WITHIN_US (2 * G_USEC_PER_SEC)
#define CODE "0A\x1d" "7" /* a digit, a capital by Shift, a separator by Ctrl and ], a digit, Enter: each kind of movement */

static void
unplug_after (Seat *seat, guint n)
{
  gint64 plugged_us;

  seat_type_part (seat, CODE, n);
  heard_until (fake_input_is_drained (seat->input));
  fake_input_unplug (seat->input);
  fake_device_unplug (seat->wedge);
  heard_await (seat->rig.heard, "left " W1);
  fake_input_free (seat->input);
  seat->input = fake_input_new (seat->rig.usb, SEAT_EVENT);
  plugged_us = g_get_monotonic_time ();
  seat->wedge = rig_plug (&seat->rig, seat_wedge ());
  heard_next (seat->rig.heard, "appeared " W1 " opening");
  heard_next (seat->rig.heard, "changed " W1 " ready");
  g_assert_cmpint (g_get_monotonic_time () - plugged_us, <, BACK_WITHIN_US);
}

/* After each event in turn: what came so far is never a scan, and the scanner is back in no time. */
static void
test_unplug (Seat *seat, gconstpointer data)
{
  g_autoptr (GArray) moves = typist_type (&(TypistSetup){ 0 }, CODE);

  (void) data;
  seat_start (seat, "[" W1 "]\n");
  heard_await (seat->rig.heard, "settled");
  g_assert_cmpuint (moves->len, >=, 14);
  for (guint n = 1; n + 2 < moves->len; n++) { /* the last two are its Enter: then it is a scan */
    g_test_message ("after event %u", n);
    seat_settle ();
    unplug_after (seat, n);
  }
  g_assert_cmpuint (heard_count (seat->rig.heard, "scan *"), ==, 0);
  g_assert_cmpuint (heard_count (seat->rig.heard, "fault * unplugged"), >=, 10);
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

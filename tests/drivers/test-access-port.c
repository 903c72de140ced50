/* SPDX-License-Identifier: GPL-3.0-or-later
 * A serial port that the person at the seat may not open: its node is another than the device's. A program of its own, for
 * umockdev keeps a note of every open that was refused, and has not much room for them. */
#include "faketty.h"
#include "rig.h"
#include "seat.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_no_access (Rig *rig, gconstpointer data)
{
  static const FakeInterface port
    = { .class = 2, .subclass = 2, .protocol = 1, .endpoint = 0x83, .packet_bytes = 16, .tty = "ttyACM0" };
  g_autoptr (FakeTty) tty = fake_tty_new (rig->usb, "ttyACM0");
  FakeModel model = rig_honeywell ("1-1", "X1");

  (void) data;
  model.interfaces[0] = port;
  rig_plug (rig, model);
  g_assert_cmpint (g_chmod (fake_tty_node (tty), 0), ==, 0);
  rig_start (rig);
  heard_next (rig->heard, "appeared " X1 " opening");
  heard_next (rig->heard, "changed " X1 " no-access");
  g_assert_nonnull (strstr (rig_device (rig, X1).help, "70-firstout.rules"));
  g_assert_cmpint (g_chmod (fake_tty_node (tty), 0600), ==, 0);
  heard_await (rig->heard, "changed " X1 " ready");
  rig_let_it_settle ();
  fake_tty_send (tty, "BOX-1\r");
  heard_next (rig->heard, "scan " X1 " - unknown BOX-1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!seat_become_nobody ())
    return 1;
  RIG_SCENE ("/drivers/access-port/no-access", test_no_access);
  return g_test_run ();
}

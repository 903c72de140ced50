/* SPDX-License-Identifier: GPL-3.0-or-later
 * Without a udev rule the person at the seat may not open the scanner: it is shown with the rule that is missing,
 * and works as soon as the rule is there. Root may open anything, so this program first becomes somebody else. */
#include "rig.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define NOBODY 65534

static void
test_no_access (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeModel model = rig_honeywell ("1-1", "X1");
  model.closed = true;
  FakeDevice *device = rig_plug (rig, model);

  rig_start (rig);
  heard_next (rig->heard, "appeared " X1 " opening");
  heard_next (rig->heard, "changed " X1 " no-access");
  heard_next (rig->heard, "settled");
  g_assert_nonnull (strstr (rig_device (rig, X1).help, "70-firstout.rules"));
  g_assert_cmpuint (fake_device_claims (device), ==, 0);

  g_assert_cmpint (g_chmod (fake_device_node (device), 0666), ==, 0);
  heard_next (rig->heard, "changed " X1 " ready");
  g_assert_cmpstr (rig_device (rig, X1).help, ==, "");
  rig_let_it_settle ();
  rig_send (device, 0, &report_honeywell, "]C0", "BOX-1");
  heard_next (rig->heard, "scan " X1 " ]C0 code128 BOX-1");
}

/* udev gives access some moments after the kernel's announcement: nobody hears of it. */
static void
test_access_comes_late (Rig *rig, gconstpointer data)
{
  (void) data;
  rig_start (rig);
  heard_next (rig->heard, "settled");
  FakeModel model = rig_honeywell ("1-1", "X1");
  model.closed = true;
  FakeDevice *device = rig_plug (rig, model);
  gint64 late_us = g_get_monotonic_time () + 150000;
  heard_until (g_get_monotonic_time () > late_us);
  g_assert_cmpuint (fake_device_claims (device), ==, 0);
  g_assert_cmpint (g_chmod (fake_device_node (device), 0666), ==, 0);
  heard_next (rig->heard, "appeared " X1 " opening");
  heard_next (rig->heard, "changed " X1 " ready");
  heard_no_more (rig->heard);
}

/* A maker the shipped rule does not know: the line to add is complete. */
static void
test_other_maker (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeModel model = rig_honeywell ("1-1", "Z9");
  model.vendor = 0x1a86;
  model.closed = true;
  rig_plug (rig, model);

  rig_start (rig);
  heard_next (rig->heard, "appeared usb:1a86:0b61:Z9 opening");
  heard_next (rig->heard, "changed usb:1a86:0b61:Z9 no-access");
  g_assert_cmpstr (rig_device (rig, "usb:1a86:0b61:Z9").help, ==,
                   "SUBSYSTEM==\"usb\", ENV{DEVTYPE}==\"usb_device\", ATTR{idVendor}==\"1a86\", "
                   "TAG+=\"uaccess\"");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  rig_take_profiles_along ();
  if (geteuid () == 0 && (setgid (NOBODY) != 0 || setuid (NOBODY) != 0))
    return 1;
  RIG_SCENE ("/drivers/access/no-access", test_no_access);
  RIG_SCENE ("/drivers/access/access-comes-late", test_access_comes_late);
  RIG_SCENE ("/drivers/access/other-maker", test_other_maker);
  return g_test_run ();
}

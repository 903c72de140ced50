/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rig.h"
#include "where.h"

#include <glib/gstdio.h>
#include <string.h>

static void
make_hub (Rig *rig, FoTraceWriter *writer)
{
  const FoScannersOptions options = { .profiles = rig->profiles,
                                      .listener = &heard_listener,
                                      .user = rig->heard,
                                      .now_us = heard_now_us,
                                      .record = writer,
                                      .pairing_file = rig->pairing_file };

  rig->scanners = fo_scanners_new (&options);
}

const char *rig_devices = FO_SOURCE_DIR "/data/devices";

void
rig_take_profiles_along (void)
{
  char *folder = g_dir_make_tmp ("firstout-devices-XXXXXX", NULL);
  g_autoptr (GDir) dir = g_dir_open (rig_devices, 0, NULL);
  const char *name;

  g_assert_true (folder && dir && g_chmod (folder, 0755) == 0);
  while ((name = g_dir_read_name (dir))) {
    g_autofree char *from = g_build_filename (rig_devices, name, NULL), *to = g_build_filename (folder, name, NULL);
    g_autofree char *text = NULL;
    gsize length;

    g_assert_true (g_file_get_contents (from, &text, &length, NULL));
    g_assert_true (g_file_set_contents_full (to, text, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0644, NULL));
  }
  rig_devices = folder;
}

void
rig_set_up (Rig *rig, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  (void) data;
  rig->usb = fake_usb_new ();
  rig->profiles = fo_profiles_load (rig_devices, NULL, NULL, &error);
  g_assert_no_error (error);
  rig->heard = heard_new ();
  make_hub (rig, NULL);
}

void
rig_tear_down (Rig *rig, gconstpointer data)
{
  (void) data;
  fo_scanners_free (rig->scanners);
  fo_profiles_free (rig->profiles);
  heard_free (rig->heard);
  fake_usb_free (rig->usb);
}

void
rig_record (Rig *rig, FoTraceWriter *writer)
{
  fo_scanners_free (rig->scanners);
  make_hub (rig, writer);
}

void
rig_restart (Rig *rig, const char *pairing_file)
{
  fo_scanners_free (rig->scanners);
  heard_free (rig->heard);
  rig->heard = heard_new ();
  rig->pairing_file = pairing_file;
  make_hub (rig, NULL);
}

void
rig_start (Rig *rig)
{
  g_autoptr (GError) error = NULL;
  bool ok = fo_scanners_start (rig->scanners, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
}

/* ---- models ------------------------------------------------------------------------------------------------------ */

static FakeInterface
hid_pos (const ReportLayout *layout)
{
  return (FakeInterface){ .class = 3,
                          .report_descriptor = layout->descriptor,
                          .report_descriptor_bytes = layout->descriptor_bytes,
                          .endpoint = 0x82,
                          .packet_bytes = 64 };
}

FakeModel
rig_honeywell (const char *port, const char *serial)
{
  return (FakeModel){ .port = port,
                      .vendor = 0x0c2e,
                      .product = 0x0b61,
                      .maker = "Honeywell",
                      .name = "Xenon 1900",
                      .serial = serial,
                      .n_interfaces = 1,
                      .interfaces = { hid_pos (&report_honeywell) } };
}

FakeModel
rig_newland (const char *port, const char *serial)
{
  return (FakeModel){ .port = port,
                      .vendor = 0x1eab,
                      .product = 0x0d10,
                      .maker = "Newland",
                      .name = "NLS-FM420",
                      .serial = serial,
                      .n_interfaces = 1,
                      .interfaces = { hid_pos (&report_newland) } };
}

FakeModel
rig_keyboard (const char *port)
{
  return (FakeModel){ .port = port,
                      .vendor = 0x046d,
                      .product = 0xc31c,
                      .maker = "Logitech",
                      .name = "USB Keyboard",
                      .n_interfaces = 1,
                      .interfaces = { { .class = 3,
                                        .subclass = 1,
                                        .protocol = 1,
                                        .report_descriptor = report_keyboard,
                                        .report_descriptor_bytes = report_keyboard_bytes,
                                        .endpoint = 0x81,
                                        .packet_bytes = 8 } } };
}

FakeModel
rig_wedge (const char *port, const char *serial)
{
  FakeModel model = rig_keyboard (port);

  model.vendor = 0x13ba;
  model.product = 0x0018;
  model.maker = NULL;
  model.name = "Barcode Reader";
  model.serial = serial;
  return model;
}

FakeDevice *
rig_plug (Rig *rig, FakeModel model)
{
  return fake_usb_plug (rig->usb, &model);
}

FakeDevice *
rig_start_with_x1 (Rig *rig)
{
  FakeDevice *device = rig_plug (rig, rig_honeywell ("1-1", "X1"));

  rig_start (rig);
  heard_next (rig->heard, "appeared " X1 " opening");
  heard_next (rig->heard, "changed " X1 " ready");
  heard_next (rig->heard, "settled");
  rig_let_it_settle ();
  return device;
}

void
rig_let_it_settle (void)
{
  gint64 fresh_us = g_get_monotonic_time () + FO_STALE_US + 1000;

  heard_until (g_get_monotonic_time () > fresh_us);
}

void
rig_send (FakeDevice *device, guint interface, const ReportLayout *layout, const char *aim, const char *text)
{
  g_autoptr (GPtrArray) reports = report_make_all (layout, aim, text);

  for (guint i = 0; i < reports->len; i++)
    fake_device_send (device, interface, g_ptr_array_index (reports, i), REPORT_BYTES);
}

void
rig_send_report (FakeDevice *device, const char *aim, const char *data, guint8 count, bool more, gsize bytes)
{
  guint8 report[REPORT_BYTES * 2] = { 0 };

  report_make (&report_honeywell, aim, data, strlen (data), more, report);
  report[1] = count;
  fake_device_send (device, 0, report, bytes);
}

FoDevice
rig_device (Rig *rig, const char *id)
{
  g_autoptr (GPtrArray) list = fo_scanners_list (rig->scanners);

  for (guint i = 0; i < list->len; i++) {
    const FoDevice *device = g_ptr_array_index (list, i);
    if (strcmp (device->id, id) == 0)
      return *device;
  }
  g_test_message ("%s is not in the list", id);
  g_assert_not_reached ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Scanners that are serial ports come, scan and go: a pseudo-terminal of the real kernel, sysfs of the test bed. */
#include "faketty.h"
#include "rig.h"
#include "transports.h"

#include <glib/gstdio.h>
#include <string.h>
#include <umockdev.h>

#define H1 "usb:0c2e:0c8a:H1"

/* A scanner of VENDOR as CDC-ACM: a communication interface, which has the port, and one for data. */
static FakeModel
serial_scanner (const char *port, guint16 vendor, guint16 product, const char *serial, const char *tty)
{
  return (FakeModel){ .port = port,
                      .vendor = vendor,
                      .product = product,
                      .maker = "Honeywell",
                      .name = "Voyager 1450",
                      .serial = serial,
                      .n_interfaces = 2,
                      .interfaces = {
                          { .class = 2, .subclass = 2, .protocol = 1, .endpoint = 0x83, .packet_bytes = 16, .tty = tty },
                          { .class = 10 },
                      } };
}

/* H1 on ttyACM0, ready and no longer stale. */
static FakeDevice *
start_with_h1 (Rig *rig)
{
  FakeDevice *device = rig_plug (rig, serial_scanner ("1-1", 0x0c2e, 0x0c8a, "H1", "ttyACM0"));

  rig_start (rig);
  heard_next (rig->heard, "appeared " H1 " opening");
  heard_next (rig->heard, "changed " H1 " ready");
  heard_next (rig->heard, "settled");
  rig_let_it_settle ();
  return device;
}

static void
test_cold_plug (Rig *rig, gconstpointer data)
{
  (void) data;
  g_autoptr (FakeTty) tty = fake_tty_new (rig->usb, "ttyACM0");
  FakeDevice *device = start_with_h1 (rig);

  g_autofree char *settings = fake_tty_settings (tty);
  g_assert_cmpstr (settings, ==, "raw 9600 8n1");
  g_assert_true (fake_tty_is_taken (tty));
  fake_tty_send (tty, "]C10104601234567893\x1d" "10A-77\r");
  heard_next (rig->heard, "scan " H1 " ]C1 gs1-128 0104601234567893<GS>10A-77");
  fake_tty_send (tty, "4601234567893\r\n4601234567886\r\n");
  heard_next (rig->heard, "scan " H1 " - unknown 4601234567893");
  heard_next (rig->heard, "scan " H1 " - unknown 4601234567886");
  heard_no_more (rig->heard);
  g_assert_cmpuint (fake_device_claims (device), ==, 0); /* the kernel's driver stays where it is */
  g_assert_cmpstr (rig_device (rig, H1).profile, ==, "Honeywell (serial)");
  fo_scanners_stop (rig->scanners);
  g_assert_false (fake_tty_is_taken (tty));
}

/* A hundred codes in one go, as fast as the kernel takes them: none is lost, the order stays. */
static void
test_flood (Rig *rig, gconstpointer data)
{
  (void) data;
  g_autoptr (FakeTty) tty = fake_tty_new (rig->usb, "ttyACM0");

  start_with_h1 (rig);
  for (guint i = 0; i < 100; i++) {
    g_autofree char *code = g_strdup_printf ("BOX-%u\r", i);
    fake_tty_send (tty, code);
  }
  for (guint i = 0; i < 100; i++) {
    g_autofree char *line = g_strdup_printf ("scan " H1 " - unknown BOX-%u", i);
    heard_next (rig->heard, line);
  }
  heard_no_more (rig->heard);
}

/* After each byte in turn of a code: what came so far is never a scan, and the device is back in less than two seconds. */
static void
test_unplug_in_the_middle (Rig *rig, gconstpointer data)
{
  static const char code[] = "]C10104601\r";
  g_autoptr (FakeTty) tty = fake_tty_new (rig->usb, "ttyACM0");
  FakeDevice *device = start_with_h1 (rig);

  (void) data;
  for (guint sent = 1; sent < sizeof code - 1; sent++) {
    g_autofree char *part = g_strndup (code, sent);
    fake_tty_send (tty, part);
    gint64 read_us = g_get_monotonic_time () + 20000;
    heard_until (g_get_monotonic_time () > read_us);
    fake_tty_hang_up (tty);
    fake_device_unplug (device);
    heard_next (rig->heard, "fault " H1 " unplugged");
    heard_next (rig->heard, "left " H1);

    gint64 back_us = g_get_monotonic_time () + 2 * G_USEC_PER_SEC;
    fake_tty_free (tty);
    tty = fake_tty_new (rig->usb, "ttyACM0");
    device = rig_plug (rig, serial_scanner ("1-1", 0x0c2e, 0x0c8a, "H1", "ttyACM0"));
    heard_next (rig->heard, "appeared " H1 " opening");
    heard_next (rig->heard, "changed " H1 " ready");
    g_assert_cmpint (g_get_monotonic_time (), <, back_us);
  }
  rig_let_it_settle ();
  fake_tty_send (tty, code);
  heard_next (rig->heard, "scan " H1 " ]C1 gs1-128 0104601");
  heard_no_more (rig->heard);
}

/* The hang-up comes and the device stays: a hub's whim. It is opened again. */
static void
test_hang_up_alone (Rig *rig, gconstpointer data)
{
  (void) data;
  g_autoptr (FakeTty) tty = fake_tty_new (rig->usb, "ttyACM0");

  start_with_h1 (rig);
  fake_tty_hang_up (tty);
  heard_next (rig->heard, "changed " H1 " failed");
  fake_tty_free (tty);
  tty = fake_tty_new (rig->usb, "ttyACM0");
  heard_next (rig->heard, "changed " H1 " ready");
  rig_let_it_settle ();
  fake_tty_send (tty, "BOX-1\r");
  heard_next (rig->heard, "scan " H1 " - unknown BOX-1");
}

static void
test_busy (Rig *rig, gconstpointer data)
{
  (void) data;
  g_autoptr (FakeTty) tty = fake_tty_new (rig->usb, "ttyACM0");

  fake_tty_take (tty);
  rig_plug (rig, serial_scanner ("1-1", 0x0c2e, 0x0c8a, "H1", "ttyACM0"));
  rig_start (rig);
  heard_next (rig->heard, "appeared " H1 " opening");
  heard_next (rig->heard, "changed " H1 " busy");
  g_assert_nonnull (strstr (rig_device (rig, H1).help, "ModemManager"));
  fake_tty_give_back (tty);
  heard_await (rig->heard, "changed " H1 " ready");
  g_assert_cmpstr (rig_device (rig, H1).help, ==, "");
}

/* The kernel's announcement, its driver, and udev's node come one after the other. */
static void
test_port_comes_late (Rig *rig, gconstpointer data)
{
  (void) data;
  rig_start (rig);
  heard_next (rig->heard, "settled");
  rig_plug (rig, serial_scanner ("1-1", 0x0c2e, 0x0c8a, "H1", "ttyACM0"));
  heard_next (rig->heard, "appeared " H1 " opening");
  gint64 late_us = g_get_monotonic_time () + 100000;
  heard_until (g_get_monotonic_time () > late_us);
  g_autoptr (FakeTty) tty = fake_tty_new (rig->usb, "ttyACM0");
  heard_next (rig->heard, "changed " H1 " ready");
  heard_no_more (rig->heard);
}

/* Twins with one serial number, each with its lane. */
static void
test_twins (Rig *rig, gconstpointer data)
{
  (void) data;
  g_autoptr (FakeTty) one = fake_tty_new (rig->usb, "ttyACM0");
  g_autoptr (FakeTty) two = fake_tty_new (rig->usb, "ttyACM1");

  start_with_h1 (rig);
  rig_plug (rig, serial_scanner ("1-2", 0x0c2e, 0x0c8a, "H1", "ttyACM1"));
  heard_next (rig->heard, "appeared usb:0c2e:0c8a@1-2 opening");
  heard_next (rig->heard, "changed usb:0c2e:0c8a@1-2 ready");
  rig_let_it_settle ();
  fo_scanners_set_lane (rig->scanners, "usb:0c2e:0c8a@1-2", 3);
  fake_tty_send (two, "FROM-TWO\r");
  heard_next (rig->heard, "scan usb:0c2e:0c8a@1-2 - unknown FROM-TWO");
  fake_tty_send (one, "FROM-ONE\r");
  heard_next (rig->heard, "scan " H1 " - unknown FROM-ONE");
  g_assert_cmpuint (rig_device (rig, "usb:0c2e:0c8a@1-2").lane, ==, 3);
}

/* A modem, a scale, a programmer's board: never opened. */
static void
test_other_ports_left_alone (Rig *rig, gconstpointer data)
{
  (void) data;
  g_autoptr (FakeTty) tty = fake_tty_new (rig->usb, "ttyACM0");
  FakeDevice *board = rig_plug (rig, serial_scanner ("1-1", 0x2341, 0x0043, "UNO", "ttyACM0"));

  rig_start (rig);
  heard_next (rig->heard, "settled");
  heard_no_more (rig->heard);
  g_assert_false (fake_tty_is_taken (tty));
  g_assert_cmpuint (fake_device_opens (board), ==, 0);
}

/* … but a person may pair one: the shown code, scanned, tells how its lines end, and it is remembered. */
#define UNO "usb:2341:0043:UNO"

static void
test_paired_port (Rig *rig, gconstpointer data)
{
  (void) data;
  g_autofree char *folder = g_dir_make_tmp ("fo-pairing-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "devices.conf", NULL);
  g_autoptr (FakeTty) tty = fake_tty_new (rig->usb, "ttyACM0");
  FakeDevice *board = rig_plug (rig, serial_scanner ("1-1", 0x2341, 0x0043, "UNO", "ttyACM0"));

  rig_restart (rig, path);
  rig_start (rig);
  heard_await (rig->heard, "appeared " UNO " opening");
  heard_next (rig->heard, "changed " UNO " unpaired");
  heard_await (rig->heard, "settled");
  g_assert_false (fake_tty_is_taken (tty));

  fo_scanners_pairing_begin (rig->scanners, UNO, "P-zY/0001\x1d" "Q", 5);
  heard_next (rig->heard, "changed " UNO " pairing");
  g_assert_true (fake_tty_is_taken (tty));
  fake_tty_send (tty, "P-zY/0001\x1d" "Q\t"); /* its lines end with a tab */
  heard_next (rig->heard, "changed " UNO " opening");
  heard_await (rig->heard, "pairing " UNO " done *");
  heard_next (rig->heard, "changed " UNO " ready");
  rig_let_it_settle ();
  fake_tty_send (tty, "ONE\tTWO\t");
  heard_next (rig->heard, "scan " UNO " - unknown ONE");
  heard_next (rig->heard, "scan " UNO " - unknown TWO");
  g_assert_cmpuint (fake_device_claims (board), ==, 0);

  rig_restart (rig, path); /* another day */
  rig_start (rig);
  heard_await (rig->heard, "changed " UNO " ready");
  rig_let_it_settle ();
  fake_tty_send (tty, "THREE\t");
  heard_await (rig->heard, "scan " UNO " - unknown THREE");

  fo_scanners_forget (rig->scanners, UNO);
  heard_await (rig->heard, "changed " UNO " unpaired");
  heard_until (!fake_tty_is_taken (tty));
  g_unlink (path);
  g_rmdir (folder);
}

/* Something else came: a scale, a board that talks. Given back. */
static void
test_port_is_no_scanner (Rig *rig, gconstpointer data)
{
  (void) data;
  g_autofree char *folder = g_dir_make_tmp ("fo-pairing-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "devices.conf", NULL);
  g_autoptr (FakeTty) tty = fake_tty_new (rig->usb, "ttyACM0");

  rig_plug (rig, serial_scanner ("1-1", 0x2341, 0x0043, "UNO", "ttyACM0"));
  rig_restart (rig, path);
  rig_start (rig);
  heard_await (rig->heard, "changed " UNO " unpaired");
  heard_await (rig->heard, "settled");
  fo_scanners_pairing_begin (rig->scanners, UNO, "P-zY/0001\x1d" "Q", 1);
  heard_next (rig->heard, "changed " UNO " pairing");
  fake_tty_send (tty, "12.500 kg\r\n");
  heard_next (rig->heard, "changed " UNO " unpaired");
  heard_next (rig->heard, "pairing " UNO " other*");
  g_assert_false (fake_tty_is_taken (tty));
  g_rmdir (folder);
}

/* HID POS and a port in one device: the report descriptor says more, so it is read. */
static void
test_pos_before_port (Rig *rig, gconstpointer data)
{
  (void) data;
  g_autoptr (FakeTty) tty = fake_tty_new (rig->usb, "ttyACM0");
  FakeModel model = serial_scanner ("1-1", 0x0c2e, 0x0c8a, "H1", "ttyACM0");
  model.interfaces[2] = rig_honeywell ("1-1", "H1").interfaces[0];
  model.n_interfaces = 3;
  FakeDevice *device = rig_plug (rig, model);

  rig_start (rig);
  heard_await (rig->heard, "settled");
  g_assert_true (fake_device_is_claimed (device, 2));
  g_assert_false (fake_tty_is_taken (tty));
}

/* ---- the transport alone: no test bed, the kernel's own tty ------------------------------------------------------- */

typedef struct {
  GString *bytes;
  bool ended;
} Line;

static void
on_bytes (const uint8_t *bytes, size_t length, int64_t at_us, void *user)
{
  (void) at_us;
  g_string_append_len (((Line *) user)->bytes, (const char *) bytes, (gssize) length);
}

static void
on_fault (FoFault fault, int64_t at_us, void *user)
{
  (void) fault, (void) at_us, (void) user;
  g_assert_not_reached ();
}

static void
on_ended (int64_t at_us, void *user)
{
  (void) at_us;
  ((Line *) user)->ended = true;
}

static const FoTransportSink line_sink = { .bytes = on_bytes, .fault = on_fault, .ended = on_ended };

static void
wait_for (FoTransport *transport)
{
  GPollFD fd;

  g_assert_true (transport->ops->poll (transport, &fd));
  g_assert_cmpint (g_poll (&fd, 1, 10000), ==, 1);
  transport->ops->ready (transport, fd.revents, 0);
}

/* Every byte value passes unchanged in both directions; the port is locked and exclusive; a hang-up ends it after what came
 * before. */
static void
test_transport (void)
{
  g_autoptr (FakeTty) tty = fake_tty_new (NULL, "");
  Line line = { .bytes = g_string_new (NULL) };
  FoTransport *transport = fo_serial_transport_new (fake_tty_node (tty), 0);
  g_autoptr (GError) error = NULL;
  char all[256] = { 0 };

  for (guint i = 0; i < 255; i++)
    all[i] = (char) (i + 1);
  g_assert_true (transport->ops->start (transport, &line_sink, &line, 0, &error));
  g_assert_no_error (error);
  g_assert_true (fake_tty_is_taken (tty));
  g_assert_true (fake_tty_is_exclusive (tty));
  fake_tty_send (tty, all);
  while (line.bytes->len < 255)
    wait_for (transport);
  g_assert_cmpstr (line.bytes->str, ==, all);
  transport->ops->send (transport, (const guint8 *) all, 255, 0);
  g_assert_true (fake_tty_was_sent (tty, all));

  FoTransport *second = fo_serial_transport_new (fake_tty_node (tty), 0);
  g_assert_false (second->ops->start (second, &line_sink, &line, 0, &error));
  g_assert_error (error, FO_TRANSPORT_ERROR, FO_TRANSPORT_ERROR_BUSY);
  second->ops->free (second);

  fake_tty_hang_up (tty);
  while (!line.ended)
    wait_for (transport);
  transport->ops->free (transport);
  g_string_free (line.bytes, TRUE);
}

static void
test_transport_refused (void)
{
  static const struct {
    const char *path;
    guint32 baud;
    FoTransportError error;
  } cases[] = {
    { "/nonexistent/ttyACM0", 0, FO_TRANSPORT_ERROR_GONE },
    { "/dev/null", 0, FO_TRANSPORT_ERROR_UNSUPPORTED },
    { "/dev/null", 12345, FO_TRANSPORT_ERROR_UNSUPPORTED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    FoTransport *transport = fo_serial_transport_new (cases[i].path, cases[i].baud);
    g_assert_false (transport->ops->start (transport, &line_sink, NULL, 0, &error));
    g_assert_error (error, FO_TRANSPORT_ERROR, (int) cases[i].error);
    transport->ops->free (transport);
  }
}

/* ---- a port of the PC, named by a profile ------------------------------------------------------------------------ */

/* The shipped profiles, and one that names ttyS7. */
static FoProfiles *
profiles_with_a_port (void)
{
  g_autofree char *folder = g_dir_make_tmp ("fo-devices-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "bench.device", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path,
                                      "[Device]\nName=Bench\nMatch=tty:ttyS7\nTransport=serial\nDecoder=lines\n"
                                      "Quirks=baud=115200;beep=bel\n",
                                      -1, NULL));
  FoProfiles *profiles = fo_profiles_load (folder, NULL, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);
  g_rmdir (folder);
  return profiles;
}

/* A port of the PC that no profile names: listed and left alone, paired from the page, remembered, forgotten. One that no PC has is
 * not listed. */
static void
test_paired_pc_port (Rig *rig, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("firstout-port-XXXXXX", NULL), *path = g_build_filename (folder, "devices.conf", NULL);
  g_autoptr (FakeTty) tty = fake_tty_new (rig->usb, "ttyS5");
  const FoScannersOptions options = { .profiles = rig->profiles, .listener = &heard_listener, .user = rig->heard,
                                      .now_us = heard_now_us, .pairing_file = path };
  char code[FO_PAIRING_CODE_MAX];

  (void) data;
  g_free (umockdev_testbed_add_device (fake_usb_testbed (rig->usb), "tty", "ttyS5", NULL, "type", "4", NULL, NULL));
  g_free (umockdev_testbed_add_device (fake_usb_testbed (rig->usb), "tty", "ttyS6", NULL, "type", "0", NULL, NULL));
  fo_scanners_free (rig->scanners);
  rig->scanners = fo_scanners_new (&options);
  rig_start (rig);
  heard_await (rig->heard, "changed tty:ttyS5 unpaired");
  g_assert_true (rig_device (rig, "tty:ttyS5").is_port);
  g_assert_false (fake_tty_is_taken (tty));

  fo_pairing_code (4711, code);
  fo_scanners_pairing_begin (rig->scanners, "tty:ttyS5", code, 1);
  heard_await (rig->heard, "changed tty:ttyS5 pairing");
  fake_tty_send (tty, "hello\r");
  heard_await (rig->heard, "pairing tty:ttyS5 other");
  g_assert_false (fake_tty_is_taken (tty));

  fo_scanners_pairing_begin (rig->scanners, "tty:ttyS5", code, 10);
  heard_await (rig->heard, "changed tty:ttyS5 pairing");
  fake_tty_send (tty, code);
  fake_tty_send (tty, "\r");
  heard_await (rig->heard, "pairing tty:ttyS5 done*");
  heard_await (rig->heard, "changed tty:ttyS5 ready");
  g_assert_cmpint (rig_device (rig, "tty:ttyS5").separators, ==, FO_SEPARATORS_SENT);
  rig_let_it_settle ();
  fake_tty_send (tty, "BOX-1\r");
  heard_await (rig->heard, "scan tty:ttyS5 - unknown BOX-1");

  fo_scanners_free (rig->scanners); /* the next day */
  rig->scanners = fo_scanners_new (&options);
  rig_start (rig);
  heard_await (rig->heard, "changed tty:ttyS5 ready");
  fo_scanners_forget (rig->scanners, "tty:ttyS5");
  heard_await (rig->heard, "pairing tty:ttyS5 forgotten");
  heard_await (rig->heard, "changed tty:ttyS5 unpaired");
  g_assert_false (fake_tty_is_taken (tty));
  g_assert_cmpuint (heard_count (rig->heard, "* tty:ttyS6 *"), ==, 0);
  fo_scanners_free (g_steal_pointer (&rig->scanners));
  rig->scanners = fo_scanners_new (&(FoScannersOptions){ .profiles = rig->profiles,
                                                         .listener = &heard_listener,
                                                         .user = rig->heard,
                                                         .now_us = heard_now_us });
  g_remove (path);
  g_rmdir (folder);
}

static void
test_named_port (Rig *rig, gconstpointer data)
{
  g_autoptr (FoProfiles) profiles = profiles_with_a_port ();
  g_autoptr (FakeTty) tty = fake_tty_new (rig->usb, "ttyS7");
  const FoScannersOptions options
    = { .profiles = profiles, .listener = &heard_listener, .user = rig->heard, .now_us = heard_now_us };

  (void) data;
  fo_scanners_free (rig->scanners);
  rig->scanners = fo_scanners_new (&options);
  rig_start (rig);
  heard_await (rig->heard, "changed tty:ttyS7 ready");
  g_autofree char *settings = fake_tty_settings (tty);
  g_assert_cmpstr (settings, ==, "raw 115200 8n1");
  rig_let_it_settle ();
  fake_tty_send (tty, "BOX-1\r");
  heard_await (rig->heard, "scan tty:ttyS7 - unknown BOX-1");
  fo_scanners_feedback (rig->scanners, "tty:ttyS7", FO_FEEDBACK_BAD);
  heard_until (fake_tty_was_sent (tty, "\a"));

  fake_tty_send (tty, "BO");
  gint64 read_us = g_get_monotonic_time () + 20000;
  heard_until (g_get_monotonic_time () > read_us);
  fake_tty_hang_up (tty); /* a card is pulled: the port goes, and comes again */
  heard_next (rig->heard, "fault tty:ttyS7 unplugged");
  heard_next (rig->heard, "left tty:ttyS7");
  gint64 back_us = g_get_monotonic_time () + 2 * G_USEC_PER_SEC;
  fake_tty_free (tty);
  tty = fake_tty_new (rig->usb, "ttyS7");
  heard_next (rig->heard, "appeared tty:ttyS7 opening");
  heard_next (rig->heard, "changed tty:ttyS7 ready");
  g_assert_cmpint (g_get_monotonic_time (), <, back_us);
  fo_scanners_free (g_steal_pointer (&rig->scanners)); /* before its profiles */
  rig->scanners = fo_scanners_new (&(FoScannersOptions){ .profiles = rig->profiles,
                                                         .listener = &heard_listener,
                                                         .user = rig->heard,
                                                         .now_us = heard_now_us });
}

/* A port of Bluetooth comes when its scanner does, and is paired like any other. */
static void
test_bluetooth_port (Rig *rig, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("firstout-port-XXXXXX", NULL), *path = g_build_filename (folder, "devices.conf", NULL);
  char code[FO_PAIRING_CODE_MAX];

  (void) data;
  rig_restart (rig, path);
  rig_start (rig);
  heard_next (rig->heard, "settled");
  g_autoptr (FakeTty) tty = fake_tty_new (rig->usb, "rfcomm0");
  g_free (umockdev_testbed_add_device (fake_usb_testbed (rig->usb), "tty", "rfcomm0", NULL, NULL, NULL));
  heard_next (rig->heard, "appeared tty:rfcomm0 opening");
  heard_next (rig->heard, "changed tty:rfcomm0 unpaired");
  g_assert_false (fake_tty_is_taken (tty));
  fo_pairing_code (17, code);
  fo_scanners_pairing_begin (rig->scanners, "tty:rfcomm0", code, 10);
  heard_next (rig->heard, "changed tty:rfcomm0 pairing");
  fake_tty_send (tty, code);
  fake_tty_send (tty, "\r");
  heard_await (rig->heard, "pairing tty:rfcomm0 done*");
  heard_await (rig->heard, "changed tty:rfcomm0 ready");
  fake_tty_hang_up (tty); /* it sleeps */
  heard_await (rig->heard, "left tty:rfcomm0");
  fo_scanners_stop (rig->scanners);
  g_unlink (path);
  g_rmdir (folder);
}

/* What a port sent is recorded, and the recording plays the same. */
static void
test_recorded (Rig *rig, gconstpointer data)
{
  (void) data;
  g_autofree char *folder = g_dir_make_tmp ("fo-trace-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "serial.trace", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoTraceWriter) writer = fo_trace_writer_new (path, &error);
  g_autoptr (FakeTty) tty = fake_tty_new (rig->usb, "ttyACM0");
  g_autoptr (Heard) again = heard_new ();

  g_assert_no_error (error);
  rig_record (rig, writer);
  FakeDevice *device = start_with_h1 (rig);
  fake_tty_send (tty, "]E04601234567893\r");
  heard_next (rig->heard, "scan " H1 " ]E0 ean 4601234567893");
  fake_tty_hang_up (tty);
  fake_device_unplug (device);
  heard_next (rig->heard, "left " H1);
  fo_scanners_stop (rig->scanners);
  g_autoptr (FoTrace) trace = fo_trace_read (path, &error);
  g_assert_no_error (error);
  fo_scanners_play (rig->profiles, trace, &heard_listener, again);
  heard_next (again, "appeared " H1 " opening");
  heard_next (again, "changed " H1 " ready");
  heard_next (again, "scan " H1 " ]E0 ean 4601234567893");
  heard_next (again, "left " H1);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drivers/serial/transport", test_transport);
  g_test_add_func ("/drivers/serial/transport-refused", test_transport_refused);
  RIG_SCENE ("/drivers/serial/cold-plug", test_cold_plug);
  RIG_SCENE ("/drivers/serial/flood", test_flood);
  RIG_SCENE ("/drivers/serial/unplug-in-the-middle", test_unplug_in_the_middle);
  RIG_SCENE ("/drivers/serial/hang-up-alone", test_hang_up_alone);
  RIG_SCENE ("/drivers/serial/busy", test_busy);
  RIG_SCENE ("/drivers/serial/port-comes-late", test_port_comes_late);
  RIG_SCENE ("/drivers/serial/twins", test_twins);
  RIG_SCENE ("/drivers/serial/other-ports-left-alone", test_other_ports_left_alone);
  RIG_SCENE ("/drivers/serial/paired-port", test_paired_port);
  RIG_SCENE ("/drivers/serial/port-is-no-scanner", test_port_is_no_scanner);
  RIG_SCENE ("/drivers/serial/pos-before-port", test_pos_before_port);
  RIG_SCENE ("/drivers/serial/named-port", test_named_port);
  RIG_SCENE ("/drivers/serial/paired-pc-port", test_paired_pc_port);
  RIG_SCENE ("/drivers/serial/bluetooth-port", test_bluetooth_port);
  RIG_SCENE ("/drivers/serial/recorded", test_recorded);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Scanners that want to be talked to: OEM POS, SNAPI, the simple COM port, and the beeps of HID POS. */
#include "rig.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define OEM1 "usb:05e0:1300:Z1"
#define SNAPI1 "usb:05e0:1900:Z1"
#define COM1 "usb:05e0:0600:Z1"
#define ENABLE "1100000000000000000000"

static const guint8 oem_descriptor[] = {
  0x06, 0x45, 0xff, 0x0a, 0x00, 0x4b, 0xa1, 0x01, 0x0a, 0x01, 0x4a, 0x75, 0x08, 0x95, 0x0b,
  0x15, 0x00, 0x26, 0xff, 0x00, 0x91, 0x02, 0x0a, 0x02, 0x4a, 0x95, 0x40, 0x81, 0x02, 0xc0,
};

/* Written by us: reports 22 and 26 in, 1, 4 and 6 out. */
static const guint8 snapi_descriptor[] = {
  0x06, 0x00, 0xff, 0x09, 0x01, 0xa1, 0x01, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08,
  0x85, 0x22, 0x95, 0x1f, 0x09, 0x22, 0x81, 0x02, 0x85, 0x26, 0x95, 0x3f, 0x09, 0x26, 0x81, 0x02,
  0x85, 0x01, 0x95, 0x03, 0x09, 0x01, 0x91, 0x02, 0x85, 0x04, 0x95, 0x01, 0x09, 0x04, 0x91, 0x02,
  0x85, 0x06, 0x95, 0x01, 0x09, 0x06, 0x91, 0x02, 0xc0,
};

static const guint8 com_descriptor[] = {
  0x06, 0x00, 0xff, 0x09, 0x01, 0xa1, 0x01, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08, 0x95, 0x40, 0x09, 0x01, 0x81, 0x02,
  0xc0,
};

static FakeModel
zebra (const char *port, guint16 product, const guint8 *descriptor, gsize bytes, guint8 out_endpoint)
{
  return (FakeModel){ .port = port,
                      .vendor = 0x05e0,
                      .product = product,
                      .maker = "Symbol Technologies, Inc, 2008",
                      .name = "Symbol Bar Code Scanner::EA",
                      .serial = "Z1",
                      .n_interfaces = 1,
                      .interfaces = { { .class = 3,
                                        .report_descriptor = descriptor,
                                        .report_descriptor_bytes = bytes,
                                        .endpoint = 0x81,
                                        .packet_bytes = 64,
                                        .out_endpoint = out_endpoint } } };
}

static FakeModel
oem (const char *port, guint8 out_endpoint)
{
  return zebra (port, 0x1300, oem_descriptor, sizeof oem_descriptor, out_endpoint);
}

static FakeModel
snapi (const char *port)
{
  return zebra (port, 0x1900, snapi_descriptor, sizeof snapi_descriptor, 0x02);
}

static FakeModel
com (const char *port)
{
  return zebra (port, 0x0600, com_descriptor, sizeof com_descriptor, 0);
}

/* BYTES, filled up with zeros to 64. */
static void
send_64 (FakeDevice *device, const char *bytes, gsize length)
{
  guint8 report[64] = { 0 };

  memcpy (report, bytes, length);
  fake_device_send (device, 0, report, sizeof report);
}
#define SEND(device, bytes) send_64 (device, bytes, sizeof bytes - 1)

static bool
was_sent (FakeDevice *device, GString *all, const char *expected)
{
  g_autofree char *sent = fake_device_take_sent (device);

  if (*sent != '\0')
    g_string_append_printf (all, "%s%s", all->len > 0 ? " " : "", sent);
  g_assert_true (g_str_has_prefix (expected, all->str));
  return strcmp (all->str, expected) == 0;
}

/* EXPECTED, and nothing else, is sent; waits for it. */
static void
expect_sent (FakeDevice *device, const char *expected)
{
  g_autoptr (GString) all = g_string_new (NULL);

  heard_until (was_sent (device, all, expected));
}

static void
start_ready (Rig *rig, const char *id)
{
  g_autofree char *appeared = g_strdup_printf ("appeared %s opening", id), *ready = g_strdup_printf ("changed %s ready", id);

  rig_start (rig);
  heard_next (rig->heard, appeared);
  heard_next (rig->heard, ready);
  heard_next (rig->heard, "settled");
  rig_let_it_settle ();
}

/* ---- each kind --------------------------------------------------------------------------------------------------- */

static void
test_oem (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeDevice *device = rig_plug (rig, oem ("1-1", 0x02));

  start_ready (rig, OEM1);
  expect_sent (device, "out " ENABLE);
  SEND (device, "\x11\x10\x03\x00" "071012107018" "\x0d");
  heard_next (rig->heard, "scan " OEM1 " - ean 071012107018");
  SEND (device, "\x0c\x10\x03\x00" "LOT-5" "\x00\x18\x0b");
  heard_next (rig->heard, "scan " OEM1 " - code128 LOT-5");
  g_assert_cmpstr (rig_device (rig, OEM1).profile, ==, "Zebra (OEM POS)");
  fo_scanners_feedback (rig->scanners, OEM1, FO_FEEDBACK_BAD); /* has no beep: nothing, and no fault */
  SEND (device, "\x05\x10\x01\x00" "\x00");
  heard_no_more (rig->heard);
}

/* Without an interrupt OUT endpoint what is sent goes by control transfer. */
static void
test_oem_by_control (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeDevice *device = rig_plug (rig, oem ("1-1", 0));

  start_ready (rig, OEM1);
  expect_sent (device, "set 0200 " ENABLE);
}

static void
test_snapi (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeDevice *device = rig_plug (rig, snapi ("1-1"));

  start_ready (rig, SNAPI1);
  expect_sent (device, "out 0601");
  SEND (device, "\x22\x02\x00\x06\x0f\x00" "010460");
  SEND (device, "\x22\x02\x01\x0a\x0f\x00" "1234567893");
  heard_next (rig->heard, "scan " SNAPI1 " - gs1-128 0104601234567893");
  expect_sent (device, "out 01220100 out 01220100");
  fo_scanners_feedback (rig->scanners, SNAPI1, FO_FEEDBACK_BAD);
  fo_scanners_feedback (rig->scanners, SNAPI1, FO_FEEDBACK_GOOD);
  expect_sent (device, "out 0410 out 0400");
  heard_no_more (rig->heard);
}

static void
test_simple_com (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeDevice *device = rig_plug (rig, com ("1-1"));

  start_ready (rig, COM1);
  SEND (device, "\x0d" "4601234567893");
  heard_next (rig->heard, "scan " COM1 " - unknown 4601234567893");
  g_assert_cmpstr (rig_device (rig, COM1).profile, ==, "Symbol (simple COM port)");
}

/* The trigger report of HID POS beeps, and its bits are where the report descriptor says. */
static void
test_hid_pos_beeps (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeDevice *device = rig_start_with_x1 (rig);
  FakeDevice *newland = rig_plug (rig, rig_newland ("1-2", "N1"));

  heard_next (rig->heard, "appeared " N1 " opening");
  heard_next (rig->heard, "changed " N1 " ready");
  fo_scanners_feedback (rig->scanners, N1, FO_FEEDBACK_BAD); /* has none */
  fo_scanners_feedback (rig->scanners, "usb:1111:2222:nobody", FO_FEEDBACK_BAD);
  fo_scanners_feedback (rig->scanners, X1, FO_FEEDBACK_BAD);
  expect_sent (device, "set 0204 0404");
  fo_scanners_feedback (rig->scanners, X1, FO_FEEDBACK_GOOD);
  expect_sent (device, "set 0204 0408");
  g_autofree char *sent = fake_device_take_sent (newland);
  g_assert_cmpstr (sent, ==, "");
  heard_no_more (rig->heard);
}

/* A maker's HID device that is no scanner and that no profile names by its product: not opened. */
static void
test_unknown_product (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeModel model = com ("1-1");
  model.product = 0x0601;
  FakeDevice *device = rig_plug (rig, model);

  rig_start (rig);
  heard_next (rig->heard, "appeared usb:05e0:0601:Z1 opening");
  heard_next (rig->heard, "changed usb:05e0:0601:Z1 unknown");
  heard_next (rig->heard, "settled");
  g_assert_cmpuint (fake_device_opens (device), ==, 0);
}

/* ---- trouble ----------------------------------------------------------------------------------------------------- */

/* It does not take what it is sent: told, and scans come all the same. */
static void
test_refuses_what_is_sent (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeDevice *device = rig_plug (rig, snapi ("1-1"));

  start_ready (rig, SNAPI1);
  expect_sent (device, "out 0601");
  fake_device_refuse_sends (device, EPIPE);
  SEND (device, "\x22\x01\x00\x05\x03\x00" "BOX-1");
  heard_next (rig->heard, "scan " SNAPI1 " - code128 BOX-1");
  heard_next (rig->heard, "fault " SNAPI1 " send");
  fake_device_refuse_sends (device, -1);
  SEND (device, "\x22\x01\x00\x05\x03\x00" "BOX-2");
  heard_next (rig->heard, "scan " SNAPI1 " - code128 BOX-2");
  expect_sent (device, "out 01220100");
}

/* It takes nothing, ever: nobody waits for it, and when we go it is given back. */
static void
test_keeps_what_is_sent (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeDevice *device = rig_plug (rig, snapi ("1-1"));

  start_ready (rig, SNAPI1);
  expect_sent (device, "out 0601");
  fake_device_refuse_sends (device, 0);
  for (guint i = 0; i < 10; i++) {
    g_autofree char *report = g_strdup_printf ("%c%c%c%c%c%cBOX-%u", 0x22, 1, '0', 5, 3, '0', i);
    g_autofree char *line = g_strdup_printf ("scan " SNAPI1 " - code128 BOX-%u", i);
    report[2] = report[5] = '\0';
    send_64 (device, report, 11);
    heard_next (rig->heard, line);
  }
  gint64 begun_us = g_get_monotonic_time ();
  fo_scanners_stop (rig->scanners);
  g_assert_cmpint (g_get_monotonic_time () - begun_us, <, 2 * G_USEC_PER_SEC);
  g_assert_false (fake_device_is_claimed (device, 0));
  g_assert_true (fake_device_has_driver (device, 0));
}

/* Pulled out while something is on its way to it. */
static void
test_unplugged_while_sending (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeDevice *device = rig_plug (rig, snapi ("1-1"));

  start_ready (rig, SNAPI1);
  expect_sent (device, "out 0601");
  fake_device_refuse_sends (device, 0);
  SEND (device, "\x22\x02\x00\x05\x03\x00" "BOX-1");
  heard_until (fake_device_is_drained (device));
  fake_device_unplug (device);
  heard_next (rig->heard, "fault " SNAPI1 " unplugged");
  heard_next (rig->heard, "left " SNAPI1);
  rig_plug (rig, snapi ("1-1"));
  heard_next (rig->heard, "appeared " SNAPI1 " opening");
  heard_next (rig->heard, "changed " SNAPI1 " ready");
  heard_no_more (rig->heard);
}

/* ---- unplug at each report --------------------------------------------------------------------------------------- */

#define PIECE "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

typedef struct {
  const char *id;
  FakeModel (*model) (void);
  void (*send) (FakeDevice *device, guint index); /* report INDEX of a code of four, each with PIECE in it */
  const char *scan;
} Long;

static FakeModel
oem_with_out (void)
{
  return oem ("1-1", 0x02);
}

static FakeModel
snapi_model (void)
{
  return snapi ("1-1");
}

static FakeModel
com_model (void)
{
  return com ("1-1");
}

static FakeModel
honeywell_model (void)
{
  return rig_honeywell ("1-1", "X1");
}

static void
send_oem (FakeDevice *device, guint index)
{
  char report[] = "\x21\x10\x03\x00" PIECE "\x10\x18\x0b";

  report[4 + 26] = index < 3 ? 0x10 : 0;
  send_64 (device, report, sizeof report - 1);
}

static void
send_snapi (FakeDevice *device, guint index)
{
  char report[] = "\x22\x04\x00\x1a\x03\x00" PIECE;

  report[2] = (char) index;
  send_64 (device, report, sizeof report - 1);
}

static void
send_com (FakeDevice *device, guint index)
{
  (void) index;
  SEND (device, "\x1a" PIECE);
}

static void
send_honeywell (FakeDevice *device, guint index)
{
  rig_send_report (device, "]Q1", PIECE, 26, index < 3, REPORT_BYTES);
}

static const Long longs[] = {
  { OEM1, oem_with_out, send_oem, "scan " OEM1 " - code128 " PIECE PIECE PIECE PIECE },
  { SNAPI1, snapi_model, send_snapi, "scan " SNAPI1 " - code128 " PIECE PIECE PIECE PIECE },
  { COM1, com_model, send_com, "scan " COM1 " - unknown " PIECE PIECE PIECE PIECE },
  { X1, honeywell_model, send_honeywell, "scan " X1 " ]Q1 qr " PIECE PIECE PIECE PIECE },
};

/* After SENT of four reports the cable is pulled and put back: no part is ever a scan, and it is ready in two seconds. */
static FakeDevice *
pull_after (Rig *rig, const Long *one, FakeDevice *device, guint sent)
{
  g_autofree char *left = g_strdup_printf ("left %s", one->id), *ready = g_strdup_printf ("changed %s ready", one->id);
  g_autofree char *appeared = g_strdup_printf ("appeared %s opening", one->id);
  g_autofree char *unplugged = g_strdup_printf ("fault %s unplugged", one->id);
  FakeModel model = one->model ();

  for (guint i = 0; i < sent; i++)
    one->send (device, i);
  heard_until (fake_device_is_drained (device));
  fake_device_unplug (device);
  if (sent > 0)
    heard_next (rig->heard, unplugged);
  heard_next (rig->heard, left);
  gint64 back_us = g_get_monotonic_time () + 2 * G_USEC_PER_SEC;
  device = rig_plug (rig, model);
  heard_next (rig->heard, appeared);
  heard_next (rig->heard, ready);
  g_assert_cmpint (g_get_monotonic_time (), <, back_us);
  return device;
}

static void
test_unplug_at_each_report (Rig *rig, gconstpointer data)
{
  const Long *one = data;
  FakeModel model = one->model ();
  FakeDevice *device = rig_plug (rig, model);

  start_ready (rig, one->id);
  for (guint sent = 0; sent < 4; sent++)
    device = pull_after (rig, one, device, sent);
  rig_let_it_settle ();
  for (guint i = 0; i < 4; i++)
    one->send (device, i);
  heard_next (rig->heard, one->scan);
  heard_no_more (rig->heard);
}

/* ---- many -------------------------------------------------------------------------------------------------------- */

/* Four scanners of four kinds, two of them twins with one serial number, each with a lane of its own. */
static void
test_many (Rig *rig, gconstpointer data)
{
  static const char *const ids[] = { OEM1, SNAPI1, COM1, "usb:05e0:1900@1-4", X1 };
  FakeDevice *devices[G_N_ELEMENTS (ids)];

  (void) data;
  devices[0] = rig_plug (rig, oem ("1-1", 0x02));
  devices[1] = rig_plug (rig, snapi ("1-2"));
  devices[2] = rig_plug (rig, com ("1-3"));
  rig_start (rig);
  heard_await (rig->heard, "settled");
  devices[3] = rig_plug (rig, snapi ("1-4"));
  heard_await (rig->heard, "changed usb:05e0:1900@1-4 ready");
  devices[4] = rig_plug (rig, rig_honeywell ("1-5", "X1"));
  heard_await (rig->heard, "changed " X1 " ready");
  rig_let_it_settle ();
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    fo_scanners_set_lane (rig->scanners, ids[i], i + 1);
  for (guint round = 0; round < 4; round++) /* all at once, a report each in turn */
    for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
      (i == 0   ? send_oem
       : i == 2 ? send_com
       : i == 4 ? send_honeywell
                : send_snapi) (devices[i], round);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    g_autofree char *line = g_strdup_printf ("scan %s *" PIECE PIECE PIECE PIECE, ids[i]);
    heard_until (heard_count (rig->heard, line) == 1);
    g_assert_cmpuint (rig_device (rig, ids[i]).lane, ==, i + 1);
    g_assert_cmpuint (rig_device (rig, ids[i]).scans, ==, 1);
    g_assert_cmpuint (rig_device (rig, ids[i]).faults, ==, 0);
  }
}

/* ---- recorded ---------------------------------------------------------------------------------------------------- */

/* What was sent and what was asked for is in the trace, and when it is played the same is sent. */
static void
test_recorded (Rig *rig, gconstpointer data)
{
  (void) data;
  g_autofree char *folder = g_dir_make_tmp ("fo-trace-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "snapi.trace", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoTraceWriter) writer = fo_trace_writer_new (path, &error);
  g_autoptr (Heard) again = heard_new ();

  g_assert_no_error (error);
  rig_record (rig, writer);
  FakeDevice *device = rig_plug (rig, snapi ("1-1"));
  start_ready (rig, SNAPI1);
  SEND (device, "\x22\x01\x00\x05\x03\x00" "BOX-1");
  heard_next (rig->heard, "scan " SNAPI1 " - code128 BOX-1");
  fo_scanners_feedback (rig->scanners, SNAPI1, FO_FEEDBACK_BAD);
  expect_sent (device, "out 0601 out 01220100 out 0410");
  fo_scanners_stop (rig->scanners);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, " out 01220100\n"));
  g_assert_nonnull (strstr (text, " feedback bad\n"));
  g_assert_nonnull (strstr (text, " out 0410\n"));
  g_autoptr (FoTrace) trace = fo_trace_read (path, &error);
  g_assert_no_error (error);
  fo_scanners_play (rig->profiles, trace, &heard_listener, again);
  heard_await (again, "scan " SNAPI1 " - code128 BOX-1");
  heard_next (again, "left " SNAPI1);
  g_assert_cmpuint (heard_count (again, "fault *"), ==, 0);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  RIG_SCENE ("/drivers/vendors/oem", test_oem);
  RIG_SCENE ("/drivers/vendors/oem-by-control", test_oem_by_control);
  RIG_SCENE ("/drivers/vendors/snapi", test_snapi);
  RIG_SCENE ("/drivers/vendors/simple-com", test_simple_com);
  RIG_SCENE ("/drivers/vendors/hid-pos-beeps", test_hid_pos_beeps);
  RIG_SCENE ("/drivers/vendors/unknown-product", test_unknown_product);
  RIG_SCENE ("/drivers/vendors/refuses-what-is-sent", test_refuses_what_is_sent);
  RIG_SCENE ("/drivers/vendors/keeps-what-is-sent", test_keeps_what_is_sent);
  RIG_SCENE ("/drivers/vendors/unplugged-while-sending", test_unplugged_while_sending);
  RIG_SCENE ("/drivers/vendors/many", test_many);
  RIG_SCENE ("/drivers/vendors/recorded", test_recorded);
  for (guint i = 0; i < G_N_ELEMENTS (longs); i++) {
    g_autofree char *path = g_strdup_printf ("/drivers/vendors/unplug-at-each-report/%u", i);
    g_test_add (path, Rig, &longs[i], rig_set_up, test_unplug_at_each_report, rig_tear_down);
  }
  return g_test_run ();
}

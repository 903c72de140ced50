/* SPDX-License-Identifier: GPL-3.0-or-later
 * What goes wrong on the bus: each fault is told, counted, and survived; a code arrives whole or not at all. */
#include "rig.h"
#include "support/seed.h"

#include <errno.h>
#include <string.h>

#define GOOD "]C0", "GOOD"
#define GOOD_HEARD "scan " X1 " ]C0 code128 GOOD"

static void
scan_again_until_heard (Rig *rig, FakeDevice *device)
{
  rig_send (device, 0, &report_honeywell, GOOD);
  heard_next (rig->heard, GOOD_HEARD);
}

/* ---- transfers --------------------------------------------------------------------------------------------------- */

static void
test_stall (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeDevice *device = rig_start_with_x1 (rig);

  for (guint i = 1; i <= 3; i++) {
    fake_device_fail (device, 0, EPIPE);
    heard_next (rig->heard, "fault " X1 " stall");
    heard_until (fake_device_clears (device) == i);
    rig_let_it_settle ();
    scan_again_until_heard (rig, device);
  }
  heard_no_more (rig->heard);
  g_assert_cmpuint (rig_device (rig, X1).faults, ==, 3);
  g_assert_cmpint (rig_device (rig, X1).state, ==, FO_DEVICE_READY);
}

/* A report may have been lost with the stall: neither the beginning nor the rest passes for a whole code. */
static void
test_stall_in_the_middle (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeDevice *device = rig_start_with_x1 (rig);

  rig_send_report (device, "]C1", "0104601234567893", 16, true, REPORT_BYTES);
  fake_device_fail (device, 0, EPIPE);
  rig_send_report (device, "]C1", "10A-77", 6, false, REPORT_BYTES);
  heard_next (rig->heard, "fault " X1 " stall");
  heard_next (rig->heard, "fault " X1 " gap");
  heard_until (fake_device_is_drained (device));
  rig_let_it_settle ();
  scan_again_until_heard (rig, device);
  heard_no_more (rig->heard);
}

static void
test_bus_errors (Rig *rig, gconstpointer data)
{
  static const int errors[] = { EPROTO, EILSEQ, ETIME, EOVERFLOW };
  static const char *const faults[] = { "transfer", "transfer", "transfer", "overrun" };

  (void) data;
  FakeDevice *device = rig_start_with_x1 (rig);
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++) {
    g_autofree char *line = g_strdup_printf ("fault " X1 " %s", faults[i]);
    fake_device_fail (device, 0, errors[i]);
    heard_next (rig->heard, line);
    rig_let_it_settle ();
    scan_again_until_heard (rig, device);
  }
  heard_no_more (rig->heard);
}

/* A broken cable: it is given up, shown as failed, and tried again every two seconds. */
static void
test_error_storm (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeDevice *device = rig_start_with_x1 (rig);

  for (guint i = 0; i < 21; i++)
    fake_device_fail (device, 0, EPROTO);
  heard_await (rig->heard, "changed " X1 " failed");
  g_assert_cmpuint (heard_count (rig->heard, "fault " X1 " transfer"), ==, 21);
  heard_next (rig->heard, "changed " X1 " ready");
  rig_let_it_settle ();
  scan_again_until_heard (rig, device);
}

/* ---- reports ----------------------------------------------------------------------------------------------------- */

static void
test_short_transfer (Rig *rig, gconstpointer data)
{
  static const gsize lengths[] = { 1, 2, 5, 10, 63 };

  (void) data;
  FakeDevice *device = rig_start_with_x1 (rig);
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++) {
    rig_send_report (device, "]C0", "BOX-1", 5, false, lengths[i]);
    heard_next (rig->heard, "fault " X1 " short");
    rig_let_it_settle ();
    scan_again_until_heard (rig, device);
  }
  rig_send_report (device, "]C0", "BOX-1", 5, false, 0);
  heard_next (rig->heard, "fault " X1 " empty");
  scan_again_until_heard (rig, device);
  rig_send_report (device, "]C0", "BOX-1", 5, false, REPORT_BYTES + 1); /* babble */
  heard_next (rig->heard, "fault " X1 " overrun");
  rig_let_it_settle ();
  scan_again_until_heard (rig, device);
  heard_no_more (rig->heard);
}

static void
test_count_beyond_the_field (Rig *rig, gconstpointer data)
{
  static const guint8 counts[] = { 57, 61, 64, 128, 255 };

  (void) data;
  FakeDevice *device = rig_start_with_x1 (rig);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++) {
    rig_send_report (device, "]C0", "BOX-1", counts[i], false, REPORT_BYTES);
    heard_next (rig->heard, "fault " X1 " length");
    scan_again_until_heard (rig, device);
  }
  heard_no_more (rig->heard);
}

/* The rest never comes. */
static void
test_continuation_times_out (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeDevice *device = rig_start_with_x1 (rig);

  rig_send_report (device, "]C1", "0104601234567893", 16, true, REPORT_BYTES);
  heard_next (rig->heard, "fault " X1 " timeout");
  rig_let_it_settle ();
  scan_again_until_heard (rig, device);
  heard_no_more (rig->heard);
}

/* Answers to commands and menu codes are not goods. */
static void
test_responses (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeDevice *device = rig_start_with_x1 (rig);

  rig_send (device, 0, &report_honeywell, "]X0", "REVINF: Product Name: Xenon 1900; Boot Revision: 12345");
  heard_next (rig->heard, "fault " X1 " response");
  rig_send (device, 0, &report_honeywell, "]Z6", "TERMID134\x06.");
  heard_next (rig->heard, "fault " X1 " response");
  scan_again_until_heard (rig, device);
  heard_no_more (rig->heard);
}

/* ---- stale reports ----------------------------------------------------------------------------------------------- */

/* Scanned while nobody listened, and kept by the device until somebody did: told, not booked. */
static void
test_stale_reports (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeDevice *device = rig_plug (rig, rig_honeywell ("1-1", "X1"));

  rig_send (device, 0, &report_honeywell, "]C0", "YESTERDAY");
  rig_send (device, 0, &report_honeywell, "]Q1",
            "A LONG ONE OF YESTERDAY, WHICH COMES IN TWO REPORTS AND IS TOLD ONCE");
  rig_start (rig);
  heard_await (rig->heard, "settled");
  heard_await (rig->heard, "fault " X1 " stale");
  heard_next (rig->heard, "fault " X1 " stale");
  rig_let_it_settle ();
  scan_again_until_heard (rig, device);
  heard_no_more (rig->heard);
}

/* Begun too early and finished late: still stale, the whole of it. */
static void
test_stale_beginning (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeDevice *device = rig_plug (rig, rig_honeywell ("1-1", "X1"));

  rig_send_report (device, "]C1", "0104601234567893", 16, true, REPORT_BYTES);
  rig_start (rig);
  heard_await (rig->heard, "settled");
  heard_until (fake_device_is_drained (device));
  rig_let_it_settle ();
  rig_send_report (device, "]C1", "10A-77", 6, false, REPORT_BYTES);
  heard_next (rig->heard, "fault " X1 " stale");
  scan_again_until_heard (rig, device);
  heard_no_more (rig->heard);
}

/* ---- descriptors that lie ---------------------------------------------------------------------------------------- */

static void
test_no_endpoint (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeModel model = rig_honeywell ("1-1", "X1");
  model.interfaces[0].endpoint = 0;
  FakeDevice *device = rig_plug (rig, model);

  rig_start (rig);
  heard_next (rig->heard, "appeared " X1 " opening");
  heard_next (rig->heard, "changed " X1 " unsupported");
  heard_next (rig->heard, "fault " X1 " descriptor");
  heard_next (rig->heard, "settled");
  g_assert_cmpstr (rig_device (rig, X1).help, ==, "no interrupt IN endpoint");
  g_assert_cmpuint (fake_device_opens (device), ==, 0);
}

/* Says it is a scanner, but not how many bytes a report holds. */
static void
test_no_byte_count (Rig *rig, gconstpointer data)
{
  static const guint8 without_count[] = { 0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01, 0x75, 0x08,
                                          0x95, 0x20, 0x09, 0xfe, 0x81, 0x02, 0xc0 };

  (void) data;
  FakeModel model = rig_honeywell ("1-1", "X1");
  model.interfaces[0].report_descriptor = without_count;
  model.interfaces[0].report_descriptor_bytes = sizeof without_count;
  FakeDevice *device = rig_plug (rig, model);

  rig_start (rig);
  heard_next (rig->heard, "appeared " X1 " opening");
  heard_next (rig->heard, "changed " X1 " unsupported");
  heard_next (rig->heard, "fault " X1 " descriptor");
  heard_next (rig->heard, "settled");
  g_assert_cmpstr (rig_device (rig, X1).help, ==, "no byte count (usage 01:3B)");
  g_assert_cmpuint (fake_device_opens (device), ==, 0);
}

/* A report descriptor that is none: shown for a maker we know, ignored for any other device. */
static void
test_malformed_report_descriptor (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeModel model = rig_honeywell ("1-1", "X1"), other = rig_honeywell ("1-2", "Y1");
  model.interfaces[0].report_descriptor_bytes = other.interfaces[0].report_descriptor_bytes = 100;
  other.vendor = 0x1a86;
  FakeDevice *device = rig_plug (rig, model), *unknown = rig_plug (rig, other);

  rig_start (rig);
  heard_next (rig->heard, "appeared " X1 " opening");
  heard_next (rig->heard, "changed " X1 " unsupported");
  heard_next (rig->heard, "fault " X1 " descriptor");
  heard_next (rig->heard, "settled");
  heard_no_more (rig->heard);
  g_assert_cmpstr (rig_device (rig, X1).help, ==, "a collection is not closed");
  g_assert_cmpuint (fake_device_opens (device) + fake_device_opens (unknown), ==, 0);
}

/* Behind the first KEPT bytes, one to four are changed, or the end is cut off. */
static GByteArray *
mutate (GRand *rand, const guint8 *bytes, gsize length, gint kept)
{
  GByteArray *copy = g_byte_array_new ();

  g_byte_array_append (copy, bytes, (guint) length);
  for (gint i = g_rand_int_range (rand, 1, 5); i > 0; i--)
    copy->data[g_rand_int_range (rand, kept, (gint) copy->len)]
      = g_rand_boolean (rand) ? (guint8) g_rand_int_range (rand, 0, 256) : g_rand_boolean (rand) ? 0xff : 0x00;
  if (g_rand_int_range (rand, 0, 4) == 0)
    g_byte_array_set_size (copy, (guint) g_rand_int_range (rand, kept + 1, (gint) copy->len + 1));
  return copy;
}

/* The kernel passes a device descriptor on only when it is well formed; all behind it may be anything. */
static const guint8 usb_descriptors[]
  = { 18, 1, 0, 2, 0, 0, 0, 64, 0x2e, 0x0c, 0x61, 0x0b, 0, 1, 1, 2, 3, 1, /* device */
      9,  2, 34, 0, 1, 1, 0, 0x80, 50,                                    /* configuration */
      9,  4, 0, 0, 1, 3, 0, 0, 0,                                         /* interface */
      9,  0x21, 0x11, 1, 0, 1, 0x22, 127, 0,                              /* HID; libusb issue 1813: its length */
      7,  5, 0x82, 3, 64, 0, 1 };                                         /* endpoint */

/* The whole way, libusb and hub included: devices whose descriptors were tampered with come, perhaps send, and go,
 * while a good one works. The parsers alone are given many more (test-hid-desc, test-usb-desc). */
static void
test_mutated_descriptors (Rig *rig, gconstpointer data)
{
  (void) data;
  g_autoptr (GRand) rand = fo_test_rand ("mutated descriptors");
  guint count = fo_test_count (150);
  FakeDevice *good = rig_start_with_x1 (rig);

  for (guint i = 0; i < count; i++) {
    FakeModel model = rig_honeywell ("1-2", "EVIL");
    const ReportLayout *layout = &report_honeywell;
    g_autoptr (GByteArray) report = mutate (rand, layout->descriptor, layout->descriptor_bytes, 0);
    g_autoptr (GByteArray) usb = mutate (rand, usb_descriptors, sizeof usb_descriptors, 18);
    if (i % 3 != 0) {
      model.interfaces[0].report_descriptor = report->data;
      model.interfaces[0].report_descriptor_bytes = report->len;
    }
    if (i % 3 != 1) {
      model.descriptors = usb->data;
      model.descriptors_bytes = usb->len;
    }
    FakeDevice *evil = rig_plug (rig, model);
    /* Announcements keep their order: when the one after it is there, the evil one has been looked at. */
    FakeDevice *after = rig_plug (rig, rig_newland ("1-3", "N1"));
    heard_await (rig->heard, "changed " N1 " ready");
    rig_send (evil, 0, layout, "]C0", "EVIL");
    rig_send (good, 0, layout, GOOD);
    heard_await (rig->heard, GOOD_HEARD);
    fake_device_unplug (evil);
    fake_device_unplug (after);
    heard_await (rig->heard, "left " N1);
  }
  g_assert_cmpuint (heard_count (rig->heard, GOOD_HEARD), ==, count);
  g_assert_cmpuint (heard_count (rig->heard, "* " X1 " *"), ==, count + 2); /* appeared and ready, nothing else */
  guint read = heard_count (rig->heard, "changed *EVIL ready"), refused = heard_count (rig->heard, "changed *EVIL un*");
  g_print ("# of %u devices with tampered descriptors %u were read, %u were shown as unreadable, and libusb hid %u\n",
           count, read, refused, count - read - refused);
  g_assert_cmpuint (read, >, count / 20);
  g_assert_cmpuint (refused, >, count / 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  RIG_SCENE ("/drivers/usb-faults/stall", test_stall);
  RIG_SCENE ("/drivers/usb-faults/stall-in-the-middle", test_stall_in_the_middle);
  RIG_SCENE ("/drivers/usb-faults/bus-errors", test_bus_errors);
  RIG_SCENE ("/drivers/usb-faults/error-storm", test_error_storm);
  RIG_SCENE ("/drivers/usb-faults/short-transfer", test_short_transfer);
  RIG_SCENE ("/drivers/usb-faults/count-beyond-the-field", test_count_beyond_the_field);
  RIG_SCENE ("/drivers/usb-faults/continuation-times-out", test_continuation_times_out);
  RIG_SCENE ("/drivers/usb-faults/responses", test_responses);
  RIG_SCENE ("/drivers/usb-faults/stale-reports", test_stale_reports);
  RIG_SCENE ("/drivers/usb-faults/stale-beginning", test_stale_beginning);
  RIG_SCENE ("/drivers/usb-faults/no-endpoint", test_no_endpoint);
  RIG_SCENE ("/drivers/usb-faults/no-byte-count", test_no_byte_count);
  RIG_SCENE ("/drivers/usb-faults/malformed-report-descriptor", test_malformed_report_descriptor);
  RIG_SCENE ("/drivers/usb-faults/mutated-descriptors", test_mutated_descriptors);
  return g_test_run ();
}

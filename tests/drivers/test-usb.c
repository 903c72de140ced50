/* SPDX-License-Identifier: GPL-3.0-or-later
 * Scanners come, scan and go, on a USB without wires: the real libusb, the real hub, an emulated kernel. */
#include "rig.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

/* 151 bytes with a GS: three reports. */
#define LONG_QR                                                                                                        \
  "8010FO-PUMP-40-160-2" "\x1d"                                                                                        \
  "https://service.example/passport/unit/000000001234567890/checked/2026-01-15/by/bench-4/pressure/16bar/leak/none/"   \
  "insulation/ok/noise/71dB"
#define LONG_QR_HEARD                                                                                                  \
  "8010FO-PUMP-40-160-2<GS>"                                                                                           \
  "https://service.example/passport/unit/000000001234567890/checked/2026-01-15/by/bench-4/pressure/16bar/leak/none/"   \
  "insulation/ok/noise/71dB"
G_STATIC_ASSERT (sizeof LONG_QR - 1 >= 150 && sizeof LONG_QR - 1 <= 168);

static void
test_cold_plug (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeDevice *device = rig_start_with_x1 (rig);

  rig_send (device, 0, &report_honeywell, "]C1", "0104601234567893\x1d" "10A-77");
  heard_next (rig->heard, "scan " X1 " ]C1 gs1-128 0104601234567893<GS>10A-77");
  rig_send (device, 0, &report_honeywell, "]E0", "4601234567893\r");
  heard_next (rig->heard, "scan " X1 " ]E0 ean 4601234567893");
  rig_send (device, 0, &report_honeywell, "]Q1", LONG_QR);
  heard_next (rig->heard, "scan " X1 " ]Q1 qr " LONG_QR_HEARD);
  heard_no_more (rig->heard);

  FoDevice listed = rig_device (rig, X1);
  g_assert_cmpstr (listed.name, ==, "Honeywell Xenon 1900");
  g_assert_cmpstr (listed.serial, ==, "X1");
  g_assert_cmpstr (listed.port, ==, "1-1");
  g_assert_cmpstr (listed.profile, ==, "Honeywell (HID POS)");
  g_assert_cmpuint (listed.scans, ==, 3);
  g_assert_cmpuint (listed.faults, ==, 0);
}

/* Newland says neither AIM identifier nor symbology, and its data begins three bytes earlier. */
static void
test_newland (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeDevice *device = rig_plug (rig, rig_newland ("1-1", "N1"));

  rig_start (rig);
  heard_await (rig->heard, "settled");
  rig_let_it_settle ();
  rig_send (device, 0, &report_newland, NULL, "0104601234567893\x1d" "10A-77");
  heard_next (rig->heard, "scan " N1 " - unknown 0104601234567893<GS>10A-77");
  rig_send (device, 0, &report_newland, NULL, LONG_QR);
  heard_next (rig->heard, "scan " N1 " - unknown " LONG_QR_HEARD);
  heard_no_more (rig->heard);
  g_assert_cmpstr (rig_device (rig, N1).profile, ==, "Newland (HID POS)");
}

/* Any maker that calls its device a bar code scanner. */
static void
test_other_maker (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeModel model = rig_honeywell ("1-1", "Z9");
  model.vendor = 0x1a86;
  model.product = 0x5723;
  FakeDevice *device = rig_plug (rig, model);

  rig_start (rig);
  heard_await (rig->heard, "settled");
  rig_let_it_settle ();
  rig_send (device, 0, &report_honeywell, "]C0", "BOX-1");
  heard_next (rig->heard, "scan usb:1a86:5723:Z9 ]C0 code128 BOX-1");
  g_assert_cmpstr (rig_device (rig, "usb:1a86:5723:Z9").profile, ==, "HID POS scanner");
}

/* The moment of a scan is when its last report came, on the clock the program gave. */
static void
on_timed_scan (const FoScan *scan, void *user)
{
  *(int64_t *) user = scan->at_us;
}

static void
test_time (Rig *rig, gconstpointer data)
{
  static const FoScannersListener listener = { .scan = on_timed_scan };
  int64_t at_us = 0;
  const FoScannersOptions options
    = { .profiles = rig->profiles, .listener = &listener, .user = &at_us, .now_us = heard_now_us };

  (void) data;
  fo_scanners_free (rig->scanners);
  rig->scanners = fo_scanners_new (&options);
  FakeDevice *device = rig_plug (rig, rig_honeywell ("1-1", "X1"));
  rig_start (rig);
  heard_until (fake_device_is_claimed (device, 0));
  rig_let_it_settle ();
  int64_t before_us = heard_now_us ();
  rig_send (device, 0, &report_honeywell, "]C0", "BOX-1");
  heard_until (at_us != 0);
  g_assert_cmpint (at_us, >=, before_us);
  g_assert_cmpint (at_us, <=, heard_now_us ());
}

/* The one thing that must never happen: the keyboard of the person at the desk goes dead. */
static void
test_keyboard_left_alone (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeDevice *keyboard = rig_plug (rig, rig_keyboard ("1-2"));
  FakeDevice *scanner = rig_start_with_x1 (rig);
  FakeDevice *second = rig_plug (rig, rig_keyboard ("1-3"));

  rig_send (scanner, 0, &report_honeywell, "]C0", "BOX-1");
  heard_next (rig->heard, "scan " X1 " ]C0 code128 BOX-1");
  fake_device_unplug (scanner);
  heard_next (rig->heard, "left " X1);
  fo_scanners_stop (rig->scanners);
  heard_no_more (rig->heard); /* keyboards are not even listed */

  g_assert_cmpuint (fake_device_opens (keyboard), ==, 0);
  g_assert_cmpuint (fake_device_claims (keyboard), ==, 0);
  g_assert_true (fake_device_has_driver (keyboard, 0));
  g_assert_cmpuint (fake_device_opens (second), ==, 0);
  g_assert_true (fake_device_has_driver (second, 0));
}

/* One device, two interfaces: a keyboard and a scanner. Only the scanner is taken. */
static void
test_keyboard_interface_left_alone (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeModel model = rig_honeywell ("1-1", "X1");
  model.interfaces[1] = model.interfaces[0];
  model.interfaces[0] = rig_keyboard ("1-1").interfaces[0];
  model.n_interfaces = 2;
  FakeDevice *device = rig_plug (rig, model);

  rig_start (rig);
  heard_await (rig->heard, "settled");
  g_assert_true (fake_device_is_claimed (device, 1));
  g_assert_false (fake_device_is_claimed (device, 0));
  g_assert_true (fake_device_has_driver (device, 0));
  g_assert_cmpuint (fake_device_claims (device), ==, 1);
  rig_let_it_settle ();
  rig_send (device, 1, &report_honeywell, "]C0", "BOX-1");
  heard_next (rig->heard, "scan " X1 " ]C0 code128 BOX-1");
}

/* Two scanner interfaces in one device: the first is read, the other left to the kernel. */
static void
test_two_scanner_interfaces (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeModel model = rig_honeywell ("1-1", "X1");
  model.interfaces[0] = rig_keyboard ("1-1").interfaces[0];
  model.interfaces[1] = rig_newland ("1-1", "X1").interfaces[0];
  model.interfaces[2] = rig_honeywell ("1-1", "X1").interfaces[0];
  model.interfaces[2].endpoint = 0x83;
  model.n_interfaces = 3;
  FakeDevice *device = rig_plug (rig, model);

  rig_start (rig);
  heard_await (rig->heard, "settled");
  g_assert_true (fake_device_is_claimed (device, 1));
  g_assert_cmpuint (fake_device_claims (device), ==, 1);
  g_assert_true (fake_device_has_driver (device, 0));
  g_assert_true (fake_device_has_driver (device, 2));
  rig_let_it_settle ();
  rig_send (device, 1, &report_newland, NULL, "BOX-1");
  heard_next (rig->heard, "scan " X1 " - unknown BOX-1");
}

/* A scanner that is set to type is shown, with what it is, and left alone as well. */
static void
test_keyboard_mode (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeModel model = rig_keyboard ("1-1");
  model.vendor = 0x0c2e;
  model.product = 0x0901;
  model.serial = "W1";
  FakeDevice *device = rig_plug (rig, model);

  rig_start (rig);
  heard_next (rig->heard, "appeared usb:0c2e:0901:W1 opening");
  heard_next (rig->heard, "changed usb:0c2e:0901:W1 keyboard-mode");
  heard_next (rig->heard, "settled");
  g_assert_cmpuint (fake_device_opens (device), ==, 0);
}

/* A maker's device in a mode nobody reads: here, a serial port. */
static void
test_unknown_mode (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeModel model = { .port = "1-1",
                      .vendor = 0x0c2e,
                      .product = 0x0c8a,
                      .n_interfaces = 1,
                      .interfaces = {
                          { .class = 2, .subclass = 2, .protocol = 1, .endpoint = 0x81, .packet_bytes = 16 } } };
  FakeDevice *device = rig_plug (rig, model);

  rig_start (rig);
  heard_next (rig->heard, "appeared usb:0c2e:0c8a@1-1 opening");
  heard_next (rig->heard, "changed usb:0c2e:0c8a@1-1 unknown");
  heard_next (rig->heard, "settled");
  g_assert_cmpuint (fake_device_opens (device), ==, 0);
}

static void
test_twins (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeDevice *one = rig_plug (rig, rig_honeywell ("1-1", "X1"));
  FakeDevice *two = rig_plug (rig, rig_honeywell ("1-2", "X2"));

  rig_start (rig);
  heard_await (rig->heard, "settled");
  rig_let_it_settle ();
  fo_scanners_set_lane (rig->scanners, X2, 7);
  rig_send (one, 0, &report_honeywell, "]C0", "FROM-ONE");
  heard_next (rig->heard, "scan " X1 " ]C0 code128 FROM-ONE");
  rig_send (two, 0, &report_honeywell, "]C0", "FROM-TWO");
  heard_next (rig->heard, "scan " X2 " ]C0 code128 FROM-TWO");
  g_assert_cmpuint (rig_device (rig, X1).lane, ==, 0);
  g_assert_cmpuint (rig_device (rig, X2).lane, ==, 7);
  g_assert_cmpuint (rig_device (rig, X2).scans, ==, 1);
}

/* Cheap ones all carry the same serial number: the port tells them apart. */
static void
test_twins_with_one_serial (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeDevice *hub = rig_plug (rig, (FakeModel){ .port = "1-2", .vendor = 0x05e3, .product = 0x0608, .name = "hub" });
  FakeDevice *one = rig_start_with_x1 (rig);
  FakeDevice *two = rig_plug (rig, rig_honeywell ("1-2.3", "X1"));

  heard_next (rig->heard, "appeared usb:0c2e:0b61@1-2.3 opening");
  heard_next (rig->heard, "changed usb:0c2e:0b61@1-2.3 ready");
  rig_let_it_settle ();
  rig_send (two, 0, &report_honeywell, "]C0", "FROM-TWO");
  heard_next (rig->heard, "scan usb:0c2e:0b61@1-2.3 ]C0 code128 FROM-TWO");
  rig_send (one, 0, &report_honeywell, "]C0", "FROM-ONE");
  heard_next (rig->heard, "scan " X1 " ]C0 code128 FROM-ONE");
  g_assert_cmpuint (fake_device_opens (hub), ==, 0);
}

static void
test_hot_plug (Rig *rig, gconstpointer data)
{
  (void) data;
  rig_start (rig);
  heard_next (rig->heard, "settled");
  for (guint visit = 0; visit < 3; visit++) { /* at a new address each time, and yet the same device */
    FakeDevice *device = rig_plug (rig, rig_honeywell ("1-1", "X1"));
    heard_next (rig->heard, "appeared " X1 " opening");
    heard_next (rig->heard, "changed " X1 " ready");
    rig_let_it_settle ();
    rig_send (device, 0, &report_honeywell, "]C0", "BOX-1");
    heard_next (rig->heard, "scan " X1 " ]C0 code128 BOX-1");
    g_assert_cmpuint (rig_device (rig, X1).scans, ==, 1);
    fake_device_unplug (device);
    heard_next (rig->heard, "left " X1);
  }
  heard_no_more (rig->heard);
  g_autoptr (GPtrArray) list = fo_scanners_list (rig->scanners);
  g_assert_cmpuint (list->len, ==, 0);
}

/* The cable is pulled and put back before the old one is closed: still one device at a time, under the same id. */
static void
test_quick_replug (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeDevice *device = rig_start_with_x1 (rig);

  for (guint i = 0; i < 5; i++) {
    fake_device_unplug (device);
    device = rig_plug (rig, rig_honeywell ("1-1", "X1"));
    heard_next (rig->heard, "left " X1);
    heard_next (rig->heard, "appeared " X1 " opening");
    heard_next (rig->heard, "changed " X1 " ready");
  }
  rig_let_it_settle ();
  rig_send (device, 0, &report_honeywell, "]C0", "BOX-1");
  heard_next (rig->heard, "scan " X1 " ]C0 code128 BOX-1");
  heard_no_more (rig->heard);
}

/* The kernel is slow to give the old transfer back, and the new device is announced before: the old one leaves
 * first. */
static void
test_replug_while_closing (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeDevice *device = rig_start_with_x1 (rig);

  rig_send_report (device, "]C1", "0104601234567893", 16, true, REPORT_BYTES);
  heard_until (fake_device_is_drained (device));
  fake_device_hold (device);
  fake_device_unplug (device);
  FakeDevice *again = rig_plug (rig, rig_honeywell ("1-1", "X1"));
  FakeDevice *after = rig_plug (rig, rig_newland ("1-2", "N1")); /* when this one is there, the one before was seen */
  heard_next (rig->heard, "appeared " N1 " opening");
  heard_next (rig->heard, "changed " N1 " ready");
  g_assert_cmpuint (fake_device_opens (again), ==, 0);
  fake_device_let_go (device);
  heard_next (rig->heard, "fault " X1 " unplugged");
  heard_next (rig->heard, "left " X1);
  heard_next (rig->heard, "appeared " X1 " opening");
  heard_next (rig->heard, "changed " X1 " ready");
  heard_no_more (rig->heard);
  g_assert_true (fake_device_is_claimed (after, 0));
}

/* After each report in turn of a code of three: what came so far is never a scan, and after the re-plug the whole
 * is. */
static void
test_unplug_in_the_middle (Rig *rig, gconstpointer data)
{
  (void) data;
  g_autoptr (GPtrArray) reports = report_make_all (&report_honeywell, "]Q3", LONG_QR);
  FakeDevice *device = rig_start_with_x1 (rig);

  g_assert_cmpuint (reports->len, ==, 3);
  for (guint sent = 0; sent < reports->len; sent++) {
    for (guint i = 0; i < sent; i++)
      fake_device_send (device, 0, g_ptr_array_index (reports, i), REPORT_BYTES);
    heard_until (fake_device_is_drained (device));
    fake_device_unplug (device);
    if (sent > 0)
      heard_next (rig->heard, "fault " X1 " unplugged");
    heard_next (rig->heard, "left " X1);

    device = rig_plug (rig, rig_honeywell ("1-1", "X1"));
    heard_next (rig->heard, "appeared " X1 " opening");
    heard_next (rig->heard, "changed " X1 " ready");
    rig_let_it_settle ();
    rig_send (device, 0, &report_honeywell, "]Q3", LONG_QR);
    heard_next (rig->heard, "scan " X1 " ]Q3 gs1-qr " LONG_QR_HEARD);
  }
  heard_no_more (rig->heard);
}

/* The kernel's driver is put aside while we listen, and is back when we stop. */
static void
test_driver_comes_back (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeDevice *device = rig_start_with_x1 (rig);

  g_assert_true (fake_device_is_claimed (device, 0));
  g_assert_false (fake_device_has_driver (device, 0));
  fo_scanners_stop (rig->scanners);
  g_assert_false (fake_device_is_claimed (device, 0));
  g_assert_true (fake_device_has_driver (device, 0));
  heard_next (rig->heard, "left " X1);

  rig_start (rig); /* and again */
  heard_next (rig->heard, "appeared " X1 " opening");
  heard_next (rig->heard, "changed " X1 " ready");
}

/* After a crash nobody holds the interface, and sysfs does not know what it is: the device is asked. */
static void
test_after_a_crash (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeModel model = rig_honeywell ("1-1", "X1"), keyboard = rig_keyboard ("1-2"), wedge = rig_keyboard ("1-3");
  FakeModel strange = rig_honeywell ("1-4", "S1");
  wedge.vendor = 0x0c2e;
  strange.vendor = 0x1a86;
  model.interfaces[0].undriven = true;
  FakeDevice *device = rig_plug (rig, model);
  FakeModel *others[] = { &keyboard, &wedge, &strange }; /* not asked: keyboards, and what no maker we know has made */
  FakeDevice *untouched[G_N_ELEMENTS (others)];
  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    others[i]->interfaces[0].undriven = true;
    untouched[i] = rig_plug (rig, *others[i]);
  }

  rig_start (rig);
  heard_await (rig->heard, "settled");
  g_assert_cmpuint (heard_count (rig->heard, "changed " X1 " ready"), ==, 1);
  g_assert_cmpuint (heard_count (rig->heard, "changed usb:0c2e:c31c@1-3 keyboard-mode"), ==, 1);
  rig_let_it_settle ();
  rig_send (device, 0, &report_honeywell, "]C0", "BOX-1");
  heard_next (rig->heard, "scan " X1 " ]C0 code128 BOX-1");
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_cmpuint (fake_device_opens (untouched[i]), ==, 0);
}

/* The announcement comes before the kernel has bound its HID driver. */
static void
test_late_driver (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeModel model = rig_honeywell ("1-1", "X1");
  model.vendor = 0x1a86; /* of no known maker: it will not be asked */
  model.interfaces[0].undriven = true;

  rig_start (rig);
  heard_next (rig->heard, "settled");
  FakeDevice *device = rig_plug (rig, model);
  gint64 bind_us = g_get_monotonic_time () + 80000;
  heard_until (g_get_monotonic_time () > bind_us);
  g_assert_cmpuint (fake_device_opens (device), ==, 0);
  fake_device_bind (device, 0);
  heard_next (rig->heard, "appeared usb:1a86:0b61:X1 opening");
  heard_next (rig->heard, "changed usb:1a86:0b61:X1 ready");
  g_assert_cmpuint (fake_device_claims (device), ==, 1);
}

/* Another program has it; when that program ends, we have it. */
static void
test_busy (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeModel model = rig_honeywell ("1-1", "X1");
  FakeDevice *device = rig_plug (rig, model);

  fake_device_refuse_claims (device, true);
  rig_start (rig);
  heard_next (rig->heard, "appeared " X1 " opening");
  heard_next (rig->heard, "changed " X1 " busy");
  heard_next (rig->heard, "settled");
  fake_device_refuse_claims (device, false);
  heard_next (rig->heard, "changed " X1 " ready");
}

/* A device may call itself anything; nothing of it breaks a line, a screen or a trace. */
static void
test_hostile_names (Rig *rig, gconstpointer data)
{
  (void) data;
  FakeModel model =
      rig_honeywell ("1-1", "A B#\x01\xff<b>-0123456789012345678901234567890123456789012345678901234567890123");
  model.maker = NULL;
  model.name = "\xf0\x9f\x94\xab\x1b[31m& <b>Xenon</b> Xenon Xenon Xenon Xenon Xenon Xenon Xenon Xenon";
  rig_plug (rig, model);

  rig_start (rig);
  heard_next (rig->heard, "appeared usb:0c2e:0b61:A_B__*<b>-01234567890123456789* opening");
  heard_next (rig->heard, "changed usb:0c2e:0b61:A_B__* ready");
  g_autoptr (GPtrArray) list = fo_scanners_list (rig->scanners);
  const FoDevice *device = g_ptr_array_index (list, 0);
  g_assert_true (g_utf8_validate (device->name, -1, NULL));
  g_assert_null (strchr (device->name, 0x1b));
  g_assert_true (g_utf8_validate (device->serial, -1, NULL));
  g_assert_true (g_str_is_ascii (device->id));
  g_assert_null (strpbrk (device->id, " #\t\n"));
}

/* ---- the queue --------------------------------------------------------------------------------------------------- */

/* The main loop is away (a slow disk, a debugger): a thousand scans later every one is there, in order. */
static void
test_nothing_is_lost_while_nobody_listens (Rig *rig, gconstpointer data)
{
  (void) data;
  enum { SCANS = 1000 };
  g_autoptr (GMainContext) context = g_main_context_new ();

  FakeDevice *device = rig_plug (rig, rig_honeywell ("1-1", "X1"));
  g_main_context_push_thread_default (context);
  rig_start (rig);
  g_main_context_pop_thread_default (context);
  heard_until (fake_device_is_claimed (device, 0)); /* runs the default context; the hub's stands still */
  rig_let_it_settle ();
  for (guint i = 0; i < SCANS; i++) {
    g_autofree char *code = g_strdup_printf ("CODE-%u", i);
    rig_send (device, 0, &report_honeywell, "]C0", code);
  }
  heard_until (fake_device_is_drained (device));
  g_assert_cmpuint (rig->heard->lines->len, ==, 0);

  while (heard_count (rig->heard, "scan *") < SCANS)
    g_main_context_iteration (context, TRUE);
  heard_await (rig->heard, "settled");
  for (guint i = 0; i < SCANS; i++) {
    g_autofree char *line = g_strdup_printf ("scan " X1 " ]C0 code128 CODE-%u", i);
    heard_next (rig->heard, line);
  }
  fo_scanners_stop (rig->scanners);
}

/* What was scanned before the stop is delivered by the stop. */
static void
test_stop_delivers (Rig *rig, gconstpointer data)
{
  (void) data;
  enum { SCANS = 200 };
  FakeDevice *device = rig_start_with_x1 (rig);
  g_autoptr (GMainContext) elsewhere = g_main_context_new ();

  for (guint i = 0; i < SCANS; i++)
    rig_send (device, 0, &report_honeywell, "]C0", "BOX-1");
  while (!fake_device_is_drained (device)) /* without running our own context */
    g_main_context_iteration (elsewhere, FALSE);
  fo_scanners_stop (rig->scanners);
  g_assert_cmpuint (heard_count (rig->heard, "scan *"), ==, SCANS);
  g_assert_cmpstr (g_ptr_array_index (rig->heard->lines, rig->heard->lines->len - 1), ==, "left " X1);
}

/* ---- recording --------------------------------------------------------------------------------------------------- */

static void
test_recorded_day_plays_again (Rig *rig, gconstpointer data)
{
  (void) data;
  g_autofree char *folder = g_dir_make_tmp ("fo-trace-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "day.trace", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoTraceWriter) writer = fo_trace_writer_new (path, &error);
  g_autoptr (Heard) again = heard_new ();

  g_assert_no_error (error);
  rig_record (rig, writer);
  FakeDevice *device = rig_start_with_x1 (rig);
  FakeDevice *other = rig_plug (rig, rig_newland ("1-2", "N1"));
  heard_await (rig->heard, "changed " N1 " ready");
  rig_let_it_settle ();
  rig_send (device, 0, &report_honeywell, "]Q3", LONG_QR);
  heard_next (rig->heard, "scan *");
  rig_send (other, 0, &report_newland, NULL, "4601234567893\r");
  heard_next (rig->heard, "scan *");
  g_autoptr (GPtrArray) half = report_make_all (&report_honeywell, "]Q1", LONG_QR);
  fake_device_send (device, 0, g_ptr_array_index (half, 0), REPORT_BYTES);
  heard_until (fake_device_is_drained (device));
  fake_device_unplug (device);
  heard_next (rig->heard, "fault " X1 " unplugged");
  heard_next (rig->heard, "left " X1);
  fo_scanners_stop (rig->scanners);
  heard_next (rig->heard, "left " N1);

  g_autoptr (FoTrace) trace = fo_trace_read (path, &error);
  g_assert_no_error (error);
  fo_scanners_play (rig->profiles, trace, &heard_listener, again);
  for (guint i = 0, k = 0; i < rig->heard->lines->len; i++) { /* the same day, but for the hub's own "settled" */
    const char *line = g_ptr_array_index (rig->heard->lines, i);
    if (strcmp (line, "settled") != 0)
      g_assert_cmpstr (g_ptr_array_index (again->lines, k++), ==, line);
  }
  g_assert_cmpuint (again->lines->len, ==, rig->heard->lines->len - 1);
  g_unlink (path);
  g_rmdir (folder);
}

/* The disk is full in the middle of the day: the trace ends, the scans do not. */
static void
test_recording_fails (Rig *rig, gconstpointer data)
{
  (void) data;
  enum { SCANS = 50 };
  const struct rlimit little = { .rlim_cur = 2048, .rlim_max = RLIM_INFINITY };
  g_autofree char *folder = g_dir_make_tmp ("fo-trace-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "day.trace", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoTraceWriter) writer = fo_trace_writer_new (path, &error);
  struct rlimit usual;

  g_assert_no_error (error);
  rig_record (rig, writer);
  FakeDevice *device = rig_start_with_x1 (rig);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &usual), ==, 0);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &little), ==, 0);
  for (guint i = 0; i < SCANS; i++)
    rig_send (device, 0, &report_honeywell, "]C0", "BOX-1");
  heard_until (heard_count (rig->heard, "scan *") == SCANS);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &usual), ==, 0);
  g_assert_cmpuint (heard_count (rig->heard, "fault " X1 " recording"), ==, 1);
  g_assert_cmpuint (heard_count (rig->heard, "fault *"), ==, 1);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  RIG_SCENE ("/drivers/usb/cold-plug", test_cold_plug);
  RIG_SCENE ("/drivers/usb/newland", test_newland);
  RIG_SCENE ("/drivers/usb/other-maker", test_other_maker);
  RIG_SCENE ("/drivers/usb/time", test_time);
  RIG_SCENE ("/drivers/usb/keyboard-left-alone", test_keyboard_left_alone);
  RIG_SCENE ("/drivers/usb/keyboard-interface-left-alone", test_keyboard_interface_left_alone);
  RIG_SCENE ("/drivers/usb/two-scanner-interfaces", test_two_scanner_interfaces);
  RIG_SCENE ("/drivers/usb/keyboard-mode", test_keyboard_mode);
  RIG_SCENE ("/drivers/usb/unknown-mode", test_unknown_mode);
  RIG_SCENE ("/drivers/usb/twins", test_twins);
  RIG_SCENE ("/drivers/usb/twins-with-one-serial", test_twins_with_one_serial);
  RIG_SCENE ("/drivers/usb/hot-plug", test_hot_plug);
  RIG_SCENE ("/drivers/usb/quick-replug", test_quick_replug);
  RIG_SCENE ("/drivers/usb/replug-while-closing", test_replug_while_closing);
  RIG_SCENE ("/drivers/usb/unplug-in-the-middle", test_unplug_in_the_middle);
  RIG_SCENE ("/drivers/usb/driver-comes-back", test_driver_comes_back);
  RIG_SCENE ("/drivers/usb/after-a-crash", test_after_a_crash);
  RIG_SCENE ("/drivers/usb/late-driver", test_late_driver);
  RIG_SCENE ("/drivers/usb/busy", test_busy);
  RIG_SCENE ("/drivers/usb/hostile-names", test_hostile_names);
  RIG_SCENE ("/drivers/usb/nothing-is-lost-while-nobody-listens", test_nothing_is_lost_while_nobody_listens);
  RIG_SCENE ("/drivers/usb/stop-delivers", test_stop_delivers);
  RIG_SCENE ("/drivers/usb/recorded-day-plays-again", test_recorded_day_plays_again);
  RIG_SCENE ("/drivers/usb/recording-fails", test_recording_fails);
  return g_test_run ();
}

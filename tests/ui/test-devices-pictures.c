/* SPDX-License-Identifier: GPL-3.0-or-later
 * The Devices page as pictures, <build>/pictures/: each section with something in it, in two sizes; nothing may ask for more room. */
#include "rig.h"

#include "common/speech.h"
#include "devices/devices-page.h"
#include "shell/router.h"

#include <string.h>

static FoDevicesPage *
devices (Rig *rig)
{
  return FO_DEVICES_PAGE (fo_window_find_page (rig->window, "devices"));
}

static void
shoot_once (Rig *rig, const char *name, const char *view)
{
  static const struct {
    const char *name;
    int width, height;
  } sizes[] = { { "", 1280, 800 }, { "-1024", 1024, 768 } };

  for (gsize s = 0; s < G_N_ELEMENTS (sizes); s++) {
    g_autofree char *file
        = g_strdup_printf ("devices-%s-%s-%s%s", name, fo_language_code (fo_speech_language ()), view, sizes[s].name);

    gtk_window_set_default_size (GTK_WINDOW (rig->window), sizes[s].width, sizes[s].height);
    rig_settle (rig);
    rig_picture (GTK_WIDGET (rig->window), file);
    g_test_message ("%s", file);
    g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (rig->window)), <=, sizes[s].width);
    g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (rig->window)), <=, sizes[s].height);
  }
}

static void
shoot (Rig *rig, const char *name)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  shoot_once (rig, name, "light");
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  shoot_once (rig, name, "dark");
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_LIGHT);
  fo_speech_set_language (FO_LANGUAGE_DE);
  shoot_once (rig, name, "light");
  fo_speech_set_language (FO_LANGUAGE_EN);
  shoot_once (rig, name, "light");
  fo_speech_set_language (FO_LANGUAGE_RU);
}

/* ---- scanners ----------------------------------------------------------------------------------------------------------------- */

static void
add_device (GPtrArray *list, const char *name, const char *profile, FoDeviceState state, const char *help)
{
  FoDevice *device = g_new0 (FoDevice, 1);

  g_snprintf (device->id, sizeof device->id, "usb:0c2e:0b61:%u", list->len);
  g_strlcpy (device->name, name, sizeof device->name);
  g_snprintf (device->port, sizeof device->port, "1-1.%u", list->len + 1);
  g_strlcpy (device->serial, "16140B0A1C", sizeof device->serial);
  g_strlcpy (device->profile, profile, sizeof device->profile);
  g_strlcpy (device->help, help, sizeof device->help);
  device->help_is = *help ? FO_HELP_RULE : FO_HELP_NONE;
  device->state = state;
  device->vendor = 0x0c2e;
  device->product = 0x0b61;
  device->scans = list->len * 40;
  device->faults = 1;
  g_ptr_array_add (list, device);
}

static GPtrArray *
a_bench (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  add_device (list, "Honeywell Xenon 1950g", "Honeywell (HID POS)", FO_DEVICE_READY, "");
  add_device (list, "Zebra DS2208", "Zebra (SNAPI)", FO_DEVICE_READY, "");
  add_device (list, "Newland FM430", "", FO_DEVICE_NO_ACCESS,
              "SUBSYSTEM==\"usb\", ATTR{idVendor}==\"1eab\", MODE=\"0660\", TAG+=\"uaccess\"");
  add_device (list, "Voyager 1470g", "", FO_DEVICE_KEYBOARD, "");
  add_device (list, "USB Keyboard", "", FO_DEVICE_UNPAIRED, "");
  return list;
}

static void
scan (Rig *rig, const char *bytes, FoSymbology symbology)
{
  FoScan scanned;

  g_assert_true (fo_scan_init (&scanned, bytes, strlen (bytes), symbology, "usb:0c2e:0b61:0", 0));
  g_assert_true (fo_router_scan (GTK_APPLICATION (rig->application), &scanned));
}

static void
test_scanners (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autoptr (GPtrArray) list = a_bench ();
  FoScannerView *view = fo_devices_page_scanners (devices (rig));

  fo_window_open_page (rig->window, "devices");
  shoot (rig, "none");
  fo_scanner_view_show_devices (view, list);
  scan (rig, "]E04601234567893", FO_SYMBOLOGY_UNKNOWN);
  scan (rig, "]d20104601234567893\x1d" "10B2411", FO_SYMBOLOGY_UNKNOWN);
  rig_await (rig, 2);
  fo_scanner_view_choose (view, "usb:0c2e:0b61:2");
  fo_scanner_view_show_fault (view, "usb:0c2e:0b61:2", FO_FAULT_UNPLUGGED);
  shoot (rig, "scanners");
  fo_scanner_view_choose (view, "usb:0c2e:0b61:3");
  shoot (rig, "wedge");
  fo_scanner_view_choose (view, "usb:0c2e:0b61:4");
  shoot (rig, "unpaired");
  ((FoDevice *) list->pdata[4])->may_be_shared = true;
  fo_scanner_view_show_devices (view, list);
  shoot (rig, "unpaired-ps2");
}

static void
test_pairing (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autoptr (GPtrArray) list = a_bench ();
  FoScannerView *view = fo_devices_page_scanners (devices (rig));
  FoPairingNews news = { .outcome = FO_PAIRING_DONE, .device_id = "usb:0c2e:0b61:3", .quirks = { .gs_key = FO_GS_NONE } };
  FoPairingBox *box = fo_scanner_view_pairing (view);

  fo_window_open_page (rig->window, "devices");
  fo_scanner_view_show_devices (view, list);
  fo_pairing_box_open (box, NULL, list->pdata[3]);
  gtk_stack_set_visible_child_name (GTK_STACK (gtk_widget_get_parent (GTK_WIDGET (box))), "pairing");
  shoot (rig, "pairing");
  fo_pairing_box_show_news (box, &news);
  shoot (rig, "paired");
}

/* ---- the chart ---------------------------------------------------------------------------------------------------------------- */

static void
test_chart (void)
{
  g_autoptr (Rig) rig = rig_new ();

  fo_window_open_page (rig->window, "devices");
  fo_devices_page_set_section (devices (rig), FO_DEVICES_CHART);
  shoot (rig, "chart");
  for (int code = 0; code < FO_N_CHART_CODES; code++) {
    g_auto (GStrv) parts = g_strsplit (fo_chart_bytes ((FoChartCode) code), "\x1d", -1);
    g_autofree char *lost = g_strjoinv ("", parts), *sent = g_strconcat ("~", lost, NULL);
    if (code != FO_CHART_SIGNS)
      scan (rig, sent, FO_SYMBOLOGY_UNKNOWN);
  }
  shoot (rig, "chart-faults");
}

/* ---- printers ----------------------------------------------------------------------------------------------------------------- */

static gboolean
queue_is_open (gpointer rig)
{
  return fo_station_print_queue (((Rig *) rig)->station) != NULL;
}

static void
show_jobs (Rig *rig)
{
  static const struct {
    FoPrintState state;
    FoPrintReason reason;
    guint begun, printed, labels;
  } rows[] = { { FO_PRINT_JOB_UNCERTAIN, FO_PRINT_CUT, 3, 2, 10 },    { FO_PRINT_JOB_WAITING, FO_PRINT_NO_PAPER, 0, 0, 4 },
               { FO_PRINT_JOB_SENDING, FO_PRINT_FINE, 6, 5, 40 },     { FO_PRINT_JOB_FAILED, FO_PRINT_REFUSED, 0, 0, 1 },
               { FO_PRINT_JOB_PRINTED, FO_PRINT_FINE, 12, 12, 12 },   { FO_PRINT_JOB_CANCELLED, FO_PRINT_FINE, 0, 0, 2 } };
  FoPrintJob jobs[G_N_ELEMENTS (rows)];
  g_autoptr (GPtrArray) list = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    jobs[i] = (FoPrintJob){ .job = 40 - (gint64) i, .state = rows[i].state, .reason = rows[i].reason, .begun = rows[i].begun,
                            .printed = rows[i].printed, .labels = rows[i].labels, .printer = i % 2 ? "Office" : "Zebra",
                            .template = "lot", .title = "SEALANT-B2411", .text = "", .at_us = 1795338000000000 };
    g_ptr_array_add (list, &jobs[i]);
  }
  fo_queue_view_show (fo_devices_page_queue (devices (rig)), list);
  fo_printer_view_show (fo_devices_page_printers (devices (rig)), list);
}

static void
test_printers (void)
{
  g_autoptr (Rig) rig = rig_new ();
  FoPrinterView *view = fo_devices_page_printers (devices (rig));
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (FoPrinter));
  FoPrinter printer;

  fo_window_open_page (rig->window, "devices");
  rig_wait (queue_is_open, rig);
  fo_devices_page_set_section (devices (rig), FO_DEVICES_PRINTERS);
  shoot (rig, "printers-none");
  fo_printer_adder_choose_dpi (fo_printer_view_adder (view), 203);
  fo_printer_adder_type (fo_printer_view_adder (view), "Zebra", "127.0.0.1:1");
  fo_printer_adder_choose_dpi (fo_printer_view_adder (view), 300);
  fo_printer_adder_type (fo_printer_view_adder (view), "Office", "cups:Office");
  fo_printer_init (&printer, "Godex G500", "usb:195f:0001:G5");
  g_array_append_val (found, printer);
  fo_printer_adder_show_found (fo_printer_view_adder (view), found);
  rig_settle (rig);
  show_jobs (rig);
  shoot (rig, "printers");
  fo_devices_page_set_section (devices (rig), FO_DEVICES_QUEUE);
  shoot (rig, "queue");
}

int
main (int argc, char **argv)
{
  rig_init (&argc, &argv);
  g_test_add_func ("/ui/devices-pictures/scanners", test_scanners);
  g_test_add_func ("/ui/devices-pictures/pairing", test_pairing);
  g_test_add_func ("/ui/devices-pictures/chart", test_chart);
  g_test_add_func ("/ui/devices-pictures/printers", test_printers);
  return g_test_run ();
}

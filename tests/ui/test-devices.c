/* SPDX-License-Identifier: GPL-3.0-or-later
 * The page of scanners: what each state says, the last scan as it came, barcodes of a picture file. */
#include "rig.h"

#include "common/speech.h"
#include "devices/devices-page.h"
#include "firstout/symbol/symbol.h"

#include <string.h>

static FoDevicesPage *
devices (Rig *rig)
{
  return FO_DEVICES_PAGE (fo_window_find_page (rig->window, "devices"));
}

static void
add_device (GPtrArray *list, const char *name, FoDeviceState state, const char *help)
{
  FoDevice *device = g_new0 (FoDevice, 1);

  g_strlcpy (device->name, name, sizeof device->name);
  g_strlcpy (device->port, "1-1.2", sizeof device->port);
  g_strlcpy (device->profile, "Honeywell (HID POS)", sizeof device->profile);
  g_strlcpy (device->help, help, sizeof device->help);
  device->state = state;
  device->vendor = 0x0c2e;
  device->product = 0x0b61;
  g_ptr_array_add (list, device);
}

static void
test_states (void)
{
  g_autoptr (Rig) rig = rig_new_bare ();
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  FoScan scan;

  fo_window_open_page (rig->window, "devices");
  g_assert_true (rig_shows (GTK_WIDGET (devices (rig)), "Сканеров не видно"));
  add_device (list, "Xenon 1950", FO_DEVICE_READY, "");
  add_device (list, "FM430", FO_DEVICE_NO_ACCESS, "SUBSYSTEM==\"usb\", ATTR{idVendor}==\"1eab\", TAG+=\"uaccess\"");
  add_device (list, "Voyager <&> 1470", FO_DEVICE_KEYBOARD, "");
  fo_devices_page_show_devices (devices (rig), list);
  g_assert_true (fo_scan_init (&scan, "]d20104601234567893\x1d" "10B2411", 27, FO_SYMBOLOGY_UNKNOWN, "usb:0c2e:0b61", 0));
  fo_devices_page_show_scan (devices (rig), &scan);
  rig_settle (rig);
  g_assert_true (rig_shows (GTK_WIDGET (devices (rig)), "✓ готов"));
  g_assert_true (rig_shows (GTK_WIDGET (devices (rig)), "✕ нет доступа"));
  g_assert_true (rig_shows (GTK_WIDGET (devices (rig)), "uaccess"));
  g_assert_true (rig_shows (GTK_WIDGET (devices (rig)), "Voyager <&> 1470")); /* a name is no markup */
  g_assert_true (rig_shows (GTK_WIDGET (devices (rig)), "<GS>10B2411"));
  g_assert_false (rig_shows (GTK_WIDGET (devices (rig)), "Сканеров не видно"));
  rig_picture (GTK_WIDGET (rig->window), "devices-plugged-ru-light");
}

/* A photograph of a paper is the same as scanning it. */
static void
test_image (void)
{
  g_autoptr (Rig) rig = rig_new ();
  g_autofree char *path = g_build_filename (rig->folder, "paper.png", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_auto (FoSymbol) symbol = { 0 };
  g_autoptr (GdkPixbuf) picture = NULL;
  g_autofree uint8_t *grey = NULL;
  g_autoptr (GError) error = NULL;
  int width, height;

  g_assert_cmpint (fo_symbol_make (FO_SYMBOL_QR, "FOT:O:201", 9, &symbol), ==, FO_OK);
  grey = fo_symbol_to_grey (&symbol, 6, 0, &width, &height);
  picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      memset (gdk_pixbuf_get_pixels (picture) + y * gdk_pixbuf_get_rowstride (picture) + 3 * x, grey[y * width + x], 3);
  gdk_pixbuf_save (picture, path, "png", &error, NULL);
  g_assert_no_error (error);
  fo_window_open_page (rig->window, "devices");
  fo_devices_page_read_image (devices (rig), file);
  rig_await (rig, 1);
  g_assert_cmpstr (fo_verdict_name (rig->verdict), ==, "FO_OK");
  g_assert_cmpstr (rig->view.title, ==, "201");
  g_assert_true (fo_window_page (rig->window) == fo_window_find_page (rig->window, "pick"));
}

int
main (int argc, char **argv)
{
  rig_init (&argc, &argv);
  g_test_add_func ("/ui/devices/states", test_states);
  g_test_add_func ("/ui/devices/image", test_image);
  return g_test_run ();
}

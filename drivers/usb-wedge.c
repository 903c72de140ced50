/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   /sys/bus/usb/devices/1-1/1-1:1.0/bInterfaceClass 03, SubClass 01, Protocol 01; or whatever LOOK found to be a keyboard
 *   /sys/bus/usb/devices/1-1/1-1:1.0/0003:13BA:0018.0001/report_descriptor
 *   /sys/bus/usb/devices/1-1/1-1:1.0/0003:13BA:0018.0001/input/input7/event5
 */
#include "usb-wedge.h"
#include "hid-desc.h"
#include "transports.h"

#include <string.h>

#define SYSFS "/sys/bus/usb/devices"
#define INTERFACES_MAX 32
#define DEPTH_MAX 3 /* HID device, "input", inputN */

/* Where a crash has left the interface without a driver its descriptor is not in sysfs: most are a boot keyboard's (HID
 * 1.11, appendix B). */
static const guint8 boot_keyboard[] = {
  0x05, 0x01, 0x09, 0x06, 0xa1, 0x01, 0x05, 0x07, 0x19, 0xe0, 0x29, 0xe7, 0x15, 0x00, 0x25, 0x01, 0x75, 0x01, 0x95,
  0x08, 0x81, 0x02, 0x95, 0x01, 0x75, 0x08, 0x81, 0x01, 0x95, 0x06, 0x75, 0x08, 0x15, 0x00, 0x25, 0x65, 0x05, 0x07,
  0x19, 0x00, 0x29, 0x65, 0x81, 0x00, 0xc0,
};

static bool
is_hex (const char *folder, const char *name, const char *value)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && g_str_equal (g_strstrip (text), value);
}

/* Walks FOLDER for what is named in the comment above; symbolic links lead elsewhere. */
static void
search (const char *folder, guint depth, FoUsbWedge *wedge, GPtrArray *nodes)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name = dir != NULL ? g_dir_read_name (dir) : NULL; name != NULL; name = g_dir_read_name (dir)) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    if (g_str_has_prefix (name, "event"))
      g_ptr_array_add (nodes, g_build_filename ("/dev/input", name, NULL));
    else if (g_str_equal (name, "report_descriptor") && wedge->descriptor == NULL)
      g_file_get_contents (path, (char **) &wedge->descriptor, &wedge->descriptor_bytes, NULL);
    else if (depth < DEPTH_MAX && g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
      search (path, depth + 1, wedge, nodes);
  }
}

static char *
folder_of (const char *port, unsigned number)
{
  g_autofree char *name = g_strdup_printf ("%s:1.%u", port, number);

  return g_build_filename (SYSFS, port, name, NULL);
}

static GStrv
find_nodes (const char *folder, FoUsbWedge *wedge)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func (g_free);

  search (folder, 0, wedge, nodes);
  g_ptr_array_add (nodes, NULL);
  return (GStrv) g_ptr_array_steal (nodes, NULL);
}

/* DESCRIPTOR is what it is taken for when sysfs does not tell. */
static void
take_interface (const char *folder, unsigned number, const guint8 *descriptor, gsize bytes, FoUsbWedge *wedge)
{
  FoHidKeyboardLayout layout;

  wedge->is_there = true;
  wedge->interface = number;
  wedge->nodes = find_nodes (folder, wedge);
  if (wedge->descriptor == NULL) {
    wedge->descriptor = g_memdup2 (descriptor, bytes);
    wedge->descriptor_bytes = bytes;
  }
  wedge->is_readable = fo_hid_read_keyboard (wedge->descriptor, wedge->descriptor_bytes, &layout, NULL);
}

void
fo_usb_wedge_look (const FoUsbLook *look, FoUsbWedge *ret_wedge)
{
  *ret_wedge = (FoUsbWedge){ 0 };
  for (unsigned number = 0; number < INTERFACES_MAX && !ret_wedge->is_there; number++) {
    g_autofree char *folder = folder_of (look->device.port, number);
    if (is_hex (folder, "bInterfaceClass", "03") && is_hex (folder, "bInterfaceSubClass", "01")
        && is_hex (folder, "bInterfaceProtocol", "01"))
      take_interface (folder, number, boot_keyboard, sizeof boot_keyboard, ret_wedge);
  }
  if (!ret_wedge->is_there && look->keyboard != NULL) {
    g_autofree char *folder = folder_of (look->device.port, look->keyboard_interface);
    take_interface (folder, look->keyboard_interface, look->keyboard, look->keyboard_bytes, ret_wedge);
  }
}

void
fo_usb_wedge_clear (FoUsbWedge *wedge)
{
  g_clear_pointer (&wedge->descriptor, g_free);
  g_clear_pointer (&wedge->nodes, g_strfreev);
  wedge->is_there = false;
}

void
fo_usb_wedge_set (FoUsbWedge *wedge, bool by_evdev, const FoQuirks *quirks)
{
  static char file[] = "", name[] = "HID keyboard";

  wedge->by_evdev = by_evdev;
  wedge->profile = (FoProfile){ .file = file,
                                .name = name,
                                .transport = by_evdev ? FO_TRANSPORT_EVDEV : FO_TRANSPORT_USB_HID,
                                .decoder = by_evdev ? &fo_decoder_keyboard_evdev : &fo_decoder_keyboard_hid,
                                .quirks = *quirks };
}

/* Each time its driver binds it has other ones. */
static void
find_nodes_again (FoUsbWedge *wedge, const char *port)
{
  g_autofree char *folder = folder_of (port, wedge->interface);
  GStrv nodes = find_nodes (folder, wedge);

  g_strfreev (wedge->nodes);
  wedge->nodes = nodes;
}

FoTransport *
fo_usb_wedge_transport (FoUsbWedge *wedge,
                        struct libusb_device *device,
                        const char *port,
                        unsigned configuration)
{
  g_autofree char *path = g_build_filename (SYSFS, port, "descriptors", NULL);
  g_autofree char *bytes = NULL;
  FoUsbRoute route = { .interface = wedge->interface };
  FoHidSurvey survey = { 0 };
  gsize length = 0;

  if (wedge->by_evdev) {
    find_nodes_again (wedge, port);
    return fo_evdev_transport_new ((const char *const *) wedge->nodes);
  }
  if (!g_file_get_contents (path, &bytes, &length, NULL) || length > FO_USB_DESCRIPTORS_MAX
      || !fo_usb_find_interrupt_in ((const uint8_t *) bytes, length, configuration, wedge->interface, &route.in)
      || !fo_hid_survey (wedge->descriptor, wedge->descriptor_bytes, &survey))
    return NULL;
  route.report_bytes = survey.input_bytes;
  route.numbered = survey.numbered;
  return fo_usb_transport_new (device, &route);
}

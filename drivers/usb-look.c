/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   /sys/bus/usb/devices/1-1/idVendor, idProduct, serial, …, descriptors
 *   /sys/bus/usb/devices/1-1/1-1:1.0/bInterfaceClass, …, driver
 *   /sys/bus/usb/devices/1-1/1-1:1.0/0003:0C2E:0B61.0001/report_descriptor     once usbhid has bound
 *   /sys/bus/usb/devices/1-1/1-1:1.0/tty/ttyACM0                               once cdc_acm has
 *   /sys/bus/usb/devices/1-1/1-1:1.0/ttyUSB0/tty/ttyUSB0                       once an adapter's driver has
 */
#include "usb-look.h"
#include "identity.h"

#include <string.h>

#define SYSFS "/sys/bus/usb/devices"
#define CLASS_COMMUNICATION 2
#define SUBCLASS_ACM 2
#define CLASS_HID 3
#define SUBCLASS_BOOT 1
#define PROTOCOL_KEYBOARD 1
#define INTERFACES_MAX 32

/* ---- attributes -------------------------------------------------------------------------------------------------- */

static char *
read_text (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? g_strstrip (text) : NULL;
}

static guint
read_number (const char *folder, const char *name, guint base, guint otherwise)
{
  g_autofree char *text = read_text (folder, name);
  guint64 value;

  if (text == NULL || !g_ascii_string_to_unsigned (text, base, 0, 0xffff, &value, NULL))
    return otherwise;
  return (guint) value;
}

/* "Honeywell Imaging & Mobility" and "Xenon 1900" → one name. */
static void
read_name (const char *folder, char *name)
{
  g_autofree char *maker = read_text (folder, "manufacturer");
  g_autofree char *product = read_text (folder, "product");
  g_autofree char *both = NULL;

  if (maker != NULL && product != NULL && !g_str_has_prefix (product, maker))
    both = g_strdup_printf ("%s %s", maker, product);
  fo_text_clean (both != NULL      ? both
                 : product != NULL ? product
                 : maker != NULL   ? maker
                                   : "",
                 name, FO_DEVICE_NAME_MAX);
}

static bool
read_device (const char *folder, const char *port, FoUsbLook *look)
{
  FoDevice *device = &look->device;
  g_autofree char *serial = read_text (folder, "serial");
  guint vendor = read_number (folder, "idVendor", 16, G_MAXUINT);
  guint product = read_number (folder, "idProduct", 16, G_MAXUINT);

  if (vendor == G_MAXUINT || product == G_MAXUINT)
    return false;
  device->vendor = (uint16_t) vendor;
  device->product = (uint16_t) product;
  fo_text_clean (port, device->port, sizeof device->port);
  fo_text_clean (serial != NULL ? serial : "", device->serial, sizeof device->serial);
  read_name (folder, device->name);
  look->configuration = read_number (folder, "bConfigurationValue", 10, 1);
  return true;
}

/* ---- interfaces -------------------------------------------------------------------------------------------------- */

static int
kind_rank (FoHidKind kind)
{
  switch (kind) {
  case FO_HID_POS:
    return 5;
  case FO_HID_OEM:
    return 4;
  case FO_HID_UNSUPPORTED:
    return 3;
  case FO_HID_MALFORMED:
    return 2;
  case FO_HID_PLAIN:
    return 1;
  case FO_HID_OTHER:
    return 0;
  }
  return 0;
}

/* A scanner may be set to type through an interface that is no boot keyboard. */
static void
take_keyboard (FoUsbLook *look, unsigned interface, const guint8 *bytes, gsize length)
{
  FoHidKeyboardLayout layout;

  if (look->keyboard != NULL || !fo_hid_read_keyboard (bytes, length, &layout, NULL))
    return;
  look->has_keyboard = true;
  look->keyboard_interface = interface;
  look->keyboard = g_memdup2 (bytes, length);
  look->keyboard_bytes = length;
}

void
fo_usb_look_take (FoUsbLook *look, unsigned interface, const guint8 *bytes, gsize length)
{
  FoHidPosLayout layout = { 0 };
  const char *reason = NULL;
  FoHidKind kind = fo_hid_read_descriptor (bytes, length, &layout, &reason);

  take_keyboard (look, interface, bytes, length);
  if (kind_rank (kind) <= kind_rank (look->kind))
    return;
  g_free (look->descriptor);
  look->kind = kind;
  look->reason = reason;
  look->interface = interface;
  look->descriptor = g_memdup2 (bytes, length);
  look->descriptor_bytes = length;
  look->layout = layout;
}

/* The HID device below the interface, whatever the kernel called it. */
static bool
read_report_descriptor (const char *folder, FoUsbLook *look, unsigned interface)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  bool found = false;

  for (const char *name = dir != NULL ? g_dir_read_name (dir) : NULL; name != NULL; name = g_dir_read_name (dir)) {
    g_autofree char *path = g_build_filename (folder, name, "report_descriptor", NULL);
    g_autofree char *bytes = NULL;
    gsize length = 0;
    if (g_file_get_contents (path, &bytes, &length, NULL)) {
      fo_usb_look_take (look, interface, (const guint8 *) bytes, length);
      found = true;
    }
  }
  return found;
}

/* Names that begin with "tty" in FOLDER/SUB, the first of them; NULL: none. */
static char *
find_tty (const char *folder, const char *sub)
{
  g_autofree char *path = g_build_filename (folder, sub, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  for (const char *name = dir != NULL ? g_dir_read_name (dir) : NULL; name != NULL; name = g_dir_read_name (dir))
    if (g_str_has_prefix (name, "tty") && name[3] != '\0')
      return g_strdup (name);
  return NULL;
}

static void
read_port (const char *folder, FoUsbLook *look)
{
  bool is_acm = read_number (folder, "bInterfaceClass", 16, 0) == CLASS_COMMUNICATION
                && read_number (folder, "bInterfaceSubClass", 16, 0) == SUBCLASS_ACM;
  g_autofree char *own = find_tty (folder, "tty");
  g_autofree char *adapter = own == NULL ? find_tty (folder, ".") : NULL;
  const char *tty = own != NULL ? own : adapter;

  look->has_port |= is_acm || tty != NULL;
  if (tty != NULL && look->tty[0] == '\0')
    g_strlcpy (look->tty, tty, sizeof look->tty);
  look->has_pending |= is_acm && tty == NULL;
}

static void
read_interface (const char *folder, FoUsbLook *look)
{
  g_autofree char *driver = g_build_filename (folder, "driver", NULL);
  guint number = read_number (folder, "bInterfaceNumber", 16, G_MAXUINT);
  bool is_boot = read_number (folder, "bInterfaceSubClass", 16, 0) == SUBCLASS_BOOT;
  bool is_keyboard = is_boot && read_number (folder, "bInterfaceProtocol", 16, 0) == PROTOCOL_KEYBOARD;

  if (read_number (folder, "bInterfaceClass", 16, 0) != CLASS_HID || number > 255) {
    read_port (folder, look);
    return;
  }
  look->has_keyboard |= is_keyboard;
  if (read_report_descriptor (folder, look, number))
    return;
  look->has_pending = true;
  if (!is_boot && look->undriven_interface < 0 && !g_file_test (driver, G_FILE_TEST_EXISTS))
    look->undriven_interface = (int) number;
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* In the order of their numbers: of two scanners in one device the first is read, not the one the folder lists
 * first. */
static void
read_interfaces (const char *folder, const char *port, FoUsbLook *look)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *prefix = g_strconcat (port, ":", NULL);

  for (const char *name = dir != NULL ? g_dir_read_name (dir) : NULL; name != NULL; name = g_dir_read_name (dir))
    if (g_str_has_prefix (name, prefix) && names->len < INTERFACES_MAX)
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, by_name);
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);
    read_interface (path, look);
  }
}

bool
fo_usb_look (const char *port, FoUsbLook *ret_look)
{
  g_autofree char *folder = g_build_filename (SYSFS, port, NULL);

  *ret_look = (FoUsbLook){ .kind = FO_HID_OTHER, .undriven_interface = -1 };
  if (!read_device (folder, port, ret_look))
    return false;
  read_interfaces (folder, port, ret_look);
  return true;
}

void
fo_usb_look_clear (FoUsbLook *look)
{
  g_clear_pointer (&look->descriptor, g_free);
  g_clear_pointer (&look->keyboard, g_free);
  look->descriptor_bytes = look->keyboard_bytes = 0;
}

bool
fo_usb_look_face (const FoUsbLook *look, FoFace *ret_face)
{
  if (look->kind == FO_HID_POS)
    *ret_face = FO_FACE_HID_POS;
  else if (look->kind == FO_HID_OEM)
    *ret_face = FO_FACE_OEM_POS;
  else if (look->tty[0] != '\0')
    *ret_face = FO_FACE_SERIAL;
  else if (look->kind == FO_HID_PLAIN)
    *ret_face = FO_FACE_HID;
  else
    return false;
  return true;
}

bool
fo_usb_look_route (const FoUsbLook *look, FoUsbRoute *ret_route)
{
  g_autofree char *path = g_build_filename (SYSFS, look->device.port, "descriptors", NULL);
  g_autofree char *bytes = NULL;
  FoUsbRoute route = { .interface = look->interface };
  FoHidSurvey survey = { 0 };
  gsize length = 0;

  if (!g_file_get_contents (path, &bytes, &length, NULL) || length > FO_USB_DESCRIPTORS_MAX
      || !fo_hid_survey (look->descriptor, look->descriptor_bytes, &survey))
    return false;
  route.report_bytes = survey.input_bytes;
  route.numbered = survey.numbered;
  fo_usb_find_interrupt_out ((const uint8_t *) bytes, length, look->configuration, look->interface, &route.out);
  if (!fo_usb_find_interrupt_in ((const uint8_t *) bytes, length, look->configuration, look->interface, &route.in))
    return false;
  *ret_route = route;
  return true;
}

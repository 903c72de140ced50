/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fakesys.h"

#include <glib/gstdio.h>
#include <string.h>

static void
append_hex (GString *text, const char *key, const guint8 *bytes, gsize length)
{
  g_string_append_printf (text, "H: %s=", key);
  for (gsize i = 0; i < length; i++)
    g_string_append_printf (text, "%02X", bytes[i]);
  g_string_append_c (text, '\n');
}

/* As hexadecimal, for a device may call itself anything. */
static void
append_attribute (GString *text, const char *key, const char *value)
{
  g_autofree char *line = value != NULL ? g_strconcat (value, "\n", NULL) : NULL;

  if (line != NULL)
    append_hex (text, key, (const guint8 *) line, strlen (line));
}

/* Device, configuration, and for each interface: interface, HID, endpoint. */
static GByteArray *
make_descriptors (const FakeModel *model)
{
  GByteArray *all = g_byte_array_new ();
  guint8 device[] = { 18, 1, 0x00, 0x02, 0, 0, 0, 64, model->vendor & 0xff, model->vendor >> 8, model->product & 0xff,
                      model->product >> 8, 0x00, 0x01, 1, 2, 3, 1 };
  guint8 configuration[] = { 9, 2, 0, 0, (guint8) model->n_interfaces, 1, 0, 0x80, 50 };

  g_byte_array_append (all, device, sizeof device);
  g_byte_array_append (all, configuration, sizeof configuration);
  for (guint i = 0; i < model->n_interfaces; i++) {
    const FakeInterface *one = &model->interfaces[i];
    guint8 n_endpoints = (one->endpoint != 0) + (one->out_endpoint != 0);
    guint8 interface[] = { 9, 4, (guint8) i, 0, n_endpoints, one->class, one->subclass, one->protocol, 0 };
    guint8 hid[] = { 9, 0x21, 0x11, 0x01, 0, 1, 0x22, one->report_descriptor_bytes & 0xff,
                     (guint8) (one->report_descriptor_bytes >> 8) };
    guint8 endpoint[] = { 7, 5, one->endpoint, 3, one->packet_bytes & 0xff, (guint8) (one->packet_bytes >> 8), 1 };
    guint8 out[] = { 7, 5, one->out_endpoint, 3, one->packet_bytes & 0xff, (guint8) (one->packet_bytes >> 8), 1 };
    g_byte_array_append (all, interface, sizeof interface);
    if (one->class == 3)
      g_byte_array_append (all, hid, sizeof hid);
    if (one->endpoint != 0)
      g_byte_array_append (all, endpoint, sizeof endpoint);
    if (one->out_endpoint != 0)
      g_byte_array_append (all, out, sizeof out);
  }
  guint total = all->len - (guint) sizeof device;
  all->data[18 + 2] = total & 0xff;
  all->data[18 + 3] = (guint8) (total >> 8);
  return all;
}

char *
fake_describe_device (const char *sys_path, const FakeModel *model, guint address)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GByteArray) made = model->descriptors == NULL ? make_descriptors (model) : NULL;

  g_string_append_printf (text, "P: %s\nN: bus/usb/001/%03u\n", sys_path, address);
  g_string_append_printf (text, "E: SUBSYSTEM=usb\nE: DRIVER=usb\nE: BUSNUM=001\n");
  g_string_append_printf (text, "E: DEVNUM=%03u\n", address);
  g_string_append_printf (text, "E: DEVNAME=/dev/bus/usb/001/%03u\n", address);
  g_string_append_printf (text, "A: busnum=1\\n\nA: devnum=%u\\n\n", address);
  g_string_append (text, "A: speed=12\\n\nA: bConfigurationValue=1\\n\n");
  g_string_append_printf (text, "A: idVendor=%04x\\n\nA: idProduct=%04x\\n\n", model->vendor, model->product);
  append_attribute (text, "manufacturer", model->maker);
  append_attribute (text, "product", model->name);
  append_attribute (text, "serial", model->serial);
  append_hex (text, "descriptors", made != NULL ? made->data : model->descriptors,
              made != NULL ? made->len : model->descriptors_bytes);
  return g_string_free (text, FALSE);
}

char *
fake_describe_port (const char *sys_path, const char *tty, guint number)
{
  g_autofree char *port = g_path_get_basename (sys_path);

  return g_strdup_printf ("P: %s/%s:1.%u/tty/%s\nE: SUBSYSTEM=tty\nE: DEVNAME=/dev/%s\nA: dev=166:0\\n\n", sys_path,
                          port, number, tty, tty);
}

char *
fake_describe_interface (const char *sys_path, const FakeInterface *interface, guint number)
{
  g_autofree char *port = g_path_get_basename (sys_path);

  return g_strdup_printf ("P: %s/%s:1.%u\nE: SUBSYSTEM=usb\nE: DEVTYPE=usb_interface\n"
                          "A: bInterfaceNumber=%02x\\n\nA: bInterfaceClass=%02x\\n\nA: bInterfaceSubClass=%02x\\n\n"
                          "A: bInterfaceProtocol=%02x\\n\nA: bAlternateSetting= 0\\n\n",
                          sys_path, port, number, number, interface->class, interface->subclass,
                          interface->protocol);
}

void
fake_set_input (const char *hid, guint number, bool there)
{
  g_autofree char *class = g_build_filename (hid, "input", NULL);
  g_autofree char *name = g_strdup_printf ("input%u", number), *event = g_strdup_printf ("event%u", number);
  g_autofree char *device = g_build_filename (class, name, NULL);
  g_autofree char *node = g_build_filename (device, event, NULL);

  if (there)
    g_assert_cmpint (g_mkdir_with_parents (node, 0755), ==, 0);
  else {
    g_rmdir (node);
    g_rmdir (device);
    g_rmdir (class);
  }
}

char *
fake_path_of_port (const char *bus, const char *port)
{
  GString *path = g_string_new (bus);

  for (const char *at = port; at != NULL; at = strchr (at + 1, '.')) {
    const char *end = strchr (at + (at == port ? 0 : 1), '.');
    gsize length = end != NULL ? (gsize) (end - port) : strlen (port);
    g_string_append_c (path, '/');
    g_string_append_len (path, port, (gssize) length);
  }
  return g_string_free (path, FALSE);
}

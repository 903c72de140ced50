/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity.h"

#include <string.h>

#define SERIAL_MAX 40 /* so that an id always fits, prefix and all */

void
fo_text_clean (const char *from, char *to, gsize size)
{
  g_autofree char *valid = g_utf8_make_valid (from, -1);
  gsize length = 0;

  g_strstrip (valid);
  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at)) {
    gsize bytes = (gsize) (g_utf8_next_char (at) - at);
    if (length + bytes >= size)
      break;
    if (g_unichar_iscntrl (g_utf8_get_char (at)))
      to[length++] = '_';
    else {
      memcpy (to + length, at, bytes);
      length += bytes;
    }
  }
  to[length] = '\0';
}

void
fo_device_id_clean (char *text)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isgraph (*text) || *text == '#') /* '#' begins a comment in a trace */
      *text = '_';
}

void
fo_device_identify (FoDevice *device, bool by_port)
{
  if (by_port || device->serial[0] == '\0')
    g_snprintf (device->id, sizeof device->id, "usb:%04x:%04x@%s", device->vendor, device->product, device->port);
  else
    g_snprintf (device->id, sizeof device->id, "usb:%04x:%04x:%.*s", device->vendor, device->product, SERIAL_MAX,
                device->serial);
  fo_device_id_clean (device->id);
}

FoDeviceHelp
fo_device_help_no_access (const FoDevice *device, bool rule_is_shipped, bool is_port, char *help)
{
  if (rule_is_shipped) {
    g_strlcpy (help, FO_UDEV_RULES, FO_DEVICE_HELP_MAX);
    return FO_HELP_RULE_SHIPPED;
  }
  if (is_port && device->vendor == 0) {
    g_strlcpy (help, "dialout", FO_DEVICE_HELP_MAX);
    return FO_HELP_DIALOUT;
  }
  if (is_port)
    g_snprintf (help, FO_DEVICE_HELP_MAX, "SUBSYSTEM==\"tty\", ATTRS{idVendor}==\"%04x\", TAG+=\"uaccess\"", device->vendor);
  else
    g_snprintf (help, FO_DEVICE_HELP_MAX,
                "SUBSYSTEM==\"usb\", ENV{DEVTYPE}==\"usb_device\", ATTR{idVendor}==\"%04x\", TAG+=\"uaccess\"",
                device->vendor);
  return is_port ? FO_HELP_RULE_PORT : FO_HELP_RULE;
}

FoDeviceHelp
fo_device_help_no_input (const FoDevice *device, char *help)
{
  const char *at = strchr (device->id, '@');

  if (at != NULL)
    g_snprintf (help, FO_DEVICE_HELP_MAX, "SUBSYSTEM==\"input\", KERNEL==\"event*\", ATTRS{phys}==\"%s\", TAG+=\"uaccess\"", at + 1);
  else
    g_snprintf (help, FO_DEVICE_HELP_MAX,
                "SUBSYSTEM==\"input\", KERNEL==\"event*\", ATTRS{id/vendor}==\"%04x\", ATTRS{id/product}==\"%04x\", TAG+=\"uaccess\"",
                device->vendor, device->product);
  return FO_HELP_RULE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ports.h"
#include "identity.h"
#include "transports.h"

#define REST_US 1000000
#define SYSFS_TTY "/sys/class/tty"

typedef struct {
  const FoProfile *profile;
  char *tty;
  FoPlugged *plugged; /* NULL: not there */
  int64_t due_us;     /* when it is tried, or looked at, again */
} Port;

struct FoPorts {
  FoTraceWriter *record;
  const FoScannersListener *listener;
  void *user;
  GArray *all; /* of Port */
};

/* ---- one port ---------------------------------------------------------------------------------------------------- */

static void
port_clear (gpointer data)
{
  Port *port = data;

  if (port->plugged != NULL) {
    fo_plugged_stop (port->plugged);
    fo_plugged_free (port->plugged);
  }
  g_free (port->tty);
}

/* A port of a USB device is found with its device. */
static bool
is_of_usb (const char *tty)
{
  g_autofree char *link = g_build_filename (SYSFS_TTY, tty, "device", "subsystem", NULL);
  g_autofree char *target = g_file_read_link (link, NULL);

  return target != NULL && (g_str_has_suffix (target, "/usb") || g_str_has_suffix (target, "/usb-serial"));
}

static FoDevice
describe (const Port *port)
{
  FoDevice device = { .state = FO_DEVICE_OPENING };

  g_snprintf (device.id, sizeof device.id, "tty:%s", port->tty);
  g_strlcpy (device.port, port->tty, sizeof device.port);
  fo_text_clean (port->profile->name, device.profile, sizeof device.profile);
  return device;
}

static void
refused (Port *port, const GError *error)
{
  char help[FO_DEVICE_HELP_MAX] = "";

  switch ((FoTransportError) error->code) {
  case FO_TRANSPORT_ERROR_GONE:
    g_clear_pointer (&port->plugged, fo_plugged_free);
    return;
  case FO_TRANSPORT_ERROR_NO_ACCESS:
    fo_device_help_no_access (fo_plugged_device (port->plugged), false, true, help);
    fo_plugged_set_state (port->plugged, FO_DEVICE_NO_ACCESS, help);
    return;
  case FO_TRANSPORT_ERROR_BUSY:
    fo_plugged_set_state (port->plugged, FO_DEVICE_BUSY, FO_DEVICE_HELP_PORT_BUSY);
    return;
  case FO_TRANSPORT_ERROR_UNSUPPORTED:
  case FO_TRANSPORT_ERROR_FAILED:
    fo_plugged_set_state (port->plugged, FO_DEVICE_FAILED, error->message);
    return;
  }
}

static void
try_port (FoPorts *ports, Port *port, int64_t now_us)
{
  g_autofree char *path = g_build_filename ("/dev", port->tty, NULL);
  g_autoptr (GError) error = NULL;

  port->due_us = now_us + REST_US;
  if (!g_file_test (path, G_FILE_TEST_EXISTS) || is_of_usb (port->tty)) {
    g_clear_pointer (&port->plugged, fo_plugged_free);
    return;
  }
  if (port->plugged == NULL) {
    FoDevice device = describe (port);
    port->plugged = fo_plugged_new (&device, ports->listener, ports->user);
  }
  FoTransport *transport = fo_serial_transport_new (path, port->profile->quirks.baud);
  if (ports->record != NULL)
    transport = fo_record_transport_new (transport, ports->record, fo_plugged_device (port->plugged)->id, NULL, 0);
  if (!fo_plugged_start (port->plugged, transport, port->profile, NULL, 0, now_us, &error))
    refused (port, error);
}

/* ---- all of them ------------------------------------------------------------------------------------------------- */

FoPorts *
fo_ports_new (const FoProfiles *profiles, FoTraceWriter *record, const FoScannersListener *listener, void *user)
{
  FoPorts *ports = g_new0 (FoPorts, 1);

  ports->record = record;
  ports->listener = listener;
  ports->user = user;
  ports->all = g_array_new (FALSE, TRUE, sizeof (Port));
  g_array_set_clear_func (ports->all, port_clear);
  for (guint i = 0; i < fo_profiles_count (profiles); i++) {
    const FoProfile *profile = fo_profiles_get (profiles, i);
    for (guint k = 0; k < profile->matches->len; k++) {
      const char *tty = g_array_index (profile->matches, FoProfileMatch, k).tty;
      if (tty[0] == '\0' || tty[0] == '*')
        continue;
      Port port = { .profile = profile, .tty = g_strdup (tty) };
      g_array_append_val (ports->all, port);
    }
  }
  return ports;
}

void
fo_ports_free (FoPorts *ports)
{
  g_array_unref (ports->all);
  g_free (ports);
}

int64_t
fo_ports_due (const FoPorts *ports)
{
  int64_t due_us = FO_NEVER_US;

  for (guint i = 0; i < ports->all->len; i++) {
    const Port *port = &g_array_index (ports->all, Port, i);
    due_us = MIN (due_us, port->due_us);
    if (port->plugged != NULL)
      due_us = MIN (due_us, fo_plugged_due (port->plugged));
  }
  return due_us;
}

void
fo_ports_tick (FoPorts *ports, int64_t now_us)
{
  for (guint i = 0; i < ports->all->len; i++) {
    Port *port = &g_array_index (ports->all, Port, i);
    if (port->plugged != NULL)
      fo_plugged_tick (port->plugged, now_us);
    bool is_running = port->plugged != NULL && fo_plugged_is_running (port->plugged);
    if (is_running)
      port->due_us = FO_NEVER_US;
    else if (port->due_us == FO_NEVER_US) /* it has just ended */
      port->due_us = now_us + REST_US;
    else if (port->due_us <= now_us)
      try_port (ports, port, now_us);
  }
}

void
fo_ports_collect (const FoPorts *ports, GPtrArray *plugged)
{
  for (guint i = 0; i < ports->all->len; i++) {
    const Port *port = &g_array_index (ports->all, Port, i);
    if (port->plugged != NULL)
      g_ptr_array_add (plugged, port->plugged);
  }
}

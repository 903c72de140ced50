/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ports.h"
#include "identity.h"
#include "transports.h"

#include <string.h>

#define REST_US 1000000
#define SYSFS_TTY "/sys/class/tty"

typedef struct {
  const FoProfile *profile; /* NULL: nobody has said what is on it */
  bool is_any;              /* no profile names it: it is paired, or left alone */
  char *tty;
  FoPlugged *plugged; /* NULL: not there */
  int64_t due_us;     /* when it is tried, or looked at, again */
  FoProfile as_paired;
  FoPairTry *attempt; /* it is being paired */
  bool giving_back;
} Port;

struct FoPorts {
  const FoProfile *any; /* how a port is read that no profile names; NULL: there is none */
  FoPairings *pairings;
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
  g_clear_pointer (&port->attempt, fo_pair_try_free);
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
  FoDevice device = { .state = FO_DEVICE_OPENING, .is_port = true };

  g_snprintf (device.id, sizeof device.id, "tty:%s", port->tty);
  g_strlcpy (device.port, port->tty, sizeof device.port);
  if (port->profile != NULL)
    fo_text_clean (port->profile->name, device.profile, sizeof device.profile);
  return device;
}

static void
refused (Port *port, const GError *error)
{
  char help[FO_DEVICE_HELP_MAX] = "";
  FoDeviceHelp help_is;

  switch ((FoTransportError) error->code) {
  case FO_TRANSPORT_ERROR_GONE:
    g_clear_pointer (&port->plugged, fo_plugged_free);
    return;
  case FO_TRANSPORT_ERROR_NO_ACCESS:
    help_is = fo_device_help_no_access (fo_plugged_device (port->plugged), false, true, help);
    fo_plugged_set_state (port->plugged, FO_DEVICE_NO_ACCESS, help_is, help);
    return;
  case FO_TRANSPORT_ERROR_BUSY:
    fo_plugged_set_state (port->plugged, FO_DEVICE_BUSY, FO_HELP_PORT_BUSY, FO_DEVICE_HELP_PORT_BUSY);
    return;
  case FO_TRANSPORT_ERROR_UNSUPPORTED:
  case FO_TRANSPORT_ERROR_FAILED:
    fo_plugged_set_state (port->plugged, FO_DEVICE_FAILED, FO_HELP_SYSTEM, error->message);
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
  if (port->profile == NULL) {
    fo_plugged_set_profile (port->plugged, "");
    fo_plugged_set_state (port->plugged, FO_DEVICE_UNPAIRED, FO_HELP_NONE, NULL);
    return;
  }
  FoTransport *transport = fo_serial_transport_new (path, port->profile->quirks.baud);
  if (ports->record != NULL)
    transport = fo_record_transport_new (transport, ports->record, fo_plugged_device (port->plugged)->id, NULL, 0);
  if (!fo_plugged_start (port->plugged, transport, port->profile, NULL, 0, now_us, &error))
    refused (port, error);
}

/* ---- pairing ----------------------------------------------------------------------------------------------------- */

static void
tell (const FoPorts *ports, const Port *port, FoPairingOutcome outcome, FoDeviceHelp help_is, const char *help)
{
  FoPairingNews news = { .outcome = outcome, .help_is = help_is };

  g_snprintf (news.device_id, sizeof news.device_id, "tty:%s", port->tty);
  g_strlcpy (news.help, help, sizeof news.help);
  if (outcome == FO_PAIRING_DONE)
    news.quirks = port->as_paired.quirks;
  ports->listener->pairing (&news, ports->user);
}

static void
read_with (FoPorts *ports, Port *port, const FoQuirks *quirks)
{
  port->as_paired = *ports->any;
  port->as_paired.quirks = *quirks;
  port->profile = &port->as_paired;
}

static void
be_unpaired (Port *port)
{
  port->profile = NULL;
  fo_plugged_set_profile (port->plugged, "");
  fo_plugged_set_state (port->plugged, FO_DEVICE_UNPAIRED, FO_HELP_NONE, NULL);
}

static void
keep (FoPorts *ports, Port *port, const FoQuirks *quirks, int64_t now_us)
{
  g_autoptr (GError) error = NULL;
  FoPairing pairing = { .quirks = *quirks };

  g_strlcpy (pairing.id, fo_plugged_device (port->plugged)->id, sizeof pairing.id);
  g_strlcpy (pairing.name, port->tty, sizeof pairing.name);
  if (!fo_pairings_keep (ports->pairings, &pairing, &error))
    tell (ports, port, FO_PAIRING_FILE, FO_HELP_FILE, error->message);
  read_with (ports, port, quirks);
  fo_plugged_set_profile (port->plugged, port->profile->name);
  fo_plugged_set_state (port->plugged, FO_DEVICE_OPENING, FO_HELP_NONE, NULL);
  port->due_us = now_us;
  tell (ports, port, FO_PAIRING_DONE, FO_HELP_NONE, "");
}

/* Its transport has ended, for whatever reason. */
static void
conclude (FoPorts *ports, Port *port, int64_t now_us)
{
  g_autoptr (FoPairTry) attempt = g_steal_pointer (&port->attempt);
  FoQuirks quirks;

  if (fo_pair_try_found (attempt, &quirks)) {
    keep (ports, port, &quirks, now_us);
    return;
  }
  be_unpaired (port);
  if (fo_pair_try_is_over (attempt))
    tell (ports, port, fo_pair_try_heard (attempt) ? FO_PAIRING_OTHER : FO_PAIRING_NOTHING, FO_HELP_NONE, "");
  else if (port->giving_back)
    tell (ports, port, FO_PAIRING_ENDED, FO_HELP_NONE, "");
  else
    tell (ports, port, FO_PAIRING_FAILED, FO_HELP_SILENT, "the device stopped answering");
}

static void
tell_not_taken (const FoPorts *ports, const Port *port, const GError *error)
{
  char help[FO_DEVICE_HELP_MAX] = "";

  if (g_error_matches (error, FO_TRANSPORT_ERROR, FO_TRANSPORT_ERROR_NO_ACCESS)) {
    FoDeviceHelp help_is = fo_device_help_no_access (fo_plugged_device (port->plugged), false, true, help);
    tell (ports, port, FO_PAIRING_NO_ACCESS, help_is, help);
  } else if (g_error_matches (error, FO_TRANSPORT_ERROR, FO_TRANSPORT_ERROR_BUSY))
    tell (ports, port, FO_PAIRING_BUSY, FO_HELP_PORT_BUSY, FO_DEVICE_HELP_PORT_BUSY);
  else
    tell (ports, port, FO_PAIRING_FAILED, FO_HELP_SYSTEM, error->message);
}

static Port *
find_id (const FoPorts *ports, const char *device_id)
{
  for (guint i = 0; i < ports->all->len; i++) {
    Port *port = &g_array_index (ports->all, Port, i);
    if (port->is_any && port->plugged != NULL && g_str_equal (fo_plugged_device (port->plugged)->id, device_id))
      return port;
  }
  return NULL;
}

bool
fo_ports_has (const FoPorts *ports, const char *device_id)
{
  return find_id (ports, device_id) != NULL;
}

void
fo_ports_pair (FoPorts *ports, const char *device_id, const char *code, int64_t until_us, int64_t now_us)
{
  static const FoQuirks usual = { 0 };
  Port *port = find_id (ports, device_id);
  g_autofree char *path = g_build_filename ("/dev", port->tty, NULL);
  g_autoptr (GError) error = NULL;

  if (fo_plugged_is_running (port->plugged)) {
    tell (ports, port, FO_PAIRING_GONE, FO_HELP_NONE, "this device is not to be paired");
    return;
  }
  read_with (ports, port, &usual);
  port->giving_back = false;
  port->attempt = fo_pair_try_new (code, until_us, NULL, 0);
  fo_pair_try_read_by (port->attempt, port->profile->decoder);
  if (fo_plugged_start_pairing (port->plugged, fo_serial_transport_new (path, usual.baud), port->attempt, now_us, &error))
    return;
  g_clear_pointer (&port->attempt, fo_pair_try_free);
  be_unpaired (port);
  tell_not_taken (ports, port, error);
}

void
fo_ports_end_pairing (FoPorts *ports)
{
  for (guint i = 0; i < ports->all->len; i++) {
    Port *port = &g_array_index (ports->all, Port, i);
    if (port->attempt == NULL)
      continue;
    port->giving_back = true;
    fo_plugged_stop (port->plugged);
  }
}

void
fo_ports_forget (FoPorts *ports, const char *device_id)
{
  Port *port = find_id (ports, device_id);

  if (port == NULL || port->attempt != NULL)
    return;
  port->profile = NULL; /* it is unpaired when its transport has ended */
  if (fo_plugged_is_running (port->plugged))
    fo_plugged_stop (port->plugged);
  else
    be_unpaired (port);
}

static void
tick_pairing (FoPorts *ports, Port *port, int64_t now_us)
{
  if (fo_pair_try_is_over (port->attempt))
    fo_plugged_stop (port->plugged);
  if (!fo_plugged_is_running (port->plugged))
    conclude (ports, port, now_us);
}

/* ---- which there are --------------------------------------------------------------------------------------------- */

static bool
is_known (const FoPorts *ports, const char *tty)
{
  for (guint i = 0; i < ports->all->len; i++)
    if (g_str_equal (g_array_index (ports->all, Port, i).tty, tty))
      return true;
  return false;
}

/* The kernel keeps names for ports that no PC has: their type is 0. Ports of USB adapters have none, and come with their device. */
static bool
is_real (const char *tty)
{
  g_autofree char *path = g_build_filename (SYSFS_TTY, tty, "type", NULL), *type = NULL;

  if (g_str_has_prefix (tty, "rfcomm")) /* Bluetooth */
    return true;
  return g_file_get_contents (path, &type, NULL, NULL) && strcmp (g_strstrip (type), "0") != 0;
}

static void
add_others (FoPorts *ports)
{
  g_autoptr (GDir) dir = g_dir_open (SYSFS_TTY, 0, NULL);

  for (const char *tty = dir != NULL ? g_dir_read_name (dir) : NULL; tty != NULL; tty = g_dir_read_name (dir)) {
    g_autofree char *id = g_strconcat ("tty:", tty, NULL);
    FoPairing pairing;
    if (is_known (ports, tty) || !is_real (tty) || is_of_usb (tty))
      continue;
    Port port = { .is_any = true, .tty = g_strdup (tty) };
    g_array_append_val (ports->all, port);
    if (fo_pairings_find (ports->pairings, id, &pairing))
      read_with (ports, &g_array_index (ports->all, Port, ports->all->len - 1), &pairing.quirks);
  }
  for (guint i = 0; i < ports->all->len; i++) { /* they stay where they are from here on */
    Port *port = &g_array_index (ports->all, Port, i);
    if (port->is_any && port->profile != NULL)
      port->profile = &port->as_paired;
  }
}

/* ---- all of them ------------------------------------------------------------------------------------------------- */

FoPorts *
fo_ports_new (const FoProfiles *profiles, FoPairings *pairings, FoTraceWriter *record, const FoScannersListener *listener, void *user)
{
  FoPorts *ports = g_new0 (FoPorts, 1);

  ports->pairings = pairings;
  ports->record = record;
  ports->listener = listener;
  ports->user = user;
  ports->all = g_array_new (FALSE, TRUE, sizeof (Port));
  g_array_set_clear_func (ports->all, port_clear);
  for (guint i = 0; i < fo_profiles_count (profiles); i++) {
    const FoProfile *profile = fo_profiles_get (profiles, i);
    for (guint k = 0; k < profile->matches->len; k++) {
      const char *tty = g_array_index (profile->matches, FoProfileMatch, k).tty;
      if (tty[0] == '*')
        ports->any = profile;
      if (tty[0] == '\0' || tty[0] == '*')
        continue;
      Port port = { .profile = profile, .tty = g_strdup (tty) };
      g_array_append_val (ports->all, port);
    }
  }
  if (pairings != NULL && ports->any != NULL)
    add_others (ports);
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
    if (port->attempt != NULL) {
      tick_pairing (ports, port, now_us);
      continue;
    }
    bool is_running = port->plugged != NULL && fo_plugged_is_running (port->plugged);
    if (is_running)
      port->due_us = FO_NEVER_US;
    else if (port->due_us == FO_NEVER_US) /* it has just ended */
      port->due_us = port->profile == NULL ? now_us : now_us + REST_US;
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

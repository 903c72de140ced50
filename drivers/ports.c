/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ports.h"
#include "identity.h"
#include "transports.h"

#include <string.h>

#define SYSFS_TTY "/sys/class/tty"

#define BLUETOOTH "rfcomm"
#define LOOK_US 2000000

/* The owner of a spot is the name of its tty. */

struct FoPorts {
  FoSpots *spots;
  const FoProfile
      *any; /* reads a port that no profile names, once it is paired; NULL: nothing does, or nothing can be paired */
  int64_t due_us;
};

/* ---- one port ---------------------------------------------------------------------------------------------------- */

/* A port of a USB device is found with its device. */
static bool
is_of_usb (const char *tty)
{
  g_autofree char *link = g_build_filename (SYSFS_TTY, tty, "device", "subsystem", NULL);
  g_autofree char *target = g_file_read_link (link, NULL);

  return target != NULL && (g_str_has_suffix (target, "/usb") || g_str_has_suffix (target, "/usb-serial"));
}

static bool
is_there (gpointer tty)
{
  g_autofree char *path = g_build_filename ("/dev", tty, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) && !is_of_usb (tty);
}

static FoTransport *
open_port (const FoProfile *profile, gpointer tty)
{
  g_autofree char *path = g_build_filename ("/dev", tty, NULL);

  return fo_serial_transport_new (path, profile->quirks.baud);
}

static FoDeviceHelp
help_no_access (const FoDevice *device, char *help)
{
  return fo_device_help_no_access (device, false, true, help);
}

static const FoSpotOps port_ops = { .is_there = is_there,
                                    .open = open_port,
                                    .help_no_access = help_no_access,
                                    .busy = FO_HELP_PORT_BUSY,
                                    .busy_help = FO_DEVICE_HELP_PORT_BUSY,
                                    .is_recorded = true,
                                    .free = g_free };

static void
add (FoSpots *spots, const char *tty, const FoProfile *profile, bool paired, int64_t now_us)
{
  FoDevice device = { .is_port = true };

  g_snprintf (device.id, sizeof device.id, "tty:%s", tty);
  g_strlcpy (device.port, tty, sizeof device.port);
  if (fo_spots_find (spots, device.id) == NULL)
    fo_spots_add (spots,
                  fo_spot_new (fo_spots_shared (spots), &port_ops, g_strdup (tty), &device, profile, paired, now_us));
}

/* ---- which there are --------------------------------------------------------------------------------------------- */

/* The kernel keeps names for ports that no PC has: their type is 0. Ports of USB adapters have none, and come with their device. */
static bool
is_real (const char *tty)
{
  g_autofree char *path = g_build_filename (SYSFS_TTY, tty, "type", NULL), *type = NULL;

  if (g_str_has_prefix (tty, BLUETOOTH))
    return true;
  return g_file_get_contents (path, &type, NULL, NULL) && strcmp (g_strstrip (type), "0") != 0;
}

/* BEGINNING: of their names; "" for all. */
static void
add_others (FoPorts *ports, const char *beginning, int64_t now_us)
{
  g_autoptr (GDir) dir = g_dir_open (SYSFS_TTY, 0, NULL);

  for (const char *tty = dir != NULL ? g_dir_read_name (dir) : NULL; tty != NULL; tty = g_dir_read_name (dir))
    if (g_str_has_prefix (tty, beginning) && is_real (tty) && !is_of_usb (tty))
      add (ports->spots, tty, ports->any, true, now_us);
}

FoPorts *
fo_ports_new (FoSpots *spots, const FoProfiles *profiles, int64_t now_us)
{
  FoPorts *ports = g_new0 (FoPorts, 1);
  const FoProfile *any = NULL;

  for (guint i = 0; i < fo_profiles_count (profiles); i++) {
    const FoProfile *profile = fo_profiles_get (profiles, i);
    for (guint k = 0; k < profile->matches->len; k++) {
      const char *tty = g_array_index (profile->matches, FoProfileMatch, k).tty;
      if (tty[0] == '*')
        any = profile;
      else if (tty[0] != '\0')
        add (spots, tty, profile, false, now_us);
    }
  }
  ports->spots = spots;
  ports->any = fo_spots_shared (spots)->pairings != NULL ? any : NULL;
  ports->due_us = ports->any != NULL ? now_us + LOOK_US : FO_NEVER_US;
  if (ports->any != NULL)
    add_others (ports, "", now_us);
  return ports;
}

void
fo_ports_free (FoPorts *ports)
{
  g_free (ports);
}

int64_t
fo_ports_due (const FoPorts *ports)
{
  return ports->due_us;
}

void
fo_ports_tick (FoPorts *ports, int64_t now_us)
{
  if (now_us < ports->due_us)
    return;
  add_others (ports, BLUETOOTH, now_us);
  ports->due_us = now_us + LOOK_US;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scanner-desk.h"

#include "shell/router.h"

struct FoScannerDesk {
  GtkApplication *application; /* not owned */
  FoDevicesPage *page;         /* a weak pointer */
  FoProfiles *profiles;
  FoScanners *scanners;
  guint list_source; /* counters changed */
};

static void
list (FoScannerDesk *desk)
{
  g_autoptr (GPtrArray) devices = NULL;

  if (!desk->page || !desk->scanners)
    return;
  devices = fo_scanners_list (desk->scanners);
  fo_scanner_view_show_devices (fo_devices_page_scanners (desk->page), devices);
}

static gboolean
list_idle (gpointer data)
{
  FoScannerDesk *desk = data;

  desk->list_source = 0;
  list (desk);
  return G_SOURCE_REMOVE;
}

/* Ten scans in a row are counted at once; what is on the screen waits for nothing else. */
static void
list_soon (FoScannerDesk *desk)
{
  if (!desk->list_source)
    desk->list_source = g_idle_add_full (G_PRIORITY_LOW, list_idle, desk, NULL);
}

static void
scanned (const FoScan *scan, void *data)
{
  FoScannerDesk *desk = data;

  fo_router_scan (desk->application, scan);
  list_soon (desk);
}

static void
changed (const FoDevice *device, FoDeviceChange change, void *data)
{
  (void) device, (void) change;
  list (data);
}

static void
went_wrong (const char *device_id, FoFault fault, void *data)
{
  FoScannerDesk *desk = data;

  if (desk->page)
    fo_scanner_view_show_fault (fo_devices_page_scanners (desk->page), device_id, fault);
  list_soon (desk);
}

/* A file that cannot be read or written is for the administrator, too. */
static void
paired (const FoPairingNews *news, void *data)
{
  FoScannerDesk *desk = data;

  if (news->outcome == FO_PAIRING_FILE)
    g_message ("%s", news->help);
  if (desk->page)
    fo_scanner_view_show_news (fo_devices_page_scanners (desk->page), news);
}

static void
complain (const char *message, void *data)
{
  (void) data;
  g_message ("%s", message);
}

FoScannerDesk *
fo_scanner_desk_new (GtkApplication *application, FoDevicesPage *page, const FoScannerDeskOptions *options, GError **error)
{
  static const FoScannersListener listener
      = { .scan = scanned, .device = changed, .fault = went_wrong, .pairing = paired };
  FoProfiles *profiles = fo_profiles_load (options->devices_folder, complain, NULL, error);
  g_autofree char *data = g_path_get_dirname (options->devices_folder);
  g_autofree char *rules = g_build_filename (data, "udev", "70-firstout.rules", NULL);
  FoScannerDesk *desk;

  if (!profiles)
    return NULL;
  desk = g_new0 (FoScannerDesk, 1);
  desk->application = application;
  desk->profiles = profiles;
  g_set_weak_pointer (&desk->page, page);
  const FoScannersOptions how = { .profiles = profiles, .listener = &listener, .user = desk, .now_us = options->now_us,
                                  .without_usb = options->without_usb, .pairing_file = options->pairing_file };
  desk->scanners = fo_scanners_new (&how);
  fo_scanner_view_set_scanners (fo_devices_page_scanners (page), desk->scanners, options->pairing_file);
  fo_scanner_view_set_rules (fo_devices_page_scanners (page), rules);
  if (fo_scanners_start (desk->scanners, error))
    return desk;
  fo_scanner_desk_free (desk);
  return NULL;
}

void
fo_scanner_desk_free (FoScannerDesk *desk)
{
  if (!desk)
    return;
  if (desk->page)
    fo_scanner_view_set_scanners (fo_devices_page_scanners (desk->page), NULL, NULL);
  g_clear_weak_pointer (&desk->page);
  g_clear_pointer (&desk->scanners, fo_scanners_free);
  g_clear_handle_id (&desk->list_source, g_source_remove);
  fo_profiles_free (desk->profiles);
  g_free (desk);
}

FoScanners *
fo_scanner_desk_scanners (FoScannerDesk *desk)
{
  return desk->scanners;
}

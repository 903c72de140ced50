/* SPDX-License-Identifier: GPL-3.0-or-later
 * devices: the scanners of this PC. trace: what they send, written down and played again. */
#include "ctl.h"
#include "firstout/drivers/pairing.h"
#include <glib-unix.h>
#include <signal.h>

#define SETTLE_MS 5000

/* Somebody who listens to scanners until something ends it. */
typedef struct {
  GMainLoop *loop;
  FoDay today;
} Ear;

static int64_t
now_us (void)
{
  return g_get_real_time ();
}

static void
complain (const char *message, void *user)
{
  (void) user;
  ctl_fail ("%s", message);
}

static FoProfiles *
load_profiles (void)
{
  g_autofree char *data_dir = ctl_data_dir (), *folder = data_dir ? g_build_filename (data_dir, "devices", NULL) : NULL;
  g_autoptr (GError) error = NULL;
  FoProfiles *profiles;

  if (!folder) {
    ctl_fail ("the data folder of Firstout is not there; set FIRSTOUT_DATA");
    return NULL;
  }
  profiles = fo_profiles_load (folder, complain, NULL, &error);
  if (!profiles)
    ctl_fail_error (error);
  return profiles;
}

static void
print_device (const FoDevice *device, const char *event)
{
  json_object *line = json_object_new_object ();
  g_autofree char *vendor = g_strdup_printf ("%04x", device->vendor),
                  *product = g_strdup_printf ("%04x", device->product);

  if (event)
    json_object_object_add (line, "event", json_object_new_string (event));
  json_object_object_add (line, "device", json_object_new_string (device->id));
  json_object_object_add (line, "state", json_object_new_string (fo_device_state_name (device->state)));
  json_object_object_add (line, "name", json_object_new_string (device->name));
  json_object_object_add (line, "vendor", json_object_new_string (vendor));
  json_object_object_add (line, "product", json_object_new_string (product));
  json_object_object_add (line, "serial", json_object_new_string (device->serial));
  json_object_object_add (line, "port", json_object_new_string (device->port));
  json_object_object_add (line, "profile", json_object_new_string (device->profile));
  json_object_object_add (line, "help_is", json_object_new_string (fo_device_help_name (device->help_is)));
  json_object_object_add (line, "help", json_object_new_string (device->help));
  ctl_print (line);
}

/* ---- devices ----------------------------------------------------------------------------------------------------- */

static void
end_loop (void *user)
{
  g_main_loop_quit (((Ear *) user)->loop);
}

static gboolean
end_by_time (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

CtlEnd
ctl_devices (const Ctl *ctl)
{
  static const FoScannersListener listener = { .settled = end_loop };
  g_autoptr (FoProfiles) profiles = load_profiles ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (FoScanners) scanners = NULL;
  g_autoptr (GPtrArray) devices = NULL;
  g_autoptr (GError) error = NULL;
  Ear ear = { loop, FO_DAY_NONE };
  g_autofree char *pairing_file = fo_pairing_default_file ();
  FoScannersOptions options
      = { .profiles = profiles, .listener = &listener, .user = &ear, .now_us = now_us, .pairing_file = pairing_file };

  (void) ctl;
  if (!profiles)
    return CTL_FAILED;
  scanners = fo_scanners_new (&options);
  if (!fo_scanners_start (scanners, &error))
    return ctl_fail_error (error);
  g_timeout_add (SETTLE_MS, end_by_time, loop);
  g_main_loop_run (loop);
  devices = fo_scanners_list (scanners);
  for (guint i = 0; i < devices->len; i++)
    print_device (g_ptr_array_index (devices, i), NULL);
  return CTL_DONE;
}

/* ---- trace ------------------------------------------------------------------------------------------------------- */

static void
hear_scan (const FoScan *scan, void *user)
{
  const Ear *ear = user;
  json_object *line = ctl_describe_scan (scan, ear->today);

  json_object_object_add (line, "event", json_object_new_string ("scan"));
  json_object_object_add (line, "device", json_object_new_string (scan->device));
  json_object_object_add (line, "text", json_object_new_string_len (scan->bytes, (int) scan->length));
  json_object_object_add (line, "at_us", json_object_new_int64 (scan->at_us));
  ctl_print (line);
}

static void
hear_device (const FoDevice *device, FoDeviceChange change, void *user)
{
  static const char *const events[] = {
    [FO_DEVICE_APPEARED] = "appeared", [FO_DEVICE_CHANGED] = "changed", [FO_DEVICE_LEFT] = "left"
  };

  (void) user;
  print_device (device, events[change]);
}

static void
hear_fault (const char *device, FoFault fault, void *user)
{
  json_object *line = json_object_new_object ();

  (void) user;
  json_object_object_add (line, "event", json_object_new_string ("fault"));
  json_object_object_add (line, "device", json_object_new_string (device));
  json_object_object_add (line, "fault", json_object_new_string (fo_fault_name (fault)));
  ctl_print (line);
}

static const FoScannersListener ears = { .scan = hear_scan, .device = hear_device, .fault = hear_fault };

static CtlEnd
replay (const Ctl *ctl, const FoProfiles *profiles, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoTrace) trace = fo_trace_read (path, &error);
  Ear ear = { NULL, ctl_today (ctl) };

  if (!trace)
    return ctl_fail_error (error);
  fo_scanners_play (profiles, trace, &ears, &ear);
  return CTL_DONE;
}

static gboolean
end_by_signal (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

/* Until --seconds are over, or somebody ends it. */
static CtlEnd
record (const Ctl *ctl, const FoProfiles *profiles, const char *path)
{
  const char *seconds = ctl_option (ctl, "--seconds");
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoTraceWriter) writer = NULL;
  g_autoptr (FoScanners) scanners = NULL;
  g_autofree char *pairing_file = fo_pairing_default_file ();
  Ear ear = { loop, ctl_today (ctl) };
  guint64 limit_s = 0;

  if (seconds && !g_ascii_string_to_unsigned (seconds, 10, 1, 86400, &limit_s, NULL))
    return ctl_fail ("--seconds %s: 1 to 86400", seconds);
  writer = fo_trace_writer_new (path, &error);
  if (!writer)
    return ctl_fail_error (error);
  const FoScannersOptions options = {
    .profiles = profiles, .listener = &ears, .user = &ear, .now_us = now_us, .record = writer, .pairing_file = pairing_file
  };
  scanners = fo_scanners_new (&options);
  if (!fo_scanners_start (scanners, &error))
    return ctl_fail_error (error);
  if (limit_s > 0)
    g_timeout_add_seconds ((guint) limit_s, end_by_time, loop);
  g_unix_signal_add (SIGINT, end_by_signal, loop);
  g_unix_signal_add (SIGTERM, end_by_signal, loop);
  g_main_loop_run (loop);
  fo_scanners_stop (scanners);
  return CTL_DONE;
}

CtlEnd
ctl_trace (const Ctl *ctl)
{
  const char *what = ctl_argument (ctl, 0), *path = ctl_argument (ctl, 1);
  g_autoptr (FoProfiles) profiles = NULL;

  if (what && !path && !g_str_equal (what, "record") && !g_str_equal (what, "replay"))
    return ctl_trace_lot (ctl);
  if (!what || !path || (!g_str_equal (what, "record") && !g_str_equal (what, "replay")))
    return ctl_fail ("trace LOT | record|replay FILE [--seconds N]");
  profiles = load_profiles ();
  if (!profiles)
    return CTL_FAILED;
  return g_str_equal (what, "record") ? record (ctl, profiles, path) : replay (ctl, profiles, path);
}

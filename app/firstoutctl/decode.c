/* SPDX-License-Identifier: GPL-3.0-or-later
 * decode: what symbols a picture has. */
#include "ctl.h"
#include "firstout/drivers/image.h"

static bool
decode_file (const char *path, FoDay today)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) scans = fo_image_read_scans (path, g_get_real_time (), &error);

  if (!scans) {
    ctl_fail ("%s: %s", path, error->message);
    return false;
  }
  for (guint i = 0; i < scans->len; i++) {
    json_object *line = ctl_describe_scan (&g_array_index (scans, FoScan, i), today);
    json_object_object_add (line, "file", json_object_new_string (path));
    ctl_print (line);
  }
  return true;
}

CtlEnd
ctl_decode (const Ctl *ctl)
{
  bool all_read = true;

  if (ctl->arguments->len == 0)
    return ctl_fail ("decode FILE…");
  for (guint i = 0; i < ctl->arguments->len; i++)
    all_read = decode_file (ctl_argument (ctl, i), ctl_today (ctl)) && all_read;
  return all_read ? CTL_DONE : CTL_FAILED;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "seat.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define NOBODY 65534
#define EACH_US 2000

FakeModel
seat_wedge (void)
{
  FakeModel model = rig_wedge ("1-1", "W1");

  model.closed = true;
  model.interfaces[0].event = SEAT_EVENT;
  return model;
}

void
seat_set_up (Seat *seat, gconstpointer data)
{
  rig_set_up (&seat->rig, data);
  seat->folder = g_dir_make_tmp ("firstout-evdev-XXXXXX", NULL);
  seat->path = g_build_filename (seat->folder, "devices.conf", NULL);
  seat->input = fake_input_new (seat->rig.usb, SEAT_EVENT);
}

void
seat_tear_down (Seat *seat, gconstpointer data)
{
  fo_scanners_stop (seat->rig.scanners);
  if (seat->input != NULL) {
    g_assert_false (fake_input_is_grabbed (seat->input));
    fake_input_free (seat->input);
  }
  rig_tear_down (&seat->rig, data);
  g_unlink (seat->path);
  g_rmdir (seat->folder);
  g_free (seat->path);
  g_free (seat->folder);
}

void
seat_start (Seat *seat, const char *pairings)
{
  if (pairings != NULL)
    g_assert_true (g_file_set_contents (seat->path, pairings, -1, NULL));
  rig_restart (&seat->rig, seat->path);
  seat->wedge = rig_plug (&seat->rig, seat_wedge ());
  rig_start (&seat->rig);
}

void
seat_type_part (Seat *seat, const char *text, guint n)
{
  g_autoptr (GArray) keys = typist_type (&(TypistSetup){ 0 }, text);

  g_array_set_size (keys, MIN (keys->len, n));
  fake_input_type (seat->input, keys, EACH_US);
}

void
seat_type (Seat *seat, const char *text)
{
  seat_type_part (seat, text, G_MAXUINT);
}

void
seat_settle (void)
{
  rig_let_it_settle (); /* what was opened in this moment is not stale any more */
  rig_let_it_settle ();
}

bool
seat_become_nobody (void)
{
  rig_take_profiles_along ();
  return geteuid () != 0 || (setgid (NOBODY) == 0 && setuid (NOBODY) == 0);
}

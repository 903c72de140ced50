/* SPDX-License-Identifier: GPL-3.0-or-later
 * fo-hostile [ROOM…]: all rooms, or those named. Exit status 1 when a bar is short. */
#include "hostile.h"
#include "child.h"
#include <stdio.h>

static guint n_short;

static void
bar (const char *name, double value, const char *sign, double limit, bool ok)
{
  printf ("%s\t%.10g\t%s%g\t%s\n", name, value, sign, limit, ok ? "ok" : "short");
  fflush (stdout);
  n_short += !ok;
}

void
bar_at_most (const char *name, double value, double limit)
{
  bar (name, value, "<=", limit, value <= limit);
}

void
bar_at_least (const char *name, double value, double limit)
{
  bar (name, value, ">=", limit, value >= limit);
}

void
bar_told (const char *name, double value)
{
  printf ("%s\t%.10g\t-\tok\n", name, value);
  fflush (stdout);
}

static const struct {
  const char *name;
  void (*run) (void);
} rooms[] = {
  { "power", hostile_power },     { "faults", hostile_faults }, { "oversell", hostile_oversell },
  { "restart", hostile_restart }, { "scans", hostile_scans },   { "model", hostile_model }, { "fefo", hostile_fefo },
  { "kills", hostile_kills },     { "codes", hostile_codes },
  { "partitions", hostile_partitions },
  { "stations", hostile_stations }, { "sim", hostile_sim },
};

static bool
run_room (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rooms); i++)
    if (g_str_equal (rooms[i].name, name)) {
      rooms[i].run ();
      return true;
    }
  g_printerr ("fo-hostile: there is no room %s\n", name);
  return false;
}

int
main (int argc, char **argv)
{
  if (argc > 2 && g_str_equal (argv[1], "--child"))
    return child_run (argv[2], argv + 3);
  for (int i = 1; i < argc; i++)
    if (!run_room (argv[i]))
      return 2;
  for (gsize i = 0; argc == 1 && i < G_N_ELEMENTS (rooms); i++)
    rooms[i].run ();
  return n_short > 0;
}

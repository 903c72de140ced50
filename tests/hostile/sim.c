/* SPDX-License-Identifier: GPL-3.0-or-later
 * The room of the simulator: many lives, shared out among as many processes as there are cores. */
#include "sim.h"
#include "child.h"
#include "hostile.h"
#include "support/seed.h"
#include <unistd.h>

static const struct {
  const char *name;
  gsize at;
} told[] = {
  { "operations", G_STRUCT_OFFSET (SimCounts, operations) },
  { "rounds of gateways", G_STRUCT_OFFSET (SimCounts, rounds) },
  { "deaths of the machine", G_STRUCT_OFFSET (SimCounts, deaths) },
  { "requests and answers lost", G_STRUCT_OFFSET (SimCounts, lost) },
  { "requests doubled", G_STRUCT_OFFSET (SimCounts, doubled) },
  { "requests that came later", G_STRUCT_OFFSET (SimCounts, late) },
  { "slow answers", G_STRUCT_OFFSET (SimCounts, slow) },
  { "passwords refused", G_STRUCT_OFFSET (SimCounts, latches) },
  { "messages refused, their period being closed", G_STRUCT_OFFSET (SimCounts, closed) },
  { "messages that stand there otherwise", G_STRUCT_OFFSET (SimCounts, changed) },
  { "gateways replaced in the middle", G_STRUCT_OFFSET (SimCounts, takeovers) },
  { "scanned again after a death", G_STRUCT_OFFSET (SimCounts, scans_again) },
  { "operations with an effect", G_STRUCT_OFFSET (SimCounts, effects) },
  { "shipments", G_STRUCT_OFFSET (SimCounts, shipments) },
  { "messages told", G_STRUCT_OFFSET (SimCounts, messages) },
  { "disagreements shown", G_STRUCT_OFFSET (SimCounts, conflicts) },
};
G_STATIC_ASSERT (G_N_ELEMENTS (told) <= CHILD_STATIONS);

static guint
count_of (const SimCounts *counts, gsize i)
{
  return G_STRUCT_MEMBER (guint, counts, told[i].at);
}

/* PAGE SEED FROM TO STEP */
int
sim_lives (char **arguments)
{
  Shared *shared = shared_map (arguments[0], NULL);
  guint32 seed = (guint32) g_ascii_strtoull (arguments[1], NULL, 10);
  guint from = (guint) g_ascii_strtoull (arguments[2], NULL, 10),
        to = (guint) g_ascii_strtoull (arguments[3], NULL, 10),
        step = (guint) g_ascii_strtoull (arguments[4], NULL, 10);
  SimCounts counts = { 0 };
  g_autoptr (Disk) empty = NULL;

  memdisk_register ();
  empty = sim_empty_disk ();
  for (guint i = from; i < to; i += step)
    shared->answers[i] = sim_live (seed + i, empty, &counts, false) ? ANSWER_YES : ANSWER_NO;
  for (gsize i = 0; i < G_N_ELEMENTS (told); i++)
    g_atomic_int_add (&shared->next[i], (gint) count_of (&counts, i));
  return 0;
}

static pid_t
start (const char *page, guint32 seed, guint lives, guint n, guint processes)
{
  g_autofree char *begin = g_strdup_printf ("%u", seed), *from = g_strdup_printf ("%u", n),
                  *to = g_strdup_printf ("%u", lives), *step = g_strdup_printf ("%u", processes);

  return child_start ("sim", page, begin, from, to, step, NULL);
}

/* How many processes did not end well. */
static guint
wait_for (const pid_t *processes, guint n)
{
  guint broken = 0;

  for (guint i = 0; i < n; i++) {
    bool ended = false, well = false;

    while (!ended) {
      well = child_ended (processes[i], &ended);
      if (!ended)
        pause_ms (20);
    }
    broken += !well;
  }
  return broken;
}

static void
tell (const Shared *shared, guint lives, guint broken, gint64 began_us)
{
  guint bad = 0;
  char name[96];

  for (guint i = 0; i < lives; i++)
    bad += shared->answers[i] != ANSWER_YES;
  bar_at_most ("simulator: lives in which something was not as it must be", bad, 0);
  bar_at_most ("simulator: processes that did not end well", broken, 0);
  bar_told ("simulator: lives", lives);
  bar_told ("simulator: lives a second", lives / ((double) (g_get_monotonic_time () - began_us) / G_USEC_PER_SEC));
  for (gsize i = 0; i < G_N_ELEMENTS (told); i++) {
    g_snprintf (name, sizeof name, "simulator: %s", told[i].name);
    bar_at_least (name, shared->next[i], 1);
  }
}

static void
live_one (guint32 seed)
{
  SimCounts counts = { 0 };
  g_autoptr (Disk) empty = sim_empty_disk ();

  bar_at_most ("simulator: lives in which something was not as it must be", !sim_live (seed, empty, &counts, true), 0);
}

void
hostile_sim (void)
{
  const char *given = g_getenv ("FO_SIM");
  g_autoptr (GRand) rand = fo_test_rand ("sim");
  guint lives = fo_test_count (1) > 1 ? fo_test_count (500) : 80; /* ten thousand where there is time */
  guint32 seed = g_rand_int (rand) / 2;
  pid_t processes[8];
  guint n = CLAMP ((guint) sysconf (_SC_NPROCESSORS_ONLN), 1, G_N_ELEMENTS (processes));
  g_autofree char *page = NULL;
  gint64 began_us = g_get_monotonic_time ();
  Shared *shared;

  memdisk_register ();
  if (given) {
    live_one ((guint32) g_ascii_strtoull (given, NULL, 10));
    return;
  }
  shared = shared_new (lives, &page);
  for (guint i = 0; i < n; i++)
    processes[i] = start (page, seed, lives, i, n);
  tell (shared, lives, wait_for (processes, n), began_us);
  shared_free (shared, lives);
}

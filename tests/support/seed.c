/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/seed.h"

GRand *
fo_test_rand (const char *what)
{
  const char *given = g_getenv ("FO_SEED");
  guint32 seed = given ? (guint32) g_ascii_strtoull (given, NULL, 10) : g_random_int ();

  g_print ("# %s: seed %u (FO_SEED=%u replays it)\n", what, seed, seed);
  return g_rand_new_with_seed (seed);
}

guint
fo_test_count (guint count)
{
  const char *factor = g_getenv ("FO_COUNT_FACTOR");

  return factor ? (guint) (count * g_ascii_strtod (factor, NULL)) : count;
}

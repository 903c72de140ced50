/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/uuid.h"

#include "support/seed.h"
#include <string.h>

#define US_2020 (G_GINT64_CONSTANT (1577836800) * G_USEC_PER_SEC)
#define SECOND G_GINT64_CONSTANT (1000000)
#define DAY (86400 * SECOND)

/* The clock of a PC whose battery is empty, whose administrator is careless, and which is asked 10,000 times a
 * millisecond. */
static gint64
jump (GRand *rand, gint64 now_us)
{
  switch (g_rand_int_range (rand, 0, 12)) {
  case 0:
    return now_us + g_rand_int_range (rand, -3600, 3600) * SECOND;
  case 1:
    return now_us + g_rand_int_range (rand, -3650, 3650) * DAY;
  case 2:
    return g_rand_int_range (rand, 0, 100) * DAY;
  case 3:
    return now_us + g_rand_int_range (rand, 0, 5000);
  default:
    return now_us + g_rand_int_range (rand, 0, 3);
  }
}

static void
test_grows (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("id/grows");
  gint64 now_us = US_2020 + 2500 * DAY;
  FoIdMaker maker;
  FoId last = 0;

  fo_id_maker_init (&maker, 17, 0);
  for (guint i = 0; i < fo_test_count (200000); i++) {
    FoId id = fo_id_next (&maker, now_us);
    g_assert_cmpint (id, >, last);
    g_assert_cmpuint (fo_id_writer (id), ==, 17);
    last = id;
    now_us = jump (rand, now_us);
    if (g_rand_int_range (rand, 0, 1000) == 0) /* the program was started anew */
      fo_id_maker_init (&maker, 17, last);
  }
}

static void
test_time (void)
{
  FoIdMaker maker;
  gint64 now_us = US_2020 + 2500 * DAY + 123456;
  FoId id;

  fo_id_maker_init (&maker, FO_ID_WRITERS - 1, 0);
  id = fo_id_next (&maker, now_us);
  g_assert_cmpint (fo_id_made_at_us (id), ==, now_us / 1000 * 1000);
  g_assert_cmpuint (fo_id_writer (id), ==, FO_ID_WRITERS - 1);
  for (int i = 1; i < 4096; i++)
    g_assert_cmpint (fo_id_made_at_us (fo_id_next (&maker, now_us)), ==, now_us / 1000 * 1000);
  g_assert_cmpint (fo_id_made_at_us (fo_id_next (&maker, now_us)), ==, now_us / 1000 * 1000 + 1000);
}

/* A clock before 2020, far ahead, or at the end of all clocks still gives ids that are ids. */
static void
test_wild_clock (void)
{
  FoIdMaker maker;
  FoId first, last;

  fo_id_maker_init (&maker, 0, 0);
  first = fo_id_next (&maker, G_MININT64);
  g_assert_cmpint (first, >, 0);
  last = fo_id_next (&maker, G_MAXINT64);
  g_assert_cmpint (last, >, first);
  for (int i = 0; i < 10000; i++) {
    FoId next = fo_id_next (&maker, i % 2 ? G_MAXINT64 : 0);
    g_assert_cmpint (next, >, last);
    last = next;
  }
}

static void
test_two_writers_never_meet (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  FoIdMaker a, b;

  fo_id_maker_init (&a, 1, 0);
  fo_id_maker_init (&b, 2, 0);
  for (int i = 0; i < 10000; i++) {
    FoId one = fo_id_next (&a, US_2020 + i), other = fo_id_next (&b, US_2020 + i);
    g_assert_true (g_hash_table_add (seen, g_memdup2 (&one, sizeof one)));
    g_assert_true (g_hash_table_add (seen, g_memdup2 (&other, sizeof other)));
  }
}

static void
test_text (void)
{
  const FoId ids[] = { 1, 9, 10, 4096, G_GINT64_CONSTANT (906238099456000), INT64_MAX };
  const char *const bad[] = {
    "", "0", "-1", "+1", " 1", "1 ", "01", "1x", "9223372036854775808", "99999999999999999999"
  };
  char text[FO_ID_TEXT_MAX];
  FoId id = -7;

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++) {
    g_autofree char *expected = g_strdup_printf ("%" G_GINT64_FORMAT, ids[i]);
    g_assert_cmpstr (fo_id_print (ids[i], text), ==, expected);
    g_assert_true (fo_id_parse (text, &id));
    g_assert_cmpint (id, ==, ids[i]);
  }
  g_assert_cmpstr (fo_id_print (0, text), ==, "0");
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    id = -7;
    g_assert_false (fo_id_parse (bad[i], &id));
    g_assert_cmpint (id, ==, -7);
  }
}

static void
test_uuid (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("id/uuid");
  FoIdMaker maker;
  char last[FO_UUID_TEXT_MAX] = "", uuid[FO_UUID_TEXT_MAX], again[FO_UUID_TEXT_MAX];
  FoId back;

  fo_id_maker_init (&maker, 3, 0);
  for (int i = 0; i < 20000; i++) {
    FoId id = fo_id_next (&maker, US_2020 + g_rand_int_range (rand, 0, 2000) * DAY);
    fo_id_uuid (id, 42, uuid);
    g_assert_true (g_uuid_string_is_valid (uuid));
    g_assert_cmpint (uuid[14], ==, '8');
    g_assert_nonnull (strchr ("89ab", uuid[19]));
    g_assert_cmpint (strcmp (last, uuid), <, 0);
    g_assert_cmpstr (fo_id_uuid (id, 42, again), ==, uuid);
    g_assert_true (fo_id_of_uuid (uuid, 42, &back));
    g_assert_cmpint (back, ==, id);
    g_assert_false (fo_id_of_uuid (uuid, 43, &back));
    g_assert_cmpstr (fo_id_uuid (id, 43, again), !=, uuid);
    g_assert_cmpstr (fo_id_uuid (id, 42 | G_GUINT64_CONSTANT (1) << 63, again), !=, uuid);
    memcpy (last, uuid, sizeof last);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/id/grows", test_grows);
  g_test_add_func ("/id/time", test_time);
  g_test_add_func ("/id/wild-clock", test_wild_clock);
  g_test_add_func ("/id/two-writers", test_two_writers_never_meet);
  g_test_add_func ("/id/text", test_text);
  g_test_add_func ("/id/uuid", test_uuid);
  return g_test_run ();
}

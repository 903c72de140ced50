/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/day.h"

#include "support/seed.h"
#include "support/table.h"

static void
check_day (const FoTableRow *row, gpointer data)
{
  const char *how = row->cells[0];
  gsize length;
  g_autofree char *written = fo_row_bytes (row, 1, &length);
  char text[FO_DAY_TEXT_MAX];
  FoDay today = FO_DAY_NONE, day = 4711;
  FoVerdict verdict = FO_OK;

  (void) data;
  if (row->cells[2][0] != '\0')
    g_assert_cmpint (fo_day_parse_iso (row->cells[2], &today), ==, FO_OK);
  if (g_str_equal (how, "typed"))
    verdict = fo_day_parse_typed (written, today, &day);
  else if (g_str_equal (how, "gs1"))
    verdict = fo_day_parse_gs1 (written, today, &day);
  else
    verdict = fo_day_parse_iso (written, &day);
  fo_row_verdict (row, 4, verdict);
  if (verdict == FO_OK)
    fo_row_text (row, "the day", fo_day_print_iso (day, text), row->cells[3]);
  else
    fo_row_number (row, "the untouched output", day, 4711);
}

static void
test_table (void)
{
  fo_table_run ("day.table", 5, check_day, NULL);
}

static void
assert_same_as_glib (GDateTime *epoch, FoDay day)
{
  g_autoptr (GDateTime) expected = g_date_time_add_days (epoch, day);
  g_autofree char *iso = g_date_time_format (expected, "%Y-%m-%d");
  g_autofree char *short_form = g_date_time_format (expected, "%y%m%d");
  char text[FO_DAY_TEXT_MAX];
  int year, month, in_month;
  FoDay again = FO_DAY_NONE;

  fo_day_to_civil (day, &year, &month, &in_month);
  g_assert_cmpint (year, ==, g_date_time_get_year (expected));
  g_assert_cmpint (month, ==, g_date_time_get_month (expected));
  g_assert_cmpint (in_month, ==, g_date_time_get_day_of_month (expected));
  g_assert_cmpint (fo_day_from_civil (year, month, in_month), ==, day);
  g_assert_cmpstr (fo_day_print_iso (day, text), ==, iso);
  g_assert_cmpint (fo_day_parse_iso (text, &again), ==, FO_OK);
  g_assert_cmpint (again, ==, day);
  g_assert_cmpstr (fo_day_print_gs1 (day, text), ==, short_form);
  g_assert_cmpint (fo_day_parse_gs1 (text, day, &again), ==, FO_OK);
  g_assert_cmpint (again, ==, day);
}

/* Against GDateTime: the last days of each February and December, and days drawn from 1900 to 9999. */
static void
test_calendar (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("day/calendar");
  g_autoptr (GDateTime) epoch = g_date_time_new_utc (1970, 1, 1, 0, 0, 0);

  for (int year = 1900; year <= 9999; year++)
    for (int i = 0; i < 3; i++) {
      if (year < 9999 || i < 2)
        assert_same_as_glib (epoch, fo_day_from_civil (year, 12, 30) + i);
      assert_same_as_glib (epoch, fo_day_from_civil (year, 2, 28) + i);
    }
  for (guint i = 0; i < fo_test_count (20000); i++)
    assert_same_as_glib (epoch, g_rand_int_range (rand, FO_DAY_MIN, FO_DAY_MAX + 1));
}

static void
test_edges (void)
{
  char text[FO_DAY_TEXT_MAX] = "x";

  g_assert_cmpint (fo_day_from_civil (1900, 1, 1), ==, FO_DAY_MIN);
  g_assert_cmpint (fo_day_from_civil (1970, 1, 1), ==, 0);
  g_assert_cmpint (fo_day_from_civil (9999, 12, 31), ==, FO_DAY_MAX);
  g_assert_cmpint (fo_day_from_civil (1899, 12, 31), ==, FO_DAY_NONE);
  g_assert_cmpint (fo_day_from_civil (10000, 1, 1), ==, FO_DAY_NONE);
  g_assert_cmpint (fo_day_from_civil (2027, 0, 1), ==, FO_DAY_NONE);
  g_assert_cmpint (fo_day_from_civil (2027, 1, 0), ==, FO_DAY_NONE);
  g_assert_cmpint (fo_day_days_in_month (2028, 2), ==, 29);
  g_assert_cmpint (fo_day_days_in_month (2100, 2), ==, 28);
  g_assert_cmpint (fo_day_days_in_month (2027, 13), ==, 0);
  g_assert_cmpstr (fo_day_print_iso (FO_DAY_NONE, text), ==, "");
  g_assert_cmpstr (fo_day_print_gs1 (FO_DAY_NONE, text), ==, "");
}

static void
test_plus (void)
{
  g_assert_cmpint (fo_day_plus (100, 30), ==, 130);
  g_assert_cmpint (fo_day_plus (100, -130), ==, -30);
  g_assert_cmpint (fo_day_plus (FO_DAY_MAX, 0), ==, FO_DAY_MAX);
  g_assert_cmpint (fo_day_plus (FO_DAY_MAX, 1), ==, FO_DAY_NONE);
  g_assert_cmpint (fo_day_plus (FO_DAY_MIN, -1), ==, FO_DAY_NONE);
  g_assert_cmpint (fo_day_plus (0, INT64_MAX), ==, FO_DAY_NONE);
  g_assert_cmpint (fo_day_plus (0, INT64_MIN), ==, FO_DAY_NONE);
  g_assert_cmpint (fo_day_plus (FO_DAY_NONE, 1), ==, FO_DAY_NONE);
}

/* Every two-digit year, seen from every year of this century and the next: within -49 … +50 of it, and of the right
 * ending. */
static void
test_century (void)
{
  for (int now = 2001; now <= 2200; now++)
    for (int ending = 0; ending < 100; ending++) {
      char digits[7];
      int year, month, in_month;
      FoDay day;
      g_snprintf (digits, sizeof digits, "%02d0615", ending);
      g_assert_cmpint (fo_day_parse_gs1 (digits, fo_day_from_civil (now, 1, 1), &day), ==, FO_OK);
      fo_day_to_civil (day, &year, &month, &in_month);
      g_assert_cmpint (year % 100, ==, ending);
      g_assert_cmpint (year, >=, now - 49);
      g_assert_cmpint (year, <=, now + 50);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day/table", test_table);
  g_test_add_func ("/day/calendar", test_calendar);
  g_test_add_func ("/day/edges", test_edges);
  g_test_add_func ("/day/plus", test_plus);
  g_test_add_func ("/day/century", test_century);
  return g_test_run ();
}

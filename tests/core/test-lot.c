/* SPDX-License-Identifier: GPL-3.0-or-later
 * Lots: the one predicate, the day goods are needed until, and a lot number that comes again. */
#include "cells.h"
#include "firstout/core/lot.h"

#define TODAY "2027-06-15"

TEST_NAMES (FoLotState, lot_state, TRUE, "free", "quarantine", "blocked")
CELL_OF (FoLotState, lot_state)

static FoDay
day (const char *text)
{
  FoDay parsed = FO_DAY_NONE;

  g_assert_cmpint (fo_day_parse_iso (text, &parsed), ==, FO_OK);
  return parsed;
}

static void
check_usable (const FoTableRow *row, gpointer data G_GNUC_UNUSED)
{
  gboolean expires = strcmp (row->cells[1], "none") != 0;
  FoItem item = { .has_expiry = expires };
  FoLot lot = { .state = cell_lot_state (row, 0), .expires_on = expires ? cell_day (row, 1) : FO_DAY_NONE };

  fo_row_verdict (row, 3, fo_lot_usable (&lot, &item, day (TODAY), cell_day (row, 2)));
}

static void
test_usable (void)
{
  fo_table_run ("lot-usable.table", 4, check_usable, NULL);
}

/* Three weeks of mornings around the last usable day, and every day goods may be needed until from there: usable
 * exactly as long as neither day is after the last usable one. */
static void
test_usable_day_by_day (void)
{
  FoItem item = { .has_expiry = true };
  FoLot lot = { .expires_on = day ("2028-02-29") };

  for (FoDay today = lot.expires_on - 10; today <= lot.expires_on + 10; today++)
    for (FoDay until = today; until <= today + 12; until++) {
      FoVerdict verdict = fo_lot_usable (&lot, &item, today, until);

      if (today > day ("2028-02-29"))
        g_assert_cmpint (verdict, ==, FO_LOT_EXPIRED);
      else
        g_assert_cmpint (verdict, ==, until > day ("2028-02-29") ? FO_LIFE_TOO_SHORT : FO_OK);
    }
}

/* A day written on a lot of an item that does not expire is no last usable day. */
static void
test_usable_until (void)
{
  FoItem expires = { .has_expiry = true }, lasts = { .has_expiry = false };
  FoLot lot = { .expires_on = day ("2027-06-01") }, unknown = { .expires_on = FO_DAY_NONE };

  g_assert_cmpint (fo_lot_usable_until (&lot, &expires), ==, day ("2027-06-01"));
  g_assert_cmpint (fo_lot_usable_until (&unknown, &expires), ==, FO_DAY_NONE);
  g_assert_cmpint (fo_lot_usable_until (&lot, &lasts), ==, FO_DAY_MAX);
  g_assert_cmpint (fo_lot_usable_until (&unknown, &lasts), ==, FO_DAY_MAX);
  g_assert_cmpint (fo_lot_usable (&lot, &lasts, day (TODAY), day (TODAY)), ==, FO_OK);
}

/* Use by counts, else best before, else production with the shelf life; packing says nothing of the end. */
static void
test_days (void)
{
  FoItem item = { .has_expiry = true, .shelf_life_days = 365 }, unknown = { .has_expiry = true };
  FoLotDays days = FO_LOT_DAYS_NONE, other;

  g_assert_false (fo_lot_days_told (&days));
  g_assert_cmpint (fo_lot_days_end (&days, &item), ==, FO_DAY_NONE);
  days.packed_on = day ("2027-01-05");
  g_assert_cmpint (fo_lot_days_end (&days, &item), ==, FO_DAY_NONE);
  g_assert_true (fo_lot_days_told (&days));
  days.produced_on = day ("2027-01-01");
  g_assert_cmpint (fo_lot_days_end (&days, &item), ==, day ("2027-12-31"));
  g_assert_cmpint (fo_lot_days_end (&days, &unknown), ==, FO_DAY_NONE);
  days.best_before_on = day ("2027-06-30");
  g_assert_cmpint (fo_lot_days_end (&days, &item), ==, day ("2027-06-30"));
  days.use_by_on = day ("2027-07-31");
  g_assert_cmpint (fo_lot_days_end (&days, &item), ==, day ("2027-07-31"));
  other = days;
  g_assert_cmpint (fo_lot_days_agree (&days, &other), ==, FO_OK);
  other.best_before_on = FO_DAY_NONE;
  g_assert_cmpint (fo_lot_days_agree (&days, &other), ==, FO_OK);
  other.packed_on = day ("2027-01-06");
  g_assert_cmpint (fo_lot_days_agree (&days, &other), ==, FO_EXPIRY_DIFFERS);
}

static void
check_until (const FoTableRow *row, gpointer data G_GNUC_UNUSED)
{
  row_day (row, "needed until", fo_lot_until_for (day (TODAY), cell_day (row, 0), cell_int (row, 1)), 2);
}

static void
test_until (void)
{
  fo_table_run ("lot-until.table", 3, check_until, NULL);
}

static void
check_same_days (const FoTableRow *row, gpointer data G_GNUC_UNUSED)
{
  FoLot lot = { .expires_on = cell_day (row, 0) };

  fo_row_verdict (row, 2, fo_lot_same_days (&lot, cell_day (row, 1)));
}

static void
test_same_days (void)
{
  fo_table_run ("lot-same-days.table", 3, check_same_days, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/lot/names", test_lot_state_names);
  g_test_add_func ("/core/lot/usable", test_usable);
  g_test_add_func ("/core/lot/usable-day-by-day", test_usable_day_by_day);
  g_test_add_func ("/core/lot/usable-until", test_usable_until);
  g_test_add_func ("/core/lot/days", test_days);
  g_test_add_func ("/core/lot/until-for-a-line", test_until);
  g_test_add_func ("/core/lot/same-days", test_same_days);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Promises of one small warehouse, written out day by day; test-promise-random.c holds thousands of others against
 * brute force. */
#include "cells.h"
#include "firstout/core/promise.h"

#define U(units) ((units) *FO_ONE)

static FoDay
june (int day)
{
  return fo_day_from_civil (2027, 6, day);
}

/* The warehouse of the tables: free goods by their ends, promises by theirs. Goods of unknown day count as ending
 * today. */
static FoLife
warehouse (void)
{
  static FoLifeStep ending[4], promised[3];

  ending[0] = (FoLifeStep){ june (14), U (3) };
  ending[1] = (FoLifeStep){ june (15), U (2) };
  ending[2] = (FoLifeStep){ june (20), U (4) };
  ending[3] = (FoLifeStep){ june (30), U (5) };
  promised[0] = (FoLifeStep){ june (18), U (3) };
  promised[1] = (FoLifeStep){ june (25), U (4) };
  promised[2] = (FoLifeStep){ june (30) + 10, U (2) };
  return (FoLife){ .free_u = U (3 + 2 + 4 + 5 + 6),
                   .ending = ending,
                   .n_ending = 4,
                   .horizon = FO_DAY_MAX,
                   .promised = promised,
                   .n_promised = 3 };
}

static void
check_room (const FoTableRow *row, gpointer data)
{
  const FoLife *life = data;
  FoDay day = cell_day (row, 0);

  row_quantity (row, "free until it", fo_life_free_until (life, day), 1);
  row_quantity (row, "promised until it", fo_life_promised_until (life, day), 2);
  row_quantity (row, "room", fo_promise_room (life, day), 3);
}

static void
test_room (void)
{
  FoLife life = warehouse ();

  fo_table_run ("promise-room.table", 4, check_room, &life);
  g_assert_cmpint (fo_promise_broken (&life), ==, 0);
}

static void
check_taking (const FoTableRow *row, gpointer data)
{
  const FoLife *life = data;
  FoDay own = cell_day (row, 3);

  fo_row_verdict (row, 4,
                  fo_promise_allows_taking (life, cell_day (row, 0), cell_quantity (row, 1), cell_quantity (row, 2),
                                            own == FO_DAY_NONE ? june (15) : own));
}

static void
test_taking (void)
{
  FoLife life = warehouse ();

  fo_table_run ("promise-taking.table", 5, check_taking, &life);
}

static void
check_taking_room (const FoTableRow *row, gpointer data)
{
  const FoLife *life = data;
  FoDay end = cell_day (row, 0), own = cell_day (row, 1);
  FoQuantity room_u = fo_promise_taking_room (life, end, own);

  if (strcmp (row->cells[2], "all") == 0) {
    fo_row_number (row, "the room", room_u, INT64_MAX);
    return;
  }
  row_quantity (row, "the room", room_u, 2);
  fo_row_number (row, "taking it all", fo_promise_allows_taking (life, end, room_u, room_u, own), FO_OK);
  fo_row_number (row, "taking more", fo_promise_allows_taking (life, end, room_u + 1, room_u + 1, own),
                 FO_PROMISED_ELSEWHERE);
}

static void
test_taking_room (void)
{
  FoLife life = warehouse ();

  fo_table_run ("promise-taking-room.table", 3, check_taking_room, &life);
}

/* With nothing promised everything that lasts may be; with nothing there, nothing. */
static void
test_empty (void)
{
  FoLife life = warehouse (), nothing = { .horizon = FO_DAY_MAX };

  life.n_promised = 0;
  g_assert_cmpint (fo_promise_room (&life, june (15)), ==, U (17));
  g_assert_cmpint (fo_promise_room (&life, june (21)), ==, U (11));
  g_assert_cmpint (fo_promise_allows_taking (&life, FO_DAY_MAX, U (6), 0, 0), ==, FO_OK);
  g_assert_cmpint (fo_promise_taking_room (&life, FO_DAY_MAX, june (15)), ==, INT64_MAX);
  g_assert_cmpint (fo_promise_room (&nothing, june (15)), ==, 0);
  g_assert_cmpint (fo_promise_broken (&nothing), ==, 0);
}

/* A night in which a promised lot was blocked: five until the 25th are promised and four are left; beside them one
 * of unknown day. What is broken is said once, nothing more is promised out of it, and the others may go on as long
 * as they make nothing worse. */
static void
test_broken (void)
{
  FoLifeStep ending[] = { { june (15), U (1) }, { june (30), U (4) } };
  FoLifeStep promised[] = { { june (15), U (1) }, { june (25), U (5) } };
  FoLife life = { U (5), ending, 2, june (30) + 1, promised, 2 };

  g_assert_cmpint (fo_promise_broken (&life), ==, U (1));
  g_assert_cmpint (fo_promise_room (&life, june (25)), ==, 0);
  g_assert_cmpint (fo_promise_room (&life, june (15)), ==, 0);
  /* the line released takes what was promised to it ... */
  g_assert_cmpint (fo_promise_allows_taking (&life, june (30), U (4), U (4), june (25)), ==, FO_OK);
  g_assert_cmpint (fo_promise_taking_room (&life, june (30), june (25)), ==, INT64_MAX);
  /* ... and nobody takes from it what it lacks already */
  g_assert_cmpint (fo_promise_allows_taking (&life, june (30), 1, 0, 0), ==, FO_PROMISED_ELSEWHERE);
  g_assert_cmpint (fo_promise_allows_taking (&life, june (30), U (1), U (1), june (15)), ==, FO_PROMISED_ELSEWHERE);
  g_assert_cmpint (fo_promise_taking_room (&life, june (30), june (15)), ==, 0);
}

/* Steps may come one by one or summed up. */
static void
test_repeated_days (void)
{
  FoLifeStep ending[] = { { june (20), U (1) }, { june (20), U (3) }, { june (30), U (5) } };
  FoLifeStep promised[] = { { june (18), U (1) }, { june (18), U (2) }, { june (25), U (4) } };
  FoLife life = { U (9), ending, 3, june (30) + 1, promised, 3 };

  g_assert_cmpint (fo_life_free_until (&life, june (20)), ==, U (9));
  g_assert_cmpint (fo_life_free_until (&life, june (21)), ==, U (5));
  g_assert_cmpint (fo_life_promised_until (&life, june (18)), ==, U (7));
  g_assert_cmpint (fo_promise_room (&life, june (18)), ==, U (2));
  g_assert_cmpint (fo_promise_room (&life, june (25)), ==, U (1));
  g_assert_cmpint (fo_promise_broken (&life), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/promise/room", test_room);
  g_test_add_func ("/core/promise/taking", test_taking);
  g_test_add_func ("/core/promise/taking-room", test_taking_room);
  g_test_add_func ("/core/promise/empty", test_empty);
  g_test_add_func ("/core/promise/broken", test_broken);
  g_test_add_func ("/core/promise/repeated-days", test_repeated_days);
  return g_test_run ();
}

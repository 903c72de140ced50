/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Promises against brute force. The core judges a warehouse by sums over days; here every promised piece is given a
 * piece of goods of its own, by trying (augmenting paths), with nothing but fo_lot_usable to say which goods may serve.
 * The two must say the same of every warehouse: small, random, with expired goods, goods of unknown day, goods that
 * never expire, blocked lots, and promises that ask for a day to come.
 */
#include "promise-world.h"

#include <string.h>

/* ---- what must hold ---------------------------------------------------------------------------------------------- */

/* "Broken" is, to the piece, what no dealing out of goods could serve; and broken promises stay broken on a later
 * look. */
static void
check_broken (const Warehouse *w, Book *book)
{
  world_keep_book (w, w->today, book);
  world_agree (w, "broken", fo_promise_broken (&book->life), world_unserved (w));
}

static void
test_broken (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("broken promises");
  guint n = fo_test_count (WAREHOUSES), n_broken = 0;

  for (guint i = 0; i < n; i++) {
    Warehouse w = world_random (rand, FO_ISSUE_FEFO);
    Book book;

    check_broken (&w, &book);
    n_broken += fo_promise_broken (&book.life) > 0;
  }
  g_print ("# %u warehouses, %u with broken promises\n", n, n_broken);
  /* A test of one kind of warehouse only would prove nothing. */
  g_assert_cmpuint (n_broken, >, n / 5);
  g_assert_cmpuint (n - n_broken, >, n / 5);
}

/* The room on every day is exactly what could be served: that much fits, one piece more does not. Where promises are
 * broken already, what is promised beside them takes nothing more from anybody. */
static void
check_room (const Warehouse *w, FoDay until, FoQuantity room_u)
{
  guint room = (guint) room_u, broken = world_unserved (w);
  Warehouse more = *w;

  world_add_promise (&more, until, room);
  world_agree (w, "world_unserved after promising all the room", broken, world_unserved (&more));
  if (broken == 0)
    world_agree (w, "one piece more than the room fits", FALSE, world_fits (w, until, room + 1));
}

static void
test_room (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("promise room");
  guint n = fo_test_count (WAREHOUSES), n_some = 0, n_limited = 0;

  for (guint i = 0; i < n; i++) {
    Warehouse w = world_random (rand, FO_ISSUE_FEFO);

    for (gint day = 0; day <= LAST_DAY + 1; day++) {
      FoDay until = day > LAST_DAY ? FO_DAY_MAX : w.today + day;
      FoQuantity room_u;
      Book book;

      world_keep_book (&w, until, &book);
      room_u = fo_promise_room (&book.life, until);
      check_room (&w, until, room_u);
      n_some += room_u > 0;
      n_limited +=
          room_u > 0 && room_u < fo_life_free_until (&book.life, until) - fo_life_promised_until (&book.life, until);
    }
  }
  g_print ("# %u warehouses, %u days with room, %u of them less than free minus promised of that day\n", n, n_some,
           n_limited);
  g_assert_cmpuint (n_some, >, n);
  g_assert_cmpuint (n_limited, >, n / 100);
}

/* Takes PIECES of LOT for promise OWN (none when OWN is beyond the last). */
static void
take (Warehouse *w, guint lot, guint pieces, guint own, guint own_pieces)
{
  g_assert_cmpuint (pieces, <=, w->free[lot]);
  w->free[lot] -= pieces;
  if (own < w->n_promises)
    w->promises[own].pieces -= own_pieces;
}

/* Releases WANTED pieces of promise OWN oldest first. Nothing is missing, nothing older was passed over, nobody
 * else's promise breaks, and the inequality, had it been asked, would have agreed. */
static void
release_oldest (Warehouse *w, guint own, guint wanted)
{
  FoOpenLot open[MAX_LOTS];
  FoPick picks[MAX_LOTS];
  FoQuantity missing_u = -1;
  gsize n_open = world_open_lots (w, open), n_picks, last = 0;
  FoDay until = w->promises[own].until;

  n_picks = fo_issue_plan (open, n_open, w->today, until, wanted, picks, MAX_LOTS, &missing_u);
  world_agree (w, "missing at release", missing_u, 0);
  for (gsize i = 0; i < n_picks; i++) {
    guint lot = (guint) picks[i].lot_id - 1, pieces = (guint) picks[i].quantity_u;
    FoQuantity taken_u = picks[i].quantity_u;
    Book book;

    g_assert_cmpint (fo_lot_usable (&w->lots[lot], &w->item, w->today, until), ==, FO_OK);
    for (; open[last].lot_id != picks[i].lot_id; last++)
      if (w->free[open[last].lot_id - 1] > 0)
        g_assert_cmpint (fo_lot_usable (&w->lots[open[last].lot_id - 1], &w->item, w->today, until), !=, FO_OK);
    world_keep_book (w, w->today, &book);
    world_agree (w, "the oldest lot may be bound", FO_OK,
           fo_promise_allows_taking (&book.life, world_counted_end (w, lot), taken_u, taken_u, until));
    take (w, lot, pieces, own, pieces);
    world_agree (w, "promises left world_unserved by the oldest lot", 0, world_unserved (w));
  }
}

static void
test_oldest_lot (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("oldest lot first");
  guint n = fo_test_count (WAREHOUSES), n_released = 0;

  for (guint i = 0; i < n; i++) {
    Warehouse w = world_honest (rand, FO_ISSUE_FEFO);

    for (guint own = 0; own < w.n_promises; own++) {
      Warehouse now = w;

      release_oldest (&now, own, (guint) g_rand_int_range (rand, 1, (gint) w.promises[own].pieces + 1));
      n_released++;
    }
    while (w.n_promises > 0) { /* and all of them, one after the other, in any order */
      guint own = (guint) g_rand_int_range (rand, 0, (gint) w.n_promises);

      release_oldest (&w, own, w.promises[own].pieces);
      w.promises[own] = w.promises[--w.n_promises];
    }
  }
  g_print ("# %u warehouses, %u releases\n", n, n_released);
  g_assert_cmpuint (n_released, >, n / 5);
}

/* After a bad night, the oldest lots a line finds still make nothing worse for the others. */
static void
test_oldest_lot_short (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("oldest lot first, promises broken");
  guint n = fo_test_count (WAREHOUSES), n_short = 0;

  for (guint i = 0; i < n; i++) {
    Warehouse w = world_random (rand, FO_ISSUE_FEFO);
    guint own = w.n_promises > 0 ? (guint) g_rand_int_range (rand, 0, (gint) w.n_promises) : 0, before = world_unserved (&w);
    FoOpenLot open[MAX_LOTS];
    FoPick picks[MAX_LOTS];
    FoQuantity missing_u;
    gsize n_picks;

    if (before == 0)
      continue;
    n_picks = fo_issue_plan (open, world_open_lots (&w, open), w.today, w.promises[own].until, w.promises[own].pieces, picks,
                             MAX_LOTS, &missing_u);
    for (gsize j = 0; j < n_picks; j++)
      take (&w, (guint) picks[j].lot_id - 1, (guint) picks[j].quantity_u, own, (guint) picks[j].quantity_u);
    world_agree (&w, "the shortage grew", world_unserved (&w) > before, FALSE);
    n_short += missing_u > 0;
  }
  g_print ("# %u warehouses, %u releases fell short\n", n, n_short);
  g_assert_cmpuint (n_short, >, n / 20);
}

/* Any free lot, any quantity of it, any share of an own promise given back: while all promises hold, allowed exactly
 * when all hold afterwards; where some are broken already, never allowed when more go without afterwards. Returns
 * whether it was refused. */
static gboolean
check_taking (const Warehouse *w, GRand *rand)
{
  guint lot = (guint) g_rand_int_range (rand, 0, (gint) w->n_lots);
  guint own = (guint) g_rand_int_range (rand, 0, (gint) w->n_promises + 1);
  guint pieces, own_pieces = 0, before = world_unserved (w);
  Warehouse after = *w;
  FoVerdict verdict;
  Book book;

  if (w->lots[lot].state != FO_LOT_STATE_FREE || w->free[lot] == 0)
    return FALSE;
  pieces = (guint) g_rand_int_range (rand, 1, (gint) w->free[lot] + 1);
  if (own < w->n_promises)
    own_pieces = (guint) g_rand_int_range (rand, 0, (gint) MIN (pieces, w->promises[own].pieces) + 1);
  world_keep_book (w, w->today, &book);
  verdict = fo_promise_allows_taking (&book.life, world_counted_end (w, lot), pieces, own_pieces,
                                      own_pieces > 0 ? w->promises[own].until : w->today + LAST_DAY);
  take (&after, lot, pieces, own, own_pieces);
  if (before == 0)
    world_agree (w, "taking", verdict, world_unserved (&after) == 0 ? FO_OK : FO_PROMISED_ELSEWHERE);
  else if (verdict == FO_OK)
    world_agree (w, "taking made it worse", world_unserved (&after) > before, FALSE);
  return verdict != FO_OK;
}

static void
test_taking (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("taking any lot");
  guint n = fo_test_count (WAREHOUSES), n_tried = 0, n_refused = 0;

  for (guint i = 0; i < n; i++) {
    Warehouse w = world_honest (rand, FO_ISSUE_FEFO);

    if (i % 4 == 0) {
      w = world_random (rand, FO_ISSUE_FEFO);
      while (w.n_lots == 0)
        world_add_lot (&w, rand);
    }
    for (guint j = 0; j < 10; j++, n_tried++)
      n_refused += check_taking (&w, rand);
  }
  g_print ("# %u warehouses, %u tries, %u refused\n", n, n_tried, n_refused);
  g_assert_cmpuint (n_refused, >, n_tried / 20);
  g_assert_cmpuint (n_tried - n_refused, >, n_tried / 20);
}

/* FIFO may pass a lot over, or take a part of it only, but it never gets stuck: some lot in its order always may be
 * bound. What may be taken of each is to the piece what brute force leaves to the others. Returns whether a lot, or
 * a part, was left. */
static gboolean
release_first_in (Warehouse *w, guint own)
{
  FoOpenLot open[MAX_LOTS];
  gsize n_open = world_open_lots (w, open);
  FoDay until = w->promises[own].until;
  gboolean left = FALSE;

  for (gsize i = 0; i < n_open && w->promises[own].pieces > 0; i++) {
    guint lot = (guint) open[i].lot_id - 1, wanted = MIN (w->free[lot], w->promises[own].pieces), may;
    Warehouse more;
    Book book;

    if (fo_open_lot_usable (&open[i], w->today, until) != FO_OK)
      continue;
    world_keep_book (w, w->today, &book);
    may = (guint) MIN (fo_promise_taking_room (&book.life, world_counted_end (w, lot), until), wanted);
    more = *w;
    take (w, lot, may, own, may);
    world_agree (w, "promises left world_unserved by first in, first out", 0, world_unserved (w));
    if (may < wanted) {
      take (&more, lot, may + 1, own, may + 1);
      world_agree (w, "one piece more might have been taken", world_unserved (&more) == 0, FALSE);
      left = TRUE;
    }
  }
  world_agree (w, "pieces no lot may be bound for", w->promises[own].pieces, 0);
  return left;
}

static void
test_first_in (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("first in, first out");
  guint n = fo_test_count (WAREHOUSES), n_released = 0, n_left = 0;

  for (guint i = 0; i < n; i++) {
    Warehouse w = world_honest (rand, FO_ISSUE_FIFO);

    for (guint own = 0; own < w.n_promises; own++, n_released++) {
      Warehouse now = w;

      n_left += release_first_in (&now, own);
    }
  }
  g_print ("# %u warehouses, %u releases, %u left a lot or a part of it to another's promise\n", n, n_released, n_left);
  g_assert_cmpuint (n_left, >, n_released / 100);
}

/* ---- a warehouse lives: goods come, promises are made and released, days pass ------------------------------------ */

/* The morning run: a ship day that passed is today; what broke overnight is taken back, the youngest promise first. */
static guint
morning (Warehouse *w)
{
  guint n_dropped = 0;
  Book book;

  for (guint i = 0; i < w->n_promises; i++)
    w->promises[i].until = MAX (w->promises[i].until, w->today);
  for (check_broken (w, &book); fo_promise_broken (&book.life) > 0; check_broken (w, &book), n_dropped++)
    w->n_promises--;
  return n_dropped;
}

static void
somebody_asks (Warehouse *w, GRand *rand)
{
  FoDay until = world_until (rand, w->today);
  guint pieces = (guint) g_rand_int_range (rand, 1, MAX_PIECES + 1);
  gboolean fits;
  Book book;

  if (w->n_promises == MAX_PROMISES)
    return;
  world_keep_book (w, until, &book);
  fits = fo_promise_room (&book.life, until) >= pieces;
  world_agree (w, "a promise fits", fits, world_fits (w, until, pieces));
  if (fits)
    world_add_promise (w, until, pieces);
}

static void
somebody_takes (Warehouse *w, GRand *rand)
{
  guint lot = (guint) g_rand_int_range (rand, 0, (gint) w->n_lots);
  Book book;

  world_keep_book (w, w->today, &book);
  if (w->lots[lot].state != FO_LOT_STATE_FREE || w->free[lot] == 0
      || fo_promise_allows_taking (&book.life, world_counted_end (w, lot), 1, 0, 0) != FO_OK)
    return;
  w->free[lot]--;
}

static guint
one_act (Warehouse *w, GRand *rand)
{
  guint own;

  switch (g_rand_int_range (rand, 0, 6)) {
  case 0: /* goods come, where an empty lot makes room for them */
    own = (guint) g_rand_int_range (rand, 0, MAX_LOTS);
    if (w->n_lots < MAX_LOTS)
      world_add_lot (w, rand);
    else if (w->free[own] == 0)
      w->free[own] = 1;
    return 0;
  case 1:
    w->today++;
    return morning (w);
  case 2:
    if (w->n_promises > 0) {
      own = (guint) g_rand_int_range (rand, 0, (gint) w->n_promises);
      release_oldest (w, own, w->promises[own].pieces);
      w->promises[own] = w->promises[--w->n_promises];
    }
    return 0;
  case 3:
    if (w->n_lots > 0)
      somebody_takes (w, rand);
    return 0;
  default:
    somebody_asks (w, rand);
    return 0;
  }
}

static void
test_days_pass (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("days pass");
  guint n = fo_test_count (WAREHOUSES), n_dropped = 0;

  for (guint i = 0; i < n; i++) {
    Warehouse w = world_random (rand, FO_ISSUE_FEFO);
    Book book;

    morning (&w);
    for (guint act = 0; act < 60; act++) {
      n_dropped += one_act (&w, rand);
      check_broken (&w, &book);
      world_agree (&w, "after an act, promises world_unserved", world_unserved (&w), 0);
    }
  }
  g_print ("# %u warehouses of 60 acts, %u promises broken by the night\n", n, n_dropped);
  g_assert_cmpuint (n_dropped, >, n / 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/promise/random/broken", test_broken);
  g_test_add_func ("/core/promise/random/room", test_room);
  g_test_add_func ("/core/promise/random/oldest-lot", test_oldest_lot);
  g_test_add_func ("/core/promise/random/oldest-lot-short", test_oldest_lot_short);
  g_test_add_func ("/core/promise/random/taking", test_taking);
  g_test_add_func ("/core/promise/random/first-in", test_first_in);
  g_test_add_func ("/core/promise/random/days-pass", test_days_pass);
  return g_test_run ();
}

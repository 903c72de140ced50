/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines that ask for certain lots, against brute force: a lot by name, all but refused ones, another owner's; a minimum life in percent;
 * and days that pass over all of it. What such a line gets, lot by lot, is as much as there is any way to give it while every promise
 * can be kept, and afterwards every promise can. */
#include "promise-world.h"

#include <string.h>

/* A line that asks for certain lots, and what it got. */
typedef struct {
  Promise wish;
  guint got[MAX_LOTS];
} Pin;

static gboolean
serves (const Warehouse *w, guint lot, const Promise *wish)
{
  return ((wish->only >> lot) & 1) && fo_lot_usable (&w->lots[lot], &w->item, w->today, wish->until) == FO_OK;
}

/* As the work binds it: what the others' promises leave of each lot; nothing is given back for it. */
static guint
bind_lot (Warehouse *w, Pin *pin, guint lot)
{
  FoQuantity room_u = INT64_MAX;
  guint pieces;
  Book book;

  world_keep_book (w, w->today, &book);
  if (!w->lots[lot].owner[0])
    room_u = fo_promise_taking_room (&book.life, world_counted_end (w, lot), w->today - 1);
  pieces = (guint) MIN (MIN (room_u, w->free[lot]), pin->wish.pieces);
  w->free[lot] -= pieces;
  pin->wish.pieces -= pieces;
  pin->got[lot] += pieces;
  return pieces;
}

static guint
bind_pin (Warehouse *w, Pin *pin, const guint *order, guint n)
{
  guint bound = 0;

  for (guint i = 0; i < n && pin->wish.pieces > 0; i++)
    if (serves (w, order[i], &pin->wish))
      bound += bind_lot (w, pin, order[i]);
  return bound;
}

/* The most that can be given by any dealing out while all promises are kept: by trying. */
static guint
most (const Warehouse *w, const Promise *wish)
{
  for (guint pieces = wish->pieces; pieces > 0; pieces--) {
    Warehouse with = *w;

    with.promises[with.n_promises++] = (Promise){ wish->until, pieces, wish->only };
    if (world_unserved (&with) == 0)
      return pieces;
  }
  return 0;
}

/* Lots in the order the house issues them, those of other owners behind; or in any order at all. */
static guint
order_of (const Warehouse *w, GRand *rand, guint *order)
{
  FoOpenLot open[MAX_LOTS];
  guint n = 0;

  for (gsize i = 0, n_open = world_open_lots (w, open); i < n_open; i++)
    order[n++] = (guint) open[i].lot_id - 1;
  for (guint lot = 0; lot < w->n_lots; lot++)
    if (w->lots[lot].owner[0] && w->lots[lot].state == FO_LOT_STATE_FREE && w->free[lot] > 0)
      order[n++] = lot;
  for (guint i = 0; rand && i < n; i++) {
    guint other = (guint) g_rand_int_range (rand, 0, (gint) n), lot = order[i];
    order[i] = order[other];
    order[other] = lot;
  }
  return n;
}

static guint
random_lots (GRand *rand, const Warehouse *w, gboolean foreign)
{
  guint only = 0;

  for (guint lot = 0; lot < w->n_lots; lot++)
    if ((w->lots[lot].owner[0] != '\0') == foreign && g_rand_int_range (rand, 0, 3) > 0)
      only |= 1u << lot;
  return only;
}

static void
give_away (GRand *rand, Warehouse *w)
{
  for (guint lot = 0; lot < w->n_lots; lot++)
    if (g_rand_int_range (rand, 0, 3) == 0)
      g_strlcpy (w->lots[lot].owner, "Vega", sizeof w->lots[lot].owner);
}

/* Takes back what can no longer be kept, the last promise first: what is left is an honest warehouse. */
static void
keep_what_can_be (Warehouse *w)
{
  while (world_unserved (w) > 0)
    w->n_promises--;
}

/* ---- pins ------------------------------------------------------------------------------------------------------------------- */

static void
check_pin (Warehouse *w, GRand *rand, FoDay until, guint only, gboolean in_order, guint *n_short)
{
  Pin pin = { .wish = { until, (guint) g_rand_int_range (rand, 1, MAX_PIECES + 1), only } };
  guint best = most (w, &pin.wish), order[MAX_LOTS], n = order_of (w, in_order ? NULL : rand, order), wanted = pin.wish.pieces;

  world_agree (w, "pieces bound", bind_pin (w, &pin, order, n), best);
  world_agree (w, "promises left unserved by a pin", world_unserved (w), 0);
  *n_short += best < wanted;
  for (guint lot = 0; lot < w->n_lots; lot++)
    if (pin.got[lot] > 0)
      g_assert_cmpint (fo_lot_usable (&w->lots[lot], &w->item, w->today, until), ==, FO_OK);
}

static void
check_pins (GRand *rand, FoIssueOrder issue, gboolean in_order)
{
  guint n = fo_test_count (WAREHOUSES), n_pins = 0, n_short = 0;

  for (guint i = 0; i < n; i++) {
    Warehouse w = world_honest (rand, issue);

    w.n_promises = (guint) g_rand_int_range (rand, 0, (gint) MIN (w.n_promises, MAX_PROMISES - 1) + 1); /* room for one to try */
    for (guint k = 0; k < 3; k++) {
      guint only = random_lots (rand, &w, FALSE);

      if (!only)
        continue;
      check_pin (&w, rand, world_until (rand, w.today), only, in_order, &n_short);
      n_pins++;
    }
  }
  g_print ("# %u warehouses, %u pins, %u got less than they asked for\n", n, n_pins, n_short);
  g_assert_cmpuint (n_short, >, n_pins / 10);
  g_assert_cmpuint (n_pins - n_short, >, n_pins / 10);
}

static void
test_fefo (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("pins, first expired first out");
  check_pins (rand, FO_ISSUE_FEFO, TRUE);
}

static void
test_fifo (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("pins, first in first out");
  check_pins (rand, FO_ISSUE_FIFO, TRUE);
}

static void
test_any_order (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("pins, lots in any order");
  check_pins (rand, FO_ISSUE_FEFO, FALSE);
}

/* ---- owners ----------------------------------------------------------------------------------------------------------------- */

/* Another owner's goods change nothing for the house: the room for a promise is what there is of its own. And his line gets all that
 * is his, whatever the house has promised. */
static void
test_owners (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("owners");
  guint n = fo_test_count (WAREHOUSES), n_foreign = 0;

  for (guint i = 0; i < n; i++) {
    Warehouse w = world_random (rand, i % 2 ? FO_ISSUE_FIFO : FO_ISSUE_FEFO);
    FoDay until = world_until (rand, w.today);
    guint only, unused = 0;
    FoQuantity room_u;
    Book book;

    give_away (rand, &w);
    keep_what_can_be (&w);
    w.n_promises = MIN (w.n_promises, (guint) MAX_PROMISES - 1);
    world_keep_book (&w, until, &book);
    room_u = fo_promise_room (&book.life, until);
    world_agree (&w, "all the room fits", world_fits (&w, until, (guint) room_u), TRUE);
    world_agree (&w, "one piece more fits", world_fits (&w, until, (guint) room_u + 1), FALSE);
    only = random_lots (rand, &w, TRUE);
    if (!only)
      continue;
    check_pin (&w, rand, until, only, TRUE, &unused);
    n_foreign++;
  }
  g_print ("# %u warehouses, %u lines of another owner\n", n, n_foreign);
  g_assert_cmpuint (n_foreign, >, n / 5);
}

/* ---- a minimum life in percent ---------------------------------------------------------------------------------------------- */

/* Nothing is rounded here: so many hundredths of the shelf life are left on the day of shipment, or they are not. */
static gboolean
lives_long_enough (const Warehouse *w, const FoLot *lot, FoDay ship_on, int32_t percent)
{
  FoDay end = fo_lot_usable_until (lot, &w->item);

  if (lot->state != FO_LOT_STATE_FREE || end == FO_DAY_NONE)
    return end == FO_DAY_NONE && lot->state == FO_LOT_STATE_FREE && ship_on == w->today && percent == 0;
  return end >= ship_on && (gint64) (end - ship_on) * 100 >= (gint64) percent * w->item.shelf_life_days;
}

static void
test_percent (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("a minimum life in percent");
  guint n = fo_test_count (WAREHOUSES), n_some = 0, n_none = 0;

  for (guint i = 0; i < n; i++) {
    Warehouse w = world_random (rand, FO_ISSUE_FEFO);
    FoDay ship_on = w.today + g_rand_int_range (rand, 0, 4), until;
    int32_t percent = g_rand_int_range (rand, 0, 101);
    guint there = 0;
    FoQuantity room_u;
    Book book;

    w.item.shelf_life_days = g_rand_int_range (rand, 1, 16);
    w.n_promises = 0;
    until = fo_lot_until_for (w.today, ship_on, fo_min_life_days (&(FoMinLife){ 0, percent }, &w.item));
    for (guint lot = 0; lot < w.n_lots; lot++)
      if (lives_long_enough (&w, &w.lots[lot], ship_on, percent))
        there += w.free[lot];
    world_keep_book (&w, until, &book);
    room_u = fo_promise_room (&book.life, until);
    world_agree (&w, "pieces that live long enough", room_u, there);
    world_agree (&w, "fits with the days", world_fits (&w, until, there), TRUE);
    *(there ? &n_some : &n_none) += 1;
  }
  g_print ("# %u warehouses, %u with goods that live long enough\n", n, n_some);
  g_assert_cmpuint (n_some, >, n / 10);
  g_assert_cmpuint (n_none, >, n / 10);
}

/* ---- days pass -------------------------------------------------------------------------------------------------------------- */

enum { MAX_PINS = 4, ACTS = 60 };

typedef struct {
  Warehouse w;
  Pin pins[MAX_PINS];
  guint n_pins, n_let_go, n_given_up;
} Life;

/* What is bound and has ended is let go; what cannot be kept is given up, the youngest promise first, and no more than must be. */
static void
morning (Life *life)
{
  Warehouse *w = &life->w;
  Book book;

  for (guint i = 0; i < w->n_promises; i++)
    w->promises[i].until = MAX (w->promises[i].until, w->today);
  for (guint i = 0; i < life->n_pins; i++) {
    life->pins[i].wish.until = MAX (life->pins[i].wish.until, w->today);
    for (guint lot = 0; lot < w->n_lots; lot++)
      if (life->pins[i].got[lot] > 0 && !serves (w, lot, &life->pins[i].wish)) {
        w->free[lot] += life->pins[i].got[lot];
        life->pins[i].got[lot] = 0;
        life->n_let_go++;
      }
  }
  for (;;) {
    Promise *last = &w->promises[w->n_promises - 1];
    guint broken;

    world_keep_book (w, w->today, &book);
    broken = (guint) fo_promise_broken (&book.life);
    world_agree (w, "broken over night", broken, world_unserved (w));
    if (broken == 0)
      return;
    life->n_given_up++;
    last->pieces -= MIN (last->pieces, broken);
    w->n_promises -= last->pieces == 0;
  }
}

static void
somebody_pins (Life *life, GRand *rand)
{
  Warehouse *w = &life->w;
  guint order[MAX_LOTS], n, only = random_lots (rand, w, g_rand_boolean (rand));
  Pin *pin = &life->pins[life->n_pins];

  if (life->n_pins == MAX_PINS || !only)
    return;
  *pin = (Pin){ .wish = { world_until (rand, w->today), (guint) g_rand_int_range (rand, 1, MAX_PIECES + 1), only } };
  n = order_of (w, NULL, order);
  world_agree (w, "pieces bound as days pass", bind_pin (w, pin, order, n), most (w, &(Promise){ pin->wish.until, pin->wish.pieces, only }));
  life->n_pins++;
}

static void
somebody_asks (Life *life, GRand *rand)
{
  Warehouse *w = &life->w;
  FoDay until = world_until (rand, w->today);
  Book book;
  guint room;

  if (w->n_promises >= MAX_PROMISES - 1)
    return;
  world_keep_book (w, until, &book);
  room = (guint) fo_promise_room (&book.life, until);
  world_agree (w, "one piece more as days pass", world_fits (w, until, room + 1), FALSE);
  if (room > 0)
    world_add_promise (w, until, MIN (room, MAX_PIECES));
}

static void
one_act (Life *life, GRand *rand)
{
  Warehouse *w = &life->w;
  guint lot;

  switch (g_rand_int_range (rand, 0, 6)) {
  case 0:
    if (w->n_lots < MAX_LOTS) {
      world_add_lot (w, rand);
      if (g_rand_int_range (rand, 0, 3) == 0)
        g_strlcpy (w->lots[w->n_lots - 1].owner, "Vega", sizeof w->lots[0].owner);
    }
    return;
  case 1:
    w->today++;
    morning (life);
    return;
  case 2: /* the goods of a pin leave */
    if (life->n_pins > 0)
      life->n_pins--;
    return;
  case 3: /* goods come to a lot that is empty */
    lot = (guint) g_rand_int_range (rand, 0, MAX_LOTS);
    if (lot < w->n_lots && w->free[lot] == 0)
      w->free[lot] = 1;
    return;
  case 4:
    somebody_pins (life, rand);
    return;
  default:
    somebody_asks (life, rand);
    return;
  }
}

static void
test_days_pass (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("pins and owners as days pass");
  guint n = fo_test_count (WAREHOUSES), n_let_go = 0, n_given_up = 0;

  for (guint i = 0; i < n; i++) {
    Life life = { .w = world_random (rand, i % 2 ? FO_ISSUE_FIFO : FO_ISSUE_FEFO) };

    give_away (rand, &life.w);
    morning (&life);
    for (guint act = 0; act < ACTS / 3; act++) {
      one_act (&life, rand);
      world_agree (&life.w, "after an act, promises unserved", world_unserved (&life.w), 0);
    }
    n_let_go += life.n_let_go;
    n_given_up += life.n_given_up;
  }
  g_print ("# %u warehouses of %d acts, %u pins let go, %u promises given up by the night\n", n, ACTS / 3, n_let_go, n_given_up);
  g_assert_cmpuint (n_let_go, >, n / 50);
  g_assert_cmpuint (n_given_up, >, n / 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/promise/pins/fefo", test_fefo);
  g_test_add_func ("/core/promise/pins/fifo", test_fifo);
  g_test_add_func ("/core/promise/pins/any-order", test_any_order);
  g_test_add_func ("/core/promise/pins/owners", test_owners);
  g_test_add_func ("/core/promise/pins/percent", test_percent);
  g_test_add_func ("/core/promise/pins/days-pass", test_days_pass);
  return g_test_run ();
}

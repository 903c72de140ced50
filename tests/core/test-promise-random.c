/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Promises against brute force. The core judges a warehouse by sums over days; here every promised piece is given a
 * piece of goods of its own, by trying (augmenting paths), with nothing but fo_lot_usable to say which goods may serve.
 * The two must say the same of every warehouse: small, random, with expired goods, goods of unknown day, goods that
 * never expire, blocked lots, and promises that ask for a day to come.
 */
#include "firstout/core/issue.h"
#include "firstout/core/promise.h"
#include "support/seed.h"

#include <stdlib.h>
#include <string.h>

#define WAREHOUSES 10000
#define MAX_LOTS 6
#define MAX_PROMISES 5
#define MAX_PIECES 4 /* of one lot, of one promise; a piece is the smallest quantity there is */
#define LAST_DAY 9   /* how many days after today promises reach; goods end a little before and after */

typedef struct {
  FoDay until;
  guint pieces;
} Promise;

typedef struct {
  FoDay today;
  FoItem item;
  FoLot lots[MAX_LOTS];
  guint free[MAX_LOTS]; /* pieces */
  guint n_lots;
  Promise promises[MAX_PROMISES + 1]; /* one more to try */
  guint n_promises;
} Warehouse;

/* ---- random warehouses ------------------------------------------------------------------------------------------- */

static FoDay
random_end (GRand *rand, FoDay today)
{
  switch (g_rand_int_range (rand, 0, 8)) {
  case 0:
    return FO_DAY_NONE;
  case 1:
    return FO_DAY_MAX;
  default:
    return today + g_rand_int_range (rand, -3, LAST_DAY + 3);
  }
}

static FoDay
random_until (GRand *rand, FoDay today)
{
  if (g_rand_int_range (rand, 0, 40) == 0)
    return FO_DAY_MAX;
  return g_rand_int_range (rand, 0, 3) == 0 ? today : today + g_rand_int_range (rand, 0, LAST_DAY + 1);
}

static void
add_lot (Warehouse *w, GRand *rand)
{
  FoLot *lot = &w->lots[w->n_lots];

  *lot = (FoLot){ .id = (FoId) w->n_lots + 1, .item_id = 1 };
  g_snprintf (lot->number, sizeof lot->number, "L%d", g_rand_int_range (rand, 0, 100));
  lot->expires_on = random_end (rand, w->today);
  lot->received_on = w->today - g_rand_int_range (rand, 0, 6);
  lot->produced_on = FO_DAY_NONE;
  if (g_rand_int_range (rand, 0, 8) == 0)
    lot->state = g_rand_boolean (rand) ? FO_LOT_STATE_BLOCKED : FO_LOT_STATE_QUARANTINE;
  w->free[w->n_lots++] = (guint) g_rand_int_range (rand, 1, MAX_PIECES + 1);
}

static void
add_promise (Warehouse *w, FoDay until, guint pieces)
{
  w->promises[w->n_promises++] = (Promise){ until, pieces };
}

static Warehouse
random_warehouse (GRand *rand, FoIssueOrder issue)
{
  Warehouse w = { .today = g_rand_int_range (rand, 18000, 24000), .item = { .id = 1, .issue = issue } };
  gint n_lots = g_rand_int_range (rand, 0, MAX_LOTS + 1), n_promises = g_rand_int_range (rand, 0, MAX_PROMISES + 1);

  w.item.has_expiry = g_rand_int_range (rand, 0, 10) > 0;
  for (gint i = 0; i < n_lots; i++)
    add_lot (&w, rand);
  for (gint i = 0; i < n_promises; i++)
    add_promise (&w, random_until (rand, w.today), (guint) g_rand_int_range (rand, 1, MAX_PIECES + 1));
  return w;
}

static gboolean feasible_with (const Warehouse *w, FoDay until, guint pieces);

/* One that keeps all its promises, most of them with nothing to spare: what is asked is promised as far as brute
 * force finds goods for it. */
static Warehouse
honest_warehouse (GRand *rand, FoIssueOrder issue)
{
  Warehouse w = random_warehouse (rand, issue);

  w.n_promises = 0;
  while (w.n_lots < 2)
    add_lot (&w, rand);
  for (guint i = 0; i < 4 * MAX_PROMISES && w.n_promises < MAX_PROMISES; i++) {
    FoDay until = random_until (rand, w.today);
    guint pieces = (guint) g_rand_int_range (rand, 1, MAX_PIECES + 1);

    if (feasible_with (&w, until, pieces))
      add_promise (&w, until, pieces);
  }
  return w;
}

static const char *
day_text (FoDay day, FoDay today, char *text, gsize size)
{
  if (day == FO_DAY_NONE)
    g_strlcpy (text, "unknown", size);
  else if (day == FO_DAY_MAX)
    g_strlcpy (text, "never", size);
  else
    g_snprintf (text, size, "today%+d", day - today);
  return text;
}

static void
show (const Warehouse *w)
{
  char text[32];

  for (guint i = 0; i < w->n_lots; i++)
    g_test_message ("lot %u (%s, %s): %u pieces, ends %s", i, w->lots[i].number, fo_lot_state_name (w->lots[i].state),
                    w->free[i], day_text (fo_lot_usable_until (&w->lots[i], &w->item), w->today, text, sizeof text));
  for (guint i = 0; i < w->n_promises; i++)
    g_test_message ("promise %u: %u pieces until %s", i, w->promises[i].pieces,
                    day_text (w->promises[i].until, w->today, text, sizeof text));
}

/* Both must say the same number; if not, the warehouse is shown. */
static void
agree (const Warehouse *w, const char *what, gint64 core, gint64 brute)
{
  if (core == brute)
    return;
  show (w);
  g_error ("%s: the core says %" G_GINT64_FORMAT ", brute force %" G_GINT64_FORMAT, what, core, brute);
}

/* ---- brute force ------------------------------------------------------------------------------------------------- */

typedef struct {
  const Warehouse *w;
  guint n_serving[MAX_LOTS];
  guint serving[MAX_LOTS][MAX_PIECES]; /* the promise each used piece of the lot serves */
  gboolean tried[MAX_LOTS];
} Matching;

/* Finds a piece of goods for one more piece of PROMISE, moving pieces of other promises to other lots when that
 * helps. */
static gboolean
serve (Matching *m, guint promise)
{
  const Warehouse *w = m->w;

  for (guint lot = 0; lot < w->n_lots; lot++) {
    if (m->tried[lot] || fo_lot_usable (&w->lots[lot], &w->item, w->today, w->promises[promise].until) != FO_OK)
      continue;
    m->tried[lot] = TRUE;
    if (m->n_serving[lot] < w->free[lot]) {
      m->serving[lot][m->n_serving[lot]++] = promise;
      return TRUE;
    }
    for (guint i = 0; i < m->n_serving[lot]; i++)
      if (serve (m, m->serving[lot][i])) {
        m->serving[lot][i] = promise;
        return TRUE;
      }
  }
  return FALSE;
}

/* How many promised pieces go without goods, however the goods are dealt out. */
static guint
unserved (const Warehouse *w)
{
  Matching m = { .w = w };
  guint without = 0;

  for (guint promise = 0; promise < w->n_promises; promise++)
    for (guint piece = 0; piece < w->promises[promise].pieces; piece++) {
      memset (m.tried, 0, sizeof m.tried);
      without += !serve (&m, promise);
    }
  return without;
}

static gboolean
feasible_with (const Warehouse *w, FoDay until, guint pieces)
{
  Warehouse more = *w;

  add_promise (&more, until, pieces);
  return unserved (&more) == 0;
}

/* ---- the sums the core judges by, as the store would keep them --------------------------------------------------- */

typedef struct {
  FoLifeStep ending[MAX_LOTS], promised[MAX_PROMISES + 1];
  FoLife life;
} Book;

static void
add_step (FoLifeStep *steps, gsize *n, FoDay day, guint pieces)
{
  gsize at = 0;

  while (at < *n && steps[at].day < day)
    at++;
  if (at < *n && steps[at].day == day) {
    steps[at].quantity_u += pieces;
    return;
  }
  memmove (steps + at + 1, steps + at, (*n - at) * sizeof *steps);
  steps[at] = (FoLifeStep){ day, pieces };
  ++*n;
}

/* Goods of unknown day are good today, and nobody can say more. */
static FoDay
counted_end (const Warehouse *w, guint lot)
{
  FoDay end = fo_lot_usable_until (&w->lots[lot], &w->item);

  return end == FO_DAY_NONE ? w->today : end;
}

/* The book, good for questions up to the day LAST. */
static void
keep_book (const Warehouse *w, FoDay last, Book *book)
{
  FoLife *life = &book->life;

  *life = (FoLife){ .ending = book->ending, .promised = book->promised, .horizon = last + 1 };
  for (guint i = 0; i < w->n_promises; i++) {
    add_step (book->promised, &life->n_promised, w->promises[i].until, w->promises[i].pieces);
    life->horizon = MAX (life->horizon, w->promises[i].until + 1);
  }
  for (guint i = 0; i < w->n_lots; i++) {
    if (w->lots[i].state != FO_LOT_STATE_FREE || w->free[i] == 0)
      continue;
    life->free_u += w->free[i];
    if (counted_end (w, i) < life->horizon)
      add_step (book->ending, &life->n_ending, counted_end (w, i), w->free[i]);
  }
}

/* The lots in the order they shall leave, as the store's index walks them. */
static gint
by_key (gconstpointer a, gconstpointer b, gpointer data)
{
  const Warehouse *w = data;
  const FoOpenLot *lot_a = a, *lot_b = b;
  char key_a[FO_ISSUE_KEY_MAX], key_b[FO_ISSUE_KEY_MAX];
  int order = strcmp (fo_issue_key (&w->lots[lot_a->lot_id - 1], &w->item, key_a),
                      fo_issue_key (&w->lots[lot_b->lot_id - 1], &w->item, key_b));

  return order ? order : (lot_a->lot_id > lot_b->lot_id) - (lot_a->lot_id < lot_b->lot_id);
}

static gsize
open_lots (const Warehouse *w, FoOpenLot *open)
{
  gsize n = 0;

  for (guint i = 0; i < w->n_lots; i++)
    if (w->lots[i].state == FO_LOT_STATE_FREE && w->free[i] > 0)
      open[n++] = (FoOpenLot){ w->lots[i].id, 7, fo_lot_usable_until (&w->lots[i], &w->item), w->free[i] };
  g_qsort_with_data (open, (gint) n, sizeof *open, by_key, (gpointer) w);
  return n;
}

/* ---- what must hold ---------------------------------------------------------------------------------------------- */

/* "Broken" is, to the piece, what no dealing out of goods could serve; and broken promises stay broken on a later
 * look. */
static void
check_broken (const Warehouse *w, Book *book)
{
  keep_book (w, w->today, book);
  agree (w, "broken", fo_promise_broken (&book->life), unserved (w));
}

static void
test_broken (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("broken promises");
  guint n = fo_test_count (WAREHOUSES), n_broken = 0;

  for (guint i = 0; i < n; i++) {
    Warehouse w = random_warehouse (rand, FO_ISSUE_FEFO);
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
  guint room = (guint) room_u, broken = unserved (w);
  Warehouse more = *w;

  add_promise (&more, until, room);
  agree (w, "unserved after promising all the room", broken, unserved (&more));
  if (broken == 0)
    agree (w, "one piece more than the room fits", FALSE, feasible_with (w, until, room + 1));
}

static void
test_room (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("promise room");
  guint n = fo_test_count (WAREHOUSES), n_some = 0, n_limited = 0;

  for (guint i = 0; i < n; i++) {
    Warehouse w = random_warehouse (rand, FO_ISSUE_FEFO);

    for (gint day = 0; day <= LAST_DAY + 1; day++) {
      FoDay until = day > LAST_DAY ? FO_DAY_MAX : w.today + day;
      FoQuantity room_u;
      Book book;

      keep_book (&w, until, &book);
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
  gsize n_open = open_lots (w, open), n_picks, last = 0;
  FoDay until = w->promises[own].until;

  n_picks = fo_issue_plan (open, n_open, w->today, until, wanted, picks, MAX_LOTS, &missing_u);
  agree (w, "missing at release", missing_u, 0);
  for (gsize i = 0; i < n_picks; i++) {
    guint lot = (guint) picks[i].lot_id - 1, pieces = (guint) picks[i].quantity_u;
    FoQuantity taken_u = picks[i].quantity_u;
    Book book;

    g_assert_cmpint (fo_lot_usable (&w->lots[lot], &w->item, w->today, until), ==, FO_OK);
    for (; open[last].lot_id != picks[i].lot_id; last++)
      if (w->free[open[last].lot_id - 1] > 0)
        g_assert_cmpint (fo_lot_usable (&w->lots[open[last].lot_id - 1], &w->item, w->today, until), !=, FO_OK);
    keep_book (w, w->today, &book);
    agree (w, "the oldest lot may be bound", FO_OK,
           fo_promise_allows_taking (&book.life, counted_end (w, lot), taken_u, taken_u, until));
    take (w, lot, pieces, own, pieces);
    agree (w, "promises left unserved by the oldest lot", 0, unserved (w));
  }
}

static void
test_oldest_lot (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("oldest lot first");
  guint n = fo_test_count (WAREHOUSES), n_released = 0;

  for (guint i = 0; i < n; i++) {
    Warehouse w = honest_warehouse (rand, FO_ISSUE_FEFO);

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
    Warehouse w = random_warehouse (rand, FO_ISSUE_FEFO);
    guint own = w.n_promises > 0 ? (guint) g_rand_int_range (rand, 0, (gint) w.n_promises) : 0, before = unserved (&w);
    FoOpenLot open[MAX_LOTS];
    FoPick picks[MAX_LOTS];
    FoQuantity missing_u;
    gsize n_picks;

    if (before == 0)
      continue;
    n_picks = fo_issue_plan (open, open_lots (&w, open), w.today, w.promises[own].until, w.promises[own].pieces, picks,
                             MAX_LOTS, &missing_u);
    for (gsize j = 0; j < n_picks; j++)
      take (&w, (guint) picks[j].lot_id - 1, (guint) picks[j].quantity_u, own, (guint) picks[j].quantity_u);
    agree (&w, "the shortage grew", unserved (&w) > before, FALSE);
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
  guint pieces, own_pieces = 0, before = unserved (w);
  Warehouse after = *w;
  FoVerdict verdict;
  Book book;

  if (w->lots[lot].state != FO_LOT_STATE_FREE || w->free[lot] == 0)
    return FALSE;
  pieces = (guint) g_rand_int_range (rand, 1, (gint) w->free[lot] + 1);
  if (own < w->n_promises)
    own_pieces = (guint) g_rand_int_range (rand, 0, (gint) MIN (pieces, w->promises[own].pieces) + 1);
  keep_book (w, w->today, &book);
  verdict = fo_promise_allows_taking (&book.life, counted_end (w, lot), pieces, own_pieces,
                                      own_pieces > 0 ? w->promises[own].until : w->today + LAST_DAY);
  take (&after, lot, pieces, own, own_pieces);
  if (before == 0)
    agree (w, "taking", verdict, unserved (&after) == 0 ? FO_OK : FO_PROMISED_ELSEWHERE);
  else if (verdict == FO_OK)
    agree (w, "taking made it worse", unserved (&after) > before, FALSE);
  return verdict != FO_OK;
}

static void
test_taking (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("taking any lot");
  guint n = fo_test_count (WAREHOUSES), n_tried = 0, n_refused = 0;

  for (guint i = 0; i < n; i++) {
    Warehouse w = honest_warehouse (rand, FO_ISSUE_FEFO);

    if (i % 4 == 0) {
      w = random_warehouse (rand, FO_ISSUE_FEFO);
      while (w.n_lots == 0)
        add_lot (&w, rand);
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
  gsize n_open = open_lots (w, open);
  FoDay until = w->promises[own].until;
  gboolean left = FALSE;

  for (gsize i = 0; i < n_open && w->promises[own].pieces > 0; i++) {
    guint lot = (guint) open[i].lot_id - 1, wanted = MIN (w->free[lot], w->promises[own].pieces), may;
    Warehouse more;
    Book book;

    if (fo_open_lot_usable (&open[i], w->today, until) != FO_OK)
      continue;
    keep_book (w, w->today, &book);
    may = (guint) MIN (fo_promise_taking_room (&book.life, counted_end (w, lot), until), wanted);
    more = *w;
    take (w, lot, may, own, may);
    agree (w, "promises left unserved by first in, first out", 0, unserved (w));
    if (may < wanted) {
      take (&more, lot, may + 1, own, may + 1);
      agree (w, "one piece more might have been taken", unserved (&more) == 0, FALSE);
      left = TRUE;
    }
  }
  agree (w, "pieces no lot may be bound for", w->promises[own].pieces, 0);
  return left;
}

static void
test_first_in (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("first in, first out");
  guint n = fo_test_count (WAREHOUSES), n_released = 0, n_left = 0;

  for (guint i = 0; i < n; i++) {
    Warehouse w = honest_warehouse (rand, FO_ISSUE_FIFO);

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
  FoDay until = random_until (rand, w->today);
  guint pieces = (guint) g_rand_int_range (rand, 1, MAX_PIECES + 1);
  gboolean fits;
  Book book;

  if (w->n_promises == MAX_PROMISES)
    return;
  keep_book (w, until, &book);
  fits = fo_promise_room (&book.life, until) >= pieces;
  agree (w, "a promise fits", fits, feasible_with (w, until, pieces));
  if (fits)
    add_promise (w, until, pieces);
}

static void
somebody_takes (Warehouse *w, GRand *rand)
{
  guint lot = (guint) g_rand_int_range (rand, 0, (gint) w->n_lots);
  Book book;

  keep_book (w, w->today, &book);
  if (w->lots[lot].state != FO_LOT_STATE_FREE || w->free[lot] == 0
      || fo_promise_allows_taking (&book.life, counted_end (w, lot), 1, 0, 0) != FO_OK)
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
      add_lot (w, rand);
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
  guint n = fo_test_count (WAREHOUSES / 10), n_dropped = 0;

  for (guint i = 0; i < n; i++) {
    Warehouse w = random_warehouse (rand, FO_ISSUE_FEFO);
    Book book;

    morning (&w);
    for (guint act = 0; act < 60; act++) {
      n_dropped += one_act (&w, rand);
      check_broken (&w, &book);
      agree (&w, "after an act, promises unserved", unserved (&w), 0);
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

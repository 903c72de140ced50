/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "promise-world.h"

#include <stdlib.h>
#include <string.h>

/* ---- random warehouses ------------------------------------------------------------------------------------------- */

FoDay
world_end (GRand *rand, FoDay today)
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

FoDay
world_until (GRand *rand, FoDay today)
{
  if (g_rand_int_range (rand, 0, 40) == 0)
    return FO_DAY_MAX;
  return g_rand_int_range (rand, 0, 3) == 0 ? today : today + g_rand_int_range (rand, 0, LAST_DAY + 1);
}

void
world_add_lot (Warehouse *w, GRand *rand)
{
  FoLot *lot = &w->lots[w->n_lots];

  *lot = (FoLot){ .id = (FoId) w->n_lots + 1, .item_id = 1 };
  g_snprintf (lot->number, sizeof lot->number, "L%d", g_rand_int_range (rand, 0, 100));
  lot->expires_on = world_end (rand, w->today);
  lot->received_on = w->today - g_rand_int_range (rand, 0, 6);
  lot->produced_on = FO_DAY_NONE;
  if (g_rand_int_range (rand, 0, 8) == 0)
    lot->state = g_rand_boolean (rand) ? FO_LOT_STATE_BLOCKED : FO_LOT_STATE_QUARANTINE;
  w->free[w->n_lots++] = (guint) g_rand_int_range (rand, 1, MAX_PIECES + 1);
}

void
world_add_promise (Warehouse *w, FoDay until, guint pieces)
{
  w->promises[w->n_promises++] = (Promise){ until, pieces, 0 };
}

Warehouse
world_random (GRand *rand, FoIssueOrder issue)
{
  Warehouse w = { .today = g_rand_int_range (rand, 18000, 24000), .item = { .id = 1, .issue = issue } };
  gint n_lots = g_rand_int_range (rand, 0, MAX_LOTS + 1), n_promises = g_rand_int_range (rand, 0, MAX_PROMISES + 1);

  w.item.has_expiry = g_rand_int_range (rand, 0, 10) > 0;
  for (gint i = 0; i < n_lots; i++)
    world_add_lot (&w, rand);
  for (gint i = 0; i < n_promises; i++)
    world_add_promise (&w, world_until (rand, w.today), (guint) g_rand_int_range (rand, 1, MAX_PIECES + 1));
  return w;
}

/* One that keeps all its promises, most of them with nothing to spare: what is asked is promised as far as brute
 * force finds goods for it. */
Warehouse
world_honest (GRand *rand, FoIssueOrder issue)
{
  Warehouse w = world_random (rand, issue);

  w.n_promises = 0;
  while (w.n_lots < 2)
    world_add_lot (&w, rand);
  for (guint i = 0; i < 4 * MAX_PROMISES && w.n_promises < MAX_PROMISES; i++) {
    FoDay until = world_until (rand, w.today);
    guint pieces = (guint) g_rand_int_range (rand, 1, MAX_PIECES + 1);

    if (world_fits (&w, until, pieces))
      world_add_promise (&w, until, pieces);
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
void
world_agree (const Warehouse *w, const char *what, gint64 core, gint64 brute)
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

/* By name where lots are named, else every lot of the house. */
static gboolean
may_serve (const Warehouse *w, guint lot, const Promise *promise)
{
  gboolean named = promise->only ? (promise->only >> lot) & 1 : !w->lots[lot].owner[0];

  return named && fo_lot_usable (&w->lots[lot], &w->item, w->today, promise->until) == FO_OK;
}

/* Finds a piece of goods for one more piece of PROMISE, moving pieces of other promises to other lots when that
 * helps. */
static gboolean
serve (Matching *m, guint promise)
{
  const Warehouse *w = m->w;

  for (guint lot = 0; lot < w->n_lots; lot++) {
    if (m->tried[lot] || !may_serve (w, lot, &w->promises[promise]))
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
guint
world_unserved (const Warehouse *w)
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

gboolean
world_fits (const Warehouse *w, FoDay until, guint pieces)
{
  Warehouse more = *w;

  world_add_promise (&more, until, pieces);
  return world_unserved (&more) == 0;
}

/* ---- the sums the core judges by, as the store would keep them --------------------------------------------------- */

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
FoDay
world_counted_end (const Warehouse *w, guint lot)
{
  FoDay end = fo_lot_usable_until (&w->lots[lot], &w->item);

  return end == FO_DAY_NONE ? w->today : end;
}

/* The book, good for questions up to the day LAST. */
void
world_keep_book (const Warehouse *w, FoDay last, Book *book)
{
  FoLife *life = &book->life;

  *life = (FoLife){ .ending = book->ending, .promised = book->promised, .horizon = last + 1 };
  for (guint i = 0; i < w->n_promises; i++) {
    if (w->promises[i].only) /* bound at once, never promised by quantity */
      continue;
    add_step (book->promised, &life->n_promised, w->promises[i].until, w->promises[i].pieces);
    life->horizon = MAX (life->horizon, w->promises[i].until + 1);
  }
  for (guint i = 0; i < w->n_lots; i++) {
    if (!fo_lot_is_open (&w->lots[i]) || w->free[i] == 0)
      continue;
    life->free_u += w->free[i];
    if (world_counted_end (w, i) < life->horizon)
      add_step (book->ending, &life->n_ending, world_counted_end (w, i), w->free[i]);
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

gsize
world_open_lots (const Warehouse *w, FoOpenLot *open)
{
  gsize n = 0;

  for (guint i = 0; i < w->n_lots; i++)
    if (fo_lot_is_open (&w->lots[i]) && w->free[i] > 0)
      open[n++] = (FoOpenLot){ w->lots[i].id, 7, fo_lot_usable_until (&w->lots[i], &w->item), w->free[i] };
  g_qsort_with_data (open, (gint) n, sizeof *open, by_key, (gpointer) w);
  return n;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * First out is the oldest, after any history: no unit leaves of a lot while, when that lot was chosen for it, an older one was usable,
 * free and allowed, and nobody else needed it, unless a person gave a reason. Random days are lived; after each step it is read from the
 * store which lots were chosen for which lines (held, picked or gone in greater number than before), and each choice is judged against
 * what lay where at that moment, by the rule as it is told to people. The code that chooses is not asked.
 *
 * Control: with an item whose enforcement is off, people who take what is nearest must be found out. */
#include "fefo.h"

#include "firstout/store/stock.h"
#include "hostile.h"
#include "memdisk.h"
#include "support/postgres.h"
#include "support/seed.h"
#include "support/stores.h"
#include <string.h>

/* ---- what was chosen --------------------------------------------------------------------------------------------- */

static Chosen *
find_chosen (GArray *list, FoId line, FoId lot)
{
  for (guint i = 0; i < list->len; i++) {
    Chosen *one = &g_array_index (list, Chosen, i);
    if (one->line == line && one->lot == lot)
      return one;
  }
  return NULL;
}

static Chosen *
chosen_for (GArray *list, FoId line, FoId lot)
{
  const Chosen fresh = { .line = line, .lot = lot, .until = FO_DAY_NONE };
  Chosen *one = find_chosen (list, line, lot);

  if (one)
    return one;
  g_array_append_val (list, fresh);
  return &g_array_index (list, Chosen, list->len - 1);
}

typedef struct {
  Life *life;
  GArray *now;                    /* Chosen */
  GArray *goods[ITEMS], *promises[ITEMS]; /* FoStockRow, FoPromise */
  FoItem items[ITEMS];
} Sight;

static FoId
lot_of (const Life *l, const FoShipped *row)
{
  for (guint i = 0; i < l->lots->len; i++) {
    const FoLot *lot = &g_array_index (l->lots, FoLot, i);
    if (strcmp (lot->number, row->lot) == 0) /* each number is given once */
      return lot->id;
  }
  g_assert_not_reached ();
}

static bool
see_order (FoTxn *txn, Sight *s, FoId order, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold)), shipped = g_array_new (FALSE, FALSE, sizeof (FoShipped));

  if (!fo_holds_of_order (txn, order, holds, error) || !fo_shipments_of_order (txn, order, shipped, error))
    return false;
  for (guint i = 0; i < holds->len; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);
    Chosen *one = chosen_for (s->now, hold->line_id, hold->lot_id);

    one->held_u += hold->quantity_u;
    one->until = MAX (one->until, hold->usable_until);
  }
  for (guint i = 0; i < shipped->len; i++) {
    const FoShipped *row = &g_array_index (shipped, FoShipped, i);
    if (row->line_id) /* else one that was taken back */
      chosen_for (s->now, row->line_id, lot_of (s->life, row))->gone_u += row->quantity_u;
  }
  return true;
}

/* Those of which nothing is left are not listed any more, and are remembered. */
static bool
learn_lots (FoTxn *txn, Life *l, FoId item, GError **error)
{
  g_autoptr (GArray) listed = g_array_new (FALSE, FALSE, sizeof (FoLot));

  if (!fo_lots_of_item (txn, item, listed, error))
    return false;
  for (guint i = 0; i < listed->len; i++) {
    guint k = 0;

    while (k < l->lots->len && g_array_index (l->lots, FoLot, k).id != g_array_index (listed, FoLot, i).id)
      k++;
    if (k == l->lots->len)
      g_array_append_vals (l->lots, &g_array_index (listed, FoLot, i), 1);
  }
  return true;
}

static FoTxnEnd
see (FoTxn *txn, gpointer data, GError **error)
{
  Sight *s = data;
  Life *l = s->life;
  bool done = true;

  g_array_set_size (s->now, 0);
  for (guint i = 0; i < ITEMS && done; i++) {
    g_array_set_size (s->goods[i], 0);
    g_array_set_size (s->promises[i], 0);
    done = fo_item_find (txn, l->items[i], &s->items[i], error) == FO_FOUND && learn_lots (txn, l, l->items[i], error)
           && fo_stock_of_item (txn, l->items[i], s->goods[i], error) && fo_promises_of_item (txn, l->items[i], s->promises[i], error);
  }
  for (guint i = 0; i < ORDERS && done; i++)
    done = see_order (txn, s, l->orders[i], error);
  return done ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* ---- the rule, as people are told it ----------------------------------------------------------------------------- */

/* The last day on which the goods do; before today when they do for nothing. */
static FoDay
does_until (const Life *l, const FoStockRow *row)
{
  bool here = row->place_id == l->places[FO_PLACE_DOCK] || row->place_id == l->places[FO_PLACE_BIN]
              || (row->place_id == l->places[SHELF] && !l->shut);

  return here && row->state == FO_LOT_STATE_FREE ? row->expires_on : l->today - 1;
}

static bool
is_older (const Sight *s, guint item, const FoLot *a, const FoLot *b)
{
  gint64 by_end = a->expires_on - b->expires_on, by_receipt = a->received_on - b->received_on;
  gint64 first = s->items[item].issue == FO_ISSUE_FIFO ? by_receipt : by_end;
  gint64 then = s->items[item].issue == FO_ISSUE_FIFO ? by_end : by_receipt;

  return first ? first < 0 : then ? then < 0 : strcmp (a->number, b->number) < 0;
}

/* Could every promise be kept if one unit that does until TAKEN left instead of one that does until GIVEN? */
static bool
all_kept (const Sight *s, guint item, FoDay taken, FoDay given)
{
  const Life *l = s->life;

  for (guint p = 0; p < s->promises[item]->len; p++) {
    FoDay t = MAX (g_array_index (s->promises[item], FoPromise, p).usable_until, l->today);
    FoQuantity room_u = (given >= t ? FO_ONE : 0) - (taken >= t ? FO_ONE : 0);

    for (guint i = 0; i < s->goods[item]->len; i++) {
      const FoStockRow *row = &g_array_index (s->goods[item], FoStockRow, i);
      room_u += does_until (l, row) >= t ? row->on_hand_u - row->held_u : 0;
    }
    for (guint i = 0; i < s->promises[item]->len; i++) {
      const FoPromise *other = &g_array_index (s->promises[item], FoPromise, i);
      room_u -= !other->supply_id && MAX (other->usable_until, l->today) >= t ? other->quantity_u : 0;
    }
    if (room_u < 0)
      return false;
  }
  return true;
}

static const FoLot *
lot_with (const Life *l, FoId id)
{
  for (guint i = 0; i < l->lots->len; i++)
    if (g_array_index (l->lots, FoLot, i).id == id)
      return &g_array_index (l->lots, FoLot, i);
  g_assert_not_reached ();
}

/* An older lot that would have done for what was chosen now; NULL: none. */
static const FoLot *
older_that_does (const Sight *s, const Chosen *chosen)
{
  const Life *l = s->life;
  const FoLot *taken = lot_with (l, chosen->lot);
  guint item = (guint) (taken->item_id - l->items[0]);
  FoDay until = MAX (chosen->until, l->today);

  for (guint i = 0; i < s->goods[item]->len; i++) {
    const FoStockRow *row = &g_array_index (s->goods[item], FoStockRow, i);
    const FoLot *lot = lot_with (l, row->lot_id);

    if (does_until (l, row) >= until && row->on_hand_u - row->held_u >= FO_ONE && is_older (s, item, lot, taken)
        && all_kept (s, item, row->expires_on, taken->expires_on))
      return lot;
  }
  return NULL;
}

/* A person who stands at the place took an older lot than the one that had been chosen for the line: better than what may leave
 * without a word, though something older still may have come in the meantime. */
static bool
betters (const Sight *s, const Chosen *now)
{
  const Life *l = s->life;
  const FoLot *taken = lot_with (l, now->lot);

  for (guint i = 0; i < l->chosen->len; i++) {
    const Chosen *before = &g_array_index (l->chosen, Chosen, i);
    const Chosen *left = before->line == now->line ? find_chosen (s->now, before->line, before->lot) : NULL;

    if (before->line == now->line && before->lot != now->lot && before->held_u > (left ? left->held_u : 0)
        && is_older (s, (guint) (taken->item_id - l->items[0]), taken, lot_with (l, before->lot)))
      return true;
  }
  return false;
}

static FoQuantity
chosen_in_all (const GArray *list, FoId lot)
{
  FoQuantity sum_u = 0;

  for (guint i = 0; i < list->len; i++) {
    const Chosen *one = &g_array_index (list, Chosen, i);
    sum_u += one->lot == lot ? one->held_u + one->gone_u : 0;
  }
  return sum_u;
}

/* Two lines have swapped what had been chosen for them: no goods were chosen now. */
static bool
is_swapped (const Sight *s, const Chosen *now)
{
  return chosen_in_all (s->now, now->lot) <= chosen_in_all (s->life->chosen, now->lot);
}

/* ---- a life ------------------------------------------------------------------------------------------------------ */

static void
judge (Sight *s)
{
  Life *l = s->life;

  for (guint i = 0; i < s->now->len; i++) {
    Chosen *now = &g_array_index (s->now, Chosen, i);
    const Chosen before = *chosen_for (l->chosen, now->line, now->lot);
    FoQuantity grown_u = now->held_u + now->gone_u - before.held_u - before.gone_u;
    bool is_choice = grown_u > 0 && !l->excused && now->lot != l->excused_lot;

    now->wrong_u = MIN (before.wrong_u, now->held_u + now->gone_u);
    /* What joined an earlier choice was asked for until another day than that: which, the book does not say any more. */
    if (is_choice && before.held_u == 0) {
      l->judged++;
      now->wrong_u += !is_swapped (s, now) && !betters (s, now) && older_that_does (s, now) ? grown_u : 0;
    }
    if (now->gone_u > before.gone_u && now->wrong_u > 0) {
      l->left_wrong++;
      now->wrong_u = 0;
    }
  }
  g_array_set_size (l->chosen, 0);
  g_array_append_vals (l->chosen, s->now->data, s->now->len);
}

static void
live (Life *l, guint n_steps)
{
  Sight s = { .life = l, .now = g_array_new (FALSE, FALSE, sizeof (Chosen)) };
  g_autoptr (GError) error = NULL;

  l->today = fo_day_from_civil (2026, 11, 22);
  l->lots = g_array_new (FALSE, FALSE, sizeof (FoLot));
  l->chosen = g_array_new (FALSE, FALSE, sizeof (Chosen));
  for (guint i = 0; i < ITEMS; i++) {
    s.goods[i] = g_array_new (FALSE, FALSE, sizeof (FoStockRow));
    s.promises[i] = g_array_new (FALSE, FALSE, sizeof (FoPromise));
  }
  fo_store_set_today (l->store, l->today);
  g_assert_true (fo_store_write (l->store, 0, fefo_furnish, l, &error));
  for (guint i = 0; i < n_steps; i++) {
    fefo_step (l);
    g_assert_true (fo_store_read (l->store, see, &s, &error));
    judge (&s);
  }
  for (guint i = 0; i < ITEMS; i++) {
    g_array_unref (s.goods[i]);
    g_array_unref (s.promises[i]);
  }
  g_array_unref (s.now);
  g_array_unref (l->chosen);
  g_array_unref (l->lots);
}

#define MEMORY_URI "sqlite:/no-such-folder/fefo.db?vfs=" MEMDISK

static FoStore *
open_memory (int flags)
{
  g_autoptr (GError) error = NULL;
  FoStore *store = fo_store_open (MEMORY_URI, flags, &error);

  g_assert_no_error (error);
  return store;
}

static void
live_on_sqlite (const Disk *empty, guint32 seed, bool careless, guint *effects, guint *judged, guint *left_wrong)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (Disk) disk = disk_copy (empty);
  Life l = { .rand = rand, .careless = careless, .effects = effects };

  disk_use (disk);
  l.store = open_memory (0);
  live (&l, 250);
  fo_store_free (l.store);
  if (l.left_wrong && !careless)
    g_print ("# fefo, sqlite, seed %u: %u shipments of goods that were not the oldest\n", seed, l.left_wrong);
  *judged += l.judged;
  *left_wrong += l.left_wrong;
}

static void
live_on_postgresql (guint32 seed, guint *effects, guint *left_wrong)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  Life l = { .store = fo_test_store_new (FO_TEST_POSTGRESQL), .rand = rand, .effects = effects };
  g_autofree char *uri = g_strdup (fo_store_uri (l.store));

  live (&l, 250);
  fo_store_free (l.store);
  fo_test_server_drop (fo_test_server (), uri);
  if (l.left_wrong)
    g_print ("# fefo, postgresql, seed %u: %u shipments of goods that were not the oldest\n", seed, l.left_wrong);
  *left_wrong += l.left_wrong;
}

void
hostile_fefo (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("fefo");
  guint32 seed = g_rand_int (rand);
  guint runs = fo_test_count (40), judged = 0, wrong = 0, wrong_pg = 0, found = 0, unused = 0;
  g_autofree guint *effects = g_new0 (guint, fefo_n_kinds ()), *careless = g_new0 (guint, fefo_n_kinds ());
  g_autoptr (Disk) empty = NULL;
  char name[64];

  memdisk_register ();
  empty = disk_new ();
  disk_use (empty);
  fo_store_free (open_memory (FO_STORE_CREATE));
  for (guint i = 0; i < runs; i++)
    live_on_sqlite (empty, seed + i, false, effects, &judged, &wrong);
  for (guint i = 0; i < MAX (runs / 20, 1); i++)
    live_on_postgresql (seed + i, effects, &wrong_pg);
  for (guint i = 0; i < runs; i++)
    live_on_sqlite (empty, seed + i, true, careless, &unused, &found);
  bar_at_most ("oldest first: shipments of goods that were not, without a reason, sqlite", wrong, 0);
  bar_at_most ("oldest first: shipments of goods that were not, without a reason, postgresql", wrong_pg, 0);
  bar_at_least ("oldest first: choices that were judged", judged, runs * 5);
  bar_at_least ("oldest first, control: people who take what is nearest are found", found, 1);
  for (guint kind = 0; kind < fefo_n_kinds (); kind++) {
    g_snprintf (name, sizeof name, "oldest first: %s, with an effect", fefo_kind_name (kind));
    bar_at_least (name, effects[kind], 1);
  }
}

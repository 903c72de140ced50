/* SPDX-License-Identifier: GPL-3.0-or-later
 * Random days, and what must be true after each step of them, by rules written once more and as plainly as possible:
 * - the store agrees with a plain book that was kept beside it (model-book.h);
 * - the audit is clean, and nothing failed;
 * - for every day t, what is promised from stock for t and later is there, free, and usable until t (unless the night broke it and
 *   the morning's run has not been made);
 * - a lot that a release bound was the first in issue order that the line could take: of an older one that would do, either nothing
 *   is left, or another promise needs it;
 * - nothing left the house after its last usable day. */
#include "model-book.h"
#include "model-cartons.h"
#include "model-else.h"
#include "model-more.h"
#include "model-shelf.h"
#include "model-units.h"
#include "model-waves.h"
#include "hostile.h"
#include "memdisk.h"
#include "support/postgres.h"
#include "support/seed.h"
#include "support/stores.h"
#include <stdio.h>
#include <string.h>


void
model_trouble (Model *m, const char *format, ...)
{
  va_list list;

  if (m->trouble)
    return;
  va_start (list, format);
  m->trouble = g_strdup_vprintf (format, list);
  va_end (list);
}

/* ---- seeing --------------------------------------------------------------------------------------------------------------------- */

typedef struct {
  FoId id;
  ModelSight *sight;
} See;

static FoTxnEnd
see (FoTxn *txn, gpointer data, GError **error)
{
  See *s = data;

  g_array_set_size (s->sight->goods, 0);
  g_array_set_size (s->sight->promises, 0);
  return fo_item_find (txn, s->id, &s->sight->item, error) == FO_FOUND
                 && fo_stock_of_item (txn, s->id, s->sight->goods, error)
                 && fo_promises_of_item (txn, s->id, s->sight->promises, error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

bool
model_see (Model *m, FoId item, ModelSight *ret)
{
  See s = { item, ret };
  g_autoptr (GError) error = NULL;

  ret->goods = g_array_new (FALSE, FALSE, sizeof (FoStockRow));
  ret->promises = g_array_new (FALSE, FALSE, sizeof (FoPromise));
  if (fo_store_read (m->store, see, &s, &error))
    return true;
  model_trouble (m, "reading failed: %s", error->message);
  return false;
}

void
model_sight_clear (ModelSight *sight)
{
  g_clear_pointer (&sight->goods, g_array_unref);
  g_clear_pointer (&sight->promises, g_array_unref);
}

typedef struct {
  FoId order;
  GArray *holds;
} SeeHolds;

static FoTxnEnd
see_holds (FoTxn *txn, gpointer data, GError **error)
{
  SeeHolds *s = data;

  g_array_set_size (s->holds, 0);
  return fo_holds_of_order (txn, s->order, s->holds, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
model_holds (Model *m, FoId order, GArray *holds)
{
  SeeHolds s = { order, holds };
  g_autoptr (GError) error = NULL;

  if (fo_store_read (m->store, see_holds, &s, &error))
    return true;
  model_trouble (m, "reading failed: %s", error->message);
  return false;
}

typedef struct {
  FoId id;
  FoLine *line;
} SeeLine;

static FoTxnEnd
see_line (FoTxn *txn, gpointer data, GError **error)
{
  const SeeLine *s = data;

  return fo_line_find (txn, s->id, s->line, error) == FO_FOUND ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
model_line (Model *m, FoId line, FoLine *ret)
{
  SeeLine s = { line, ret };
  g_autoptr (GError) error = NULL;

  if (fo_store_read (m->store, see_line, &s, &error))
    return true;
  model_trouble (m, "reading failed: %s", error->message);
  return false;
}

/* ---- the inequality, by hand ---------------------------------------------------------------------------------------------------------- */

/* The last day these goods serve who asks for OWNER's; before today when they do not. */
static FoDay
serves_owner_until (const Model *m, const ModelSight *sight, const FoStockRow *row, const char *owner)
{
  if (!g_str_equal (row->owner, owner))
    return m->today - 1;
  if (row->state != FO_LOT_STATE_FREE || row->place_id == m->places[FO_PLACE_BENCH]
      || row->place_id == m->places[FO_PLACE_QUARANTINE] || model_is_shut (m, row->place_id))
    return m->today - 1;
  if (!sight->item.has_expiry)
    return FO_DAY_MAX;
  return row->expires_on == FO_DAY_NONE ? m->today : row->expires_on;
}

/* A promise is of the house's goods. */
static FoDay
serves_until (const Model *m, const ModelSight *sight, const FoStockRow *row)
{
  return serves_owner_until (m, sight, row, "");
}

/* S(t) - P(t), after goods ending on LESS_END were taken and goods ending on MORE_END given back, SWAP_U of each. */
static FoQuantity
room_at (const Model *m, const ModelSight *sight, FoDay t, FoDay less_end, FoDay more_end, FoQuantity swap_u)
{
  FoQuantity room_u = (more_end >= t ? swap_u : 0) - (less_end >= t ? swap_u : 0);

  for (guint i = 0; i < sight->goods->len; i++) {
    const FoStockRow *row = &g_array_index (sight->goods, FoStockRow, i);
    if (serves_until (m, sight, row) >= t)
      room_u += row->on_hand_u - row->held_u;
  }
  for (guint i = 0; i < sight->promises->len; i++) {
    const FoPromise *promise = &g_array_index (sight->promises, FoPromise, i);
    if (!promise->supply_id && MAX (promise->usable_until, m->today) >= t)
      room_u -= promise->quantity_u;
  }
  return room_u;
}

/* The first day on which too much is promised; FO_DAY_NONE when all promises can be kept. */
static FoDay
broken_day (const Model *m, const ModelSight *sight, FoDay less_end, FoDay more_end, FoQuantity swap_u)
{
  for (guint i = 0; i < sight->promises->len; i++) {
    const FoPromise *promise = &g_array_index (sight->promises, FoPromise, i);
    FoDay t = MAX (promise->usable_until, m->today);

    if (!promise->supply_id && room_at (m, sight, t, less_end, more_end, swap_u) < 0)
      return t;
  }
  return FO_DAY_NONE;
}

static void
judge_promises (Model *m)
{
  for (guint i = 0; i < MODEL_ITEMS && !m->night; i++) {
    g_auto (ModelSight) sight = { 0 };
    FoDay day;

    if (!model_see (m, m->items[i], &sight))
      return;
    day = broken_day (m, &sight, FO_DAY_NONE, FO_DAY_NONE, 0);
    if (day != FO_DAY_NONE)
      model_trouble (m, "%s: more is promised for day %d (today is %d) than is there", sight.item.code, (int) day,
                     (int) m->today);
  }
}

/* ---- the binding ------------------------------------------------------------------------------------------------------------------------- */

/* One that grew is written with the day it was first asked for, so it cannot be judged by what the rest was asked for today. */
static bool
was_there (const GArray *before, const FoHold *hold)
{
  for (guint i = 0; i < before->len; i++) {
    const FoHold *old = &g_array_index (before, FoHold, i);
    if (old->line_id == hold->line_id && old->lot_id == hold->lot_id && old->place_id == hold->place_id)
      return true;
  }
  return false;
}

static const FoStockRow *
row_of (const ModelSight *sight, const FoHold *hold)
{
  for (guint i = 0; i < sight->goods->len; i++) {
    const FoStockRow *row = &g_array_index (sight->goods, FoStockRow, i);
    if (row->lot_id == hold->lot_id && row->place_id == hold->place_id)
      return row;
  }
  return NULL;
}

/* By the rule as it is told to people, not by the key of the store. */
static int
compare_age (const ModelSight *sight, const FoStockRow *a, const FoStockRow *b)
{
  gint64 a_end = sight->item.has_expiry ? a->expires_on : 0, b_end = sight->item.has_expiry ? b->expires_on : 0;
  gint64 differs = sight->item.issue == FO_ISSUE_FIFO ? a->received_on - b->received_on : a_end - b_end;

  if (!differs)
    differs = sight->item.issue == FO_ISSUE_FIFO ? a_end - b_end : a->received_on - b->received_on;
  return differs ? (differs > 0) - (differs < 0) : strcmp (a->lot, b->lot);
}

static void
draw (const Model *m, const ModelSight *sight, const FoHold *hold)
{
  g_print ("# line %" G_GINT64_FORMAT " holds %g of %s until %d; today is %d\n", hold->line_id,
           (double) hold->quantity_u / FO_ONE, hold->lot, (int) hold->usable_until, (int) m->today);
  for (guint i = 0; i < sight->goods->len; i++) {
    const FoStockRow *row = &g_array_index (sight->goods, FoStockRow, i);
    g_print ("#   %s %s %s: %g, held %g, received %d, serves until %d\n", row->item, row->lot, row->place,
             (double) row->on_hand_u / FO_ONE, (double) row->held_u / FO_ONE, (int) row->received_on,
             (int) serves_until (m, sight, row));
  }
  for (guint i = 0; i < sight->promises->len; i++) {
    const FoPromise *promise = &g_array_index (sight->promises, FoPromise, i);
    g_print ("#   promised to line %" G_GINT64_FORMAT ": %g until %d\n", promise->line_id,
             (double) promise->quantity_u / FO_ONE, (int) promise->usable_until);
  }
}

static void
judge_hold (Model *m, const ModelSight *sight, const FoHold *hold)
{
  const FoStockRow *bound = row_of (sight, hold);
  FoDay until = MAX (hold->usable_until, m->today);
  FoLine line;

  if (!model_line (m, hold->line_id, &line))
    return;
  if (!bound || serves_owner_until (m, sight, bound, line.owner) < until) {
    model_trouble (m, "%s/%s is bound, and does not do until %d", sight->item.code, hold->lot, (int) until);
    return;
  }
  if (fo_line_binds_at_once (&line)) /* among the lots it asks for any order is as good */
    return;
  for (guint i = 0; i < sight->goods->len; i++) {
    const FoStockRow *other = &g_array_index (sight->goods, FoStockRow, i);
    FoDay end = serves_until (m, sight, other);

    if (end < until || other->on_hand_u == other->held_u || compare_age (sight, other, bound) >= 0
        || broken_day (m, sight, end, serves_until (m, sight, bound), FO_ONE) != FO_DAY_NONE)
      continue;
    draw (m, sight, hold);
    model_trouble (m, "%s/%s is bound though %s is older, does until %d and nobody needs it", sight->item.code,
                   hold->lot, other->lot, (int) until);
  }
}

void
model_judge_binding (Model *m, FoId order, const GArray *before)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  /* What was pinned to a component of a kit that is not whole is given back at the end of a release, when the others are bound. */
  if (m->kits_pinned >> (order - m->orders[0]) & 1 || !model_holds (m, order, holds))
    return;
  for (guint i = 0; i < holds->len; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);
    g_auto (ModelSight) sight = { 0 };

    if (hold->picked || was_there (before, hold) || !model_see (m, hold->item_id, &sight))
      continue;
    judge_hold (m, &sight, hold);
  }
}

/* ---- the rest -------------------------------------------------------------------------------------------------------------------------------- */

static void
contradicts (const char *name, const char *what, FoQuantity written_u, FoQuantity adds_up_to_u, gpointer data)
{
  model_trouble (data, "%s: %s: %" G_GINT64_FORMAT " but %" G_GINT64_FORMAT, name, what, written_u, adds_up_to_u);
}

static FoTxnEnd
audit (FoTxn *txn, gpointer data, GError **error)
{
  return fo_stock_audit (txn, contradicts, data, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

void
model_judge (Model *m)
{
  g_autoptr (GError) error = NULL;

  if (!fo_store_read (m->store, audit, m, &error))
    model_trouble (m, "the audit failed: %s", error->message);
  judge_promises (m);
}

static FoTxnEnd
see_shipments (FoTxn *txn, gpointer data, GError **error)
{
  Model *m = data;
  g_autoptr (GArray) shipped = g_array_new (FALSE, FALSE, sizeof (FoShipped));

  for (guint i = 0; i < m->n_orders; i++)
    if (!fo_shipments_of_order (txn, m->orders[i], shipped, error))
      return FO_TXN_FAIL;
  for (guint i = 0; i < shipped->len; i++) {
    const FoShipped *row = &g_array_index (shipped, FoShipped, i);
    if (row->expires_on != FO_DAY_NONE && row->expires_on < row->shipped_on)
      model_trouble (m, "%s/%s left %d days after its last", row->item, row->lot,
                     (int) (row->shipped_on - row->expires_on));
  }
  return FO_TXN_COMMIT;
}

void
model_judge_shipments (Model *m)
{
  g_autoptr (GError) error = NULL;

  if (!fo_store_read (m->store, see_shipments, m, &error))
    model_trouble (m, "reading failed: %s", error->message);
}

/* ---- runs --------------------------------------------------------------------------------------------------------------------------------------- */

/* Lives are long where there is time: a thousand operations with the full counts. */
static bool
has_time (void)
{
  return fo_test_count (1) > 1;
}

static guint
steps (void)
{
  return has_time () ? 1000 : 400;
}

/* One random life of a warehouse. True when all was well. */
static bool
live_with_lots (FoStore *store, const char *engine, guint32 seed, guint *effects)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  Model m = { .store = store, .rand = rand, .today = fo_day_from_civil (2026, 11, 22), .effects = effects };
  g_autoptr (GString) log = g_string_new (NULL);
  guint step = 0;

  m.lots = g_array_new (FALSE, FALSE, sizeof (FoLot));
  fo_store_set_today (store, m.today);
  model_furnish (&m);
  m.book = model_book_new ();
  m.count = model_count_new ();
  m.other = model_else_new ();
  m.shelf = model_shelf_new ();
  m.cartons = model_cartons_new ();
  m.waves = model_waves_new ();
  m.kin = g_array_new (FALSE, FALSE, sizeof (ModelKin));
  for (; step < steps () && !m.trouble; step++) {
    const char *kind = model_kind_name (model_step (&m));

    g_string_append_printf (log, "%s ", kind);
    model_book_compare (&m);
    model_cartons_compare (&m);
    model_waves_compare (&m);
    model_judge_shelf (&m, kind);
    model_judge (&m);
  }
  model_judge_shipments (&m);
  if (m.trouble)
    g_print ("# model, %s, FO_MODEL=%u, step %u: %s\n# after: %s\n", engine, seed, step, m.trouble, log->str);
  model_book_free (m.book);
  model_count_free (m.count);
  model_else_free (m.other);
  model_shelf_free (m.shelf);
  model_cartons_free (m.cartons);
  model_waves_free (m.waves);
  g_array_unref (m.kin);
  g_array_unref (m.lots);
  g_free (m.trouble);
  return !m.trouble;
}

typedef bool (*Live) (FoStore *store, const char *engine, guint32 seed, guint *effects);

static bool
live_with_units (FoStore *store, const char *engine, guint32 seed, guint *effects)
{
  return model_units_live (store, engine, seed, steps () / 2, effects);
}

#define MEMORY_URI "sqlite:/no-such-folder/model.db?vfs=" MEMDISK

static bool
live_on_sqlite (Live live, guint32 seed, guint *effects, const Disk *empty)
{
  g_autoptr (Disk) disk = disk_copy (empty);
  g_autoptr (GError) error = NULL;
  FoStore *store;
  bool well;

  disk_use (disk);
  store = fo_store_open (MEMORY_URI, 0, &error);
  g_assert_no_error (error);
  well = live (store, "sqlite", seed, effects);
  fo_store_free (store);
  return well;
}

static bool
live_on_postgresql (Live live, guint32 seed, guint *effects)
{
  FoStore *store = fo_test_store_new (FO_TEST_POSTGRESQL);
  g_autofree char *uri = g_strdup (fo_store_uri (store));
  bool well = live (store, "postgresql", seed, effects);

  fo_store_free (store);
  fo_test_server_drop (fo_test_server (), uri);
  return well;
}

static Disk *
empty_disk (void)
{
  g_autoptr (GError) error = NULL;
  Disk *disk = disk_new ();
  FoStore *store;

  disk_use (disk);
  store = fo_store_open (MEMORY_URI, FO_STORE_CREATE, &error);
  g_assert_no_error (error);
  fo_store_free (store);
  return disk;
}

/* Which days these are, and how often each kind of operation must have been granted in them: at least once. */
typedef struct {
  const char *name;
  Live live;
  guint n_kinds;
  const char *(*kind_name) (guint kind);
} Lives;

static void
play (const Lives *lives, guint32 seed, const Disk *empty)
{
  const char *given = g_getenv ("FO_MODEL");
  guint runs = given ? 1 : fo_test_count (50), troubles = 0, runs_pg = given ? 1 : has_time () ? fo_test_count (1) : 4;
  g_autofree guint *effects = g_new0 (guint, lives->n_kinds);
  char name[80];

  for (guint i = 0; i < runs; i++)
    troubles += !live_on_sqlite (lives->live, seed + i, effects, empty);
  g_snprintf (name, sizeof name, "%s, sqlite: in which something was not as it must be", lives->name);
  bar_at_most (name, troubles, 0);
  troubles = 0;
  for (guint i = 0; i < runs_pg; i++)
    troubles += !live_on_postgresql (lives->live, seed + i, effects);
  g_snprintf (name, sizeof name, "%s, postgresql: in which something was not as it must be", lives->name);
  bar_at_most (name, troubles, 0);
  g_snprintf (name, sizeof name, "%s: lives", lives->name);
  bar_told (name, runs + runs_pg);
  for (guint kind = 0; kind < lives->n_kinds; kind++) {
    g_snprintf (name, sizeof name, "%s: %s, with an effect", lives->name, lives->kind_name (kind));
    bar_at_least (name, effects[kind], g_str_equal (lives->kind_name (kind), "sleep") || given ? 0 : 1);
  }
}

void
hostile_model (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("model");
  const char *given = g_getenv ("FO_MODEL");
  guint32 seed = given ? (guint32) g_ascii_strtoull (given, NULL, 10) : g_rand_int (rand);
  g_autoptr (Disk) empty = NULL;

  memdisk_register ();
  empty = empty_disk ();
  play (&(Lives){ "random days", live_with_lots, model_n_kinds (), model_kind_name }, seed, empty);
  play (&(Lives){ "random days of units", live_with_units, model_units_n_kinds (), model_units_kind_name }, seed, empty);
}

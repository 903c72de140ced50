/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-book-inside.h"
#include "model-cartons.h"

#include <string.h>

typedef enum { MOVED, PICKED, SHIPPED, RECEIVED, STATE, RETURNED } EffectKind;

/* One thing an operation did, so that it can be taken back. */
typedef struct {
  EffectKind kind;
  FoId lot;
  Zone from, to;
  guint order, item;
  FoLotState before;
  FoQuantity quantity_u;
} Effect;

typedef struct {
  FoId operation;
  char station[4];
  char kind[16];
  GArray *effects; /* Effect */
  bool undone;
} Done;

static void
done_free (gpointer data)
{
  Done *done = data;

  g_array_unref (done->effects);
  g_free (done);
}

ModelBook *
model_book_new (void)
{
  ModelBook *book = g_new0 (ModelBook, 1);

  book->lots = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  book->done = g_ptr_array_new_with_free_func (done_free);
  return book;
}

void
model_book_free (ModelBook *book)
{
  g_hash_table_unref (book->lots);
  g_ptr_array_unref (book->done);
  g_free (book);
}

/* ---- names ------------------------------------------------------------------------------------------------------- */

BookLot *
model_book_lot (Model *m, FoId id)
{
  BookLot *lot = g_hash_table_lookup (m->book->lots, &id);

  if (!lot) {
    lot = g_new0 (BookLot, 1);
    lot->id = id;
    g_hash_table_insert (m->book->lots, &lot->id, lot);
  }
  return lot;
}

Zone
model_zone_of (const Model *m, FoId place)
{
  if (place == m->places[FO_PLACE_DOCK] || place == m->places[FO_PLACE_BIN] || place == m->places[MODEL_SHELF])
    return SHELF;
  if (place == m->places[FO_PLACE_BENCH])
    return BENCH;
  return place == m->places[FO_PLACE_QUARANTINE] ? QUARANTINE : NOWHERE;
}

guint
model_index_of (const FoId *ids, guint n, FoId id)
{
  for (guint i = 0; i < n; i++)
    if (ids[i] == id)
      return i;
  g_assert_not_reached ();
}

typedef struct {
  FoId item;
  const char *number, *owner;
  FoId lot, lot_item;
} Named;

static FoTxnEnd
name_lot (FoTxn *txn, gpointer data, GError **error)
{
  Named *named = data;
  FoLot lot = { 0 };
  FoFound found = named->lot ? fo_lot_find (txn, named->lot, &lot, error)
                             : fo_lot_find_owned (txn, named->item, named->number, named->owner ? named->owner : "", &lot, error);

  named->lot = lot.id;
  named->lot_item = lot.item_id;
  return found == FO_FOUND ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* Only which id a number has got, or which item an id is of, is asked of the store. */
static bool
look_up (Model *m, Named *named)
{
  g_autoptr (GError) error = NULL;

  if (fo_store_read (m->store, name_lot, named, &error))
    return true;
  model_trouble (m, "the lot %s that was granted is not there", named->number ? named->number : "");
  return false;
}

/* ---- effects ----------------------------------------------------------------------------------------------------- */

/* Once forwards, and once backwards when it is undone. */
static void
apply (Model *m, const Effect *e, int sign)
{
  BookLot *lot = e->lot ? model_book_lot (m, e->lot) : NULL;
  FoQuantity quantity_u = sign * e->quantity_u;
  BookGoods *goods = &m->book->goods[e->order][e->item];

  switch (e->kind) {
  case MOVED:
    if (e->from != NOWHERE)
      lot->at_u[e->from] -= quantity_u;
    if (e->to != NOWHERE)
      lot->at_u[e->to] += quantity_u;
    return;
  case PICKED:
    lot->benched_u[e->order] += quantity_u;
    goods->picked_u += quantity_u;
    return;
  case SHIPPED:
    lot->benched_u[e->order] -= quantity_u;
    goods->picked_u -= quantity_u;
    goods->shipped_u += quantity_u;
    lot->left_u[e->order] += quantity_u;
    return;
  case RECEIVED:
    m->book->received_u[e->item] += quantity_u;
    return;
  case STATE:
    lot->state = sign > 0 ? (FoLotState) e->quantity_u : e->before;
    return;
  case RETURNED:
    lot->back_u[e->order] += quantity_u;
    return;
  }
}

static Done *
begin (Model *m, const FoAct *act, const char *kind)
{
  Done *done = g_new0 (Done, 1);

  done->operation = act->operation;
  g_strlcpy (done->station, act->station, sizeof done->station);
  g_strlcpy (done->kind, kind, sizeof done->kind);
  done->effects = g_array_new (FALSE, FALSE, sizeof (Effect));
  g_ptr_array_add (m->book->done, done);
  return done;
}

static void
add (Model *m, Done *done, Effect effect)
{
  apply (m, &effect, 1);
  g_array_append_val (done->effects, effect);
}

static void
move (Model *m, Done *done, FoId lot, Zone from, Zone to, FoQuantity quantity_u)
{
  add (m, done, (Effect){ .kind = MOVED, .lot = lot, .from = from, .to = to, .quantity_u = quantity_u });
}

/* ---- what was granted -------------------------------------------------------------------------------------------- */

void
model_book_receive (Model *m, const FoAct *act, const char *kind, const FoReceive *what, const FoReply *reply)
{
  Named named = { .item = what->item, .number = what->lot, .owner = what->owner };
  Zone to = what->into_quarantine ? QUARANTINE : model_zone_of (m, what->place);
  Done *done;

  if (!reply->operation || !look_up (m, &named))
    return;
  done = begin (m, act, kind);
  g_strlcpy (model_book_lot (m, named.lot)->owner, what->owner ? what->owner : "", FO_OWNER_MAX);
  move (m, done, named.lot, NOWHERE, to, what->quantity_u);
  if (what->supply)
    add (m, done,
         (Effect){ .kind = RECEIVED, .item = model_index_of (m->items, MODEL_ITEMS, what->item), .quantity_u = what->quantity_u });
}

/* All that is free is what the answer says it was; everything else is as it was asked for. */
static FoQuantity
granted_u (const FoReply *reply, FoQuantity asked_u)
{
  const FoArg *arg = fo_args_get (&reply->args, "quantity");

  return asked_u ? asked_u : arg ? arg->number : 0;
}

void
model_book_carry (Model *m, const FoAct *act, const FoCarry *what, const FoReply *reply)
{
  if (reply->operation)
    move (m, begin (m, act, fo_move_kind_name (what->kind)), what->lot, model_zone_of (m, what->from),
          what->to ? model_zone_of (m, what->to) : NOWHERE, granted_u (reply, what->quantity_u));
}

void
model_book_find (Model *m, const FoAct *act, const FoFind *what, const FoReply *reply)
{
  if (reply->operation)
    move (m, begin (m, act, "find"), what->lot, NOWHERE, model_zone_of (m, what->place), what->quantity_u);
}

void
model_book_block (Model *m, const FoAct *act, const FoBlock *what, const FoReply *reply)
{
  if (reply->operation)
    add (m, begin (m, act, what->state == FO_LOT_STATE_FREE ? "unblock" : "block"),
         (Effect){ .kind = STATE, .lot = what->lot, .before = model_book_lot (m, what->lot)->state, .quantity_u = what->state });
}

/* What nobody knew of is found first, and stays found when the pick is undone. */
void
model_book_pick (Model *m, const FoAct *act, const FoPickAct *what, const FoReply *reply)
{
  Named named = { .lot = what->lot };
  guint order = model_index_of (m->orders, m->n_orders, what->order);
  Done *done;

  if (!reply->operation || !look_up (m, &named))
    return;
  if (what->here_u)
    model_book_lot (m, what->lot)->at_u[model_zone_of (m, what->place)] += what->here_u;
  done = begin (m, act, "pick");
  move (m, done, what->lot, SHELF, BENCH, what->quantity_u);
  add (m, done,
       (Effect){ .kind = PICKED,
                 .lot = what->lot,
                 .order = order,
                 .item = model_index_of (m->items, MODEL_ITEMS, named.lot_item),
                 .quantity_u = what->quantity_u });
}

void
model_book_ship (Model *m, const FoAct *act, const ModelLeave *leave, const FoReply *reply)
{
  g_autofree gpointer *lots = NULL;
  guint n;
  Done *done;

  if (!reply->operation) {
    model_leave_done (m, leave, act, reply);
    return;
  }
  done = begin (m, act, "ship");
  lots = g_hash_table_get_keys_as_array (m->book->lots, &n);
  for (guint i = 0; i < n; i++) {
    Named named = { .lot = *(const FoId *) lots[i] };
    FoQuantity quantity_u = model_leave_of (m, leave, named.lot);
    if (quantity_u == 0 || !look_up (m, &named))
      continue;
    move (m, done, named.lot, BENCH, NOWHERE, quantity_u);
    add (m, done,
         (Effect){ .kind = SHIPPED,
                   .lot = named.lot,
                   .order = leave->order,
                   .item = model_index_of (m->items, MODEL_ITEMS, named.lot_item),
                   .quantity_u = quantity_u });
  }
  model_leave_done (m, leave, act, reply);
}

/* Goods that were bound and are not there are lost. */
void
model_book_short (Model *m, const FoAct *act, FoId lot, FoId place, const FoReply *reply)
{
  if (reply->operation)
    move (m, begin (m, act, "short"), lot, model_zone_of (m, place), NOWHERE, granted_u (reply, 0));
}

void
model_book_moved (Model *m, const FoAct *act, const char *kind, const FoReply *reply, const ModelMoved *moved, guint n)
{
  Done *done;

  if (!reply->operation)
    return;
  done = begin (m, act, kind);
  for (guint i = 0; i < n; i++)
    move (m, done, moved[i].lot, moved[i].from ? model_zone_of (m, moved[i].from) : NOWHERE,
          moved[i].to ? model_zone_of (m, moved[i].to) : NOWHERE, moved[i].quantity_u);
}

void
model_book_return (Model *m, const FoAct *act, const FoReturn *what, const FoReply *reply)
{
  const FoArg *proved = fo_args_get (&reply->args, "proved"), *number = fo_args_get (&reply->args, "order");
  BookLot *lot = model_book_lot (m, what->lot);
  guint order;
  Done *done;

  if (!reply->operation)
    return;
  done = begin (m, act, "return");
  move (m, done, what->lot, NOWHERE, QUARANTINE, what->quantity_u);
  if (!proved || !g_str_equal (proved->text, "yes"))
    return;
  order = number ? (guint) g_ascii_strtoull (number->text + 2, NULL, 10) : MODEL_ORDERS;
  g_assert (order < MODEL_ORDERS);
  add (m, done, (Effect){ .kind = RETURNED, .lot = what->lot, .order = order, .quantity_u = what->quantity_u });
  if (lot->back_u[order] > lot->left_u[order])
    model_trouble (m, "of lot %" G_GINT64_FORMAT " %g came back from D-%u, and only %g had left", lot->id,
                   (double) lot->back_u[order] / FO_ONE, order, (double) lot->left_u[order] / FO_ONE);
}

/* A new lot that was made of another is as that one was. */
static void
descend (Model *m, FoId lot, FoId parent, const char *owner)
{
  BookLot *fresh;

  if (g_hash_table_contains (m->book->lots, &lot))
    return;
  fresh = model_book_lot (m, lot);
  fresh->state = model_book_lot (m, parent)->state;
  g_strlcpy (fresh->owner, owner, sizeof fresh->owner);
}

FoId
model_book_relabel (Model *m, const FoAct *act, const FoRelabel *what, FoId item, const FoReply *reply)
{
  Named named = { .item = item, .number = what->number, .owner = model_book_owner (m, what->lot) };
  Zone zone = model_zone_of (m, what->place);
  Done *done;

  if (!reply->operation || !look_up (m, &named))
    return 0;
  descend (m, named.lot, what->lot, named.owner);
  done = begin (m, act, "relabel");
  move (m, done, what->lot, zone, NOWHERE, granted_u (reply, what->quantity_u));
  move (m, done, named.lot, NOWHERE, zone, granted_u (reply, what->quantity_u));
  return named.lot;
}

typedef struct {
  FoId lot;
  char number[FO_LOT_NUMBER_MAX];
  FoId item;
} Numbered;

static FoTxnEnd
number_of (FoTxn *txn, gpointer data, GError **error)
{
  Numbered *numbered = data;
  FoLot lot;

  if (fo_lot_find (txn, numbered->lot, &lot, error) != FO_FOUND)
    return FO_TXN_FAIL;
  g_strlcpy (numbered->number, lot.number, sizeof numbered->number);
  numbered->item = lot.item_id;
  return FO_TXN_COMMIT;
}

FoId
model_book_repair (Model *m, const FoAct *act, FoId lot, const char *owner, FoQuantity quantity_u, const FoReply *reply)
{
  Numbered numbered = { .lot = lot };
  Named named = { .number = numbered.number, .owner = owner };
  Done *done;

  if (!reply->operation || !fo_store_read (m->store, number_of, &numbered, NULL))
    return 0;
  named.item = numbered.item;
  if (!look_up (m, &named))
    return 0;
  descend (m, named.lot, lot, owner);
  done = begin (m, act, "return-decide");
  move (m, done, lot, QUARANTINE, NOWHERE, quantity_u);
  move (m, done, named.lot, NOWHERE, QUARANTINE, quantity_u);
  return named.lot;
}

void
model_book_put_back (Model *m, const FoAct *act, const FoPutBack *what, const bool *asked, const FoReply *reply)
{
  Named named = { .lot = what->lot };
  FoQuantity left_u = granted_u (reply, what->quantity_u);
  Done *done;

  if (!reply->operation || !look_up (m, &named))
    return;
  done = begin (m, act, "put-back");
  for (guint order = 0; order < m->n_orders; order++) {
    FoQuantity quantity_u = asked[order] ? MIN (left_u, model_book_lot (m, what->lot)->benched_u[order]) : 0;

    left_u -= quantity_u;
    if (quantity_u == 0)
      continue;
    move (m, done, what->lot, BENCH, SHELF, quantity_u);
    add (m, done,
         (Effect){ .kind = PICKED, .lot = what->lot, .order = order, .quantity_u = -quantity_u,
                   .item = model_index_of (m->items, MODEL_ITEMS, named.lot_item) });
  }
  if (left_u != 0)
    model_trouble (m, "more was put back than was called off");
  model_cartons_put_back (m, what->lot, granted_u (reply, what->quantity_u));
}

FoId
model_book_benched (Model *m, guint order)
{
  GHashTableIter iter;
  gpointer value;
  FoId first = 0; /* the table's own order is another one every time */

  g_hash_table_iter_init (&iter, m->book->lots);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const BookLot *lot = value;
    if (lot->benched_u[order] > 0 && (!first || lot->id < first))
      first = lot->id;
  }
  return first;
}

bool
model_book_has (Model *m, FoId id)
{
  const BookLot *lot = model_book_lot (m, id);

  return lot->at_u[SHELF] + lot->at_u[BENCH] + lot->at_u[QUARANTINE] > 0;
}

const char *
model_book_owner (Model *m, FoId lot)
{
  return model_book_lot (m, lot)->owner;
}

void
model_book_recall (Model *m, const FoAct *act, const FoId *lots, guint n, const FoReply *reply)
{
  for (guint i = 0; i < n && reply->operation; i++)
    model_book_lot (m, lots[i])->state = FO_LOT_STATE_BLOCKED;
  model_book_other (m, act, "recall", reply);
}

FoId
model_book_shipped_to (Model *m, FoId lot)
{
  for (guint order = 0; order < MODEL_ORDERS; order++)
    if (model_book_lot (m, lot)->left_u[order] > model_book_lot (m, lot)->back_u[order])
      return m->orders[order];
  return 0;
}

void
model_book_other (Model *m, const FoAct *act, const char *kind, const FoReply *reply)
{
  if (reply->operation)
    begin (m, act, kind);
}

/* What a person did with their hands is never stepped over. */
static bool
moves_goods (const Done *done)
{
  for (guint i = 0; i < done->effects->len; i++)
    if (g_array_index (done->effects, Effect, i).kind == MOVED)
      return true;
  return false;
}

/* The station's last one of that kind, or the last that moved goods, whichever is newer. */
static Done *
last_of (Model *m, const char *station, const char *kind)
{
  for (guint i = m->book->done->len; i > 0; i--) {
    Done *done = m->book->done->pdata[i - 1];
    if (!done->undone && g_str_equal (done->station, station) && (moves_goods (done) || g_str_equal (done->kind, kind)))
      return done;
  }
  return NULL;
}

/* Nothing comes back from a shipment that never left. */
static void
judge_left (Model *m)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, m->book->lots);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const BookLot *lot = value;
    for (guint order = 0; order < MODEL_ORDERS; order++)
      if (lot->back_u[order] > lot->left_u[order])
        model_trouble (m, "a shipment of lot %" G_GINT64_FORMAT " to D-%u was taken back, and goods of it had come back", lot->id, order);
  }
}

FoId
model_book_undo (Model *m, const FoAct *act, const FoReply *reply)
{
  const FoArg *kind = fo_args_get (&reply->args, "undone");
  Done *done = last_of (m, act->station, kind ? kind->text : "");

  if (!reply->operation)
    return 0;
  if (!done || !kind || !g_str_equal (done->kind, kind->text)) {
    model_trouble (m, "undone was %s, and the last was %s", kind ? kind->text : "?", done ? done->kind : "nothing");
    return 0;
  }
  done->undone = true;
  for (guint i = done->effects->len; i > 0; i--)
    apply (m, &g_array_index (done->effects, Effect, i - 1), -1);
  if (g_str_equal (done->kind, "ship"))
    judge_left (m);
  return done->operation;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-book.h"

#include <string.h>

typedef enum { SHELF, BENCH, QUARANTINE, N_ZONES, NOWHERE = N_ZONES } Zone;

typedef struct {
  FoId id;
  FoQuantity at_u[N_ZONES];
  FoLotState state;
  FoQuantity benched_u[MODEL_ORDERS]; /* of what is on the bench, whose */
  FoQuantity left_u[MODEL_ORDERS], back_u[MODEL_ORDERS]; /* for whom it left, and what of that came back */
} BookLot;

typedef struct {
  FoQuantity picked_u, shipped_u;
} BookGoods;

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

struct ModelBook {
  GHashTable *lots; /* FoId → BookLot */
  BookGoods goods[MODEL_ORDERS][MODEL_ITEMS];
  FoQuantity received_u[MODEL_ITEMS];
  GPtrArray *done; /* Done, the newest last */
};

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

static BookLot *
lot_of (Model *m, FoId id)
{
  BookLot *lot = g_hash_table_lookup (m->book->lots, &id);

  if (!lot) {
    lot = g_new0 (BookLot, 1);
    lot->id = id;
    g_hash_table_insert (m->book->lots, &lot->id, lot);
  }
  return lot;
}

static Zone
zone_of (const Model *m, FoId place)
{
  if (place == m->places[FO_PLACE_DOCK] || place == m->places[FO_PLACE_BIN])
    return SHELF;
  if (place == m->places[FO_PLACE_BENCH])
    return BENCH;
  return place == m->places[FO_PLACE_QUARANTINE] ? QUARANTINE : NOWHERE;
}

static guint
index_of (const FoId *ids, guint n, FoId id)
{
  for (guint i = 0; i < n; i++)
    if (ids[i] == id)
      return i;
  g_assert_not_reached ();
}

typedef struct {
  FoId item;
  const char *number;
  FoId lot, lot_item;
} Named;

static FoTxnEnd
name_lot (FoTxn *txn, gpointer data, GError **error)
{
  Named *named = data;
  FoLot lot = { 0 };
  FoFound found = named->lot ? fo_lot_find (txn, named->lot, &lot, error)
                             : fo_lot_find_by_number (txn, named->item, named->number, &lot, error);

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
  BookLot *lot = e->lot ? lot_of (m, e->lot) : NULL;
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
model_book_receive (Model *m, const FoAct *act, const FoReceive *what, const FoReply *reply)
{
  Named named = { .item = what->item, .number = what->lot };
  Zone to = what->into_quarantine ? QUARANTINE : zone_of (m, what->place);
  Done *done;

  if (!reply->operation || !look_up (m, &named))
    return;
  done = begin (m, act, "receive");
  move (m, done, named.lot, NOWHERE, to, what->quantity_u);
  if (what->supply)
    add (m, done,
         (Effect){ .kind = RECEIVED, .item = index_of (m->items, MODEL_ITEMS, what->item), .quantity_u = what->quantity_u });
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
    move (m, begin (m, act, fo_move_kind_name (what->kind)), what->lot, zone_of (m, what->from),
          what->to ? zone_of (m, what->to) : NOWHERE, granted_u (reply, what->quantity_u));
}

void
model_book_find (Model *m, const FoAct *act, const FoFind *what, const FoReply *reply)
{
  if (reply->operation)
    move (m, begin (m, act, "find"), what->lot, NOWHERE, zone_of (m, what->place), what->quantity_u);
}

void
model_book_block (Model *m, const FoAct *act, const FoBlock *what, const FoReply *reply)
{
  if (reply->operation)
    add (m, begin (m, act, what->state == FO_LOT_STATE_FREE ? "unblock" : "block"),
         (Effect){ .kind = STATE, .lot = what->lot, .before = lot_of (m, what->lot)->state, .quantity_u = what->state });
}

/* What nobody knew of is found first, and stays found when the pick is undone. */
void
model_book_pick (Model *m, const FoAct *act, const FoPickAct *what, const FoReply *reply)
{
  Named named = { .lot = what->lot };
  guint order = index_of (m->orders, MODEL_ORDERS, what->order);
  Done *done;

  if (!reply->operation || !look_up (m, &named))
    return;
  if (what->here_u)
    lot_of (m, what->lot)->at_u[zone_of (m, what->place)] += what->here_u;
  done = begin (m, act, "pick");
  move (m, done, what->lot, SHELF, BENCH, what->quantity_u);
  add (m, done,
       (Effect){ .kind = PICKED,
                 .lot = what->lot,
                 .order = order,
                 .item = index_of (m->items, MODEL_ITEMS, named.lot_item),
                 .quantity_u = what->quantity_u });
}

void
model_book_ship (Model *m, const FoAct *act, FoId order, const FoReply *reply)
{
  guint at = index_of (m->orders, MODEL_ORDERS, order);
  g_autofree gpointer *lots = NULL;
  guint n;
  Done *done;

  if (!reply->operation)
    return;
  done = begin (m, act, "ship");
  lots = g_hash_table_get_keys_as_array (m->book->lots, &n);
  for (guint i = 0; i < n; i++) {
    Named named = { .lot = *(const FoId *) lots[i] };
    FoQuantity quantity_u = lot_of (m, named.lot)->benched_u[at];
    if (quantity_u == 0 || !look_up (m, &named))
      continue;
    move (m, done, named.lot, BENCH, NOWHERE, quantity_u);
    add (m, done,
         (Effect){ .kind = SHIPPED,
                   .lot = named.lot,
                   .order = at,
                   .item = index_of (m->items, MODEL_ITEMS, named.lot_item),
                   .quantity_u = quantity_u });
  }
}

/* Goods that were bound and are not there are lost. */
void
model_book_short (Model *m, const FoAct *act, FoId lot, FoId place, const FoReply *reply)
{
  if (reply->operation)
    move (m, begin (m, act, "short"), lot, zone_of (m, place), NOWHERE, granted_u (reply, 0));
}

void
model_book_moved (Model *m, const FoAct *act, const char *kind, const FoReply *reply, const ModelMoved *moved, guint n)
{
  Done *done;

  if (!reply->operation)
    return;
  done = begin (m, act, kind);
  for (guint i = 0; i < n; i++)
    move (m, done, moved[i].lot, moved[i].from ? zone_of (m, moved[i].from) : NOWHERE,
          moved[i].to ? zone_of (m, moved[i].to) : NOWHERE, moved[i].quantity_u);
}

void
model_book_return (Model *m, const FoAct *act, const FoReturn *what, const FoReply *reply)
{
  const FoArg *proved = fo_args_get (&reply->args, "proved"), *number = fo_args_get (&reply->args, "order");
  BookLot *lot = lot_of (m, what->lot);
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

FoId
model_book_relabel (Model *m, const FoAct *act, const FoRelabel *what, FoId item, const FoReply *reply)
{
  Named named = { .item = item, .number = what->number };
  Zone zone = zone_of (m, what->place);
  Done *done;

  if (!reply->operation || !look_up (m, &named))
    return 0;
  if (!g_hash_table_contains (m->book->lots, &named.lot))
    lot_of (m, named.lot)->state = lot_of (m, what->lot)->state;
  done = begin (m, act, "relabel");
  move (m, done, what->lot, zone, NOWHERE, granted_u (reply, what->quantity_u));
  move (m, done, named.lot, NOWHERE, zone, granted_u (reply, what->quantity_u));
  return named.lot;
}

void
model_book_recall (Model *m, const FoAct *act, const FoId *lots, guint n, const FoReply *reply)
{
  for (guint i = 0; i < n && reply->operation; i++)
    lot_of (m, lots[i])->state = FO_LOT_STATE_BLOCKED;
  model_book_other (m, act, "recall", reply);
}

FoId
model_book_shipped_to (Model *m, FoId lot)
{
  for (guint order = 0; order < MODEL_ORDERS; order++)
    if (lot_of (m, lot)->left_u[order] > lot_of (m, lot)->back_u[order])
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

/* ---- comparing --------------------------------------------------------------------------------------------------- */

/* What the store says, in the book's own shape. */
typedef struct {
  Model *m;
  GHashTable *lots; /* FoId → BookLot */
  BookGoods goods[MODEL_ORDERS][MODEL_ITEMS];
  FoQuantity received_u[MODEL_ITEMS];
} Said;

static BookLot *
said_lot (Said *said, FoId id)
{
  BookLot *lot = g_hash_table_lookup (said->lots, &id);

  if (!lot) {
    lot = g_new0 (BookLot, 1);
    lot->id = id;
    g_hash_table_insert (said->lots, &lot->id, lot);
  }
  return lot;
}

static bool
read_item (FoTxn *txn, Said *said, guint item, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoStockRow));
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoLot));
  FoSupply supply;

  if (!fo_stock_of_item (txn, said->m->items[item], rows, error) || !fo_lots_of_item (txn, said->m->items[item], lots, error)
      || fo_supply_find (txn, said->m->supplies[item], &supply, error) != FO_FOUND)
    return false;
  said->received_u[item] = supply.received_u;
  for (guint i = 0; i < lots->len; i++)
    said_lot (said, g_array_index (lots, FoLot, i).id)->state = g_array_index (lots, FoLot, i).state;
  for (guint i = 0; i < rows->len; i++) {
    const FoStockRow *row = &g_array_index (rows, FoStockRow, i);
    Zone zone = zone_of (said->m, row->place_id);
    if (zone == NOWHERE)
      model_trouble (said->m, "goods of %s lie at a place that is none", row->lot);
    else
      said_lot (said, row->lot_id)->at_u[zone] += row->on_hand_u;
  }
  return true;
}

static bool
read_order (FoTxn *txn, Said *said, guint order, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  if (!fo_lines_of_order (txn, said->m->orders[order], lines, error)
      || !fo_holds_of_order (txn, said->m->orders[order], holds, error))
    return false;
  for (guint i = 0; i < lines->len; i++) {
    const FoLine *line = &g_array_index (lines, FoLine, i);
    BookGoods *goods = &said->goods[order][index_of (said->m->items, MODEL_ITEMS, line->item_id)];
    goods->picked_u += line->picked_u;
    goods->shipped_u += line->shipped_u;
  }
  for (guint i = 0; i < holds->len; i++)
    if (g_array_index (holds, FoHold, i).picked)
      said_lot (said, g_array_index (holds, FoHold, i).lot_id)->benched_u[order]
          += g_array_index (holds, FoHold, i).quantity_u;
  return true;
}

static FoTxnEnd
read_all (FoTxn *txn, gpointer data, GError **error)
{
  Said *said = data;

  g_hash_table_remove_all (said->lots);
  memset (said->goods, 0, sizeof said->goods);
  for (guint i = 0; i < MODEL_ITEMS; i++)
    if (!read_item (txn, said, i, error))
      return FO_TXN_FAIL;
  for (guint i = 0; i < MODEL_ORDERS; i++)
    if (!read_order (txn, said, i, error))
      return FO_TXN_FAIL;
  return FO_TXN_COMMIT;
}

static void
compare_lot (Model *m, const BookLot *book, const BookLot *said)
{
  static const char *const zones[N_ZONES] = { "on the shelves", "on the bench", "in quarantine" };

  for (int zone = 0; zone < N_ZONES; zone++)
    if (book->at_u[zone] != said->at_u[zone])
      model_trouble (m, "lot %" G_GINT64_FORMAT ", %s: %g by the plain book, %g by the store", book->id, zones[zone],
                     (double) book->at_u[zone] / FO_ONE, (double) said->at_u[zone] / FO_ONE);
  for (guint order = 0; order < MODEL_ORDERS; order++)
    if (book->benched_u[order] != said->benched_u[order])
      model_trouble (m, "lot %" G_GINT64_FORMAT ", picked for D-%u: %g by the plain book, %g by the store", book->id, order,
                     (double) book->benched_u[order] / FO_ONE, (double) said->benched_u[order] / FO_ONE);
  if (book->state != said->state)
    model_trouble (m, "lot %" G_GINT64_FORMAT " is %s by the plain book, %s by the store", book->id,
                   fo_lot_state_name (book->state), fo_lot_state_name (said->state));
}

static void
compare_lots (Model *m, Said *said)
{
  GHashTableIter iter;
  gpointer lot;

  g_hash_table_iter_init (&iter, said->lots);
  while (g_hash_table_iter_next (&iter, NULL, &lot))
    compare_lot (m, lot_of (m, ((const BookLot *) lot)->id), lot);
  g_hash_table_iter_init (&iter, m->book->lots);
  while (g_hash_table_iter_next (&iter, NULL, &lot))
    if (!g_hash_table_contains (said->lots, &((const BookLot *) lot)->id))
      model_trouble (m, "lot %" G_GINT64_FORMAT " is not in the store", ((const BookLot *) lot)->id);
}

static void
compare_goods (Model *m, const Said *said)
{
  for (guint item = 0; item < MODEL_ITEMS; item++) {
    if (m->book->received_u[item] != said->received_u[item])
      model_trouble (m, "S-%u: %g received by the plain book, %g by the store", item,
                     (double) m->book->received_u[item] / FO_ONE, (double) said->received_u[item] / FO_ONE);
    for (guint order = 0; order < MODEL_ORDERS; order++) {
      const BookGoods *book = &m->book->goods[order][item], *there = &said->goods[order][item];
      if (book->picked_u != there->picked_u || book->shipped_u != there->shipped_u)
        model_trouble (m, "D-%u, ITEM-%u: picked %g and shipped %g by the plain book, %g and %g by the store", order, item,
                       (double) book->picked_u / FO_ONE, (double) book->shipped_u / FO_ONE,
                       (double) there->picked_u / FO_ONE, (double) there->shipped_u / FO_ONE);
    }
  }
}

void
model_book_compare (Model *m)
{
  g_autoptr (GHashTable) lots = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  Said said = { .m = m, .lots = lots };
  g_autoptr (GError) error = NULL;

  if (!fo_store_read (m->store, read_all, &said, &error)) {
    model_trouble (m, "reading failed: %s", error->message);
    return;
  }
  compare_lots (m, &said);
  compare_goods (m, &said);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The plain book beside the store. */
#include "firstout/store/transfers.h"
#include "model-book-inside.h"
#include "model-else.h"
#include "model-kits.h"
#include "model-shelf.h"

#include <string.h>

/* ---- comparing --------------------------------------------------------------------------------------------------- */

/* What the store says, in the book's own shape. */
typedef struct {
  Model *m;
  GHashTable *lots; /* FoId → BookLot */
  BookGoods goods[MODEL_ORDERS][MODEL_ITEMS];
  FoQuantity received_u[MODEL_ITEMS];
  GArray *waiting; /* FoApproval */
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

static void
read_lot (Said *said, const FoLot *is)
{
  BookLot *lot = said_lot (said, is->id);

  lot->state = is->state;
  g_strlcpy (lot->owner, is->owner, sizeof lot->owner);
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
    read_lot (said, &g_array_index (lots, FoLot, i));
  for (guint i = 0; i < rows->len; i++) {
    const FoStockRow *row = &g_array_index (rows, FoStockRow, i);
    Zone zone = model_zone_of (said->m, row->place_id);
    if (zone == NOWHERE)
      model_trouble (said->m, "goods of %s lie at a place that is none", row->lot);
    else
      said_lot (said, row->lot_id)->at_u[zone] += row->on_hand_u;
  }
  return true;
}

/* Nobody gets another owner's goods, nor what they refuse, nor what lies on a shut shelf; unless it was picked before they said so. */
static void
judge_hold (Model *m, const GArray *lines, guint order, const FoHold *hold)
{
  const char *owner = model_book_owner (m, hold->lot_id);

  for (guint i = 0; i < lines->len; i++) {
    const FoLine *line = &g_array_index (lines, FoLine, i);
    if (line->id == hold->line_id && !g_str_equal (line->owner, owner))
      model_trouble (m, "%s of \"%s\" is bound for a line that asks for \"%s\"", hold->lot, owner, line->owner);
  }
  if (!hold->picked && model_is_shut (m, hold->place_id))
    model_trouble (m, "%s is bound for D-%u, and lies on a shut shelf", hold->lot, order);
  if (!hold->picked && model_is_refused (m, hold->line_id, order, hold->lot_id))
    model_trouble (m, "%s is bound for D-%u, which refuses it", hold->lot, order);
}

static bool
read_order (FoTxn *txn, Said *said, guint order, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
  FoOrder found;

  if (!fo_lines_of_order (txn, said->m->orders[order], lines, error)
      || !fo_holds_of_order (txn, said->m->orders[order], holds, error))
    return false;
  for (guint i = 0; i < lines->len; i++) {
    const FoLine *line = &g_array_index (lines, FoLine, i);
    BookGoods *goods = line->goods ? &said->goods[order][model_index_of (said->m->items, MODEL_ITEMS, line->item_id)] : NULL;

    if (!goods)
      continue;
    goods->picked_u += line->picked_u;
    goods->shipped_u += line->shipped_u;
  }
  if (model_has_kit (said->m, order)) {
    if (fo_order_find (txn, said->m->orders[order], &found, error) != FO_FOUND)
      return false;
    model_judge_kit (said->m, order, &found, lines);
  }
  for (guint i = 0; i < holds->len; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);
    if (hold->picked)
      said_lot (said, hold->lot_id)->benched_u[order] += hold->quantity_u;
    judge_hold (said->m, lines, order, hold);
  }
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
  for (guint i = 0; i < said->m->n_orders; i++)
    if (!read_order (txn, said, i, error))
      return FO_TXN_FAIL;
  g_array_set_size (said->waiting, 0);
  return fo_approvals_waiting (txn, 0, 1000, said->waiting, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
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
  if (!g_str_equal (book->owner, said->owner))
    model_trouble (m, "lot %" G_GINT64_FORMAT " is \"%s\"'s by the plain book, \"%s\"'s by the store", book->id, book->owner, said->owner);
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
    compare_lot (m, model_book_lot (m, ((const BookLot *) lot)->id), lot);
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
  g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (FoApproval));
  Said said = { .m = m, .lots = lots, .waiting = waiting };
  g_autoptr (GError) error = NULL;

  if (!fo_store_read (m->store, read_all, &said, &error)) {
    model_trouble (m, "reading failed: %s", error->message);
    return;
  }
  compare_lots (m, &said);
  compare_goods (m, &said);
  model_judge_waiting (m, waiting);
}

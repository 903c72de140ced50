/* SPDX-License-Identifier: GPL-3.0-or-later
 * Goods leave for another reason than an order: written off, issued within the house, as material of a production order, or to another
 * warehouse; and what comes from there.
 *
 *   [place] ──→ goods (digits: how many) ──→ why, or for what, or "yes" ──→ booked
 *
 * Goods without a lot in their code are the oldest ones where they are issued. A production order, an order or a deal that is scanned or
 * said before holds for all that follows, until it is left. Goods the book does not have are here when somebody says so: here [QUANTITY].
 */
#include "take.h"

#include "firstout/store/transfers.h"

#include <string.h>

/* ---- looking ----------------------------------------------------------------------------------------------------- */

typedef struct {
  const FoStep *step;
  const FoCode *code; /* NULL: only the lot is looked for */
  FoNames names;
  const FoNamed *named;
  FoVerdict verdict;
  FoGoods goods;
  FoPlace place;
  FoOrder order;
  FoQuantity free_u;
} Look;

static int
rank (const FoNamed *named, gconstpointer data)
{
  const FoDeskState *now = data;

  switch (named->kind) {
  case FO_NAMED_GOODS:
    return 3;
  case FO_NAMED_PLACE:
    return 2;
  case FO_NAMED_ORDER:
  case FO_NAMED_SUPPLY:
    return now->task == &fo_task_issue ? 1 : 0;
  case FO_N_NAMED:
    break;
  }
  return 0;
}

/* Where the lot lies, when it is one place only. */
static bool
find_only_place (FoTxn *txn, Look *l, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoStockRow));
  FoId place = 0;
  guint n = 0;

  if (l->goods.unit_at)
    return fo_place_find (txn, l->goods.unit_at, &l->place, error) == FO_FOUND;
  if (!fo_stock_of_item (txn, l->goods.item.id, rows, error))
    return false;
  for (guint i = 0; i < rows->len; i++) {
    const FoStockRow *row = &g_array_index (rows, FoStockRow, i);

    if (row->lot_id != l->goods.lot_id || row->place_kind == FO_PLACE_BENCH)
      continue;
    place = row->place_id;
    n++;
  }
  if (n != 1) {
    l->verdict = n ? FO_SCAN_PLACE_FIRST : FO_NOT_ENOUGH;
    return true;
  }
  return fo_place_find (txn, place, &l->place, error) == FO_FOUND;
}

/* The oldest that may be used, where nothing says which one is meant. */
static bool
propose_oldest (FoTxn *txn, Look *l, GError **error)
{
  g_autoptr (GArray) oldest = g_array_new (FALSE, FALSE, sizeof (FoOpenLot));
  FoOpenCursor cursor = { "" };
  FoLot lot;

  if (l->goods.item.issue == FO_ISSUE_FEFO)
    fo_day_print_iso (l->step->today, cursor.key);
  if (!fo_open_lots (txn, l->goods.item.id, &cursor, 1, oldest, error))
    return false;
  if (oldest->len == 0) {
    l->verdict = FO_NOT_ENOUGH_FREE;
    return true;
  }
  l->goods.lot_id = g_array_index (oldest, FoOpenLot, 0).lot_id;
  if (fo_lot_find (txn, l->goods.lot_id, &lot, error) != FO_FOUND)
    return false;
  g_strlcpy (l->goods.lot, lot.number, sizeof l->goods.lot);
  l->goods.expires_on = lot.expires_on;
  l->verdict = FO_OK;
  return fo_place_find (txn, g_array_index (oldest, FoOpenLot, 0).place_id, &l->place, error) == FO_FOUND;
}

static bool
find_goods (FoTxn *txn, Look *l, GError **error)
{
  const FoDeskState *now = l->step->now;
  bool propose = now->task != &fo_task_write_off && !now->place && !l->goods.has_lot && l->goods.item.tracking == FO_TRACKING_LOT;
  FoBalance balance;

  if (fo_take_is_arrival (now) || l->goods.carton) /* what comes need not be known, what is in a carton is */
    return true;
  if (propose)
    return propose_oldest (txn, l, error);
  if (now->place && fo_place_find (txn, now->place, &l->place, error) != FO_FOUND)
    return false;
  if (!fo_goods_find_lot (txn, &l->goods, now->place, &l->verdict, error))
    return false;
  if (l->verdict == FO_OK && !now->place && !find_only_place (txn, l, error))
    return false;
  if (l->verdict != FO_OK || !l->place.id)
    return true;
  return fo_balance_get (txn, l->goods.lot_id, l->place.id, &balance, error) && ((l->free_u = fo_balance_free (balance)) >= 0);
}

static FoTxnEnd
look (FoTxn *txn, gpointer data, GError **error)
{
  Look *l = data;

  if (l->code) {
    bool arrival = fo_take_is_arrival (l->step->now);
    const FoLotsExpected expected = { .place = l->step->now->place };

    if (!(arrival ? fo_names_read (txn, l->code, &l->names, error)
                  : fo_names_read_outbound (txn, l->code, l->step->today, &expected, &l->names, error)))
      return FO_TXN_FAIL;
    l->named = fo_names_choose (&l->names, rank, l->step->now, &l->verdict);
    if (!l->named)
      return FO_TXN_COMMIT;
    if (l->named->kind == FO_NAMED_ORDER && fo_order_find (txn, l->named->order, &l->order, error) != FO_FOUND)
      return FO_TXN_FAIL;
    if (l->named->kind != FO_NAMED_GOODS)
      return FO_TXN_COMMIT;
    fo_goods_init (&l->goods, l->named);
    if (!arrival)
      fo_goods_know_unit (&l->goods, l->named);
  }
  if (!find_goods (txn, l, error))
    return FO_TXN_FAIL;
  l->goods.place = l->place.id;
  return FO_TXN_COMMIT;
}

/* ---- goods in the hand ------------------------------------------------------------------------------------------- */

/* Scanned once more, it is one more. */
static void
add_to_hand (const FoDeskState *now, FoGoods *goods)
{
  const FoGoods *hand = &now->hand;

  if (hand->item.id == goods->item.id && hand->lot_id == goods->lot_id && hand->place == goods->place && !goods->mark.identity[0]
      && now->refused == FO_OK && now->ask == FO_ASK_NOTHING && strcmp (hand->lot, goods->lot) == 0)
    goods->quantity_u += hand->quantity_u;
}

static bool
take_goods (FoStep *step, Look *l)
{
  bool unit_lacks = fo_item_units_come (&l->goods.item) && !l->goods.mark.identity[0] && !l->goods.carton;

  if (l->goods.carton && (step->now->task == &fo_task_transfer || !l->named || l->named->unit.state != FO_UNIT_STOCK))
    l->verdict = FO_CARTON_OPENED; /* its units are scanned one by one: each is named */
  else if (l->goods.carton) /* all that is in it, whatever lots that are: the work looks */
    return fo_step_refuse (step, &l->goods, FO_OK, FO_ASK_NOTHING);
  if (l->place.id)
    fo_args_place (&step->ret->reply.args, &l->place);
  if (l->verdict == FO_OK && unit_lacks) {
    FoVerdict verdict = l->goods.item.marked ? FO_MARKING_NEEDED : FO_SERIAL_NEEDED;
    return fo_step_refuse (step, &l->goods, verdict, fo_ask_unit (verdict));
  }
  if (l->verdict == FO_OK && fo_take_is_arrival (step->now) && l->goods.item.tracking == FO_TRACKING_LOT && !l->goods.lot[0])
    l->verdict = FO_LOT_NEEDED;
  if (l->verdict == FO_LOT_NEEDED)
    return fo_step_refuse (step, &l->goods, FO_LOT_NEEDED, FO_ASK_LOT);
  if (l->verdict != FO_OK)
    return fo_step_miss (step, &l->goods, l->verdict);
  add_to_hand (step->now, &l->goods);
  return fo_step_refuse (step, &l->goods, FO_OK, FO_ASK_NOTHING);
}

/* Goods the book has nowhere wait for the place they are at. */
static bool
take_place (FoStep *step, const FoPlace *place)
{
  fo_args_place (&step->ret->reply.args, place);
  if (!fo_place_is_real (place->kind))
    return fo_step_answer (step, FO_PLACE_IS_VIRTUAL);
  if (!step->now->hand.missed)
    fo_step_let_go (step);
  fo_step_set_place (step, place);
  return fo_step_answer (step, FO_OK);
}

static bool
scan (FoStep *step, const FoCode *code, GError **error)
{
  Look l = { .step = step, .code = code, .names = { .chosen = step->chosen } };

  if (!fo_store_read (step->store, look, &l, error))
    return false;
  if (!l.named)
    return fo_step_unnamed (step, code, &l.names, l.verdict, error);
  switch (l.named->kind) {
  case FO_NAMED_GOODS:
    return take_goods (step, &l);
  case FO_NAMED_PLACE:
    return take_place (step, &l.named->place);
  case FO_NAMED_ORDER:
    return fo_take_set_document (step, "deal", l.order.deal[0] ? l.order.deal : l.order.number);
  case FO_NAMED_SUPPLY:
    return fo_take_set_document (step, "supply", l.named->number);
  case FO_N_NAMED:
    break;
  }
  g_assert_not_reached ();
}

/* ---- answers ----------------------------------------------------------------------------------------------------- */

static bool
look_again (FoStep *step, const FoGoods *goods, GError **error)
{
  Look l = { .step = step, .goods = *goods };

  l.goods.missed = false;
  return fo_store_read (step->store, look, &l, error) && take_goods (step, &l);
}

bool
fo_take_lot (FoStep *step, const char *argument, GError **error)
{
  FoGoods goods = step->now->hand;

  if (!goods.item.id || !*argument)
    return fo_step_answer (step, FO_SCAN_GOODS_FIRST);
  if (strlen (argument) >= sizeof goods.lot)
    return fo_step_answer (step, FO_TEXT_TOO_LONG);
  g_strlcpy (goods.lot, argument, sizeof goods.lot);
  goods.has_lot = true;
  goods.named_lot = 0;
  return look_again (step, &goods, error);
}

bool
fo_take_serial (FoStep *step, const char *argument, GError **error)
{
  FoGoods goods;

  return !fo_step_take_serial (step, argument, &goods) || look_again (step, &goods, error);
}

bool
fo_take_quantity (FoStep *step, const char *argument, GError **error)
{
  FoGoods goods = step->now->hand;
  FoQuantity quantity_u;
  FoVerdict verdict = fo_quantity_parse (argument, &quantity_u);

  (void) error;
  if (verdict == FO_OK && quantity_u <= 0)
    verdict = FO_QUANTITY_NOT_POSITIVE;
  if (verdict == FO_OK && !goods.item.id)
    verdict = FO_SCAN_GOODS_FIRST;
  if (verdict == FO_OK && (goods.mark.identity[0] || goods.carton || goods.item.every_unit))
    verdict = FO_EVERY_UNIT_SCANNED;
  if (verdict != FO_OK)
    return fo_step_answer (step, verdict);
  goods.quantity_u = quantity_u;
  return fo_step_refuse (step, &goods, goods.missed ? step->now->refused : FO_OK, FO_ASK_NOTHING);
}

static FoTxnEnd
read_item (FoTxn *txn, gpointer data, GError **error)
{
  FoItem *item = data;

  return fo_item_find (txn, item->id, item, error) == FO_FOUND ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static bool
take_choice (FoStep *step, const FoChoice *choice, GError **error)
{
  FoGoods goods = { .by_eye = true, .quantity_u = FO_ONE, .pack_u = FO_ONE, .expires_on = FO_DAY_NONE, .produced_on = FO_DAY_NONE };

  goods.item.id = choice->item;
  if (!fo_store_read (step->store, read_item, &goods.item, error))
    return false;
  fo_args_goods (&step->ret->reply.args, &goods);
  return goods.item.by_eye ? look_again (step, &goods, error) : fo_step_answer (step, FO_NO_CODE_FORBIDDEN);
}

bool
fo_take_no_code (FoStep *step, const char *argument, GError **error)
{
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (FoChoice));
  const FoChoice *one = NULL;

  if (!fo_step_search_items (step, argument, choices, &one, error))
    return false;
  return !one || take_choice (step, one, error);
}

/* Where they were scanned: else where they were looked for. */
bool
fo_take_here (FoStep *step, const char *argument, GError **error)
{
  const FoDeskState *now = step->now;

  if (fo_take_is_arrival (now))
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  return fo_step_here (step, argument, now->place ? now->place : now->hand.place, error);
}

bool
fo_take_choose (FoStep *step, const char *argument, GError **error)
{
  const FoChoice *choice = fo_step_chosen (step, argument);

  return !choice || take_choice (step, choice, error);
}

/* ---- the page ---------------------------------------------------------------------------------------------------- */

static bool
show_hand (FoTxn *txn, const FoDeskState *now, FoView *view, GError **error)
{
  const FoGoods *hand = &now->hand;
  FoViewLine *line;
  FoPlace place;

  if (!hand->item.id)
    return true;
  line = fo_view_add_line (view, &hand->item, 0, hand->quantity_u);
  fo_view_line_lot (line, hand->lot_id, hand->lot, hand->expires_on);
  line->current = true;
  view->done_u = hand->quantity_u;
  fo_args_goods (&view->instruction, hand);
  if (!hand->place)
    return true;
  if (fo_place_find (txn, hand->place, &place, error) != FO_FOUND)
    return false;
  fo_view_line_place (line, place.id, place.code);
  fo_args_set_text (&view->instruction, "place", place.code);
  return true;
}

static bool
view (FoTxn *txn, const char *station, const FoDeskState *now, FoView *ret, GError **error)
{
  (void) station;
  g_strlcpy (ret->title, now->document[0] ? now->document : now->place_code, sizeof ret->title);
  if (!show_hand (txn, now, ret, error) || !fo_take_show (txn, now, ret, error))
    return false;
  fo_view_offer (ret, "no-code", "offer.no_code", now->hand.item.id ? 0 : 2);
  if (now->n_booked)
    fo_view_offer (ret, "undo", "offer.undo", 4);
  fo_view_offer (ret, "cancel", "offer.cancel", 12);
  return true;
}

const FoTask fo_task_write_off = { .name = "write-off", .scan = scan, .commands = fo_take_write_off_commands, .view = view,
                                   .document_is_text = true };
const FoTask fo_task_issue = { .name = "issue", .scan = scan, .commands = fo_take_issue_commands, .view = view,
                               .document_is_text = true };
const FoTask fo_task_transfer = { .name = "transfer", .scan = scan, .commands = fo_take_transfer_commands, .view = view,
                                  .document_is_text = true };

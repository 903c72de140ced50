/* SPDX-License-Identifier: GPL-3.0-or-later
 * Put away: goods from the dock (or from a place that was scanned before them) into a bin.
 *
 *   [place] ──→ goods ──→ a bin is proposed ──→ bin ──→ moved
 *
 * The code of the goods names the lot; all of it that nobody holds goes, unless a number is typed in between: a pallet is not
 * scanned box by box. Proposed is the bin where the freshest of the item lies, else the first empty one in walking order. With one
 * bin in the warehouse nobody is asked for it. At a bench these are the goods of orders that were called off: the last of them put
 * back ends the order. Goods that the book has elsewhere, or not at all, are here all the same when somebody says so: here [QUANTITY].
 */
#include "firstout/work/reserve.h"
#include "step.h"

#include "firstout/store/orders.h"

#include <string.h>

typedef struct {
  const FoStep *step;
  const FoCode *code; /* NULL: only the lot is looked for */
  FoNames names;
  const FoNamed *named;
  FoVerdict verdict;
  FoGoods goods;
  FoPlace from;
  FoQuantity free_u, on_hand_u; /* free: or to be put back */
  bool others; /* without the server: not what this station received since */
  FoPlace elsewhere; /* where the lot lies when it is not here */
  FoPlace only_bin;
} Look;

/* Goods are in the hand, and the next place is where they go. */
static bool
is_held (const FoDeskState *now)
{
  return now->hand.item.id && !now->hand.missed;
}

/* ---- looking ------------------------------------------------------------------------------------------------------------------- */

static bool
find_from (FoTxn *txn, const FoStep *step, FoPlace *ret_from, GError **error)
{
  FoPlace bench;

  if (step->now->place && !is_held (step->now))
    return fo_place_find (txn, step->now->place, ret_from, error) == FO_FOUND;
  if (is_held (step->now) && step->now->hand.place)
    return fo_place_find (txn, step->now->hand.place, ret_from, error) == FO_FOUND;
  if (step->now->task == &fo_task_move) /* the place comes first */
    return true;
  return fo_station_places (txn, step->act.station, ret_from, &bench, error);
}

static int
rank (const FoNamed *named, gconstpointer data)
{
  const FoDeskState *now = data;
  bool bin_is_asked = is_held (now);

  if (named->kind == FO_NAMED_PLACE)
    return bin_is_asked ? 3 : 1;
  return named->kind == FO_NAMED_GOODS ? 2 : 0;
}

/* Where else in the house the lot lies. */
static bool
find_elsewhere (FoTxn *txn, Look *l, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoStockRow));

  if (!fo_stock_of_item (txn, l->goods.item.id, rows, error))
    return false;
  for (guint i = 0; i < rows->len; i++)
    if (g_array_index (rows, FoStockRow, i).lot_id == l->goods.lot_id)
      return fo_place_find (txn, g_array_index (rows, FoStockRow, i).place_id, &l->elsewhere, error) == FO_FOUND;
  return true;
}

static bool
count_to_put_back (FoTxn *txn, FoId lot, FoId place, FoQuantity *ret_quantity_u, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  if (!fo_holds_to_put_back (txn, lot, place, holds, error))
    return false;
  *ret_quantity_u = 0;
  for (guint i = 0; i < holds->len; i++)
    *ret_quantity_u += g_array_index (holds, FoHold, i).quantity_u;
  return true;
}

static bool
look_for_lot (FoTxn *txn, Look *l, GError **error)
{
  g_autoptr (GArray) bins = g_array_new (FALSE, FALSE, sizeof (FoPlace));
  FoBalance balance = { 0, 0 };

  if (!fo_goods_find_lot (txn, &l->goods, l->from.id, &l->verdict, error)
      || (l->goods.lot_id && !fo_balance_get (txn, l->goods.lot_id, l->from.id, &balance, error))
      || !fo_places_of_kind (txn, FO_PLACE_BIN, 2, bins, error))
    return false;
  if (!l->from.id)
    l->verdict = FO_SCAN_PLACE_FIRST;
  l->goods.missed = false;
  l->free_u = 0;
  if (balance.held_u > 0 && l->from.kind == FO_PLACE_DOCK && !fo_pins_at (txn, l->goods.lot_id, l->from.id, &l->free_u, error))
    return false;
  l->free_u += fo_balance_free (balance);
  l->on_hand_u = balance.on_hand_u;
  if (l->goods.lot_id && l->from.kind == FO_PLACE_BENCH
      && !count_to_put_back (txn, l->goods.lot_id, l->from.id, &l->free_u, error))
    return false;
  l->others = l->free_u > 0;
  if (l->goods.lot_id && l->from.kind != FO_PLACE_BENCH && !fo_act_may_carry (txn, l->goods.lot_id, l->from.id, &l->free_u, error))
    return false;
  l->others &= l->free_u == 0;
  l->goods.put_back = l->from.kind == FO_PLACE_BENCH;
  l->goods.place = l->from.id;
  if (bins->len == 1 && l->step->now->task == &fo_task_put_away && l->from.kind != FO_PLACE_QUARANTINE)
    l->only_bin = g_array_index (bins, FoPlace, 0);
  return l->on_hand_u > 0 || !l->goods.lot_id || find_elsewhere (txn, l, error);
}

static FoTxnEnd
look (FoTxn *txn, gpointer data, GError **error)
{
  Look *l = data;

  l->from = (FoPlace){ 0 };
  if (!find_from (txn, l->step, &l->from, error))
    return FO_TXN_FAIL;
  if (l->code) {
    const FoLotsExpected expected = { .place = l->from.id };

    if (!fo_names_read_outbound (txn, l->code, l->step->today, &expected, &l->names, error))
      return FO_TXN_FAIL;
    l->named = fo_names_choose (&l->names, rank, l->step->now, &l->verdict);
    if (!l->named || l->named->kind != FO_NAMED_GOODS)
      return FO_TXN_COMMIT;
    fo_goods_init (&l->goods, l->named);
    fo_goods_know_unit (&l->goods, l->named);
    if (l->named->carton) /* it goes back as one */
      g_strlcpy (l->goods.mark.identity, l->named->unit.identity, sizeof l->goods.mark.identity);
  }
  return look_for_lot (txn, l, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* ---- moving ---------------------------------------------------------------------------------------------------------------------- */

static bool
carry (FoStep *step, const FoGoods *goods, const FoPlace *to, GError **error)
{
  const FoCarry what = { .kind = step->now->task == &fo_task_move || to->kind == FO_PLACE_QUARANTINE ? FO_MOVE_MOVE : FO_MOVE_PUT_AWAY,
                         .lot = goods->lot_id,
                         .from = goods->place,
                         .to = to->id,
                         .quantity_u = goods->quantity_u,
                         .reason = goods->by_eye ? "by-eye" : "",
                         .marks = &goods->mark,
                         .n_marks = goods->mark.identity[0] && !goods->carton && goods->quantity_u == FO_ONE ? 1 : 0,
                         .carton = goods->carton };
  const FoPutBack back = { .lot = goods->lot_id,
                           .from = goods->place,
                           .to = to->id,
                           .quantity_u = goods->quantity_u,
                           .unit = goods->mark.identity[0] ? goods->mark.identity : NULL };
  const FoArg *moved;

  if (!(goods->put_back ? fo_work_put_back (step->store, fo_step_act (step), &back, fo_step_reply (step), error)
                        : fo_work_carry (step->store, fo_step_act (step), &what, fo_step_reply (step), error)))
    return false;
  if (!fo_step_is_done (step)) {
    step->next->refused = step->ret->reply.verdict;
    return true;
  }
  step->ret->topics |= FO_TOPIC_STOCK;
  moved = fo_args_get (&step->ret->reply.args, "quantity");
  fo_step_booked (step, goods, moved ? moved->number : 0);
  step->next->line = 0; /* a number typed now would be of goods that are gone */
  step->next->place = 0;
  step->next->place_code[0] = '\0';
  return true;
}

static bool
take_goods (FoStep *step, Look *l, GError **error)
{
  bool part = l->free_u < l->on_hand_u || (l->goods.unit_at && l->goods.unit_at != l->from.id);
  bool one = l->goods.mark.identity[0] && (l->goods.put_back || part); /* not all goes: the unit that was scanned */

  if (l->goods.carton && l->named && l->named->unit.state != (l->goods.put_back ? FO_UNIT_PICKED : FO_UNIT_STOCK))
    l->verdict = l->named->unit.state == FO_UNIT_GONE ? FO_CARTON_OPENED : FO_WRONG_PLACE;
  else if (l->verdict == FO_OK && l->named && l->named->mixed) /* it is put away lot by lot */
    l->verdict = FO_LOT_AMBIGUOUS;
  else if (l->verdict == FO_OK && l->on_hand_u == 0)
    l->verdict = FO_WRONG_PLACE;
  else if (l->verdict == FO_OK && l->free_u == 0)
    l->verdict = l->others ? FO_NOT_RECEIVED_HERE : FO_NOT_ENOUGH_FREE;
  fo_args_place (&step->ret->reply.args, &l->from);
  if (l->elsewhere.id)
    fo_args_set_text (&step->ret->reply.args, "other_place", l->elsewhere.code);
  l->goods.quantity_u = l->goods.carton || one ? MIN (l->goods.quantity_u, l->free_u) : l->free_u;
  if (l->verdict != FO_OK && l->verdict != FO_LOT_NEEDED) {
    if (l->free_u == 0) /* as many as one scan of it counts, until somebody says how many are here */
      l->goods.quantity_u = l->goods.pack_u;
    return fo_step_miss (step, &l->goods, l->verdict);
  }
  if (l->verdict == FO_OK && l->only_bin.id && l->only_bin.id != l->from.id)
    return carry (step, &l->goods, &l->only_bin, error);
  return fo_step_refuse (step, &l->goods, l->verdict, l->verdict == FO_OK ? FO_ASK_NOTHING : FO_ASK_LOT);
}

static bool
take_place (FoStep *step, const FoPlace *place, GError **error)
{
  bool has_goods = is_held (step->now) && step->now->hand.lot_id;

  fo_args_place (&step->ret->reply.args, place);
  if (!fo_place_is_real (place->kind))
    return fo_step_answer (step, FO_PLACE_IS_VIRTUAL);
  if (has_goods && place->kind == FO_PLACE_SHUT) /* the goods stay in the hand: another shelf is scanned */
    return fo_step_answer (step, FO_PLACE_BLOCKED);
  if (has_goods)
    return carry (step, &step->now->hand, place, error);
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
  if (l.named->kind == FO_NAMED_PLACE)
    return take_place (step, &l.named->place, error);
  return l.named->kind == FO_NAMED_GOODS ? take_goods (step, &l, error) : fo_step_open_named (step, l.named, error);
}

/* ---- answers ------------------------------------------------------------------------------------------------------------------------ */

static bool
say_lot (FoStep *step, const char *argument, GError **error)
{
  Look l = { .step = step, .goods = step->now->hand };

  if (!l.goods.item.id || !*argument)
    return fo_step_answer (step, FO_SCAN_GOODS_FIRST);
  g_strlcpy (l.goods.lot, argument, sizeof l.goods.lot);
  l.goods.has_lot = true;
  l.goods.named_lot = 0;
  return fo_store_read (step->store, look, &l, error) && take_goods (step, &l, error);
}

static bool
say_quantity (FoStep *step, const char *argument, GError **error)
{
  FoGoods goods = step->now->hand;
  FoQuantity quantity_u;
  FoVerdict verdict = fo_quantity_parse (argument, &quantity_u);

  (void) error;
  if (verdict == FO_OK && quantity_u <= 0)
    verdict = FO_QUANTITY_NOT_POSITIVE;
  if (verdict == FO_OK && !goods.lot_id && !goods.missed)
    verdict = FO_SCAN_GOODS_FIRST;
  if (verdict != FO_OK)
    return fo_step_answer (step, verdict);
  goods.quantity_u = quantity_u;
  return fo_step_refuse (step, &goods, goods.missed ? step->now->refused : FO_OK, FO_ASK_NOTHING);
}

/* ---- they are here, and goods without a code ------------------------------------------------------------------------------------- */

typedef struct {
  const FoStep *step;
  const char *words;
  FoPlace from;
  GArray *choices; /* FoChoice: what lies there and is free */
} Around;

static FoTxnEnd
look_around (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoStockRow));
  Around *a = data;

  a->from = (FoPlace){ 0 };
  g_array_set_size (a->choices, 0);
  if (!find_from (txn, a->step, &a->from, error) || (a->from.id && !fo_stock_at_place (txn, a->from.id, rows, error)))
    return FO_TXN_FAIL;
  for (guint i = 0; i < rows->len; i++) {
    const FoStockRow *row = &g_array_index (rows, FoStockRow, i);
    FoChoice choice = { .lot = row->lot_id, .place = a->from.id, .quantity_u = row->on_hand_u - row->held_u };
    FoItem item;

    if (fo_item_find_by_code (txn, row->item, &item, error) != FO_FOUND)
      return FO_TXN_FAIL;
    choice.item = item.id;
    if (a->from.kind == FO_PLACE_BENCH && !count_to_put_back (txn, row->lot_id, a->from.id, &choice.quantity_u, error))
      return FO_TXN_FAIL;
    if (choice.quantity_u > 0 && fo_words_fit (a->words, &item, row->lot))
      g_array_append_val (a->choices, choice);
  }
  return FO_TXN_COMMIT;
}

static bool
here (FoStep *step, const char *argument, GError **error)
{
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (FoChoice));
  Around around = { .step = step, .words = "", .choices = choices };

  return fo_store_read (step->store, look_around, &around, error) && fo_step_here (step, argument, around.from.id, error);
}

static bool
take_choice (FoStep *step, const FoChoice *choice, GError **error)
{
  Look l = { .step = step };
  bool may;

  if (!fo_step_choice_goods (step, choice, &l.goods, &may, error))
    return false;
  return !may || (fo_store_read (step->store, look, &l, error) && take_goods (step, &l, error));
}

/* What lies there first; else anything there is: it may be here all the same. */
static bool
no_code (FoStep *step, const char *argument, GError **error)
{
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (FoChoice));
  Around around = { .step = step, .words = argument, .choices = choices };
  const FoChoice *one = NULL;

  if (is_held (step->now))
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  if (!fo_store_read (step->store, look_around, &around, error))
    return false;
  if (!around.from.id)
    return fo_step_answer (step, FO_SCAN_PLACE_FIRST);
  if (!(choices->len ? fo_step_offer_choices (step, choices, &one, error)
                     : fo_step_search_items (step, argument, choices, &one, error)))
    return false;
  return !one || take_choice (step, one, error);
}

static bool
choose (FoStep *step, const char *argument, GError **error)
{
  const FoChoice *choice = fo_step_chosen (step, argument);

  return !choice || take_choice (step, choice, error);
}

/* ---- the page ------------------------------------------------------------------------------------------------------------------------- */

/* Where the lot lies already, else the freshest of the item, else where it lay lately, else the first empty bin. */
static bool
propose (FoTxn *txn, const FoDeskState *now, FoPlace *ret_bin, GError **error)
{
  FoFound found = fo_place_bin_of_lot (txn, now->hand.lot_id, now->hand.place, ret_bin, error);

  if (found == FO_ABSENT)
    found = fo_place_bin_of_item (txn, now->hand.item.id, ret_bin, error);
  if (found == FO_ABSENT || (found == FO_FOUND && ret_bin->id == now->hand.place))
    found = fo_place_last_bin_of_item (txn, now->hand.item.id, ret_bin, error);
  if (found == FO_ABSENT || (found == FO_FOUND && ret_bin->id == now->hand.place))
    found = fo_place_empty_bin (txn, ret_bin, error);
  if (found == FO_ABSENT)
    *ret_bin = (FoPlace){ 0 };
  return found != FO_FAILED;
}

/* Does an order that could be picked now wait for goods that lie nowhere but here? */
static bool
find_cross_dock (FoTxn *txn, const FoGoods *goods, FoCrossDock *ret, GError **error)
{
  FoFound found = FO_ABSENT;
  FoTurn turn;

  *ret = (FoCrossDock){ 0 };
  if (goods->put_back)
    return true;
  if (!fo_turn_look (txn, goods->item.id, &turn, error))
    return false;
  if (turn.promised_u > turn.free_u - goods->quantity_u)
    found = fo_order_to_cross_dock (txn, goods->item.id, ret, error);
  return found != FO_FAILED;
}

typedef struct {
  const FoGoods *goods;
  FoCrossDock order;
} CrossDock;

static FoTxnEnd
read_cross_dock (FoTxn *txn, gpointer data, GError **error)
{
  CrossDock *read = data;

  return find_cross_dock (txn, read->goods, &read->order, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* The order that waits is picked at once, from the dock. */
static bool
cross_dock (FoStep *step, const char *argument, GError **error)
{
  CrossDock read = { .goods = &step->now->hand };

  (void) argument;
  if (!is_held (step->now))
    return fo_step_answer (step, FO_SCAN_GOODS_FIRST);
  if (!fo_store_read (step->store, read_cross_dock, &read, error))
    return false;
  return read.order.order ? fo_step_pick_order (step, read.order.order, read.order.number, error)
                          : fo_step_answer (step, FO_NOTHING_OPEN);
}

static bool
show_here (FoTxn *txn, const char *station, const FoDeskState *now, FoView *view, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoStockRow));
  FoPlace from, bench;
  bool found = now->place ? fo_place_find (txn, now->place, &from, error) == FO_FOUND
                          : fo_station_places (txn, station, &from, &bench, error);

  if (found && !now->place && (now->task == &fo_task_move || !now->hand.item.id)) /* the page lists what waits */
    return true;
  if (!found || !fo_stock_at_place (txn, from.id, rows, error))
    return false;
  g_strlcpy (view->title, from.code, sizeof view->title);
  for (guint i = 0; i < rows->len; i++) {
    const FoStockRow *row = &g_array_index (rows, FoStockRow, i);
    FoQuantity free_u = row->on_hand_u - row->held_u, pinned_u = 0;
    FoViewLine *line;
    FoItem item;

    if (from.kind == FO_PLACE_BENCH && !count_to_put_back (txn, row->lot_id, from.id, &free_u, error))
      return false;
    if (row->held_u > 0 && from.kind == FO_PLACE_DOCK && !fo_pins_at (txn, row->lot_id, from.id, &pinned_u, error))
      return false;
    free_u += pinned_u;
    if (free_u == 0)
      continue;
    if (fo_item_find_by_code (txn, row->item, &item, error) != FO_FOUND)
      return false;
    line = fo_view_add_line (view, &item, free_u, 0);
    fo_view_line_lot (line, row->lot_id, row->lot, row->expires_on);
    fo_view_line_place (line, row->place_id, row->place);
    line->current = row->lot_id == now->hand.lot_id;
  }
  return true;
}

static bool
view (FoTxn *txn, const char *station, const FoDeskState *now, FoView *ret, GError **error)
{
  FoPlace bin;

  bool move = now->task == &fo_task_move;
  FoCrossDock waits = { 0 };

  fo_view_instruct (ret, !move ? "task.put_away.start" : now->place ? "task.move.goods" : "task.move.start");
  if (!show_here (txn, station, now, ret, error))
    return false;
  if (fo_view_missed (now, 5, ret))
    fo_view_offer (ret, "cancel", "offer.cancel", 12);
  else if (now->hand.lot_id) {
    bin = (FoPlace){ 0 };
    if (!move && !propose (txn, now, &bin, error))
      return false;
    fo_view_instruct (ret, move ? "task.move.to" : bin.id ? "task.put_away.bin" : "task.put_away.choose");
    if (!move && !find_cross_dock (txn, &now->hand, &waits, error))
      return false;
    if (!move && waits.order) {
      fo_view_instruct (ret, "task.put_away.cross_dock");
      fo_args_set_text (&ret->instruction, "order", waits.number);
      fo_args_set_text (&ret->instruction, "deal", waits.deal);
      fo_view_offer (ret, "cross-dock", "offer.cross_dock", 8);
    }
    fo_args_goods (&ret->instruction, &now->hand);
    fo_args_set_text (&ret->instruction, "place", bin.code);
    ret->asked_u = now->hand.quantity_u;
    fo_view_offer (ret, "cancel", "offer.cancel", 12);
  }
  if (!now->hand.item.id)
    fo_view_offer (ret, "no-code", "offer.no_code", 2);
  if (now->n_booked)
    fo_view_offer (ret, "undo", "offer.undo", 4);
  return true;
}

/* `goods ITEM/LOT`: as scanning the label of the lot. */
static bool
take_named (FoStep *step, const char *argument, GError **error)
{
  const char *slash = strrchr (argument, '/');
  g_autofree char *item = g_strndup (argument, slash ? (gsize) (slash - argument) : strlen (argument));
  char text[FO_CODE_PRINT_MAX];
  FoVerdict verdict = fo_code_print (FO_CODE_LOT, item, slash ? slash + 1 : "", false, text);
  FoScan typed;
  FoCode code;

  if (verdict != FO_OK || !fo_scan_init (&typed, text, strlen (text), FO_SYMBOLOGY_TYPED, NULL, 0))
    return fo_step_answer (step, verdict == FO_OK ? FO_CODE_TOO_LONG : verdict);
  fo_code_read (&code, &typed, step->today, step->training);
  return scan (step, &code, error);
}

static const FoTaskCommand commands[] = { { "lot", say_lot }, { "quantity", say_quantity }, { "goods", take_named },
                                          { "cross-dock", cross_dock }, { "here", here }, { "no-code", no_code }, { "choose", choose },
                                          { NULL, NULL } };

const FoTask fo_task_put_away = { "put-away", scan, commands, view };

/* The same from any place to any other, into quarantine and out of it. */
const FoTask fo_task_move = { "move", scan, commands, view };

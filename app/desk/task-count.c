/* SPDX-License-Identifier: GPL-3.0-or-later
 * Count: what lies at a place, without being told what the book says.
 *
 *   place ──→ goods, goods … (digits: how many of them in all) ──→ "nothing else here" ──→ booked, or these lots once more
 *
 * Every scan is kept at once: whoever is interrupted, or takes over, goes on with what was seen.
 */
#include "inside.h"

#include "firstout/store/stocktakes.h"
#include "firstout/work/count.h"

#include <string.h>

#define CARTON_MAX 1000

typedef struct {
  const FoStep *step;
  const FoCode *code;
  FoNames names;
  const FoNamed *named;
  FoVerdict verdict;
  FoGoods goods;
  GArray *marks; /* FoMark */
  bool needs_label;
} Look;

/* ---- looking ----------------------------------------------------------------------------------------------------- */

static int
rank (const FoNamed *named, gconstpointer data)
{
  const FoDeskState *now = data;

  if (named->kind == FO_NAMED_GOODS)
    return now->place ? 2 : 1;
  return named->kind == FO_NAMED_PLACE ? (now->place ? 1 : 2) : 0;
}

/* A carton is all of its units. */
static bool
list_units (FoTxn *txn, Look *l, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));

  g_array_set_size (l->marks, 0);
  if (!l->goods.carton) {
    if (l->goods.mark.identity[0])
      g_array_append_val (l->marks, l->goods.mark);
    return true;
  }
  if (!fo_units_of_carton (txn, l->goods.carton, units, error))
    return false;
  for (guint i = 0; i < MIN (units->len, CARTON_MAX); i++) {
    const FoUnit *unit = &g_array_index (units, FoUnit, i);
    FoMark mark;

    g_strlcpy (mark.identity, unit->identity, sizeof mark.identity);
    g_strlcpy (mark.code, unit->code, sizeof mark.code);
    g_array_append_val (l->marks, mark);
  }
  l->goods.quantity_u = l->marks->len * FO_ONE;
  return true;
}

/* The first stock gets its labels while it is counted: a lot seen here for the first time whose own code does not name it. */
static bool
needs_label (FoTxn *txn, const FoStep *step, const FoGoods *goods, bool *ret_needs, GError **error)
{
  FoStocktakeLine line;
  FoStocktake take;
  FoFound found = FO_ABSENT;
  bool opening;

  *ret_needs = false;
  if (goods->labelled || goods->item.labels == FO_LABELS_NONE || (!goods->lot_id && !goods->lot[0]))
    return true;
  if (!fo_count_is_opening (txn, step->today, &opening, error))
    return false;
  if (opening && goods->lot_id && fo_stocktake_at (txn, goods->place, &take, error) == FO_FOUND)
    found = fo_stocktake_line (txn, take.id, goods->lot_id, &line, error);
  *ret_needs = opening && found == FO_ABSENT;
  return found != FO_FAILED;
}

static FoTxnEnd
look (FoTxn *txn, gpointer data, GError **error)
{
  Look *l = data;
  FoVerdict verdict;

  if (l->code) {
    const FoLotsExpected expected = { .place = l->step->now->place };

    if (!fo_names_read_outbound (txn, l->code, l->step->today, &expected, &l->names, error))
      return FO_TXN_FAIL;
    l->named = fo_names_choose (&l->names, rank, l->step->now, &l->verdict);
    if (!l->named || l->named->kind != FO_NAMED_GOODS)
      return FO_TXN_COMMIT;
    fo_goods_init (&l->goods, l->named);
    fo_goods_know_unit (&l->goods, l->named);
    if (l->named->mixed)
      l->verdict = FO_LOT_AMBIGUOUS;
  }
  l->goods.place = l->step->now->place;
  return list_units (txn, l, error) && fo_goods_find_lot (txn, &l->goods, l->goods.place, &verdict, error)
                 && needs_label (txn, l->step, &l->goods, &l->needs_label, error)
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

/* ---- entering ---------------------------------------------------------------------------------------------------- */

static FoAsk
ask_for (FoVerdict verdict)
{
  if (verdict == FO_LOT_NEEDED)
    return FO_ASK_LOT;
  if (verdict == FO_EXPIRY_NEEDED)
    return FO_ASK_EXPIRY;
  return fo_ask_unit (verdict);
}

static bool
enter (FoStep *step, const FoGoods *goods, const GArray *marks, bool in_all, GError **error)
{
  const FoCountEntry what = { .place = step->now->place, .lot = goods->lot_id, .item = goods->item.id, .number = goods->lot,
                              .owner = goods->owner, .expires_on = goods->expires_on, .quantity_u = goods->quantity_u, .in_all = in_all,
                              .marks = marks ? (const FoMark *) marks->data : NULL, .n_marks = marks ? marks->len : 0 };
  FoQuantity before_u = in_all ? step->now->line_total_u : 0;
  FoVerdict verdict;

  if (!fo_work_count_enter (step->store, fo_step_act (step), &what, fo_step_reply (step), error))
    return false;
  verdict = step->ret->reply.verdict;
  if (!fo_step_is_done (step)) {
    if (ask_for (verdict) == FO_ASK_NOTHING)
      fo_step_let_go (step);
    else
      fo_step_keep (step, goods, verdict, ask_for (verdict));
    return true;
  }
  fo_step_booked (step, goods, goods->quantity_u - before_u);
  return true;
}

static bool
begin (FoStep *step, FoId place, const char *code, bool take_over, GError **error)
{
  const FoGoods nothing = { .place = place, .expires_on = FO_DAY_NONE, .produced_on = FO_DAY_NONE };
  const FoPlace here = { .id = place };

  fo_step_close_document (step);
  fo_step_set_document (step, 0, code);
  if (!fo_work_count_begin (step->store, fo_step_act (step), place, take_over, fo_step_reply (step), error))
    return false;
  if (!fo_step_is_done (step)) {
    fo_step_close_document (step);
    g_strlcpy (step->next->place_code, code, sizeof step->next->place_code);
    if (step->ret->reply.verdict == FO_PLACE_TAKEN)
      fo_step_keep (step, &nothing, FO_PLACE_TAKEN, FO_ASK_CONFIRM);
    return true;
  }
  fo_step_set_place (step, &here);
  g_strlcpy (step->next->place_code, code, sizeof step->next->place_code);
  return true;
}

/* A lot the book has never heard of: first whose it is, where there are others' goods. */
static bool
enter_new (FoStep *step, Look *l, GError **error)
{
  bool asked;

  if (!l->goods.lot_id && (l->goods.lot[0] || l->goods.item.tracking == FO_TRACKING_NONE)
      && (!fo_step_ask_whose (step, &l->goods, &asked, error) || asked))
    return asked;
  if (l->needs_label && (l->goods.lot_id || !l->goods.item.has_expiry || l->goods.expires_on != FO_DAY_NONE))
    fo_step_wish_labels (step, &l->goods, 1, 0);
  return enter (step, &l->goods, l->marks, false, error);
}

static bool
take_goods (FoStep *step, Look *l, GError **error)
{
  if (l->verdict == FO_OK && !step->now->place)
    l->verdict = FO_SCAN_PLACE_FIRST;
  if (l->verdict != FO_OK) {
    fo_args_goods (&step->ret->reply.args, &l->goods);
    return fo_step_answer (step, l->verdict);
  }
  if (fo_step_refuses_mark (step, &l->goods))
    return true;
  if (l->goods.unsure)
    return fo_step_refuse (step, &l->goods, FO_QUANTITY_NEEDED, FO_ASK_QUANTITY);
  return enter_new (step, l, error);
}

static bool
scan (FoStep *step, const FoCode *code, GError **error)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (FoMark));
  Look l = { .step = step, .code = code, .names = { .chosen = step->chosen }, .marks = marks };

  if (!fo_store_read (step->store, look, &l, error))
    return false;
  if (!l.named)
    return fo_step_unnamed (step, code, &l.names, l.verdict, error);
  if (l.named->kind == FO_NAMED_PLACE)
    return begin (step, l.named->place.id, l.named->place.code, false, error);
  return l.named->kind == FO_NAMED_GOODS ? take_goods (step, &l, error) : fo_step_open_named (step, l.named, error);
}

/* ---- answers ----------------------------------------------------------------------------------------------------- */

/* The goods in the hand once more, with what was asked for. */
static bool
enter_hand (FoStep *step, FoGoods *goods, GError **error)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (FoMark));
  Look l = { .step = step, .goods = *goods, .marks = marks };

  if (!step->now->place)
    return fo_step_answer (step, FO_SCAN_PLACE_FIRST);
  if (!fo_store_read (step->store, look, &l, error))
    return false;
  return enter_new (step, &l, error);
}

/* `owner [NAME]`: whose the lot in the hand is, that nobody knows; alone: the house's. */
static bool
say_owner (FoStep *step, const char *argument, GError **error)
{
  FoGoods goods = step->now->hand;

  if (!goods.item.id || goods.lot_id)
    return fo_step_answer (step, goods.item.id ? FO_COMMAND_NOT_NOW : FO_SCAN_GOODS_FIRST);
  if (strlen (argument) >= sizeof goods.owner)
    return fo_step_answer (step, FO_TEXT_TOO_LONG);
  g_strlcpy (goods.owner, argument, sizeof goods.owner);
  goods.has_owner = true;
  return enter_hand (step, &goods, error);
}

static bool
say_lot (FoStep *step, const char *argument, GError **error)
{
  FoGoods goods = step->now->hand;

  if (!goods.item.id || !*argument)
    return fo_step_answer (step, FO_SCAN_GOODS_FIRST);
  if (strlen (argument) >= sizeof goods.lot)
    return fo_step_answer (step, FO_TEXT_TOO_LONG);
  g_strlcpy (goods.lot, argument, sizeof goods.lot);
  goods.has_lot = true;
  goods.named_lot = 0;
  return enter_hand (step, &goods, error);
}

static bool
say_expiry (FoStep *step, const char *argument, GError **error)
{
  FoGoods goods = step->now->hand;
  FoVerdict verdict;

  if (!goods.item.id)
    return fo_step_answer (step, FO_SCAN_GOODS_FIRST);
  verdict = fo_day_parse_typed (argument, step->today, &goods.expires_on);
  if (verdict == FO_OK)
    return enter_hand (step, &goods, error);
  fo_args_set_text (&step->ret->reply.args, "text", argument);
  return fo_step_answer (step, verdict);
}

static bool
say_serial (FoStep *step, const char *argument, GError **error)
{
  FoGoods goods;

  return !fo_step_take_serial (step, argument, &goods) || enter_hand (step, &goods, error);
}

/* Of what is in the hand so many more; else of the last line so many in all. */
static bool
say_quantity (FoStep *step, const char *argument, GError **error)
{
  bool in_hand = step->now->hand.item.id != 0;
  FoGoods goods = in_hand ? step->now->hand : step->now->last;
  FoQuantity quantity_u;
  FoVerdict verdict = fo_quantity_parse (argument, &quantity_u);

  if (verdict == FO_OK && quantity_u < 0)
    verdict = FO_QUANTITY_NOT_POSITIVE;
  if (verdict == FO_OK && !in_hand && !step->now->line)
    verdict = FO_SCAN_GOODS_FIRST;
  if (verdict != FO_OK)
    return fo_step_answer (step, verdict);
  goods.quantity_u = quantity_u;
  goods.unsure = false;
  return in_hand ? enter_hand (step, &goods, error) : enter (step, &goods, NULL, true, error);
}

static bool
confirm (FoStep *step, const char *argument, GError **error)
{
  (void) argument;
  if (step->now->refused != FO_PLACE_TAKEN)
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  return begin (step, step->now->hand.place, step->now->place_code, true, error);
}

static bool
finish (FoStep *step, const char *argument, GError **error)
{
  (void) argument;
  if (!step->now->place)
    return fo_step_answer (step, FO_SCAN_PLACE_FIRST);
  if (!fo_work_count_close (step->store, fo_step_act (step), step->now->place, fo_step_reply (step), error))
    return false;
  step->ret->topics |= FO_TOPIC_STOCK | FO_TOPIC_ORDERS;
  if (step->ret->reply.verdict == FO_COUNT_AGAIN) {
    fo_step_let_go (step);
    step->next->line = 0;
  }
  if (step->ret->reply.verdict == FO_COMPLETE) {
    fo_step_booked_beside (step, step->act.operation);
    fo_step_close_document (step);
  }
  return true;
}

typedef struct {
  GArray *wishes;
  FoPlace place;
} Next;

static FoTxnEnd
find_next (FoTxn *txn, gpointer data, GError **error)
{
  Next *next = data;

  g_array_set_size (next->wishes, 0);
  if (!fo_count_wishes_page (txn, 0, 1, next->wishes, error))
    return FO_TXN_FAIL;
  return next->wishes->len == 0
                 || fo_place_find_by_code (txn, g_array_index (next->wishes, FoCountWish, 0).place, &next->place, error) == FO_FOUND
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

static bool
open_next (FoStep *step, const char *argument, GError **error)
{
  g_autoptr (GArray) wishes = g_array_new (FALSE, FALSE, sizeof (FoCountWish));
  Next next = { .wishes = wishes };

  (void) argument;
  if (!fo_store_read (step->store, find_next, &next, error))
    return false;
  return wishes->len ? begin (step, next.place.id, next.place.code, false, error) : fo_step_answer (step, FO_NOTHING_OPEN);
}

/* ---- without a code ---------------------------------------------------------------------------------------------- */

static FoTxnEnd
read_item (FoTxn *txn, gpointer data, GError **error)
{
  FoItem *item = data;

  return fo_item_find (txn, item->id, item, error) == FO_FOUND ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* How many of it is what a person says next. */
static bool
take_choice (FoStep *step, const FoChoice *choice, GError **error)
{
  FoGoods goods = { .by_eye = true, .quantity_u = FO_ONE, .pack_u = FO_ONE, .expires_on = FO_DAY_NONE, .produced_on = FO_DAY_NONE };

  goods.item.id = choice->item;
  if (!fo_store_read (step->store, read_item, &goods.item, error))
    return false;
  goods.place = step->now->place;
  fo_args_goods (&step->ret->reply.args, &goods);
  if (!goods.item.by_eye)
    return fo_step_answer (step, FO_NO_CODE_FORBIDDEN);
  return fo_step_refuse (step, &goods, FO_QUANTITY_NEEDED, FO_ASK_QUANTITY);
}

static bool
no_code (FoStep *step, const char *argument, GError **error)
{
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (FoChoice));
  const FoChoice *one;

  if (!step->now->place)
    return fo_step_answer (step, FO_SCAN_PLACE_FIRST);
  return fo_step_search_items (step, argument, choices, &one, error) && (!one || take_choice (step, one, error));
}

static bool
choose (FoStep *step, const char *argument, GError **error)
{
  const FoChoice *choice = fo_step_chosen (step, argument);

  if (choice && g_strcmp0 (step->now->asks_for, "whose") == 0)
    return say_owner (step, choice->number, error);
  return !choice || take_choice (step, choice, error);
}

/* ---- the page ---------------------------------------------------------------------------------------------------- */

/* What was seen here, never what the book has; in a later round only what is to be counted in it. */
static bool
show_seen (FoTxn *txn, const FoDeskState *now, FoView *view, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoStocktakeLine));
  FoStocktake take;
  FoFound found = fo_stocktake_at (txn, now->place, &take, error);

  if (found != FO_FOUND)
    return found == FO_ABSENT;
  if (!fo_stocktake_lines (txn, take.id, lines, error))
    return false;
  fo_view_instruct (view, take.round > 1 ? "task.count.again" : "task.count.goods");
  for (guint i = 0; i < lines->len; i++) {
    const FoStocktakeLine *seen = &g_array_index (lines, FoStocktakeLine, i);
    FoViewLine *line;
    FoItem item;
    FoLot lot;

    if (!seen->again && seen->round < take.round)
      continue;
    if (fo_lot_find (txn, seen->lot_id, &lot, error) != FO_FOUND || fo_item_find (txn, lot.item_id, &item, error) != FO_FOUND)
      return false;
    line = fo_view_add_line (view, &item, 0, seen->round == take.round ? seen->counted.counted_u : 0);
    fo_view_line_lot (line, lot.id, lot.number, lot.expires_on);
    line->current = now->line && strcmp (now->last.lot, lot.number) == 0 && now->last.item.id == item.id;
    if (line->current)
      view->done_u = line->done_u;
  }
  return true;
}

/* The page lists the places. */
static bool
offer_places (FoTxn *txn, FoView *view, GError **error)
{
  g_autoptr (GArray) wishes = g_array_new (FALSE, FALSE, sizeof (FoCountWish));

  if (!fo_count_wishes_page (txn, 0, 1, wishes, error))
    return false;
  if (wishes->len)
    fo_view_offer (view, "next", "offer.count_next", 8);
  return true;
}

static bool
view (FoTxn *txn, const char *station, const FoDeskState *now, FoView *ret, GError **error)
{
  (void) station;
  fo_view_instruct (ret, "task.count.start");
  if (now->place) {
    g_strlcpy (ret->title, now->place_code, sizeof ret->title);
    fo_args_set_text (&ret->instruction, "place", now->place_code);
    if (!show_seen (txn, now, ret, error))
      return false;
    fo_view_offer (ret, "no-code", "offer.no_code", 2);
    fo_view_offer (ret, "finish", "offer.nothing_else", 9);
    fo_view_offer (ret, "cancel", "offer.cancel", 12);
  } else if (!offer_places (txn, ret, error))
    return false;
  if (now->n_booked)
    fo_view_offer (ret, "undo", "offer.undo", 4);
  return true;
}

static const FoTaskCommand commands[] = { { "lot", say_lot }, { "owner", say_owner },     { "expires", say_expiry }, { "quantity", say_quantity },
                                          { "serial", say_serial }, { "finish", finish },   { "next", open_next },     { "confirm", confirm },
                                          { "no-code", no_code }, { "choose", choose },      { NULL, NULL } };

const FoTask fo_task_count = { .name = "count", .scan = scan, .commands = commands, .view = view, .document_is_place = true };

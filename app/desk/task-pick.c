/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pick: an order is released for this station, and its goods are taken in walking order, bin, goods, lot.
 *
 *   order, next ── released ──→ bin ──→ goods ──→ picked ──→ … ──→ complete ──→ ship
 *                                         │  ↑
 *                      "which lot?" ── lot│  │
 *            "how many?" ── quantity ─────│──┤  (a code with lost separators that may or may not count)
 *                      older lot first ───│──┤ anyway REASON
 *                      not in the book ───│──┘ here QUANTITY
 *                      not found ─────────┴─── short REASON
 *
 * A code that names the lot needs no bin before it, as long as the order has that lot in one place only.
 */
#include "pick.h"

#include <string.h>

/* ---- where the person is ----------------------------------------------------------------------------------------------------- */

bool
fo_pick_one_place (FoTxn *txn, bool *ret_one, GError **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (FoPlace));

  if (!fo_places_of_kind (txn, FO_PLACE_BIN, 2, places, error)
      || !fo_places_of_kind (txn, FO_PLACE_DOCK, 2, places, error))
    return false;
  *ret_one = places->len <= 1;
  return true;
}

FoId
fo_pick_standing_at (const FoDeskState *now, const GArray *holds)
{
  if (now->just_placed)
    return now->place;
  for (guint i = 0; i < holds->len; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);
    if (!hold->picked && hold->place_id == now->place)
      return now->place;
  }
  return 0;
}

const FoHold *
fo_pick_next (const FoDeskState *now, const GArray *holds, FoId item)
{
  FoId here = fo_pick_standing_at (now, holds);
  const FoHold *first = NULL;

  for (guint i = 0; i < holds->len; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);

    if (hold->picked || (item && hold->item_id != item))
      continue;
    if (!first || (hold->place_id == here && first->place_id != here))
      first = hold;
  }
  return first;
}

/* ---- booking ------------------------------------------------------------------------------------------------------------------- */

/* Of a pack that holds more than is asked for, so much as is asked for is proposed. */
static bool
keep_refused (FoStep *step, const FoGoods *goods)
{
  FoVerdict verdict = step->ret->reply.verdict;
  const FoArg *left = fo_args_get (&step->ret->reply.args, "left");
  FoGoods part = *goods;

  if (fo_step_is_no_unit (verdict))
    return true;
  if (verdict != FO_PACK_IS_MORE) {
    fo_step_keep (step, goods, verdict, fo_ask_unit (verdict));
    return true;
  }
  part.quantity_u = left->number;
  fo_step_keep (step, &part, verdict, FO_ASK_CONFIRM);
  return true;
}

bool
fo_pick_book (FoStep *step,
              const FoGoods *goods,
              FoQuantity quantity_u,
              const char *reason,
              FoQuantity here_u,
              const FoInstead *instead,
              GError **error)
{
  FoId order = goods->order ? goods->order : step->now->order;
  FoGoods booked = *goods;
  FoPickAct what = { .order = order,
                           .lot = goods->lot_id,
                           .place = goods->place,
                           .quantity_u = quantity_u,
                           .reason = reason          ? reason
                                     : goods->by_eye ? "by-eye"
                                                     : NULL,
                           .here_u = here_u,
                           .item = goods->item.id,
                           .number = goods->lot,
                           .expires_on = goods->expires_on,
                           .instead_of = instead ? instead->list : NULL,
                           .n_instead_of = instead ? instead->n : 0,
                           .marks = &goods->mark,
                           .n_marks = goods->mark.identity[0] ? 1 : 0,
                           .asks_zero = step->now->zero_check,
                           .is_pack = quantity_u == goods->pack_u && quantity_u > FO_ONE };
  FoPickCarton whole = { .order = order, .carton = goods->carton, .place = goods->place, .reason = reason,
                         .asks_zero = step->now->zero_check };
  bool answered;

  if (!fo_pick_slot_due (step, order, goods->lot_id, &answered, error) || answered)
    return answered;
  if (!fo_pick_slot_of (step, order, &what.slot, &what.waits, error))
    return false;
  whole.slot = what.slot;
  whole.waits = what.waits;
  if (goods->carton ? !fo_work_pick_carton (step->store, fo_step_act (step), &whole, fo_step_reply (step), error)
                    : !fo_work_pick (step->store, fo_step_act (step), &what, fo_step_reply (step), error))
    return false;
  if (!fo_step_is_done (step))
    return keep_refused (step, goods);
  step->ret->topics |= FO_TOPIC_STOCK | FO_TOPIC_ORDERS;
  step->next->just_placed = false;
  booked.order = step->now->wave ? order : 0; /* what corrects the line is that order's, whichever is open then */
  if (goods->total_u)
    fo_step_booked_anew (step, quantity_u, instead ? instead->n : 0);
  else
    fo_step_booked (step, &booked, quantity_u);
  fo_pick_ask_zero (step);
  return fo_pick_wave_on (step, goods->place, error);
}

static bool
book_more (FoStep *step, const FoGoods *goods, FoQuantity quantity_u, const FoInstead *instead, GError **error)
{
  return fo_pick_book (step, goods, quantity_u, NULL, 0, instead, error);
}

/* ---- a scan ------------------------------------------------------------------------------------------------------------------------ */

typedef struct {
  const FoStep *step;
  const FoCode *code; /* NULL: only the lot of GOODS is looked for */
  GArray *holds;
  FoNames names;
  const FoNamed *named;
  FoVerdict verdict; /* of the naming, then of the lot */
  FoGoods goods;
  FoId here;
  FoId order; /* it is picked for: the one that is open, or another of the wave */
  const FoHold *next; /* of the item */
} Look;

/* A shelf where the person stands already is not what is waited for. */
static int
rank (const FoNamed *named, gconstpointer data)
{
  const Look *l = data;
  const GArray *holds = l->holds;

  if (named->kind == FO_NAMED_PLACE && named->place.id == fo_pick_standing_at (l->step->now, holds))
    return 1;
  for (guint i = 0; i < holds->len; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);
    bool goods = named->kind == FO_NAMED_GOODS && hold->item_id == named->item.id
                 && (!named->has_lot || strcmp (named->lot, hold->lot) == 0);

    if (!hold->picked && (goods || (named->kind == FO_NAMED_PLACE && named->place.id == hold->place_id)))
      return 3;
  }
  return named->kind == FO_NAMED_GOODS ? 2 : named->kind == FO_NAMED_PLACE ? 1 : 0;
}

/* In how many places the order has this lot to pick. */
static guint
places_of_lot (const GArray *holds, FoId lot)
{
  guint n = 0;

  for (guint i = 0; i < holds->len; i++)
    n += !g_array_index (holds, FoHold, i).picked && g_array_index (holds, FoHold, i).lot_id == lot;
  return n;
}

/* Is the item on the order at all, picked or not? */
static bool
is_on_order (FoTxn *txn, const Look *l, bool *ret_is, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));

  *ret_is = l->next != NULL;
  if (*ret_is)
    return true;
  if (!fo_lines_of_order (txn, l->order, lines, error))
    return false;
  for (guint i = 0; i < lines->len; i++)
    *ret_is |= g_array_index (lines, FoLine, i).item_id == l->goods.item.id;
  return true;
}

/* The unit's own code came after the label or the person that said its lot. */
static void
take_lot_in_hand (const FoDeskState *now, FoGoods *goods)
{
  if ((now->ask != FO_ASK_MARK && now->ask != FO_ASK_SERIAL) || !goods->mark.identity[0] || now->hand.item.id != goods->item.id)
    return;
  goods->by_eye = now->hand.by_eye;
  goods->has_lot = now->hand.has_lot || now->hand.lot_id;
  g_strlcpy (goods->lot, now->hand.lot, sizeof goods->lot);
}

/* Two owners' lots may bear one number: the one that the order holds is meant. */
static void
take_held_lot (Look *l)
{
  for (guint i = 0; i < l->holds->len && places_of_lot (l->holds, l->goods.lot_id) == 0; i++) {
    const FoHold *hold = &g_array_index (l->holds, FoHold, i);

    if (hold->picked || hold->item_id != l->goods.item.id || strcmp (hold->lot, l->goods.lot) != 0)
      continue;
    l->goods.lot_id = hold->lot_id;
    l->verdict = FO_OK;
  }
}

/* Which lot the goods are, and where they are taken from. */
static bool
look_for_lot (FoTxn *txn, Look *l, GError **error)
{
  FoId place;
  bool on_order;

  if (fo_item_units_leave (&l->goods.item) && !l->goods.has_lot)
    take_lot_in_hand (l->step->now, &l->goods);
  l->here = fo_pick_standing_at (l->step->now, l->holds);
  if (!l->here)
    l->here = l->goods.unit_at;
  l->next = fo_pick_next (l->step->now, l->holds, l->goods.item.id);
  place = l->here ? l->here : l->next ? l->next->place_id : 0;
  if (!is_on_order (txn, l, &on_order, error) || !fo_goods_find_lot (txn, &l->goods, place, &l->verdict, error))
    return false;
  if (!l->goods.named_lot && (l->verdict == FO_OK || l->verdict == FO_LOT_UNKNOWN || l->verdict == FO_LOT_AMBIGUOUS))
    take_held_lot (l);
  if (!on_order)
    l->verdict = FO_NOT_ON_THIS_ORDER;
  else if (l->verdict == FO_OK && !l->here && places_of_lot (l->holds, l->goods.lot_id) > 1)
    l->verdict = FO_SCAN_PLACE_FIRST;
  l->goods.place = l->here;
  return true;
}

/* Of a wave: the order the goods are for, and its holds. */
static bool
choose_order (FoTxn *txn, Look *l, GError **error)
{
  FoId place = l->step->now->place, before = l->order;

  if (!fo_pick_wave_order (txn, l->step->act.station, before, &l->goods, place, l->holds, &l->order, error))
    return false;
  l->goods.order = l->order;
  if (l->order == before)
    return true;
  g_array_set_size (l->holds, 0);
  return fo_holds_of_order (txn, l->order, l->holds, error);
}

/* FoId of the lots that are to be picked. */
static GArray *
held_lots (const GArray *holds)
{
  GArray *lots = g_array_new (FALSE, FALSE, sizeof (FoId));

  for (guint i = 0; i < holds->len; i++)
    if (!g_array_index (holds, FoHold, i).picked)
      g_array_append_val (lots, g_array_index (holds, FoHold, i).lot_id);
  return lots;
}

static FoTxnEnd
look (FoTxn *txn, gpointer data, GError **error)
{
  Look *l = data;

  g_array_set_size (l->holds, 0);
  l->order = l->step->now->order;
  if (l->order && !fo_holds_of_order (txn, l->order, l->holds, error))
    return FO_TXN_FAIL;
  if (l->code) {
    g_autoptr (GArray) lots = held_lots (l->holds);
    const FoLotsExpected expected = { lots, fo_pick_standing_at (l->step->now, l->holds) };

    if (!fo_names_read_outbound (txn, l->code, l->step->today, &expected, &l->names, error))
      return FO_TXN_FAIL;
    l->named = fo_names_choose (&l->names, rank, l, &l->verdict);
    if (!l->named || l->named->kind != FO_NAMED_GOODS)
      return FO_TXN_COMMIT;
    fo_goods_init (&l->goods, l->named);
    fo_goods_know_unit (&l->goods, l->named);
  }
  if (l->step->now->wave && !choose_order (txn, l, error))
    return FO_TXN_FAIL;
  return !l->step->now->order || look_for_lot (txn, l, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* Another lot than a bound one, or one that may not leave: the answer says which will do. */
static void
name_other (FoStep *step, const Look *l)
{
  if (!l->next || places_of_lot (l->holds, l->goods.lot_id) > 0)
    return;
  fo_args_set_text (&step->with, "other_lot", l->next->lot);
  fo_args_set_text (&step->with, "other_place", l->next->place);
}

static bool
refuse_unit (FoStep *step, const Look *l)
{
  if (!l->goods.item.marked)
    return fo_step_refuse (step, &l->goods, FO_SERIAL_NEEDED, FO_ASK_SERIAL);
  return fo_step_refuse (step, &l->goods, l->named ? l->named->mark_verdict : FO_MARKING_NEEDED, FO_ASK_MARK);
}

static bool
take_goods (FoStep *step, const Look *l, GError **error)
{
  bool unmarked = fo_item_units_leave (&l->goods.item) && !l->goods.carton && !l->goods.mark.identity[0];

  if (!step->now->order)
    return fo_step_answer (step, FO_ORDER_NOT_RELEASED);
  if (fo_step_refuses_mark (step, &l->goods))
    return true;
  if (l->goods.carton) /* what is in it, and whether it is whole, the work knows */
    return fo_pick_book (step, &l->goods, l->goods.quantity_u, NULL, 0, NULL, error);
  name_other (step, l);
  if (unmarked && (l->verdict == FO_OK || l->verdict == FO_LOT_NEEDED))
    return refuse_unit (step, l);
  if (l->verdict == FO_OK && l->goods.unsure)
    return fo_step_refuse (step, &l->goods, FO_QUANTITY_NEEDED, FO_ASK_QUANTITY);
  if (l->verdict == FO_OK)
    return fo_pick_book (step, &l->goods, l->goods.quantity_u, NULL, 0, NULL, error);
  fo_args_set_text (&step->ret->reply.args, "order", step->now->document);
  if (l->next && l->verdict == FO_SCAN_PLACE_FIRST)
    fo_args_set_text (&step->ret->reply.args, "place", l->next->place);
  return fo_step_refuse (step, &l->goods, l->verdict, l->verdict == FO_LOT_NEEDED ? FO_ASK_LOT : FO_ASK_NOTHING);
}

/* At a shelf without goods of the order the person is told where they are; "they are here" is possible all the same. */
static bool
take_place (FoStep *step, const Look *l)
{
  const FoPlace *place = &l->named->place;
  const FoHold *next = fo_pick_next (step->now, l->holds, 0);

  fo_args_place (&step->ret->reply.args, place);
  if (fo_place_may_issue (place->kind) != FO_OK)
    return fo_step_answer (step, fo_place_may_issue (place->kind));
  fo_step_let_go (step);
  fo_step_set_place (step, place);
  for (guint i = 0; i < l->holds->len; i++)
    if (!g_array_index (l->holds, FoHold, i).picked && g_array_index (l->holds, FoHold, i).place_id == place->id)
      return fo_step_answer (step, FO_OK);
  if (!next)
    return fo_step_answer (step, FO_OK);
  fo_args_set_text (&step->ret->reply.args, "other_place", next->place);
  return fo_step_answer (step, FO_WRONG_PLACE);
}

static bool
scan (FoStep *step, const FoCode *code, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
  Look l = { .step = step, .code = code, .holds = holds, .names = { .chosen = step->chosen } };
  bool answered;

  if (!fo_pick_slot_scan (step, code, &answered, error) || answered)
    return answered;
  if (!fo_store_read (step->store, look, &l, error))
    return false;
  if (!l.named)
    return fo_step_unnamed (step, code, &l.names, l.verdict, error);
  switch (l.named->kind) {
  case FO_NAMED_GOODS:
    return take_goods (step, &l, error);
  case FO_NAMED_PLACE:
    return fo_pick_slot_due (step, 0, 0, &answered, error) && (answered || take_place (step, &l));
  case FO_NAMED_ORDER:
    return fo_step_pick_order (step, l.named->order, l.named->number, error);
  case FO_NAMED_SUPPLY:
  case FO_N_NAMED:
    break;
  }
  return fo_step_open_named (step, l.named, error);
}

/* ---- answers --------------------------------------------------------------------------------------------------------------------------- */

static bool
say_lot (FoStep *step, const char *argument, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
  Look l = { .step = step, .holds = holds, .goods = step->now->hand };

  if (!l.goods.item.id || !*argument)
    return fo_step_answer (step, FO_SCAN_GOODS_FIRST);
  if (strlen (argument) >= sizeof l.goods.lot)
    return fo_step_answer (step, FO_TEXT_TOO_LONG);
  g_strlcpy (l.goods.lot, argument, sizeof l.goods.lot);
  l.goods.has_lot = true;
  l.goods.named_lot = 0;
  return fo_store_read (step->store, look, &l, error) && take_goods (step, &l, error);
}

/* What the book knows of the unit says its lot. */
static FoTxnEnd
look_for_unit (FoTxn *txn, gpointer data, GError **error)
{
  Look *l = data;
  FoUnit unit;
  FoFound found = fo_unit_find (txn, l->goods.mark.identity, &unit, error);

  if (found == FO_FAILED)
    return FO_TXN_FAIL;
  if (found == FO_FOUND && unit.state != FO_UNIT_GONE && (l->goods.item.tracking == FO_TRACKING_NONE || unit.lot[0])) {
    g_strlcpy (l->goods.lot, unit.lot, sizeof l->goods.lot);
    l->goods.has_lot = true;
    l->goods.unit_at = unit.state == FO_UNIT_STOCK ? unit.place_id : 0;
  }
  return look (txn, data, error);
}

static bool
say_serial (FoStep *step, const char *argument, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
  Look l = { .step = step, .holds = holds };

  if (!fo_step_take_serial (step, argument, &l.goods))
    return true;
  return fo_store_read (step->store, look_for_unit, &l, error) && take_goods (step, &l, error);
}

static bool
say_quantity (FoStep *step, const char *argument, GError **error)
{
  FoGoods goods = step->now->hand.item.id ? step->now->hand : step->now->last;
  FoQuantity quantity_u;
  FoVerdict verdict = fo_quantity_parse (argument, &quantity_u);

  if (verdict == FO_OK && quantity_u <= 0)
    verdict = FO_QUANTITY_NOT_POSITIVE;
  if (verdict == FO_OK && !step->now->hand.item.id && !step->now->line)
    verdict = FO_SCAN_GOODS_FIRST;
  if (verdict == FO_OK && (goods.item.every_unit || fo_item_units_leave (&goods.item)))
    verdict = FO_EVERY_UNIT_SCANNED;
  if (verdict != FO_OK)
    return fo_step_answer (step, verdict);
  if (!step->now->hand.item.id || goods.total_u) {
    goods.confirmed = true; /* more than ordered is never picked, so there is nothing to ask */
    return fo_step_set_total (step, &goods, quantity_u, 0, book_more, error);
  }
  goods.quantity_u = quantity_u;
  goods.unsure = false;
  if (step->now->refused == FO_QUANTITY_NEEDED || step->now->refused == FO_MORE_THAN_ORDERED || step->now->refused == FO_PACK_IS_MORE
      || step->now->refused == FO_QUANTITY_NOT_WHOLE)
    return fo_pick_book (step, &goods, quantity_u, NULL, 0, NULL, error);
  fo_step_keep (step, &goods, step->now->refused, step->now->ask);
  fo_args_goods (&step->ret->reply.args, &goods);
  return fo_step_answer (step, step->now->refused);
}

/* A part of a pack: what is still asked for. */
static bool
confirm (FoStep *step, const char *argument, GError **error)
{
  const FoGoods *hand = &step->now->hand;

  (void) argument;
  if (step->now->ask != FO_ASK_CONFIRM || step->now->refused != FO_PACK_IS_MORE)
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  return fo_pick_book (step, hand, hand->quantity_u, NULL, 0, NULL, error);
}

static const FoTaskCommand commands[] = {
  { "next", fo_pick_next_order },
  { "wave", fo_pick_wave },
  { "slot-carton", fo_pick_slot_carton },
  { "quantity", say_quantity },
  { "lot", say_lot },
  { "serial", say_serial },
  { "confirm", confirm },
  { "empty", fo_pick_empty },
  { "not-empty", fo_pick_not_empty },
  { "anyway", fo_pick_anyway },
  { "here", fo_pick_here },
  { "short", fo_pick_short },
  { "park", fo_pick_park },
  { "no-code", fo_pick_no_code },
  { "choose", fo_pick_choose },
  { "ship", fo_pick_ship },
  { "quarantine", fo_pick_quarantine },
  { NULL, NULL },
};

const FoTask fo_task_pick = { "pick", scan, commands, fo_pick_view };

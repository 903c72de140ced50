/* SPDX-License-Identifier: GPL-3.0-or-later
 * Receive: on a purchase order, on a production order, or on none.
 *
 *   goods ──── all known ───────────────────────────────→ booked
 *     │                                                      ↑
 *     ├─ "which lot?" "which day?"  ── lot, expires ─────────┤   (remembered for the next package of this receipt)
 *     ├─ more than ordered, unusual ── confirm ──────────────┤
 *     ├─ perhaps a separator was lost ── confirm, lot ───────┤
 *     └─ refused ──────────────────── quarantine REASON ─────┘
 */
#include "receive.h"

#include <string.h>

/* ---- booking -------------------------------------------------------------------------------------------------------------------- */

/* The next state for the time that it is booked: it is the last line, its lot is remembered, its labels are wished for. Done before, so
 * that the wishes go into the store with the booking. */
static bool
prepare_booking (FoStep *step, const FoGoods *goods, FoQuantity quantity_u, const FoInstead *instead, GError **error)
{
  FoDeskState *next = step->next;
  FoQuantity line_u = next->line_total_u, before_u;
  FoSeen *seen;

  if (goods->total_u)
    fo_step_booked_anew (step, quantity_u, instead ? instead->n : 0);
  else
    fo_step_booked (step, goods, quantity_u);
  seen = fo_receive_see (next, goods);
  before_u = seen->counted_u;
  seen->counted_u += goods->total_u ? next->line_total_u - line_u : quantity_u;
  return fo_receive_wish_labels (step, goods, seen, before_u, error);
}

/* Why the goods stay in the hand, and what is asked. */
static FoAsk
ask_for (FoVerdict verdict)
{
  if (verdict == FO_LOT_NEEDED)
    return FO_ASK_LOT;
  if (verdict == FO_EXPIRY_NEEDED)
    return FO_ASK_EXPIRY;
  if (verdict == FO_MARKING_NEEDED || verdict == FO_SERIAL_NEEDED)
    return fo_ask_unit (verdict);
  return verdict == FO_MORE_THAN_ORDERED ? FO_ASK_CONFIRM : FO_ASK_NOTHING;
}

/* All that is in a carton, or so much of the goods. */
static bool
work_receive (FoStep *step,
              const FoGoods *goods,
              FoQuantity quantity_u,
              const FoInstead *instead,
              const char *quarantine,
              GError **error)
{
  const FoReceiveCarton whole = { .carton = goods->carton,
                                  .document = step->now->document,
                                  .lot = goods->has_lot ? goods->lot : NULL,
                                  .expires_on = goods->expires_on,
                                  .owner = step->now->owner,
                                  .place = step->now->place,
                                  .confirmed = goods->confirmed,
                                  .into_quarantine = quarantine };
  const FoReceive what = { .kind = FO_MOVE_RECEIPT,
                           .item = goods->item.id,
                           .lot = goods->has_lot ? goods->lot : NULL,
                           .expires_on = goods->expires_on,
                           .produced_on = goods->produced_on,
                           .days = goods->has_days ? &goods->days : NULL,
                           .owner = step->now->owner,
                           .quantity_u = quantity_u,
                           .place = step->now->place,
                           .supply = goods->supply,
                           .into_quarantine = quarantine,
                           .confirmed = goods->confirmed,
                           .reason = goods->by_eye ? "by-eye" : NULL,
                           .instead_of = instead ? instead->list : NULL,
                           .n_instead_of = instead ? instead->n : 0,
                           .marks = &goods->mark,
                           .n_marks = goods->mark.identity[0] ? 1 : 0,
                           .carton = quarantine ? 0 : step->now->carton };

  return goods->carton
             ? fo_work_receive_carton (step->store, fo_step_act (step), &whole, fo_step_reply (step), error)
             : fo_work_receive (step->store, fo_step_act (step), &what, fo_step_reply (step), error);
}

bool
fo_receive_book (FoStep *step,
                 const FoGoods *goods,
                 FoQuantity quantity_u,
                 const FoInstead *instead,
                 const char *quarantine,
                 GError **error)
{
  const FoDeskState before = *step->next;
  const gsize wished = step->due->len;

  if ((!quarantine && !prepare_booking (step, goods, quantity_u, instead, error))
      || !work_receive (step, goods, quantity_u, instead, quarantine, error))
    return false;
  if (!fo_step_is_done (step)) {
    FoVerdict verdict = step->ret->reply.verdict;

    *step->next = before;
    g_string_truncate (step->due, wished);
    if (verdict == FO_ITEM_IS_SERVICE)
      fo_step_let_go (step);
    else if (!fo_step_is_no_unit (verdict))
      fo_step_keep (step, goods, verdict, ask_for (verdict));
    return true;
  }
  step->ret->topics |= FO_TOPIC_STOCK | FO_TOPIC_ORDERS | FO_TOPIC_SUPPLIES;
  if (!quarantine)
    return true;
  fo_step_booked (step, goods, quantity_u); /* undo takes it back; a number does not make it more */
  step->next->line = 0;
  return true;
}

bool
fo_receive_more (FoStep *step, const FoGoods *goods, FoQuantity quantity_u, const FoInstead *instead, GError **error)
{
  return fo_receive_book (step, goods, quantity_u, instead, NULL, error);
}

/* ---- a scan ------------------------------------------------------------------------------------------------------------------------ */

typedef struct {
  const FoStep *step;
  const FoCode *code;
  FoNames names;
  FoVerdict verdict;
  const FoNamed *named;
  bool on_document; /* the open supply has the item */
  FoId supply;      /* its line to receive on */
} Look;

static const FoSupply *
line_for (const GArray *supplies, FoId item)
{
  const FoSupply *any = NULL;

  for (guint i = 0; i < supplies->len; i++) {
    const FoSupply *supply = &g_array_index (supplies, FoSupply, i);

    if (supply->item_id != item)
      continue;
    if (supply->state == FO_SUPPLY_OPEN && fo_supply_open (supply) > 0)
      return supply;
    any = supply;
  }
  return any;
}

typedef struct {
  const FoDeskState *now;
  const GArray *supplies;
} Waiting;

static int
rank (const FoNamed *named, gconstpointer data)
{
  const Waiting *waiting = data;

  if (named->kind != FO_NAMED_GOODS)
    return named->kind == FO_NAMED_SUPPLY ? 1 : 0;
  if (named->item.id == waiting->now->hand.item.id || line_for (waiting->supplies, named->item.id))
    return 3;
  return 2;
}

static FoTxnEnd
look (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));
  Look *l = data;
  const FoDeskState *now = l->step->now;
  const Waiting waiting = { now, supplies };
  const FoSupply *line;

  if ((now->document[0] && !fo_supplies_numbered (txn, now->document, supplies, error))
      || !fo_names_read (txn, l->code, &l->names, error))
    return FO_TXN_FAIL;
  l->named = fo_names_choose (&l->names, rank, &waiting, &l->verdict);
  line = l->named && l->named->kind == FO_NAMED_GOODS ? line_for (supplies, l->named->item.id) : NULL;
  l->on_document = line != NULL;
  l->supply = line ? line->id : 0;
  return FO_TXN_COMMIT;
}

static bool
asks_about (const FoDeskState *now, FoId item)
{
  if (fo_verdict_is_of_separators (now->refused)) /* what was read may be nothing: it answers no question, and adds to nothing */
    return false;
  return (now->ask == FO_ASK_LOT || now->ask == FO_ASK_EXPIRY || now->ask == FO_ASK_MARK || now->ask == FO_ASK_SERIAL) && now->hand.item.id == item;
}

/* The unit's own code, where a label or a person said before what it is. */
static void
merge_mark (const FoGoods *hand, FoGoods *goods)
{
  goods->by_eye = hand->by_eye;
  if (!goods->has_lot && hand->has_lot) {
    g_strlcpy (goods->lot, hand->lot, sizeof goods->lot);
    goods->has_lot = true;
  }
  if (goods->expires_on == FO_DAY_NONE) {
    goods->expires_on = hand->expires_on;
    goods->produced_on = hand->produced_on;
    goods->days = hand->days;
    goods->has_days = hand->has_days;
  }
}

/* Another code of the package in the hand answers what was asked; the same code again is one package more. */
static void
merge (const FoGoods *hand, FoGoods *goods, bool counted)
{
  FoGoods scanned = *goods;
  bool answers =
      scanned.has_lot > hand->has_lot || (scanned.expires_on != FO_DAY_NONE && hand->expires_on == FO_DAY_NONE);

  *goods = *hand;
  if (!answers) {
    goods->quantity_u += scanned.quantity_u;
    return;
  }
  if (scanned.has_lot) {
    g_strlcpy (goods->lot, scanned.lot, sizeof goods->lot);
    goods->has_lot = true;
  }
  if (scanned.expires_on != FO_DAY_NONE) {
    goods->expires_on = scanned.expires_on;
    goods->produced_on = scanned.produced_on;
    goods->days = scanned.days;
    goods->has_days = scanned.has_days;
  }
  if (counted)
    goods->quantity_u = scanned.quantity_u;
  goods->labelled = goods->labelled || scanned.labelled;
}

/* A unit at a time: while its lot or day is asked for, the next one waits. */
static bool
must_wait (const FoDeskState *now, const FoGoods *goods)
{
  return now->hand.mark.identity[0] && goods->mark.identity[0]
         && (now->hand.has_lot || !goods->has_lot)
         && (now->hand.expires_on != FO_DAY_NONE || goods->expires_on == FO_DAY_NONE);
}

static void
add_known (FoStep *step, const Look *l, FoGoods *goods)
{
  const FoDeskState *now = step->now;

  if (!asks_about (now, goods->item.id))
    fo_receive_recall (now, goods);
  else if ((now->ask == FO_ASK_MARK || now->ask == FO_ASK_SERIAL) && goods->mark.identity[0]) {
    merge_mark (&now->hand, goods);
    fo_receive_recall (now, goods);
  } else
    merge (&now->hand, goods, l->named->counted);
  if (fo_item_units_come (&goods->item) && !goods->carton)
    goods->quantity_u = FO_ONE;
}

static bool
refuse_unit (FoStep *step, const Look *l, const FoGoods *goods)
{
  return goods->item.marked ? fo_step_refuse (step, goods, l->named->mark_verdict, FO_ASK_MARK)
                            : fo_step_refuse (step, goods, FO_SERIAL_NEEDED, FO_ASK_SERIAL);
}

/* A code whose separators may be lost is believed from a scanner that sends them; else its lot is, when it came in this receipt already.
 * A marking code is whole or it is none. */
static FoVerdict
doubt (const FoStep *step, const Look *l, const FoGoods *goods)
{
  FoSeparators separators = step->scan ? step->scan->separators : FO_SEPARATORS_UNKNOWN;
  bool whole = goods->carton || goods->item.marked;

  if (whole || separators == FO_SEPARATORS_SENT || !fo_code_may_have_lost_separators (l->code))
    return FO_OK;
  if (goods->has_lot && !goods->mark.identity[0] && fo_receive_seen (step->now, goods->item.id, goods->lot))
    return FO_OK;
  return separators == FO_SEPARATORS_LOST ? FO_GS1_SEPARATOR_LOST : FO_GS1_SEPARATOR_UNSURE;
}

/* The lot is asked for: typed, scanned from another label, or confirmed as it was read. */
static bool
refuse_doubted (FoStep *step, const FoGoods *goods, FoVerdict why)
{
  if (goods->item.tracking == FO_TRACKING_LOT && !goods->mark.identity[0])
    return fo_step_refuse (step, goods, why, FO_ASK_LOT);
  return fo_step_refuse (step, goods, why, why == FO_GS1_SEPARATOR_UNSURE ? FO_ASK_CONFIRM : FO_ASK_NOTHING);
}

static bool
take_goods (FoStep *step, const Look *l, GError **error)
{
  FoVerdict doubted;
  FoGoods goods;

  fo_goods_init (&goods, l->named);
  if (!fo_item_units_come (&goods.item)) /* whose numbers are asked when they leave, or never */
    goods.mark.identity[0] = '\0';
  goods.supply = l->supply;
  if (fo_step_refuses_mark (step, &goods))
    return true;
  if (asks_about (step->now, goods.item.id) && must_wait (step->now, &goods))
    return fo_step_refuse (step, &step->now->hand, step->now->refused, step->now->ask);
  add_known (step, l, &goods);
  if (l->named->carton && l->named->unit.state == FO_UNIT_OPEN)
    return fo_receive_into (step, l->named->unit.id, l->named->unit.identity, error);
  if (l->named->mark_verdict == FO_CARTON_UNKNOWN)
    return fo_step_unknown_carton (step, &l->named->mark);
  if (fo_item_units_come (&goods.item) && !goods.carton && !goods.mark.identity[0])
    return refuse_unit (step, l, &goods);
  if (step->now->document[0] && !l->on_document && !goods.carton)
    return fo_step_refuse (step, &goods, FO_NOT_ON_THIS_ORDER, FO_ASK_NOTHING);
  doubted = doubt (step, l, &goods);
  if (doubted != FO_OK)
    return refuse_doubted (step, &goods, doubted);
  return fo_receive_book (step, &goods, goods.quantity_u, NULL, NULL, error);
}

/* Goods may be received straight into a bin. */
static bool
take_place (FoStep *step, const FoPlace *place)
{
  fo_args_place (&step->ret->reply.args, place);
  if (fo_place_may_issue (place->kind) != FO_OK)
    return fo_step_answer (step, fo_place_may_issue (place->kind));
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
    return take_goods (step, &l, error);
  case FO_NAMED_PLACE:
    return take_place (step, &l.named->place);
  case FO_NAMED_ORDER:
  case FO_NAMED_SUPPLY:
  case FO_N_NAMED:
    break;
  }
  return fo_step_open_named (step, l.named, error);
}

/* ---- without a code ------------------------------------------------------------------------------------------------------------------------ */

bool
fo_receive_by_eye (FoStep *step, const FoItem *item, FoId supply, GError **error)
{
  FoNamed named = {
    .kind = FO_NAMED_GOODS, .item = *item, .pack_u = FO_ONE, .expires_on = FO_DAY_NONE, .produced_on = FO_DAY_NONE
  };
  FoGoods goods;

  fo_goods_init (&goods, &named);
  goods.supply = supply;
  goods.by_eye = true;
  goods.labelled = false;
  if (!item->by_eye) {
    fo_args_goods (&step->ret->reply.args, &goods);
    return fo_step_answer (step, FO_NO_CODE_FORBIDDEN);
  }
  fo_receive_recall (step->now, &goods);
  return fo_receive_book (step, &goods, FO_ONE, NULL, NULL, error);
}

static bool
finish (FoStep *step, const char *argument, GError **error)
{
  (void) argument, (void) error;
  fo_step_close_document (step);
  return fo_step_answer (step, FO_OK);
}

static const FoTaskCommand commands[] = {
  { "lot", fo_receive_say_lot },
  { "serial", fo_receive_say_serial },
  { "expires", fo_receive_say_expires },
  { "best-before", fo_receive_say_best_before },
  { "use-by", fo_receive_say_use_by },
  { "packed", fo_receive_say_packed },
  { "produced", fo_receive_say_produced },
  { "owner", fo_receive_say_owner },
  { "confirm", fo_receive_confirm },
  { "quantity", fo_receive_say_quantity },
  { "quarantine", fo_receive_aside },
  { "no-code", fo_receive_no_code },
  { "choose", fo_receive_choose },
  { "carton", fo_receive_carton },
  { "finish", finish },
  { NULL, NULL },
};

const FoTask fo_task_receive = { "receive", scan, commands, fo_receive_view };

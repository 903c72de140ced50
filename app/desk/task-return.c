/* SPDX-License-Identifier: GPL-3.0-or-later
 * Return: goods come back from a customer. Whatever proves whose they were is scanned, or nothing; they go into quarantine either
 * way, and then somebody decides.
 *
 *   [shipment, order, carton] ──→ goods ──→ why? (once) ──→ in quarantine ──→ goods …
 *                                   │ ↑                          │
 *                    "which lot?" ──┘ │             to-stock, scrap, to-supplier, repair
 *                    nothing proves it ── quarantine
 *
 * A place of quarantine, scanned, shows what is undecided; the goods, scanned there, choose it.
 */
#include "return.h"

#include "firstout/store/cartons.h"
#include "firstout/store/genealogy.h"
#include "firstout/work/lot-acts.h"
#include "firstout/work/returns.h"

#include <string.h>

static const char *const reasons[] = { "damaged", "wrong-item", "not-needed", "quality", "expired", "other", NULL };

typedef struct {
  const FoStep *step;
  const FoCode *code; /* NULL: only the lot is looked for */
  FoNames names;
  const FoNamed *named;
  FoVerdict verdict;
  FoGoods goods;
  FoShipmentRow shipment; /* id 0: it names none */
  FoOrder order;          /* of the shipment */
  FoReturnRow undecided;  /* of the goods; id 0: there is none */
} Look;

/* ---- looking ------------------------------------------------------------------------------------------------------- */

static int
rank (const FoNamed *named, gconstpointer data)
{
  (void) data;
  return named->kind == FO_NAMED_GOODS ? 2 : named->kind == FO_NAMED_ORDER ? 3 : named->kind == FO_NAMED_PLACE ? 1 : 0;
}

/* A shipment's number is on its papers, and its cartons bear their own. */
static bool
find_shipment (FoTxn *txn, Look *l, GError **error)
{
  char sscc[FO_SSCC_MAX];
  FoCarton carton;
  FoFound found;

  if (fo_code_sscc (l->code, sscc)) {
    found = fo_carton_find_by_sscc (txn, sscc, &carton, error);
    if (found != FO_FOUND || !carton.shipment_id)
      return found != FO_FAILED;
    l->shipment.id = carton.shipment_id;
    l->shipment.order_id = carton.order_id;
    found = fo_order_find (txn, carton.order_id, &l->order, error);
    g_strlcpy (l->shipment.number, l->order.number, sizeof l->shipment.number);
    return found == FO_FOUND;
  }
  found = fo_shipment_row_numbered (txn, l->code->text, &l->shipment, error);
  if (found == FO_ABSENT)
    l->shipment.id = 0;
  return found != FO_FAILED;
}

/* Without a lot on it: the only one of the item that left with what was scanned. */
static bool
find_lot_of_order (FoTxn *txn, Look *l, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoToReturn));
  FoId only = 0;

  l->verdict = FO_LOT_NEEDED;
  if (!l->step->now->order)
    return true;
  if (!fo_shipped_to_return (txn, l->step->now->order, rows, error))
    return false;
  for (guint i = 0; i < rows->len; i++) {
    FoId id = g_array_index (rows, FoToReturn, i).lot_id;
    FoLot lot;

    if (id == only)
      continue;
    if (fo_lot_find (txn, id, &lot, error) != FO_FOUND)
      return false;
    if (lot.item_id != l->goods.item.id)
      continue;
    if (only) {
      l->verdict = FO_LOT_NEEDED;
      return true;
    }
    only = id;
    l->goods.lot_id = id;
    g_strlcpy (l->goods.lot, lot.number, sizeof l->goods.lot);
    l->verdict = FO_OK;
  }
  return true;
}

/* A unit that is known knows its lot. */
static bool
find_lot_of_unit (FoTxn *txn, Look *l, GError **error)
{
  FoUnit unit;
  FoFound found;

  if (!l->goods.mark.identity[0] || l->goods.has_lot)
    return true;
  found = fo_unit_find (txn, l->goods.mark.identity, &unit, error);
  if (found == FO_FOUND && unit.lot[0]) {
    l->goods.has_lot = true;
    g_strlcpy (l->goods.lot, unit.lot, sizeof l->goods.lot);
  }
  return found != FO_FAILED;
}

/* A unit is decided about with the return it came back with. */
static bool
unit_came_with (FoTxn *txn, FoId operation, const char *identity, bool *ret_came, GError **error)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (FoUnitStep));

  if (!fo_units_of_operation (txn, operation, steps, error))
    return false;
  for (guint i = 0; i < steps->len; i++)
    *ret_came |= strcmp (g_array_index (steps, FoUnitStep, i).unit.identity, identity) == 0;
  return true;
}

static bool
find_lot (FoTxn *txn, Look *l, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoReturnRow));

  if (!find_lot_of_unit (txn, l, error))
    return false;
  if (l->goods.has_lot || l->goods.item.tracking == FO_TRACKING_NONE) {
    if (!fo_goods_find_lot (txn, &l->goods, 0, &l->verdict, error))
      return false;
    if (l->verdict != FO_LOT_AMBIGUOUS) /* one the book does not know proves nothing, and comes in all the same */
      l->verdict = FO_OK;
  } else if (!find_lot_of_order (txn, l, error))
    return false;
  if (!fo_return_is_deciding (l->step->now) || !l->goods.lot_id)
    return true;
  if (!fo_returns_of_lot (txn, l->goods.lot_id, rows, error))
    return false;
  for (guint i = rows->len; i > 0; i--) {
    const FoReturnRow *row = &g_array_index (rows, FoReturnRow, i - 1);
    bool came = false;

    if (row->state != FO_RETURN_IS_OPEN)
      continue;
    if (l->goods.mark.identity[0] && !unit_came_with (txn, row->operation, l->goods.mark.identity, &came, error))
      return false;
    if (came || !l->goods.mark.identity[0])
      l->undecided = *row;
  }
  return true;
}

/* FoId of the lots that left for the order. */
static bool
expect_shipped (FoTxn *txn, FoId order, GArray *lots, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoToReturn));

  if (order && !fo_shipped_to_return (txn, order, rows, error))
    return false;
  for (guint i = 0; i < rows->len; i++)
    g_array_append_val (lots, g_array_index (rows, FoToReturn, i).lot_id);
  return true;
}

static FoTxnEnd
look (FoTxn *txn, gpointer data, GError **error)
{
  Look *l = data;

  if (!l->code)
    return find_lot (txn, l, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
  if (!find_shipment (txn, l, error))
    return FO_TXN_FAIL;
  if (l->shipment.id)
    return FO_TXN_COMMIT;
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoId));
  const FoLotsExpected expected = { .lots = lots };

  if (!expect_shipped (txn, l->step->now->order, lots, error)
      || !fo_names_read_outbound (txn, l->code, l->step->today, &expected, &l->names, error))
    return FO_TXN_FAIL;
  l->named = fo_names_choose (&l->names, rank, NULL, &l->verdict);
  if (!l->named || l->named->kind != FO_NAMED_GOODS)
    return FO_TXN_COMMIT;
  fo_goods_init (&l->goods, l->named);
  fo_goods_know_unit (&l->goods, l->named);
  return find_lot (txn, l, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* ---- taking in ----------------------------------------------------------------------------------------------------- */

static FoAsk
ask_for (FoVerdict verdict)
{
  if (verdict == FO_LOT_NEEDED)
    return FO_ASK_LOT;
  if (verdict == FO_MARKING_NEEDED)
    return FO_ASK_MARK;
  if (verdict == FO_SERIAL_NEEDED)
    return FO_ASK_SERIAL;
  return FO_ASK_NOTHING;
}

static void
choose_return (FoStep *step)
{
  const FoArg *id = fo_args_get (&step->ret->reply.args, "return");

  if (!id || !fo_id_parse (id->text, &step->next->returned))
    step->next->returned = 0;
}

static bool
book (FoStep *step, const FoGoods *goods, FoQuantity quantity_u, const FoInstead *instead, bool unproved, GError **error)
{
  const FoReturn what = { .shipment = step->now->shipment, .order = step->now->order, .lot = goods->lot_id, .item = goods->item.id,
                          .number = goods->lot, .expires_on = goods->expires_on, .quantity_u = quantity_u, .marks = &goods->mark,
                          .n_marks = goods->mark.identity[0] ? 1 : 0, .reason = step->next->reason, .unproved = unproved,
                          .instead_of = instead ? instead->list : NULL, .n_instead_of = instead ? instead->n : 0 };
  FoVerdict verdict;

  if (!fo_work_return (step->store, fo_step_act (step), &what, fo_step_reply (step), error))
    return false;
  verdict = step->ret->reply.verdict;
  if (!fo_step_is_done (step)) {
    if (fo_step_is_no_unit (verdict))
      fo_step_let_go (step);
    else
      fo_step_keep (step, goods, verdict, ask_for (verdict));
    return true;
  }
  step->ret->topics |= FO_TOPIC_STOCK | FO_TOPIC_ORDERS;
  choose_return (step);
  if (instead)
    fo_step_booked_anew (step, quantity_u, instead->n);
  else
    fo_step_booked (step, goods, quantity_u);
  return true;
}

static bool
book_more (FoStep *step, const FoGoods *goods, FoQuantity quantity_u, const FoInstead *instead, GError **error)
{
  return book (step, goods, quantity_u, instead, false, error);
}

/* Why it came back is asked once: what comes with it came for the same reason. */
static bool
take_goods (FoStep *step, const FoGoods *goods, GError **error)
{
  if (step->now->reason[0])
    return book (step, goods, goods->quantity_u, NULL, false, error);
  fo_step_keep (step, goods, FO_REASON_NEEDED, FO_ASK_REASON);
  step->next->asks_for = "reason";
  fo_args_goods (&step->ret->reply.args, goods);
  return fo_step_answer (step, FO_REASON_NEEDED);
}

/* ---- a scan -------------------------------------------------------------------------------------------------------- */

static bool
open_document (FoStep *step, FoId order, FoId shipment, const char *number)
{
  fo_step_set_document (step, order, number);
  step->next->shipment = shipment;
  fo_args_set_text (&step->ret->reply.args, shipment ? "shipment" : "order", number);
  return fo_step_answer (step, FO_OK);
}

/* What lies in quarantine is decided about there. */
static bool
take_place (FoStep *step, const FoPlace *place)
{
  fo_args_place (&step->ret->reply.args, place);
  if (place->kind != FO_PLACE_QUARANTINE)
    return fo_step_answer (step, FO_MOVEMENT_FORBIDDEN);
  fo_step_close_document (step);
  fo_step_set_place (step, place);
  return fo_step_answer (step, FO_OK);
}

static bool
choose_goods (FoStep *step, const Look *l)
{
  fo_args_goods (&step->ret->reply.args, &l->goods);
  if (!l->undecided.id)
    return fo_step_answer (step, FO_RETURN_UNKNOWN);
  fo_args_set_quantity (&step->ret->reply.args, "quantity", l->goods.mark.identity[0] ? FO_ONE : l->undecided.open_u);
  fo_args_set_text (&step->ret->reply.args, "customer", l->undecided.customer);
  fo_step_let_go (step);
  step->next->returned = l->undecided.id;
  if (l->goods.mark.identity[0]) /* this unit, and no other of them */
    step->next->hand = l->goods;
  return fo_step_answer (step, FO_OK);
}

static bool
scan (FoStep *step, const FoCode *code, GError **error)
{
  Look l = { .step = step, .code = code, .names = { .chosen = step->chosen } };

  if (!fo_store_read (step->store, look, &l, error))
    return false;
  if (l.shipment.id)
    return open_document (step, l.shipment.order_id, l.shipment.id, l.shipment.number);
  if (!l.named)
    return fo_step_unnamed (step, code, &l.names, l.verdict, error);
  switch (l.named->kind) {
  case FO_NAMED_GOODS:
    break;
  case FO_NAMED_PLACE:
    return take_place (step, &l.named->place);
  case FO_NAMED_ORDER:
    return open_document (step, l.named->order, 0, l.named->number);
  case FO_NAMED_SUPPLY:
  case FO_N_NAMED:
    return fo_step_open_named (step, l.named, error);
  }
  if (l.named->carton || l.named->mixed) /* its units are scanned one by one */
    return fo_step_answer (step, FO_CARTON_OPENED);
  if (l.verdict != FO_OK)
    return fo_step_refuse (step, &l.goods, l.verdict, ask_for (l.verdict));
  return fo_return_is_deciding (step->now) ? choose_goods (step, &l) : take_goods (step, &l.goods, error);
}

bool
fo_return_take (FoStep *step, const FoGoods *goods, GError **error)
{
  Look l = { .step = step, .goods = *goods };

  if (!fo_store_read (step->store, look, &l, error))
    return false;
  if (l.verdict != FO_OK)
    return fo_step_refuse (step, &l.goods, l.verdict, ask_for (l.verdict));
  return fo_return_is_deciding (step->now) ? choose_goods (step, &l) : take_goods (step, &l.goods, error);
}

/* ---- answers ------------------------------------------------------------------------------------------------------- */

static bool
say_reason (FoStep *step, const char *argument, GError **error)
{
  if (!g_strv_contains (reasons, argument))
    return fo_step_ask_reason (step, "reason");
  g_strlcpy (step->next->reason, argument, sizeof step->next->reason);
  if (step->now->hand.item.id)
    return book (step, &step->now->hand, step->now->hand.quantity_u, NULL, false, error);
  return fo_step_answer (step, FO_OK);
}

static bool
say_lot (FoStep *step, const char *argument, GError **error)
{
  FoGoods goods = step->now->hand;

  if (!goods.item.id || !*argument)
    return fo_step_answer (step, FO_SCAN_GOODS_FIRST);
  g_strlcpy (goods.lot, argument, sizeof goods.lot);
  goods.has_lot = true;
  goods.named_lot = 0;
  return fo_return_take (step, &goods, error);
}

static bool
say_serial (FoStep *step, const char *argument, GError **error)
{
  FoGoods goods;

  return !fo_step_take_serial (step, argument, &goods) || fo_return_take (step, &goods, error);
}

static bool
say_quantity (FoStep *step, const char *argument, GError **error)
{
  FoGoods goods = step->now->hand;
  FoQuantity quantity_u;
  FoVerdict verdict = fo_quantity_parse (argument, &quantity_u);

  if (verdict == FO_OK && quantity_u <= 0)
    verdict = FO_QUANTITY_NOT_POSITIVE;
  if (verdict == FO_OK && !goods.item.id && !step->now->line)
    verdict = FO_SCAN_GOODS_FIRST;
  if (verdict == FO_OK && (goods.item.id ? &goods : &step->now->last)->mark.identity[0])
    verdict = FO_EVERY_UNIT_SCANNED;
  if (verdict != FO_OK)
    return fo_step_answer (step, verdict);
  if (!goods.item.id)
    return fo_step_set_total (step, &step->now->last, quantity_u, 0, book_more, error);
  goods.quantity_u = quantity_u;
  if (step->now->reason[0])
    return book (step, &goods, quantity_u, NULL, false, error);
  return take_goods (step, &goods, error);
}

/* Nothing proves it: it is taken in all the same. */
static bool
quarantine (FoStep *step, const char *argument, GError **error)
{
  if (!step->now->hand.item.id)
    return fo_step_answer (step, FO_SCAN_GOODS_FIRST);
  if (g_strv_contains (reasons, argument))
    g_strlcpy (step->next->reason, argument, sizeof step->next->reason);
  if (!step->next->reason[0])
    return fo_step_ask_reason (step, "quarantine");
  return book (step, &step->now->hand, step->now->hand.quantity_u, NULL, true, error);
}

/* ---- deciding ------------------------------------------------------------------------------------------------------ */

typedef struct {
  FoId id;
  FoPlace place;
} WhereReturned;

static FoTxnEnd
find_returned (FoTxn *txn, gpointer data, GError **error)
{
  WhereReturned *where = data;
  FoReturnRow row;

  return fo_return_find (txn, where->id, &row, error) == FO_FOUND && fo_return_place (txn, &row, &where->place, error) == FO_FOUND
             ? FO_TXN_COMMIT
             : FO_TXN_FAIL;
}

/* A part of units that are known one by one: whoever scans one of them, where they lie, says which. */
static bool
ask_which (FoStep *step, GError **error)
{
  WhereReturned where = { .id = step->now->returned };

  if (!fo_store_read (step->store, find_returned, &where, error))
    return false;
  fo_step_close_document (step);
  fo_step_set_place (step, &where.place);
  step->next->returned = where.id;
  return true;
}

/* `to-stock [QUANTITY] [REASON]`, and likewise the others: of the unit in the hand, else of the return. */
static bool
decide (FoStep *step, FoReturnDecision decision, const char *command, const char *argument, GError **error)
{
  const char *behind = argument;
  g_autofree char *first = fo_next_word (&behind);
  const FoGoods *hand = &step->now->hand;
  FoReturnDecide what = { .id = step->now->returned, .decision = decision };

  if (!what.id)
    return fo_step_answer (step, FO_SCAN_GOODS_FIRST);
  what.reason = *first && fo_quantity_parse (first, &what.quantity_u) == FO_OK ? behind : argument;
  if (fo_return_is_deciding (step->now) && hand->mark.identity[0]) {
    what.marks = &hand->mark;
    what.n_marks = 1;
    what.quantity_u = FO_ONE;
  }
  if (!fo_work_return_decide (step->store, fo_step_act (step), &what, fo_step_reply (step), error))
    return false;
  if (step->ret->reply.verdict == FO_REASON_NEEDED)
    return fo_step_ask_reason (step, command);
  if (step->ret->reply.verdict == FO_MARKING_NEEDED || step->ret->reply.verdict == FO_SERIAL_NEEDED)
    return ask_which (step, error);
  if (!fo_step_is_done (step))
    return true;
  step->ret->topics |= FO_TOPIC_STOCK | FO_TOPIC_ORDERS;
  fo_step_let_go (step);
  fo_step_booked_beside (step, step->act.operation);
  step->next->returned = 0;
  step->next->line = 0;
  return true;
}

static bool
to_stock (FoStep *step, const char *argument, GError **error)
{
  return decide (step, FO_RETURN_TO_STOCK, "to-stock", argument, error);
}

static bool
scrap (FoStep *step, const char *argument, GError **error)
{
  return decide (step, FO_RETURN_SCRAP, "scrap", argument, error);
}

static bool
to_supplier (FoStep *step, const char *argument, GError **error)
{
  return decide (step, FO_RETURN_TO_SUPPLIER, "to-supplier", argument, error);
}

static bool
repair (FoStep *step, const char *argument, GError **error)
{
  return decide (step, FO_RETURN_REPAIR, "repair", argument, error);
}

static FoTxnEnd
read_open (FoTxn *txn, gpointer data, GError **error)
{
  return fo_returns_open (txn, 0, FO_RETURNS_SHOWN, data, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* `choose N` of those that are shown, `choose ID` of any; or of goods without a code. */
static bool
choose (FoStep *step, const char *argument, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoReturnRow));
  guint64 n = 0;
  FoId id = 0;

  if (step->now->ask == FO_ASK_CHOICE)
    return fo_return_choose_goods (step, argument, error);
  if (!fo_store_read (step->store, read_open, rows, error))
    return false;
  if (g_ascii_string_to_unsigned (argument, 10, 1, FO_RETURNS_SHOWN, &n, NULL))
    id = n <= rows->len ? g_array_index (rows, FoReturnRow, n - 1).id : 0;
  else if (!fo_id_parse (argument, &id))
    id = 0;
  step->next->returned = id;
  step->next->line = 0;
  return fo_step_answer (step, id ? FO_OK : FO_RETURN_UNKNOWN);
}

static FoTxnEnd
find_recall (FoTxn *txn, gpointer data, GError **error)
{
  FoRecallRow row;
  char *number = data;
  FoFound found = fo_recall_find (txn, number, &row, error);

  if (found == FO_ABSENT)
    *number = '\0';
  return found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

/* `recalled NUMBER`: what of a recall is still to be taken off the shelves. */
static bool
recalled (FoStep *step, const char *argument, GError **error)
{
  char number[FO_NUMBER_MAX];

  g_strlcpy (number, argument, sizeof number);
  fo_args_set_text (&step->ret->reply.args, "recall", number);
  if (!fo_store_read (step->store, find_recall, number, error))
    return false;
  if (!*number)
    return fo_step_answer (step, FO_RECALL_UNKNOWN);
  fo_step_set_document (step, 0, number);
  return fo_step_answer (step, FO_OK);
}

static bool
finish (FoStep *step, const char *argument, GError **error)
{
  (void) argument, (void) error;
  fo_step_close_document (step);
  return fo_step_answer (step, FO_OK);
}

static const FoTaskCommand commands[] = {
  { "reason", say_reason }, { "lot", say_lot }, { "serial", say_serial }, { "quantity", say_quantity }, { "quarantine", quarantine },
  { "to-stock", to_stock }, { "scrap", scrap },           { "to-supplier", to_supplier }, { "repair", repair },
  { "choose", choose },     { "recalled", recalled },     { "finish", finish },
  { "no-code", fo_return_no_code }, { NULL, NULL }
};

const FoTask fo_task_return = { "return", scan, commands, fo_return_view };

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pack: what was picked for an order goes into cartons, each unit verified once more.
 *
 *   order ──→ goods ──→ goods ──→ … ──→ close ──→ (weight) ──→ goods … ──→ ship
 *               │  the first opens a carton            ↑
 *               ├─ "which lot?" ── lot                 │
 *               ├─ "which unit?" ── its own code       │
 *               └─ out ── goods come out again         │
 *   an SSCC of ours chooses that carton: print, reopen, cancel-carton
 */
#include "pack.h"

#include <string.h>

/* ---- booking --------------------------------------------------------------------------------------------------------------- */

static bool
keep_refused (FoStep *step, const FoGoods *goods)
{
  FoVerdict verdict = step->ret->reply.verdict;

  if (fo_step_is_no_unit (verdict) || verdict == FO_LINE_COMPLETE || verdict == FO_NOT_ON_THIS_ORDER)
    return true;
  fo_step_keep (step, goods, verdict, verdict == FO_LOT_NEEDED ? FO_ASK_LOT : fo_ask_unit (verdict));
  return true;
}

/* Goods that come out of a carton are no line of their own: a number typed next does not correct them. */
static void
note_booked (FoStep *step, const FoGoods *booked, FoQuantity quantity_u, const FoInstead *instead)
{
  const FoArg *lot = fo_args_get (&step->ret->reply.args, "lot");
  FoGoods goods = *booked;

  g_strlcpy (goods.lot, lot ? lot->text : "", sizeof goods.lot); /* the bench knew which */
  if (step->now->taking_out) {
    fo_step_let_go (step);
    step->next->line = 0;
    fo_step_booked_beside (step, step->act.operation);
  } else if (goods.total_u)
    fo_step_booked_anew (step, quantity_u, instead ? instead->n : 0);
  else
    fo_step_booked (step, &goods, quantity_u);
  step->next->taking_out = false;
}

static bool
book_marks (FoStep *step, const FoGoods *goods, const FoMark *marks, guint n_marks, FoQuantity quantity_u, const FoInstead *instead,
            GError **error)
{
  const FoPack what = { .order = step->now->order,
                        .carton = step->now->carton,
                        .item = goods->item.id,
                        .lot = goods->lot_id,
                        .quantity_u = quantity_u,
                        .marks = marks,
                        .n_marks = n_marks,
                        .instead_of = instead ? instead->list : NULL,
                        .n_instead_of = instead ? instead->n : 0,
                        .reason = goods->by_eye ? "by-eye" : NULL };

  if (!(step->now->taking_out ? fo_work_unpack : fo_work_pack) (step->store, fo_step_act (step), &what, fo_step_reply (step), error))
    return false;
  step->ret->topics |= FO_TOPIC_ORDERS;
  if (!fo_step_is_done (step))
    return keep_refused (step, goods);
  note_booked (step, goods, quantity_u, instead);
  return true;
}

static bool
book (FoStep *step, const FoGoods *goods, FoQuantity quantity_u, const FoInstead *instead, GError **error)
{
  return book_marks (step, goods, &goods->mark, goods->mark.identity[0] ? 1 : 0, quantity_u, instead, error);
}

/* ---- a scan ---------------------------------------------------------------------------------------------------------------- */

typedef struct {
  const FoStep *step;
  const FoCode *code; /* NULL: only the lot of GOODS is looked for */
  struct {
    FoId order;
    FoBench bench;
  } read;
  FoNames names;
  const FoNamed *named;
  FoVerdict verdict;
  FoGoods goods;
  GArray *units; /* FoUnit, of a supplier's carton */
} Look;

static int
rank (const FoNamed *named, gconstpointer data)
{
  const FoBench *bench = &((const Look *) data)->read.bench;

  for (guint i = 0; named->kind == FO_NAMED_GOODS && bench->rows && i < bench->rows->len; i++) {
    const FoBenchRow *row = &g_array_index (bench->rows, FoBenchRow, i);
    if (row->item_id == named->item.id && (!named->has_lot || strcmp (named->lot, row->lot.number) == 0))
      return 3;
  }
  return named->kind == FO_NAMED_GOODS || named->kind == FO_NAMED_ORDER ? 2 : 0;
}

/* FoId of the lots that lie on the bench for the order. */
static GArray *
bench_lots (const FoBench *bench)
{
  GArray *lots = g_array_new (FALSE, FALSE, sizeof (FoId));

  for (guint i = 0; bench->rows && i < bench->rows->len; i++)
    g_array_append_val (lots, g_array_index (bench->rows, FoBenchRow, i).lot_id);
  return lots;
}

/* What the code says of the lot; what it leaves open, what lies on the bench may say. */
static bool
look_for_lot (FoTxn *txn, Look *l, GError **error)
{
  g_autoptr (GArray) bench = bench_lots (&l->read.bench), lots = g_array_new (FALSE, FALSE, sizeof (FoLot));
  const FoLotsExpected expected = { .lots = bench };

  l->verdict = FO_OK;
  if (!l->goods.has_lot && l->goods.item.tracking != FO_TRACKING_NONE)
    return true;
  l->goods.lot_id = l->goods.named_lot;
  if (l->goods.lot_id)
    return true;
  if (!fo_lots_meant (txn, l->goods.item.id, l->goods.lot, &expected, lots, error))
    return false;
  if (lots->len > 0)
    l->goods.lot_id = g_array_index (lots, FoLot, 0).id;
  l->verdict = lots->len == 1 ? FO_OK : lots->len == 0 ? FO_NOT_ON_THIS_ORDER : FO_LOT_AMBIGUOUS;
  return true;
}

static FoTxnEnd
look (FoTxn *txn, gpointer data, GError **error)
{
  Look *l = data;

  if (l->read.order && !fo_bench_read (txn, l->read.order, &l->read.bench, error))
    return FO_TXN_FAIL;
  if (l->code) {
    g_autoptr (GArray) lots = bench_lots (&l->read.bench);
    const FoLotsExpected expected = { .lots = lots };

    if (!fo_names_read_outbound (txn, l->code, l->step->today, &expected, &l->names, error))
      return FO_TXN_FAIL;
    l->named = fo_names_choose (&l->names, rank, l, &l->verdict);
    if (!l->named || l->named->kind != FO_NAMED_GOODS)
      return FO_TXN_COMMIT;
    fo_goods_init (&l->goods, l->named);
    fo_goods_know_unit (&l->goods, l->named);
    g_array_set_size (l->units, 0);
    if (l->goods.carton && !fo_units_of_carton (txn, l->goods.carton, l->units, error))
      return FO_TXN_FAIL;
  }
  return look_for_lot (txn, l, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

/* A supplier's carton that was picked whole: all of its units, if they are of one lot. */
static bool
take_whole (FoStep *step, Look *l, GError **error)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, TRUE, sizeof (FoMark));

  fo_args_goods (&step->ret->reply.args, &l->goods);
  if (l->named->mixed)
    return fo_step_answer (step, FO_CARTON_OPENED);
  for (guint i = 0; i < l->units->len; i++) {
    const FoUnit *unit = &g_array_index (l->units, FoUnit, i);
    FoMark mark = { "" };

    g_strlcpy (mark.identity, unit->identity, sizeof mark.identity);
    g_strlcpy (mark.code, unit->code, sizeof mark.code);
    g_array_append_val (marks, mark);
  }
  return book_marks (step, &l->goods, (const FoMark *) (gconstpointer) marks->data, marks->len, (FoQuantity) marks->len * FO_ONE, NULL,
                     error);
}

static bool
take_goods (FoStep *step, Look *l, GError **error)
{
  if (!step->now->order)
    return fo_step_answer (step, FO_ORDER_NOT_PICKED);
  if (fo_step_refuses_mark (step, &l->goods))
    return true;
  fo_args_set_text (&step->ret->reply.args, "order", step->now->document);
  if (l->verdict != FO_OK) {
    fo_args_goods (&step->ret->reply.args, &l->goods);
    return fo_step_answer (step, l->verdict);
  }
  if (l->goods.carton)
    return take_whole (step, l, error);
  if (l->goods.unsure)
    return fo_step_refuse (step, &l->goods, FO_QUANTITY_NEEDED, FO_ASK_QUANTITY);
  return book (step, &l->goods, l->goods.quantity_u, NULL, error);
}

/* Its own label: that carton is meant from now on, and its order with it. */
static bool
choose_carton (FoStep *step, const FoCarton *carton, const char *number)
{
  FoArgs *args = &step->ret->reply.args;

  fo_args_set_text (args, "carton", carton->sscc);
  fo_args_set_count (args, "parcel", carton->position);
  fo_args_set_text (args, "order", number);
  if (carton->state == FO_CARTON_IS_SHIPPED || carton->state == FO_CARTON_IS_CANCELLED)
    return fo_step_answer (step, FO_CARTON_GONE);
  if (step->now->order != carton->order_id)
    fo_step_set_document (step, carton->order_id, number);
  fo_step_let_go (step);
  step->next->taking_out = false;
  step->next->line = 0;
  step->next->carton = carton->id;
  return fo_step_answer (step, FO_OK);
}

typedef struct {
  FoId id;
  FoOrder order;
} ReadOrder;

static FoTxnEnd
read_order (FoTxn *txn, gpointer data, GError **error)
{
  ReadOrder *read = data;

  return fo_order_find (txn, read->id, &read->order, error) == FO_FOUND ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static bool
scan (FoStep *step, const FoCode *code, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  Look l = { .step = step, .code = code, .units = units, .read = { .order = step->now->order }, .names = { .chosen = step->chosen } };
  ReadOrder read;
  FoCarton own;
  bool done;

  if (!fo_step_own_carton (step, code, &own, error))
    return false;
  if (own.id) {
    read.id = own.order_id;
    return fo_store_read (step->store, read_order, &read, error) && choose_carton (step, &own, read.order.number);
  }
  done = fo_store_read (step->store, look, &l, error);
  fo_bench_clear (&l.read.bench);
  if (!done)
    return false;
  if (!l.named)
    return fo_step_unnamed (step, code, &l.names, l.verdict, error);
  switch (l.named->kind) {
  case FO_NAMED_GOODS:
    return take_goods (step, &l, error);
  case FO_NAMED_PLACE:
    fo_args_place (&step->ret->reply.args, &l.named->place);
    return fo_step_answer (step, FO_SCAN_GOODS_FIRST);
  case FO_NAMED_ORDER:
    return fo_step_pack_order (step, l.named->order, l.named->number, error);
  case FO_NAMED_SUPPLY:
  case FO_N_NAMED:
    break;
  }
  return fo_step_open_named (step, l.named, error);
}

/* The same by its number, as a window's button says it. */
static bool
choose_parcel (FoStep *step, const char *argument, GError **error)
{
  FoScan scanned;
  FoCode code;
  FoCarton own;
  ReadOrder read;

  if (!fo_scan_init (&scanned, argument, strlen (argument), FO_SYMBOLOGY_TYPED, NULL, 0))
    return fo_step_answer (step, FO_CARTON_UNKNOWN);
  fo_code_read (&code, &scanned, step->today, step->training);
  if (!fo_step_own_carton (step, &code, &own, error))
    return false;
  read.id = own.order_id;
  if (!own.id)
    return fo_step_answer (step, FO_CARTON_UNKNOWN);
  return fo_store_read (step->store, read_order, &read, error) && choose_carton (step, &own, read.order.number);
}

/* ---- answers --------------------------------------------------------------------------------------------------------------- */

static bool
take_said (FoStep *step, const FoGoods *goods, GError **error)
{
  Look l = { .step = step, .goods = *goods, .read = { .order = step->now->order } };
  bool done = fo_store_read (step->store, look, &l, error);

  fo_bench_clear (&l.read.bench);
  return done && take_goods (step, &l, error);
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
  return take_said (step, &goods, error);
}

static bool
say_serial (FoStep *step, const char *argument, GError **error)
{
  FoGoods goods;

  return !fo_step_take_serial (step, argument, &goods) || take_said (step, &goods, error);
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
  goods.unsure = false;
  goods.quantity_u = quantity_u;
  if (step->now->hand.item.id && !goods.total_u)
    return book (step, &goods, quantity_u, NULL, error);
  goods.confirmed = true; /* more than was picked never goes in, so there is nothing to ask */
  return fo_step_set_total (step, &goods, quantity_u, 0, book, error);
}

/* ---- without a code -------------------------------------------------------------------------------------------------------- */

typedef struct {
  const FoStep *step;
  const char *words;
  GArray *choices;
  FoBench bench;
} Search;

static bool
may_choose (const Search *s, const FoBenchRow *row, FoQuantity *ret_u)
{
  const FoCarton *carton = fo_pack_carton_at (s->step->now, s->step->act.station, &s->bench);

  *ret_u = s->step->now->taking_out ? 0 : row->picked_u - row->closed_u - row->open_u;
  for (guint i = 0; s->step->now->taking_out && carton && i < s->bench.lines->len; i++) {
    const FoCartonLine *line = &g_array_index (s->bench.lines, FoCartonLine, i);
    if (line->carton_id == carton->id && line->line_id == row->line_id && line->lot_id == row->lot_id)
      *ret_u = line->quantity_u;
  }
  return *ret_u > 0;
}

static FoTxnEnd
search_bench (FoTxn *txn, gpointer data, GError **error)
{
  Search *s = data;

  g_array_set_size (s->choices, 0);
  if (!fo_bench_read (txn, s->step->now->order, &s->bench, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < s->bench.rows->len; i++) {
    const FoBenchRow *row = &g_array_index (s->bench.rows, FoBenchRow, i);
    FoChoice choice = { .item = row->item_id, .lot = row->lot_id };
    FoItem item;

    if (!may_choose (s, row, &choice.quantity_u))
      continue;
    if (fo_item_find (txn, row->item_id, &item, error) != FO_FOUND)
      return FO_TXN_FAIL;
    if (fo_words_fit (s->words, &item, row->lot.number))
      g_array_append_val (s->choices, choice);
  }
  return FO_TXN_COMMIT;
}

static bool
take_choice (FoStep *step, const FoChoice *choice, GError **error)
{
  FoGoods goods;
  bool may;

  if (!fo_step_choice_goods (step, choice, &goods, &may, error))
    return false;
  return !may || book (step, &goods, FO_ONE, NULL, error);
}

static bool
no_code (FoStep *step, const char *argument, GError **error)
{
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (FoChoice));
  Search search = { .step = step, .words = argument, .choices = choices };
  const FoChoice *one;
  bool done;

  if (!step->now->order)
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  done = fo_store_read (step->store, search_bench, &search, error);
  fo_bench_clear (&search.bench);
  if (!done)
    return false;
  fo_args_set_text (&step->ret->reply.args, "order", step->now->document);
  if (choices->len == 0)
    return fo_step_answer (step, FO_NOT_ON_THIS_ORDER);
  return fo_step_offer_choices (step, choices, &one, error) && (!one || take_choice (step, one, error));
}

static bool
choose (FoStep *step, const char *argument, GError **error)
{
  const FoChoice *choice = fo_step_chosen (step, argument);

  return !choice || take_choice (step, choice, error);
}

/* ---- orders ---------------------------------------------------------------------------------------------------------------- */

static FoTxnEnd
find_next (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) orders = g_array_new (FALSE, FALSE, sizeof (FoOrder));
  ReadOrder *read = data;

  read->id = 0;
  if (!fo_orders_pickable (txn, NULL, 200, orders, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < orders->len && !read->id; i++) {
    const FoOrder *order = &g_array_index (orders, FoOrder, i);
    if (order->state != FO_ORDER_PICKED || order->packing == FO_PACKING_OFF)
      continue;
    read->order = *order;
    read->id = order->id;
  }
  return FO_TXN_COMMIT;
}

static bool
next_order (FoStep *step, const char *argument, GError **error)
{
  ReadOrder read;

  (void) argument;
  if (!fo_store_read (step->store, find_next, &read, error))
    return false;
  return read.id ? fo_step_pack_order (step, read.id, read.order.number, error) : fo_step_answer (step, FO_NOTHING_OPEN);
}

static bool
ship (FoStep *step, const char *argument, GError **error)
{
  (void) argument;
  return fo_step_ship (step, false, error);
}

static bool
ship_part (FoStep *step, const char *argument, GError **error)
{
  (void) argument;
  return fo_step_ship (step, true, error);
}

static const FoTaskCommand commands[] = {
  { "next", next_order },
  { "quantity", say_quantity },
  { "lot", say_lot },
  { "serial", say_serial },
  { "carton", fo_pack_open },
  { "close", fo_pack_close },
  { "weight", fo_pack_weigh },
  { "out", fo_pack_take_out },
  { "parcel", choose_parcel },
  { "reopen", fo_pack_reopen },
  { "cancel-carton", fo_pack_cancel },
  { "no-code", no_code },
  { "choose", choose },
  { "print", fo_pack_print },
  { "ship", ship },
  { "ship-part", ship_part },
  { NULL, NULL },
};

const FoTask fo_task_pack = { "pack", scan, commands, fo_pack_view };

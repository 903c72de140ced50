/* SPDX-License-Identifier: GPL-3.0-or-later
 * Ship: an order is opened, what stands on the bench for it is shown, and it leaves as a whole.
 *
 *   order ──→ checked by eye, or goods scanned against it ──→ ship ──→ gone
 *                                  certificate missing ── certificate ──┘
 */
#include "pack.h"

#include <string.h>

/* ---- a scan ----------------------------------------------------------------------------------------------------------------- */

typedef struct {
  const FoStep *step;
  const FoCode *code;
  GArray *holds;
  FoNames names;
  const FoNamed *named;
  FoVerdict verdict;
  bool on_order; /* the goods stand on the bench for it */
} Look;

/* A unit whose code is known stands there under that code, or not at all. */
static bool
is_picked (const GArray *holds, const FoNamed *named)
{
  for (guint i = 0; i < holds->len; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);

    if (named->unit.id && (named->unit.state != FO_UNIT_PICKED || named->unit.line_id != hold->line_id))
      continue;
    if (hold->picked && hold->item_id == named->item.id && (!named->has_lot || strcmp (hold->lot, named->lot) == 0))
      return true;
  }
  return false;
}

static int
rank (const FoNamed *named, gconstpointer data)
{
  if (named->kind == FO_NAMED_ORDER)
    return 2;
  return named->kind == FO_NAMED_GOODS ? 1 + 2 * is_picked (data, named) : 0;
}

static FoTxnEnd
look (FoTxn *txn, gpointer data, GError **error)
{
  Look *l = data;

  g_array_set_size (l->holds, 0);
  if (l->step->now->order && !fo_holds_of_order (txn, l->step->now->order, l->holds, error))
    return FO_TXN_FAIL;
  g_autoptr (GArray) lots = g_array_new (FALSE, FALSE, sizeof (FoId));
  const FoLotsExpected expected = { .lots = lots };

  for (guint i = 0; i < l->holds->len; i++)
    g_array_append_val (lots, g_array_index (l->holds, FoHold, i).lot_id);
  if (!fo_names_read_outbound (txn, l->code, l->step->today, &expected, &l->names, error))
    return FO_TXN_FAIL;
  l->named = fo_names_choose (&l->names, rank, l->holds, &l->verdict);
  l->on_order = l->named && l->named->kind == FO_NAMED_GOODS && is_picked (l->holds, l->named);
  return FO_TXN_COMMIT;
}

/* Goods are only compared: that they leave is said by `ship`. */
static bool
compare_goods (FoStep *step, const Look *l)
{
  FoGoods goods;

  if (!step->now->order)
    return fo_step_answer (step, FO_ORDER_NOT_PICKED);
  fo_goods_init (&goods, l->named);
  fo_args_goods (&step->ret->reply.args, &goods);
  fo_args_set_text (&step->ret->reply.args, "order", step->now->document);
  return fo_step_answer (step, l->on_order ? FO_OK : FO_NOT_ON_THIS_ORDER);
}

/* ---- cartons of ours --------------------------------------------------------------------------------------------------------- */

typedef struct {
  char sscc[FO_SSCC_MAX];
  FoCarton *carton;
} OwnCarton;

static FoTxnEnd
read_own_carton (FoTxn *txn, gpointer data, GError **error)
{
  const OwnCarton *own = data;

  return fo_carton_find_by_sscc (txn, own->sscc, own->carton, error) == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

bool
fo_step_own_carton (FoStep *step, const FoCode *code, FoCarton *ret, GError **error)
{
  OwnCarton own = { .carton = ret };

  *ret = (FoCarton){ 0 };
  return !fo_code_sscc (code, own.sscc) || fo_store_read (step->store, read_own_carton, &own, error);
}

/* A parcel of the order, closed: so it leaves. */
static bool
compare_carton (FoStep *step, const FoCarton *carton)
{
  FoVerdict verdict = FO_OK;

  fo_args_set_text (&step->ret->reply.args, "carton", carton->sscc);
  fo_args_set_count (&step->ret->reply.args, "parcel", carton->position);
  fo_args_set_text (&step->ret->reply.args, "order", step->now->document);
  if (step->now->order != carton->order_id)
    verdict = FO_NOT_ON_THIS_ORDER;
  else if (carton->state != FO_CARTON_IS_CLOSED)
    verdict = carton->state == FO_CARTON_IS_OPEN ? FO_CARTON_OPEN : FO_CARTON_GONE;
  return fo_step_answer (step, verdict);
}

static bool
scan (FoStep *step, const FoCode *code, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));
  Look l = { .step = step, .code = code, .holds = holds, .names = { .chosen = step->chosen } };
  FoCarton own;

  if (!fo_step_own_carton (step, code, &own, error))
    return false;
  if (own.id)
    return compare_carton (step, &own);
  if (!fo_store_read (step->store, look, &l, error))
    return false;
  if (!l.named)
    return fo_step_unnamed (step, code, &l.names, l.verdict, error);
  switch (l.named->kind) {
  case FO_NAMED_GOODS:
    return compare_goods (step, &l);
  case FO_NAMED_PLACE:
    fo_args_place (&step->ret->reply.args, &l.named->place);
    return fo_step_answer (step, FO_SCAN_GOODS_FIRST);
  case FO_NAMED_ORDER:
    return fo_step_ship_order (step, l.named->order, l.named->number, error);
  case FO_NAMED_SUPPLY:
  case FO_N_NAMED:
    break;
  }
  return fo_step_open_named (step, l.named, error);
}

/* ---- it leaves -------------------------------------------------------------------------------------------------------------- */

typedef struct {
  FoId order;
  char code[FO_ITEM_CODE_MAX]; /* of the item whose certificate is missing */
  FoId line;
} FindLine;

bool
fo_step_ship (FoStep *step, bool part, GError **error)
{
  const FoArg *code;

  if (!step->now->order)
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  if (!(part ? fo_work_ship_part : fo_work_ship) (step->store, fo_step_act (step), step->now->order, fo_step_reply (step), error))
    return false;
  step->ret->topics |= FO_TOPIC_STOCK | FO_TOPIC_ORDERS;
  if (fo_step_is_done (step)) {
    fo_step_close_document (step);
    fo_step_booked_beside (step, step->act.operation);
    return true;
  }
  step->next->refused = step->ret->reply.verdict;
  code = fo_args_get (&step->ret->reply.args, "code");
  g_strlcpy (step->next->hand.item.code, code ? code->text : "", sizeof step->next->hand.item.code);
  return true;
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

static FoTxnEnd
find_line (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));
  FindLine *find = data;
  FoItem item;
  FoFound found = fo_item_find_by_code (txn, find->code, &item, error);

  find->line = 0;
  if (found == FO_FAILED || !fo_lines_of_order (txn, find->order, lines, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < lines->len && found == FO_FOUND; i++) {
    const FoLine *line = &g_array_index (lines, FoLine, i);
    if (line->item_id == item.id && line->certificate_on == FO_DAY_NONE && !find->line)
      find->line = line->id;
  }
  return FO_TXN_COMMIT;
}

/* The certificate whose lack was just shown (or ITEM's) is on the goods now. */
static bool
certificate (FoStep *step, const char *argument, GError **error)
{
  FindLine find = { .order = step->now->order };
  bool answered;

  if (!fo_step_certify_named (step, argument, &answered, error))
    return false;
  if (answered)
    return true;
  g_strlcpy (find.code, *argument ? argument : step->now->hand.item.code, sizeof find.code);
  if (!find.order || !find.code[0])
    return fo_step_answer (step, FO_COMMAND_NOT_NOW);
  if (!fo_store_read (step->store, find_line, &find, error))
    return false;
  if (!find.line)
    return fo_step_answer (step, FO_LINE_UNKNOWN);
  if (!fo_work_certificate (step->store, fo_step_act (step), find.line, fo_step_reply (step), error))
    return false;
  step->ret->topics |= FO_TOPIC_ORDERS;
  if (fo_step_is_done (step))
    fo_step_let_go (step);
  return true;
}

/* ---- the page ---------------------------------------------------------------------------------------------------------------- */

static bool
show_bench (FoTxn *txn, const FoDeskState *now, FoView *view, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  if (!fo_holds_of_order (txn, now->order, holds, error))
    return false;
  for (guint i = 0; i < holds->len; i++) {
    const FoHold *hold = &g_array_index (holds, FoHold, i);
    FoViewLine *line;
    FoItem item;

    if (fo_item_find (txn, hold->item_id, &item, error) != FO_FOUND)
      return false;
    line = fo_view_add_line (view, &item, hold->quantity_u, hold->picked ? hold->quantity_u : 0);
    line->line_id = hold->line_id;
    fo_view_line_lot (line, hold->lot_id, hold->lot, hold->expires_on);
    fo_view_line_place (line, hold->place_id, hold->place);
    view->asked_u += hold->quantity_u;
    view->done_u += line->done_u;
  }
  return true;
}

/* Has some of it left, so that its papers may be signed? */
static bool
left (const FoOrder *order)
{
  return order->state == FO_ORDER_PART_SHIPPED || order->state == FO_ORDER_ALL_SHIPPED;
}

static bool
view (FoTxn *txn, const char *station, const FoDeskState *now, FoView *ret, GError **error)
{
  FoOrder order;

  (void) station;
  fo_view_instruct (ret, now->order ? "task.ship.check" : "task.ship.start");
  if (now->refused == FO_CERTIFICATE_MISSING)
    fo_view_offer (ret, "certificate", "offer.certificate", 3);
  if (!now->order && now->n_booked)
    fo_view_offer (ret, "undo", "offer.undo", 4);
  if (now->refused == FO_NOT_PACKED || now->refused == FO_CARTON_OPEN)
    fo_view_offer (ret, "task pack", "offer.pack", 5);
  if (now->refused == FO_NOT_PACKED || now->refused == FO_ORDER_NOT_PICKED)
    fo_view_offer_destructive (ret, "ship-part", "offer.ship_part", 6);
  if (now->order)
    fo_view_offer_destructive (ret, "ship", "offer.ship", 9);
  if (now->order)
    fo_view_offer (ret, "cancel", "offer.cancel", 12);
  if (!now->order)
    return true;
  if (!fo_view_order (txn, now->order, ret, &order, error) || !fo_view_documents (txn, &order, ret, error))
    return false;
  fo_view_offer (ret, left (&order) ? "voucher goods-issue" : "voucher goods-issue draft", "offer.voucher", 11);
  return show_bench (txn, now, ret, error);
}

static const FoTaskCommand commands[] = {
  { "ship", ship }, { "finish", ship }, { "ship-part", ship_part }, { "certificate", certificate }, { NULL, NULL }
};

const FoTask fo_task_ship = { "ship", scan, commands, view };

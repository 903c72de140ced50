/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vouchers.h"

#include "firstout/store/items.h"
#include "firstout/store/meta.h"
#include "firstout/store/orders.h"
#include "firstout/store/stock.h"
#include "firstout/store/supplies.h"
#include "firstout/store/vouchers.h"

enum { NOT_SAID = -1 };

/* What a paper is made of, while it is read. */
typedef struct {
  FoTxn *txn;
  const FoPaperSubject *subject;
  FoLanguage language;
  FoVoucher voucher;
  GArray *lines;       /* FoVoucherLine, pointing into the next two */
  GPtrArray *items;    /* FoItem */
  GStringChunk *texts;
} Gathering;

static const char *
keep (Gathering *g, const char *text)
{
  return text && *text ? g_string_chunk_insert_const (g->texts, text) : NULL;
}

/* Items of a paper are few, its lines may be many. */
static const FoItem *
item_of (Gathering *g, FoId id, GError **error)
{
  FoItem *item;

  for (guint i = 0; i < g->items->len; i++)
    if (((const FoItem *) g->items->pdata[i])->id == id)
      return g->items->pdata[i];
  item = g_new0 (FoItem, 1);
  g_ptr_array_add (g->items, item);
  return fo_item_find (g->txn, id, item, error) == FO_FOUND ? item : NULL;
}

static bool
add_line (Gathering *g, FoId item_id, FoVoucherLine line, GError **error)
{
  line.item = item_of (g, item_id, error);
  if (!line.item)
    return false;
  line.lot = keep (g, line.lot);
  line.place = keep (g, line.place);
  line.note = keep (g, line.note);
  g_array_append_val (g->lines, line);
  return true;
}

/* A reason as people say it; what is no code of ours stays as it was typed. */
static const char *
say_reason (Gathering *g, const char *code)
{
  g_autofree char *word = g_strdelimit (g_strdup (code ? code : ""), "-", '_');
  g_autofree char *id = g_strconcat ("offer.reason.", word, NULL);
  g_autofree char *text = *word && fo_words_known (g->language, id) ? fo_words (g->language, id, NULL) : g_strdup (code);

  return keep (g, text);
}

/* ---- an order ---------------------------------------------------------------------------------------------------- */

static void
head_order (Gathering *g, const FoOrder *order)
{
  g->voucher.order = keep (g, order->number);
  g->voucher.deal = keep (g, order->deal);
  g->voucher.partner = keep (g, order->customer);
  g->voucher.own = FO_CODE_ORDER;
  g->voucher.own_name = g->voucher.order;
}

static bool
add_hold (Gathering *g, const FoHold *hold, GError **error)
{
  const FoVoucherLine line = { .lot = hold->lot,
                               .place = hold->place,
                               .expires_on = hold->expires_on,
                               .asked_u = hold->quantity_u,
                               .quantity_u = hold->picked ? hold->quantity_u : NOT_SAID };

  return add_line (g, hold->item_id, line, error);
}

/* Goods bound and picked, in walking order. A list of what is to be picked is true as soon as the pick was released. */
static FoFound
read_pick_list (Gathering *g, const FoOrder *order, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  if (!fo_holds_of_order (g->txn, order->id, holds, error))
    return FO_FAILED;
  for (guint i = 0; i < holds->len; i++)
    if (!add_hold (g, &g_array_index (holds, FoHold, i), error))
      return FO_FAILED;
  g->voucher.draft = holds->len == 0;
  return FO_FOUND;
}

/* Before it left: what stands on the bench, as a draft. */
static FoFound
read_on_bench (Gathering *g, const FoOrder *order, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  g->voucher.draft = true;
  if (!fo_holds_of_order (g->txn, order->id, holds, error))
    return FO_FAILED;
  for (guint i = 0; i < holds->len; i++)
    if (g_array_index (holds, FoHold, i).picked && !add_hold (g, &g_array_index (holds, FoHold, i), error))
      return FO_FAILED;
  return FO_FOUND;
}

static FoQuantity
ordered_on (const GArray *lines, FoId line)
{
  for (guint i = 0; i < lines->len; i++)
    if (g_array_index (lines, FoLine, i).id == line)
      return g_array_index (lines, FoLine, i).ordered_u - g_array_index (lines, FoLine, i).cancelled_u;
  return NOT_SAID;
}

static bool
add_shipped (Gathering *g, const FoShipped *shipped, const GArray *lines, GError **error)
{
  FoItem item;
  const FoVoucherLine line = { .lot = shipped->lot,
                               .expires_on = shipped->expires_on,
                               .asked_u = ordered_on (lines, shipped->line_id),
                               .quantity_u = shipped->quantity_u };

  return fo_item_find_by_code (g->txn, shipped->item, &item, error) == FO_FOUND && add_line (g, item.id, line, error);
}

/* What left with SHIPMENT (0: the order's last). */
static FoFound
read_shipped (Gathering *g, const FoOrder *order, FoId shipment, GError **error)
{
  g_autoptr (GArray) shipped = g_array_new (FALSE, FALSE, sizeof (FoShipped));
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoLine));

  if (!fo_shipments_of_order (g->txn, order->id, shipped, error) || !fo_lines_of_order (g->txn, order->id, lines, error))
    return FO_FAILED;
  if (shipped->len == 0)
    return read_on_bench (g, order, error);
  if (!shipment)
    shipment = g_array_index (shipped, FoShipped, shipped->len - 1).shipment_id;
  for (guint i = 0; i < shipped->len; i++) {
    const FoShipped *one = &g_array_index (shipped, FoShipped, i);
    if (one->shipment_id != shipment)
      continue;
    g->voucher.number = keep (g, one->number);
    g->voucher.day = one->shipped_on;
    if (!add_shipped (g, one, lines, error))
      return FO_FAILED;
  }
  return FO_FOUND;
}

/* By the order's number, or by that of a shipment of it. */
static FoFound
read_of_order (Gathering *g, GError **error)
{
  FoShipment shipment = { 0 };
  FoOrder order;
  FoFound found = fo_order_find_by_number (g->txn, g->subject->number, &order, error);

  if (found == FO_ABSENT) {
    found = fo_shipment_find (g->txn, g->subject->number, &shipment, error);
    if (found == FO_FOUND)
      found = fo_order_find (g->txn, shipment.order_id, &order, error);
  }
  if (found != FO_FOUND)
    return found;
  head_order (g, &order);
  return g->voucher.kind == FO_VOUCHER_PICK_LIST ? read_pick_list (g, &order, error)
                                                 : read_shipped (g, &order, shipment.id, error);
}

/* ---- a production or purchase order ------------------------------------------------------------------------------ */

/* What came of one lot to one place, in all. */
typedef struct {
  FoMoved first;
  FoQuantity quantity_u;
} Came;

static void
sum_up (GArray *came, const FoMoved *moved)
{
  bool back = !fo_place_is_real (moved->to_kind);
  const char *place = back ? moved->from : moved->to;
  FoQuantity quantity_u = back ? -moved->quantity_u : moved->quantity_u;
  Came one = { *moved, quantity_u };

  for (guint i = 0; i < came->len; i++) {
    Came *known = &g_array_index (came, Came, i);
    if (known->first.lot_id == moved->lot_id && g_str_equal (known->first.to, place)) {
      known->quantity_u += quantity_u;
      return;
    }
  }
  if (!back)
    g_array_append_val (came, one);
}

static bool
add_came (Gathering *g, const FoSupply *supply, FoQuantity *ret_came_u, GError **error)
{
  g_autoptr (GArray) moved = g_array_new (FALSE, FALSE, sizeof (FoMoved)), came = g_array_new (FALSE, FALSE, sizeof (Came));

  if (!fo_moved_for_supply (g->txn, supply->id, moved, error))
    return false;
  for (guint i = 0; i < moved->len; i++)
    sum_up (came, &g_array_index (moved, FoMoved, i));
  for (guint i = 0; i < came->len; i++) {
    const Came *one = &g_array_index (came, Came, i);
    const FoVoucherLine line = { .lot = one->first.lot,
                                 .place = one->first.to,
                                 .note = say_reason (g, one->first.reason),
                                 .expires_on = one->first.expires_on,
                                 .asked_u = supply->ordered_u,
                                 .quantity_u = one->quantity_u };
    if (one->quantity_u <= 0)
      continue;
    *ret_came_u += one->quantity_u;
    if (!add_line (g, supply->item_id, line, error))
      return false;
  }
  return true;
}

/* Ordered and received of one line; a line that came as it should is not on the act. */
static bool
add_difference (Gathering *g, const FoSupply *supply, GError **error)
{
  const FoVoucherLine line = {
    .expires_on = FO_DAY_NONE, .asked_u = supply->ordered_u, .quantity_u = supply->received_u
  };

  if (supply->received_u == supply->ordered_u)
    return true;
  /* Short is only what will not come any more. */
  if (supply->received_u < supply->ordered_u && supply->state == FO_SUPPLY_OPEN)
    g->voucher.draft = true;
  return add_line (g, supply->item_id, line, error);
}

static FoFound
read_of_supply (Gathering *g, GError **error)
{
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));
  FoQuantity came_u = 0;

  if (!fo_supplies_numbered (g->txn, g->subject->number, supplies, error))
    return FO_FAILED;
  if (supplies->len == 0)
    return FO_ABSENT;
  g->voucher.partner = keep (g, g_array_index (supplies, FoSupply, 0).partner);
  g->voucher.own = FO_CODE_SUPPLY;
  g->voucher.own_name = g->voucher.number;
  for (guint i = 0; i < supplies->len; i++) {
    const FoSupply *supply = &g_array_index (supplies, FoSupply, i);
    bool read = g->voucher.kind == FO_VOUCHER_DISCREPANCY ? add_difference (g, supply, error)
                                                          : add_came (g, supply, &came_u, error);
    if (!read)
      return FO_FAILED;
  }
  if (g->lines->len == 0)
    g->voucher.draft = true;
  return FO_FOUND;
}

/* ---- an operation ------------------------------------------------------------------------------------------------ */

/* Which movements a paper of an operation tells of. */
static bool
is_told (FoVoucherKind voucher, FoMoveKind kind)
{
  switch (voucher) {
  case FO_VOUCHER_INTERNAL_ISSUE:
    return kind == FO_MOVE_ISSUE || kind == FO_MOVE_MATERIAL;
  case FO_VOUCHER_WRITE_OFF:
    return kind == FO_MOVE_SCRAP;
  case FO_VOUCHER_TRANSFER:
    return kind == FO_MOVE_TRANSFER_OUT || kind == FO_MOVE_TRANSFER_IN;
  case FO_VOUCHER_RETURN:
    return kind == FO_MOVE_RETURN;
  case FO_VOUCHER_COUNT:
    return kind == FO_MOVE_FOUND || kind == FO_MOVE_LOST || kind == FO_MOVE_OPENING;
  case FO_VOUCHER_PICK_LIST:
  case FO_VOUCHER_PACKING_LIST:
  case FO_VOUCHER_GOODS_ISSUE:
  case FO_VOUCHER_GOODS_RECEIPT:
  case FO_VOUCHER_DISCREPANCY:
  case FO_VOUCHER_COUNT_SHEET:
  case FO_VOUCHER_RECALL:
  case FO_N_VOUCHERS:
    break;
  }
  return false;
}

static bool
add_moved (Gathering *g, const FoMoved *moved, GError **error)
{
  bool from_real = fo_place_is_real (moved->from_kind), to_real = fo_place_is_real (moved->to_kind);
  g_autofree char *both = from_real && to_real ? g_strdup_printf ("%s → %s", moved->from, moved->to) : NULL;
  const FoVoucherLine line = { .lot = moved->lot,
                               .place = both ? both : from_real ? moved->from : moved->to,
                               .note = say_reason (g, moved->reason),
                               .expires_on = moved->expires_on,
                               .asked_u = NOT_SAID,
                               .quantity_u = moved->quantity_u };

  return add_line (g, moved->item_id, line, error);
}

static FoFound
read_of_operation (Gathering *g, GError **error)
{
  g_autoptr (GArray) moved = g_array_new (FALSE, FALSE, sizeof (FoMoved));
  FoOperationWho who;
  FoId operation;
  FoFound found;

  if (!fo_id_parse (g->subject->number, &operation))
    return FO_ABSENT;
  found = fo_operation_who (g->txn, operation, &who, error);
  if (found != FO_FOUND)
    return found;
  if (!fo_moved_by_operation (g->txn, operation, moved, error))
    return FO_FAILED;
  g->voucher.person = keep (g, who.person);
  g->voucher.day = who.day;
  for (guint i = 0; i < moved->len; i++)
    if (is_told (g->voucher.kind, g_array_index (moved, FoMoved, i).kind)
        && !add_moved (g, &g_array_index (moved, FoMoved, i), error))
      return FO_FAILED;
  return g->lines->len > 0 ? FO_FOUND : FO_ABSENT;
}

/* ---- a place ----------------------------------------------------------------------------------------------------- */

/* Blind: which goods the book knows there, not how many. */
static FoFound
read_of_place (Gathering *g, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoStockRow));
  FoPlace place;
  FoFound found = fo_place_find_by_code (g->txn, g->subject->number, &place, error);

  if (found != FO_FOUND)
    return found;
  if (!fo_stock_at_place (g->txn, place.id, rows, error))
    return FO_FAILED;
  g->voucher.own = FO_CODE_PLACE;
  g->voucher.own_name = g->voucher.number;
  for (guint i = 0; i < rows->len; i++) {
    const FoStockRow *row = &g_array_index (rows, FoStockRow, i);
    const FoVoucherLine line = {
      .lot = row->lot, .place = row->place, .expires_on = row->expires_on, .asked_u = NOT_SAID, .quantity_u = NOT_SAID
    };
    FoItem item;
    if (fo_item_find_by_code (g->txn, row->item, &item, error) != FO_FOUND || !add_line (g, item.id, line, error))
      return FO_FAILED;
  }
  return FO_FOUND;
}

/* ---- the paper --------------------------------------------------------------------------------------------------- */

static FoFound
gather (Gathering *g, GError **error)
{
  switch (g->voucher.kind) {
  case FO_VOUCHER_PICK_LIST:
  case FO_VOUCHER_PACKING_LIST:
  case FO_VOUCHER_GOODS_ISSUE:
    return read_of_order (g, error);
  case FO_VOUCHER_GOODS_RECEIPT:
  case FO_VOUCHER_DISCREPANCY:
    return read_of_supply (g, error);
  case FO_VOUCHER_INTERNAL_ISSUE:
  case FO_VOUCHER_WRITE_OFF:
  case FO_VOUCHER_TRANSFER:
  case FO_VOUCHER_RETURN:
  case FO_VOUCHER_COUNT:
    return read_of_operation (g, error);
  case FO_VOUCHER_COUNT_SHEET:
    return read_of_place (g, error);
  case FO_VOUCHER_RECALL:
  case FO_N_VOUCHERS:
    break;
  }
  return FO_ABSENT;
}

static void
make (Gathering *g, FoPaper *paper)
{
  g->voucher.lines = (const FoVoucherLine *) (gconstpointer) g->lines->data;
  g->voucher.n_lines = g->lines->len;
  g_snprintf (paper->name, sizeof paper->name, "%.31s-%.31s", fo_voucher_name (g->voucher.kind), g->voucher.number);
  paper->draft = g->voucher.draft;
  if (g->voucher.draft && g->subject->final) {
    paper->verdict = paper->refusal.verdict = FO_PAPER_NOT_TRUE;
    fo_args_set_text (&paper->refusal.args, "text", g->voucher.number);
    return;
  }
  paper->verdict
      = fo_label_voucher_fields (&g->voucher, g->language, &paper->fields, &paper->rows, &paper->refusal);
}

FoFound
fo_voucher_read (FoTxn *txn, const FoPaperSubject *subject, FoLanguage language, bool training, FoPaper *paper, GError **error)
{
  Gathering g = { .txn = txn,
                  .subject = subject,
                  .language = language,
                  .voucher = { .kind = subject->voucher,
                               .number = subject->number,
                               .note = subject->note,
                               .day = fo_store_today (fo_txn_store (txn)),
                               .training = training },
                  .lines = g_array_new (FALSE, FALSE, sizeof (FoVoucherLine)),
                  .items = g_ptr_array_new_with_free_func (g_free),
                  .texts = g_string_chunk_new (1024) };
  g_autofree char *warehouse = NULL;
  FoFound found = fo_meta_get (txn, "name", &warehouse, error) ? gather (&g, error) : FO_FAILED;

  g.voucher.warehouse = warehouse;
  if (found == FO_FOUND)
    make (&g, paper);
  g_array_unref (g.lines);
  g_ptr_array_unref (g.items);
  g_string_chunk_free (g.texts);
  return found;
}

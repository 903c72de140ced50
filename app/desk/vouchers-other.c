/* SPDX-License-Identifier: GPL-3.0-or-later
 * Papers of a production or purchase order, of an operation, a transfer, a place, a recall. */
#include "gathering.h"

#include "firstout/store/items.h"
#include "firstout/store/operations.h"
#include "firstout/store/recalls.h"
#include "firstout/store/stock.h"
#include "firstout/store/supplies.h"
#include "firstout/store/transfers.h"
#include "firstout/store/vouchers.h"
#include "firstout/work/lot-acts.h"

#include <json-c/json.h>
#include <string.h>

#define RECALLS_MAX 100 /* that go on at once */

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
add_came (FoGathering *g, const FoSupply *supply, FoQuantity *ret_came_u, GError **error)
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
                                 .note = fo_gather_reason (g, one->first.reason),
                                 .expires_on = one->first.expires_on,
                                 .asked_u = supply->ordered_u,
                                 .quantity_u = one->quantity_u };
    if (one->quantity_u <= 0)
      continue;
    *ret_came_u += one->quantity_u;
    if (!fo_gather_line (g, supply->item_id, line, error))
      return false;
  }
  return true;
}

/* Ordered and received of one line; a line that came as it should is not on the act. */
static bool
add_difference (FoGathering *g, const FoSupply *supply, GError **error)
{
  const FoVoucherLine line = {
    .expires_on = FO_DAY_NONE, .asked_u = supply->ordered_u, .quantity_u = supply->received_u
  };

  if (supply->received_u == supply->ordered_u)
    return true;
  /* Short is only what will not come any more. */
  if (supply->received_u < supply->ordered_u && supply->state == FO_SUPPLY_OPEN)
    g->voucher.draft = true;
  return fo_gather_line (g, supply->item_id, line, error);
}

FoFound
fo_gather_of_supply (FoGathering *g, GError **error)
{
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));
  FoQuantity came_u = 0;

  if (!fo_supplies_numbered (g->txn, g->subject->number, supplies, error))
    return FO_FAILED;
  if (supplies->len == 0)
    return FO_ABSENT;
  g->voucher.partner = fo_gather_keep (g, g_array_index (supplies, FoSupply, 0).partner);
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
  case FO_VOUCHER_RETURN:
    return kind == FO_MOVE_RETURN;
  case FO_VOUCHER_PICK_LIST:
  case FO_VOUCHER_WAVE:
  case FO_VOUCHER_PACKING_LIST:
  case FO_VOUCHER_GOODS_ISSUE:
  case FO_VOUCHER_GOODS_RECEIPT:
  case FO_VOUCHER_DISCREPANCY:
  case FO_VOUCHER_COUNT_SHEET:
  case FO_VOUCHER_COUNT:
  case FO_VOUCHER_TRANSFER:
  case FO_VOUCHER_RECALL:
  case FO_N_VOUCHERS:
    break;
  }
  return false;
}

static bool
add_moved (FoGathering *g, const FoMoved *moved, GError **error)
{
  bool from_real = fo_place_is_real (moved->from_kind), to_real = fo_place_is_real (moved->to_kind);
  g_autofree char *both = from_real && to_real ? g_strdup_printf ("%s → %s", moved->from, moved->to) : NULL;
  const FoVoucherLine line = { .lot = moved->lot,
                               .place = both ? both : from_real ? moved->from : moved->to,
                               .note = fo_gather_reason (g, moved->reason),
                               .expires_on = moved->expires_on,
                               .asked_u = FO_NOT_SAID,
                               .quantity_u = moved->quantity_u };

  return fo_gather_line (g, moved->item_id, line, error);
}

FoFound
fo_gather_of_operation (FoGathering *g, GError **error)
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
  g->voucher.person = fo_gather_keep (g, who.person);
  g->voucher.day = who.day;
  for (guint i = 0; i < moved->len; i++)
    if (is_told (g->voucher.kind, g_array_index (moved, FoMoved, i).kind)
        && !add_moved (g, &g_array_index (moved, FoMoved, i), error))
      return FO_FAILED;
  return g->lines->len > 0 ? FO_FOUND : FO_ABSENT;
}

/* ---- a count ----------------------------------------------------------------------------------------------------- */

static const char *
text_of (json_object *row, const char *name)
{
  json_object *value = NULL;

  return json_object_object_get_ex (row, name, &value) && value ? json_object_get_string (value) : "";
}

/* A row of the count's answer: what the book had, and what was there. */
static bool
add_counted (FoGathering *g, json_object *row, const char *place, GError **error)
{
  FoVoucherLine line = { .lot = text_of (row, "lot"), .place = place, .expires_on = FO_DAY_NONE };
  FoItem item;

  if (fo_quantity_parse (text_of (row, "before"), &line.asked_u) != FO_OK)
    line.asked_u = 0;
  if (fo_quantity_parse (text_of (row, "after"), &line.quantity_u) != FO_OK)
    line.quantity_u = 0;
  if (fo_day_parse_iso (text_of (row, "expires_on"), &line.expires_on) != FO_OK)
    line.expires_on = FO_DAY_NONE;
  return fo_item_find_by_code (g->txn, text_of (row, "item"), &item, error) == FO_FOUND
         && fo_gather_line (g, item.id, line, error);
}

static bool
add_all_counted (FoGathering *g, const FoReply *reply, GError **error)
{
  json_object *rows = reply->lines ? json_tokener_parse (reply->lines) : NULL;
  const FoArg *place = fo_args_get (&reply->args, "place");
  bool fine = true;

  for (size_t i = 0; rows && fine && i < json_object_array_length (rows); i++)
    fine = json_object_object_get_ex (json_object_array_get_idx (rows, i), "serial", NULL) /* a unit, and no difference */
           || add_counted (g, json_object_array_get_idx (rows, i), place ? place->text : "", error);
  json_object_put (rows);
  return fine;
}

/* What a count that was closed found, lot by lot, where it was not what the book had. */
FoFound
fo_gather_of_count (FoGathering *g, GError **error)
{
  g_autofree char *json = NULL, *kind = NULL;
  g_auto (FoReply) reply = { 0 };
  FoOperationWho who;
  FoId operation;
  FoFound found;

  if (!fo_id_parse (g->subject->number, &operation))
    return FO_ABSENT;
  found = fo_operation_reply (g->txn, operation, &json, &kind, error);
  if (found == FO_FOUND)
    found = fo_operation_who (g->txn, operation, &who, error);
  if (found != FO_FOUND)
    return found;
  if (!g_str_equal (kind, "count") || !fo_reply_from_json (json, &reply))
    return FO_ABSENT;
  g->voucher.person = fo_gather_keep (g, who.person);
  g->voucher.day = who.day;
  return add_all_counted (g, &reply, error) ? FO_FOUND : FO_FAILED;
}

/* ---- between warehouses ------------------------------------------------------------------------------------------ */

/* By the transfer's number, out before in. It is true when it left, or has come. */
FoFound
fo_gather_of_transfer (FoGathering *g, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoTransferLine));
  FoTransfer transfer;
  FoFound found = fo_transfer_numbered (g->txn, false, g->subject->number, &transfer, error);

  if (found == FO_ABSENT)
    found = fo_transfer_numbered (g->txn, true, g->subject->number, &transfer, error);
  if (found != FO_FOUND)
    return found;
  if (!fo_transfer_lines (g->txn, transfer.id, lines, error))
    return FO_FAILED;
  g->voucher.partner = fo_gather_keep (g, transfer.partner);
  g->voucher.day = transfer.made_on;
  g->voucher.draft = g_str_equal (transfer.state, "open") || lines->len == 0;
  for (guint i = 0; i < lines->len; i++) {
    const FoTransferLine *one = &g_array_index (lines, FoTransferLine, i);
    const FoVoucherLine line = { .lot = one->lot,
                                 .expires_on = one->expires_on,
                                 .asked_u = transfer.in ? one->announced_u : FO_NOT_SAID,
                                 .quantity_u = one->moved_u };
    if (!fo_gather_line (g, one->item_id, line, error))
      return FO_FAILED;
  }
  return FO_FOUND;
}

/* ---- a recall ---------------------------------------------------------------------------------------------------- */

static const FoRecallLotFacts *
lot_of (const FoRecallFacts *facts, FoId lot)
{
  for (guint i = 0; i < facts->lots->len; i++)
    if (g_array_index (facts->lots, FoRecallLotFacts, i).is.lot_id == lot)
      return &g_array_index (facts->lots, FoRecallLotFacts, i);
  return NULL;
}

static bool
add_recalled (FoGathering *g, const FoRecallFacts *facts, const FoRecallShipped *shipped, GError **error)
{
  const FoRecallLotFacts *lot = lot_of (facts, shipped->lot);
  g_autofree char *note = g_strconcat (shipped->number, *shipped->units ? " · " : "", shipped->units, NULL);

  if (!lot)
    return true;
  const FoVoucherLine line = { .lot = lot->lot.number,
                               .note = note,
                               .expires_on = lot->lot.expires_on,
                               .asked_u = FO_NOT_SAID,
                               .quantity_u = shipped->quantity_u - shipped->returned_u };
  g->voucher.partner = fo_gather_keep (g, shipped->customer);
  g->voucher.deal = fo_gather_keep (g, shipped->deal);
  g->voucher.order = fo_gather_keep (g, shipped->order_number);
  return fo_gather_line (g, lot->item.id, line, error);
}

static bool
got_some (const FoRecallFacts *facts, const char *order)
{
  for (guint i = 0; i < facts->shipped->len; i++)
    if (strcmp (g_array_index (facts->shipped, FoRecallShipped, i).order_number, order) == 0)
      return true;
  return false;
}

/* The newest recall that goes on, of which ORDER got some. FACTS is clear. */
static FoFound
find_recall_of (FoTxn *txn, const char *order, FoRecallFacts *facts, GError **error)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (FoRecallRow));

  if (!*order || !fo_recalls_open (txn, 0, RECALLS_MAX, open, error))
    return *order ? FO_FAILED : FO_ABSENT;
  for (guint i = open->len; i > 0; i--) {
    if (fo_recall_facts (txn, g_array_index (open, FoRecallRow, i - 1).number, facts, error) != FO_FOUND)
      return FO_FAILED;
    if (got_some (facts, order))
      return FO_FOUND;
    fo_recall_facts_clear (facts);
    *facts = (FoRecallFacts){ 0 };
  }
  return FO_ABSENT;
}

/* "R1/214": what order 214 got of recall R1, for its customer. "214" alone: of the newest recall that goes on. */
FoFound
fo_gather_of_recall (FoGathering *g, GError **error)
{
  g_auto (GStrv) names = g_strsplit (g->subject->number, "/", 2);
  g_auto (FoRecallFacts) facts = { 0 };
  const char *order = names[0] && names[1] ? names[1] : g->subject->number;
  FoFound found = order != g->subject->number ? fo_recall_facts (g->txn, names[0], &facts, error) : FO_ABSENT;

  if (found == FO_ABSENT) /* an order's number may have a "/" of its own */
    found = find_recall_of (g->txn, order = g->subject->number, &facts, error);
  if (found != FO_FOUND)
    return found;
  g->voucher.number = fo_gather_keep (g, facts.recall.number);
  g->voucher.day = facts.recall.opened_on;
  g->voucher.reason = fo_gather_reason (g, facts.recall.reason);
  for (guint i = 0; i < facts.shipped->len; i++) {
    const FoRecallShipped *shipped = &g_array_index (facts.shipped, FoRecallShipped, i);
    if (g_str_equal (shipped->order_number, order) && !add_recalled (g, &facts, shipped, error))
      return FO_FAILED;
  }
  return g->lines->len > 0 ? FO_FOUND : FO_ABSENT;
}

/* ---- a place ----------------------------------------------------------------------------------------------------- */

/* Blind: which goods the book knows there, not how many. */
FoFound
fo_gather_of_place (FoGathering *g, GError **error)
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
      .lot = row->lot, .place = row->place, .expires_on = row->expires_on, .asked_u = FO_NOT_SAID, .quantity_u = FO_NOT_SAID
    };
    FoItem item;
    if (fo_item_find_by_code (g->txn, row->item, &item, error) != FO_FOUND || !fo_gather_line (g, item.id, line, error))
      return FO_FAILED;
  }
  return FO_FOUND;
}

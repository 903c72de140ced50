/* SPDX-License-Identifier: GPL-3.0-or-later
 * Goods come back: whose they were is proved, or not; they go into quarantine either way. */
#include "firstout/store/genealogy.h"
#include "firstout/store/lots-meant.h"
#include "marks.h"
#include "returns.h"

#include <string.h>

/* A part of them that one shipment's line proves; line 0: nothing does. */
typedef struct {
  FoId shipment, line;
  FoQuantity quantity_u;
} Proof;

typedef struct {
  FoTxn *txn;
  const FoActContext *context;
  const FoReturn *what;
  FoReply *reply;
  FoItem item;
  FoLot lot;
  bool lot_is_new;
  FoPlace place, customer;
  FoOrder order;  /* whose they were; id 0: nobody's */
  GArray *proofs; /* Proof */
  FoId claim;
} Return;

static void
return_clear (Return *r)
{
  g_clear_pointer (&r->proofs, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Return, return_clear)

/* ---- what is said -------------------------------------------------------------------------------------------------- */

/* The lot that left for the order, where there are several owners' of that number; where nothing says which, it must be said. */
static FoFound
find_lot (Return *r, const char *number, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoToReturn)), shipped = g_array_new (FALSE, FALSE, sizeof (FoId)),
                     lots = g_array_new (FALSE, FALSE, sizeof (FoLot));
  const FoLotsExpected expected = { .lots = shipped };

  if (r->what->order && !fo_shipped_to_return (r->txn, r->what->order, rows, error))
    return FO_FAILED;
  for (guint i = 0; i < rows->len; i++)
    g_array_append_val (shipped, g_array_index (rows, FoToReturn, i).lot_id);
  if (!fo_lots_meant (r->txn, r->item.id, number, &expected, lots, error))
    return FO_FAILED;
  if (lots->len > 0)
    r->lot = g_array_index (lots, FoLot, 0);
  if (lots->len > 1)
    r->reply->verdict = FO_LOT_AMBIGUOUS;
  return lots->len > 0 ? FO_FOUND : FO_ABSENT;
}

static FoTxnEnd
make_lot (Return *r, GError **error)
{
  FoFound found = fo_item_find (r->txn, r->what->item, &r->item, error);
  const char *number = r->what->number ? r->what->number : "";

  if (found != FO_FOUND)
    return fo_not_found (found, r->reply, FO_LOT_UNKNOWN);
  if (r->item.tracking == FO_TRACKING_NONE)
    number = "";
  else if (!number[0])
    return fo_refuse (r->reply, FO_LOT_NEEDED);
  if (strlen (number) >= FO_LOT_NUMBER_MAX)
    return fo_refuse (r->reply, FO_TEXT_TOO_LONG);
  found = find_lot (r, number, error);
  if (found != FO_ABSENT)
    return found == FO_FAILED          ? FO_TXN_FAIL
           : r->reply->verdict != FO_OK ? FO_TXN_REFUSE
                                        : FO_TXN_COMMIT;
  r->lot_is_new = true;
  r->lot = (FoLot){ .id = fo_store_next_id (fo_txn_store (r->txn), error), .item_id = r->item.id, .expires_on = r->what->expires_on,
                    .produced_on = FO_DAY_NONE, .received_on = r->context->day };
  g_strlcpy (r->lot.number, number, sizeof r->lot.number);
  return r->lot.id ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static FoTxnEnd
find_goods (Return *r, GError **error)
{
  FoFound found = FO_FOUND;
  FoTxnEnd end = FO_TXN_COMMIT;
  FoVerdict verdict;

  if (r->what->lot)
    found = fo_lot_find (r->txn, r->what->lot, &r->lot, error);
  else
    end = make_lot (r, error);
  if (found == FO_FOUND && r->what->lot)
    found = fo_item_find (r->txn, r->lot.item_id, &r->item, error);
  if (end != FO_TXN_COMMIT)
    return end;
  if (found != FO_FOUND)
    return fo_not_found (found, r->reply, FO_LOT_UNKNOWN);
  fo_reply_item (r->reply, &r->item);
  fo_reply_lot (r->reply, &r->lot);
  fo_args_set_quantity (&r->reply->args, "quantity", r->what->quantity_u);
  verdict = fo_item_may_book (&r->item, r->what->quantity_u);
  if (verdict == FO_OK && fo_item_units_leave (&r->item) && !r->what->unproved
      && r->what->quantity_u != (FoQuantity) r->what->n_marks * FO_ONE)
    verdict = fo_mark_needed (&r->item);
  if (verdict == FO_OK && (!r->what->reason || !r->what->reason[0]))
    verdict = FO_REASON_NEEDED;
  return verdict == FO_OK ? FO_TXN_COMMIT : fo_refuse (r->reply, verdict);
}

static FoTxnEnd
find_places (Return *r, GError **error)
{
  FoFound found = r->what->place ? fo_place_find (r->txn, r->what->place, &r->place, error)
                                 : fo_place_of_kind (r->txn, FO_PLACE_QUARANTINE, &r->place, error);
  FoVerdict verdict;

  if (found == FO_FOUND)
    found = fo_place_of_kind (r->txn, FO_PLACE_CUSTOMER, &r->customer, error);
  if (found != FO_FOUND)
    return fo_not_found (found, r->reply, FO_PLACE_UNKNOWN);
  fo_args_set_text (&r->reply->args, "place", r->place.code);
  verdict = fo_move_allowed (FO_MOVE_RETURN, r->customer.kind, r->place.kind, false);
  return verdict == FO_OK ? FO_TXN_COMMIT : fo_refuse (r->reply, verdict);
}

static FoTxnEnd
find_claim (Return *r, GError **error)
{
  FoClaimRow claim;
  FoFound found = r->what->claim ? fo_claim_find (r->txn, r->what->claim, &claim, error) : FO_ABSENT;

  if (found == FO_FAILED || !r->what->claim)
    return found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
  if (found == FO_ABSENT)
    return fo_refuse (r->reply, FO_CLAIM_UNKNOWN);
  r->claim = claim.id;
  return FO_TXN_COMMIT;
}

/* ---- the proof ----------------------------------------------------------------------------------------------------- */

static void
add_proof (Return *r, FoId shipment, FoId line, FoQuantity quantity_u)
{
  const Proof fresh = { shipment, line, quantity_u };

  for (guint i = 0; i < r->proofs->len; i++) {
    Proof *proof = &g_array_index (r->proofs, Proof, i);

    if (proof->shipment == shipment && proof->line == line) {
      proof->quantity_u += quantity_u;
      return;
    }
  }
  g_array_append_val (r->proofs, fresh);
}

/* The order that is returned from: its turn keeps two docks from taking the same twice. */
static FoTxnEnd
open_order (Return *r, FoId order, GError **error)
{
  FoFound found = fo_order_take_turn (r->txn, order, &r->order, error);

  return found == FO_FOUND ? FO_TXN_COMMIT : fo_not_found (found, r->reply, FO_ORDER_UNKNOWN);
}

static FoTxnEnd
find_document (Return *r, GError **error)
{
  FoShipmentRow shipment;
  FoFound found;

  if (!r->what->shipment)
    return r->what->order ? open_order (r, r->what->order, error) : FO_TXN_COMMIT;
  found = fo_shipment_row_find (r->txn, r->what->shipment, &shipment, error);
  if (found != FO_FOUND)
    return fo_not_found (found, r->reply, FO_ORDER_UNKNOWN);
  return open_order (r, shipment.order_id, error);
}

static FoTxnEnd
refuse_unit (Return *r, const FoUnit *unit, FoVerdict verdict, GError **error)
{
  return fo_unit_describe (r->txn, unit, r->reply, error) ? fo_refuse (r->reply, verdict) : FO_TXN_FAIL;
}

/* A unit proves itself: it knows the line it left for. */
static FoTxnEnd
prove_by_unit (Return *r, const FoMark *mark, GError **error)
{
  FoUnit unit;
  FoLine line;
  FoFound found = fo_unit_find (r->txn, mark->identity, &unit, error);
  bool here = found == FO_FOUND && (unit.state == FO_UNIT_STOCK || unit.state == FO_UNIT_PICKED || unit.state == FO_UNIT_OPEN);

  if (found == FO_FAILED)
    return FO_TXN_FAIL;
  if (here)
    return refuse_unit (r, &unit, r->item.marked ? FO_MARKING_KNOWN : FO_SERIAL_KNOWN, error);
  if (found == FO_ABSENT || unit.state != FO_UNIT_SHIPPED || !unit.line_id) {
    if (!r->what->unproved)
      return fo_refuse (r->reply, FO_RETURN_UNPROVED);
    add_proof (r, 0, 0, FO_ONE);
    return FO_TXN_COMMIT;
  }
  if (!fo_unit_is_of (&unit, &r->item, &r->lot))
    return refuse_unit (r, &unit, FO_MARKING_OTHER_ITEM, error);
  if (fo_line_find (r->txn, unit.line_id, &line, error) != FO_FOUND)
    return FO_TXN_FAIL;
  if (r->order.id && (line.order_id != r->order.id || (r->what->shipment && unit.shipment_id != r->what->shipment)))
    return refuse_unit (r, &unit, FO_NOT_ON_THIS_ORDER, error);
  if (!r->order.id) {
    FoTxnEnd end = open_order (r, line.order_id, error);
    if (end != FO_TXN_COMMIT)
      return end;
  }
  add_proof (r, unit.shipment_id, unit.line_id, FO_ONE);
  return FO_TXN_COMMIT;
}

/* Without papers: the only order that ever got the lot. */
static FoTxnEnd
find_only_order (Return *r, GError **error)
{
  g_autoptr (GArray) shipped = g_array_new (FALSE, FALSE, sizeof (FoLotShipped));
  g_autoptr (GHashTable) orders = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint n;

  if (!fo_lot_shipped (r->txn, r->lot.id, shipped, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < shipped->len; i++)
    g_hash_table_add (orders, &g_array_index (shipped, FoLotShipped, i).order);
  n = g_hash_table_size (orders);
  if (n > 1)
    fo_args_set_count (&r->reply->args, "count", n);
  if (n != 1)
    return fo_refuse (r->reply, FO_RETURN_UNPROVED);
  return open_order (r, g_array_index (shipped, FoLotShipped, 0).order, error);
}

/* Newest shipment first: what came last goes back first. */
static FoTxnEnd
prove_by_lot (Return *r, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoToReturn));
  FoQuantity left_u = r->what->quantity_u, room_u = 0;
  bool left_once = false;
  FoTxnEnd end = r->order.id ? FO_TXN_COMMIT : find_only_order (r, error);

  if (end != FO_TXN_COMMIT)
    return end;
  if (!fo_shipped_to_return (r->txn, r->order.id, rows, error))
    return FO_TXN_FAIL;
  for (guint i = rows->len; i > 0; i--) {
    const FoToReturn *row = &g_array_index (rows, FoToReturn, i - 1);
    FoQuantity here_u = row->quantity_u - row->returned_u;

    if (row->lot_id != r->lot.id || (r->what->shipment && row->shipment_id != r->what->shipment))
      continue;
    left_once = true;
    room_u += here_u;
    if (MIN (here_u, left_u) > 0)
      add_proof (r, row->shipment_id, row->line_id, MIN (here_u, left_u));
    left_u -= MIN (here_u, left_u);
  }
  if (left_u == 0)
    return FO_TXN_COMMIT;
  fo_reply_order (r->reply, &r->order);
  if (!left_once)
    return fo_refuse (r->reply, FO_RETURN_UNPROVED);
  fo_args_set_quantity (&r->reply->args, "quantity", room_u);
  fo_args_set_quantity (&r->reply->args, "asked", r->what->quantity_u);
  return fo_refuse (r->reply, FO_MORE_THAN_SHIPPED);
}

static FoTxnEnd
prove (Return *r, GError **error)
{
  FoTxnEnd end = find_document (r, error);

  for (guint i = 0; i < r->what->n_marks && end == FO_TXN_COMMIT; i++)
    end = prove_by_unit (r, &r->what->marks[i], error);
  if (end != FO_TXN_COMMIT || r->what->n_marks)
    return end;
  if (!r->what->unproved)
    return prove_by_lot (r, error);
  add_proof (r, 0, 0, r->what->quantity_u);
  return FO_TXN_COMMIT;
}

/* ---- booking ------------------------------------------------------------------------------------------------------- */

/* The unit is in the house again; whom it left for stands with it until it leaves anew. */
static bool
take_unit_in (Return *r, const FoMark *mark, GError **error)
{
  FoUnit unit;
  FoUnitState before;
  FoFound found = fo_unit_find (r->txn, mark->identity, &unit, error);

  if (found == FO_FAILED)
    return false;
  if (found == FO_ABSENT || unit.state != FO_UNIT_SHIPPED) /* nobody has seen it leave */
    return fo_marks_take_in (r->txn, r->context->act->operation, &r->item, &r->lot, r->place.id, mark, 1, 0, r->reply, error) == FO_TXN_COMMIT;
  before = unit.state;
  unit.carton_id = 0;
  unit.place_id = r->place.id;
  unit.state = FO_UNIT_STOCK;
  unit.operation = r->context->act->operation;
  return fo_unit_put (r->txn, &unit, before, error);
}

static bool
book_proof (Return *r, FoTurn *turn, const Proof *proof, GError **error)
{
  FoId operation = r->context->act->operation;
  FoReturnRow row = { .id = fo_store_next_id (fo_txn_store (r->txn), error), .operation = operation, .lot_id = r->lot.id,
                      .place_id = r->place.id, .quantity_u = proof->quantity_u, .open_u = proof->quantity_u,
                      .shipment_id = proof->shipment, .line_id = proof->line, .returned_on = r->context->day,
                      .state = FO_RETURN_IS_OPEN, .claim_id = r->claim };
  const FoMove move = { .kind = FO_MOVE_RETURN, .item = &r->item, .lot = &r->lot, .from = &r->customer, .to = &r->place,
                        .quantity_u = proof->quantity_u, .line_id = proof->line, .reason = r->what->reason };

  if (!row.id)
    return false;
  g_strlcpy (row.reason, r->what->reason, sizeof row.reason);
  if (r->order.id)
    g_strlcpy (row.customer, r->order.customer, sizeof row.customer);
  else if (r->what->customer)
    g_strlcpy (row.customer, r->what->customer, sizeof row.customer);
  if (!fo_move_book (r->txn, turn, operation, &move, error))
    return false;
  if (proof->line)
    fo_returned_add (r->txn, proof->shipment, proof->line, r->lot.id, proof->quantity_u);
  fo_return_insert (r->txn, &row);
  if (!fo_args_get (&r->reply->args, "return")) {
    char id[FO_ID_TEXT_MAX];
    fo_args_set_text (&r->reply->args, "return", fo_id_print (row.id, id));
  }
  return fo_return_tell (r->txn, operation, &row, proof->quantity_u, error);
}

static bool
name_proof (Return *r, GError **error)
{
  const Proof *first = &g_array_index (r->proofs, Proof, 0);
  FoShipmentRow shipment;

  fo_args_set_text (&r->reply->args, "proved", first->line ? "yes" : "no");
  fo_args_set_text (&r->reply->args, "reason", r->what->reason);
  fo_args_set_count (&r->reply->args, "returns", r->proofs->len);
  if (!first->line)
    return true;
  fo_reply_order (r->reply, &r->order);
  fo_args_set_text (&r->reply->args, "customer", r->order.customer);
  if (fo_shipment_row_find (r->txn, first->shipment, &shipment, error) != FO_FOUND)
    return false;
  fo_args_set_text (&r->reply->args, "shipment", shipment.number);
  return true;
}

static FoTxnEnd
book (Return *r, GError **error)
{
  FoTurn turn;

  if (!fo_turn_take (r->txn, r->item.id, &turn, error))
    return FO_TXN_FAIL;
  if (r->lot_is_new)
    fo_lot_insert (r->txn, &r->lot, "returned");
  for (guint i = 0; i < r->proofs->len; i++)
    if (!book_proof (r, &turn, &g_array_index (r->proofs, Proof, i), error))
      return FO_TXN_FAIL;
  for (guint i = 0; i < r->what->n_marks; i++)
    if (!take_unit_in (r, &r->what->marks[i], error))
      return FO_TXN_FAIL;
  return name_proof (r, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static FoTxnEnd
do_return (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error)
{
  g_auto (Return) r = { .txn = txn, .context = context, .what = what, .reply = reply };
  FoTxnEnd end = fo_undo_part (txn, context, r.what->instead_of, r.what->n_instead_of, reply, error);

  r.proofs = g_array_new (FALSE, FALSE, sizeof (Proof));
  if (end == FO_TXN_COMMIT)
    end = find_goods (&r, error);
  if (end == FO_TXN_COMMIT)
    end = find_places (&r, error);
  if (end == FO_TXN_COMMIT)
    end = find_claim (&r, error);
  if (end == FO_TXN_COMMIT)
    end = prove (&r, error);
  return end == FO_TXN_COMMIT ? book (&r, error) : end;
}

bool
fo_work_return (FoStore *store, const FoAct *act, const FoReturn *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "return", do_return, what, reply, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Claims: opened, taken further, and what is known of the goods they are about. */
#include "firstout/store/cartons.h"
#include "returns.h"
#include "undo-parts.h"

#include <string.h>

typedef struct {
  FoTxn *txn;
  const FoActContext *context;
  const FoNewClaim *what;
  FoReply *reply;
  FoOrder order;
  FoClaimRow row;
} Claim;

FoFound
fo_claim_document (FoTxn *txn, const char *text, FoNewClaim *ret, GError **error)
{
  FoShipmentRow shipment;
  FoCarton carton;
  FoOrder order;
  FoFound found = fo_order_find_by_number (txn, text, &order, error);

  if (found == FO_FOUND)
    ret->order = order.id;
  if (found != FO_ABSENT)
    return found;
  found = fo_shipment_row_numbered (txn, text, &shipment, error);
  if (found == FO_FOUND)
    ret->shipment = shipment.id;
  if (found != FO_ABSENT)
    return found;
  found = fo_carton_find_by_sscc (txn, text, &carton, error);
  if (found != FO_FOUND)
    return found;
  ret->carton = text;
  ret->order = carton.order_id;
  ret->shipment = carton.shipment_id;
  return FO_FOUND;
}

/* ---- opening ------------------------------------------------------------------------------------------------------- */

static FoTxnEnd
find_order (Claim *c, GError **error)
{
  FoShipmentRow shipment = { .order_id = c->what->order };
  FoFound found = c->what->shipment ? fo_shipment_row_find (c->txn, c->what->shipment, &shipment, error) : FO_FOUND;

  if (found == FO_FOUND)
    found = fo_order_take_turn (c->txn, shipment.order_id, &c->order, error);
  if (found != FO_FOUND)
    return fo_not_found (found, c->reply, FO_ORDER_UNKNOWN);
  fo_reply_order (c->reply, &c->order);
  fo_args_set_text (&c->reply->args, "customer", c->order.customer);
  c->row.order_id = c->order.id;
  c->row.shipment_id = c->what->shipment;
  return FO_TXN_COMMIT;
}

/* What it is about left with this order, and not less than is complained of. A shortage is about what did not. */
static FoTxnEnd
judge_goods (Claim *c, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoToReturn));
  FoQuantity left_u = 0;
  bool found = !c->what->lot && !c->what->line;

  if (!fo_shipped_to_return (c->txn, c->order.id, rows, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < rows->len; i++) {
    const FoToReturn *row = &g_array_index (rows, FoToReturn, i);

    if ((c->what->lot && row->lot_id != c->what->lot) || (c->what->line && row->line_id != c->what->line)
        || (c->what->shipment && row->shipment_id != c->what->shipment))
      continue;
    found = true;
    left_u += row->quantity_u;
    if (c->what->lot && !c->row.line_id)
      c->row.line_id = row->line_id;
  }
  if (!found)
    return fo_refuse (c->reply, FO_NOT_ON_THIS_ORDER);
  fo_args_set_quantity (&c->reply->args, "quantity", left_u);
  if (c->what->kind != FO_CLAIM_SHORTAGE && c->what->quantity_u > left_u)
    return fo_refuse (c->reply, FO_MORE_THAN_SHIPPED);
  return FO_TXN_COMMIT;
}

static FoTxnEnd
number_claim (Claim *c, GError **error)
{
  g_autoptr (GArray) before = g_array_new (FALSE, FALSE, sizeof (FoClaimRow));

  if (!fo_claims_of_order (c->txn, c->order.id, before, error))
    return FO_TXN_FAIL;
  g_snprintf (c->row.number, sizeof c->row.number, "%.48s-C%u", c->order.number, before->len + 1);
  c->row.id = fo_store_next_id (fo_txn_store (c->txn), error);
  return c->row.id ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static FoTxnEnd
open_claim (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoNewClaim *what = data;
  Claim c = { .txn = txn, .context = context, .what = what, .reply = reply,
              .row = { .operation = context->act->operation, .kind = what->kind, .line_id = what->line, .lot_id = what->lot,
                       .quantity_u = what->quantity_u, .opened_on = context->today } };
  FoClaimStep step = { .operation = context->act->operation };
  FoTxnEnd end;

  if (!what->text || !what->text[0])
    return fo_refuse (reply, FO_REASON_NEEDED);
  if (strlen (what->text) >= sizeof c.row.said || (what->carton && strlen (what->carton) >= sizeof c.row.carton))
    return fo_refuse (reply, FO_TEXT_TOO_LONG);
  g_strlcpy (c.row.said, what->text, sizeof c.row.said);
  g_strlcpy (step.said, what->text, sizeof step.said);
  g_strlcpy (c.row.carton, what->carton ? what->carton : "", sizeof c.row.carton);
  end = find_order (&c, error);
  if (end == FO_TXN_COMMIT)
    end = judge_goods (&c, error);
  if (end == FO_TXN_COMMIT)
    end = number_claim (&c, error);
  if (end != FO_TXN_COMMIT)
    return end;
  fo_claim_insert (txn, &c.row);
  step.claim_id = c.row.id;
  fo_claim_step_insert (txn, &step);
  fo_args_set_text (&reply->args, "claim", c.row.number);
  fo_args_set_quantity (&reply->args, "quantity", what->quantity_u);
  fo_args_set_text (&reply->args, "kind", fo_claim_kind_name (what->kind));
  fo_args_set_text (&reply->args, "state", fo_claim_state_name (c.row.state));
  return fo_claim_tell (txn, context, &c.order, &c.row, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_work_claim (FoStore *store, const FoAct *act, const FoNewClaim *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "claim", open_claim, what, reply, error);
}

/* ---- going on ------------------------------------------------------------------------------------------------------ */

typedef struct {
  const char *number, *text;
  FoClaimState state;
  const char *back_to; /* of an undo: the answer there was before, and from any state; else NULL */
} Next;

static FoTxnEnd
step_claim (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const Next *next = data;
  FoClaimStep step = { .operation = context->act->operation, .state = next->state };
  FoClaimRow row;
  FoOrder order;
  FoVerdict verdict;
  FoFound found = fo_claim_find (txn, next->number, &row, error);

  fo_args_set_text (&reply->args, "claim", next->number);
  if (found == FO_FOUND)
    found = fo_order_take_turn (txn, row.order_id, &order, error);
  if (found == FO_FOUND)
    found = fo_claim_find (txn, next->number, &row, error);
  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_CLAIM_UNKNOWN);
  fo_reply_order (reply, &order);
  fo_args_set_text (&reply->args, "state", fo_claim_state_name (row.state));
  fo_args_set_text (&reply->args, "was", fo_claim_state_name (row.state));
  fo_args_set_text (&reply->args, "answer", row.answer);
  verdict = next->back_to ? FO_OK : fo_claim_may_step (row.state, next->state);
  if (verdict == FO_OK && (!next->text || !next->text[0]))
    verdict = FO_REASON_NEEDED;
  if (verdict == FO_OK && strlen (next->text) >= sizeof row.answer)
    verdict = FO_TEXT_TOO_LONG;
  if (verdict != FO_OK)
    return fo_refuse (reply, verdict);
  row.state = next->state;
  g_strlcpy (row.answer, next->back_to ? next->back_to : next->text, sizeof row.answer);
  g_strlcpy (step.said, next->text, sizeof step.said);
  step.claim_id = row.id;
  fo_claim_set (txn, &row);
  fo_claim_step_insert (txn, &step);
  fo_args_set_text (&reply->args, "state", fo_claim_state_name (row.state));
  return fo_claim_tell (txn, context, &order, &row, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_work_claim_step (FoStore *store, const FoAct *act, const char *number, FoClaimState state, const char *text, FoReply *reply,
                    GError **error)
{
  const Next next = { number, text, state };

  return fo_act_run (store, act, "claim-step", step_claim, &next, reply, error);
}

/* It stands where it stood, with the answer it had; that this was taken back stays among its steps. */
FoTxnEnd
fo_undo_claim_step (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error)
{
  Next next = { fo_undone_text (undone, "claim"), "undo", FO_CLAIM_OPEN, fo_undone_text (undone, "answer") };
  FoClaimState said;
  FoClaimRow row;
  FoFound found = fo_claim_find (txn, next.number, &row, error);

  if (found != FO_FOUND)
    return fo_not_found (found, reply, FO_CANNOT_UNDO);
  if (!fo_claim_state_parse (fo_undone_text (undone, "state"), &said) || !fo_claim_state_parse (fo_undone_text (undone, "was"), &next.state)
      || said != row.state)
    return fo_refuse (reply, FO_CANNOT_UNDO);
  return step_claim (txn, undone->context, &next, reply, error);
}

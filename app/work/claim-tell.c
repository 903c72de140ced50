/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sales hears of a claim, and of every step of it. */
#include "returns.h"
#include "stand-ins.h"

static bool
add_shipment (FoTxn *txn, const FoClaimRow *row, GString *body, GError **error)
{
  FoShipmentRow shipment;

  if (!row->shipment_id)
    return true;
  if (fo_shipment_row_find (txn, row->shipment_id, &shipment, error) != FO_FOUND)
    return false;
  fo_json_add_text (body, "shipment", shipment.number);
  return true;
}

static bool
add_goods (FoTxn *txn, const FoClaimRow *row, GString *body, GError **error)
{
  char told_as[FO_NUMBER_MAX];
  FoLine line;
  FoItem item;
  FoLot lot;

  if (row->line_id
      && (fo_line_find (txn, row->line_id, &line, error) != FO_FOUND || !fo_line_told_as (txn, &line, told_as, error)))
    return false;
  if (row->line_id)
    fo_json_add_text (body, "line", told_as);
  if (!row->lot_id)
    return true;
  if (fo_lot_find (txn, row->lot_id, &lot, error) != FO_FOUND || fo_item_find (txn, lot.item_id, &item, error) != FO_FOUND)
    return false;
  fo_json_add_text (body, "item", item.code);
  fo_json_add_text (body, "lot", lot.number);
  fo_json_add_day (body, "expires_on", lot.expires_on);
  return true;
}

bool
fo_claim_tell (FoTxn *txn, const FoActContext *context, const FoOrder *order, const FoClaimRow *row, GError **error)
{
  g_autoptr (GString) body = fo_json_new ('{');

  fo_json_add_text (body, "claim", row->number);
  fo_json_add_text (body, "kind", fo_claim_kind_name (row->kind));
  fo_json_add_text (body, "state", fo_claim_state_name (row->state));
  fo_json_add_text (body, "order", order->remote_id);
  fo_json_add_text (body, "number", order->number);
  fo_json_add_text (body, "deal", order->deal);
  fo_json_add_text (body, "customer", order->customer);
  if (!add_shipment (txn, row, body, error) || !add_goods (txn, row, body, error))
    return false;
  if (row->carton[0])
    fo_json_add_text (body, "carton", row->carton);
  if (row->quantity_u)
    fo_json_add_quantity (body, "quantity", row->quantity_u);
  fo_json_add_text (body, "said", row->said);
  fo_json_add_text (body, "answer", row->answer);
  fo_json_add_day (body, "opened_on", row->opened_on);
  fo_json_add_text (body, "person", context->act->person ? context->act->person : "");
  fo_json_add_day (body, "day", context->today);
  return fo_tell_sales (txn, context->act->operation, "order", order->id, "claim.set", g_steal_pointer (&body), error);
}

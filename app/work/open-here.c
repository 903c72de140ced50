/* SPDX-License-Identifier: GPL-3.0-or-later
 * Orders and supplies that are opened here while sales is down. */
#include "apply-parts.h"
#include "born.h"
#include "firstout/work/asking.h"
#include "right.h"

/* ---- a customer's order ------------------------------------------------------------------------------------------- */

static bool
tell_order (FoTxn *txn, FoId operation, const FoOrder *order, const FoOpenOrder *what, GError **error)
{
  GString *body = fo_json_new ('{');

  fo_json_add_text (body, "number", order->number);
  fo_json_add_text (body, "customer", order->customer);
  fo_json_add_text (body, "deal", order->deal);
  fo_json_add_day (body, "due_on", order->due_on);
  fo_json_open (body, "lines", '[');
  for (guint i = 0; i < what->n_lines; i++) {
    FoItem item;

    if (fo_item_find (txn, what->lines[i].item, &item, error) != FO_FOUND) {
      g_string_free (body, TRUE);
      return false;
    }
    fo_json_open (body, NULL, '{');
    fo_json_add_text (body, "item", item.code);
    fo_json_add_quantity (body, "quantity", what->lines[i].quantity_u);
    fo_json_close (body, '}');
  }
  fo_json_close (body, ']');
  return fo_tell_sales (txn, operation, "order", order->id, "order.open", body, error);
}

static FoTxnEnd
add_lines (FoTxn *txn, FoActContext *context, const FoOrder *order, const FoOpenOrder *what, FoReply *reply, GError **error)
{
  FoTxnEnd end = FO_TXN_COMMIT;

  for (guint i = 0; i < what->n_lines && end == FO_TXN_COMMIT; i++) {
    const FoApplyLine line = { .line = { .order_id = order->id,
                                         .position = (int32_t) i + 1,
                                         .item_id = what->lines[i].item,
                                         .goods = true,
                                         .ordered_u = what->lines[i].quantity_u,
                                         .certificate_on = FO_DAY_NONE } };

    if (what->lines[i].quantity_u <= 0)
      return fo_refuse (reply, FO_QUANTITY_NOT_POSITIVE);
    end = fo_apply_line_part (txn, context, &line, reply, error);
  }
  return end;
}

static FoTxnEnd
open_order (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoOpenOrder *what = data;
  FoApplyOrder said = { .order = { .gate = FO_GATE_OPEN, .due_on = what->due_on, .priority = 5 } };
  FoBorn born = { .supply_id = 0 };
  FoTxnEnd end = fo_right_judge (txn, context->act, "open-here", reply, error);
  FoOrder order;

  if (end == FO_TXN_COMMIT && !fo_born_next (txn, born.number, error))
    end = FO_TXN_FAIL;
  if (end != FO_TXN_COMMIT)
    return end;
  g_strlcpy (said.order.number, born.number, sizeof said.order.number);
  g_strlcpy (said.order.customer, what->customer ? what->customer : "", sizeof said.order.customer);
  g_strlcpy (said.order.deal, what->deal ? what->deal : "", sizeof said.order.deal);
  end = fo_apply_order_part (txn, context, &said, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  if (fo_order_find_by_number (txn, born.number, &order, error) != FO_FOUND)
    return FO_TXN_FAIL;
  born.order_id = order.id;
  fo_born_insert (txn, &born, context->act->operation);
  end = add_lines (txn, context, &order, what, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  fo_reply_order (reply, &order);
  return tell_order (txn, context->act->operation, &order, what, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

bool
fo_work_open_order (FoStore *store, const FoAct *act, const FoOpenOrder *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "open-order", open_order, what, reply, error);
}

/* ---- a production or purchase order ------------------------------------------------------------------------------- */

static bool
tell_supply (FoTxn *txn, FoId operation, const FoSupply *supply, GError **error)
{
  GString *body;
  FoItem item;

  if (fo_item_find (txn, supply->item_id, &item, error) != FO_FOUND)
    return false;
  body = fo_json_new ('{');
  fo_json_add_text (body, "number", supply->number);
  fo_json_add_text (body, "kind", fo_supply_kind_name (supply->kind));
  fo_json_add_text (body, "partner", supply->partner);
  fo_json_add_text (body, "item", item.code);
  fo_json_add_quantity (body, "quantity", supply->ordered_u);
  fo_json_add_day (body, "ready_on", supply->ready_on);
  return fo_tell_sales (txn, operation, "supply", supply->id, "supply.open", body, error);
}

static FoTxnEnd
open_supply (FoTxn *txn, FoActContext *context, gconstpointer data, FoReply *reply, GError **error)
{
  const FoOpenSupply *what = data;
  FoApplySupply said = { .supply = { .kind = what->kind, .item_id = what->item, .ordered_u = what->quantity_u,
                                     .line_id = what->line, .ready_on = what->ready_on, .state = FO_SUPPLY_OPEN } };
  g_autoptr (GArray) supplies = g_array_new (FALSE, FALSE, sizeof (FoSupply));
  FoTxnEnd end = fo_right_judge (txn, context->act, "open-here", reply, error);
  FoBorn born = { .order_id = 0 };

  if (end == FO_TXN_COMMIT && what->quantity_u <= 0)
    end = fo_refuse (reply, FO_QUANTITY_NOT_POSITIVE);
  if (end == FO_TXN_COMMIT && !fo_born_next (txn, born.number, error))
    end = FO_TXN_FAIL;
  if (end != FO_TXN_COMMIT)
    return end;
  g_strlcpy (said.supply.number, born.number, sizeof said.supply.number);
  g_strlcpy (said.supply.partner, what->partner ? what->partner : "", sizeof said.supply.partner);
  end = fo_apply_supply_part (txn, context, &said, reply, error);
  if (end != FO_TXN_COMMIT)
    return end;
  if (!fo_supplies_numbered (txn, born.number, supplies, error) || supplies->len != 1)
    return FO_TXN_FAIL;
  born.supply_id = g_array_index (supplies, FoSupply, 0).id;
  fo_born_insert (txn, &born, context->act->operation);
  return tell_supply (txn, context->act->operation, &g_array_index (supplies, FoSupply, 0), error) ? FO_TXN_COMMIT
                                                                                                   : FO_TXN_FAIL;
}

bool
fo_work_open_supply (FoStore *store, const FoAct *act, const FoOpenSupply *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "open-supply", open_supply, what, reply, error);
}

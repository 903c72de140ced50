/* SPDX-License-Identifier: GPL-3.0-or-later
 * What sales hears of a return, and how one is taken back. */
#include "firstout/store/genealogy.h"
#include "returns.h"
#include "stand-ins.h"

#include <string.h>

static bool
add_shipment (FoTxn *txn, const FoReturnRow *row, GString *body, FoOrder *ret_order, FoLine *ret_line, GError **error)
{
  FoShipmentRow shipment;

  if (fo_line_find (txn, row->line_id, ret_line, error) != FO_FOUND || fo_order_find (txn, ret_line->order_id, ret_order, error) != FO_FOUND
      || fo_shipment_row_find (txn, row->shipment_id, &shipment, error) != FO_FOUND)
    return false;
  fo_json_add_text (body, "shipment", shipment.number);
  fo_json_add_text (body, "order", ret_order->remote_id);
  fo_json_add_text (body, "number", ret_order->number);
  fo_json_add_text (body, "deal", ret_order->deal);
  return true;
}

static bool
add_units (FoTxn *txn, const FoReturnRow *row, const FoItem *item, GString *body, GError **error)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (FoUnitStep));

  if (!fo_item_units_leave (item))
    return true;
  if (!fo_units_of_operation (txn, row->operation, steps, error))
    return false;
  fo_json_open (body, item->marked ? "codes" : "serials", '[');
  for (guint i = 0; i < steps->len; i++)
    fo_json_add_text (body, NULL, g_array_index (steps, FoUnitStep, i).unit.code);
  fo_json_close (body, ']');
  return true;
}

bool
fo_return_tell (FoTxn *txn, FoId operation, const FoReturnRow *row, FoQuantity quantity_u, GError **error)
{
  g_autoptr (GString) body = fo_json_new ('{');
  FoOrder order = { .id = 0 };
  FoLine line = { .id = 0 };
  char told_as[FO_NUMBER_MAX] = "";
  FoItem item;
  FoLot lot;

  if (fo_lot_find (txn, row->lot_id, &lot, error) != FO_FOUND || fo_item_find (txn, lot.item_id, &item, error) != FO_FOUND)
    return false;
  fo_json_add_id (body, "return", row->id);
  fo_json_add_yes (body, "proved", row->line_id != 0);
  if (row->line_id && (!add_shipment (txn, row, body, &order, &line, error) || !fo_line_told_as (txn, &line, told_as, error)))
    return false;
  fo_json_add_text (body, "customer", row->customer);
  fo_json_add_text (body, "reason", row->reason);
  fo_json_add_day (body, "returned_on", row->returned_on);
  fo_json_open (body, "lines", '[');
  fo_json_open (body, NULL, '{');
  fo_json_add_text (body, "line", told_as);
  fo_json_add_text (body, "item", item.code);
  fo_json_add_text (body, "lot", lot.number);
  fo_json_add_day (body, "expires_on", lot.expires_on);
  fo_json_add_quantity (body, "quantity", quantity_u);
  if (!fo_line_tell_original (txn, body, &line, error) || !add_units (txn, row, &item, body, error))
    return false;
  fo_json_close (body, '}');
  fo_json_close (body, ']');
  return fo_tell_sales (txn, operation, order.id ? "order" : "item", order.id ? order.id : item.id, "return.create",
                        g_steal_pointer (&body), error);
}

/* ---- where they lie ------------------------------------------------------------------------------------------------ */

FoTxnEnd
fo_returns_judge_leaving (FoTxn *txn, FoId lot, FoId place, FoQuantity stays_u, FoReply *reply, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoReturnRow));
  FoQuantity open_u = 0;

  if (!fo_returns_of_lot (txn, lot, rows, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < rows->len; i++)
    if (g_array_index (rows, FoReturnRow, i).place_id == place)
      open_u += g_array_index (rows, FoReturnRow, i).open_u;
  if (open_u <= stays_u)
    return FO_TXN_COMMIT;
  fo_args_set_quantity (&reply->args, "quantity", open_u);
  return fo_refuse (reply, FO_RETURN_UNDECIDED);
}

/* ---- taken back ---------------------------------------------------------------------------------------------------- */

static FoTxnEnd
undo_decisions (FoTxn *txn, FoId undone, GError **error)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (FoReturnStep));

  if (!fo_return_decisions_of_operation (txn, undone, steps, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < steps->len; i++) {
    const FoReturnStep *step = &g_array_index (steps, FoReturnStep, i);
    FoReturnRow row;

    if (fo_return_find (txn, step->return_id, &row, error) != FO_FOUND)
      return FO_TXN_FAIL;
    row.open_u += step->quantity_u;
    row.state = FO_RETURN_IS_OPEN;
    fo_return_set (txn, &row);
  }
  fo_return_decisions_drop (txn, undone);
  fo_lot_links_drop (txn, undone);
  return FO_TXN_COMMIT;
}

static FoTxnEnd
undo_returns (FoTxn *txn, FoId undone, FoId operation, FoReply *reply, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoReturnRow));

  if (!fo_returns_of_operation (txn, undone, rows, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < rows->len; i++) {
    FoReturnRow *row = &g_array_index (rows, FoReturnRow, i);

    if (row->open_u != row->quantity_u)
      return fo_refuse (reply, FO_CANNOT_UNDO);
    row->open_u = 0;
    row->state = FO_RETURN_IS_UNDONE;
    fo_return_set (txn, row);
    if (row->line_id)
      fo_returned_add (txn, row->shipment_id, row->line_id, row->lot_id, -row->quantity_u);
    if (!fo_return_tell (txn, operation, row, -row->quantity_u, error))
      return FO_TXN_FAIL;
  }
  return FO_TXN_COMMIT;
}

FoTxnEnd
fo_returns_undo (FoTxn *txn, FoId undone, const char *kind, FoId operation, FoReply *reply, GError **error)
{
  if (strcmp (kind, "return") == 0)
    return undo_returns (txn, undone, operation, reply, error);
  if (strcmp (kind, "return-decide") == 0)
    return undo_decisions (txn, undone, error);
  if (strcmp (kind, "relabel") == 0)
    fo_lot_links_drop (txn, undone);
  return FO_TXN_COMMIT;
}

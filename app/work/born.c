/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "born.h"
#include "kits.h"
#include "stand-ins.h"

bool
fo_born_matched (FoTxn *txn, FoId operation, FoId order, GError **error)
{
  FoBorn born;
  FoFound found = fo_born_of_order (txn, order, &born, error);

  if (found == FO_FOUND && !born.matched_by) {
    born.matched_by = operation;
    fo_born_set (txn, &born);
  }
  return found != FO_FAILED;
}

bool
fo_born_matched_supply (FoTxn *txn, FoId operation, FoId supply, GError **error)
{
  FoBorn born;
  FoFound found = fo_born_of_supply (txn, supply, &born, error);

  if (found == FO_FOUND && !born.matched_by) {
    born.matched_by = operation;
    born.told = true; /* receipts name the supply by its number, ours too: sales has heard of them */
    fo_born_set (txn, &born);
  }
  return found != FO_FAILED;
}

/* ---- what had left ----------------------------------------------------------------------------------------------- */

static const FoLine *
line_of (const FoOrderWork *work, FoId id)
{
  for (guint i = 0; i < work->lines->len; i++)
    if (g_array_index (work->lines, FoLine, i).id == id)
      return &g_array_index (work->lines, FoLine, i);
  return NULL;
}

/* A line of which something left is not known to sales yet. */
static bool
misses_names (const FoOrderWork *work, const FoKits *kits, const GArray *stand_ins)
{
  for (guint i = 0; i < work->lines->len; i++) {
    const FoLine *line = &g_array_index (work->lines, FoLine, i);
    const FoStandIn *stand_in = fo_stand_in_of (stand_ins, line->id);
    const FoLine *named = line->flags & FO_LINE_OF_KIT ? line_of (work, fo_kits_line_of (kits, line->id))
                          : stand_in                   ? line_of (work, stand_in->for_line)
                                                       : line;

    if (line->goods && line->shipped_u > 0 && (!named || !named->remote_id[0]))
      return true;
  }
  return false;
}

/* Goods that left instead of others are told of under the name of the line they stood for. */
static bool
add_line (FoTxn *txn, GString *lines, const FoOrderWork *work, const GArray *stand_ins, const FoLine *line, const FoShipped *row,
          GError **error)
{
  const FoStandIn *stand_in = fo_stand_in_of (stand_ins, line->id);
  FoItem item;

  if (stand_in)
    line = line_of (work, stand_in->for_line);
  fo_json_open (lines, NULL, '{');
  fo_json_add_text (lines, "line", line->remote_id);
  fo_json_add_text (lines, "item", row->item);
  fo_json_add_text (lines, "lot", row->lot);
  fo_json_add_day (lines, "expires_on", row->expires_on);
  fo_json_add_quantity (lines, "quantity", row->quantity_u);
  if (stand_in && fo_item_find (txn, line->item_id, &item, error) != FO_FOUND)
    return false;
  if (stand_in)
    fo_stand_in_tell (lines, stand_in, &item);
  fo_json_close (lines, '}');
  return true;
}

/* The rows of one shipment from FIRST on; *ret_next is the first of the next one. */
static bool
tell_shipment (FoTxn *txn, FoId operation, const FoOrderWork *work, FoKits *kits, const GArray *stand_ins, const GArray *shipped,
               guint first, guint *ret_next, GError **error)
{
  const FoShipped *head = &g_array_index (shipped, FoShipped, first);
  g_autoptr (GString) body = fo_json_new ('{');
  guint i = first;

  fo_json_add_text (body, "shipment", head->number);
  fo_json_add_text (body, "order", work->order.remote_id);
  fo_json_add_text (body, "number", work->order.number);
  fo_json_add_text (body, "deal", work->order.deal);
  fo_json_add_day (body, "shipped_on", head->shipped_on);
  fo_json_open (body, "lines", '[');
  for (; i < shipped->len && g_array_index (shipped, FoShipped, i).shipment_id == head->shipment_id; i++) {
    const FoShipped *row = &g_array_index (shipped, FoShipped, i);
    const FoLine *line = line_of (work, row->line_id);
    GString *of_kit = fo_kits_leaving (kits, row->line_id, row->quantity_u);

    if (line && !add_line (txn, of_kit ? of_kit : body, work, stand_ins, line, row, error))
      return false;
  }
  if (!fo_kits_tell_shipped (txn, kits, work, body, error))
    return false;
  fo_json_close (body, ']');
  *ret_next = i;
  return fo_tell_sales (txn, operation, "order", work->order.id, "shipment.create", g_steal_pointer (&body), error);
}

static bool
tell_all (FoTxn *txn, FoId operation, const FoOrderWork *work, FoKits *kits, const GArray *stand_ins, FoId before, GError **error)
{
  g_autoptr (GArray) shipped = g_array_new (FALSE, FALSE, sizeof (FoShipped));

  if (!fo_shipments_of_order (txn, work->order.id, shipped, error))
    return false;
  for (guint i = 0; i < shipped->len && g_array_index (shipped, FoShipped, i).shipment_id < before;)
    if (!tell_shipment (txn, operation, work, kits, stand_ins, shipped, i, &i, error))
      return false;
  return true;
}

bool
fo_born_tell_shipped (FoTxn *txn, FoId operation, const FoOrderWork *work, GError **error)
{
  g_auto (FoKits) kits = { NULL };
  g_autoptr (GArray) stand_ins = NULL;
  FoBorn born;
  FoFound found = fo_born_of_order (txn, work->order.id, &born, error);

  if (found != FO_FOUND || !born.matched_by || born.told)
    return found != FO_FAILED;
  if (!fo_kits_load (txn, work, &kits, error) || !fo_stand_ins_load (txn, work, &stand_ins, error))
    return false;
  if (misses_names (work, &kits, stand_ins))
    return true;
  if (!tell_all (txn, operation, work, &kits, stand_ins, born.matched_by, error))
    return false;
  born.told = true;
  fo_born_set (txn, &born);
  return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "born.h"
#include "kits.h"

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
misses_names (const FoOrderWork *work, const FoKits *kits)
{
  for (guint i = 0; i < work->lines->len; i++) {
    const FoLine *line = &g_array_index (work->lines, FoLine, i);
    const FoLine *named = line->flags & FO_LINE_OF_KIT ? line_of (work, fo_kits_line_of (kits, line->id)) : line;

    if (line->goods && line->shipped_u > 0 && (!named || !named->remote_id[0]))
      return true;
  }
  return false;
}

static void
add_line (GString *lines, const FoLine *line, const FoShipped *row)
{
  fo_json_open (lines, NULL, '{');
  fo_json_add_text (lines, "line", line->remote_id);
  fo_json_add_text (lines, "item", row->item);
  fo_json_add_text (lines, "lot", row->lot);
  fo_json_add_day (lines, "expires_on", row->expires_on);
  fo_json_add_quantity (lines, "quantity", row->quantity_u);
  fo_json_close (lines, '}');
}

/* The rows of one shipment from FIRST on; *ret_next is the first of the next one. */
static bool
tell_shipment (FoTxn *txn, FoId operation, const FoOrderWork *work, FoKits *kits, const GArray *shipped, guint first,
               guint *ret_next, GError **error)
{
  const FoShipped *head = &g_array_index (shipped, FoShipped, first);
  GString *body = fo_json_new ('{');
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

    if (line)
      add_line (of_kit ? of_kit : body, line, row);
  }
  if (!fo_kits_tell_shipped (txn, kits, work, body, error)) {
    g_string_free (body, TRUE);
    return false;
  }
  fo_json_close (body, ']');
  *ret_next = i;
  return fo_tell_sales (txn, operation, "order", work->order.id, "shipment.create", body, error);
}

static bool
tell_all (FoTxn *txn, FoId operation, const FoOrderWork *work, FoKits *kits, FoId before, GError **error)
{
  g_autoptr (GArray) shipped = g_array_new (FALSE, FALSE, sizeof (FoShipped));

  if (!fo_shipments_of_order (txn, work->order.id, shipped, error))
    return false;
  for (guint i = 0; i < shipped->len && g_array_index (shipped, FoShipped, i).shipment_id < before;)
    if (!tell_shipment (txn, operation, work, kits, shipped, i, &i, error))
      return false;
  return true;
}

bool
fo_born_tell_shipped (FoTxn *txn, FoId operation, const FoOrderWork *work, GError **error)
{
  g_auto (FoKits) kits = { NULL };
  FoBorn born;
  FoFound found = fo_born_of_order (txn, work->order.id, &born, error);

  if (found != FO_FOUND || !born.matched_by || born.told)
    return found != FO_FAILED;
  if (!fo_kits_load (txn, work, &kits, error))
    return false;
  if (misses_names (work, &kits))
    return true;
  if (!tell_all (txn, operation, work, &kits, born.matched_by, error))
    return false;
  born.told = true;
  fo_born_set (txn, &born);
  return true;
}

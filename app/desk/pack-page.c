/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the page of packing shows: what was picked, and how much of it lies in cartons. */
#include "pack.h"

/* One row a line and lot, those that are not packed yet first. */
static bool
add_rows (FoTxn *txn, const FoDeskState *now, const FoBench *bench, bool packed, FoView *view, GError **error)
{
  for (guint i = 0; i < bench->rows->len; i++) {
    const FoBenchRow *row = &g_array_index (bench->rows, FoBenchRow, i);
    FoQuantity done_u = row->closed_u + row->open_u;
    FoViewLine *line;
    FoItem item;

    if ((done_u >= row->picked_u) != packed)
      continue;
    if (fo_item_find (txn, row->item_id, &item, error) != FO_FOUND)
      return false;
    line = fo_view_add_line (view, &item, row->picked_u, done_u);
    line->line_id = row->line_id;
    fo_view_line_lot (line, row->lot_id, row->lot.number, row->lot.expires_on);
    line->current = now->line && now->last.item.id == row->item_id && g_strcmp0 (now->last.lot, row->lot.number) == 0;
    view->asked_u += row->picked_u;
    view->done_u += done_u;
  }
  return true;
}

static FoQuantity
inside (const FoBench *bench, const FoCarton *carton)
{
  FoQuantity inside_u = 0;

  for (guint i = 0; carton && i < bench->lines->len; i++) {
    const FoCartonLine *line = &g_array_index (bench->lines, FoCartonLine, i);
    inside_u += line->carton_id == carton->id ? line->quantity_u : 0;
  }
  return inside_u;
}

static bool
all_closed (const FoBench *bench)
{
  for (guint i = 0; i < bench->rows->len; i++) {
    const FoBenchRow *row = &g_array_index (bench->rows, FoBenchRow, i);
    if (row->closed_u < row->picked_u)
      return false;
  }
  return bench->rows->len > 0;
}

static void
instruct (const FoDeskState *now, const FoBench *bench, const FoCarton *carton, FoView *view)
{
  FoArgs *args = &view->instruction;
  const char *id = "task.pack.goods";

  if (carton) {
    fo_args_set_text (args, "carton", carton->sscc);
    fo_args_set_count (args, "parcel", carton->position);
    fo_args_set_quantity (args, "quantity", inside (bench, carton));
    if (carton->weight_u > 0)
      fo_args_set_quantity (args, "weight", carton->weight_u);
  }
  fo_args_set_quantity (args, "left", fo_bench_left (bench));
  if (bench->rows->len == 0)
    id = "task.pack.empty";
  else if (now->taking_out)
    id = "task.pack.out";
  else if (carton && carton->state == FO_CARTON_IS_CLOSED)
    id = "task.pack.closed";
  else if (all_closed (bench))
    id = "task.pack.ship";
  else if (fo_bench_left (bench) == 0)
    id = "task.pack.close";
  else if (!carton)
    id = "task.pack.new";
  fo_view_instruct (view, id);
}

static void
add_offers (const FoDeskState *now, const FoOrder *order, const FoBench *bench, const FoCarton *carton, FoView *view)
{
  bool open = carton && carton->state == FO_CARTON_IS_OPEN, closed = carton && carton->state == FO_CARTON_IS_CLOSED;
  bool filled = inside (bench, carton) > 0, all = all_closed (bench);

  if (fo_bench_left (bench) > 0 || now->taking_out)
    fo_view_offer (view, "no-code", "offer.no_code", 2);
  if (closed)
    fo_view_offer (view, "reopen", "offer.reopen", 3);
  if (now->n_booked)
    fo_view_offer (view, "undo", "offer.undo", 4);
  if (open && filled)
    fo_view_offer (view, "out", now->taking_out ? "offer.out_not" : "offer.out", 6);
  if (!now->unknown[0] && bench->cartons->len > 0 && bench->rows->len > 0)
    fo_view_offer (view, "weight", "offer.weight", 7);
  if (open && filled)
    fo_view_offer (view, "close", "offer.close_carton", 8);
  else if (bench->rows->len > 0 && !all && !open)
    fo_view_offer (view, "carton", "offer.new_carton", 8);
  else if (bench->rows->len == 0)
    fo_view_offer (view, "next", "offer.next", 8);
  if (bench->rows->len > 0 && (all || order->packing == FO_PACKING_ASKED))
    fo_view_offer_destructive (view, "ship", "offer.ship", 9);
  else if (bench->rows->len > 0 && !order->ship_complete)
    fo_view_offer_destructive (view, "ship-part", "offer.ship_part", 9);
  if (closed)
    fo_view_offer (view, "print", "offer.print_carton", 11);
  fo_view_offer (view, "cancel", "offer.cancel", 12);
  if (closed || (open && !filled))
    fo_view_offer_destructive (view, "cancel-carton", "offer.cancel_carton", 0);
}

bool
fo_pack_view (FoTxn *txn, const char *station, const FoDeskState *now, FoView *view, GError **error)
{
  g_auto (FoBench) bench = { 0 };
  const FoCarton *carton;
  FoOrder order;

  if (!now->order) {
    fo_view_instruct (view, "task.pack.start");
    fo_view_offer (view, "next", "offer.next", 8);
    if (now->n_booked)
      fo_view_offer (view, "undo", "offer.undo", 4);
    return true;
  }
  if (!fo_view_order (txn, now->order, view, &order, error) || !fo_view_documents (txn, &order, view, error)
      || !fo_bench_read (txn, now->order, &bench, error) || !add_rows (txn, now, &bench, false, view, error) || !add_rows (txn, now, &bench, true, view, error))
    return false;
  carton = fo_pack_carton_at (now, station, &bench);
  instruct (now, &bench, carton, view);
  add_offers (now, &order, &bench, carton, view);
  return true;
}

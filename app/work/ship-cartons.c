/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ship-cartons.h"

void
fo_ship_cartons_clear (FoShipCartons *cartons)
{
  fo_bench_clear (&cartons->bench);
  g_clear_pointer (&cartons->allotted, g_array_unref);
  g_clear_pointer (&cartons->units, g_array_unref);
  cartons->only = NULL;
  if (cartons->told)
    g_string_free (g_steal_pointer (&cartons->told), TRUE);
}

/* ---- may it leave ---------------------------------------------------------------------------------------------------------- */

typedef struct {
  FoQuantity picked_u, closed_u, open_u;
} Sums;

static Sums
sum_up (const FoBench *bench)
{
  Sums sums = { 0 };

  for (guint i = 0; i < bench->rows->len; i++) {
    const FoBenchRow *row = &g_array_index (bench->rows, FoBenchRow, i);
    sums.picked_u += row->picked_u;
    sums.closed_u += row->closed_u;
    sums.open_u += row->open_u;
  }
  return sums;
}

/* The carton that keeps the order here. */
static void
name_open (const FoBench *bench, FoReply *reply)
{
  const FoCarton *carton = NULL;

  for (guint i = 0; i < bench->lines->len; i++) {
    const FoCartonLine *line = &g_array_index (bench->lines, FoCartonLine, i);
    if (line->state == FO_CARTON_IS_OPEN)
      carton = fo_bench_carton (bench, line->carton_id);
  }
  if (carton)
    fo_args_set_text (&reply->args, "carton", carton->sscc);
}

/* Units of closed cartons, when only those leave. */
static void
keep_closed (FoShipCartons *cartons)
{
  for (guint i = cartons->units->len; i > 0; i--)
    if (g_array_index (cartons->units, FoCartonUnit, i - 1).state != FO_CARTON_IS_CLOSED)
      g_array_remove_index (cartons->units, i - 1);
  if (cartons->some)
    cartons->only = cartons->units;
}

FoTxnEnd
fo_ship_cartons_read (FoShipCartons *cartons, FoTxn *txn, const FoOrder *order, bool part, FoReply *reply, GError **error)
{
  FoVerdict verdict;
  Sums sums;

  if (order->packing == FO_PACKING_OFF)
    return FO_TXN_COMMIT;
  cartons->used = true;
  cartons->allotted = g_array_new (FALSE, FALSE, sizeof (FoCartonLine));
  cartons->units = g_array_new (FALSE, FALSE, sizeof (FoCartonUnit));
  if (!fo_bench_read (txn, order->id, &cartons->bench, error)
      || !fo_carton_units_of_order (txn, order->id, cartons->units, error))
    return FO_TXN_FAIL;
  sums = sum_up (&cartons->bench);
  verdict = fo_packing_may_ship (order->packing, part, sums.picked_u, sums.closed_u, sums.open_u);
  if (verdict == FO_CARTON_OPEN)
    name_open (&cartons->bench, reply);
  if (verdict == FO_NOT_PACKED)
    fo_args_set_quantity (&reply->args, "left", sums.picked_u - sums.closed_u);
  if (verdict != FO_OK)
    return fo_refuse (reply, verdict);
  cartons->some = part && sums.closed_u > 0;
  keep_closed (cartons);
  return FO_TXN_COMMIT;
}

/* ---- how much of a hold ---------------------------------------------------------------------------------------------------- */

static FoQuantity
closed_of (const FoBench *bench, FoId line, FoId lot)
{
  for (guint i = 0; i < bench->rows->len; i++) {
    const FoBenchRow *row = &g_array_index (bench->rows, FoBenchRow, i);
    if (row->line_id == line && row->lot_id == lot)
      return row->closed_u;
  }
  return 0;
}

/* The same lot may stand on two benches: what one hold has got, the other does not get again; asked twice, a hold gets the same. */
FoQuantity
fo_ship_cartons_closed (FoShipCartons *cartons, const FoHold *hold)
{
  FoCartonLine got = { .line_id = hold->line_id, .lot_id = hold->lot_id, .carton_id = hold->place_id };
  FoQuantity left_u;

  if (!hold->picked || !cartons->used)
    return 0;
  left_u = closed_of (&cartons->bench, hold->line_id, hold->lot_id);
  for (guint i = 0; i < cartons->allotted->len; i++) {
    const FoCartonLine *line = &g_array_index (cartons->allotted, FoCartonLine, i);

    if (line->line_id != hold->line_id || line->lot_id != hold->lot_id)
      continue;
    if (line->carton_id == hold->place_id)
      return line->quantity_u;
    left_u -= line->quantity_u;
  }
  got.quantity_u = MIN (hold->quantity_u, left_u);
  g_array_append_val (cartons->allotted, got);
  return got.quantity_u;
}

FoQuantity
fo_ship_cartons_quantity (FoShipCartons *cartons, const FoHold *hold)
{
  if (cartons->some)
    return fo_ship_cartons_closed (cartons, hold);
  return hold->picked ? hold->quantity_u : 0;
}

void
fo_ship_cartons_name (const FoShipCartons *cartons, const FoHold *hold, FoReply *reply)
{
  for (guint i = 0; i < cartons->bench.lines->len; i++) {
    const FoCartonLine *line = &g_array_index (cartons->bench.lines, FoCartonLine, i);
    if (line->line_id == hold->line_id && line->lot_id == hold->lot_id && line->state == FO_CARTON_IS_CLOSED)
      fo_args_set_text (&reply->args, "carton", fo_bench_carton (&cartons->bench, line->carton_id)->sscc);
  }
}

/* ---- they leave ------------------------------------------------------------------------------------------------------------ */

static void
tell_content (FoShipCartons *cartons, const FoCartonLine *row, FoOrderWork *work, const GArray *items)
{
  const FoLine *line = fo_order_work_line (work, row->line_id);
  const FoStandIn *stand_in = fo_stand_in_of (cartons->stand_ins, row->line_id);
  bool first = true;

  if (stand_in)
    line = fo_order_work_line (work, stand_in->for_line);
  fo_json_open (cartons->told, NULL, '{');
  fo_json_add_text (cartons->told, "line", line->remote_id);
  fo_json_add_text (cartons->told, "item", fo_item_of (items, row->item_id)->code);
  fo_json_add_text (cartons->told, "lot", row->lot);
  fo_json_add_day (cartons->told, "expires_on", row->expires_on);
  fo_json_add_quantity (cartons->told, "quantity", row->quantity_u);
  for (guint i = 0; i < cartons->units->len; i++) {
    const FoCartonUnit *unit = &g_array_index (cartons->units, FoCartonUnit, i);

    if (unit->carton_id != row->carton_id || unit->line_id != row->line_id || unit->lot_id != row->lot_id)
      continue;
    if (first)
      fo_json_open (cartons->told, "codes", '[');
    fo_json_add_text (cartons->told, NULL, unit->code);
    first = false;
  }
  if (!first)
    fo_json_close (cartons->told, ']');
  fo_json_close (cartons->told, '}');
}

static void
tell_carton (FoShipCartons *cartons, const FoCarton *carton, FoOrderWork *work, const GArray *items)
{
  if (!cartons->told)
    cartons->told = fo_json_new ('[');
  fo_json_open (cartons->told, NULL, '{');
  fo_json_add_text (cartons->told, "sscc", carton->sscc);
  fo_json_add_count (cartons->told, "n", carton->position);
  if (carton->weight_u > 0)
    fo_json_add_quantity (cartons->told, "weight", carton->weight_u);
  if (carton->packaging[0])
    fo_json_add_text (cartons->told, "packaging", carton->packaging);
  fo_json_open (cartons->told, "contents", '[');
  for (guint i = 0; i < cartons->bench.lines->len; i++) {
    const FoCartonLine *row = &g_array_index (cartons->bench.lines, FoCartonLine, i);
    if (row->carton_id == carton->id)
      tell_content (cartons, row, work, items);
  }
  fo_json_close (cartons->told, ']');
  fo_json_close (cartons->told, '}');
}

FoTxnEnd
fo_ship_cartons_leave (FoShipCartons *cartons, FoTxn *txn, FoId operation, FoId shipment, FoOrderWork *work, const GArray *items,
                       GError **error)
{
  (void) error;
  for (guint i = 0; cartons->used && i < cartons->bench.cartons->len; i++) {
    const FoCarton *before = &g_array_index (cartons->bench.cartons, FoCarton, i);
    FoCarton after = *before;

    if (before->state == FO_CARTON_IS_CLOSED) {
      after.state = FO_CARTON_IS_SHIPPED;
      after.shipment_id = shipment;
      tell_carton (cartons, before, work, items);
    } else if (before->state == FO_CARTON_IS_OPEN && !cartons->some)
      after.state = FO_CARTON_IS_CANCELLED; /* nothing is in it */
    else
      continue;
    fo_carton_put (txn, operation, &after, before);
  }
  if (cartons->told)
    fo_json_close (cartons->told, ']');
  return FO_TXN_COMMIT;
}

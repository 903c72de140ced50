/* SPDX-License-Identifier: GPL-3.0-or-later
 * Goods into a carton, and out of it. What may go in is what was picked for the order, verified once more: the goods, the lot, the unit's
 * own code, and that it may leave today. */
#include "firstout/core/shipment.h"
#include "marks.h"
#include "packing.h"

typedef struct {
  const FoPack *what;
  FoPackRoom *room;
  FoItem item;
  FoLot lot;
  GArray *units; /* FoUnit, of WHAT's marks */
  FoQuantity quantity_u;
  bool out;
} Pack;

/* ---- which lot ------------------------------------------------------------------------------------------------------------- */

/* Could it be this row: is there any of it to pack, or in the carton to take out? */
static bool
is_candidate (const Pack *p, const FoBenchRow *row)
{
  if (row->item_id != p->item.id || (p->what->lot && row->lot_id != p->what->lot))
    return false;
  return p->out ? fo_pack_in_carton (&p->room->bench, p->room->carton.id, row->line_id, row->lot_id) > 0
                : row->picked_u > row->closed_u + row->open_u;
}

/* The lot that was said; else the only one that it can be; of one item all of it is packed, it is the answer that says so. */
static FoTxnEnd
find_lot (Pack *p)
{
  const FoBench *bench = &p->room->bench;
  const FoBenchRow *found = NULL, *any = NULL;

  for (guint i = 0; i < bench->rows->len; i++) {
    const FoBenchRow *row = &g_array_index (bench->rows, FoBenchRow, i);

    if (row->item_id == p->item.id && (!p->what->lot || row->lot_id == p->what->lot))
      any = row;
    if (!is_candidate (p, row))
      continue;
    if (found && found->lot_id != row->lot_id)
      return fo_refuse (p->room->reply, FO_LOT_NEEDED);
    found = row;
  }
  if (!any)
    return fo_refuse (p->room->reply, FO_NOT_ON_THIS_ORDER);
  p->lot = (found ? found : any)->lot;
  fo_reply_lot (p->room->reply, &p->lot);
  return FO_TXN_COMMIT;
}

/* ---- units that bear a code ------------------------------------------------------------------------------------------------ */

static FoTxnEnd
refuse_unit (Pack *p, const FoUnit *unit, const FoCartonUnit *packed, GError **error)
{
  FoCarton carton;

  if (packed && fo_carton_find (p->room->txn, packed->carton_id, &carton, error) != FO_FOUND)
    return FO_TXN_FAIL;
  if (packed)
    fo_args_set_text (&p->room->reply->args, "carton", carton.sscc);
  return fo_unit_describe (p->room->txn, unit, p->room->reply, error) ? fo_refuse (p->room->reply, FO_MARKING_KNOWN) : FO_TXN_FAIL;
}

/* In it when it comes out; in no carton, and picked for this order, when it goes in. */
static FoTxnEnd
judge_unit (Pack *p, const FoUnit *unit, GError **error)
{
  FoCartonUnit packed = { 0 };
  FoFound found = fo_carton_unit_find (p->room->txn, unit->id, &packed, error);
  bool here = found == FO_FOUND && (packed.state == FO_CARTON_IS_OPEN || packed.state == FO_CARTON_IS_CLOSED);

  if (found == FO_FAILED)
    return FO_TXN_FAIL;
  if (p->out && (!here || packed.carton_id != p->room->carton.id))
    return fo_refuse (p->room->reply, FO_NOT_ENOUGH);
  if (!p->out && (here || unit->state != FO_UNIT_PICKED))
    return refuse_unit (p, unit, here ? &packed : NULL, error);
  return p->out || fo_order_work_line (&p->room->work, unit->line_id) ? FO_TXN_COMMIT
                                                                     : fo_refuse (p->room->reply, FO_NOT_ON_THIS_ORDER);
}

static FoTxnEnd
find_units (Pack *p, GError **error)
{
  FoTxnEnd end = FO_TXN_COMMIT;

  for (guint i = 0; i < p->what->n_marks && end == FO_TXN_COMMIT; i++) {
    FoUnit unit = { 0 };
    FoFound found = fo_unit_find (p->room->txn, p->what->marks[i].identity, &unit, error);

    if (found != FO_FOUND)
      return fo_not_found (found, p->room->reply, FO_NOT_ON_THIS_ORDER);
    end = judge_unit (p, &unit, error);
    for (guint k = 0; k < p->units->len && end == FO_TXN_COMMIT; k++)
      if (g_array_index (p->units, FoUnit, k).id == unit.id)
        end = refuse_unit (p, &unit, NULL, error);
    g_array_append_val (p->units, unit);
  }
  return end;
}

/* Which lot the units are of: all of one, as the caller says. */
static bool
unit_is_of (const Pack *p, const FoUnit *unit, const FoBenchRow *row)
{
  return unit->line_id == row->line_id && unit->item_id == row->item_id && g_strcmp0 (unit->lot, row->lot.number) == 0
         && (!p->what->lot || row->lot_id == p->what->lot);
}

/* ---- booking --------------------------------------------------------------------------------------------------------------- */

static void
move (Pack *p, const FoBenchRow *row, FoQuantity quantity_u, FoId unit)
{
  FoPackRoom *room = p->room;
  FoQuantity there_u = fo_pack_in_carton (&room->bench, room->carton.id, row->line_id, row->lot_id);
  FoQuantity delta_u = p->out ? -quantity_u : quantity_u;

  fo_carton_move (room->txn, room->operation, &room->carton, row->line_id, row->lot_id, delta_u, there_u, unit);
  for (guint i = 0; i < room->bench.lines->len; i++) {
    FoCartonLine *line = &g_array_index (room->bench.lines, FoCartonLine, i);
    if (line->carton_id == room->carton.id && line->line_id == row->line_id && line->lot_id == row->lot_id)
      line->quantity_u += delta_u;
  }
  if (there_u == 0 && delta_u > 0) {
    const FoCartonLine fresh = { .carton_id = room->carton.id, .line_id = row->line_id, .lot_id = row->lot_id,
                                 .item_id = row->item_id, .quantity_u = delta_u, .state = room->carton.state };
    g_array_append_val (room->bench.lines, fresh);
  }
}

/* Each unit to the line it was picked for. */
static FoTxnEnd
move_units (Pack *p)
{
  for (guint i = 0; i < p->units->len; i++) {
    const FoUnit *unit = &g_array_index (p->units, FoUnit, i);
    const FoBenchRow *found = NULL;

    for (guint k = 0; k < p->room->bench.rows->len && !found; k++) {
      const FoBenchRow *row = &g_array_index (p->room->bench.rows, FoBenchRow, k);
      found = unit_is_of (p, unit, row) ? row : NULL;
    }
    if (!found)
      return fo_refuse (p->room->reply, FO_NOT_ON_THIS_ORDER);
    move (p, found, FO_ONE, unit->id);
  }
  return FO_TXN_COMMIT;
}

/* Of goods without codes, line by line. */
static void
move_quantity (Pack *p)
{
  FoQuantity left_u = p->quantity_u;

  for (guint i = 0; i < p->room->bench.rows->len && left_u > 0; i++) {
    const FoBenchRow *row = &g_array_index (p->room->bench.rows, FoBenchRow, i);
    FoQuantity most_u = p->out ? fo_pack_in_carton (&p->room->bench, p->room->carton.id, row->line_id, row->lot_id)
                               : row->picked_u - fo_pack_packed (&p->room->bench, row->line_id, row->lot_id);

    if (row->lot_id != p->lot.id || most_u <= 0)
      continue;
    move (p, row, MIN (most_u, left_u), 0);
    left_u -= MIN (most_u, left_u);
  }
  g_assert (left_u == 0);
}

/* ---- judging --------------------------------------------------------------------------------------------------------------- */

/* May it leave today? The certificate is asked for at the door. */
static FoVerdict
judge_lot (const Pack *p)
{
  for (guint i = 0; i < p->room->bench.rows->len; i++) {
    const FoBenchRow *row = &g_array_index (p->room->bench.rows, FoBenchRow, i);
    FoLine line;

    if (row->lot_id != p->lot.id)
      continue;
    line = *fo_order_work_line (&p->room->work, row->line_id);
    line.certificate_on = p->room->context->today;
    return fo_shipment_may_leave (&line, &p->item, &p->lot, p->room->context->today);
  }
  return FO_OK;
}

static void
sum_lot (const Pack *p, FoQuantity *ret_picked_u, FoQuantity *ret_packed_u, FoQuantity *ret_inside_u)
{
  *ret_picked_u = *ret_packed_u = *ret_inside_u = 0;
  for (guint i = 0; i < p->room->bench.rows->len; i++) {
    const FoBenchRow *row = &g_array_index (p->room->bench.rows, FoBenchRow, i);

    if (row->lot_id != p->lot.id)
      continue;
    *ret_picked_u += row->picked_u;
    *ret_packed_u += row->closed_u + row->open_u;
    *ret_inside_u += fo_pack_in_carton (&p->room->bench, p->room->carton.id, row->line_id, row->lot_id);
  }
}

static FoTxnEnd
judge (Pack *p)
{
  FoQuantity picked_u, packed_u, inside_u;
  FoVerdict verdict;

  sum_lot (p, &picked_u, &packed_u, &inside_u);
  verdict = p->quantity_u <= 0 ? FO_QUANTITY_NOT_POSITIVE : fo_item_may_book (&p->item, p->quantity_u);
  if (verdict == FO_OK)
    verdict = p->out ? (p->quantity_u > inside_u ? FO_NOT_ENOUGH : FO_OK) : fo_packing_may_add (picked_u, packed_u, p->quantity_u);
  if (verdict == FO_OK && !p->out)
    verdict = judge_lot (p);
  fo_args_set_quantity (&p->room->reply->args, "left", p->out ? inside_u : picked_u - packed_u);
  if (verdict == FO_OK && fo_item_units_leave (&p->item) && p->quantity_u != (FoQuantity) p->units->len * FO_ONE)
    verdict = fo_mark_needed (&p->item);
  return verdict == FO_OK ? FO_TXN_COMMIT : fo_refuse (p->room->reply, verdict);
}

/* ---- the operation --------------------------------------------------------------------------------------------------------- */

static FoTxnEnd
find_goods (Pack *p, GError **error)
{
  FoFound found = fo_item_find (p->room->txn, p->what->item, &p->item, error);
  FoTxnEnd end;

  if (found != FO_FOUND)
    return fo_not_found (found, p->room->reply, FO_ITEM_UNKNOWN);
  fo_reply_item (p->room->reply, &p->item);
  fo_args_set_quantity (&p->room->reply->args, "quantity", p->quantity_u);
  if (p->what->reason)
    fo_args_set_text (&p->room->reply->args, "reason", p->what->reason);
  end = find_lot (p);
  if (end == FO_TXN_COMMIT && fo_item_units_leave (&p->item) && p->what->n_marks == 0)
    end = fo_refuse (p->room->reply, fo_mark_needed (&p->item));
  return end == FO_TXN_COMMIT ? find_units (p, error) : end;
}

/* A carton that can be filled: the one that is meant, or, to put goods in, a new one. */
static FoTxnEnd
ready_carton (Pack *p, GError **error)
{
  FoVerdict verdict;

  if (!p->room->carton.id)
    return fo_pack_new_carton (p->room, "", error);
  verdict = fo_carton_may_fill (p->room->carton.state);
  return verdict == FO_OK ? FO_TXN_COMMIT : fo_refuse (p->room->reply, verdict);
}

static FoTxnEnd
book (Pack *p, GError **error)
{
  FoTxnEnd end = p->out && !p->room->carton.id ? fo_refuse (p->room->reply, FO_COMMAND_NOT_NOW) : find_goods (p, error);

  if (end == FO_TXN_COMMIT)
    end = judge (p);
  if (end == FO_TXN_COMMIT)
    end = ready_carton (p, error);
  if (end == FO_TXN_COMMIT && p->units->len > 0)
    end = move_units (p);
  else if (end == FO_TXN_COMMIT)
    move_quantity (p);
  if (end == FO_TXN_COMMIT)
    fo_args_set_quantity (&p->room->reply->args, "left",
                          fo_args_get (&p->room->reply->args, "left")->number - p->quantity_u);
  return end;
}

static FoTxnEnd
pack_or_unpack (FoTxn *txn, FoActContext *context, const FoPack *what, bool out, FoReply *reply, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  g_auto (FoPackRoom) room = { 0 };
  Pack p = { .what = what, .room = &room, .units = units, .out = out, .quantity_u = what->quantity_u };
  FoTxnEnd end = fo_undo_part (txn, context, what->instead_of, what->n_instead_of, reply, error);

  if (end == FO_TXN_COMMIT)
    end = fo_pack_room_open (&room, txn, context, what->order, what->carton, true, reply, error);
  return end == FO_TXN_COMMIT ? book (&p, error) : end;
}

FoTxnEnd
fo_pack_part (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error)
{
  return pack_or_unpack (txn, context, what, false, reply, error);
}

bool
fo_work_pack (FoStore *store, const FoAct *act, const FoPack *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "pack", fo_pack_part, what, reply, error);
}

static FoTxnEnd
unpack (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error)
{
  return pack_or_unpack (txn, context, what, true, reply, error);
}

bool
fo_work_unpack (FoStore *store, const FoAct *act, const FoPack *what, FoReply *reply, GError **error)
{
  return fo_act_run (store, act, "unpack", unpack, what, reply, error);
}

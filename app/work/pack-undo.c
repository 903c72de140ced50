/* SPDX-License-Identifier: GPL-3.0-or-later
 * What was done to cartons is taken back, and goods that leave the bench come out of them. */
#include "packing.h"

/* ---- one step --------------------------------------------------------------------------------------------------------------- */

typedef struct {
  FoPackRoom *room;
  const FoCartonStep *step;
  const char *kind;
} Back;

static const FoBenchRow *
row_of (const FoBench *bench, FoId line, FoId lot)
{
  for (guint i = 0; i < bench->rows->len; i++) {
    const FoBenchRow *row = &g_array_index (bench->rows, FoBenchRow, i);
    if (row->line_id == line && row->lot_id == lot)
      return row;
  }
  return NULL;
}

/* Units that are known one by one: this very one lies in the carton, to come out; or stands on the bench for its line, to go in. */
static FoTxnEnd
judge_unit (Back *b, GError **error)
{
  const FoCartonStep *step = b->step;
  FoCartonUnit packed = { 0 };
  FoFound found = fo_carton_unit_find (b->room->txn, step->unit_id, &packed, error);
  bool here = found == FO_FOUND && (packed.state == FO_CARTON_IS_OPEN || packed.state == FO_CARTON_IS_CLOSED);
  FoUnit unit;

  if (found == FO_FAILED || fo_unit_find_by_id (b->room->txn, step->unit_id, &unit, error) != FO_FOUND)
    return FO_TXN_FAIL;
  if (step->quantity_u > 0 ? here && packed.carton_id == step->carton_id
                           : !here && unit.state == FO_UNIT_PICKED && unit.line_id == step->line_id)
    return FO_TXN_COMMIT;
  return fo_refuse (b->room->reply, FO_CANNOT_UNDO);
}

/* What was put in comes out; what was taken out goes in again, if it still stands there. */
static FoTxnEnd
move_back (Back *b, GError **error)
{
  const FoCartonStep *step = b->step;
  FoPackRoom *room = b->room;
  FoQuantity there_u = fo_pack_in_carton (&room->bench, room->carton.id, step->line_id, step->lot_id);
  const FoBenchRow *row = row_of (&room->bench, step->line_id, step->lot_id);
  /* One that was given up is again what it was, closed perhaps, with what was in it. */
  FoVerdict verdict = g_str_equal (b->kind, "carton-cancel") ? FO_OK : fo_carton_may_fill (room->carton.state);

  if (verdict == FO_OK && step->quantity_u > there_u)
    verdict = FO_CANNOT_UNDO;
  if (verdict == FO_OK && step->quantity_u < 0
      && (!row || row->picked_u - fo_pack_packed (&room->bench, step->line_id, step->lot_id) < -step->quantity_u))
    verdict = FO_CANNOT_UNDO;
  if (verdict != FO_OK)
    return fo_refuse (room->reply, verdict);
  if (step->unit_id) {
    FoTxnEnd end = judge_unit (b, error);
    if (end != FO_TXN_COMMIT)
      return end;
  }
  fo_carton_move (room->txn, room->operation, &room->carton, step->line_id, step->lot_id, -step->quantity_u, there_u, step->unit_id);
  return FO_TXN_COMMIT;
}

static bool
is_filled (const FoPackRoom *room)
{
  for (guint i = 0; i < room->bench.lines->len; i++)
    if (g_array_index (room->bench.lines, FoCartonLine, i).carton_id == room->carton.id)
      return true;
  return false;
}

/* A carton that goods opened stays open without them: its label may be on it. */
static FoTxnEnd
change_back (Back *b)
{
  const FoCartonStep *step = b->step;
  FoPackRoom *room = b->room;

  if (step->is_new && !g_str_equal (b->kind, "carton-open"))
    return FO_TXN_COMMIT;
  if (room->carton.state != step->after || room->carton.weight_u != step->weight_u || room->carton.loaded != step->loaded)
    return fo_refuse (room->reply, room->carton.state == FO_CARTON_IS_SHIPPED ? FO_CARTON_GONE : FO_CANNOT_UNDO);
  if (step->is_new && is_filled (room))
    return fo_refuse (room->reply, FO_CANNOT_UNDO);
  room->carton.state = step->is_new ? FO_CARTON_IS_CANCELLED : step->before;
  room->carton.weight_u = step->weight_before_u;
  room->carton.loaded = step->loaded_before;
  fo_carton_put (room->txn, room->operation, &room->carton, &room->before);
  return FO_TXN_COMMIT;
}

/* Each step reads what the one before it left. */
static FoTxnEnd
undo_step (FoTxn *txn, FoActContext *context, const FoCartonStep *step, const char *kind, FoReply *reply, GError **error)
{
  g_auto (FoPackRoom) room = { 0 };
  Back back = { .room = &room, .step = step, .kind = kind };
  FoTxnEnd end = fo_pack_room_open (&room, txn, context, 0, step->carton_id, false, reply, error);

  if (end != FO_TXN_COMMIT)
    return end;
  end = step->line_id ? move_back (&back, error) : change_back (&back);
  fo_pack_name_carton (&room);
  return end;
}

FoTxnEnd
fo_pack_undo (FoTxn *txn, FoActContext *context, FoId undone, const char *kind, FoReply *reply, GError **error)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (FoCartonStep));
  FoTxnEnd end = FO_TXN_COMMIT;

  if (!fo_carton_steps_of_operation (txn, undone, steps, error))
    return FO_TXN_FAIL;
  for (guint i = steps->len; i > 0 && end == FO_TXN_COMMIT; i--)
    end = undo_step (txn, context, &g_array_index (steps, FoCartonStep, i - 1), kind, reply, error);
  return end;
}

/* ---- goods leave the bench ---------------------------------------------------------------------------------------------------- */

static FoTxnEnd
refuse_packed (FoTxn *txn, FoId carton_id, FoReply *reply, GError **error)
{
  FoCarton carton;

  if (fo_carton_find (txn, carton_id, &carton, error) != FO_FOUND)
    return FO_TXN_FAIL;
  fo_args_set_text (&reply->args, "carton", carton.sscc);
  return fo_refuse (reply, FO_GOODS_PACKED);
}

FoTxnEnd
fo_pack_may_leave_bench (FoTxn *txn, FoId operation, FoId line, FoId lot, FoQuantity left_u, FoReply *reply, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoCartonLine));
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoCartonUnit));
  FoQuantity packed_u = 0;

  if (!fo_carton_lines_packed (txn, line, lot, lines, error))
    return FO_TXN_FAIL;
  if (lines->len == 0)
    return FO_TXN_COMMIT;
  if (!fo_carton_units_of_operation (txn, operation, units, error))
    return FO_TXN_FAIL;
  for (guint i = 0; i < lines->len; i++)
    packed_u += g_array_index (lines, FoCartonLine, i).quantity_u;
  if (units->len > 0)
    return refuse_packed (txn, g_array_index (units, FoCartonUnit, 0).carton_id, reply, error);
  return packed_u > left_u ? refuse_packed (txn, g_array_index (lines, FoCartonLine, lines->len - 1).carton_id, reply, error)
                           : FO_TXN_COMMIT;
}

/* Units that are not picked any more come out first; they say themselves which they are. */
static bool
give_up_units (FoTxn *txn, FoId operation, const FoCarton *carton, FoCartonLine *line, GError **error)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (FoCartonUnit));

  if (!fo_carton_units (txn, carton->id, units, error))
    return false;
  for (guint i = 0; i < units->len; i++) {
    const FoCartonUnit *packed = &g_array_index (units, FoCartonUnit, i);
    FoUnit unit;

    if (packed->line_id != line->line_id || packed->lot_id != line->lot_id)
      continue;
    if (fo_unit_find_by_id (txn, packed->unit_id, &unit, error) != FO_FOUND)
      return false;
    if (unit.state == FO_UNIT_PICKED && unit.line_id == line->line_id)
      continue;
    fo_carton_move (txn, operation, carton, line->line_id, line->lot_id, -FO_ONE, line->quantity_u, packed->unit_id);
    line->quantity_u -= FO_ONE;
  }
  return true;
}

bool
fo_pack_give_up (FoTxn *txn, FoId operation, FoId line, FoId lot, FoQuantity left_u, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (FoCartonLine));
  FoQuantity packed_u = 0;

  if (!fo_carton_lines_packed (txn, line, lot, lines, error))
    return false;
  for (guint i = 0; i < lines->len; i++) {
    FoCartonLine *row = &g_array_index (lines, FoCartonLine, i);
    FoCarton carton;

    if (fo_carton_find (txn, row->carton_id, &carton, error) != FO_FOUND || !give_up_units (txn, operation, &carton, row, error))
      return false;
    packed_u += row->quantity_u;
  }
  for (guint i = lines->len; i > 0 && packed_u > left_u; i--) {
    FoCartonLine *row = &g_array_index (lines, FoCartonLine, i - 1);
    FoQuantity quantity_u = MIN (row->quantity_u, packed_u - left_u);
    FoCarton carton;

    if (quantity_u == 0)
      continue;
    if (fo_carton_find (txn, row->carton_id, &carton, error) != FO_FOUND)
      return false;
    fo_carton_move (txn, operation, &carton, line, lot, -quantity_u, row->quantity_u, 0);
    packed_u -= quantity_u;
  }
  return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Units that are known one by one lie at places: which of them go when goods are carried, and what it means when one is not where the
 * book has it. */
#include "marks.h"

#include <string.h>

bool
fo_unit_note_elsewhere (
    FoTxn *txn, FoId operation, const FoUnit *unit, const FoLot *lot, FoId seen_at, FoReply *reply, GError **error)
{
  FoPlace place;

  if (!unit->place_id || unit->place_id == seen_at || unit->state != FO_UNIT_STOCK)
    return true;
  if (fo_place_find (txn, unit->place_id, &place, error) != FO_FOUND)
    return false;
  fo_args_set_text (&reply->args, "unit_place", place.code);
  return fo_count_wish_add (txn, operation, place.id, lot->id, "unit-elsewhere", error);
}

/* ---- which go ---------------------------------------------------------------------------------------------------- */

static FoTxnEnd
choose_named (FoTxn *txn, const FoUnitsMoved *what, GArray *units, FoReply *reply, GError **error)
{
  FoTxnEnd end = fo_marks_judge_out (txn, what->item, what->lot, what->marks, what->n_marks, reply, error);

  for (guint i = 0; i < what->n_marks && end == FO_TXN_COMMIT; i++) {
    FoUnit unit = { .expires_on = FO_DAY_NONE };
    FoFound found = fo_unit_find (txn, what->marks[i].identity, &unit, error);

    if (found == FO_FAILED)
      return FO_TXN_FAIL;
    if (found == FO_ABSENT)
      fo_unit_take_code (&unit, &what->marks[i]);
    g_array_append_val (units, unit);
  }
  return end;
}

static FoTxnEnd
choose_carton (FoTxn *txn, const FoUnitsMoved *what, GArray *units, FoReply *reply, GError **error)
{
  if (!fo_units_of_carton (txn, what->carton, units, error))
    return FO_TXN_FAIL;
  for (guint i = units->len; i > 0; i--) {
    const FoUnit *unit = &g_array_index (units, FoUnit, i - 1);

    if (unit->state != FO_UNIT_STOCK || !fo_unit_is_of (unit, what->item, what->lot))
      g_array_remove_index (units, i - 1);
  }
  return (FoQuantity) units->len * FO_ONE == what->quantity_u ? FO_TXN_COMMIT
                                                              : fo_refuse (reply, fo_mark_needed (what->item));
}

FoTxnEnd
fo_units_choose (FoTxn *txn, const FoUnitsMoved *what, GArray *units, FoReply *reply, GError **error)
{
  FoQuantity known_u;

  if (what->n_marks && (FoQuantity) what->n_marks * FO_ONE == what->quantity_u)
    return choose_named (txn, what, units, reply, error);
  if (what->carton)
    return choose_carton (txn, what, units, reply, error);
  if (!fo_units_of_lot_at (txn, what->lot, what->from, units, error))
    return FO_TXN_FAIL;
  known_u = (FoQuantity) units->len * FO_ONE;
  if (what->quantity_u == what->on_hand_u)
    return FO_TXN_COMMIT;
  g_array_set_size (units, 0);
  return what->quantity_u <= what->on_hand_u - known_u ? FO_TXN_COMMIT : fo_refuse (reply, fo_mark_needed (what->item));
}

/* ---- they go ----------------------------------------------------------------------------------------------------- */

static bool
goes (const GArray *units, FoId id)
{
  for (guint i = 0; i < units->len; i++)
    if (g_array_index (units, FoUnit, i).id == id)
      return true;
  return false;
}

/* A carton of which a part goes elsewhere does not stand for its units any more. */
static bool
settle_carton (FoTxn *txn, FoId operation, FoId carton_id, const GArray *units, FoReply *reply, GError **error)
{
  g_autoptr (GArray) inside = g_array_new (FALSE, FALSE, sizeof (FoUnit));
  bool whole = true;
  FoUnit carton;

  if (fo_unit_find_by_id (txn, carton_id, &carton, error) != FO_FOUND
      || !fo_units_of_carton (txn, carton_id, inside, error))
    return false;
  for (guint i = 0; i < inside->len; i++)
    whole = whole && goes (units, g_array_index (inside, FoUnit, i).id);
  if (whole || carton.state != FO_UNIT_STOCK)
    return true;
  carton.state = FO_UNIT_GONE;
  carton.operation = operation;
  fo_args_set_text (&reply->args, "carton", carton.identity);
  return fo_unit_put (txn, &carton, FO_UNIT_STOCK, error);
}

bool
fo_units_move (
    FoTxn *txn, FoId operation, const FoUnitsMoved *what, GArray *units, FoId to, FoReply *reply, GError **error)
{
  FoId settled = what->carton;

  for (guint i = 0; i < units->len; i++) {
    FoUnit *unit = &g_array_index (units, FoUnit, i);
    FoUnitState before = unit->state;

    if (!fo_unit_note_elsewhere (txn, operation, unit, what->lot, what->from, reply, error)
        || (unit->carton_id && unit->carton_id != settled
            && !settle_carton (txn, operation, unit->carton_id, units, reply, error)))
      return false;
    settled = unit->carton_id;
    fo_unit_set_lot (unit, what->item, what->lot);
    unit->state = FO_UNIT_STOCK;
    unit->place_id = to;
    unit->operation = operation;
    if (!fo_unit_put (txn, unit, before, error))
      return false;
  }
  return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Units that are known one by one leave the house for another reason than an order. */
#include "leaving-parts.h"
#include "marks.h"

FoTxnEnd
fo_leaving_judge (FoTxn *txn, const FoItem *item, const FoLot *lot, FoQuantity quantity_u, const FoMark *marks, guint n,
                  FoReply *reply, GError **error)
{
  FoQuantity unknown_u = 0;

  if (!fo_item_units_come (item))
    return FO_TXN_COMMIT;
  if (n == 0 && !fo_units_unknown (txn, lot, &unknown_u, error))
    return FO_TXN_FAIL;
  if (n == 0 && quantity_u <= unknown_u)
    return FO_TXN_COMMIT;
  if ((FoQuantity) n * FO_ONE != quantity_u)
    return fo_refuse (reply, fo_mark_needed (item));
  return fo_marks_judge_out (txn, item, lot, marks, n, reply, error);
}

bool
fo_leaving_end_carton (FoTxn *txn, FoId operation, FoId id, GError **error)
{
  FoUnit carton;

  if (!id)
    return true;
  if (fo_unit_find_by_id (txn, id, &carton, error) != FO_FOUND)
    return false;
  if (carton.state != FO_UNIT_STOCK)
    return true;
  carton.state = FO_UNIT_GONE;
  carton.operation = operation;
  return fo_unit_put (txn, &carton, FO_UNIT_STOCK, error);
}

bool
fo_leaving_book (FoTxn *txn, FoId operation, const FoItem *item, const FoLot *lot, FoId from, const FoMark *marks, guint n, FoId carton,
                 FoReply *reply, GError **error)
{
  for (guint i = 0; i < n && fo_item_units_come (item); i++) {
    FoUnit unit = { .expires_on = FO_DAY_NONE };
    FoUnitState before;

    if (fo_unit_find (txn, marks[i].identity, &unit, error) == FO_FAILED)
      return false;
    before = unit.state;
    if (before == FO_UNIT_STOCK
        && ((unit.carton_id != carton && !fo_leaving_end_carton (txn, operation, unit.carton_id, error))
            || !fo_unit_note_elsewhere (txn, operation, &unit, lot, from, reply, error)))
      return false;
    if (!unit.id)
      fo_unit_take_code (&unit, &marks[i]);
    fo_unit_set_lot (&unit, item, lot);
    unit.place_id = 0;
    unit.carton_id = unit.carton_id == carton ? carton : 0;
    unit.state = FO_UNIT_GONE;
    unit.operation = operation;
    if (!fo_unit_put (txn, &unit, before, error))
      return false;
  }
  return true;
}

char *
fo_leaving_codes (const FoMark *marks, guint n)
{
  GString *codes = fo_json_new ('[');

  for (guint i = 0; i < n; i++)
    fo_json_add_text (codes, NULL, marks[i].code);
  fo_json_close (codes, ']');
  return g_string_free (codes, FALSE);
}

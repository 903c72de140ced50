/* SPDX-License-Identifier: GPL-3.0-or-later
 * A picker took goods that are held for another deal: where what was bound for the picker's order would do for that deal, the two holds
 * change places. Nothing else does: the sum of what is held of each lot stays what it is, and no promise is touched. */
#include "inside.h"

/* Would the bound goods do for the line that holds the scanned ones? A pin stays where it is. */
static bool
may_swap (FoTxn *txn, const FoOrderWork *work, const FoItem *item, const FoHold *theirs, const FoHold *bound, FoDay today,
          bool *ret_may, GError **error)
{
  FoLine line;
  FoOrder order;

  *ret_may = false;
  if (theirs->picked || fo_order_work_line ((FoOrderWork *) work, theirs->line_id))
    return true;
  if (fo_line_find (txn, theirs->line_id, &line, error) != FO_FOUND
      || fo_order_find (txn, line.order_id, &order, error) != FO_FOUND)
    return false;
  *ret_may = !fo_line_binds_at_once (&line) && fo_order_is_released (&order)
             && fo_lot_usable (&bound->goods, item, today, MAX (theirs->usable_until, today)) == FO_OK;
  return true;
}

FoFound
fo_swap_find (FoTxn *txn, const FoOrderWork *work, const FoItem *item, FoId lot, FoId place, const FoHold *bound, FoDay today,
              FoHold *ret_theirs, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  if (!fo_holds_of_lot (txn, lot, holds, error))
    return FO_FAILED;
  for (guint i = 0; i < holds->len; i++) {
    const FoHold *theirs = &g_array_index (holds, FoHold, i);
    bool may;

    if (theirs->place_id != place)
      continue;
    if (!may_swap (txn, work, item, theirs, bound, today, &may, error))
      return FO_FAILED;
    *ret_theirs = *theirs;
    if (may)
      return FO_FOUND;
  }
  return FO_ABSENT;
}

static bool
say_swapped (FoTxn *txn, const FoHold *theirs, FoReply *reply, GError **error)
{
  FoOrder order;
  FoLine line;

  if (fo_line_find (txn, theirs->line_id, &line, error) != FO_FOUND
      || fo_order_find (txn, line.order_id, &order, error) != FO_FOUND)
    return false;
  fo_args_set_text (&reply->args, "swapped_with", order.number);
  fo_args_set_text (&reply->args, "swapped_deal", order.deal);
  return true;
}

bool
fo_swap_holds (FoTxn *txn, FoHold *bound, const FoHold *theirs, FoQuantity quantity_u, FoHold *ret_own, FoReply *reply, GError **error)
{
  FoHold given = *theirs, taken = *theirs;

  given.lot_id = bound->lot_id;
  given.place_id = bound->place_id;
  taken.line_id = bound->line_id;
  taken.usable_until = bound->usable_until;
  given.quantity_u = taken.quantity_u = quantity_u;
  fo_hold_take (txn, bound, quantity_u);
  fo_hold_take (txn, theirs, quantity_u);
  fo_hold_add (txn, &given);
  fo_hold_add (txn, &taken);
  bound->quantity_u -= quantity_u;
  *ret_own = taken;
  return say_swapped (txn, theirs, reply, error);
}

bool
fo_swap_place (FoTxn *txn, FoId lot, FoId *ret_place, GError **error)
{
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (FoHold));

  if (!fo_holds_of_lot (txn, lot, holds, error))
    return false;
  for (guint i = 0; i < holds->len && !*ret_place; i++)
    if (!g_array_index (holds, FoHold, i).picked)
      *ret_place = g_array_index (holds, FoHold, i).place_id;
  return true;
}

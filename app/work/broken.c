/* SPDX-License-Identifier: GPL-3.0-or-later
 * What was promised and is lost: who lost what, until it is promised again or somebody has seen to it. */
#include "inside.h"

#include "firstout/store/reservations.h"

bool
fo_line_lost (FoTxn *txn, FoId operation, FoLine *line, FoQuantity lost_u, GError **error)
{
  FoId id;

  if (lost_u <= 0)
    return true;
  id = fo_store_next_id (fo_txn_store (txn), error);
  if (!id)
    return false;
  fo_broken_add (txn, id, operation, line->id, lost_u);
  fo_line_set_flags (txn, line, FO_LINE_BROKEN, 0);
  return true;
}

void
fo_line_mended (FoTxn *txn, FoLine *line)
{
  if (!(line->flags & FO_LINE_BROKEN) || fo_line_missing (line) > 0 || line->from_supply_u > 0)
    return;
  fo_broken_close (txn, line->id, 0);
  fo_line_set_flags (txn, line, 0, FO_LINE_BROKEN);
}

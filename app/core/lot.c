/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/lot.h"
#include "names.h"
#include <assert.h>

FO_NAMED (FoLotState, lot_state, "free", "quarantine", "blocked")

FoDay
fo_lot_usable_until (const FoLot *lot, const FoItem *item)
{
  return item->has_expiry ? lot->expires_on : FO_DAY_MAX;
}

bool
fo_lot_is_open (const FoLot *lot)
{
  return lot->state == FO_LOT_STATE_FREE && !lot->owner[0];
}

FoVerdict
fo_lot_usable (const FoLot *lot, const FoItem *item, FoDay today, FoDay until)
{
  FoDay end = fo_lot_usable_until (lot, item);

  assert (until >= today);
  if (lot->state == FO_LOT_STATE_BLOCKED)
    return FO_LOT_BLOCKED;
  if (lot->state == FO_LOT_STATE_QUARANTINE)
    return FO_LOT_IN_QUARANTINE;
  if (end == FO_DAY_NONE)
    return until > today ? FO_EXPIRY_UNKNOWN : FO_OK;
  if (end < today)
    return FO_LOT_EXPIRED;
  return end < until ? FO_LIFE_TOO_SHORT : FO_OK;
}

FoDay
fo_lot_until_for (FoDay today, FoDay due_on, int32_t min_life_days)
{
  FoDay ship_on = due_on == FO_DAY_NONE || due_on < today ? today : due_on;

  /* Without a minimum life the goods need only be good on the day they leave; the clamps keep what is asked between today
   * and never. */
  if (min_life_days < 0)
    min_life_days = 0;
  return min_life_days >= FO_DAY_MAX - ship_on ? FO_DAY_MAX - 1 : ship_on + min_life_days;
}

FoDay
fo_lot_days_end (const FoLotDays *days, const FoItem *item)
{
  if (days->use_by_on != FO_DAY_NONE)
    return days->use_by_on;
  if (days->best_before_on != FO_DAY_NONE)
    return days->best_before_on;
  return fo_item_expiry_from_production (item, days->produced_on);
}

bool
fo_lot_days_told (const FoLotDays *days)
{
  return days->packed_on != FO_DAY_NONE || days->best_before_on != FO_DAY_NONE || days->use_by_on != FO_DAY_NONE;
}

static bool
agree (FoDay known, FoDay said)
{
  return known == FO_DAY_NONE || said == FO_DAY_NONE || known == said;
}

FoVerdict
fo_lot_days_agree (const FoLotDays *known, const FoLotDays *said)
{
  return agree (known->produced_on, said->produced_on) && agree (known->packed_on, said->packed_on)
                 && agree (known->best_before_on, said->best_before_on) && agree (known->use_by_on, said->use_by_on)
             ? FO_OK
             : FO_EXPIRY_DIFFERS;
}

FoVerdict
fo_lot_same_days (const FoLot *lot, FoDay expires_on)
{
  if (expires_on == FO_DAY_NONE || lot->expires_on == FO_DAY_NONE || lot->expires_on == expires_on)
    return FO_OK;
  return FO_EXPIRY_DIFFERS;
}

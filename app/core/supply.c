/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/supply.h"
#include "names.h"

FO_NAMED (FoSupplyKind, supply_kind, "production", "purchase")
FO_NAMED (FoSupplyState, supply_state, "open", "closed", "cancelled", "proposed")

FoQuantity
fo_supply_open (const FoSupply *supply)
{
  FoQuantity open_u = supply->ordered_u - supply->received_u;

  return supply->state == FO_SUPPLY_OPEN && open_u > 0 ? open_u : 0;
}

FoQuantity
fo_supply_room (const FoSupply *supply)
{
  FoQuantity room_u = fo_supply_open (supply) - supply->promised_u;

  return room_u > 0 ? room_u : 0;
}

FoVerdict
fo_supply_may_receive (const FoSupply *supply, FoQuantity quantity_u)
{
  FoQuantity tolerance_u = supply->ordered_u / 100 * supply->tolerance_percent;

  if (supply->state != FO_SUPPLY_OPEN)
    return FO_SUPPLY_CLOSED;
  return supply->received_u + quantity_u > supply->ordered_u + tolerance_u ? FO_MORE_THAN_ORDERED : FO_OK;
}

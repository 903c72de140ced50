/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/ledger.h"
#include <assert.h>

static void
check (FoBalance balance)
{
  assert (0 <= balance.held_u && balance.held_u <= balance.on_hand_u);
}

FoQuantity
fo_balance_free (FoBalance balance)
{
  check (balance);
  return balance.on_hand_u - balance.held_u;
}

FoVerdict
fo_balance_give (FoBalance *balance, FoQuantity quantity_u, FoQuantity held_u)
{
  FoQuantity on_hand_u;

  check (*balance);
  assert (quantity_u > 0 && 0 <= held_u && held_u <= quantity_u);
  if (!fo_quantity_add (balance->on_hand_u, quantity_u, &on_hand_u))
    return FO_QUANTITY_TOO_LARGE;
  balance->on_hand_u = on_hand_u;
  balance->held_u += held_u;
  check (*balance);
  return FO_OK;
}

FoVerdict
fo_balance_take (FoBalance *balance, FoQuantity quantity_u, FoQuantity held_u)
{
  check (*balance);
  assert (quantity_u > 0 && 0 <= held_u && held_u <= quantity_u);
  if (quantity_u > balance->on_hand_u || held_u > balance->held_u)
    return FO_NOT_ENOUGH;
  if (quantity_u - held_u > fo_balance_free (*balance))
    return FO_NOT_ENOUGH_FREE;
  balance->on_hand_u -= quantity_u;
  balance->held_u -= held_u;
  check (*balance);
  return FO_OK;
}

FoVerdict
fo_balance_hold (FoBalance *balance, FoQuantity quantity_u)
{
  check (*balance);
  assert (quantity_u > 0);
  if (quantity_u > balance->on_hand_u)
    return FO_NOT_ENOUGH;
  if (quantity_u > fo_balance_free (*balance))
    return FO_NOT_ENOUGH_FREE;
  balance->held_u += quantity_u;
  return FO_OK;
}

FoVerdict
fo_balance_release (FoBalance *balance, FoQuantity quantity_u)
{
  check (*balance);
  assert (quantity_u > 0);
  if (quantity_u > balance->held_u)
    return FO_NOT_ENOUGH;
  balance->held_u -= quantity_u;
  return FO_OK;
}

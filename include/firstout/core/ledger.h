/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The arithmetic of a balance: what is on hand of one lot at one real place, and how much of that is held for order lines.
 * 0 <= held <= on hand, always; the store repeats it as a CHECK. Pure.
 */
#pragma once

#include "firstout/core/quantity.h"

typedef struct {
  FoQuantity on_hand_u;
  FoQuantity held_u;
} FoBalance;

/* What nobody holds. */
FoQuantity fo_balance_free (FoBalance balance);

/* Gives QUANTITY_U (> 0) to the place, HELD_U of it held already. FO_QUANTITY_TOO_LARGE on overflow. */
FoVerdict fo_balance_give (FoBalance *balance, FoQuantity quantity_u, FoQuantity held_u);

/* Takes QUANTITY_U (> 0) away, HELD_U (0 … quantity) of it out of what is held. Refusals, balance untouched: FO_NOT_ENOUGH
 * (on hand or held is less than that), FO_NOT_ENOUGH_FREE (on hand, but the rest is held for others). */
FoVerdict fo_balance_take (FoBalance *balance, FoQuantity quantity_u, FoQuantity held_u);

/* Holds QUANTITY_U (> 0) of what is free. Refusals, balance untouched: FO_NOT_ENOUGH (on hand is less than that),
 * FO_NOT_ENOUGH_FREE (on hand, but held for others). */
FoVerdict fo_balance_hold (FoBalance *balance, FoQuantity quantity_u);

/* Lets QUANTITY_U (> 0) of what is held go again. FO_NOT_ENOUGH, balance untouched: held is less than that. */
FoVerdict fo_balance_release (FoBalance *balance, FoQuantity quantity_u);

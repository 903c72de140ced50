/* SPDX-License-Identifier: GPL-3.0-or-later
 * A warehouse of one hot item and many orders of one unit, for stations that fight over it. */
#pragma once

#include "firstout/core/quantity.h"
#include "firstout/store/store.h"

#define HOT_ITEM 21
#define HOT_DOCK 11
#define HOT_ORDER(i) ((FoId) (1000000 + (i)))

/* UNITS of the item in LOTS lots, and ORDERS orders of one unit each. */
void hot_furnish (FoStore *store, guint units, guint lots, guint orders);

typedef struct {
  FoQuantity on_hand_u, held_u, promised_u;
} HotSum;
/* What there is and what is given away, in one picture. */
bool hot_sum (FoStore *store, HotSum *ret, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Is a unit of order I held or promised? */
bool hot_order_served (FoStore *store, guint i);

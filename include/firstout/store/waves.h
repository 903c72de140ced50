/* SPDX-License-Identifier: GPL-3.0-or-later
 * Several orders picked in one walk, each into a slot of its own. See rows.h. */
#pragma once

#include "firstout/store/orders.h"

typedef struct {
  gint64 slot; /* from 1 */
  FoId order;
  char number[FO_NUMBER_MAX], deal[FO_NUMBER_MAX];
} FoWaveOrder;

/* The orders of STATION's wave that are still its: not those that were parked, taken over or shipped since. By slot. */
bool fo_wave_orders (FoTxn *txn, const char *station, GArray *orders, GError **error);
void fo_wave_clear (FoTxn *txn, const char *station);
void fo_wave_order_put (FoTxn *txn, const char *station, gint64 slot, FoId order);

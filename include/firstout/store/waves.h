/* SPDX-License-Identifier: GPL-3.0-or-later
 * Several orders picked in one walk, each into a slot of its own. See rows.h. */
#pragma once

#include "firstout/core/gs1.h"
#include "firstout/store/orders.h"
#include "firstout/store/places.h"

typedef struct {
  gint64 slot; /* from 1 */
  FoId order;
  char number[FO_NUMBER_MAX], deal[FO_NUMBER_MAX];
  char code[FO_PLACE_CODE_MAX]; /* what the slot's label says: a place's code or an SSCC; "" it is only a number */
  FoId place, carton;           /* which of the two it is; 0 */
  FoId waiting_lot;             /* picked for it, on the bench, and nobody has said yet that it lies in there; 0 nothing */
  FoQuantity waiting_u;
} FoWaveOrder;

G_STATIC_ASSERT (FO_PLACE_CODE_MAX >= FO_SSCC_MAX);

/* The orders of STATION's wave that are still its: not those that were parked, taken over or shipped since. By slot. */
bool fo_wave_orders (FoTxn *txn, const char *station, GArray *orders, GError **error);
/* Whose slot bears the label CODE, as long as that wave goes on. STATION has FO_NUMBER_MAX. */
FoFound fo_wave_slot_coded (FoTxn *txn, const char *code, char *ret_station, FoId *ret_order, GError **error);
void fo_wave_clear (FoTxn *txn, const char *station);
void fo_wave_order_put (FoTxn *txn, const char *station, gint64 slot, FoId order);

/* The slot of ORDER is that of SLOT's code, place and carton from now on. */
void fo_wave_slot_set (FoTxn *txn, FoId order, const FoWaveOrder *slot);
/* So much more of LOT was picked for ORDER's slot, or (below 0) was put back; it lies in there. Nothing where it has none. */
void fo_wave_wait (FoTxn *txn, FoId order, FoId lot, FoQuantity quantity_u);
void fo_wave_wait_over (FoTxn *txn, FoId order);

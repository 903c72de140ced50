/* SPDX-License-Identifier: GPL-3.0-or-later
 * The cartons of a shipment, inside the work. Of an order that is not packed all of this costs nothing. */
#pragma once

#include "packing.h"
#include "stand-ins.h"

typedef struct {
  bool used; /* the order is packed */
  bool some; /* only what is in closed cartons leaves */
  FoBench bench;
  GArray *allotted; /* FoCartonLine with a place for a carton: what of the closed cartons' goods found its hold */
  GArray *only;     /* FoCartonUnit: those that leave; NULL all */
  GArray *units;    /* FoCartonUnit of all cartons of the order */
  GString *told;    /* JSON for sales; NULL: no cartons leave */
  const GArray *stand_ins; /* FoStandIn of the order; NULL: none; the caller's */
} FoShipCartons;

void fo_ship_cartons_clear (FoShipCartons *cartons);

/* May it leave like this? FO_CARTON_OPEN (arg carton), FO_NOT_PACKED (arg left). */
FoTxnEnd fo_ship_cartons_read (FoShipCartons *cartons, FoTxn *txn, const FoOrder *order, bool part, FoReply *reply, GError **error);
/* How much of a hold could leave; and how much of that lies in closed cartons. */
FoQuantity fo_ship_cartons_quantity (FoShipCartons *cartons, const FoHold *hold);
FoQuantity fo_ship_cartons_closed (FoShipCartons *cartons, const FoHold *hold);
/* Names in the reply a closed carton that has goods of HOLD. */
void fo_ship_cartons_name (const FoShipCartons *cartons, const FoHold *hold, FoReply *reply);
/* They leave with SHIPMENT; those that nobody filled are given up. */
FoTxnEnd fo_ship_cartons_leave (FoShipCartons *cartons, FoTxn *txn, FoId operation, FoId shipment, FoOrderWork *work,
                                const GArray *items, GError **error);

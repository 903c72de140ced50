/* SPDX-License-Identifier: GPL-3.0-or-later
 * What papers say of what was done: movements with the words of their ends, who did it, shipments by number. See rows.h. */
#pragma once

#include "firstout/core/movement.h"
#include "firstout/core/order.h"
#include "firstout/store/lots.h"
#include "firstout/store/places.h"

/* A movement, told. */
typedef struct {
  FoMoveKind kind;
  FoId item_id, lot_id;
  char lot[FO_LOT_NUMBER_MAX];
  FoDay expires_on;
  char from[FO_PLACE_CODE_MAX], to[FO_PLACE_CODE_MAX];
  FoPlaceKind from_kind, to_kind;
  FoQuantity quantity_u;
  char reason[64];
  FoId line_id; /* 0 none */
} FoMoved;
/* In the order they were booked; FoMoved. */
bool fo_moved_by_operation (FoTxn *txn, FoId operation, GArray *moved, GError **error);
/* Receipts on it, and what undid them. */
bool fo_moved_for_supply (FoTxn *txn, FoId supply, GArray *moved, GError **error);

typedef struct {
  char kind[32], person[64];
  FoDay day;
} FoOperationWho;
FoFound fo_operation_who (FoTxn *txn, FoId operation, FoOperationWho *ret, GError **error);

typedef struct {
  FoId id, order_id, operation;
  char number[FO_NUMBER_MAX];
  FoDay shipped_on;
} FoShipment;
FoFound fo_shipment_find (FoTxn *txn, const char *number, FoShipment *ret, GError **error);

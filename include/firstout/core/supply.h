/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Supplies: production and purchase orders, one struct a line. Value struct; pure.
 */
#pragma once

#include "firstout/core/order.h"

typedef enum { FO_SUPPLY_PRODUCTION, FO_SUPPLY_PURCHASE } FoSupplyKind;
typedef enum { FO_SUPPLY_OPEN, FO_SUPPLY_CLOSED_STATE, FO_SUPPLY_CANCELLED, FO_SUPPLY_PROPOSED } FoSupplyState;

typedef struct {
  FoId id;
  FoSupplyKind kind;
  char number[FO_NUMBER_MAX];
  char partner[FO_PARTNER_MAX];
  FoId item_id;
  FoQuantity ordered_u, received_u, promised_u;
  FoId line_id;   /* the order line it is for; 0: for stock */
  bool dedicated; /* its goods are that line's and nobody else's */
  int32_t progress_percent;
  FoDay ready_on;
  FoSupplyState state;
  int32_t tolerance_percent; /* over-delivery taken without a question */
} FoSupply;

const char *fo_supply_kind_name (FoSupplyKind kind);
bool fo_supply_kind_parse (const char *name, FoSupplyKind *ret);
const char *fo_supply_state_name (FoSupplyState state);
bool fo_supply_state_parse (const char *name, FoSupplyState *ret);

/* Still to come; never below zero. */
FoQuantity fo_supply_open (const FoSupply *supply);
/* Still to come and promised to nobody. */
FoQuantity fo_supply_room (const FoSupply *supply);

/* May QUANTITY_U be received on it? FO_SUPPLY_CLOSED, or FO_MORE_THAN_ORDERED when it goes beyond what is open plus the
 * tolerance: a warning, not a wall; the surplus is booked as free once a person confirmed. */
FoVerdict fo_supply_may_receive (const FoSupply *supply, FoQuantity quantity_u);

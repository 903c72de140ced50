/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who buys: what sales lets him do, and how fresh his goods shall be. Value struct; pure.
 */
#pragma once

#include "firstout/core/order.h"

typedef struct {
  FoId id;
  char name[FO_PARTNER_MAX];
  int32_t min_life_days; /* of the lines that say nothing themselves; 0: usable on the day of shipment is enough */
  bool blocked;          /* his orders may be promised and printed, not released */
  bool credit;           /* goods leave before he has paid */
} FoCustomer;

/* The payment gate of an order: SAID is what sales says of it (nothing said is open), CUSTOMER may be NULL (nobody we know), NOW is
 * how it stands. A block closes, credit opens, and the lead's override outlives both until sales opens the gate itself. */
FoGate fo_customer_gate (const FoCustomer *customer, FoGate said, FoGate now);

/* The last day of keeping goods for an order whose gate was closed on CLOSED_ON: so many working days after it (Monday to Friday). */
FoDay fo_customer_keep_until (FoDay closed_on, int32_t working_days);

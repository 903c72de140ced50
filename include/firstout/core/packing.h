/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Packing: what may go into a carton, what may leave, and the numbers cartons have. Pure.
 *
 * A carton is open while it is filled, closed when its contents are final, shipped when it left, cancelled when it was given up:
 * then its number is gone with it. What lies in open and closed cartons of an order is never more than what was picked for it.
 */
#pragma once

#include "firstout/core/order.h"

#define FO_SSCC_COMPANY_MIN 5  /* extension digit and GS1 company prefix together */
#define FO_SSCC_COMPANY_MAX 13

typedef enum { FO_CARTON_IS_OPEN, FO_CARTON_IS_CLOSED, FO_CARTON_IS_SHIPPED, FO_CARTON_IS_CANCELLED } FoCartonState;

const char *fo_carton_state_name (FoCartonState state);
bool fo_carton_state_parse (const char *name, FoCartonState *ret);

const char *fo_packing_name (FoPacking packing);
bool fo_packing_parse (const char *name, FoPacking *ret);

/* May QUANTITY_U more go in, when PICKED_U stands on the bench and PACKED_U of it lies in cartons? FO_NOT_ON_THIS_ORDER (nothing of
 * it was picked), FO_LINE_COMPLETE (all of it is packed), FO_MORE_THAN_PICKED. */
FoVerdict fo_packing_may_add (FoQuantity picked_u, FoQuantity packed_u, FoQuantity quantity_u);

/* May a carton be filled, closed, changed? FO_OK when it is open, FO_CARTON_CLOSED, FO_CARTON_GONE (shipped or cancelled). */
FoVerdict fo_carton_may_fill (FoCartonState state);

/* May what is on the bench leave, when CLOSED_U of PICKED_U lies in closed cartons and OPEN_U in open ones? PART: only what is in
 * closed cartons. FO_CARTON_OPEN, FO_NOT_PACKED. */
FoVerdict fo_packing_may_ship (FoPacking packing, bool part, FoQuantity picked_u, FoQuantity closed_u, FoQuantity open_u);

/* How many numbers COMPANY (extension digit and prefix) leaves room for; 0 when it is none: no digits, too short, too long. */
int64_t fo_sscc_room (const char *company);
/* Of ROOM numbers LEFT are left: is it time to say so? The last tenth, or the last thousand. */
bool fo_sscc_runs_out (int64_t room, int64_t left);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The last look before goods leave: each picked lot against its line, once more by the same predicate as at the promise. Pure.
 */
#pragma once

#include "firstout/core/lot.h"
#include "firstout/core/order.h"

/* May goods of LOT leave for LINE on TODAY? FO_CERTIFICATE_MISSING (the item needs one before shipment and the line has none),
 * else what fo_lot_usable says for the life the line asks for, counted from TODAY: FO_LOT_BLOCKED, FO_LOT_IN_QUARANTINE,
 * FO_LOT_EXPIRED, FO_LIFE_TOO_SHORT, FO_EXPIRY_UNKNOWN; FO_LOT_NOT_WANTED. */
FoVerdict fo_shipment_may_leave (const FoLine *line, const FoItem *item, const FoLot *lot, FoDay today);

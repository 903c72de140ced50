/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lot: goods of one item that share a number, days and an owner. An untracked item has exactly one, with an empty number.
 *
 * fo_lot_usable is the one predicate "usable until that day". Promise, release, pick, pack, ship and print all ask it; nobody
 * else compares a last usable day with a day. Calendar days only; the last usable day itself is included. Value struct; pure.
 */
#pragma once

#include "firstout/core/item.h"

#define FO_LOT_NUMBER_MAX 64
#define FO_OWNER_MAX 64

typedef enum { FO_LOT_STATE_FREE, FO_LOT_STATE_QUARANTINE, FO_LOT_STATE_BLOCKED } FoLotState;

typedef struct {
  FoId id;
  FoId item_id;
  char number[FO_LOT_NUMBER_MAX];
  char owner[FO_OWNER_MAX]; /* "" is the house */
  FoDay expires_on;         /* last usable day; FO_DAY_NONE: not known (expiry item) or does not apply */
  FoDay produced_on;
  FoDay received_on; /* first receipt; a return released to stock keeps it */
  FoLotState state;
} FoLot;

const char *fo_lot_state_name (FoLotState state);
bool fo_lot_state_parse (const char *name, FoLotState *ret);

/* The day the lot is usable until, as promises count it: FO_DAY_MAX when the item does not expire, FO_DAY_NONE when it does
 * and the day is not known. */
FoDay fo_lot_usable_until (const FoLot *lot, const FoItem *item);

/* Is it in the pool that promises are made from: free, and the house's? */
bool fo_lot_is_open (const FoLot *lot);

/* Usable today and until at least UNTIL (a minimum life is already inside UNTIL; pass TODAY when none is asked)? Refusals in
 * precedence: FO_LOT_BLOCKED, FO_LOT_IN_QUARANTINE, FO_LOT_EXPIRED, FO_LIFE_TOO_SHORT, FO_EXPIRY_UNKNOWN (only when UNTIL is
 * after TODAY: goods without a known day go first and never where a life is asked). UNTIL is not before TODAY. */
FoVerdict fo_lot_usable (const FoLot *lot, const FoItem *item, FoDay today, FoDay until);

/* What goods must be usable until for a line: max (TODAY, DUE_ON) + MIN_LIFE_DAYS. DUE_ON may be FO_DAY_NONE; a negative life is
 * none. At most FO_DAY_MAX - 1: goods that never expire (FO_DAY_MAX) outlive whatever is asked. */
FoDay fo_lot_until_for (FoDay today, FoDay due_on, int32_t min_life_days);

/* The days a package names, each what GS1 means by its application identifier (General Specifications, section 3.4): (11) made on,
 * (13) packed on, (15) best before: of its best until then, (17) use by: not to be used after. FO_DAY_NONE: not said. */
typedef struct {
  FoDay produced_on, packed_on, best_before_on, use_by_on;
} FoLotDays;

#define FO_LOT_DAYS_NONE ((FoLotDays){ FO_DAY_NONE, FO_DAY_NONE, FO_DAY_NONE, FO_DAY_NONE })

/* The last usable day they lead to: use by, else best before, else what the item's shelf life makes of the day of production. The day
 * of packing says nothing of it. FO_DAY_NONE: it is not known. */
FoDay fo_lot_days_end (const FoLotDays *days, const FoItem *item);

/* Do they say more than a last usable day and a day of production? Only that is worth a row of its own. */
bool fo_lot_days_told (const FoLotDays *days);

/* FO_EXPIRY_DIFFERS: both say the same kind of day and not the same day. */
FoVerdict fo_lot_days_agree (const FoLotDays *known, const FoLotDays *said);

/* Does a receipt that says EXPIRES_ON agree with the lot as booked? FO_OK also when the lot's day is not known yet (it is
 * learned then) or the receipt does not say one; else FO_EXPIRY_DIFFERS. */
FoVerdict fo_lot_same_days (const FoLot *lot, FoDay expires_on);

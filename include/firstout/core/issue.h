/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * In which order goods leave, and which of them an order line takes.
 *
 * Oldest, FEFO: earliest last usable day; ties, and items without expiry, by first receipt day, then lot number. FIFO: by first
 * receipt day, then last usable day, then lot number. Goods of an expiry item whose day is not known come first of all.
 * A receipt day that is not known is before all others. Lot numbers go by their bytes ("10" before "2"). The order is a text,
 * the issue key, so that an index of the store keeps it: compared by bytes (strcmp; COLLATE "C" in PostgreSQL).
 */
#pragma once

#include "firstout/core/lot.h"

#define FO_DAY_KEY_MAX 11
#define FO_ISSUE_KEY_MAX (2 * FO_DAY_KEY_MAX + FO_LOT_NUMBER_MAX + 2)

/* The last usable day as the store keeps it: "0000-00-00" not known, "9999-12-31" never. TEXT has FO_DAY_KEY_MAX bytes.
 * Returns TEXT. */
char *fo_usable_until_key (FoDay usable_until, char *text);
/* And back; FO_DAY_NONE for anything that is no day. */
FoDay fo_usable_until_from_key (const char *text);

/* The sort key of a lot under its item's issue order; strcmp on two keys of one item says which leaves first. KEY has
 * FO_ISSUE_KEY_MAX bytes. Returns KEY. */
char *fo_issue_key (const FoLot *lot, const FoItem *item, char *key);

/* Free goods of one usable lot at one issuing place. */
typedef struct {
  FoId lot_id;
  FoId place_id;
  FoDay usable_until; /* fo_lot_usable_until */
  FoQuantity free_u;
} FoOpenLot;

typedef struct {
  FoId lot_id;
  FoId place_id;
  FoDay usable_until;
  FoQuantity quantity_u;
} FoPick;

/* Can an open lot (already free of blocks) serve a line that needs goods usable until UNTIL? The same rule as fo_lot_usable
 * on what the book repeats of a lot. */
FoVerdict fo_open_lot_usable (const FoOpenLot *lot, FoDay today, FoDay until);

/* Walks LOTS (in issue order) and takes what satisfies until WANTED_U is reached: whole lots first to last, splitting the last
 * one. Fills at most ROOM picks; returns how many. *ret_missing_u is what was not found (or did not fit into ROOM). */
size_t fo_issue_plan (const FoOpenLot *lots, size_t n, FoDay today, FoDay until, FoQuantity wanted_u, FoPick *picks,
                      size_t room, FoQuantity *ret_missing_u);

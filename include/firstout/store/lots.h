/* SPDX-License-Identifier: GPL-3.0-or-later
 * Lots. Whoever changes a lot's days or state goes through fo_lot_set, which rewrites what the book repeats. See rows.h. */
#pragma once

#include "firstout/core/issue.h"
#include "firstout/store/items.h"

FoFound fo_lot_find (FoTxn *txn, FoId id, FoLot *ret, GError **error);
/* The house's lot of that number ("" for an untracked item). */
FoFound fo_lot_find_by_number (FoTxn *txn, FoId item, const char *number, FoLot *ret, GError **error);
/* And OWNER's. */
FoFound fo_lot_find_owned (FoTxn *txn, FoId item, const char *number, const char *owner, FoLot *ret, GError **error);
/* Who owns lots besides the house, by name: those after AFTER ("" from the first on), at most LIMIT. Free with g_strfreev; NULL: failed. */
GStrv fo_lot_owners (FoTxn *txn, const char *after, guint limit, GError **error);
/* All lots that carry NUMBER, whatever the item; FoLot, at most 16. */
bool fo_lots_numbered (FoTxn *txn, const char *number, GArray *lots, GError **error);

/* All lots of an item, with goods or without; FoLot. */
bool fo_lots_of_item (FoTxn *txn, FoId item, GArray *lots, GError **error);

/* Which days its goods named. Of a lot that says no more than its last usable day all but produced_on are FO_DAY_NONE. */
bool fo_lot_days_get (FoTxn *txn, const FoLot *lot, FoLotDays *ret, GError **error);
/* produced_on is the lot's own, and set with it. */
void fo_lot_days_put (FoTxn *txn, FoId lot, const FoLotDays *days);

/* Lots of an item that lie at a place, in no order; FoLot. */
bool fo_lots_at_place (FoTxn *txn, FoId item, FoId place, guint limit, GArray *lots, GError **error);

void fo_lot_insert (FoTxn *txn, const FoLot *lot, const char *reason);
/* New days or state, with REASON. Rewrites the keys of its balances and, when it starts or stops being usable, the turn's sum of
 * free goods. */
bool fo_lot_set (FoTxn *txn, FoTurn *turn, const FoItem *item, const FoLot *before, const FoLot *after, const char *reason,
                 GError **error);

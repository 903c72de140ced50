/* SPDX-License-Identifier: GPL-3.0-or-later
 * Parts of a count, inside the work. */
#pragma once

#include "firstout/store/stocktakes.h"
#include "inside.h"

/* The place, and the count of it that is open: FO_PLACE_UNKNOWN, FO_SCAN_PLACE_FIRST. */
FoTxnEnd fo_count_find (FoTxn *txn, FoId place, FoPlace *ret_place, FoStocktake *ret_take, FoReply *reply, GError **error);

/* May ACT's person count in the round TAKE is in? FO_COUNT_BY_ANOTHER. */
FoTxnEnd fo_count_judge_person (FoTxn *txn, const FoAct *act, const FoStocktake *take, FoReply *reply, GError **error);

/* What can be counted of a balance at PLACE: on a bench only what is not picked. */
FoQuantity fo_count_countable (const FoPlace *place, FoBalance balance);

/* UNDONE's entry is taken back: FO_CANNOT_UNDO when the count was closed or went on. */
FoTxnEnd fo_count_undo_entry (FoTxn *txn, FoId undone, FoReply *reply, GError **error);

/* The units that were SEEN (FoStocktakeUnit) are in the house, also those the book did not know. */
bool fo_count_units_here (FoTxn *txn, FoId operation, const GArray *seen, GError **error);

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

/* The units that were SEEN (FoStocktakeUnit) are at PLACE, also those the book did not know, or had elsewhere: these are added to LIST,
 * item, lot, serial and other_place. */
bool fo_count_units_here (FoTxn *txn, FoId operation, FoId place, const GArray *seen, GString *list, GError **error);

/* QUANTITY_U of LOT are not at PLACE: those units are gone that the book has there and nobody saw. Their codes as a JSON array in
 * *ret_codes (g_free), NULL when it is not clear which. */
bool fo_count_units_gone (FoTxn *txn, FoId operation, const GArray *seen, const FoLot *lot, FoId place, FoQuantity quantity_u,
                          char **ret_codes, GError **error);

/* What the book has of LOT at PLACE still, and nobody SAW, is somewhere: nobody knows where. Added to LIST without other_place. */
bool fo_count_units_unseen (FoTxn *txn, FoId operation, const GArray *seen, const FoItem *item, const FoLot *lot, FoId place,
                            GString *list, GError **error);

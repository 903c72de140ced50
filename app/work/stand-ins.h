/* SPDX-License-Identifier: GPL-3.0-or-later
 * Lines that stand for others, under work: goods that leave instead of those that were ordered. Orders without such lines cost nothing. */
#pragma once

#include "apply-line.h"
#include "firstout/store/substitutes.h"

/* FoStandIn of the order; NULL where it has none. To be unreferenced. */
bool fo_stand_ins_load (FoTxn *txn, const FoOrderWork *work, GArray **ret, GError **error);
/* That of LINE; NULL where it stands for none (or STAND_INS is NULL). */
const FoStandIn *fo_stand_in_of (const GArray *stand_ins, FoId line);

/* How much of the other line's goods QUANTITY_U of this one's stands for, rounded down. */
FoQuantity fo_stand_in_stands_for (const FoStandIn *stand_in, FoQuantity quantity_u);
/* How much of LINE is met by others, or shall be. */
FoQuantity fo_stand_ins_replaced (const GArray *stand_ins, const FoOrderWork *work, FoId line);

/* QUANTITY_U of what is open of the stand-in is called off, what is bound of it let go, and the line it stands for misses its part again.
 * TURN and ITEM are the stand-in's; promising anew is the caller's. */
bool fo_stand_in_give_back (FoTxn *txn,
                            FoTurn *turn,
                            const FoItem *item,
                            FoOrderWork *work,
                            const GArray *stand_ins,
                            const FoStandIn *stand_in,
                            FoQuantity quantity_u,
                            GError **error);

/* Sales says something else of a line that others stand for: what it lowers is taken from the line's own goods first, then from those,
 * the newest first. a->replaced_u is what they stand for then. *ret is FO_BELOW_SHIPPED or FO_BELOW_PICKED where they have gone too
 * far; KEEPS false: none may stay. */
bool fo_stand_ins_follow (FoApplyingLine *a, bool keeps, FoVerdict *ret, GError **error);
/* The orders that wait for what may become free then. */
bool fo_stand_ins_want_waiting (FoApplyingLine *a, GError **error);

/* What sales calls LINE: a line that stands for another by that one's name. TEXT has FO_NUMBER_MAX bytes. */
bool fo_line_told_as (FoTxn *txn, const FoLine *line, char *text, GError **error);
/* Adds "instead_of": {"item", "quantity" (of the goods that leave) "stands_for" (so much of ITEM)}. */
void fo_stand_in_tell (GString *json, const FoStandIn *stand_in, const FoItem *of);
/* The same of LINE, where it stands for another; nothing where it does not. */
bool fo_line_tell_original (FoTxn *txn, GString *json, const FoLine *line, GError **error);
/* Adds to LINE's words "instead": what stands for it, each with its item, the ratio, and its quantities. */
bool fo_stand_ins_tell (
    FoTxn *txn, GString *json, const GArray *stand_ins, const FoOrderWork *work, FoId line, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The expiry outlook: what ends in which week, how much of it deals will take before, and what is at risk: free goods that no promise
 * reaches. Promises are served the way release would: the earliest lot that satisfies them. Orders that wait unpromised take nothing
 * here: if they could, they would have a promise. Quantities of a week are of the items' own units, added up: for a warehouse of one unit.
 *
 * A warehouse of a million lots is read in pieces: a piece is some items, each in the order of an index. May be read on one thread
 * and looked at on another, not both at once. */
#pragma once

#include "firstout/core/day.h"
#include "firstout/core/quantity.h"
#include "firstout/store/rows.h"

#define FO_OUTLOOK_WEEKS 26
#define FO_OUTLOOK_LOTS_MAX 20000 /* that are kept one by one; the weeks add up all */

typedef struct {
  FoDay from;           /* its first day; of what is over already FO_DAY_NONE */
  guint lots;           /* at their places */
  guint held_lots, promised_lots, risk_lots; /* of them: something of it is at risk; else promised; else all of it held. Units of different
                                              * items do not add up, lots do */
  FoQuantity held_u;    /* for orders, at a bench too */
  FoQuantity promised_u;
  FoQuantity risk_u;
} FoOutlookWeek;

typedef struct {
  FoId item_id, lot_id, place_id;
  FoDay ends_on;
  guint week;
  FoQuantity on_hand_u, held_u, promised_u, risk_u;
} FoOutlookLot;

typedef struct FoOutlook FoOutlook;
FoOutlook *fo_outlook_new (FoDay today);
FoOutlook *fo_outlook_ref (FoOutlook *outlook);
void fo_outlook_unref (FoOutlook *outlook);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoOutlook, fo_outlook_unref)

/* The next ITEMS items. *ret_more: there are others. */
bool fo_outlook_read (FoOutlook *outlook, FoTxn *txn, guint items, bool *ret_more, GError **error);

/* FO_OUTLOOK_WEEKS + 1: the first is what is over already. Weeks of seven days, from today. */
const FoOutlookWeek *fo_outlook_weeks (const FoOutlook *outlook);
/* FoOutlookLot, by item; of each in the order it shall leave. */
const GArray *fo_outlook_lots (const FoOutlook *outlook);

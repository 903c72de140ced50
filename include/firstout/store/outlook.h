/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the expiry outlook is made of. See rows.h. */
#pragma once

#include "firstout/core/ledger.h"
#include "firstout/core/promise.h"
#include "firstout/store/items.h"

typedef struct {
  FoId lot_id, place_id;
  FoDay ends_on; /* FO_DAY_NONE: not known, or never */
  bool usable;   /* the lot is free, and orders are filled from the place */
  FoBalance balance;
} FoEnding;

/* Goods of ITEM that end by UNTIL, in its issue order; those whose day is not known among them. */
bool fo_endings_of_item (FoTxn *txn, const FoItem *item, FoDay until, GArray *endings, GError **error);
/* What of ITEM's stock is promised, by the day until which it must be usable: FoLifeStep, earliest first. */
bool fo_promised_by_day (FoTxn *txn, FoId item, GArray *steps, GError **error);

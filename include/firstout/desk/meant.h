/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a scan names, for pages that only look: they have no task that waits for something. */
#pragma once

#include "firstout/core/item.h"
#include "firstout/core/lot.h"
#include "firstout/core/order.h"
#include "firstout/core/scan.h"
#include "firstout/store/rows.h"

typedef struct {
  char text[128]; /* as it was scanned */
  char order[FO_NUMBER_MAX];    /* an order's number, also of a carton of ours; "" it names none; so the others */
  char supply[FO_NUMBER_MAX];
  char item[FO_ITEM_CODE_MAX];
  char lot[FO_LOT_NUMBER_MAX];  /* beside the item */
} FoMeant;

/* A command, a badge or a place is nothing to look for. Any thread. */
bool fo_scan_may_be_meant (const FoScan *scan);

/* All that SCAN names in the book: the first order, supply and goods. False: the store failed. In a reading transaction. */
bool fo_scan_meant (FoTxn *txn, const FoScan *scan, bool training, FoMeant *ret, GError **error);

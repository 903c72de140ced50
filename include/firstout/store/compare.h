/* SPDX-License-Identifier: GPL-3.0-or-later
 * Our side of a comparison with a sales system, in pages. See rows.h. */
#pragma once

#include "firstout/store/rows.h"

typedef struct {
  FoId id;
  char *remote_id, *number;
} FoCompareOrder;
void fo_compare_order_clear (FoCompareOrder *order);
/* Orders that are open here and that sales knows, behind AFTER; FoCompareOrder. */
bool fo_compare_orders (FoTxn *txn, FoId after, guint limit, GArray *orders, GError **error);
/* Did anybody tell us of that order? */
FoFound fo_compare_order_known (FoTxn *txn, const char *remote_id, GError **error);

typedef struct {
  FoId lot;
  char *item, *number; /* the item's code, the lot's number */
  gint64 on_hand_u;
} FoCompareLot;
void fo_compare_lot_clear (FoCompareLot *lot);
/* What is in the house of LIMIT lots behind AFTER; FoCompareLot for each that has a balance. */
bool fo_compare_lots (FoTxn *txn, FoId after, guint limit, GArray *lots, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Goods that leave for other reasons than an order, inside the work: which units, and the parts operations are made of. */
#pragma once

#include "firstout/work/codes.h"
#include "inside.h"

/* WHAT is an FoCarry. */
FoTxnEnd fo_carry_part (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error);

/* Are the units of QUANTITY_U of LOT named, and are they to be had? Nothing is asked of goods that are not known by the unit,
 * nor of those that came before their units were kept, or without a code that could be read.
 * FO_MARKING_NEEDED, FO_MARKING_KNOWN, FO_MARKING_OTHER_ITEM. */
FoTxnEnd fo_leaving_judge (FoTxn *txn, const FoItem *item, const FoLot *lot, FoQuantity quantity_u, const FoMark *marks, guint n,
                           FoReply *reply, GError **error);
/* They are gone from FROM; the cartons they were in are opened, but not CARTON (0: none), which goes with them. */
bool fo_leaving_book (FoTxn *txn, FoId operation, const FoItem *item, const FoLot *lot, FoId from, const FoMark *marks, guint n, FoId carton,
                      FoReply *reply, GError **error);

/* CARTON (0: none) does not stand for its units any more. */
bool fo_leaving_end_carton (FoTxn *txn, FoId operation, FoId carton, GError **error);

/* WHAT is an FoWriteOff. */
FoTxnEnd fo_write_off_part (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error);
/* Must somebody agree before so much of ITEM is written off? */
bool fo_write_off_asks (FoTxn *txn, const FoActContext *context, const FoItem *item, FoQuantity quantity_u, bool *ret_asks, GError **error);
/* Their codes as a JSON array; free with g_free. */
char *fo_leaving_codes (const FoMark *marks, guint n);

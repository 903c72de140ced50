/* SPDX-License-Identifier: GPL-3.0-or-later
 * Parts of operations that keep the codes of marked goods, inside the work. All run in the operation's transaction, with the item's
 * turn held where they write. */
#pragma once

#include "firstout/work/codes.h"
#include "inside.h"

/* May units that bear MARKS come in as ITEM? FO_MARKING_KNOWN, FO_MARKING_OTHER_ITEM. */
FoTxnEnd fo_marks_judge_in (FoTxn *txn, const FoItem *item, const FoMark *marks, guint n, FoReply *reply, GError **error);
/* They are in; with the item's turn held it is judged once more, for two docks may scan the same. CARTON is where they are put, 0 none;
 * the carton they were announced in is opened, if it is another one. */
FoTxnEnd fo_marks_take_in (FoTxn *txn, FoId operation, const FoItem *item, const FoLot *lot, const FoMark *marks, guint n, FoId carton,
                           FoReply *reply, GError **error);

/* May units that bear MARKS leave as goods of LOT? Those the book does not know may. FO_MARKING_KNOWN, FO_MARKING_OTHER_ITEM. */
FoTxnEnd fo_marks_judge_out (FoTxn *txn, const FoItem *item, const FoLot *lot, const FoMark *marks, guint n, FoReply *reply,
                             GError **error);
/* They are picked for LINE. The carton they were in is opened unless it is CARTON: then the reply names it. */
bool fo_marks_put_out (FoTxn *txn, FoId operation, FoId line, const FoItem *item, const FoLot *lot, const FoMark *marks, guint n,
                       FoId carton, FoReply *reply, GError **error);

/* What UNDONE did to units is taken back under OPERATION. FO_CANNOT_UNDO: others have built on it. */
FoTxnEnd fo_marks_undo (FoTxn *txn, FoId undone, FoId operation, FoReply *reply, GError **error);

/* Units picked for LINE go back to a shelf: CHOSEN, or those in it when it is a carton; NULL: all of ITEM's LOT. *ret_quantity_u is
 * how many. A carton that does not go back whole is opened. */
bool fo_marks_put_back (FoTxn *txn, FoId operation, FoId line, const FoItem *item, const FoLot *lot, const FoUnit *chosen,
                        FoQuantity *ret_quantity_u, GError **error);

/* QUANTITY_U of ITEM's LOT picked for LINE leave with SHIPMENT: its codes, and the cartons that leave whole, go into LINES (an object
 * that is open) as "codes" and "cartons". ONLY: the units that leave (FoCartonUnit), NULL all. FO_MARKING_NEEDED: some were picked
 * without one. */
FoTxnEnd fo_marks_ship (FoTxn *txn, FoId operation, FoId shipment, FoId line, const FoItem *item, const FoLot *lot,
                        FoQuantity quantity_u, const GArray *only, GString *lines, FoReply *reply, GError **error);

/* Parts of operations on a whole carton. WHAT as in fo_work_receive and fo_work_pick. */
FoTxnEnd fo_receive_part (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error);
FoTxnEnd fo_pick_part (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error);

/* Takes back what UNDONE taught or forgot. FO_CANNOT_UNDO: it was taught otherwise since. */
FoTxnEnd fo_learn_undo (FoTxn *txn, FoId undone, FoId operation, FoReply *reply, GError **error);

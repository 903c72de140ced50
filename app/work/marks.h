/* SPDX-License-Identifier: GPL-3.0-or-later
 * Parts of operations that keep the codes of marked goods, inside the work. All run in the operation's transaction, with the item's
 * turn held where they write. */
#pragma once

#include "firstout/work/codes.h"
#include "inside.h"

/* UNIT is the one that MARK names: code, identity and serial. */
void fo_unit_take_code (FoUnit *unit, const FoMark *mark);

/* May units that bear MARKS come in as ITEM? FO_MARKING_KNOWN, FO_MARKING_OTHER_ITEM. */
FoTxnEnd fo_marks_judge_in (FoTxn *txn, const FoItem *item, const FoMark *marks, guint n, FoReply *reply, GError **error);
/* They are in, at PLACE; with the item's turn held it is judged once more, for two docks may scan the same. CARTON is where they are
 * put, 0 none; the carton they were announced in is opened, if it is another one. */
FoTxnEnd fo_marks_take_in (FoTxn *txn, FoId operation, const FoItem *item, const FoLot *lot, FoId place, const FoMark *marks, guint n,
                           FoId carton, FoReply *reply, GError **error);

/* May units that bear MARKS leave as goods of LOT? Those the book does not know may. FO_MARKING_KNOWN, FO_MARKING_OTHER_ITEM. */
FoTxnEnd fo_marks_judge_out (FoTxn *txn, const FoItem *item, const FoLot *lot, const FoMark *marks, guint n, FoReply *reply,
                             GError **error);
/* They are picked for LINE, from FROM to the bench TO. The carton they were in is opened unless it is CARTON: then the reply names it. */
bool fo_marks_put_out (FoTxn *txn, FoId operation, FoId line, const FoItem *item, const FoLot *lot, FoId from, FoId to,
                       const FoMark *marks, guint n, FoId carton, FoReply *reply, GError **error);

/* What UNDONE did to units is taken back under OPERATION. FO_CANNOT_UNDO: others have built on it. */
FoTxnEnd fo_marks_undo (FoTxn *txn, FoId undone, FoId operation, FoReply *reply, GError **error);

/* Units picked for LINE go back to the shelf TO: CHOSEN, or those in it when it is a carton; NULL: all of ITEM's LOT. *ret_quantity_u is
 * how many. A carton that does not go back whole is opened. */
bool fo_marks_put_back (FoTxn *txn, FoId operation, FoId line, const FoItem *item, const FoLot *lot, FoId to, const FoUnit *chosen,
                        FoQuantity *ret_quantity_u, GError **error);

/* ---- places (unit-places.c) ---------------------------------------------------------------------------------------- */

/* A unit was taken from, or seen at, another place than the book has it at: REPLY names that as `unit_place`, and it is to be counted. */
bool fo_unit_note_elsewhere (FoTxn *txn, FoId operation, const FoUnit *unit, const FoLot *lot, FoId seen_at, FoReply *reply,
                             GError **error);

/* Which units go when QUANTITY_U of LOT's ON_HAND_U at FROM are moved: those of MARKS, those in CARTON (0: none), all that are known to
 * be there when all of it goes, none when so many there are not known one by one. Else FO_MARKING_NEEDED or FO_SERIAL_NEEDED; also
 * FO_MARKING_KNOWN, FO_MARKING_OTHER_ITEM. Into UNITS (FoUnit). */
typedef struct {
  const FoItem *item;
  const FoLot *lot;
  FoId from;
  FoQuantity on_hand_u, quantity_u;
  const FoMark *marks;
  guint n_marks;
  FoId carton;
} FoUnitsMoved;
FoTxnEnd fo_units_choose (FoTxn *txn, const FoUnitsMoved *what, GArray *units, FoReply *reply, GError **error);
/* They are at TO now (0: nobody knows); a carton that does not go whole is opened unless it is WHAT's. */
bool fo_units_move (FoTxn *txn, FoId operation, const FoUnitsMoved *what, GArray *units, FoId to, FoReply *reply, GError **error);

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

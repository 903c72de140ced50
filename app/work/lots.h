/* SPDX-License-Identifier: GPL-3.0-or-later
 * Parts of operations on lots, inside the work: changed, relabelled, followed. All run in the operation's transaction. */
#pragma once

#include "firstout/store/genealogy.h"
#include "firstout/work/lot-acts.h"
#include "inside.h"
#include "right.h"

/* Holds of the lot AFTER that it serves no longer are let go and listed in LOST as fo_mend_promises does, unless they are picked. The
 * item's turn is held. (block.c) */
bool fo_holds_rejudge (FoTxn *txn, const FoActContext *context, FoTurn *turn, const FoItem *item, const FoLot *after, json_object *lost,
                       GError **error);
/* HOLDS (FoHold, none picked) of TURN's item are let go, and listed in LOST. (block.c) */
bool fo_holds_lose (FoTxn *txn, const FoActContext *context, FoTurn *turn, const GArray *holds, json_object *lost, GError **error);
/* The rows of the orders that HOLDS are for: before any item's turn. (block.c) */
bool fo_holds_take_orders (FoTxn *txn, const GArray *holds, GError **error);
/* Promises of the item that can no longer be kept are given up and listed in LOST; what is free goes to those who wait. (block.c) */
bool fo_turn_plan_anew (FoTxn *txn, const FoActContext *context, FoTurn *turn, json_object *lost, GError **error);
/* The lot becomes AFTER (number, days, state), its holds are judged anew. The caller runs fo_mend_promises next, and
 * fo_promise_waiting behind it. (block.c) */
bool fo_lot_change (FoTxn *txn, const FoActContext *context, FoTurn *turn, const FoItem *item, const FoLot *before, const FoLot *after,
                    const char *reason, json_object *lost, GError **error);

/* QUANTITY_U of FROM at PLACE are TO's from now on; HELD_U of it, held for LINE, stays held (the hold's own row is the caller's).
 * The item's turn is held. (relabel.c) */
typedef struct {
  const FoItem *item;
  const FoLot *from, *to;
  const FoPlace *place;
  FoQuantity quantity_u, held_u;
  FoId line_id;
  const char *why;
} FoRelabelPart;
bool fo_relabel_book (FoTxn *txn, FoTurn *turn, FoId operation, const FoRelabelPart *part, GError **error);

/* Lots of one lot's kin, the nearest first; UP: what it was made of, else what was made of it. (kin.c) */
typedef struct {
  FoId lot;
  int depth;   /* of UP: 1, 2 …; the lot itself is none of its kin */
  FoId via;    /* the lot it was found at */
  FoId supply; /* the production order between the two; 0: a new label */
  FoQuantity quantity_u; /* how much went that way */
} FoKin;
/* FoKin, each lot once. */
bool fo_kin_walk (FoTxn *txn, FoId lot, bool up, GArray *kin, GError **error);
/* Only those one step away, once for each way. */
bool fo_kin_next (FoTxn *txn, FoId lot, bool up, GArray *kin, GError **error);

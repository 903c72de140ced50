/* SPDX-License-Identifier: GPL-3.0-or-later
 * The parts of picking: task-pick.c takes goods, pick-other.c does what else a picker does, pick-page.c shows. Inside the desk. */
#pragma once

#include "step.h"

/* Is there only one place in the warehouse goods can be taken from? Then nobody is asked which. */
bool fo_pick_one_place (FoTxn *txn, bool *ret_one, GError **error);
/* Where the person stands, as far as that still means something: a place scanned just now, or one with goods of the order left. */
FoId fo_pick_standing_at (const FoDeskState *now, const GArray *holds);
/* The next hold to pick (NULL: none): of ITEM (0: any), where the person stands if there is one. */
const FoHold *fo_pick_next (const FoDeskState *now, const GArray *holds, FoId item);

/* Picks QUANTITY_U of GOODS; REASON as in FoPickAct; HERE_U of them the book did not know. */
bool fo_pick_book (FoStep *step, const FoGoods *goods, FoQuantity quantity_u, const char *reason, FoQuantity here_u,
                   const FoInstead *instead, GError **error);

/* ---- a wave (pick-wave.c) ---- */

bool fo_pick_wave (FoStep *step, const char *argument, GError **error);
/* The order of the next pick is open, one at PLACE first. Nothing where there is no wave. */
bool fo_pick_wave_on (FoStep *step, FoId place, GError **error);
/* Which order of STATION's wave GOODS are for: ORDER if it waits for them (HOLDS are its), else the first that does. */
bool fo_pick_wave_order (FoTxn *txn, const char *station, FoId order, const FoGoods *goods, FoId place, const GArray *holds, FoId *ret_order,
                         GError **error);
/* What a wave asks of the person now. */
typedef struct {
  bool slot;   /* the next scan is a slot's label: goods lie in no slot, or it has none */
  bool carton; /* the slot is one a carton may stand for */
} FoPickWaveAsk;

/* Which slot, and what is asked of it, into the instruction. */
bool fo_pick_wave_show (FoTxn *txn, const char *station, const FoDeskState *now, FoView *view, FoPickWaveAsk *ret, GError **error);

/* ---- its slots (pick-slot.c) ---- */

/* Of a pick for ORDER: where the goods are put, and whether that is to be said. Nothing where there is no wave. */
bool fo_pick_slot_of (FoStep *step, FoId order, FoId *ret_place, bool *ret_waits, GError **error);
/* A slot's label: *RET_ANSWERED, and the answer is given. */
bool fo_pick_slot_scan (FoStep *step, const FoCode *code, bool *ret_answered, GError **error);
/* Where the warehouse wants it: what was picked before is in its slot, unless more of LOT (0: anything) comes to it for ORDER, and every
 * slot has a label. Else *RET_ANSWERED: FO_SLOT_FIRST. */
bool fo_pick_slot_due (FoStep *step, FoId order, FoId lot, bool *ret_answered, GError **error);
/* `slot-carton [N]`: a new carton is the slot. */
bool fo_pick_slot_carton (FoStep *step, const char *argument, GError **error);

/* After a pick (pick-zero.c): the question, where the warehouse wants it and the place is empty by the book. */
void fo_pick_ask_zero (FoStep *step);
/* When there is nothing left to pick: the oldest question that was not answered, if there is one. */
bool fo_pick_view_zero (FoTxn *txn, const char *station, const FoDeskState *now, FoView *view, GError **error);
bool fo_pick_empty (FoStep *step, const char *argument, GError **error);
bool fo_pick_not_empty (FoStep *step, const char *argument, GError **error);
bool fo_pick_anyway (FoStep *step, const char *argument, GError **error);
bool fo_pick_here (FoStep *step, const char *argument, GError **error);
bool fo_pick_short (FoStep *step, const char *argument, GError **error);
bool fo_pick_park (FoStep *step, const char *argument, GError **error);
bool fo_pick_next_order (FoStep *step, const char *argument, GError **error);
bool fo_pick_no_code (FoStep *step, const char *argument, GError **error);
bool fo_pick_choose (FoStep *step, const char *argument, GError **error);
bool fo_pick_ship (FoStep *step, const char *argument, GError **error);
bool fo_pick_quarantine (FoStep *step, const char *argument, GError **error);
bool fo_pick_view (FoTxn *txn, const char *station, const FoDeskState *now, FoView *view, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Kits among the random days: some orders ask for one, and its components are lines like any other's, but what leaves of them, and what
 * is held for them once the order is released, makes whole kits. */
#pragma once

#include "model-cartons.h"

#define MODEL_KIT 520
/* The kit's line of an order, and those of its components: one of the first and two of the second make a kit. */
#define MODEL_KIT_LINE(order) (1000 + 10 * (FoId) (order) + 5)
#define MODEL_KIT_FIRST(order) (MODEL_KIT_LINE (order) + 1)
#define MODEL_KIT_SECOND(order) (MODEL_KIT_LINE (order) + 2)

bool model_has_kit (const Model *m, guint order);
/* In the transaction that makes the house, and that which makes an order. */
void model_furnish_kit (FoTxn *txn, Model *m);
void model_furnish_kit_line (FoTxn *txn, Model *m, guint order);

/* What must be true of the LINES (FoLine) of ORDER. */
void model_judge_kit (Model *m, guint order, const FoOrder *said, const GArray *lines);

/* How LEAVE must end, as far as kits have a say in it: may become FO_KIT_INCOMPLETE, or perhaps so. LINES are the order's, before. */
void model_kit_judge_leave (const Model *m, const GArray *lines, ModelLeave *leave);
/* What left, by what the answer says; trouble when that is not what must. */
void model_kit_hear_leave (Model *m, const GArray *lines, ModelLeave *leave, const FoReply *reply);

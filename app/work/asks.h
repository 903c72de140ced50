/* SPDX-License-Identifier: GPL-3.0-or-later
 * What follows from what was said, and is asked instead of done: rows of store/questions.h. One open row about each thing; it closes
 * itself (answer "void") when its reason is gone. */
#pragma once

#include "firstout/store/questions.h"
#include "inside.h"

/* LINE asks for less, or for more again: what is coming for it alone, beyond what it still needs, may be kept for stock or called
 * off. */
bool fo_ask_about_supplies (FoTxn *txn, FoId operation, const FoOrderWork *work, const FoLine *line, GError **error);

/* The ready day of SUPPLY has moved: lines that were promised from it may be late for their orders' days. */
bool fo_ask_about_slip (FoTxn *txn, FoId operation, const FoSupply *supply, GError **error);

/* SUPPLY is closed, LOST_U of what was promised from it did not come. */
bool fo_ask_came_short (FoTxn *txn, FoId operation, const FoSupply *supply, FoQuantity lost_u, GError **error);

/* A proposal of ours is called off, and sales hears so. (shortage.c) */
bool fo_proposal_withdraw (FoTxn *txn, FoId operation, FoSupply *supply, GError **error);
/* ... and is made once more. */
bool fo_proposal_renew (FoTxn *txn, FoId operation, FoSupply *supply, GError **error);

/* ORDER has come from sales; something that was opened here for the same customer or deal may be the same thing. */
bool fo_ask_same_thing (FoTxn *txn, FoId operation, const FoOrder *order, GError **error);

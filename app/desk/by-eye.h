/* SPDX-License-Identifier: GPL-3.0-or-later
 * Goods a person has in front of him that no code names, or that the book does not have here. Inside the desk; a part of step.h. */
#pragma once

#include "firstout/desk/desk.h"
#include "state.h"

typedef struct FoStep FoStep;

/* ---- goods the book does not have here (here.c) ------------------------------------------------------------------------------------ */

/* What "they are here" answers. */
bool fo_verdict_is_missing (FoVerdict refused);
/* How much is here that the book does not know: ARGUMENT, or what lacks to GOODS where FREE_U is booked. FO_QUANTITY_… */
FoVerdict fo_quantity_here (const char *argument, const FoGoods *goods, FoQuantity free_u, FoQuantity *ret_here_u);
/* GOODS were refused as they were scanned, WHY: they are kept for `here` alone, where that answers it; else they are put down. */
bool fo_step_miss (FoStep *step, const FoGoods *goods, FoVerdict why);
/* `here [QUANTITY]` of the goods in the hand, at PLACE (0: it has to be scanned): they are booked from difference, counted some day, and
 * stay in the hand. Undone by itself. */
bool fo_step_here (FoStep *step, const char *argument, FoId place, GError **error);
/* Offers `here`, where that answers why the goods in the hand are refused. True: nothing else goes on with them, and that is shown. */
bool fo_view_missed (const FoDeskState *now, int f_key, FoView *view);

/* ---- goods without a code (by-eye.c) --------------------------------------------------------------------------------------------- */

/* Which of CHOICES (GArray of FoChoice) the words mean; fills the answer when it is not exactly one. */
bool fo_step_offer_choices (FoStep *step, const GArray *choices, const FoChoice **ret_one, GError **error);
/* The same, also when there is but one; FOR as FoDeskState.asks_for. */
bool fo_step_ask_choice (FoStep *step, const GArray *choices, const char *asks_for, GError **error);
/* Choice number ARGUMENT of those offered; NULL and an answer when there is none. */
const FoChoice *fo_step_chosen (FoStep *step, const char *argument);
/* One of the lot (or of the item alone) that was chosen, at its place. *ret_may is false, and the answer given, where its item is not taken by eye. */
bool fo_step_choice_goods (FoStep *step, const FoChoice *choice, FoGoods *ret_goods, bool *ret_may, GError **error);
/* The items whose words begin like WORDS: as fo_step_offer_choices; none of them, and it is asked for words. */
bool fo_step_search_items (FoStep *step, const char *words, GArray *choices, const FoChoice **ret_one, GError **error);
/* Whose GOODS are, a lot nobody knows: *RET_ASKED, and the answer is given; not where all goods are the house's, or it was said. */
bool fo_step_ask_whose (FoStep *step, const FoGoods *goods, bool *ret_asked, GError **error);
bool fo_words_fit (const char *words, const FoItem *item, const char *lot);

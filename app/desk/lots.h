/* SPDX-License-Identifier: GPL-3.0-or-later
 * From what is scanned or said to a lot of the book, and whose. Inside the desk; a part of step.h. */
#pragma once

#include "state.h"

#include "firstout/store/lots-meant.h"

typedef struct FoStep FoStep;

/* ---- goods of a book (lots.c) ------------------------------------------------------------------------------------------------------ */

/* What CODE names for a task goods leave by, or lie for. A reader that may have dropped the separators is believed when all ways to
 * read the string that name any lot, or any unit of marked goods, of the book name the same one; else it is
 * FO_GS1_SEPARATOR_LOST. What comes in is never guessed: fo_names_read. Where several owners have a lot of that number it names each that
 * EXPECTED (NULL: nothing) leaves: fo_lots_meant. */
bool fo_names_read_outbound (FoTxn *txn, const FoCode *code, FoDay today, const FoLotsExpected *expected, FoNames *ret,
                             GError **error);
/* It says something else, or less, when the scanner dropped a separator. */
bool fo_code_may_have_lost_separators (const FoCode *code);
/* Perhaps the scanner dropped a separator, or surely: nothing that hangs on it is booked without a person's word. */
static inline bool
fo_verdict_is_of_separators (FoVerdict verdict)
{
  return verdict == FO_GS1_SEPARATOR_LOST || verdict == FO_GS1_SEPARATOR_UNSURE;
}
/* Goods from what was named; FoQuantity of one scan. Units of marked goods count one by one, whatever their GTIN counts for. */
void fo_goods_init (FoGoods *goods, const FoNamed *named);
/* Each unit is scanned by its own code. */
void fo_goods_one_unit (FoGoods *goods);
/* Of a task goods leave by: the unit is known although its code is not whole; one by one. */
void fo_goods_know_unit (FoGoods *goods, const FoNamed *named);
/* The lot of GOODS: as named or said ("NUMBER@OWNER" is that owner's), the only one of an untracked item, or the only one of the item
 * that lies at PLACE. FO_LOT_UNKNOWN, FO_LOT_NEEDED, FO_LOT_AMBIGUOUS (several owners': fo_step_ask_owner). */
bool fo_goods_find_lot (FoTxn *txn, FoGoods *goods, FoId place, FoVerdict *ret_verdict, GError **error);
/* Rows of STOCK (FoStockRow of one item) as the reply's lines. */
char *fo_stock_to_json (const GArray *rows);

/* ---- whose (whose.c) ---- */

/* Which of LOTS (FoLot, of one number) is meant is asked, and the command "BEFORE LOT BEHIND" is said then. GOODS (NULL: none) stay in
 * the hand (whose.c). */
bool fo_step_ask_owner (FoStep *step, const GArray *lots, const char *before, const char *behind, const FoGoods *goods, GError **error);
/* TEXT is how a lot that was chosen then stands in the command. */
FoFound fo_lot_chosen (FoTxn *txn, const char *text, FoLot *ret, GError **error);
/* `lot NUMBER` of the goods in the hand: several owners' lots, none of which is expected, are asked about. */
bool fo_step_asks_owner (FoStep *step, const char *number, bool *ret_asked, GError **error);
bool fo_step_choose_owner (FoStep *step, const char *argument, GError **error);

/* ---- acts on lots (lot-acts.c) -------------------------------------------------------------------------------------------------------- */

/* The lot TEXT names, as ITEM/LOT or by its number (or an old one of it); *ret_verdict is FO_OK, FO_LOT_UNKNOWN or FO_LOT_AMBIGUOUS, and
 * then the answer names TEXT. */
bool fo_step_lot_named (FoStep *step, const char *text, FoLot *ret, FoVerdict *ret_verdict, GError **error);
/* The same as the first word of COMMAND, which BEHIND follows. False in *ret_found: it is answered, or asked whose. */
bool fo_step_lot_of_command (FoStep *step, const char *command, const char *text, const char *behind, FoLot *ret, bool *ret_found,
                             GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Inside the store: from result rows to structs, the same way for every aggregate. */
#pragma once

#include "db.h"
#include "firstout/store/rows.h"

/* A day as a bound value; FO_DAY_NONE is NULL. The text lives as long as the enclosing block. */
#define FO_DAY(day) fo_value_day ((day), (char[FO_DAY_TEXT_MAX]){ 0 })
FoValue fo_value_day (FoDay day, char *text);

/* Fills the struct at RET from the current row. */
typedef void (*FoFill) (FoRows *rows, gpointer ret);

/* The first row of a query, or ABSENT (RET untouched). */
FoFound fo_fill_one (FoTxn *txn, FoSql sql, const FoValue *values, gsize n, FoFill fill, gpointer ret, GError **error);
/* Whether the query has a row, whatever is in it. */
FoFound fo_row_exists (FoTxn *txn, FoSql sql, const FoValue *values, gsize n, GError **error);
/* All rows, appended to LIST. */
bool fo_fill_all (FoTxn *txn, FoSql sql, const FoValue *values, gsize n, FoFill fill, GArray *list, GError **error);

void fo_rows_copy (FoRows *rows, int column, char *text, gsize room); /* "" for NULL */
FoDay fo_rows_day (FoRows *rows, int column);                         /* FO_DAY_NONE for NULL */
char *fo_rows_dup (FoRows *rows, int column);                         /* "" for NULL */

/* Rows that more than one aggregate reads: a lot (8 columns), a hold (FoHold, 16 columns). */
void fo_fill_item (FoRows *rows, gpointer ret); /* 17 columns */
void fo_fill_lot (FoRows *rows, gpointer ret);
void fo_fill_hold (FoRows *rows, gpointer ret);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/stocktakes.h"
#include "fill.h"

/* ---- counts ------------------------------------------------------------------------------------------------------ */

static void
fill_stocktake (FoRows *rows, gpointer ret)
{
  FoStocktake *stocktake = ret;

  memset (stocktake, 0, sizeof *stocktake);
  stocktake->id = fo_rows_int (rows, 0);
  stocktake->place_id = fo_rows_int (rows, 1);
  stocktake->round = (guint) fo_rows_int (rows, 2);
  fo_rows_copy (rows, 3, stocktake->station, sizeof stocktake->station);
  fo_rows_copy (rows, 4, stocktake->person, sizeof stocktake->person);
  fo_rows_copy (rows, 5, stocktake->first_person, sizeof stocktake->first_person);
  stocktake->seen_us = fo_rows_int (rows, 6);
  fo_rows_copy (rows, 7, stocktake->place, sizeof stocktake->place);
}

FoFound
fo_stocktake_at (FoTxn *txn, FoId place, FoStocktake *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_STOCKTAKE_OPEN, FO_VALUES (FO_INT (place)), fill_stocktake, ret, error);
}

FoFound
fo_stocktake_find (FoTxn *txn, FoId id, FoStocktake *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_STOCKTAKE_BY_ID, FO_VALUES (FO_INT (id)), fill_stocktake, ret, error);
}

bool
fo_stocktakes_page (FoTxn *txn, FoId after, guint limit, GArray *stocktakes, GError **error)
{
  return fo_fill_all (txn, FO_SQL_STOCKTAKES_OPEN, FO_VALUES (FO_INT (after), FO_INT (limit)), fill_stocktake, stocktakes, error);
}

void
fo_stocktake_insert (FoTxn *txn, const FoStocktake *stocktake)
{
  fo_txn_write (txn, FO_SQL_STOCKTAKE_INSERT, 1,
                FO_VALUES (FO_INT (stocktake->id), FO_INT (stocktake->place_id), FO_TEXT (stocktake->station),
                           FO_TEXT (stocktake->person), FO_INT (stocktake->seen_us)));
}

void
fo_stocktake_set (FoTxn *txn, const FoStocktake *stocktake, FoId closed_by)
{
  fo_txn_write (txn, FO_SQL_STOCKTAKE_SET, 1,
                FO_VALUES (FO_INT (stocktake->id), FO_INT (stocktake->round), FO_TEXT (stocktake->station),
                           FO_TEXT (stocktake->person), FO_TEXT (stocktake->first_person), FO_INT (stocktake->seen_us),
                           FO_ID (closed_by)));
}

/* ---- lines ------------------------------------------------------------------------------------------------------- */

/* From column FIRST on. */
static void
fill_line_from (FoRows *rows, int first, FoStocktakeLine *line)
{
  line->lot_id = fo_rows_int (rows, first);
  line->round = (guint) fo_rows_int (rows, first + 1);
  line->again = fo_rows_int (rows, first + 2) != 0;
  line->counted.counted_u = fo_rows_int (rows, first + 3);
  line->counted.first_u = fo_rows_int (rows, first + 4);
  line->counted.book_u = fo_rows_int (rows, first + 5);
  line->operation = fo_rows_int (rows, first + 6);
}

static void
fill_line (FoRows *rows, gpointer ret)
{
  fill_line_from (rows, 0, ret);
}

FoFound
fo_stocktake_line (FoTxn *txn, FoId stocktake, FoId lot, FoStocktakeLine *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_STOCKTAKE_LINE, FO_VALUES (FO_INT (stocktake), FO_INT (lot)), fill_line, ret, error);
}

bool
fo_stocktake_lines (FoTxn *txn, FoId stocktake, GArray *lines, GError **error)
{
  return fo_fill_all (txn, FO_SQL_STOCKTAKE_LINES, FO_VALUES (FO_INT (stocktake)), fill_line, lines, error);
}

void
fo_stocktake_line_set (FoTxn *txn, FoId stocktake, const FoStocktakeLine *line)
{
  fo_txn_write (txn, FO_SQL_STOCKTAKE_LINE_SET, 1,
                FO_VALUES (FO_INT (stocktake), FO_INT (line->lot_id), FO_INT (line->round), FO_INT (line->again),
                           FO_INT (line->counted.counted_u), FO_INT (line->counted.first_u), FO_INT (line->counted.book_u),
                           FO_INT (line->operation)));
}

void
fo_stocktake_line_delete (FoTxn *txn, FoId stocktake, FoId lot)
{
  fo_txn_write (txn, FO_SQL_STOCKTAKE_LINE_DELETE, 1, FO_VALUES (FO_INT (stocktake), FO_INT (lot)));
}

void
fo_stocktake_entry_insert (FoTxn *txn, FoId operation, FoId stocktake, const FoStocktakeLine *before)
{
  fo_txn_write (txn, FO_SQL_STOCKTAKE_ENTRY_INSERT, 1,
                FO_VALUES (FO_INT (operation), FO_INT (stocktake), FO_INT (before->lot_id), FO_INT (before->round),
                           FO_INT (before->again), FO_INT (before->counted.counted_u), FO_INT (before->counted.first_u),
                           FO_INT (before->counted.book_u), FO_INT (before->operation)));
}

typedef struct {
  FoId stocktake;
  FoStocktakeLine before;
} Entry;

static void
fill_entry (FoRows *rows, gpointer ret)
{
  Entry *entry = ret;

  entry->stocktake = fo_rows_int (rows, 0);
  fill_line_from (rows, 1, &entry->before);
}

FoFound
fo_stocktake_entry (FoTxn *txn, FoId operation, FoId *ret_stocktake, FoStocktakeLine *ret_before, GError **error)
{
  Entry entry;
  FoFound found = fo_fill_one (txn, FO_SQL_STOCKTAKE_ENTRY, FO_VALUES (FO_INT (operation)), fill_entry, &entry, error);

  if (found == FO_FOUND) {
    *ret_stocktake = entry.stocktake;
    *ret_before = entry.before;
  }
  return found;
}

/* ---- units ------------------------------------------------------------------------------------------------------- */

static void
fill_seen (FoRows *rows, gpointer ret)
{
  FoStocktakeUnit *unit = ret;

  unit->lot_id = fo_rows_int (rows, 0);
  fo_rows_copy (rows, 1, unit->identity, sizeof unit->identity);
  fo_rows_copy (rows, 2, unit->code, sizeof unit->code);
}

FoFound
fo_stocktake_unit (FoTxn *txn, FoId stocktake, guint round, const char *identity, FoStocktakeUnit *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_STOCKTAKE_UNIT, FO_VALUES (FO_INT (stocktake), FO_INT (round), FO_TEXT (identity)), fill_seen,
                      ret, error);
}

bool
fo_stocktake_units (FoTxn *txn, FoId stocktake, guint round, GArray *units, GError **error)
{
  return fo_fill_all (txn, FO_SQL_STOCKTAKE_UNITS, FO_VALUES (FO_INT (stocktake), FO_INT (round)), fill_seen, units, error);
}

void
fo_stocktake_unit_insert (FoTxn *txn, FoId stocktake, guint round, FoId operation, const FoStocktakeUnit *unit)
{
  fo_txn_write (txn, FO_SQL_STOCKTAKE_UNIT_INSERT, 1,
                FO_VALUES (FO_INT (stocktake), FO_INT (round), FO_TEXT (unit->identity), FO_INT (unit->lot_id),
                           FO_TEXT (unit->code), FO_INT (operation)));
}

void
fo_stocktake_units_delete (FoTxn *txn, FoId stocktake, guint round, FoId operation)
{
  fo_txn_write (txn, FO_SQL_STOCKTAKE_UNITS_DELETE, FO_ANY,
                FO_VALUES (FO_INT (stocktake), FO_INT (round), FO_INT (operation)));
}

/* ---- what lies there --------------------------------------------------------------------------------------------- */

static void
fill_balance_row (FoRows *rows, gpointer ret)
{
  FoBalanceRow *row = ret;

  row->lot_id = fo_rows_int (rows, 0);
  row->balance = (FoBalance){ fo_rows_int (rows, 1), fo_rows_int (rows, 2) };
}

bool
fo_balances_at_place (FoTxn *txn, FoId place, GArray *list, GError **error)
{
  return fo_fill_all (txn, FO_SQL_BALANCES_AT_PLACE, FO_VALUES (FO_INT (place)), fill_balance_row, list, error);
}

static void
fill_sum (FoRows *rows, gpointer ret)
{
  *(FoQuantity *) ret = fo_rows_int (rows, 0);
}

bool
fo_moved_since (FoTxn *txn, FoId lot, FoId place, FoId since, FoQuantity *ret_u, GError **error)
{
  return fo_fill_one (txn, FO_SQL_MOVED_SINCE, FO_VALUES (FO_INT (lot), FO_INT (place), FO_INT (since)), fill_sum, ret_u, error)
         == FO_FOUND;
}

bool
fo_moved_after (FoTxn *txn, FoId lot, FoId place, FoDay day, FoQuantity *ret_u, GError **error)
{
  return fo_fill_one (txn, FO_SQL_MOVED_AFTER, FO_VALUES (FO_INT (lot), FO_INT (place), FO_DAY (day)), fill_sum, ret_u, error)
         == FO_FOUND;
}

FoFound
fo_lot_elsewhere (FoTxn *txn, FoId lot, FoId place, GError **error)
{
  return fo_row_exists (txn, FO_SQL_LOT_ELSEWHERE, FO_VALUES (FO_INT (lot), FO_INT (place)), error);
}

void
fo_count_wishes_done (FoTxn *txn, FoId place)
{
  fo_txn_write (txn, FO_SQL_COUNT_WISHES_DONE, FO_ANY, FO_VALUES (FO_INT (place)));
}

/* ---- is it empty? -------------------------------------------------------------------------------------------------- */

#define ZERO_CHECK "zero-check"

bool
fo_zero_question_add (FoTxn *txn, FoId operation, FoId place, FoId lot, GError **error)
{
  return fo_count_wish_add (txn, operation, place, lot, ZERO_CHECK, error);
}

static void
fill_question (FoRows *rows, gpointer ret)
{
  FoZeroQuestion *question = ret;

  question->operation = fo_rows_int (rows, 0);
  question->place_id = fo_rows_int (rows, 1);
  question->lot_id = fo_rows_int (rows, 2);
  fo_rows_copy (rows, 3, question->place, sizeof question->place);
}

FoFound
fo_zero_question_find (FoTxn *txn, FoId operation, FoZeroQuestion *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_ZERO_QUESTION, FO_VALUES (FO_INT (operation)), fill_question, ret, error);
}

FoFound
fo_zero_question_next (FoTxn *txn, const char *station, FoZeroQuestion *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_ZERO_QUESTION_OPEN, FO_VALUES (FO_TEXT (station)), fill_question, ret, error);
}

void
fo_zero_question_answer (FoTxn *txn, FoId operation, bool is_empty)
{
  fo_txn_write (txn, FO_SQL_ZERO_QUESTION_SET, FO_ANY,
                FO_VALUES (FO_INT (operation), FO_INT (is_empty), FO_TEXT (is_empty ? ZERO_CHECK : "not-empty")));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/recalls.h"
#include "fill.h"

/* ---- the recall ---------------------------------------------------------------------------------------------------- */

static void
fill_number (FoRows *rows, gpointer ret)
{
  fo_rows_copy (rows, 0, ret, FO_NUMBER_MAX);
}

bool
fo_recall_next_number (FoTxn *txn, char *ret, GError **error)
{
  char last[FO_NUMBER_MAX] = "R0";

  if (fo_fill_one (txn, FO_SQL_RECALL_LAST, NULL, 0, fill_number, last, error) == FO_FAILED)
    return false;
  g_snprintf (ret, FO_NUMBER_MAX, "R%" G_GUINT64_FORMAT, g_ascii_strtoull (last + 1, NULL, 10) + 1);
  return true;
}

static void
fill_recall (FoRows *rows, gpointer ret)
{
  FoRecallRow *row = ret;

  memset (row, 0, sizeof *row);
  row->id = fo_rows_int (rows, 0);
  row->operation = fo_rows_int (rows, 1);
  fo_rows_copy (rows, 2, row->number, sizeof row->number);
  fo_rows_copy (rows, 3, row->reason, sizeof row->reason);
  row->opened_on = fo_rows_day (rows, 4);
  row->ended_on = fo_rows_day (rows, 5);
  fo_rows_copy (rows, 6, row->answer, sizeof row->answer);
}

void
fo_recall_insert (FoTxn *txn, const FoRecallRow *row)
{
  fo_txn_write (txn, FO_SQL_RECALL_INSERT, 1,
                FO_VALUES (FO_INT (row->id), FO_INT (row->operation), FO_TEXT (row->number), FO_TEXT (row->reason),
                           FO_DAY (row->opened_on)));
}

void
fo_recall_end (FoTxn *txn, const FoRecallRow *row)
{
  fo_txn_write (txn, FO_SQL_RECALL_END, 1, FO_VALUES (FO_INT (row->id), FO_DAY (row->ended_on), FO_TEXT (row->answer)));
}

FoFound
fo_recall_find (FoTxn *txn, const char *number, FoRecallRow *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_RECALL_BY_NUMBER, FO_VALUES (FO_TEXT (number)), fill_recall, ret, error);
}

bool
fo_recalls_page (FoTxn *txn, FoId after, guint limit, GArray *rows, GError **error)
{
  return fo_fill_all (txn, FO_SQL_RECALL_PAGE, FO_VALUES (FO_INT (after), FO_INT (limit)), fill_recall, rows, error);
}

bool
fo_recalls_open (FoTxn *txn, FoId after, guint limit, GArray *rows, GError **error)
{
  return fo_fill_all (txn, FO_SQL_RECALLS_OPEN, FO_VALUES (FO_INT (after), FO_INT (limit)), fill_recall, rows, error);
}

bool
fo_recalls_of_lot (FoTxn *txn, FoId lot, GArray *rows, GError **error)
{
  return fo_fill_all (txn, FO_SQL_RECALLS_OF_LOT, FO_VALUES (FO_INT (lot)), fill_recall, rows, error);
}

/* ---- its parts ----------------------------------------------------------------------------------------------------- */

void
fo_recall_lot_insert (FoTxn *txn, FoId recall, const FoRecallLot *lot)
{
  fo_txn_write (txn, FO_SQL_RECALL_LOT_INSERT, 1,
                FO_VALUES (FO_INT (recall), FO_INT (lot->lot_id), FO_INT (lot->depth), FO_ID (lot->via_id),
                           FO_TEXT (fo_lot_state_name (lot->state_before)), FO_INT (lot->on_hand_u)));
}

static void
fill_lot (FoRows *rows, gpointer ret)
{
  FoRecallLot *lot = ret;

  memset (lot, 0, sizeof *lot);
  lot->lot_id = fo_rows_int (rows, 0);
  lot->depth = (int) fo_rows_int (rows, 1);
  lot->via_id = fo_rows_int (rows, 2);
  fo_lot_state_parse (fo_rows_text (rows, 3), &lot->state_before);
  lot->on_hand_u = fo_rows_int (rows, 4);
}

bool
fo_recall_lots (FoTxn *txn, FoId recall, GArray *lots, GError **error)
{
  return fo_fill_all (txn, FO_SQL_RECALL_LOTS, FO_VALUES (FO_INT (recall)), fill_lot, lots, error);
}

void
fo_recall_line_add (FoTxn *txn, FoId recall, FoId line, FoQuantity lost_u)
{
  fo_txn_write (txn, FO_SQL_RECALL_LINE_ADD, 1, FO_VALUES (FO_INT (recall), FO_INT (line), FO_INT (lost_u)));
}

static void
fill_line (FoRows *rows, gpointer ret)
{
  FoRecallLine *line = ret;

  memset (line, 0, sizeof *line);
  line->line_id = fo_rows_int (rows, 0);
  line->lost_u = fo_rows_int (rows, 1);
  fo_rows_copy (rows, 2, line->order, sizeof line->order);
  fo_rows_copy (rows, 3, line->deal, sizeof line->deal);
  fo_rows_copy (rows, 4, line->customer, sizeof line->customer);
  fo_rows_copy (rows, 5, line->item, sizeof line->item);
  line->promised_u = fo_rows_int (rows, 6);
  line->held_u = fo_rows_int (rows, 7);
  line->picked_u = fo_rows_int (rows, 8);
  line->missing_u = fo_rows_int (rows, 9);
}

bool
fo_recall_lines (FoTxn *txn, FoId recall, GArray *lines, GError **error)
{
  return fo_fill_all (txn, FO_SQL_RECALL_LINES, FO_VALUES (FO_INT (recall)), fill_line, lines, error);
}

void
fo_recall_told_insert (FoTxn *txn, FoId recall, FoId order, FoId operation, FoDay told_on)
{
  fo_txn_write (txn, FO_SQL_RECALL_TOLD_INSERT, FO_ANY,
                FO_VALUES (FO_INT (recall), FO_INT (order), FO_INT (operation), FO_DAY (told_on)));
}

static void
fill_told (FoRows *rows, gpointer ret)
{
  FoRecallTold *told = ret;

  told->order = fo_rows_int (rows, 0);
  told->told_on = fo_rows_day (rows, 1);
}

bool
fo_recall_told (FoTxn *txn, FoId recall, GArray *told, GError **error)
{
  return fo_fill_all (txn, FO_SQL_RECALL_TOLD, FO_VALUES (FO_INT (recall)), fill_told, told, error);
}

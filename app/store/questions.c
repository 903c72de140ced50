/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/questions.h"
#include "fill.h"

static void
fill_question (FoRows *rows, gpointer ret)
{
  FoQuestion *question = ret;

  memset (question, 0, sizeof *question);
  question->id = fo_rows_int (rows, 0);
  fo_rows_copy (rows, 1, question->kind, sizeof question->kind);
  question->order_id = fo_rows_int (rows, 2);
  question->line_id = fo_rows_int (rows, 3);
  question->supply_id = fo_rows_int (rows, 4);
  question->item_id = fo_rows_int (rows, 5);
  question->quantity_u = fo_rows_int (rows, 6);
  question->day = fo_rows_day (rows, 7);
  fo_rows_copy (rows, 8, question->text, sizeof question->text);
  fo_rows_copy (rows, 9, question->answer, sizeof question->answer);
  question->answered_by = fo_rows_int (rows, 10);
}

void
fo_question_insert (FoTxn *txn, const FoQuestion *question, FoId operation)
{
  fo_txn_write (txn, FO_SQL_QUESTION_INSERT, 1,
                FO_VALUES (FO_INT (question->id), FO_INT (operation), FO_TEXT (question->kind), FO_ID (question->order_id),
                           FO_ID (question->line_id), FO_ID (question->supply_id), FO_ID (question->item_id),
                           FO_INT (question->quantity_u), FO_DAY (question->day), FO_TEXT (question->text)));
}

FoFound
fo_question_find (FoTxn *txn, FoId id, FoQuestion *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_QUESTION_BY_ID, FO_VALUES (FO_INT (id)), fill_question, ret, error);
}

bool
fo_questions_open (FoTxn *txn, FoId after, guint limit, GArray *questions, GError **error)
{
  return fo_fill_all (txn, FO_SQL_QUESTIONS_OPEN, FO_VALUES (FO_INT (after), FO_INT (limit)), fill_question, questions, error);
}

bool
fo_questions_of_supply (FoTxn *txn, FoId supply, GArray *questions, GError **error)
{
  return fo_fill_all (txn, FO_SQL_QUESTIONS_OF_SUPPLY, FO_VALUES (FO_INT (supply)), fill_question, questions, error);
}

bool
fo_questions_of_order (FoTxn *txn, FoId order, GArray *questions, GError **error)
{
  return fo_fill_all (txn, FO_SQL_QUESTIONS_OF_ORDER, FO_VALUES (FO_INT (order)), fill_question, questions, error);
}

void
fo_question_settle (FoTxn *txn, FoId question, const char *answer, FoId operation)
{
  fo_txn_write (txn, FO_SQL_QUESTION_ANSWER, 1, FO_VALUES (FO_INT (question), FO_TEXT (answer), FO_INT (operation)));
}

void
fo_question_reopen (FoTxn *txn, FoId question)
{
  fo_txn_write (txn, FO_SQL_QUESTION_ANSWER, 1, FO_VALUES (FO_INT (question), FO_TEXT (""), FO_NULL));
}

void
fo_question_set (FoTxn *txn, const FoQuestion *question)
{
  fo_txn_write (txn, FO_SQL_QUESTION_SET, 1,
                FO_VALUES (FO_INT (question->id), FO_INT (question->quantity_u), FO_DAY (question->day)));
}

/* ---- what sales asks --------------------------------------------------------------------------------------------- */

static void
fill_availability (FoRows *rows, gpointer ret)
{
  FoAvailability *ask = ret;

  memset (ask, 0, sizeof *ask);
  ask->id = fo_rows_int (rows, 0);
  ask->item_id = fo_rows_int (rows, 1);
  ask->order_id = fo_rows_int (rows, 2);
  ask->line_id = fo_rows_int (rows, 3);
  ask->quantity_u = fo_rows_int (rows, 4);
  fo_rows_copy (rows, 5, ask->note, sizeof ask->note);
  ask->answer = fo_rows_int (rows, 6);
  ask->found_u = fo_rows_int (rows, 7);
  fo_rows_copy (rows, 8, ask->remote_id, sizeof ask->remote_id);
}

void
fo_availability_insert (FoTxn *txn, const FoAvailability *ask)
{
  fo_txn_write (txn, FO_SQL_AVAILABILITY_INSERT, 1,
                FO_VALUES (FO_INT (ask->id), FO_INT (ask->item_id), FO_ID (ask->order_id), FO_ID (ask->line_id),
                           FO_INT (ask->quantity_u), FO_TEXT (ask->note),
                           ask->remote_id[0] ? FO_TEXT (ask->remote_id) : FO_NULL));
}

FoFound
fo_availability_find (FoTxn *txn, FoId id, FoAvailability *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_AVAILABILITY_BY_ID, FO_VALUES (FO_INT (id)), fill_availability, ret, error);
}

FoFound
fo_availability_find_by_remote (FoTxn *txn, const char *remote_id, FoAvailability *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_AVAILABILITY_BY_REMOTE, FO_VALUES (FO_TEXT (remote_id)), fill_availability, ret, error);
}

bool
fo_availability_open (FoTxn *txn, FoId after, guint limit, GArray *asks, GError **error)
{
  return fo_fill_all (txn, FO_SQL_AVAILABILITY_OPEN, FO_VALUES (FO_INT (after), FO_INT (limit)), fill_availability, asks, error);
}

bool
fo_availability_of_order (FoTxn *txn, FoId order, GArray *asks, GError **error)
{
  return fo_fill_all (txn, FO_SQL_AVAILABILITY_OF_ORDER, FO_VALUES (FO_INT (order)), fill_availability, asks, error);
}

void
fo_availability_answer (FoTxn *txn, FoId ask, FoId operation, FoQuantity found_u)
{
  fo_txn_write (txn, FO_SQL_AVAILABILITY_ANSWER, 1, FO_VALUES (FO_INT (ask), FO_INT (operation), FO_INT (found_u)));
}

void
fo_availability_reopen (FoTxn *txn, FoId ask)
{
  fo_txn_write (txn, FO_SQL_AVAILABILITY_ANSWER, 1, FO_VALUES (FO_INT (ask), FO_NULL, FO_INT (0)));
}

void
fo_availability_set (FoTxn *txn, const FoAvailability *ask)
{
  fo_txn_write (txn, FO_SQL_AVAILABILITY_SET, 1,
                FO_VALUES (FO_INT (ask->id), FO_INT (ask->quantity_u), FO_TEXT (ask->note)));
}

void
fo_availability_delete (FoTxn *txn, FoId ask)
{
  fo_txn_write (txn, FO_SQL_AVAILABILITY_DELETE, 1, FO_VALUES (FO_INT (ask)));
}

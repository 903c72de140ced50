/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/operations.h"
#include "fill.h"
#include "store-inside.h"

/* A station's own row goes in only while nobody has revoked it: asked by the statement itself, so it costs no trip, and nothing where
 * stations cannot be revoked. */
void
fo_operation_insert (FoTxn *txn, const FoOperation *operation)
{
  const FoPass *pass = &fo_txn_store (txn)->pass;

  fo_txn_write (txn, pass->fenced ? FO_SQL_OPERATION_INSERT_FENCED : FO_SQL_OPERATION_INSERT, 1,
                (const FoValue[]){ FO_INT (operation->id), FO_TEXT (operation->request), FO_TEXT (operation->content),
                                   FO_TEXT (operation->kind), FO_TEXT (operation->reply), FO_TEXT (operation->station),
                                   FO_TEXT (operation->person), FO_DAY (operation->day),
                                   FO_INT (operation->made_at_us), FO_ID (operation->undoes), FO_TEXT (pass->station),
                                   FO_INT (pass->epoch) },
                pass->fenced ? 12 : 10);
}

typedef struct {
  FoId id;
  char *first, *second;
} IdAndTexts;

static void
fill_id_and_texts (FoRows *rows, gpointer ret)
{
  IdAndTexts *found = ret;

  found->id = fo_rows_int (rows, 0);
  found->first = fo_rows_dup (rows, 1);
  found->second = fo_rows_dup (rows, 2);
}

static void
fill_texts (FoRows *rows, gpointer ret)
{
  IdAndTexts *found = ret;

  found->first = fo_rows_dup (rows, 0);
  found->second = fo_rows_dup (rows, 1);
}

static void
fill_id_and_text (FoRows *rows, gpointer ret)
{
  IdAndTexts *found = ret;

  found->id = fo_rows_int (rows, 0);
  found->first = fo_rows_dup (rows, 1);
}

FoFound
fo_operation_find_request (FoTxn *txn, const char *station, const char *request, FoId *ret_id, char **ret_content,
                           char **ret_reply, GError **error)
{
  IdAndTexts row;
  FoFound found = fo_fill_one (txn, FO_SQL_OPERATION_BY_REQUEST, FO_VALUES (FO_TEXT (request), FO_TEXT (station)),
                               fill_id_and_texts, &row, error);

  if (found == FO_FOUND) {
    *ret_id = row.id;
    *ret_content = row.first;
    *ret_reply = row.second;
  }
  return found;
}

FoFound
fo_operation_reply (FoTxn *txn, FoId id, char **ret_reply, char **ret_kind, GError **error)
{
  IdAndTexts row;
  FoFound found = fo_fill_one (txn, FO_SQL_OPERATION_REPLY, FO_VALUES (FO_INT (id)), fill_texts, &row, error);

  if (found == FO_FOUND) {
    *ret_reply = row.first;
    *ret_kind = row.second;
  }
  return found;
}

FoFound
fo_operation_undone (FoTxn *txn, FoId id, GError **error)
{
  return fo_row_exists (txn, FO_SQL_OPERATION_UNDONE, FO_VALUES (FO_INT (id)), error);
}

FoFound
fo_operation_last (FoTxn *txn, const char *station, FoId *ret_id, char **ret_kind, GError **error)
{
  IdAndTexts row;
  FoFound found = fo_fill_one (txn, FO_SQL_OPERATION_LAST, FO_VALUES (FO_TEXT (station)), fill_id_and_text, &row, error);

  if (found == FO_FOUND) {
    *ret_id = row.id;
    *ret_kind = row.first;
  }
  return found;
}

void
fo_operation_set_paper (FoTxn *txn, FoId operation, const char *done_by, FoDay done_on)
{
  fo_txn_write (txn, FO_SQL_OPERATION_SET_PAPER, 1, FO_VALUES (FO_INT (operation), FO_TEXT (done_by), FO_DAY (done_on)));
}

static void
fill_doer (FoRows *rows, gpointer ret)
{
  FoDoer *doer = ret;

  fo_rows_copy (rows, 0, doer->kind, sizeof doer->kind);
  fo_rows_copy (rows, 1, doer->person, sizeof doer->person);
  fo_rows_copy (rows, 2, doer->station, sizeof doer->station);
  fo_rows_copy (rows, 3, doer->done_by, sizeof doer->done_by);
  doer->day = fo_rows_day (rows, 4);
  doer->done_on = fo_rows_day (rows, 5);
  doer->made_at_us = fo_rows_int (rows, 6);
}

FoFound
fo_operation_doer (FoTxn *txn, FoId operation, FoDoer *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_OPERATION_DOER, FO_VALUES (FO_INT (operation)), fill_doer, ret, error);
}

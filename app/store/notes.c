/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/notes.h"
#include "fill.h"

static void
fill_note (FoRows *rows, gpointer ret)
{
  FoNote *note = ret;

  memset (note, 0, sizeof *note);
  note->id = fo_rows_int (rows, 0);
  fo_rows_copy (rows, 1, note->person, sizeof note->person);
  fo_rows_copy (rows, 2, note->station, sizeof note->station);
  fo_rows_copy (rows, 3, note->text, sizeof note->text);
  note->at_us = fo_rows_int (rows, 4);
}

void
fo_note_insert (FoTxn *txn, const FoNote *note)
{
  fo_txn_write (txn, FO_SQL_NOTE_INSERT, 1,
                FO_VALUES (FO_INT (note->id), FO_TEXT (note->person), FO_TEXT (note->station), FO_TEXT (note->text),
                           FO_INT (note->at_us)));
}

bool
fo_notes_last (FoTxn *txn, guint limit, GArray *notes, GError **error)
{
  return fo_fill_all (txn, FO_SQL_NOTES_LAST, FO_VALUES (FO_INT (limit)), fill_note, notes, error);
}

static void
fill_done (FoRows *rows, gpointer ret)
{
  FoDone *done = ret;

  memset (done, 0, sizeof *done);
  done->id = fo_rows_int (rows, 0);
  fo_rows_copy (rows, 1, done->kind, sizeof done->kind);
  fo_rows_copy (rows, 2, done->person, sizeof done->person);
}

bool
fo_operations_since (FoTxn *txn, FoId after, guint limit, GArray *done, GError **error)
{
  return fo_fill_all (txn, FO_SQL_OPERATIONS_SINCE, FO_VALUES (FO_INT (after), FO_INT (limit)), fill_done, done, error);
}

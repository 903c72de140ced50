/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/print-jobs.h"
#include "journal-inside.h"

const char *
fo_print_state_name (FoPrintState state)
{
  static const char *const names[] = {
#define FO_PRINT_STATE_NAME(state, name) name,
    FO_PRINT_STATES (FO_PRINT_STATE_NAME)
#undef FO_PRINT_STATE_NAME
  };

  g_assert ((guint) state < FO_N_PRINT_STATES);
  return names[state];
}

/* ---- writing ----------------------------------------------------------------------------------------------------- */

static void
bind_text (sqlite3_stmt *change, int n, const char *text)
{
  sqlite3_bind_text (change, n, text ? text : "", -1, SQLITE_STATIC);
}

/* The same numbers in both statements; a note leaves most of them out. */
static void
bind_row (sqlite3_stmt *change, const FoPrintRow *row)
{
  sqlite3_bind_int64 (change, 1, row->of);
  sqlite3_bind_int (change, 2, (int) row->state);
  bind_text (change, 3, row->printer);
  bind_text (change, 4, row->template);
  bind_text (change, 5, row->language);
  bind_text (change, 6, row->records);
  bind_text (change, 7, row->title);
  sqlite3_bind_text (change, 8, row->origin, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (change, 9, row->copies);
  sqlite3_bind_int64 (change, 10, row->labels);
  sqlite3_bind_int64 (change, 11, row->begun);
  sqlite3_bind_int64 (change, 12, row->printed);
  sqlite3_bind_int (change, 13, row->confirmed);
  sqlite3_bind_int64 (change, 14, row->remote);
  bind_text (change, 15, row->reason);
  bind_text (change, 16, row->text);
  sqlite3_bind_int64 (change, 17, row->at_us);
  sqlite3_bind_int64 (change, 18, row->changed_us);
  sqlite3_bind_int64 (change, 19, MAX (row->copy, 1));
}

static int
write_job (FoJournal *journal, const void *data)
{
  sqlite3_stmt *change = journal->statements[FO_JOURNAL_SQL_PRINT_ADD];

  bind_row (change, data);
  return fo_journal_run (change);
}

static int
write_note (FoJournal *journal, const void *data)
{
  const FoPrintRow *row = data;
  sqlite3_stmt *change = journal->statements[FO_JOURNAL_SQL_PRINT_NOTE];

  bind_row (change, row);
  sqlite3_bind_int64 (change, 20, row->job);
  return fo_journal_run (change);
}

/* 0: nobody asked for it before. */
static bool
find_origin (FoJournal *journal, const char *origin, gint64 *ret_job, GError **error)
{
  sqlite3_stmt *question = journal->statements[FO_JOURNAL_SQL_PRINT_ORIGIN];
  int rc;

  sqlite3_bind_text (question, 1, origin, -1, SQLITE_STATIC);
  rc = sqlite3_step (question);
  *ret_job = rc == SQLITE_ROW ? sqlite3_column_int64 (question, 0) : 0;
  sqlite3_reset (question);
  return rc == SQLITE_ROW || rc == SQLITE_DONE || fo_journal_fail (journal, rc, "print job", error);
}

bool
fo_journal_print_add (FoJournal *journal, const FoPrintRow *row, gint64 *ret_job, bool *ret_new, GError **error)
{
  gint64 before = 0;

  if (!fo_journal_ready (journal, error) || (row->origin && !find_origin (journal, row->origin, &before, error)))
    return false;
  if (!before && !fo_journal_write (journal, write_job, row, error))
    return false;
  *ret_new = !before;
  *ret_job = before ? before : sqlite3_last_insert_rowid (journal->sqlite);
  return true;
}

bool
fo_journal_print_note (FoJournal *journal, const FoPrintRow *row, GError **error)
{
  return fo_journal_write (journal, write_note, row, error);
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static const char *
text_of (sqlite3_stmt *rows, int column)
{
  return (const char *) sqlite3_column_text (rows, column);
}

static FoPrintRow
read_row (sqlite3_stmt *rows)
{
  return (FoPrintRow){ .job = sqlite3_column_int64 (rows, 0),
                       .of = sqlite3_column_int64 (rows, 1),
                       .state = (FoPrintState) CLAMP (sqlite3_column_int (rows, 2), 0, FO_N_PRINT_STATES - 1),
                       .printer = text_of (rows, 3),
                       .template = text_of (rows, 4),
                       .language = text_of (rows, 5),
                       .records = text_of (rows, 6),
                       .title = text_of (rows, 7),
                       .origin = text_of (rows, 8),
                       .copies = (guint) sqlite3_column_int64 (rows, 9),
                       .labels = (guint) sqlite3_column_int64 (rows, 10),
                       .begun = (guint) sqlite3_column_int64 (rows, 11),
                       .printed = (guint) sqlite3_column_int64 (rows, 12),
                       .confirmed = sqlite3_column_int (rows, 13) != 0,
                       .remote = sqlite3_column_int64 (rows, 14),
                       .reason = text_of (rows, 15),
                       .text = text_of (rows, 16),
                       .at_us = sqlite3_column_int64 (rows, 17),
                       .changed_us = sqlite3_column_int64 (rows, 18),
                       .copy = (guint) sqlite3_column_int64 (rows, 19) };
}

static bool
read_jobs (FoJournal *journal, FoJournalSql sql, gint64 parameter, FoPrintFound found, gpointer data, GError **error)
{
  sqlite3_stmt *rows;
  int rc;

  if (!fo_journal_ready (journal, error))
    return false;
  rows = journal->statements[sql];
  if (sqlite3_bind_parameter_count (rows) > 0)
    sqlite3_bind_int64 (rows, 1, parameter);
  while ((rc = sqlite3_step (rows)) == SQLITE_ROW) {
    FoPrintRow row = read_row (rows);
    found (&row, data);
  }
  sqlite3_reset (rows);
  return rc == SQLITE_DONE || fo_journal_fail (journal, rc, "print jobs", error);
}

bool
fo_journal_print_open_jobs (FoJournal *journal, FoPrintFound found, gpointer data, GError **error)
{
  return read_jobs (journal, FO_JOURNAL_SQL_PRINT_OPEN, 0, found, data, error);
}

bool
fo_journal_print_last (FoJournal *journal, guint n, FoPrintFound found, gpointer data, GError **error)
{
  return read_jobs (journal, FO_JOURNAL_SQL_PRINT_LAST, n, found, data, error);
}

bool
fo_journal_print_find (FoJournal *journal, gint64 job, FoPrintFound found, gpointer data, GError **error)
{
  return read_jobs (journal, FO_JOURNAL_SQL_PRINT_FIND, job, found, data, error);
}

bool
fo_journal_print_last_copy (FoJournal *journal, gint64 job, guint *ret_copy, GError **error)
{
  sqlite3_stmt *rows;
  int rc;

  if (!fo_journal_ready (journal, error))
    return false;
  rows = journal->statements[FO_JOURNAL_SQL_PRINT_LAST_COPY];
  sqlite3_bind_int64 (rows, 1, job);
  rc = sqlite3_step (rows);
  if (rc == SQLITE_ROW)
    *ret_copy = (guint) sqlite3_column_int64 (rows, 0);
  sqlite3_reset (rows);
  return rc == SQLITE_ROW || fo_journal_fail (journal, rc, "print jobs", error);
}

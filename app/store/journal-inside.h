/* SPDX-License-Identifier: GPL-3.0-or-later
 * Inside the journal: one file, two kinds of rows. */
#pragma once

#include "db-sqlite-file.h"
#include "firstout/store/journal.h"
#include "journal-sql.h"

struct FoJournal {
  FoSqliteUri uri;
  FoSqliteFile file;
  sqlite3 *sqlite; /* NULL after a failure, until the file could be opened again */
  sqlite3_stmt *statements[FO_N_JOURNAL_SQL];
  GArray *settled; /* answers that are not on the disk yet */
};

/* Opens the file again when a failure has closed it. */
bool fo_journal_ready (FoJournal *journal, GError **error);

/* One transaction: the answers that waited, and what WRITE does: a result code, SQLITE_DONE when it did it. A connection whose commit
 * failed is not believed again: it is closed. */
typedef int (*FoJournalWrite) (FoJournal *journal, const void *data);
bool fo_journal_write (FoJournal *journal, FoJournalWrite write, const void *data, GError **error);

/* Steps a prepared statement that gives no rows, once. */
int fo_journal_run (sqlite3_stmt *prepared);

bool fo_journal_fail (FoJournal *journal, int rc, const char *what, GError **error);

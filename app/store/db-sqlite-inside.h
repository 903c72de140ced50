/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the files of the SQLite engine share. */
#pragma once

#include "db-ops.h"
#include "db-sqlite-file.h"

typedef struct SqliteDb SqliteDb;

/* Text that was handed out and must outlive the statement's step. Blocks are kept for the next row. */
typedef struct {
  char *block;
  gsize used, size;
  GSList *full;
} Arena;

typedef struct {
  FoRows base;
  sqlite3_stmt *statement;
  FoSql sql;
  bool open, done;
  Arena texts;
  GPtrArray *kept; /* the rows that were still to come when a change was made: arrays of cells; NULL mostly */
  guint next_kept;
} SqliteRows;

typedef struct {
  sqlite3_stmt *statement; /* NULL until it is first used */
  SqliteRows rows;
} Prepared;

struct SqliteDb {
  FoDb base;
  FoSqliteFile file;
  FoSqliteUri uri;
  sqlite3 *sqlite;
  sqlite3_stmt *begin_writing, *begin_reading, *commit, *rollback, *version;
  bool broken;
  bool checkpoint_failed;
  int wal_pages;
  guint open_rows;
  gint64 seen_version;
  Prepared prepared[FO_N_SQL];
};

/* Keeps the trouble of a statement, and distrusts the connection after a failure of the disk. */
void fo_sqlite_met (SqliteDb *db, int rc, const char *what);

/* ---- db-sqlite-rows.c -------------------------------------------------------------------------------------------- */
bool fo_sqlite_rows_next (FoRows *rows);
gint64 fo_sqlite_rows_int (FoRows *rows, int column);
const char *fo_sqlite_rows_text (FoRows *rows, int column);
bool fo_sqlite_rows_is_null (FoRows *rows, int column);
void fo_sqlite_rows_free (FoRows *rows);
/* Before a change: whoever still reads must go on seeing what was there when the question was asked. */
void fo_sqlite_keep_open_rows (SqliteDb *db);
void fo_sqlite_rows_clear (SqliteRows *rows);

/* ---- db-sqlite-upgrade.c ----------------------------------------------------------------------------------------- */
bool fo_sqlite_find_schema (FoDb *db, FoDbSchema *ret_schema, GError **error);
bool fo_sqlite_upgrade_begins (FoDb *db, GError **error);
bool fo_sqlite_upgrade_copies (FoDb *db, int from, GError **error);
bool fo_sqlite_upgrade_checks (FoDb *db, GError **error);
bool fo_sqlite_upgrade_ends (FoDb *db, GError **error);
bool fo_sqlite_check_all (FoDb *db, bool references, GError **error);

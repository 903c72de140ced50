/* SPDX-License-Identifier: GPL-3.0-or-later
 * The SQLite engine: one connection, its statements prepared once. Changes are executed at once, which is the same
 * to the caller as queueing them and costs no copy. */
#include "db-sqlite-inside.h"
#include <string.h>

#define CHECKPOINT_PAGES 1000

/* ---- small parts ------------------------------------------------------------------------------------------------- */

void
fo_sqlite_met (SqliteDb *db, int rc, const char *what)
{
  int kind = rc & 0xff;

  if (kind == SQLITE_IOERR || kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB)
    db->broken = true;
  fo_db_fail (&db->base, rc == SQLITE_BUSY_SNAPSHOT ? FO_DB_RACE : FO_DB_FAILED,
              fo_sqlite_error (db->sqlite, rc, what));
}

/* "$1" is a named parameter to SQLite and gets its number by first appearance; "?1" has the number it says. */
static char *
numbered (const char *text)
{
  char *copy = g_strdup (text);
  bool quoted = false;

  for (char *at = copy; *at; at++) {
    quoted ^= *at == '\'';
    if (!quoted && at[0] == '$' && g_ascii_isdigit (at[1]))
      *at = '?';
  }
  return copy;
}

static int
prepare_text (SqliteDb *db, const char *text, sqlite3_stmt **ret_statement)
{
  g_autofree char *copy = numbered (text);

  return sqlite3_prepare_v3 (db->sqlite, copy, -1, SQLITE_PREPARE_PERSISTENT, ret_statement, NULL);
}

static Prepared *
prepared (SqliteDb *db, FoSql sql)
{
  Prepared *prepared = &db->prepared[sql];
  int rc;

  if (prepared->statement)
    return prepared;
  rc = prepare_text (db, fo_sql_rows[sql].text, &prepared->statement);
  if (rc != SQLITE_OK) {
    fo_sqlite_met (db, rc, fo_sql_rows[sql].name);
    return NULL;
  }
  prepared->rows.base.db = &db->base;
  prepared->rows.statement = prepared->statement;
  prepared->rows.sql = sql;
  return prepared;
}

static void
bind (sqlite3_stmt *statement, const FoValue *values, gsize n, sqlite3_destructor_type lifetime)
{
  for (gsize i = 0; i < n; i++) {
    const FoValue *value = &values[i];

    switch (value->kind) {
    case FO_VALUE_NULL:
      sqlite3_bind_null (statement, (int) i + 1);
      break;
    case FO_VALUE_INT:
      sqlite3_bind_int64 (statement, (int) i + 1, value->number);
      break;
    case FO_VALUE_TEXT:
      sqlite3_bind_text (statement, (int) i + 1, value->text, -1, lifetime);
      break;
    }
  }
}

/* ---- statements -------------------------------------------------------------------------------------------------- */

static void
went_stale (SqliteDb *db, FoSql sql, int expect, int changed)
{
  fo_db_fail (&db->base, FO_DB_STALE,
              g_error_new (FO_STORE_ERROR, FO_STORE_ERROR_BUSY, "%s touched %d rows where %d were expected.",
                           fo_sql_rows[sql].name, changed, expect));
}

static void
sqlite_write (FoDb *base, FoSql sql, int expect, const FoValue *values, gsize n)
{
  SqliteDb *db = (SqliteDb *) base;
  Prepared *change = prepared (db, sql);
  int rc, changed;

  if (!change)
    return;
  g_assert (!change->rows.open);
  if (db->open_rows)
    fo_sqlite_keep_open_rows (db);
  bind (change->statement, values, n, SQLITE_STATIC);
  do
    rc = sqlite3_step (change->statement);
  while (rc == SQLITE_ROW);
  changed = sqlite3_changes (db->sqlite);
  sqlite3_reset (change->statement);
  if (rc != SQLITE_DONE)
    fo_sqlite_met (db, rc, fo_sql_rows[sql].name);
  else if (expect != FO_ANY && changed != expect)
    went_stale (db, sql, expect, changed);
}

static FoRows *
sqlite_query (FoDb *base, FoSql sql, const FoValue *values, gsize n)
{
  SqliteDb *db = (SqliteDb *) base;
  Prepared *question = prepared (db, sql);
  SqliteRows *rows;

  if (!question)
    return NULL;
  rows = &question->rows;
  g_assert (!rows->open); /* one FoRows of a statement at a time */
  if (db->open_rows && fo_sql_rows[sql].writes)
    fo_sqlite_keep_open_rows (db);
  bind (question->statement, values, n, SQLITE_TRANSIENT);
  rows->open = true;
  rows->done = false;
  db->open_rows++;
  return &rows->base;
}

/* ---- transactions ------------------------------------------------------------------------------------------------ */

static int
run (sqlite3_stmt *statement)
{
  int rc = sqlite3_step (statement);

  sqlite3_reset (statement);
  return rc;
}

/* SQLite does not tell when the checkpoint it makes by itself fails, so it is made here. A failed one loses nothing:
 * what was confirmed is in the WAL. But a disk that refuses takes no further work until it accepts again. */
static void
checkpoint (SqliteDb *db)
{
  int rc = sqlite3_wal_checkpoint_v2 (db->sqlite, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);

  db->wal_pages = 0;
  db->checkpoint_failed = rc != SQLITE_OK && rc != SQLITE_BUSY && rc != SQLITE_LOCKED;
  if (db->checkpoint_failed)
    g_debug ("checkpoint: %s", sqlite3_errmsg (db->sqlite));
}

static int
note_wal_pages (void *data, sqlite3 *sqlite, const char *name, int pages)
{
  SqliteDb *db = data;

  (void) sqlite;
  (void) name;
  db->wal_pages = pages;
  return SQLITE_OK;
}

static bool
disk_accepts (SqliteDb *db)
{
  if (!db->checkpoint_failed)
    return true;
  checkpoint (db);
  if (!db->checkpoint_failed)
    return true;
  fo_sqlite_met (db, sqlite3_extended_errcode (db->sqlite), "checkpoint");
  return false;
}

static void
sqlite_begin (FoDb *base, bool writes)
{
  SqliteDb *db = (SqliteDb *) base;
  int rc;

  if (writes && !disk_accepts (db))
    return;
  rc = run (writes ? db->begin_writing : db->begin_reading);
  if (rc != SQLITE_DONE)
    fo_sqlite_met (db, rc, "begin");
}

static void
sqlite_rollback (FoDb *base)
{
  SqliteDb *db = (SqliteDb *) base;

  g_assert (!db->open_rows);
  /* After some errors SQLite has rolled back by itself. */
  if (!sqlite3_get_autocommit (db->sqlite) && run (db->rollback) != SQLITE_DONE)
    db->broken = true;
}

/* An error of COMMIT proves nothing, for the commit record may have reached the disk; except where it was not
 * written, or, on a full disk, did not fit: it is written last. */
static FoDbCommit
commit_failed (SqliteDb *db, int rc)
{
  fo_sqlite_met (db, rc, "commit");
  sqlite_rollback (&db->base);
  switch ((FoStoreError) db->base.error->code) {
  case FO_STORE_ERROR_FULL:
  case FO_STORE_ERROR_BUSY:
  case FO_STORE_ERROR_CONSTRAINT: /* a deferred reference: it was not even tried */
    return FO_DB_NOT_KEPT;
  case FO_STORE_ERROR_URI:
  case FO_STORE_ERROR_MISSING:
  case FO_STORE_ERROR_EXISTS:
  case FO_STORE_ERROR_NEWER:
  case FO_STORE_ERROR_OLDER:
  case FO_STORE_ERROR_DAMAGED:
  case FO_STORE_ERROR_NETWORK_FS:
  case FO_STORE_ERROR_PERMISSION:
  case FO_STORE_ERROR_OFFLINE:
  case FO_STORE_ERROR_IO:
  case FO_STORE_ERROR_MOVED:
  case FO_STORE_ERROR_UNFINISHED:
  case FO_STORE_ERROR_FENCED:
  case FO_STORE_ERROR_UNCERTAIN:
    break;
  }
  db->broken = true;
  return FO_DB_UNKNOWN;
}

static FoDbCommit
sqlite_commit (FoDb *base)
{
  SqliteDb *db = (SqliteDb *) base;
  int rc;

  if (base->trouble != FO_DB_FINE) {
    sqlite_rollback (base);
    return FO_DB_NOT_KEPT;
  }
  g_assert (!db->open_rows);
  rc = run (db->commit);
  if (rc != SQLITE_DONE)
    return commit_failed (db, rc);
  if (db->wal_pages >= CHECKPOINT_PAGES)
    checkpoint (db);
  return FO_DB_KEPT;
}

static bool
sqlite_exec (FoDb *base, const char *script, GError **error)
{
  return fo_sqlite_exec (((SqliteDb *) base)->sqlite, script, error);
}

/* ---- after a failed commit --------------------------------------------------------------------------------------- */

/* What was found may only be in the system's memory: a failed fsync is not repeated by the system. A checkpoint
 * writes it once more, to another place; but the WAL on the disk may end before it, and after a crash what is older
 * in there would be read instead, so the WAL begins anew with the commit behind it. What was not found may still have
 * its record behind the end of the WAL, to be found after the next crash: that commit overwrites it. */
static bool
sqlite_make_sure (FoDb *base, bool kept, GError **error)
{
  SqliteDb *db = (SqliteDb *) base;
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time ());
  int rc;

  if (kept) {
    rc = sqlite3_wal_checkpoint_v2 (db->sqlite, NULL, SQLITE_CHECKPOINT_RESTART, NULL, NULL);
    if (rc != SQLITE_OK) {
      g_propagate_error (error, fo_sqlite_error (db->sqlite, rc, "checkpoint"));
      return false;
    }
  }
  sqlite_begin (base, true);
  if (base->trouble == FO_DB_FINE)
    sqlite_write (base, FO_SQL_META_SET, 1, FO_VALUES (FO_TEXT ("settled"), FO_TEXT (now)));
  if (sqlite_commit (base) == FO_DB_KEPT)
    return true;
  g_propagate_error (error, g_steal_pointer (&base->error));
  fo_db_forget_trouble (base);
  return false;
}

/* ---- the rest ---------------------------------------------------------------------------------------------------- */

static bool
sqlite_prepare (FoDb *base, FoSql sql, GError **error)
{
  if (prepared ((SqliteDb *) base, sql))
    return true;
  g_propagate_error (error, g_steal_pointer (&base->error));
  fo_db_forget_trouble (base);
  return false;
}

/* data_version moves when another connection commits, not when this one does. */
static bool
sqlite_changed (FoDb *base)
{
  SqliteDb *db = (SqliteDb *) base;
  gint64 version = db->seen_version;

  if (sqlite3_step (db->version) == SQLITE_ROW)
    version = sqlite3_column_int64 (db->version, 0);
  sqlite3_reset (db->version);
  if (version == db->seen_version)
    return false;
  db->seen_version = version;
  return true;
}

static bool
sqlite_broken (FoDb *base)
{
  return ((SqliteDb *) base)->broken;
}

static void
sqlite_set_patience (FoDb *base, gint64 patience_ms)
{
  ((SqliteDb *) base)->file.patience_ms = patience_ms;
}

static gsize
sqlite_statement_counts (FoDb *base, FoStatementCount *counts, gsize room)
{
  SqliteDb *db = (SqliteDb *) base;
  gsize n = 0;

  for (int i = 0; i < FO_N_SQL && n < room; i++) {
    sqlite3_stmt *statement = db->prepared[i].statement;

    if (!statement || !sqlite3_stmt_status (statement, SQLITE_STMTSTATUS_RUN, 0))
      continue;
    counts[n++] = (FoStatementCount){
      .name = fo_sql_rows[i].name,
      .runs = sqlite3_stmt_status (statement, SQLITE_STMTSTATUS_RUN, 0),
      .fullscan_steps = sqlite3_stmt_status (statement, SQLITE_STMTSTATUS_FULLSCAN_STEP, 0),
      .sorts = sqlite3_stmt_status (statement, SQLITE_STMTSTATUS_SORT, 0),
      .autoindexes = sqlite3_stmt_status (statement, SQLITE_STMTSTATUS_AUTOINDEX, 0),
      .vm_steps = sqlite3_stmt_status (statement, SQLITE_STMTSTATUS_VM_STEP, 0),
    };
  }
  return n;
}

static void
sqlite_count_reset (FoDb *base)
{
  static const int counters[] = { SQLITE_STMTSTATUS_RUN, SQLITE_STMTSTATUS_FULLSCAN_STEP, SQLITE_STMTSTATUS_SORT,
                                  SQLITE_STMTSTATUS_AUTOINDEX, SQLITE_STMTSTATUS_VM_STEP };
  SqliteDb *db = (SqliteDb *) base;

  for (int i = 0; i < FO_N_SQL; i++)
    for (gsize j = 0; db->prepared[i].statement && j < G_N_ELEMENTS (counters); j++)
      sqlite3_stmt_status (db->prepared[i].statement, counters[j], 1);
}

static void
sqlite_close (FoDb *base)
{
  SqliteDb *db = (SqliteDb *) base;
  sqlite3_stmt *own[] = { db->begin_writing, db->begin_reading, db->commit, db->rollback, db->version };

  for (int i = 0; i < FO_N_SQL; i++) {
    sqlite3_finalize (db->prepared[i].statement);
    fo_sqlite_rows_clear (&db->prepared[i].rows);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (own); i++)
    sqlite3_finalize (own[i]);
  sqlite3_close (db->sqlite);
  fo_sqlite_uri_clear (&db->uri);
  fo_db_forget_trouble (base);
  g_free (db);
}

static bool
prepare_own (SqliteDb *db, GError **error)
{
  const struct {
    const char *text;
    sqlite3_stmt **statement;
  } own[] = { { "BEGIN IMMEDIATE", &db->begin_writing },
              { "BEGIN", &db->begin_reading },
              { "COMMIT", &db->commit },
              { "ROLLBACK", &db->rollback },
              { "PRAGMA data_version", &db->version } };

  for (gsize i = 0; i < G_N_ELEMENTS (own); i++) {
    int rc = prepare_text (db, own[i].text, own[i].statement);

    if (rc != SQLITE_OK) {
      g_propagate_error (error, fo_sqlite_error (db->sqlite, rc, own[i].text));
      return false;
    }
  }
  return true;
}

static FoDb *
sqlite_open (const FoDbOpening *opening, GError **error)
{
  SqliteDb *db = g_new0 (SqliteDb, 1);
  FoSqliteHow how = { .create = opening->flags & FO_STORE_CREATE,
                      .reads_only = opening->flags & FO_STORE_READ_ONLY,
                      .patience_ms = opening->patience_ms };

  db->base.ops = &fo_db_sqlite;
  fo_sqlite_uri_init (&db->uri, opening->uri + strlen ("sqlite:"));
  if (fo_sqlite_open (&db->file, &db->uri, &how, error)) {
    db->sqlite = db->file.sqlite;
    db->base.unclean = db->file.was_left_open;
    sqlite3_wal_hook (db->sqlite, note_wal_pages, db);
    if (prepare_own (db, error))
      return &db->base;
  }
  sqlite_close (&db->base);
  return NULL;
}

const FoDbOps fo_db_sqlite = {
  .name = "sqlite",
  .id_type = "INTEGER",
  .clustered = "WITHOUT ROWID",
  .one_writer = true,
  .local = true,
  .open = sqlite_open,
  .close = sqlite_close,
  .set_patience = sqlite_set_patience,
  .exec = sqlite_exec,
  .begin = sqlite_begin,
  .write = sqlite_write,
  .query = sqlite_query,
  .commit = sqlite_commit,
  .rollback = sqlite_rollback,
  .rows_next = fo_sqlite_rows_next,
  .rows_int = fo_sqlite_rows_int,
  .rows_text = fo_sqlite_rows_text,
  .rows_is_null = fo_sqlite_rows_is_null,
  .rows_free = fo_sqlite_rows_free,
  .find_schema = fo_sqlite_find_schema,
  .upgrade_begins = fo_sqlite_upgrade_begins,
  .upgrade_copies = fo_sqlite_upgrade_copies,
  .upgrade_checks = fo_sqlite_upgrade_checks,
  .upgrade_ends = fo_sqlite_upgrade_ends,
  .check = fo_sqlite_check_all,
  .prepare = sqlite_prepare,
  .make_sure = sqlite_make_sure,
  .changed = sqlite_changed,
  .broken = sqlite_broken,
  .statement_counts = sqlite_statement_counts,
  .count_reset = sqlite_count_reset,
};

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the SQLite engine does around migrations, and the check of a whole file. */
#include "db-sqlite-inside.h"
#include <glib/gstdio.h>

static bool
answers (SqliteDb *db, const char *question, bool *ret_any, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int rc = sqlite3_prepare_v2 (db->sqlite, question, -1, &statement, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_step (statement);
  if (rc == SQLITE_ROW || rc == SQLITE_DONE)
    *ret_any = rc == SQLITE_ROW;
  else
    g_propagate_error (error, fo_sqlite_error (db->sqlite, sqlite3_extended_errcode (db->sqlite), question));
  sqlite3_finalize (statement);
  return rc == SQLITE_ROW || rc == SQLITE_DONE;
}

bool
fo_sqlite_find_schema (FoDb *base, FoDbSchema *ret_schema, GError **error)
{
  SqliteDb *db = (SqliteDb *) base;
  bool ours, any;

  if (!answers (db, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migration'", &ours, error)
      || !answers (db, "SELECT 1 FROM sqlite_master", &any, error))
    return false;
  *ret_schema = ours ? FO_DB_OURS : any ? FO_DB_FOREIGN : FO_DB_EMPTY;
  return true;
}

/* Copies what FROM shows into the file TO, which must not be there. */
static bool
copy_file (sqlite3 *from, const char *to, GError **error)
{
  FoSqliteFile copy;
  FoSqliteUri uri = { .path = (char *) to };
  FoSqliteHow how = { .create = true };
  sqlite3_backup *backup;
  int rc;

  if (!fo_sqlite_open (&copy, &uri, &how, error))
    return false;
  backup = sqlite3_backup_init (copy.sqlite, "main", from, "main");
  rc = backup ? sqlite3_backup_step (backup, -1) : sqlite3_extended_errcode (copy.sqlite);
  sqlite3_backup_finish (backup);
  if (rc != SQLITE_DONE)
    g_propagate_error (error, fo_sqlite_error (copy.sqlite, rc, "copy before the upgrade"));
  sqlite3_close (copy.sqlite);
  return rc == SQLITE_DONE;
}

/* While the write lock is ours a second connection reads what everybody committed. */
bool
fo_sqlite_upgrade_copies (FoDb *base, int from, GError **error)
{
  SqliteDb *db = (SqliteDb *) base;
  g_autofree char *half = NULL, *whole = NULL;
  FoSqliteFile reader;
  FoSqliteHow how = { .reads_only = true, .patience_ms = db->file.patience_ms };
  bool copied;

  if (db->uri.vfs)
    return true;
  whole = g_strdup_printf ("%s.before-%04d", db->uri.path, from + 1);
  half = g_strconcat (whole, ".half", NULL);
  g_unlink (half);
  if (!fo_sqlite_open (&reader, &db->uri, &how, error))
    return false;
  copied = copy_file (reader.sqlite, half, error);
  sqlite3_close (reader.sqlite);
  if (copied && g_rename (half, whole) == 0)
    return true;
  g_unlink (half);
  if (copied)
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_IO, "The copy before the upgrade cannot be named %s.", whole);
  return false;
}

bool
fo_sqlite_upgrade_begins (FoDb *base, GError **error)
{
  return fo_sqlite_exec (((SqliteDb *) base)->sqlite, "PRAGMA foreign_keys = OFF", error);
}

bool
fo_sqlite_upgrade_checks (FoDb *base, GError **error)
{
  bool any;

  if (!answers ((SqliteDb *) base, "PRAGMA foreign_key_check", &any, error))
    return false;
  if (any)
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_DAMAGED,
                 "After the upgrade a row would refer to one that is not there. "
                 "The upgrade was not made.");
  return !any;
}

bool
fo_sqlite_upgrade_ends (FoDb *base, GError **error)
{
  return fo_sqlite_exec (((SqliteDb *) base)->sqlite, "PRAGMA foreign_keys = ON", error);
}

bool
fo_sqlite_check_all (FoDb *base, bool references, GError **error)
{
  SqliteDb *db = (SqliteDb *) base;
  bool any = false;

  if (!fo_sqlite_check (db->sqlite, error) || (references && !answers (db, "PRAGMA foreign_key_check", &any, error)))
    return false;
  if (any)
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_DAMAGED, "%s: a row refers to one that is not there.",
                 db->uri.path);
  return !any;
}

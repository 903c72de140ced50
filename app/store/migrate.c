/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "migrate.h"

/* Takes over what the engine met, as the error of a step of a migration. */
static bool
take_trouble (FoDb *db, GError **error)
{
  if (db->trouble == FO_DB_FINE)
    return true;
  g_propagate_error (error, g_steal_pointer (&db->error));
  fo_db_forget_trouble (db);
  return false;
}

/* Numbers grow, and some may never be given. */
static const FoMigration *
find_migration (const FoMigration *list, gsize n, gint64 number)
{
  for (gsize i = 0; i < n; i++)
    if (list[i].number == number)
      return &list[i];
  return NULL;
}

static bool
applied_is_known (const FoMigration *list, gsize n, gint64 number, const char *checksum, GError **error)
{
  const FoMigration *known = find_migration (list, n, number);

  if (!known) {
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_NEWER,
                 "This warehouse was opened by a newer Firstout (schema %" G_GINT64_FORMAT
                 ", this program knows %d). Install "
                 "the newer program on this computer too.",
                 number, list[n - 1].number);
    return false;
  }
  if (!g_str_equal (known->checksum, checksum)) {
    g_set_error (
        error, FO_STORE_ERROR, FO_STORE_ERROR_DAMAGED,
        "The tables of this warehouse were not made by %s of this program: its checksum differs. Use the program that "
        "made them, or a backup.",
        known->name);
    return false;
  }
  return true;
}

/* The newest migration applied, inside a transaction. A newer schema is told before a changed one. */
static bool
newest_applied (FoDb *db, const FoMigration *list, gsize n, int *ret_newest, GError **error)
{
  g_autoptr (FoRows) rows = db->ops->query (db, FO_SQL_MIGRATIONS_DONE, NULL, 0);
  int newest = -1;

  while (rows && db->ops->rows_next (rows)) {
    if (!applied_is_known (list, n, db->ops->rows_int (rows, 0), db->ops->rows_text (rows, 2), error))
      return false;
    newest = (int) db->ops->rows_int (rows, 0);
  }
  if (!take_trouble (db, error))
    return false;
  *ret_newest = newest;
  return true;
}

static bool
read_newest (FoDb *db, const FoMigration *list, gsize n, int *ret_newest, GError **error)
{
  bool read;

  db->ops->begin (db, false);
  read = take_trouble (db, error) && newest_applied (db, list, n, ret_newest, error);
  db->ops->rollback (db);
  return read;
}

/* PostgreSQL compares text by the rules of the database's language, and SQLite by bytes; keys that say what leaves
 * first must be the same everywhere. */
static void
replace_text_type (GString *script, const char *text_type)
{
  g_autoptr (GRegex) word = g_regex_new ("\\bTEXT\\b", 0, 0, NULL);
  g_autofree char *replaced = g_regex_replace_literal (word, script->str, -1, 0, text_type, 0, NULL);

  g_string_assign (script, replaced);
}

static bool
apply_one (FoDb *db, const FoMigration *migration, GError **error)
{
  g_autoptr (GString) script = g_string_new (migration->text);

  g_string_replace (script, "@ID@", db->ops->id_type, 0);
  g_string_replace (script, "@CLUSTERED@", db->ops->clustered, 0);
  if (db->ops->text_type)
    replace_text_type (script, db->ops->text_type);
  if (!db->ops->exec (db, script->str, error)) {
    g_prefix_error (error, "%s: ", migration->name);
    return false;
  }
  db->ops->write (db, FO_SQL_MIGRATION_NOTE, 1,
                  FO_VALUES (FO_INT (migration->number), FO_TEXT (migration->name), FO_TEXT (migration->checksum),
                             FO_INT (g_get_real_time ())));
  return take_trouble (db, error);
}

/* Locks first and reads then: two who upgrade at once meet at the lock, and the second finds nothing left to do. */
static bool
prepare_upgrade (FoDb *db, const FoMigration *list, gsize n, int *ret_newest, GError **error)
{
  if (db->ops->upgrade_locks && !db->ops->upgrade_locks (db, error))
    return false;
  if (!newest_applied (db, list, n, ret_newest, error))
    return false;
  return *ret_newest == list[n - 1].number || !db->ops->upgrade_copies || db->ops->upgrade_copies (db, *ret_newest, error);
}

static bool
apply_missing (FoDb *db, bool fresh, const FoMigration *list, gsize n, GError **error)
{
  int newest = -1;

  if (!fresh && !prepare_upgrade (db, list, n, &newest, error))
    return false;
  for (gsize i = 0; i < n; i++)
    if (list[i].number > newest && !apply_one (db, &list[i], error))
      return false;
  if (db->ops->protect && !db->ops->protect (db, false, error))
    return false;
  return !db->ops->upgrade_checks || db->ops->upgrade_checks (db, error);
}

static bool
commit_upgrade (FoDb *db, GError **error)
{
  if (db->ops->commit (db) == FO_DB_KEPT)
    return true;
  return take_trouble (db, error);
}

static bool
upgrade (FoDb *db, bool fresh, const FoMigration *list, gsize n, GError **error)
{
  bool done;

  if (db->ops->upgrade_begins && !db->ops->upgrade_begins (db, error))
    return false;
  db->ops->begin (db, true);
  done = take_trouble (db, error) && apply_missing (db, fresh, list, n, error);
  if (done)
    done = commit_upgrade (db, error);
  else
    db->ops->rollback (db);
  fo_db_forget_trouble (db);
  if (db->ops->upgrade_ends && !db->ops->upgrade_ends (db, done ? error : NULL))
    return false;
  return done;
}

static bool
already_there (GError **error)
{
  g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_EXISTS, "There is a warehouse in this database already.");
  return false;
}

static bool
create (FoDb *db, FoDbSchema found, FoStoreFlags flags, const FoMigration *list, gsize n, GError **error)
{
  g_autoptr (GError) why = NULL;

  if (!(flags & FO_STORE_CREATE)) {
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_MISSING,
                 "There is no warehouse in this database yet. `firstoutctl init` makes one.");
    return false;
  }
  if (found == FO_DB_FOREIGN) {
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_EXISTS,
                 "This database holds the tables of another program. Choose another name.");
    return false;
  }
  if (upgrade (db, true, list, n, &why))
    return true;
  if (db->ops->find_schema (db, &found, NULL) && found == FO_DB_OURS) /* somebody was faster */
    return already_there (error);
  g_propagate_error (error, g_steal_pointer (&why));
  return false;
}

static bool
bring_up (FoDb *db, FoStoreFlags flags, const FoMigration *list, gsize n, GError **error)
{
  int newest = -1;

  if (!read_newest (db, list, n, &newest, error))
    return false;
  if (newest == list[n - 1].number)
    return true;
  if ((flags & FO_STORE_READ_ONLY) || !(db->ops->local || (flags & FO_STORE_UPGRADE))) {
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_OLDER,
                 "This warehouse was last used by an older Firstout (schema %d, this program needs %d). "
                 "`firstoutctl init --upgrade` brings it up when all stations are closed.",
                 newest, list[n - 1].number);
    return false;
  }
  return upgrade (db, false, list, n, error);
}

bool
fo_migrate (FoDb *db, FoStoreFlags flags, const FoMigration *list, gsize n, GError **error)
{
  FoDbSchema found;

  if (!db->ops->find_schema (db, &found, error))
    return false;
  if (found != FO_DB_OURS)
    return create (db, found, flags, list, n, error);
  if (flags & FO_STORE_CREATE)
    return already_there (error);
  return bring_up (db, flags, list, n, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book.h"
#include "db-sqlite-file.h"
#include <string.h>

typedef struct {
  FoBook base;
  FoSqliteFile file;
  sqlite3_stmt *statement; /* reads or fills base.table */
  const char **values;     /* of the row that is read */
} SqliteBook;

static bool
failed (SqliteBook *book, const char *what, GError **error)
{
  g_propagate_error (error,
                     fo_sqlite_error (book->file.sqlite, sqlite3_extended_errcode (book->file.sqlite), what));
  return false;
}

static bool
end_statement (SqliteBook *book)
{
  sqlite3_finalize (g_steal_pointer (&book->statement));
  g_clear_pointer (&book->values, g_free);
  return true;
}

static bool
prepare (SqliteBook *book, const FoBookTable *table, const char *text, GError **error)
{
  end_statement (book);
  book->base.table = table;
  book->values = g_new0 (const char *, table ? table->n + 1 : 1);
  if (sqlite3_prepare_v2 (book->file.sqlite, text, -1, &book->statement, NULL) != SQLITE_OK)
    return failed (book, text, error);
  return true;
}

static void
sqlite_close (FoBook *base)
{
  SqliteBook *book = (SqliteBook *) base;

  end_statement (book);
  sqlite3_close (book->file.sqlite);
  g_free (book);
}

static bool
sqlite_begin (FoBook *base, bool writes, GError **error)
{
  return fo_sqlite_exec (((SqliteBook *) base)->file.sqlite, writes ? "BEGIN IMMEDIATE" : "BEGIN", error);
}

static bool
sqlite_commit (FoBook *base, GError **error)
{
  end_statement ((SqliteBook *) base);
  return fo_sqlite_exec (((SqliteBook *) base)->file.sqlite, "COMMIT", error);
}

static bool
sqlite_read (FoBook *base, const FoBookTable *table, GError **error)
{
  g_autofree char *columns = fo_book_columns (table, table->n), *key = fo_book_columns (table, table->n_key);
  g_autofree char *text = g_strdup_printf ("SELECT %s FROM \"%s\" ORDER BY %s", columns, table->name, key);

  return prepare ((SqliteBook *) base, table, text, error);
}

static bool
sqlite_next (FoBook *base, const char *const **ret_values, GError **error)
{
  SqliteBook *book = (SqliteBook *) base;
  int rc = sqlite3_step (book->statement);

  if (rc != SQLITE_ROW && rc != SQLITE_DONE)
    return failed (book, base->table->name, error);
  for (guint i = 0; rc == SQLITE_ROW && i < base->table->n; i++)
    book->values[i] = (const char *) sqlite3_column_text (book->statement, (int) i);
  *ret_values = rc == SQLITE_ROW ? book->values : NULL;
  return rc == SQLITE_ROW || end_statement (book);
}

static bool
sqlite_empty (FoBook *base, const FoBookTable *table, GError **error)
{
  g_autofree char *text = g_strdup_printf ("DELETE FROM \"%s\"", table->name);

  return fo_sqlite_exec (((SqliteBook *) base)->file.sqlite, text, error);
}

static bool
sqlite_fill (FoBook *base, const FoBookTable *table, GError **error)
{
  g_autofree char *columns = fo_book_columns (table, table->n);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, "INSERT INTO \"%s\" (%s) VALUES (", table->name, columns);
  for (guint i = 0; i < table->n; i++)
    g_string_append (text, i ? ", ?" : "?");
  g_string_append_c (text, ')');
  return prepare ((SqliteBook *) base, table, text->str, error);
}

/* The affinity of the columns makes numbers of numbers again. */
static bool
sqlite_put (FoBook *base, const char *const *values, GError **error)
{
  SqliteBook *book = (SqliteBook *) base;

  for (guint i = 0; i < base->table->n; i++)
    sqlite3_bind_text (book->statement, (int) i + 1, values[i], -1, SQLITE_STATIC);
  if (sqlite3_step (book->statement) != SQLITE_DONE)
    return failed (book, base->table->name, error);
  sqlite3_reset (book->statement);
  return true;
}

static bool
sqlite_filled (FoBook *base, GError **error)
{
  (void) error;
  return end_statement ((SqliteBook *) base);
}

static const FoBookOps sqlite_ops = { sqlite_close, sqlite_begin, sqlite_commit, sqlite_read, sqlite_next,
                                      sqlite_empty, sqlite_fill,  sqlite_put,    sqlite_filled };

FoBook *
fo_book_open_sqlite (const char *uri, bool keep_others_out, GError **error)
{
  g_auto (FoSqliteUri) where = { 0 };
  const FoSqliteHow how = { .exclusive = keep_others_out, .patience_ms = keep_others_out ? 2000 : 10000 };
  SqliteBook *book = g_new0 (SqliteBook, 1);

  fo_sqlite_uri_init (&where, uri + strlen ("sqlite:"));
  book->base.ops = &sqlite_ops;
  if (fo_sqlite_open (&book->file, &where, &how, error))
    return &book->base;
  g_free (book);
  return NULL;
}

bool
fo_book_ignore_references (FoBook *base, GError **error)
{
  return fo_sqlite_exec (((SqliteBook *) base)->file.sqlite, "PRAGMA foreign_keys = OFF", error);
}

/* ---- which tables there are --------------------------------------------------------------------------------------- */

/* The first column of every row that TEXT finds. */
static GPtrArray *
ask_names (SqliteBook *book, const char *text, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  int rc;

  if (!prepare (book, NULL, text, error))
    return NULL;
  while ((rc = sqlite3_step (book->statement)) == SQLITE_ROW)
    g_ptr_array_add (names, g_strdup ((const char *) sqlite3_column_text (book->statement, 0)));
  if (rc != SQLITE_DONE) {
    failed (book, text, error);
    return NULL;
  }
  end_statement (book);
  return g_steal_pointer (&names);
}

static FoBookTable *
describe (SqliteBook *book, const char *name, GError **error)
{
  g_autofree char *keys = g_strdup_printf ("SELECT name FROM pragma_table_info ('%s') WHERE pk > 0 ORDER BY pk", name);
  g_autofree char *rest = g_strdup_printf ("SELECT name FROM pragma_table_info ('%s') WHERE pk = 0 ORDER BY cid", name);
  g_autoptr (GPtrArray) key = ask_names (book, keys, error);
  g_autoptr (GPtrArray) others = key ? ask_names (book, rest, error) : NULL;
  FoBookTable *table;

  if (!others)
    return NULL;
  table = g_new0 (FoBookTable, 1);
  table->name = g_strdup (name);
  table->n = key->len + others->len;
  table->n_key = key->len ? key->len : table->n; /* without a key a row is its own */
  table->columns = g_new0 (char *, table->n + 1);
  for (guint i = 0; i < table->n; i++)
    table->columns[i] = g_strdup (g_ptr_array_index (i < key->len ? key : others, i < key->len ? i : i - key->len));
  return table;
}

static bool
is_listed (const GPtrArray *tables, const char *name)
{
  for (guint i = 0; i < tables->len; i++)
    if (g_str_equal (((FoBookTable *) g_ptr_array_index (tables, i))->name, name))
      return true;
  return false;
}

/* Are all tables that NAME refers to listed? *ret_ready is false when one is not. */
static bool
parents_are_listed (SqliteBook *book, const GPtrArray *tables, const char *name, bool *ret_ready, GError **error)
{
  g_autofree char *text = g_strdup_printf ("SELECT DISTINCT \"table\" FROM pragma_foreign_key_list ('%s')", name);
  g_autoptr (GPtrArray) parents = ask_names (book, text, error);

  *ret_ready = true;
  for (guint i = 0; parents && i < parents->len; i++) {
    const char *parent = g_ptr_array_index (parents, i);
    *ret_ready &= g_str_equal (parent, name) || is_listed (tables, parent);
  }
  return parents != NULL;
}

/* Moves every name whose parents are listed from NAMES to TABLES. */
static bool
list_ready (SqliteBook *book, GPtrArray *names, GPtrArray *tables, GError **error)
{
  for (guint i = 0; i < names->len;) {
    const char *name = g_ptr_array_index (names, i);
    FoBookTable *table;
    bool ready;

    if (!parents_are_listed (book, tables, name, &ready, error))
      return false;
    if (!ready) {
      i++;
      continue;
    }
    table = describe (book, name, error);
    if (!table)
      return false;
    g_ptr_array_add (tables, table);
    g_ptr_array_remove_index (names, i);
  }
  return true;
}

GPtrArray *
fo_book_tables (FoBook *base, GError **error)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func ((GDestroyNotify) fo_book_table_free);
  g_autoptr (GPtrArray) names =
      ask_names ((SqliteBook *) base,
                 "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'migration' "
                 "ORDER BY name",
                 error);

  while (names && names->len > 0) {
    guint before = names->len;

    if (!list_ready ((SqliteBook *) base, names, tables, error))
      return NULL;
    if (names->len == before) { /* tables that refer to each other in a ring: no migration makes such */
      g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_DAMAGED, "The tables refer to each other in a ring, at %s.",
                   (char *) g_ptr_array_index (names, 0));
      return NULL;
    }
  }
  return names ? g_steal_pointer (&tables) : NULL;
}

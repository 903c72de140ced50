/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rows of SQLite, which are read while they are looked at, made to behave like an answer that was given at once. */
#include "db-sqlite-inside.h"
#include <string.h>

static void
arena_restart (Arena *arena)
{
  if (arena->full) {
    g_slist_free_full (arena->full, g_free);
    arena->full = NULL;
  }
  arena->used = 0;
}

static void
arena_clear (Arena *arena)
{
  arena_restart (arena);
  g_free (arena->block);
}

static const char *
arena_keep (Arena *arena, const char *text, gsize length)
{
  char *copy;

  if (arena->used + length + 1 > arena->size) {
    if (arena->block)
      arena->full = g_slist_prepend (arena->full, arena->block);
    arena->size = MAX (2 * arena->size, MAX (length + 1, 256));
    arena->block = g_malloc (arena->size);
    arena->used = 0;
  }
  copy = memcpy (arena->block + arena->used, text, length + 1);
  arena->used += length + 1;
  return copy;
}

/* The cells of the row it stands on, and their texts behind them, in one block. */
static gpointer
keep_row (sqlite3_stmt *statement)
{
  int columns = sqlite3_data_count (statement);
  gsize size = sizeof (FoValue) * (gsize) columns;
  FoValue *cells;
  char *texts;

  for (int i = 0; i < columns; i++)
    size += (gsize) sqlite3_column_bytes (statement, i) + 1;
  cells = g_malloc0 (size);
  texts = (char *) (cells + columns);
  for (int i = 0; i < columns; i++) {
    const char *text = (const char *) sqlite3_column_text (statement, i);
    gsize length = (gsize) sqlite3_column_bytes (statement, i);

    if (!text)
      continue;
    cells[i] = (FoValue){ FO_VALUE_TEXT, g_ascii_strtoll (text, NULL, 10), memcpy (texts, text, length) };
    texts += length + 1;
  }
  return cells;
}

void
fo_sqlite_keep_open_rows (SqliteDb *db)
{
  for (int i = 0; i < FO_N_SQL; i++) {
    SqliteRows *rows = &db->prepared[i].rows;
    int rc = SQLITE_DONE;

    if (!rows->open || rows->done || rows->kept)
      continue;
    rows->kept = g_ptr_array_new_with_free_func (g_free);
    rows->next_kept = 0;
    if (sqlite3_stmt_busy (rows->statement) && sqlite3_data_count (rows->statement) > 0) {
      g_ptr_array_add (rows->kept, keep_row (rows->statement));
      rows->next_kept = 1;
    }
    while ((rc = sqlite3_step (rows->statement)) == SQLITE_ROW)
      g_ptr_array_add (rows->kept, keep_row (rows->statement));
    if (rc != SQLITE_DONE)
      fo_sqlite_met (db, rc, fo_sql_rows[rows->sql].name);
    sqlite3_reset (rows->statement);
  }
}

bool
fo_sqlite_rows_next (FoRows *base)
{
  SqliteRows *rows = (SqliteRows *) base;
  SqliteDb *db = (SqliteDb *) base->db;
  int rc;

  arena_restart (&rows->texts);
  if (rows->kept)
    return rows->next_kept < rows->kept->len && ++rows->next_kept;
  if (rows->done)
    return false;
  rc = sqlite3_step (rows->statement);
  if (rc == SQLITE_ROW)
    return true;
  rows->done = true;
  if (rc != SQLITE_DONE)
    fo_sqlite_met (db, rc, fo_sql_rows[rows->sql].name);
  return false;
}

static const FoValue *
kept_cell (const SqliteRows *rows, int column)
{
  const FoValue *cells = g_ptr_array_index (rows->kept, rows->next_kept - 1);

  return &cells[column];
}

gint64
fo_sqlite_rows_int (FoRows *base, int column)
{
  SqliteRows *rows = (SqliteRows *) base;

  return rows->kept ? kept_cell (rows, column)->number : sqlite3_column_int64 (rows->statement, column);
}

const char *
fo_sqlite_rows_text (FoRows *base, int column)
{
  SqliteRows *rows = (SqliteRows *) base;
  const char *text;

  if (rows->kept)
    return kept_cell (rows, column)->text;
  text = (const char *) sqlite3_column_text (rows->statement, column);
  return text ? arena_keep (&rows->texts, text, (gsize) sqlite3_column_bytes (rows->statement, column)) : NULL;
}

bool
fo_sqlite_rows_is_null (FoRows *base, int column)
{
  SqliteRows *rows = (SqliteRows *) base;

  return rows->kept ? kept_cell (rows, column)->kind == FO_VALUE_NULL
                    : sqlite3_column_type (rows->statement, column) == SQLITE_NULL;
}

void
fo_sqlite_rows_free (FoRows *base)
{
  SqliteRows *rows = (SqliteRows *) base;

  if (!rows->open)
    return;
  rows->open = false;
  ((SqliteDb *) base->db)->open_rows--;
  sqlite3_reset (rows->statement);
  g_clear_pointer (&rows->kept, g_ptr_array_unref);
}

void
fo_sqlite_rows_clear (SqliteRows *rows)
{
  arena_clear (&rows->texts);
  g_clear_pointer (&rows->kept, g_ptr_array_unref);
}

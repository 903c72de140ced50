/* SPDX-License-Identifier: GPL-3.0-or-later
 * All rows of a database, table by table in the order of their keys, as texts: what copies and compares whole
 * warehouses. Beside the engine of the store, on a connection of its own. Private to the store. */
#pragma once

#include "firstout/store/store.h"

typedef struct {
  char *name;
  char **columns; /* those of the key first, in its order */
  guint n, n_key;
  char *where; /* which rows are read; NULL: all */
} FoBookTable;
void fo_book_table_free (FoBookTable *table);

typedef struct FoBook FoBook;

typedef struct {
  void (*close) (FoBook *book);
  /* READS: one consistent picture from now on; else: what follows is kept together by commit. */
  bool (*begin) (FoBook *book, bool writes, GError **error);
  bool (*commit) (FoBook *book, GError **error);

  /* The rows of TABLE; then one after the other: *ret_values is NULL behind the last one, and lives until the next. A
   * NULL value is NULL. Cleared by reading to the end, or by close. */
  bool (*read) (FoBook *book, const FoBookTable *table, GError **error);
  bool (*next) (FoBook *book, const char *const **ret_values, GError **error);

  /* Throws the rows of TABLE away; then takes new ones. */
  bool (*empty) (FoBook *book, const FoBookTable *table, GError **error);
  bool (*fill) (FoBook *book, const FoBookTable *table, GError **error);
  bool (*put) (FoBook *book, const char *const *values, GError **error);
  bool (*filled) (FoBook *book, GError **error);
} FoBookOps;

struct FoBook {
  const FoBookOps *ops;
  const FoBookTable *table; /* being read or filled */
};

/* KEEP_OTHERS_OUT: until it is closed nobody else reads or writes the file; BUSY when somebody has it open. */
FoBook *fo_book_open_sqlite (const char *uri, bool keep_others_out, GError **error);
FoBook *fo_book_open_postgres (const char *uri, GError **error);

/* From now on rows may stand there without those they refer to. */
bool fo_book_ignore_references (FoBook *sqlite_book, GError **error);

/* The tables of an SQLite book, each behind those that it refers to; not the list of migrations. */
GPtrArray *fo_book_tables (FoBook *sqlite_book, GError **error);
/* Its migrations, as a table: both sides must have had the same. */
FoBookTable *fo_book_migrations (void);

/* The names of the first N columns, as a statement lists them. Free with g_free. */
char *fo_book_columns (const FoBookTable *table, guint n);

void fo_book_close (FoBook *book);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoBook, fo_book_close)

/* SPDX-License-Identifier: GPL-3.0-or-later
 * A sales database in an SQLite file: the training warehouse, and small firms. */
#include "sales.h"
#include <sqlite3.h>

#define PATIENCE_MS 5000
#define COLUMNS_MAX 32

static FoSalesError
kind_of (int rc)
{
  switch (rc & 0xff) {
  case SQLITE_CONSTRAINT:
  case SQLITE_MISMATCH:
  case SQLITE_TOOBIG:
    return FO_SALES_ERROR_REFUSED;
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return FO_SALES_ERROR_BUSY;
  case SQLITE_ERROR:
  case SQLITE_PERM:
  case SQLITE_AUTH:
  case SQLITE_READONLY:
    return FO_SALES_ERROR_CONTRACT;
  default:
    return FO_SALES_ERROR_OFFLINE;
  }
}

static void
set_error (const FoSales *sales, sqlite3 *sqlite, int rc, const char *what, GError **error)
{
  static const char *const how[] = {
    [FO_SALES_ERROR_OFFLINE] = "cannot be used",
    [FO_SALES_ERROR_CONTRACT] = "does not have what was agreed",
    [FO_SALES_ERROR_BUSY] = "is locked by others",
    [FO_SALES_ERROR_REFUSED] = "refused it",
  };
  FoSalesError kind = kind_of (rc);

  g_set_error (error, FO_SALES_ERROR, kind, "The sales database %s %s (%s: %s).", sales->uri, how[kind], what,
               sqlite ? sqlite3_errmsg (sqlite) : sqlite3_errstr (rc));
}

static void
sqlite_disconnect (FoSales *sales)
{
  sqlite3_close (sales->connection);
  sales->connection = NULL;
}

static sqlite3 *
connect_file (FoSales *sales, GError **error)
{
  const char *path = sales->uri + strlen ("sqlite:");
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (sales->create ? SQLITE_OPEN_CREATE : 0);
  sqlite3 *sqlite = NULL;
  int rc;

  if (sales->connection)
    return sales->connection;
  rc = sqlite3_open_v2 (path, &sqlite, flags, NULL);
  if (rc != SQLITE_OK) {
    g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_OFFLINE, "The sales database %s cannot be opened (%s).", path,
                 sqlite3_errstr (rc));
    sqlite3_close (sqlite);
    return NULL;
  }
  sqlite3_busy_timeout (sqlite, PATIENCE_MS);
  sales->connection = sqlite;
  return sqlite;
}

static void
bind (sqlite3_stmt *statement, const char *const *values, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    g_autofree char *name = g_strdup_printf ("$%" G_GSIZE_FORMAT, i + 1);

    /* SQLite numbers "$2" by first appearance, not by what it says. */
    sqlite3_bind_text (statement, sqlite3_bind_parameter_index (statement, name), values[i], -1, SQLITE_STATIC);
  }
}

static bool
hand_over (sqlite3_stmt *statement, FoSalesEach each, gpointer data, GError **error)
{
  const char *names[COLUMNS_MAX], *values[COLUMNS_MAX];
  const FoSalesRow row = { (gsize) sqlite3_column_count (statement), names, values };

  g_assert (row.n <= COLUMNS_MAX);
  for (int i = 0; i < (int) row.n; i++) {
    names[i] = sqlite3_column_name (statement, i);
    values[i] = (const char *) sqlite3_column_text (statement, i);
  }
  return !each || each (&row, data, error);
}

static bool
run (FoSales *sales, sqlite3_stmt *statement, const char *name, FoSalesEach each, gpointer data, GError **error)
{
  int rc;

  while ((rc = sqlite3_step (statement)) == SQLITE_ROW)
    if (!hand_over (statement, each, data, error))
      return false;
  if (rc != SQLITE_DONE)
    set_error (sales, sales->connection, rc, name, error);
  return rc == SQLITE_DONE;
}

static bool
sqlite_ask (FoSales *sales,
            FoSalesSql sql,
            const char *const *values,
            gsize n,
            FoSalesEach each,
            gpointer data,
            guint *ret_changed,
            GError **error)
{
  const FoSqlRow *text = &fo_contract_sql_rows[sql];
  sqlite3 *sqlite = connect_file (sales, error);
  sqlite3_stmt *statement = NULL;
  bool done;
  int rc;

  if (!sqlite)
    return false;
  rc = sqlite3_prepare_v2 (sqlite, fo_sales_text (sales, sql), -1, &statement, NULL);
  if (rc != SQLITE_OK) {
    set_error (sales, sqlite, rc, text->name, error);
    return false;
  }
  bind (statement, values, n);
  done = run (sales, statement, text->name, each, data, error);
  if (done && ret_changed)
    *ret_changed = (guint) sqlite3_changes (sqlite);
  sqlite3_finalize (statement);
  return done;
}

static bool
sqlite_script (FoSales *sales, FoSalesSql sql, GError **error)
{
  sqlite3 *sqlite = connect_file (sales, error);
  int rc = sqlite ? sqlite3_exec (sqlite, fo_contract_sql_rows[sql].text, NULL, NULL, NULL) : SQLITE_OK;

  if (rc != SQLITE_OK)
    set_error (sales, sqlite, rc, fo_contract_sql_rows[sql].name, error);
  return sqlite && rc == SQLITE_OK;
}

const FoSalesOps fo_sales_sqlite = { "sqlite", FO_SALES_SQL_COLUMNS_SQLITE, sqlite_ask, sqlite_script, sqlite_disconnect };

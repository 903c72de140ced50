/* SPDX-License-Identifier: GPL-3.0-or-later
 * A sales database on PostgreSQL. */
#include "firstout/store/server.h"
#include "sales.h"
#include <libpq-fe.h>
#include <string.h>

#define COLUMNS_MAX 32
#define CONNECT_TIMEOUT_MS 10000

/* A trade system may take its time for a view, but not for ever; times come in UTC, whatever its own zone. */
#define OPTIONS "-c TimeZone=UTC -c DateStyle=ISO,YMD -c statement_timeout=120000 -c lock_timeout=10000"

static bool
begins (const char *state, const char *with)
{
  return g_str_has_prefix (state, with);
}

/* By SQLSTATE: is it this one message, everything, or only this moment? */
static FoSalesError
kind_of (PGconn *conn, const char *state)
{
  if (PQstatus (conn) != CONNECTION_OK || !state || begins (state, "08") || begins (state, "57P"))
    return FO_SALES_ERROR_OFFLINE;
  if (begins (state, "22") || begins (state, "23") || begins (state, "P0"))
    return FO_SALES_ERROR_REFUSED;
  if (begins (state, "40") || begins (state, "53") || begins (state, "55") || begins (state, "57"))
    return FO_SALES_ERROR_BUSY;
  return FO_SALES_ERROR_CONTRACT;
}

static void
set_error (PGconn *conn, const PGresult *result, const char *what, GError **error)
{
  static const char *const how[] = {
    [FO_SALES_ERROR_OFFLINE] = "was lost",
    [FO_SALES_ERROR_CONTRACT] = "does not have what was agreed",
    [FO_SALES_ERROR_BUSY] = "is busy",
    [FO_SALES_ERROR_REFUSED] = "refused it",
  };
  const char *said = result ? PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
  FoSalesError kind = kind_of (conn, result ? PQresultErrorField (result, PG_DIAG_SQLSTATE) : NULL);
  g_autofree char *words = g_strdup (said ? said : PQerrorMessage (conn));

  g_set_error (error, FO_SALES_ERROR, kind, "The sales database %s (%s: %s).", how[kind], what, g_strstrip (words));
}

static void
postgres_disconnect (FoSales *sales)
{
  PQfinish (sales->connection);
  sales->connection = NULL;
}

/* By the same rule as the warehouse's own server. Name or password: asking again and again would only lock the account. */
static void
set_connect_error (FoServerEnd end, const GError *why, GError **error)
{
  const FoSalesError kind = end == FO_SERVER_DENIED      ? FO_SALES_ERROR_LATCHED
                            : end == FO_SERVER_UNTRUSTED ? FO_SALES_ERROR_CONTRACT
                                                         : FO_SALES_ERROR_OFFLINE;

  g_set_error (error, FO_SALES_ERROR, kind,
               end == FO_SERVER_DENIED ? "The sales database does not accept this name or password: %s"
                                       : "The sales database cannot be reached: %s",
               why->message);
}

static PGconn *
connect_server (FoSales *sales, GError **error)
{
  const FoServerAddress address = { .uri = sales->uri,
                                    .application = "firstout-sync",
                                    .options = OPTIONS,
                                    .password = sales->password,
                                    .timeout_ms = CONNECT_TIMEOUT_MS };
  g_autoptr (GError) why = NULL;
  PGconn *conn = NULL;
  FoServerEnd end;

  if (sales->connection && PQstatus (sales->connection) == CONNECTION_OK)
    return sales->connection;
  postgres_disconnect (sales);
  end = fo_server_connect (&address, &conn, &why);
  if (end != FO_SERVER_CONNECTED) {
    set_connect_error (end, why, error);
    return NULL;
  }
  sales->connection = conn;
  return conn;
}

static bool
hand_over (const PGresult *result, FoSalesEach each, gpointer data, GError **error)
{
  const char *names[COLUMNS_MAX], *values[COLUMNS_MAX];
  const FoSalesRow row = { (gsize) PQnfields (result), names, values };

  g_assert (row.n <= COLUMNS_MAX);
  for (int r = 0; r < PQntuples (result); r++) {
    for (int i = 0; i < (int) row.n; i++) {
      names[i] = PQfname (result, i);
      values[i] = PQgetisnull (result, r, i) ? NULL : PQgetvalue (result, r, i);
    }
    if (each && !each (&row, data, error))
      return false;
  }
  return true;
}

/* Rows come one by one, so that a large view is never held whole. After a failure the rest is let go by. */
static bool
take_results (PGconn *conn, const char *name, FoSalesEach each, gpointer data, guint *ret_changed, GError **error)
{
  PGresult *result;
  bool fine = true;

  while ((result = PQgetResult (conn))) {
    ExecStatusType status = PQresultStatus (result);

    if (fine && (status == PGRES_SINGLE_TUPLE || status == PGRES_TUPLES_OK))
      fine = hand_over (result, each, data, error);
    else if (fine && status == PGRES_COMMAND_OK && ret_changed)
      *ret_changed = (guint) g_ascii_strtoull (PQcmdTuples (result), NULL, 10);
    else if (fine && status != PGRES_COMMAND_OK) {
      set_error (conn, result, name, error);
      fine = false;
    }
    PQclear (result);
  }
  return fine;
}

static bool
postgres_ask (FoSales *sales,
              FoSalesSql sql,
              const char *const *values,
              gsize n,
              FoSalesEach each,
              gpointer data,
              guint *ret_changed,
              GError **error)
{
  const FoSqlRow *text = &fo_contract_sql_rows[sql];
  PGconn *conn = connect_server (sales, error);

  if (!conn)
    return false;
  if (!PQsendQueryParams (conn, fo_sales_text (sales, sql), (int) n, NULL, values, NULL, NULL, 0)) {
    set_error (conn, NULL, text->name, error);
    return false;
  }
  PQsetSingleRowMode (conn);
  return take_results (conn, text->name, each, data, ret_changed, error);
}

static bool
postgres_script (FoSales *sales, FoSalesSql sql, GError **error)
{
  PGconn *conn = connect_server (sales, error);
  PGresult *result = conn ? PQexec (conn, fo_contract_sql_rows[sql].text) : NULL;
  bool done = conn && PQresultStatus (result) == PGRES_COMMAND_OK;

  if (conn && !done)
    set_error (conn, result, fo_contract_sql_rows[sql].name, error);
  PQclear (result);
  return done;
}

const FoSalesOps fo_sales_postgres = { "postgresql", FO_SALES_SQL_COLUMNS_POSTGRES, postgres_ask, postgres_script,
                                         postgres_disconnect };

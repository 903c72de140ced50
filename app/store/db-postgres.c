/* SPDX-License-Identifier: GPL-3.0-or-later
 * The PostgreSQL engine: everything is sent through libpq's pipeline, and nothing waits for an answer it does not
 * need yet. BEGIN travels with the first statement, changes with the next question or with COMMIT, the preparation
 * of a statement with its first use, and the answer to the end of a reading transaction is heard when something else
 * is asked. */
#include "db-postgres-inside.h"
#include <poll.h>
#include <string.h>

#define CHANNEL "firstout"
#define READING_MS 125000 /* the server itself gives a question up after 120 s */
#define SLOW_MS 10000     /* beside what locks may take, on a machine that is busy */

/* ---- transactions ------------------------------------------------------------------------------------------------ */

/* A server that hung up meanwhile is better noticed now than when COMMIT is on its way. Looks, and does not wait. */
static bool
is_still_there (PgDb *db)
{
  struct pollfd one = { PQsocket (db->conn), POLLIN, 0 };

  if (fo_pg_is_gone (db))
    return false;
  while (poll (&one, 1, 0) > 0) {
    if (!PQconsumeInput (db->conn))
      return false;
    fo_pg_hear_ready (db);
  }
  return !fo_pg_is_gone (db);
}

static void
postgres_begin (FoDb *base, bool writes)
{
  PgDb *db = (PgDb *) base;

  db->writing = writes;
  db->begin_due = true;
  db->committed = false;
  fo_pg_forget_announced (db, 0);
  if (!is_still_there (db))
    fo_pg_lose (db);
}

static void
postgres_write (FoDb *base, FoSql sql, int expect, const FoValue *values, gsize n)
{
  PgDb *db = (PgDb *) base;
  FoValue counted[FO_SQL_PARAMETERS_MAX + 1];

  if (!fo_pg_send_begin_if_due (db) || !fo_pg_send_preparation_if_due (db, sql, expect != FO_ANY))
    return;
  if (expect != FO_ANY) {
    memcpy (counted, values, n * sizeof *values);
    counted[n++] = FO_INT (expect);
    values = counted;
  }
  fo_pg_send_statement (db, sql, values, n, expect != FO_ANY, AWAIT_CHANGE);
}

/* One answer, in a trip of its own: in db->answer. */
static bool
ask_now (PgDb *db, FoSql sql, const FoValue *values, gsize n)
{
  return fo_pg_send_begin_if_due (db) && fo_pg_send_preparation_if_due (db, sql, false)
         && fo_pg_send_statement (db, sql, values, n, false, AWAIT_ROWS) && fo_pg_hear_all (db);
}

/* The first one asked of those that were announced waits for all of them. */
static bool
take_announced (PgDb *db, Announced *announced)
{
  guint at = (guint) (announced - (Announced *) db->announced->data);

  if (!announced->answer && !fo_pg_hear_all (db))
    return false;
  db->answer = g_steal_pointer (&announced->answer);
  g_array_remove_index (db->announced, at);
  return db->answer != NULL;
}

static FoRows *
postgres_query (FoDb *base, FoSql sql, const FoValue *values, gsize n)
{
  PgDb *db = (PgDb *) base;
  PgRows *rows = &db->statements[sql].rows;
  Announced *announced = fo_pg_find_announced (db, sql, values, n);

  g_assert (!rows->result); /* one FoRows of a statement at a time */
  if (!(announced ? take_announced (db, announced) : ask_now (db, sql, values, n)) || base->trouble != FO_DB_FINE) {
    g_clear_pointer (&db->answer, PQclear);
    return NULL;
  }
  rows->base.db = base;
  rows->result = g_steal_pointer (&db->answer);
  rows->row = -1;
  return &rows->base;
}

static guint
postgres_announced (FoDb *base)
{
  return ((PgDb *) base)->last_announced;
}

static void
postgres_forget_announced (FoDb *base, guint since)
{
  fo_pg_forget_announced ((PgDb *) base, since);
}

/* The end of a transaction whose answer nobody needs. After an error the server skips what stands before the next
 * sync, so what was sent is closed with one first. */
static void
end_unheard (PgDb *db, const char *text)
{
  if (fo_pg_is_gone (db) || db->begin_due || (db->unsynced && !fo_pg_send_sync (db)))
    return;
  if (fo_pg_send_text (db, text, AWAIT_PLAIN) && fo_pg_send_sync (db))
    fo_pg_forget_awaited (db);
}

static void
postgres_rollback (FoDb *base)
{
  PgDb *db = (PgDb *) base;

  end_unheard (db, "ROLLBACK");
  db->begin_due = false;
}

/* A hint for those who show lists. Not in the transaction itself: NOTIFY there makes all commits of the server stand
 * in one line for the disk. */
static void
tell_others (PgDb *db)
{
  if (fo_pg_send_text (db, "NOTIFY " CHANNEL, AWAIT_PLAIN) && fo_pg_send_sync (db))
    fo_pg_forget_awaited (db);
  else
    fo_db_forget_trouble (&db->base); /* it was committed all the same */
}

static FoDbCommit
commit_writing (PgDb *db)
{
  if (fo_pg_send_text (db, "COMMIT", AWAIT_COMMIT))
    fo_pg_hear_all (db);
  if (db->committed) {
    fo_db_forget_trouble (&db->base);
    tell_others (db);
    return FO_DB_KEPT;
  }
  if (db->base.trouble == FO_DB_LOST)
    return FO_DB_UNKNOWN;
  if (db->base.trouble == FO_DB_FINE)
    fo_db_fail (
        &db->base, FO_DB_FAILED,
        g_error_new (FO_STORE_ERROR, FO_STORE_ERROR_IO, "The server did not keep the transaction. Nothing was done."));
  postgres_rollback (&db->base);
  return FO_DB_NOT_KEPT;
}

static FoDbCommit
postgres_commit (FoDb *base)
{
  PgDb *db = (PgDb *) base;

  if (base->trouble != FO_DB_FINE) {
    postgres_rollback (base);
    return FO_DB_NOT_KEPT;
  }
  if (db->writing && !db->begin_due)
    return commit_writing (db);
  end_unheard (db, "COMMIT");
  db->begin_due = false;
  return FO_DB_KEPT;
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static bool
postgres_rows_next (FoRows *base)
{
  PgRows *rows = (PgRows *) base;

  return ++rows->row < PQntuples (rows->result);
}

static gint64
postgres_rows_int (FoRows *base, int column)
{
  PgRows *rows = (PgRows *) base;
  const char *text = PQgetvalue (rows->result, rows->row, column);

  return *text == 't' ? 1 : g_ascii_strtoll (text, NULL, 10); /* a truth is 1, as in SQLite */
}

static bool
postgres_rows_is_null (FoRows *base, int column)
{
  PgRows *rows = (PgRows *) base;

  return PQgetisnull (rows->result, rows->row, column);
}

static const char *
postgres_rows_text (FoRows *base, int column)
{
  PgRows *rows = (PgRows *) base;

  return postgres_rows_is_null (base, column) ? NULL : PQgetvalue (rows->result, rows->row, column);
}

static void
postgres_rows_free (FoRows *base)
{
  g_clear_pointer (&((PgRows *) base)->result, PQclear);
}

/* ---- outside the pipeline ---------------------------------------------------------------------------------------- */

/* One question in plain mode, with parameters or as a script without. Its result, or NULL and *error. */
static PGresult *
ask (PgDb *db, const char *text, const char *const *values, int n, GError **error)
{
  PGresult *result;
  ExecStatusType status;

  if (!fo_pg_send_begin_if_due (db) || (db->awaited->len && !fo_pg_hear_all (db)) || !PQexitPipelineMode (db->conn)) {
    g_propagate_error (error, fo_pg_lost (db->conn));
    return NULL;
  }
  result = n ? PQexecParams (db->conn, text, n, NULL, values, NULL, NULL, 0) : PQexec (db->conn, text);
  PQenterPipelineMode (db->conn);
  status = PQresultStatus (result);
  if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)
    return result;
  if (fo_pg_is_gone (db))
    g_propagate_error (error, fo_pg_lost (db->conn));
  else
    fo_pg_judge (PQresultErrorField (result, PG_DIAG_SQLSTATE), PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY),
                 "script", error);
  PQclear (result);
  return NULL;
}

static bool
postgres_exec (FoDb *base, const char *script, GError **error)
{
  PGresult *result = ask ((PgDb *) base, script, NULL, 0, error);

  PQclear (result);
  return result != NULL;
}

static bool
postgres_find_schema (FoDb *base, FoDbSchema *ret_schema, GError **error)
{
  PGresult *result = ask ((PgDb *) base, "SELECT to_regclass ('migration') IS NOT NULL", NULL, 0, error);

  if (!result)
    return false;
  *ret_schema = *PQgetvalue (result, 0, 0) == 't' ? FO_DB_OURS : FO_DB_EMPTY;
  PQclear (result);
  return true;
}

static bool
postgres_upgrade_locks (FoDb *base, GError **error)
{
  return postgres_exec (base, "SET LOCAL statement_timeout = 0; LOCK TABLE migration IN ACCESS EXCLUSIVE MODE", error);
}

static bool
postgres_clock (FoDb *base, gint64 *ret_now_us, GError **error)
{
  PGresult *result =
      ask ((PgDb *) base, "SELECT CAST (extract (epoch FROM clock_timestamp ()) * 1000000 AS BIGINT)", NULL, 0, error);

  if (!result)
    return false;
  *ret_now_us = g_ascii_strtoll (PQgetvalue (result, 0, 0), NULL, 10);
  PQclear (result);
  return true;
}

static bool
postgres_protect (FoDb *base, bool roles, GError **error)
{
  return postgres_exec (base, fo_postgres_sql_rows[FO_PG_SQL_PLACES_SCRIPT].text, error)
         && postgres_exec (base, fo_postgres_sql_rows[FO_PG_SQL_FUNCTIONS_SCRIPT].text, error)
         && (!roles || postgres_exec (base, fo_postgres_sql_rows[FO_PG_SQL_ROLES_SCRIPT].text, error));
}

static bool
postgres_call (FoDb *base, FoPgSql function, const char *const *values, char **ret_answer, GError **error)
{
  const FoSqlRow *row = &fo_postgres_sql_rows[function];
  PGresult *result = ask ((PgDb *) base, row->text, values, row->parameters, error);

  if (!result)
    return false;
  *ret_answer = g_strdup (PQgetvalue (result, 0, 0));
  PQclear (result);
  return true;
}

/* The server process of a connection that broke may not know it yet, and may be about to commit. It is ended, and
 * its end waited for; after that the store says what is true and stays true. */
static bool
postgres_bury (FoDb *base, const char *session, GError **error)
{
  g_auto (GStrv) words = g_strsplit (session, " ", 2);
  const char *values[] = { words[0], words[0] ? words[1] : NULL };
  PGresult *result;
  bool gone = true;

  if (g_strv_length (words) != 2)
    return true;
  result = ask ((PgDb *) base,
                "SELECT pg_terminate_backend (pid, 5000) FROM pg_stat_activity WHERE pid = CAST ($1 AS INTEGER) "
                "AND CAST (extract (epoch FROM backend_start) * 1000000 AS BIGINT) = CAST ($2 AS BIGINT)",
                values, 2, error);
  if (!result)
    return false;
  if (PQntuples (result) > 0 && *PQgetvalue (result, 0, 0) != 't') {
    gone = false;
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_OFFLINE, "The server is still busy with what was asked before.");
  }
  PQclear (result);
  return gone;
}

static bool
postgres_prepare (FoDb *base, FoSql sql, GError **error)
{
  PgDb *db = (PgDb *) base;
  bool prepared = fo_pg_send_preparation_if_due (db, sql, false)
                  && (!fo_sql_rows[sql].writes || fo_pg_send_preparation_if_due (db, sql, true)) && fo_pg_hear_all (db)
                  && base->trouble == FO_DB_FINE;

  if (!prepared)
    g_propagate_error (error, g_steal_pointer (&base->error));
  fo_db_forget_trouble (base);
  return prepared;
}

/* ---- the rest ---------------------------------------------------------------------------------------------------- */

static bool
postgres_changed (FoDb *base)
{
  PgDb *db = (PgDb *) base;
  bool changed = false;

  if (!db->listening) {
    db->listening = fo_pg_send_text (db, "LISTEN " CHANNEL, AWAIT_PLAIN) && fo_pg_send_sync (db);
    fo_pg_forget_awaited (db);
    return true;
  }
  if (!PQconsumeInput (db->conn))
    return true;
  fo_pg_hear_ready (db);
  for (PGnotify *told = PQnotifies (db->conn); told; told = PQnotifies (db->conn)) {
    changed |= told->be_pid != PQbackendPID (db->conn);
    PQfreemem (told);
  }
  return changed;
}

static bool
postgres_broken (FoDb *base)
{
  return fo_pg_is_gone ((PgDb *) base);
}

static const char *
postgres_session (FoDb *base)
{
  return ((PgDb *) base)->session;
}

static void
postgres_set_patience (FoDb *base, gint64 patience_ms)
{
  PgDb *db = (PgDb *) base;
  g_autofree char *text = NULL;

  if (!db->reads_only)
    db->answer_ms = 2 * patience_ms + SLOW_MS;
  text = g_strdup_printf ("SET lock_timeout = %" G_GINT64_FORMAT, MAX (patience_ms, 1));

  if (!fo_pg_is_gone (db) && fo_pg_send_text (db, text, AWAIT_PLAIN) && fo_pg_send_sync (db))
    fo_pg_forget_awaited (db);
}

static gsize
postgres_statement_counts (FoDb *base, FoStatementCount *counts, gsize room)
{
  PgDb *db = (PgDb *) base;
  gsize n = 0;

  for (int i = 0; i < FO_N_SQL && n < room; i++)
    if (db->statements[i].runs)
      counts[n++] = (FoStatementCount){ .name = fo_sql_rows[i].name, .runs = db->statements[i].runs };
  return n;
}

static void
postgres_count_reset (FoDb *base)
{
  for (int i = 0; i < FO_N_SQL; i++)
    ((PgDb *) base)->statements[i].runs = 0;
}

static void
postgres_close (FoDb *base)
{
  PgDb *db = (PgDb *) base;

  for (int i = 0; i < FO_N_SQL; i++)
    PQclear (db->statements[i].rows.result);
  PQclear (db->answer);
  PQfinish (db->conn);
  g_array_unref (db->awaited);
  g_array_unref (db->announced);
  g_free (db->session);
  fo_db_forget_trouble (base);
  g_free (db);
}

static FoDb *
postgres_open (const FoDbOpening *opening, GError **error)
{
  g_autofree char *session = NULL;
  PGconn *conn = fo_pg_connect (opening->uri, opening->patience_ms, &session, error);
  PgDb *db;

  if (!conn)
    return NULL;
  db = g_new0 (PgDb, 1);
  db->base.ops = &fo_db_postgres;
  db->base.round_trips = opening->round_trips;
  db->conn = conn;
  db->session = g_steal_pointer (&session);
  db->reads_only = opening->flags & FO_STORE_READ_ONLY;
  db->answer_ms = db->reads_only ? READING_MS : 2 * opening->patience_ms + SLOW_MS;
  db->awaited = g_array_new (FALSE, FALSE, sizeof (Await));
  db->announced = fo_pg_announcements_new ();
  PQenterPipelineMode (conn);
  return &db->base;
}

const FoDbOps fo_db_postgres = {
  .name = "postgresql",
  .id_type = "BIGINT",
  .clustered = "",
  .text_type = "TEXT COLLATE \"C\"",
  .open = postgres_open,
  .close = postgres_close,
  .set_patience = postgres_set_patience,
  .exec = postgres_exec,
  .begin = postgres_begin,
  .write = postgres_write,
  .query = postgres_query,
  .announce = fo_pg_announce,
  .announced = postgres_announced,
  .forget_announced = postgres_forget_announced,
  .commit = postgres_commit,
  .rollback = postgres_rollback,
  .rows_next = postgres_rows_next,
  .rows_int = postgres_rows_int,
  .rows_text = postgres_rows_text,
  .rows_is_null = postgres_rows_is_null,
  .rows_free = postgres_rows_free,
  .find_schema = postgres_find_schema,
  .upgrade_locks = postgres_upgrade_locks,
  .protect = postgres_protect,
  .call = postgres_call,
  .prepare = postgres_prepare,
  .clock = postgres_clock,
  .session = postgres_session,
  .bury = postgres_bury,
  .changed = postgres_changed,
  .broken = postgres_broken,
  .statement_counts = postgres_statement_counts,
  .count_reset = postgres_count_reset,
};

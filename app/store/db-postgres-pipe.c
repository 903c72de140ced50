/* SPDX-License-Identifier: GPL-3.0-or-later
 * Questions are sent without waiting; answers are heard in their order. */
#include "db-postgres-inside.h"
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

static const char *
what_of (const Await *await)
{
  switch (await->kind) {
  case AWAIT_PREPARED:
  case AWAIT_CHANGE:
  case AWAIT_ROWS:
  case AWAIT_ANNOUNCED:
    return fo_sql_rows[await->sql].name;
  case AWAIT_COMMIT:
    return "commit";
  case AWAIT_PLAIN:
  case AWAIT_SYNC:
    return "transaction";
  }
  g_assert_not_reached ();
}

/* ---- losing the connection --------------------------------------------------------------------------------------- */

void
fo_pg_lose (PgDb *db)
{
  g_array_set_size (db->awaited, 0);
  db->heard = 0;
  db->unsynced = false;
  if (db->base.trouble == FO_DB_FINE || db->base.trouble == FO_DB_LOST) {
    fo_db_fail (&db->base, FO_DB_LOST, fo_pg_lost (db->conn));
    return;
  }
  /* A statement failed because the server was going away: that it went away is what counts. */
  fo_db_forget_trouble (&db->base);
  fo_db_fail (&db->base, FO_DB_LOST, fo_pg_lost (db->conn));
}

bool
fo_pg_is_gone (PgDb *db)
{
  return PQstatus (db->conn) != CONNECTION_OK;
}

/* ---- sending ----------------------------------------------------------------------------------------------------- */

static void
await (PgDb *db, Await what)
{
  g_array_append_val (db->awaited, what);
  db->unsynced = what.kind != AWAIT_SYNC;
}

static bool
sent (PgDb *db, int ok, Await what)
{
  if (ok && !fo_pg_is_gone (db)) {
    await (db, what);
    return true;
  }
  fo_pg_lose (db);
  return false;
}

bool
fo_pg_send_text (PgDb *db, const char *text, AwaitKind kind)
{
  return sent (db, PQsendQueryParams (db->conn, text, 0, NULL, NULL, NULL, NULL, 0), (Await){ .kind = kind });
}

bool
fo_pg_send_sync (PgDb *db)
{
  return sent (db, PQpipelineSync (db->conn), (Await){ .kind = AWAIT_SYNC });
}

bool
fo_pg_send_begin_if_due (PgDb *db)
{
  if (!db->begin_due)
    return true;
  db->begin_due = false;
  return fo_pg_send_text (
      db, db->writing ? "BEGIN ISOLATION LEVEL READ COMMITTED" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
      AWAIT_PLAIN);
}

/* The variant that counts makes the server itself fail when the number of rows is not the expected one, so that a
 * COMMIT sent in the same breath is never reached. */
static char *
counting_text (FoSql sql)
{
  const char *text = fo_sql_rows[sql].text;

  return g_strdup_printf ("WITH fo_done AS (%s%s) SELECT CAST (CASE WHEN count (*) = CAST ($%d AS BIGINT) THEN '0' "
                          "ELSE 'stale:' || count (*) END AS BIGINT) FROM fo_done",
                          text, strstr (text, "RETURNING") ? "" : "\nRETURNING 1", fo_sql_rows[sql].parameters + 1);
}

static void
statement_name (FoSql sql, bool counted, char name[24])
{
  g_snprintf (name, 24, "%c%d", counted ? 'c' : 's', (int) sql);
}

bool
fo_pg_send_preparation_if_due (PgDb *db, FoSql sql, bool counted)
{
  Preparation *preparation = counted ? &db->statements[sql].counted : &db->statements[sql].plain;
  g_autofree char *counting = NULL;
  char name[24];

  if (*preparation != NOT_PREPARED)
    return true;
  *preparation = PREPARATION_SENT;
  if (counted)
    counting = counting_text (sql);
  statement_name (sql, counted, name);
  return sent (db, PQsendPrepare (db->conn, name, counting ? counting : fo_sql_rows[sql].text, 0, NULL),
               (Await){ AWAIT_PREPARED, sql, counted, false });
}

bool
fo_pg_send_statement (PgDb *db, FoSql sql, const FoValue *values, gsize n, bool counted, AwaitKind kind)
{
  const char *texts[FO_SQL_PARAMETERS_MAX + 1];
  char numbers[FO_SQL_PARAMETERS_MAX + 1][24];
  char name[24];

  for (gsize i = 0; i < n; i++) {
    texts[i] = values[i].text;
    if (values[i].kind == FO_VALUE_INT) {
      g_snprintf (numbers[i], sizeof numbers[i], "%" G_GINT64_FORMAT, values[i].number);
      texts[i] = numbers[i];
    }
  }
  statement_name (sql, counted, name);
  db->statements[sql].runs++;
  return sent (db, PQsendQueryPrepared (db->conn, name, (int) n, texts, NULL, NULL, 0),
               (Await){ kind, sql, counted, false, kind == AWAIT_ANNOUNCED ? db->last_announced : 0 });
}

/* ---- announcing -------------------------------------------------------------------------------------------------- */

static char *
joined (const FoValue *values, gsize n)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    if (values[i].kind == FO_VALUE_INT)
      g_string_append_printf (text, "%" G_GINT64_FORMAT "|", values[i].number);
    else
      g_string_append_printf (text, "%s|", values[i].kind == FO_VALUE_TEXT ? values[i].text : "NULL");
  return g_string_free (text, FALSE);
}

void
fo_pg_announce (FoDb *base, FoSql sql, const FoValue *values, gsize n)
{
  PgDb *db = (PgDb *) base;
  Announced announced = { .sql = sql, .number = ++db->last_announced };

  if (!fo_pg_send_begin_if_due (db) || !fo_pg_send_preparation_if_due (db, sql, false)
      || !fo_pg_send_statement (db, sql, values, n, false, AWAIT_ANNOUNCED))
    return;
  announced.values = joined (values, n);
  g_array_append_val (db->announced, announced);
}

Announced *
fo_pg_find_announced (PgDb *db, FoSql sql, const FoValue *values, gsize n)
{
  g_autofree char *text = db->announced->len ? joined (values, n) : NULL;

  for (guint i = 0; i < db->announced->len; i++) {
    Announced *announced = &g_array_index (db->announced, Announced, i);

    if (announced->sql == sql && g_str_equal (announced->values, text))
      return announced;
  }
  return NULL;
}

static void
keep_announced (PgDb *db, guint number, PGresult *answer)
{
  for (guint i = 0; i < db->announced->len; i++)
    if (g_array_index (db->announced, Announced, i).number == number) {
      g_array_index (db->announced, Announced, i).answer = answer;
      return;
    }
  PQclear (answer); /* of a transaction that is over */
}

static void
announced_clear (gpointer data)
{
  Announced *announced = data;

  g_free (announced->values);
  PQclear (announced->answer);
}

GArray *
fo_pg_announcements_new (void)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (Announced));

  g_array_set_clear_func (list, announced_clear);
  return list;
}

void
fo_pg_forget_announced (PgDb *db, guint since)
{
  guint kept = 0;

  while (kept < db->announced->len && g_array_index (db->announced, Announced, kept).number <= since)
    kept++;
  g_array_set_size (db->announced, kept);
}

/* ---- hearing ----------------------------------------------------------------------------------------------------- */

static bool
is_stale (const Await *await, const char *sqlstate, const char *said)
{
  return await->kind == AWAIT_CHANGE && await->counted && !g_strcmp0 (sqlstate, "22P02") && strstr (said, "\"stale:");
}

static void
hear_error (PgDb *db, const Await *await, const PGresult *result)
{
  const char *sqlstate = PQresultErrorField (result, PG_DIAG_SQLSTATE);
  const char *said = PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY);
  GError *error = NULL;
  FoDbTrouble trouble;

  if (await->forgotten)
    return;
  if (!sqlstate) { /* libpq's own: the connection broke */
    fo_pg_lose (db);
    return;
  }
  if (is_stale (await, sqlstate, said)) {
    fo_db_fail (&db->base, FO_DB_STALE,
                g_error_new (FO_STORE_ERROR, FO_STORE_ERROR_BUSY,
                             "%s touched another number of rows than expected (%s).", what_of (await), said));
    return;
  }
  trouble = fo_pg_judge (sqlstate, said, what_of (await), &error);
  fo_db_fail (&db->base, trouble, error);
}

static void
note_preparation (PgDb *db, const Await *await, bool prepared)
{
  PgStatement *statement = &db->statements[await->sql];

  *(await->counted ? &statement->counted : &statement->plain) = prepared ? IS_PREPARED : NOT_PREPARED;
}

static void
hear_result (PgDb *db, const Await *await, PGresult *result)
{
  ExecStatusType status = PQresultStatus (result);
  bool good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;

  if (await->kind == AWAIT_PREPARED)
    note_preparation (db, await, good);
  if (good && await->kind == AWAIT_ROWS && !await->forgotten) {
    PQclear (db->answer);
    db->answer = result;
    return;
  }
  if (good && await->kind == AWAIT_ANNOUNCED) {
    keep_announced (db, await->number, result);
    return;
  }
  if (good && await->kind == AWAIT_COMMIT)
    db->committed = g_str_equal (PQcmdStatus (result), "COMMIT"); /* a failed transaction is answered with ROLLBACK */
  if (!good && status != PGRES_PIPELINE_ABORTED)
    hear_error (db, await, result);
  PQclear (result);
}

/* Waits until there is something new to hear, or may be sent. False when nothing came for too long. */
static bool
wait_for_news (PgDb *db, gint64 deadline_us)
{
  int unsent = PQflush (db->conn);
  struct pollfd one = { PQsocket (db->conn), (short) (unsent > 0 ? POLLIN | POLLOUT : POLLIN), 0 };
  gint64 left_ms = (deadline_us - g_get_monotonic_time ()) / 1000;

  return unsent < 0 || (left_ms > 0 && poll (&one, 1, (int) left_ms) != 0);
}

/* A server that hangs, or whose cable is pulled, does not say so, and the network may not notice for a quarter of an hour. The line to
 * it is cut here then, as it would be there. */
static void
wait_for_answer (PgDb *db)
{
  gint64 deadline_us = g_get_monotonic_time () + db->answer_ms * 1000;

  while (!fo_pg_is_gone (db) && PQisBusy (db->conn)) {
    if (!wait_for_news (db, deadline_us)) {
      shutdown (PQsocket (db->conn), SHUT_RDWR);
      return;
    }
    if (!PQconsumeInput (db->conn))
      return;
  }
}

/* The next answer. False when the connection is gone. */
static bool
hear_one (PgDb *db)
{
  Await awaited = g_array_index (db->awaited, Await, db->heard);
  PGresult *result;

  wait_for_answer (db);
  result = PQgetResult (db->conn);

  if (awaited.kind == AWAIT_SYNC) {
    bool synced = PQresultStatus (result) == PGRES_PIPELINE_SYNC;

    PQclear (result);
    if (!synced)
      fo_pg_lose (db);
    else if (++db->heard == db->awaited->len)
      db->heard = 0, g_array_set_size (db->awaited, 0);
    return synced;
  }
  if (!result) {
    fo_pg_lose (db);
    return false;
  }
  db->heard++;
  hear_result (db, &awaited, result);
  if (fo_pg_is_gone (db)) {
    fo_pg_lose (db);
    return false;
  }
  return PQgetResult (db->conn) == NULL; /* each statement's answers end with none */
}

/* One round trip: everything sent so far is answered. */
bool
fo_pg_hear_all (PgDb *db)
{
  if (db->unsynced && !fo_pg_send_sync (db))
    return false;
  ++*db->base.round_trips;
  while (db->awaited->len)
    if (!hear_one (db))
      return false;
  return true;
}

/* What has come already, without waiting. */
void
fo_pg_hear_ready (PgDb *db)
{
  while (db->awaited->len && !PQisBusy (db->conn))
    if (!hear_one (db))
      return;
}

void
fo_pg_forget_awaited (PgDb *db)
{
  for (guint i = db->heard; i < db->awaited->len; i++)
    g_array_index (db->awaited, Await, i).forgotten = true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db-postgres-link.h"
#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <string.h>

#define PATIENCE_MS 5000
#define OLDEST_SERVER 140000 /* pg_terminate_backend that waits; connections that notice a station is gone */

/* ---- what went wrong --------------------------------------------------------------------------------------------- */

typedef struct {
  const char *prefix; /* of the SQLSTATE */
  FoDbTrouble trouble;
  FoStoreError code;
  const char *advice;
} Judgement;

#define NOTHING_DONE "Nothing was done"

static const Judgement judgements[] = {
  { "40001", FO_DB_RACE, FO_STORE_ERROR_BUSY, "Others changed the same goods again and again. " NOTHING_DONE },
  { "40P01", FO_DB_RACE, FO_STORE_ERROR_BUSY, "Others changed the same goods again and again. " NOTHING_DONE },
  { "55P03", FO_DB_FAILED, FO_STORE_ERROR_BUSY,
    "Another station keeps these goods or this order locked. " NOTHING_DONE },
  { "57014", FO_DB_FAILED, FO_STORE_ERROR_BUSY, "The server gave the question up. " NOTHING_DONE },
  { "53300", FO_DB_LOST, FO_STORE_ERROR_OFFLINE, "The server takes no more connections. " NOTHING_DONE },
  { "531", FO_DB_FAILED, FO_STORE_ERROR_FULL, "The disk of the server is full. " NOTHING_DONE },
  { "08", FO_DB_LOST, FO_STORE_ERROR_OFFLINE, "The connection to the server was lost. " NOTHING_DONE },
  { "57P", FO_DB_LOST, FO_STORE_ERROR_OFFLINE, "The server is being stopped or started. " NOTHING_DONE },
  { "25P03", FO_DB_LOST, FO_STORE_ERROR_OFFLINE, "The server closed the connection. " NOTHING_DONE },
  { "0A000", FO_DB_LOST, FO_STORE_ERROR_OFFLINE, "The tables were changed meanwhile. " NOTHING_DONE }, /* cached plan */
  { "25006", FO_DB_FAILED, FO_STORE_ERROR_PERMISSION, "This server only lets read: it is a copy, or was told so" },
  { "3D", FO_DB_FAILED, FO_STORE_ERROR_MISSING, "There is no such database on the server. Its administrator makes it" },
  { "28", FO_DB_FAILED, FO_STORE_ERROR_PERMISSION, "The server does not accept this name or password" },
  { "42501", FO_DB_FAILED, FO_STORE_ERROR_PERMISSION, "The server does not allow this user to do it" },
  { "XX001", FO_DB_FAILED, FO_STORE_ERROR_DAMAGED, "The database on the server is damaged" },
  { "XX002", FO_DB_FAILED, FO_STORE_ERROR_DAMAGED, "The database on the server is damaged" },
  { "2", FO_DB_FAILED, FO_STORE_ERROR_CONSTRAINT,
    "The database refused what the program asked. " NOTHING_DONE
    ". This is a defect of the program: please report it" },
  { "42", FO_DB_FAILED, FO_STORE_ERROR_CONSTRAINT,
    "The database refused what the program asked. " NOTHING_DONE
    ". This is a defect of the program: please report it" },
  { "", FO_DB_FAILED, FO_STORE_ERROR_IO, "The server failed. " NOTHING_DONE },
};

FoDbTrouble
fo_pg_judge (const char *sqlstate, const char *said, const char *what, GError **ret_error)
{
  const Judgement *judgement = judgements;

  while (!g_str_has_prefix (sqlstate ? sqlstate : "08", judgement->prefix))
    judgement++;
  if (ret_error) /* who only looks whether the server is back does not ask */
    *ret_error = g_error_new (FO_STORE_ERROR, (int) judgement->code, "%s (%s: %s).", judgement->advice, what, said);
  return judgement->trouble;
}

/* Without the place in the server's source that its wordy messages end with. */
static char *
in_one_line (const char *message)
{
  const char *location = strstr (message, "\nLOCATION:");
  char *line = g_strndup (message, location ? (gsize) (location - message) : strlen (message));

  return g_strdelimit (g_strstrip (line), "\n\t", ' ');
}

GError *
fo_pg_lost (PGconn *conn)
{
  g_autofree char *said = in_one_line (PQerrorMessage (conn));

  return g_error_new (FO_STORE_ERROR, FO_STORE_ERROR_OFFLINE,
                      "The database server does not answer. Nothing was done. Check the network and the server (%s).",
                      said);
}

/* While connecting libpq gives no SQLSTATE but in its wordy message: "FATAL:  3D000: database …". */
static FoServerEnd
connect_error (PGconn *conn, GError **error)
{
  g_autofree char *said = in_one_line (PQerrorMessage (conn));
  g_autoptr (GRegex) wordy = g_regex_new (":  ([0-9A-Z]{5}): ", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *sqlstate = NULL;
  GError *why = fo_pg_distrust (said);
  bool asks = PQconnectionNeedsPassword (conn) != 0;

  if (why) {
    g_propagate_error (error, why);
    return asks ? FO_SERVER_DENIED : FO_SERVER_UNTRUSTED;
  }
  if (!g_regex_match (wordy, said, 0, &match)) {
    g_propagate_error (error, fo_pg_lost (conn));
    return FO_SERVER_AWAY;
  }
  sqlstate = g_match_info_fetch (match, 1);
  fo_pg_judge (sqlstate, said, "connect", &why);
  g_propagate_error (error, why);
  if (g_str_has_prefix (sqlstate, "28"))
    return FO_SERVER_DENIED;
  return g_str_has_prefix (sqlstate, "08") || g_str_has_prefix (sqlstate, "57P") ? FO_SERVER_AWAY : FO_SERVER_REFUSED;
}

/* ---- connecting -------------------------------------------------------------------------------------------------- */

static void
ignore_notice (void *data, const char *message)
{
  (void) data;
  (void) message;
}

static bool
wait_socket (PGconn *conn, PostgresPollingStatusType wanted, gint64 deadline_us)
{
  struct pollfd one = { PQsocket (conn), wanted == PGRES_POLLING_READING ? POLLIN : POLLOUT, 0 };
  gint64 left_ms;
  int ready;

  do {
    left_ms = (deadline_us - g_get_monotonic_time ()) / 1000;
    ready = left_ms > 0 ? poll (&one, 1, (int) left_ms) : 0;
  } while (ready < 0 && errno == EINTR);
  return ready > 0;
}

/* libpq does not keep its connect_timeout when the connection is made step by step, as it must be here: the error's
 * code and the trust in the server have to be asked for before the last step. */
static FoServerEnd
finish_connecting (PGconn *conn, gint64 timeout_ms, GError **error)
{
  gint64 deadline_us = g_get_monotonic_time () + timeout_ms * 1000;
  PostgresPollingStatusType state = PGRES_POLLING_WRITING;

  if (PQstatus (conn) == CONNECTION_BAD) /* a malformed address, or a name nobody knows */
    state = PGRES_POLLING_FAILED;
  while (state != PGRES_POLLING_OK && state != PGRES_POLLING_FAILED) {
    if (!wait_socket (conn, state, deadline_us)) {
      g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_OFFLINE,
                   "The database server does not answer within %d seconds. Check the network and the server.",
                   (int) (timeout_ms / 1000));
      return FO_SERVER_AWAY;
    }
    state = PQconnectPoll (conn);
  }
  return state == PGRES_POLLING_FAILED ? connect_error (conn, error) : FO_SERVER_CONNECTED;
}

/* Nothing is said to the server before the address is judged. */
static FoServerEnd
connect_trusted (const FoServerAddress *address, PGconn **ret_conn, GError **error)
{
  PGconn *conn = fo_pg_start_trusted (address, error);
  FoServerEnd end;

  if (!conn)
    return FO_SERVER_UNTRUSTED;
  PQsetNoticeProcessor (conn, ignore_notice, NULL);
  PQsetErrorVerbosity (conn, PQERRORS_VERBOSE);
  end = finish_connecting (conn, address->timeout_ms, error);
  PQsetErrorVerbosity (conn, PQERRORS_DEFAULT);
  if (end == FO_SERVER_CONNECTED)
    *ret_conn = conn;
  else
    PQfinish (conn);
  return end;
}

/* What libpq says is judged by its words: they are English while it connects, whatever the user reads. */
FoServerEnd
fo_server_connect (const FoServerAddress *address, PGconn **ret_conn, GError **error)
{
  locale_t english = newlocale (LC_MESSAGES_MASK, "C", (locale_t) 0), usual = uselocale (english);
  FoServerEnd end = connect_trusted (address, ret_conn, error);

  uselocale (usual);
  freelocale (english);
  return end;
}

/* A lock is waited for as long as patience says, and an answer two minutes; a station that froze or died in a transaction does not keep its
 * locks; what is confirmed is on the server's disk, whatever its settings say. */
static const char *session_text =
    "SELECT set_config ('lock_timeout', $1, false), set_config ('idle_in_transaction_session_timeout', '60000', false),"
    " set_config ('statement_timeout', '120000', false),"
    " set_config ('client_connection_check_interval', '2000', false), set_config ('synchronous_commit',"
    " CASE current_setting ('synchronous_commit') WHEN 'off' THEN 'on' ELSE current_setting ('synchronous_commit') "
    "END, false),"
    " current_setting ('server_encoding'), pg_backend_pid () || ' ' || (SELECT CAST (extract (epoch FROM "
    "backend_start) * 1000000"
    " AS BIGINT) FROM pg_stat_activity WHERE pid = pg_backend_pid ())";

static bool
set_session (PGconn *conn, gint64 patience_ms, char **ret_session, GError **error)
{
  g_autofree char *patience = g_strdup_printf ("%" G_GINT64_FORMAT, MAX (patience_ms, 1));
  const char *values[] = { patience };
  PGresult *result;
  bool set;

  if (PQserverVersion (conn) < OLDEST_SERVER) {
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_OLDER,
                 "The server is PostgreSQL %d; Firstout needs 14 or newer.", PQserverVersion (conn) / 10000);
    return false;
  }
  result = PQexecParams (conn, session_text, 1, NULL, values, NULL, NULL, 0);
  set = PQresultStatus (result) == PGRES_TUPLES_OK;
  if (!set) {
    fo_pg_judge (PQresultErrorField (result, PG_DIAG_SQLSTATE), PQerrorMessage (conn), "session", error);
  } else if (!g_str_equal (PQgetvalue (result, 0, 5), "UTF8")) {
    g_set_error (error, FO_STORE_ERROR, FO_STORE_ERROR_URI,
                 "The database is encoded in %s. Firstout needs one made with ENCODING 'UTF8'.",
                 PQgetvalue (result, 0, 5));
    set = false;
  } else {
    *ret_session = g_strdup (PQgetvalue (result, 0, 6));
  }
  PQclear (result);
  return set;
}

PGconn *
fo_pg_connect (const char *uri, gint64 patience_ms, char **ret_session, GError **error)
{
  const FoServerAddress address = { .uri = uri, .application = "firstout", .timeout_ms = PATIENCE_MS };
  PGconn *conn = NULL;

  if (fo_server_connect (&address, &conn, error) == FO_SERVER_CONNECTED && !set_session (conn, patience_ms, ret_session, error))
    g_clear_pointer (&conn, PQfinish);
  return conn;
}

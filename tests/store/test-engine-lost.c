/* SPDX-License-Identifier: GPL-3.0-or-later
 * PostgreSQL goes away: before COMMIT, in it, after it; for a moment or for good; the server or only the line. Each
 * time the answer must be true, and the operation must be there once or not at all. */
#include "proxy.h"
#include "support/postgres.h"
#include "support/stores.h"
#include "works.h"
#include <libpq-fe.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
  FoStore *direct; /* to the server */
  FoProxy *proxy;
  FoStore *store; /* through the proxy */
  gint held;
  int first_pid; /* the server process of the first connection */
} Line;

static char *
uri_at (FoStore *store, const char *folder)
{
  const char *name = fo_store_uri (store) + strlen ("postgresql:///");

  return g_strdup_printf ("postgresql:///%.*s?host=%s&user=firstout", (int) strcspn (name, "?"), name, folder);
}

static void
line_init (Line *line)
{
  g_autofree char *uri = NULL;
  GError *error = NULL;

  line->held = 0;
  line->direct = fo_test_store_new (FO_TEST_POSTGRESQL);
  line->proxy = fo_proxy_new (fo_test_server_folder (fo_test_server ()));
  uri = uri_at (line->direct, fo_proxy_folder (line->proxy));
  line->store = fo_store_open (uri, 0, &error);
  g_assert_no_error (error);
}

static void
line_clear (Line *line)
{
  fo_store_free (line->store);
  fo_proxy_free (line->proxy);
  fo_store_free (line->direct);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Line, line_clear)

static FoPut
put_operation (FoStore *store)
{
  GError *error = NULL;
  FoPut put = {
    .key = "a", .value = "1", .expect = 1, .end = FO_TXN_COMMIT, .operation = fo_store_next_id (store, &error)
  };

  g_assert_no_error (error);
  return put;
}

/* ---- cut once ---------------------------------------------------------------------------------------------------- */

static void
cut_once (const char *words, FoProxyMode mode, guint runs)
{
  g_auto (Line) line;
  g_autoptr (GError) error = NULL;
  FoPut put;
  bool done;

  line_init (&line);
  put = put_operation (line.store);
  fo_proxy_when (line.proxy, words, mode, FO_PROXY_PASS);
  done = fo_store_write (line.store, put.operation, fo_put_work, &put, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_cmpint (fo_proxy_cuts (line.proxy), ==, 1);
  g_assert_cmpuint (put.runs, ==, runs);
  g_assert_cmpint (fo_operations (line.direct, put.operation), ==, 1);
  g_assert_note (line.direct, "a", "1");
}

static void
test_cut_before_commit (void)
{
  cut_once ("COMMIT", FO_PROXY_CUT_BEFORE, 2);
}

/* It was done: it must not be done again. */
static void
test_cut_after_commit (void)
{
  cut_once ("COMMIT", FO_PROXY_CUT_AFTER, 1);
}

static void
test_cut_client_at_commit (void)
{
  g_auto (Line) line;
  g_autoptr (GError) error = NULL;
  FoPut put;

  line_init (&line);
  put = put_operation (line.store);
  fo_proxy_when (line.proxy, "COMMIT", FO_PROXY_CUT_CLIENT, FO_PROXY_PASS);
  g_assert_true (fo_store_write (line.store, put.operation, fo_put_work, &put, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fo_operations (line.direct, put.operation), ==, 1);
}

typedef struct {
  FoPut put;
  guint asked;
} AskFirst;

/* A question first, so that the line is cut in the middle of the work and not at its end. */
static FoTxnEnd
ask_then_put (FoTxn *txn, gpointer data, GError **error)
{
  AskFirst *ask = data;
  g_autoptr (FoRows) rows = fo_txn_query (txn, FO_SQL_META_ALL, NULL, 0, error);

  if (!rows)
    return FO_TXN_FAIL;
  ask->asked++;
  return fo_put_work (txn, &ask->put, error);
}

static void
test_cut_in_the_middle (void)
{
  static const FoProxyMode modes[] = { FO_PROXY_CUT_BEFORE, FO_PROXY_CUT_AFTER };

  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++) {
    g_auto (Line) line;
    g_autoptr (GError) error = NULL;
    AskFirst ask = { .asked = 0 };

    line_init (&line);
    ask.put = put_operation (line.store);
    fo_proxy_when (line.proxy, "BEGIN ISOLATION LEVEL READ COMMITTED", modes[i], FO_PROXY_PASS);
    g_assert_true (fo_store_write (line.store, ask.put.operation, ask_then_put, &ask, &error));
    g_assert_no_error (error);
    g_assert_cmpuint (ask.put.runs, ==, 1);
    g_assert_cmpint (fo_operations (line.direct, ask.put.operation), ==, 1);
  }
}

static void
test_cut_while_reading (void)
{
  g_auto (Line) line;

  line_init (&line);
  fo_put (line.store, "a", "1");
  fo_proxy_when (line.proxy, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", FO_PROXY_CUT_AFTER, FO_PROXY_PASS);
  g_assert_note (line.store, "a", "1");
  g_assert_true (fo_store_changed (line.store)); /* who knows what was missed */
}

/* ---- away for longer --------------------------------------------------------------------------------------------- */

static void
test_nothing_done_while_away (void)
{
  g_auto (Line) line;
  g_autoptr (GError) error = NULL;
  FoPut put;

  line_init (&line);
  put = put_operation (line.store);
  fo_store_set_patience (line.store, 300);
  fo_proxy_when (line.proxy, "COMMIT", FO_PROXY_CUT_BEFORE, FO_PROXY_REFUSE);
  g_assert_false (fo_store_write (line.store, put.operation, fo_put_work, &put, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_UNCERTAIN);
  g_clear_error (&error);
  g_assert_false (
      fo_store_write (line.store, put.operation, fo_put_work, &put, &error)); /* still away: now it is certain */
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_OFFLINE);
  g_assert_cmpuint (put.runs, ==, 1);
}

/* UNCERTAIN, and then the truth, whichever it is. */
static void
settle_later (FoProxyMode mode, bool truth)
{
  g_auto (Line) line;
  g_autoptr (GError) error = NULL;
  FoPut put;
  bool done = !truth;

  line_init (&line);
  put = put_operation (line.store);
  fo_store_set_patience (line.store, 200);
  fo_proxy_when (line.proxy, "COMMIT", mode, FO_PROXY_REFUSE);
  g_assert_false (fo_store_write (line.store, put.operation, fo_put_work, &put, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_UNCERTAIN);
  g_clear_error (&error);
  g_assert_false (fo_store_settle (line.store, put.operation, &done, &error)); /* still away */
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_OFFLINE);
  g_clear_error (&error);
  fo_proxy_set (line.proxy, FO_PROXY_PASS);
  g_assert_true (fo_store_settle (line.store, put.operation, &done, &error));
  g_assert_no_error (error);
  g_assert_cmpint (done, ==, truth);
  g_assert_cmpint (fo_operations (line.direct, put.operation), ==, truth);
  fo_put (line.store, "b", "2"); /* and life goes on */
}

static void
test_settle (void)
{
  settle_later (FO_PROXY_CUT_AFTER, true);
  settle_later (FO_PROXY_CUT_BEFORE, false);
}

/* ---- a server process that does not know yet --------------------------------------------------------------------- */

/* Holds the row of the note "a", as another station would. */
static PGconn *
hold_row (FoStore *store)
{
  PGconn *holder = PQconnectdb (fo_store_uri (store));

  PQclear (PQexec (holder, "BEGIN; UPDATE meta SET value = 'held' WHERE key = 'a'"));
  g_assert_cmpint (PQtransactionStatus (holder), ==, PQTRANS_INTRANS);
  return holder;
}

static void
let_go (PGconn *holder)
{
  PQclear (PQexec (holder, "COMMIT"));
  PQfinish (holder);
}

static int
ask_number (FoStore *store, const char *question)
{
  PGconn *conn = PQconnectdb (fo_store_uri (store));
  PGresult *result = PQexec (conn, question);
  int number = (int) g_ascii_strtoll (PQgetvalue (result, 0, 0), NULL, 10);

  PQclear (result);
  PQfinish (conn);
  return number;
}

/* The server process that stands behind a lock and is not NOT_THIS; waits for it. */
static int
who_waits (FoStore *store, int not_this)
{
  g_autofree char *question =
      g_strdup_printf ("SELECT COALESCE (MAX (pid), 0) FROM pg_stat_activity WHERE pid <> %d AND "
                       "datname = current_database () AND wait_event_type = 'Lock'",
                       not_this);
  int pid;

  do
    pid = ask_number (store, question);
  while (!pid);
  return pid;
}

static gpointer
let_go_when_asked_again (gpointer data)
{
  Line *line = data;
  PGconn *holder = hold_row (line->direct);

  g_atomic_int_set (&line->held, 1);
  who_waits (line->direct, line->first_pid);
  let_go (holder);
  return NULL;
}

/* The line breaks while COMMIT stands behind a lock in the server. If the store asked at once, it would hear "not
 * there", do it again, and the first one would commit later: twice, or a defect. */
static void
test_commit_behind_a_lock (void)
{
  g_auto (Line) line;
  g_autoptr (GError) error = NULL;
  GThread *thread;
  FoPut put;
  bool done;

  line_init (&line);
  fo_put (line.store, "a", "0");
  put = put_operation (line.store);
  line.first_pid = (int) g_ascii_strtoll (line.store->ops->session (line.store->db), NULL, 10);
  fo_proxy_when (line.proxy, "COMMIT", FO_PROXY_CUT_CLIENT, FO_PROXY_PASS);
  thread = g_thread_new ("holder", let_go_when_asked_again, &line);
  while (!g_atomic_int_get (&line.held))
    g_thread_yield ();
  done = fo_store_write (line.store, put.operation, fo_put_work, &put, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  g_thread_join (thread);
  g_assert_cmpuint (put.runs, ==, 2);
  g_assert_cmpint (fo_operations (line.direct, put.operation), ==, 1);
  g_assert_note (line.direct, "a", "1");
}

static void
write_and_wait (const char *uri, int tell)
{
  GError *error = NULL;
  FoStore *store = fo_store_open (uri, 0, &error);
  FoPut put = put_operation (store);

  g_assert_cmpint (write (tell, &put.operation, sizeof put.operation), ==, sizeof put.operation);
  g_assert_true (fo_store_write (store, put.operation, fo_put_work, &put, &error));
  _exit (0);
}

/* A station is killed while its COMMIT stands behind a lock. It starts again and asks what became of the scan: the
 * answer "not done" must stay true when the lock is gone. */
static void
test_killed_behind_a_lock (void)
{
  g_autoptr (FoStore) store = fo_test_store_new (FO_TEST_POSTGRESQL), again = NULL;
  g_autoptr (GError) error = NULL;
  PGconn *holder;
  FoId operation;
  bool done = true;
  int ends[2];
  pid_t child;

  fo_put (store, "a", "0");
  holder = hold_row (store);
  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  if (child == 0)
    write_and_wait (fo_store_uri (store), ends[1]);
  g_assert_cmpint (read (ends[0], &operation, sizeof operation), ==, sizeof operation);
  who_waits (store, 0);
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  again = fo_test_store_again (store);
  g_assert_true (fo_store_settle (again, operation, &done, &error));
  g_assert_no_error (error);
  g_assert_false (done);
  let_go (holder);
  fo_put (again, "a", "after"); /* behind whoever might still stand in the line */
  g_assert_cmpint (fo_operations (store, operation), ==, 0);
  g_assert_note (store, "a", "after");
  close (ends[0]);
  close (ends[1]);
}

/* ---- the server -------------------------------------------------------------------------------------------------- */

static void
kill_connections (gpointer data)
{
  FoPut *put = data;

  if (put->runs == 1)
    fo_test_server_run (fo_test_server (), "postgres",
                        "SELECT pg_terminate_backend (pid) FROM pg_stat_activity "
                        "WHERE datname <> 'postgres'");
}

static void
test_connection_ended_by_server (void)
{
  g_autoptr (FoStore) store = fo_test_store_new (FO_TEST_POSTGRESQL);
  g_autoptr (GError) error = NULL;
  FoPut put = put_operation (store);

  put.before_end = kill_connections;
  put.data = &put;
  g_assert_true (fo_store_write (store, put.operation, fo_put_work, &put, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (put.runs, ==, 2);
  g_assert_cmpint (fo_operations (store, put.operation), ==, 1);
}

typedef struct {
  FoTestServer *server;
  FoPut *put;
} Restart;

static void
restart_once (gpointer data)
{
  Restart *restart = data;

  if (restart->put->runs == 1)
    fo_test_server_restart (restart->server);
}

static void
test_server_restarted (void)
{
  FoTestServer *server = fo_test_server_new ();
  g_autofree char *uri = fo_test_server_database (server, NULL);
  g_autoptr (GError) error = NULL;
  FoStore *store = fo_store_open (uri, FO_STORE_CREATE, &error);
  AskFirst ask = { .asked = 0 };
  Restart restart = { server, &ask.put };

  g_assert_no_error (error);
  ask.put = put_operation (store);
  ask.put.before_end = restart_once;
  ask.put.data = &restart;
  g_assert_true (fo_store_write (store, ask.put.operation, ask_then_put, &ask, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (ask.put.runs, ==, 2);
  g_assert_cmpint (fo_operations (store, ask.put.operation), ==, 1);

  ask.put = put_operation (store);
  fo_test_server_stop (server);
  fo_store_set_patience (store, 300);
  g_assert_false (fo_store_write (store, ask.put.operation, fo_put_work, &ask.put, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_OFFLINE); /* nothing was on its way: that is certain */
  g_assert_cmpuint (ask.put.runs, ==, 0);
  g_clear_error (&error);
  g_assert_false (fo_store_read (store, fo_put_work, &ask.put, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_OFFLINE);
  fo_test_server_start (server);
  fo_put (store, "a", "again");
  fo_store_free (store);
  fo_test_server_free (server);
}

/* ---- races ------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *first, *second;
  gint *met; /* both have their first row before either asks for its second */
  FoStore *store;
  guint runs;
} Crossing;

static FoTxnEnd
cross (FoTxn *txn, gpointer data, GError **error)
{
  Crossing *crossing = data;
  g_autoptr (FoRows) rows = NULL;

  fo_txn_write (txn, FO_SQL_META_SET, 1, FO_VALUES (FO_TEXT (crossing->first), FO_TEXT ("crossed")));
  rows = fo_txn_query (txn, FO_SQL_META_ALL, NULL, 0, error);
  if (!rows)
    return FO_TXN_FAIL;
  if (crossing->runs++ == 0) {
    g_atomic_int_inc (crossing->met);
    while (g_atomic_int_get (crossing->met) < 2)
      g_thread_yield ();
  }
  fo_txn_write (txn, FO_SQL_META_SET, 1, FO_VALUES (FO_TEXT (crossing->second), FO_TEXT ("crossed")));
  return FO_TXN_COMMIT;
}

static gpointer
run_crossing (gpointer data)
{
  Crossing *crossing = data;
  GError *error = NULL;

  g_assert_true (fo_store_write (crossing->store, 0, cross, crossing, &error));
  g_assert_no_error (error);
  return NULL;
}

/* Two that take two rows in opposite order: the server ends one of them (40P01), and nobody hears of it. */
static void
test_deadlock (void)
{
  g_autoptr (FoStore) store = fo_test_store_new (FO_TEST_POSTGRESQL), other = fo_test_store_again (store);
  gint met = 0;
  Crossing a = { "a", "b", &met, store, 0 }, b = { "b", "a", &met, other, 0 };
  GThread *thread;

  fo_put (store, "a", "0");
  fo_put (store, "b", "0");
  fo_put (other, "c", "0");
  thread = g_thread_new ("crossing", run_crossing, &b);
  run_crossing (&a);
  g_thread_join (thread);
  g_assert_cmpuint (a.runs + b.runs, >=, 3);
  g_assert_note (store, "a", "crossed");
  g_assert_note (store, "b", "crossed");
}

typedef struct {
  FoStore *other;
  guint runs;
} Serial;

static FoTxnEnd
read_and_be_overtaken (FoTxn *txn, gpointer data, GError **error)
{
  Serial *serial = data;
  g_autoptr (FoRows) rows = NULL;

  fo_behind_the_back (fo_txn_store (txn), "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE");
  rows = fo_txn_query (txn, FO_SQL_META_GET, FO_VALUES (FO_TEXT ("a")), error);
  if (!rows)
    return FO_TXN_FAIL;
  if (serial->runs++ == 0)
    fo_put (serial->other, "a", "overtaken");
  fo_txn_write (txn, FO_SQL_META_SET, 1, FO_VALUES (FO_TEXT ("a"), FO_TEXT ("mine")));
  return FO_TXN_COMMIT;
}

static void
test_serialization_failure (void)
{
  g_autoptr (FoStore) store = fo_test_store_new (FO_TEST_POSTGRESQL), other = fo_test_store_again (store);
  Serial serial = { other, 0 };
  g_autoptr (GError) error = NULL;
  FoStoreCount count;

  fo_put (store, "a", "0");
  fo_store_count_reset (store);
  g_assert_true (fo_store_write (store, 0, read_and_be_overtaken, &serial, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (serial.runs, ==, 2);
  g_assert_note (store, "a", "mine");
  fo_store_counts (store, &count);
  g_assert_cmpint (count.retries, ==, 1);
}

static void
test_lock_patience (void)
{
  g_autoptr (FoStore) store = fo_test_store_new (FO_TEST_POSTGRESQL);
  FoPut put = { .key = "a", .value = "1", .expect = 1, .end = FO_TXN_COMMIT };
  g_autoptr (GError) error = NULL;
  PGconn *holder;

  fo_put (store, "a", "0");
  holder = hold_row (store);
  fo_store_set_patience (store, 200);
  g_assert_false (fo_store_write (store, 0, fo_put_work, &put, &error));
  g_assert_error (error, FO_STORE_ERROR, FO_STORE_ERROR_BUSY);
  let_go (holder);
  fo_put (store, "a", "2");
  g_assert_note (store, "a", "2");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lost/before-commit", test_cut_before_commit);
  g_test_add_func ("/lost/after-commit", test_cut_after_commit);
  g_test_add_func ("/lost/at-commit", test_cut_client_at_commit);
  g_test_add_func ("/lost/in-the-middle", test_cut_in_the_middle);
  g_test_add_func ("/lost/reading", test_cut_while_reading);
  g_test_add_func ("/lost/away", test_nothing_done_while_away);
  g_test_add_func ("/lost/settle", test_settle);
  g_test_add_func ("/lost/behind-a-lock", test_commit_behind_a_lock);
  g_test_add_func ("/lost/killed-behind-a-lock", test_killed_behind_a_lock);
  g_test_add_func ("/lost/ended-by-server", test_connection_ended_by_server);
  g_test_add_func ("/lost/restart", test_server_restarted);
  g_test_add_func ("/race/deadlock", test_deadlock);
  g_test_add_func ("/race/serialization", test_serialization_failure);
  g_test_add_func ("/race/patience", test_lock_patience);
  return g_test_run ();
}

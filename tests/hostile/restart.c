/* SPDX-License-Identifier: GPL-3.0-or-later
 * PostgreSQL goes down without warning every few seconds while stations receive. What a station was answered is there; nothing is
 * there twice; and a station sees nothing of it but a longer wait. The control answers before the disk has it. */
#include "child.h"
#include "day.h"
#include "firstout/store/stock.h"
#include "firstout/work/goods.h"
#include "hostile.h"
#include "stock.h"
#include "support/postgres.h"
#include "support/seed.h"
#include "support/stores.h"
#include <libpq-fe.h>

#define STATIONS 4
#define RESTART_EVERY_MS 1500
#define ROOM 200000 /* receipts a station may make */

static bool
receive (FoStore *store, FoId operation, const char *station, guint i, FoReply *reply, GError **error)
{
  const FoAct act = { .operation = operation, .station = station, .person = "" };
  g_autofree char *lot = g_strdup_printf ("S%s-%u", station, i);
  const FoReceive what = { .kind = FO_MOVE_RECEIPT,
                           .item = HOT_ITEM,
                           .lot = lot,
                           .produced_on = FO_DAY_NONE,
                           .expires_on = fo_store_today (store) + 1000,
                           .quantity_u = FO_ONE,
                           .place = HOT_DOCK };

  return fo_work_receive (store, &act, &what, reply, error);
}

/* As the desk: what is not known is asked until it is, what was not done is done again. */
static bool
receive_surely (FoStore *store, const char *station, guint i)
{
  FoId operation = 0;

  for (guint tries = 0; tries < 100; tries++) {
    g_autoptr (GError) error = NULL;
    g_auto (FoReply) reply = { 0 };
    bool done = false;

    if (!operation && !(operation = fo_store_next_id (store, &error)))
      continue;
    if (tries && !fo_store_settle (store, operation, &done, &error))
      continue;
    if (done || receive (store, operation, station, i, &reply, &error))
      return done || reply.verdict == FO_OK;
    g_printerr ("# station %s was told: %s\n", station, error->message);
  }
  return false;
}

/* URI PAGE STATION: until go is 0 again. */
int
restart_station (char **arguments)
{
  Shared *shared = shared_map (arguments[1], NULL);
  guint station = (guint) g_ascii_strtoull (arguments[2], NULL, 10);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) store = fo_store_open (arguments[0], 0, &error);

  if (!store) {
    g_printerr ("station %u was shown: %s\n", station, error->message);
    return 3;
  }
  for (guint i = 0; g_atomic_int_get (&shared->go) && i < ROOM; i++) {
    gint64 began_us = g_get_monotonic_time ();

    if (!receive_surely (store, arguments[2], i))
      return 3;
    shared->answers[station * ROOM + i] = ANSWER_YES;
    shared->made[station] = MAX (shared->made[station], g_get_monotonic_time () - began_us);
    g_atomic_int_inc (&shared->next[station]);
  }
  return 0;
}

/* ---- what came of it ------------------------------------------------------------------------------------------------------------------ */

typedef struct {
  GHashTable *lots; /* number → units, as GUINT_TO_POINTER */
} Found;

static FoTxnEnd
read_stock (FoTxn *txn, gpointer data, GError **error)
{
  Found *found = data;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (FoStockRow));

  g_hash_table_remove_all (found->lots);
  for (guint last = G_MAXUINT; last != rows->len;) {
    last = rows->len;
    if (!fo_stock_page (txn, last ? &g_array_index (rows, FoStockRow, last - 1) : NULL, 1000, rows, error))
      return FO_TXN_FAIL;
    for (guint i = last; i < rows->len; i++) {
      const FoStockRow *row = &g_array_index (rows, FoStockRow, i);
      g_hash_table_insert (found->lots, g_strdup (row->lot), GUINT_TO_POINTER ((guint) (row->on_hand_u / FO_ONE)));
    }
  }
  return FO_TXN_COMMIT;
}

static void
count (const Shared *shared, Found *found, guint *ret_answered, guint *ret_lost, guint *ret_twice)
{
  for (guint station = 0; station < STATIONS; station++)
    for (guint i = 0; i < ROOM && i < (guint) shared->next[station] + 1; i++) {
      g_autofree char *lot = g_strdup_printf ("S%u-%u", station, i);
      guint there = GPOINTER_TO_UINT (g_hash_table_lookup (found->lots, lot));
      bool answered = shared->answers[station * ROOM + i] == ANSWER_YES;

      *ret_answered += answered;
      *ret_lost += answered && !there;
      *ret_twice += there > 1;
    }
}

static guint
wait_for (pid_t *stations)
{
  guint failures = 0;

  for (guint n = 0; n < STATIONS; n++) {
    bool ended = false, well = false;

    while (!ended) {
      well = child_ended (stations[n], &ended);
      if (!ended)
        pause_ms (10);
    }
    failures += !well;
  }
  return failures;
}

static void
tell (FoStore *store, const Shared *shared, guint restarts, guint failures)
{
  Found found = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
  guint answered = 0, lost = 0, twice = 0;
  gint64 longest_us = 0;
  g_autoptr (GError) error = NULL;
  bool read = fo_store_read (store, read_stock, &found, &error);

  g_assert_no_error (error);
  g_assert (read);
  count (shared, &found, &answered, &lost, &twice);
  for (guint n = 0; n < STATIONS; n++)
    longest_us = MAX (longest_us, shared->made[n]);
  bar_told ("server restarts: restarts", restarts);
  bar_at_least ("server restarts: receipts answered", answered, restarts * 10);
  bar_at_most ("server restarts: answered and lost", lost, 0);
  bar_at_most ("server restarts: twice", twice, 0);
  bar_at_most ("server restarts: stations that gave up", failures, 0);
  bar_at_most ("server restarts: contradictions", day_contradictions (store, &error), 0);
  bar_told ("server restarts: longest wait, ms", (double) longest_us / 1000);
  g_hash_table_unref (found.lots);
}

/* ---- the control ------------------------------------------------------------------------------------------------------------------ */

static void
control_run (PGconn *pg, const char *text, ExecStatusType wanted)
{
  PGresult *result = PQexec (pg, text);

  g_assert_cmpint (PQresultStatus (result), ==, wanted);
  PQclear (result);
}

/* The rows of the table; it is asked on a new connection. */
static guint
control_count (const char *uri)
{
  PGconn *pg = PQconnectdb (uri);
  PGresult *result = PQexec (pg, "SELECT COUNT (*) FROM told");
  guint n;

  g_assert_cmpint (PQresultStatus (result), ==, PGRES_TUPLES_OK);
  n = (guint) g_ascii_strtoull (PQgetvalue (result, 0, 0), NULL, 10);
  PQclear (result);
  PQfinish (pg);
  return n;
}

/* A station that does without waiting for the disk, which a store of ours refuses to do whatever the server is set to. */
static void
control (FoTestServer *server)
{
  g_autofree char *uri = fo_test_server_database (server, NULL);
  guint told = 0, lost = 0;

  for (guint round = 0; round < 5; round++) {
    PGconn *pg = PQconnectdb (uri);

    g_assert_cmpint (PQstatus (pg), ==, CONNECTION_OK);
    control_run (pg, "SET client_min_messages = error; CREATE TABLE IF NOT EXISTS told (n BIGINT)", PGRES_COMMAND_OK);
    control_run (pg, "SET synchronous_commit = off", PGRES_COMMAND_OK);
    for (guint i = 0; i < 500; i++)
      control_run (pg, "INSERT INTO told (n) VALUES (1)", PGRES_COMMAND_OK);
    told += 500;
    fo_test_server_restart (server);
    PQfinish (pg);
    lost = told - control_count (uri);
  }
  bar_at_least ("server restarts: control, synchronous_commit=off, answered and lost", lost, 1);
}

void
hostile_restart (void)
{
  guint restarts = MAX (fo_test_count (2), 2);
  FoTestServer *server = fo_test_server_new ();
  g_autofree char *uri = fo_test_server_database (server, NULL), *page = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) store = fo_store_open (uri, FO_STORE_CREATE, &error);
  Shared *shared = shared_new (STATIONS * ROOM, &page);
  pid_t stations[STATIONS];

  g_assert_no_error (error);
  hot_furnish (store, 8, 1, 0);
  g_atomic_int_set (&shared->go, 1);
  for (guint n = 0; n < STATIONS; n++) {
    g_autofree char *station = g_strdup_printf ("%u", n);
    stations[n] = child_start ("restart", uri, page, station, NULL);
  }
  for (guint i = 0; i < restarts; i++) {
    pause_ms (RESTART_EVERY_MS);
    fo_test_server_restart (server);
  }
  pause_ms (RESTART_EVERY_MS);
  g_atomic_int_set (&shared->go, 0);
  tell (store, shared, restarts, wait_for (stations));
  g_clear_pointer (&store, fo_store_free);
  shared_free (shared, STATIONS * ROOM);
  control (server);
  fo_test_server_free (server);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Eight stations reserve one scarce item, and are killed at random. Never is more given away than is there; what a station was
 * answered is so; and nobody is shown anything but yes or no. The control does the same by reading what is left and then taking
 * it, each in a transaction of its own, in a table of its own (the house's tables would refuse it): it must give away too much. */
#include "child.h"
#include "day.h"
#include "firstout/store/orders.h"
#include "firstout/work/deals.h"
#include "hostile.h"
#include "stock.h"
#include "support/postgres.h"
#include "support/seed.h"
#include "support/stores.h"
#include <libpq-fe.h>
#include <sqlite3.h>
#include <string.h>

#define STATIONS 8
#define LOTS 8
#define NAIVE_ITEMS 60
#define NAIVE_UNITS 4
#define NAIVE_TRIES 4

/* ---- a station ---------------------------------------------------------------------------------------------------------------------- */

typedef bool (*Reserve) (FoStore *store, const FoAct *act, FoId order, FoReply *reply, GError **error);

static bool
ask (FoStore *store, Reserve reserve, const char *station, guint order, FoReply *reply)
{
  g_autoptr (GError) error = NULL;
  const FoAct act = { .operation = fo_store_next_id (store, &error), .station = station, .person = "" };

  fo_reply_clear (reply);
  if (act.operation && reserve (store, &act, HOT_ORDER (order), reply, &error))
    return true;
  g_printerr ("station %s was shown: %s\n", station, error->message);
  return false;
}

/* Every other order is promised first and released then. */
static bool
serve (FoStore *store, const char *station, guint order, guint8 *answer)
{
  g_auto (FoReply) reply = { 0 };

  *answer = ANSWER_BEGUN;
  if ((order % 2 && !ask (store, fo_work_promise, station, order, &reply))
      || !ask (store, fo_work_release, station, order, &reply))
    return false;
  if (reply.verdict != FO_OK && reply.verdict != FO_ORDER_NOT_PROMISED) {
    g_printerr ("station %s was answered %s\n", station, fo_verdict_name (reply.verdict));
    return false;
  }
  *answer = reply.verdict == FO_OK ? ANSWER_YES : ANSWER_NO;
  return true;
}

/* URI PAGE STATION FROM TO */
int
oversell_station (char **arguments)
{
  Shared *shared = shared_map (arguments[1], NULL);
  guint station = (guint) g_ascii_strtoull (arguments[2], NULL, 10),
        from = (guint) g_ascii_strtoull (arguments[3], NULL, 10),
        to = (guint) g_ascii_strtoull (arguments[4], NULL, 10);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoStore) store = fo_store_open (arguments[0], 0, &error);

  if (!store) {
    g_printerr ("station %u was shown: %s\n", station, error->message);
    return 3;
  }
  while (!g_atomic_int_get (&shared->go))
    g_thread_yield ();
  for (guint i = from + (guint) g_atomic_int_get (&shared->next[station]); i < to; i++) {
    if (!serve (store, arguments[2], i, &shared->answers[i]))
      return 3;
    g_atomic_int_inc (&shared->next[station]);
  }
  return 0;
}

/* ---- those who start and kill them ------------------------------------------------------------------------------------------------------ */

typedef struct {
  const char *uri, *page;
  guint each; /* reservations a station */
  Shared *shared;
  FoStore *reader;
  pid_t stations[STATIONS];
  guint kills, failures;
  FoQuantity most_over_u;
} Fight;

static void
start_station (Fight *fight, guint n)
{
  g_autofree char *station = g_strdup_printf ("%u", n), *from = g_strdup_printf ("%u", n * fight->each),
                  *to = g_strdup_printf ("%u", (n + 1) * fight->each);

  fight->stations[n] = child_start ("oversell", fight->uri, fight->page, station, from, to, NULL);
}

static void
look_over (Fight *fight)
{
  g_autoptr (GError) error = NULL;
  HotSum sum;
  bool read = hot_sum (fight->reader, &sum, &error);

  g_assert_no_error (error);
  g_assert (read);
  fight->most_over_u = MAX (fight->most_over_u, sum.held_u + sum.promised_u - sum.on_hand_u);
}

static guint
still_at_work (Fight *fight)
{
  guint left = 0;

  for (guint n = 0; n < STATIONS; n++) {
    bool ended, well;

    if (!fight->stations[n])
      continue;
    well = child_ended (fight->stations[n], &ended);
    if (ended)
      fight->stations[n] = 0;
    fight->failures += ended && !well;
    left += !ended;
  }
  return left;
}

static void
fight_it_out (Fight *fight, GRand *rand)
{
  for (guint n = 0; n < STATIONS; n++)
    start_station (fight, n);
  g_atomic_int_set (&fight->shared->go, 1);
  while (still_at_work (fight)) {
    guint n = (guint) g_rand_int_range (rand, 0, STATIONS);

    pause_ms ((guint) g_rand_int_range (rand, 10, 60));
    look_over (fight);
    if (!fight->stations[n])
      continue;
    child_kill (fight->stations[n]);
    fight->kills++;
    start_station (fight, n);
  }
}

static guint
answered_but_not_so (Fight *fight)
{
  guint wrong = 0;

  for (guint i = 0; i < STATIONS * fight->each; i++)
    wrong += fight->shared->answers[i] == ANSWER_YES && !hot_order_served (fight->reader, i);
  return wrong;
}

static void
name_bar (char *name, gsize room, FoTestEngine engine, const char *what)
{
  g_snprintf (name, room, "oversell, %s: %s", engine == FO_TEST_SQLITE ? "sqlite" : "postgresql", what);
}

static void
tell (FoTestEngine engine, Fight *fight, guint units)
{
  char name[96];
  HotSum sum;
  g_autoptr (GError) error = NULL;
  bool read = hot_sum (fight->reader, &sum, &error);

  g_assert (read);
  name_bar (name, sizeof name, engine, "reservations asked for");
  bar_at_least (name, STATIONS * fight->each, 10.0 * units);
  name_bar (name, sizeof name, engine, "stations killed");
  bar_at_least (name, fight->kills, MAX (units / 100, 3));
  name_bar (name, sizeof name, engine, "units given away beyond what is there");
  bar_at_most (name, (double) MAX (fight->most_over_u, 0) / FO_ONE, 0);
  name_bar (name, sizeof name, engine, "units left though asked for");
  bar_at_most (name, (double) (sum.on_hand_u - sum.held_u - sum.promised_u) / FO_ONE, 0);
  name_bar (name, sizeof name, engine, "answered and not so");
  bar_at_most (name, answered_but_not_so (fight), 0);
  name_bar (name, sizeof name, engine, "failures shown");
  bar_at_most (name, fight->failures, 0);
  name_bar (name, sizeof name, engine, "contradictions");
  bar_at_most (name, day_contradictions (fight->reader, &error), 0);
}

static void
oversell_on (FoTestEngine engine, guint units, GRand *rand)
{
  FoStore *store = fo_test_store_new (engine);
  g_autofree char *uri = g_strdup (fo_store_uri (store)), *page = NULL;
  guint each = units * 10 / STATIONS;
  Fight fight = { .uri = uri, .each = each };
  g_autoptr (GError) error = NULL;

  hot_furnish (store, units, LOTS, STATIONS * each);
  fo_store_free (store);
  fight.shared = shared_new (STATIONS * each, &page);
  fight.page = page;
  fight.reader = fo_store_open (uri, FO_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  fight_it_out (&fight, rand);
  look_over (&fight);
  tell (engine, &fight, units);
  fo_store_free (fight.reader);
  shared_free (fight.shared, STATIONS * each);
  if (engine == FO_TEST_POSTGRESQL)
    fo_test_server_drop (fo_test_server (), uri);
}

/* ---- the control ------------------------------------------------------------------------------------------------------------------------ */

#define NAIVE_TABLES "CREATE TABLE hot (item BIGINT PRIMARY KEY, on_hand BIGINT, held BIGINT)"
#define NAIVE_FILL "INSERT INTO hot (item, on_hand, held) VALUES (%d, %d, 0)"
#define NAIVE_READ "SELECT on_hand - held FROM hot WHERE item = %d"
#define NAIVE_TAKE "UPDATE hot SET held = held + 1 WHERE item = %d"
#define NAIVE_SUM "SELECT SUM (held - on_hand) FROM hot WHERE held > on_hand"

typedef struct {
  PGconn *pg;
  sqlite3 *sqlite;
} Naive;

static Naive
naive_open (const char *uri)
{
  Naive naive = { NULL, NULL };

  if (g_str_has_prefix (uri, "sqlite:")) {
    g_assert (sqlite3_open (uri + strlen ("sqlite:"), &naive.sqlite) == SQLITE_OK);
    sqlite3_busy_timeout (naive.sqlite, 10000);
  } else {
    naive.pg = PQconnectdb (uri);
    g_assert (PQstatus (naive.pg) == CONNECTION_OK);
  }
  return naive;
}

static void
naive_close (Naive *naive)
{
  PQfinish (naive->pg);
  sqlite3_close (naive->sqlite);
}

static int
take_number (void *data, int n, char **values, char **names)
{
  (void) names;
  *(gint64 *) data = n > 0 && values[0] ? g_ascii_strtoll (values[0], NULL, 10) : 0;
  return 0;
}

/* The first column of the first row, or 0. */
static gint64
naive_run (Naive *naive, const char *format, int item, int units)
{
  char text[160];
  gint64 number = 0;
  PGresult *result;

  g_snprintf (text, sizeof text, format, item, units);
  if (naive->sqlite) {
    g_assert (sqlite3_exec (naive->sqlite, text, take_number, &number, NULL) == SQLITE_OK);
    return number;
  }
  result = PQexec (naive->pg, text);
  g_assert (PQresultStatus (result) == PGRES_COMMAND_OK || PQresultStatus (result) == PGRES_TUPLES_OK);
  if (PQntuples (result) > 0)
    number = g_ascii_strtoll (PQgetvalue (result, 0, 0), NULL, 10);
  PQclear (result);
  return number;
}

/* URI PAGE */
int
oversell_naive_station (char **arguments)
{
  Shared *shared = shared_map (arguments[1], NULL);
  Naive naive = naive_open (arguments[0]);

  g_atomic_int_inc (&shared->next[0]);
  while (!g_atomic_int_get (&shared->go))
    g_thread_yield ();
  for (int i = 0; i < NAIVE_ITEMS * NAIVE_TRIES; i++)
    if (naive_run (&naive, NAIVE_READ, i / NAIVE_TRIES, 0) > 0)
      naive_run (&naive, NAIVE_TAKE, i / NAIVE_TRIES, 0);
  naive_close (&naive);
  return 0;
}

static void
naive_fight (const char *uri)
{
  g_autofree char *page = NULL;
  Shared *shared = shared_new (1, &page);
  Fight fight = { 0 };

  for (guint n = 0; n < STATIONS; n++)
    fight.stations[n] = child_start ("naive", uri, page, NULL);
  while (g_atomic_int_get (&shared->next[0]) < STATIONS)
    pause_ms (5);
  g_atomic_int_set (&shared->go, 1);
  while (still_at_work (&fight))
    pause_ms (20);
  g_assert_cmpuint (fight.failures, ==, 0);
  shared_free (shared, 1);
}

static void
control_on (FoTestEngine engine)
{
  g_autofree char *uri = engine == FO_TEST_SQLITE ? fo_test_store_uri (engine) : fo_test_postgres_uri ();
  Naive naive = naive_open (uri);
  char name[96];

  if (naive.sqlite)
    naive_run (&naive, "PRAGMA journal_mode = WAL", 0, 0);
  naive_run (&naive, NAIVE_TABLES, 0, 0);
  for (int item = 0; item < NAIVE_ITEMS; item++)
    naive_run (&naive, NAIVE_FILL, item, NAIVE_UNITS);
  naive_fight (uri);
  name_bar (name, sizeof name, engine, "control, units given away beyond what is there");
  bar_at_least (name, (double) naive_run (&naive, NAIVE_SUM, 0, 0), 1);
  naive_close (&naive);
}

void
hostile_oversell (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("oversell");
  guint units = MAX (fo_test_count (200) / LOTS, 1) * LOTS;

  for (int engine = 0; engine < FO_TEST_N_ENGINES; engine++) {
    oversell_on ((FoTestEngine) engine, units, rand);
    control_on ((FoTestEngine) engine);
  }
}

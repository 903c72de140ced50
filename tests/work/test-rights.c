/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who may do what: tables of acts by role. Against the server itself, by statements on a station's own connection that no program of ours
 * has looked at; and through the work, on both engines, where the refusal says whose the act is. */
#include "firstout/store/guard.h"
#include "firstout/store/operations.h"
#include "firstout/work/handover.h"
#include "firstout/work/leaving.h"
#include "firstout/work/lot-acts.h"
#include "firstout/work/people.h"
#include "firstout/work/count.h"
#include "firstout/work/right.h"
#include "firstout/work/setting.h"
#include "firstout/work/wave.h"
#include "support/postgres.h"
#include "warehouse.h"

#include <crypt.h>
#include <libpq-fe.h>
#include <string.h>

/* In the order of the letters of the tables: n(obody) p r l a u(ditor). */
static const char letters[] = "prlau";
static const char *const names[] = { "Pavel", "Roman", "Lena", "Anna", "Ursula" };

/* ---- people and connections ------------------------------------------------------------------------------------------------- */

static FoAct
act_at (FoStore *store, const char *station)
{
  g_autoptr (GError) error = NULL;
  FoId operation = fo_store_next_id (store, &error);

  g_assert_no_error (error);
  return (FoAct){ .operation = operation, .station = station, .person = "" };
}

static void
name_person (FoStore *store, int role, FoVerdict expect)
{
  const FoPersonWish wish = {
    .name = names[role], .badge = names[role], .role = (FoRole) role, .active = true, .pin = "2468"
  };
  FoAct act = act_at (store, "1");
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;
  bool done = fo_work_person (store, &act, &wish, &reply, &error);

  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_cmpstr (fo_verdict_name (reply.verdict), ==, fo_verdict_name (expect));
}

/* Nobody shuts the door behind himself: the first one can open it. */
static void
name_people (FoStore *store)
{
  name_person (store, FO_ROLE_PICKER, FO_ADMINISTRATOR_FIRST);
  name_person (store, FO_ROLE_ADMINISTRATOR, FO_OK);
  for (int role = 0; role < FO_N_ROLES; role++)
    if (role != FO_ROLE_ADMINISTRATOR)
      name_person (store, role, FO_OK);
}

static FoVerdict
log_in_as (FoStore *store, const char *station, const char *badge, const char *pin)
{
  FoAct act = act_at (store, station);
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;
  bool done = fo_work_log_in (store, &act, badge, pin, &reply, &error);

  g_assert_no_error (error);
  g_assert_true (done);
  return reply.verdict;
}

/* The address of STORE as a station says it. */
static char *
station_uri (FoStore *store)
{
  GString *uri = g_string_new (fo_store_uri (store));

  g_assert_cmpuint (g_string_replace (uri, "user=firstout", "user=station1", 1), ==, 1);
  return g_string_free (uri, FALSE);
}

static void
make_roles (FoStore *store)
{
  g_autoptr (GError) error = NULL;

  if (!fo_store_make_roles (store, &error))
    g_error ("%s", error->message);
  fo_test_server_run (fo_test_server (), "postgres",
                      "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'station1') THEN"
                      " CREATE ROLE station1 LOGIN IN ROLE firstout_station; END IF; END $$");
}

/* ---- the server, by statements ---------------------------------------------------------------------------------------------- */

typedef struct {
  const char *may, *statement; /* @ is a new number, # the name of who asks */
} ServerRow;

#define OPERATION(kind)                                                                                                \
  "INSERT INTO operation (operation_id, content, kind, reply, station, person, day, made_at_us) VALUES (@, '', '" kind \
  "', '', '1', '#', '2026-11-22', 0)"
#define MOVEMENT(kind)                                                                                                 \
  "INSERT INTO movement (movement_id, operation_id, kind, lot_id, from_place, to_place, quantity_u, reason) SELECT "   \
  "@, @, '" kind "', "                                                                                                 \
  "lot_id, place_id, (SELECT MIN (place_id) FROM place WHERE place_id <> b.place_id), 1, '' FROM balance b LIMIT 1"

static const ServerRow server_rows[] = {
  { "nprlau", "SELECT * FROM balance" },
  { "nprlau", "UPDATE writer SET until_us = until_us" },
  { "nprlau", "INSERT INTO station (station, seen_us) VALUES ('@', 0)" },
  { "---la-", "INSERT INTO station_epoch (station, epoch, revoked, changed_by, changed_us) VALUES ('@', 1, 1, '', 0)" },
  { "---la-", OPERATION ("station-revoke") },

  { "-p-la-", OPERATION ("pick") },
  { "-p-la-", OPERATION ("ship") },
  { "-p-la-", OPERATION ("issue") },
  { "--rla-", OPERATION ("receive") },
  { "--rla-", OPERATION ("return") },
  { "--rla-", OPERATION ("write-off") },
  { "--rla-", OPERATION ("learn") },
  { "--rla-", OPERATION ("name") },
  { "--rla-", OPERATION ("unname") },
  { "-prla-", OPERATION ("put-away") },
  { "-prla-", OPERATION ("count") },
  { "-prla-", OPERATION ("note") },
  { "---la-", OPERATION ("block") },
  { "---la-", OPERATION ("approve") },
  { "---la-", OPERATION ("gate") },
  { "-p-la-", OPERATION ("substitute") },
  { "---la-", OPERATION ("apply-substitute") },
  { "---la-", OPERATION ("recall") },
  { "---la-", OPERATION ("correct-day") },
  { "---la-", OPERATION ("return-decide") },
  { "-prla-", OPERATION ("zero-check") },
  { "-prla-", OPERATION ("undo") },
  { "-p-la-", OPERATION ("wave-slot") },
  { "-p-la-", OPERATION ("carton-close") },
  { "-p-la-", OPERATION ("short") },
  { "--rla-", OPERATION ("open") },
  { "---la-", OPERATION ("unblock") },
  { "--rla-", OPERATION ("block-place") },
  { "---la-", OPERATION ("shortage") },
  { "-prla-", OPERATION ("send-again") },
  { "---la-", OPERATION ("decide-sending") },
  { "---la-", OPERATION ("decide-conflict") },
  { "----a-", OPERATION ("set-link") },
  { "----a-", OPERATION ("switch-link") },
  { "----a-", OPERATION ("set-slot-check") },
  { "----a-", OPERATION ("set-sscc") },
  { "----a-", OPERATION ("person") },
  { "nprlau", OPERATION ("answered") },

  { "-p-la-", MOVEMENT ("pick") },
  { "-p-la-", MOVEMENT ("ship") },
  { "--rla-", MOVEMENT ("receipt") },
  { "--rla-", MOVEMENT ("return") },
  { "--rla-", MOVEMENT ("scrap") },
  { "---la-", MOVEMENT ("relabel-out") },
  { "-prla-", MOVEMENT ("put-away") },
  { "-prla-", MOVEMENT ("lost") },

  { "-prla-", "UPDATE balance SET on_hand_u = on_hand_u" },
  { "-prla-", "UPDATE lot SET reason = reason" },
  { "--rla-", "UPDATE item SET name = name" },
  { "--rla-", "UPDATE place SET route = route" },
  { "---la-", "INSERT INTO meta (key, value) VALUES ('sales_uri', 'elsewhere')" },
  { "----a-", "UPDATE person SET role = 'administrator' WHERE name = '#'" },
  { "----a-", "UPDATE permission SET roles = roles" },

  /* Nobody, whoever he is. */
  { "------", "UPDATE operation SET person = 'x'" },
  { "------", "DELETE FROM operation" },
  { "------", "UPDATE movement SET quantity_u = 1" },
  { "------", "DELETE FROM movement" },
  { "------", "TRUNCATE movement" },
  { "------", "INSERT INTO operation (operation_id, content, kind, reply, station, person, day, made_at_us)"
              " VALUES (@, '', 'note', '', '1', 'Somebody else', '2026-11-22', 0)" },
  { "------", "SELECT * FROM person_secret" },
  { "------", "SELECT * FROM session" },
  { "------", "DELETE FROM login_try" },
  { "------", "INSERT INTO session (token, person_id, station, pid, since_us, second, second_us)"
              " SELECT 'x', person_id, '1', pg_backend_pid (), 0, '', 0 FROM person LIMIT 1" },
  { "------", "SELECT firstout_prove ('Anna', 'x')" },
  { "------", "CALL firstout_protect ()" },
  { "------", "ALTER TABLE movement DISABLE ROW LEVEL SECURITY" },
  { "------", "DROP POLICY adds ON movement" },
  { "------", "CREATE TABLE firstout_mine (x INT)" },
  { "------", "CREATE TEMPORARY TABLE person (person_id BIGINT)" },
  { "------", "CREATE OR REPLACE FUNCTION firstout_may (what TEXT) RETURNS BOOLEAN LANGUAGE sql AS 'SELECT true'" },
  { "------", "SET ROLE firstout" },
  { "------", "SET SESSION AUTHORIZATION firstout" },
};

static PGresult *
ask (PGconn *conn, const char *statement, const char *a, const char *b, const char *c)
{
  const char *values[] = { a, b, c };

  return PQexecParams (conn, statement, (a != NULL) + (b != NULL) + (c != NULL), NULL, values, NULL, NULL, 0);
}

/* As a station does it, by hand. */
static void
log_in_by_hand (PGconn *conn, const char *name)
{
  g_autofree struct crypt_data *data = g_new0 (struct crypt_data, 1);
  PGresult *salt = ask (conn, "SELECT firstout_salt ($1)", name, NULL, NULL), *answer;

  g_assert_cmpint (PQresultStatus (salt), ==, PGRES_TUPLES_OK);
  answer =
      ask (conn, "SELECT firstout_log_in ($1, $2, $3)", name, crypt_r ("2468", PQgetvalue (salt, 0, 0), data), name);
  g_assert_cmpint (PQresultStatus (answer), ==, PGRES_TUPLES_OK);
  g_assert_true (g_str_has_prefix (PQgetvalue (answer, 0, 0), "ok "));
  PQclear (salt);
  PQclear (answer);
}

static void
finish_text (GString *text, const char *name)
{
  static gint64 number = 1;
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, number++);

  g_string_replace (text, "@", id, 0);
  g_string_replace (text, "#", name, 0);
}

/* Done is what touched or showed something. */
static bool
is_done (PGconn *conn, const ServerRow *row, const char *name)
{
  g_autoptr (GString) text = g_string_new (row->statement);
  PGresult *result;
  bool done;

  finish_text (text, name);
  PQclear (PQexec (conn, "BEGIN"));
  result = PQexec (conn, text->str);
  done = PQresultStatus (result) == PGRES_TUPLES_OK
         || (PQresultStatus (result) == PGRES_COMMAND_OK && strcmp (PQcmdTuples (result), "0") != 0);
  PQclear (result);
  PQclear (PQexec (conn, "ROLLBACK"));
  return done;
}

static void
say_nothing (void *data, const char *message)
{
  (void) data, (void) message;
}

static void
check_server_as (const char *uri, const char *name, char letter)
{
  PGconn *conn = PQconnectdb (uri);
  guint wrong = 0;

  g_assert_cmpint (PQstatus (conn), ==, CONNECTION_OK);
  PQsetNoticeProcessor (conn, say_nothing, NULL);
  if (*name)
    log_in_by_hand (conn, name);
  for (gsize i = 0; i < G_N_ELEMENTS (server_rows); i++) {
    bool may = strchr (server_rows[i].may, letter) != NULL;

    if (is_done (conn, &server_rows[i], name) != may) {
      g_test_message ("%s %s: %s", *name ? name : "nobody", may ? "may not" : "may", server_rows[i].statement);
      wrong++;
    }
  }
  PQfinish (conn);
  g_assert_cmpuint (wrong, ==, 0);
}

/* ---- the work ------------------------------------------------------------------------------------------------------------------ */

typedef struct {
  const char *name, *may;
  bool (*run) (FoStore *store, const FoAct *act, FoReply *reply, GError **error);
} WorkRow;

static bool
run_note (FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  return fo_work_note (store, act, "the dock is full", reply, error);
}

static bool
run_receive (FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  const FoReceive what = { .kind = FO_MOVE_RECEIPT, .item = 1, .quantity_u = FO_ONE };

  return fo_work_receive (store, act, &what, reply, error);
}

static bool
run_pick (FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  const FoPickAct what = { .order = 1, .quantity_u = FO_ONE };

  return fo_work_pick (store, act, &what, reply, error);
}

static bool
run_ship (FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  return fo_work_ship (store, act, 1, reply, error);
}

static bool
run_put_away (FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  const FoCarry what = { .kind = FO_MOVE_PUT_AWAY, .lot = 1, .from = 1, .to = 2 };

  return fo_work_carry (store, act, &what, reply, error);
}

static bool
run_write_off (FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  const FoWriteOff what = { .lot = 1, .from = 1, .reason = "broken" };

  return fo_work_write_off (store, act, &what, reply, error);
}

static bool
run_block (FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  const FoBlock what = { .lot = 1, .state = FO_LOT_STATE_BLOCKED, .reason = "smells" };

  return fo_work_block (store, act, &what, reply, error);
}

static bool
run_gate (FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  return fo_work_gate (store, act, 1, FO_GATE_OVERRIDE, "the director said so", reply, error);
}

static bool
run_unblock (FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  const FoBlock what = { .lot = 1, .state = FO_LOT_STATE_FREE, .reason = "sound" };

  return fo_work_block (store, act, &what, reply, error);
}

static bool
run_wave (FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  return fo_work_wave (store, act, NULL, 0, reply, error);
}

static bool
run_wave_slot (FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  const FoWaveSlot what = { .order = 1, .place = 1 };

  return fo_work_wave_slot (store, act, &what, reply, error);
}

static bool
run_zero_check (FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  return fo_work_zero_check (store, act, 0, true, reply, error);
}

static bool
run_slot_check (FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  return fo_work_set_slot_check (store, act, true, reply, error);
}

static bool
run_setting (FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  return fo_work_set_issue_order (store, act, FO_ISSUE_FIFO, reply, error);
}

static bool
run_person (FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  const FoPersonWish wish = { .name = "Anna", .role = FO_ROLE_ADMINISTRATOR, .active = true };

  return fo_work_person (store, act, &wish, reply, error);
}

static bool
run_unlock (FoStore *store, const FoAct *act, FoReply *reply, GError **error)
{
  return fo_work_unlock (store, act, "Pavel", reply, error);
}

static const WorkRow work_rows[] = {
  { "note", "-prla-", run_note },     { "receive", "--rla-", run_receive },   { "pick", "-p-la-", run_pick },
  { "ship", "-p-la-", run_ship },     { "put-away", "-prla-", run_put_away }, { "write-off", "--rla-", run_write_off },
  { "block", "---la-", run_block },   { "gate", "---la-", run_gate },         { "setting", "----a-", run_setting },
  { "person", "----a-", run_person }, { "unlock", "---la-", run_unlock },
  { "unblock", "---la-", run_unblock }, { "wave", "-p-la-", run_wave }, { "wave-slot", "-p-la-", run_wave_slot },
  { "zero-check", "-prla-", run_zero_check }, { "slot-check", "----a-", run_slot_check },
};

static void
check_work_as (FoStore *store, const char *name, char letter)
{
  if (*name)
    g_assert_cmpint (log_in_as (store, "1", name, "2468"), ==, FO_OK);
  for (gsize i = 0; i < G_N_ELEMENTS (work_rows); i++) {
    FoAct act = act_at (store, "1");
    g_auto (FoReply) reply = { 0 };
    g_autoptr (GError) error = NULL;
    bool done = work_rows[i].run (store, &act, &reply, &error), refused;

    g_assert_no_error (error);
    g_assert_true (done);
    refused = reply.verdict == FO_RIGHT_MISSING || reply.verdict == FO_LOG_IN_FIRST;
    if (refused == (strchr (work_rows[i].may, letter) != NULL))
      g_error ("%s as %s: %s", work_rows[i].name, *name ? name : "nobody", fo_verdict_name (reply.verdict));
    if (reply.verdict == FO_RIGHT_MISSING && letter != 'u')
      g_assert_nonnull (fo_args_get (&reply.args, "who"));
  }
}

/* The store as a station sees it: on PostgreSQL by its own name. */
static FoStore *
open_as_station (FoStore *store)
{
  g_autofree char *uri = NULL;
  g_autoptr (GError) error = NULL;
  FoStore *station;

  if (strcmp (fo_store_engine (store), "sqlite") == 0)
    return fo_test_store_again (store);
  make_roles (store);
  uri = station_uri (store);
  station = fo_store_open (uri, 0, &error);
  g_assert_no_error (error);
  return station;
}

WAREHOUSE_TEST (test_matrix)
{
  g_autoptr (FoStore) station = NULL;
  g_autofree char *uri = NULL;
  g_autoptr (GError) error = NULL;

  warehouse_receive (w, warehouse_item (w, "A", FO_ISSUE_FEFO, true), "L1", "2027-01-31", 5);
  name_people (w->store);
  station = open_as_station (w->store);
  g_assert_true (fo_guard_watch (station, &error));
  check_work_as (station, "", 'n');
  for (int role = 0; role < FO_N_ROLES; role++)
    check_work_as (station, names[role], letters[role]);
  if (strcmp (fo_store_engine (w->store), "sqlite") == 0)
    return;
  uri = station_uri (w->store);
  check_server_as (uri, "", 'n');
  for (int role = 0; role < FO_N_ROLES; role++)
    check_server_as (uri, names[role], letters[role]);
}

typedef struct {
  FoId operation;
  char person[64];
} Doer;

static FoTxnEnd
read_doer (FoTxn *txn, gpointer data, GError **error)
{
  Doer *doer = data;
  FoDoer found;

  if (fo_operation_doer (txn, doer->operation, &found, error) == FO_FOUND)
    g_strlcpy (doer->person, found.person, sizeof doer->person);
  return *error ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

static char *
operation_person (FoStore *store, FoId operation)
{
  Doer doer = { .operation = operation };
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_store_read (store, read_doer, &doer, &error));
  return g_strdup (doer.person);
}

/* ---- what is no act, a second connection, and taking back ----------------------------------------------------------------------- */

static FoVerdict
may_as (FoStore *store, const char *name, const char *what)
{
  g_auto (FoReply) reply = { 0 };

  g_assert_cmpint (log_in_as (store, "1", name, "2468"), ==, FO_OK);
  return fo_right_may (store, what, &reply) ? FO_OK : reply.verdict;
}

/* A table is read in on a connection of its own, in the name of who works at the station; that one works on. */
WAREHOUSE_TEST (test_second_connection)
{
  FoId item = warehouse_item (w, "A", FO_ISSUE_FEFO, true);
  g_autoptr (FoStore) station = NULL, beside = NULL;
  g_autofree char *uri = NULL, *who = NULL;
  g_autoptr (GError) error = NULL;
  Warehouse there = *w;
  FoGuardPass pass;

  name_people (w->store);
  station = open_as_station (w->store);
  uri = strcmp (fo_store_engine (w->store), "sqlite") == 0 ? g_strdup (fo_store_uri (w->store)) : station_uri (w->store);
  beside = fo_store_open (uri, 0, &error);
  g_assert_no_error (error);
  fo_store_set_today (beside, fo_day_from_civil (2026, 11, 22));
  g_assert_true (fo_guard_watch (station, &error));
  g_assert_cmpint (may_as (station, "Pavel", "import"), ==, FO_RIGHT_MISSING);
  g_assert_cmpint (may_as (station, "Pavel", "copy"), ==, FO_RIGHT_MISSING);
  g_assert_cmpint (may_as (station, "Anna", "copy"), ==, FO_OK);
  g_assert_cmpint (may_as (station, "Roman", "import"), ==, FO_OK);

  fo_guard_pass (station, &pass);
  g_assert_true (fo_guard_join (beside, &pass, &error));
  g_assert_no_error (error);
  there.reply = (FoReply){ 0 };
  there.store = beside;
  warehouse_receive (&there, item, "L1", "2027-01-31", 5);
  who = operation_person (w->store, there.reply.operation);
  g_assert_cmpstr (who, ==, "Roman");
  there.store = station;
  warehouse_receive (&there, item, "L2", "2027-01-31", 5);
  fo_guard_part (beside);
  warehouse_receive (&there, item, "L3", "2027-01-31", 5);
  fo_reply_clear (&there.reply);
  fo_guard_pass_clear (&pass);
}

/* Who may not block may not take a block back either, and that he tried is kept for the lead. */
WAREHOUSE_TEST (test_taking_back)
{
  g_autoptr (FoStore) station = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *who = NULL;
  FoBlock what = { .state = FO_LOT_STATE_BLOCKED, .reason = "smells" };
  FoAct act;

  warehouse_receive (w, warehouse_item (w, "A", FO_ISSUE_FEFO, true), "L1", "2027-01-31", 5);
  what.lot = warehouse_lot (w, "L1");
  name_people (w->store);
  station = open_as_station (w->store);
  g_assert_true (fo_guard_watch (station, &error));
  for (int i = 0; i < 3; i++) {
    static const struct {
      const char *name;
      FoVerdict verdict;
    } turns[] = { { "Lena", FO_OK }, { "Pavel", FO_RIGHT_MISSING }, { "Lena", FO_OK } };
    g_auto (FoReply) reply = { 0 };

    g_assert_cmpint (log_in_as (station, "1", turns[i].name, "2468"), ==, FO_OK);
    act = act_at (station, "1");
    g_assert_true (i == 0 ? fo_work_block (station, &act, &what, &reply, &error) : fo_work_undo (station, &act, 0, &reply, &error));
    g_assert_no_error (error);
    g_assert_cmpstr (fo_verdict_name (reply.verdict), ==, fo_verdict_name (turns[i].verdict));
    if (turns[i].verdict == FO_RIGHT_MISSING)
      who = operation_person (w->store, act.operation);
  }
  g_assert_cmpstr (who, ==, "Pavel");
}

/* ---- a day under the policies ---------------------------------------------------------------------------------------------------- */

/* Policies are looked at where the rows are: a receipt costs a station as many round trips as the owner. */
static gint64
trips_of_receipt (Warehouse *w, FoId item, const char *lot)
{
  FoStoreCount count;

  fo_store_count_reset (w->store);
  warehouse_receive (w, item, lot, "2027-03-31", 5);
  fo_store_counts (w->store, &count);
  return count.round_trips;
}

/* Each does his part on the station's connection, in his own name, whatever name the act came with. */
WAREHOUSE_TEST (test_day)
{
  FoId item = warehouse_item (w, "A", FO_ISSUE_FEFO, true), order = warehouse_order (w, "100", FO_GATE_OPEN);
  g_autoptr (FoStore) station = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *who = NULL;
  Warehouse there = *w;

  warehouse_line (w, order, item, 3);
  name_people (w->store);
  there.reply = (FoReply){ 0 };
  there.store = station = open_as_station (w->store);
  fo_store_set_today (station, fo_day_from_civil (2026, 11, 22));
  g_assert_true (fo_guard_watch (station, &error));

  g_assert_cmpint (log_in_as (station, "1", "Roman", "2468"), ==, FO_OK);
  warehouse_receive (&there, item, "L1", "2027-01-31", 5);
  who = operation_person (w->store, there.reply.operation);
  g_assert_cmpstr (who, ==, "Roman");
  warehouse_receive (w, item, "L8", "2027-03-31", 5); /* its statements are prepared */
  g_assert_cmpint (trips_of_receipt (&there, item, "L9"), ==, trips_of_receipt (w, item, "L10"));
  warehouse_release (&there, order, FO_OK);
  warehouse_pick (&there, order, "L1", 3, NULL, FO_RIGHT_MISSING);

  g_assert_cmpint (log_in_as (station, "1", "Pavel", "2468"), ==, FO_OK);
  warehouse_receive_as (&there, item, "L2", "2027-02-28", 5, FO_RIGHT_MISSING);
  warehouse_pick (&there, order, "L1", 3, NULL, FO_COMPLETE);
  warehouse_ship (&there, order, FO_COMPLETE);
  warehouse_block (&there, "L1", "smells", FO_RIGHT_MISSING);
  warehouse_undo (&there, FO_OK);
  warehouse_expect_clean (w);
  fo_reply_clear (&there.reply);
}

/* ---- badges and PINs ---------------------------------------------------------------------------------------------------------------- */

static void
unlock (FoStore *store, const char *name)
{
  FoAct act = act_at (store, "2");
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_work_unlock (store, &act, name, &reply, &error));
  g_assert_cmpint (reply.verdict, ==, FO_OK);
}

/* A badge that nobody has is answered like one with another PIN, to the end. */
WAREHOUSE_TEST (test_five_tries)
{
  static const char *const badges[] = { "Pavel", "nobody-has-this" };
  g_autoptr (FoStore) station = NULL, other = NULL;

  name_people (w->store);
  station = open_as_station (w->store);
  other = open_as_station (w->store);
  for (gsize i = 0; i < G_N_ELEMENTS (badges); i++) {
    for (int n = 0; n < FO_PIN_TRIES; n++)
      g_assert_cmpint (log_in_as (station, "1", badges[i], "1111"), ==, FO_PIN_WRONG);
    g_assert_cmpint (log_in_as (station, "1", badges[i], "1111"), ==, FO_BADGE_LOCKED);
    g_assert_cmpint (log_in_as (station, "1", badges[i], "2468"), ==, FO_BADGE_LOCKED);
  }
  g_assert_cmpint (log_in_as (station, "1", "Roman", "2468"), ==, FO_OK);
  g_assert_cmpint (log_in_as (other, "2", "Lena", "2468"), ==, FO_OK);
  unlock (other, "Pavel");
  g_assert_cmpint (log_in_as (station, "1", "Pavel", "1111"), ==, FO_PIN_WRONG);
  g_assert_cmpint (log_in_as (station, "1", "Pavel", "2468"), ==, FO_OK);
}

/* ---- two persons ----------------------------------------------------------------------------------------------------------------------- */

static FoVerdict
block_now (FoStore *store, FoId lot)
{
  const FoBlock what = { .lot = lot, .state = FO_LOT_STATE_BLOCKED, .reason = "smells" };
  FoAct act = act_at (store, "1");
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;
  bool done = fo_work_block (store, &act, &what, &reply, &error);

  g_assert_no_error (error);
  g_assert_true (done);
  return reply.verdict;
}

static FoVerdict
stand_by (FoStore *store, const char *badge, const char *pin)
{
  FoAct act = act_at (store, "1");
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_work_stand_by (store, &act, badge, pin, &reply, &error));
  return reply.verdict;
}

static FoVerdict
be_alone (FoStore *store)
{
  FoAct act = act_at (store, "1");
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_work_alone (store, &act, &reply, &error));
  return reply.verdict;
}

/* The server's own process of a connection ends a moment after the connection does. */
static FoVerdict
be_alone_at_last (FoStore *store)
{
  gint64 deadline_us = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;
  FoVerdict verdict = be_alone (store);

  for (; verdict == FO_NOT_ALONE && g_get_monotonic_time () < deadline_us; verdict = be_alone (store))
    g_poll (NULL, 0, 5);
  return verdict;
}

static void
set_two (FoStore *store, const char *kind)
{
  FoAct act = act_at (store, "1");
  g_auto (FoReply) reply = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (fo_work_set_two (store, &act, kind, true, &reply, &error));
  g_assert_cmpint (reply.verdict, ==, FO_OK);
}

static FoTxnEnd
count_alone (FoTxn *txn, gpointer data, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (FoAlone));

  if (!fo_alone_open (txn, list, error))
    return FO_TXN_FAIL;
  *(guint *) data = list->len;
  return FO_TXN_COMMIT;
}

WAREHOUSE_TEST (test_two)
{
  FoId item = warehouse_item (w, "A", FO_ISSUE_FEFO, true);
  g_autoptr (FoStore) station = NULL, other = NULL;
  g_autoptr (GError) error = NULL;
  guint alone = 0;

  for (int i = 1; i <= 3; i++) {
    g_autofree char *lot = g_strdup_printf ("L%d", i);
    warehouse_receive (w, item, lot, "2027-01-31", 5);
  }
  name_people (w->store);
  set_two (w->store, "block");
  station = open_as_station (w->store);
  other = open_as_station (w->store);
  g_assert_cmpint (log_in_as (station, "1", "Lena", "2468"), ==, FO_OK);
  g_assert_cmpint (log_in_as (other, "2", "Pavel", "2468"), ==, FO_OK);

  g_assert_cmpint (block_now (station, warehouse_lot (w, "L1")), ==, FO_SECOND_NEEDED);
  g_assert_cmpint (stand_by (station, "Lena", "2468"), ==, FO_SECOND_SAME);
  g_assert_cmpint (stand_by (station, "Ursula", "2468"), ==, FO_SECOND_SAME);
  g_assert_cmpint (stand_by (station, "Roman", "1111"), ==, FO_PIN_WRONG);
  g_assert_cmpint (block_now (station, warehouse_lot (w, "L1")), ==, FO_SECOND_NEEDED);
  g_assert_cmpint (stand_by (station, "Roman", "2468"), ==, FO_OK);
  g_assert_cmpint (block_now (station, warehouse_lot (w, "L1")), ==, FO_OK);
  g_assert_cmpint (block_now (station, warehouse_lot (w, "L2")), ==, FO_SECOND_NEEDED); /* it was for one act */

  g_assert_cmpint (be_alone (station), ==, FO_NOT_ALONE);
  g_clear_pointer (&other, fo_store_free);
  if (strcmp (fo_store_engine (w->store), "sqlite") == 0) /* no server sees him go */
    return;
  g_assert_cmpint (be_alone_at_last (station), ==, FO_OK);
  g_assert_cmpint (block_now (station, warehouse_lot (w, "L2")), ==, FO_OK);
  g_assert_true (fo_store_read (w->store, count_alone, &alone, &error));
  g_assert_cmpuint (alone, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fo_test_each_store ("/rights/matrix", test_matrix);
  fo_test_each_store ("/rights/day", test_day);
  fo_test_each_store ("/rights/second-connection", test_second_connection);
  fo_test_each_store ("/rights/taking-back", test_taking_back);
  fo_test_each_store ("/rights/five-tries", test_five_tries);
  fo_test_each_store ("/rights/two", test_two);
  return g_test_run ();
}

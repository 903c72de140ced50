/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "floor.h"
#include <sqlite3.h>

enum { BEGIN, COMMIT, OPERATION, OUTBOX, LOT, GIVE, MOVE, FIRST, HOLD, LINE_HELD, HELD_LOT, TAKE, LINE_SHIPPED, NEW_LINE,
       N_STATEMENTS };

static const char *const texts[N_STATEMENTS] = {
  [BEGIN] = "BEGIN IMMEDIATE",
  [COMMIT] = "COMMIT",
  [OPERATION] = "INSERT INTO operation VALUES (?1, 'station', '2026-11-22', ?2)",
  [OUTBOX] = "INSERT INTO outbox VALUES (?1, ?2, 'a message of the usual length, as sales would read it, and a little more', 'waiting')",
  [LOT] = "INSERT INTO lot VALUES (?1, ?2, ?3, '2027-12-31')",
  [GIVE] = "INSERT INTO balance VALUES (?1, 1, ?2, '2027-12-31', ?3, 0)"
           " ON CONFLICT (lot_id, place_id) DO UPDATE SET on_hand = on_hand + excluded.on_hand",
  [MOVE] = "INSERT INTO movement VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
  [FIRST] = "SELECT lot_id FROM balance WHERE item_id = ?1 AND held < on_hand ORDER BY item_id, key, lot_id LIMIT 1",
  [HOLD] = "UPDATE balance SET held = held + ?2 WHERE lot_id = ?1 AND place_id = 1",
  [LINE_HELD] = "UPDATE line SET held = held + ?2, lot_id = ?3 WHERE line_id = ?1",
  [HELD_LOT] = "SELECT lot_id FROM line WHERE line_id = ?1",
  [TAKE] = "UPDATE balance SET on_hand = on_hand - ?2, held = held - ?2 WHERE lot_id = ?1 AND place_id = 1",
  [LINE_SHIPPED] = "UPDATE line SET shipped = shipped + ?2, held = held - ?2 WHERE line_id = ?1",
  [NEW_LINE] = "INSERT INTO line VALUES (?1, ?2, 0, 0, 0)",
};

/* Those that the book has a statement for as well. */
static const char *const names[N_STATEMENTS] = {
  [OPERATION] = "operation", [OUTBOX] = "outbox", [LOT] = "lot", [GIVE] = "give", [MOVE] = "move",
  [FIRST] = "first", [HOLD] = "hold", [LINE_HELD] = "line_held", [TAKE] = "take",
};

/* Two indexes beyond what the three operations read: a book that cannot say where a lot went is none for goods with a lot number,
 * and one that cannot find what an act moved can neither undo it nor look into it. */
static const char schema[]
    = "CREATE TABLE operation (operation_id INTEGER PRIMARY KEY, station TEXT, day TEXT, made_at INTEGER);"
      "CREATE TABLE outbox (outbox_id INTEGER PRIMARY KEY, operation_id INTEGER, body TEXT, state TEXT);"
      "CREATE TABLE lot (lot_id INTEGER PRIMARY KEY, item_id INTEGER, number INTEGER, expires_on TEXT, UNIQUE (item_id, number));"
      "CREATE TABLE balance (lot_id INTEGER, place_id INTEGER, item_id INTEGER, key TEXT, on_hand INTEGER, held INTEGER,"
      " PRIMARY KEY (lot_id, place_id), CHECK (0 <= held AND held <= on_hand)) WITHOUT ROWID;"
      "CREATE INDEX balance_open ON balance (item_id, key, lot_id) WHERE held < on_hand;"
      "CREATE TABLE movement (movement_id INTEGER PRIMARY KEY, operation_id INTEGER, lot_id INTEGER, from_place INTEGER,"
      " to_place INTEGER, quantity INTEGER);"
      "CREATE INDEX movement_lot ON movement (lot_id, movement_id);"
      "CREATE INDEX movement_operation ON movement (operation_id);"
      "CREATE TABLE line (line_id INTEGER PRIMARY KEY, item_id INTEGER, lot_id INTEGER, held INTEGER, shipped INTEGER);";

struct Floor {
  sqlite3 *db;
  sqlite3_stmt *statements[N_STATEMENTS];
  gint64 next_id;
};

static void
must (Floor *floor, int code)
{
  if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW)
    return;
  g_printerr ("floor: %s\n", sqlite3_errmsg (floor->db));
  exit (2);
}

/* Runs one statement with whole numbers as parameters; the first column of its first row, 0 when there is none. */
static gint64
run (Floor *floor, int statement, const gint64 *values, gsize n)
{
  sqlite3_stmt *s = floor->statements[statement];
  gint64 found = 0;
  int code;

  for (gsize i = 0; i < n; i++)
    sqlite3_bind_int64 (s, (int) i + 1, values[i]);
  code = sqlite3_step (s);
  must (floor, code);
  if (code == SQLITE_ROW)
    found = sqlite3_column_int64 (s, 0);
  sqlite3_reset (s);
  return found;
}

#define RUN(statement, ...) run (floor, statement, (const gint64[]){ __VA_ARGS__ }, G_N_ELEMENTS (((const gint64[]){ __VA_ARGS__ })))

static void
prepare (Floor *floor)
{
  for (int i = 0; i < N_STATEMENTS; i++)
    must (floor, sqlite3_prepare_v3 (floor->db, texts[i], -1, SQLITE_PREPARE_PERSISTENT, &floor->statements[i], NULL));
}

/* Days spread over two years, so that the order of the lots is not the order of their ids. */
static void
fill (Floor *floor, guint items, guint lots)
{
  sqlite3_stmt *balance;

  must (floor, sqlite3_prepare_v2 (floor->db,
                                   "INSERT INTO balance VALUES (?1, 1, ?2, date ('2027-01-01', '+' || ?3 || ' days'), 100000, 0)",
                                   -1, &balance, NULL));
  RUN (BEGIN, 0);
  for (guint i = 0; i < items * lots; i++) {
    RUN (LOT, i + 1, i % items + 1, i / items);
    sqlite3_bind_int64 (balance, 1, i + 1);
    sqlite3_bind_int64 (balance, 2, i % items + 1);
    sqlite3_bind_int64 (balance, 3, (gint64) i * 7919 % 730);
    must (floor, sqlite3_step (balance));
    sqlite3_reset (balance);
  }
  for (guint i = 0; i < FLOOR_ORDERS * FLOOR_LINES; i++)
    RUN (NEW_LINE, i + 1, i % items + 1);
  RUN (COMMIT, 0);
  sqlite3_finalize (balance);
}

Floor *
floor_open (const char *path, guint items, guint lots)
{
  Floor *floor = g_new0 (Floor, 1);

  must (floor, sqlite3_open (path, &floor->db));
  must (floor, sqlite3_exec (floor->db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -8000", NULL, NULL, NULL));
  if (items > 0)
    must (floor, sqlite3_exec (floor->db, schema, NULL, NULL, NULL));
  prepare (floor);
  floor->next_id = 1000000000; /* above every id of the filling */
  if (items > 0)
    fill (floor, items, lots);
  return floor;
}

void
floor_free (Floor *floor)
{
  for (int i = 0; i < N_STATEMENTS; i++)
    sqlite3_finalize (floor->statements[i]);
  sqlite3_close (floor->db);
  g_free (floor);
}

static gint64
begin (Floor *floor)
{
  gint64 operation = floor->next_id++;

  run (floor, BEGIN, NULL, 0);
  RUN (OPERATION, operation, operation);
  return operation;
}

static void
commit (Floor *floor, gint64 operation)
{
  RUN (OUTBOX, floor->next_id++, operation);
  run (floor, COMMIT, NULL, 0);
}

void
floor_receive (Floor *floor, guint i)
{
  gint64 operation = begin (floor), lot = floor->next_id++;

  RUN (LOT, lot, i % 100 + 1, lot);
  RUN (GIVE, lot, i % 100 + 1, 1000000);
  RUN (MOVE, floor->next_id++, operation, lot, 2, 1, 1000000);
  commit (floor, operation);
}

void
floor_reserve (Floor *floor, guint i)
{
  gint64 operation = begin (floor);

  for (guint l = 0; l < FLOOR_LINES; l++) {
    gint64 line = i * FLOOR_LINES + l + 1, lot = RUN (FIRST, (i * FLOOR_LINES + l) % 100 + 1);

    RUN (HOLD, lot, 1);
    RUN (MOVE, floor->next_id++, operation, lot, 1, 1, 1);
    RUN (LINE_HELD, line, 1, lot);
  }
  commit (floor, operation);
}

void
floor_ship (Floor *floor, guint i)
{
  gint64 operation = begin (floor);

  for (guint l = 0; l < FLOOR_LINES; l++) {
    gint64 line = i * FLOOR_LINES + l + 1, lot = RUN (HELD_LOT, line);

    RUN (TAKE, lot, 1);
    RUN (MOVE, floor->next_id++, operation, lot, 1, 3, 1);
    RUN (LINE_SHIPPED, line, 1);
  }
  commit (floor, operation);
}

double
floor_vm_steps (const Floor *floor, const char *name)
{
  for (int i = 0; i < N_STATEMENTS; i++) {
    sqlite3_stmt *s = floor->statements[i];

    if (g_strcmp0 (names[i], name) == 0)
      return (double) sqlite3_stmt_status (s, SQLITE_STMTSTATUS_VM_STEP, 0) / MAX (sqlite3_stmt_status (s, SQLITE_STMTSTATUS_RUN, 0), 1);
  }
  g_assert_not_reached ();
}

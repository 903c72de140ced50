/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "floor-acts.h"
#include "acts.h"

#include <sqlite3.h>
#include <stdlib.h>

#define LOTS_OF_ACT 10 /* ids from LOT_ID on: the old one, the new one; of a recall six and the new one */
#define BLOCK_LOT(i) (100000000 + (gint64) (i) *LOTS_OF_ACT)
#define RECALL_LOT(i) (200000000 + (gint64) (i) *LOTS_OF_ACT)
#define RECALLED 6
#define ITEM_OF(lot) ((lot) / LOTS_OF_ACT)

enum { BEGIN, COMMIT, OPERATION, OUTBOX, LOT, LOT_BY_ID, LOT_BLOCK, CLOSE, GIVE, HOLD_NEW, HOLDS, HOLD_DELETE, UNHOLD, ORDER_NEW, ORDER, ORDER_STATE,
       LINE_NEW, LINES, LINE, LINE_FLAG, BROKEN, BROKEN_CLOSE, FREE, PROMISED, PROMISE, KIN_NEW, CHILDREN, PARENTS, PLACES, RECALL,
       RECALL_LOT_NEW, RECALL_LINE, SHIPPED, N_STATEMENTS };

static const char *const texts[N_STATEMENTS] = {
  [BEGIN] = "BEGIN IMMEDIATE",
  [COMMIT] = "COMMIT",
  [OPERATION] = "INSERT INTO operation VALUES (?1, 'station', '2026-11-22', ?2)",
  [OUTBOX] = "INSERT INTO outbox VALUES (?1, ?2, 'a message of the usual length, as sales would read it, and a little more', 'waiting')",
  [LOT] = "INSERT INTO lot VALUES (?1, ?2, ?3, '2027-12-31', 'free')",
  [LOT_BY_ID] = "SELECT item_id, number, expires_on, state FROM lot WHERE lot_id = ?1",
  [LOT_BLOCK] = "UPDATE lot SET state = 'blocked' WHERE lot_id = ?1",
  [CLOSE] = "UPDATE balance SET key = NULL WHERE lot_id = ?1",
  [GIVE] = "INSERT INTO balance VALUES (?1, 1, ?2, ?3, ?4, ?5)",
  [HOLD_NEW] = "INSERT INTO hold VALUES (?1, ?2, 1, 1000000, 20000)",
  [HOLDS] = "SELECT line_id, place_id, quantity, until FROM hold WHERE lot_id = ?1",
  [HOLD_DELETE] = "DELETE FROM hold WHERE lot_id = ?1 AND line_id = ?2",
  [UNHOLD] = "UPDATE balance SET held = held - ?2 WHERE lot_id = ?1 AND place_id = 1",
  [ORDER_NEW] = "INSERT INTO orders VALUES (?1, 'number', 'deal', 'customer', 'picking', ?1)",
  [ORDER] = "SELECT number, deal, customer, state, queue FROM orders WHERE order_id = ?1",
  [ORDER_STATE] = "UPDATE orders SET state = 'waiting' WHERE order_id = ?1",
  [LINE_NEW] = "INSERT INTO line VALUES (?1, ?1, ?2, 1000000, 0, 1000000, 0, 0, 0)",
  [LINES] = "SELECT line_id, item_id, ordered, promised, held, picked, shipped, flags FROM line WHERE order_id = ?1",
  [LINE] = "UPDATE line SET promised = promised + ?2, held = held + ?3 WHERE line_id = ?1",
  [LINE_FLAG] = "UPDATE line SET flags = ?2 WHERE line_id = ?1",
  [BROKEN] = "INSERT INTO broken VALUES (?1, ?2, ?3, 1000000, 'open')",
  [BROKEN_CLOSE] = "UPDATE broken SET state = 'closed' WHERE line_id = ?1 AND state = 'open'",
  [FREE] = "SELECT key, on_hand - held FROM balance WHERE item_id = ?1 AND held < on_hand ORDER BY item_id, key, lot_id LIMIT 1",
  [PROMISED] = "SELECT sum (quantity) FROM promise WHERE item_id = ?1",
  [PROMISE] = "INSERT INTO promise VALUES (?1, ?2, ?3, 1000000, 20000)",
  [KIN_NEW] = "INSERT INTO kin VALUES (?1, ?2)",
  [CHILDREN] = "SELECT child_id FROM kin WHERE parent_id = ?1",
  [PARENTS] = "SELECT parent_id FROM kin WHERE child_id = ?1",
  [PLACES] = "SELECT place_id, on_hand, held FROM balance WHERE lot_id = ?1",
  [RECALL] = "INSERT INTO recall VALUES (?1, ?2, 'it cracks', '2026-11-22')",
  [RECALL_LOT_NEW] = "INSERT INTO recall_lot VALUES (?1, ?2, 1, 'free', 1000000)",
  [RECALL_LINE] = "INSERT INTO recall_line VALUES (?1, ?2, 1000000)",
  [SHIPPED] = "SELECT line_id, quantity FROM shipped WHERE lot_id = ?1",
};

/* What is looked for by has an index, as the program needs it: what ends first, a line's order, what is promised, what is lost. */
static const char schema[]
    = "CREATE TABLE operation (operation_id INTEGER PRIMARY KEY, station TEXT, day TEXT, made_at INTEGER);"
      "CREATE TABLE outbox (outbox_id INTEGER PRIMARY KEY, operation_id INTEGER, body TEXT, state TEXT);"
      "CREATE TABLE lot (lot_id INTEGER PRIMARY KEY, item_id INTEGER, number INTEGER, expires_on TEXT, state TEXT, UNIQUE (item_id, number));"
      "CREATE TABLE balance (lot_id INTEGER, place_id INTEGER, item_id INTEGER, key TEXT, on_hand INTEGER, held INTEGER,"
      " PRIMARY KEY (lot_id, place_id), CHECK (0 <= held AND held <= on_hand)) WITHOUT ROWID;"
      "CREATE INDEX balance_open ON balance (item_id, key, lot_id) WHERE held < on_hand;"
      "CREATE TABLE hold (lot_id INTEGER, line_id INTEGER, place_id INTEGER, quantity INTEGER, until INTEGER,"
      " PRIMARY KEY (lot_id, line_id)) WITHOUT ROWID;"
      "CREATE TABLE orders (order_id INTEGER PRIMARY KEY, number TEXT, deal TEXT, customer TEXT, state TEXT, queue INTEGER);"
      "CREATE INDEX orders_queue ON orders (queue) WHERE state <> 'shipped';"
      "CREATE TABLE line (line_id INTEGER PRIMARY KEY, order_id INTEGER, item_id INTEGER, ordered INTEGER, promised INTEGER, held INTEGER,"
      " picked INTEGER, shipped INTEGER, flags INTEGER);"
      "CREATE INDEX line_order ON line (order_id);"
      "CREATE INDEX line_waits ON line (item_id) WHERE promised + held + picked + shipped < ordered;"
      "CREATE TABLE promise (promise_id INTEGER PRIMARY KEY, line_id INTEGER, item_id INTEGER, quantity INTEGER, until INTEGER);"
      "CREATE INDEX promise_item ON promise (item_id, until);"
      "CREATE INDEX promise_line ON promise (line_id);"
      "CREATE TABLE broken (broken_id INTEGER PRIMARY KEY, operation_id INTEGER, line_id INTEGER, quantity INTEGER, state TEXT);"
      "CREATE INDEX broken_line ON broken (line_id) WHERE state = 'open';"
      "CREATE TABLE kin (parent_id INTEGER, child_id INTEGER, PRIMARY KEY (parent_id, child_id)) WITHOUT ROWID;"
      "CREATE INDEX kin_child ON kin (child_id, parent_id);"
      "CREATE TABLE recall (recall_id INTEGER PRIMARY KEY, operation_id INTEGER, reason TEXT, day TEXT);"
      "CREATE TABLE recall_lot (recall_id INTEGER, lot_id INTEGER, depth INTEGER, was TEXT, on_hand INTEGER, PRIMARY KEY (recall_id, lot_id))"
      " WITHOUT ROWID;"
      "CREATE INDEX recall_lot_lot ON recall_lot (lot_id);"
      "CREATE TABLE recall_line (recall_id INTEGER, line_id INTEGER, lost INTEGER, PRIMARY KEY (recall_id, line_id)) WITHOUT ROWID;"
      "CREATE TABLE shipped (lot_id INTEGER, line_id INTEGER, quantity INTEGER);"
      "CREATE INDEX shipped_lot ON shipped (lot_id);";

struct FloorActs {
  sqlite3 *db;
  sqlite3_stmt *statements[N_STATEMENTS];
  gint64 next_id;
};

static void
must (FloorActs *floor, int code)
{
  if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW)
    return;
  g_printerr ("floor of the acts: %s\n", sqlite3_errmsg (floor->db));
  exit (2);
}

/* Runs one statement to its end; the first column of each row goes into FOUND, as far as there is room. Returns how many rows. */
static guint
rows (FloorActs *floor, int statement, const gint64 *values, gsize n, gint64 *found, guint room)
{
  sqlite3_stmt *s = floor->statements[statement];
  guint count = 0;
  int code;

  for (gsize i = 0; i < n; i++)
    sqlite3_bind_int64 (s, (int) i + 1, values[i]);
  while ((code = sqlite3_step (s)) == SQLITE_ROW) {
    for (int column = 1; column < sqlite3_column_count (s); column++)
      (void) sqlite3_column_value (s, column);
    if (count < room)
      found[count] = sqlite3_column_int64 (s, 0);
    count++;
  }
  must (floor, code);
  sqlite3_reset (s);
  return count;
}

#define RUN(statement, ...) \
  rows (floor, statement, (const gint64[]){ __VA_ARGS__ }, G_N_ELEMENTS (((const gint64[]){ __VA_ARGS__ })), NULL, 0)
#define READ(statement, found, ...) \
  rows (floor, statement, (const gint64[]){ __VA_ARGS__ }, G_N_ELEMENTS (((const gint64[]){ __VA_ARGS__ })), found, G_N_ELEMENTS (found))

/* ---- what there is before ---------------------------------------------------------------------------------------- */

static void
fill_lot (FloorActs *floor, gint64 lot, gint64 key, guint deals)
{
  RUN (LOT, lot, ITEM_OF (lot), lot % LOTS_OF_ACT);
  RUN (GIVE, lot, ITEM_OF (lot), key, 100000000, deals * (gint64) 1000000);
  for (guint i = 0; i < deals; i++) {
    gint64 line = floor->next_id++;

    RUN (ORDER_NEW, line);
    RUN (LINE_NEW, line, ITEM_OF (lot));
    RUN (HOLD_NEW, lot, line);
  }
}

static void
fill (FloorActs *floor, guint items, guint lots, guint n)
{
  rows (floor, BEGIN, NULL, 0, NULL, 0);
  for (guint i = 0; i < items * lots; i++) {
    RUN (LOT, i + 1, i % items + 1, i / items);
    RUN (GIVE, i + 1, i % items + 1, (gint64) i * 7919 % 730, 100000, 0);
  }
  for (guint i = 0; i < n; i++) {
    fill_lot (floor, BLOCK_LOT (i), 1, ACTS_DEALS);
    fill_lot (floor, BLOCK_LOT (i) + 1, 2, 0);
    for (guint l = 0; l < RECALLED; l++)
      fill_lot (floor, RECALL_LOT (i) + l, l, l < RECALLED / 2 ? 0 : ACTS_DEALS * 2 / RECALLED);
    fill_lot (floor, RECALL_LOT (i) + RECALLED, 100, 0);
    for (guint l = 1; l < RECALLED; l++) /* 0 → 1, 2 → 3, 4, 5 */
      for (guint parent = l < 3 ? 0 : 1; parent < (l < 3 ? 1 : 3); parent++)
        RUN (KIN_NEW, RECALL_LOT (i) + parent, RECALL_LOT (i) + l);
  }
  rows (floor, COMMIT, NULL, 0, NULL, 0);
}

FloorActs *
floor_acts_open (const char *path, guint items, guint lots, guint n)
{
  FloorActs *floor = g_new0 (FloorActs, 1);

  must (floor, sqlite3_open (path, &floor->db));
  must (floor, sqlite3_exec (floor->db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -8000", NULL, NULL, NULL));
  if (n > 0)
    must (floor, sqlite3_exec (floor->db, schema, NULL, NULL, NULL));
  for (int i = 0; i < N_STATEMENTS; i++)
    must (floor, sqlite3_prepare_v3 (floor->db, texts[i], -1, SQLITE_PREPARE_PERSISTENT, &floor->statements[i], NULL));
  floor->next_id = n > 0 ? 1000000000 : 2000000000; /* above every id of the filling */
  if (n > 0)
    fill (floor, items, lots, n);
  return floor;
}

void
floor_acts_free (FloorActs *floor)
{
  for (int i = 0; i < N_STATEMENTS; i++)
    sqlite3_finalize (floor->statements[i]);
  sqlite3_close (floor->db);
  g_free (floor);
}

/* ---- the acts ---------------------------------------------------------------------------------------------------- */

/* What it lost is written, its promise is made again, and sales hears of both. */
static void
lose_and_promise (FloorActs *floor, gint64 operation, gint64 lot, gint64 line)
{
  RUN (ORDER, line);
  RUN (LINES, line);
  RUN (HOLD_DELETE, lot, line);
  RUN (UNHOLD, lot, 1000000);
  RUN (LINE, line, 0, -1000000);
  RUN (BROKEN, floor->next_id++, operation, line);
  RUN (LINE_FLAG, line, 4);
  RUN (ORDER_STATE, line);
  RUN (OUTBOX, floor->next_id++, operation);
  RUN (FREE, ITEM_OF (lot));
  RUN (PROMISED, ITEM_OF (lot));
  RUN (PROMISE, floor->next_id++, line, ITEM_OF (lot));
  RUN (LINE, line, 1000000, 0);
  RUN (BROKEN_CLOSE, line);
  RUN (LINE_FLAG, line, 0);
  RUN (ORDER_STATE, line);
  RUN (OUTBOX, floor->next_id++, operation);
}

static guint
block_lot (FloorActs *floor, gint64 operation, gint64 lot, gint64 *lines)
{
  guint n = rows (floor, HOLDS, &lot, 1, lines, ACTS_DEALS);

  RUN (LOT_BY_ID, lot);
  RUN (LOT_BLOCK, lot);
  RUN (CLOSE, lot);
  for (guint i = 0; i < n; i++)
    lose_and_promise (floor, operation, lot, lines[i]);
  return n;
}

static gint64
begin (FloorActs *floor)
{
  gint64 operation = floor->next_id++;

  rows (floor, BEGIN, NULL, 0, NULL, 0);
  RUN (OPERATION, operation, operation);
  return operation;
}

static void
must_be (const char *what, guint is, guint should)
{
  if (is == should)
    return;
  g_printerr ("floor of the acts: %u %s instead of %u\n", is, what, should);
  exit (2);
}

void
floor_acts_block (FloorActs *floor, guint i)
{
  gint64 operation = begin (floor), lines[ACTS_DEALS];

  must_be ("deals", block_lot (floor, operation, BLOCK_LOT (i), lines), ACTS_DEALS);
  rows (floor, COMMIT, NULL, 0, NULL, 0);
}

/* Breadth first, each lot once. */
static guint
add_children (FloorActs *floor, gint64 *lots, guint n, gint64 of)
{
  gint64 found[8];
  guint more = READ (CHILDREN, found, of);

  for (guint i = 0; i < more; i++) {
    bool known = false;
    for (guint k = 0; k < n; k++)
      known |= lots[k] == found[i];
    if (!known)
      lots[n++] = found[i];
  }
  return n;
}

void
floor_acts_recall (FloorActs *floor, guint i)
{
  gint64 operation = begin (floor), recall = floor->next_id++, lots[RECALLED * 2] = { RECALL_LOT (i) }, lines[ACTS_DEALS];
  guint n = 1, deals = 0;

  RUN (RECALL, recall, operation);
  for (guint at = 0; at < n; at++)
    n = add_children (floor, lots, n, lots[at]);
  RUN (PARENTS, lots[0]);
  must_be ("lots", n, RECALLED);
  for (guint at = 0; at < n; at++) {
    guint lost;

    RUN (PLACES, lots[at]);
    RUN (RECALL_LOT_NEW, recall, lots[at]);
    RUN (SHIPPED, lots[at]);
    lost = block_lot (floor, operation, lots[at], lines);
    for (guint l = 0; l < lost; l++)
      RUN (RECALL_LINE, recall, lines[l]);
    deals += lost;
  }
  must_be ("deals", deals, ACTS_DEALS);
  rows (floor, COMMIT, NULL, 0, NULL, 0);
}

int
floor_acts_child (const char *what, guint n, const char *path)
{
  FloorActs *floor = floor_acts_open (path, 0, 0, 0);

  for (guint i = 0; i < n; i++)
    (g_str_equal (what, "recall") ? floor_acts_recall : floor_acts_block) (floor, i);
  floor_acts_free (floor);
  return 0;
}

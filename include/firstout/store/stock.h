/* SPDX-License-Identifier: GPL-3.0-or-later
 * The book: balances, movements, the open lots in issue order, and lists of what is where. See rows.h. */
#pragma once

#include "firstout/core/issue.h"
#include "firstout/core/ledger.h"
#include "firstout/core/movement.h"
#include "firstout/core/promise.h"
#include "firstout/store/lots.h"
#include "firstout/store/places.h"

/* 0 on hand when there is no row. */
bool fo_balance_get (FoTxn *txn, FoId lot, FoId place, FoBalance *ret, GError **error);

/* One movement, as the work wants it booked. */
typedef struct {
  FoMoveKind kind;
  const FoItem *item;
  const FoLot *lot;
  const FoPlace *from, *to;
  FoQuantity quantity_u;
  FoQuantity held_u;      /* of it, held at FROM for an order line and held at TO again */
  bool held_ends;         /* the hold does not go on at TO (shipping) */
  FoId line_id, supply_id; /* why; 0 none */
  const char *reason;     /* "" or what the person said */
} FoMove;

/* Books it: movement row, take, give, and the turn's sum of free goods. The caller holds the item's turn and has asked the core
 * (fo_move_allowed, fo_balance_take). OPERATION is the row it belongs to. Returns the movement's id, 0 and *error on failure. */
FoId fo_move_book (FoTxn *txn, FoTurn *turn, FoId operation, const FoMove *move, GError **error);

typedef struct {
  FoId id;
  FoMoveKind kind;
  FoId lot_id, from_place, to_place, line_id, supply_id;
  FoQuantity quantity_u;
} FoMovementRow;
/* A pick of a lot for a line, or the way back. */
typedef struct {
  FoId id, operation; /* the movement's */
  bool back;          /* to a shelf again */
  FoQuantity quantity_u;
  char from[FO_PLACE_CODE_MAX], to[FO_PLACE_CODE_MAX], reason[64];
} FoPickRow;
/* The lots of ITEM that were ever picked for LINE, also what was put back since; FoLot. */
bool fo_lots_picked (FoTxn *txn, FoId item, FoId line, GArray *lots, GError **error);
/* As they were booked. */
bool fo_picks_of_line (FoTxn *txn, FoId line, FoId lot, GArray *picks, GError **error);
bool fo_movements_of_operation (FoTxn *txn, FoId operation, GArray *movements, GError **error);
/* How much of LOT STATION itself received or carried to PLACE behind its operation SINCE, without what it took from there again. */
bool fo_stock_brought (FoTxn *txn, const char *station, FoId since, FoId lot, FoId place, FoQuantity *ret_u, GError **error);

/* A movement as people read it. */
typedef struct {
  FoId id, lot_id;
  FoMoveKind kind;
  FoId from_place, to_place;
  char from[FO_PLACE_CODE_MAX], to[FO_PLACE_CODE_MAX];
  FoPlaceKind from_kind, to_kind;
  FoQuantity quantity_u;
  char reason[64], person[64];
  char item[FO_ITEM_CODE_MAX], unit[FO_UNIT_MAX], lot[FO_LOT_NUMBER_MAX];
  gint64 made_at_us;
} FoMovementLine;
/* Those before BEFORE (0: from the newest on), newest first, at most LIMIT; FoMovementLine. Of one lot, or all there are: a movement
 * bears no index of its places, which every movement would pay for, so who wants those of a place walks over all. */
bool fo_movements_of_lot (FoTxn *txn, FoId lot, FoId before, guint limit, GArray *lines, GError **error);
bool fo_movements_page (FoTxn *txn, FoId before, guint limit, GArray *lines, GError **error);

/* What came of the lot to PLACE from the place OPENING, less what went back there: what earlier imports opened. */
bool fo_opened_at (FoTxn *txn, FoId lot, FoId place, FoId opening, FoQuantity *ret_u, GError **error);

/* Holds QUANTITY_U of a usable balance, or lets it go again (negative), and keeps the turn's sum. TURN is NULL for goods that the sum
 * does not count: another owner's. */
void fo_balance_hold_add (FoTxn *txn, FoTurn *turn, FoId lot, FoId place, FoQuantity quantity_u);

/* Takes the empty rows out of the book: nothing is on hand there. */
void fo_balances_sweep (FoTxn *txn);

/* Where a walk over open lots stands. Begins at { "" } for the oldest, or at { day } for goods usable until that day or later
 * (FEFO items); ended is set behind the last one. */
typedef struct {
  char key[FO_ISSUE_KEY_MAX];
  FoId lot_id, place_id;
  bool ended;
} FoOpenCursor;

/* The next open lots of an item in issue order, at most LIMIT; FoOpenLot. Moves CURSOR behind them. */
bool fo_open_lots (FoTxn *txn, FoId item, FoOpenCursor *cursor, guint limit, GArray *lots, GError **error);

/* Fills what core/promise.h judges by, for questions up to day UNTIL. ENDING and PROMISED are GArrays of FoLifeStep that LIFE
 * points into. The caller holds the turn. */
bool fo_life_load (FoTxn *txn, const FoTurn *turn, const FoItem *item, FoDay today, FoDay until, GArray *ending,
                   GArray *promised, FoLife *ret, GError **error);

/* A line of the stock list. */
typedef struct {
  char item[FO_ITEM_CODE_MAX];
  char key[FO_ISSUE_KEY_MAX];
  FoId lot_id, place_id;
  char name[FO_ITEM_NAME_MAX], name_de[FO_ITEM_NAME_MAX], name_en[FO_ITEM_NAME_MAX];
  char unit[FO_UNIT_MAX];
  char lot[FO_LOT_NUMBER_MAX];
  FoDay expires_on;
  FoDay received_on;
  char place[FO_PLACE_CODE_MAX];
  FoPlaceKind place_kind;
  FoQuantity on_hand_u, held_u;
  FoLotState state;
  bool has_expiry;
  FoLotDays days; /* which days the goods named */
  char owner[FO_OWNER_MAX];
} FoStockRow;

/* By item, oldest first. AFTER is the last row of the page before, NULL for the first page; FoStockRow. */
bool fo_stock_page (FoTxn *txn, const FoStockRow *after, guint limit, GArray *rows, GError **error);
/* All of an item, or all at a place; 100,000 rows at most. */
bool fo_stock_of_item (FoTxn *txn, FoId item, GArray *rows, GError **error);
bool fo_stock_at_place (FoTxn *txn, FoId place, GArray *rows, GError **error);

/* What `check` found: one line a contradiction. NAME is the audit statement, e.g. "AUDIT_ON_HAND". */
typedef void (*FoAuditFound) (const char *name, const char *what, FoQuantity written_u, FoQuantity adds_up_to_u, gpointer data);
/* Compares movements, balances, holds, promises, lines, supplies, shipments, turn sums and issue keys with each other. */
bool fo_stock_audit (FoTxn *txn, FoAuditFound found, gpointer data, GError **error);

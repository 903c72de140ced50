/* SPDX-License-Identifier: GPL-3.0-or-later
 * Counts that are under way. See rows.h. */
#pragma once

#include "firstout/core/code.h"
#include "firstout/core/ledger.h"
#include "firstout/core/stocktake.h"
#include "firstout/store/places.h"
#include "firstout/store/units.h"

typedef struct {
  FoId id; /* the operation that began it */
  FoId place_id;
  guint round; /* 1; 2 and more while what differed too much is counted again */
  char station[64], person[FO_CODE_NAME_MAX];
  char first_person[FO_CODE_NAME_MAX]; /* who counted the round before */
  gint64 seen_us;                      /* the last scan */
  char place[FO_PLACE_CODE_MAX];
} FoStocktake;

/* The one of a place that is not closed. */
FoFound fo_stocktake_at (FoTxn *txn, FoId place, FoStocktake *ret, GError **error);
/* By its id, while it is not closed. */
FoFound fo_stocktake_find (FoTxn *txn, FoId id, FoStocktake *ret, GError **error);
/* By place; AFTER is the last place's id of the page before, 0 at first. */
bool fo_stocktakes_page (FoTxn *txn, FoId after, guint limit, GArray *stocktakes, GError **error);
void fo_stocktake_insert (FoTxn *txn, const FoStocktake *stocktake);
/* CLOSED_BY 0: it goes on. */
void fo_stocktake_set (FoTxn *txn, const FoStocktake *stocktake, FoId closed_by);

typedef struct {
  FoId lot_id;
  guint round; /* in which it was seen last; 0: never */
  bool again;  /* it is to be seen in the round after */
  FoCounted counted;
  FoId operation;
} FoStocktakeLine;

FoFound fo_stocktake_line (FoTxn *txn, FoId stocktake, FoId lot, FoStocktakeLine *ret, GError **error);
/* By lot; 100,000 rows at most. */
bool fo_stocktake_lines (FoTxn *txn, FoId stocktake, GArray *lines, GError **error);
void fo_stocktake_line_set (FoTxn *txn, FoId stocktake, const FoStocktakeLine *line);
void fo_stocktake_line_delete (FoTxn *txn, FoId stocktake, FoId lot);

/* OPERATION made a line what it is; BEFORE is how it was, round 0 when there was none. */
void fo_stocktake_entry_insert (FoTxn *txn, FoId operation, FoId stocktake, const FoStocktakeLine *before);
FoFound fo_stocktake_entry (FoTxn *txn, FoId operation, FoId *ret_stocktake, FoStocktakeLine *ret_before, GError **error);

typedef struct {
  FoId lot_id;
  char identity[FO_IDENTITY_MAX], code[FO_MARK_MAX];
} FoStocktakeUnit;
FoFound fo_stocktake_unit (FoTxn *txn, FoId stocktake, guint round, const char *identity, FoStocktakeUnit *ret, GError **error);
bool fo_stocktake_units (FoTxn *txn, FoId stocktake, guint round, GArray *units, GError **error);
void fo_stocktake_unit_insert (FoTxn *txn, FoId stocktake, guint round, FoId operation, const FoStocktakeUnit *unit);
void fo_stocktake_units_delete (FoTxn *txn, FoId stocktake, guint round, FoId operation);

/* What lies at a place. */
typedef struct {
  FoId lot_id;
  FoBalance balance;
} FoBalanceRow;
bool fo_balances_at_place (FoTxn *txn, FoId place, GArray *rows, GError **error);
/* What of a lot came to PLACE since an operation, less what went. */
bool fo_moved_since (FoTxn *txn, FoId lot, FoId place, FoId since, FoQuantity *ret_u, GError **error);
/* The same after a day: by the days on which it was done, not by when it was entered. */
bool fo_moved_after (FoTxn *txn, FoId lot, FoId place, FoDay day, FoQuantity *ret_u, GError **error);

/* Does any of a lot lie at another place than PLACE? */
FoFound fo_lot_elsewhere (FoTxn *txn, FoId lot, FoId place, GError **error);

/* Nobody asks for a count of PLACE any more. */
void fo_count_wishes_done (FoTxn *txn, FoId place);

/* ---- is it empty? A place that was emptied by the book, of which nobody has said yet whether it is. Until then it is to be counted. */

typedef struct {
  FoId operation; /* the pick that emptied it */
  FoId place_id, lot_id;
  char place[FO_PLACE_CODE_MAX];
} FoZeroQuestion;

bool fo_zero_question_add (FoTxn *txn, FoId operation, FoId place, FoId lot, GError **error);
/* That of an operation, while it is open. */
FoFound fo_zero_question_find (FoTxn *txn, FoId operation, FoZeroQuestion *ret, GError **error);
/* The oldest open one of STATION's picks. */
FoFound fo_zero_question_next (FoTxn *txn, const char *station, FoZeroQuestion *ret, GError **error);
/* It IS_EMPTY, or the question is void: no count. Else the place is to be counted, for it is not. Nothing when it is not open. */
void fo_zero_question_answer (FoTxn *txn, FoId operation, bool is_empty);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Lots called back. See rows.h. */
#pragma once

#include "firstout/core/order.h"
#include "firstout/store/lots.h"

#define FO_RECALL_TEXT_MAX 256

typedef struct {
  FoId id, operation;
  char number[FO_NUMBER_MAX];
  char reason[FO_RECALL_TEXT_MAX], answer[FO_RECALL_TEXT_MAX];
  FoDay opened_on, ended_on; /* ended: FO_DAY_NONE while it goes on */
} FoRecallRow;

/* The number after the last one: "R1", "R2" … RET has FO_NUMBER_MAX bytes. */
bool fo_recall_next_number (FoTxn *txn, char *ret, GError **error);
void fo_recall_insert (FoTxn *txn, const FoRecallRow *row);
/* ended_on and answer. */
void fo_recall_end (FoTxn *txn, const FoRecallRow *row);
FoFound fo_recall_find (FoTxn *txn, const char *number, FoRecallRow *ret, GError **error);
bool fo_recalls_page (FoTxn *txn, FoId after, guint limit, GArray *rows, GError **error);
/* Those that go on. */
bool fo_recalls_open (FoTxn *txn, FoId after, guint limit, GArray *rows, GError **error);
bool fo_recalls_of_lot (FoTxn *txn, FoId lot, GArray *rows, GError **error);

typedef struct {
  FoId lot_id;
  int depth;  /* 0: named; 1, 2 …: made of it; -1, -2 …: it was made of them */
  FoId via_id; /* the lot that led to it, 0 none */
  FoLotState state_before;
  FoQuantity on_hand_u; /* in the house when it was called back */
} FoRecallLot;
void fo_recall_lot_insert (FoTxn *txn, FoId recall, const FoRecallLot *lot);
bool fo_recall_lots (FoTxn *txn, FoId recall, GArray *lots, GError **error);

typedef struct {
  FoId line_id;
  FoQuantity lost_u; /* by the recall */
  char order[FO_NUMBER_MAX], deal[FO_NUMBER_MAX], customer[FO_PARTNER_MAX], item[FO_ITEM_CODE_MAX];
  FoQuantity promised_u, held_u, picked_u, missing_u; /* as the line stands now */
} FoRecallLine;
void fo_recall_line_add (FoTxn *txn, FoId recall, FoId line, FoQuantity lost_u);
bool fo_recall_lines (FoTxn *txn, FoId recall, GArray *lines, GError **error);

typedef struct {
  FoId order;
  FoDay told_on;
} FoRecallTold;
void fo_recall_told_insert (FoTxn *txn, FoId recall, FoId order, FoId operation, FoDay told_on);
bool fo_recall_told (FoTxn *txn, FoId recall, GArray *told, GError **error);

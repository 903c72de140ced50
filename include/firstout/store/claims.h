/* SPDX-License-Identifier: GPL-3.0-or-later
 * What customers are not content with, and who did what to those goods. See rows.h. */
#pragma once

#include "firstout/core/claim.h"
#include "firstout/core/movement.h"
#include "firstout/core/order.h"
#include "firstout/store/rows.h"

#define FO_CLAIM_TEXT_MAX 512
#define FO_CARTON_NUMBER_MAX 48

typedef struct {
  FoId id, operation;
  char number[FO_NUMBER_MAX];
  FoClaimKind kind;
  FoId order_id, shipment_id, line_id, lot_id; /* all but the order 0: nobody said */
  char carton[FO_CARTON_NUMBER_MAX];
  FoQuantity quantity_u; /* 0: nobody said */
  char said[FO_CLAIM_TEXT_MAX], answer[FO_CLAIM_TEXT_MAX];
  FoClaimState state;
  FoDay opened_on;
} FoClaimRow;

/* Its number is new: two at once, and the later one's work looks again. */
void fo_claim_insert (FoTxn *txn, const FoClaimRow *row);
/* State and answer. */
void fo_claim_set (FoTxn *txn, const FoClaimRow *row);
FoFound fo_claim_find (FoTxn *txn, const char *number, FoClaimRow *ret, GError **error);
/* Behind AFTER: those that are not settled, or all; FoClaimRow. */
bool fo_claims_page (FoTxn *txn, bool unsettled, FoId after, guint limit, GArray *rows, GError **error);
bool fo_claims_of_order (FoTxn *txn, FoId order, GArray *rows, GError **error);

typedef struct {
  FoId claim_id, operation;
  FoClaimState state;
  char said[FO_CLAIM_TEXT_MAX];
  FoDay day;
  char person[64], station[64];
} FoClaimStep;
void fo_claim_step_insert (FoTxn *txn, const FoClaimStep *step);
bool fo_claim_steps (FoTxn *txn, FoId claim, GArray *steps, GError **error);

/* What was done with goods of a lot for an order line: picked, put back, sent, and what of it was undone. */
typedef struct {
  FoId operation;
  char kind[32]; /* the operation's */
  FoMoveKind move;
  FoQuantity quantity_u;
  char from[48], to[48];
  char station[64], person[64], reason[64];
  FoDay day;
  gint64 made_at_us;
} FoLineStep;
bool fo_line_lot_steps (FoTxn *txn, FoId line, FoId lot, GArray *steps, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What came back from customers, and what was decided about it. See rows.h. */
#pragma once

#include "firstout/core/claim.h"
#include "firstout/core/order.h"
#include "firstout/store/cartons.h"
#include "firstout/store/rows.h"

#define FO_RETURN_REASON_MAX 64

typedef enum { FO_RETURN_IS_OPEN, FO_RETURN_IS_DECIDED, FO_RETURN_IS_UNDONE } FoReturnState;
/* "open" …; static. */
const char *fo_return_state_name (FoReturnState state);

typedef struct {
  FoId id, operation, lot_id, place_id;
  FoQuantity quantity_u, open_u; /* open: nothing is decided of it yet */
  FoId shipment_id, line_id;     /* 0: nothing proves that they were ours */
  char customer[FO_PARTNER_MAX], reason[FO_RETURN_REASON_MAX];
  FoDay returned_on;
  FoReturnState state;
  FoId claim_id;
} FoReturnRow;

void fo_return_insert (FoTxn *txn, const FoReturnRow *row);
/* open_u, state and claim_id. */
void fo_return_set (FoTxn *txn, const FoReturnRow *row);
FoFound fo_return_find (FoTxn *txn, FoId id, FoReturnRow *ret, GError **error);
/* Those that somebody must decide about, behind AFTER; FoReturnRow. */
bool fo_returns_open (FoTxn *txn, FoId after, guint limit, GArray *rows, GError **error);
bool fo_returns_of_lot (FoTxn *txn, FoId lot, GArray *rows, GError **error);
bool fo_returns_of_line (FoTxn *txn, FoId line, GArray *rows, GError **error);
bool fo_returns_of_operation (FoTxn *txn, FoId operation, GArray *rows, GError **error);

/* Of what left with a shipment QUANTITY_U came back; negative: it did not after all. */
void fo_returned_add (FoTxn *txn, FoId shipment, FoId line, FoId lot, FoQuantity quantity_u);

/* What left for an order, and what of it came back. */
typedef struct {
  FoId shipment_id;
  char number[FO_NUMBER_MAX];
  FoDay shipped_on;
  FoId line_id, lot_id;
  FoQuantity quantity_u, returned_u;
} FoToReturn;
/* Oldest shipment first; FoToReturn. */
bool fo_shipped_to_return (FoTxn *txn, FoId order, GArray *rows, GError **error);

FoFound fo_shipment_row_find (FoTxn *txn, FoId id, FoShipmentRow *ret, GError **error);

typedef struct {
  FoId return_id, operation;
  FoReturnDecision decision;
  FoQuantity quantity_u;
  char reason[FO_RETURN_REASON_MAX], person[64];
  FoDay day;
} FoReturnStep;
void fo_return_decision_insert (FoTxn *txn, const FoReturnStep *step);
/* FoReturnStep. */
bool fo_return_decisions (FoTxn *txn, FoId id, GArray *steps, GError **error);
/* return_id and quantity_u only. */
bool fo_return_decisions_of_operation (FoTxn *txn, FoId operation, GArray *steps, GError **error);
void fo_return_decisions_drop (FoTxn *txn, FoId operation);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Why a line has what it has: each lot of its item and what was decided about it, who holds it, who was promised the rest, and what is to
 * come. For a person who asks; fo_work_explain (deals.h) says the same as JSON. */
#pragma once

#include "firstout/store/orders.h"
#include "firstout/store/stock.h"
#include "firstout/store/supplies.h"

/* Somebody who has something: goods of a lot held, or a promise. */
typedef struct {
  FoId line;
  char order[FO_NUMBER_MAX], deal[FO_NUMBER_MAX];
  FoQuantity quantity_u;
  FoDay usable_until;
  bool picked;
} FoClaimant;

#define FO_CLAIMANTS_MAX 8 /* that are named of one lot */

typedef struct {
  FoStockRow row; /* lot, place, days, quantities */
  char owner[FO_OWNER_MAX];
  FoVerdict verdict;     /* FO_OK: it is this line's, or would be taken next */
  bool chosen;           /* held for this line */
  FoQuantity quantity_u; /* held for it, or what would be taken of it */
  FoClaimant holders[FO_CLAIMANTS_MAX];
  guint n_holders; /* may be more than are named */
} FoCandidate;

typedef struct {
  FoSupply supply;
  FoQuantity quantity_u; /* of it, promised to this line */
} FoExplainedSupply;

typedef struct {
  FoLine line;
  FoOrder order;
  FoItem item;
  FoDay today, until; /* what its goods must be usable until */
  FoDay leaves_on;    /* fo_line_leaves_on */
  GArray *candidates; /* FoCandidate, in issue order */
  GArray *promised;   /* FoClaimant: others who were promised goods of the item from stock, the most urgent first */
  GArray *supplies;   /* FoExplainedSupply, the soonest first */
} FoExplanation;

void fo_explanation_init (FoExplanation *explanation);
void fo_explanation_clear (FoExplanation *explanation);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoExplanation, fo_explanation_clear)

/* RET was initialised. ABSENT: no such line. */
FoFound fo_explain_line (FoTxn *txn, FoId line, FoExplanation *ret, GError **error);

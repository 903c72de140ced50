/* SPDX-License-Identifier: GPL-3.0-or-later
 * What sales says of an order's stage, and whether it can be so: apply-order.c acts on it. */
#pragma once

#include "firstout/core/stage.h"
#include "inside.h"

typedef struct {
  bool said;  /* the order's state at sales is a word of its channel, for STAGE */
  FoStage stage, from; /* FROM: where the order is here */
  bool follows; /* STAGE may follow on FROM (core/stage.h); also where nothing is said, and of a cancellation, which asks by itself */
} FoHeard;

/* What the word of ORDER, as sales says it, means. */
bool fo_stage_hear (FoTxn *txn, const FoOrder *order, FoHeard *ret, GError **error);
/* Against the order as it is here; WORK NULL: a new one. */
bool fo_stage_judge (FoTxn *txn, FoHeard *heard, const FoOrderWork *work, GError **error);
/* Asks about WORD where it is new and does not follow; what was asked before is void when it does. Closes the order, or opens it
 * again, by the stages after shipping. */
bool fo_stage_take (FoTxn *txn, const FoActContext *context, const FoHeard *heard, FoId order, const char *word, bool is_new, GError **error);

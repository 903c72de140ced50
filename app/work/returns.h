/* SPDX-License-Identifier: GPL-3.0-or-later
 * Parts of operations on goods that came back, inside the work. */
#pragma once

#include "firstout/work/returns.h"
#include "inside.h"

/* What UNDONE, an operation of KIND, took in, decided or relabelled is taken back; its movements are undone already. Of other kinds
 * nothing is. FO_CANNOT_UNDO: somebody decided about it since. (return-undo.c) */
FoTxnEnd fo_returns_undo (FoTxn *txn, FoId undone, const char *kind, FoId operation, FoReply *reply, GError **error);

/* Of LOT only STAYS_U would still lie at PLACE, in quarantine: what came back and is undecided lies there. FO_RETURN_UNDECIDED.
 * (return-undo.c) */
FoTxnEnd fo_returns_judge_leaving (FoTxn *txn, FoId lot, FoId place, FoQuantity stays_u, FoReply *reply, GError **error);

/* Tells sales of QUANTITY_U that came back; negative: it did not after all. (return-undo.c) */
bool fo_return_tell (FoTxn *txn, FoId operation, const FoReturnRow *row, FoQuantity quantity_u, GError **error);

/* Tells sales of a claim as it is now: its ROW, on ORDER. (claim-tell.c) */
bool fo_claim_tell (FoTxn *txn, const FoActContext *context, const FoOrder *order, const FoClaimRow *row, GError **error);

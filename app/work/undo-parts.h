/* SPDX-License-Identifier: GPL-3.0-or-later
 * What an operation did besides moving goods, and how it is taken back, inside the work. */
#pragma once

#include "inside.h"

/* The operation that is undone. */
typedef struct {
  FoId operation;
  const char *kind;
  FoActContext *context;
  const FoReply *was;      /* what it answered */
  const GArray *movements; /* FoMovementRow of its own that were taken back already */
} FoUndone;

typedef FoTxnEnd (*FoUndoBesides) (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error);

typedef struct {
  const char *name; /* the operation's kind */
  bool moves;       /* its movements go back */
  FoUndoBesides besides;
  bool alone; /* BESIDES does everything */
} FoUndoKind;

/* What the operation answered: a text, "" when it did not. */
const char *fo_undone_text (const FoUndone *undone, const char *name);
/* The lot it was about, as it answered. */
FoFound fo_undone_lot (FoTxn *txn, const FoUndone *undone, FoLot *ret, GError **error);

/* Each refuses with FO_CANNOT_UNDO when somebody has gone on from there. */
FoTxnEnd fo_undo_count (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error);
FoTxnEnd fo_undo_count_entry (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error);
FoTxnEnd fo_undo_request (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error);
FoTxnEnd fo_undo_transfer (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error);
FoTxnEnd fo_undo_block (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error);
FoTxnEnd fo_undo_place_block (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error);
FoTxnEnd fo_undo_correct_day (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error);
/* FO_NO_UNDO: two lots became one. */
FoTxnEnd fo_undo_correct_number (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error);
FoTxnEnd fo_undo_priority (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error);
FoTxnEnd fo_undo_validity (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error);
FoTxnEnd fo_undo_claim_step (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error);
FoTxnEnd fo_undo_refusal (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error);
FoTxnEnd fo_undo_pin (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error);
FoTxnEnd fo_undo_transfer_begin (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error);
FoTxnEnd fo_undo_transfer_arrived (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error);
FoTxnEnd fo_undo_park (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error);
FoTxnEnd fo_undo_certificate (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error);
/* FO_KNOWN_TO_SALES, FO_SUPPLY_RECEIVED, FO_BELOW_PICKED, FO_BELOW_SHIPPED, FO_PROMISED_ELSEWHERE, FO_ORDER_DONE …: why not. */
FoTxnEnd fo_undo_shortage (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error);
FoTxnEnd fo_undo_open_order (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error);
FoTxnEnd fo_undo_open_supply (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error);
FoTxnEnd fo_undo_match (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error);
FoTxnEnd fo_undo_substitute (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error);
FoTxnEnd fo_undo_name (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error);
/* An order that was closed with a rest. */
FoTxnEnd fo_undo_close (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error);
FoTxnEnd fo_undo_answer (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error);
FoTxnEnd fo_undo_decide (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error);
FoTxnEnd fo_undo_gate (FoTxn *txn, const FoUndone *undone, FoReply *reply, GError **error);

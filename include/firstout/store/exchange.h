/* SPDX-License-Identifier: GPL-3.0-or-later
 * The outbox and the inbox: the conversation with the sales system, kept beside the stock. See rows.h. */
#pragma once

#include "firstout/store/rows.h"

/* Queues a message for sales in the effect's own transaction. AGGREGATE orders it ("order:…", "supply:…"); BODY is JSON. */
bool fo_outbox_add (FoTxn *txn, FoId operation, const char *aggregate, const char *op, const char *body, GError **error);
/* The same for what is reserved for ORDER, "reserve.set": the quantities are absolute, so one that still waits and that nobody has
 * begun to send goes. */
bool fo_outbox_add_reserve (FoTxn *txn, FoId operation, FoId order, const char *aggregate, const char *body, GError **error);

/* What OPERATION told sales as OP, and its state ("waiting" …, static); ABSENT: nothing. */
FoFound fo_outbox_of_operation (FoTxn *txn, FoId operation, const char *op, FoId *ret_outbox, const char **ret_state, GError **error);
/* Takes a message back that nobody has begun to send. */
void fo_outbox_forget (FoTxn *txn, FoId outbox);
/* All that was told of AGGREGATE from operation SINCE on is taken back, unless somebody has begun to send one of it: then nothing is. */
bool fo_outbox_withdraw (FoTxn *txn, const char *aggregate, FoId since, bool *ret_begun, GError **error);

typedef struct {
  FoId id;
  char *aggregate, *op, *body, *state, *error;
  gint64 attempts, created_us;
} FoOutboxRow;
void fo_outbox_row_clear (FoOutboxRow *row);
/* All of them, oldest first; FoOutboxRow with fo_outbox_row_clear as the array's clear function. What became of them at each
 * link: deliveries.h. */
bool fo_outbox_page (FoTxn *txn, FoId after, guint limit, GArray *rows, GError **error);
typedef struct {
  gint64 waiting, unknown;
} FoOutboxCounts;
/* What is not settled. */
bool fo_outbox_counts (FoTxn *txn, FoOutboxCounts *ret, GError **error);

/* What sales said, word for word. *ret_new is false when this version is there already. */
bool fo_inbox_add (FoTxn *txn, const char *entity, const char *remote_id, const char *rev, const char *body, bool *ret_new,
                   GError **error);
/* The same under an id of the caller's and without asking; fo_inbox_count (heard.h) tells later what was new. */
void fo_inbox_queue (FoTxn *txn, FoId id, const char *entity, const char *remote_id, const char *rev, const char *body);
typedef struct {
  FoId id;
  char *entity, *remote_id, *rev, *body, *state, *error;
} FoInboxRow;
void fo_inbox_row_clear (FoInboxRow *row);
bool fo_inbox_new (FoTxn *txn, FoId after, guint limit, GArray *rows, GError **error);
/* Everything heard about one row of sales, in the order it arrived; FoInboxRow. */
bool fo_inbox_versions (FoTxn *txn, const char *entity, const char *remote_id, GArray *rows, GError **error);
/* Has anything been heard about it since an id was made? */
bool fo_inbox_since (FoTxn *txn, const char *entity, const char *remote_id, FoId since, bool *ret_heard, GError **error);
/* STATE: "applied", "superseded", "conflict", "rejected". */
void fo_inbox_set (FoTxn *txn, FoId id, const char *state, const char *why);
/* What was rejected for exactly this reason is new again: the reason is gone. */
void fo_inbox_revive (FoTxn *txn, const char *why);

/* A feed's cursor ("" when none) and when the other side was last heard. TEXT is to be freed with g_free. */
bool fo_cursor_get (FoTxn *txn, const char *feed, char **ret_text, gint64 *ret_contact_us, GError **error);
void fo_cursor_set (FoTxn *txn, const char *feed, const char *text);

/* Disagreements. ENTITY is item, barcode, order, line, supply, or message (then REMOTE_ID is its op_id); OURS and THEIRS are JSON.
 * Kinds in use: below_picked, below_shipped, item_changed, order_changed (line); cancel_picked, cancel_shipped, revived (order);
 * item_changed (supply); rejected (a row that makes no sense: OURS is the reply that says why, THEIRS the row); refused,
 * stands_otherwise, vanished (message).
 * Reconciliation opens: order_gone, order_unknown (order), stock_differs (stock; REMOTE_ID "ITEM lot LOT"), not_there (message).
 * Opens one for a person to see; the same one, word for word, is not opened twice. LINK is the name of the link it is with, ""
 * where the main one is meant. */
bool fo_conflict_open (FoTxn *txn, const char *entity, const char *remote_id, const char *kind, const char *ours,
                       const char *theirs, GError **error);
/* What STATION did under OPERATION without the server, and is not booked there: entity "station", KIND "offline"; once. */
void fo_conflict_open_operation (FoTxn *txn, FoId operation, const char *station, const char *kind, const char *ours, const char *theirs);
bool fo_conflict_open_at (FoTxn *txn, const char *link, const char *entity, const char *remote_id, const char *kind,
                          const char *ours, const char *theirs, GError **error);
typedef struct {
  FoId id;
  char *entity, *remote_id, *kind, *ours, *theirs, *link;
} FoConflict;
void fo_conflict_clear (FoConflict *conflict);
/* Both sides agree again: closes whatever is open about this row. */
void fo_conflict_close (FoTxn *txn, const char *entity, const char *remote_id);
bool fo_conflicts_page (FoTxn *txn, FoId after, guint limit, GArray *conflicts, GError **error);
/* An open one by its id; ABSENT when it is closed. */
FoFound fo_conflict_find (FoTxn *txn, FoId id, FoConflict *ret, GError **error);
/* A person says that it is settled, and how. */
void fo_conflict_decide (FoTxn *txn, FoId id, const char *person, const char *words);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the apply-*.c files share: which orders an answer from sales touches, and what both sides disagree about.
 */
#pragma once

#include "firstout/store/remote.h"
#include "firstout/work/apply.h"
#include "inside.h"

/* The orders of one act, opened in id order before any item's turn is taken. */
typedef struct {
  GArray *ids;       /* FoId */
  GPtrArray *opened; /* FoOrderWork */
} FoTakenOrders;

void fo_taken_init (FoTakenOrders *taken);
void fo_taken_clear (FoTakenOrders *taken);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoTakenOrders, fo_taken_clear)

/* The acts themselves, for those that are made of several: WHAT is an FoApplyOrder, FoApplyLine, FoApplySupply. */
FoTxnEnd fo_apply_order_part (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error);
FoTxnEnd fo_apply_line_part (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error);
FoTxnEnd fo_apply_supply_part (FoTxn *txn, FoActContext *context, gconstpointer what, FoReply *reply, GError **error);

/* Names an order, or the orders that wait for ITEM, to be opened. */
void fo_taken_want (FoTakenOrders *taken, FoId order);
bool fo_taken_want_waiting (FoTxn *txn, FoTakenOrders *taken, FoId item, GError **error);
bool fo_taken_open (FoTxn *txn, FoTakenOrders *taken, GError **error);
/* NULL when it was not opened. */
FoOrderWork *fo_taken_order (const FoTakenOrders *taken, FoId order);
FoLine *fo_taken_line (const FoTakenOrders *taken, FoId line, FoOrderWork **ret_work);

/* Goods, or the goods of a supply, have become free: promises them to the lines that wait, in the queue's order. */
bool fo_taken_offer (FoTxn *txn, FoTurn *turn, const FoItem *item, FoTakenOrders *taken, FoDay today, GError **error);

/* Settles OWN (NULL: none) in any case, and the others where reservations changed. */
bool fo_taken_settle (
    FoTxn *txn, FoId operation, FoTakenOrders *taken, FoOrderWork *own, bool own_cancelled, GError **error);

/* Lets go what LINE has beyond what is picked and shipped, QUANTITY_U of it: promises first, then holds, newest lot
 * first. */
bool fo_apply_release (FoTxn *txn,
                       FoTurn *turn,
                       const FoItem *item,
                       FoOrderWork *work,
                       FoLine *line,
                       FoQuantity quantity_u,
                       GError **error);
/* All of an order's lines let go what is not picked or shipped, and are called off to that extent. */
bool fo_call_off_lines (FoTxn *txn, GArray *turns, FoOrderWork *work, GError **error);
/* Promises of LINE ask for another day now: makes them anew. */
bool fo_apply_promise_anew (
    FoTxn *txn, FoTurn *turn, const FoItem *item, FoOrderWork *work, FoLine *line, FoDay today, GError **error);

/* Both sides say different things: a row for a person to see, in the transaction of the act. Takes OURS and THEIRS.
 * The act ends with COMMIT and VERDICT. */
typedef struct {
  const char *entity, *remote_id, *kind;
} FoDispute;
FoTxnEnd fo_apply_disagree (FoTxn *txn,
                            const FoDispute *dispute,
                            json_object *ours,
                            json_object *theirs,
                            FoVerdict verdict,
                            FoReply *reply,
                            GError **error);

/* Ends with FO_MESSAGE_MALFORMED, FO_TEXT_TOO_LONG … about FIELD. */
FoTxnEnd fo_apply_refuse_field (FoReply *reply, FoVerdict verdict, const char *field, const char *text);
/* "" and NULL are no remote id. */
bool fo_apply_has_remote (const char *remote_id);
bool fo_apply_remote_fits (const char *remote_id);

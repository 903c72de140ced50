/* SPDX-License-Identifier: GPL-3.0-or-later
 * An order as it was, kept as text in the reply of what changed it, so that an undoing can bring it back: what sales had said of it, its
 * names, and what was ordered and called off. Promises and holds are made anew. */
#pragma once

#include "apply-parts.h"

/* Adds the order under work as an object NAME. A line that follows another (a component, a stand-in) is not told of by itself. */
bool fo_snapshot_add (FoTxn *txn, GString *json, const char *name, const FoOrderWork *work, GError **error);

/* What has left, since WAS: what of a line was shipped then is less than what of it is now. */
bool fo_snapshot_left_since (json_object *was, const FoOrderWork *work);

/* The order is as WAS says, with its lines; lines that came later are called off. WORK is one of TAKEN's; settling is the caller's.
 * REFUSE with REPLY's verdict where a line has gone too far (FO_BELOW_PICKED, FO_BELOW_SHIPPED). */
FoTxnEnd fo_snapshot_restore (FoTxn *txn,
                              const FoActContext *context,
                              json_object *was,
                              FoTakenOrders *taken,
                              FoOrderWork *work,
                              FoReply *reply,
                              GError **error);

/* Names the order of WAS, and those that wait for its goods, to be opened. *ret_id is the order. */
bool fo_snapshot_want (FoTxn *txn, json_object *was, FoTakenOrders *taken, FoId *ret_id, GError **error);

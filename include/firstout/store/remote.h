/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the sales system calls our rows. Rows that were born here get their name when sales brings its own; see also
 * fo_order_remote_id and fo_line_remote_id in orders.h. See rows.h. */
#pragma once

#include "firstout/core/order.h"
#include "firstout/store/rows.h"

#define FO_REMOTE_ID_MAX 64

/* "" when sales does not know it. TEXT has FO_REMOTE_ID_MAX bytes. */
bool fo_item_remote_id (FoTxn *txn, FoId item, char *text, GError **error);
bool fo_supply_remote_id (FoTxn *txn, FoId supply, char *text, GError **error);

/* REMOTE_ID may be NULL: sales calls it nothing any more. No two rows of a kind have the same one. */
void fo_order_set_remote_id (FoTxn *txn, FoOrder *order, const char *remote_id);
void fo_line_set_remote_id (FoTxn *txn, FoLine *line, const char *remote_id);
void fo_supply_set_remote_id (FoTxn *txn, FoId supply, const char *remote_id);

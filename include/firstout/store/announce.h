/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What will be asked in a moment. On a server each question is a round trip; those announced together are answered in one, with the
 * first that is asked. On a file they do nothing. The answer is that of the moment of the announcement: announce behind the turn
 * that protects what is asked, and before nothing of it is changed.
 *
 * Each stands for the function of that name in items.h, lots.h, orders.h, places.h, stock.h, with the same arguments. Thread: the
 * one that owns the transaction. */
#pragma once

#include "firstout/store/stock.h"

/* What was announced and not asked yet is asked anew when its turn comes: something was announced before the turn that protects it. */
void fo_announce_forget (FoTxn *txn);
void fo_announce_item_find (FoTxn *txn, FoId id);
void fo_announce_item_life_get (FoTxn *txn, FoId item);
void fo_announce_items_of_order (FoTxn *txn, FoId order);
void fo_announce_turn_look (FoTxn *txn, FoId item);
void fo_announce_place_find (FoTxn *txn, FoId id);
void fo_announce_place_of_kind (FoTxn *txn, FoPlaceKind kind);
void fo_announce_lot_find_by_number (FoTxn *txn, FoId item, const char *number);
void fo_announce_open_lots (FoTxn *txn, FoId item, const FoOpenCursor *cursor, guint limit);
void fo_announce_lines_of_order (FoTxn *txn, FoId order);
void fo_announce_lines_waiting (FoTxn *txn, FoId item, guint limit);
void fo_announce_holds_of_order (FoTxn *txn, FoId order);
void fo_announce_shipments_of_order (FoTxn *txn, FoId order);
void fo_announce_promises_of_line (FoTxn *txn, FoId line);
/* What fo_life_load asks of an item as it is now. */
void fo_announce_life (FoTxn *txn, const FoTurn *turn, const FoItem *item, FoDay until);
void fo_announce_line_find (FoTxn *txn, FoId id);
void fo_announce_holds_of_lot (FoTxn *txn, FoId lot);
void fo_announce_lot_shipped (FoTxn *txn, FoId lot);
/* What a row of sales is looked at by, before it is understood: exchange.h, items.h, orders.h. */
void fo_announce_inbox_versions (FoTxn *txn, const char *entity, const char *remote_id);
void fo_announce_item_by_remote (FoTxn *txn, const char *remote_id);
void fo_announce_order_by_remote (FoTxn *txn, const char *remote_id);
void fo_announce_line_by_remote (FoTxn *txn, const char *remote_id);
/* Takes the item's turn, and announces fo_turn_look of it; with what a new line of its goods, LINE, may ask of supplies, and which lots
 * are refused for it. */
void fo_announce_turn_for_line (FoTxn *txn, FoId item, FoId line);
void fo_announce_operation_request (FoTxn *txn, const char *station, const char *request);
/* Takes the order's turn, and announces fo_order_find and fo_lines_of_order of it. */
void fo_announce_order_turn (FoTxn *txn, FoId order);

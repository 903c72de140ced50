/* SPDX-License-Identifier: GPL-3.0-or-later
 * Orders, lines, promises, holds, shipments. See rows.h. */
#pragma once

#include "firstout/core/issue.h"
#include "firstout/core/order.h"
#include "firstout/core/place.h"
#include "firstout/store/rows.h"

FoFound fo_order_find (FoTxn *txn, FoId id, FoOrder *ret, GError **error);
FoFound fo_order_find_by_number (FoTxn *txn, const char *number, FoOrder *ret, GError **error);
FoFound fo_order_find_by_remote (FoTxn *txn, const char *remote_id, FoOrder *ret, GError **error);
/* Reads it and takes its turn: the lock of the order's writers, before any item's turn. */
FoFound fo_order_take_turn (FoTxn *txn, FoId id, FoOrder *ret, GError **error);
/* Takes the turn of an order that is there; it is read later. */
void fo_order_lock (FoTxn *txn, FoId id);
/* Of a deal, in the order they came; FoId. */
bool fo_orders_of_deal (FoTxn *txn, const char *deal, GArray *ids, GError **error);
/* 0 when there is no such shipment. */
bool fo_order_of_shipment (FoTxn *txn, const char *number, FoId *ret_order, FoId *ret_operation, GError **error);
bool fo_orders_page (FoTxn *txn, FoId after, guint limit, GArray *orders, GError **error);
/* Open ones, most urgent first; a page of what follows AFTER (NULL: from the beginning). */
bool fo_orders_open (FoTxn *txn, const FoOrder *after, guint limit, GArray *orders, GError **error);
/* Likewise those that can be picked or shipped now: with the gate open and something promised from stock (all of it where the order must leave
 * complete), being picked, or on the bench. fo_work_next_order gives none that is not among them. */
bool fo_orders_pickable (FoTxn *txn, const FoOrder *after, guint limit, GArray *orders, GError **error);
/* And those that may hold something to pick for STATION: only the ones it took (OWN), or also those nobody works on. */
bool fo_orders_to_pick (FoTxn *txn, const char *station, bool own, const FoOrder *after, guint limit, GArray *orders, GError **error);
void fo_order_insert (FoTxn *txn, const FoOrder *order, const char *remote_id);
void fo_order_update (FoTxn *txn, const FoOrder *order);
/* state, taken_by ("" nobody) and parked_at. */
void fo_order_set_state (FoTxn *txn, const FoOrder *order);

FoFound fo_line_find (FoTxn *txn, FoId id, FoLine *ret, GError **error);
FoFound fo_line_find_by_remote (FoTxn *txn, const char *remote_id, FoLine *ret, GError **error);
bool fo_lines_of_order (FoTxn *txn, FoId order, GArray *lines, GError **error);
/* Promised, held and picked are 0; shipped_u is what had left before the line came here, without a shipment of ours. */
void fo_line_insert (FoTxn *txn, const FoLine *line, const char *remote_id);
void fo_line_update (FoTxn *txn, const FoLine *line);
/* Moves quantities between the line's states; deltas, also applied to LINE. */
void fo_line_add (FoTxn *txn, FoLine *line, FoQuantity promised_u, FoQuantity held_u, FoQuantity picked_u, FoQuantity shipped_u);

/* The day the line's certificate was confirmed. */
void fo_line_set_certificate (FoTxn *txn, FoId line, FoDay day);

/* What sales calls them; "" when they were born here. TEXT has FO_NUMBER_MAX bytes. */
bool fo_order_remote_id (FoTxn *txn, FoId order, char *text, GError **error);
bool fo_line_remote_id (FoTxn *txn, FoId line, char *text, GError **error);

typedef struct {
  FoId line_id, order_id;
} FoWaiting;
/* Lines with something missing of an item, by priority, due day and age; FoWaiting. */
bool fo_lines_waiting (FoTxn *txn, FoId item, guint limit, GArray *waiting, GError **error);

typedef struct {
  FoId id, line_id, item_id;
  FoId supply_id; /* 0: from stock */
  FoQuantity quantity_u;
  FoDay usable_until;
} FoPromise;
void fo_promise_insert (FoTxn *txn, const FoPromise *promise);
/* New quantity (0 deletes it) and source. */
void fo_promise_set (FoTxn *txn, const FoPromise *promise);
bool fo_promises_of_line (FoTxn *txn, FoId line, GArray *promises, GError **error);
/* Most urgent first. */
bool fo_promises_of_supply (FoTxn *txn, FoId supply, GArray *promises, GError **error);
/* From stock, least urgent first: the order in which broken promises are given up. */
bool fo_promises_of_item (FoTxn *txn, FoId item, GArray *promises, GError **error);

typedef struct {
  FoId line_id, lot_id, place_id;
  FoQuantity quantity_u;
  FoDay usable_until; /* what the line asked for */
  bool picked;
  FoId item_id;
  char lot[64];
  FoDay expires_on;
  char place[48];
  int32_t route;
  FoPlaceKind place_kind;
  FoLot goods; /* the lot itself */
} FoHold;
void fo_hold_add (FoTxn *txn, const FoHold *hold);
/* Takes QUANTITY_U off; the row goes when nothing is left. HOLD is as it was read. */
void fo_hold_take (FoTxn *txn, const FoHold *hold, FoQuantity quantity_u);
/* In walking order. */
bool fo_holds_of_order (FoTxn *txn, FoId order, GArray *holds, GError **error);
bool fo_holds_of_lot (FoTxn *txn, FoId lot, GArray *holds, GError **error);
/* Picked goods of LOT at PLACE whose orders were called off since. */
bool fo_holds_to_put_back (FoTxn *txn, FoId lot, FoId place, GArray *holds, GError **error);

void fo_shipment_insert (FoTxn *txn, FoId shipment, FoId operation, FoId order, const char *number, FoDay shipped_on);
/* MARKED: a code goes with every unit. */
void fo_shipment_line_insert (FoTxn *txn, FoId shipment, FoId line, FoId lot, FoQuantity quantity_u, bool marked);
typedef struct {
  FoId shipment_id;
  char number[FO_NUMBER_MAX];
  FoDay shipped_on;
  FoId line_id;
  FoQuantity quantity_u;
  char item[64];
  char lot[64];
  FoDay expires_on;
  bool cancelled; /* taken back: one row, without a line */
} FoShipped;
bool fo_shipments_of_order (FoTxn *txn, FoId order, GArray *shipped, GError **error);

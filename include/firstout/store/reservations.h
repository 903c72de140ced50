/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a line asks for besides an item and a day, what was promised and is lost, and until when promises are meant to hold. See
 * rows.h. */
#pragma once

#include "firstout/store/orders.h"

/* LINE's owner and flags. */
void fo_line_set_wishes (FoTxn *txn, const FoLine *line);
/* Sets and clears flags, also in LINE. */
void fo_line_set_flags (FoTxn *txn, FoLine *line, int32_t set, int32_t clear);

/* The lots of an item that belong to OWNER (not the house); FoLot. */
bool fo_lots_of_owner (FoTxn *txn, FoId item, const char *owner, GArray *lots, GError **error);
/* Where goods of a lot lie that nobody holds, at issuing places, whatever its state; FoOpenLot. */
bool fo_open_at_places (FoTxn *txn, FoId lot, GArray *open, GError **error);
/* Picks of the item on shelves, the lot that leaves first at the front; FoHold. */
bool fo_holds_of_item (FoTxn *txn, FoId item, GArray *holds, GError **error);

typedef struct {
  FoId lot_id, item_id;
} FoHeldLot;
/* Lots on shelves that are held for open orders and were usable until before TODAY; a lot may come twice; FoHeldLot. */
bool fo_holds_expired (FoTxn *txn, FoDay today, GArray *lots, GError **error);

/* A lot that a line must not get, or (LINE 0) nothing that CUSTOMER orders. */
typedef struct {
  FoId id, operation, line;
  const char *customer;
  FoId item, lot;
  const char *reason;
} FoRefusal;
void fo_refusal_add (FoTxn *txn, const FoRefusal *refusal);
void fo_refusal_remove (FoTxn *txn, const FoRefusal *refusal);
/* The ids of the lots that a line of CUSTOMER's must not get; FoId. */
bool fo_lots_refused (FoTxn *txn, FoId line, const char *customer, FoId item, GArray *lots, GError **error);
/* Open lines of a customer that ask for an item; FoWaiting. */
bool fo_lines_of_customer (FoTxn *txn, const char *customer, FoId item, GArray *lines, GError **error);

/* Something promised to a line is lost: stands open until fo_broken_close. */
void fo_broken_add (FoTxn *txn, FoId id, FoId operation, FoId line, FoQuantity quantity_u);
/* All that stands open of LINE. */
void fo_broken_close (FoTxn *txn, FoId line, FoId operation);
/* The line of one that stands open. */
FoFound fo_broken_find (FoTxn *txn, FoId broken, FoId *ret_line, GError **error);
typedef struct {
  FoId id, line_id, order_id;
  char order[FO_NUMBER_MAX], deal[FO_NUMBER_MAX], customer[FO_PARTNER_MAX];
  FoId item_id;
  char item[FO_ITEM_CODE_MAX], unit[FO_UNIT_MAX];
  FoQuantity lost_u, missing_u; /* then, and what the line misses now */
  FoQuantity waits_u;           /* ... and what of it is promised from supplies instead, the last of them on READY_ON */
  FoDay ready_on;
  char why[32];                 /* the operation: "block", "morning", "short", "scrap" … */
  FoDay day;
  char person[FO_NUMBER_MAX], station[FO_NUMBER_MAX];
} FoBroken;
/* What stands open, the oldest first; a page of what follows AFTER (0: from the beginning); FoBroken. */
bool fo_broken_page (FoTxn *txn, FoId after, guint limit, GArray *broken, GError **error);

/* Until which day an order's promises are meant to hold; FO_DAY_NONE: for good. */
bool fo_order_validity (FoTxn *txn, FoId order, FoDay *ret_until, GError **error);
void fo_order_set_validity (FoTxn *txn, FoId order, FoDay until);
/* What sales said of it last; FO_DAY_NONE: for good, or nothing. */
bool fo_order_validity_said (FoTxn *txn, FoId order, FoDay *ret_until, GError **error);
void fo_order_say_validity (FoTxn *txn, FoId order, FoDay until);
typedef struct {
  FoId order_id;
  FoDay until;
} FoValidity;
/* Those that end on UNTIL or before, in that order; a page of what follows AFTER (NULL: from the beginning); FoValidity. */
bool fo_validities (FoTxn *txn, const FoValidity *after, FoDay until, guint limit, GArray *list, GError **error);

/* When somebody last did something at STATION, and who (PERSON has FO_NUMBER_MAX bytes). */
FoFound fo_station_last (FoTxn *txn, const char *station, gint64 *ret_at_us, char *person, GError **error);

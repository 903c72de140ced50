/* SPDX-License-Identifier: GPL-3.0-or-later
 * Places, stations, and places that shall be counted. See rows.h. */
#pragma once

#include "firstout/core/place.h"
#include "firstout/core/quantity.h"
#include "firstout/store/rows.h"

FoFound fo_place_find (FoTxn *txn, FoId id, FoPlace *ret, GError **error);
FoFound fo_place_find_by_code (FoTxn *txn, const char *code, FoPlace *ret, GError **error);
/* The first of a kind in walking order: the only one of the virtual kinds. */
FoFound fo_place_of_kind (FoTxn *txn, FoPlaceKind kind, FoPlace *ret, GError **error);
/* In walking order; FoPlace. */
bool fo_places_of_kind (FoTxn *txn, FoPlaceKind kind, guint limit, GArray *places, GError **error);
/* The bin where the goods of an item lie that shall leave last: where it was put lately, as a rule. */
FoFound fo_place_bin_of_item (FoTxn *txn, FoId item, FoPlace *ret, GError **error);
/* A bin other than PLACE where the lot lies; where goods of the item lay lately. */
FoFound fo_place_bin_of_lot (FoTxn *txn, FoId lot, FoId place, FoPlace *ret, GError **error);
FoFound fo_place_last_bin_of_item (FoTxn *txn, FoId item, FoPlace *ret, GError **error);
/* The most urgent order that could be picked now and was promised some of an item. */
typedef struct {
  FoId order;
  char number[64], deal[64];
} FoCrossDock;
FoFound fo_order_to_cross_dock (FoTxn *txn, FoId item, FoCrossDock *ret, GError **error);
/* The first bin in walking order with nothing in it. */
FoFound fo_place_empty_bin (FoTxn *txn, FoPlace *ret, GError **error);
bool fo_places_page (FoTxn *txn, const char *after, guint limit, GArray *places, GError **error);
/* Has it ever had goods? */
FoFound fo_place_used (FoTxn *txn, FoId place, GError **error);
void fo_place_insert (FoTxn *txn, const FoPlace *place);
void fo_place_update (FoTxn *txn, const FoPlace *place);

/* A station's dock and bench: what was set, else the first dock and the first bench of the warehouse. */
bool fo_station_places (FoTxn *txn, const char *station, FoPlace *ret_dock, FoPlace *ret_bench, GError **error);
void fo_station_set (FoTxn *txn, const char *station, FoId dock, FoId bench);

/* Why a place is blocked; FO_ABSENT: it is not. */
FoFound fo_place_block_get (FoTxn *txn, FoId place, char *ret_reason, gsize size, GError **error);
/* REASON NULL: it is not any more. The kind, and what is usable there, are the caller's. */
void fo_place_block_set (FoTxn *txn, FoId place, FoId operation, const char *reason);
/* What lies at a place is usable as its lots are (ISSUES), or not at all. The items' turns are held, and their sums the caller's. KNOWN is
 * how many balances those are: where others have come meanwhile, whose turns are not held, the whole work is run again. */
void fo_place_balances_set (FoTxn *txn, FoId place, bool issues, guint known);
typedef struct {
  FoId lot_id, item_id;
  FoQuantity on_hand_u, held_u;
  bool usable;
} FoPlaceBalance;
/* By item. */
bool fo_place_balances (FoTxn *txn, FoId place, GArray *balances, GError **error);

/* PLACE shall be counted, for what was seen of LOT there; once an operation. */
bool fo_count_wish_add (FoTxn *txn, FoId operation, FoId place, FoId lot, const char *reason, GError **error);
typedef struct {
  FoId id; /* of the wish */
  char place[FO_PLACE_CODE_MAX];
  char item[64];
  char lot[64];
  char reason[128];
} FoCountWish;
bool fo_count_wishes_page (FoTxn *txn, FoId after, guint limit, GArray *wishes, GError **error);

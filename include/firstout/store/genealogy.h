/* SPDX-License-Identifier: GPL-3.0-or-later
 * What became of which lot: new labels, other names, and where its goods came from and went. See rows.h. */
#pragma once

#include "firstout/core/movement.h"
#include "firstout/core/order.h"
#include "firstout/store/lots.h"

#define FO_WHY_MAX 64

/* QUANTITY_U of PARENT became CHILD by a new label, because WHY. */
typedef struct {
  FoId child, parent, operation;
  FoQuantity quantity_u;
  char why[FO_WHY_MAX];
} FoLotLink;
void fo_lot_link_insert (FoTxn *txn, const FoLotLink *link);
/* Those of an operation that is undone. */
void fo_lot_links_drop (FoTxn *txn, FoId operation);
/* As child and as parent; FoLotLink. */
bool fo_lot_links (FoTxn *txn, FoId lot, GArray *links, GError **error);

/* Goods of a lot came into the house or left it, or the opposite of it where an operation was undone. */
typedef struct {
  FoId id, operation;
  FoMoveKind kind;
  FoPlaceKind from, to;
  FoQuantity quantity_u;
  FoId line_id, supply_id;
  FoDay day;
  char reason[FO_WHY_MAX];
} FoLotEvent;
/* Those behind AFTER (0: from the first on), at most LIMIT, oldest first; FoLotEvent. */
bool fo_lot_events (FoTxn *txn, FoId lot, FoId after, guint limit, GArray *events, GError **error);

/* A lot's part in a supply: QUANTITY_U > 0 went in as material, < 0 came out. A lot comes once a movement. */
typedef struct {
  FoId lot;
  FoQuantity quantity_u;
} FoSupplyLot;
/* PRODUCTION is the place of that kind. */
bool fo_supply_lots (FoTxn *txn, FoId supply, FoId production, GArray *lots, GError **error);

/* A shipment's part in a lot. */
typedef struct {
  FoId movement, shipment, order, line;
  char number[FO_NUMBER_MAX]; /* the shipment's */
  FoDay shipped_on;
  char order_number[FO_NUMBER_MAX], deal[FO_NUMBER_MAX], customer[FO_PARTNER_MAX];
  FoQuantity quantity_u, returned_u;
  char order_remote_id[FO_NUMBER_MAX], line_remote_id[FO_NUMBER_MAX];
} FoLotShipped;
/* Each once, oldest first; FoLotShipped. */
bool fo_lot_shipped (FoTxn *txn, FoId lot, GArray *shipped, GError **error);
/* Identities of the units of the lot that left with it; appended, free with g_free. */
bool fo_lot_shipped_units (FoTxn *txn, FoId item, const char *lot, const FoLotShipped *shipped, GPtrArray *identities,
                           GError **error);

/* What lies where of a lot. */
typedef struct {
  FoId place_id;
  char place[FO_PLACE_CODE_MAX];
  FoPlaceKind kind;
  FoQuantity on_hand_u, held_u;
} FoLotPlace;
bool fo_lot_places (FoTxn *txn, FoId lot, GArray *places, GError **error);

/* The lot LOT is called NUMBER from now on, and OPERATION remembers what it was called; so are its units. The new name is free. */
void fo_lot_rename (FoTxn *txn, const FoLot *lot, const char *number, FoId operation);
/* All goods of FROM in the house are TO's now, and its name leads there; what is left of FROM, its past, is called NUMBER. */
void fo_lot_merge_names (FoTxn *txn, const FoLot *from, const FoLot *to, const char *number, FoId operation);
/* A lot that was once called NUMBER; when several were, one of them. */
FoFound fo_lot_find_by_alias (FoTxn *txn, FoId item, const char *number, FoLot *ret, GError **error);
/* The same, whatever the item; FoLot, at most 16. */
bool fo_lots_aliased (FoTxn *txn, const char *number, GArray *lots, GError **error);
/* What a lot was called once; appended, free with g_free. */
bool fo_lot_aliases (FoTxn *txn, FoId lot, GPtrArray *numbers, GError **error);

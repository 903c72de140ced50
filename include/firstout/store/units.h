/* SPDX-License-Identifier: GPL-3.0-or-later
 * Units that are known one by one, by the marking code or the serial number they bear, and cartons that stand for the units in them.
 * See rows.h. */
#pragma once

#include "firstout/core/order.h"
#include "firstout/store/lots.h"

#define FO_IDENTITY_MAX 64
#define FO_SERIAL_MAX 41 /* bytes with the zero */
#define FO_MARK_MAX 256 /* bytes of a whole marking code with the zero; the longest in use have 130 */

/* ANNOUNCED  a list says that it comes
 * OPEN       a carton that is being filled
 * STOCK      in the house
 * PICKED     on the bench for a line · SHIPPED  left for it
 * GONE       its receipt was undone; a carton that was opened. The code may come again */
typedef enum {
  FO_UNIT_GONE,
  FO_UNIT_ANNOUNCED,
  FO_UNIT_OPEN,
  FO_UNIT_STOCK,
  FO_UNIT_PICKED,
  FO_UNIT_SHIPPED
} FoUnitState;

/* "announced" …; static. */
const char *fo_unit_state_name (FoUnitState state);

typedef struct {
  FoId id;
  char identity[FO_IDENTITY_MAX]; /* the element string of (01) and (21), or of (00), or "S" item "/" serial: no two have the same */
  char serial[FO_SERIAL_MAX];     /* "" of a carton */
  char code[FO_MARK_MAX];         /* byte for byte */
  FoId item_id;                   /* 0: a carton */
  char lot[FO_LOT_NUMBER_MAX];
  FoDay expires_on; /* as a list announced it */
  FoId carton_id;   /* the carton it is in, 0 none */
  FoUnitState state;
  FoId line_id, shipment_id; /* it is picked or shipped for, 0 none */
  FoId operation;            /* the last that did something to it */
  char owner[FO_OWNER_MAX];  /* its lot's */
  FoId place_id;             /* where it is; 0: out of the house, or nobody has said */
  FoId was_at, was_done_by;  /* place, operation, line, shipment, lot and owner as the store has them: what an undoing gives back */
  FoId was_for, was_shipped_with;
  char was_lot[FO_LOT_NUMBER_MAX], was_owner[FO_OWNER_MAX];
} FoUnit;

/* Is it known to be ITEM's LOT? Two owners' lots may bear one number. */
bool fo_unit_is_of (const FoUnit *unit, const FoItem *item, const FoLot *lot);
/* Makes it so. */
void fo_unit_set_lot (FoUnit *unit, const FoItem *item, const FoLot *lot);

FoFound fo_unit_find (FoTxn *txn, const char *identity, FoUnit *ret, GError **error);
FoFound fo_unit_find_by_id (FoTxn *txn, FoId id, FoUnit *ret, GError **error);
/* Picked and shipped ones; FoUnit. */
bool fo_units_of_line (FoTxn *txn, FoId line, GArray *units, GError **error);
/* In the order they were put in; FoUnit. */
bool fo_units_of_carton (FoTxn *txn, FoId carton, GArray *units, GError **error);
/* Units of any item that bear SERIAL, at most 32; FoUnit. */
bool fo_units_by_serial (FoTxn *txn, const char *serial, GArray *units, GError **error);
/* Units of LOT in the house, page by page in the order they came; AFTER is the last of the page before, 0 none. FoUnit. */
bool fo_units_here (FoTxn *txn, const FoLot *lot, FoId after, guint limit, GArray *units, GError **error);
/* Those of them that are known to be at PLACE, on no order; FoUnit. */
bool fo_units_of_lot_at (FoTxn *txn, const FoLot *lot, FoId place, GArray *units, GError **error);
/* All that are known to be at PLACE, by item and lot: the page behind AFTER (NULL: the first); FoUnit. */
bool fo_units_at_place (FoTxn *txn, FoId place, const FoUnit *after, guint limit, GArray *units, GError **error);
/* How much of LOT, not counting benches, has no unit of its own in the book: goods from before serials were kept. */
bool fo_units_unknown (FoTxn *txn, const FoLot *lot, FoQuantity *ret_u, GError **error);
/* By identity; FoUnit. */
bool fo_cartons_page (FoTxn *txn, const char *after, guint limit, GArray *cartons, GError **error);

/* UNIT as it shall be, under its operation: a new row when it has no id, which it gets. BEFORE is what state it was in. False only
 * when there is no id to be had. */
bool fo_unit_put (FoTxn *txn, FoUnit *unit, FoUnitState before, GError **error);
/* OPERATION gives UNIT back to UNIT->operation, as which it shall be; AFTER is what state it is in now. */
void fo_unit_put_back (FoTxn *txn, FoUnit *unit, FoUnitState after, FoId operation);

/* A unit as an operation left it, and what it was before. */
typedef struct {
  FoUnit unit;
  FoUnitState before;
  FoId place_before, operation_before; /* 0: none, or not kept */
  bool was_whose;                      /* the next two were kept; 0 none */
  FoId line_before, shipment_before;
  bool was_other;                      /* another lot's, or owner's, as the next two say */
  char lot_before[FO_LOT_NUMBER_MAX], owner_before[FO_OWNER_MAX];
} FoUnitStep;
bool fo_units_of_operation (FoTxn *txn, FoId operation, GArray *steps, GError **error);

/* On which supply order a unit came last, and of which order a line is; "" when none is known. NUMBER has FO_NUMBER_MAX. */
bool fo_unit_supply (FoTxn *txn, FoId unit, char *number, GError **error);
bool fo_unit_order (FoTxn *txn, FoId line, char *number, GError **error);

/* To whom a unit went. */
typedef struct {
  char shipment[FO_NUMBER_MAX], order[FO_NUMBER_MAX], deal[FO_NUMBER_MAX], customer[FO_PARTNER_MAX];
  FoDay shipped_on;
} FoUnitGone;
FoFound fo_unit_gone (FoTxn *txn, FoId shipment, FoUnitGone *ret, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Units of marked goods, each known by the code it bears, and cartons that stand for the units in them. See rows.h. */
#pragma once

#include "firstout/store/lots.h"

#define FO_IDENTITY_MAX 48
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
  char identity[FO_IDENTITY_MAX]; /* the element string of (01) and (21), or of (00): no two have the same */
  char code[FO_MARK_MAX];         /* byte for byte */
  FoId item_id;                   /* 0: a carton */
  char lot[FO_LOT_NUMBER_MAX];
  FoDay expires_on; /* as a list announced it */
  FoId carton_id;   /* the carton it is in, 0 none */
  FoUnitState state;
  FoId line_id, shipment_id; /* it is picked or shipped for, 0 none */
  FoId operation;            /* the last that did something to it */
} FoUnit;

FoFound fo_unit_find (FoTxn *txn, const char *identity, FoUnit *ret, GError **error);
FoFound fo_unit_find_by_id (FoTxn *txn, FoId id, FoUnit *ret, GError **error);
/* Picked and shipped ones; FoUnit. */
bool fo_units_of_line (FoTxn *txn, FoId line, GArray *units, GError **error);
/* In the order they were put in; FoUnit. */
bool fo_units_of_carton (FoTxn *txn, FoId carton, GArray *units, GError **error);
/* By identity; FoUnit. */
bool fo_cartons_page (FoTxn *txn, const char *after, guint limit, GArray *cartons, GError **error);

/* UNIT as it shall be, under its operation: a new row when it has no id, which it gets. BEFORE is what state it was in. False only
 * when there is no id to be had. */
bool fo_unit_put (FoTxn *txn, FoUnit *unit, FoUnitState before, GError **error);

/* A unit as an operation left it, and what it was before. */
typedef struct {
  FoUnit unit;
  FoUnitState before;
} FoUnitStep;
bool fo_units_of_operation (FoTxn *txn, FoId operation, GArray *steps, GError **error);

/* On which supply order an operation received, and of which order a line is; "" when it does not say. NUMBER has FO_NUMBER_MAX. */
bool fo_unit_supply (FoTxn *txn, FoId operation, char *number, GError **error);
bool fo_unit_order (FoTxn *txn, FoId line, char *number, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cartons that orders leave in, what is in them and what was done to them; and shipments that are taken back. See rows.h. */
#pragma once

#include "firstout/core/gs1.h"
#include "firstout/core/packing.h"
#include "firstout/store/orders.h"
#include "firstout/store/units.h"

#define FO_PACKAGING_MAX 32

typedef struct {
  FoId id; /* 0: not made yet */
  char sscc[FO_SSCC_MAX];
  FoId order_id;
  gint32 position; /* the order's first, second … */
  FoCartonState state;
  char packaging[FO_PACKAGING_MAX];
  FoQuantity weight_u; /* kg, gross; 0 not weighed */
  FoId shipment_id;
  bool loaded;
  char station[FO_NUMBER_MAX]; /* that opened it */
} FoCarton;

typedef struct {
  FoId carton_id, line_id, lot_id, item_id;
  FoQuantity quantity_u;
  char lot[FO_LOT_NUMBER_MAX];
  FoDay expires_on;
  FoCartonState state; /* of the carton */
} FoCartonLine;

typedef struct {
  FoId unit_id, carton_id, line_id, lot_id;
  FoCartonState state; /* of the carton */
  char identity[FO_IDENTITY_MAX], code[FO_MARK_MAX];
} FoCartonUnit;

FoFound fo_carton_find (FoTxn *txn, FoId id, FoCarton *ret, GError **error);
FoFound fo_carton_find_by_sscc (FoTxn *txn, const char *sscc, FoCarton *ret, GError **error);
/* In the order they were opened; FoCarton. */
bool fo_cartons_of_order (FoTxn *txn, FoId order, GArray *cartons, GError **error);
/* The newest first; those older than BEFORE (0: from the newest on). */
bool fo_cartons_recent (FoTxn *txn, FoId before, guint limit, GArray *cartons, GError **error);
/* FoCartonLine: of one carton, of all of an order's, and those of a line's lot that have not left. */
bool fo_carton_lines (FoTxn *txn, FoId carton, GArray *lines, GError **error);
bool fo_carton_lines_of_order (FoTxn *txn, FoId order, GArray *lines, GError **error);
bool fo_carton_lines_packed (FoTxn *txn, FoId line, FoId lot, GArray *lines, GError **error);
/* FoCartonUnit: of one carton, of all of an order's; where one unit is; and those of an operation's units that lie in a carton which
 * has not left. */
bool fo_carton_units (FoTxn *txn, FoId carton, GArray *units, GError **error);
bool fo_carton_units_of_order (FoTxn *txn, FoId order, GArray *units, GError **error);
FoFound fo_carton_unit_find (FoTxn *txn, FoId unit, FoCartonUnit *ret, GError **error);
bool fo_carton_units_of_operation (FoTxn *txn, FoId operation, GArray *units, GError **error);

/* ---- changes: each leaves a step, under an operation ------------------------------------------------------------------------- */

/* CARTON as it shall be; BEFORE as it was, NULL when it is new. */
void fo_carton_put (FoTxn *txn, FoId operation, const FoCarton *carton, const FoCarton *before);
/* QUANTITY_U of a line's lot goes into CARTON; or comes out (negative), of THERE_U that lie in it. UNIT is the one of them, 0 none. */
void fo_carton_move (FoTxn *txn, FoId operation, const FoCarton *carton, FoId line, FoId lot, FoQuantity quantity_u,
                     FoQuantity there_u, FoId unit);

/* What one step did. */
typedef struct {
  FoId carton_id, operation;
  guint n;
  bool is_new; /* the carton was made */
  FoCartonState before, after;
  FoQuantity weight_before_u, weight_u;
  bool loaded_before, loaded;
  FoId line_id, lot_id, unit_id; /* with line and lot: goods went in or out */
  FoQuantity quantity_u;
} FoCartonStep;
/* In the order they were done. */
bool fo_carton_steps_of_operation (FoTxn *txn, FoId operation, GArray *steps, GError **error);

/* A step with who, where and when. */
typedef struct {
  FoId operation;
  char kind[32], person[FO_PARTNER_MAX], station[FO_NUMBER_MAX];
  FoDay day;
  gint64 made_at_us;
  bool is_new;
  FoCartonState before, after;
  FoQuantity weight_before_u, weight_u;
  bool loaded_before, loaded;
  FoQuantity quantity_u; /* 0: no goods */
  char item[FO_ITEM_CODE_MAX], name[FO_ITEM_NAME_MAX], name_de[FO_ITEM_NAME_MAX], name_en[FO_ITEM_NAME_MAX], unit[FO_UNIT_MAX];
  char lot[FO_LOT_NUMBER_MAX];
  FoDay expires_on;
  char identity[FO_IDENTITY_MAX];
} FoCartonEvent;
/* Everything that was done to a carton, oldest first; FoCartonEvent, 5,000 at most. */
bool fo_carton_history (FoTxn *txn, FoId carton, GArray *events, GError **error);

/* ---- numbers ------------------------------------------------------------------------------------------------------------------- */

/* The next serial number under COMPANY: nobody else gets it. */
bool fo_sscc_take (FoTxn *txn, const char *company, gint64 *ret_number, GError **error);
/* The last one given; 0 none. */
bool fo_sscc_last (FoTxn *txn, const char *company, gint64 *ret_last, GError **error);
/* The next one given will be behind LAST; never back. */
void fo_sscc_set_last (FoTxn *txn, const char *company, gint64 last);

/* How orders that are open are packed from now on; one that has cartons is never packed without any: its goods lie in them. */
void fo_orders_set_packing (FoTxn *txn, FoPacking packing);

/* ---- shipments taken back --------------------------------------------------------------------------------------------------------- */

typedef struct {
  FoId id, operation, order_id;
  char number[FO_NUMBER_MAX];
  FoDay shipped_on;
  FoId cancelled_by; /* operation; 0: it stands */
} FoShipmentRow;

FoFound fo_shipment_row_of_operation (FoTxn *txn, FoId order, FoId operation, FoShipmentRow *ret, GError **error);
FoFound fo_shipment_row_numbered (FoTxn *txn, const char *number, FoShipmentRow *ret, GError **error);
/* Did goods of it come back since? */
bool fo_shipment_came_back (FoTxn *txn, FoId shipment, bool *ret_came, GError **error);
/* Its lines go; the row and its number stay. */
void fo_shipment_cancel (FoTxn *txn, FoId shipment, FoId operation);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Requests for approval, and goods on their way between warehouses. See rows.h. */
#pragma once

#include "firstout/core/code.h"
#include "firstout/core/supply.h"
#include "firstout/store/units.h"

/* ---- what waits for somebody's word ------------------------------------------------------------------------------ */

typedef struct {
  FoId id; /* the operation that asked */
  FoId lot_id, from_place, place_id;
  FoQuantity quantity_u;
  char reason[64], person[FO_CODE_NAME_MAX];
  char state[16]; /* "waiting", "approved", "refused", "withdrawn" */
} FoApproval;

FoFound fo_approval_find (FoTxn *txn, FoId id, FoApproval *ret, GError **error);
/* The one that OPERATION decided. */
FoFound fo_approval_decided (FoTxn *txn, FoId operation, FoApproval *ret, GError **error);
/* Those that wait, oldest first; FoApproval. */
bool fo_approvals_waiting (FoTxn *txn, FoId after, guint limit, GArray *approvals, GError **error);
void fo_approval_insert (FoTxn *txn, const FoApproval *approval);
/* From the state it has to another; DECIDED_BY 0 none. */
void fo_approval_set (FoTxn *txn, const FoApproval *approval, const char *state, FoId decided_by);
/* Its units, of goods that are known one by one: identity and code of FoUnit are filled. */
void fo_approval_unit_insert (FoTxn *txn, FoId approval, const char *identity, const char *code);
bool fo_approval_units (FoTxn *txn, FoId approval, GArray *units, GError **error);

/* ---- transfers --------------------------------------------------------------------------------------------------- */

typedef struct {
  FoId id;
  bool in;                     /* from another warehouse; else to one */
  char number[FO_NUMBER_MAX];  /* of the warehouse that sends */
  char partner[FO_PARTNER_MAX];
  char state[16]; /* "open": goods are put into it, or are arriving; "under-way"; "arrived" */
  FoDay made_on;
} FoTransfer;

FoFound fo_transfer_find (FoTxn *txn, FoId id, FoTransfer *ret, GError **error);
FoFound fo_transfer_numbered (FoTxn *txn, bool in, const char *number, FoTransfer *ret, GError **error);
/* The one whose goods OPERATION moved. */
FoFound fo_transfer_of_step (FoTxn *txn, FoId operation, FoTransfer *ret, GError **error);
/* Those that have not arrived, oldest first; FoTransfer. */
bool fo_transfers_open (FoTxn *txn, FoId after, guint limit, GArray *transfers, GError **error);
/* The newest N to other warehouses, whatever became of them. */
bool fo_transfers_last (FoTxn *txn, guint n, GArray *transfers, GError **error);
void fo_transfer_insert (FoTxn *txn, const FoTransfer *transfer);
/* One without lines. */
void fo_transfer_delete (FoTxn *txn, FoId transfer);
void fo_transfer_set (FoTxn *txn, FoId transfer, const char *state, FoId closed_by);
void fo_transfer_step_insert (FoTxn *txn, FoId operation, FoId transfer);

typedef struct {
  FoId item_id;
  char lot[FO_LOT_NUMBER_MAX];
  FoDay expires_on;
  FoQuantity announced_u, moved_u;
} FoTransferLine;
bool fo_transfer_lines (FoTxn *txn, FoId transfer, GArray *lines, GError **error);
/* More of it is announced and moved. */
void fo_transfer_line_add (FoTxn *txn, FoId transfer, const FoTransferLine *more);
/* Less of it was moved. */
void fo_transfer_line_less (FoTxn *txn, FoId transfer, FoId item, const char *lot, FoQuantity quantity_u);

/* ---- material ---------------------------------------------------------------------------------------------------- */

/* What of LOT went into a production order and did not come back. */
bool fo_material_of_supply (FoTxn *txn, FoId supply, FoId lot, FoQuantity *ret_u, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/transfers.h"
#include "fill.h"

/* ---- what waits for somebody's word ------------------------------------------------------------------------------ */

static void
fill_approval (FoRows *rows, gpointer ret)
{
  FoApproval *approval = ret;

  memset (approval, 0, sizeof *approval);
  approval->id = fo_rows_int (rows, 0);
  approval->lot_id = fo_rows_int (rows, 1);
  approval->from_place = fo_rows_int (rows, 2);
  approval->place_id = fo_rows_int (rows, 3);
  approval->quantity_u = fo_rows_int (rows, 4);
  fo_rows_copy (rows, 5, approval->reason, sizeof approval->reason);
  fo_rows_copy (rows, 6, approval->person, sizeof approval->person);
  fo_rows_copy (rows, 7, approval->state, sizeof approval->state);
}

FoFound
fo_approval_find (FoTxn *txn, FoId id, FoApproval *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_APPROVAL_BY_ID, FO_VALUES (FO_INT (id)), fill_approval, ret, error);
}

FoFound
fo_approval_decided (FoTxn *txn, FoId operation, FoApproval *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_APPROVAL_DECIDED, FO_VALUES (FO_INT (operation)), fill_approval, ret, error);
}

bool
fo_approvals_waiting (FoTxn *txn, FoId after, guint limit, GArray *approvals, GError **error)
{
  return fo_fill_all (txn, FO_SQL_APPROVALS_WAITING, FO_VALUES (FO_INT (after), FO_INT (limit)), fill_approval, approvals, error);
}

void
fo_approval_insert (FoTxn *txn, const FoApproval *approval)
{
  fo_txn_write (txn, FO_SQL_APPROVAL_INSERT, 1,
                FO_VALUES (FO_INT (approval->id), FO_INT (approval->lot_id), FO_INT (approval->from_place),
                           FO_INT (approval->place_id), FO_INT (approval->quantity_u), FO_TEXT (approval->reason),
                           FO_TEXT (approval->person)));
}

void
fo_approval_set (FoTxn *txn, const FoApproval *approval, const char *state, FoId decided_by)
{
  fo_txn_write (txn, FO_SQL_APPROVAL_SET, 1,
                FO_VALUES (FO_INT (approval->id), FO_TEXT (approval->state), FO_TEXT (state), FO_ID (decided_by)));
}

void
fo_approval_unit_insert (FoTxn *txn, FoId approval, const char *identity, const char *code)
{
  fo_txn_write (txn, FO_SQL_APPROVAL_UNIT_INSERT, 1, FO_VALUES (FO_INT (approval), FO_TEXT (identity), FO_TEXT (code)));
}

static void
fill_unit (FoRows *rows, gpointer ret)
{
  FoUnit *unit = ret;

  memset (unit, 0, sizeof *unit);
  fo_rows_copy (rows, 0, unit->identity, sizeof unit->identity);
  fo_rows_copy (rows, 1, unit->code, sizeof unit->code);
}

bool
fo_approval_units (FoTxn *txn, FoId approval, GArray *units, GError **error)
{
  return fo_fill_all (txn, FO_SQL_APPROVAL_UNITS, FO_VALUES (FO_INT (approval)), fill_unit, units, error);
}

/* ---- transfers --------------------------------------------------------------------------------------------------- */

static void
fill_transfer (FoRows *rows, gpointer ret)
{
  FoTransfer *transfer = ret;

  memset (transfer, 0, sizeof *transfer);
  transfer->id = fo_rows_int (rows, 0);
  transfer->in = strcmp (fo_rows_text (rows, 1), "in") == 0;
  fo_rows_copy (rows, 2, transfer->number, sizeof transfer->number);
  fo_rows_copy (rows, 3, transfer->partner, sizeof transfer->partner);
  fo_rows_copy (rows, 4, transfer->state, sizeof transfer->state);
  transfer->made_on = fo_rows_day (rows, 5);
}

FoFound
fo_transfer_find (FoTxn *txn, FoId id, FoTransfer *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_TRANSFER_BY_ID, FO_VALUES (FO_INT (id)), fill_transfer, ret, error);
}

FoFound
fo_transfer_numbered (FoTxn *txn, bool in, const char *number, FoTransfer *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_TRANSFER_BY_NUMBER, FO_VALUES (FO_TEXT (in ? "in" : "out"), FO_TEXT (number)), fill_transfer, ret,
                      error);
}

FoFound
fo_transfer_of_step (FoTxn *txn, FoId operation, FoTransfer *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_TRANSFER_OF_STEP, FO_VALUES (FO_INT (operation)), fill_transfer, ret, error);
}

bool
fo_transfers_open (FoTxn *txn, FoId after, guint limit, GArray *transfers, GError **error)
{
  return fo_fill_all (txn, FO_SQL_TRANSFERS_OPEN, FO_VALUES (FO_INT (after), FO_INT (limit)), fill_transfer, transfers, error);
}

bool
fo_transfers_last (FoTxn *txn, guint n, GArray *transfers, GError **error)
{
  return fo_fill_all (txn, FO_SQL_TRANSFER_LAST, FO_VALUES (FO_INT (n)), fill_transfer, transfers, error);
}

void
fo_transfer_insert (FoTxn *txn, const FoTransfer *transfer)
{
  fo_txn_write (txn, FO_SQL_TRANSFER_INSERT, 1,
                FO_VALUES (FO_INT (transfer->id), FO_TEXT (transfer->in ? "in" : "out"), FO_TEXT (transfer->number),
                           FO_TEXT (transfer->partner), FO_TEXT (transfer->state), FO_DAY (transfer->made_on)));
}

void
fo_transfer_delete (FoTxn *txn, FoId transfer)
{
  fo_txn_write (txn, FO_SQL_TRANSFER_DELETE, 1, FO_VALUES (FO_INT (transfer)));
}

void
fo_transfer_set (FoTxn *txn, FoId transfer, const char *state, FoId closed_by)
{
  fo_txn_write (txn, FO_SQL_TRANSFER_SET, 1, FO_VALUES (FO_INT (transfer), FO_TEXT (state), FO_ID (closed_by)));
}

void
fo_transfer_step_insert (FoTxn *txn, FoId operation, FoId transfer)
{
  fo_txn_write (txn, FO_SQL_TRANSFER_STEP_INSERT, 1, FO_VALUES (FO_INT (operation), FO_INT (transfer)));
}

static void
fill_line (FoRows *rows, gpointer ret)
{
  FoTransferLine *line = ret;

  memset (line, 0, sizeof *line);
  line->item_id = fo_rows_int (rows, 0);
  fo_rows_copy (rows, 1, line->lot, sizeof line->lot);
  line->expires_on = fo_rows_day (rows, 2);
  line->announced_u = fo_rows_int (rows, 3);
  line->moved_u = fo_rows_int (rows, 4);
}

bool
fo_transfer_lines (FoTxn *txn, FoId transfer, GArray *lines, GError **error)
{
  return fo_fill_all (txn, FO_SQL_TRANSFER_LINES, FO_VALUES (FO_INT (transfer)), fill_line, lines, error);
}

void
fo_transfer_line_add (FoTxn *txn, FoId transfer, const FoTransferLine *more)
{
  fo_txn_write (txn, FO_SQL_TRANSFER_LINE_ADD, 1,
                FO_VALUES (FO_INT (transfer), FO_INT (more->item_id), FO_TEXT (more->lot), FO_DAY (more->expires_on),
                           FO_INT (more->announced_u), FO_INT (more->moved_u)));
}

void
fo_transfer_line_less (FoTxn *txn, FoId transfer, FoId item, const char *lot, FoQuantity quantity_u)
{
  fo_txn_write (txn, FO_SQL_TRANSFER_LINE_LESS, 1,
                FO_VALUES (FO_INT (transfer), FO_INT (item), FO_TEXT (lot), FO_INT (quantity_u)));
}

/* ---- material ---------------------------------------------------------------------------------------------------- */

static void
fill_sum (FoRows *rows, gpointer ret)
{
  *(FoQuantity *) ret = fo_rows_int (rows, 0);
}

bool
fo_material_of_supply (FoTxn *txn, FoId supply, FoId lot, FoQuantity *ret_u, GError **error)
{
  return fo_fill_one (txn, FO_SQL_MATERIAL_OF_SUPPLY, FO_VALUES (FO_INT (supply), FO_INT (lot)), fill_sum, ret_u, error) == FO_FOUND;
}

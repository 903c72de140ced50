/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/claims.h"
#include "fill.h"

static void
fill_claim (FoRows *rows, gpointer ret)
{
  FoClaimRow *row = ret;

  memset (row, 0, sizeof *row);
  row->id = fo_rows_int (rows, 0);
  row->operation = fo_rows_int (rows, 1);
  fo_rows_copy (rows, 2, row->number, sizeof row->number);
  fo_claim_kind_parse (fo_rows_text (rows, 3), &row->kind);
  row->order_id = fo_rows_int (rows, 4);
  row->shipment_id = fo_rows_int (rows, 5);
  row->line_id = fo_rows_int (rows, 6);
  row->lot_id = fo_rows_int (rows, 7);
  fo_rows_copy (rows, 8, row->carton, sizeof row->carton);
  row->quantity_u = fo_rows_int (rows, 9);
  fo_rows_copy (rows, 10, row->said, sizeof row->said);
  fo_rows_copy (rows, 11, row->answer, sizeof row->answer);
  fo_claim_state_parse (fo_rows_text (rows, 12), &row->state);
  row->opened_on = fo_rows_day (rows, 13);
}

void
fo_claim_insert (FoTxn *txn, const FoClaimRow *row)
{
  fo_txn_write (txn, FO_SQL_CLAIM_INSERT, 1,
                FO_VALUES (FO_INT (row->id), FO_INT (row->operation), FO_TEXT (row->number), FO_TEXT (fo_claim_kind_name (row->kind)),
                           FO_INT (row->order_id), FO_ID (row->shipment_id), FO_ID (row->line_id), FO_ID (row->lot_id),
                           FO_TEXT (row->carton), FO_INT (row->quantity_u), FO_TEXT (row->said), FO_TEXT (row->answer),
                           FO_TEXT (fo_claim_state_name (row->state)), FO_DAY (row->opened_on)));
}

void
fo_claim_set (FoTxn *txn, const FoClaimRow *row)
{
  fo_txn_write (txn, FO_SQL_CLAIM_SET, 1, FO_VALUES (FO_INT (row->id), FO_TEXT (fo_claim_state_name (row->state)), FO_TEXT (row->answer)));
}

FoFound
fo_claim_find (FoTxn *txn, const char *number, FoClaimRow *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_CLAIM_BY_NUMBER, FO_VALUES (FO_TEXT (number)), fill_claim, ret, error);
}

bool
fo_claims_page (FoTxn *txn, bool unsettled, FoId after, guint limit, GArray *rows, GError **error)
{
  return fo_fill_all (txn, unsettled ? FO_SQL_CLAIMS_UNSETTLED : FO_SQL_CLAIMS_PAGE, FO_VALUES (FO_INT (after), FO_INT (limit)),
                      fill_claim, rows, error);
}

bool
fo_claims_of_order (FoTxn *txn, FoId order, GArray *rows, GError **error)
{
  return fo_fill_all (txn, FO_SQL_CLAIMS_OF_ORDER, FO_VALUES (FO_INT (order)), fill_claim, rows, error);
}

void
fo_claim_step_insert (FoTxn *txn, const FoClaimStep *step)
{
  fo_txn_write (txn, FO_SQL_CLAIM_STEP_INSERT, 1,
                FO_VALUES (FO_INT (step->claim_id), FO_INT (step->operation), FO_TEXT (fo_claim_state_name (step->state)), FO_TEXT (step->said)));
}

static void
fill_step (FoRows *rows, gpointer ret)
{
  FoClaimStep *step = ret;

  memset (step, 0, sizeof *step);
  step->operation = fo_rows_int (rows, 0);
  fo_claim_state_parse (fo_rows_text (rows, 1), &step->state);
  fo_rows_copy (rows, 2, step->said, sizeof step->said);
  step->day = fo_rows_day (rows, 3);
  fo_rows_copy (rows, 4, step->person, sizeof step->person);
  fo_rows_copy (rows, 5, step->station, sizeof step->station);
}

bool
fo_claim_steps (FoTxn *txn, FoId claim, GArray *steps, GError **error)
{
  return fo_fill_all (txn, FO_SQL_CLAIM_STEPS, FO_VALUES (FO_INT (claim)), fill_step, steps, error);
}

static void
fill_line_step (FoRows *rows, gpointer ret)
{
  FoLineStep *step = ret;

  memset (step, 0, sizeof *step);
  step->operation = fo_rows_int (rows, 0);
  fo_rows_copy (rows, 1, step->kind, sizeof step->kind);
  fo_move_kind_parse (fo_rows_text (rows, 2), &step->move);
  step->quantity_u = fo_rows_int (rows, 3);
  fo_rows_copy (rows, 4, step->from, sizeof step->from);
  fo_rows_copy (rows, 5, step->to, sizeof step->to);
  fo_rows_copy (rows, 6, step->station, sizeof step->station);
  fo_rows_copy (rows, 7, step->person, sizeof step->person);
  step->day = fo_rows_day (rows, 8);
  step->made_at_us = fo_rows_int (rows, 9);
  fo_rows_copy (rows, 10, step->reason, sizeof step->reason);
}

bool
fo_line_lot_steps (FoTxn *txn, FoId line, FoId lot, GArray *steps, GError **error)
{
  return fo_fill_all (txn, FO_SQL_LINE_LOT_STEPS, FO_VALUES (FO_INT (lot), FO_INT (line)), fill_line_step, steps, error);
}

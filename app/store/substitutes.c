/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/substitutes.h"
#include "fill.h"

static void
fill_substitute (FoRows *rows, gpointer ret)
{
  FoSubstitute *substitute = ret;

  *substitute = (FoSubstitute){ .item = fo_rows_int (rows, 0),
                                .instead = fo_rows_int (rows, 1),
                                .for_u = fo_rows_int (rows, 2),
                                .instead_u = fo_rows_int (rows, 3),
                                .priority = (int32_t) fo_rows_int (rows, 4) };
  fo_substitute_asks_parse (fo_rows_text (rows, 5), &substitute->asks);
}

bool
fo_substitutes_of (FoTxn *txn, FoId item, GArray *substitutes, GError **error)
{
  return fo_fill_all (txn, FO_SQL_SUBSTITUTES_OF, FO_VALUES (FO_INT (item)), fill_substitute, substitutes, error);
}

FoFound
fo_substitute_find (FoTxn *txn, FoId item, FoId instead, FoSubstitute *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_SUBSTITUTE_BY_ITEMS, FO_VALUES (FO_INT (item), FO_INT (instead)), fill_substitute,
                      ret, error);
}

bool
fo_substitute_page (FoTxn *txn, const FoSubstitute *after, guint limit, GArray *substitutes, GError **error)
{
  return fo_fill_all (txn, FO_SQL_SUBSTITUTE_PAGE,
                      FO_VALUES (FO_INT (after ? after->item : 0), FO_INT (after ? after->instead : 0), FO_INT (limit)),
                      fill_substitute, substitutes, error);
}

void
fo_substitute_set (FoTxn *txn, const FoSubstitute *substitute, const char *remote_id)
{
  if (remote_id)
    fo_txn_write (txn, FO_SQL_SUBSTITUTE_FORGET, FO_ANY,
                  FO_VALUES (FO_TEXT (remote_id), FO_INT (substitute->item), FO_INT (substitute->instead)));
  fo_txn_write (txn, FO_SQL_SUBSTITUTE_SET, 1,
                FO_VALUES (FO_INT (substitute->item), FO_INT (substitute->instead), FO_INT (substitute->for_u),
                           FO_INT (substitute->instead_u), FO_INT (substitute->priority),
                           FO_TEXT (fo_substitute_asks_name (substitute->asks)), FO_TEXT (remote_id)));
}

void
fo_substitute_remove (FoTxn *txn, FoId item, FoId instead)
{
  fo_txn_write (txn, FO_SQL_SUBSTITUTE_DELETE, FO_ANY, FO_VALUES (FO_INT (item), FO_INT (instead)));
}

/* ---- lines that stand for others --------------------------------------------------------------------------------- */

static void
fill_stand_in (FoRows *rows, gpointer ret)
{
  FoStandIn *stand_in = ret;

  *stand_in = (FoStandIn){ .line_id = fo_rows_int (rows, 0),
                           .for_line = fo_rows_int (rows, 1),
                           .operation = fo_rows_int (rows, 2),
                           .for_u = fo_rows_int (rows, 3),
                           .instead_u = fo_rows_int (rows, 4) };
  fo_rows_copy (rows, 5, stand_in->reason, sizeof stand_in->reason);
}

bool
fo_stand_ins_of_order (FoTxn *txn, FoId order, GArray *stand_ins, GError **error)
{
  return fo_fill_all (txn, FO_SQL_STAND_INS_OF_ORDER, FO_VALUES (FO_INT (order)), fill_stand_in, stand_ins, error);
}

FoFound
fo_stand_in_find (FoTxn *txn, FoId line, FoStandIn *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_STAND_IN_BY_LINE, FO_VALUES (FO_INT (line)), fill_stand_in, ret, error);
}

void
fo_stand_in_insert (FoTxn *txn, FoId order, const FoStandIn *stand_in)
{
  fo_txn_write (txn, FO_SQL_STAND_IN_INSERT, 1,
                FO_VALUES (FO_INT (stand_in->line_id), FO_INT (order), FO_INT (stand_in->for_line),
                           FO_INT (stand_in->operation), FO_INT (stand_in->for_u), FO_INT (stand_in->instead_u),
                           FO_TEXT (stand_in->reason)));
}

static void
fill_id (FoRows *rows, gpointer ret)
{
  *(FoId *) ret = fo_rows_int (rows, 0);
}

FoFound
fo_substitute_asked (FoTxn *txn, FoId line, FoId instead, FoId *ret_operation, GError **error)
{
  return fo_fill_one (txn, FO_SQL_SUBSTITUTE_ASKED, FO_VALUES (FO_INT (line), FO_INT (instead)), fill_id, ret_operation,
                      error);
}

void
fo_substitute_ask (FoTxn *txn, FoId line, FoId instead, FoId operation)
{
  fo_txn_write (txn, FO_SQL_SUBSTITUTE_ASK, FO_ANY, FO_VALUES (FO_INT (line), FO_INT (instead), FO_INT (operation)));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/remote.h"
#include "fill.h"

static void
fill_remote_id (FoRows *rows, gpointer ret)
{
  fo_rows_copy (rows, 0, ret, FO_REMOTE_ID_MAX);
}

static bool
remote_id_of (FoTxn *txn, FoSql sql, FoId id, char *text, GError **error)
{
  text[0] = '\0';
  return fo_fill_one (txn, sql, FO_VALUES (FO_INT (id)), fill_remote_id, text, error) != FO_FAILED;
}

bool
fo_item_remote_id (FoTxn *txn, FoId item, char *text, GError **error)
{
  return remote_id_of (txn, FO_SQL_REMOTE_OF_ITEM, item, text, error);
}

bool
fo_supply_remote_id (FoTxn *txn, FoId supply, char *text, GError **error)
{
  return remote_id_of (txn, FO_SQL_REMOTE_OF_SUPPLY, supply, text, error);
}

static void
set_remote_id (FoTxn *txn, FoSql sql, FoId id, const char *remote_id)
{
  fo_txn_write (txn, sql, 1, FO_VALUES (FO_INT (id), FO_TEXT (remote_id)));
}

void
fo_order_set_remote_id (FoTxn *txn, FoOrder *order, const char *remote_id)
{
  g_strlcpy (order->remote_id, remote_id ? remote_id : "", sizeof order->remote_id);
  set_remote_id (txn, FO_SQL_ORDER_SET_REMOTE, order->id, remote_id);
}

void
fo_line_set_remote_id (FoTxn *txn, FoLine *line, const char *remote_id)
{
  g_strlcpy (line->remote_id, remote_id ? remote_id : "", sizeof line->remote_id);
  set_remote_id (txn, FO_SQL_LINE_SET_REMOTE, line->id, remote_id);
}

void
fo_supply_set_remote_id (FoTxn *txn, FoId supply, const char *remote_id)
{
  set_remote_id (txn, FO_SQL_SUPPLY_SET_REMOTE, supply, remote_id);
}

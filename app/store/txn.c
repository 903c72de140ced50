/* SPDX-License-Identifier: GPL-3.0-or-later
 * The thin layer between the aggregates and the engine: every statement of every operation passes here. */
#include "store-inside.h"

FoStore *
fo_txn_store (FoTxn *txn)
{
  return txn->store;
}

void
fo_txn_write (FoTxn *txn, FoSql sql, int expect, const FoValue *values, gsize n)
{
  g_assert (txn->writes && n == (gsize) fo_sql_rows[sql].parameters);
  txn->changes++;
  if (txn->db->trouble == FO_DB_FINE)
    txn->db->ops->write (txn->db, sql, expect, values, n);
}

void
fo_txn_lock (FoTxn *txn, FoSql sql, const FoValue *values, gsize n)
{
  if (txn->db->ops->one_writer)
    return;
  fo_txn_write (txn, sql, FO_ANY, values, n);
  txn->changes--; /* a lock changes nothing */
}

FoRows *
fo_txn_query (FoTxn *txn, FoSql sql, const FoValue *values, gsize n, GError **error)
{
  FoDb *db = txn->db;
  FoRows *rows = NULL;

  g_assert (n == (gsize) fo_sql_rows[sql].parameters);
  txn->changes += fo_sql_rows[sql].writes;
  if (db->trouble == FO_DB_FINE)
    rows = db->ops->query (db, sql, values, n);
  if (!rows && error)
    *error = g_error_copy (db->error);
  return rows;
}

void
fo_txn_announce (FoTxn *txn, FoSql sql, const FoValue *values, gsize n)
{
  g_assert (n == (gsize) fo_sql_rows[sql].parameters);
  if (txn->db->ops->announce && txn->db->trouble == FO_DB_FINE)
    txn->db->ops->announce (txn->db, sql, values, n);
}

bool
fo_rows_next (FoRows *rows, GError **error)
{
  FoDb *db = rows->db;

  if (db->ops->rows_next (rows))
    return true;
  if (db->trouble != FO_DB_FINE && error && !*error)
    *error = g_error_copy (db->error);
  return false;
}

gint64
fo_rows_int (FoRows *rows, int column)
{
  return rows->db->ops->rows_int (rows, column);
}

const char *
fo_rows_text (FoRows *rows, int column)
{
  return rows->db->ops->rows_text (rows, column);
}

bool
fo_rows_is_null (FoRows *rows, int column)
{
  return rows->db->ops->rows_is_null (rows, column);
}

void
fo_rows_free (FoRows *rows)
{
  if (rows)
    rows->db->ops->rows_free (rows);
}

void
fo_db_fail (FoDb *db, FoDbTrouble trouble, GError *error)
{
  if (db->trouble == FO_DB_FINE) {
    db->trouble = trouble;
    db->error = error;
  } else {
    g_error_free (error);
  }
}

void
fo_db_forget_trouble (FoDb *db)
{
  db->trouble = FO_DB_FINE;
  g_clear_error (&db->error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/meta.h"
#include "fill.h"

static void
fill_value (FoRows *rows, gpointer ret)
{
  *(char **) ret = fo_rows_dup (rows, 0);
}

bool
fo_meta_get (FoTxn *txn, const char *key, char **ret_value, GError **error)
{
  g_autofree char *value = NULL;

  if (fo_fill_one (txn, FO_SQL_META_GET, FO_VALUES (FO_TEXT (key)), fill_value, &value, error) == FO_FAILED)
    return false;
  *ret_value = value ? g_steal_pointer (&value) : g_strdup ("");
  return true;
}

FoFound
fo_meta_change (FoTxn *txn, const char *key, const char *value, GError **error)
{
  return fo_row_exists (txn, FO_SQL_META_CHANGE, FO_VALUES (FO_TEXT (key), FO_TEXT (value)), error);
}

void
fo_meta_set (FoTxn *txn, const char *key, const char *value)
{
  fo_txn_write (txn, FO_SQL_META_SET, 1, FO_VALUES (FO_TEXT (key), FO_TEXT (value)));
}

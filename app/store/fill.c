/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fill.h"

FoValue
fo_value_text (const char *text)
{
  return text ? (FoValue){ FO_VALUE_TEXT, 0, text } : FO_NULL;
}

FoValue
fo_value_id (FoId id)
{
  return id ? FO_INT (id) : FO_NULL;
}

FoValue
fo_value_day (FoDay day, char *text)
{
  return day == FO_DAY_NONE ? FO_NULL : FO_TEXT (fo_day_print_iso (day, text));
}

FoFound
fo_fill_one (FoTxn *txn, FoSql sql, const FoValue *values, gsize n, FoFill fill, gpointer ret, GError **error)
{
  g_autoptr (FoRows) rows = fo_txn_query (txn, sql, values, n, error);
  g_autoptr (GError) failed = NULL;

  if (!rows)
    return FO_FAILED;
  if (fo_rows_next (rows, &failed)) {
    fill (rows, ret);
    return FO_FOUND;
  }
  if (failed) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return FO_FAILED;
  }
  return FO_ABSENT;
}

static void
fill_nothing (FoRows *rows, gpointer ret)
{
  (void) rows;
  (void) ret;
}

FoFound
fo_row_exists (FoTxn *txn, FoSql sql, const FoValue *values, gsize n, GError **error)
{
  return fo_fill_one (txn, sql, values, n, fill_nothing, NULL, error);
}

bool
fo_fill_all (FoTxn *txn, FoSql sql, const FoValue *values, gsize n, FoFill fill, GArray *list, GError **error)
{
  g_autoptr (FoRows) rows = fo_txn_query (txn, sql, values, n, error);
  g_autoptr (GError) failed = NULL;

  if (!rows)
    return false;
  while (fo_rows_next (rows, &failed)) {
    g_array_set_size (list, list->len + 1);
    fill (rows, list->data + (gsize) (list->len - 1) * g_array_get_element_size (list));
  }
  if (failed) {
    g_propagate_error (error, g_steal_pointer (&failed));
    return false;
  }
  return true;
}

void
fo_rows_copy (FoRows *rows, int column, char *text, gsize room)
{
  const char *from = fo_rows_text (rows, column);

  g_strlcpy (text, from ? from : "", room);
}

FoDay
fo_rows_day (FoRows *rows, int column)
{
  const char *text = fo_rows_text (rows, column);
  FoDay day;

  return text && fo_day_parse_iso (text, &day) == FO_OK ? day : FO_DAY_NONE;
}

char *
fo_rows_dup (FoRows *rows, int column)
{
  const char *text = fo_rows_text (rows, column);

  return g_strdup (text ? text : "");
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book.h"

FoBookTable *
fo_book_migrations (void)
{
  static const char *const columns[] = { "number", "name", "checksum", NULL };
  FoBookTable *table = g_new0 (FoBookTable, 1);

  *table = (FoBookTable){ g_strdup ("migration"), g_strdupv ((char **) columns), 3, 1, NULL };
  return table;
}

char *
fo_book_columns (const FoBookTable *table, guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s\"%s\"", i ? ", " : "", table->columns[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
fo_book_table_free (FoBookTable *table)
{
  if (!table)
    return;
  g_free (table->name);
  g_strfreev (table->columns);
  g_free (table->where);
  g_free (table);
}

void
fo_book_close (FoBook *book)
{
  if (book)
    book->ops->close (book);
}

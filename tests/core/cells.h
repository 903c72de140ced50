/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the cells of the core's tables mean, and the test of an enum's names. */
#pragma once

#include "firstout/core/day.h"
#include "firstout/core/quantity.h"
#include "support/table.h"
#include "where.h"

#include <string.h>

/* "-" is no day, "never" the last of all. */
static inline FoDay
cell_day (const FoTableRow *row, guint cell)
{
  FoDay day = FO_DAY_NONE;

  if (strcmp (row->cells[cell], "never") == 0)
    return FO_DAY_MAX;
  if (row->cells[cell][0] != '\0' && fo_day_parse_iso (row->cells[cell], &day) != FO_OK)
    fo_row_fail (row, "“%s” is no day", row->cells[cell]);
  return day;
}

/* "-" is none. */
static inline FoQuantity
cell_quantity (const FoTableRow *row, guint cell)
{
  FoQuantity quantity_u = 0;

  if (row->cells[cell][0] != '\0' && fo_quantity_parse (row->cells[cell], &quantity_u) != FO_OK)
    fo_row_fail (row, "“%s” is no quantity", row->cells[cell]);
  return quantity_u;
}

static inline gint
cell_int (const FoTableRow *row, guint cell)
{
  return (gint) g_ascii_strtoll (row->cells[cell], NULL, 10);
}

/* WORD says yes, "-" no. */
static inline gboolean
cell_is (const FoTableRow *row, guint cell, const char *word)
{
  if (row->cells[cell][0] != '\0' && strcmp (row->cells[cell], word) != 0)
    fo_row_fail (row, "“%s” is neither “%s” nor “-”", row->cells[cell], word);
  return row->cells[cell][0] != '\0';
}

static inline void
row_day (const FoTableRow *row, const char *what, FoDay got, guint cell)
{
  char got_text[FO_DAY_TEXT_MAX], text[FO_DAY_TEXT_MAX];

  fo_row_text (row, what, fo_day_print_iso (got, got_text), fo_day_print_iso (cell_day (row, cell), text));
}

static inline void
row_quantity (const FoTableRow *row, const char *what, FoQuantity got_u, guint cell)
{
  char got_text[FO_QUANTITY_TEXT_MAX], text[FO_QUANTITY_TEXT_MAX];

  fo_row_text (row, what, fo_quantity_print (got_u, got_text), fo_quantity_print (cell_quantity (row, cell), text));
}

/* Defines cell_STEM: the value of an enum that a cell names. */
#define CELL_OF(Type, stem)                                                                                            \
  static inline Type cell_##stem (const FoTableRow *row, guint cell)                                                   \
  {                                                                                                                    \
    Type value = 0;                                                                                                    \
    if (!fo_##stem##_parse (row->cells[cell], &value))                                                                 \
      fo_row_fail (row, "“%s” is no " #stem, row->cells[cell]);                                                        \
    return value;                                                                                                      \
  }

/* The list of a CHECK in the store's tables, spaces evened out: what the core writes, the store must take. A chain of ORs (quicker
 * on SQLite than a long IN) is read as the list it is. */
static inline gboolean
store_takes (const char *list)
{
  g_autofree char *folder = g_build_filename (FO_SOURCE_DIR, "data", "sql", "migrations", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  gboolean found = FALSE;

  g_assert_nonnull (dir);
  while (!found && (name = g_dir_read_name (dir))) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *text = NULL;
    g_auto (GStrv) words = NULL;
    g_autofree char *joined = NULL;
    g_autoptr (GString) even = NULL;

    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    words = g_regex_split_simple ("\\s+", text, 0, 0);
    joined = g_strjoinv (" ", words);
    even = g_string_new (joined);
    g_string_replace (even, " OR state = '", ", '", 0);
    g_string_replace (even, "(state = '", "(state IN ('", 0);
    found = strstr (even->str, list) != NULL;
  }
  return found;
}

/* Defines test_STEM_names: these are the names of the enum, in order; nothing else is read, and nothing is written
 * where nothing was read. STORED when the store's tables list them too. */
#define TEST_NAMES(Type, stem, stored, ...)                                                                            \
  static void test_##stem##_names (void)                                                                               \
  {                                                                                                                    \
    static const char *const names[] = { __VA_ARGS__, NULL };                                                          \
    g_autofree char *joined = g_strjoinv ("', '", (char **) names);                                                    \
    g_autofree char *list = g_strdup_printf ("IN ('%s')", joined);                                                     \
    Type value = (Type) 1;                                                                                             \
    g_assert_true (!(stored) || store_takes (list));                                                                   \
    g_assert_false (fo_##stem##_parse (NULL, &value) || fo_##stem##_parse ("", &value));                               \
    g_assert_false (fo_##stem##_parse ("Nonsense", &value));                                                           \
    g_assert_cmpint (value, ==, 1);                                                                                    \
    for (int i = 0; names[i]; i++) {                                                                                   \
      g_assert_cmpstr (fo_##stem##_name ((Type) i), ==, names[i]);                                                     \
      g_assert_true (fo_##stem##_parse (names[i], &value));                                                            \
      g_assert_cmpint (value, ==, i);                                                                                  \
    }                                                                                                                  \
  }

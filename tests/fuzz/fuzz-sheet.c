/* SPDX-License-Identifier: GPL-3.0-or-later
 * Any bytes as a table. Whatever is read is UTF-8, and written out it reads the same: cell for cell, with no formula
 * among them. */
#include "fuzz.h"

#include "firstout/work/sheet.h"
#include <string.h>

/* A cell that begins as a formula does and is no plain number has an apostrophe before it. */
static void
assert_no_formula (const char *cell)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *begin;

  fo_sheet_begin (text);
  fo_sheet_add (text, cell);
  begin = text->str + strlen ("\xef\xbb\xbf");
  begin += *begin == '"' && *cell != '"';
  if (strchr ("=+@", *begin) || *begin == '\t' || *begin == '\r')
    g_assert_true (*begin == '\0');
  if (*begin == '-')
    g_assert_cmpuint (strspn (begin, "-0123456789.,"), ==, strcspn (begin, "\""));
}

static FoSheet *
write_and_read (const FoSheet *sheet)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  FoSheet *again;

  fo_sheet_begin (text);
  for (guint row = 0; row < fo_sheet_n_rows (sheet); row++) {
    for (guint cell = 0; cell < fo_sheet_n_cells (sheet, row); cell++) {
      g_assert_true (g_utf8_validate (fo_sheet_cell (sheet, row, cell), -1, NULL));
      assert_no_formula (fo_sheet_cell (sheet, row, cell));
      fo_sheet_add (text, fo_sheet_cell (sheet, row, cell));
    }
    fo_sheet_add (text, "end"); /* so that the separator is seen, and no other one is */
    fo_sheet_end_row (text);
  }
  again = fo_sheet_parse ("again", text->str, text->len, &error);
  g_assert_no_error (error);
  return again;
}

/* A tab in the first lines is taken for the separator, whatever stands there: not what we write. And a row may be full. */
static gboolean
is_other (const FoSheet *sheet)
{
  for (guint row = 0; row < fo_sheet_n_rows (sheet); row++)
    if (fo_sheet_n_cells (sheet, row) >= FO_SHEET_COLUMNS_MAX)
      return TRUE;
  for (guint row = 0; row < fo_sheet_n_rows (sheet); row++)
    for (guint cell = 0; cell < fo_sheet_n_cells (sheet, row); cell++)
      if (strchr (fo_sheet_cell (sheet, row, cell), '\t'))
        return TRUE;
  return FALSE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (FoSheet) sheet = fo_sheet_parse ("fuzz", (const char *) data, size, NULL), again = NULL;

  if (!sheet || is_other (sheet))
    return 0;
  again = write_and_read (sheet);
  g_assert_cmpuint (fo_sheet_n_rows (again), ==, fo_sheet_n_rows (sheet));
  for (guint row = 0; row < fo_sheet_n_rows (sheet); row++)
    for (guint cell = 0; cell < fo_sheet_n_cells (sheet, row); cell++)
      g_assert_cmpstr (fo_sheet_cell (again, row, cell), ==, fo_sheet_cell (sheet, row, cell));
  return 0;
}

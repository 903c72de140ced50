/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/table.h"
#include "where.h"

#include <string.h>

void
fo_row_fail (const FoTableRow *row, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_test_message ("%s:%u: %s", row->file, row->line, message);
  g_test_fail ();
}

void
fo_row_text (const FoTableRow *row, const char *what, const char *got, const char *expected)
{
  if (g_strcmp0 (got, expected) != 0)
    fo_row_fail (row, "%s is '%s', not '%s'", what, got ? got : "(none)", expected);
}

void
fo_row_number (const FoTableRow *row, const char *what, gint64 got, gint64 expected)
{
  if (got != expected)
    fo_row_fail (row, "%s is %" G_GINT64_FORMAT ", not %" G_GINT64_FORMAT, what, got, expected);
}

void
fo_row_verdict (const FoTableRow *row, guint cell, FoVerdict got)
{
  FoVerdict expected;

  if (!fo_verdict_parse (row->cells[cell], &expected))
    fo_row_fail (row, "'%s' is no verdict", row->cells[cell]);
  else
    fo_row_text (row, "the verdict", fo_verdict_name (got), row->cells[cell]);
}

/* The byte a mark at TEXT stands for; 0 when no mark begins here. */
static gsize
mark_at (const char *text, char *ret_byte)
{
  static const struct {
    const char *mark;
    char byte;
  } marks[] = { { "<GS>", 0x1d }, { "<BAR>", '|' }, { "<SP>", ' ' } };

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_has_prefix (text, marks[i].mark)) {
      *ret_byte = marks[i].byte;
      return strlen (marks[i].mark);
    }
  if (text[0] == '\\' && text[1] == 'x' && g_ascii_isxdigit (text[2]) && g_ascii_isxdigit (text[3])) {
    *ret_byte = (char) (g_ascii_xdigit_value (text[2]) << 4 | g_ascii_xdigit_value (text[3]));
    return 4;
  }
  return 0;
}

char *
fo_table_bytes (const char *text, gsize *ret_length)
{
  GString *bytes = g_string_new (NULL);

  while (*text) {
    char byte = *text;
    gsize length = mark_at (text, &byte);
    g_string_append_c (bytes, byte);
    text += MAX (length, 1);
  }
  *ret_length = bytes->len;
  return g_string_free (bytes, FALSE);
}

char *
fo_row_bytes (const FoTableRow *row, guint cell, gsize *ret_length)
{
  return fo_table_bytes (row->cells[cell], ret_length);
}

/* The cells of LINE; NULL for a comment or an empty line. */
static char **
split (const char *line)
{
  g_autofree char *text = g_strstrip (g_strdup (line));
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = NULL;
  gboolean barred = strchr (text, '|') != NULL;

  if (text[0] == '\0' || text[0] == '#')
    return NULL;
  parts = barred ? g_strsplit (text, "|", -1) : g_strsplit_set (text, " \t", -1);
  for (char **part = parts; *part; part++) {
    const char *cell = g_strstrip (*part);
    if (barred || cell[0] != '\0')
      g_ptr_array_add (cells, g_strdup (strcmp (cell, "-") == 0 ? "" : cell));
  }
  g_ptr_array_add (cells, NULL);
  return (char **) g_ptr_array_steal (cells, NULL);
}

guint
fo_table_run (const char *name, guint n_cells, FoTableCheck check, gpointer data)
{
  g_autofree char *path = g_build_filename (FO_TESTS_DIR, "tables", name, NULL);
  g_autofree char *file = g_build_filename ("tests", "tables", name, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  guint cases = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i]; i++) {
    g_auto (GStrv) cells = split (lines[i]);
    FoTableRow row = { file, i + 1, cells };
    if (cells == NULL)
      continue;
    cases++;
    if (g_strv_length (cells) == n_cells)
      check (&row, data);
    else
      fo_row_fail (&row, "%u cells, not %u", g_strv_length (cells), n_cells);
  }
  g_assert_cmpuint (cases, >, 0);
  return cases;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * tests/tables/ctl-code.table through standard input, all cases in one call: `code` answers line by line. */
#include "program.h"
#include "support/table.h"

static GString *input;
static GPtrArray *answers;
static guint next;

static void
collect (const FoTableRow *row, gpointer data)
{
  (void) data;
  g_string_append_printf (input, "%s\n", row->cells[0]);
}

/* "01=04601234567893 17=270531" as the JSON has them. */
static char *
ais_of (json_object *answer)
{
  GString *text = g_string_new (NULL);
  json_object *ais;

  if (json_object_object_get_ex (answer, "ais", &ais)) {
    json_object_object_foreach (ais, ai, value)
        g_string_append_printf (text, "%s%s=%s", text->len > 0 ? " " : "", ai, json_object_get_string (value));
  }
  return g_string_free (text, FALSE);
}

static void
compare (const FoTableRow *row, gpointer data)
{
  json_object *answer = next < answers->len ? g_ptr_array_index (answers, next++) : NULL;
  g_autofree char *ais = NULL;

  (void) data;
  if (!answer) {
    fo_row_fail (row, "no answer");
    return;
  }
  ais = ais_of (answer);
  fo_row_text (row, "kind", field_of (answer, "kind"), row->cells[1]);
  fo_row_text (row, "ais", ais, row->cells[2]);
  fo_row_text (row, "verdict", field_of (answer, "verdict"), row->cells[3]);
}

static void
test_code (void)
{
  g_auto (Ran) ran = { 0 };

  input = g_string_new (NULL);
  fo_table_run ("ctl-code.table", 4, collect, NULL);
  ran = run_input (input->str, "code --today 2026-11-22");
  g_assert_cmpint (ran.status, ==, 0);
  answers = ran.lines;
  fo_table_run ("ctl-code.table", 4, compare, NULL);
  g_assert_cmpuint (next, ==, answers->len);
  g_string_free (input, TRUE);
}

/* A last line without its end, an empty one, one with Windows' line end: each is answered. */
static void
test_line_ends (void)
{
  g_auto (Ran) ran = run_input ("4601234567893\r\n\n4601234567893", "code --today 2026-11-22");

  g_assert_cmpuint (ran.lines->len, ==, 3);
  g_assert_cmpstr (said (&ran, 0, "gtin"), ==, "04601234567893");
  g_assert_cmpstr (said (&ran, 1, "verdict"), ==, "FO_CODE_EMPTY");
  g_assert_cmpstr (said (&ran, 2, "gtin"), ==, "04601234567893");
}

/* The century of a two-digit year follows --today. */
static void
test_today (void)
{
  g_auto (Ran) given = run_to (0, "code (01)04601234567893(17)750131 4601234567893 --today 2026-11-22");
  g_auto (Ran) now = run_input ("(01)04601234567893(17)750131\n", "code --today 2026-11-22");
  g_auto (Ran) then = run_input ("(01)04601234567893(17)750131\n", "code --today 1999-12-31");

  g_assert_cmpstr (said (&now, 0, "expires_on"), ==, "2075-01-31");
  g_assert_cmpstr (said (&then, 0, "expires_on"), ==, "1975-01-31");
  g_assert_cmpuint (given.lines->len, ==, 2); /* on the command line, and nothing is waited for */
  g_assert_cmpstr (said (&given, 0, "expires_on"), ==, said (&now, 0, "expires_on"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/code/table", test_code);
  g_test_add_func ("/ctl/code/line-ends", test_line_ends);
  g_test_add_func ("/ctl/code/today", test_today);
  return g_test_run ();
}

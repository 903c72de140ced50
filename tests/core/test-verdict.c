/* SPDX-License-Identifier: GPL-3.0-or-later
 * Verdicts: names that scripts know, the mood of each, and which of two goes first. */
#include "firstout/core/verdict.h"
#include "support/table.h"

#include <string.h>

static const char *const moods[] = { "ok", "done", "attention", "wrong" };

/* The table is the list as released: a verdict may be put between, none renamed, none moved past another. */
static void
check_listed (const FoTableRow *row, gpointer data)
{
  int *last = data;
  FoVerdict verdict = FO_OK;

  if (!fo_verdict_parse (row->cells[0], &verdict))
    fo_row_fail (row, "there is no verdict “%s” any more", row->cells[0]);
  else if ((int) verdict <= *last)
    fo_row_fail (row, "“%s” no longer comes after the verdict above it", row->cells[0]);
  *last = (int) verdict;
  fo_row_text (row, "the mood", moods[fo_verdict_mood (verdict)], row->cells[1]);
}

static void
test_list (void)
{
  int last = -1;

  fo_table_run ("verdict.table", 2, check_listed, &last);
}

static void
test_names (void)
{
  FoVerdict verdict = FO_NOT_ENOUGH;

  for (int i = 0; i < FO_N_VERDICTS; i++) {
    FoVerdict back = FO_N_VERDICTS;

    g_assert_true (g_str_has_prefix (fo_verdict_name ((FoVerdict) i), "FO_"));
    g_assert_true (fo_verdict_parse (fo_verdict_name ((FoVerdict) i), &back));
    g_assert_cmpint (back, ==, i);
  }
  g_assert_false (fo_verdict_parse ("FO_LOT_EXPIRE", &verdict));
  g_assert_false (fo_verdict_parse ("fo_ok", &verdict));
  g_assert_false (fo_verdict_parse ("", &verdict));
  g_assert_cmpint (verdict, ==, FO_NOT_ENOUGH);
}

/* Whichever way two places put their answers together, the same word comes out. */
static void
test_first (void)
{
  g_assert_cmpint (fo_verdict_first (FO_OK, FO_OK), ==, FO_OK);
  g_assert_cmpint (fo_verdict_first (FO_NOT_ENOUGH, FO_LOT_EXPIRED), ==, FO_LOT_EXPIRED);
  for (int a = 0; a < FO_N_VERDICTS; a++)
    for (int b = 0; b < FO_N_VERDICTS; b++) {
      FoVerdict first = fo_verdict_first ((FoVerdict) a, (FoVerdict) b);

      g_assert_cmpint (first, ==, fo_verdict_first ((FoVerdict) b, (FoVerdict) a));
      g_assert_cmpint (first, ==, a == FO_OK ? b : b == FO_OK ? a : MIN (a, b));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/verdict/list", test_list);
  g_test_add_func ("/core/verdict/names", test_names);
  g_test_add_func ("/core/verdict/first", test_first);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/marking.h"

#include "support/table.h"
#include <string.h>

static void
check_mark (const FoTableRow *row, gpointer data)
{
  gsize length, n;
  g_autofree char *bytes = fo_row_bytes (row, 0, &length), *full = fo_row_bytes (row, 3, &n);
  FoScan scan;
  FoCode code;
  FoMarking mark;

  (void) data;
  g_assert_true (fo_scan_init (&scan, bytes, length, FO_SYMBOLOGY_UNKNOWN, NULL, 0));
  (void) fo_code_read (&code, &scan, fo_day_from_civil (2026, 11, 21), false);
  fo_row_text (row, "the form", fo_marking_form_name (fo_marking_read (&mark, &code)), row->cells[1]);
  fo_row_text (row, "the form kept", fo_marking_form_name (mark.form), row->cells[1]);
  fo_row_text (row, "the identity", mark.identity, row->cells[2]);
  fo_row_text (row, "the full code", mark.full, mark.form == FO_MARKING_NONE ? "" : n > 0 ? full : scan.bytes);
  fo_row_verdict (row, 4, mark.verdict);
  if (mark.form != FO_MARKING_NONE) {
    g_autofree char *identity = g_strdup_printf ("01%s21%s", mark.gtin, mark.serial);
    fo_row_text (row, "its parts", identity, mark.identity);
  }
}

static void
test_table (void)
{
  fo_table_run ("marks.table", 5, check_mark, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/marking/table", test_table);
  return g_test_run ();
}

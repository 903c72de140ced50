/* SPDX-License-Identifier: GPL-3.0-or-later
 * The test chart: what arrives from scanners set well and wrongly, and which setting is found to be wrong. */
#include "firstout/core/chart.h"

#include "firstout/core/code.h"
#include "support/seed.h"
#include "support/table.h"
#include <string.h>

/* "keyboard-read-as ru gs-lost": the faults in their order, each with what was found. */
static char *
print_finding (const FoChartFinding *finding)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < FO_N_CHART_FAULTS; i++) {
    const char *more = i == FO_CHART_GS_REPLACED                                         ? finding->gs
                       : i == FO_CHART_PREFIX                                            ? finding->prefix
                       : i == FO_CHART_SUFFIX                                            ? finding->suffix
                       : i == FO_CHART_CODE_PAGE                                         ? finding->page
                       : i == FO_CHART_KEYBOARD_READ_AS || i == FO_CHART_KEYBOARD_SET_TO ? finding->layout
                                                                                         : "";
    g_autofree char *escaped = NULL;
    if (!(finding->faults >> i & 1))
      continue;
    g_assert_nonnull (more);
    escaped = g_utf8_validate (more, -1, NULL) && more[0] != '\\' && !g_ascii_iscntrl (more[0])
                  ? g_strdup (more)
                  : g_strescape (more, NULL);
    g_string_append_printf (text, "%s%s%s%s", text->len > 0 ? " " : "", fo_chart_fault_name ((FoChartFault) i),
                            escaped[0] ? " " : "", escaped);
  }
  return g_string_free (text, FALSE);
}

static void
check_scan (const FoTableRow *row, gpointer data)
{
  g_autofree char *found = NULL;
  gsize length;
  g_autofree char *bytes = fo_row_bytes (row, 0, &length);
  FoSymbology said = FO_SYMBOLOGY_UNKNOWN;
  FoChartFinding finding;
  FoScan scan;

  (void) data;
  g_assert_true (fo_symbology_parse (row->cells[1], &said));
  g_assert_true (fo_scan_init (&scan, bytes, length, said, NULL, 0));
  fo_chart_judge (&scan, &finding);
  fo_row_text (row, "the code", finding.code == FO_N_CHART_CODES ? "" : fo_chart_code_name (finding.code),
               row->cells[2]);
  found = print_finding (&finding);
  fo_row_text (row, "the finding", found, row->cells[3]);
}

static void
test_table (void)
{
  fo_table_run ("chart.table", 4, check_scan, NULL);
}

/* Outside the chart nothing happens by them, and what reads them is no learned barcode but the product numbers'. */
static void
test_harmless (void)
{
  for (int i = 0; i < FO_N_CHART_CODES; i++) {
    const char *bytes = fo_chart_bytes ((FoChartCode) i);
    FoSymbology symbology = fo_chart_symbol ((FoChartCode) i);
    FoVerdict expected = fo_symbology_is_gs1 (symbology) ? FO_TRAINING_LABEL
                         : symbology == FO_SYMBOLOGY_EAN ? FO_OK
                                                         : FO_CODE_UNKNOWN;
    FoScan scan;
    FoCode code;

    g_assert_true (fo_scan_init (&scan, bytes, strlen (bytes), symbology, NULL, 0));
    g_assert_cmpint (fo_code_read (&code, &scan, fo_day_from_civil (2026, 11, 21), false), ==, expected);
  }
}

/* ---- several settings wrong at once ---------------------------------------------------------------------------------- */

/* What a scanner set like this sends. */
static char *
simulate (const char *bytes, FoChartFault casing, FoChartFault separator, const char *prefix, const char *suffix)
{
  g_autoptr (GString) text = g_string_new (prefix);

  for (; *bytes; bytes++) {
    gboolean capital = g_ascii_isupper (*bytes);
    if (*bytes == '\x1d' && separator != FO_CHART_UNKNOWN) {
      g_string_append (text, separator == FO_CHART_GS_REPLACED ? "[gs]" : "");
      continue;
    }
    g_string_append_c (text, casing == FO_CHART_ALL_CAPITALS || (casing == FO_CHART_CASE_INVERTED && !capital)
                                 ? g_ascii_toupper (*bytes)
                             : casing == FO_CHART_ALL_SMALL || casing == FO_CHART_CASE_INVERTED
                                 ? g_ascii_tolower (*bytes)
                                 : *bytes);
  }
  g_string_append (text, suffix);
  return g_strdup (text->str);
}

static void
assert_found (FoChartCode code, FoChartFault casing, FoChartFault separator, const char *prefix, const char *suffix)
{
  g_autofree char *sent = simulate (fo_chart_bytes (code), casing, separator, prefix, suffix);
  g_autofree char *plain = simulate (fo_chart_bytes (code), FO_CHART_UNKNOWN, separator, prefix, suffix);
  g_autofree char *inverted = simulate (fo_chart_bytes (code), FO_CHART_CASE_INVERTED, separator, prefix, suffix);
  gboolean separators = strchr (fo_chart_bytes (code), 0x1d) != NULL;
  uint32_t expected = (prefix[0] ? 1u << FO_CHART_PREFIX : 0) | (suffix[0] ? 1u << FO_CHART_SUFFIX : 0);
  FoChartFinding finding;
  FoScan scan;

  if (g_str_equal (sent, inverted)) /* all capitals before: inverted and all small are the same */
    casing = FO_CHART_CASE_INVERTED;
  if (!g_str_equal (sent, plain)) /* there are letters, and they change */
    expected |= 1u << casing;
  expected |= separators && separator != FO_CHART_UNKNOWN ? 1u << separator : 0;
  g_assert_true (fo_scan_init (&scan, sent, strlen (sent), fo_chart_symbol (code), NULL, 0));
  fo_chart_judge (&scan, &finding);
  if (finding.code != code || finding.faults != expected) {
    g_autofree char *found = print_finding (&finding);
    g_error ("%s: %s, expected %x", sent, found, expected);
  }
  g_assert_cmpstr (finding.prefix, ==, prefix);
  g_assert_cmpstr (finding.suffix, ==, suffix);
}

/* Every code under every mix of them: what is found is what was set, and never more. */
static void
test_mixes (void)
{
  static const FoChartFault casings[] = { FO_CHART_UNKNOWN, FO_CHART_CASE_INVERTED, FO_CHART_ALL_CAPITALS,
                                          FO_CHART_ALL_SMALL };
  static const FoChartFault separators[] = { FO_CHART_UNKNOWN, FO_CHART_GS_LOST, FO_CHART_GS_REPLACED };
  static const char *const prefixes[] = { "", "\x02", "#", "*-*" }, *const suffixes[] = { "", "\r\n", "$", "\t" };

  for (int code = 0; code < FO_N_CHART_CODES; code++)
    for (gsize c = 0; c < G_N_ELEMENTS (casings); c++)
      for (gsize s = 0; s < G_N_ELEMENTS (separators); s++)
        for (gsize p = 0; p < G_N_ELEMENTS (prefixes); p++)
          for (gsize x = 0; x < G_N_ELEMENTS (suffixes); x++)
            assert_found ((FoChartCode) code, casings[c], separators[s], prefixes[p], suffixes[x]);
}

/* Whatever else is scanned before the chart is not taken for it, and nothing is read beyond its end. */
static void
test_anything (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("chart/anything");

  for (guint i = 0; i < fo_test_count (300); i++) {
    char bytes[FO_SCAN_BYTES_MAX];
    gsize length = (gsize) g_rand_int_range (rand, 1, i % 8 == 0 ? (gint32) sizeof bytes : 40);
    FoChartFinding finding;
    FoScan scan;

    for (gsize j = 0; j < length; j++)
      bytes[j] = (char) g_rand_int_range (rand, i % 2 ? 0x20 : 0, i % 2 ? 0x7f : 0x100);
    if (bytes[0] == ']' || !fo_scan_init (&scan, bytes, length, FO_SYMBOLOGY_UNKNOWN, NULL, 0))
      continue;
    fo_chart_judge (&scan, &finding);
    if (finding.code != FO_N_CHART_CODES || finding.faults != 1u << FO_CHART_UNKNOWN) {
      g_autofree char *escaped = g_strescape (scan.bytes, NULL), *found = print_finding (&finding);
      g_error ("%s: %s", escaped, found);
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/table", test_table);
  g_test_add_func ("/chart/harmless", test_harmless);
  g_test_add_func ("/chart/mixes", test_mixes);
  g_test_add_func ("/chart/anything", test_anything);
  return g_test_run ();
}

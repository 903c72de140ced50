/* SPDX-License-Identifier: GPL-3.0-or-later
 * Any bytes where a code of the test chart was asked for: the first byte chooses the symbology. What is found wrong is one
 * of the chart's faults, and its texts end within their room. */
#include "fuzz.h"

#include "firstout/core/chart.h"
#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  FoSymbology given = size > 0 ? (FoSymbology) (data[0] % (FO_SYMBOLOGY_OTHER + 1)) : FO_SYMBOLOGY_UNKNOWN;
  FoChartFinding finding;
  FoScan scan;

  if (size == 0 || !fo_scan_init (&scan, (const char *) data + 1, size - 1, given, "fuzz", 0))
    return 0;
  memset (&finding, 0xa5, sizeof finding);
  fo_chart_judge (&scan, &finding);
  g_assert_true (finding.code < FO_N_CHART_CODES || finding.faults == 1u << FO_CHART_UNKNOWN);
  g_assert_cmpuint (finding.faults >> FO_N_CHART_FAULTS, ==, 0);
  g_assert_nonnull (memchr (finding.prefix, '\0', sizeof finding.prefix));
  g_assert_nonnull (memchr (finding.suffix, '\0', sizeof finding.suffix));
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/scan.h"

#include "support/table.h"
#include <string.h>

static void
check_aim (const FoTableRow *row, gpointer data)
{
  FoSymbology symbology = fo_symbology_from_aim (row->cells[0]);

  (void) data;
  fo_row_text (row, "the symbology", fo_symbology_name (symbology), row->cells[1]);
  fo_row_text (row, "element strings", fo_symbology_is_gs1 (symbology) ? "yes" : "no", row->cells[2]);
}

static void
test_table (void)
{
  fo_table_run ("symbologies.table", 3, check_aim, NULL);
}

static void
test_names (void)
{
  FoSymbology again;

  for (int i = 0; i <= FO_SYMBOLOGY_OTHER; i++) {
    g_assert_true (fo_symbology_parse (fo_symbology_name ((FoSymbology) i), &again));
    g_assert_cmpint (again, ==, i);
  }
  g_assert_false (fo_symbology_parse ("gs1", &again));
}

static void
assert_scan (const char *bytes, FoSymbology given, const char *rest, const char *aim, FoSymbology symbology)
{
  FoScan scan;

  g_assert_true (fo_scan_init (&scan, bytes, strlen (bytes), given, "usb:0c2e:0b61:7", 1234));
  g_assert_cmpstr (scan.bytes, ==, rest);
  g_assert_cmpuint (scan.length, ==, strlen (rest));
  g_assert_cmpstr (scan.aim, ==, aim);
  g_assert_cmpint (scan.symbology, ==, symbology);
  g_assert_cmpstr (scan.device, ==, "usb:0c2e:0b61:7");
  g_assert_cmpint (scan.at_us, ==, 1234);
  g_assert_cmpuint (scan.lane, ==, 0);
}

static void
test_init (void)
{
  assert_scan ("]C10104601234567893", FO_SYMBOLOGY_UNKNOWN, "0104601234567893", "]C1", FO_SYMBOLOGY_GS1_128);
  assert_scan ("]C1X", FO_SYMBOLOGY_TYPED, "X", "]C1", FO_SYMBOLOGY_GS1_128);
  assert_scan ("4601234567893", FO_SYMBOLOGY_EAN, "4601234567893", "", FO_SYMBOLOGY_EAN);
  assert_scan ("]X0READY", FO_SYMBOLOGY_UNKNOWN, "READY", "]X0", FO_SYMBOLOGY_OTHER);
  assert_scan ("]", FO_SYMBOLOGY_UNKNOWN, "]", "", FO_SYMBOLOGY_UNKNOWN);
  assert_scan ("]C", FO_SYMBOLOGY_UNKNOWN, "]C", "", FO_SYMBOLOGY_UNKNOWN);
  assert_scan ("]1C2", FO_SYMBOLOGY_TYPED, "]1C2", "", FO_SYMBOLOGY_TYPED);
}

static void
test_limits (void)
{
  char bytes[FO_SCAN_BYTES_MAX + 8];
  FoScan scan, untouched;

  memset (&scan, 0x5a, sizeof scan);
  untouched = scan;
  memset (bytes, 'A', sizeof bytes);
  g_assert_false (fo_scan_init (&scan, "", 0, FO_SYMBOLOGY_TYPED, "script", 0));
  g_assert_false (fo_scan_init (&scan, "]C1", 3, FO_SYMBOLOGY_TYPED, "script", 0));
  g_assert_false (fo_scan_init (&scan, bytes, FO_SCAN_BYTES_MAX + 1, FO_SYMBOLOGY_TYPED, "script", 0));
  memcpy (bytes, "]C1", 3);
  g_assert_false (fo_scan_init (&scan, bytes, FO_SCAN_BYTES_MAX + 4, FO_SYMBOLOGY_TYPED, "script", 0));
  g_assert_cmpmem (&scan, sizeof scan, &untouched, sizeof untouched);

  g_assert_true (fo_scan_init (&scan, bytes, FO_SCAN_BYTES_MAX + 3, FO_SYMBOLOGY_TYPED, NULL, 0));
  g_assert_cmpuint (scan.length, ==, FO_SCAN_BYTES_MAX);
  g_assert_cmpuint (strlen (scan.bytes), ==, FO_SCAN_BYTES_MAX);
  g_assert_cmpstr (scan.device, ==, "");
}

/* An embedded zero is a byte like any other, and a long device name keeps its beginning. */
static void
test_odd_input (void)
{
  char device[FO_SCAN_DEVICE_MAX + 20];
  FoScan scan;

  memset (device, 'd', sizeof device);
  device[sizeof device - 1] = '\0';
  g_assert_true (fo_scan_init (&scan, "a\0b", 3, FO_SYMBOLOGY_QR, device, 0));
  g_assert_cmpuint (scan.length, ==, 3);
  g_assert_cmpmem (scan.bytes, 4, "a\0b", 4);
  g_assert_cmpuint (strlen (scan.device), ==, FO_SCAN_DEVICE_MAX - 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scan/aim", test_table);
  g_test_add_func ("/scan/names", test_names);
  g_test_add_func ("/scan/init", test_init);
  g_test_add_func ("/scan/limits", test_limits);
  g_test_add_func ("/scan/odd-input", test_odd_input);
  return g_test_run ();
}

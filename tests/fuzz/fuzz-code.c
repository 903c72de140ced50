/* SPDX-License-Identifier: GPL-3.0-or-later
 * Any bytes as a scan: the first byte chooses the symbology and the warehouse. Whatever is called a kind has the field
 * of that kind filled, and our own codes print as something that reads the same. */
#include "fuzz.h"

#include "firstout/core/marking.h"
#include <string.h>

static void
assert_digits (const char *text, size_t length)
{
  g_assert_cmpuint (strlen (text), ==, length);
  g_assert_cmpuint (strspn (text, "0123456789"), ==, length);
}

static void
assert_filled (const FoCode *code)
{
  if (code->gtin[0])
    assert_digits (code->gtin, FO_GTIN_MAX - 1);
  if (code->gtin_upce[0])
    assert_digits (code->gtin_upce, FO_GTIN_MAX - 1);
  if (fo_code_may_be (code, FO_CODE_GTIN) && code->verdict == FO_OK)
    g_assert_true (code->gtin[0] || code->gtin_upce[0]);
  if (fo_code_may_be (code, FO_CODE_SSCC))
    assert_digits (code->sscc, FO_SSCC_MAX - 1);
  if (fo_code_may_be (code, FO_CODE_DOCUMENT))
    g_assert_true (g_uuid_string_is_valid (code->guid));
  if (fo_code_may_be (code, FO_CODE_GS1))
    g_assert_cmpuint (code->gs1.count, >, 0);
  g_assert_true (code->kinds == 0 || fo_code_may_be (code, code->kind));
  g_assert_true (code->verdict != FO_OK || code->kinds != 0);
  g_assert_true (g_utf8_validate (code->name, -1, NULL) && g_utf8_validate (code->lot, -1, NULL));
}

static void
read_again (const FoCode *code, FoScan *scan, FoDay today)
{
  char text[FO_CODE_PRINT_MAX];
  FoCode again;

  g_assert_cmpint (fo_code_print (code->kind, code->name, code->lot, code->training, text), ==, FO_OK);
  g_assert_true (fo_scan_init (scan, text, strlen (text), FO_SYMBOLOGY_QR, "fuzz", 0));
  g_assert_cmpint (fo_code_read (&again, scan, today, true), ==, FO_OK);
  g_assert_cmpint (again.kind, ==, code->kind);
  g_assert_cmpstr (again.name, ==, code->name);
  g_assert_cmpstr (again.lot, ==, code->lot);
}

/* Which unit, which place, which other codes it may be taken for. */
static void
ask_everything (const FoCode *code)
{
  char gln[FO_GLN_MAX], gsin[FO_GSIN_MAX];
  FoClaim claims[FO_CLAIMS_MAX];
  FoMarking marking;

  if (fo_marking_read (&marking, code) != FO_MARKING_NONE) {
    assert_digits (marking.gtin, FO_GTIN_MAX - 1);
    g_assert_cmpuint (strlen (marking.identity), ==, 18 + strlen (marking.serial));
    g_assert_true (marking.full[0] && marking.full[0] != '\x1d');
  }
  if (fo_code_gln (code, gln))
    assert_digits (gln, FO_GLN_MAX - 1);
  if (fo_code_gsin (code, gsin))
    assert_digits (gsin, FO_GSIN_MAX - 1);
  g_assert_cmpuint (fo_code_claims (code, claims), <=, FO_CLAIMS_MAX);
}

static gboolean
is_own (FoCodeKind kind)
{
  return kind >= FO_CODE_PLACE && kind <= FO_CODE_LOT;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  FoDay today = fo_day_from_civil (2026, 11, 21);
  FoSymbology given = size > 0 ? (FoSymbology) (data[0] % (FO_SYMBOLOGY_OTHER + 1)) : FO_SYMBOLOGY_UNKNOWN;
  FoScan scan;
  FoCode code;

  if (size == 0 || !fo_scan_init (&scan, (const char *) data + 1, size - 1, given, "fuzz", 0))
    return 0;
  (void) fo_code_read (&code, &scan, today, data[0] >= 0x80);
  assert_filled (&code);
  ask_everything (&code);
  if (is_own (code.kind) && code.kinds)
    read_again (&code, &scan, today);
  return 0;
}

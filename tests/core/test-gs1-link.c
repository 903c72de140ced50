/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/gs1.h"

#include "firstout/core/code.h"
#include "support/seed.h"
#include "support/table.h"
#include <string.h>

static FoDay
today (void)
{
  return fo_day_from_civil (2026, 11, 21);
}

static char *
print (const FoGs1 *gs1)
{
  char text[2 * FO_SCAN_BYTES_MAX] = "";

  g_assert_true (fo_gs1_print (gs1, "()", text, sizeof text));
  return g_strdup (text);
}

/* The same string again, separators and all, says the same. */
static void
assert_reads_as_string (const FoGs1 *gs1)
{
  g_autofree char *elements = print (gs1), *again = NULL;
  FoGs1 plain;

  if (gs1->verdict != FO_OK)
    return;
  g_assert_cmpint (fo_gs1_parse (&plain, gs1->bytes, gs1->length, today ()), ==, FO_OK);
  again = print (&plain);
  g_assert_cmpstr (again, ==, elements);
}

static void
check_link (const FoTableRow *row, gpointer data)
{
  gsize length, n;
  g_autofree char *text = fo_row_bytes (row, 0, &length), *expected = fo_row_bytes (row, 1, &n), *elements = NULL;
  gboolean is_link = !g_str_equal (row->cells[1], "no");
  FoGs1 gs1 = { .count = 99 };

  (void) data;
  fo_row_number (row, "a Digital Link", fo_gs1_link_parse (&gs1, text, length, today ()), is_link);
  if (!is_link) {
    fo_row_number (row, "untouched", gs1.count, 99);
    return;
  }
  if (gs1.count == 99)
    return;
  fo_row_verdict (row, 2, gs1.verdict);
  elements = print (&gs1);
  fo_row_text (row, "the elements", elements, expected);
  g_assert_true (gs1.is_link && gs1.has_separator);
  assert_reads_as_string (&gs1);
}

static void
test_read (void)
{
  fo_table_run ("gs1-link.table", 3, check_link, NULL);
}

/* ---- writing ---------------------------------------------------------------------------------------------------- */

/* "(01)04601234567893(10)A-77" cut at its brackets, which no value here contains. PARTS own the texts. */
static guint
pairs_of (const char *elements, FoGs1Pair *pairs, char ***ret_parts)
{
  guint count = 0;

  *ret_parts = g_strsplit (elements, "(", -1);
  for (char **part = *ret_parts; *part; part++) {
    char *close = strchr (*part, ')');
    if (close == NULL)
      continue;
    *close = '\0';
    pairs[count++] = (FoGs1Pair){ *part, close + 1 };
  }
  return count;
}

static void
check_build (const FoTableRow *row, gpointer data)
{
  g_auto (GStrv) parts = NULL;
  char text[FO_SCAN_BYTES_MAX + 1] = "untouched";
  FoGs1Pair pairs[8];
  guint count = pairs_of (row->cells[1], pairs, &parts);
  FoVerdict verdict = fo_gs1_link_build (row->cells[0], pairs, count, today (), text, sizeof text);
  FoGs1 again;

  (void) data;
  fo_row_verdict (row, 3, verdict);
  fo_row_text (row, "the address", text, verdict == FO_OK ? row->cells[2] : "untouched");
  if (verdict != FO_OK)
    return;
  g_assert_true (fo_gs1_link_parse (&again, text, strlen (text), today ()));
  g_assert_cmpuint (again.count, ==, count);
  for (guint i = 0; i < count; i++) {
    char value[FO_GS1_VALUE_MAX];
    g_assert_true (fo_gs1_text (&again, pairs[i].ai, value, sizeof value));
    g_assert_cmpstr (value, ==, pairs[i].value);
  }
}

static void
test_build (void)
{
  const FoGs1Pair gtin = { "01", "04601234567893" };
  char text[64] = "untouched";

  fo_table_run ("gs1-link-build.table", 4, check_build, NULL);
  g_assert_cmpint (fo_gs1_link_build ("https://a.b", &gtin, 1, today (), text, 29), ==, FO_CODE_TOO_LONG);
  g_assert_cmpstr (text, ==, "untouched");
  g_assert_cmpint (fo_gs1_link_build ("https://a.b", &gtin, 1, today (), text, 30), ==, FO_OK);
  g_assert_cmpstr (text, ==, "https://a.b/01/04601234567893");
}

/* ---- limits ------------------------------------------------------------------------------------------------------- */

static void
test_limits (void)
{
  g_autofree char *deep = g_strnfill (200, '/'), *longest = g_strnfill (FO_SCAN_BYTES_MAX, '9');
  g_autofree char *link = g_strdup_printf ("https://a%s/01/4601234567893", deep);
  g_autoptr (GString) many = g_string_new ("https://a/01/4601234567893?");
  FoGs1 gs1;

  g_assert_true (fo_gs1_link_parse (&gs1, link, strlen (link), today ()));
  g_assert_cmpint (gs1.verdict, ==, FO_OK);
  g_assert_false (fo_gs1_link_parse (&gs1, longest, FO_SCAN_BYTES_MAX + 1, today ()));
  g_assert_false (fo_gs1_link_parse (&gs1, "https://a/01/4601234567893", 27, today ()));
  /* more elements than there is room for */
  while (many->len + 12 < FO_SCAN_BYTES_MAX)
    g_string_append_printf (many, "91=%02u&", (guint) (many->len % 100));
  g_assert_true (fo_gs1_link_parse (&gs1, many->str, many->len, today ()));
  g_assert_cmpint (gs1.verdict, ==, FO_CODE_TOO_LONG);
}

/* As a scan it is GS1, and a text somebody may have glued on a shelf; other addresses are texts alone. */
static void
test_as_code (void)
{
  static const struct {
    const char *text;
    gboolean is_gs1;
    FoVerdict verdict;
    const char *gtin;
  } cases[] = {
    { "]Q1https://example.org/01/4601234567893/10/A-77", TRUE, FO_OK, "04601234567893" },
    { "HTTPS://EXAMPLE.ORG/01/04601234567893", TRUE, FO_OK, "04601234567893" },
    { "https://example.org/01/4601234567890", TRUE, FO_GS1_CHECK_DIGIT, "" },
    { "https://example.org/01/4601234567893?99=FOT", TRUE, FO_TRAINING_LABEL, "04601234567893" },
    { "https://example.org/goods/7", FALSE, FO_OK, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    char gtin[FO_GTIN_MAX] = "";
    FoScan scan;
    FoCode code;
    g_assert_true (fo_scan_init (&scan, cases[i].text, strlen (cases[i].text), FO_SYMBOLOGY_UNKNOWN, NULL, 0));
    g_assert_cmpint (fo_code_read (&code, &scan, today (), false), ==, cases[i].verdict);
    g_assert_cmpint (fo_code_may_be (&code, FO_CODE_GS1), ==, cases[i].is_gs1);
    g_assert_true (fo_code_may_be (&code, FO_CODE_OTHER));
    g_assert_cmpint (code.gs1.is_link, ==, cases[i].is_gs1);
    (void) fo_code_gtin (&code, gtin);
    g_assert_cmpstr (gtin, ==, cases[i].gtin);
  }
}

/* Whatever is done to an address: it is none, or what it says stands in the string. */
static void
test_broken (void)
{
  static const char *const whole[] = {
    "https://example.org/l/01/04601234567893/10/A%2F7/21/00042?17=270531&3103=001250&linkType=all#x",
    "http://h/00/346012345678900004?02=04601234567893&37=24", "https://h/414/4600000000008/254/D?x=%20&99=FOT"
  };
  static const char signs[] = "/?#&;=%0123456789ABab.\x1d";
  g_autoptr (GRand) rand = fo_test_rand ("gs1-link/broken");
  guint links = 0, sound = 0;

  for (guint i = 0; i < fo_test_count (20000); i++) {
    g_autoptr (GString) text = g_string_new (whole[i % G_N_ELEMENTS (whole)]);
    FoGs1 gs1;
    for (int n = g_rand_int_range (rand, 1, 4); n > 0; n--) {
      gsize at = (gsize) g_rand_int_range (rand, 0, (gint32) text->len);
      gssize length = g_rand_int_range (rand, 1, 9);
      if (g_rand_boolean (rand))
        text->str[at] = signs[g_rand_int_range (rand, 0, (gint32) strlen (signs))];
      else
        g_string_erase (text, (gssize) at, MIN (length, (gssize) (text->len - at)));
    }
    if (!fo_gs1_link_parse (&gs1, text->str, text->len, today ()))
      continue;
    links++;
    sound += gs1.verdict == FO_OK;
    assert_reads_as_string (&gs1);
  }
  g_test_message ("%u links, %u of them sound", links, sound);
  g_assert_cmpuint (sound, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gs1-link/read", test_read);
  g_test_add_func ("/gs1-link/build", test_build);
  g_test_add_func ("/gs1-link/limits", test_limits);
  g_test_add_func ("/gs1-link/as-code", test_as_code);
  g_test_add_func ("/gs1-link/broken", test_broken);
  return g_test_run ();
}

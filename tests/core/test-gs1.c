/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/core/gs1.h"

#include "support/table.h"
#include <string.h>

static FoDay
today (void)
{
  return fo_day_from_civil (2026, 11, 21);
}

static char
sign_of (const FoGs1Entry *entry)
{
  if (entry->verdict != FO_OK && !(entry->flags & FO_GS1_ENTRY_UNKNOWN))
    return '!';
  if (entry->flags & FO_GS1_ENTRY_UNKNOWN)
    return '?';
  return entry->flags & FO_GS1_ENTRY_SPLITTABLE ? '~' : '=';
}

/* "01=04601234567893 10=A-77" */
static char *
describe (const FoGs1 *gs1)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < gs1->count; i++) {
    const FoGs1Entry *entry = &gs1->entries[i];
    g_string_append_printf (text, "%s%s%c%.*s", i > 0 ? " " : "", entry->ai, sign_of (entry), entry->length,
                            gs1->bytes + entry->at);
  }
  return g_string_free (text, FALSE);
}

static void
check_parse (const FoTableRow *row, gpointer data)
{
  gsize length;
  g_autofree char *bytes = fo_row_bytes (row, 0, &length);
  g_autofree char *elements = NULL;
  FoGs1 gs1;

  (void) data;
  fo_row_verdict (row, 2, fo_gs1_parse (&gs1, bytes, length, today ()));
  fo_row_verdict (row, 2, gs1.verdict);
  elements = describe (&gs1);
  fo_row_text (row, "the elements", elements, row->cells[1]);
}

static void
test_parse (void)
{
  fo_table_run ("gs1.table", 3, check_parse, NULL);
}

static void
test_limits (void)
{
  char bytes[FO_SCAN_BYTES_MAX + 1];
  GString *many = g_string_new (NULL);
  FoGs1 gs1;

  memset (bytes, 'A', sizeof bytes);
  memcpy (bytes, "44", 2);
  g_assert_cmpint (fo_gs1_parse (&gs1, bytes, FO_SCAN_BYTES_MAX, today ()), ==, FO_OK);
  g_assert_cmpuint (gs1.entries[0].length, ==, FO_SCAN_BYTES_MAX - 2);
  g_assert_cmpint (fo_gs1_parse (&gs1, bytes, FO_SCAN_BYTES_MAX + 1, today ()), ==, FO_CODE_TOO_LONG);
  g_assert_cmpuint (gs1.count, ==, 0);

  for (int i = 0; i < FO_GS1_ENTRIES_MAX; i++)
    g_string_append_printf (many, "%d01\x1d", 44 + i % 6);
  g_assert_cmpint (fo_gs1_parse (&gs1, many->str, many->len, today ()), ==, FO_OK);
  g_string_truncate (many, 0);
  for (int i = 0; i <= FO_GS1_ENTRIES_MAX; i++)
    g_string_append_printf (many, "43%02d1\x1d", 40 + i);
  g_assert_cmpint (fo_gs1_parse (&gs1, many->str, many->len, today ()), ==, FO_CODE_TOO_LONG);
  g_assert_cmpuint (gs1.count, ==, FO_GS1_ENTRIES_MAX);
  for (gsize i = 0; i < many->len; i++)
    if (many->str[i] == 0x1d)
      many->str[i] = '1';
  g_assert_cmpuint (fo_gs1_readings (many->str, many->len, today (), &gs1, 1), ==, 0);
  g_string_free (many, TRUE);
}

/* ---- what it says ------------------------------------------------------------------------------------------------ */

static bool
ask_quantity (const FoGs1 *gs1, bool (*getter) (const FoGs1 *gs1, FoQuantity *ret_u), char *text)
{
  FoQuantity u = -7;
  bool said = getter (gs1, &u);

  g_assert_cmpint (said || u == -7, ==, true);
  if (said)
    fo_quantity_print (u, text);
  return said;
}

/* The questions about numbers and days; false when there is no answer. */
static bool
ask_value (const FoGs1 *gs1, const char *question, char *text)
{
  FoQuantity u;

  if (g_str_equal (question, "expires-on"))
    return fo_day_print_iso (fo_gs1_expires_on (gs1), text)[0] != '\0';
  if (g_str_equal (question, "best-before-on"))
    return fo_day_print_iso (fo_gs1_best_before_on (gs1), text)[0] != '\0';
  if (g_str_equal (question, "produced-on"))
    return fo_day_print_iso (fo_gs1_produced_on (gs1), text)[0] != '\0';
  if (g_str_equal (question, "packed-on"))
    return fo_day_print_iso (fo_gs1_packed_on (gs1), text)[0] != '\0';
  if (g_str_equal (question, "count"))
    return ask_quantity (gs1, fo_gs1_count, text);
  if (g_str_equal (question, "content-count"))
    return ask_quantity (gs1, fo_gs1_content_count, text);
  if (g_str_equal (question, "weight"))
    return ask_quantity (gs1, fo_gs1_weight, text);
  g_assert_true (fo_gs1_measure (gs1, question + strlen ("measure-"), &u));
  fo_quantity_print (u, text);
  return true;
}

static bool
ask (const FoGs1 *gs1, const char *question, char *text)
{
  static const struct {
    const char *question;
    bool (*getter) (const FoGs1 *gs1, char *ret_text);
  } getters[] = {
    { "gtin", fo_gs1_gtin },   { "content-gtin", fo_gs1_content_gtin },
    { "lot", fo_gs1_lot },     { "serial", fo_gs1_serial },
    { "sscc", fo_gs1_sscc },   { "ship-to", fo_gs1_ship_to },
    { "order", fo_gs1_order }, { "location", fo_gs1_location },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (getters); i++)
    if (g_str_equal (question, getters[i].question))
      return getters[i].getter (gs1, text);
  if (g_ascii_isdigit (question[0]))
    return fo_gs1_text (gs1, question, text, FO_GS1_VALUE_MAX);
  return ask_value (gs1, question, text);
}

static void
check_says (const FoTableRow *row, gpointer data)
{
  char text[FO_GS1_VALUE_MAX] = "";
  FoGs1 gs1;
  bool said;

  (void) data;
  (void) fo_gs1_parse (&gs1, row->cells[0], strlen (row->cells[0]), today ());
  said = ask (&gs1, row->cells[1], text);
  fo_row_number (row, "whether it says so", said, row->cells[2][0] != '\0');
  fo_row_text (row, row->cells[1], text, row->cells[2]);
}

static void
test_says (void)
{
  fo_table_run ("gs1-says.table", 3, check_says, NULL);
}

/* A value that does not fit is not cut, and leaves the memory alone. */
static void
test_room (void)
{
  char text[8] = "1234567";
  FoGs1 gs1;

  g_assert_cmpint (fo_gs1_parse (&gs1, "10ABCDEFG", 9, today ()), ==, FO_OK);
  g_assert_false (fo_gs1_text (&gs1, "10", text, 7));
  g_assert_cmpstr (text, ==, "1234567");
  g_assert_true (fo_gs1_text (&gs1, "10", text, 8));
  g_assert_cmpstr (text, ==, "ABCDEFG");
}

/* ---- writing ----------------------------------------------------------------------------------------------------- */

/* "(01)…(10)…" to pairs; the strings belong to TEXTS. */
static guint
pairs_of (const char *cell, FoGs1Pair *pairs, GPtrArray *texts)
{
  g_auto (GStrv) parts = g_strsplit (cell, "(", -1);
  guint count = 0;

  for (char **part = parts + 1; parts[0] && *part; part++) {
    char **pair = g_strsplit (*part, ")", 2);
    gsize length;
    g_ptr_array_add (texts, pair[0]);
    g_ptr_array_add (texts, fo_table_bytes (pair[1], &length));
    g_free (pair[1]);
    g_free (pair);
    pairs[count++] = (FoGs1Pair){ texts->pdata[texts->len - 2], texts->pdata[texts->len - 1] };
  }
  return count;
}

static void
check_build (const FoTableRow *row, gpointer data)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  gsize length;
  g_autofree char *expected = fo_row_bytes (row, 1, &length);
  char text[FO_SCAN_BYTES_MAX + 1] = "untouched";
  FoGs1Pair pairs[8];
  guint count = pairs_of (row->cells[0], pairs, texts);
  FoVerdict verdict = fo_gs1_build (pairs, count, today (), text, sizeof text);

  (void) data;
  fo_row_verdict (row, 2, verdict);
  fo_row_text (row, "the element string", text, verdict == FO_OK ? expected : "untouched");
}

static void
test_build (void)
{
  fo_table_run ("gs1-build.table", 3, check_build, NULL);
}

static void
test_build_room (void)
{
  const FoGs1Pair pair = { "10", "ABCDEFG" };
  FoGs1Pair many[8];
  char text[FO_SCAN_BYTES_MAX + 1] = "", value[FO_GS1_VALUE_MAX];
  static const char *const ais[] = { "91", "92", "93", "94", "95", "96", "97", "98" };

  g_assert_cmpint (fo_gs1_build (&pair, 1, today (), text, 9), ==, FO_CODE_TOO_LONG);
  g_assert_cmpint (fo_gs1_build (&pair, 1, today (), text, 0), ==, FO_CODE_TOO_LONG);
  g_assert_cmpint (fo_gs1_build (&pair, 1, today (), text, 10), ==, FO_OK);
  g_assert_cmpstr (text, ==, "10ABCDEFG");

  memset (value, 'A', sizeof value);
  value[sizeof value - 1] = '\0';
  for (gsize i = 0; i < G_N_ELEMENTS (many); i++)
    many[i] = (FoGs1Pair){ ais[i], value };
  g_assert_cmpint (fo_gs1_build (many, 5, today (), text, sizeof text), ==, FO_OK);
  g_assert_cmpint (fo_gs1_build (many, 8, today (), text, sizeof text), ==, FO_CODE_TOO_LONG);
}

static void
test_print (void)
{
  static const char string[] = "010460123456789310A-77\x1d"
                               "2100042";
  static const char printed[] = "(01)04601234567893(10)A-77(21)00042";
  char text[64] = "untouched";
  FoGs1 gs1;

  g_assert_cmpint (fo_gs1_parse (&gs1, string, strlen (string), today ()), ==, FO_OK);
  g_assert_false (fo_gs1_print (&gs1, "()", text, strlen (printed)));
  g_assert_false (fo_gs1_print (&gs1, "()", text, 0));
  g_assert_cmpstr (text, ==, "untouched");
  g_assert_true (fo_gs1_print (&gs1, "()", text, strlen (printed) + 1));
  g_assert_cmpstr (text, ==, printed);
  g_assert_true (fo_gs1_print (&gs1, "[]", text, sizeof text));
  g_assert_cmpstr (text, ==, "[01]04601234567893[10]A-77[21]00042");
  g_assert_cmpint (fo_gs1_parse (&gs1, printed, strlen (printed), today ()), ==, FO_OK);
  g_assert_true (fo_gs1_print (&gs1, "()", text, sizeof text));
  g_assert_cmpstr (text, ==, printed);
}

/* ---- numbers ----------------------------------------------------------------------------------------------------- */

static void
check_gtin (const FoTableRow *row, gpointer data)
{
  char gtin[FO_GTIN_MAX] = "";
  FoVerdict verdict = g_str_equal (row->cells[0], "upce") ? fo_gtin_from_upce (row->cells[1], gtin)
                                                          : fo_gtin_normalise (row->cells[1], gtin);

  (void) data;
  fo_row_verdict (row, 3, verdict);
  fo_row_text (row, "the GTIN", gtin, row->cells[2]);
}

static void
test_gtin (void)
{
  fo_table_run ("gtin.table", 4, check_gtin, NULL);
}

static void
test_check_digit (void)
{
  g_assert_cmpint (fo_gs1_check_digit ("460123456789", 12), ==, '3');
  g_assert_cmpint (fo_gs1_check_digit ("9638507", 7), ==, '4');
  g_assert_cmpint (fo_gs1_check_digit ("34601234567890000", 17), ==, '4');
  g_assert_cmpint (fo_gs1_check_digit ("0", 1), ==, '0');
  g_assert_cmpint (fo_gs1_check_digit ("46O123456789", 12), ==, '\0');
  g_assert_cmpint (fo_gs1_check_digit ("", 0), ==, '\0');
}

/* A single wrong digit never passes, wherever it stands. */
static void
test_check_digit_catches (void)
{
  char gtin[FO_GTIN_MAX];

  for (int at = 0; at < 13; at++)
    for (char digit = '0'; digit <= '9'; digit++) {
      char digits[] = "4601234567893";
      if (digits[at] == digit)
        continue;
      digits[at] = digit;
      g_assert_cmpint (fo_gtin_normalise (digits, gtin), ==, FO_CODE_CHECK_DIGIT);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gs1/parse", test_parse);
  g_test_add_func ("/gs1/limits", test_limits);
  g_test_add_func ("/gs1/says", test_says);
  g_test_add_func ("/gs1/room", test_room);
  g_test_add_func ("/gs1/build", test_build);
  g_test_add_func ("/gs1/build-room", test_build_room);
  g_test_add_func ("/gs1/print", test_print);
  g_test_add_func ("/gs1/gtin", test_gtin);
  g_test_add_func ("/gs1/check-digit", test_check_digit);
  g_test_add_func ("/gs1/check-digit-catches", test_check_digit_catches);
  return g_test_run ();
}

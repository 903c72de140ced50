/* SPDX-License-Identifier: GPL-3.0-or-later
 * The AIs of gs1-ais.table, each with values drawn from its notation: what is built reads back, and what breaks the
 * notation is refused. */
#include "firstout/core/gs1.h"

#include "support/seed.h"
#include "support/table.h"
#include <stdlib.h>
#include <string.h>

#define CSET_82 "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"

typedef struct {
  char ai[FO_GS1_AI_MAX];
  char kind; /* n, x, d */
  bool up_to, checked, fixed;
  int length;
} Ai;

static GArray *ais;

static FoDay
today (void)
{
  return fo_day_from_civil (2026, 11, 21);
}

static void
read_ai (const FoTableRow *row, gpointer data)
{
  const char *notation = row->cells[1];
  Ai ai = { .kind = notation[0], .fixed = g_str_equal (row->cells[2], "fixed") };

  (void) data;
  g_strlcpy (ai.ai, row->cells[0], sizeof ai.ai);
  ai.up_to = notation[1] == '.';
  ai.length = ai.kind == 'd' ? 6 : (int) strtol (notation + (ai.up_to ? 3 : 1), NULL, 10);
  ai.checked = notation[strlen (notation) - 1] == 'c';
  g_assert_cmpint (ai.length, >, 0);
  g_array_append_val (ais, ai);
}

static void
random_value (GRand *rand, const Ai *ai, char *value)
{
  int length = ai->up_to ? g_rand_int_range (rand, 1, ai->length + 1) : ai->length;

  if (ai->kind == 'd') {
    fo_day_print_gs1 (today () + g_rand_int_range (rand, -17000, 18000), value);
    if (g_rand_int_range (rand, 0, 8) == 0)
      memcpy (value + 4, "00", 2);
    return;
  }
  for (int i = 0; i < length; i++)
    value[i] = ai->kind == 'n' ? (char) g_rand_int_range (rand, '0', '9' + 1)
                               : CSET_82[g_rand_int_range (rand, 0, (int) strlen (CSET_82))];
  if (ai->checked)
    value[length - 1] = fo_gs1_check_digit (value, (size_t) length - 1);
  value[length] = '\0';
}

static FoVerdict
verdict_of (const Ai *ai, const char *value)
{
  g_autofree char *string = g_strdup_printf ("\x1d%s%s", ai->ai, value);
  g_autofree char *bracketed = g_strdup_printf ("(%s)%s", ai->ai, value);
  FoGs1 plain, other;

  (void) fo_gs1_parse (&plain, string, strlen (string), today ());
  if (strchr (value, '(')) /* a "(77)" in a value would be the next AI */
    return plain.verdict;
  (void) fo_gs1_parse (&other, bracketed, strlen (bracketed), today ());
  if (!ai->fixed) /* there a value too long is the next element's beginning */
    g_assert_cmpstr (fo_verdict_name (plain.verdict), ==, fo_verdict_name (other.verdict));
  return other.verdict;
}

static void
assert_refused (const Ai *ai, const char *value, FoVerdict expected)
{
  FoVerdict verdict = verdict_of (ai, value);

  if (verdict != expected)
    g_error ("(%s)%s: %s, not %s", ai->ai, value, fo_verdict_name (verdict), fo_verdict_name (expected));
}

static void
test_each (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("gs1-ais/each");

  for (guint i = 0; i < ais->len; i++) {
    const Ai *ai = &g_array_index (ais, Ai, i);
    char value[2 * FO_GS1_VALUE_MAX];
    g_assert_true (fo_gs1_ai_is_known (ai->ai));
    for (int n = 0; n < 20; n++) {
      random_value (rand, ai, value);
      assert_refused (ai, value, FO_OK);
    }
    assert_refused (ai, "", FO_GS1_EMPTY_VALUE);
    memset (value, '1', sizeof value);
    value[ai->length + 1] = '\0';
    assert_refused (ai, value, FO_GS1_BAD_LENGTH);
    value[ai->length - 1] = '\0';
    if (!ai->up_to && ai->length > 1)
      assert_refused (ai, value, FO_GS1_TRUNCATED);
    random_value (rand, ai, value);
    value[0] = ai->kind == 'x' ? '@' : 'A';
    assert_refused (ai, value, FO_GS1_BAD_CHARACTER);
    if (ai->checked) {
      random_value (rand, ai, value);
      value[ai->length / 2] = value[ai->length / 2] == '0' ? '1' : '0';
      assert_refused (ai, value, FO_GS1_CHECK_DIGIT);
    }
  }
}

/* All there are: a row out of order would not be found. The number is that of the GS1 Barcode Syntax Dictionary of
 * 2025. */
static void
test_how_many (void)
{
  guint known = 0;

  for (int digits = 2; digits <= 4; digits++)
    for (int i = 0; i < (digits == 2 ? 100 : digits == 3 ? 1000 : 10000); i++) {
      char ai[8];
      g_snprintf (ai, sizeof ai, "%0*d", digits, i);
      known += fo_gs1_ai_is_known (ai);
    }
  g_assert_cmpuint (known, ==, 541);
  g_assert_false (fo_gs1_ai_is_known (""));
  g_assert_false (fo_gs1_ai_is_known ("1"));
  g_assert_false (fo_gs1_ai_is_known ("1x"));
  g_assert_false (fo_gs1_ai_is_known ("00001"));
}

/* ---- what the standard would like ----------------------------------------------------------------------------------- */

static void
check_warnings (const FoTableRow *row, gpointer data)
{
  FoGs1Warning warnings[8];
  g_autoptr (GString) text = g_string_new (NULL);
  FoGs1 gs1;
  size_t count;

  (void) data;
  (void) fo_gs1_parse (&gs1, row->cells[0], strlen (row->cells[0]), today ());
  fo_row_text (row, "the verdict", fo_verdict_name (gs1.verdict), "FO_OK");
  count = fo_gs1_warnings (&gs1, warnings, G_N_ELEMENTS (warnings));
  g_assert_cmpuint (count, <=, G_N_ELEMENTS (warnings));
  for (size_t i = 0; i < count; i++)
    g_string_append_printf (text, "%s%s%c%s", i > 0 ? " " : "", warnings[i].ai,
                            warnings[i].needs     ? '+'
                            : warnings[i].unknown ? '?'
                                                  : '-',
                            warnings[i].needs     ? warnings[i].needs
                            : warnings[i].unknown ? warnings[i].unknown
                                                  : warnings[i].unwanted);
  fo_row_text (row, "the warnings", text->str, row->cells[1]);
  g_assert_cmpuint (fo_gs1_warnings (&gs1, warnings, 0), ==, count);
}

static void
test_warnings (void)
{
  fo_table_run ("gs1-warnings.table", 2, check_warnings, NULL);
}

/* ---- whole labels ------------------------------------------------------------------------------------------------ */

typedef struct {
  FoGs1Pair pairs[6];
  char values[6][2 * FO_GS1_VALUE_MAX];
  guint count;
} Label;

static bool
same_measure (const char *a, const char *b)
{
  return a[0] == '3' && strlen (a) == 4 && strlen (b) == 4 && memcmp (a, b, 3) == 0;
}

static void
random_label (GRand *rand, Label *label)
{
  guint wanted = (guint) g_rand_int_range (rand, 1, 6);

  label->count = 0;
  while (label->count < wanted) {
    const Ai *ai = &g_array_index (ais, Ai, g_rand_int_range (rand, 0, (int) ais->len));
    bool twice = false;
    for (guint i = 0; i < label->count; i++)
      twice |= g_str_equal (label->pairs[i].ai, ai->ai) || same_measure (label->pairs[i].ai, ai->ai);
    if (twice)
      continue;
    random_value (rand, ai, label->values[label->count]);
    label->pairs[label->count] = (FoGs1Pair){ ai->ai, label->values[label->count] };
    label->count++;
  }
}

static void
assert_says_all (const FoGs1 *gs1, const Label *label)
{
  char text[FO_GS1_VALUE_MAX];

  g_assert_cmpuint (gs1->count, ==, label->count);
  for (guint i = 0; i < label->count; i++) {
    g_assert_true (fo_gs1_text (gs1, label->pairs[i].ai, text, sizeof text));
    g_assert_cmpstr (text, ==, label->pairs[i].value);
  }
}

/* Cut at any byte: whatever is still called sound stood on the label, or is the beginning of what stood there last. */
static void
assert_cut (const FoGs1 *whole, size_t length)
{
  FoGs1 cut;

  (void) fo_gs1_parse (&cut, whole->bytes, length, whole->today);
  for (int i = 0; i < cut.count; i++) {
    const FoGs1Entry *entry = &cut.entries[i], *original = &whole->entries[i];
    if (entry->verdict != FO_OK)
      continue;
    g_assert_cmpint (i, <, whole->count);
    g_assert_cmpint (entry->at, ==, original->at);
    g_assert_true (entry->length == original->length || (i == cut.count - 1 && entry->length < original->length));
  }
}

static void
test_build_and_parse (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("gs1-ais/build-and-parse");
  guint built = 0, rounds = fo_test_count (4000);

  for (guint i = 0; i < rounds; i++) {
    Label label;
    char text[FO_SCAN_BYTES_MAX + 1];
    FoVerdict verdict;
    FoGs1 gs1;
    random_label (rand, &label);
    verdict = fo_gs1_build (label.pairs, label.count, today (), text, sizeof text);
    if (verdict == FO_GS1_SEPARATOR_LOST)
      continue;
    if (verdict != FO_OK)
      g_error ("(%s)%s …: %s", label.pairs[0].ai, label.pairs[0].value, fo_verdict_name (verdict));
    built++;
    g_assert_cmpint (fo_gs1_parse (&gs1, text, strlen (text), today ()), ==, FO_OK);
    assert_says_all (&gs1, &label);
    for (size_t length = 0; length < strlen (text); length += 1 + strlen (text) / 16)
      assert_cut (&gs1, length);
  }
  g_assert_cmpuint (built * 1000, >=, rounds * 999);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ais = g_array_new (FALSE, FALSE, sizeof (Ai));
  fo_table_run ("gs1-ais.table", 3, read_ai, NULL);
  g_test_add_func ("/gs1-ais/each", test_each);
  g_test_add_func ("/gs1-ais/warnings", test_warnings);
  g_test_add_func ("/gs1-ais/how-many", test_how_many);
  g_test_add_func ("/gs1-ais/build-and-parse", test_build_and_parse);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The scanner has lost the separators, and the book knows some lots: which one does the label name? */
#include "firstout/core/gs1.h"

#include "support/seed.h"
#include "support/table.h"
#include <string.h>

static FoDay
today (void)
{
  return fo_day_from_civil (2026, 11, 21);
}

/* ---- the table --------------------------------------------------------------------------------------------------- */

/* "=04601234567893/B5@2027-05-31", "#00042"; WORD is cut into its parts. */
static FoGs1Candidate
candidate_of (char *word, int64_t id)
{
  FoGs1Candidate candidate = { .id = id, .expires_on = FO_DAY_NONE };
  char *slash = strchr (word, '/'), *at = strchr (word, '@');

  if (at && fo_day_parse_iso (at + 1, &candidate.expires_on) != FO_OK)
    g_error ("“%s” is no day", at + 1);
  if (at)
    *at = '\0';
  if (slash)
    *slash = '\0';
  candidate.gtin = slash ? word : NULL;
  candidate.lot = word[0] == '#' ? NULL : slash ? slash + 1 : word;
  candidate.serial = word[0] == '#' ? word + 1 : NULL;
  return candidate;
}

static void
check_choice (const FoTableRow *row, gpointer data)
{
  g_auto (GStrv) names = g_strsplit (row->cells[1], " ", -1), words = g_strsplit (row->cells[1], " ", -1);
  char said[2 * FO_SCAN_BYTES_MAX] = "";
  FoGs1Candidate candidates[8];
  FoGs1Choice choice = { .candidate = 99 };
  FoVerdict verdict;
  gsize count = 0, length;
  g_autofree char *bytes = fo_row_bytes (row, 0, &length);

  (void) data;
  for (gsize i = 0; words[i] && words[i][0]; i++) {
    gboolean same = words[i][0] == '=';
    candidates[count] = candidate_of (words[i] + same, same ? candidates[count - 1].id : (int64_t) i);
    count++;
  }
  verdict = fo_gs1_choose (bytes, length, today (), candidates, count, &choice);
  fo_row_verdict (row, 4, verdict);
  if (verdict != FO_OK) {
    fo_row_number (row, "the choice", (gint64) choice.candidate, 99);
    return;
  }
  fo_row_text (row, "the lot", names[choice.candidate], row->cells[2]);
  g_assert_true (fo_gs1_print (&choice.reading, "()", said, sizeof said));
  if (!choice.quantity_is_sure)
    g_strlcat (said, " ?", sizeof said);
  fo_row_text (row, "what is sure", said, row->cells[3]);
}

static void
test_table (void)
{
  fo_table_run ("gs1-choose.table", 5, check_choice, NULL);
}

/* Two hundred AIs of firms' own: nobody looks to the end, and nothing is concluded. */
static void
test_bounded (void)
{
  const FoGs1Candidate candidate = { .lot = "B5", .expires_on = FO_DAY_NONE };
  char string[FO_SCAN_BYTES_MAX + 2] = "10B5";
  FoGs1Choice choice = { .candidate = 99 };

  for (int i = 4; i < FO_SCAN_BYTES_MAX + 1; i++)
    string[i] = "9192939495969798"[i % 16];
  g_assert_cmpint (fo_gs1_choose (string, FO_SCAN_BYTES_MAX, today (), &candidate, 1, &choice), ==,
                   FO_GS1_SEPARATOR_LOST);
  g_assert_cmpint (fo_gs1_choose (string, FO_SCAN_BYTES_MAX + 1, today (), &candidate, 1, &choice), ==,
                   FO_CODE_TOO_LONG);
  g_assert_cmpuint (choice.candidate, ==, 99);
}

/* ---- labels of a warehouse, their separators dropped --------------------------------------------------------------- */

typedef enum { STYLE_NUMBER, STYLE_YEAR, STYLE_LETTER, STYLE_DAY, STYLE_DASH, STYLE_COUNTER, N_STYLES } LotStyle;

/* How makers number their lots: one style a maker. */
static char *
random_lot (GRand *rand, LotStyle style)
{
  int a = g_rand_int_range (rand, 0, 10000), day = g_rand_int_range (rand, 1, 366);

  switch (style) {
  case STYLE_NUMBER:
    return g_strdup_printf ("%06d", g_rand_int_range (rand, 0, 1000000));
  case STYLE_YEAR:
    return g_strdup_printf ("26%03d%02d", day, a % 24);
  case STYLE_LETTER:
    return g_strdup_printf ("%c%c%05d", 'A' + a % 26, 'A' + a / 26 % 26, g_rand_int_range (rand, 0, 100000));
  case STYLE_DAY:
    return g_strdup_printf ("2%d%02d%02d%c", 5 + a % 2, 1 + a % 12, 1 + a % 28, 'A' + a % 5);
  case STYLE_DASH:
    return g_strdup_printf ("L-%d/%02d", a, a % 60);
  case STYLE_COUNTER:
    return g_strdup_printf ("%d", 1 + a % 2000);
  case N_STYLES:
    break;
  }
  g_assert_not_reached ();
}

static char *
random_serial (GRand *rand)
{
  static const char signs[] = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
  GString *serial = g_string_new (NULL);
  gboolean marked = g_rand_int_range (rand, 0, 3) == 0;

  if (!marked)
    g_string_printf (serial, "%0*u", g_rand_int_range (rand, 4, 11), g_rand_int_range (rand, 0, 1000000));
  for (int i = 0; marked && i < 13; i++)
    g_string_append_c (serial, signs[g_rand_int_range (rand, 0, (gint32) strlen (signs))]);
  return g_string_free (serial, FALSE);
}

typedef struct {
  char gtin[FO_GTIN_MAX];
  LotStyle style;
  char *lots[12]; /* the book's, each another */
  FoDay expires_on[12];
} Maker;

static void
random_maker (GRand *rand, Maker *maker)
{
  g_snprintf (maker->gtin, sizeof maker->gtin, "0460%09d", g_rand_int_range (rand, 0, 1000000000));
  maker->gtin[13] = fo_gs1_check_digit (maker->gtin, 13);
  maker->gtin[14] = '\0';
  maker->style = (LotStyle) g_rand_int_range (rand, 0, N_STYLES);
  for (guint i = 0; i < G_N_ELEMENTS (maker->lots); i++) {
    gboolean twice = TRUE;
    while (twice) {
      maker->lots[i] = random_lot (rand, maker->style);
      twice = FALSE;
      for (guint j = 0; j < i; j++)
        twice |= g_str_equal (maker->lots[i], maker->lots[j]);
      if (twice)
        g_free (maker->lots[i]);
    }
    maker->expires_on[i] = today () + g_rand_int_range (rand, 30, 1000);
  }
}

static void
clear_maker (Maker *maker)
{
  for (guint i = 0; i < G_N_ELEMENTS (maker->lots); i++)
    g_free (maker->lots[i]);
}

typedef struct {
  GString *text;
  FoQuantity quantity_u; /* 0: it does not say */
} Label;

/* GTIN, then what else there is in any order, as labels of makers are; no separators. */
static void
random_label (GRand *rand, const Maker *maker, guint lot, Label *label)
{
  char day[FO_DAY_TEXT_MAX], made[FO_DAY_TEXT_MAX];
  g_autofree char *serial = random_serial (rand);
  int count = g_rand_int_range (rand, 2, 200);
  gboolean has_count = g_rand_int_range (rand, 0, 3) == 0;
  g_autofree char *parts[] = { g_strdup_printf ("10%s", maker->lots[lot]),
                               g_rand_int_range (rand, 0, 4)
                                   ? g_strdup_printf ("17%s", fo_day_print_gs1 (maker->expires_on[lot], day))
                                   : g_strdup (""),
                               g_rand_boolean (rand) ? g_strdup_printf ("21%s", serial) : g_strdup (""),
                               has_count ? g_strdup_printf ("30%d", count) : g_strdup (""),
                               g_rand_int_range (rand, 0, 4) == 0
                                   ? g_strdup_printf ("11%s", fo_day_print_gs1 (today () - count, made))
                                   : g_strdup ("") };
  guint order[G_N_ELEMENTS (parts)] = { 0, 1, 2, 3, 4 };

  label->quantity_u = has_count ? count * FO_ONE : 0;
  label->text = g_string_new (NULL);
  g_string_append_printf (label->text, "01%s", maker->gtin);
  for (guint i = G_N_ELEMENTS (parts); i-- > 0;) {
    guint j = (guint) g_rand_int_range (rand, 0, (gint32) i + 1), taken = order[j];
    order[j] = order[i];
    g_string_append (label->text, parts[taken]);
    g_clear_pointer (&parts[taken], g_free);
  }
}

typedef struct {
  guint labels, right, wrong, several, unknown, unsure, wrong_quantity;
  guint received, asked, received_wrong; /* as they stand, by a scanner nobody knows */
} Figures;

/* A receipt knows no lots: it takes what can be read in one way only, and asks about the rest. */
static void
receive_label (const Maker *maker, guint lot, const Label *label, Figures *figures)
{
  char number[FO_GS1_LOT_MAX] = "";
  FoQuantity quantity_u = 0;
  FoGs1 gs1;

  if (fo_gs1_parse (&gs1, label->text->str, label->text->len, today ()) != FO_OK || fo_gs1_may_have_lost_separators (&gs1)) {
    figures->asked++;
    return;
  }
  figures->received++;
  (void) fo_gs1_lot (&gs1, number);
  (void) fo_gs1_count (&gs1, &quantity_u);
  if (strcmp (number, maker->lots[lot]) == 0 && quantity_u == label->quantity_u)
    return;
  figures->received_wrong++;
  g_test_message ("%s: received as lot %s, and it is %s", label->text->str, number, maker->lots[lot]);
}

static void
count_label (GRand *rand, const Maker *maker, guint n_known, guint lot, Figures *figures)
{
  FoGs1Candidate candidates[G_N_ELEMENTS (maker->lots)];
  FoGs1Choice choice;
  FoQuantity quantity_u = 0;
  FoVerdict verdict;
  Label label;

  for (guint i = 0; i < n_known; i++)
    candidates[i] = (FoGs1Candidate){
      .gtin = maker->gtin, .lot = maker->lots[i], .expires_on = maker->expires_on[i], .id = (int64_t) i
    };
  random_label (rand, maker, lot, &label);
  verdict = fo_gs1_choose (label.text->str, label.text->len, today (), candidates, n_known, &choice);
  figures->labels++;
  figures->several += verdict == FO_GS1_SEPARATOR_LOST;
  figures->unknown += verdict == FO_LOT_UNKNOWN;
  if (verdict == FO_OK && choice.candidate == lot)
    figures->right++;
  else if (verdict == FO_OK)
    figures->wrong++;
  if (verdict == FO_OK && choice.candidate != lot)
    g_test_message ("%s: taken for lot %s, and it is %s", label.text->str, maker->lots[choice.candidate],
                    maker->lots[lot]);
  if (verdict == FO_OK && choice.quantity_is_sure) {
    (void) fo_gs1_count (&choice.reading, &quantity_u);
    figures->wrong_quantity += quantity_u != label.quantity_u;
  }
  figures->unsure += verdict == FO_OK && !choice.quantity_is_sure;
  receive_label (maker, lot, &label, figures);
  g_string_free (label.text, TRUE);
}

static void
print_figures (const char *what, const Figures *figures)
{
  g_test_message ("%s: %u labels, %u right (%.2f %%), %u wrong, %u refused as several, %u as unknown; quantity to ask "
                  "for: %u (%.2f %%), wrong quantity: %u; received as they stand: %u, asked about: %u, received wrong: %u",
                  what, figures->labels, figures->right, 100.0 * figures->right / figures->labels, figures->wrong,
                  figures->several, figures->unknown, figures->unsure, 100.0 * figures->unsure / figures->labels,
                  figures->wrong_quantity, figures->received, figures->asked, figures->received_wrong);
}

/* The bar: none is received for what it is not, and some are received all the same. Of at least ten thousand labels none is taken for another lot, and 97 in a hundred are recovered. Outbound:
 * the label's lot is among those of the book. */
static void
test_labels (void)
{
  g_autoptr (GRand) rand = fo_test_rand ("gs1-choose/labels");
  Figures known = { 0 }, strange = { 0 };
  guint rounds = fo_test_count (12000);

  for (guint i = 0; i < rounds; i++) {
    Maker maker;
    random_maker (rand, &maker);
    count_label (rand, &maker, 12, (guint) g_rand_int_range (rand, 0, 12), &known);
    count_label (rand, &maker, 11, 11, &strange); /* the book does not have this one */
    clear_maker (&maker);
  }
  print_figures ("the book has the lot", &known);
  print_figures ("the book does not have it", &strange);
  g_assert_cmpuint (known.wrong + strange.wrong, ==, 0);
  g_assert_cmpuint (known.wrong_quantity + strange.wrong_quantity, ==, 0);
  g_assert_cmpuint (known.received_wrong + strange.received_wrong, ==, 0);
  g_assert_cmpuint (known.received, >, known.labels / 50);
  g_assert_cmpuint (known.right * 100, >=, known.labels * 97);
  g_assert_cmpuint (known.unsure * 100, <=, known.labels * 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gs1-choose/table", test_table);
  g_test_add_func ("/gs1-choose/bounded", test_bounded);
  g_test_add_func ("/gs1-choose/labels", test_labels);
  return g_test_run ();
}

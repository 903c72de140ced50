/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every template that comes with the program: on every usual printer, in every language, ordinary, too long, empty and
 * hostile. Leaves a picture of each in <build>/pictures. */
#include "records.h"

#include "firstout/core/chart.h"
#include "where.h"

#include <glib/gstdio.h>
#include <string.h>

static FoVerdict
compose (const FoLabelTemplate *template,
         FoLanguage language,
         const FoTestRecord *record,
         int dpi,
         GPtrArray *labels,
         FoLabelRefusal *refusal)
{
  const FoArgs *rows = record->rows ? &g_array_index (record->rows, FoArgs, 0) : NULL;

  return fo_label_compose_pages (template, language, &record->fields, rows, record->rows ? record->rows->len : 0, dpi,
                                 labels, refusal);
}

static GPtrArray *
labels_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) fo_label_free);
}

static void
leave_picture (FoLabel *label, const char *template)
{
  g_autofree char *folder = g_build_filename (FO_BUILD_DIR, "pictures", NULL);
  g_autofree char *path = g_strdup_printf ("%s/label-%s.png", folder, template);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0777), ==, 0);
  g_assert_true (fo_label_write (&label, 1, path, &error));
  g_assert_no_error (error);
}

/* A page of A4 is read once a resolution, a label in every language. */
static bool
is_paper (const FoLabelTemplate *template)
{
  int width, height;

  fo_label_template_size (template, &width, &height);
  return width > 120000;
}

static void
test_ordinary (void)
{
  static const int dpis[] = { 203, 300, 600 };
  g_auto (GStrv) names = fo_test_template_names ();

  for (int i = 0; names[i]; i++)
    for (guint d = 0; d < G_N_ELEMENTS (dpis); d++)
      for (int l = 0; l < FO_N_LANGUAGES; l++) {
        g_autoptr (FoLabelTemplate) template = fo_test_template (names[i]);
        g_auto (FoTestRecord) record = { 0 };
        g_auto (FoLabelRefusal) refusal = { 0 };
        g_autoptr (GPtrArray) labels = labels_new ();
        bool training = l == FO_LANGUAGE_DE;
        if (is_paper (template) && l != (int) d)
          continue;
        fo_test_record_init (&record, template, FO_TEST_ORDINARY, (FoLanguage) l, training, NULL);
        g_assert_cmpint (record.verdict, ==, FO_OK);
        if (compose (template, (FoLanguage) l, &record, dpis[d], labels, &refusal) != FO_OK)
          g_error ("%s at %d dpi: %s %s (row %u)", names[i], dpis[d], fo_verdict_name (refusal.verdict), refusal.field,
                   refusal.row);
        for (guint p = 0; p < labels->len; p++)
          fo_test_check_label (labels->pdata[p], &record, training);
        if (dpis[d] == 203 && (l == FO_LANGUAGE_RU || is_paper (template)))
          leave_picture (labels->pdata[0], names[i]);
      }
}

/* What does not fit is refused with the size that would, and what there is; nothing is cut. */
static void
test_long (void)
{
  g_auto (GStrv) names = fo_test_template_names ();

  for (int i = 0; names[i]; i++) {
    g_autoptr (FoLabelTemplate) template = fo_test_template (names[i]);
    g_auto (FoTestRecord) record = { 0 };
    g_auto (FoLabelRefusal) refusal = { 0 };
    g_autoptr (GPtrArray) labels = labels_new ();
    if (strstr (names[i], "command") || g_str_equal (names[i], "card"))
      continue; /* their texts are ours, and fit (test_ordinary) */
    fo_test_record_init (&record, template, FO_TEST_LONG, FO_LANGUAGE_RU, false, NULL);
    g_assert_cmpint (record.verdict, ==, FO_OK);
    g_assert_cmpstr (fo_verdict_name (compose (template, FO_LANGUAGE_RU, &record, 203, labels, &refusal)), ==,
                     "FO_LABEL_DOES_NOT_FIT");
    g_assert_cmpuint (labels->len, ==, 0);
    g_assert_cmpint (refusal.needed_width_um + refusal.needed_height_um, >, 0);
    g_assert_nonnull (fo_args_get (&refusal.args, "size"));
    g_assert_nonnull (fo_args_get (&refusal.args, "available"));
  }
}

/* Without one of its needed inputs there is no label of any template. */
static void
test_empty (void)
{
  g_auto (GStrv) names = fo_test_template_names ();

  for (int i = 0; names[i]; i++) {
    g_autoptr (FoLabelTemplate) template = fo_test_template (names[i]);
    g_autoptr (GArray) inputs = fo_label_template_inputs (template);
    guint n_needed = 0;
    for (guint n = 0; n < inputs->len; n++) {
      const FoLabelInput *input = &g_array_index (inputs, FoLabelInput, n);
      g_auto (FoTestRecord) record = { 0 };
      g_auto (FoLabelRefusal) refusal = { 0 };
      g_autoptr (GPtrArray) labels = labels_new ();
      if (!input->needed)
        continue;
      n_needed++;
      fo_test_record_init (&record, template, FO_TEST_ORDINARY, FO_LANGUAGE_EN, false, NULL);
      fo_args_set_text (&record.fields, input->name, "  ");
      g_assert_cmpstr (fo_verdict_name (compose (template, FO_LANGUAGE_EN, &record, 203, labels, &refusal)), ==,
                       "FO_LABEL_FIELD_EMPTY");
      g_assert_cmpstr (refusal.field, ==, input->name);
    }
    g_assert_true (n_needed > 0 || g_str_equal (names[i], "commands"));
  }
}

/* A label printed again says which time it is, on every template; the first one says nothing. */
static void
test_copies (void)
{
  g_auto (GStrv) names = fo_test_template_names ();

  for (int i = 0; names[i]; i++)
    for (int training = 0; training < 2; training++) {
      g_autoptr (FoLabelTemplate) template = fo_test_template (names[i]);
      g_auto (FoTestRecord) record = { 0 };
      g_auto (FoLabelRefusal) refusal = { 0 };
      g_autoptr (GPtrArray) labels = labels_new ();
      fo_test_record_init (&record, template, FO_TEST_ORDINARY, FO_LANGUAGE_RU, training != 0, NULL);
      fo_label_mark_copy (&record.fields, 1);
      g_assert_cmpint (compose (template, FO_LANGUAGE_RU, &record, 203, labels, &refusal), ==, FO_OK);
      g_assert_false (fo_label_has (labels->pdata[0], "copy"));
      g_ptr_array_set_size (labels, 0);
      fo_label_mark_copy (&record.fields, 2);
      if (compose (template, FO_LANGUAGE_RU, &record, 203, labels, &refusal) != FO_OK)
        g_error ("%s: %s %s", names[i], fo_verdict_name (refusal.verdict), refusal.field);
      if (!fo_label_has (labels->pdata[0], training ? "training" : "copy"))
        g_error ("%s does not say which copy it is", names[i]);
      if (!training)
        g_assert_false (fo_label_has (labels->pdata[0], "training"));
    }
}

/* Texts that want to be something else: a printer's command, markup, a pattern, an element, another line; and those that
 * are hard to draw. Each becomes what it is, or is refused by name; the codes say what they said, or nothing. */
static const char *const hostile_texts[] = {
  "^XZ^XA~JA",
  "\r\nPRINT 9\r\n",
  "<b>&amp;</b>",
  "{own}[{own}]",
  "(10)X(21)Y",
  "A\x1d"
  "21X",
  "\x1b!R",
  "\xff\xfe",
  "\xd0",
  "FO:C:UNDO",
  "%s%n%d",
  "\xe2\x80\xae"
  "abc",
  "e\xcc\x81\xcc\x81\xcc\x81\xcc\x81",
  "\xf0\x9f\x93\xa6",
  "\xe2\x80\x8b",
  "\xef\xbf\xbe",
  "\x7f",
  "\xc2\x85",
  "'; DROP TABLE lot; --",
};

static bool
is_refusal (FoVerdict verdict)
{
  static const FoVerdict refusals[] = { FO_LABEL_BAD_CHARACTER, FO_LABEL_DOES_NOT_FIT, FO_LABEL_FIELD_EMPTY,
                                        FO_CODE_BAD_CHARACTER,  FO_GS1_BAD_CHARACTER,  FO_GS1_TRUNCATED,
                                        FO_GS1_BAD_LENGTH,      FO_GS1_BAD_DATE,       FO_GS1_EMPTY_VALUE,
                                        FO_CODE_UNKNOWN,        FO_CODE_CHECK_DIGIT,   FO_GS1_CHECK_DIGIT,
                                        /* accents on accents: with some fonts they reach into the symbol beside them */
                                        FO_LABEL_UNREADABLE };

  for (guint r = 0; r < G_N_ELEMENTS (refusals); r++)
    if (refusals[r] == verdict)
      return true;
  return false;
}

/* TEXT in the field NAME: a label whose symbols were read back (true), or a refusal that says why. */
static bool
make_hostile (const FoLabelTemplate *template, const char *name, const char *text)
{
  g_auto (FoTestRecord) record = { 0 };
  g_auto (FoLabelRefusal) refusal = { 0 };
  g_autoptr (GPtrArray) labels = labels_new ();
  FoVerdict verdict;

  fo_test_record_init (&record, template, FO_TEST_ORDINARY, FO_LANGUAGE_RU, false, NULL);
  fo_args_set_text (&record.fields, name, text);
  verdict = compose (template, FO_LANGUAGE_RU, &record, 203, labels, &refusal);
  if (verdict != FO_OK && !is_refusal (verdict))
    g_error ("%s, %s \"%s\": %s", fo_label_template_name (template), name, text, fo_verdict_name (verdict));
  return verdict == FO_OK;
}

static void
test_hostile (void)
{
  g_auto (GStrv) names = fo_test_template_names ();
  guint made = 0, tried = 0;

  for (int i = 0; names[i]; i++) {
    g_autoptr (FoLabelTemplate) template = fo_test_template (names[i]);
    g_autoptr (GArray) inputs = fo_label_template_inputs (template);

    for (guint n = 0; n < inputs->len * G_N_ELEMENTS (hostile_texts); n++) {
      const FoLabelInput *input = &g_array_index (inputs, FoLabelInput, n / G_N_ELEMENTS (hostile_texts));

      if (input->kind != FO_ARG_TEXT || is_paper (template)) /* a paper has the same boxes as the labels, and is slow */
        continue;
      made += make_hostile (template, input->name, hostile_texts[n % G_N_ELEMENTS (hostile_texts)]);
      tried++;
    }
  }
  g_print ("# %u labels made and read, %u refused\n", made, tried - made);
  g_assert_cmpuint (made, >, (tried - made) / 4);
}

/* What its symbols say is what the chart asks for, at every resolution; compose has read each of them back. */
static void
test_chart (void)
{
  static const int dpis[] = { 203, 300, 600 };
  g_autoptr (FoLabelTemplate) template = fo_test_template ("chart");

  g_autoptr (GArray) inputs = fo_label_template_inputs (template);

  g_assert_cmpuint (inputs->len, ==, 0);
  for (guint d = 0; d < G_N_ELEMENTS (dpis); d++) {
    g_auto (FoTestRecord) record = { 0 };
    g_auto (FoLabelRefusal) refusal = { 0 };
    g_autoptr (GPtrArray) labels = labels_new ();
    fo_test_record_init (&record, template, FO_TEST_ORDINARY, FO_LANGUAGE_RU, false, NULL);
    g_assert_cmpstr (fo_verdict_name (compose (template, FO_LANGUAGE_RU, &record, dpis[d], labels, &refusal)), ==, "FO_OK");
    g_assert_cmpint (fo_label_n_symbols (labels->pdata[0]), ==, FO_N_CHART_CODES + 2);
    for (int i = 0; i < FO_N_CHART_CODES; i++) {
      FoLabelSymbol symbol = fo_label_symbol (labels->pdata[0], i);
      const char *bytes = fo_chart_bytes ((FoChartCode) i);
      g_assert_cmpmem (symbol.data, symbol.length, bytes, strlen (bytes));
      g_assert_cmpint (fo_symbol_kind_symbology (symbol.kind), ==, fo_chart_symbol ((FoChartCode) i));
    }
    for (int i = FO_N_CHART_CODES; i < FO_N_CHART_CODES + 2; i++) { /* and what pairs, with its GS, also for who reads bars only */
      FoLabelSymbol symbol = fo_label_symbol (labels->pdata[0], i);
      g_assert_cmpmem (symbol.data, symbol.length, FO_CHART_PAIRING, strlen (FO_CHART_PAIRING));
      g_assert_cmpint (symbol.kind, ==, i == FO_N_CHART_CODES ? FO_SYMBOL_CODE128 : FO_SYMBOL_DATAMATRIX);
    }
    leave_picture (labels->pdata[0], "chart");
  }
}

/* The printers' test label fits the smallest paper, with a long name too. */
static void
test_printer_test (void)
{
  static const char *const printers[] = { "P", "Упаковка, стол 2", "Zebra ZD421-203dpi ZPL (Wareneingang Halle 3)" };
  g_autoptr (FoLabelTemplate) template = fo_test_template ("test");

  for (guint i = 0; i < G_N_ELEMENTS (printers); i++) {
    g_auto (FoArgs) fields = { 0 };
    g_auto (FoLabelRefusal) refusal = { 0 };
    g_autoptr (FoLabel) label = NULL;
    fo_args_set_text (&fields, "text", printers[i]);
    fo_args_set_count (&fields, "count", 203);
    g_assert_cmpstr (fo_verdict_name (fo_label_compose (template, FO_LANGUAGE_DE, &fields, 203, &label, &refusal)), ==,
                     "FO_OK");
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label/shipped/ordinary", test_ordinary);
  g_test_add_func ("/label/shipped/long", test_long);
  g_test_add_func ("/label/shipped/empty", test_empty);
  g_test_add_func ("/label/shipped/copies", test_copies);
  g_test_add_func ("/label/shipped/hostile", test_hostile);
  g_test_add_func ("/label/shipped/chart", test_chart);
  g_test_add_func ("/label/shipped/printer-test", test_printer_test);
  return g_test_run ();
}

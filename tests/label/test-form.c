/* SPDX-License-Identifier: GPL-3.0-or-later
 * Labels from what people give: a form, a table, a range of numbers. */
#include "firstout/label/form.h"
#include "records.h"

#include <string.h>

static const char *
text_of (const FoArgs *fields, const char *name)
{
  const FoArg *arg = fo_args_get (fields, name);

  return arg && arg->text ? arg->text : "";
}

/* ---- ranges ------------------------------------------------------------------------------------------------------ */

static void
test_series (void)
{
  static const struct {
    const char *text;
    FoVerdict verdict;
    guint n;
    const char *first, *last;
  } cases[] = {
    { "A001..A050", FO_OK, 50, "A001", "A050" },
    { "A001+50", FO_OK, 50, "A001", "A050" },
    { " A001 .. A003 ", FO_OK, 3, "A001", "A003" },
    { "A007", FO_OK, 1, "A007", "A007" },
    { "007", FO_OK, 1, "007", "007" },
    { "8..12", FO_OK, 5, "8", "12" },
    { "A098..A101", FO_OK, 4, "A098", "A101" },
    { "SN-2026-0099-X..SN-2026-0101-X", FO_OK, 3, "SN-2026-0099-X", "SN-2026-0101-X" },
    { "Ж-09..Ж-11", FO_OK, 3, "Ж-09", "Ж-11" },
    { "000000000000000001+2", FO_OK, 2, "000000000000000001", "000000000000000002" },
    { "A0001..A9999", FO_OK, 9999, "A0001", "A9999" },
    { "1..10000", FO_OK, 10000, "1", "10000" },
    { "A98+5", FO_LABEL_SERIES_BAD, 0, NULL, NULL },
    { "999999999999999999+2", FO_LABEL_SERIES_BAD, 0, NULL, NULL },
    { "A050..A001", FO_LABEL_SERIES_BAD, 0, NULL, NULL },
    { "A001..B050", FO_LABEL_SERIES_BAD, 0, NULL, NULL },
    { "A001..A0050", FO_LABEL_SERIES_BAD, 0, NULL, NULL },
    { "A01..A100", FO_LABEL_SERIES_BAD, 0, NULL, NULL },
    { "A001X..A002Y", FO_LABEL_SERIES_BAD, 0, NULL, NULL },
    { "", FO_LABEL_SERIES_BAD, 0, NULL, NULL },
    { "ABC", FO_LABEL_SERIES_BAD, 0, NULL, NULL },
    { "A001..", FO_LABEL_SERIES_BAD, 0, NULL, NULL },
    { "..A050", FO_LABEL_SERIES_BAD, 0, NULL, NULL },
    { "A001+", FO_LABEL_SERIES_BAD, 0, NULL, NULL },
    { "A001+0", FO_LABEL_SERIES_BAD, 0, NULL, NULL },
    { "A001+-5", FO_LABEL_SERIES_BAD, 0, NULL, NULL },
    { "1234567890123456789", FO_LABEL_SERIES_BAD, 0, NULL, NULL },
    { "A000001+18446744073709551615", FO_LABEL_SERIES_BAD, 0, NULL, NULL },
    { "A00001..A10001", FO_LABEL_TOO_MANY, 0, NULL, NULL },
    { "A0000001+1000000", FO_LABEL_TOO_MANY, 0, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    FoLabelSeries series;
    g_autofree char *first = NULL, *last = NULL;
    FoVerdict verdict = fo_label_series_parse (cases[i].text, &series);
    if (verdict != cases[i].verdict)
      g_error ("\"%s\": %s", cases[i].text, fo_verdict_name (verdict));
    if (verdict != FO_OK)
      continue;
    first = fo_label_series_print (&series, 0);
    last = fo_label_series_print (&series, series.n - 1);
    g_assert_cmpuint (series.n, ==, cases[i].n);
    g_assert_cmpstr (first, ==, cases[i].first);
    g_assert_cmpstr (last, ==, cases[i].last);
  }
}

static void
test_series_too_long (void)
{
  g_autofree char *before = g_strnfill (64, 'A'), *after = g_strnfill (64, 'B');
  g_autofree char *long_before = g_strconcat (before, "1", NULL), *long_after = g_strconcat ("1", after, NULL);
  FoLabelSeries series;

  g_assert_cmpint (fo_label_series_parse (long_before, &series), ==, FO_TEXT_TOO_LONG);
  g_assert_cmpint (fo_label_series_parse (long_after, &series), ==, FO_TEXT_TOO_LONG);
}

/* ---- cartons' numbers -------------------------------------------------------------------------------------------- */

static void
test_sscc (void)
{
  static const struct {
    const char *company;
    guint64 number;
    FoVerdict verdict;
    const char *sscc;
  } cases[] = {
    { "34601234", 17, FO_OK, "346012340000000179" },
    { "34601234", 999999999, FO_OK, "346012349999999990" },
    { "34601234", 1000000000, FO_CODE_TOO_LONG, NULL }, /* never wrapped to the number of another carton */
    { "34601234", G_MAXUINT64, FO_CODE_TOO_LONG, NULL },
    { "3460", 1, FO_SSCC_PREFIX_BAD, NULL },
    { "34601234567890", 1, FO_SSCC_PREFIX_BAD, NULL },
    { "3460123A", 1, FO_SSCC_PREFIX_BAD, NULL },
    { "", 1, FO_SSCC_PREFIX_BAD, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    char sscc[FO_SSCC_MAX] = "";
    g_assert_cmpstr (fo_verdict_name (fo_label_sscc (cases[i].company, cases[i].number, sscc)), ==,
                     fo_verdict_name (cases[i].verdict));
    if (cases[i].sscc)
      g_assert_cmpstr (sscc, ==, cases[i].sscc);
  }
}

/* ---- forms ------------------------------------------------------------------------------------------------------- */

static const FoLabelInput *
input_of (GArray *inputs, const char *name)
{
  for (guint i = 0; i < inputs->len; i++)
    if (g_str_equal (g_array_index (inputs, FoLabelInput, i).name, name))
      return &g_array_index (inputs, FoLabelInput, i);
  return NULL;
}

static void
test_inputs (void)
{
  g_autoptr (FoLabelTemplate) template = fo_test_template ("lot");
  g_autoptr (GArray) inputs = fo_label_template_inputs (template);

  g_assert_true (input_of (inputs, "code")->needed);
  g_assert_true (input_of (inputs, "item")->needed);
  g_assert_false (input_of (inputs, "lot")->needed);
  g_assert_cmpint (input_of (inputs, "expires_on")->kind, ==, FO_ARG_DAY);
  g_assert_cmpint (input_of (inputs, "quantity")->kind, ==, FO_ARG_QUANTITY);
  g_assert_nonnull (input_of (inputs, "note"));
  g_assert_null (input_of (inputs, "gs1")); /* what the program makes, nobody types */
  g_assert_null (input_of (inputs, "own"));
  g_assert_null (input_of (inputs, "copy"));
}

static FoVerdict
give (GArray *inputs, const char *name, const char *text, FoArgs *fields, FoLabelRefusal *refusal)
{
  return fo_label_input_read (input_of (inputs, name), text, fo_test_today (), fields, refusal);
}

/* What a person types into the form becomes the same symbol as the record of the warehouse. */
static void
test_complete (void)
{
  g_autoptr (FoLabelTemplate) template = fo_test_template ("lot");
  g_autoptr (GArray) inputs = fo_label_template_inputs (template);
  g_auto (FoArgs) fields = { 0 };
  g_auto (FoLabelRefusal) refusal = { 0 };
  g_autoptr (FoLabel) label = NULL;

  g_assert_cmpint (give (inputs, "item", "Герметик", &fields, &refusal), ==, FO_OK);
  g_assert_cmpint (give (inputs, "code", "SEALANT-310", &fields, &refusal), ==, FO_OK);
  g_assert_cmpint (give (inputs, "lot", "B2411-07", &fields, &refusal), ==, FO_OK);
  g_assert_cmpint (give (inputs, "gtin", "4601234567893", &fields, &refusal), ==, FO_OK);
  g_assert_cmpint (give (inputs, "expires_on", "31.05.27", &fields, &refusal), ==, FO_OK);
  g_assert_cmpint (give (inputs, "quantity", "2,5", &fields, &refusal), ==, FO_OK);
  g_assert_cmpint (give (inputs, "unit", "шт", &fields, &refusal), ==, FO_OK);
  g_assert_cmpint (fo_label_complete (template, FO_LANGUAGE_RU, fo_test_today (), false, &fields, &refusal), ==, FO_OK);
  g_assert_cmpstr (text_of (&fields, "own"), ==, "FO:L:SEALANT-310/B2411-07");
  g_assert_cmpint (fo_label_compose (template, FO_LANGUAGE_RU, &fields, 203, &label, &refusal), ==, FO_OK);
  g_assert_cmpstr (fo_label_symbol (label, 0).data, ==,
                   "0104601234567893"
                   "17270531"
                   "10B2411-07");
}

/* What changes from label to label stands last in the code. */
static void
test_serial_last (void)
{
  g_autoptr (FoLabelTemplate) template = fo_test_template ("lot");
  FoTestGoods goods;
  g_autoptr (FoLabel) label = NULL;

  fo_test_goods_init (&goods);
  goods.record.serial = "A001";
  goods.record.training = true;
  goods.record.quantity_in_code = true;
  label = fo_test_label ("lot", FO_LANGUAGE_RU, &goods);
  g_assert_cmpstr (fo_label_symbol (label, 0).data, ==,
                   "01" FO_TEST_GTIN "17270531"
                   "3012\x1d"
                   "99FOT\x1d"
                   "10B2411-07\x1d"
                   "21A001");
  g_assert_true (fo_label_has (label, "serial"));
  g_assert_false (fo_label_has (label, "quantity"));
}

static void
test_wrong_values (void)
{
  static const struct {
    const char *name, *text;
    FoVerdict verdict;
  } cases[] = {
    { "expires_on", "31.02.27", FO_DAY_BAD },       { "expires_on", "soon", FO_DAY_BAD },
    { "quantity", "five", FO_QUANTITY_BAD },        { "quantity", "0", FO_QUANTITY_NOT_POSITIVE },
    { "quantity", "-3", FO_QUANTITY_NOT_POSITIVE },
  };
  g_autoptr (FoLabelTemplate) template = fo_test_template ("lot");
  g_autoptr (GArray) inputs = fo_label_template_inputs (template);
  g_autofree char *book = g_strnfill (FO_LABEL_VALUE_MAX + 1, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (FoArgs) fields = { 0 };
    g_auto (FoLabelRefusal) refusal = { 0 };
    g_assert_cmpstr (fo_verdict_name (give (inputs, cases[i].name, cases[i].text, &fields, &refusal)), ==,
                     fo_verdict_name (cases[i].verdict));
    g_assert_cmpstr (refusal.field, ==, cases[i].name);
    g_assert_cmpuint (fields.n, ==, 0);
  }
  g_auto (FoArgs) fields = { 0 };
  g_auto (FoLabelRefusal) refusal = { 0 };
  g_assert_cmpint (give (inputs, "item", book, &fields, &refusal), ==, FO_TEXT_TOO_LONG);
}

/* While a form is filled in, each field that is not well yet says why. */
static void
test_check (void)
{
  g_autoptr (FoLabelTemplate) template = fo_test_template ("lot");
  g_autoptr (GArray) refusals = g_array_new (FALSE, FALSE, sizeof (FoLabelRefusal));
  g_auto (FoArgs) fields = { 0 };
  bool item = false, code = false;

  g_array_set_clear_func (refusals, (GDestroyNotify) fo_label_refusal_clear);
  fo_args_set_text (&fields, "note", "\x01");
  fo_args_set_text (&fields, "own", "FO:L:A/");
  fo_label_check (template, FO_LANGUAGE_RU, &fields, NULL, 0, 203, refusals);
  g_assert_cmpuint (refusals->len, ==, 3);
  for (guint i = 0; i < refusals->len; i++) {
    const FoLabelRefusal *refusal = &g_array_index (refusals, FoLabelRefusal, i);
    item = item || (g_str_equal (refusal->field, "item") && refusal->verdict == FO_LABEL_FIELD_EMPTY);
    code = code || (g_str_equal (refusal->field, "note") && refusal->verdict == FO_LABEL_BAD_CHARACTER);
  }
  g_assert_true (item && code);
}

/* A preview before anything was chosen shows a whole label, in each language. */
static void
test_sample (void)
{
  g_auto (GStrv) names = fo_test_template_names ();

  for (int i = 0; names[i]; i++)
    for (int l = 0; l < FO_N_LANGUAGES; l++) {
      g_autoptr (FoLabelTemplate) template = fo_test_template (names[i]);
      g_auto (FoArgs) fields = { 0 };
      g_auto (FoLabelRefusal) refusal = { 0 };
      g_autoptr (FoLabel) label = NULL;
      fo_label_sample (template, (FoLanguage) l, fo_test_today (), &fields);
      if (fo_label_complete (template, (FoLanguage) l, fo_test_today (), false, &fields, &refusal) != FO_OK
          || fo_label_compose (template, (FoLanguage) l, &fields, 203, &label, &refusal) != FO_OK)
        g_error ("%s: %s %s", names[i], fo_verdict_name (refusal.verdict), refusal.field);
    }
}

/* ---- tables ------------------------------------------------------------------------------------------------------ */

static void
test_columns (void)
{
  static const char *const heads[] = { "Артикул", "название", "Last usable day", "Цвет", "партия", "GTIN", "Копий" };
  static const char *const cells[] = { "SEALANT-310", "Герметик", "05.27", "белый", "B2411-07", "", "3" };
  g_autoptr (FoLabelTemplate) template = fo_test_template ("lot");
  g_auto (FoLabelRefusal) refusal = { 0 };
  g_autoptr (FoLabelColumns) columns = fo_label_columns_new (template, heads, 7, &refusal);
  g_auto (FoArgs) fields = { 0 };
  FoLabelSeries series;
  guint copies;

  g_assert_nonnull (columns);
  g_assert_cmpstr (fo_label_columns_name (columns, 2), ==, "expires_on");
  g_assert_null (fo_label_columns_name (columns, 3));
  g_assert_cmpstr (fo_label_columns_name (columns, 6), ==, "copies");
  g_assert_cmpint (fo_label_columns_read (columns, cells, 7, fo_test_today (), &fields, &copies, &series, &refusal), ==,
                   FO_OK);
  g_assert_cmpuint (copies, ==, 3);
  g_assert_cmpuint (series.n, ==, 0);
  g_assert_cmpint (fo_args_get (&fields, "expires_on")->number, ==, fo_day_from_civil (2027, 5, 31));
  g_assert_cmpstr (text_of (&fields, "lot"), ==, "B2411-07");
  g_assert_cmpint (fo_label_columns_read (columns, cells, 3, fo_test_today (), &fields, &copies, &series, &refusal), ==,
                   FO_OK);
  g_assert_cmpuint (copies, ==, 1);
}

static void
test_wrong_columns (void)
{
  static const char *const twice[] = { "code", "item", "Артикул" }, *const without[] = { "item", "lot" };
  static const char *const heads[] = { "code", "item", "copies", "serial" };
  static const struct {
    const char *copies, *serial;
    FoVerdict verdict;
  } rows[] = {
    { "2", "", FO_OK },
    { "0", "", FO_OK },
    { "", "A001..A010", FO_OK },
    { "1,5", "", FO_QUANTITY_NOT_WHOLE },
    { "-1", "", FO_QUANTITY_NOT_POSITIVE },
    { "many", "", FO_QUANTITY_BAD },
    { "10001", "", FO_LABEL_TOO_MANY },
    { "", "A9+5", FO_LABEL_SERIES_BAD },
  };
  g_autoptr (FoLabelTemplate) template = fo_test_template ("lot");
  g_auto (FoLabelRefusal) refusal = { 0 };
  g_autoptr (FoLabelColumns) columns = NULL;

  g_assert_null (fo_label_columns_new (template, twice, 3, &refusal));
  g_assert_cmpint (refusal.verdict, ==, FO_LABEL_COLUMN_TWICE);
  g_assert_null (fo_label_columns_new (template, without, 2, &refusal));
  g_assert_cmpint (refusal.verdict, ==, FO_LABEL_FIELD_EMPTY);
  g_assert_cmpstr (refusal.field, ==, "code");
  columns = fo_label_columns_new (template, heads, 4, &refusal);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const char *cells[] = { "A", "B", rows[i].copies, rows[i].serial };
    g_auto (FoArgs) fields = { 0 };
    FoLabelSeries series;
    guint copies = 77;
    FoVerdict verdict =
        fo_label_columns_read (columns, cells, 4, fo_test_today (), &fields, &copies, &series, &refusal);
    if (verdict != rows[i].verdict)
      g_error ("\"%s\" \"%s\": %s", rows[i].copies, rows[i].serial, fo_verdict_name (verdict));
    g_assert_true (verdict == FO_OK || (copies == 77 && fields.n == 0));
  }
}

/* Heads as tables of suppliers, of 1C and of people have them. */
static void
test_other_heads (void)
{
  static const struct {
    const char *head, *name;
  } heads[] = {
    { "Годен по", "expires_on" },      { "Годен до", "expires_on" },  { "срок годности", "expires_on" },
    { "Срок_годности", "expires_on" }, { "MHD", "expires_on" },       { "Verwendbar bis", "expires_on" },
    { "Use by", "expires_on" },        { "expiry date", "expires_on" }, { "партия", "lot" },
    { "СЕРИЯ", "lot" },                { "Номер партии", "lot" },     { "Charge", "lot" },
    { "Chargen-Nr.", "lot" },          { "Batch", "lot" },            { "Количество", "quantity" },
    { "Кол-во", "quantity" },          { "Menge", "quantity" },       { "Stückzahl", "quantity" },
    { "qty", "quantity" },             { "срок поставки", NULL },     { "Seriennummern", NULL },
  };
  g_autoptr (FoLabelTemplate) template = fo_test_template ("lot");

  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++) {
    const char *const all[] = { "code", "item", heads[i].head };
    g_auto (FoLabelRefusal) refusal = { 0 };
    g_autoptr (FoLabelColumns) columns = fo_label_columns_new (template, all, 3, &refusal);

    g_test_message ("%s", heads[i].head);
    g_assert_nonnull (columns);
    g_assert_cmpstr (fo_label_columns_name (columns, 2), ==, heads[i].name);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label/form/series", test_series);
  g_test_add_func ("/label/form/series-too-long", test_series_too_long);
  g_test_add_func ("/label/form/sscc", test_sscc);
  g_test_add_func ("/label/form/inputs", test_inputs);
  g_test_add_func ("/label/form/complete", test_complete);
  g_test_add_func ("/label/form/serial-last", test_serial_last);
  g_test_add_func ("/label/form/wrong-values", test_wrong_values);
  g_test_add_func ("/label/form/check", test_check);
  g_test_add_func ("/label/form/sample", test_sample);
  g_test_add_func ("/label/form/columns", test_columns);
  g_test_add_func ("/label/form/other-heads", test_other_heads);
  g_test_add_func ("/label/form/wrong-columns", test_wrong_columns);
  return g_test_run ();
}

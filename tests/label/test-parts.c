/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a template is made of: parts that may be left out, codes composed of several fields, lists that run over pages,
 * the line under a symbol that people read, bearer bars. */
#include "firstout/core/gs1.h"
#include "maker.h"

#include <string.h>

#define GS "\x1d"

static FoVerdict
compose (const char *text, const FoArgs *fields, GArray *rows, GPtrArray *labels, FoLabelRefusal *refusal)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoLabelTemplate) template = fo_label_template_parse ("own.label", text, &error);

  g_assert_no_error (error);
  return fo_label_compose_pages (template, FO_LANGUAGE_RU, fields, rows ? &g_array_index (rows, FoArgs, 0) : NULL,
                                 rows ? rows->len : 0, FO_LABEL_DPI, labels, refusal);
}

static GPtrArray *
labels_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) fo_label_free);
}

/* What the one symbol of DATA in KIND says, or the name of the refusal. */
static char *
say (const char *kind, const char *data, const FoArgs *fields)
{
  g_autofree char *text =
      g_strdup_printf ("[label]\nsize=120 60\n[x]\nbox=1 1 118 50\nsymbol=%s\nmodule=0.25 0.5\ndata=%s\n", kind, data);
  g_autoptr (GPtrArray) labels = labels_new ();
  g_auto (FoLabelRefusal) refusal = { 0 };
  FoVerdict verdict = compose (text, fields, NULL, labels, &refusal);
  FoSymbolFound found;

  if (verdict != FO_OK)
    return g_strdup (fo_verdict_name (verdict));
  fo_test_read_label (labels->pdata[0], &found);
  return g_strndup (found.bytes, found.length);
}

static void
set_fields (FoArgs *fields)
{
  fo_args_set_text (fields, "item", "Насос");
  fo_args_set_text (fields, "gtin", "4601234567893");
  fo_args_set_text (fields, "lot", "B2411-07");
  fo_args_set_text (fields, "serial", "A001");
  fo_args_set_text (fields, "cyrillic", "Партия");
  fo_args_set_text (fields, "bracket", "A(21)9");
  fo_args_set_text (fields, "separator", "A" GS "21X");
  fo_args_set_day (fields, "expires_on", fo_day_from_civil (2027, 5, 31));
  fo_args_set_count (fields, "n", 12);
}

/* ---- composed codes ---------------------------------------------------------------------------------------------- */

static void
test_composed (void)
{
  static const struct {
    const char *kind, *data, *says;
  } cases[] = {
    { "code128", "{n}-{lot}", "12-B2411-07" },
    { "qr", "{item}/{lot}[/{nothing}]", "Насос/B2411-07" },
    { "qr", "{item}[/{serial}]", "Насос/A001" },
    { "qr", "[[{item}]]", "[Насос]" },
    { "qr", "{expires_on}", "31.05.2027" },
    { "qr", "{nothing}", "FO_LABEL_FIELD_EMPTY" },
    { "qr", "(01){gtin}", "(01)4601234567893" }, /* no GS1 symbol: brackets are brackets */
    { "gs1-datamatrix", "(01){gtin}(17){expires_on}(10){lot}(21){serial}",
      "01046012345678931727053110B2411-07" GS "21A001" },
    { "gs1-datamatrix", "(10){lot}(01){gtin}", "010460123456789310B2411-07" },
    { "gs1-128", "(01){gtin}[(17){nothing}](10){lot}", "010460123456789310B2411-07" },
    { "gs1-128", "(01){gtin}[(17){expires_on}]", "010460123456789317270531" },
    { "gs1-qr", "(01){gtin}(30){n}(10){lot}-{serial}", "01046012345678933012" GS "10B2411-07-A001" },
    { "gs1-datamatrix", "(01){gtin}(10){bracket}", "010460123456789310A(21)9" }, /* a value is never an element */
    { "gs1-datamatrix", "(01){gtin}(10){separator}", "FO_GS1_BAD_CHARACTER" },
    { "gs1-datamatrix", "(01){gtin}(10){cyrillic}", "FO_GS1_BAD_CHARACTER" },
    { "gs1-datamatrix", "(01){lot}", "FO_GS1_TRUNCATED" },
    { "gs1-datamatrix", "(01){gtin}(10){nothing}", "FO_LABEL_FIELD_EMPTY" },
    { "gs1-datamatrix", "[(10){nothing}]", "FO_CODE_EMPTY" },
  };
  g_auto (FoArgs) fields = { 0 };

  set_fields (&fields);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *said = say (cases[i].kind, cases[i].data, &fields);
    if (g_strcmp0 (said, cases[i].says) != 0)
      g_error ("%s %s says %s", cases[i].kind, cases[i].data, said);
  }
}

static void
test_mistakes (void)
{
  static const struct {
    const char *text, *says;
  } cases[] = {
    { "[x]\nbox=1 1 20 5\nsize=3\ntext=a[b\n", "has a bracket" },
    { "[x]\nbox=1 1 20 5\nsize=3\ntext=a]b\n", "has a bracket" },
    { "[x]\nbox=1 1 20 5\nsize=3\ntext=a[b[c]]\n", "has a bracket" },
    { "[x]\nbox=1 1 20 20\nsymbol=gs1-datamatrix\ndata=(01){gtin}(1234567){lot}\n", "" },
    { "[x]\nbox=1 1 20 20\nsymbol=gs1-datamatrix\ndata=(05){gtin}\n", "an AI that is not in the table" },
    { "[x]\nbox=1 1 20 20\nsymbol=gs1-datamatrix\ndata=(01)\n", "is made of elements" },
    { "[x]\nbox=1 1 20 20\nsymbol=gs1-datamatrix\ndata=(01){gtin}[(10){lot}\n", "is made of elements" },
    { "[x]\nbox=1 1 20 20\nsymbol=gs1-datamatrix\ndata=(01){gtin\n", "has a brace" },
    { "[x]\nbox=1 1 20 20\nsymbol=qr\ndata=a\nbearer=true\n", "is for bars" },
    { "[x]\nbox=1 1 20 20\nsymbol=qr\ndata=a\nhri=1\n", "is from 1.5 mm" },
    { "[x]\nbox=1 1 20 20\nsymbol=qr\ndata=a\nhri=10\n", "is from 1.5 mm" },
    { "[x]\nin=row\nbox=1 1 20 5\nsize=3\ntext=a\n", "wants a list=" },
    { "[x]\nbox=1 1 20 5\nrule=yes\n", "is true or false" },
    { "[x]\nbox=1 1 20 5\nrule=false\n", "is true" },
    { "[x]\nbox=1 1 20 5\nrule=true\ntext=a\n", "is not understood" },
  };
  static const struct {
    const char *head, *says;
  } heads[] = {
    { "list=1 1 100 20\nrow=50 5\n", "[label] list: lies outside" },
    { "list=1 1 50 20\n", "[label] row: is missing" },
    { "row=50 5\n", "[label] list: is missing" },
    { "pages=1\n", "[label] list: is missing" },
    { "list=1 1 50 20\nrow=51 5\n", "[label] row: does not fit" },
    { "list=1 1 50 20\nrow=50 0.5\n", "[label] row: does not fit into list, or is thinner" },
    { "list=1 1 50 20\nrow=50 5\npages=2\n", "[label] pages: is a number from 1 to 1" },
    { "record=ship\n", "[label] record: is none, item, lot, place, carton, badge, command, task, voucher or chart" },
    { "list=1 1 50 20\nrow=50 5\n[x]\nin=row\nbox=1 1 50 4\nsize=3\ntext=a\n", "[x] box: lies outside the row" },
    { "list=1 1 50 20\nrow=50 5\n[x]\nin=column\nbox=1 1 9 4\nsize=3\ntext=a\n", "[x] in: is page, row or more" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases) + G_N_ELEMENTS (heads); i++) {
    bool head = i >= G_N_ELEMENTS (cases);
    guint h = i - (guint) G_N_ELEMENTS (cases);
    g_autofree char *text = g_strconcat ("[label]\nsize=58 40\n", head ? heads[h].head : cases[i].text, NULL);
    const char *says = head ? heads[h].says : cases[i].says;
    g_autoptr (GError) error = NULL;
    g_autoptr (FoLabelTemplate) template = fo_label_template_parse ("own.label", text, &error);
    if (template && *says)
      g_error ("%s is accepted", text);
    if (!template && !strstr (error->message, says))
      g_error ("\"%s\" does not say \"%s\"", error->message, says);
  }
}

/* ---- lists ------------------------------------------------------------------------------------------------------- */

#define LIST                                                                                                           \
  "[label]\nsize=100 60\nlist=2 10 96 40\nrow=48 10\n%s"                                                               \
  "[page]\nbox=2 2 50 6\nsize=4\ntext={page}/{pages} {title}\n"                                                        \
  "[item]\nin=row\nbox=0 1 30 8\nsize=4\ntext={item}\n"                                                                \
  "[code]\nin=row\nbox=31 0 10 10\nsymbol=qr\nmodule=0.25 1\ndata={own}\n"                                             \
  "[more]\nin=more\nbox=0 0 10 10\nsymbol=qr\nmodule=0.25 1\ndata=+{more}\n"

static GArray *
rows_new (guint n)
{
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (FoArgs));

  g_array_set_clear_func (rows, (GDestroyNotify) fo_args_clear);
  g_array_set_size (rows, n);
  for (guint i = 0; i < n; i++) {
    g_autofree char *own = g_strdup_printf ("P%02u", i);
    fo_args_set_text (&g_array_index (rows, FoArgs, i), "item", own);
    fo_args_set_text (&g_array_index (rows, FoArgs, i), "own", own);
  }
  return rows;
}

/* How many rows of a page, and whether they stand in order across and down. */
static guint
count_rows (const FoLabel *label, guint first)
{
  int n = fo_label_n_symbols (label) - (fo_label_has (label, "more") ? 1 : 0);

  for (int i = 0; i < n; i++) {
    FoLabelSymbol symbol = fo_label_symbol (label, i);
    g_autofree char *wanted = g_strdup_printf ("P%02u", first + (guint) i);
    g_assert_cmpmem (symbol.data, symbol.length, wanted, strlen (wanted));
    if (i % 2 == 1)
      g_assert_cmpint (symbol.y, ==, fo_label_symbol (label, i - 1).y);
    else if (i > 0)
      g_assert_cmpint (symbol.y, >, fo_label_symbol (label, i - 1).y);
  }
  return (guint) n;
}

static void
test_pages (void)
{
  static const struct {
    guint rows, pages, last;
  } cases[] = { { 0, 1, 0 }, { 1, 1, 1 }, { 8, 1, 8 }, { 9, 2, 1 }, { 16, 2, 8 }, { 17, 3, 1 } };
  g_autofree char *text = g_strdup_printf (LIST, "");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GArray) rows = rows_new (cases[i].rows);
    g_autoptr (GPtrArray) labels = labels_new ();
    g_auto (FoArgs) fields = { 0 };
    g_auto (FoLabelRefusal) refusal = { 0 };
    fo_args_set_text (&fields, "title", "T");
    g_assert_cmpint (compose (text, &fields, rows, labels, &refusal), ==, FO_OK);
    g_assert_cmpuint (labels->len, ==, cases[i].pages);
    for (guint p = 0; p < labels->len; p++)
      g_assert_cmpuint (count_rows (labels->pdata[p], p * 8), ==, p + 1 < labels->len ? 8 : cases[i].last);
    g_assert_false (fo_label_has (labels->pdata[0], "more"));
  }
}

/* N rows are told of instead of being there; 0: none. */
static void
assert_more (const FoLabel *label, guint n)
{
  g_autofree char *wanted = g_strdup_printf ("+%u", n);
  FoLabelSymbol last = fo_label_symbol (label, fo_label_n_symbols (label) - 1);

  g_assert_cmpint (g_str_equal (last.box, "more"), ==, n > 0);
  if (n > 0)
    g_assert_cmpmem (last.data, last.length, wanted, strlen (wanted));
}

/* On one label only: what does not fit is told, not lost. */
static void
test_more (void)
{
  g_autofree char *text = g_strdup_printf (LIST, "pages=1\n");

  for (guint n = 7; n <= 10; n++) {
    g_autoptr (GArray) rows = rows_new (n);
    g_autoptr (GPtrArray) labels = labels_new ();
    g_auto (FoArgs) fields = { 0 };
    g_auto (FoLabelRefusal) refusal = { 0 };
    fo_args_set_text (&fields, "title", "T");
    g_assert_cmpint (compose (text, &fields, rows, labels, &refusal), ==, FO_OK);
    g_assert_cmpuint (labels->len, ==, 1);
    g_assert_cmpuint (count_rows (labels->pdata[0], 0), ==, n <= 8 ? n : 7);
    assert_more (labels->pdata[0], n > 8 ? n - 7 : 0);
  }
}

/* One bad row refuses the whole paper and says which it was; no page is handed out. */
static void
test_bad_row (void)
{
  g_autofree char *text = g_strdup_printf (LIST, "");
  g_autoptr (GArray) rows = rows_new (20);
  g_autoptr (GPtrArray) labels = labels_new ();
  g_auto (FoArgs) fields = { 0 };
  g_auto (FoLabelRefusal) refusal = { 0 };

  fo_args_set_text (&fields, "title", "T");
  fo_args_set_text (&g_array_index (rows, FoArgs, 12), "item", NULL);
  g_assert_cmpint (compose (text, &fields, rows, labels, &refusal), ==, FO_LABEL_FIELD_EMPTY);
  g_assert_cmpstr (refusal.field, ==, "item");
  g_assert_cmpuint (refusal.row, ==, 13);
  g_assert_cmpuint (labels->len, ==, 0);
}

/* ---- the line under a symbol ------------------------------------------------------------------------------------- */

/* The same symbol with and without: its line is below it, inside the box, and the symbol still reads. */
static void
test_line (void)
{
  static const struct {
    const char *kind, *data;
  } cases[] = {
    { "gs1-128", "00346012340000000179" },
    { "ean", "4601234567893" },
    { "ean", "96385074" },
    { "ean", "036000291452" },
    { "itf14", "14601234567890" },
    { "code128", "A-1" },
    { "gs1-datamatrix", "010460123456789310A" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int line = 0; line < 2; line++) {
      g_autofree char *text = g_strdup_printf ("[label]\nsize=90 40\n[x]\nbox=2 2 86 36\nsymbol=%s\nmodule=0.25 "
                                               "0.5\ndata=%s\n%s%s",
                                               cases[i].kind, cases[i].data, line ? "hri=4\n" : "",
                                               g_str_equal (cases[i].kind, "itf14") ? "bearer=true\n" : "");
      g_autoptr (GPtrArray) labels = labels_new ();
      g_auto (FoArgs) fields = { 0 };
      g_auto (FoLabelRefusal) refusal = { 0 };
      const FoRaster *raster;
      FoLabelSymbol symbol;
      int black = 0;
      if (compose (text, &fields, NULL, labels, &refusal) != FO_OK)
        g_error ("%s: %s", cases[i].kind, fo_verdict_name (refusal.verdict));
      symbol = fo_label_symbol (labels->pdata[0], 0);
      raster = fo_label_raster (labels->pdata[0]);
      for (int y = symbol.y + symbol.height + 12; y < raster->height; y++)
        for (int x = 0; x < raster->width; x++)
          black += fo_raster_is_black (raster, x, y);
      g_assert_cmpint (black > 0, ==, line);
    }
}

/* A line too long for its box is refused, not cut. */
static void
test_long_line (void)
{
  g_auto (FoArgs) fields = { 0 };
  g_auto (FoLabelRefusal) refusal = { 0 };
  g_autoptr (GPtrArray) labels = labels_new ();

  g_assert_cmpint (compose ("[label]\nsize=40 30\n[x]\nbox=1 1 20 26\nsymbol=datamatrix\nmodule=0.25 0.5\nhri=2.5\n"
                            "data=WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW\n",
                            &fields, NULL, labels, &refusal),
                   ==, FO_LABEL_DOES_NOT_FIT);
  g_assert_cmpint (refusal.needed_width_um + refusal.needed_height_um, >, 46000);
}

/* The bars above and below run over the whole symbol, quiet zones too. */
static void
test_bearer (void)
{
  g_auto (FoArgs) fields = { 0 };
  g_auto (FoLabelRefusal) refusal = { 0 };
  g_autoptr (GPtrArray) labels = labels_new ();
  FoLabelSymbol symbol;
  const FoRaster *raster;
  FoSymbolFound found;

  g_assert_cmpint (compose ("[label]\nsize=80 40\n[x]\nbox=1 1 78 30\nsymbol=itf14\nmodule=0.25 "
                            "0.5\ndata=14601234567890\nbearer=true\n",
                            &fields, NULL, labels, &refusal),
                   ==, FO_OK);
  symbol = fo_label_symbol (labels->pdata[0], 0);
  raster = fo_label_raster (labels->pdata[0]);
  for (int x = symbol.x - 10 * symbol.dots; x < symbol.x + symbol.width + 10 * symbol.dots; x++) {
    g_assert_true (fo_raster_is_black (raster, x, symbol.y - 1));
    g_assert_true (fo_raster_is_black (raster, x, symbol.y + symbol.height));
  }
  fo_test_read_label (labels->pdata[0], &found);
  g_assert_cmpstr (found.bytes, ==, "14601234567890");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label/parts/composed", test_composed);
  g_test_add_func ("/label/parts/mistakes", test_mistakes);
  g_test_add_func ("/label/parts/pages", test_pages);
  g_test_add_func ("/label/parts/more", test_more);
  g_test_add_func ("/label/parts/bad-row", test_bad_row);
  g_test_add_func ("/label/parts/line", test_line);
  g_test_add_func ("/label/parts/long-line", test_long_line);
  g_test_add_func ("/label/parts/bearer", test_bearer);
  return g_test_run ();
}

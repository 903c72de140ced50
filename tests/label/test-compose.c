/* SPDX-License-Identifier: GPL-3.0-or-later
 * What stands on a label, and what is refused. */
#include "firstout/core/code.h"
#include "maker.h"

#include <string.h>

#define GS "\x1d"

static FoSymbolFound
read_one (const FoLabel *label)
{
  FoSymbolFound found;

  g_assert_cmpint (fo_label_n_symbols (label), ==, 1);
  fo_test_read_label (label, &found);
  return found;
}

static void
assert_reads (const FoSymbolFound *found, FoSymbology symbology, const char *bytes)
{
  g_assert_cmpstr (fo_symbology_name (found->symbology), ==, fo_symbology_name (symbology));
  g_assert_cmpmem (found->bytes, found->length, bytes, strlen (bytes));
}

/* ---- which code -------------------------------------------------------------------------------------------------- */

static void
test_gs1 (void)
{
  FoTestGoods goods;
  g_autoptr (FoLabel) label = NULL;
  FoSymbolFound found;

  fo_test_goods_init (&goods);
  label = fo_test_label ("lot", FO_LANGUAGE_RU, &goods);
  found = read_one (label);
  assert_reads (&found, FO_SYMBOLOGY_GS1_DATAMATRIX,
                "01" FO_TEST_GTIN "17270531"
                "10B2411-07");
  fo_test_assert_names (&found, &goods);
  g_assert_true (fo_label_has (label, "matrix"));
  g_assert_false (fo_label_has (label, "qr"));
  g_assert_false (fo_label_has (label, "training"));
}

static void
test_without_gtin (void)
{
  FoTestGoods goods;
  g_autoptr (FoLabel) label = NULL;
  FoSymbolFound found;

  fo_test_goods_init (&goods);
  goods.record.gtin = "";
  label = fo_test_label ("lot", FO_LANGUAGE_RU, &goods);
  found = read_one (label);
  assert_reads (&found, FO_SYMBOLOGY_QR, "FO:L:SEALANT-310/B2411-07");
  g_assert_false (fo_label_has (label, "matrix"));
}

/* GS1 has room for twenty Latin letters and two digits of the year; our own code says the rest. */
static void
test_beyond_gs1 (void)
{
  static const struct {
    const char *lot;
    int year;
  } cases[] = { { "Партия 7/б", 2027 }, { "123456789012345678901", 2027 }, { "A B", 2027 }, { "B2411-07", 2099 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    FoTestGoods goods;
    g_autoptr (FoLabel) label = NULL;
    FoSymbolFound found;
    fo_test_goods_init (&goods);
    g_strlcpy (goods.lot.number, cases[i].lot, sizeof goods.lot.number);
    goods.lot.expires_on = fo_day_from_civil (cases[i].year, 5, 31);
    label = fo_test_label ("lot", FO_LANGUAGE_RU, &goods);
    found = read_one (label);
    g_assert_cmpint (found.symbology, ==, FO_SYMBOLOGY_QR);
    fo_test_assert_names (&found, &goods);
  }
}

/* The days a package named are there for a firm's own template; what it did not name is not. */
static void
test_days_of_a_package (void)
{
  FoLotDays days = FO_LOT_DAYS_NONE;
  FoLabelRefusal refusal;
  FoTestGoods goods;
  FoArgs fields;

  days.best_before_on = fo_day_from_civil (2027, 5, 31);
  days.packed_on = fo_day_from_civil (2026, 9, 5);
  fo_test_goods_init (&goods);
  goods.record.item = &goods.item;
  goods.record.lot = &goods.lot;
  goods.record.days = &days;
  fo_args_init (&fields);
  g_assert_cmpint (fo_label_lot_fields (&goods.record, FO_LANGUAGE_RU, fo_test_today (), &fields, &refusal), ==, FO_OK);
  g_assert_cmpint (fo_args_get (&fields, "best_before_on")->number, ==, days.best_before_on);
  g_assert_cmpint (fo_args_get (&fields, "packed_on")->number, ==, days.packed_on);
  g_assert_null (fo_args_get (&fields, "use_by_on"));
  g_assert_null (fo_args_get (&fields, "produced_on"));
  fo_args_clear (&fields);
}

/* Two owners' lots may bear one number: the label of who is not the house names him, on paper and in its code. */
static void
test_owner (void)
{
  FoTestGoods goods;
  g_autoptr (FoLabel) label = NULL;
  FoLabelRefusal refusal;
  FoSymbolFound found;
  FoArgs fields;

  fo_test_goods_init (&goods);
  goods.record.item = &goods.item; /* they were copied */
  goods.record.lot = &goods.lot;
  g_strlcpy (goods.lot.owner, "Вега Плюс", sizeof goods.lot.owner);
  label = fo_test_label ("lot", FO_LANGUAGE_RU, &goods);
  found = read_one (label);
  assert_reads (&found, FO_SYMBOLOGY_QR,
                "FO:L:SEALANT-310/B2411-07%40%D0%92%D0%B5%D0%B3%D0%B0%20%D0%9F%D0%BB%D1%8E%D1%81");
  fo_args_init (&fields);
  g_assert_cmpint (fo_label_lot_fields (&goods.record, FO_LANGUAGE_RU, fo_test_today (), &fields, &refusal), ==, FO_OK);
  g_assert_cmpstr (fo_args_get (&fields, "owner")->text, ==, "Вега Плюс");
  fo_args_clear (&fields);
}

static void
test_untracked (void)
{
  FoTestGoods goods;
  g_autoptr (FoLabel) label = NULL;
  FoSymbolFound found;

  fo_test_goods_init (&goods);
  goods.item.tracking = FO_TRACKING_NONE;
  goods.item.has_expiry = false;
  goods.lot = (FoLot){ .expires_on = FO_DAY_NONE };
  label = fo_test_label ("lot", FO_LANGUAGE_RU, &goods);
  found = read_one (label);
  assert_reads (&found, FO_SYMBOLOGY_GS1_DATAMATRIX, "01" FO_TEST_GTIN);
  g_assert_false (fo_label_has (label, "lot"));
  g_assert_false (fo_label_has (label, "expiry"));
}

/* The lot stands last: behind a count, a lost separator is noticed. */
static void
test_quantity_in_code (void)
{
  static const struct {
    const char *unit;
    FoQuantity quantity_u;
    const char *says;
  } cases[] = {
    { "шт", 24 * FO_ONE,
      "01" FO_TEST_GTIN "17270531"
      "3024" GS "10B2411-07" },
    { "kg", 12 * FO_ONE + FO_ONE / 2,
      "01" FO_TEST_GTIN "17270531"
      "3103012500"
      "10B2411-07" },
    { "кг", FO_ONE / 1000,
      "01" FO_TEST_GTIN "17270531"
      "3103000001"
      "10B2411-07" },
    /* A code that says less than the label would be counted wrong: it says nothing then. */
    { "кг", FO_ONE / 10000,
      "01" FO_TEST_GTIN "17270531"
      "10B2411-07" },
    { "кг", 1000 * FO_ONE,
      "01" FO_TEST_GTIN "17270531"
      "10B2411-07" },
    { "л", FO_ONE / 2,
      "01" FO_TEST_GTIN "17270531"
      "10B2411-07" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    FoTestGoods goods;
    g_autoptr (FoLabel) label = NULL;
    FoSymbolFound found;
    fo_test_goods_init (&goods);
    g_strlcpy (goods.item.unit, cases[i].unit, sizeof goods.item.unit);
    goods.record.quantity_u = cases[i].quantity_u;
    goods.record.quantity_in_code = true;
    label = fo_test_label ("lot", FO_LANGUAGE_RU, &goods);
    found = read_one (label);
    assert_reads (&found, FO_SYMBOLOGY_GS1_DATAMATRIX, cases[i].says);
  }
}

/* A training label says so in three languages, and a real warehouse refuses each of its codes. */
static void
test_training (void)
{
  static const char *const gtins[] = { FO_TEST_GTIN, "" };

  for (guint i = 0; i < G_N_ELEMENTS (gtins); i++) {
    FoTestGoods goods;
    g_autoptr (FoLabel) label = NULL;
    FoSymbolFound found;
    FoScan scan;
    FoCode code;
    fo_test_goods_init (&goods);
    goods.record.training = true;
    goods.record.gtin = gtins[i];
    label = fo_test_label ("lot", FO_LANGUAGE_DE, &goods);
    found = read_one (label);
    fo_test_assert_names (&found, &goods);
    g_assert_true (fo_label_has (label, "training"));
    g_assert_true (fo_scan_init (&scan, found.bytes, found.length, found.symbology, "script", 0));
    g_assert_cmpstr (fo_verdict_name (fo_code_read (&code, &scan, fo_test_today (), false)), ==, "FO_TRAINING_LABEL");
  }
}

/* ---- bars -------------------------------------------------------------------------------------------------------- */

/* The wide label has the element string as bars too, as long as they keep 2 dots a module. */
static void
test_bars (void)
{
  static const char element[] = "01" FO_TEST_GTIN "17270531"
                                "10B2411-07";
  FoTestGoods goods;
  g_autoptr (FoLabel) label = NULL;
  g_autoptr (FoLabel) longer = NULL;
  FoSymbolFound found[2];

  fo_test_goods_init (&goods);
  label = fo_test_label ("lot-wide", FO_LANGUAGE_EN, &goods);
  g_assert_cmpint (fo_label_n_symbols (label), ==, 2);
  fo_test_read_label (label, found);
  assert_reads (&found[0], FO_SYMBOLOGY_GS1_128, element);
  assert_reads (&found[1], FO_SYMBOLOGY_GS1_DATAMATRIX, element);

  g_strlcpy (goods.lot.number, "Ab1Cd2Ef3Gh4Ij5Kl6Mn", sizeof goods.lot.number);
  longer = fo_test_label ("lot-wide", FO_LANGUAGE_EN, &goods);
  g_assert_false (fo_label_has (longer, "bars"));
  g_assert_true (fo_label_has (longer, "matrix"));
}

/* ---- places ------------------------------------------------------------------------------------------------------ */

static void
test_place (void)
{
  static const char *const codes[] = { "A-02-3", "Приёмка", "СКЛАД-2/А-02-03-Б" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autoptr (FoLabelTemplate) template = fo_test_template ("place");
    g_auto (FoArgs) fields = { 0 };
    g_auto (FoLabelRefusal) refusal = { 0 };
    g_autoptr (FoLabel) label = NULL;
    FoPlace place = { .name = "Стеллаж А, ряд 2, полка 3", .kind = FO_PLACE_BIN };
    FoSymbolFound found;
    FoScan scan;
    FoCode code;
    g_strlcpy (place.code, codes[i], sizeof place.code);
    g_assert_cmpint (fo_label_place_fields (&place, i == 1, &fields, &refusal), ==, FO_OK);
    g_assert_cmpint (fo_label_compose (template, FO_LANGUAGE_RU, &fields, FO_LABEL_DPI, &label, &refusal), ==, FO_OK);
    found = read_one (label);
    g_assert_true (fo_scan_init (&scan, found.bytes, found.length, found.symbology, "script", 0));
    g_assert_cmpint (fo_code_read (&code, &scan, fo_test_today (), true), ==, FO_OK);
    g_assert_cmpstr (fo_code_kind_name (code.kind), ==, "place");
    g_assert_cmpstr (code.name, ==, codes[i]);
    g_assert_cmpint (code.training, ==, i == 1);
    g_assert_cmpint (fo_label_has (label, "training"), ==, i == 1);
  }
}

/* ---- whole dots -------------------------------------------------------------------------------------------------- */

static void
assert_whole_dots (const FoLabel *label, int dpi)
{
  for (int i = 0; i < fo_label_n_symbols (label); i++) {
    FoLabelSymbol symbol = fo_label_symbol (label, i);
    int dots = fo_test_module_dots (fo_label_raster (label), &symbol);
    g_assert_cmpint (dots, ==, symbol.dots);
    g_assert_cmpint (dots, >=, 2);
    g_assert_cmpint (dots * 25400, >=, 240 * dpi); /* 0.25 mm whatever the printer, within a hair */
  }
}

/* Every template of lots at every usual resolution and in every language. */
static void
test_whole_dots (void)
{
  static const int dpis[] = { 203, 300, 600 };
  static const struct {
    const char *template;
    int width_mm;
  } cases[] = { { "lot", 58 }, { "lot-wide", 100 } };

  for (guint d = 0; d < G_N_ELEMENTS (dpis); d++)
    for (guint i = 0; i < G_N_ELEMENTS (cases) * FO_N_LANGUAGES * 2; i++) {
      guint c = i / FO_N_LANGUAGES % 2;
      FoTestGoods goods;
      g_auto (FoLabelRefusal) refusal = { 0 };
      g_autoptr (FoLabel) label = NULL;
      fo_test_goods_init (&goods);
      goods.record.gtin = i % 2 ? FO_TEST_GTIN : "";
      if (fo_test_compose (cases[c].template, (FoLanguage) (i % FO_N_LANGUAGES), &goods, dpis[d], &label, &refusal)
          != FO_OK)
        g_error ("%s at %d dpi: %s %s", cases[c].template, dpis[d], fo_verdict_name (refusal.verdict), refusal.field);
      g_assert_cmpint (fo_label_raster (label)->width, ==, (cases[c].width_mm * dpis[d] * 10 + 127) / 254);
      assert_whole_dots (label, dpis[d]);
    }
}

/* ---- refusals ---------------------------------------------------------------------------------------------------- */

static void
assert_refused (const FoTestGoods *goods, FoVerdict verdict, const char *field)
{
  g_auto (FoLabelRefusal) refusal = { 0 };
  FoLabel *label;

  g_assert_cmpstr (fo_verdict_name (fo_test_compose ("lot", FO_LANGUAGE_RU, goods, FO_LABEL_DPI, &label, &refusal)), ==,
                   fo_verdict_name (verdict));
  g_assert_null (label);
  g_assert_cmpint (refusal.verdict, ==, verdict);
  g_assert_cmpstr (refusal.field, ==, field);
  g_assert_cmpint (refusal.needed_width_um > 0, ==, verdict == FO_LABEL_DOES_NOT_FIT);
}

static void
test_empty_fields (void)
{
  FoTestGoods goods;

  fo_test_goods_init (&goods);
  goods.item.name[0] = '\0';
  assert_refused (&goods, FO_LABEL_FIELD_EMPTY, "item");

  fo_test_goods_init (&goods);
  g_strlcpy (goods.item.name, " \t\n ", sizeof goods.item.name);
  assert_refused (&goods, FO_LABEL_FIELD_EMPTY, "item");

  fo_test_goods_init (&goods);
  goods.lot.number[0] = '\0';
  assert_refused (&goods, FO_LABEL_FIELD_EMPTY, "lot");

  fo_test_goods_init (&goods);
  goods.lot.expires_on = FO_DAY_NONE;
  assert_refused (&goods, FO_LABEL_FIELD_EMPTY, "expires_on");

  fo_test_goods_init (&goods);
  goods.record.gtin = "4601234567890";
  assert_refused (&goods, FO_CODE_CHECK_DIGIT, "gtin");
}

static void
test_bad_characters (void)
{
  static const char *const names[] = { "Насос\x01", "Насос \xd0", "Насос \xcd\xb8", "Насос\x1d" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    FoTestGoods goods;
    fo_test_goods_init (&goods);
    g_strlcpy (goods.item.name, names[i], sizeof goods.item.name);
    assert_refused (&goods, FO_LABEL_BAD_CHARACTER, "item");
  }
}

/* Where several things are wrong the first by precedence is told, always the same. */
static void
test_precedence (void)
{
  FoTestGoods goods;

  fo_test_goods_init (&goods);
  memset (goods.item.code, 'W', sizeof goods.item.code - 1);
  assert_refused (&goods, FO_LABEL_DOES_NOT_FIT, "code");
  goods.lot.number[0] = '\0';
  assert_refused (&goods, FO_LABEL_FIELD_EMPTY, "lot");
  g_strlcpy (goods.item.name, "\x02", sizeof goods.item.name);
  assert_refused (&goods, FO_LABEL_BAD_CHARACTER, "item");
}

/* As long as a name in an accounting program may be, it fits: smaller, in more lines. What is longer still is refused
 * and told how large the box would have to be; nothing is cut. */
static void
test_long_name (void)
{
  FoTestGoods goods;
  g_autoptr (FoLabel) label = NULL;
  g_auto (FoLabelRefusal) refusal = { 0 };
  g_autofree char *title = NULL;
  g_autofree char *next = NULL;

  fo_test_goods_init (&goods);
  g_strlcpy (
      goods.item.name,
      "Уплотнение торцевое двойное картриджное с подводом затворной жидкости, карбид кремния, вал 65 мм, НЦВ-200",
      sizeof goods.item.name);
  label = fo_test_label ("lot", FO_LANGUAGE_RU, &goods);
  g_clear_pointer (&label, fo_label_free);

  memset (goods.item.name, 'W', sizeof goods.item.name - 1);
  g_assert_cmpint (fo_test_compose ("lot", FO_LANGUAGE_RU, &goods, FO_LABEL_DPI, &label, &refusal), ==,
                   FO_LABEL_DOES_NOT_FIT);
  title = fo_words_verdict_title (FO_LANGUAGE_RU, refusal.verdict, &refusal.args);
  next = fo_words_verdict_next (FO_LANGUAGE_RU, refusal.verdict, &refusal.args);
  g_assert_cmpstr (title, ==, "Не помещается на этикетку: название");
  g_assert_nonnull (strstr (next, fo_args_get (&refusal.args, "size")->text));
  g_assert_nonnull (strstr (next, " мм."));
}

/* ---- templates of one's own -------------------------------------------------------------------------------------- */

static FoVerdict
compose_text (const char *text, const FoArgs *fields, FoLabel **ret_label, FoLabelRefusal *ret_refusal)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoLabelTemplate) template = fo_label_template_parse ("test.label", text, &error);

  g_assert_no_error (error);
  *ret_label = NULL;
  return fo_label_compose (template, FO_LANGUAGE_RU, fields, FO_LABEL_DPI, ret_label, ret_refusal);
}

/* What the refusal asks for is true: a box of that size takes it. */
static void
assert_needed_size_fits (const char *box, const char *rest)
{
  g_autofree char *first = g_strdup_printf ("[label]\nsize=300 300\n[x]\nbox=0 0 %s\n%s", box, rest);
  g_autofree char *second = NULL;
  g_auto (FoArgs) fields = { 0 };
  g_auto (FoLabelRefusal) refusal = { 0 };
  g_autoptr (FoLabel) label = NULL;

  fo_args_set_text (&fields, "text", "Клапан предохранительный КП-15 «Север»");
  g_assert_cmpint (compose_text (first, &fields, &label, &refusal), ==, FO_LABEL_DOES_NOT_FIT);
  second = g_strdup_printf ("[label]\nsize=300 300\n[x]\nbox=0 0 %d.%d %d.%d\n%s",
                            (refusal.needed_width_um + 99) / 1000, (refusal.needed_width_um + 99) / 100 % 10,
                            (refusal.needed_height_um + 99) / 1000, (refusal.needed_height_um + 99) / 100 % 10, rest);
  if (compose_text (second, &fields, &label, &refusal) != FO_OK)
    g_error ("still refused: %s", second);
}

static void
test_needed_size (void)
{
  assert_needed_size_fits ("20 5", "text={text}\nsize=4\nsize-min=3");
  assert_needed_size_fits ("20 5", "text={text}\nsize=4\nsize-min=3\nlines=3");
  assert_needed_size_fits ("10 30", "text={text}\nsize=4\nsize-min=3\nlines=5");
  assert_needed_size_fits ("40 2", "text={text}\nsize=4\nsize-min=3\nlines=2\nbold=true");
  assert_needed_size_fits ("30 4", "text=имя\\n{text}\nsize=4");
  assert_needed_size_fits ("8 8", "symbol=qr\ndata={text}");
  assert_needed_size_fits ("30 8", "symbol=datamatrix\ndata={text}\nmodule=0.5 1");
  assert_needed_size_fits ("20 10", "symbol=code128\ndata=FO:P:A-02-3");
  assert_needed_size_fits ("40 12", "text={text}\nsize=4\nsize-min=3"); /* room for a second line it may not take */
  assert_needed_size_fits (
      "41 10", "symbol=code128\nmodule=0.25 1\ndata=FO:P:A-02-3"); /* the bars fit, their quiet zone does not */
}

/* Dots that no reader can tell apart make no label, even where the template allows them. */
static void
test_too_fine (void)
{
  g_auto (FoArgs) fields = { 0 };
  g_auto (FoLabelRefusal) refusal = { 0 };
  g_autoptr (FoLabel) label = NULL;

  g_assert_cmpint (compose_text ("[label]\nsize=58 40\n[code]\nbox=1 1 30 30\nsymbol=datamatrix\nmodule=0.1 0.125\n"
                                 "data=FO:L:SEALANT-310/B2411-07",
                                 &fields, &label, &refusal),
                   ==, FO_LABEL_UNREADABLE);
  g_assert_cmpstr (refusal.field, ==, "code");
  g_assert_null (label);
}

/* Every kind of symbol, on a label of its own. */
static void
test_every_kind (void)
{
  static const struct {
    const char *kind;
    const char *data;
  } cases[] = {
    { "ean", "4601234567893" },   { "ean", "96385074" },
    { "ean", "036000291452" },    { "itf14", "14601234567890" },
    { "code128", "FO:P:A-02-3" }, { "gs1-128", "010460123456789310A" GS "21B" },
    { "qr", "Партия «Б»" },       { "gs1-qr", "010460123456789310A" GS "21B" },
    { "datamatrix", "Größe 5" },  { "gs1-datamatrix", "010460123456789310A" GS "21B" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf (
        "[label]\nsize=80 40\n[x]\nbox=1 1 78 30\nsymbol=%s\nmodule=0.25 0.5\ndata={code}", cases[i].kind);
    g_auto (FoArgs) fields = { 0 };
    g_auto (FoLabelRefusal) refusal = { 0 };
    g_autoptr (FoLabel) label = NULL;
    fo_args_set_text (&fields, "code", cases[i].data);
    if (compose_text (text, &fields, &label, &refusal) != FO_OK)
      g_error ("%s: %s", cases[i].kind, fo_verdict_name (refusal.verdict));
  }
}

/* A template that prints over its symbol makes no label, however well error correction would hide it. */
static void
test_drawn_over (void)
{
  g_auto (FoArgs) fields = { 0 };
  g_auto (FoLabelRefusal) refusal = { 0 };
  g_autoptr (FoLabel) label = NULL;

  g_assert_cmpint (compose_text ("[label]\nsize=58 40\n[code]\nbox=1 1 30 30\nsymbol=qr\ndata=FO:P:A-02-3\n"
                                 "[text]\nbox=1 8 56 14\ntext=ЗАКРЫТО\nsize=11\nbold=true",
                                 &fields, &label, &refusal),
                   ==, FO_LABEL_UNREADABLE);
  g_assert_cmpstr (refusal.field, ==, "code");
  g_assert_null (label);

  g_assert_cmpint (compose_text ("[label]\nsize=58 40\n[code]\nbox=1 1 30 30\nsymbol=qr\ndata=FO:P:A-02-3\n"
                                 "[text]\nbox=14.8 14.8 4 4\ntext=·\nsize=3\nbold=true",
                                 &fields, &label, &refusal),
                   ==, FO_LABEL_UNREADABLE);
}

/* ---- the control: an eye that sees nothing would pass everything above ------------------------------------------- */

/* The bars again at 0.65 of their width, dot by dot, as if a printer driver had scaled the page. */
static FoRaster *
squeeze (const FoRaster *raster, const FoLabelSymbol *symbol)
{
  FoRaster *squeezed = fo_raster_copy (raster);

  fo_raster_fill (squeezed, symbol->x, symbol->y, symbol->width, symbol->height, false);
  for (int y = 0; y < symbol->height; y++)
    for (int x = 0; x < symbol->width * 65 / 100; x++)
      if (fo_raster_is_black (raster, symbol->x + x * 100 / 65, symbol->y + y))
        fo_raster_fill (squeezed, symbol->x + x, symbol->y + y, 1, 1, true);
  return squeezed;
}

static void
test_fraction_of_a_dot (void)
{
  FoTestGoods goods;
  g_autoptr (FoLabel) label = NULL;
  const char *box = NULL;

  fo_test_goods_init (&goods);
  label = fo_test_label ("lot-wide", FO_LANGUAGE_RU, &goods);
  g_assert_true (fo_label_reads_back (label, fo_label_raster (label), &box));
  for (int i = 0; i < fo_label_n_symbols (label); i++) {
    FoLabelSymbol symbol = fo_label_symbol (label, i);
    g_autoptr (FoRaster) squeezed = squeeze (fo_label_raster (label), &symbol);
    if (!fo_symbol_kind_is_linear (symbol.kind))
      continue;
    g_assert_cmpint (symbol.dots, ==, 2);
    g_assert_cmpint (fo_test_module_dots (squeezed, &symbol), ==, 1);
    g_assert_false (fo_label_reads_back (label, squeezed, &box));
    g_assert_cmpstr (box, ==, "bars");
  }
}

/* Another label's symbol in its place reads well, and is still wrong. */
static void
test_wrong_symbol (void)
{
  FoTestGoods goods;
  g_autoptr (FoLabel) label = NULL;
  g_autoptr (FoLabel) other = NULL;
  const char *box = NULL;

  fo_test_goods_init (&goods);
  label = fo_test_label ("lot", FO_LANGUAGE_RU, &goods);
  g_strlcpy (goods.lot.number, "B2411-08", sizeof goods.lot.number);
  other = fo_test_label ("lot", FO_LANGUAGE_RU, &goods);
  g_assert_false (fo_label_reads_back (label, fo_label_raster (other), &box));
  g_assert_cmpstr (box, ==, "matrix");
}

/* ---- threads ----------------------------------------------------------------------------------------------------- */

static gpointer
compose_some (gpointer data)
{
  (void) data;
  for (int i = 0; i < 5; i++) {
    FoTestGoods goods;
    g_autoptr (FoLabel) label = NULL;
    FoSymbolFound found;
    fo_test_goods_init (&goods);
    label = fo_test_label ("lot", (FoLanguage) (i % FO_N_LANGUAGES), &goods);
    found = read_one (label);
    fo_test_assert_names (&found, &goods);
  }
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[3];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("labels", compose_some, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label/gs1", test_gs1);
  g_test_add_func ("/label/without-gtin", test_without_gtin);
  g_test_add_func ("/label/beyond-gs1", test_beyond_gs1);
  g_test_add_func ("/label/days-of-a-package", test_days_of_a_package);
  g_test_add_func ("/label/owner", test_owner);
  g_test_add_func ("/label/untracked", test_untracked);
  g_test_add_func ("/label/quantity-in-code", test_quantity_in_code);
  g_test_add_func ("/label/training", test_training);
  g_test_add_func ("/label/bars", test_bars);
  g_test_add_func ("/label/place", test_place);
  g_test_add_func ("/label/whole-dots", test_whole_dots);
  g_test_add_func ("/label/empty-fields", test_empty_fields);
  g_test_add_func ("/label/bad-characters", test_bad_characters);
  g_test_add_func ("/label/precedence", test_precedence);
  g_test_add_func ("/label/long-name", test_long_name);
  g_test_add_func ("/label/needed-size", test_needed_size);
  g_test_add_func ("/label/too-fine", test_too_fine);
  g_test_add_func ("/label/every-kind", test_every_kind);
  g_test_add_func ("/label/drawn-over", test_drawn_over);
  g_test_add_func ("/label/fraction-of-a-dot", test_fraction_of_a_dot);
  g_test_add_func ("/label/wrong-symbol", test_wrong_symbol);
  g_test_add_func ("/label/threads", test_threads);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "maker.h"

#include "firstout/core/code.h"
#include "where.h"

#include <string.h>

FoDay
fo_test_today (void)
{
  return fo_day_from_civil (2026, 3, 2);
}

FoLabelTemplate *
fo_test_template (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strdup_printf (FO_SOURCE_DIR "/data/labels/%s.label", name);
  FoLabelTemplate *template = fo_label_template_load (path, &error);

  g_assert_no_error (error);
  return template;
}

void
fo_test_goods_init (FoTestGoods *goods)
{
  *goods = (FoTestGoods){
    .item = { .code = "SEALANT-310",
              .name = "Герметик силиконовый «Гермосил-310», туба 310 мл",
              .name_de = "Silikondichtstoff „Germosil-310“, Kartusche 310 ml",
              .name_en = "Silicone sealant “Germosil-310”, 310 ml cartridge",
              .unit = "шт",
              .tracking = FO_TRACKING_LOT,
              .has_expiry = true },
    .lot = { .number = "B2411-07", .expires_on = fo_day_from_civil (2027, 5, 31) },
  };
  goods->record =
      (FoLabelLot){ .item = &goods->item, .lot = &goods->lot, .gtin = FO_TEST_GTIN, .quantity_u = 12 * FO_ONE };
}

FoVerdict
fo_test_compose (const char *template,
                 FoLanguage language,
                 const FoTestGoods *goods,
                 int dpi,
                 FoLabel **ret_label,
                 FoLabelRefusal *ret_refusal)
{
  g_autoptr (FoLabelTemplate) loaded = fo_test_template (template);
  g_auto (FoArgs) fields = { 0 };
  FoVerdict verdict = fo_label_lot_fields (&goods->record, language, fo_test_today (), &fields, ret_refusal);

  *ret_label = NULL;
  return verdict == FO_OK ? fo_label_compose (loaded, language, &fields, dpi, ret_label, ret_refusal) : verdict;
}

FoLabel *
fo_test_label (const char *template, FoLanguage language, const FoTestGoods *goods)
{
  g_auto (FoLabelRefusal) refusal = { 0 };
  FoLabel *label;

  if (fo_test_compose (template, language, goods, FO_LABEL_DPI, &label, &refusal) != FO_OK)
    g_error ("no label: %s %s", fo_verdict_name (refusal.verdict), refusal.field);
  return label;
}

void
fo_test_read (const uint8_t *grey, int width, int height, int n, FoSymbolFound *ret_found)
{
  /* Not more than there are: the search for DataMatrix ends with the last of them. */
  g_assert_cmpint (fo_symbol_read (grey, width, height, width, FO_SYMBOL_READ_ALL, 20000, ret_found, n), ==, n);
}

void
fo_test_read_label (const FoLabel *label, FoSymbolFound *ret_found)
{
  const FoRaster *raster = fo_label_raster (label);
  g_autofree uint8_t *grey = fo_raster_to_grey (raster, 0, 0, raster->width, raster->height);

  fo_test_read (grey, raster->width, raster->height, fo_label_n_symbols (label), ret_found);
}

static int
common_divisor (int a, int b)
{
  return b == 0 ? a : common_divisor (b, a % b);
}

/* Along a line of N dots from (X, Y) in steps of (DX, DY). */
static int
divide_runs (const FoRaster *raster, int x, int y, int dx, int dy, int n, int divisor)
{
  int run = 1;

  for (int i = 1; i < n; i++, run++)
    if (fo_raster_is_black (raster, x + i * dx, y + i * dy)
        != fo_raster_is_black (raster, x + (i - 1) * dx, y + (i - 1) * dy)) {
      divisor = common_divisor (divisor, run);
      run = 0;
    }
  return common_divisor (divisor, run);
}

int
fo_test_module_dots (const FoRaster *raster, const FoLabelSymbol *symbol)
{
  int divisor = 0;

  for (int y = 0; y < symbol->height; y++)
    divisor = divide_runs (raster, symbol->x, symbol->y + y, 1, 0, symbol->width, divisor);
  for (int x = 0; x < symbol->width && !fo_symbol_kind_is_linear (symbol->kind); x++)
    divisor = divide_runs (raster, symbol->x + x, symbol->y, 0, 1, symbol->height, divisor);
  return divisor;
}

static void
assert_own (const FoCode *code, const FoTestGoods *goods)
{
  g_assert_cmpstr (fo_code_kind_name (code->kind), ==, "lot");
  g_assert_cmpstr (code->name, ==, goods->item.code);
  g_assert_cmpstr (code->lot, ==, goods->lot.number);
}

static void
assert_gs1 (const FoCode *code, const FoTestGoods *goods)
{
  char gtin[FO_GTIN_MAX], wanted[FO_GTIN_MAX], lot[FO_GS1_LOT_MAX] = "";

  g_assert_cmpint (fo_gtin_normalise (goods->record.gtin, wanted), ==, FO_OK);
  g_assert_true (fo_gs1_gtin (&code->gs1, gtin));
  g_assert_cmpstr (gtin, ==, wanted);
  g_assert_cmpint (fo_gs1_lot (&code->gs1, lot), ==, goods->lot.number[0] != '\0');
  g_assert_cmpstr (lot, ==, goods->lot.number);
  g_assert_cmpint (fo_gs1_expires_on (&code->gs1), ==, goods->lot.expires_on);
}

void
fo_test_assert_names (const FoSymbolFound *found, const FoTestGoods *goods)
{
  FoScan scan;
  FoCode code;

  g_assert_true (fo_scan_init (&scan, found->bytes, found->length, found->symbology, "script", 0));
  g_assert_cmpstr (fo_verdict_name (fo_code_read (&code, &scan, fo_test_today (), goods->record.training)), ==,
                   "FO_OK");
  g_assert_cmpint (code.training, ==, goods->record.training);
  if (code.kind == FO_CODE_GS1)
    assert_gs1 (&code, goods);
  else
    assert_own (&code, goods);
}

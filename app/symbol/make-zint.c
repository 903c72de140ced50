/* SPDX-License-Identifier: GPL-3.0-or-later
 * The only file that knows libzint. It is asked for modules alone: quiet zones, bars and text are drawn by ourselves,
 * because its defaults differ by symbology and leave the matrix symbols without any. */
#include "parts.h"

#include <string.h>
#include <zint.h>

typedef struct {
  int symbology;
  int input_mode;
  int option_3;
  int quiet_x, quiet_y;
} Recipe;

/* The quiet zones of the standards, the wider of two; DataMatrix asks for 1, and 2 is what readers are content with. */
static const Recipe recipes[FO_N_SYMBOL_KINDS] = {
  [FO_SYMBOL_GS1_QR] = { BARCODE_QRCODE, GS1_MODE | GS1NOCHECK_MODE, 0, 4, 4 },
  [FO_SYMBOL_DATAMATRIX] = { BARCODE_DATAMATRIX, DATA_MODE, DM_SQUARE, 2, 2 },
  [FO_SYMBOL_GS1_DATAMATRIX] = { BARCODE_DATAMATRIX, GS1_MODE | GS1NOCHECK_MODE, DM_SQUARE, 2, 2 },
  [FO_SYMBOL_CODE128] = { BARCODE_CODE128, DATA_MODE, 0, 10, 0 },
  [FO_SYMBOL_GS1_128] = { BARCODE_GS1_128, GS1_MODE | GS1NOCHECK_MODE, 0, 10, 0 },
  [FO_SYMBOL_EAN] = { BARCODE_EANX, DATA_MODE, 0, 11, 0 },
  [FO_SYMBOL_ITF14] = { BARCODE_ITF14, DATA_MODE, 0, 10, 0 },
};

static void
copy_modules (const struct zint_symbol *zint, FoSymbol *symbol)
{
  symbol->columns = zint->width;
  symbol->rows = fo_symbol_kind_is_linear (symbol->kind) ? 1 : zint->rows;
  symbol->dark = g_malloc ((size_t) symbol->columns * (size_t) symbol->rows);
  for (int y = 0; y < symbol->rows; y++)
    for (int x = 0; x < symbol->columns; x++)
      symbol->dark[y * symbol->columns + x] = (zint->encoded_data[y][x / 8] >> (x % 8)) & 1;
}

/* The library adds the check digit of these by itself; ours was judged before. */
static size_t
input_length (FoSymbolKind kind, size_t length)
{
  return kind == FO_SYMBOL_EAN || kind == FO_SYMBOL_ITF14 ? length - 1 : length;
}

FoVerdict
fo_symbol_make_zint (FoSymbolKind kind, const char *data, size_t length, FoSymbol *ret_symbol)
{
  const Recipe *recipe = &recipes[kind];
  FoSymbol symbol = { .kind = kind, .quiet_x = recipe->quiet_x, .quiet_y = recipe->quiet_y };
  /* A UPC-A is the EAN-13 that begins with 0, module for module. */
  g_autofree char *text = g_strdup_printf ("%s%.*s", kind == FO_SYMBOL_EAN && length == 12 ? "0" : "",
                                           (int) input_length (kind, length), data);
  struct zint_symbol *zint = ZBarcode_Create ();
  int answer;

  g_assert (zint);
  zint->symbology = recipe->symbology;
  zint->input_mode = recipe->input_mode;
  zint->option_3 = recipe->option_3;
  zint->show_hrt = 0;
  answer = ZBarcode_Encode (zint, (const unsigned char *) text, (int) strlen (text));
  if (answer < ZINT_ERROR_TOO_LONG)
    copy_modules (zint, &symbol);
  ZBarcode_Delete (zint);
  if (answer >= ZINT_ERROR_TOO_LONG)
    return answer == ZINT_ERROR_TOO_LONG ? FO_CODE_TOO_LONG : FO_CODE_BAD_CHARACTER;
  *ret_symbol = symbol;
  return FO_OK;
}

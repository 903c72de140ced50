/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/symbol/symbol.h"

static const struct {
  const char *name;
  FoSymbology symbology;
  bool linear;
} kinds[FO_N_SYMBOL_KINDS] = {
  [FO_SYMBOL_QR] = { "qr", FO_SYMBOLOGY_QR, false },
  [FO_SYMBOL_GS1_QR] = { "gs1-qr", FO_SYMBOLOGY_GS1_QR, false },
  [FO_SYMBOL_DATAMATRIX] = { "datamatrix", FO_SYMBOLOGY_DATAMATRIX, false },
  [FO_SYMBOL_GS1_DATAMATRIX] = { "gs1-datamatrix", FO_SYMBOLOGY_GS1_DATAMATRIX, false },
  [FO_SYMBOL_CODE128] = { "code128", FO_SYMBOLOGY_CODE128, true },
  [FO_SYMBOL_GS1_128] = { "gs1-128", FO_SYMBOLOGY_GS1_128, true },
  [FO_SYMBOL_EAN] = { "ean", FO_SYMBOLOGY_EAN, true },
  [FO_SYMBOL_ITF14] = { "itf14", FO_SYMBOLOGY_ITF, true },
};

bool
fo_symbol_kind_is_linear (FoSymbolKind kind)
{
  return kinds[kind].linear;
}

FoSymbology
fo_symbol_kind_symbology (FoSymbolKind kind)
{
  return kinds[kind].symbology;
}

const char *
fo_symbol_kind_name (FoSymbolKind kind)
{
  return kinds[kind].name;
}

bool
fo_symbol_kind_parse (const char *name, FoSymbolKind *ret_kind)
{
  for (int i = 0; i < FO_N_SYMBOL_KINDS; i++)
    if (g_str_equal (kinds[i].name, name)) {
      *ret_kind = (FoSymbolKind) i;
      return true;
    }
  return false;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Judging what a symbol is to say, and making it. */
#include "firstout/core/gs1.h"
#include "parts.h"

#include <errno.h>
#include <qrencode.h>
#include <string.h>

#define GS '\x1d'
#define GS1_128_MAX 48 /* characters, General Specifications 5.4.4.6 */

static bool
is_digits (const char *data, size_t length)
{
  for (size_t i = 0; i < length; i++)
    if (!g_ascii_isdigit (data[i]))
      return false;
  return true;
}

static FoVerdict
judge_digits (const char *data, size_t length, const char *lengths)
{
  if (!is_digits (data, length))
    return FO_CODE_BAD_CHARACTER;
  if (!memchr (lengths, (int) length, strlen (lengths)))
    return length > (size_t) lengths[strlen (lengths) - 1] ? FO_CODE_TOO_LONG : FO_CODE_BAD_LENGTH;
  return fo_gs1_check_digit (data, length - 1) == data[length - 1] ? FO_OK : FO_CODE_CHECK_DIGIT;
}

static FoVerdict
judge_code128 (const char *data, size_t length)
{
  for (size_t i = 0; i < length; i++)
    if ((data[i] < 32 || data[i] > 126) && data[i] != GS)
      return FO_CODE_BAD_CHARACTER;
  return FO_OK;
}

static FoVerdict
judge (FoSymbolKind kind, const char *data, size_t length)
{
  if (length == 0)
    return FO_CODE_EMPTY;
  if (length > FO_SCAN_BYTES_MAX)
    return FO_CODE_TOO_LONG;
  switch (kind) {
  case FO_SYMBOL_EAN:
    return judge_digits (data, length, "\010\014\015");
  case FO_SYMBOL_ITF14:
    return judge_digits (data, length, "\016");
  case FO_SYMBOL_CODE128:
    return judge_code128 (data, length);
  case FO_SYMBOL_GS1_128:
    return length > GS1_128_MAX ? FO_CODE_TOO_LONG : FO_OK;
  case FO_SYMBOL_QR:
  case FO_SYMBOL_DATAMATRIX:
    return memchr (data, '\0', length) ? FO_CODE_BAD_CHARACTER : FO_OK;
  case FO_SYMBOL_GS1_QR:
  case FO_SYMBOL_GS1_DATAMATRIX:
  case FO_N_SYMBOL_KINDS:
    break;
  }
  return FO_OK;
}

/* Level M, the smallest version that holds it. The library mixes digit, letter and byte segments by itself. */
static FoVerdict
make_qr (const char *data, size_t length, FoSymbol *ret_symbol)
{
  g_autofree char *text = g_strndup (data, length);
  QRcode *code = QRcode_encodeString (text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);

  if (!code && errno == ERANGE)
    return FO_CODE_TOO_LONG;
  if (!code)
    return FO_CODE_BAD_CHARACTER;
  FoSymbol symbol = { .kind = FO_SYMBOL_QR, .columns = code->width, .rows = code->width, .quiet_x = 4, .quiet_y = 4 };
  size_t modules = (size_t) code->width * (size_t) code->width;
  symbol.dark = g_malloc (modules);
  for (size_t i = 0; i < modules; i++)
    symbol.dark[i] = code->data[i] & 1; /* the other bits say what the module is for */
  QRcode_free (code);
  *ret_symbol = symbol;
  return FO_OK;
}

FoVerdict
fo_symbol_make (FoSymbolKind kind, const char *data, size_t length, FoSymbol *ret_symbol)
{
  g_autofree char *bracketed = NULL;
  FoVerdict verdict = judge (kind, data, length);

  if (verdict == FO_OK && fo_symbology_is_gs1 (fo_symbol_kind_symbology (kind)))
    verdict = fo_symbol_gs1_bracket (data, length, &bracketed);
  if (verdict != FO_OK)
    return verdict;
  if (kind == FO_SYMBOL_QR)
    return make_qr (data, length, ret_symbol);
  return fo_symbol_make_zint (kind, bracketed ? bracketed : data, bracketed ? strlen (bracketed) : length, ret_symbol);
}

void
fo_symbol_clear (FoSymbol *symbol)
{
  g_clear_pointer (&symbol->dark, g_free);
  symbol->columns = symbol->rows = 0;
}

uint8_t *
fo_symbol_to_grey (const FoSymbol *symbol, int dots, int bar_dots, int *ret_width, int *ret_height)
{
  int width = (symbol->columns + 2 * symbol->quiet_x) * dots;
  int row = fo_symbol_kind_is_linear (symbol->kind) ? (bar_dots > 0 ? bar_dots : (width + 2) / 3) : dots;
  int height = symbol->rows * row + 2 * symbol->quiet_y * dots;
  uint8_t *grey = g_malloc ((size_t) width * (size_t) height);

  memset (grey, 255, (size_t) width * (size_t) height);
  for (int y = 0; y < symbol->rows * row; y++)
    for (int x = 0; x < symbol->columns * dots; x++)
      if (fo_symbol_is_dark (symbol, x / dots, y / row))
        grey[(size_t) (y + symbol->quiet_y * dots) * (size_t) width + (size_t) (x + symbol->quiet_x * dots)] = 0;
  *ret_width = width;
  *ret_height = height;
  return grey;
}

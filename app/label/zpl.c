/* SPDX-License-Identifier: GPL-3.0-or-later
 * ZPL. Two kinds of bytes leave here: commands with numbers of our own, and data in an alphabet without ^, ~ and
 * commas. */
#include "firstout/label/printer-language.h"

#include <string.h>

/* ---- dots as ^GFA ------------------------------------------------------------------------------------------------ */

static const char digits[] = "0123456789ABCDEF";

/* COUNT of the digit: g to z are twenty to four hundred, G to Y one to nineteen. */
static void
append_run (GString *zpl, char digit, int count)
{
  for (; count > 419; count -= 400)
    g_string_append_printf (zpl, "z%c", digit);
  if (count >= 20)
    g_string_append_c (zpl, (char) ('g' + count / 20 - 1));
  if (count % 20 && count > 1)
    g_string_append_c (zpl, (char) ('G' + count % 20 - 1));
  if (count > 0)
    g_string_append_c (zpl, digit);
}

static char
digit_at (const uint8_t *line, int i)
{
  return digits[i % 2 ? line[i / 2] & 15 : line[i / 2] >> 4];
}

/* "," ends a line in white, "!" in black, ":" is the line above again. */
static void
append_line (GString *zpl, const uint8_t *line, const uint8_t *above, int stride)
{
  int n = stride * 2, end = n;

  if (above && memcmp (line, above, (size_t) stride) == 0) {
    g_string_append_c (zpl, ':');
    return;
  }
  while (end > 0 && digit_at (line, end - 1) == digit_at (line, n - 1))
    end--;
  if (!strchr ("0F", digit_at (line, n - 1)))
    end = n;
  for (int i = 0, run; i < end; i += run) {
    for (run = 1; i + run < end && digit_at (line, i + run) == digit_at (line, i); run++)
      ;
    append_run (zpl, digit_at (line, i), run);
  }
  if (end < n)
    g_string_append_c (zpl, digit_at (line, n - 1) == '0' ? ',' : '!');
}

static void
append_dots (GString *zpl, const FoRaster *raster)
{
  int total = raster->stride * raster->height;

  g_string_append_printf (zpl, "^FO0,0^GFA,%d,%d,%d,", total, total, raster->stride);
  for (int y = 0; y < raster->height; y++) {
    const uint8_t *line = raster->bits + y * raster->stride;
    append_line (zpl, line, y ? line - raster->stride : NULL, raster->stride);
  }
  g_string_append (zpl, "^FS\n");
}

/* ---- data as fields ---------------------------------------------------------------------------------------------- */

/* A byte as it may stand in ^FD: letters, digits, space as they are, the rest as the hexadecimal of ^FH. */
static void
append_byte (GString *zpl, char byte)
{
  if (g_ascii_isalnum (byte) || byte == ' ')
    g_string_append_c (zpl, byte);
  else
    g_string_append_printf (zpl, "_%02X", (unsigned char) byte);
}

static void
append_text (GString *zpl, const char *text)
{
  for (; *text; text++)
    append_byte (zpl, *text);
}

/* What Code 128 needs besides its bytes: ">" begins a code of its own, FNC1 is ">8". */
static void
append_code128 (GString *zpl, const FoZplField *field)
{
  append_text (zpl, field->kind == FO_ZPL_GS1_128 ? ">:>8" : ">:");
  for (size_t i = 0; i < field->length; i++)
    if (field->data[i] == '\x1d')
      append_text (zpl, ">8");
    else if (field->data[i] == '>')
      append_text (zpl, ">0");
    else
      append_byte (zpl, field->data[i]);
}

/* ^BX has an escape of its own behind that of ^FH, "_", too: "_1" is FNC1, "_d029" a byte by its number. */
static void
append_datamatrix (GString *zpl, const FoZplField *field)
{
  if (field->kind == FO_ZPL_GS1_DATAMATRIX)
    append_text (zpl, "_1");
  for (size_t i = 0; i < field->length; i++) {
    unsigned char byte = (unsigned char) field->data[i];

    if (byte == 0x1d && field->kind == FO_ZPL_GS1_DATAMATRIX)
      append_text (zpl, "_1");
    else if (byte < 0x20 || byte == '_' || byte > 0x7e) {
      g_autofree char *number = g_strdup_printf ("_d%03u", byte);
      append_text (zpl, number);
    } else
      append_byte (zpl, (char) byte);
  }
}

static void
append_plain (GString *zpl, const FoZplField *field, size_t length)
{
  for (size_t i = 0; i < length; i++)
    append_byte (zpl, field->data[i]);
}

static void
append_field (GString *zpl, const FoZplField *field)
{
  int dots = CLAMP (field->dots, 1, 10);

  g_string_append_printf (zpl, "^FO%d,%d", MAX (field->x, 0), MAX (field->y, 0));
  switch (field->kind) {
  case FO_ZPL_TEXT:
    g_string_append_printf (zpl, "^A0N,%d,%d^FH_^FD", field->height, field->height);
    append_plain (zpl, field, field->length);
    break;
  case FO_ZPL_CODE128:
  case FO_ZPL_GS1_128:
    g_string_append_printf (zpl, "^BY%d^BCN,%d,N,N,N,N^FH_^FD", dots, field->height);
    append_code128 (zpl, field);
    break;
  case FO_ZPL_DATAMATRIX:
  case FO_ZPL_GS1_DATAMATRIX:
    g_string_append_printf (zpl, "^BXN,%d,200,%d,%d,6,_^FH_^FD", dots, field->side, field->side);
    append_datamatrix (zpl, field);
    break;
  case FO_ZPL_EAN13:
    g_string_append_printf (zpl, "^BY%d^BEN,%d,N,N^FH_^FD", dots, field->height);
    append_plain (zpl, field, MIN (field->length, 12)); /* the printer counts the last one itself */
    break;
  case FO_ZPL_QR:
    g_string_append_printf (zpl, "^BQN,2,%d^FH_^FDMA", dots);
    append_text (zpl, ",");
    append_plain (zpl, field, field->length);
    break;
  }
  g_string_append (zpl, "^FS\n");
}

/* ---- the label --------------------------------------------------------------------------------------------------- */

GBytes *
fo_zpl_fields (
    int width, int height, const FoRaster *dots, const FoZplField *fields, guint n, const FoPrinterStyle *style)
{
  GString *zpl = g_string_sized_new (4096);

  g_assert (style->copies >= 1 && style->copies <= FO_PRINTER_COPIES_MAX);
  if (style->darkness >= 0)
    g_string_append_printf (zpl, "~SD%02d\n", MIN (style->darkness, 30));
  g_string_append_printf (zpl, "^XA^CI28^PON^LH0,0^LS0^PW%d^LL%d\n", width, height);
  if (style->mark_um > 0 || style->gap_um >= 0) /* by mark, gap, or not at all */
    g_string_append_printf (zpl, "^MN%c\n", style->mark_um > 0 ? 'M' : style->gap_um > 0 ? 'Y' : 'N');
  if (style->speed > 0)
    g_string_append_printf (zpl, "^PR%d\n", MIN (style->speed, 14));
  if (dots)
    append_dots (zpl, dots);
  for (guint i = 0; i < n; i++)
    append_field (zpl, &fields[i]);
  g_string_append_printf (zpl, "^PQ%u,0,0,N^XZ\n", style->copies);
  return g_string_free_to_bytes (zpl);
}

GBytes *
fo_raster_to_zpl (const FoRaster *raster, const FoPrinterStyle *style)
{
  return fo_zpl_fields (raster->width, raster->height, raster, NULL, 0, style);
}

/* ---- a composed label by the printer's own hand ------------------------------------------------------------------ */

/* The modules of Code 128 in set B alone, which is what we ask for: a shorter symbol of ours stays a picture. */
static bool
fits_set_b (const FoLabelSymbol *symbol, bool gs1)
{
  size_t codes = symbol->length + (gs1 ? 1 : 0) + 2; /* start, FNC1, check */

  return (int) (codes * 11 + 13) * symbol->dots <= symbol->width;
}

/* The others would come out in a size of the printer's choosing, or it does not know them with FNC1. */
static const struct {
  FoSymbolKind drawn;
  FoZplKind native;
} natives[] = {
  { FO_SYMBOL_CODE128, FO_ZPL_CODE128 },
  { FO_SYMBOL_GS1_128, FO_ZPL_GS1_128 },
  { FO_SYMBOL_DATAMATRIX, FO_ZPL_DATAMATRIX },
  { FO_SYMBOL_GS1_DATAMATRIX, FO_ZPL_GS1_DATAMATRIX },
  { FO_SYMBOL_EAN, FO_ZPL_EAN13 },
};

/* False: ZPL cannot make this one as it was drawn. */
static bool
native_of (const FoLabelSymbol *symbol, FoZplField *ret_field)
{
  *ret_field = (FoZplField){ .x = symbol->x, .y = symbol->y, .height = symbol->height, .dots = symbol->dots,
                             .side = symbol->width / symbol->dots, .data = symbol->data, .length = symbol->length };
  for (gsize i = 0; i < G_N_ELEMENTS (natives); i++) {
    if (natives[i].drawn != symbol->kind)
      continue;
    ret_field->kind = natives[i].native;
    if (ret_field->kind == FO_ZPL_CODE128 || ret_field->kind == FO_ZPL_GS1_128)
      return symbol->dots <= 10 && fits_set_b (symbol, ret_field->kind == FO_ZPL_GS1_128);
    return symbol->dots <= 10 && (ret_field->kind != FO_ZPL_EAN13 || symbol->length == 13);
  }
  return false;
}

GBytes *
fo_label_to_native_zpl (const FoLabel *label, const FoPrinterStyle *style)
{
  g_autoptr (FoRaster) rest = fo_raster_copy (fo_label_raster (label));
  g_autofree FoZplField *fields = g_new (FoZplField, (gsize) fo_label_n_symbols (label) + 1);
  guint n = 0;

  for (int i = 0; i < fo_label_n_symbols (label); i++) {
    FoLabelSymbol symbol = fo_label_symbol (label, i);

    if (!native_of (&symbol, &fields[n]))
      continue;
    n++;
    fo_raster_fill (rest, symbol.x, symbol.y, symbol.width, symbol.height, false);
  }
  return fo_zpl_fields (rest->width, rest->height, rest, fields, n, style);
}

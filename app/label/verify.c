/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading back: what the printer gets is what a scanner will read. */
#include "parts.h"

#include <string.h>

#define READ_TIMEOUT_MS 10000 /* a symbol that is there is found at once; a busy PC must not make it unreadable */
#define AROUND 4              /* dots around a symbol's box that the reader sees too */

static FoSymbolSet
reader_for (FoSymbolKind kind)
{
  switch (kind) {
  case FO_SYMBOL_QR:
  case FO_SYMBOL_GS1_QR:
    return FO_SYMBOL_READ_QR;
  case FO_SYMBOL_DATAMATRIX:
  case FO_SYMBOL_GS1_DATAMATRIX:
    return FO_SYMBOL_READ_DATAMATRIX;
  case FO_SYMBOL_CODE128:
  case FO_SYMBOL_GS1_128:
    return FO_SYMBOL_READ_CODE128;
  case FO_SYMBOL_EAN:
    return FO_SYMBOL_READ_EAN;
  case FO_SYMBOL_ITF14:
    return FO_SYMBOL_READ_ITF;
  case FO_N_SYMBOL_KINDS:
    break;
  }
  g_assert_not_reached ();
}

static bool
says (const FoSymbolFound *found, const FoLabelPlaced *placed)
{
  /* A UPC-A reads as the EAN-13 that begins with 0. */
  size_t zero = placed->symbol.kind == FO_SYMBOL_EAN && placed->length == 12 ? 1 : 0;

  return found->symbology == fo_symbol_kind_symbology (placed->symbol.kind) && found->length == placed->length + zero
         && (zero == 0 || found->bytes[0] == '0') && memcmp (found->bytes + zero, placed->data, placed->length) == 0;
}

/* ---- a smaller picture that says the same ------------------------------------------------------------------------- */

/* What readers want of a module: more dots only cost time, fewer would hide that the real one has too few. */
#define MATRIX_DOTS 4
#define LINEAR_DOTS 3
#define BAR_HEIGHT 24 /* dots of the smaller picture */

typedef struct {
  uint8_t *grey;
  int width, height;
} Picture;

/* Are the dots of the rectangle all as its first one? */
static bool
is_uniform (const FoRaster *raster, const FoLabelArea *cell)
{
  bool black = fo_raster_is_black (raster, cell->x, cell->y);

  for (int y = cell->y; y < cell->y + cell->height; y++)
    for (int x = cell->x; x < cell->x + cell->width; x++)
      if (fo_raster_is_black (raster, x, y) != black)
        return false;
  return true;
}

/* One cell as a square of DOTS, or a bar. */
static void
put_cell (Picture *picture, int x, int y, int width, int height, bool black)
{
  for (int row = y; row < y + height; row++)
    memset (picture->grey + row * picture->width + x, black ? 0 : 255, (size_t) width);
}

/* The symbol with its quiet zone at fewer dots a module: exact, or not at all. False where the dots of a module are not
 * all alike, or where fewer dots would not save anything: then the picture is read as it is. */
static bool
reduce (const FoLabelPlaced *placed, const FoRaster *raster, Picture *ret_picture)
{
  const FoSymbol *symbol = &placed->symbol;
  bool linear = fo_symbol_kind_is_linear (symbol->kind);
  int dots = placed->dots, fewer = linear ? LINEAR_DOTS : MATRIX_DOTS;
  int columns = symbol->columns + 2 * symbol->quiet_x, rows = symbol->rows + 2 * symbol->quiet_y;
  int cell_height = linear ? placed->modules.height : dots, height = linear ? BAR_HEIGHT : fewer;

  if (dots <= fewer)
    return false;
  Picture picture = { g_malloc ((size_t) (columns * fewer) * (size_t) (rows * height)), columns * fewer,
                      rows * height };
  for (int y = 0; y < rows; y++)
    for (int x = 0; x < columns; x++) {
      const FoLabelArea cell = { placed->modules.x + (x - symbol->quiet_x) * dots,
                                 placed->modules.y + (y - symbol->quiet_y) * dots, dots, cell_height };
      if (!is_uniform (raster, &cell)) {
        g_free (picture.grey);
        return false;
      }
      put_cell (&picture, x * fewer, y * height, fewer, height, fo_raster_is_black (raster, cell.x, cell.y));
    }
  *ret_picture = picture;
  return true;
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static Picture
cut_out (const FoLabelPlaced *placed, const FoRaster *raster)
{
  const FoLabelArea *area = &placed->area;
  int left = MAX (0, area->x - AROUND), right = MIN (raster->width, area->x + area->width + AROUND);
  int top = MAX (0, area->y - AROUND), bottom = MIN (raster->height, area->y + area->height + AROUND);

  return (Picture){ fo_raster_to_grey (raster, left, top, right - left, bottom - top), right - left, bottom - top };
}

static bool
reads_back (const FoLabelPlaced *placed, const FoRaster *raster)
{
  FoSymbolFound found[2];
  FoSymbolSet set = reader_for (placed->symbol.kind);
  /* The DataMatrix reader would search on until its time is up. */
  int room = set == FO_SYMBOL_READ_DATAMATRIX ? 1 : 2, n;
  Picture picture;

  if (!reduce (placed, raster, &picture))
    picture = cut_out (placed, raster);
  n = fo_symbol_read (picture.grey, picture.width, picture.height, picture.width, set, READ_TIMEOUT_MS, found, room);
  g_free (picture.grey);
  return n == 1 && says (&found[0], placed);
}

bool
fo_label_reads_back (const FoLabel *label, const FoRaster *picture, const char **ret_box)
{
  g_assert (picture->width == label->raster->width && picture->height == label->raster->height);
  for (guint i = 0; i < label->symbols->len; i++) {
    const FoLabelPlaced *placed = label->symbols->pdata[i];
    if (!reads_back (placed, picture)) {
      if (ret_box)
        *ret_box = placed->box;
      return false;
    }
  }
  return true;
}

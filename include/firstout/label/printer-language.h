/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Labels in the languages of label printers: ZPL and TSPL. A label goes as the dots that were read back, so a printer draws
 * what was proved; in ZPL it may also go as fields the printer draws itself (see fo_label_to_native_zpl for what is proved then). Nobody's text can become a command: dots
 * travel as hexadecimal digits or under a counted length, text with every byte but letters, digits and blanks in
 * hexadecimal. Pure: any thread.
 */
#pragma once

#include "firstout/label/label.h"

#define FO_PRINTER_COPIES_MAX 9999

/* How the printer is to do it. */
typedef struct {
  int dpi;          /* of the raster */
  guint copies;     /* 1 to FO_PRINTER_COPIES_MAX */
  int speed;        /* inches a second, 1 to 14; 0: as the printer is set */
  int darkness;     /* ZPL 0 to 30, TSPL 0 to 15; -1: as the printer is set */
  int gap_um;       /* between two labels; 0: endless paper; -1: as the printer is set. ZPL finds out how long the gap is */
  int mark_um;      /* where black marks tell the labels apart, and no gap: how high one is; else 0 */
} FoPrinterStyle;

/* One label, complete: the size, the dots at the origin, print COPIES of it. */
GBytes *fo_raster_to_zpl (const FoRaster *raster, const FoPrinterStyle *style);
GBytes *fo_raster_to_tspl (const FoRaster *raster, const FoPrinterStyle *style);

/* ---- fields that a ZPL printer draws itself ---------------------------------------------------------------------- */

typedef enum {
  FO_ZPL_TEXT,       /* the printer's scalable letters, HEIGHT dots high */
  FO_ZPL_CODE128,    /* ASCII 32 to 126; bars HEIGHT dots high */
  FO_ZPL_GS1_128,    /* an element string, 0x1d between */
  FO_ZPL_DATAMATRIX, /* bytes; SIDE modules square */
  FO_ZPL_GS1_DATAMATRIX,
  FO_ZPL_EAN13, /* 13 digits */
  FO_ZPL_QR
} FoZplKind;

typedef struct {
  FoZplKind kind;
  int x, y;   /* dots, top left */
  int height; /* of letters or bars */
  int dots;   /* a module, 1 to 10 */
  int side;   /* modules of a matrix */
  const char *data;
  size_t length;
} FoZplField;

/* A label of WIDTH × HEIGHT dots with these fields, and of DOTS (may be NULL) as a picture beneath them. */
GBytes *fo_zpl_fields (
    int width, int height, const FoRaster *dots, const FoZplField *fields, guint n, const FoPrinterStyle *style);

/* LABEL with every symbol that ZPL has made by the printer itself, sharper on some and a tenth of the bytes; the rest (text,
 * and symbols that a printer would draw in another size) as dots. The one exception from "read back before it is sent", and only
 * where somebody chose it: what is proved is that the label as we draw it reads, and that the printer is told the same bytes at the
 * same place and size; what comes of it on paper is the printer's own. tests/label/outside/zpl-renderer.sh has another program
 * draw them. */
GBytes *fo_label_to_native_zpl (const FoLabel *label, const FoPrinterStyle *style);

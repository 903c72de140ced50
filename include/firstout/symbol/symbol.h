/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Symbols: bytes → modules (libqrencode, libzint) and picture → bytes (zbar, libdmtx). Whoever prints, shows or
 * photographs a barcode comes here; nobody else names those libraries. Nothing is kept between calls: any thread,
 * several at once. Memory that runs out ends the program, as everywhere with GLib.
 */
#pragma once

#include "firstout/core/scan.h"
#include "firstout/core/verdict.h"
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- making ------------------------------------------------------------------------------------------------------ */

typedef enum {
  FO_SYMBOL_QR,             /* any bytes but NUL; text as UTF-8 without ECI; error correction M */
  FO_SYMBOL_GS1_QR,         /* a GS1 element string */
  FO_SYMBOL_DATAMATRIX,     /* any bytes but NUL; always square */
  FO_SYMBOL_GS1_DATAMATRIX, /* a GS1 element string; always square */
  FO_SYMBOL_CODE128,        /* ASCII 32 to 126, and GS: no key that a scanner could press */
  FO_SYMBOL_GS1_128,        /* a GS1 element string of at most 48 characters (General Specifications 5.4.4.6) */
  FO_SYMBOL_EAN,            /* 8, 12 or 13 digits with their check digit: EAN-8, UPC-A, EAN-13 */
  FO_SYMBOL_ITF14,          /* 14 digits with their check digit */
  FO_N_SYMBOL_KINDS
} FoSymbolKind;

/* The modules of one symbol, without its quiet zone, but saying how much it needs. A linear symbol has one row: how
 * high its bars stand is the drawer's choice. Draw every module as the same whole number of dots, or it will not scan.
 *
 *   for (int y = 0; y < s.rows; y++)
 *     for (int x = 0; x < s.columns; x++)
 *       if (fo_symbol_is_dark (&s, x, y))
 *         cairo_rectangle (cr, (s.quiet_x + x) * n, (s.quiet_y + y) * n, n, n); */
typedef struct {
  FoSymbolKind kind;
  int columns, rows;
  int quiet_x;   /* light modules asked for on the left and on the right */
  int quiet_y;   /* above and below; 0 for a linear symbol */
  uint8_t *dark; /* rows × columns, 1 = dark, row by row from the top left; owned */
} FoSymbol;

/* Makes the symbol that reads as exactly these LENGTH bytes. A GS1 element string is given as it is scanned: AIs
 * without parentheses, 0x1d after a value of variable length, none at the beginning or the end, at least one AI.
 * FO_OK and *ret_symbol filled (free with fo_symbol_clear), else *ret_symbol untouched and the first of
 *   FO_CODE_EMPTY
 *   FO_CODE_TOO_LONG       more than FO_SCAN_BYTES_MAX, or than such a symbol holds
 *   FO_CODE_BAD_CHARACTER  what this kind of symbol cannot say
 *   FO_CODE_CHECK_DIGIT    of EAN, UPC, ITF-14; FO_CODE_BAD_LENGTH: none of their lengths
 *   FO_GS1_…               of element strings, as fo_gs1_parse judges them; FO_GS1_BAD_CHARACTER also where it is not
 *                          as a reader would send it: in brackets, an element twice, a separator too many
 * Check digits and dates are judged before anything is drawn, for the libraries draw wrong ones with a mere warning. */
FoVerdict
fo_symbol_make (FoSymbolKind kind, const char *data, size_t length, FoSymbol *ret_symbol) G_GNUC_WARN_UNUSED_RESULT;

void fo_symbol_clear (FoSymbol *symbol);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoSymbol, fo_symbol_clear)

static inline bool
fo_symbol_is_dark (const FoSymbol *symbol, int x, int y)
{
  return symbol->dark[y * symbol->columns + x] != 0;
}

/* One row, bars: EAN, ITF, Code 128, GS1-128. */
bool fo_symbol_kind_is_linear (FoSymbolKind kind);

/* How a reader names what was made. */
FoSymbology fo_symbol_kind_symbology (FoSymbolKind kind);

/* "qr", "gs1-qr", "datamatrix", "gs1-datamatrix", "code128", "gs1-128", "ean", "itf14". Static; false when it is
 * none. */
const char *fo_symbol_kind_name (FoSymbolKind kind);
bool fo_symbol_kind_parse (const char *name, FoSymbolKind *ret_kind);

/* The symbol on white with its quiet zone, one byte a dot (0 black, 255 white), each module DOTS × DOTS; the bars of a
 * linear symbol are BAR_DOTS high (0: a third of their width). The stride is *ret_width. Free with g_free. */
uint8_t *fo_symbol_to_grey (const FoSymbol *symbol, int dots, int bar_dots, int *ret_width, int *ret_height);

/* ---- reading ----------------------------------------------------------------------------------------------------- */

/* Which symbologies to look for: each costs time, and what is not looked for cannot be exploited. */
typedef enum {
  FO_SYMBOL_READ_EAN = 1 << 0,        /* EAN-13, EAN-8, UPC-A and UPC-E; the latter two as the EAN-13 they stand for */
  FO_SYMBOL_READ_CODE128 = 1 << 1,    /* Code 128 and GS1-128 */
  FO_SYMBOL_READ_ITF = 1 << 2,        /* 14 digits and more: a slanting line across a long one reads as a short one */
  FO_SYMBOL_READ_QR = 1 << 3,         /* QR and GS1 QR */
  FO_SYMBOL_READ_DATAMATRIX = 1 << 4, /* DataMatrix and GS1 DataMatrix */
  FO_SYMBOL_READ_LINEAR = FO_SYMBOL_READ_EAN | FO_SYMBOL_READ_CODE128 | FO_SYMBOL_READ_ITF,
  FO_SYMBOL_READ_ALL = FO_SYMBOL_READ_LINEAR | FO_SYMBOL_READ_QR | FO_SYMBOL_READ_DATAMATRIX
} FoSymbolSet;

#define FO_SYMBOL_SIDE_MAX 16384              /* dots, either side of a picture */
#define FO_SYMBOL_AREA_MAX (64 * 1024 * 1024) /* dots in all */
#define FO_SYMBOL_READ_TIMEOUT_MS 300         /* a usual value for a picture from a camera */

/* What one symbol in the picture says. Ready for fo_scan_init (&scan, found.bytes, found.length, found.symbology,
 * …). */
typedef struct {
  /* Zero-terminated; the FNC1 that marks GS1 is taken off, later ones are 0x1d. A symbol with more than
   * FO_SCAN_BYTES_MAX bytes is reported with its real length and empty bytes, never cut. */
  char bytes[FO_SCAN_BYTES_MAX + 1];
  size_t length;
  FoSymbology symbology;
  int x, y, width, height; /* about where, in dots; width or height may be small for a linear symbol */
} FoSymbolFound;

/* Reads up to ROOM symbols of the kinds in WHICH from a picture of one byte a dot (0 black, 255 white), STRIDE bytes a
 * line. The same bytes in the same symbology are reported once. Linear and QR symbols come first. TIMEOUT_MS (> 0) is
 * what the search for DataMatrix may take of real time, for it would look at a picture without one for seconds; the
 * other symbologies take what the picture takes (about 40 ms a megadot).
 * Modules of 2 dots are enough for linear and QR symbols, 3 for DataMatrix.
 * Returns how many, 0 when there is none, -1 when the picture is empty or larger than FO_SYMBOL_SIDE_MAX or
 * FO_SYMBOL_AREA_MAX. FOUND is untouched beyond what is returned. */
int fo_symbol_read (const uint8_t *grey,
                    int width,
                    int height,
                    int stride,
                    FoSymbolSet which,
                    int timeout_ms,
                    FoSymbolFound *found,
                    int room) G_GNUC_WARN_UNUSED_RESULT;

/* The same for pictures that people took: where a plain look finds nothing the picture is smoothed, inverted and turned by
 * 45°, and looked at again; of what is found in a turned one the place is the whole picture. Takes up to five times as long,
 * and memory for four times the dots. Not for judging what we print: a scanner at the bench may be less patient. */
int fo_symbol_search (const uint8_t *grey,
                      int width,
                      int height,
                      int stride,
                      FoSymbolSet which,
                      int timeout_ms,
                      FoSymbolFound *found,
                      int room) G_GNUC_WARN_UNUSED_RESULT;

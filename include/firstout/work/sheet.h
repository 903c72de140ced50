/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table in a text file, as Excel, LibreOffice and 1C write it, and the way back; or the first sheet of a workbook (.xlsx), whose
 * days come as YYYY-MM-DD and whose numbers as digits. Reading takes: separators ";",
 * "," or tab (seen in the first line, or named by Excel's "sep=;"); UTF-8 with or without a byte order mark, UTF-16
 * with one, else Windows-1251; line ends of any kind; RFC 4180 quotes with line breaks in them; a quote in the
 * middle of a cell is a quote (1/2"). Cells come without the spaces and non-breaking spaces around them, and without
 * the apostrophe that keeps a spreadsheet from taking text for a formula. What a cell means is not decided here:
 * leading zeros stay.
 */
#pragma once

#include <glib.h>

#define FO_SHEET_ERROR (fo_sheet_error_quark ())
GQuark fo_sheet_error_quark (void);

typedef enum {
  FO_SHEET_ERROR_EMPTY,     /* nothing in it */
  FO_SHEET_ERROR_NOT_TEXT,  /* an old workbook (.xls), an archive, a picture, zero bytes: the message says what to save it as */
  FO_SHEET_ERROR_TOO_LARGE, /* FO_SHEET_BYTES_MAX, FO_SHEET_ROWS_MAX, FO_SHEET_COLUMNS_MAX, FO_SHEET_CELL_MAX */
  FO_SHEET_ERROR_QUOTE,     /* a quote that never closes: the message names its line */
  FO_SHEET_ERROR_COLUMNS    /* a column is missing, or there twice */
} FoSheetError;

#define FO_SHEET_BYTES_MAX (64 * 1024 * 1024)
#define FO_SHEET_ROWS_MAX 1000000
#define FO_SHEET_COLUMNS_MAX 256
#define FO_SHEET_CELL_MAX 4096 /* bytes */

/* Rows and cells as they stand, the header among them. Immutable. Empty lines are left out. */
typedef struct FoSheet FoSheet;

/* NAME is for messages. G_FILE_ERROR besides FO_SHEET_ERROR. */
FoSheet *fo_sheet_parse (const char *name, const char *bytes, gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;
FoSheet *fo_sheet_read (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void fo_sheet_free (FoSheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoSheet, fo_sheet_free)

const char *fo_sheet_name (const FoSheet *sheet);
/* "UTF-8", "UTF-16", "Windows-1251" or "workbook": how it was read. Static. */
const char *fo_sheet_encoding (const FoSheet *sheet);
guint fo_sheet_n_rows (const FoSheet *sheet);
/* How many cells the row has. */
guint fo_sheet_n_cells (const FoSheet *sheet, guint row);
/* "" where the row is shorter. Valid as long as the sheet. */
const char *fo_sheet_cell (const FoSheet *sheet, guint row, guint column);
/* The line of the file the row begins on, counted from 1: what an editor and Excel show. */
guint fo_sheet_line (const FoSheet *sheet, guint row);

/* ---- writing ----------------------------------------------------------------------------------------------------- */

/* A byte order mark, so that Excel takes it for UTF-8; cells go behind it. */
void fo_sheet_begin (GString *text);
/* One cell and, between cells, ";". Quoted by RFC 4180 where it must be. TEXT that begins with = + - @ tab, return
 * or an apostrophe gets an apostrophe in front; a plain number does not. */
void fo_sheet_add (GString *text, const char *cell);
void fo_sheet_end_row (GString *text);

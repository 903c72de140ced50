/* SPDX-License-Identifier: GPL-3.0-or-later
 * How a sheet is filled, cell by cell. */
#pragma once

#include "firstout/work/sheet.h"
#include <stdbool.h>

/* Empty. ENCODING is static. */
FoSheet *fo_sheet_new (const char *name, const char *encoding);
/* The next cell of the row that is not ended yet: LENGTH bytes of UTF-8, without what stands around the value. */
void fo_sheet_put (FoSheet *sheet, const char *text, gsize length);
/* Its row is complete; one without anything in it is let go. FO_SHEET_ERROR_TOO_LARGE. */
bool fo_sheet_put_row (FoSheet *sheet, guint line, GError **error);

/* A workbook of Excel and LibreOffice (Office Open XML): its first visible sheet, days as YYYY-MM-DD. */
bool fo_sheet_is_workbook (const char *bytes, gsize length);
FoSheet *fo_sheet_parse_workbook (const char *name, const char *bytes, gsize length, GError **error);

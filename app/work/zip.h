/* SPDX-License-Identifier: GPL-3.0-or-later
 * A file inside a zip archive, as spreadsheets are ones. Pure but for memory. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* The file NAME of ARCHIVE, unpacked. NULL without *error: there is none of that name. FO_SHEET_ERROR_NOT_TEXT of an archive that is
 * damaged or encrypted, FO_SHEET_ERROR_TOO_LARGE of one that unpacks to more than MOST bytes; LABEL is for messages. */
GBytes *fo_zip_read (const char *label, const char *archive, gsize length, const char *name, gsize most, GError **error);

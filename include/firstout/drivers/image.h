/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Barcodes in picture files (a photograph of a label, a page of a supplier's letter): every symbol becomes a scan
 * like any other. Any thread.
 */
#pragma once

#include "firstout/core/scan.h"
#include <glib.h>
#include <stdint.h>

#define FO_IMAGE_ERROR fo_image_error_quark ()
GQuark fo_image_error_quark (void);

typedef enum {
  FO_IMAGE_ERROR_TOO_LARGE, /* in bytes, or in dots */
  FO_IMAGE_ERROR_BROKEN     /* not a PNG or JPEG picture, or damaged */
} FoImageError;

#define FO_IMAGE_FILE_MAX (64 * 1024 * 1024) /* bytes */
#define FO_IMAGE_SYMBOLS_MAX 64              /* in one picture; more are left out */

/* FoScan values of PATH, in the reader's order; an empty array when there is nothing to read. Device is "image:" and
 * the file's name, cut to fit. A symbol longer than FO_SCAN_BYTES_MAX is left out. Errors: FO_IMAGE_ERROR,
 * G_FILE_ERROR. Free with g_array_unref. */
GArray *fo_image_read_scans (const char *path, int64_t at_us, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ZPL and TSPL as a printer hears them, written without a look at the writer. A stream becomes commands; whatever is no
 * command of ours is there as well, so that nothing can hide.
 */
#pragma once

#include "firstout/label/raster.h"

typedef struct {
  char name[24];  /* "^FO", "~SD", "^A0", "BITMAP" */
  char *params;   /* up to the next command, or to the data */
  GBytes *data;   /* ^FD: what ^FH makes of it; ^GFA, BITMAP: the dots */
} PrinterWord;

/* Free with g_ptr_array_unref. NULL: the stream ends within a command, or holds bytes no printer would take. */
GPtrArray *zpl_read (GBytes *stream);
GPtrArray *tspl_read (GBytes *stream);

/* "^XA ^CI28 ^FO10,20 ^FD<data> …": the commands as one text, dots left out. Free with g_free. */
char *printer_words (const GPtrArray *words);

/* What the label looks like: only dots, no fields. NULL when there are none. */
FoRaster *zpl_render (const GPtrArray *words);
FoRaster *tspl_render (const GPtrArray *words, int dpi);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A black-and-white picture as a label printer takes it: one bit a dot. Plain memory: one thread at a time.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
  int width, height; /* dots */
  int stride;        /* bytes a line: (width + 7) / 8 */
  uint8_t *bits;     /* from the top; the leftmost dot is the highest bit, 1 = black; the rest of a line is 0; owned */
} FoRaster;

/* All white. Both sides positive. */
FoRaster *fo_raster_new (int width, int height);
FoRaster *fo_raster_copy (const FoRaster *raster);
void fo_raster_free (FoRaster *raster);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoRaster, fo_raster_free)

static inline bool
fo_raster_is_black (const FoRaster *raster, int x, int y)
{
  return (raster->bits[y * raster->stride + x / 8] >> (7 - x % 8) & 1) != 0;
}

/* Sets the dots of a rectangle; what lies outside the raster is left out. */
void fo_raster_fill (FoRaster *raster, int x, int y, int width, int height, bool black);

/* A part of it as one byte a dot (0 black, 255 white), stride = width: what fo_symbol_read and a screen take. The
 * rectangle lies inside. Free with g_free. */
uint8_t *fo_raster_to_grey (const FoRaster *raster, int x, int y, int width, int height);

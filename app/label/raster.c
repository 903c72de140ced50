/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/label/raster.h"

#include <string.h>

FoRaster *
fo_raster_new (int width, int height)
{
  FoRaster *raster = g_new (FoRaster, 1);

  g_assert (width > 0 && height > 0);
  *raster = (FoRaster){ .width = width, .height = height, .stride = (width + 7) / 8 };
  raster->bits = g_malloc0 ((size_t) raster->stride * (size_t) height);
  return raster;
}

FoRaster *
fo_raster_copy (const FoRaster *raster)
{
  FoRaster *copy = fo_raster_new (raster->width, raster->height);

  memcpy (copy->bits, raster->bits, (size_t) raster->stride * (size_t) raster->height);
  return copy;
}

void
fo_raster_free (FoRaster *raster)
{
  if (!raster)
    return;
  g_free (raster->bits);
  g_free (raster);
}

void
fo_raster_fill (FoRaster *raster, int x, int y, int width, int height, bool black)
{
  for (int row = MAX (y, 0); row < MIN (y + height, raster->height); row++)
    for (int column = MAX (x, 0); column < MIN (x + width, raster->width); column++) {
      uint8_t *byte = &raster->bits[row * raster->stride + column / 8];
      uint8_t bit = (uint8_t) (0x80 >> column % 8);
      *byte = (uint8_t) (black ? *byte | bit : *byte & ~bit);
    }
}

uint8_t *
fo_raster_to_grey (const FoRaster *raster, int x, int y, int width, int height)
{
  uint8_t *grey = g_malloc ((size_t) width * (size_t) height);

  g_assert (x >= 0 && y >= 0 && x + width <= raster->width && y + height <= raster->height);
  for (int row = 0; row < height; row++)
    for (int column = 0; column < width; column++)
      grey[row * width + column] = fo_raster_is_black (raster, x + column, y + row) ? 0 : 255;
  return grey;
}

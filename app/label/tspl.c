/* SPDX-License-Identifier: GPL-3.0-or-later
 * TSPL: sizes in millimetres, and the dots under a counted length. */
#include "firstout/label/printer-language.h"

/* Tenths of a millimetre, with a point whatever the locale. */
static void
append_mm (GString *tspl, int um)
{
  int tenths = (um + 50) / 100;

  g_string_append_printf (tspl, "%d.%d mm", tenths / 10, tenths % 10);
}

static int
um_of (int dots, int dpi)
{
  return (int) (((gint64) dots * 25400 + dpi - 1) / dpi);
}

/* A set bit is white here. */
static void
append_bitmap (GString *tspl, const FoRaster *raster)
{
  gsize n = (gsize) raster->stride * (gsize) raster->height;
  int spare = raster->stride * 8 - raster->width;

  g_string_append_printf (tspl, "BITMAP 0,0,%d,%d,0,", raster->stride, raster->height);
  for (gsize i = 0; i < n; i++) {
    uint8_t byte = (uint8_t) ~raster->bits[i];

    if (spare && (i + 1) % (gsize) raster->stride == 0)
      byte |= (uint8_t) ((1u << spare) - 1);
    g_string_append_c (tspl, (char) byte);
  }
  g_string_append (tspl, "\r\n");
}

/* Nothing: as the printer is set. */
static void
append_media (GString *tspl, const FoPrinterStyle *style)
{
  if (style->mark_um <= 0 && style->gap_um < 0)
    return;
  g_string_append (tspl, style->mark_um > 0 ? "BLINE " : "GAP ");
  append_mm (tspl, style->mark_um > 0 ? style->mark_um : style->gap_um);
  g_string_append (tspl, ",0 mm\r\n");
}

GBytes *
fo_raster_to_tspl (const FoRaster *raster, const FoPrinterStyle *style)
{
  GString *tspl = g_string_sized_new (256 + (gsize) raster->stride * (gsize) raster->height);

  g_assert (style->copies >= 1 && style->copies <= FO_PRINTER_COPIES_MAX);
  g_string_append (tspl, "SIZE ");
  append_mm (tspl, um_of (raster->width, style->dpi));
  g_string_append_c (tspl, ',');
  append_mm (tspl, um_of (raster->height, style->dpi));
  g_string_append (tspl, "\r\n");
  append_media (tspl, style);
  if (style->speed > 0)
    g_string_append_printf (tspl, "SPEED %d\r\n", MIN (style->speed, 14));
  if (style->darkness >= 0)
    g_string_append_printf (tspl, "DENSITY %d\r\n", MIN (style->darkness, 15));
  g_string_append (tspl, "DIRECTION 0,0\r\nREFERENCE 0,0\r\nCLS\r\n");
  append_bitmap (tspl, raster);
  g_string_append_printf (tspl, "PRINT 1,%u\r\n", style->copies);
  return g_string_free_to_bytes (tspl);
}

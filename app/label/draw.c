/* SPDX-License-Identifier: GPL-3.0-or-later
 * Places → dots. */
#include "parts.h"

#include <string.h>

static void
fill_run (const FoLabelArea *run, gpointer data)
{
  fo_raster_fill (data, run->x, run->y, run->width, run->height, true);
}

/* Half grey and darker is black. Dots outside the raster are left out. */
static void
threshold (cairo_surface_t *surface, FoRaster *raster, int left, int top)
{
  const uint8_t *pixels = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++) {
      uint32_t pixel;
      memcpy (&pixel, pixels + y * stride + x * 4, sizeof pixel);
      if ((pixel & 0xff) < 128)
        fo_raster_fill (raster, left + x, top + y, 1, 1, true);
    }
}

/* A surface as large as the text and no larger: a page of A4 at 600 dpi would be one of 139 MB. Letters may lean out of
 * their box a little. */
static void
draw_text (const FoLabelText *text, FoRaster *raster)
{
  int around = text->size + 1, left = text->area.x - around, top = text->area.y - around;
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, text->area.width + 2 * around, text->area.height + 2 * around);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_translate (cr, -left, -top);
  fo_label_text_draw (text, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  g_assert (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS);
  threshold (surface, raster, left, top);
  cairo_surface_destroy (surface);
}

/* Nothing may stand where the symbol and its quiet zone go: error correction would hide a spot from our reader, and it
 * is meant for the dirt of the warehouse. */
static bool
is_clear (const FoRaster *raster, const FoLabelPlaced *placed)
{
  int quiet_x = placed->symbol.quiet_x * placed->dots;
  int quiet_y = placed->symbol.quiet_y * placed->dots + placed->bearer;

  for (int y = -quiet_y; y < placed->modules.height + quiet_y; y++)
    for (int x = -quiet_x; x < placed->modules.width + quiet_x; x++)
      if (fo_raster_is_black (raster, placed->modules.x + x, placed->modules.y + y))
        return false;
  return true;
}

bool
fo_label_draw_raster (FoLabel *label, const char **ret_box)
{
  for (guint i = 0; i < label->texts->len; i++)
    draw_text (label->texts->pdata[i], label->raster);
  for (guint i = 0; i < label->symbols->len; i++) {
    const FoLabelPlaced *placed = label->symbols->pdata[i];
    if (placed->hri)
      draw_text (placed->hri, label->raster);
  }
  for (guint i = 0; i < label->symbols->len; i++) {
    const FoLabelPlaced *placed = label->symbols->pdata[i];
    if (!is_clear (label->raster, placed)) {
      *ret_box = placed->box;
      return false;
    }
    fo_label_placed_runs (placed, fill_run, label->raster);
  }
  return true;
}

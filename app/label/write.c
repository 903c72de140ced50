/* SPDX-License-Identifier: GPL-3.0-or-later
 * Labels as PDF and PNG, and into a file whole or not at all. */
#include "parts.h"

#include <cairo-pdf.h>
#include <png.h>
#include <string.h>

/* ---- vectors ----------------------------------------------------------------------------------------------------- */

static void
add_run (const FoLabelArea *run, gpointer cr)
{
  cairo_rectangle (cr, run->x, run->y, run->width, run->height);
}

/* All modules are one path: filled apart, neighbours would show hair lines on a screen. */
void
fo_label_draw (const FoLabel *label, cairo_t *cr)
{
  for (guint i = 0; i < label->texts->len; i++)
    fo_label_text_draw (label->texts->pdata[i], cr);
  cairo_save (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  for (guint i = 0; i < label->symbols->len; i++) {
    const FoLabelPlaced *placed = label->symbols->pdata[i];
    fo_label_placed_runs (placed, add_run, cr);
    cairo_fill (cr);
    if (placed->hri)
      fo_label_text_draw (placed->hri, cr);
  }
  cairo_restore (cr);
}

static cairo_status_t
collect (void *bytes, const unsigned char *data, unsigned length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
draw_page (const FoLabel *label, cairo_surface_t *surface)
{
  double point = 72.0 / label->dpi;
  cairo_t *cr;

  cairo_pdf_surface_set_size (surface, label->raster->width * point, label->raster->height * point);
  cr = cairo_create (surface);
  cairo_scale (cr, point, point);
  fo_label_draw (label, cr);
  cairo_show_page (cr);
  cairo_destroy (cr);
}

GBytes *
fo_label_to_pdf (FoLabel *const *labels, size_t n, const char *title)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (collect, bytes, 72, 72);

  g_assert (n > 0);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Firstout");
  for (size_t i = 0; i < n; i++)
    draw_page (labels[i], surface);
  cairo_surface_finish (surface);
  g_assert (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

/* ---- dots -------------------------------------------------------------------------------------------------------- */

static void
append_png (png_structp png, png_bytep data, png_size_t length)
{
  g_byte_array_append (png_get_io_ptr (png), data, (guint) length);
}

static void
flush_png (png_structp png)
{
  (void) png;
}

static void
fail_png (png_structp png, png_const_charp message)
{
  (void) png;
  (void) message;
  g_assert_not_reached (); /* only memory can fail here */
}

/* By libpng: cairo's own writer cannot state a resolution, and an A1 surface comes out inverted. */
GBytes *
fo_label_to_png (const FoLabel *label)
{
  const FoRaster *raster = label->raster;
  GByteArray *bytes = g_byte_array_new ();
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, fail_png, NULL);
  png_infop info = png_create_info_struct (png);
  png_uint_32 per_metre = (png_uint_32) ((label->dpi * 10000 + 127) / 254);

  png_set_write_fn (png, bytes, append_png, flush_png);
  png_set_IHDR (png, info, (png_uint_32) raster->width, (png_uint_32) raster->height, 1, PNG_COLOR_TYPE_GRAY,
                PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_pHYs (png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
  png_write_info (png, info);
  png_set_invert_mono (png); /* ours is 1 = black, theirs 1 = white */
  for (int y = 0; y < raster->height; y++)
    png_write_row (png, raster->bits + y * raster->stride);
  png_write_end (png, NULL);
  png_destroy_write_struct (&png, &info);
  return g_byte_array_free_to_bytes (bytes);
}

gboolean
fo_label_write (FoLabel *const *labels, size_t n, const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *lower = g_ascii_strdown (name, -1);
  g_autoptr (GBytes) bytes = NULL;

  if (g_str_has_suffix (lower, ".pdf"))
    bytes = fo_label_to_pdf (labels, n, name);
  else if (g_str_has_suffix (lower, ".png") && n == 1)
    bytes = fo_label_to_png (labels[0]);
  else {
    g_set_error (error, FO_LABEL_ERROR, FO_LABEL_ERROR_WRITE, "%s: %s", path,
                 g_str_has_suffix (lower, ".png") ? "a PNG holds one label; several go into a PDF"
                                                  : "the name of a label file ends in .pdf or .png");
    return FALSE;
  }
  return g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666, error);
}

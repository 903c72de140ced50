/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/label/paper.h"

#include "parts.h"

#include <cairo-pdf.h>
#include <math.h>
#include <string.h>

#define A4_WIDTH_UM 210000
#define A4_HEIGHT_UM 297000
#define A5_WIDTH_UM 148000
#define A5_HEIGHT_UM 210000

/* ---- reading ----------------------------------------------------------------------------------------------------- */

/* A number from 1 to MOST at *AT, which then stands behind it. */
static bool
take_number (const char **at, guint64 most, guint *ret_number)
{
  char *end;
  guint64 number = g_ascii_isdigit (**at) ? g_ascii_strtoull (*at, &end, 10) : 0;

  if (number == 0 || number > most)
    return false;
  *at = end;
  *ret_number = (guint) number;
  return true;
}

static bool
take_char (const char **at, char c)
{
  if (g_ascii_tolower (**at) != c)
    return false;
  (*at)++;
  return true;
}

static bool
take_length (const char **at, int *ret_um)
{
  char *end;
  double mm;

  if (!take_char (at, ','))
    return false;
  mm = g_ascii_strtod (*at, &end);
  if (end == *at || !(mm >= 0 && mm <= 1000))
    return false;
  *at = end;
  *ret_um = (int) lround (mm * 1000);
  return true;
}

static void
take_page (const char **at, FoLabelPaper *paper)
{
  bool a5 = g_ascii_strncasecmp (*at, "A5:", 3) == 0;

  paper->width_um = a5 ? A5_WIDTH_UM : A4_WIDTH_UM;
  paper->height_um = a5 ? A5_HEIGHT_UM : A4_HEIGHT_UM;
  if (a5 || g_ascii_strncasecmp (*at, "A4:", 3) == 0)
    *at += 3;
}

static bool
take_grid (const char **at, FoLabelPaper *paper)
{
  paper->start = 1;
  if (!take_number (at, FO_LABEL_PAPER_SIDE_MAX, &paper->columns) || !take_char (at, 'x')
      || !take_number (at, FO_LABEL_PAPER_SIDE_MAX, &paper->rows))
    return false;
  return !take_char (at, '@') || take_number (at, (guint64) paper->columns * paper->rows, &paper->start);
}

static bool
take_lengths (const char **at, FoLabelPaper *paper)
{
  if (**at == '\0')
    return true;
  return take_length (at, &paper->left_um) && take_length (at, &paper->top_um) && take_length (at, &paper->pitch_x_um)
         && take_length (at, &paper->pitch_y_um) && paper->pitch_x_um > 0 && paper->pitch_y_um > 0;
}

bool
fo_label_paper_parse (const char *text, FoLabelPaper *ret_paper)
{
  FoLabelPaper paper = { 0 };
  const char *at = text;

  take_page (&at, &paper);
  if (!take_grid (&at, &paper) || !take_lengths (&at, &paper) || *at != '\0')
    return false;
  *ret_paper = paper;
  return true;
}

static void
add_length (GString *text, int um)
{
  g_string_append_printf (text, ",%d.%03d", um / 1000, um % 1000);
}

char *
fo_label_paper_print (const FoLabelPaper *paper)
{
  GString *text = g_string_new (paper->width_um == A5_WIDTH_UM ? "A5:" : "A4:");

  g_string_append_printf (text, "%ux%u@%u", paper->columns, paper->rows, paper->start);
  if (paper->pitch_x_um > 0) {
    add_length (text, paper->left_um);
    add_length (text, paper->top_um);
    add_length (text, paper->pitch_x_um);
    add_length (text, paper->pitch_y_um);
  }
  return g_string_free (text, FALSE);
}

/* ---- stickers ---------------------------------------------------------------------------------------------------- */

typedef struct {
  int left_um, top_um, width_um, height_um;
} Sticker;

/* The I-th of a sheet. */
static Sticker
sticker (const FoLabelPaper *paper, guint i)
{
  int column = (int) (i % paper->columns), row = (int) (i / paper->columns);
  bool even = paper->pitch_x_um == 0;
  int width = even ? paper->width_um / (int) paper->columns : paper->pitch_x_um;
  int height = even ? paper->height_um / (int) paper->rows : paper->pitch_y_um;

  return (Sticker){ (even ? 0 : paper->left_um) + column * width, (even ? 0 : paper->top_um) + row * height, width,
                    height };
}

static bool
fits (const FoLabelPaper *paper, int width_um, int height_um)
{
  const Sticker last = sticker (paper, paper->columns * paper->rows - 1);

  return width_um <= last.width_um && height_um <= last.height_um && last.left_um + width_um <= paper->width_um
         && last.top_um + height_um <= paper->height_um;
}

FoVerdict
fo_label_paper_judge (
    const FoLabelPaper *paper, FoLanguage language, int width_um, int height_um, FoLabelRefusal *ret_refusal)
{
  const Sticker first = sticker (paper, 0);
  g_autofree char *size = fo_label_size_text (language, width_um, height_um, true);
  g_autofree char *available = fo_label_size_text (language, first.width_um, first.height_um, false);

  if (fits (paper, width_um, height_um))
    return FO_OK;
  fo_label_refuse (ret_refusal, FO_LABEL_DOES_NOT_FIT, "sheet", NULL);
  ret_refusal->needed_width_um = width_um;
  ret_refusal->needed_height_um = height_um;
  fo_args_set_text (&ret_refusal->args, "size", size);
  fo_args_set_text (&ret_refusal->args, "available", available);
  return FO_LABEL_DOES_NOT_FIT;
}

/* ---- the sheets -------------------------------------------------------------------------------------------------- */

guint
fo_label_paper_pages (const FoLabelPaper *paper, size_t n)
{
  size_t room = (size_t) paper->columns * paper->rows;

  return (guint) ((paper->start - 1 + n + room - 1) / room);
}

static cairo_status_t
collect (void *bytes, const unsigned char *data, unsigned length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* In the middle of its sticker, on a whole dot; where stickers have no gap the pitch is more than the label. */
static void
draw_on (const FoLabelPaper *paper, const FoLabel *label, guint at, cairo_t *cr)
{
  const Sticker on = sticker (paper, at);
  const FoRaster *raster = fo_label_raster (label);
  int dpi = fo_label_dpi (label);
  bool even = paper->pitch_x_um == 0;
  int spare_x = even ? fo_label_to_dots (on.width_um, dpi) - raster->width : 0;
  int spare_y = even ? fo_label_to_dots (on.height_um, dpi) - raster->height : 0;

  cairo_save (cr);
  cairo_scale (cr, 72.0 / dpi, 72.0 / dpi);
  cairo_translate (cr, fo_label_to_dots (on.left_um, dpi) + MAX (0, spare_x / 2),
                   fo_label_to_dots (on.top_um, dpi) + MAX (0, spare_y / 2));
  fo_label_draw (label, cr);
  cairo_restore (cr);
}

GBytes *
fo_label_paper_to_pdf (const FoLabelPaper *paper, FoLabel *const *labels, size_t n, const char *title)
{
  GByteArray *bytes = g_byte_array_new ();
  guint room = paper->columns * paper->rows, at = paper->start - 1;
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (collect, bytes, paper->width_um * 72 / 25400.0,
                                                                  paper->height_um * 72 / 25400.0);
  cairo_t *cr = cairo_create (surface);

  g_assert (n > 0);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Firstout");
  for (size_t i = 0; i < n; i++, at++) {
    if (at == room) {
      cairo_show_page (cr);
      at = 0;
    }
    draw_on (paper, labels[i], at, cr);
  }
  cairo_show_page (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  g_assert (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

gboolean
fo_label_paper_write (const FoLabelPaper *paper, FoLabel *const *labels, size_t n, const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *lower = g_ascii_strdown (name, -1);
  g_autoptr (GBytes) bytes = NULL;

  if (!g_str_has_suffix (lower, ".pdf")) {
    g_set_error (error, FO_LABEL_ERROR, FO_LABEL_ERROR_WRITE, "%s: sheets of labels go into a .pdf", path);
    return FALSE;
  }
  bytes = fo_label_paper_to_pdf (paper, labels, n, name);
  return g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text: the largest letters that fit their box, measured and drawn by the same layout. Plain text always, never markup,
 * so that <, & and quotes in a name are what they are. */
#include "parts.h"

#include <pango/pangocairo.h>

#define FAMILIES "Inter, DejaVu Sans, sans-serif"

/* Metrics are not hinted, so that the layout is the same on the raster and in the PDF. */
static PangoContext *
context_new (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_language (context, pango_language_from_string ("ru"));
  cairo_font_options_destroy (options);
  return context;
}

static PangoLayout *
layout_new (const FoLabelText *text)
{
  static const PangoAlignment alignments[] = { PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT };
  PangoContext *context = context_new ();
  PangoFontDescription *font = pango_font_description_from_string (FAMILIES);
  PangoLayout *layout = pango_layout_new (context);

  g_object_unref (context);
  pango_font_description_set_absolute_size (font, text->size * PANGO_SCALE);
  pango_font_description_set_weight (font, text->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_MEDIUM);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_width (layout, text->area.width * PANGO_SCALE);
  pango_layout_set_wrap (layout, text->break_words ? PANGO_WRAP_WORD_CHAR : PANGO_WRAP_WORD);
  pango_layout_set_alignment (layout, alignments[text->align]);
  pango_layout_set_text (layout, text->text, -1);
  return layout;
}

bool
fo_label_text_measure (const FoLabelText *text, int *ret_width, int *ret_height, int *ret_lines)
{
  g_autoptr (PangoLayout) layout = layout_new (text);

  pango_layout_get_pixel_size (layout, ret_width, ret_height);
  *ret_lines = pango_layout_get_line_count (layout);
  return pango_layout_get_unknown_glyphs_count (layout) == 0;
}

void
fo_label_text_draw (const FoLabelText *text, cairo_t *cr)
{
  g_autoptr (PangoLayout) layout = layout_new (text);
  const FoLabelArea *area = &text->area;
  int width, height, spare;

  cairo_save (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  if (text->inverse) {
    cairo_rectangle (cr, area->x, area->y, area->width, area->height);
    cairo_fill (cr);
    cairo_set_source_rgb (cr, 1, 1, 1);
  }
  pango_layout_get_pixel_size (layout, &width, &height);
  spare = area->height - height;
  cairo_move_to (cr, area->x,
                 area->y
                     + (text->valign == FO_ALIGN_START ? 0
                        : text->valign == FO_ALIGN_END ? spare
                                                       : spare / 2));
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
}

void
fo_label_text_free (FoLabelText *text)
{
  if (!text)
    return;
  g_free (text->box);
  g_free (text->text);
  g_free (text);
}

static FoLabelText *
text_new (const FoLabelBox *box, const FoLabelArea *area, const char *shown)
{
  FoLabelText *text = g_new0 (FoLabelText, 1);

  text->box = g_strdup (box->name);
  text->area = *area;
  text->text = g_strdup (shown);
  text->align = box->align;
  text->valign = box->valign;
  text->bold = box->bold;
  text->inverse = box->inverse;
  return text;
}

/* The lines it takes, or 0 when it does not fit. */
static int
fitting_lines (const FoLabelText *text, const FoLabelBox *box)
{
  int width, height, lines;

  fo_label_text_measure (text, &width, &height, &lines);
  return width <= text->area.width && height <= text->area.height && lines <= box->lines ? lines : 0;
}

/* Letters a little smaller are better than a last line of one word: a line is saved at up to a sixth of the size. */
static void
save_a_line (FoLabelText *text, const FoLabelBox *box, int lines, int least)
{
  int size = text->size;

  while (lines > 1 && text->size > least && (text->size - 1) * 6 >= size * 5) {
    int fewer;
    text->size--;
    fewer = fitting_lines (text, box);
    if (fewer > 0 && fewer < lines)
      return;
  }
  text->size = size;
}

/* Tries the sizes from large to small; ends with the smallest. */
static bool
shrink_to_fit (FoLabelText *text, const FoLabelBox *box, int dpi)
{
  int most = MAX (1, fo_label_to_dots (box->size_um, dpi)), least = MAX (1, fo_label_to_dots (box->size_min_um, dpi));

  for (text->size = most; text->size >= least; text->size--) {
    int lines = fitting_lines (text, box);
    if (lines > 0) {
      save_a_line (text, box, lines, least);
      return true;
    }
  }
  text->size = least;
  return false;
}

/* How large the box would have to be for the text as it is: wider until words and lines fit, then as high as that
 * is. */
static FoLabelArea
needed (FoLabelText *text, const FoLabelBox *box)
{
  int width, height, lines;

  fo_label_text_measure (text, &width, &height, &lines);
  while (width > text->area.width || lines > box->lines) {
    text->area.width += text->area.width / 20 + 1;
    fo_label_text_measure (text, &width, &height, &lines);
  }
  return (FoLabelArea){ .width = text->area.width, .height = MAX (height, text->area.height) };
}

static FoVerdict
place (FoLabelText *text, const FoLabelBox *box, int dpi)
{
  int width, height, lines;

  text->size = MAX (1, fo_label_to_dots (box->size_um, dpi));
  if (!fo_label_text_measure (text, &width, &height, &lines))
    return FO_LABEL_BAD_CHARACTER;
  if (shrink_to_fit (text, box, dpi))
    return FO_OK;
  text->break_words = box->break_words;
  return text->break_words && shrink_to_fit (text, box, dpi) ? FO_OK : FO_LABEL_DOES_NOT_FIT;
}

FoVerdict
fo_label_fit_text (const FoLabelBox *box,
                   const FoLabelArea *area,
                   const char *shown,
                   int dpi,
                   FoLabelText **ret_text,
                   FoLabelArea *ret_needed)
{
  FoLabelText *text = text_new (box, area, shown);
  FoVerdict verdict = place (text, box, dpi);

  if (verdict == FO_OK) {
    *ret_text = text;
    return FO_OK;
  }
  if (verdict == FO_LABEL_DOES_NOT_FIT)
    *ret_needed = needed (text, box);
  fo_label_text_free (text);
  return verdict;
}

FoVerdict
fo_label_place_text (const FoLabelSpot *spot,
                     const FoLabelFilled *filled,
                     FoLabelText **ret_text,
                     FoLabelArea *ret_needed)
{
  FoLabelArea area = fo_label_spot_area (spot);

  return fo_label_fit_text (spot->box, &area, filled->text->str, spot->dpi, ret_text, ret_needed);
}

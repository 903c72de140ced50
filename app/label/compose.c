/* SPDX-License-Identifier: GPL-3.0-or-later
 * Template + fields → places → dots → read again. */
#include "parts.h"

#include <string.h>

#define READ_TIMEOUT_MS 10000 /* a symbol that is there is found at once; a busy PC must not make it unreadable */
#define AROUND 4              /* dots around a symbol's box that the reader sees too */

int
fo_label_to_dots (int length_um, int dpi)
{
  return (int) (((gint64) length_um * dpi + 12700) / 25400);
}

int
fo_label_to_um (int dots, int dpi)
{
  return (int) (((gint64) dots * 25400 + dpi - 1) / dpi);
}

FoLabelArea
fo_label_box_area (const FoLabelBox *box, int dpi)
{
  int left = fo_label_to_dots (box->x_um, dpi), top = fo_label_to_dots (box->y_um, dpi);

  return (FoLabelArea){
    left,
    top,
    fo_label_to_dots (box->x_um + box->width_um, dpi) - left,
    fo_label_to_dots (box->y_um + box->height_um, dpi) - top,
  };
}

/* ---- refusals ---------------------------------------------------------------------------------------------------- */

void
fo_label_refusal_clear (FoLabelRefusal *refusal)
{
  fo_args_clear (&refusal->args);
  g_free (refusal->field);
  *refusal = (FoLabelRefusal){ 0 };
}

FoVerdict
fo_label_refuse (FoLabelRefusal *ret_refusal, FoVerdict verdict, const char *field, const char *text)
{
  g_autofree char *message = g_strconcat ("label.field.", field, NULL);

  fo_label_refusal_clear (ret_refusal);
  ret_refusal->verdict = verdict;
  ret_refusal->field = g_strdup (field);
  fo_args_set_text (&ret_refusal->args, "field", fo_words_known (FO_LANGUAGE_EN, message) ? message : field);
  fo_args_set_text (&ret_refusal->args, "text", text);
  return verdict;
}

/* Keeps the first in precedence. */
static void
refuse (FoLabelRefusal *refusal, FoVerdict verdict, const char *field, const char *text)
{
  if (refusal->verdict == FO_OK || fo_verdict_first (refusal->verdict, verdict) != refusal->verdict)
    fo_label_refuse (refusal, verdict, field, text);
}

/* "28.5 × 20 mm" in tenths of a millimetre, rounded up. */
static char *
print_size (FoLanguage language, int width_um, int height_um)
{
  g_autofree char *width = fo_words_quantity (language, FO_ONE / 10 * ((width_um + 99) / 100));
  g_autofree char *height = fo_words_quantity (language, FO_ONE / 10 * ((height_um + 99) / 100));

  return g_strdup_printf ("%s × %s %s", width, height, language == FO_LANGUAGE_RU ? "мм" : "mm");
}

/* ---- placing ----------------------------------------------------------------------------------------------------- */

typedef struct {
  FoLanguage language;
  const FoArgs *fields;
  FoLabel *label;
  FoLabelRefusal refusal;
} Composing;

static void
refuse_size (Composing *composing, const FoLabelBox *box, const char *text, const FoLabelArea *needed)
{
  FoLabelRefusal *refusal = &composing->refusal;
  FoVerdict before = refusal->verdict;
  g_autofree char *size = NULL;

  refuse (refusal, FO_LABEL_DOES_NOT_FIT, box->name, text);
  if (refusal->verdict != FO_LABEL_DOES_NOT_FIT || before == FO_LABEL_DOES_NOT_FIT)
    return;
  refusal->needed_width_um = MAX (box->width_um, fo_label_to_um (needed->width, composing->label->dpi));
  refusal->needed_height_um = MAX (box->height_um, fo_label_to_um (needed->height, composing->label->dpi));
  size = print_size (composing->language, refusal->needed_width_um, refusal->needed_height_um);
  fo_args_set_text (&refusal->args, "size", size);
}

static bool
is_wanted (const FoLabelBox *box, const FoArgs *fields)
{
  if (box->when && !fo_label_field_is_set (fields, box->when))
    return false;
  return !box->unless || !fo_label_field_is_set (fields, box->unless);
}

static void
place_text (Composing *composing, const FoLabelBox *box, const FoLabelFilled *filled)
{
  FoLabelArea needed = { 0 };
  FoLabelText *text = NULL;
  FoVerdict verdict = fo_label_place_text (box, filled, composing->label->dpi, &text, &needed);

  if (text)
    g_ptr_array_add (composing->label->texts, text);
  else if (verdict == FO_LABEL_DOES_NOT_FIT)
    refuse_size (composing, box, filled->text->str, &needed);
  else
    refuse (&composing->refusal, verdict, box->name, filled->text->str);
}

static void
place_symbol (Composing *composing, const FoLabelBox *box, const FoLabelFilled *filled)
{
  FoLabelArea needed = { 0 };
  FoLabelPlaced *placed = NULL;
  FoVerdict verdict = fo_label_place_symbol (box, filled, composing->label->dpi, &placed, &needed);

  if (placed)
    g_ptr_array_add (composing->label->symbols, placed);
  else if (box->spare && (verdict == FO_LABEL_DOES_NOT_FIT || verdict == FO_CODE_TOO_LONG))
    return;
  else if (verdict == FO_LABEL_DOES_NOT_FIT)
    refuse_size (composing, box, filled->text->str, &needed);
  else
    refuse (&composing->refusal, verdict, box->name, filled->text->str);
}

static void
place (Composing *composing, const FoLabelBox *box)
{
  g_auto (FoLabelFilled) filled = { 0 };

  if (!is_wanted (box, composing->fields))
    return;
  fo_label_fill (box->is_symbol ? box->data : box->text[composing->language], composing->language, composing->fields,
                 box->is_symbol, &filled);
  if (filled.bad)
    refuse (&composing->refusal, FO_LABEL_BAD_CHARACTER, box->name, filled.bad);
  else if (filled.missing && !box->optional)
    refuse (&composing->refusal, FO_LABEL_FIELD_EMPTY, filled.missing, NULL);
  else if (filled.missing)
    return;
  else if (box->is_symbol)
    place_symbol (composing, box, &filled);
  else
    place_text (composing, box, &filled);
}

/* ---- drawing ----------------------------------------------------------------------------------------------------- */

static void
fill_run (const FoLabelArea *run, gpointer data)
{
  fo_raster_fill (data, run->x, run->y, run->width, run->height, true);
}

/* Half grey and darker is black. */
static void
threshold (cairo_surface_t *surface, FoRaster *raster)
{
  const uint8_t *pixels = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  for (int y = 0; y < raster->height; y++)
    for (int x = 0; x < raster->width; x++) {
      uint32_t pixel;
      memcpy (&pixel, pixels + y * stride + x * 4, sizeof pixel);
      if ((pixel & 0xff) < 128)
        fo_raster_fill (raster, x, y, 1, 1, true);
    }
}

static void
draw_texts (FoLabel *label)
{
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, label->raster->width, label->raster->height);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  for (guint i = 0; i < label->texts->len; i++)
    fo_label_text_draw (label->texts->pdata[i], cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  g_assert (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS);
  threshold (surface, label->raster);
  cairo_surface_destroy (surface);
}

/* Nothing may stand where the symbol and its quiet zone go: error correction would hide a spot from our reader, and it
 * is meant for the dirt of the warehouse. */
static bool
is_clear (const FoRaster *raster, const FoLabelPlaced *placed)
{
  int quiet_x = placed->symbol.quiet_x * placed->dots, quiet_y = placed->symbol.quiet_y * placed->dots;

  for (int y = -quiet_y; y < placed->modules.height + quiet_y; y++)
    for (int x = -quiet_x; x < placed->modules.width + quiet_x; x++)
      if (fo_raster_is_black (raster, placed->modules.x + x, placed->modules.y + y))
        return false;
  return true;
}

/* Names the box whose symbol would be drawn over something. */
static bool
draw (FoLabel *label, const char **ret_box)
{
  draw_texts (label);
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

/* ---- reading back ------------------------------------------------------------------------------------------------ */

static FoSymbolSet
reader_for (FoSymbolKind kind)
{
  switch (kind) {
  case FO_SYMBOL_QR:
  case FO_SYMBOL_GS1_QR:
    return FO_SYMBOL_READ_QR;
  case FO_SYMBOL_DATAMATRIX:
  case FO_SYMBOL_GS1_DATAMATRIX:
    return FO_SYMBOL_READ_DATAMATRIX;
  case FO_SYMBOL_CODE128:
  case FO_SYMBOL_GS1_128:
    return FO_SYMBOL_READ_CODE128;
  case FO_SYMBOL_EAN:
    return FO_SYMBOL_READ_EAN;
  case FO_SYMBOL_ITF14:
    return FO_SYMBOL_READ_ITF;
  case FO_N_SYMBOL_KINDS:
    break;
  }
  g_assert_not_reached ();
}

static bool
says (const FoSymbolFound *found, const FoLabelPlaced *placed)
{
  /* A UPC-A reads as the EAN-13 that begins with 0. */
  size_t zero = placed->symbol.kind == FO_SYMBOL_EAN && placed->length == 12 ? 1 : 0;

  return found->symbology == fo_symbol_kind_symbology (placed->symbol.kind) && found->length == placed->length + zero
         && (zero == 0 || found->bytes[0] == '0') && memcmp (found->bytes + zero, placed->data, placed->length) == 0;
}

static bool
reads_back (const FoLabelPlaced *placed, const FoRaster *picture)
{
  const FoLabelArea *area = &placed->area;
  int left = MAX (0, area->x - AROUND), right = MIN (picture->width, area->x + area->width + AROUND);
  int top = MAX (0, area->y - AROUND), bottom = MIN (picture->height, area->y + area->height + AROUND);
  g_autofree uint8_t *grey = fo_raster_to_grey (picture, left, top, right - left, bottom - top);
  FoSymbolFound found[2];
  FoSymbolSet set = reader_for (placed->symbol.kind);
  /* The DataMatrix reader would search on until its time is up. */
  int room = set == FO_SYMBOL_READ_DATAMATRIX ? 1 : 2;

  return fo_symbol_read (grey, right - left, bottom - top, right - left, set, READ_TIMEOUT_MS, found, room) == 1
         && says (&found[0], placed);
}

bool
fo_label_reads_back (const FoLabel *label, const FoRaster *picture, const char **ret_box)
{
  g_assert (picture->width == label->raster->width && picture->height == label->raster->height);
  for (guint i = 0; i < label->symbols->len; i++) {
    const FoLabelPlaced *placed = label->symbols->pdata[i];
    if (!reads_back (placed, picture)) {
      if (ret_box)
        *ret_box = placed->box;
      return false;
    }
  }
  return true;
}

/* ---- the label --------------------------------------------------------------------------------------------------- */

static FoLabel *
label_new (const FoLabelTemplate *template, int dpi)
{
  FoLabel *label = g_new0 (FoLabel, 1);

  label->dpi = dpi;
  label->raster =
      fo_raster_new (fo_label_to_dots (template->width_um, dpi), fo_label_to_dots (template->height_um, dpi));
  label->texts = g_ptr_array_new_with_free_func ((GDestroyNotify) fo_label_text_free);
  label->symbols = g_ptr_array_new_with_free_func ((GDestroyNotify) fo_label_placed_free);
  return label;
}

FoVerdict
fo_label_compose (const FoLabelTemplate *template,
                  FoLanguage language,
                  const FoArgs *fields,
                  int dpi,
                  FoLabel **ret_label,
                  FoLabelRefusal *ret_refusal)
{
  g_autoptr (FoLabel) label = label_new (template, dpi);
  Composing composing = { .language = language, .fields = fields, .label = label };
  const char *box = NULL;

  g_assert (dpi >= FO_LABEL_DPI_MIN && dpi <= FO_LABEL_DPI_MAX);
  for (guint i = 0; i < template->boxes->len; i++)
    place (&composing, template->boxes->pdata[i]);
  if (composing.refusal.verdict == FO_OK && (!draw (label, &box) || !fo_label_reads_back (label, label->raster, &box)))
    refuse (&composing.refusal, FO_LABEL_UNREADABLE, box, NULL);
  if (composing.refusal.verdict == FO_OK) {
    *ret_label = g_steal_pointer (&label);
    return FO_OK;
  }
  fo_label_refusal_clear (ret_refusal);
  *ret_refusal = composing.refusal;
  return ret_refusal->verdict;
}

void
fo_label_free (FoLabel *label)
{
  if (!label)
    return;
  g_ptr_array_unref (label->texts);
  g_ptr_array_unref (label->symbols);
  fo_raster_free (label->raster);
  g_free (label);
}

const FoRaster *
fo_label_raster (const FoLabel *label)
{
  return label->raster;
}

int
fo_label_dpi (const FoLabel *label)
{
  return label->dpi;
}

bool
fo_label_has (const FoLabel *label, const char *box)
{
  for (guint i = 0; i < label->texts->len; i++)
    if (g_str_equal (((const FoLabelText *) label->texts->pdata[i])->box, box))
      return true;
  for (guint i = 0; i < label->symbols->len; i++)
    if (g_str_equal (((const FoLabelPlaced *) label->symbols->pdata[i])->box, box))
      return true;
  return false;
}

int
fo_label_n_symbols (const FoLabel *label)
{
  return (int) label->symbols->len;
}

FoLabelSymbol
fo_label_symbol (const FoLabel *label, int i)
{
  const FoLabelPlaced *placed = label->symbols->pdata[i];

  return (FoLabelSymbol){
    .box = placed->box,
    .kind = placed->symbol.kind,
    .data = placed->data,
    .length = placed->length,
    .dots = placed->dots,
    .x = placed->modules.x,
    .y = placed->modules.y,
    .width = placed->modules.width,
    .height = placed->modules.height,
  };
}

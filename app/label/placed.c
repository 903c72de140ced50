/* SPDX-License-Identifier: GPL-3.0-or-later
 * Symbols in their boxes: the largest whole number of dots a module that fits, never a fraction. */
#include "parts.h"

#include "firstout/core/gs1.h"

#include <string.h>

/* A template's 0.25 mm is meant as the 2 dots of 203 dpi (0.2502) and the 3 of 300 dpi (0.254). */
#define HAIR_PERCENT 4

static int
least_dots (const FoLabelBox *box, int dpi)
{
  gint64 wanted = (gint64) box->module_min_um * dpi * (100 - HAIR_PERCENT);

  return (int) MAX (1, (wanted + 2540000 - 1) / 2540000);
}

static int
most_dots (const FoLabelBox *box, int dpi)
{
  return (int) ((gint64) box->module_max_um * dpi * (100 + HAIR_PERCENT) / 2540000);
}

/* The dots a module may take to fit AREA with the quiet zone. */
static int
fitting_dots (const FoSymbol *symbol, const FoLabelArea *area)
{
  int dots = area->width / (symbol->columns + 2 * symbol->quiet_x);

  if (!fo_symbol_kind_is_linear (symbol->kind))
    dots = MIN (dots, area->height / (symbol->rows + 2 * symbol->quiet_y));
  return dots;
}

static int
spare_for (FoAlign align, int spare)
{
  return align == FO_ALIGN_START ? 0 : align == FO_ALIGN_END ? spare : spare / 2;
}

static void
settle (FoLabelPlaced *placed, const FoLabelBox *box, const FoLabelArea *area, int dots)
{
  const FoSymbol *symbol = &placed->symbol;
  int quiet_x = symbol->quiet_x * dots, quiet_y = symbol->quiet_y * dots + placed->bearer;
  int width = symbol->columns * dots;
  int height = fo_symbol_kind_is_linear (symbol->kind) ? area->height - 2 * quiet_y : symbol->rows * dots;

  placed->dots = dots;
  placed->modules = (FoLabelArea){
    .x = area->x + quiet_x + spare_for (box->align, area->width - width - 2 * quiet_x),
    .y = area->y + quiet_y + spare_for (box->valign, area->height - height - 2 * quiet_y),
    .width = width,
    .height = height,
  };
}

/* AREA is the box without the line for people. */
static FoVerdict
fit (FoLabelPlaced *placed, const FoLabelSpot *spot, const FoLabelArea *area, FoLabelArea *ret_needed)
{
  const FoSymbol *symbol = &placed->symbol;
  int least = least_dots (spot->box, spot->dpi), most = MAX (least, most_dots (spot->box, spot->dpi));
  int dots = MIN (most, fitting_dots (symbol, area));

  if (dots >= least) {
    settle (placed, spot->box, area, dots);
    return FO_OK;
  }
  ret_needed->width = (symbol->columns + 2 * symbol->quiet_x) * least;
  ret_needed->height = placed->area.height;
  if (!fo_symbol_kind_is_linear (symbol->kind))
    ret_needed->height = (symbol->rows + 2 * symbol->quiet_y) * least + placed->area.height - area->height;
  return FO_LABEL_DOES_NOT_FIT;
}

/* ---- the line for people ------------------------------------------------------------------------------------------ */

/* Digits in groups with spaces between, as EAN and UPC have them. */
static char *
group (const char *digits, const char *groups)
{
  GString *text = g_string_new (NULL);

  for (const char *size = groups; *size; size++) {
    if (text->len > 0)
      g_string_append_c (text, ' ');
    g_string_append_len (text, digits, *size - '0');
    digits += *size - '0';
  }
  return g_string_free (text, FALSE);
}

static char *
bracket (const char *data, size_t length)
{
  char text[2 * FO_SCAN_BYTES_MAX];
  FoGs1 gs1;

  fo_gs1_parse (&gs1, data, length, fo_day_from_civil (2026, 1, 1));
  return g_strdup (fo_gs1_print (&gs1, "()", text, sizeof text) ? text : data);
}

/* What the symbol says as the General Specifications (4.14) want it printed. */
static char *
hri_of (const FoLabelPlaced *placed)
{
  FoSymbolKind kind = placed->symbol.kind;

  if (fo_symbology_is_gs1 (fo_symbol_kind_symbology (kind)))
    return bracket (placed->data, placed->length);
  if (kind == FO_SYMBOL_EAN)
    return group (placed->data, placed->length == 8 ? "44" : placed->length == 12 ? "1551" : "166");
  if (kind == FO_SYMBOL_ITF14)
    return group (placed->data, "12551");
  return g_strdup (placed->data);
}

/* Takes the line off AREA. Below bars it is as wide as the box, so that it shrinks only when it must. */
static FoVerdict
place_hri (FoLabelPlaced *placed, const FoLabelSpot *spot, FoLabelArea *area, FoLabelArea *ret_needed)
{
  const FoLabelBox *box = spot->box;
  int height = MIN (fo_label_to_dots (box->hri_um, spot->dpi) + 1, area->height - 1);
  const FoLabelBox line = { .name = box->name,
                            .align = box->align,
                            .valign = FO_ALIGN_END,
                            .size_um = box->hri_um * 4 / 5,
                            .size_min_um = MAX (1200, box->hri_um / 2),
                            .lines = 2,
                            .break_words = true };
  const FoLabelArea below = { area->x, area->y + area->height - height, area->width, height };
  g_autofree char *text = hri_of (placed);
  FoLabelArea needed = { 0 };
  FoVerdict verdict = fo_label_fit_text (&line, &below, text, spot->dpi, &placed->hri, &needed);

  area->height -= height;
  if (verdict == FO_LABEL_DOES_NOT_FIT)
    *ret_needed = (FoLabelArea){ .width = needed.width, .height = area->height + needed.height };
  return verdict;
}

/* ---- placing ----------------------------------------------------------------------------------------------------- */

#define BEARER_UM 1000 /* at least twice a bar (General Specifications 5.3.2.4), and to be seen */

static FoVerdict
place (FoLabelPlaced *placed, const FoLabelSpot *spot, FoLabelArea *ret_needed)
{
  FoLabelArea area = placed->area;
  FoVerdict verdict = FO_OK;

  if (spot->box->bearer)
    placed->bearer = fo_label_to_dots (BEARER_UM, spot->dpi);
  if (spot->box->hri_um > 0)
    verdict = place_hri (placed, spot, &area, ret_needed);
  return verdict == FO_OK ? fit (placed, spot, &area, ret_needed) : verdict;
}

FoVerdict
fo_label_place_symbol (const FoLabelSpot *spot,
                       const FoLabelFilled *filled,
                       FoLabelPlaced **ret_placed,
                       FoLabelArea *ret_needed)
{
  FoSymbol symbol;
  FoVerdict verdict = fo_symbol_make (spot->box->kind, filled->text->str, filled->text->len, &symbol);
  FoLabelPlaced *placed;

  if (verdict != FO_OK)
    return verdict;
  placed = g_new0 (FoLabelPlaced, 1);
  placed->box = g_strdup (spot->box->name);
  placed->area = fo_label_spot_area (spot);
  placed->symbol = symbol;
  placed->data = g_strdup (filled->text->str);
  placed->length = filled->text->len;
  verdict = place (placed, spot, ret_needed);
  if (verdict == FO_OK)
    *ret_placed = placed;
  else
    fo_label_placed_free (placed);
  return verdict;
}

void
fo_label_placed_free (FoLabelPlaced *placed)
{
  fo_symbol_clear (&placed->symbol);
  fo_label_text_free (placed->hri);
  g_free (placed->box);
  g_free (placed->data);
  g_free (placed);
}

/* Over the quiet zones too, so that a slanting line that leaves the bars meets them. */
static void
bearer_runs (const FoLabelPlaced *placed, FoLabelRunFunc func, gpointer data)
{
  int quiet = placed->symbol.quiet_x * placed->dots;
  FoLabelArea run = placed->modules;

  run.x -= quiet;
  run.width += 2 * quiet;
  run.height = placed->bearer;
  run.y = placed->modules.y - placed->bearer;
  func (&run, data);
  run.y = placed->modules.y + placed->modules.height;
  func (&run, data);
}

void
fo_label_placed_runs (const FoLabelPlaced *placed, FoLabelRunFunc func, gpointer data)
{
  const FoSymbol *symbol = &placed->symbol;
  int row_height = placed->modules.height / symbol->rows;

  if (placed->bearer > 0)
    bearer_runs (placed, func, data);
  for (int y = 0; y < symbol->rows; y++)
    for (int x = 0, end; x < symbol->columns; x = end) {
      FoLabelArea run = { placed->modules.x + x * placed->dots, placed->modules.y + y * row_height, 0, row_height };
      for (end = x; end < symbol->columns && fo_symbol_is_dark (symbol, x, y) == fo_symbol_is_dark (symbol, end, y);)
        end++;
      run.width = (end - x) * placed->dots;
      if (fo_symbol_is_dark (symbol, x, y))
        func (&run, data);
    }
}

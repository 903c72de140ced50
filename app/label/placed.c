/* SPDX-License-Identifier: GPL-3.0-or-later
 * Symbols in their boxes: the largest whole number of dots a module that fits, never a fraction. */
#include "parts.h"

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
settle (FoLabelPlaced *placed, const FoLabelBox *box, int dots)
{
  const FoSymbol *symbol = &placed->symbol;
  const FoLabelArea *area = &placed->area;
  int quiet_x = symbol->quiet_x * dots, quiet_y = symbol->quiet_y * dots;
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

static FoVerdict
fit (FoLabelPlaced *placed, const FoLabelBox *box, int dpi, FoLabelArea *ret_needed)
{
  const FoSymbol *symbol = &placed->symbol;
  int least = least_dots (box, dpi), most = MAX (least, most_dots (box, dpi));
  int dots = MIN (most, fitting_dots (symbol, &placed->area));

  if (dots >= least) {
    settle (placed, box, dots);
    return FO_OK;
  }
  ret_needed->width = (symbol->columns + 2 * symbol->quiet_x) * least;
  ret_needed->height =
      fo_symbol_kind_is_linear (symbol->kind) ? placed->area.height : (symbol->rows + 2 * symbol->quiet_y) * least;
  return FO_LABEL_DOES_NOT_FIT;
}

FoVerdict
fo_label_place_symbol (
    const FoLabelBox *box, const FoLabelFilled *filled, int dpi, FoLabelPlaced **ret_placed, FoLabelArea *ret_needed)
{
  FoSymbol symbol;
  FoVerdict verdict = fo_symbol_make (box->kind, filled->text->str, filled->text->len, &symbol);
  FoLabelPlaced *placed;

  if (verdict != FO_OK)
    return verdict;
  placed = g_new0 (FoLabelPlaced, 1);
  placed->box = g_strdup (box->name);
  placed->area = fo_label_box_area (box, dpi);
  placed->symbol = symbol;
  placed->data = g_strdup (filled->text->str);
  placed->length = filled->text->len;
  verdict = fit (placed, box, dpi, ret_needed);
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
  g_free (placed->box);
  g_free (placed->data);
  g_free (placed);
}

void
fo_label_placed_runs (const FoLabelPlaced *placed, FoLabelRunFunc func, gpointer data)
{
  const FoSymbol *symbol = &placed->symbol;
  int row_height = placed->modules.height / symbol->rows;

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

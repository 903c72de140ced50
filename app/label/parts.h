/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the files of this folder share: a template's boxes, and what becomes of them on a label. */
#pragma once

#include "firstout/label/label.h"

/* Fills *ret_refusal; "field" becomes the word for FIELD when there is one. Returns VERDICT. */
FoVerdict fo_label_refuse (FoLabelRefusal *ret_refusal, FoVerdict verdict, const char *field, const char *text);

/* ---- the template ------------------------------------------------------------------------------------------------ */

typedef enum { FO_ALIGN_START, FO_ALIGN_MIDDLE, FO_ALIGN_END } FoAlign;

typedef struct {
  char *name;
  int x_um, y_um, width_um, height_um;
  FoAlign align, valign;
  char *when, *unless; /* field names, or NULL */
  bool optional;
  bool spare;
  bool is_symbol;

  char *text[FO_N_LANGUAGES]; /* each set, when it is no symbol */
  int size_um, size_min_um;
  int lines;
  bool bold, break_words, inverse;

  FoSymbolKind kind;
  char *data;
  int module_min_um, module_max_um;
} FoLabelBox;

struct _FoLabelTemplate {
  char *name;
  int width_um, height_um;
  GPtrArray *boxes; /* of FoLabelBox */
};

/* ---- fields into text -------------------------------------------------------------------------------------------- */

typedef struct {
  GString *text;
  char *missing; /* the first field without a value, or NULL */
  char *bad;     /* the first value that cannot be printed, made fit to be shown, or NULL */
} FoLabelFilled;

/* Is the pattern's punctuation right? */
bool fo_label_pattern_is_good (const char *pattern);

/* Puts the fields in. VERBATIM: text fields as they are, for symbols; else trimmed and free of line breaks. */
void fo_label_fill (
    const char *pattern, FoLanguage language, const FoArgs *fields, bool verbatim, FoLabelFilled *ret_filled);
void fo_label_filled_clear (FoLabelFilled *filled);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoLabelFilled, fo_label_filled_clear)

/* Has the field something to show? */
bool fo_label_field_is_set (const FoArgs *fields, const char *name);

/* ---- the label --------------------------------------------------------------------------------------------------- */

typedef struct {
  int x, y, width, height;
} FoLabelArea; /* dots */

/* A text with its letters' size found: everything needed to draw it the same way on any surface. */
typedef struct {
  char *box;
  FoLabelArea area;
  char *text;
  int size; /* dots */
  FoAlign align, valign;
  bool bold, break_words, inverse;
} FoLabelText;

typedef struct {
  char *box;
  FoLabelArea area; /* quiet zone included */
  FoSymbol symbol;
  char *data;
  size_t length;
  int dots;
  FoLabelArea modules;
} FoLabelPlaced;

struct _FoLabel {
  int dpi;
  FoRaster *raster;
  GPtrArray *texts;   /* of FoLabelText */
  GPtrArray *symbols; /* of FoLabelPlaced */
};

int fo_label_to_dots (int length_um, int dpi);
int fo_label_to_um (int dots, int dpi); /* rounded up */

FoLabelArea fo_label_box_area (const FoLabelBox *box, int dpi);

void fo_label_text_free (FoLabelText *text);
void fo_label_placed_free (FoLabelPlaced *placed);

/* How large TEXT is as it would be drawn; false when a character has no glyph. */
bool fo_label_text_measure (const FoLabelText *text, int *ret_width, int *ret_height, int *ret_lines);
void fo_label_text_draw (const FoLabelText *text, cairo_t *cr);

/* Finds the size of letters or modules. FO_OK, FO_LABEL_DOES_NOT_FIT with the area that would do in *ret_needed, or
 * what else is wrong with it. */
FoVerdict fo_label_place_text (
    const FoLabelBox *box, const FoLabelFilled *filled, int dpi, FoLabelText **ret_text, FoLabelArea *ret_needed);
FoVerdict fo_label_place_symbol (
    const FoLabelBox *box, const FoLabelFilled *filled, int dpi, FoLabelPlaced **ret_placed, FoLabelArea *ret_needed);

/* Calls for each run of dark modules of a row, in dots. */
typedef void (*FoLabelRunFunc) (const FoLabelArea *run, gpointer data);
void fo_label_placed_runs (const FoLabelPlaced *placed, FoLabelRunFunc func, gpointer data);

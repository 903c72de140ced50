/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the files of this folder share: a template's boxes, and what becomes of them on a label. */
#pragma once

#include "firstout/label/label.h"

/* Fills *ret_refusal; "field" becomes the word for FIELD when there is one. Returns VERDICT. */
FoVerdict fo_label_refuse (FoLabelRefusal *ret_refusal, FoVerdict verdict, const char *field, const char *text);

/* ---- the template ------------------------------------------------------------------------------------------------ */

typedef enum { FO_ALIGN_START, FO_ALIGN_MIDDLE, FO_ALIGN_END } FoAlign;

/* Where a box stands: once on the label, in each row of its list, or in the row that tells of those left out. */
typedef enum { FO_LABEL_IN_PAGE, FO_LABEL_IN_ROW, FO_LABEL_IN_MORE } FoLabelIn;

typedef struct {
  char *name;
  FoLabelIn in;
  int x_um, y_um, width_um, height_um; /* in a row: from the row's corner */
  FoAlign align, valign;
  char *when, *unless; /* field names, or NULL */
  bool optional;
  bool spare;
  bool is_symbol;
  bool is_rule; /* a black bar, and nothing else */

  char *text[FO_N_LANGUAGES]; /* each set, when it is a text */
  int size_um, size_min_um;
  int lines;
  bool bold, break_words, inverse;

  FoSymbolKind kind;
  char *data;
  bool elements; /* data is made of elements */
  int module_min_um, module_max_um;
  int hri_um; /* the line under the symbol that says what it says; 0: none */
  bool bearer;
} FoLabelBox;

typedef struct {
  int x_um, y_um, width_um, height_um; /* all rows together; width 0: the template has no list */
  int row_width_um, row_height_um;
  int columns, rows; /* how many fit */
  int pages_max;     /* 0: as many as it takes */
} FoLabelList;

struct _FoLabelTemplate {
  char *name;
  int width_um, height_um;
  FoLabelRecord record;
  FoLabelList list;
  GPtrArray *boxes; /* of FoLabelBox */
};

/* ---- fields into text -------------------------------------------------------------------------------------------- */

/* Where values are looked for, the first that knows the name: a row, the page, the label. NULL is empty. */
typedef struct {
  const FoArgs *from[3];
} FoLabelFields;

const FoArg *fo_label_fields_get (const FoLabelFields *fields, const char *name);

/* How values are put into a pattern: for people, trimmed and free of line breaks; as they are, for a symbol; or as an
 * element string of GS1 has them, a day as YYMMDD. */
typedef enum { FO_LABEL_FILL_TEXT, FO_LABEL_FILL_DATA, FO_LABEL_FILL_ELEMENT } FoLabelFillMode;

typedef struct {
  GString *text;
  char *missing; /* the first field without a value, or NULL */
  char *bad;     /* the first value that cannot be printed, made fit to be shown, or NULL */
} FoLabelFilled;

/* What is wrong with the pattern's punctuation; NULL: nothing. Static. */
const char *fo_label_pattern_fault (const char *pattern);

/* Puts the fields in. A part in [ ] is left out when a field in it has no value. */
void fo_label_fill (const char *pattern,
                    FoLanguage language,
                    const FoLabelFields *fields,
                    FoLabelFillMode mode,
                    FoLabelFilled *ret_filled);

/* Calls for each field of the pattern; OPTIONAL: it stands in [ ]. */
typedef void (*FoLabelFieldFunc) (const char *name, bool optional, gpointer data);
void fo_label_pattern_fields (const char *pattern, FoLabelFieldFunc func, gpointer data);

/* Is the pattern made of elements, "(01){gtin}[(17){expires_on}](10){lot}"? */
bool fo_label_is_elements (const char *pattern);
/* What is wrong with them; NULL: nothing. Static. */
const char *fo_label_elements_fault (const char *pattern);
/* Makes an element string of them, unless something is missing or bad. FO_OK or the refusal of fo_gs1_build. */
FoVerdict fo_label_fill_elements (const char *pattern,
                                  FoLanguage language,
                                  const FoLabelFields *fields,
                                  FoLabelFilled *ret_filled);
void fo_label_filled_clear (FoLabelFilled *filled);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoLabelFilled, fo_label_filled_clear)

/* Has the field something to show? */
bool fo_label_field_is_set (const FoLabelFields *fields, const char *name);

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
  int bearer; /* height of the bars above and below, 0: none */
  FoLabelArea modules;
  FoLabelText *hri; /* or NULL */
} FoLabelPlaced;

struct _FoLabel {
  int dpi;
  FoRaster *raster;
  GPtrArray *texts;   /* of FoLabelText */
  GPtrArray *symbols; /* of FoLabelPlaced */
};

int fo_label_to_dots (int length_um, int dpi);
int fo_label_to_um (int dots, int dpi); /* rounded up */

/* A box where it is drawn. */
typedef struct {
  const FoLabelBox *box;
  int at_x_um, at_y_um; /* the corner of the row the box stands in; 0 on the label itself */
  int dpi;
} FoLabelSpot;

FoLabelArea fo_label_spot_area (const FoLabelSpot *spot);

void fo_label_text_free (FoLabelText *text);
void fo_label_placed_free (FoLabelPlaced *placed);

/* How large TEXT is as it would be drawn; false when a character has no glyph. */
bool fo_label_text_measure (const FoLabelText *text, int *ret_width, int *ret_height, int *ret_lines);
void fo_label_text_draw (const FoLabelText *text, cairo_t *cr);

/* Finds the size of letters or modules. FO_OK, FO_LABEL_DOES_NOT_FIT with the area that would do in *ret_needed, or
 * what else is wrong with it. */
FoVerdict fo_label_place_text (const FoLabelSpot *spot,
                               const FoLabelFilled *filled,
                               FoLabelText **ret_text,
                               FoLabelArea *ret_needed);
FoVerdict fo_label_place_symbol (const FoLabelSpot *spot,
                                 const FoLabelFilled *filled,
                                 FoLabelPlaced **ret_placed,
                                 FoLabelArea *ret_needed);

/* The letters' size found for TEXT in AREA; the box says how large and how many lines. */
FoVerdict fo_label_fit_text (const FoLabelBox *box,
                             const FoLabelArea *area,
                             const char *text,
                             int dpi,
                             FoLabelText **ret_text,
                             FoLabelArea *ret_needed);

/* Draws everything into the label's raster. False names the box whose symbol would be drawn over something. */
bool fo_label_draw_raster (FoLabel *label, const char **ret_box);

/* Calls for each run of dark modules of a row, and for the bearer bars, in dots. */
typedef void (*FoLabelRunFunc) (const FoLabelArea *run, gpointer data);
void fo_label_placed_runs (const FoLabelPlaced *placed, FoLabelRunFunc func, gpointer data);

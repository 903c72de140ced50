/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Labels: a template and fields become a picture of dots in which every symbol has been read again, or a refusal. What
 * does not fit is refused, never cut; a label that was handed out scans.
 *
 *   g_autoptr (FoLabelTemplate) template = fo_label_template_load (".../labels/lot.label", &error);
 *   g_auto (FoArgs) fields = { 0 };
 *   g_autoptr (FoLabel) label = NULL;
 *   g_auto (FoLabelRefusal) refusal = { 0 };
 *
 *   fo_label_lot_fields (&lot, language, &fields);      (record.h)
 *   if (fo_label_compose (template, language, &fields, FO_LABEL_DPI, &label, &refusal) != FO_OK)
 *     → refusal.verdict, and refusal.args for fo_words_verdict_title
 *   fo_label_write (&label, 1, "label.pdf", &error);
 *
 * Nothing is kept between calls: any thread; one label belongs to one thread at a time.
 */
#pragma once

#include "firstout/core/verdict.h"
#include "firstout/label/raster.h"
#include "firstout/label/template.h"
#include "firstout/symbol/symbol.h"
#include "firstout/words/words.h"

#include <cairo.h>

#define FO_LABEL_DPI 203 /* most label printers: 8 dots a millimetre */
#define FO_LABEL_DPI_MIN 150
#define FO_LABEL_DPI_MAX 1200

typedef struct _FoLabel FoLabel;

/* Why there is no label. The caller's memory: { 0 } at first. */
typedef struct {
  FoVerdict verdict;
  char *field; /* the empty field, else the box that stands for it; owned */
  FoArgs
      args; /* for fo_words_verdict_…: "field", "text" (what does not fit), "size" (the box that would do), "available"
                  (the box there is) */
  int needed_width_um, needed_height_um; /* "size"; 0 but for FO_LABEL_DOES_NOT_FIT */
  guint row;                             /* of the list, counted from one; 0: not in a row */
} FoLabelRefusal;

void fo_label_refusal_clear (FoLabelRefusal *refusal);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoLabelRefusal, fo_label_refusal_clear)

/* "28,5 × 20 мм" in tenths of a millimetre; UP: rounded up (what is needed), else down (what there is). Free with g_free. */
char *fo_label_size_text (FoLanguage language, int width_um, int height_um, bool up);

/* Fills TEMPLATE with FIELDS in LANGUAGE and draws it at DPI (FO_LABEL_DPI_MIN to _MAX, asserted): values printed as
 * fo_words prints them, data of symbols as the bytes of the field. White space in a text field is one space; a field of
 * white space alone is empty. Every symbol is decoded from the drawn dots and compared before this returns.
 * FO_OK and *ret_label (free with fo_label_free); else *ret_label untouched, *ret_refusal filled, and the first of
 *   FO_CODE_…, FO_GS1_…     fo_symbol_make refuses the data
 *   FO_LABEL_BAD_CHARACTER  not UTF-8, a control character, or one that no installed font can draw
 *   FO_LABEL_FIELD_EMPTY    a field the template asks for has no value
 *   FO_LABEL_DOES_NOT_FIT   at the smallest letters or modules the template allows
 *   FO_LABEL_UNREADABLE     a symbol did not read back: something is drawn over it, or it cannot be read at this dpi */
FoVerdict fo_label_compose (const FoLabelTemplate *template,
                            FoLanguage language,
                            const FoArgs *fields,
                            int dpi,
                            FoLabel **ret_label,
                            FoLabelRefusal *ret_refusal) G_GNUC_WARN_UNUSED_RESULT;

/* The same for a template with a list, of N_ROWS rows: as many labels as it takes pages, added to RET_LABELS (free each
 * with fo_label_free). A field is looked up in its row, then among page, pages and more, then in FIELDS. */
FoVerdict fo_label_compose_pages (const FoLabelTemplate *template,
                                  FoLanguage language,
                                  const FoArgs *fields,
                                  const FoArgs *rows,
                                  guint n_rows,
                                  int dpi,
                                  GPtrArray *ret_labels,
                                  FoLabelRefusal *ret_refusal) G_GNUC_WARN_UNUSED_RESULT;

#define FO_LABEL_ROWS_MAX 10000 /* of one list; asserted */

/* What a form shows beside each field while it is filled in: every refusal there is but FO_LABEL_UNREADABLE, appended
 * to RET_REFUSALS (of FoLabelRefusal; give it fo_label_refusal_clear as clear function). Draws nothing. */
void fo_label_check (const FoLabelTemplate *template,
                     FoLanguage language,
                     const FoArgs *fields,
                     const FoArgs *rows,
                     guint n_rows,
                     int dpi,
                     GArray *ret_refusals);

void fo_label_free (FoLabel *label);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoLabel, fo_label_free)

/* The label as the printer gets it. Owned by LABEL. */
const FoRaster *fo_label_raster (const FoLabel *label);
int fo_label_dpi (const FoLabel *label);

/* Is the box on the label? A spare, optional or conditional one may not be. */
bool fo_label_has (const FoLabel *label, const char *box);

/* One symbol as drawn, in dots of the raster. */
typedef struct {
  const char *box;
  FoSymbolKind kind;
  const char *data; /* what it says, LENGTH bytes; owned by LABEL */
  size_t length;
  int dots;                /* a module */
  int x, y, width, height; /* its dark and light modules, without the quiet zone */
} FoLabelSymbol;

int fo_label_n_symbols (const FoLabel *label);
FoLabelSymbol fo_label_symbol (const FoLabel *label, int i);

/* Does every symbol of LABEL read from PICTURE, a raster of the same size, as the bytes it should? For pictures that
 * went through other hands, such as a printer's own preview. False names the box in *ret_box (may be NULL; owned by
 * LABEL). */
bool fo_label_reads_back (const FoLabel *label, const FoRaster *picture, const char **ret_box);

/* Draws the label at the origin, one unit a dot: symbols as crisp squares, text as outlines. White paper is not
 * drawn. */
void fo_label_draw (const FoLabel *label, cairo_t *cr);

/* A PNG of one bit a dot with its resolution. */
GBytes *fo_label_to_png (const FoLabel *label);

/* A PDF of N > 0 labels, one a page of the label's own size; 1 dot = 72 / dpi point. */
GBytes *fo_label_to_pdf (FoLabel *const *labels, size_t n, const char *title);

/* Writes all labels to PATH, whole or not at all: "….pdf" as one PDF, "….png" (one label only) as a PNG.
 * FO_LABEL_ERROR_WRITE (another ending, several labels as PNG) or G_FILE_ERROR. */
gboolean fo_label_write (FoLabel *const *labels, size_t n, const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Labels on sheets for an office printer: columns and rows of stickers on A4. Dots stay whole: a label stands on a dot of
 * its own resolution.
 */
#pragma once

#include "firstout/label/label.h"

typedef struct {
  int width_um, height_um; /* of the sheet */
  guint columns, rows;
  guint start;                /* the first free sticker of the first sheet, counted from one across the rows */
  int left_um, top_um;        /* the first sticker's corner; with both pitches 0: the sheet is divided evenly */
  int pitch_x_um, pitch_y_um; /* from one sticker to the next */
} FoLabelPaper;

#define FO_LABEL_PAPER_SIDE_MAX 40 /* columns and rows */

/* Reads "3x8" (three columns, eight rows on A4, evenly), "3x8@5" (the first four are used up), "3x7@1,7.2,15.1,66,38.1"
 * (corner of the first sticker and the way to the next, in mm), any of them behind "A5:". False, *ret_paper untouched,
 * for anything else. */
bool fo_label_paper_parse (const char *text, FoLabelPaper *ret_paper) G_GNUC_WARN_UNUSED_RESULT;

/* PAPER as fo_label_paper_parse reads it; that gives the same again. Free with g_free. */
char *fo_label_paper_print (const FoLabelPaper *paper);

/* Do labels of this size fit their stickers? FO_LABEL_DOES_NOT_FIT with "size" and "available" (the sticker) in
 * *ret_refusal. */
FoVerdict fo_label_paper_judge (const FoLabelPaper *paper,
                                FoLanguage language,
                                int width_um,
                                int height_um,
                                FoLabelRefusal *ret_refusal) G_GNUC_WARN_UNUSED_RESULT;

/* A PDF of N > 0 labels of one size, each in the middle of its sticker, in the order given. They fit (asserted). */
GBytes *fo_label_paper_to_pdf (const FoLabelPaper *paper, FoLabel *const *labels, size_t n, const char *title);

/* How many sheets N labels take. */
guint fo_label_paper_pages (const FoLabelPaper *paper, size_t n);

/* fo_label_write for sheets: PATH ends in .pdf. */
gboolean fo_label_paper_write (const FoLabelPaper *paper,
                               FoLabel *const *labels,
                               size_t n,
                               const char *path,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

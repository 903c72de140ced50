/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Labels from what people give: a form, a row of a table, a range of serial numbers. A value is text until it is read
 * here; what the program makes of it (the codes) is made here too, by the same functions as for a record of the
 * warehouse. Pure values: any thread.
 *
 *   inputs  = fo_label_template_inputs (template)                        (template.h) a form's fields
 *   fo_label_input_read (input, "31.05.27", today, &fields, &refusal)
 *   fo_label_complete (template, language, today, training, &fields, &refusal)
 *   fo_label_compose (template, language, &fields, dpi, …)
 */
#pragma once

#include "firstout/label/label.h"

#define FO_LABEL_COPIES_MAX 10000 /* labels at one go: more is a typing mistake */

/* Reads TEXT as INPUT wants it into FIELDS: a day as fo_day_parse_typed reads it, a quantity, a whole number above 0.
 * Empty text takes the field away. FO_DAY_BAD, FO_QUANTITY_BAD …, FO_TEXT_TOO_LONG (beyond FO_LABEL_VALUE_MAX bytes),
 * with "field" and "text" in *ret_refusal; FIELDS are untouched then. */
#define FO_LABEL_VALUE_MAX 1024
FoVerdict fo_label_input_read (const FoLabelInput *input,
                               const char *text,
                               FoDay today,
                               FoArgs *fields,
                               FoLabelRefusal *ret_refusal) G_GNUC_WARN_UNUSED_RESULT;

/* Adds to FIELDS what the template's record makes of them: gs1 and own of a lot, own of a place or a badge, … A value
 * that FIELDS have already stays. With a template without record nothing is added. Refusals: those of the functions of
 * record.h; what is missing is compose's to tell. FIELDS are untouched then. */
FoVerdict fo_label_complete (const FoLabelTemplate *template,
                             FoLanguage language,
                             FoDay today,
                             bool training,
                             FoArgs *fields,
                             FoLabelRefusal *ret_refusal) G_GNUC_WARN_UNUSED_RESULT;

/* Sets in FIELDS whatever has a value in OVER. */
void fo_label_lay_over (FoArgs *fields, const FoArgs *over);

/* Fills FIELDS with a believable value for each input, for a preview before anything is chosen. */
void fo_label_sample (const FoLabelTemplate *template, FoLanguage language, FoDay today, FoArgs *ret_fields);

/* ---- serial numbers ---------------------------------------------------------------------------------------------- */

/* "A001..A050", "A001+50" (fifty from A001 on), "A007" (one): letters and digits, of which the last digits count. */
typedef struct {
  char before[64], after[64]; /* what stands around the digits that count */
  int width;                  /* digits, with zeros in front */
  guint64 first;
  guint n;
} FoLabelSeries;

/* FO_OK; else *ret_series untouched: FO_LABEL_SERIES_BAD (no digits, ends that differ in more than their digits, the end
 * before the beginning, zeros in front on one end only; or a count whose digits run over: A98+5 is not well, for A103
 * would sort before A98, while 8..12 says itself what it wants), FO_LABEL_TOO_MANY (more than FO_LABEL_COPIES_MAX),
 * FO_TEXT_TOO_LONG. */
FoVerdict fo_label_series_parse (const char *text, FoLabelSeries *ret_series) G_GNUC_WARN_UNUSED_RESULT;

/* The I-th of N, from 0. Free with g_free. */
char *fo_label_series_print (const FoLabelSeries *series, guint i);

/* ---- tables ------------------------------------------------------------------------------------------------------ */

/* Which column holds which input. */
typedef struct _FoLabelColumns FoLabelColumns;

/* Matches the heads of a table: an input's name ("expires_on"), its words in any language, or what else such columns are
 * called ("годен по", "Срок годности", "серия", "MHD", "Menge", "batch": day, lot and quantity); case, spaces and "_" do
 * not matter. Besides the inputs there may be "copies" (how many of this label) and "serial" (a range as
 * above, a label each). A column of another name is let be. NULL with FO_LABEL_FIELD_EMPTY in *ret_refusal when a needed
 * input has no column, or with FO_LABEL_COLUMN_TWICE. */
FoLabelColumns *fo_label_columns_new (const FoLabelTemplate *template,
                                      const char *const *heads,
                                      guint n,
                                      FoLabelRefusal *ret_refusal) G_GNUC_WARN_UNUSED_RESULT;
void fo_label_columns_free (FoLabelColumns *columns);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoLabelColumns, fo_label_columns_free)

/* What a column with this head would hold: the name of an input, "copies" or "serial"; NULL: let be. For matching by hand. */
const char *fo_label_column_match (const FoLabelTemplate *template, const char *head);

/* The name of the input in column I; NULL: let be. */
const char *fo_label_columns_name (const FoLabelColumns *columns, guint i);

/* One row: its values read into RET_FIELDS, how many labels it wants (1, or what its column says, 0 included), and its
 * serial numbers (n 0: none). N cells may be fewer or more than heads. The first refusal of a cell, RET_… untouched. */
FoVerdict fo_label_columns_read (const FoLabelColumns *columns,
                                 const char *const *cells,
                                 guint n,
                                 FoDay today,
                                 FoArgs *ret_fields,
                                 guint *ret_copies,
                                 FoLabelSeries *ret_series,
                                 FoLabelRefusal *ret_refusal) G_GNUC_WARN_UNUSED_RESULT;

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A run of labels: from what is wanted (a row of the store, typed values, a table, a range of serial numbers) to the fields of each
 * label, in the order they are printed. For the window and the command line alike; who composes and prints them is another matter.
 *
 *   const FoLabelRunWish wish = { .template = template, .language = language, .subject = &subject, .series = series };
 *   FoLabelRun run = { 0 };
 *   fo_label_run_make (txn, &wish, &run, &error) && run.refusal.verdict == FO_OK → run.records
 */
#pragma once

#include "firstout/core/code.h"
#include "firstout/desk/papers.h"
#include "firstout/label/form.h"
#include "firstout/work/sheet.h"

/* Everything is borrowed. */
typedef struct {
  const FoLabelTemplate *template;
  FoLanguage language;
  FoDay today;   /* of typed values and tables; rows of the store have the store's */
  bool training; /* likewise */
  const FoPaperSubject *subject; /* its serial comes from SERIES; NULL: no row of the store */
  const FoArgs *given;           /* values a person gave (fo_label_input_read); NULL: none. A table's own go before them */
  const FoSheet *sheet;          /* a table, its heads in row 0; NULL: none */
  const FoLabelColumns *columns; /* which column of it holds what */
  FoLabelSeries series;          /* n 0: none. A table's own goes before it */
} FoLabelRunWish;

/* Where a record comes from. */
typedef struct {
  guint row;    /* the line of the table's file; 0: no table */
  bool is_copy; /* the same as the one before */
} FoLabelRunMark;

/* The caller's memory: { 0 } at first. */
typedef struct {
  FoLabelRefusal refusal; /* its verdict is FO_OK, or says why there are no records */
  GArray *records;        /* of FoArgs, one a label; those of a table repeated as its column "copies" says */
  GArray *marks;          /* of FoLabelRunMark, one a record */
  GArray *rows;           /* of FoArgs: the rows of the one record, for a template with a list; else NULL */
  GArray *faults;         /* of FoLabelRefusal: rows of the table that give no label; row is the line in the file */
  char name[64];          /* what a file of it is called */
} FoLabelRun;

void fo_label_run_clear (FoLabelRun *run);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoLabelRun, fo_label_run_clear)

/* Fills RET, cleared first. TXN is needed for a subject only, else NULL will do. With a template of its own fields and a list, the
 * rows are the commands worth a code. A subject that is not there (any more): FO_CODE_UNKNOWN; more than FO_LABEL_COPIES_MAX labels:
 * FO_LABEL_TOO_MANY. False with *error when the store failed. */
bool fo_label_run_make (FoTxn *txn, const FoLabelRunWish *wish, FoLabelRun *ret, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What a code names that a label can be of: a place, an order, a supply, a lot, the lot or the item of a GS1 code, an item by its
 * barcode. WANTED says what the template is of: goods are the item for an item's label, and their lot for a lot's, the code
 * naming one (an item without lots has one). FO_ABSENT: nothing of that kind. RET_SUBJECT's number lives in CODE. */
FoFound fo_paper_of_code (FoTxn *txn,
                          const FoCode *code,
                          FoLabelRecord wanted,
                          FoPaperSubject *ret_subject,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

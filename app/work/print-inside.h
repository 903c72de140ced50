/* SPDX-License-Identifier: GPL-3.0-or-later
 * Inside the print queue: a job as the queue keeps it, and the run that prints it. */
#pragma once

#include "firstout/work/print.h"

/* ---- records (print-records.c) ------------------------------------------------------------------------------------ */

/* ROWS: of the one record of a template with a list; N_ROWS 0: none. PAPER without columns: none. */
char *fo_print_records_write (const FoArgs *records, guint n, const FoArgs *rows, guint n_rows, const FoLabelPaper *paper);
/* FoArgs *, or NULL when it is not what we wrote. RET_ROWS, of FoArgs, is freed with g_array_unref. */
GPtrArray *fo_print_records_read (const char *json, GArray **ret_rows, FoLabelPaper *ret_paper);

/* ---- rows --------------------------------------------------------------------------------------------------------- */

/* A deep copy; free with fo_print_row_free. */
FoPrintRow *fo_print_row_copy (const FoPrintRow *row);
void fo_print_row_free (FoPrintRow *row);
void fo_print_row_set_text (const char **field, const char *text);

FoPrintReason fo_print_reason_parse (const char *name);

/* ---- making labels (print-make.c): any thread ---------------------------------------------------------------------- */

typedef struct {
  FoLabelTemplate *template;
  FoLanguage language;
  GPtrArray *records; /* FoArgs * */
  GArray *rows;       /* FoArgs; empty: no list */
  GPtrArray *pages;   /* FoLabel: those of the list, once they were needed */
  guint copies;
  FoPrinter printer;
  FoLabelPaper paper; /* stickers on sheets, and then a sheet is what is printed one after the other; without columns: none */
} FoPrintMaker;

/* Reads template and records. Sheets go to printers of pages only. */
bool fo_print_maker_init (FoPrintMaker *maker, const FoPrintRow *row, const FoPrinter *printer, const char *templates_folder,
                          GError **error);
void fo_print_maker_clear (FoPrintMaker *maker);

/* How many labels all of it is, or sheets of them, copies included; with a list only after fo_print_maker_page. */
guint fo_print_maker_count (const FoPrintMaker *maker);
/* Label PAGE of the list, MAKER's own; NULL and *ret_refusal. PAGE beyond the last: the first again, and so on. */
FoLabel *fo_print_maker_page (FoPrintMaker *maker, guint page, FoLabelRefusal *ret_refusal);
/* Label RECORD; NULL and *ret_refusal. */
FoLabel *fo_print_maker_compose (const FoPrintMaker *maker, guint record, FoLabelRefusal *ret_refusal);

/* Labels, or sheets, FROM … FROM+COUNT-1 in the printer's language. */
GBytes *fo_print_maker_make (FoPrintMaker *maker, guint from, guint count, GError **error);

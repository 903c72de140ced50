/* SPDX-License-Identifier: GPL-3.0-or-later
 * Inside the print queue: a job as the queue keeps it, and the run that prints it. */
#pragma once

#include "firstout/work/print.h"

/* ---- records (print-records.c) ------------------------------------------------------------------------------------ */

char *fo_print_records_write (const FoArgs *records, guint n);
/* FoArgs *, or NULL when it is not what we wrote. */
GPtrArray *fo_print_records_read (const char *json);

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
  guint copies;
  FoPrinter printer;
} FoPrintMaker;

/* Reads template and records. */
bool fo_print_maker_init (FoPrintMaker *maker, const FoPrintRow *row, const FoPrinter *printer, const char *templates_folder,
                          GError **error);
void fo_print_maker_clear (FoPrintMaker *maker);

/* Label RECORD; NULL and *ret_refusal. */
FoLabel *fo_print_maker_compose (const FoPrintMaker *maker, guint record, FoLabelRefusal *ret_refusal);

/* Labels FROM … FROM+COUNT-1 in the printer's language. */
GBytes *fo_print_maker_make (const FoPrintMaker *maker, guint from, guint count, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables of cases, tests/tables/NAME.table: one case a line, what is expected last, so that a table reads like a
 * document.
 *
 *   # a comment; empty lines are nothing
 *   # scan                          | says                 | verdict
 *   ]C1010460123456789317270531     | 01=04601234567893    | FO_OK
 *
 * A line with a "|" is cut there and its cells are stripped; any other line is cut at white space. In bytes that a
 * keyboard cannot write, "<GS>" is 0x1d, "<BAR>" is "|", "<SP>" a space and "\xNN" any byte (fo_row_bytes). "-" is an
 * empty cell.
 *
 *   static void
 *   check (const FoTableRow *row, gpointer data)
 *   {
 *     FoDay day = FO_DAY_NONE;
 *     fo_row_verdict (row, 2, fo_day_parse_iso (row->cells[0], &day));
 *   }
 *   ...
 *   fo_table_run ("day.table", 3, check, NULL);
 *
 * A case that fails is reported as FILE:LINE and the table goes on to the next one; the test fails at its end. */
#pragma once

#include "firstout/core/verdict.h"
#include <glib.h>

typedef struct {
  const char *file; /* "tests/tables/gs1.table" */
  guint line;
  char **cells; /* as many as were asked for, "" for "-" */
} FoTableRow;

typedef void (*FoTableCheck) (const FoTableRow *row, gpointer data);

/* CHECK for each case of N_CELLS cells. A line with another number of cells, a missing table and a table without cases
 * fail the test. Returns how many cases there were. */
guint fo_table_run (const char *name, guint n_cells, FoTableCheck check, gpointer data);

/* The case fails: FILE:LINE and the message. */
void fo_row_fail (const FoTableRow *row, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* The case fails unless GOT is EXPECTED; WHAT names it in the message. */
void fo_row_text (const FoTableRow *row, const char *what, const char *got, const char *expected);
void fo_row_number (const FoTableRow *row, const char *what, gint64 got, gint64 expected);

/* The case fails unless GOT is the verdict named in cell number CELL. */
void fo_row_verdict (const FoTableRow *row, guint cell, FoVerdict got);

/* The bytes a cell stands for, zero-terminated beyond *RET_LENGTH. Free with g_free. */
char *fo_row_bytes (const FoTableRow *row, guint cell, gsize *ret_length);

/* The same for any text: "<GS>" and its like become bytes. */
char *fo_table_bytes (const char *text, gsize *ret_length);

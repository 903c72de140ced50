/* SPDX-License-Identifier: GPL-3.0-or-later
 * label --from: a label for each row of a table. Faults are told by row, and then nothing is printed, unless
 * --skip-faults. */
#include "ctl-label.h"
#include "firstout/work/sheet.h"

typedef struct {
  CtlLabels *run;
  const FoSheet *sheet;
  FoLabelColumns *columns;
  FoArgs given; /* of the command line; a row's own values go before them */
  guint faults;
} Table;

static void
print_fault (const Table *table, guint row, const FoLabelRefusal *refusal)
{
  json_object *line = json_object_new_object ();
  const FoArg *text = fo_args_get (&refusal->args, "text");
  g_autofree char *message = fo_words_verdict_title (table->run->ctl->language, refusal->verdict, &refusal->args);

  json_object_object_add (line, "row", json_object_new_int64 (fo_sheet_line (table->sheet, row)));
  json_object_object_add (line, "column", refusal->field ? json_object_new_string (refusal->field) : NULL);
  json_object_object_add (line, "text", text && text->text ? json_object_new_string (text->text) : NULL);
  json_object_object_add (line, "verdict", json_object_new_string (fo_verdict_name (refusal->verdict)));
  json_object_object_add (line, "message", json_object_new_string (message));
  ctl_print (line);
}

/* Cells of a row as an array that ends with NULL; they live as long as the sheet. Free with g_free. */
static const char **
cells_of (const FoSheet *sheet, guint row, guint *ret_n)
{
  guint n = fo_sheet_n_cells (sheet, row);
  const char **cells = g_new0 (const char *, n + 1);

  for (guint i = 0; i < n; i++)
    cells[i] = fo_sheet_cell (sheet, row, i);
  *ret_n = n;
  return cells;
}

static FoVerdict
add_row (Table *table, guint row, FoLabelRefusal *refusal)
{
  CtlLabels *run = table->run;
  guint n, copies = 1;
  g_autofree const char **cells = cells_of (table->sheet, row, &n);
  g_auto (FoArgs) own = { 0 };
  g_auto (FoArgs) fields = { 0 };
  FoLabelSeries series = { 0 };
  FoVerdict verdict = fo_label_columns_read (table->columns, cells, n, run->today, &own, &copies, &series, refusal);

  if (verdict != FO_OK)
    return verdict;
  fo_args_copy (&fields, &table->given);
  fo_label_lay_over (&fields, &own);
  if (series.n == 0)
    series = run->series;
  return ctl_labels_add_given (run, &fields, &series, copies * run->copies, refusal);
}

static void
add_rows (Table *table)
{
  for (guint row = 1; row < fo_sheet_n_rows (table->sheet); row++) {
    g_auto (FoLabelRefusal) refusal = { 0 };
    if (add_row (table, row, &refusal) == FO_OK)
      continue;
    table->faults++;
    print_fault (table, row, &refusal);
  }
}

static CtlEnd
run_table (Table *table)
{
  g_auto (FoLabelRefusal) refusal = { 0 };
  CtlEnd end = CTL_DONE;
  guint n;
  g_autofree const char **heads = cells_of (table->sheet, 0, &n);

  if (!ctl_labels_read_given (table->run, &table->given, &end))
    return end;
  table->columns = fo_label_columns_new (table->run->template, heads, n, &refusal);
  if (!table->columns)
    return ctl_labels_refused (&refusal);
  add_rows (table);
  return table->faults > 0 && !ctl_option (table->run->ctl, "--skip-faults") ? CTL_REFUSED : CTL_DONE;
}

void
ctl_labels_from_table (CtlLabels *run, const char *path, CtlEnd *ret_end)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoSheet) sheet = fo_sheet_read (path, &error);
  Table table = { .run = run, .sheet = sheet };

  if (!sheet) {
    *ret_end = ctl_fail_error (error);
    return;
  }
  *ret_end = run_table (&table);
  fo_args_clear (&table.given);
  fo_label_columns_free (table.columns);
}

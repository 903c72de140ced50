/* SPDX-License-Identifier: GPL-3.0-or-later
 * label --from: a label for each row of a table. Faults are told by row, and then nothing is printed, unless
 * --skip-faults. */
#include "ctl-label.h"

static CtlEnd
match_columns (const CtlLabels *run, CtlTable *table)
{
  guint n = fo_sheet_n_cells (table->sheet, 0);
  g_autofree const char **heads = g_new0 (const char *, n + 1);
  g_auto (FoLabelRefusal) refusal = { 0 };

  for (guint i = 0; i < n; i++)
    heads[i] = fo_sheet_cell (table->sheet, 0, i);
  table->columns = fo_label_columns_new (run->template, heads, n, &refusal);
  return table->columns ? CTL_DONE : ctl_labels_refused (&refusal);
}

CtlEnd
ctl_labels_read_table (const CtlLabels *run, const char *path, CtlTable *ret_table)
{
  g_autoptr (GError) error = NULL;

  ret_table->sheet = fo_sheet_read (path, &error);
  return ret_table->sheet ? match_columns (run, ret_table) : ctl_fail_error (error);
}

void
ctl_table_clear (CtlTable *table)
{
  g_clear_pointer (&table->columns, fo_label_columns_free);
  g_clear_pointer (&table->sheet, fo_sheet_free);
}

static void
print_fault (const CtlLabels *run, const FoLabelRefusal *refusal)
{
  json_object *line = json_object_new_object ();
  const FoArg *text = fo_args_get (&refusal->args, "text");
  g_autofree char *message = fo_words_verdict_title (run->ctl->language, refusal->verdict, &refusal->args);

  json_object_object_add (line, "row", json_object_new_int64 (refusal->row));
  json_object_object_add (line, "column", refusal->field ? json_object_new_string (refusal->field) : NULL);
  json_object_object_add (line, "text", text && text->text ? json_object_new_string (text->text) : NULL);
  json_object_object_add (line, "verdict", json_object_new_string (fo_verdict_name (refusal->verdict)));
  json_object_object_add (line, "message", json_object_new_string (message));
  ctl_print (line);
}

static int
by_row (gconstpointer a, gconstpointer b)
{
  guint left = ((const FoLabelRefusal *) a)->row, right = ((const FoLabelRefusal *) b)->row;

  return (left > right) - (left < right);
}

CtlEnd
ctl_labels_tell_faults (const CtlLabels *run, GArray *faults)
{
  g_array_sort (faults, by_row);
  for (guint i = 0; i < faults->len; i++)
    print_fault (run, &g_array_index (faults, FoLabelRefusal, i));
  return faults->len > 0 && !ctl_option (run->ctl, "--skip-faults") ? CTL_REFUSED : CTL_DONE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/desk/label-run.h"

#include "firstout/store/cartons.h"
#include "firstout/store/lots.h"
#include "names.h"

#include <string.h>

void
fo_label_run_clear (FoLabelRun *run)
{
  fo_label_refusal_clear (&run->refusal);
  g_clear_pointer (&run->records, g_array_unref);
  g_clear_pointer (&run->marks, g_array_unref);
  g_clear_pointer (&run->rows, g_array_unref);
  g_clear_pointer (&run->faults, g_array_unref);
  *run = (FoLabelRun){ 0 };
}

static GArray *
new_list (gsize size, GDestroyNotify clear)
{
  GArray *list = g_array_new (FALSE, TRUE, (guint) size);

  g_array_set_clear_func (list, clear);
  return list;
}

static FoArgs *
add_args (GArray *list)
{
  g_array_set_size (list, list->len + 1);
  return &g_array_index (list, FoArgs, list->len - 1);
}

static FoArgs *
new_record (FoLabelRun *run, guint row, bool is_copy)
{
  const FoLabelRunMark mark = { row, is_copy };

  g_array_append_val (run->marks, mark);
  return add_args (run->records);
}

/* FIELDS, COPIES times. */
static FoVerdict
add_record (FoLabelRun *run, const FoArgs *fields, guint row, guint copies, FoLabelRefusal *refusal)
{
  if (run->records->len + copies > FO_LABEL_COPIES_MAX) {
    fo_label_refusal_clear (refusal);
    return refusal->verdict = FO_LABEL_TOO_MANY;
  }
  for (guint i = 0; i < copies; i++)
    fo_args_copy (new_record (run, row, i > 0), fields);
  return FO_OK;
}

/* ---- typed values ------------------------------------------------------------------------------------------------ */

static FoVerdict
add_given (const FoLabelRunWish *wish, FoLabelRun *run, const FoArgs *fields, const char *serial, guint row, guint copies,
           FoLabelRefusal *refusal)
{
  g_auto (FoArgs) all = { 0 };
  FoVerdict verdict;

  fo_args_copy (&all, fields);
  if (serial)
    fo_args_set_text (&all, "serial", serial);
  verdict = fo_label_complete (wish->template, wish->language, wish->today, wish->training, &all, refusal);
  return verdict == FO_OK ? add_record (run, &all, row, copies, refusal) : verdict;
}

static FoVerdict
add_series (const FoLabelRunWish *wish, FoLabelRun *run, const FoArgs *fields, const FoLabelSeries *series, guint row,
            guint copies, FoLabelRefusal *refusal)
{
  FoVerdict verdict = FO_OK;

  if (series->n == 0)
    return add_given (wish, run, fields, NULL, row, copies, refusal);
  for (guint i = 0; i < series->n && verdict == FO_OK; i++) {
    g_autofree char *serial = fo_label_series_print (series, i);
    verdict = add_given (wish, run, fields, serial, row, copies, refusal);
  }
  return verdict;
}

/* ---- tables ------------------------------------------------------------------------------------------------------ */

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
add_row (const FoLabelRunWish *wish, FoLabelRun *run, guint row, FoLabelRefusal *refusal)
{
  guint n, copies = 1;
  g_autofree const char **cells = cells_of (wish->sheet, row, &n);
  g_auto (FoArgs) own = { 0 };
  g_auto (FoArgs) fields = { 0 };
  FoLabelSeries series = { 0 };
  FoVerdict verdict = fo_label_columns_read (wish->columns, cells, n, wish->today, &own, &copies, &series, refusal);

  if (verdict != FO_OK)
    return verdict;
  if (wish->given)
    fo_args_copy (&fields, wish->given);
  fo_label_lay_over (&fields, &own);
  return add_series (wish, run, &fields, series.n ? &series : &wish->series, fo_sheet_line (wish->sheet, row), copies, refusal);
}

static void
add_table (const FoLabelRunWish *wish, FoLabelRun *run)
{
  for (guint row = 1; row < fo_sheet_n_rows (wish->sheet); row++) {
    FoLabelRefusal refusal = { 0 };

    if (add_row (wish, run, row, &refusal) == FO_OK)
      continue;
    refusal.row = fo_sheet_line (wish->sheet, row);
    g_array_append_val (run->faults, refusal);
  }
  g_autofree char *name = g_path_get_basename (fo_sheet_name (wish->sheet));
  g_strlcpy (run->name, name, sizeof run->name);
}

/* ---- rows of the store ------------------------------------------------------------------------------------------- */

static void
take_paper (const FoLabelRunWish *wish, FoLabelRun *run, FoPaper *paper)
{
  if (paper->verdict != FO_OK) {
    run->refusal = paper->refusal;
    paper->refusal = (FoLabelRefusal){ 0 };
    run->refusal.verdict = paper->verdict;
    return;
  }
  if (wish->given)
    fo_label_lay_over (&paper->fields, wish->given);
  g_strlcpy (run->name, paper->name, sizeof run->name);
  if (paper->rows && !run->rows)
    run->rows = g_array_ref (paper->rows);
  run->refusal.verdict = add_record (run, &paper->fields, 0, 1, &run->refusal);
}

static bool
add_paper (FoTxn *txn, const FoLabelRunWish *wish, FoLabelRun *run, const char *serial, GError **error)
{
  FoPaperSubject subject = *wish->subject;
  g_auto (FoPaper) paper = { 0 };
  FoFound found;

  subject.serial = serial ? serial : wish->subject->serial;
  found = fo_paper_read (txn, &subject, wish->language, &paper, error);
  if (found == FO_ABSENT)
    run->refusal.verdict = FO_CODE_UNKNOWN;
  if (found == FO_FOUND)
    take_paper (wish, run, &paper);
  return found != FO_FAILED;
}

static bool
add_papers (FoTxn *txn, const FoLabelRunWish *wish, FoLabelRun *run, GError **error)
{
  if (wish->series.n == 0)
    return add_paper (txn, wish, run, NULL, error);
  for (guint i = 0; i < wish->series.n && run->refusal.verdict == FO_OK; i++) {
    g_autofree char *serial = fo_label_series_print (&wish->series, i);
    if (!add_paper (txn, wish, run, serial, error))
      return false;
  }
  return true;
}

/* ---- commands ---------------------------------------------------------------------------------------------------- */

static void
add_commands (const FoLabelRunWish *wish, FoLabelRun *run)
{
  guint n;
  const FoLabelCommand *commands = fo_label_commands (&n);
  FoArgs *fields = new_record (run, 0, false);

  run->rows = new_list (sizeof (FoArgs), (GDestroyNotify) fo_args_clear);
  for (guint i = 0; i < n; i++)
    fo_label_command_fields (&commands[i], wish->language, wish->training, add_args (run->rows));
  fo_args_set_text (fields, "training", wish->training ? "1" : NULL);
  if (wish->given)
    fo_label_lay_over (fields, wish->given);
}

/* What TASK is called may be given in any language; on the card it is the reader's. */
static void
add_card (const FoLabelRunWish *wish, const char *text, FoLabelRun *run)
{
  const char *task = fo_label_card_named (text);

  if (!task) {
    run->refusal.verdict = FO_TASK_UNKNOWN;
    fo_args_set_text (&run->refusal.args, "text", text);
    return;
  }
  fo_label_card_fields (task, wish->language, wish->training, new_record (run, 0, false), &run->rows);
}

/* ---- the run ----------------------------------------------------------------------------------------------------- */

static bool
is_of_commands (const FoLabelTemplate *template)
{
  guint rows;
  bool one_page;

  return fo_label_template_record (template) == FO_LABEL_RECORD_NONE && fo_label_template_list (template, &rows, &one_page);
}

bool
fo_label_run_make (FoTxn *txn, const FoLabelRunWish *wish, FoLabelRun *ret, GError **error)
{
  static const FoArgs nothing = { 0 };
  const FoArg *task = wish->given ? fo_args_get (wish->given, "task") : NULL;

  fo_label_run_clear (ret);
  ret->records = new_list (sizeof (FoArgs), (GDestroyNotify) fo_args_clear);
  ret->marks = g_array_new (FALSE, TRUE, sizeof (FoLabelRunMark));
  ret->faults = new_list (sizeof (FoLabelRefusal), (GDestroyNotify) fo_label_refusal_clear);
  g_strlcpy (ret->name, fo_label_template_name (wish->template), sizeof ret->name);
  if (wish->subject)
    return add_papers (txn, wish, ret, error);
  if (wish->sheet)
    add_table (wish, ret);
  else if (is_of_commands (wish->template) && task)
    add_card (wish, task->text, ret);
  else if (is_of_commands (wish->template))
    add_commands (wish, ret);
  else
    ret->refusal.verdict
        = add_series (wish, ret, wish->given ? wish->given : &nothing, &wish->series, 0, 1, &ret->refusal);
  return true;
}

/* ---- what a code means to a label -------------------------------------------------------------------------------- */

/* The lot that is named, else the one an item without lots has. */
static FoFound
subject_of_lot (FoTxn *txn, const FoNamed *named, FoPaperSubject *ret, GError **error)
{
  FoLot lot;
  bool sure = named->has_lot || named->item.tracking == FO_TRACKING_NONE;
  FoFound found = sure ? fo_lot_find_by_number (txn, named->item.id, named->has_lot ? named->lot : "", &lot, error) : FO_ABSENT;

  if (found == FO_FOUND)
    *ret = (FoPaperSubject){ FO_LABEL_RECORD_LOT, .id = lot.id };
  return found;
}

static FoFound
subject_of (FoTxn *txn, const FoNamed *named, FoLabelRecord wanted, const FoCode *code, FoPaperSubject *ret, GError **error)
{
  switch (named->kind) {
  case FO_NAMED_GOODS:
    if (wanted != FO_LABEL_RECORD_ITEM)
      return subject_of_lot (txn, named, ret, error);
    *ret = (FoPaperSubject){ FO_LABEL_RECORD_ITEM, .id = named->item.id };
    return FO_FOUND;
  case FO_NAMED_PLACE:
    *ret = (FoPaperSubject){ FO_LABEL_RECORD_PLACE, .id = named->place.id };
    return FO_FOUND;
  case FO_NAMED_ORDER:
    *ret = (FoPaperSubject){ FO_LABEL_RECORD_TASK, .id = named->order };
    return FO_FOUND;
  case FO_NAMED_SUPPLY:
    *ret = (FoPaperSubject){ FO_LABEL_RECORD_TASK, .number = *code->name ? code->name : code->text };
    return FO_FOUND;
  case FO_N_NAMED:
    break;
  }
  return FO_ABSENT;
}

/* What WANTED asks for goes first; else the first thing the code names at all. */
FoFound
fo_paper_of_code (FoTxn *txn, const FoCode *code, FoLabelRecord wanted, FoPaperSubject *ret_subject, GError **error)
{
  FoNames names;
  FoFound best = FO_ABSENT;
  FoCarton carton;

  if (fo_code_sscc (code, carton.sscc))
    best = fo_carton_find_by_sscc (txn, carton.sscc, &carton, error);
  if (best == FO_FOUND)
    *ret_subject = (FoPaperSubject){ FO_LABEL_RECORD_CARTON, .id = carton.id };
  if (best != FO_ABSENT)
    return best;
  if (!fo_names_read (txn, code, &names, error))
    return FO_FAILED;
  for (guint i = 0; i < names.n; i++) {
    FoPaperSubject subject;
    FoFound found = subject_of (txn, &names.list[i], wanted, code, &subject, error);

    if (found == FO_FAILED)
      return FO_FAILED;
    if (found == FO_FOUND && (best == FO_ABSENT || subject.record == wanted))
      *ret_subject = subject;
    if (found == FO_FOUND)
      best = FO_FOUND;
    if (found == FO_FOUND && subject.record == wanted)
      break;
  }
  return best;
}

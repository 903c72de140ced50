/* SPDX-License-Identifier: GPL-3.0-or-later
 * label: labels and papers of rows of the store, of a table or of given values, as PDF or PNG, decoded again before they are
 * written. */
#include "ctl-label.h"
#include "firstout/desk/label-run.h"
#include "firstout/store/meta.h"

#include <string.h>

static FoLabelTemplate *
load_template (const char *name, GError **error)
{
  g_autofree char *data_dir = ctl_data_dir (), *file = g_strconcat (name, ".label", NULL), *path = NULL;

  if (g_str_has_suffix (name, ".label"))
    return fo_label_template_load (name, error);
  path = g_build_filename (data_dir ? data_dir : "", "labels", file, NULL);
  return fo_label_template_load (path, error);
}

/* ---- for the demo ------------------------------------------------------------------------------------------------ */

typedef struct {
  FoPaperSubject subject;
  FoLanguage language;
  FoPaper paper;
  FoFound found;
} OneRead;

static FoTxnEnd
read_paper (FoTxn *txn, gpointer data, GError **error)
{
  OneRead *one = data;

  one->found = fo_paper_read (txn, &one->subject, one->language, &one->paper, error);
  return one->found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

FoLabel *
ctl_label_of_lot (
    FoStore *store, FoId lot, FoQuantity quantity_u, FoLanguage language, FoLabelRefusal *refusal, GError **error)
{
  OneRead one = { .subject = { FO_LABEL_RECORD_LOT, .id = lot, .quantity_u = quantity_u }, .language = language };
  g_autoptr (FoLabelTemplate) template = load_template ("lot", error);
  FoLabel *label = NULL;

  if (template && fo_store_read (store, read_paper, &one, error) && one.paper.verdict == FO_OK
      && fo_label_compose (template, language, &one.paper.fields, FO_LABEL_DPI, &label, refusal) != FO_OK)
    label = NULL;
  fo_paper_clear (&one.paper);
  return label;
}

/* ---- making labels ----------------------------------------------------------------------------------------------- */

CtlEnd
ctl_labels_refused (const FoLabelRefusal *refusal)
{
  g_auto (FoReply) reply = { .verdict = refusal->verdict };

  fo_args_copy (&reply.args, &refusal->args);
  return ctl_print_reply (&reply);
}

/* Composes the label of FIELDS and ROWS (NULL: none) COPIES times. */
static FoVerdict
add (CtlLabels *run, FoArgs *fields, const GArray *rows, guint copies, FoLabelRefusal *refusal)
{
  guint before = run->made->len;
  const FoArgs *first = rows ? &g_array_index (rows, FoArgs, 0) : NULL;
  FoVerdict verdict;

  if (run->labels->len + copies > FO_LABEL_COPIES_MAX) {
    *refusal = (FoLabelRefusal){ .verdict = FO_LABEL_TOO_MANY };
    return FO_LABEL_TOO_MANY;
  }
  fo_label_mark_copy (fields, run->copy);
  if (run->queued)
    return ctl_labels_queue (run, fields, rows, copies);
  verdict = fo_label_compose_pages (run->template, run->ctl->language, fields, first, rows ? rows->len : 0, run->dpi,
                                    run->made, refusal);
  for (guint c = 0; verdict == FO_OK && c < copies; c++)
    for (guint i = before; i < run->made->len; i++)
      g_ptr_array_add (run->labels, run->made->pdata[i]);
  return verdict;
}

static const FoLabelInput *
find_input (const GArray *inputs, const char *name)
{
  for (guint i = 0; i < inputs->len; i++)
    if (g_str_equal (g_array_index (inputs, FoLabelInput, i).name, name))
      return &g_array_index (inputs, FoLabelInput, i);
  return NULL;
}

static bool
read_given (const CtlLabels *run, FoArgs *fields, CtlEnd *ret_end)
{
  g_autoptr (GArray) inputs = fo_label_template_inputs (run->template);
  g_auto (FoLabelRefusal) refusal = { 0 };

  for (guint i = 0; i < run->ctl->arguments->len; i++) {
    g_auto (GStrv) halves = g_strsplit (ctl_argument (run->ctl, i), "=", 2);
    const FoLabelInput *input = find_input (inputs, halves[0]);
    if (!halves[1] || !input) {
      *ret_end = ctl_fail ("%s: the template %s has no such field", ctl_argument (run->ctl, i),
                           fo_label_template_name (run->template));
      return false;
    }
    if (fo_label_input_read (input, halves[1], run->today, fields, &refusal) != FO_OK) {
      *ret_end = ctl_labels_refused (&refusal);
      return false;
    }
  }
  return true;
}

/* ---- from what was asked for to the labels ----------------------------------------------------------------------- */

typedef struct {
  FoLabelRunWish wish;
  FoLabelRun made;
} Making;

static FoTxnEnd
read_run (FoTxn *txn, gpointer data, GError **error)
{
  Making *making = data;

  return fo_label_run_make (txn, &making->wish, &making->made, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static CtlEnd
refuse (const Making *making)
{
  const FoLabelRefusal *refusal = &making->made.refusal;
  const FoPaperSubject *subject = making->wish.subject;
  bool is_absent = subject && subject->number && refusal->verdict == FO_CODE_UNKNOWN;
  g_auto (FoReply) reply = { .verdict = FO_CODE_UNKNOWN };

  if (!is_absent)
    return ctl_labels_refused (refusal);
  if (subject->record == FO_LABEL_RECORD_TASK)
    reply.verdict = FO_SUPPLY_UNKNOWN;
  fo_args_set_text (&reply.args, "text", subject->number);
  return ctl_print_reply (&reply);
}

/* Record FIRST, as often as it is there. */
static FoVerdict
add_record (CtlLabels *run, const FoLabelRun *made, guint first, guint n, FoLabelRefusal *refusal)
{
  const GArray *rows = made->rows && made->rows->len > 0 ? made->rows : NULL;

  return add (run, &g_array_index (made->records, FoArgs, first), rows, n * run->copies, refusal);
}

/* What cannot be drawn is a fault of its row, too. */
static CtlEnd
add_records (CtlLabels *run, FoLabelRun *made)
{
  CtlEnd end = CTL_DONE;
  guint n;

  for (guint first = 0; first < made->records->len && end == CTL_DONE; first += n) {
    FoLabelRefusal refusal = { 0 };
    for (n = 1; first + n < made->records->len && g_array_index (made->marks, FoLabelRunMark, first + n).is_copy; n++)
      ;
    if (add_record (run, made, first, n, &refusal) == FO_OK)
      continue;
    refusal.row = g_array_index (made->marks, FoLabelRunMark, first).row;
    if (refusal.row > 0) {
      g_array_append_val (made->faults, refusal);
      continue;
    }
    end = ctl_labels_refused (&refusal);
    fo_label_refusal_clear (&refusal);
  }
  return end;
}

static CtlEnd
make_wish (CtlLabels *run, Making *making)
{
  CtlEnd end = CTL_DONE;

  if (run->store)
    end = ctl_read (run->store, read_run, making);
  else if (!fo_label_run_make (NULL, &making->wish, &making->made, NULL)) /* only a store can fail */
    g_assert_not_reached ();
  if (end == CTL_DONE && making->made.refusal.verdict != FO_OK)
    return refuse (making);
  if (end == CTL_DONE && making->wish.subject)
    run->title = g_strdup (making->made.name);
  if (end == CTL_DONE)
    end = add_records (run, &making->made);
  return end == CTL_DONE ? ctl_labels_tell_faults (run, making->made.faults) : end;
}

static CtlEnd
make_labels (CtlLabels *run, const FoArgs *given, const FoPaperSubject *subject, const CtlTable *table)
{
  Making making = { .wish = { .template = run->template,
                              .language = run->ctl->language,
                              .today = run->today,
                              .training = run->training,
                              .subject = subject,
                              .given = given,
                              .sheet = table ? table->sheet : NULL,
                              .columns = table ? table->columns : NULL,
                              .series = run->series } };
  CtlEnd end = make_wish (run, &making);

  fo_label_run_clear (&making.made);
  return end;
}

static CtlEnd
add_table (CtlLabels *run, const FoArgs *given)
{
  CtlTable table = { 0 };
  CtlEnd end = ctl_labels_read_table (run, ctl_option (run->ctl, "--from"), &table);

  if (end == CTL_DONE)
    end = make_labels (run, given, NULL, &table);
  ctl_table_clear (&table);
  return end;
}

static CtlEnd
add_labels (CtlLabels *run)
{
  const Ctl *ctl = run->ctl;
  g_auto (FoArgs) given = { 0 };
  FoPaperSubject subject;
  CtlEnd end = CTL_DONE;

  if (!ctl_option (ctl, "--from") && !ctl_labels_of_store (ctl))
    fo_args_set_text (&given, "note", ctl_option (ctl, "--note"));
  if (!read_given (run, &given, &end))
    return end;
  if (ctl_option (ctl, "--from"))
    return add_table (run, &given);
  if (ctl_option (ctl, "--card"))
    fo_args_set_text (&given, "task", ctl_option (ctl, "--card"));
  if (!ctl_labels_of_store (ctl) || ctl_option (ctl, "--card") || ctl_option (ctl, "--commands"))
    return make_labels (run, &given, NULL, NULL);
  end = ctl_labels_subject (run, &subject);
  return end == CTL_DONE ? make_labels (run, &given, &subject, NULL) : end;
}


/* ---- writing them ------------------------------------------------------------------------------------------------ */

static void
add_symbols (json_object *symbols, const FoLabel *label)
{
  for (int i = 0; i < fo_label_n_symbols (label); i++) {
    FoLabelSymbol symbol = fo_label_symbol (label, i);
    json_object *row = json_object_new_object ();
    json_object_object_add (row, "symbol", json_object_new_string (fo_symbol_kind_name (symbol.kind)));
    json_object_object_add (row, "data", json_object_new_string_len (symbol.data, (int) symbol.length));
    json_object_array_add (symbols, row);
  }
}

/* Of the first label; the sheet of commands is one thing on several pages. */
static json_object *
symbols_of (const CtlLabels *run)
{
  json_object *symbols = json_object_new_array ();
  guint n = ctl_option (run->ctl, "--commands") ? run->labels->len : 1;

  for (guint i = 0; i < n; i++)
    add_symbols (symbols, run->labels->pdata[i]);
  return symbols;
}

static CtlEnd
write_labels (const CtlLabels *run)
{
  FoLabel *const *labels = (FoLabel *const *) run->labels->pdata;
  const char *path = ctl_option (run->ctl, "--out");
  guint n = run->labels->len;
  g_autoptr (GError) error = NULL;
  json_object *answer;

  if (n > 0
      && !(run->on_paper ? fo_label_paper_write (&run->paper, labels, n, path, &error)
                         : fo_label_write (labels, n, path, &error)))
    return ctl_fail_error (error);
  answer = json_object_new_object ();
  json_object_object_add (answer, "verdict", json_object_new_string ("FO_OK"));
  json_object_object_add (answer, "file", n > 0 ? json_object_new_string (path) : NULL);
  json_object_object_add (answer, "template", json_object_new_string (fo_label_template_name (run->template)));
  json_object_object_add (answer, "labels", json_object_new_int64 (n));
  json_object_object_add (answer, "dpi", json_object_new_int64 (run->dpi));
  if (run->on_paper)
    json_object_object_add (answer, "sheets", json_object_new_int64 (fo_label_paper_pages (&run->paper, n)));
  json_object_object_add (answer, "symbols", n > 0 ? symbols_of (run) : NULL);
  ctl_print (answer);
  return CTL_DONE;
}

static CtlEnd
judge_paper (const CtlLabels *run)
{
  g_auto (FoLabelRefusal) refusal = { 0 };
  int width_um, height_um;

  fo_label_template_size (run->template, &width_um, &height_um);
  if (!run->on_paper || fo_label_paper_judge (&run->paper, run->ctl->language, width_um, height_um, &refusal) == FO_OK)
    return CTL_DONE;
  return ctl_labels_refused (&refusal);
}

/* ---- the command ------------------------------------------------------------------------------------------------- */

static bool
read_count (const Ctl *ctl, const char *option, guint least, guint most, guint *ret_count)
{
  const char *text = ctl_option (ctl, option);
  guint64 n = *ret_count;

  if (text && !g_ascii_string_to_unsigned (text, 10, least, most, &n, NULL)) {
    ctl_fail ("%s %s: %u to %u", option, text, least, most);
    return false;
  }
  *ret_count = (guint) n;
  return true;
}

static bool
read_numbers (CtlLabels *run)
{
  const char *quantity = ctl_option (run->ctl, "--quantity"), *sheet = ctl_option (run->ctl, "--sheet");
  guint dpi = FO_LABEL_DPI;

  if (quantity && (fo_quantity_parse (quantity, &run->quantity_u) != FO_OK || run->quantity_u <= 0)) {
    ctl_fail ("--quantity %s: not a quantity", quantity);
    return false;
  }
  run->on_paper = sheet != NULL;
  if (sheet && !fo_label_paper_parse (sheet, &run->paper)) {
    ctl_fail ("--sheet %s: such as 3x8, 3x8@5 or 3x7@1,7.2,15.1,66,38.1", sheet);
    return false;
  }
  if (!read_count (run->ctl, "--count", 1, FO_LABEL_COPIES_MAX, &run->copies)
      || !read_count (run->ctl, "--copies", 1, FO_LABEL_COPIES_MAX, &run->copies)
      || !read_count (run->ctl, "--copy", 1, 9999, &run->copy)
      || !read_count (run->ctl, "--dpi", FO_LABEL_DPI_MIN, FO_LABEL_DPI_MAX, &dpi))
    return false;
  run->dpi = (int) dpi;
  return true;
}

static CtlEnd
read_series (CtlLabels *run)
{
  const char *serial = ctl_option (run->ctl, "--serial");
  FoVerdict verdict = serial ? fo_label_series_parse (serial, &run->series) : FO_OK;
  g_auto (FoReply) reply = { .verdict = verdict };

  if (verdict == FO_OK)
    return CTL_DONE;
  fo_args_set_text (&reply.args, "text", serial);
  return ctl_print_reply (&reply);
}

static FoTxnEnd
read_training (FoTxn *txn, gpointer data, GError **error)
{
  CtlLabels *run = data;
  g_autofree char *training = NULL;

  if (!fo_meta_get (txn, "training", &training, error))
    return FO_TXN_FAIL;
  run->training = training && g_str_equal (training, "1");
  return FO_TXN_COMMIT;
}

/* Rows of the store need one; a table and given values take its day and its name where one is named. */
static CtlEnd
open_store (CtlLabels *run)
{
  run->today = ctl_today (run->ctl);
  if (!ctl_labels_of_store (run->ctl) && !run->ctl->store_uri)
    return CTL_DONE;
  run->store = ctl_open (run->ctl, FO_STORE_READ_ONLY);
  if (!run->store)
    return CTL_FAILED;
  run->today = fo_store_today (run->store);
  return ctl_read (run->store, read_training, run);
}

static CtlEnd
run_labels (CtlLabels *run, const char *template)
{
  g_autoptr (GError) error = NULL;
  CtlEnd end;

  run->template = load_template (template, &error);
  if (!run->template)
    return ctl_fail_error (error);
  end = judge_paper (run);
  if (end == CTL_DONE)
    end = read_series (run);
  if (end == CTL_DONE)
    end = open_store (run);
  return end == CTL_DONE ? add_labels (run) : end;
}

static CtlEnd
gather (CtlLabels *run, const char *template)
{
  run->copies = run->copy = 1;
  run->made = g_ptr_array_new_with_free_func ((GDestroyNotify) fo_label_free);
  run->labels = g_ptr_array_new ();
  return read_numbers (run) ? run_labels (run, template) : CTL_FAILED;
}

void
ctl_labels_clear (CtlLabels *run)
{
  g_clear_pointer (&run->labels, g_ptr_array_unref);
  g_clear_pointer (&run->made, g_ptr_array_unref);
  g_clear_pointer (&run->queued, g_array_unref);
  g_clear_pointer (&run->template, fo_label_template_free);
  g_clear_pointer (&run->store, fo_store_free);
  g_clear_pointer (&run->title, g_free);
}

CtlEnd
ctl_label (const Ctl *ctl)
{
  const char *template = ctl_labels_template (ctl);
  CtlLabels run = { .ctl = ctl };
  CtlEnd end;

  if (!ctl_option (ctl, "--out") || !template)
    return ctl_fail (
        "label --lot LOT|--place CODE|--item CODE|--order N|--supply N|--commands|--card TASK|--from FILE|--template T "
        "[FIELD=VALUE…] --out FILE.pdf|.png");
  end = gather (&run, template);
  if (end == CTL_DONE)
    end = write_labels (&run);
  ctl_labels_clear (&run);
  return end;
}

CtlEnd
ctl_labels_for_queue (const Ctl *ctl, CtlLabels *ret_run)
{
  const char *template = ctl_labels_template (ctl);

  *ret_run = (CtlLabels){ .ctl = ctl };
  if (!template)
    return ctl_fail ("print --lot LOT|--place CODE|--item CODE|--order N|--supply N|--commands|--card TASK|--from FILE|--template T "
                     "[FIELD=VALUE…] | --queue | --resume | --retry|--cancel|--yes|--no|--move|--reprint JOB");
  ret_run->queued = ctl_queued_new ();
  return gather (ret_run, template);
}

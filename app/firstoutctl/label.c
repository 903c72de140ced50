/* SPDX-License-Identifier: GPL-3.0-or-later
 * label: labels and papers of rows of the store, of a table or of given values, as PDF or PNG, decoded again before they are
 * written. */
#include "ctl-label.h"
#include "firstout/desk/papers.h"
#include "firstout/label/record.h"
#include "firstout/store/cartons.h"
#include "firstout/store/items.h"
#include "firstout/store/meta.h"
#include "firstout/store/orders.h"
#include "firstout/store/places.h"

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

FoVerdict
ctl_labels_add (CtlLabels *run, FoArgs *fields, const GArray *rows, guint copies, FoLabelRefusal *refusal)
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

static FoVerdict
add_given (CtlLabels *run, const FoArgs *fields, const char *serial, guint copies, FoLabelRefusal *refusal)
{
  g_auto (FoArgs) all = { 0 };
  FoVerdict verdict;

  fo_args_copy (&all, fields);
  if (serial)
    fo_args_set_text (&all, "serial", serial);
  verdict = fo_label_complete (run->template, run->ctl->language, run->today, run->training, &all, refusal);
  return verdict == FO_OK ? ctl_labels_add (run, &all, NULL, copies, refusal) : verdict;
}

FoVerdict
ctl_labels_add_given (
    CtlLabels *run, const FoArgs *fields, const FoLabelSeries *series, guint copies, FoLabelRefusal *refusal)
{
  FoVerdict verdict = FO_OK;

  if (series->n == 0)
    return add_given (run, fields, NULL, copies, refusal);
  for (guint i = 0; i < series->n && verdict == FO_OK; i++) {
    g_autofree char *serial = fo_label_series_print (series, i);
    verdict = add_given (run, fields, serial, copies, refusal);
  }
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

bool
ctl_labels_read_given (const CtlLabels *run, FoArgs *fields, CtlEnd *ret_end)
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

/* ---- what they are of -------------------------------------------------------------------------------------------- */

/* Finds what the options name; FO_OK in *ret_verdict, or what to answer. */
typedef struct {
  const CtlLabels *run;
  FoPaperSubject subject;
  FoVerdict verdict;
} Naming;

static FoVerdict
unless_found (FoFound found, FoVerdict otherwise)
{
  return found == FO_FOUND ? FO_OK : otherwise;
}

static FoTxnEnd
read_subject (FoTxn *txn, gpointer data, GError **error)
{
  Naming *n = data;
  const Ctl *ctl = n->run->ctl;
  FoFound found = FO_FOUND;
  FoItem item;
  FoPlace place;
  FoOrder order;
  FoCarton carton;

  if (ctl_option (ctl, "--item")) {
    found = fo_item_find_by_code (txn, ctl_option (ctl, "--item"), &item, error);
    n->subject = (FoPaperSubject){ FO_LABEL_RECORD_ITEM, .id = found == FO_FOUND ? item.id : 0 };
    n->verdict = unless_found (found, FO_ITEM_UNKNOWN);
  } else if (ctl_option (ctl, "--place")) {
    found = fo_place_find_by_code (txn, ctl_option (ctl, "--place"), &place, error);
    n->subject = (FoPaperSubject){ FO_LABEL_RECORD_PLACE, .id = found == FO_FOUND ? place.id : 0 };
    n->verdict = unless_found (found, FO_PLACE_UNKNOWN);
  } else if (ctl_option (ctl, "--carton")) {
    found = fo_carton_find_by_sscc (txn, ctl_option (ctl, "--carton"), &carton, error);
    n->subject = (FoPaperSubject){ FO_LABEL_RECORD_CARTON, .id = found == FO_FOUND ? carton.id : 0 };
    n->verdict = unless_found (found, FO_CARTON_UNKNOWN);
  } else if (ctl_option (ctl, "--order")) {
    found = fo_order_find_by_number (txn, ctl_option (ctl, "--order"), &order, error);
    n->subject = (FoPaperSubject){ FO_LABEL_RECORD_TASK, .id = found == FO_FOUND ? order.id : 0 };
    n->verdict = unless_found (found, FO_ORDER_UNKNOWN);
  }
  return found == FO_FAILED ? FO_TXN_FAIL : FO_TXN_COMMIT;
}

/* A paper to be signed, of what --number names. */
static CtlEnd
name_voucher (const Ctl *ctl, FoPaperSubject *ret_subject)
{
  FoVoucherKind kind;

  if (!fo_voucher_parse (ctl_option (ctl, "--paper"), &kind) || !ctl_option (ctl, "--number"))
    return ctl_fail ("--paper %s --number …: which? (firstoutctl help label)", ctl_option (ctl, "--paper"));
  *ret_subject = (FoPaperSubject){ FO_LABEL_RECORD_VOUCHER,
                                   .number = ctl_option (ctl, "--number"),
                                   .voucher = kind,
                                   .final = ctl_option (ctl, "--final") != NULL };
  return CTL_DONE;
}

static CtlEnd
name_subject (const CtlLabels *run, FoPaperSubject *ret_subject)
{
  const char *lot = ctl_option (run->ctl, "--lot"), *supply = ctl_option (run->ctl, "--supply");
  Naming naming = { .run = run, .subject = { FO_LABEL_RECORD_LOT } };
  CtlEnd end = CTL_DONE;

  if (supply)
    naming.subject = (FoPaperSubject){ FO_LABEL_RECORD_TASK, .number = supply };
  else if (ctl_option (run->ctl, "--paper"))
    end = name_voucher (run->ctl, &naming.subject);
  else if (lot)
    end = ctl_find_lot (run->store, lot, &naming.subject.id);
  else
    end = ctl_read (run->store, read_subject, &naming);
  if (end == CTL_DONE && naming.verdict != FO_OK) {
    g_auto (FoReply) reply = { .verdict = naming.verdict };
    const char *names[][2] = { { "place", "--place" }, { "code", "--item" }, { "order", "--order" }, { "carton", "--carton" } };
    for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
      if (ctl_option (run->ctl, names[i][1]))
        fo_args_set_text (&reply.args, names[i][0], ctl_option (run->ctl, names[i][1]));
    return ctl_print_reply (&reply);
  }
  naming.subject.quantity_u = run->quantity_u;
  naming.subject.note = ctl_option (run->ctl, "--note");
  *ret_subject = naming.subject;
  return end;
}

static CtlEnd
add_subject (CtlLabels *run, const FoPaperSubject *subject)
{
  OneRead one = { .subject = *subject, .language = run->ctl->language };
  CtlEnd end = ctl_read (run->store, read_paper, &one);
  g_auto (FoLabelRefusal) refusal = { 0 };

  if (end == CTL_DONE && one.found == FO_ABSENT) {
    g_auto (FoReply) reply = { .verdict = subject->record == FO_LABEL_RECORD_VOUCHER ? FO_CODE_UNKNOWN : FO_SUPPLY_UNKNOWN };
    fo_args_set_text (&reply.args, "text", subject->number);
    end = ctl_print_reply (&reply);
  } else if (end == CTL_DONE && one.paper.verdict != FO_OK)
    end = ctl_labels_refused (&one.paper.refusal);
  if (end == CTL_DONE && !run->title)
    run->title = g_strdup (one.paper.name);
  if (end == CTL_DONE && ctl_labels_read_given (run, &one.paper.fields, &end)
      && ctl_labels_add (run, &one.paper.fields, one.paper.rows, run->copies, &refusal) != FO_OK)
    end = ctl_labels_refused (&refusal);
  fo_paper_clear (&one.paper);
  return end;
}

static CtlEnd
add_subjects (CtlLabels *run, FoPaperSubject *subject)
{
  CtlEnd end = CTL_DONE;

  if (run->series.n == 0)
    return add_subject (run, subject);
  for (guint i = 0; i < run->series.n && end == CTL_DONE; i++) {
    g_autofree char *serial = fo_label_series_print (&run->series, i);
    subject->serial = serial;
    end = add_subject (run, subject);
  }
  return end;
}

static CtlEnd
add_commands (CtlLabels *run)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (FoArgs));
  g_auto (FoArgs) fields = { 0 };
  g_auto (FoLabelRefusal) refusal = { 0 };
  guint n;
  const FoLabelCommand *commands = fo_label_commands (&n);

  g_array_set_clear_func (rows, (GDestroyNotify) fo_args_clear);
  g_array_set_size (rows, n);
  for (guint i = 0; i < n; i++)
    fo_label_command_fields (&commands[i], run->ctl->language, run->training, &g_array_index (rows, FoArgs, i));
  fo_args_set_text (&fields, "training", run->training ? "1" : NULL);
  return ctl_labels_add (run, &fields, rows, run->copies, &refusal) == FO_OK ? CTL_DONE : ctl_labels_refused (&refusal);
}

static CtlEnd
add_card (CtlLabels *run)
{
  g_autoptr (GArray) rows = NULL;
  g_auto (FoArgs) fields = { 0 };
  g_auto (FoLabelRefusal) refusal = { 0 };
  const char *text = ctl_option (run->ctl, "--card"), *task = fo_label_card_named (text);
  g_auto (FoReply) reply = { .verdict = FO_TASK_UNKNOWN };

  if (!task) {
    fo_args_set_text (&reply.args, "text", text);
    return ctl_print_reply (&reply);
  }
  fo_label_card_fields (task, run->ctl->language, run->training, &fields, &rows);
  return ctl_labels_add (run, &fields, rows, run->copies, &refusal) == FO_OK ? CTL_DONE : ctl_labels_refused (&refusal);
}

static CtlEnd
add_values (CtlLabels *run)
{
  g_auto (FoArgs) fields = { 0 };
  g_auto (FoLabelRefusal) refusal = { 0 };
  CtlEnd end = CTL_DONE;

  fo_args_set_text (&fields, "note", ctl_option (run->ctl, "--note"));
  if (!ctl_labels_read_given (run, &fields, &end))
    return end;
  if (ctl_labels_add_given (run, &fields, &run->series, run->copies, &refusal) != FO_OK)
    return ctl_labels_refused (&refusal);
  return CTL_DONE;
}

static bool
is_of_store (const Ctl *ctl)
{
  return ctl_option (ctl, "--lot") || ctl_option (ctl, "--item") || ctl_option (ctl, "--place")
         || ctl_option (ctl, "--order") || ctl_option (ctl, "--carton") || ctl_option (ctl, "--supply")
         || ctl_option (ctl, "--paper");
}

static CtlEnd
add_labels (CtlLabels *run)
{
  const Ctl *ctl = run->ctl;
  FoPaperSubject subject;
  CtlEnd end = CTL_DONE;

  if (ctl_option (ctl, "--from"))
    ctl_labels_from_table (run, ctl_option (ctl, "--from"), &end);
  else if (ctl_option (ctl, "--card"))
    end = add_card (run);
  else if (ctl_option (ctl, "--commands"))
    end = add_commands (run);
  else if (!is_of_store (ctl))
    end = add_values (run);
  else if ((end = name_subject (run, &subject)) == CTL_DONE)
    end = add_subjects (run, &subject);
  return end;
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

static const char *
usual_template (const Ctl *ctl)
{
  static const struct {
    const char *option, *template;
  } usual[] = { { "--lot", "lot" },     { "--item", "item" },         { "--place", "place" }, { "--order", "task" }, { "--carton", "carton" },
                { "--supply", "task" }, { "--paper", "voucher" }, { "--commands", "commands" }, { "--card", "card" }, { "--from", "lot" } };

  for (gsize i = 0; i < G_N_ELEMENTS (usual); i++)
    if (ctl_option (ctl, usual[i].option))
      return usual[i].template;
  return NULL;
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
  if (!is_of_store (run->ctl) && !run->ctl->store_uri)
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

/* A firm's own template for that kind of paper, where there is one. */
static const char *
template_of_voucher (const Ctl *ctl)
{
  g_autofree char *data_dir = ctl_data_dir (), *folder = g_build_filename (data_dir ? data_dir : "", "labels", NULL);
  FoPaperSubject subject = { .record = FO_LABEL_RECORD_VOUCHER };

  fo_voucher_parse (ctl_option (ctl, "--paper"), &subject.voucher); /* no such kind is said by name_voucher */
  return fo_paper_template_in (&subject, folder);
}

/* Without --template: what is usual for the thing that is named. */
static const char *
choose_template (const Ctl *ctl)
{
  const char *given = ctl_option (ctl, "--template");

  if (!given && ctl_option (ctl, "--paper"))
    return template_of_voucher (ctl);
  return ctl_option (ctl, "--lot") && ctl_option (ctl, "--place") ? NULL : given ? given : usual_template (ctl);
}

CtlEnd
ctl_label (const Ctl *ctl)
{
  const char *template = choose_template (ctl);
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
  const char *template = choose_template (ctl);

  *ret_run = (CtlLabels){ .ctl = ctl };
  if (!template)
    return ctl_fail ("print --lot LOT|--place CODE|--item CODE|--order N|--supply N|--commands|--card TASK|--from FILE|--template T "
                     "[FIELD=VALUE…] | --queue | --resume | --retry|--cancel|--yes|--no|--move|--reprint JOB");
  ret_run->queued = ctl_queued_new ();
  return gather (ret_run, template);
}

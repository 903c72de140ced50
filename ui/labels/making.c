/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "making.h"

#include "firstout/store/store.h"

#include <string.h>

/* ---- tables ----------------------------------------------------------------------------------------------------------------------- */

static void
table_clear (gpointer data)
{
  FoLabelTable *table = data;

  g_clear_pointer (&table->sheet, fo_sheet_free);
  g_free (table->path);
}

FoLabelTable *
fo_label_table_read (const char *path, GError **error)
{
  FoSheet *sheet = fo_sheet_read (path, error);
  FoLabelTable *table;

  if (!sheet)
    return NULL;
  table = g_atomic_rc_box_new0 (FoLabelTable);
  table->sheet = sheet;
  table->path = g_strdup (path);
  return table;
}

FoLabelTable *
fo_label_table_ref (FoLabelTable *table)
{
  return g_atomic_rc_box_acquire (table);
}

void
fo_label_table_unref (FoLabelTable *table)
{
  g_atomic_rc_box_release_full (table, table_clear);
}

/* ---- what is wanted --------------------------------------------------------------------------------------------------------------- */

static void
clear_typed (gpointer typed)
{
  g_free (((FoTyped *) typed)->text);
}

FoMaking *
fo_making_new (gpointer owner, FoMade made)
{
  FoMaking *making = g_new0 (FoMaking, 1);

  making->typed = g_array_new (FALSE, TRUE, sizeof (FoTyped));
  g_array_set_clear_func (making->typed, clear_typed);
  making->refusals = g_array_new (FALSE, TRUE, sizeof (FoLabelRefusal));
  g_array_set_clear_func (making->refusals, (GDestroyNotify) fo_label_refusal_clear);
  making->copies = 1;
  making->dpi = FO_LABEL_DPI;
  making->made = made;
  g_weak_ref_init (&making->owner, owner);
  return making;
}

void
fo_making_type (FoMaking *making, const char *name, const char *text)
{
  const FoTyped typed = { g_intern_string (name), g_strdup (text) };

  g_array_append_val (making->typed, typed);
}

static void
making_free (gpointer data)
{
  FoMaking *making = data;

  g_array_unref (making->typed);
  g_array_unref (making->refusals);
  g_clear_pointer (&making->table, fo_label_table_unref);
  g_clear_pointer (&making->label, fo_label_free);
  fo_label_run_clear (&making->run);
  g_strfreev (making->heads);
  g_free (making->number);
  g_free (making->series);
  g_free (making->path);
  g_clear_error (&making->error);
  g_clear_object (&making->keeper);
  g_weak_ref_clear (&making->owner);
  g_free (making);
}

/* ---- reading what was typed ------------------------------------------------------------------------------------------------------- */

static void
refuse (FoMaking *making, FoLabelRefusal *refusal)
{
  g_array_append_val (making->refusals, *refusal);
  *refusal = (FoLabelRefusal){ 0 };
}

static const char *
text_of (const FoMaking *making, const char *name)
{
  for (guint i = 0; i < making->typed->len; i++)
    if (strcmp (g_array_index (making->typed, FoTyped, i).name, name) == 0)
      return g_array_index (making->typed, FoTyped, i).text;
  return NULL;
}

static void
read_typed (FoMaking *making, FoDay today, FoArgs *fields)
{
  g_autoptr (GArray) inputs = fo_label_template_inputs (making->template);

  for (guint i = 0; i < inputs->len; i++) {
    const FoLabelInput *input = &g_array_index (inputs, FoLabelInput, i);
    const char *text = text_of (making, input->name);
    FoLabelRefusal refusal = { 0 };

    if (text && fo_label_input_read (input, text, today, fields, &refusal) != FO_OK) {
      if (!refusal.field)
        refusal.field = g_strdup (input->name);
      refuse (making, &refusal);
    }
  }
}

static void
read_series (FoMaking *making, FoLabelSeries *series)
{
  FoLabelRefusal refusal = { 0 };

  if (!making->series || !*making->series)
    return;
  refusal.verdict = fo_label_series_parse (making->series, series);
  if (refusal.verdict == FO_OK)
    return;
  refusal.field = g_strdup ("serial");
  fo_args_set_text (&refusal.args, "text", making->series);
  refuse (making, &refusal);
}

static FoLabelColumns *
read_columns (FoMaking *making)
{
  FoLabelRefusal refusal = { 0 };
  FoLabelColumns *columns = fo_label_columns_new (making->template, (const char *const *) making->heads,
                                                  g_strv_length (making->heads), &refusal);

  if (!columns)
    refuse (making, &refusal);
  return columns;
}

/* One label a unit: the quantity becomes their number. */
static void
count_units (FoMaking *making, FoArgs *fields)
{
  const FoArg *quantity = fo_args_get (fields, "quantity");
  FoLabelRefusal refusal = { .verdict = FO_QUANTITY_NOT_WHOLE };

  if (!making->per_unit || !quantity)
    return;
  if (quantity->number % FO_ONE == 0 && quantity->number / FO_ONE <= FO_LABEL_COPIES_MAX) {
    making->copies *= (guint) (quantity->number / FO_ONE);
    fo_args_set_quantity (fields, "quantity", FO_ONE);
    return;
  }
  if (quantity->number % FO_ONE == 0)
    refusal.verdict = FO_LABEL_TOO_MANY;
  refusal.field = g_strdup ("quantity");
  refuse (making, &refusal);
}

/* ---- on the reader's thread --------------------------------------------------------------------------------------------------------- */

typedef struct {
  FoMaking *making;
  const FoLabelRunWish *wish;
} Reading;

static FoTxnEnd
read_run (FoTxn *txn, gpointer data, GError **error)
{
  Reading *reading = data;

  return fo_label_run_make (txn, reading->wish, &reading->making->run, error) ? FO_TXN_COMMIT : FO_TXN_FAIL;
}

static void
make_run (FoMaking *making, FoStore *store)
{
  g_auto (FoArgs) given = { 0 };
  FoLabelRunWish wish = { .template = making->template, .language = making->language, .training = making->training,
                          .today = fo_store_today (store), .given = &given };
  FoPaperSubject subject = { making->record, .id = making->id, .number = making->number, .note = text_of (making, "note"),
                             .serial = text_of (making, "serial") };
  g_autoptr (FoLabelColumns) columns = NULL;
  const FoArg *quantity;
  Reading reading = { making, &wish };

  read_typed (making, wish.today, &given);
  read_series (making, &wish.series);
  count_units (making, &given);
  if (making->table && (columns = read_columns (making))) {
    wish.sheet = making->table->sheet;
    wish.columns = columns;
  }
  quantity = fo_args_get (&given, "quantity");
  subject.quantity_u = quantity ? quantity->number : 0;
  if (making->record != FO_LABEL_RECORD_NONE && making->record != FO_LABEL_RECORD_COMMAND)
    wish.subject = &subject;
  if (making->refusals->len == 0 && !fo_store_read (store, read_run, &reading, &making->error))
    return;
  if (making->run.refusal.verdict != FO_OK) {
    FoLabelRefusal refusal = making->run.refusal;
    making->run.refusal = (FoLabelRefusal){ .verdict = refusal.verdict };
    refuse (making, &refusal);
  }
}

static const FoArgs *
rows_of (const FoMaking *making, guint *ret_n)
{
  *ret_n = making->run.rows ? making->run.rows->len : 0;
  return *ret_n ? &g_array_index (making->run.rows, FoArgs, 0) : NULL;
}

/* All labels of record I, added to LABELS: a list may take several pages. */
static bool
compose (FoMaking *making, guint i, GPtrArray *labels)
{
  FoLabelRefusal refusal = { 0 };
  guint n;
  const FoArgs *rows = rows_of (making, &n);

  if (fo_label_compose_pages (making->template, making->language, &g_array_index (making->run.records, FoArgs, i), rows, n,
                              making->dpi, labels, &refusal)
      == FO_OK)
    return true;
  refuse (making, &refusal);
  return false;
}

static void
look (FoMaking *making)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func ((GDestroyNotify) fo_label_free);
  guint i = MIN (making->look, making->run.records->len - 1), n;
  const FoArgs *fields = &g_array_index (making->run.records, FoArgs, i), *rows = rows_of (making, &n);

  fo_label_check (making->template, making->language, fields, rows, n, making->dpi, making->refusals);
  if (making->refusals->len || !compose (making, i, labels))
    return;
  making->label = g_ptr_array_steal_index (labels, 0);
}

/* ---- into a file -------------------------------------------------------------------------------------------------------------------- */

static bool
fits_paper (FoMaking *making)
{
  FoLabelRefusal refusal = { 0 };
  int width_um, height_um;

  fo_label_template_size (making->template, &width_um, &height_um);
  if (!making->on_paper
      || fo_label_paper_judge (&making->paper, making->language, width_um, height_um, &refusal) == FO_OK)
    return true;
  refuse (making, &refusal);
  return false;
}

static void
save (FoMaking *making)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func ((GDestroyNotify) fo_label_free);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  bool saved;

  for (guint i = 0; i < making->run.records->len; i++) {
    guint before = made->len;

    if (!compose (making, i, made))
      return;
    for (guint c = 0; c < making->copies; c++)
      for (guint p = before; p < made->len; p++)
        g_ptr_array_add (all, made->pdata[p]);
  }
  saved = making->on_paper ? fo_label_paper_write (&making->paper, (FoLabel **) all->pdata, all->len, making->path, &making->error)
                           : fo_label_write ((FoLabel **) all->pdata, all->len, making->path, &making->error);
  if (saved)
    making->labels = all->len;
}

static void
run (gpointer owned, gpointer data)
{
  FoMaking *making = data;
  FoLabelRefusal refusal = { .verdict = FO_LABEL_TOO_MANY };

  make_run (making, owned);
  if (making->error || making->refusals->len || !making->run.records || !making->run.records->len)
    return;
  if (making->run.records->len > FO_LABEL_COPIES_MAX / making->copies) {
    refusal.field = g_strdup ("copies");
    refuse (making, &refusal);
    return;
  }
  making->labels = making->run.records->len * making->copies;
  if (fits_paper (making) && making->path)
    save (making);
  else if (!making->path)
    look (making);
}

static void
done (gpointer data)
{
  FoMaking *making = data;
  g_autoptr (GObject) owner = g_weak_ref_get (&making->owner);

  if (owner)
    making->made (making, owner);
}

void
fo_making_start (FoMaking *making, FoStation *station)
{
  fo_station_read (station, run, done, making, making_free);
}

const FoLabelRefusal *
fo_making_refusal (const FoMaking *making)
{
  return making->refusals->len ? &g_array_index (making->refusals, FoLabelRefusal, 0) : NULL;
}

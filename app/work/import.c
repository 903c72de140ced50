/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/work/import.h"
#include "firstout/store/meta.h"
#include "import-inside.h"
#include <string.h>

#define HEADER_WITHIN 10

typedef struct {
  guint line;
  const char *column;
  char *text;
  FoVerdict verdict;
} Fault;

static const struct {
  const char *name;
  const FoImportOps *ops;
} kinds[FO_N_IMPORTS] = {
  [FO_IMPORT_ITEMS] = { "items", &fo_import_items },
  [FO_IMPORT_PLACES] = { "places", &fo_import_places },
  [FO_IMPORT_STOCK] = { "stock", &fo_import_stock },
  [FO_IMPORT_ORDERS] = { "orders", &fo_import_orders },
  [FO_IMPORT_CARTONS] = { "cartons", &fo_import_cartons },
  [FO_IMPORT_KITS] = { "kits", &fo_import_kits },
  [FO_IMPORT_SUBSTITUTES] = { "substitutes", &fo_import_substitutes },
  [FO_IMPORT_NAMES] = { "names", &fo_import_names },
};

const char *
fo_import_kind_name (FoImportKind kind)
{
  return kinds[kind].name;
}

bool
fo_import_kind_parse (const char *name, FoImportKind *ret)
{
  for (int kind = 0; kind < FO_N_IMPORTS; kind++)
    if (g_str_equal (kinds[kind].name, name)) {
      *ret = (FoImportKind) kind;
      return true;
    }
  return false;
}

/* ---- the header -------------------------------------------------------------------------------------------------- */

/* Small letters and digits only, "ё" as "е": "Ед. изм." and "ед_изм" are the same. */
static char *
squeeze (const char *name)
{
  g_autofree char *small = g_utf8_strdown (name, -1);
  GString *squeezed = g_string_new (NULL);

  for (const char *p = small; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    if (g_unichar_isalnum (c))
      g_string_append_unichar (squeezed, c == 0x451 ? 0x435 : c);
  }
  return g_string_free (squeezed, FALSE);
}

static bool
is_one_of (const char *name, const char *names)
{
  g_auto (GStrv) each = g_strsplit (names, "|", -1);

  return g_strv_contains ((const char *const *) each, name);
}

static int
column_named (const FoImportOps *ops, const char *heading)
{
  g_autofree char *squeezed = squeeze (heading);

  for (int c = 0; ops->columns[c].name; c++) {
    g_autofree char *ours = squeeze (ops->columns[c].name);
    if (g_str_equal (squeezed, ours) || is_one_of (squeezed, ops->columns[c].others))
      return c;
  }
  return -1;
}

static const char *
missing_column (const FoImport *import)
{
  for (int c = 0; import->ops->columns[c].name; c++)
    if (import->ops->columns[c].needed && import->columns[c] < 0)
      return import->ops->columns[c].name;
  return NULL;
}

/* Takes the row as the header. False when a column stands there twice. */
static bool
read_header (FoImport *import, guint row, GError **error)
{
  memset (import->columns, -1, sizeof import->columns);
  import->first = row + 1;
  for (guint cell = 0; cell < fo_sheet_n_cells (import->sheet, row); cell++) {
    int column = column_named (import->ops, fo_sheet_cell (import->sheet, row, cell));

    if (column < 0)
      continue;
    if (import->columns[column] >= 0) {
      g_set_error (error, FO_SHEET_ERROR, FO_SHEET_ERROR_COLUMNS,
                   "%s, line %u: two columns are the %s: \"%s\" and \"%s\".", fo_sheet_name (import->sheet),
                   fo_sheet_line (import->sheet, row), import->ops->columns[column].name,
                   fo_sheet_cell (import->sheet, row, (guint) import->columns[column]),
                   fo_sheet_cell (import->sheet, row, cell));
      return false;
    }
    import->columns[column] = (int) cell;
  }
  return true;
}

static bool
no_header (const FoImport *import, GError **error)
{
  GString *wanted = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (int c = 0; import->ops->columns[c].name; c++)
    if (import->ops->columns[c].needed)
      g_string_append_printf (wanted, "%s%s", wanted->len > 0 ? ", " : "", import->ops->columns[c].name);
  text = g_string_free (wanted, FALSE);
  g_set_error (error, FO_SHEET_ERROR, FO_SHEET_ERROR_COLUMNS,
               "%s: no line with the names of the columns among the first %d. There must be %s (or what they are "
               "called in Russian or "
               "German); the first line begins \"%s\".",
               fo_sheet_name (import->sheet), HEADER_WITHIN, text, fo_sheet_cell (import->sheet, 0, 0));
  return false;
}

static bool
take_match (FoImport *import, GError **error)
{
  const char *missing;

  import->first = import->options->match->first;
  memcpy (import->columns, import->options->match->columns, sizeof import->columns);
  missing = missing_column (import);
  if (missing)
    g_set_error (error, FO_SHEET_ERROR, FO_SHEET_ERROR_COLUMNS, "%s: nobody said which column is the %s.",
                 fo_sheet_name (import->sheet), missing);
  return !missing;
}

bool
fo_import_find_columns (FoImport *import, GError **error)
{
  if (import->options->match)
    return take_match (import, error);
  for (guint row = 0; row < MIN (HEADER_WITHIN, fo_sheet_n_rows (import->sheet)); row++) {
    if (!read_header (import, row, error))
      return false;
    if (!missing_column (import))
      return true;
  }
  return no_header (import, error);
}

const char *
fo_import_column (FoImportKind kind, guint i, bool *ret_needed)
{
  const FoImportColumn *columns = kinds[kind].ops->columns;

  for (guint c = 0; c < i; c++)
    if (!columns[c].name)
      return NULL;
  *ret_needed = columns[i].needed;
  return columns[i].name;
}

/* How many of our columns the row names. */
static guint
guess_row (FoImportKind kind, const FoSheet *sheet, guint row, FoImportMatch *ret)
{
  guint n = 0;

  memset (ret->columns, -1, sizeof ret->columns);
  for (guint cell = 0; cell < fo_sheet_n_cells (sheet, row); cell++) {
    int column = column_named (kinds[kind].ops, fo_sheet_cell (sheet, row, cell));

    if (column >= 0 && ret->columns[column] < 0) {
      ret->columns[column] = (int) cell;
      n++;
    }
  }
  ret->first = n > 0 ? row + 1 : 0;
  return n;
}

bool
fo_import_guess (FoImportKind kind, const FoSheet *sheet, FoImportMatch *ret)
{
  FoImport import = { .ops = kinds[kind].ops };
  guint most = 0;

  memset (ret->columns, -1, sizeof ret->columns);
  ret->first = 0;
  for (guint row = 0; row < MIN (HEADER_WITHIN, fo_sheet_n_rows (sheet)); row++) {
    FoImportMatch match;
    guint n = guess_row (kind, sheet, row, &match);

    if (n > most)
      *ret = match;
    most = MAX (most, n);
  }
  memcpy (import.columns, ret->columns, sizeof import.columns);
  return !missing_column (&import);
}

/* ---- faults ------------------------------------------------------------------------------------------------------ */

static void
clear_fault (gpointer data)
{
  g_free (((Fault *) data)->text);
}

void
fo_import_fault (FoImport *import, FoImportRow *row, int column, FoVerdict verdict)
{
  Fault fault = { .line = fo_sheet_line (import->sheet, row->row),
                  .column = column < 0 ? "" : import->ops->columns[column].name,
                  .text = g_strdup (column < 0 ? "" : fo_import_text (import, row, column)),
                  .verdict = verdict };

  row->is_faulty = true;
  g_array_append_val (import->faults, fault);
}

static void
tell_faults (FoImport *import)
{
  for (guint i = 0; import->options->tell && i < import->faults->len; i++) {
    const Fault *fault = &g_array_index (import->faults, Fault, i);
    const FoImportFault told = { fault->line, fault->column, fault->text, fault->verdict };
    import->options->tell (&told, import->options->data);
  }
  g_array_set_size (import->faults, 0);
}

FoImportRow *
fo_import_see (FoImport *import, FoImportRow *row, char *key)
{
  FoImportRow *before = g_hash_table_lookup (import->seen, key);

  if (before)
    g_free (key);
  else
    g_hash_table_insert (import->seen, key, row);
  return before;
}

bool
fo_import_act (FoImport *import, FoAct *ret, GError **error)
{
  *ret = (FoAct){ .operation = fo_store_next_id (import->store, error), .station = "import", .person = "" };
  return ret->operation != 0;
}

/* A known thing that changed meanwhile: what looked right when the file was read is refused now. */
void
fo_import_answer (FoImport *import, FoImportRow *row, const FoReply *reply)
{
  FoMood mood = fo_verdict_mood (reply->verdict);

  if (mood == FO_MOOD_WRONG || mood == FO_MOOD_ATTENTION)
    fo_import_fault (import, row, -1, reply->verdict);
}

/* ---- the run ----------------------------------------------------------------------------------------------------- */

static void
forget_rows (FoImport *import)
{
  g_hash_table_remove_all (import->seen);
  g_ptr_array_set_size (import->rows, 0);
  g_array_set_size (import->faults, 0);
}

static FoTxnEnd
look_at_rows (FoTxn *txn, gpointer data, GError **error)
{
  FoImport *import = data;
  g_autofree char *issue = NULL;

  forget_rows (import);
  if (!fo_meta_get (txn, "issue_order", &issue, error))
    return FO_TXN_FAIL;
  fo_issue_order_parse (issue, &import->issue);
  for (guint i = import->first; i < fo_sheet_n_rows (import->sheet); i++) {
    FoImportRow *row = g_malloc0 (import->ops->row_size);

    row->row = i;
    g_ptr_array_add (import->rows, row);
    if (!import->ops->look (import, txn, row, error))
      return FO_TXN_FAIL;
  }
  return FO_TXN_COMMIT;
}

static void
count_rows (FoImport *import)
{
  import->result = (FoImportResult){ .rows = import->rows->len };
  for (guint i = 0; i < import->rows->len; i++) {
    const FoImportRow *row = g_ptr_array_index (import->rows, i);

    if (row->is_faulty)
      import->result.faults++;
    else if (row->is_unchanged)
      import->result.unchanged++;
    else if (row->is_left_out)
      import->result.left_out++;
    else
      import->result.booked++;
  }
}

static bool
apply_rows (FoImport *import, GError **error)
{
  for (guint i = 0; i < import->rows->len; i++) {
    FoImportRow *row = g_ptr_array_index (import->rows, i);
    if (!row->is_faulty && !row->is_unchanged && !import->ops->apply (import, row, error))
      return false;
    if (import->options->progress)
      import->options->progress (i + 1, import->rows->len, import->options->data);
  }
  return true;
}

static bool
run (FoImport *import, GError **error)
{
  bool applied = true;

  if (!fo_import_find_columns (import, error) || !fo_store_read (import->store, look_at_rows, import, error))
    return false;
  count_rows (import);
  tell_faults (import);
  if (import->options->dry_run)
    return true;
  if (import->result.faults > 0 && !import->options->skip_faults) {
    import->result.booked = 0;
    return true;
  }
  applied = apply_rows (import, error);
  count_rows (import);
  tell_faults (import);
  return applied;
}

bool
fo_import_run (FoStore *store,
               FoImportKind kind,
               const FoSheet *sheet,
               const FoImportOptions *options,
               FoImportResult *ret_result,
               GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) faults = g_array_new (FALSE, FALSE, sizeof (Fault));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  FoImport import = { .store = store,
                      .sheet = sheet,
                      .ops = kinds[kind].ops,
                      .options = options,
                      .rows = rows,
                      .faults = faults,
                      .seen = seen };
  bool done;

  g_array_set_clear_func (faults, clear_fault);
  done = run (&import, error);
  *ret_result = import.result;
  return done;
}

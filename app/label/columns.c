/* SPDX-License-Identifier: GPL-3.0-or-later
 * A table's columns and the inputs of a template. */
#include "firstout/label/form.h"
#include "parts.h"

#include <string.h>

#define LET_BE -1
#define COPIES -2
#define SERIAL -3

struct _FoLabelColumns {
  GArray *inputs; /* of FoLabelInput */
  GArray *at;     /* of int: for each column the index of its input, or one of the above */
};

/* "Годен по", "годен_по" and "ГОДЕНПО" are one. Free with g_free. */
static char *
fold (const char *text)
{
  g_autofree char *folded = g_utf8_validate (text, -1, NULL) ? g_utf8_casefold (text, -1) : g_strdup ("");
  GString *plain = g_string_new (NULL);

  for (const char *at = folded; *at; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);
    if (g_unichar_isalnum (c))
      g_string_append_unichar (plain, c == 0x451 ? 0x435 : c); /* ё as е */
  }
  return g_string_free (plain, FALSE);
}

/* What people, 1C and suppliers write over such columns besides our own words; folded, apart by "|". */
static const struct {
  const char *name, *heads;
} also[] = {
  { "expires_on", "годенпо|годендо|срокгодности|срокгодностипо|годно|expiry|expires|expirydate|expirationdate|useby|"
                  "bestbefore|verwendbarbis|haltbarbis|mhd|mindesthaltbarkeit|mindesthaltbarkeitsdatum|verfallsdatum" },
  { "lot", "партия|номерпартии|серия|номерсерии|charge|chargennummer|chargennr|los|losnummer|batch|batchnumber|lotnumber" },
  { "quantity", "количество|колво|menge|anzahl|stück|stückzahl|qty|amount" },
};

static bool
is_also_called (const char *head, const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (also); i++) {
    g_auto (GStrv) heads = g_strsplit (also[i].heads, "|", -1);
    if (g_str_equal (also[i].name, name) && g_strv_contains ((const char *const *) heads, head))
      return true;
  }
  return false;
}

/* Is the folded HEAD called NAME, or one of the words of "label.field.NAME"? */
static bool
is_called (const char *head, const char *name)
{
  g_autofree char *message = g_strconcat ("label.field.", name, NULL);
  g_autofree char *folded = fold (name);
  bool called = g_str_equal (head, folded) || is_also_called (head, name);

  for (int i = 0; !called && fo_words_known (FO_LANGUAGE_EN, message) && i < FO_N_LANGUAGES; i++) {
    g_autofree char *words = fo_words ((FoLanguage) i, message, NULL);
    g_autofree char *own = fold (words);
    called = g_str_equal (head, own);
  }
  return called;
}

static int
find (const FoLabelColumns *columns, const char *head)
{
  g_autofree char *folded = fold (head);

  if (is_called (folded, "copies"))
    return COPIES;
  if (is_called (folded, "serial"))
    return SERIAL;
  for (guint i = 0; i < columns->inputs->len; i++)
    if (is_called (folded, g_array_index (columns->inputs, FoLabelInput, i).name))
      return (int) i;
  return LET_BE;
}

static bool
has (const FoLabelColumns *columns, int at)
{
  for (guint i = 0; i < columns->at->len; i++)
    if (g_array_index (columns->at, int, i) == at)
      return true;
  return false;
}

static FoVerdict
match (FoLabelColumns *columns, const char *const *heads, guint n, FoLabelRefusal *refusal)
{
  for (guint i = 0; i < n; i++) {
    int at = find (columns, heads[i]);
    if (at != LET_BE && has (columns, at))
      return fo_label_refuse (refusal, FO_LABEL_COLUMN_TWICE, heads[i], heads[i]);
    g_array_append_val (columns->at, at);
  }
  for (guint i = 0; i < columns->inputs->len; i++) {
    const FoLabelInput *input = &g_array_index (columns->inputs, FoLabelInput, i);
    if (input->needed && !has (columns, (int) i) && !g_str_equal (input->name, "serial"))
      return fo_label_refuse (refusal, FO_LABEL_FIELD_EMPTY, input->name, NULL);
  }
  return FO_OK;
}

FoLabelColumns *
fo_label_columns_new (const FoLabelTemplate *template, const char *const *heads, guint n, FoLabelRefusal *ret_refusal)
{
  g_autoptr (FoLabelColumns) columns = g_new0 (FoLabelColumns, 1);

  columns->inputs = fo_label_template_inputs (template);
  columns->at = g_array_new (FALSE, FALSE, sizeof (int));
  return match (columns, heads, n, ret_refusal) == FO_OK ? g_steal_pointer (&columns) : NULL;
}

void
fo_label_columns_free (FoLabelColumns *columns)
{
  if (!columns)
    return;
  g_array_unref (columns->inputs);
  g_array_unref (columns->at);
  g_free (columns);
}

static const char *
name_at (const FoLabelColumns *columns, int at)
{
  if (at == COPIES || at == SERIAL)
    return at == COPIES ? "copies" : "serial";
  return at == LET_BE ? NULL : g_array_index (columns->inputs, FoLabelInput, at).name;
}

const char *
fo_label_columns_name (const FoLabelColumns *columns, guint i)
{
  return name_at (columns, g_array_index (columns->at, int, i));
}

const char *
fo_label_column_match (const FoLabelTemplate *template, const char *head)
{
  g_autoptr (GArray) inputs = fo_label_template_inputs (template);
  const FoLabelColumns columns = { .inputs = inputs };

  return name_at (&columns, find (&columns, head));
}

/* ---- a row ------------------------------------------------------------------------------------------------------- */

typedef struct {
  FoArgs fields;
  guint copies;
  FoLabelSeries series;
} Row;

static bool
is_blank (const char *text)
{
  return text[strspn (text, " \t")] == '\0';
}

static FoVerdict
read_copies (Row *row, const char *cell, FoLabelRefusal *refusal)
{
  FoQuantity copies_u = FO_ONE;
  FoVerdict verdict = is_blank (cell) ? FO_OK : fo_quantity_parse (cell, &copies_u);

  if (verdict == FO_OK && copies_u < 0)
    verdict = FO_QUANTITY_NOT_POSITIVE;
  if (verdict == FO_OK && !fo_quantity_is_whole (copies_u))
    verdict = FO_QUANTITY_NOT_WHOLE;
  if (verdict == FO_OK && copies_u / FO_ONE > FO_LABEL_COPIES_MAX)
    verdict = FO_LABEL_TOO_MANY;
  row->copies = (guint) (copies_u / FO_ONE);
  return verdict == FO_OK ? FO_OK : fo_label_refuse (refusal, verdict, "copies", cell);
}

static FoVerdict
read_serial (Row *row, const char *cell, FoLabelRefusal *refusal)
{
  FoVerdict verdict = is_blank (cell) ? FO_OK : fo_label_series_parse (cell, &row->series);

  return verdict == FO_OK ? FO_OK : fo_label_refuse (refusal, verdict, "serial", cell);
}

static FoVerdict
read_cell (const FoLabelColumns *columns, guint i, const char *cell, FoDay today, Row *row, FoLabelRefusal *refusal)
{
  int at = g_array_index (columns->at, int, i);

  if (at == LET_BE)
    return FO_OK;
  if (at == COPIES)
    return read_copies (row, cell, refusal);
  if (at == SERIAL)
    return read_serial (row, cell, refusal);
  return fo_label_input_read (&g_array_index (columns->inputs, FoLabelInput, at), cell, today, &row->fields, refusal);
}

FoVerdict
fo_label_columns_read (const FoLabelColumns *columns,
                       const char *const *cells,
                       guint n,
                       FoDay today,
                       FoArgs *ret_fields,
                       guint *ret_copies,
                       FoLabelSeries *ret_series,
                       FoLabelRefusal *ret_refusal)
{
  Row row = { .copies = 1 };
  FoVerdict verdict = FO_OK;

  for (guint i = 0; i < MIN (n, columns->at->len) && verdict == FO_OK; i++)
    verdict = read_cell (columns, i, cells[i], today, &row, ret_refusal);
  if (verdict == FO_OK) {
    fo_args_copy (ret_fields, &row.fields);
    *ret_copies = row.copies;
    *ret_series = row.series;
  }
  fo_args_clear (&row.fields);
  return verdict;
}

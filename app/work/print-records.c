/* SPDX-License-Identifier: GPL-3.0-or-later
 * The fields of labels as text: [{"item":["text","Болт"],"quantity":["quantity","2500000"]}, …]; with the rows of a list
 * {"records":[{…}],"rows":[{…}, …]}, and of stickers on sheets {"records":[…],"paper":"A4:3x8@5"}. */
#include "firstout/work/json.h"
#include "print-inside.h"

#include <string.h>

static const char *const kinds[] = { [FO_ARG_TEXT] = "text", [FO_ARG_QUANTITY] = "quantity", [FO_ARG_DAY] = "day",
                                     [FO_ARG_COUNT] = "count" };

static json_object *
write_arg (const FoArg *arg)
{
  json_object *pair = json_object_new_array ();
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, arg->number);

  json_object_array_add (pair, json_object_new_string (kinds[arg->kind]));
  json_object_array_add (pair, json_object_new_string (arg->kind == FO_ARG_TEXT ? (arg->text ? arg->text : "") : number));
  return pair;
}

static json_object *
write_list (const FoArgs *records, guint n)
{
  json_object *list = json_object_new_array ();

  for (guint i = 0; i < n; i++) {
    json_object *record = json_object_new_object ();
    for (guint a = 0; a < records[i].n; a++)
      json_object_object_add (record, records[i].list[a].name, write_arg (&records[i].list[a]));
    json_object_array_add (list, record);
  }
  return list;
}

char *
fo_print_records_write (const FoArgs *records, guint n, const FoArgs *rows, guint n_rows, const FoLabelPaper *paper)
{
  g_autofree char *sheets = paper && paper->columns ? fo_label_paper_print (paper) : NULL;
  json_object *whole;

  if (n_rows == 0 && !sheets)
    return fo_json_print (write_list (records, n));
  whole = json_object_new_object ();
  json_object_object_add (whole, "records", write_list (records, n));
  if (n_rows > 0)
    json_object_object_add (whole, "rows", write_list (rows, n_rows));
  if (sheets)
    json_object_object_add (whole, "paper", json_object_new_string (sheets));
  return fo_json_print (whole);
}

static bool
read_arg (FoArgs *args, const char *name, json_object *pair)
{
  json_object *kind = json_object_array_get_idx (pair, 0), *value = json_object_array_get_idx (pair, 1);
  const char *text = value ? json_object_get_string (value) : NULL;
  gint64 number = 0;

  if (!kind || !text || args->n == FO_ARGS_MAX)
    return false;
  if (g_str_equal (json_object_get_string (kind), "text")) {
    fo_args_set_text (args, name, text);
    return true;
  }
  if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL))
    return false;
  if (g_str_equal (json_object_get_string (kind), "quantity"))
    fo_args_set_quantity (args, name, number);
  else if (g_str_equal (json_object_get_string (kind), "day"))
    fo_args_set_day (args, name, (FoDay) number);
  else
    fo_args_set_count (args, name, number);
  return true;
}

static void
args_free (gpointer args)
{
  fo_args_clear (args);
  g_free (args);
}

static bool
read_record (json_object *record, FoArgs *args)
{
  bool good = json_object_is_type (record, json_type_object);

  fo_args_init (args);
  if (!good)
    return false;
  json_object_object_foreach (record, name, pair)
    good = good && json_object_is_type (pair, json_type_array) && read_arg (args, name, pair);
  return good;
}

static bool
read_records (json_object *list, GPtrArray *records)
{
  bool good = json_object_is_type (list, json_type_array);

  for (size_t i = 0; good && i < json_object_array_length (list); i++) {
    FoArgs *args = g_new0 (FoArgs, 1);
    g_ptr_array_add (records, args);
    good = read_record (json_object_array_get_idx (list, i), args);
  }
  return good && records->len > 0;
}

static bool
read_rows (json_object *list, GArray *rows)
{
  bool good = json_object_is_type (list, json_type_array);

  for (size_t i = 0; good && i < json_object_array_length (list); i++) {
    g_array_set_size (rows, rows->len + 1);
    good = read_record (json_object_array_get_idx (list, i), &g_array_index (rows, FoArgs, rows->len - 1));
  }
  return good;
}

/* The records of WHOLE, and what else it says. */
static bool
read_whole (json_object *whole, json_object **ret_list, GArray *rows, FoLabelPaper *ret_paper)
{
  json_object *row_list = NULL, *paper = NULL;

  if (!json_object_object_get_ex (whole, "records", ret_list))
    return false;
  if (json_object_object_get_ex (whole, "rows", &row_list) && !read_rows (row_list, rows))
    return false;
  return !json_object_object_get_ex (whole, "paper", &paper) || fo_label_paper_parse (json_object_get_string (paper), ret_paper);
}

GPtrArray *
fo_print_records_read (const char *json, GArray **ret_rows, FoLabelPaper *ret_paper)
{
  json_object *whole = json_tokener_parse (json), *list = whole;
  FoLabelPaper paper = { 0 };
  GPtrArray *records = g_ptr_array_new_with_free_func (args_free);
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (FoArgs));
  bool good = true;

  g_array_set_clear_func (rows, (GDestroyNotify) fo_args_clear);
  if (json_object_is_type (whole, json_type_object))
    good = read_whole (whole, &list, rows, &paper);
  good = good && read_records (list, records);
  json_object_put (whole);
  if (good) {
    *ret_rows = rows;
    *ret_paper = paper;
    return records;
  }
  g_array_unref (rows);
  g_ptr_array_unref (records);
  return NULL;
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

void
fo_print_row_set_text (const char **field, const char *text)
{
  char *copy = g_strdup (text);

  g_free ((char *) *field);
  *field = copy;
}

FoPrintRow *
fo_print_row_copy (const FoPrintRow *row)
{
  FoPrintRow *copy = g_memdup2 (row, sizeof *row);
  const char **texts[] = { &copy->printer, &copy->template, &copy->language, &copy->records, &copy->title, &copy->origin,
                           &copy->reason,  &copy->text };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = g_strdup (*texts[i]);
  return copy;
}

void
fo_print_row_free (FoPrintRow *row)
{
  const char *texts[] = { row->printer, row->template, row->language, row->records, row->title, row->origin, row->reason,
                          row->text };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free ((char *) texts[i]);
  g_free (row);
}

FoPrintReason
fo_print_reason_parse (const char *name)
{
  for (int i = 0; i < FO_N_PRINT_REASONS; i++)
    if (g_strcmp0 (name, fo_print_reason_name ((FoPrintReason) i)) == 0)
      return (FoPrintReason) i;
  return FO_PRINT_FINE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/sync/training.h"
#include "sales.h"
#include <json-c/json.h>
#include <string.h>

struct FoTrainingSales {
  FoSales *sales;
};

#define COLUMNS_MAX 12

/* In the order of the statement's parameters. */
static const struct {
  const char *table;
  FoSalesSql add;
  struct {
    const char *name;
    const char *otherwise; /* what no value means; NULL: nothing */
  } columns[COLUMNS_MAX];
} tables[] = {
  { "items",
    FO_SALES_SQL_TRAINING_ADD_ITEM,
    { { "code", NULL },
      { "name", NULL },
      { "name_de", NULL },
      { "name_en", NULL },
      { "unit", NULL },
      { "kind", "goods" },
      { "variant", NULL },
      { "tracking", "none" },
      { "issue_order", "fefo" },
      { "shelf_life_days", NULL },
      { "certificate", "none" },
      { "marked", "0" } } },
  { "kit_lines", FO_SALES_SQL_TRAINING_ADD_KIT_LINE, { { "item", NULL }, { "component", NULL }, { "quantity", "1" } } },
  { "questions",
    FO_SALES_SQL_TRAINING_ADD_QUESTION,
    { { "order_number", NULL }, { "order_position", NULL }, { "item", NULL }, { "quantity", "0" }, { "note", NULL } } },
  { "papers",
    FO_SALES_SQL_TRAINING_ADD_PAPER,
    { { "order_number", NULL }, { "kind", NULL }, { "number", NULL }, { "issued_on", NULL }, { "file", NULL }, { "ready", "0" } } },
  { "barcodes", FO_SALES_SQL_TRAINING_ADD_BARCODE, { { "item", NULL }, { "code", NULL }, { "quantity", "1" } } },
  { "customers",
    FO_SALES_SQL_TRAINING_ADD_CUSTOMER,
    { { "name", NULL }, { "credit", "0" }, { "min_life_days", NULL }, { "blocked", "0" } } },
  { "orders",
    FO_SALES_SQL_TRAINING_ADD_ORDER,
    { { "number", NULL },
      { "deal", NULL },
      { "customer", NULL },
      { "channel", NULL },
      { "state", NULL },
      { "paid", "0" },
      { "due_on", NULL },
      { "ship_complete", "0" },
      { "warehouse", NULL },
      { "reference", NULL } } },
  { "order_lines",
    FO_SALES_SQL_TRAINING_ADD_ORDER_LINE,
    { { "order_number", NULL },
      { "position", NULL },
      { "item", NULL },
      { "quantity", NULL },
      { "cancelled", "0" },
      { "source", "stock" },
      { "min_life_days", NULL },
      { "lot_wanted", NULL },
      { "owner", NULL } } },
  { "supplies",
    FO_SALES_SQL_TRAINING_ADD_SUPPLY,
    { { "kind", NULL },
      { "number", NULL },
      { "partner", NULL },
      { "item", NULL },
      { "quantity", NULL },
      { "order_number", NULL },
      { "order_position", NULL },
      { "dedicated", "0" },
      { "progress_percent", "0" },
      { "ready_on", NULL },
      { "state", "open" },
      { "reference", NULL } } },
};

static FoTrainingSales *
wrap (FoSales *sales)
{
  FoTrainingSales *training;

  if (!sales)
    return NULL;
  training = g_new0 (FoTrainingSales, 1);
  training->sales = sales;
  return training;
}

FoTrainingSales *
fo_training_sales_open (const char *uri, GError **error)
{
  return wrap (fo_sales_new (uri, false, error));
}

FoTrainingSales *
fo_training_sales_create (const char *uri, GError **error)
{
  g_autoptr (FoTrainingSales) training = NULL;
  FoSalesSql script = FO_SALES_SQL_TRAINING_POSTGRES_SCRIPT;

  if (g_str_has_prefix (uri, "sqlite:")) {
    script = FO_SALES_SQL_TRAINING_SQLITE_SCRIPT;
    if (g_file_test (uri + strlen ("sqlite:"), G_FILE_TEST_EXISTS)) {
      g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_REFUSED, "There is a file %s already.",
                   uri + strlen ("sqlite:"));
      return NULL;
    }
  }
  training = wrap (fo_sales_new (uri, true, error));
  if (!training || !fo_sales_script (training->sales, script, error))
    return NULL;
  return g_steal_pointer (&training);
}

void
fo_training_sales_free (FoTrainingSales *training)
{
  if (training)
    fo_sales_free (training->sales);
  g_free (training);
}

static int
table_index (const char *table, GError **error)
{
  for (gsize t = 0; t < G_N_ELEMENTS (tables); t++)
    if (g_str_equal (tables[t].table, table))
      return (int) t;
  g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_CONTRACT, "The training sales database has no table \"%s\".",
               table);
  return -1;
}

static int
column_index (int table, const char *name, GError **error)
{
  for (int c = 0; c < COLUMNS_MAX && tables[table].columns[c].name; c++)
    if (g_str_equal (tables[table].columns[c].name, name))
      return c;
  g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_CONTRACT,
               "The table %s of the training sales database has no column \"%s\".", tables[table].table, name);
  return -1;
}

bool
fo_training_sales_add (FoTrainingSales *training,
                       const char *table,
                       const char *const *names,
                       const char *const *values,
                       gsize n,
                       GError **error)
{
  const char *row[COLUMNS_MAX];
  int t = table_index (table, error), c = 0;

  if (t < 0)
    return false;
  while (c < COLUMNS_MAX && tables[t].columns[c].name) {
    row[c] = tables[t].columns[c].otherwise;
    c++;
  }
  for (gsize i = 0; i < n; i++) {
    int at = column_index (t, names[i], error);

    if (at < 0)
      return false;
    if (values[i] && values[i][0])
      row[at] = values[i];
  }
  return fo_sales_ask (training->sales, tables[t].add, row, (gsize) c, NULL, NULL, NULL, error);
}

bool
fo_training_sales_begin (FoTrainingSales *training, GError **error)
{
  return fo_sales_ask (training->sales, FO_SALES_SQL_TRAINING_BEGIN, NULL, 0, NULL, NULL, NULL, error);
}

bool
fo_training_sales_commit (FoTrainingSales *training, GError **error)
{
  return fo_sales_ask (training->sales, FO_SALES_SQL_TRAINING_COMMIT, NULL, 0, NULL, NULL, NULL, error);
}

bool
fo_training_sales_pay (FoTrainingSales *training, const char *order_number, GError **error)
{
  guint changed = 0;

  if (!fo_sales_ask (training->sales, FO_SALES_SQL_TRAINING_PAY, &order_number, 1, NULL, NULL, &changed, error))
    return false;
  if (changed == 0)
    g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_REFUSED, "There is no order %s.", order_number);
  return changed > 0;
}

static bool
append_row (const FoSalesRow *row, gpointer data, GError **error)
{
  json_object *object = json_object_new_object ();

  (void) error;
  for (gsize i = 0; i < row->n; i++)
    json_object_object_add (object, row->names[i], row->values[i] ? json_object_new_string (row->values[i]) : NULL);
  g_string_append (data,
                   json_object_to_json_string_ext (object, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
  g_string_append_c (data, '\n');
  json_object_put (object);
  return true;
}

char *
fo_training_sales_told (FoTrainingSales *training, GError **error)
{
  static const FoSalesSql views[] = { FO_SALES_SQL_TRAINING_SHIPMENTS, FO_SALES_SQL_TRAINING_SHIPMENT_LINES,
                                      FO_SALES_SQL_TRAINING_SHIPMENT_CODES,
                                      FO_SALES_SQL_TRAINING_SHIPMENT_CARTONS,
                                      FO_SALES_SQL_TRAINING_SHIPMENTS_CANCELLED,
                                      FO_SALES_SQL_TRAINING_RECEIPTS, FO_SALES_SQL_TRAINING_ORDER_STATES,
                                      FO_SALES_SQL_TRAINING_RESERVATIONS,
                                      FO_SALES_SQL_TRAINING_SHIPMENT_COMPONENTS,
                                      FO_SALES_SQL_TRAINING_ANSWERS, FO_SALES_SQL_TRAINING_WISHES,
                                      FO_SALES_SQL_TRAINING_RETURNS, FO_SALES_SQL_TRAINING_RETURN_DECISIONS,
                                      FO_SALES_SQL_TRAINING_LOT_CORRECTIONS };
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    if (!fo_sales_ask (training->sales, views[i], NULL, 0, append_row, text, NULL, error))
      return NULL;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

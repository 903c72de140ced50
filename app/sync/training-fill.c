/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/sync/training-fill.h"
#include "firstout/core/quantity.h"
#include "firstout/store/meta.h"
#include "firstout/sync/gateway.h"
#include "firstout/sync/training.h"
#include "firstout/work/apply.h"
#include "firstout/work/sheet.h"
#include "firstout/work/training.h"
#include <string.h>

/* ---- a table of data/training into the sales database ------------------------------------------------------------ */

typedef struct {
  const char *table, *file;
} Table;

/* What is there, and what the firm deals with: in the order their rows name each other. */
static const Table things[] = { { "items", "items.csv" },
                                { "barcodes", "barcodes.csv" },
                                { "customers", "customers.csv" } };
static const Table wishes[] = { { "orders", "orders.csv" },
                                { "order_lines", "order-lines.csv" },
                                { "supplies", "supplies.csv" } };

static bool
bad_cell (const FoSheet *sheet, guint row, const char *name, const char *cell, GError **error)
{
  g_set_error (error, FO_SHEET_ERROR, FO_SHEET_ERROR_COLUMNS, "%s, line %u: \"%s\" is no %s.", fo_sheet_name (sheet),
               fo_sheet_line (sheet, row), cell, name);
  return false;
}

/* Days from today become days, quantities get their point; everything else goes as it stands. Free RET with g_free. */
static bool
read_cell (const FoSheet *sheet, guint row, guint column, FoDay today, char **ret, GError **error)
{
  const char *name = fo_sheet_cell (sheet, 0, column), *cell = fo_sheet_cell (sheet, row, column);
  char day[FO_DAY_TEXT_MAX], number[FO_QUANTITY_TEXT_MAX];
  FoQuantity quantity_u;
  gint64 days;

  if (*cell && g_str_has_suffix (name, "_on")) {
    if (!g_ascii_string_to_signed (cell + (*cell == '+'), 10, -36500, 36500, &days, NULL))
      return bad_cell (sheet, row, name, cell, error);
    *ret = g_strdup (fo_day_print_iso (fo_day_plus (today, days), day));
  } else if (g_str_equal (name, "quantity")) {
    if (fo_quantity_parse (cell, &quantity_u) != FO_OK)
      return bad_cell (sheet, row, name, cell, error);
    *ret = g_strdup (fo_quantity_print (quantity_u, number));
  } else
    *ret = g_strdup (cell);
  return true;
}

static bool
add_row (FoTrainingSales *sales, const char *table, const FoSheet *sheet, guint row, FoDay today, GError **error)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free), names = g_ptr_array_new ();

  for (guint column = 0; column < fo_sheet_n_cells (sheet, 0); column++) {
    char *value = NULL;

    if (!read_cell (sheet, row, column, today, &value, error))
      return false;
    g_ptr_array_add (names, (gpointer) fo_sheet_cell (sheet, 0, column));
    g_ptr_array_add (values, value);
  }
  return fo_training_sales_add (sales, table, (const char *const *) names->pdata, (const char *const *) values->pdata,
                                names->len, error);
}

static bool
add_table (FoTrainingSales *sales, const char *data_dir, const Table *table, FoDay today, GError **error)
{
  g_autofree char *path = g_build_filename (data_dir, table->file, NULL);
  g_autoptr (FoSheet) sheet = fo_sheet_read (path, error);

  if (!sheet)
    return false;
  for (guint row = 1; row < fo_sheet_n_rows (sheet); row++)
    if (!add_row (sales, table->table, sheet, row, today, error))
      return false;
  return true;
}

static bool
add_tables (FoTrainingSales *sales, const char *data_dir, const Table *tables, gsize n, FoDay today, GError **error)
{
  if (!fo_training_sales_begin (sales, error))
    return false;
  for (gsize t = 0; t < n; t++)
    if (!add_table (sales, data_dir, &tables[t], today, error))
      return false;
  return fo_training_sales_commit (sales, error);
}

/* ---- the warehouse ----------------------------------------------------------------------------------------------- */

static FoTxnEnd
write_training (FoTxn *txn, gpointer data, GError **error)
{
  (void) data;
  (void) error;
  fo_meta_set (txn, "training", "1");
  fo_meta_set (txn, "pack", "asked");
  fo_meta_set (txn, "issue_order", "fefo"); /* its goods are there already: nobody asks any more */
  fo_meta_set (txn, "sscc", "3460123456");
  return FO_TXN_COMMIT;
}

static bool
furnish (FoStore *store, const char *data_dir, GError **error)
{
  FoAct act = { .operation = fo_store_next_id (store, error), .station = "training", .person = "" };

  return act.operation && fo_store_write (store, 0, write_training, NULL, error) && fo_work_furnish (store, &act, error)
         && fo_training_places (store, data_dir, error);
}

static bool
sync_once (FoStore *store, GError **error)
{
  g_autoptr (FoGateway) gateway = fo_gateway_new (store, NULL, error);
  FoGatewayRound round;

  return gateway && fo_gateway_run_once (gateway, &round, error);
}

bool
fo_training_prepare (FoStore *store, const char *data_dir, const char *sales, GError **error)
{
  g_autofree char *uri = strstr (sales, "://") || g_str_has_prefix (sales, "sqlite:")
                             ? g_strdup (sales)
                             : g_strconcat ("sqlite:", sales, NULL);
  g_autoptr (FoTrainingSales) database = NULL;
  FoDay today = fo_store_today (store);

  if (!furnish (store, data_dir, error))
    return false;
  database = fo_training_sales_create (uri, error);
  return database && add_tables (database, data_dir, things, G_N_ELEMENTS (things), today, error)
         && fo_gateway_set_sales_uri (store, uri, error) && sync_once (store, error)
         && fo_training_stock (store, data_dir, error) && fo_training_cartons (store, data_dir, error)
         && add_tables (database, data_dir, wishes, G_N_ELEMENTS (wishes), today, error);
}

bool
fo_training_fill (FoStore *store, const char *data_dir, const char *sales, GError **error)
{
  return fo_training_prepare (store, data_dir, sales, error) && sync_once (store, error);
}

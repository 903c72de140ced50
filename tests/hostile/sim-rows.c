/* SPDX-License-Identifier: GPL-3.0-or-later
 * A link of rows: the program's own adapter of SQL databases, with a database under it that is this file. */
#include "sim-line.h"
#include "sql.h"
#include <string.h>

static bool
give (FoSalesEach each, gpointer data, const char *const *names, const char *const *values, gsize n, GError **error)
{
  const FoSalesRow row = { n, names, values };

  return !each || each (&row, data, error);
}

static bool
give_row (const Sim *sim, const SimRow *row, FoSalesEach each, gpointer data, GError **error)
{
  g_auto (GStrv) names = g_strsplit (sim_columns (row->entity), ",", -1);
  guint n = g_strv_length (names);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (values, sim_say (sim, row, names[i]));
  return give (each, data, (const char *const *) names, (const char *const *) values->pdata, n, error);
}

static gint
by_time (gconstpointer a, gconstpointer b)
{
  const SimRow *left = *(SimRow *const *) a, *right = *(SimRow *const *) b;

  return (left->changed_us > right->changed_us) - (left->changed_us < right->changed_us);
}

/* As they stood when the question came: nobody changes them while they are read. */
static bool
give_since (Sim *sim, SimEntity entity, const char *since, FoSalesEach each, gpointer data, GError **error)
{
  gint64 since_us = 0, rev, changed_us;
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  bool given = true;

  if (!g_str_has_prefix (since, "0001"))
    fo_message_time (since, &since_us);
  for (guint i = 0; i < sim->sales.rows->len; i++) {
    SimRow *row = g_ptr_array_index (sim->sales.rows, i);
    if (row->entity == entity && sim_row_seen (sim, row, &rev, &changed_us) && changed_us >= since_us)
      g_ptr_array_add (rows, row);
  }
  g_ptr_array_sort (rows, by_time);
  for (guint i = 0; given && i < rows->len; i++)
    given = give_row (sim, g_ptr_array_index (rows, i), each, data, error);
  return given;
}

static bool
give_one (Sim *sim, const char *id, FoSalesEach each, gpointer data, GError **error)
{
  const SimRow *row = sim_sales_find (sim, id);
  gint64 rev, changed_us;

  return !row || !sim_row_seen (sim, row, &rev, &changed_us) || give_row (sim, row, each, data, error);
}

static bool
give_message (Sim *sim, const char *op_id, bool named, FoSalesEach each, gpointer data, GError **error)
{
  static const char *const names[] = { "op_id", "op", "body" };
  const SimMessage *message = g_hash_table_lookup (sim->sales.messages, op_id);
  const char *values[] = { op_id, message ? message->op : NULL, message ? message->body : NULL };

  return !message || !message->documents
         || give (each, data, names + !named, values + !named, named ? 3 : 2, error);
}

/* Of those that are asked for, each once. */
static bool
give_messages (Sim *sim, const char *const *ids, FoSalesEach each, gpointer data, GError **error)
{
  for (gsize i = 0; i < FO_LINK_SOME; i++)
    if ((i == 0 || !g_str_equal (ids[i], ids[i - 1])) && !give_message (sim, ids[i], true, each, data, error))
      return false;
  return true;
}

static bool
give_columns (const char *view, FoSalesEach each, gpointer data, GError **error)
{
  const struct {
    const char *view, *columns;
  } views[] = { { "fo_items", sim_columns (SIM_ITEM) },
                { "fo_orders", sim_columns (SIM_ORDER) },
                { "fo_order_lines", sim_columns (SIM_LINE) },
                { "fo_supply", sim_columns (SIM_SUPPLY) },
                { "fo_barcodes", "id,rev,changed_at,deleted,item_id,code" } };

  for (gsize i = 0; i < G_N_ELEMENTS (views); i++) {
    g_auto (GStrv) names = g_strsplit (views[i].columns, ",", -1);

    for (char **name = names; g_str_equal (view, views[i].view) && *name; name++)
      if (!give (each, data, (const char *const[]){ "name" }, (const char *const *) name, 1, error))
        return false;
  }
  return true;
}

/* What is asked of one kind of row: since a time, or one of them by its name. */
static const struct {
  FoSalesSql since, one;
} questions[] = { [SIM_ITEM] = { FO_SALES_SQL_READ_ITEMS, FO_SALES_SQL_ONE_ITEM },
                  [SIM_ORDER] = { FO_SALES_SQL_READ_ORDERS, FO_SALES_SQL_ONE_ORDER },
                  [SIM_LINE] = { FO_SALES_SQL_READ_ORDER_LINES, FO_SALES_SQL_ONE_ORDER_LINE },
                  [SIM_SUPPLY] = { FO_SALES_SQL_READ_SUPPLY, FO_N_SALES_SQL } };

/* How many messages a statement writes. */
static gsize
written_by (FoSalesSql sql)
{
  return sql == FO_SALES_SQL_SEND ? 1 : sql == FO_SALES_SQL_SEND_SOME ? FO_LINK_SOME : 0;
}

static bool
perform (Sim *sim, FoSalesSql sql, const char *const *values, FoSalesEach each, gpointer data, GError **error)
{
  g_autofree char *now = NULL, *why = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++) {
    if (sql == questions[i].since)
      return give_since (sim, (SimEntity) i, values[0], each, data, error);
    if (sql == questions[i].one)
      return give_one (sim, values[0], each, data, error);
  }
  if (sql == FO_SALES_SQL_COLUMNS_SQLITE)
    return give_columns (values[0], each, data, error);
  if (sql == FO_SALES_SQL_FIND)
    return give_message (sim, values[0], false, each, data, error);
  if (sql == FO_SALES_SQL_FIND_SOME)
    return give_messages (sim, values, each, data, error);
  if (written_by (sql))
    return sim_sales_take (sim, values, written_by (sql), &why) || sim_breaks (error, FO_SALES_ERROR_REFUSED, why);
  if (sql != FO_SALES_SQL_NOW)
    return true; /* a view that is there and empty */
  now = fo_message_time_text (sim_sales_now_us (sim));
  return give (each, data, (const char *const[]){ "now" }, (const char *const[]){ now }, 1, error);
}

static bool
row_ask (FoSales *sales,
         FoSalesSql sql,
         const char *const *values,
         gsize n,
         FoSalesEach each,
         gpointer data,
         guint *ret_changed,
         GError **error)
{
  Sim *sim = sim_of (sales->connection);
  const SimRequest request = { values, written_by (sql) };
  SimFault fault = sql == FO_SALES_SQL_COLUMNS_SQLITE ? FAULT_NONE : sim_fault (sim, request.n);

  (void) n;
  if (ret_changed)
    *ret_changed = 1;
  return sim_goes (sales->connection, &request, fault, error) && perform (sim, sql, values, each, data, error)
         && sim_comes_back (sim, &request, fault, error);
}

static void
row_disconnect (FoSales *sales)
{
  (void) sales;
}

static const FoSalesOps row_sales = {
  .name = "sqlite", .columns = FO_SALES_SQL_COLUMNS_SQLITE, .ask = row_ask, .disconnect = row_disconnect
};

static FoLink *
rows_open (FoLinkHost *host, const char *address, json_object *config, GError **error)
{
  FoLink *link = fo_link_sql.open (host, "sqlite:/nowhere/sales.db", config, error);

  (void) address;
  if (link) {
    FoSales *sales = ((FoSqlLink *) link)->sales;
    sales->ops = &row_sales;
    sales->connection = host;
  }
  return link;
}

FoLinkOps sim_rows_ops;

void
sim_rows_init (void)
{
  sim_rows_ops = fo_link_sql;
  sim_rows_ops.kind = "sim-rows";
  sim_rows_ops.open = rows_open;
}

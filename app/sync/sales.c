/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sales.h"

G_DEFINE_QUARK (fo - sales - error - quark, fo_sales_error)

static const FoSalesOps *
engine_of (const char *uri)
{
  if (g_str_has_prefix (uri, "sqlite:"))
    return &fo_sales_sqlite;
  return g_str_has_prefix (uri, "postgresql://") || g_str_has_prefix (uri, "postgres://") ? &fo_sales_postgres : NULL;
}

FoSales *
fo_sales_new (const char *uri, bool create, GError **error)
{
  const FoSalesOps *ops = engine_of (uri);
  FoSales *sales;

  if (!uri[0]) {
    g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_URI,
                 "Nobody has said where the sales database is. Give --sales, or let the store remember it.");
    return NULL;
  }
  if (!ops) {
    g_set_error (error, FO_SALES_ERROR, FO_SALES_ERROR_URI,
                 "\"%s\" names no sales database: it is sqlite:FILE, or postgresql://HOST/DATABASE.", uri);
    return NULL;
  }
  sales = g_new0 (FoSales, 1);
  sales->ops = ops;
  sales->uri = g_strdup (uri);
  sales->create = create;
  return sales;
}

void
fo_sales_free (FoSales *sales)
{
  if (!sales)
    return;
  sales->ops->disconnect (sales);
  for (int i = 0; i < FO_N_SALES_SQL; i++)
    g_free (sales->texts[i]);
  g_free (sales->password);
  g_free (sales->uri);
  g_free (sales);
}

void
fo_sales_set_password (FoSales *sales, const char *password)
{
  g_free (sales->password);
  sales->password = g_strdup (password);
}

const char *
fo_sales_text (const FoSales *sales, FoSalesSql sql)
{
  return sales->texts[sql] ? sales->texts[sql] : fo_contract_sql_rows[sql].text;
}

void
fo_sales_reword (FoSales *sales, FoSalesSql sql, char *text)
{
  g_free (sales->texts[sql]);
  sales->texts[sql] = text;
}

static bool
take_column (const FoSalesRow *row, gpointer data, GError **error)
{
  (void) error;
  g_ptr_array_add (data, g_strdup (row->values[0] ? row->values[0] : ""));
  return true;
}

bool
fo_sales_columns (FoSales *sales, const char *view, GPtrArray *columns, GError **error)
{
  return fo_sales_ask (sales, sales->ops->columns, &view, 1, take_column, columns, NULL, error);
}

bool
fo_sales_ask (FoSales *sales,
              FoSalesSql sql,
              const char *const *values,
              gsize n,
              FoSalesEach each,
              gpointer data,
              guint *ret_changed,
              GError **error)
{
  g_autoptr (GError) why = NULL;
  bool done;

  g_assert (n == (gsize) fo_contract_sql_rows[sql].parameters);
  done = sales->ops->ask (sales, sql, values, n, each, data, ret_changed, &why);
  if (g_error_matches (why, FO_SALES_ERROR, FO_SALES_ERROR_OFFLINE))
    sales->ops->disconnect (sales);
  if (!done)
    g_propagate_error (error, g_steal_pointer (&why));
  return done;
}

bool
fo_sales_script (FoSales *sales, FoSalesSql sql, GError **error)
{
  return sales->ops->script (sales, sql, error);
}

const char *
fo_sales_engine (const FoSales *sales)
{
  return sales->ops->name;
}

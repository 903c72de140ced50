/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sales database as the gateway sees it: named statements of data/sql/contract, text in, text out. Two ends
 * stand behind it: PostgreSQL and an SQLite file. Errors are FO_SALES_ERROR, each a sentence the administrator can
 * use; after OFFLINE the connection is gone and the next statement connects again.
 * */
#pragma once

#include "contract-sql.h"
#include "firstout/sync/gateway.h"

typedef struct FoSales FoSales;

/* One row: column names and texts; NULL is NULL. Valid during the call. */
typedef struct {
  gsize n;
  const char *const *names;
  const char *const *values;
} FoSalesRow;
/* False, with *error set, ends the reading. */
typedef bool (*FoSalesEach) (const FoSalesRow *row, gpointer data, GError **error);

/* CREATE: an SQLite file that is not there is made. A URI with a password in it is taken as it is; better is
 * fo_sales_set_password. */
FoSales *fo_sales_new (const char *uri, bool create, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void fo_sales_free (FoSales *sales);
void fo_sales_set_password (FoSales *sales, const char *password);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoSales, fo_sales_free)

/* Runs SQL with N texts as its parameters ($1 …; NULL is NULL) and hands over each row as it comes. EACH may be NULL.
 * *ret_changed (may be NULL) is how many rows a change touched. */
bool fo_sales_ask (FoSales *sales,
                   FoSalesSql sql,
                   const char *const *values,
                   gsize n,
                   FoSalesEach each,
                   gpointer data,
                   guint *ret_changed,
                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What the columns of VIEW are called, with g_free as the array's free function; none: there is no such view, or it may not be
 * read. */
bool fo_sales_columns (FoSales *sales, const char *view, GPtrArray *columns, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* From now on SQL has this text instead of the agreed one (taken), until the connection is made anew; NULL: the agreed one. */
void fo_sales_reword (FoSales *sales, FoSalesSql sql, char *text);

/* Several statements without parameters. */
bool fo_sales_script (FoSales *sales, FoSalesSql sql, GError **error) G_GNUC_WARN_UNUSED_RESULT;

const char *fo_sales_engine (const FoSales *sales);

/* ---- behind it --------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *name;
  FoSalesSql columns; /* the statement that knows the columns of a view */
  /* Connects when it must. */
  bool (*ask) (FoSales *sales,
               FoSalesSql sql,
               const char *const *values,
               gsize n,
               FoSalesEach each,
               gpointer data,
               guint *ret_changed,
               GError **error);
  bool (*script) (FoSales *sales, FoSalesSql sql, GError **error);
  void (*disconnect) (FoSales *sales);
} FoSalesOps;

struct FoSales {
  const FoSalesOps *ops;
  char *uri;
  char *password; /* NULL: as the URI and the machine say */
  bool create;
  char *texts[FO_N_SALES_SQL]; /* reworded */
  gpointer connection; /* the engine's; NULL while there is none */
};

const char *fo_sales_text (const FoSales *sales, FoSalesSql sql);

extern const FoSalesOps fo_sales_sqlite, fo_sales_postgres;

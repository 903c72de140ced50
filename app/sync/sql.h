/* SPDX-License-Identifier: GPL-3.0-or-later
 * The adapter of a plain SQL database that keeps the contract (data/sql/contract/contract.sql), from inside. */
#pragma once

#include "link.h"
#include "sales.h"

/* A view of the contract, in the order it is read: parents before children. */
typedef struct {
  const char *entity, *view;
  FoSalesSql read, one; /* ONE is FO_N_SALES_SQL where nothing asks for a single row */
  bool may_lack;        /* older databases do not have it */
  const char *needs;    /* ",name,": columns it is not without, besides id, rev, changed_at and deleted */
} FoSqlView;
#define FO_N_SQL_VIEWS 10
extern const FoSqlView fo_sql_views[FO_N_SQL_VIEWS];

typedef struct {
  FoLink base;
  FoSales *sales;
  char *feed;                /* the cursor's name: another database is read from its beginning */
  bool seen[FO_N_SQL_VIEWS]; /* was looked at */
  bool lacks;                /* something that may come: looked at again next time */
  bool missing[FO_N_SQL_VIEWS];
  char *first_missing; /* of what must be there: "fo_orders", "fo_orders.number"; NULL nothing */
  gint64 saved_us;     /* their clock, when the cursor was written last */
} FoSqlLink;

/* What is there of the contract, as far as it was not looked at since it was forgotten? Statements are reworded so that what is
 * not there is not said. EACH hears of everything that is missing; may be NULL. */
void fo_sql_forget (FoSqlLink *link);
bool fo_sql_look (FoSqlLink *link, FoFindingEach each, gpointer data, GError **error);

/* sql-send.c */
bool fo_sql_deliver (FoLink *base, const FoDelivery *delivery, FoFate *fate, GError **error);
bool fo_sql_deliver_some (
    FoLink *base, const FoDelivery *deliveries, gsize n, FoFate *fates, bool *ret_apart, GError **error);

bool fo_sql_probe (FoLink *base, FoFindingEach each, gpointer data, GError **error);
bool fo_sql_compare (
    FoLink *base, gint64 from_us, void (*each) (json_object *there, gpointer data), gpointer data, GError **error);

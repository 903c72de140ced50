/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A shop for tests of the gateway: a furnished warehouse (work/warehouse.h; it is 2026-11-22 there), a sales
 * database, and a gateway between them. Every test runs on both engines on both sides.
 * */
#pragma once

#include "firstout/sync/training.h"
#include "inside.h"
#include "sql.h"
#include "support/postgres.h"
#include "work/warehouse.h"

typedef struct {
  Warehouse *w;
  FoTestEngine engine; /* of the sales database */
  char *uri;
  FoGateway *gateway;
  FoGatewayRound round; /* of the last round */
  GString *events;      /* of the last round, a line each: "applied order 1 rev 2", "verified shipment.create" */
} Shop;

typedef void (*ShopFunc) (Shop *shop);

/* Registers NAME four times: store × sales. The sales database is the training one, empty; of shop_each_bare it is
 * nothing at all, so that the test makes the views itself. */
void shop_each (const char *name, ShopFunc func);
void shop_each_bare (const char *name, ShopFunc func);
/* The same for what only one engine of sales databases can be like: registers it twice. */
void shop_each_bare_of (FoTestEngine sales, const char *name, ShopFunc func);

/* As a person at the sales database: any statements. */
void shop_run (const Shop *shop, const char *script);
/* The rows of a query there, "a|b\n" each. Free with g_free. */
char *shop_rows (const Shop *shop, const char *query);
void shop_expect_rows (const Shop *shop, const char *query, const char *expected);

/* Adds a row of the training database: "name", "value", …, NULL. */
void shop_add (Shop *shop, const char *table, ...) G_GNUC_NULL_TERMINATED;

/* A round that must end well. */
void shop_sync (Shop *shop);
/* A round that must end with this error of FO_SALES_ERROR. */
void shop_sync_fails (Shop *shop, FoSalesError code);
/* Their end of the gateway's only link. */
FoSales *shop_sales (Shop *shop);
/* A gateway that has just been started, as after a crash. */
void shop_restart_gateway (Shop *shop);

/* Of our store, by what sales calls it. */
FoId shop_order (Shop *shop, const char *remote_id);
FoId shop_line (Shop *shop, const char *remote_id);
FoId shop_supply (Shop *shop, const char *remote_id);
FoId shop_item (Shop *shop, const char *remote_id);

/* The rows of a query on our store, behind its back. Free with g_free. */
char *shop_store_rows (const Shop *shop, const char *query);
void shop_expect_store (const Shop *shop, const char *query, const char *expected);

/* All that is in the two databases, but for cursors and leases. Free with g_free. */
char *shop_dump_store (const Shop *shop);
char *shop_dump_sales (const Shop *shop);

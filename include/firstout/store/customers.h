/* SPDX-License-Identifier: GPL-3.0-or-later
 * Customers, and what their orders took from them. See rows.h. */
#pragma once

#include "firstout/core/customer.h"
#include "firstout/store/rows.h"

FoFound fo_customer_find_by_name (FoTxn *txn, const char *name, FoCustomer *ret, GError **error);
FoFound fo_customer_find_by_remote (FoTxn *txn, const char *remote_id, FoCustomer *ret, GError **error);
/* By name, a page of those behind AFTER ("": from the beginning). */
bool fo_customers_page (FoTxn *txn, const char *after, guint limit, GArray *customers, GError **error);
void fo_customer_insert (FoTxn *txn, const FoCustomer *customer, const char *remote_id);
void fo_customer_update (FoTxn *txn, const FoCustomer *customer, const char *remote_id);

/* Open orders of a customer by id, those behind AFTER; FoId. */
bool fo_orders_of_customer (FoTxn *txn, const char *name, FoId after, guint limit, GArray *ids, GError **error);

/* What sales said of the gate, and since when goods are kept although it is closed (FO_DAY_NONE: it is not). */
bool fo_order_gate_said (FoTxn *txn, FoId order, FoGate *ret_said, FoDay *ret_closed_on, GError **error);
void fo_order_set_gate_said (FoTxn *txn, FoId order, FoGate said, FoDay closed_on);

typedef struct {
  FoId order_id;
  FoDay closed_on;
} FoKeptOrder;
/* Orders whose gate was closed on DAY or before and still is, the longest first. */
bool fo_orders_closed_long (FoTxn *txn, FoDay day, guint limit, GArray *kept, GError **error);

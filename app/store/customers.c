/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firstout/store/customers.h"
#include "fill.h"

static void
fill_customer (FoRows *rows, gpointer ret)
{
  FoCustomer *customer = ret;

  memset (customer, 0, sizeof *customer);
  customer->id = fo_rows_int (rows, 0);
  fo_rows_copy (rows, 1, customer->name, sizeof customer->name);
  customer->min_life_days = (gint32) fo_rows_int (rows, 2);
  customer->blocked = fo_rows_int (rows, 3) != 0;
  customer->credit = fo_rows_int (rows, 4) != 0;
}

FoFound
fo_customer_find_by_name (FoTxn *txn, const char *name, FoCustomer *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_CUSTOMER_BY_NAME, FO_VALUES (FO_TEXT (name)), fill_customer, ret, error);
}

FoFound
fo_customer_find_by_remote (FoTxn *txn, const char *remote_id, FoCustomer *ret, GError **error)
{
  return fo_fill_one (txn, FO_SQL_CUSTOMER_BY_REMOTE, FO_VALUES (FO_TEXT (remote_id)), fill_customer, ret, error);
}

bool
fo_customers_page (FoTxn *txn, const char *after, guint limit, GArray *customers, GError **error)
{
  return fo_fill_all (txn, FO_SQL_CUSTOMER_PAGE, FO_VALUES (FO_TEXT (after), FO_INT (limit)), fill_customer, customers, error);
}

static void
write_customer (FoTxn *txn, FoSql sql, const FoCustomer *customer, const char *remote_id)
{
  fo_txn_write (txn, sql, 1,
                FO_VALUES (FO_INT (customer->id), FO_TEXT (customer->name), FO_INT (customer->min_life_days),
                           FO_INT (customer->blocked), FO_INT (customer->credit), FO_TEXT (remote_id)));
}

void
fo_customer_insert (FoTxn *txn, const FoCustomer *customer, const char *remote_id)
{
  write_customer (txn, FO_SQL_CUSTOMER_INSERT, customer, remote_id);
}

void
fo_customer_update (FoTxn *txn, const FoCustomer *customer, const char *remote_id)
{
  write_customer (txn, FO_SQL_CUSTOMER_UPDATE, customer, remote_id);
}

static void
fill_id (FoRows *rows, gpointer ret)
{
  *(FoId *) ret = fo_rows_int (rows, 0);
}

bool
fo_orders_of_customer (FoTxn *txn, const char *name, FoId after, guint limit, GArray *ids, GError **error)
{
  return fo_fill_all (txn, FO_SQL_ORDERS_OF_CUSTOMER, FO_VALUES (FO_TEXT (name), FO_INT (after), FO_INT (limit)), fill_id, ids,
                      error);
}

typedef struct {
  FoGate said;
  FoDay closed_on;
} GateSaid;

static void
fill_gate_said (FoRows *rows, gpointer ret)
{
  GateSaid *gate = ret;

  fo_gate_parse (fo_rows_text (rows, 0), &gate->said);
  gate->closed_on = fo_rows_day (rows, 1);
}

bool
fo_order_gate_said (FoTxn *txn, FoId order, FoGate *ret_said, FoDay *ret_closed_on, GError **error)
{
  GateSaid gate = { FO_GATE_OPEN, FO_DAY_NONE };

  if (fo_fill_one (txn, FO_SQL_ORDER_GATE_SAID, FO_VALUES (FO_INT (order)), fill_gate_said, &gate, error) == FO_FAILED)
    return false;
  *ret_said = gate.said;
  *ret_closed_on = gate.closed_on;
  return true;
}

void
fo_order_set_gate_said (FoTxn *txn, FoId order, FoGate said, FoDay closed_on)
{
  fo_txn_write (txn, FO_SQL_ORDER_SET_GATE_SAID, 1,
                FO_VALUES (FO_INT (order), FO_TEXT (fo_gate_name (said)), FO_DAY (closed_on)));
}

static void
fill_kept (FoRows *rows, gpointer ret)
{
  FoKeptOrder *kept = ret;

  kept->order_id = fo_rows_int (rows, 0);
  kept->closed_on = fo_rows_day (rows, 1);
}

bool
fo_orders_closed_long (FoTxn *txn, FoDay day, guint limit, GArray *kept, GError **error)
{
  return fo_fill_all (txn, FO_SQL_ORDERS_CLOSED_LONG, FO_VALUES (FO_DAY (day), FO_INT (limit)), fill_kept, kept, error);
}

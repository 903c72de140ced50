/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sales database of the training warehouse: a small trade system of its own, in an SQLite file or an empty
 * PostgreSQL database. It has tables a person may change ("UPDATE orders SET paid = 1 WHERE number = '214'"), whose
 * rev and changed_at follow by themselves, the views of the contract, and views that turn what the warehouse sends
 * into shipments, shipment_lines, receipts, order_states and reservations. The scripts are
 * data/sql/contract/training-*.sql.
 * */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct FoTrainingSales FoTrainingSales;

/* Makes it: "sqlite:PATH", where no file may be yet, or the URI of an empty PostgreSQL database. Errors are
 * FO_SALES_ERROR. */
FoTrainingSales *fo_training_sales_create (const char *uri, GError **error) G_GNUC_WARN_UNUSED_RESULT;
FoTrainingSales *fo_training_sales_open (const char *uri, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void fo_training_sales_free (FoTrainingSales *sales);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoTrainingSales, fo_training_sales_free)

/* Adds a row. NAMES and VALUES have N entries; NULL and "" are no value, and what is not named has none. Things are
 * named by what people call them: an item by its code, an order by its number. Tables and their columns (* must be
 * given):
 *   items         code* name* name_de name_en unit* kind variant tracking issue_order shelf_life_days certificate marked
 *   barcodes      item* code* quantity
 *   customers     name* credit min_life_days blocked
 *   orders        number* deal customer channel state paid due_on ship_complete warehouse
 *   order_lines   order_number* position* item* quantity* cancelled source min_life_days lot_wanted
 *   supplies      kind* number* partner item* quantity* order_number order_position dedicated progress_percent ready_on state
 * False with *error for another table or column, and for what the database refuses. */
bool fo_training_sales_add (FoTrainingSales *sales,
                            const char *table,
                            const char *const *names,
                            const char *const *values,
                            gsize n,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Between these, added rows become visible together, and fast. */
bool fo_training_sales_begin (FoTrainingSales *sales, GError **error) G_GNUC_WARN_UNUSED_RESULT;
bool fo_training_sales_commit (FoTrainingSales *sales, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The payment of an order has arrived. False with *error also when there is no such order. */
bool fo_training_sales_pay (FoTrainingSales *sales, const char *order_number, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What the warehouse told it, as its own views show it: {"view":"shipments",…} lines in the order they came. Free
 * with g_free. */
char *fo_training_sales_told (FoTrainingSales *sales, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The warehouse's own half of the training warehouse: its places, its opening stock and what a supplier announced,
 * from data/training/places.csv, stock.csv and cartons.csv, which are files as `firstoutctl import` takes them, only that days may be
 * written as days from today ("+30", "-5"). The other half (items, deals, what will come) lives in a sales database
 * and arrives by sync: sync/training-fill.h makes the whole of it, and is what the programs call.
 */
#pragma once

#include "firstout/store/store.h"

/* The places of DATA_DIR/places.csv. Repeatable. */
bool fo_training_places (FoStore *store, const char *data_dir, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Announces the cartons of DATA_DIR/cartons.csv; their items must be known. Repeatable. */
bool fo_training_cartons (FoStore *store, const char *data_dir, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Opens the stock of DATA_DIR/stock.csv; its items must be known. Repeatable: what was opened before is not opened
 * again. */
bool fo_training_stock (FoStore *store, const char *data_dir, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The training warehouse of data/training: a small manufacturer of industrial equipment with a sales database of its
 * own. Days in those files count from the store's today, so the warehouse is always as old as the day it was made
 * on.
 *
 *   store = fo_store_open (uri, FO_STORE_CREATE, &error);
 *   fo_training_fill (store, data_dir, "/…/training-sales.db", &error);
 */
#pragma once

#include "firstout/store/store.h"

/* Makes STORE, which is new and empty, the training warehouse: its places, a sales database at SALES (the path of a
 * file that is not there yet, or the postgresql:// URI of an empty database), items by a first sync from there,
 * opening stock by movements from opening; then what sales wants and what will come arrives by a second sync. The
 * store remembers where its sales database is. */
bool
fo_training_fill (FoStore *store, const char *data_dir, const char *sales, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same without the second sync: orders and supplies stand in the sales database, and the day begins by hearing
 * of them. */
bool
fo_training_prepare (FoStore *store, const char *data_dir, const char *sales, GError **error) G_GNUC_WARN_UNUSED_RESULT;

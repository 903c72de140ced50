/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a warehouse says of itself to the window. */
#pragma once

#include "firstout/store/store.h"

/* Its own name, else what sales calls it (g_free what was there); and whether it is for training. On the thread of STORE. */
bool fo_station_notes_read (FoStore *store, char **ret_warehouse, gboolean *ret_training, GError **error);

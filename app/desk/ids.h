/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ids in stock. An input is journaled under the id its operation will have, and the journal must not wait for the store that
 * makes ids: not for a lock, not for a server that is away. So some are made ahead, and made anew every few seconds, for ids
 * sort by time. Inside the desk; any thread, except where said.
 */
#pragma once

#include "firstout/store/store.h"

#include <stdbool.h>

typedef struct FoIds FoIds;

FoIds *fo_ids_new (void);
void fo_ids_free (FoIds *ids);

/* On the store's thread: new ones in place of old. Not without the store: those that are there stay good. */
bool fo_ids_refresh (FoIds *ids, FoStore *store, GError **error);

/* N of them, the last, are taken out for another time: FIRST to LAST. False: there are too few. */
bool fo_ids_set_aside (FoIds *ids, guint n, FoId *ret_first, FoId *ret_last);
/* Those that were set aside, from FIRST on, in place of all. */
void fo_ids_fill (FoIds *ids, FoId first, FoId last);

/* The next one; waits while there is none. */
FoId fo_ids_take (FoIds *ids);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Inputs of the journal are done again on another store, under the same operation ids: inside the desk, for offline.c. */
#pragma once

#include "inside.h"

typedef struct FoRerun FoRerun;

#define FO_ANY_EPOCH (-1)
/* What was carried without the server says behind which operation of its own the station had brought it; text. */
#define FO_ARG_BROUGHT_SINCE "brought_since"

/* Fresh desks of STATION on STORE. The gate is on STORE as long as the replay lives. LIVE: desks whose state before they went offline
 * is where the lanes begin (NULL: where the rows say). EPOCH: the station's; what was done under another is not tried. */
FoRerun *fo_rerun_new (FoStore *store, const char *station, const FoDesks *live, gint64 epoch, GError **error);
void fo_rerun_free (FoRerun *replay);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoRerun, fo_rerun_free)

/* Does ROW again. What was answered with an operation is booked exactly so, or not: then *ret_theirs says what would have come (JSON;
 * g_free). What was answered without one changes nothing in the book. False: the world failed; ROW may be tried again. */
bool
fo_rerun_row (FoRerun *replay, const FoOfflineRow *row, char **ret_theirs, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Where LANE is now; NULL: it had no row. */
const FoDeskState *fo_rerun_state (const FoRerun *replay, uint32_t lane);
/* Behind the last row, once: numbers of the orders of which goods were not found where they were held. Other goods are promised to
 * them, and not bound yet. Texts; g_ptr_array_unref. */
GPtrArray *fo_rerun_take_lacking (FoRerun *replay);
/* Nobody is logged in who could do it. */
bool fo_rerun_wants_person (const FoRerun *replay);

/* May an act of KIND be done without the server, and *ret_leased: only on what this station has in hand? */
bool fo_offline_allows (const char *kind, bool *ret_leased);

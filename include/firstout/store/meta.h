/* SPDX-License-Identifier: GPL-3.0-or-later
 * The warehouse's own notes: settings that belong to the store and not to a station. See rows.h.
 *
 * Keys in use: name (what people call this warehouse; the window shows it), zone (whose calendar "today" follows), sales_uri (where the sales database is: sqlite:PATH or
 * postgresql://…; a password is better kept in ~/.pgpass than here), sales_warehouse (what sales calls this
 * warehouse; none: every order is ours), morning_on (the day of the last morning's run, ISO), moved_to (where the warehouse lives now; nobody works here any more), unfinished (a copy
 * into it is under way), restored_us (when it was made from a backup), backup_us (when the last backup of it was made). */
#pragma once

#include "firstout/store/rows.h"

/* "" when there is none; to be freed with g_free. */
bool fo_meta_get (FoTxn *txn, const char *key, char **ret_value, GError **error);
/* KEY becomes VALUE: FOUND when it was otherwise, ABSENT when it was that already. Of several stations at once one is told FOUND. */
FoFound fo_meta_change (FoTxn *txn, const char *key, const char *value, GError **error);
void fo_meta_set (FoTxn *txn, const char *key, const char *value);

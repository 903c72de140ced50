/* SPDX-License-Identifier: GPL-3.0-or-later
 * Does the book agree with itself? Movements, balances, holds, promises, lines, supplies and shipments are compared with each other. Reads
 * all of them: for a thread that nobody waits for, with a store of its own. */
#pragma once

#include "firstout/store/store.h"

/* What is found is an error like damage of the file (FO_STORE_ERROR_DAMAGED): its message says in how many places, and the first. */
#define FO_BOOK_ERROR (fo_book_error_quark ())
typedef enum { FO_BOOK_ERROR_DIFFERS } FoBookError;
GQuark fo_book_error_quark (void);

/* TRUE: it agrees. */
bool fo_work_check (FoStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

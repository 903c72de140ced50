/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every aggregate of the store shares. All functions of items.h, lots.h, stock.h, orders.h, supplies.h and exchange.h run
 * inside a transaction, on its thread; text they fill in is copied into the struct. Lists are GArrays of the struct named,
 * appended to. Writes are queued (store.h) and return nothing: their failure shows at the end of the transaction.
 */
#pragma once

#include "firstout/store/store.h"

/* The answer of a look-up. FAILED sets *error, and the transaction function must return FO_TXN_FAIL. */
typedef enum { FO_FAILED = -1, FO_ABSENT = 0, FO_FOUND = 1 } FoFound;

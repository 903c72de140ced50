/* SPDX-License-Identifier: GPL-3.0-or-later
 * Orders and supplies that were opened here: when sales has come to know one. */
#pragma once

#include "firstout/store/born.h"
#include "inside.h"

/* Sales knows ORDER by its own name from this operation on. Nothing to do for one that was not opened here. */
bool fo_born_matched (FoTxn *txn, FoId operation, FoId order, GError **error);

/* The same of a supply. */
bool fo_born_matched_supply (FoTxn *txn, FoId operation, FoId supply, GError **error);

/* Tells sales what had left of the order before it knew it: once, when it knows all lines of which something left. */
bool fo_born_tell_shipped (FoTxn *txn, FoId operation, const FoOrderWork *work, GError **error);

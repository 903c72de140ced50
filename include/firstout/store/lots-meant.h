/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which lot a number means: the house's and a customer's may bear the same one. See rows.h. */
#pragma once

#include "firstout/store/lots.h"

/* What is worked on says which is meant. */
typedef struct {
  const GArray *lots; /* FoId of lots that are waited for: an order's, a bench's, a shipment's; NULL: nothing says */
  FoId place;         /* where the person stands; 0 nowhere */
} FoLotsExpected;

/* The lots of ITEM that NUMBER may mean, the house's first; FoLot. "NUMBER@OWNER" means that owner's, and "NUMBER@" the house's. Of
 * several those that EXPECTED (may be NULL) waits for are left; where it waits for none, those that lie at its place; where none
 * does, all: then a person must say which. */
bool fo_lots_meant (FoTxn *txn, FoId item, const char *number, const FoLotsExpected *expected, GArray *lots, GError **error);

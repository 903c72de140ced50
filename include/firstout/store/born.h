/* SPDX-License-Identifier: GPL-3.0-or-later
 * Orders and supplies that were opened here while sales was down. See rows.h. */
#pragma once

#include "firstout/core/order.h"
#include "firstout/store/rows.h"

#define FO_BORN_PREFIX "W-" /* of our own numbers */

typedef struct {
  char number[FO_NUMBER_MAX]; /* ours; the order goes by sales' number once it has one */
  FoId order_id, supply_id;   /* one of them */
  FoId matched_by;            /* the operation since which sales knows it; 0: it does not */
  bool told;                  /* ... and has heard what left or came before that */
} FoBorn;

/* The next of our numbers, "W-000017". */
bool fo_born_next (FoTxn *txn, char number[FO_NUMBER_MAX], GError **error);
void fo_born_insert (FoTxn *txn, const FoBorn *born, FoId operation);
FoFound fo_born_find (FoTxn *txn, const char *number, FoBorn *ret, GError **error);
FoFound fo_born_of_order (FoTxn *txn, FoId order, FoBorn *ret, GError **error);
FoFound fo_born_of_supply (FoTxn *txn, FoId supply, FoBorn *ret, GError **error);
/* By number, a page of those behind AFTER ("": from the beginning). */
bool fo_born_page (FoTxn *txn, const char *after, guint limit, GArray *born, GError **error);
/* Those that sales does not know. */
bool fo_born_open (FoTxn *txn, guint limit, GArray *born, GError **error);
/* matched_by and told. */
void fo_born_set (FoTxn *txn, const FoBorn *born);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What may leave instead of an item, and which lines of orders stand for others. See rows.h. */
#pragma once

#include "firstout/core/substitute.h"
#include "firstout/store/orders.h"

/* What may leave instead of ITEM; FoSubstitute, in no order. */
bool fo_substitutes_of (FoTxn *txn, FoId item, GArray *substitutes, GError **error);
FoFound fo_substitute_find (FoTxn *txn, FoId item, FoId instead, FoSubstitute *ret, GError **error);
/* All of them, a page of what follows AFTER (NULL: from the beginning). */
bool fo_substitute_page (FoTxn *txn, const FoSubstitute *after, guint limit, GArray *substitutes, GError **error);
/* REMOTE_ID may be NULL; a row of that name that meant other goods goes. */
void fo_substitute_set (FoTxn *txn, const FoSubstitute *substitute, const char *remote_id);
void fo_substitute_remove (FoTxn *txn, FoId item, FoId instead);

/* A line that stands for another of its order: INSTEAD_U of it for FOR_U. */
typedef struct {
  FoId line_id, for_line, operation;
  FoQuantity for_u, instead_u;
  char reason[FO_NUMBER_MAX];
} FoStandIn;
/* FoStandIn. Only asked for orders that have such a line. */
bool fo_stand_ins_of_order (FoTxn *txn, FoId order, GArray *stand_ins, GError **error);
FoFound fo_stand_in_find (FoTxn *txn, FoId line, FoStandIn *ret, GError **error);
void fo_stand_in_insert (FoTxn *txn, FoId order, const FoStandIn *stand_in);

/* Sales was asked whether LINE may be met by INSTEAD. */
FoFound fo_substitute_asked (FoTxn *txn, FoId line, FoId instead, FoId *ret_operation, GError **error);
void fo_substitute_ask (FoTxn *txn, FoId line, FoId instead, FoId operation);

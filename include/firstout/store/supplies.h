/* SPDX-License-Identifier: GPL-3.0-or-later
 * Production and purchase orders. See rows.h. */
#pragma once

#include "firstout/core/supply.h"
#include "firstout/store/rows.h"

FoFound fo_supply_find (FoTxn *txn, FoId id, FoSupply *ret, GError **error);
FoFound fo_supply_find_by_remote (FoTxn *txn, const char *remote_id, FoSupply *ret, GError **error);
/* All lines of the production or purchase order NUMBER; FoSupply. */
bool fo_supplies_numbered (FoTxn *txn, const char *number, GArray *supplies, GError **error);
/* Open ones of an item, earliest first. */
bool fo_supplies_of_item (FoTxn *txn, FoId item, GArray *supplies, GError **error);
/* Open ones with something left to promise to LINE: its own first, then by day. A dedicated one serves only its own line. */
bool fo_supplies_with_room (FoTxn *txn, FoId item, FoId line, GArray *supplies, GError **error);
bool fo_supplies_page (FoTxn *txn, FoId after, guint limit, GArray *supplies, GError **error);
/* Open ones of which something is still to come, soonest first, those without a day last; a page of what follows AFTER (NULL: from
 * the beginning). */
bool fo_supplies_expected (FoTxn *txn, const FoSupply *after, guint limit, GArray *supplies, GError **error);
void fo_supply_insert (FoTxn *txn, const FoSupply *supply, const char *remote_id);
/* Everything but the received and promised quantities. */
void fo_supply_update (FoTxn *txn, const FoSupply *supply);
/* Deltas, also applied to SUPPLY. */
void fo_supply_add (FoTxn *txn, FoSupply *supply, FoQuantity received_u, FoQuantity promised_u);

/* Everything that was ordered, made or proposed for an order line, whatever became of it. */
bool fo_supplies_for_line (FoTxn *txn, FoId line, GArray *supplies, GError **error);
/* Proposals that sales has not taken up, a page of those behind AFTER. */
bool fo_supplies_proposed (FoTxn *txn, FoId after, guint limit, GArray *supplies, GError **error);

/* How what is missing of an item is got, as was said of it: FO_SOURCE_STOCK, it is waited for. */
FoFound fo_item_way (FoTxn *txn, FoId item, FoSource *ret, GError **error);
void fo_item_set_way (FoTxn *txn, FoId item, FoSource way);
void fo_item_forget_way (FoTxn *txn, FoId item);
/* How it was ordered last. */
FoFound fo_item_last_kind (FoTxn *txn, FoId item, FoSupplyKind *ret, GError **error);

/* A day the supply was to be ready, and the one it was moved to. When: the operation's id says. */
typedef struct {
  FoId operation;
  FoDay from_day, to_day;
} FoSlip;
void fo_slip_insert (FoTxn *txn, FoId supply, const FoSlip *slip);
bool fo_slips_of_supply (FoTxn *txn, FoId supply, GArray *slips, GError **error);

typedef struct {
  FoId id, operation; /* the movement's */
  bool undone;        /* it takes a receipt back */
  FoQuantity quantity_u;
  char lot[64];
  FoDay expires_on;
  char reason[64];
} FoReceived;
/* As they were booked. */
bool fo_receipts_of_supply (FoTxn *txn, FoId supply, GArray *received, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * Certificates that were seen, of lots and of single units, and those that are due for goods that left. See rows.h. */
#pragma once

#include "firstout/store/units.h"

typedef struct {
  FoId id, operation;
  FoId lot_id, unit_id, line_id; /* one of them; the others are 0 */
  char number[FO_NUMBER_MAX]; /* of the document; "" where it has none */
  FoDay confirmed_on;
} FoCertificate;

void fo_certificate_insert (FoTxn *txn, const FoCertificate *certificate);
/* The newest. */
FoFound fo_certificate_of_lot (FoTxn *txn, FoId lot, FoCertificate *ret, GError **error);
FoFound fo_certificate_of_unit (FoTxn *txn, FoId unit, FoCertificate *ret, GError **error);
/* What OPERATION confirmed is not confirmed any more, and what it closed is due again. */
void fo_certificates_undo (FoTxn *txn, FoId operation);

/* Goods of LOT left for LINE with SHIPMENT, and their certificate follows. */
void fo_certificate_due_add (FoTxn *txn, FoId shipment, FoId line, FoId lot);
/* Everything due for a line; for a lot, whoever got it; for the line and lot of UNIT when the last of its units has one. */
void fo_certificates_close_line (FoTxn *txn, FoId line, FoId operation);
void fo_certificates_close_lot (FoTxn *txn, FoId lot, FoId operation);
void fo_certificates_close_unit (FoTxn *txn, const FoUnit *unit, FoId operation);

typedef struct {
  FoId shipment_id, line_id, lot_id;
  FoId order_id;
  char order[FO_NUMBER_MAX], deal[FO_NUMBER_MAX], customer[FO_PARTNER_MAX], shipment[FO_NUMBER_MAX];
  FoDay shipped_on;
  char item[FO_ITEM_CODE_MAX], name[FO_ITEM_NAME_MAX], lot[FO_LOT_NUMBER_MAX];
  FoQuantity quantity_u;
  bool open;
} FoCertificateDue;
/* The open ones, the oldest shipment first. AFTER is the last of the page before, NULL for the first page; FoCertificateDue. */
bool fo_certificates_open (FoTxn *txn, const FoCertificateDue *after, guint limit, GArray *dues, GError **error);
/* Of an order, open and closed; FoCertificateDue. */
bool fo_certificates_of_order (FoTxn *txn, FoId order, GArray *dues, GError **error);

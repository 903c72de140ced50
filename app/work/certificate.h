/* SPDX-License-Identifier: GPL-3.0-or-later
 * What other operations ask of certificates, inside the work. */
#pragma once

#include "inside.h"

/* FO_CERTIFICATE_MISSING gives way when the lot has a certificate, or each unit of it that is picked for LINE; else arg text is the
 * serial of the first that has none. VERDICT is any that fo_shipment_may_leave gave; only that one costs a question. */
bool fo_certificate_judge (FoTxn *txn, const FoLine *line, const FoItem *item, const FoLot *lot, FoDay today, FoVerdict *verdict,
                           FoReply *reply, GError **error);
/* Goods of LOT leave for LINE with SHIPMENT: where their certificate comes after and is not there yet, it is due. Costs nothing where the
 * item asks for none. */
bool fo_certificate_follows (FoTxn *txn, FoId shipment, const FoLine *line, const FoItem *item, const FoLot *lot, GError **error);
/* Arg certificate: the items that are held or picked for the order, must not leave without one, and have none yet. */
bool fo_certificates_warn (FoTxn *txn, const FoOrderWork *work, const GArray *items, FoReply *reply, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What may be done with an order where its deal is looked at: until when its promises hold, whether it may leave unpaid, a lot that is not
 * for this customer, a shipment that did not leave after all. Its name as a dossier is the order's number. */
#pragma once

#include "common/dossier.h"

/* Why a lot is not for the customer of an order; up to word NULL. */
extern const FoActReason fo_why_not_this_lot[];

extern const FoDossierKind fo_order_dossier_kind;

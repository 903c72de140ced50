/* SPDX-License-Identifier: GPL-3.0-or-later
 * What acts about messages and about disagreements share, inside the work. */
#pragma once

#include "firstout/work/sending.h"

bool fo_is_given (const char *text);

/* What ROW becomes when it shall be sent again; an old word that newer ones have followed is dropped. */
bool fo_sending_again (FoTxn *txn, const FoDeliveryRow *row, FoDeliveryState *ret, GError **error);

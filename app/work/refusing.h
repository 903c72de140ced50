/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a balance refuses, inside the work. */
#pragma once

#include "inside.h"

/* VERDICT; of FO_NOT_ENOUGH_FREE also how much is free (arg free), which is not what was asked for. */
FoTxnEnd fo_refuse_balance (FoReply *reply, FoVerdict verdict, FoQuantity free_u);

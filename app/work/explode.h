/* SPDX-License-Identifier: GPL-3.0-or-later
 * Kits in kits, inside the work. */
#pragma once

#include "firstout/core/kit.h"
#include "inside.h"

/* Adds to GOODS (FoKitLine) what one KIT consists of, through the kits in it. *ret_wrong is a kit that contains itself or lies deeper
 * than FO_KIT_LEVELS, 0 none: then GOODS are not to be used. Asked when a kit is defined or ordered, never later: what an order's kit
 * consists of stays. */
bool fo_kit_explode (FoTxn *txn, FoId kit, GArray *goods, FoId *ret_wrong, GError **error);

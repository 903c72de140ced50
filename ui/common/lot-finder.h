/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which lot a scan or a typed text means: our own label, the maker's with its lot, "ITEM/LOT", a lot's number or one it had once, and
 * "#ID". Runs on the reader's thread. */
#pragma once

#include "firstout/core/scan.h"
#include "firstout/store/rows.h"

/* *ret_lot 0: none. False: the store failed. */
bool fo_lot_of_scan (FoTxn *txn, const FoScan *scan, gboolean training, FoId *ret_lot, GError **error);

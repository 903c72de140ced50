/* SPDX-License-Identifier: GPL-3.0-or-later
 * The shelf: the stock as a long list: lots by item, oldest first, or what was found by name or article. */
#pragma once

#include "common/long-list.h"
#include "firstout/store/stock.h"

/* What a row carries; item "" is the empty row. */
typedef struct {
  FoStockRow stock;
  FoDay today;
} FoShelfRow;

extern const FoLongListKind fo_shelf_kind;

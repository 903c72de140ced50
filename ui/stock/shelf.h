/* SPDX-License-Identifier: GPL-3.0-or-later
 * The shelf: the stock as a long list: lots by item, oldest first, or what was found by name, article, place or lot number; all of it,
 * or what is free, in quarantine, blocked or over. */
#pragma once

#include "common/long-list.h"
#include "firstout/store/stock.h"

/* What a row carries; item "" is the empty row. */
typedef struct {
  FoStockRow stock;
  FoDay today;
} FoShelfRow;

typedef enum {
  FO_SHELF_ALL,
  FO_SHELF_FREE,
  FO_SHELF_QUARANTINE,
  FO_SHELF_BLOCKED,
  FO_SHELF_OVER,
  FO_N_SHELF_FILTERS
} FoShelfFilter;

/* Looked at by fo_finding_words of an FoShelfFilter. */
extern const FoLongListKind fo_shelf_kind;

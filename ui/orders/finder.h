/* SPDX-License-Identifier: GPL-3.0-or-later
 * The open orders as a long list: all of them, or what was found by number, deal, customer, due day, and by goods: those that hold or
 * want an item or a lot. Looked at by fo_finding_words of an FoBoardFilter. */
#pragma once

#include "common/closures.h"
#include "common/long-list.h"
#include "firstout/core/order.h"

typedef enum {
  FO_BOARD_ALL,
  FO_BOARD_READY,
  FO_BOARD_WORK, /* being picked, or on the bench */
  FO_BOARD_WAITS,
  FO_BOARD_GATE,
  FO_BOARD_LATE,
  FO_BOARD_ENDING, /* its promises end soon, or have */
  FO_N_BOARD_FILTERS
} FoBoardFilter;

typedef struct {
  FoOrder order; /* id 0: the empty row */
  FoDay today;
  FoDay ends_on; /* its promises, when that is soon or was; else FO_DAY_NONE */
} FoBoardOrder;

/* Most urgent first: FoBoardOrder. */
extern const FoLongListKind fo_board_kind;

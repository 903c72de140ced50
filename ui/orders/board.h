/* SPDX-License-Identifier: GPL-3.0-or-later
 * The lines of an order with where their goods stand, as the reader's thread loads them. */
#pragma once

#include "common/request.h"
#include "firstout/store/orders.h"
#include "firstout/store/supplies.h"

/* What a line waits for. */
typedef struct {
  FoSupplyKind kind;
  char number[FO_NUMBER_MAX];
  int32_t progress_percent;
  FoDay ready_on;
  FoQuantity quantity_u;
} FoBoardSupply;

#define FO_BOARD_SUPPLIES_MAX 3

typedef struct {
  FoLine line;
  char item[FO_ITEM_CODE_MAX], name[FO_ITEM_NAME_MAX], name_de[FO_ITEM_NAME_MAX], name_en[FO_ITEM_NAME_MAX];
  char unit[FO_UNIT_MAX];
  char instead_of[FO_ITEM_NAME_MAX]; /* the name of what it leaves instead of; "" none */
  FoBoardSupply supplies[FO_BOARD_SUPPLIES_MAX];
  guint n_supplies;
  FoDay leaves_on; /* what is open of it; FO_DAY_NONE: not known */
  bool pinned;     /* what is held was bound before the release */
} FoBoardLine;

/* CAME gets FoBoardLine. */
void fo_board_read_lines (FoStation *station, FoId order, FoRequestCame came, GObject *owner);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a label can be of, as long lists of rows of the store: items, lots that lie somewhere, places, open orders; and the commands,
 * which are no rows of the store. */
#pragma once

#include "common/long-list.h"
#include "firstout/desk/papers.h"
#include "firstout/store/orders.h"
#include "firstout/store/stock.h"

/* What a row carries; id 0 is the empty row. */
typedef struct {
  FoLabelRecord record;
  FoId id;
  char code[FO_ITEM_CODE_MAX]; /* an item's, a place's, an order's number, a command's name */
  char name[FO_ITEM_NAME_MAX], name_de[FO_ITEM_NAME_MAX], name_en[FO_ITEM_NAME_MAX];
  char lot[FO_LOT_NUMBER_MAX];
  char place[FO_PLACE_CODE_MAX];
  FoDay day; /* a lot's last, an order's due day; FO_DAY_NONE: none */
  FoStockRow stock; /* where the list of lots goes on */
  FoOrder order;    /* where that of orders does */
} FoSubjectRow;

/* NULL: nothing to choose from; the label's values are typed. */
const FoLongListKind *fo_subjects_of (FoLabelRecord record);

/* Both lines of a row. Free with g_free. */
char *fo_subject_title (const FoSubjectRow *row);
char *fo_subject_detail (const FoSubjectRow *row);

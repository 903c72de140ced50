/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is proposed, made or bought, as a long list: all of it, or what was found by number, item, partner, order, deal, customer and ready
 * day; looked at by fo_finding_words of an FoComingFilter. And the row that shows one of it. */
#pragma once

#include "common/long-list.h"
#include "firstout/core/supply.h"
#include <gtk/gtk.h>

typedef enum {
  FO_COMING_ALL,
  FO_COMING_PROPOSED,
  FO_COMING_PRODUCTION,
  FO_COMING_PURCHASE,
  FO_COMING_LATE,
  FO_N_COMING_FILTERS
} FoComingFilter;

typedef struct {
  FoSupply supply; /* id 0: not read yet */
  FoDay today;
  char item[FO_ITEM_CODE_MAX], name[FO_ITEM_NAME_MAX], name_de[FO_ITEM_NAME_MAX], name_en[FO_ITEM_NAME_MAX], unit[FO_UNIT_MAX];
  char order[FO_NUMBER_MAX], deal[FO_NUMBER_MAX], customer[FO_PARTNER_MAX]; /* the order it is for; "" stock */
  guint n_slips;
  FoDay first_day; /* that was said */
} FoComing;

extern const FoLongListKind fo_coming_kind;

GtkWidget *fo_coming_row_new (void);
void fo_coming_row_show (GtkWidget *row, const FoComing *coming);

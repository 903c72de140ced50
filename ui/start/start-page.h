/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoStartPage: how a warehouse begins: the order goods leave in, tables from Excel, the first count place by place, and the day from
 * which the book is the truth. Each step may be taken again, and work goes on meanwhile. Main thread.
 */
#pragma once

#include "import-view.h"
#include "shell/page.h"

typedef enum {
  FO_START_ISSUE,
  FO_START_PLACES,
  FO_START_ITEMS,
  FO_START_KITS,
  FO_START_NAMES,
  FO_START_STOCK,
  FO_START_ORDERS,
  FO_START_CARTONS,
  FO_START_COUNT,
  FO_START_TRUTH,
  FO_N_START_STEPS
} FoStartStep;

#define FO_TYPE_START_PAGE (fo_start_page_get_type ())
G_DECLARE_FINAL_TYPE (FoStartPage, fo_start_page, FO, START_PAGE, GtkWidget)

void fo_start_page_go (FoStartPage *self, FoStartStep step);
FoImportView *fo_start_page_import (FoStartPage *self);

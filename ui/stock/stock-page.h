/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoStockPage: lots by item, oldest first, with their places; searched by name or article. Main thread. */
#pragma once

#include "shell/page.h"

#define FO_TYPE_STOCK_PAGE (fo_stock_page_get_type ())
G_DECLARE_FINAL_TYPE (FoStockPage, fo_stock_page, FO, STOCK_PAGE, GtkWidget)

/* As if WORDS were typed into the search. */
void fo_stock_page_search (FoStockPage *self, const char *words);
/* What the list shows. */
GListModel *fo_stock_page_model (FoStockPage *self);

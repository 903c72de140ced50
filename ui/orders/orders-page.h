/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoOrdersPage: the reservation board: open orders on the left, where the goods of the chosen one stand on the right. Main thread. */
#pragma once

#include "shell/page.h"

#define FO_TYPE_ORDERS_PAGE (fo_orders_page_get_type ())
G_DECLARE_FINAL_TYPE (FoOrdersPage, fo_orders_page, FO, ORDERS_PAGE, GtkWidget)

/* Chooses the first order that waits for goods, if one is on the list. */
void fo_orders_page_choose_waiting (FoOrdersPage *self);
/* As if WORDS had been typed into its search, among all orders. */
void fo_orders_page_search (FoOrdersPage *self, const char *words);

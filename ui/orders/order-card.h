/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoOrderCard: one order of the board: number, customer, day, how it stands, and what ends soon. Main thread. */
#pragma once

#include "finder.h"
#include <gtk/gtk.h>

#define FO_TYPE_ORDER_CARD (fo_order_card_get_type ())
G_DECLARE_FINAL_TYPE (FoOrderCard, fo_order_card, FO, ORDER_CARD, GtkWidget)

GtkWidget *fo_order_card_new (void);
void fo_order_card_show (FoOrderCard *self, const FoBoardOrder *row);

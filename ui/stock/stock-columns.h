/* SPDX-License-Identifier: GPL-3.0-or-later
 * The columns of the stock: of lots (rows of FoShelfRow) and of places (rows of FoPlaceStock). Main thread. */
#pragma once

#include <gtk/gtk.h>

void fo_stock_columns_add (GtkColumnView *table);
void fo_place_columns_add (GtkColumnView *table);

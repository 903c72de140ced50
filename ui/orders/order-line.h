/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoOrderLine: one line of the reservation board: what, the bar, and each part in words and numbers. Main thread. */
#pragma once

#include "board.h"
#include <gtk/gtk.h>

#define FO_TYPE_ORDER_LINE (fo_order_line_get_type ())
G_DECLARE_FINAL_TYPE (FoOrderLine, fo_order_line, FO, ORDER_LINE, GtkWidget)

GtkWidget *fo_order_line_new (const FoBoardLine *line);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoLineBar: where the goods of an order line stand, as one bar of parts that add up to what was ordered. Main thread. */
#pragma once

#include "firstout/core/order.h"
#include <gtk/gtk.h>

#define FO_TYPE_LINE_BAR (fo_line_bar_get_type ())
G_DECLARE_FINAL_TYPE (FoLineBar, fo_line_bar, FO, LINE_BAR, GtkWidget)

typedef enum {
  FO_BAR_SHIPPED, FO_BAR_PICKED, FO_BAR_HELD, FO_BAR_PROMISED, FO_BAR_SUPPLY, FO_BAR_MISSING, FO_N_BAR_PARTS
} FoBarPart;

/* What of LINE the part is. */
FoQuantity fo_bar_part_u (const FoLine *line, FoBarPart part);
const char *fo_bar_part_message (FoBarPart part);
/* A named colour of the style: "fo_bar_held". */
const char *fo_bar_part_colour (FoBarPart part);

GtkWidget *fo_line_bar_new (void);
void fo_line_bar_show (FoLineBar *self, const FoLine *line);

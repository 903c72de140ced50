/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoLotStrip: the lot that is chosen in the stock: its days, who holds it, and what may be done with it: block, set free, trace.
 * Main thread.
 */
#pragma once

#include "shelf.h"
#include <gtk/gtk.h>

#define FO_TYPE_LOT_STRIP (fo_lot_strip_get_type ())
G_DECLARE_FINAL_TYPE (FoLotStrip, fo_lot_strip, FO, LOT_STRIP, GtkWidget)

/* ROW NULL: none is chosen. */
void fo_lot_strip_show (FoLotStrip *self, FoStation *station, const FoShelfRow *row);
/* F5 block, F3 set free, F8 trace. */
gboolean fo_lot_strip_press_key (FoLotStrip *self, int f_key);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoLotStrip: the lot that is chosen in the stock: its days and who holds it; or the place. Its buttons are the actions "stock.acts",
 * "stock.moves" and "stock.trace" of the page. Main thread.
 */
#pragma once

#include "shelf.h"
#include <gtk/gtk.h>

#define FO_TYPE_LOT_STRIP (fo_lot_strip_get_type ())
G_DECLARE_FINAL_TYPE (FoLotStrip, fo_lot_strip, FO, LOT_STRIP, GtkWidget)

/* ROW NULL: none is chosen. */
void fo_lot_strip_show (FoLotStrip *self, FoStation *station, const FoShelfRow *row);
/* PLACE NULL: none is. */
void fo_lot_strip_show_place (FoLotStrip *self, const FoPlace *place);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoOffers: what may be done next, as large buttons with their keys. A press asks the window by "desk.command", a destructive
 * one by "desk.confirm". Main thread.
 */
#pragma once

#include "firstout/desk/desk.h"
#include <gtk/gtk.h>

#define FO_TYPE_OFFERS (fo_offers_get_type ())
G_DECLARE_FINAL_TYPE (FoOffers, fo_offers, FO, OFFERS, GtkWidget)

/* OFFERS: FoOffer; NULL for none. */
void fo_offers_show (FoOffers *self, const GArray *offers);

/* As if the button with this key were pressed; FALSE when none has it. */
gboolean fo_offers_press (FoOffers *self, int f_key);

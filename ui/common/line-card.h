/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoLineCard: one line of what is worked on: sign and word of its state, what, from where, how many. Main thread. */
#pragma once

#include "firstout/desk/desk.h"
#include <gtk/gtk.h>

#define FO_TYPE_LINE_CARD (fo_line_card_get_type ())
G_DECLARE_FINAL_TYPE (FoLineCard, fo_line_card, FO, LINE_CARD, GtkWidget)

GtkWidget *fo_line_card_new (void);
void fo_line_card_show (FoLineCard *self, const FoViewLine *line);

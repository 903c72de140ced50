/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoWhyPanel: why a line has what it has, for a person: each lot with what was decided about it and who has it, who was promised the
 * rest, and what is to come. A lot may be pinned to the line here. Main thread. */
#pragma once

#include "why.h"
#include <gtk/gtk.h>

#define FO_TYPE_WHY_PANEL (fo_why_panel_get_type ())
G_DECLARE_FINAL_TYPE (FoWhyPanel, fo_why_panel, FO, WHY_PANEL, GtkWidget)

/* ROWS: FoWhyRow, as fo_why_read brings them. */
void fo_why_panel_show (FoWhyPanel *self, const GArray *rows);

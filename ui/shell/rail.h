/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoRail: the table of pages as a column of large buttons in three groups. Where not all of them fit, one group is unfolded: that of
 * the page that is shown, or the one whose head was pressed. A press asks the window by "show.page", the one at the foot by
 * "show.pages". Main thread.
 */
#pragma once

#include "pages.h"
#include <gtk/gtk.h>

#define FO_TYPE_RAIL (fo_rail_get_type ())
G_DECLARE_FINAL_TYPE (FoRail, fo_rail, FO, RAIL, GtkWidget)

/* The page that is shown now. */
void fo_rail_set_current (FoRail *self, const FoPageRow *row);

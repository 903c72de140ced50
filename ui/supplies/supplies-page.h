/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoSuppliesPage: what is being made and bought: how far, when it is ready and how often that slipped, for which deal; what must be
 * decided about it; and what is opened here while sales is down. Main thread. */
#pragma once

#include "shell/page.h"

#define FO_TYPE_SUPPLIES_PAGE (fo_supplies_page_get_type ())
G_DECLARE_FINAL_TYPE (FoSuppliesPage, fo_supplies_page, FO, SUPPLIES_PAGE, GtkWidget)

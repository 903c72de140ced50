/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoExpiryPage: the outlook: what ends in which week, how much of it deals take before, what is at risk; below the lots of the chosen
 * week, what to sell first on top. Read in pieces, so that other lists are answered meanwhile. Main thread.
 */
#pragma once

#include "outlook-chart.h"
#include "shell/page.h"

#define FO_TYPE_EXPIRY_PAGE (fo_expiry_page_get_type ())
G_DECLARE_FINAL_TYPE (FoExpiryPage, fo_expiry_page, FO, EXPIRY_PAGE, GtkWidget)

FoOutlookChart *fo_expiry_page_chart (FoExpiryPage *self);

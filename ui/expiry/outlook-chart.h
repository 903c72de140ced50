/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoOutlookChart: what ends in which week, as columns: held, promised, at risk; before them what is over already. A press or the arrow
 * keys choose a week. Main thread.
 *
 * Signal "chosen": another week.
 */
#pragma once

#include "firstout/work/outlook.h"
#include <gtk/gtk.h>

#define FO_TYPE_OUTLOOK_CHART (fo_outlook_chart_get_type ())
G_DECLARE_FINAL_TYPE (FoOutlookChart, fo_outlook_chart, FO, OUTLOOK_CHART, GtkWidget)

/* WEEKS as fo_outlook_weeks; copied. */
void fo_outlook_chart_show (FoOutlookChart *self, const FoOutlookWeek *weeks);
guint fo_outlook_chart_chosen (FoOutlookChart *self);
void fo_outlook_chart_choose (FoOutlookChart *self, guint week);

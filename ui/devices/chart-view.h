/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoChartView: the test chart on the screen: its codes one after another, as large as fits; each that is scanned is judged, and what
 * is wrong with the scanner's settings is said with what to do. Scans that come here go nowhere else: no command acts. Main thread.
 */
#pragma once

#include "firstout/core/chart.h"
#include "shell/station.h"
#include <gtk/gtk.h>

#define FO_TYPE_CHART_VIEW (fo_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (FoChartView, fo_chart_view, FO, CHART_VIEW, GtkWidget)

void fo_chart_view_open (FoChartView *self, FoStation *station);

/* NAME: what people call its scanner. Another scanner begins the chart anew. */
void fo_chart_view_take (FoChartView *self, const FoScan *scan, const char *name);
void fo_chart_view_begin (FoChartView *self);

/* Which code is shown; which faults were found, as bits; how many codes are not scanned yet. */
FoChartCode fo_chart_view_shown (FoChartView *self);
uint32_t fo_chart_view_faults (FoChartView *self);
guint fo_chart_view_left (FoChartView *self);

/* On paper: by the default printer, or as a file. */
void fo_chart_view_print (FoChartView *self);

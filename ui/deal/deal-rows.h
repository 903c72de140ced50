/* SPDX-License-Identifier: GPL-3.0-or-later
 * The rows of a deal: a line with where its goods stand and when it can leave; and what happened, as one sentence. Main thread. */
#pragma once

#include "firstout/work/deliver.h"
#include "firstout/work/thread.h"
#include <gtk/gtk.h>

GtkWidget *fo_deal_line_new (const FoThreadLine *row, FoDay today);
GtkWidget *fo_deal_event_new (const FoThreadEvent *event);

/* "Pump: 20 could leave on 25.11.2026"; DAY FO_DAY_NONE: nobody knows when. Free with g_free. */
char *fo_deal_could_text (const char *name, const char *unit, FoQuantity quantity_u, FoDay day);
/* A row of one of its days. */
GtkWidget *fo_deal_could_new (const FoCould *could, const char *unit);

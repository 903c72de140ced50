/* SPDX-License-Identifier: GPL-3.0-or-later
 * The rows of a deal: a line with where its goods stand and when it can leave; and what happened, as one sentence. Main thread. */
#pragma once

#include "firstout/work/thread.h"
#include <gtk/gtk.h>

GtkWidget *fo_deal_line_new (const FoThreadLine *row, FoDay today);
GtkWidget *fo_deal_event_new (const FoThreadEvent *event);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A question to the lane in front before something is destroyed. While it is open, the scans of that lane are journaled, held in order
 * and counted on it; they run when it closes, whatever the answer. Other lanes work on. Main thread.
 */
#pragma once

#include "station.h"
#include <gtk/gtk.h>

typedef struct FoHolding FoHolding;

FoHolding *fo_holding_new (FoStation *station);
void fo_holding_free (FoHolding *holding);

/* It is run now, or after the question. */
void fo_holding_scan (FoHolding *holding, const FoScan *scan);

/* Asks in front of PARENT whether COMMAND, called by the message id MESSAGE, shall be done. */
void fo_holding_ask (FoHolding *holding, GtkWindow *parent, const char *command, const char *message);
/* The question that is open, or NULL. */
GtkWidget *fo_holding_question (FoHolding *holding);

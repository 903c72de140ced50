/* SPDX-License-Identifier: GPL-3.0-or-later
 * A scan on a page that only looks: what it names is read, and the page shows it. Main thread. */
#pragma once

#include "firstout/desk/meant.h"
#include "request.h"

typedef struct {
  FoMeant meant;
  gboolean order_is_open;
} FoAskedScan;

/* CAME gets one FoAskedScan. FALSE: the scan is a command, a badge or a place, and the desk's. */
gboolean fo_asked_scan (FoStation *station, const FoScan *scan, FoRequestCame came, GObject *owner);

/* The goods in words that are searched: "ITEM/LOT", "ITEM"; the code itself when it names none. Free with g_free. */
char *fo_asked_scan_goods (const FoMeant *meant);

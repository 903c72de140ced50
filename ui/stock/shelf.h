/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FoShelf: the stock as a list model that is read as it is looked at: a page of rows by key when the end of what is known comes
 * near, and until it is there one empty row in its place. However many lots there are, the window never waits. Main thread.
 */
#pragma once

#include "firstout/store/stock.h"
#include "shell/station.h"

#include <gio/gio.h>

/* What a row carries; item "" is the empty row. */
typedef struct {
  FoStockRow stock;
  FoDay today;
} FoShelfRow;

#define FO_SHELF_PAGE 200

#define FO_TYPE_SHELF (fo_shelf_get_type ())
G_DECLARE_FINAL_TYPE (FoShelf, fo_shelf, FO, SHELF, GObject)

/* FoRow of FoShelfRow. */
FoShelf *fo_shelf_new (FoStation *station);

/* Begins anew: everything ("") or the goods whose name or article has WORDS. */
void fo_shelf_look (FoShelf *self, const char *words);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * FoSymbolArt: a drawn symbol with its quiet zone, black on white, every module the same whole number of pixels. Main thread. */
#pragma once

#include "firstout/symbol/symbol.h"
#include <gtk/gtk.h>

#define FO_TYPE_SYMBOL_ART (fo_symbol_art_get_type ())
G_DECLARE_FINAL_TYPE (FoSymbolArt, fo_symbol_art, FO, SYMBOL_ART, GtkWidget)

/* The symbol of KIND that says TEXT, in a square of SIDE pixels; an empty square when there is no such symbol. */
GtkWidget *fo_symbol_art_new (FoSymbolKind kind, const char *text, int side);
/* A linear symbol, DOTS pixels a module, HEIGHT pixels high. */
GtkWidget *fo_symbol_art_new_linear (FoSymbolKind kind, const char *text, int dots, int height);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the files of this folder share. */
#pragma once

#include "firstout/symbol/symbol.h"

/* Cuts a GS1 element string into "[AI]value[AI]value", as libzint wants it, after judging it. Free with g_free. */
FoVerdict fo_symbol_gs1_bracket (const char *data, size_t length, char **ret_text);

/* Everything but QR. DATA is judged already and LENGTH is positive. */
FoVerdict fo_symbol_make_zint (FoSymbolKind kind, const char *data, size_t length, FoSymbol *ret_symbol);

/* Fills *FOUND, unless its bytes and symbology are among the N before it. How many there are then. */
int fo_symbol_found_add (FoSymbolFound *found, int n, int room, const FoSymbolFound *one);

/* A found symbol with nothing but its bytes and its symbology. */
void fo_symbol_found_init (FoSymbolFound *one, FoSymbology symbology, const char *bytes, size_t length);

/* Each appends to the N found already, returns how many there are then. */
int fo_symbol_read_zbar (
    const uint8_t *grey, int width, int height, int stride, FoSymbolSet which, FoSymbolFound *found, int n, int room);
int fo_symbol_read_dmtx (
    const uint8_t *grey, int width, int height, int stride, int timeout_ms, FoSymbolFound *found, int n, int room);

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Quantities: signed 64-bit millionths of the item's unit. No floating point anywhere. Pure; any thread.
 */
#pragma once

#include "firstout/core/verdict.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int64_t FoQuantity; /* millionths of the unit */

#define FO_ONE ((FoQuantity) 1000000)
/* What one operation may name: 10^9 units. Sums stay far from the 64-bit edge. */
#define FO_QUANTITY_MAX (FO_ONE * 1000000000)
/* Room for any quantity as text with its terminating zero. */
#define FO_QUANTITY_TEXT_MAX 24

/* Checked arithmetic: false, *ret untouched, when the result does not fit an int64. */
bool fo_quantity_add (FoQuantity a, FoQuantity b, FoQuantity *ret);
bool fo_quantity_subtract (FoQuantity a, FoQuantity b, FoQuantity *ret);
bool fo_quantity_times (FoQuantity a, int64_t factor, FoQuantity *ret);

/* Is it a whole number of units? */
bool fo_quantity_is_whole (FoQuantity quantity_u);

/* Reads what a person or a file says: "24", "-3", "3,5", "3.5", "0.000001", "2x12" and "2*12" (24; the Cyrillic "х" and
 * "×" too; at least one of the two whole), with a space or non-breaking space (U+00A0, U+202F) between thousands and
 * any around the numbers. Digits stand on both sides of a decimal mark; a group behind a space has three of them, so
 * "24 12" is no quantity. A scientific notation, a second decimal mark, more than six decimals or any other character
 * is FO_QUANTITY_BAD; beyond ±FO_QUANTITY_MAX, each factor too, is FO_QUANTITY_TOO_LARGE. TEXT is UTF-8. */
FoVerdict fo_quantity_parse (const char *text, FoQuantity *ret_quantity_u);

/* Shortest decimal text with a point: "24", "-0.5". TEXT has room for FO_QUANTITY_TEXT_MAX bytes. Returns TEXT. */
char *fo_quantity_print (FoQuantity quantity_u, char *text);

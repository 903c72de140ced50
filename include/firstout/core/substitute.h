/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Substitutes: goods that may leave instead of others. One way, in a fixed ratio, and never silently: either sales has said of the order's
 * line that it takes substitutes, or whoever the substitute names decides. Pure.
 */
#pragma once

#include "firstout/core/item.h"

/* Whose consent it takes where the line says nothing: nobody's (the same thing under another number), the lead's, or sales'. */
typedef enum { FO_ASKS_NOBODY, FO_ASKS_LEAD, FO_ASKS_SALES } FoSubstituteAsks;

/* What sales says of a line. */
typedef enum { FO_SUBSTITUTES_UNSAID, FO_SUBSTITUTES_ALLOWED, FO_SUBSTITUTES_REFUSED } FoSubstitutesSaid;

typedef struct {
  FoId item, instead;
  FoQuantity for_u, instead_u; /* so much of INSTEAD stands for so much of ITEM; both positive */
  int32_t priority;            /* lower is offered first */
  FoSubstituteAsks asks;
} FoSubstitute;

/* "nobody", "lead", "sales"; "", "yes", "no". Static; the parsers leave the output alone for any other text. */
const char *fo_substitute_asks_name (FoSubstituteAsks asks);
bool fo_substitute_asks_parse (const char *name, FoSubstituteAsks *ret);
const char *fo_substitutes_said_name (FoSubstitutesSaid said);
bool fo_substitutes_said_parse (const char *name, FoSubstitutesSaid *ret);

/* May a person take the substitute for a line of which sales says SAID? FO_SUBSTITUTE_REFUSED: sales has said no. FO_SUBSTITUTE_ASKED: it
 * takes sales' word. FO_RIGHT_MISSING: it takes the lead's, and the person is none. */
FoVerdict fo_substitute_may (FoSubstituteAsks asks, FoSubstitutesSaid said, bool is_lead);

/* How much of the substitute QUANTITY_U of the item takes; false when the ratio does not divide it, or it does not fit. */
bool fo_substitute_needs (const FoSubstitute *substitute, FoQuantity quantity_u, FoQuantity *ret_u);

/* The most of the item, at most MOST_U, that ROOM_U of the substitute can stand for, so that both are quantities their items may be booked
 * in; 0 when that is nothing. */
FoQuantity fo_substitute_covers (
    const FoSubstitute *substitute, const FoItem *item, const FoItem *instead, FoQuantity room_u, FoQuantity most_u);

/* SPDX-License-Identifier: GPL-3.0-or-later
 * The lists of the page of sales, as they are read a page at a time: rows of FoWorkRow, whose commands are "look …". What is searched is
 * the name of a link; "" all of them. */
#pragma once

#include "common/long-list.h"

extern const FoLongListKind fo_sent_to_decide; /* what a person decides: refused, otherwise, closed; then disagreements */
extern const FoLongListKind fo_sent_unknown;   /* something left and no answer came */
extern const FoLongListKind fo_sent_waiting;   /* begun and not through; then those nobody began with */
extern const FoLongListKind fo_sent_told;      /* stands there, or is not carried */
extern const FoLongListKind fo_sent_links;     /* the links, and one that is not there yet */

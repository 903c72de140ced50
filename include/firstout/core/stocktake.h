/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Counting: what a person saw against what the book said at that moment. A count is blind and goes on while others work, so the
 * difference is fixed when it is seen; what moves afterwards moves the book and the shelf alike and does not touch it. Pure.
 */
#pragma once

#include "firstout/core/quantity.h"

/* What was seen of one lot at one place. */
typedef struct {
  FoQuantity counted_u;
  FoQuantity first_u; /* on hand by the book when the first of it was scanned */
  FoQuantity book_u;  /* ... and when the last was */
} FoCounted;

/* Beyond which a difference is counted once more before it is believed; negative: there is no such limit. */
typedef struct {
  FoQuantity units_u;
  int32_t percent; /* of the book */
} FoCountLimit;

/* By how much the book is to be changed: what was counted less what the book said at the last scan. */
FoQuantity fo_counted_difference (FoCounted counted);

/* Goods of it came or went between the first scan and the last, and whether they were counted too decides whether there is a
 * difference at all: it is to be counted again. */
bool fo_counted_is_unsure (FoCounted counted);

/* Either limit is exceeded. */
bool fo_count_is_over (FoCountLimit limit, FoQuantity book_u, FoQuantity difference_u);

/* What of a lot that was not seen is missing: what lay there when the count began and still does by the book. What came since was
 * put there by somebody who knows of it. */
FoQuantity fo_count_unseen (FoQuantity at_beginning_u, FoQuantity now_u);

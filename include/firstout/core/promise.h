/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Promises: a quantity of an item is a deal's, the lot is chosen when the pick is released.
 *
 * Honest by one inequality. Let S(t) be what is free (on hand, not held, usable lot, issuing place) and usable until at least
 * day t, and P(t) what is promised from stock as usable until at least t. For every t:   P(t) <= S(t).
 * (It is enough: Hall's theorem on nested sets. A promise for t may be served by any goods usable until t or later, so the sets
 * of goods that may serve are nested, and the condition "no more is asked of the k-th set than it has" is sufficient as well
 * as necessary. P only steps at the days of promises, and S falls with t, so it is enough to look at those days.)
 *
 * Why the oldest satisfying lot may always be bound (FEFO). A line with its own promise (q, t) is released and takes q' <= q
 * from lot L, the one with the earliest last usable day e >= t. Afterwards: for days x <= t both P(x) and S(x) fall by q';
 * for t < x <= e only S(x) falls, by q'. But no free goods end in [t, e), so before S(x) = S(t), and P(x) <= P(t) - q (the
 * line's own promise counts at t and not at x). So S(x) - q' >= P(t) - q >= P(x). For x > e nothing changes. QED. With FIFO, a
 * wanted lot, or a picker's own choice, e is not the earliest, and fo_promise_allows_taking must be asked.
 *
 * The sums come as steps, ascending by day, so that a decision costs the same with ten lots or two thousand. Pure.
 */
#pragma once

#include "firstout/core/day.h"
#include "firstout/core/quantity.h"

/* A quantity that ends on a day: goods usable until DAY, or promises that ask for DAY. */
typedef struct {
  FoDay day;
  FoQuantity quantity_u;
} FoLifeStep;

typedef struct {
  FoQuantity free_u;        /* all free goods of the item, whatever their day (expired ones, and unknown days, too) */
  const FoLifeStep *ending; /* those of them that end before HORIZON, ascending; unknown days count as ending TODAY */
  size_t n_ending;
  FoDay horizon; /* at least every day of PROMISED, and every day the caller asks about, plus one */
  const FoLifeStep *promised; /* from stock, ascending */
  size_t n_promised;
} FoLife;

/* S(t): T is before LIFE's horizon. */
FoQuantity fo_life_free_until (const FoLife *life, FoDay t);
/* P(t). */
FoQuantity fo_life_promised_until (const FoLife *life, FoDay t);

/* How much more can be promised as usable until T without breaking any promise: the least S(x) - P(x) over x <= T, never below
 * zero. */
FoQuantity fo_promise_room (const FoLife *life, FoDay t);

/* May QUANTITY_U of free goods that end on GOODS_END be taken away (held for a line, scrapped, issued), when the taker gives
 * back OWN_U of its own promise for OWN_T (0 and any day when it has none)? FO_OK or FO_PROMISED_ELSEWHERE. */
FoVerdict fo_promise_allows_taking (const FoLife *life, FoDay goods_end, FoQuantity quantity_u, FoQuantity own_u, FoDay own_t);

/* How much is promised beyond what there is: the largest P(x) - S(x), 0 when all promises hold. The morning's question. */
FoQuantity fo_promise_broken (const FoLife *life);
